"""One window a user: a second start hands its files to the window that runs. GUI thread only.

The second start sends one line of JSON over a local socket that only this user can open, and waits for ``ok``.
Names of files are all that is sent; the window treats them as if they had been dropped on it.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalServer, QLocalSocket

if TYPE_CHECKING:
    from collections.abc import Sequence

ANSWER = b"ok\n"
_LONGEST = 1 << 20
"""Bytes of one message: some ten thousand paths."""
_WAIT_MS = 3_000
_PATIENCE_MS = 150
"""The system sends files that were dropped on the icon one by one; so long after the last they are one drop."""


@dataclass(frozen=True, slots=True)
class Handover:
    """What a start was asked for. ``paths``: absolute. ``demo``: open the demo project."""

    paths: tuple[Path, ...] = ()
    demo: bool = False

    def to_line(self) -> bytes:
        return (
            json.dumps({"paths": [os.fsdecode(path) for path in self.paths], "demo": self.demo}).encode()
            + b"\n"
        )

    @classmethod
    def from_line(cls, line: bytes) -> Handover | None:
        """``None`` for anything that is no message of this program."""
        try:
            data = json.loads(line)
            paths = tuple(Path(str(path)) for path in data["paths"])
            return cls(paths, bool(data["demo"])) if all(path.is_absolute() for path in paths) else None
        except (ValueError, KeyError, TypeError):
            return None


def address(data: Path) -> str:
    """Where the window of this user with this data folder listens: a pipe's name, or the path of a socket in a
    folder that only this user can enter. Empty when there is no such folder."""
    digest = hashlib.blake2b(f"{getpass.getuser()}\n{data}".encode(errors="surrogateescape"), digest_size=6)
    name = f"hfpc-desktop-{digest.hexdigest()}"
    if sys.platform == "win32":
        return name
    folder = _own_folder()
    return "" if folder is None else str(folder / name)


def _own_folder() -> Path | None:
    """The user's runtime folder, or one of our own in the temporary folder; never one that others can write."""
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    for folder in (Path(given) if given else None, Path(tempfile.gettempdir()) / f"hfpc-{os.getuid()}"):
        if folder is None or len(str(folder)) > 78:  # the path of a socket has room for some 100 bytes
            continue
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            facts = folder.lstat()
        except OSError:
            continue
        private = not facts.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        if stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.getuid() and private:
            return folder
    return None


def hand_over(where: str, given: Handover) -> bool:
    """Give ``given`` to the window that listens at ``where``; False when there is none. Blocks a few seconds at
    most, when a window hangs. Needs an application object, but no event loop."""
    if not where:
        return False
    socket = QLocalSocket()
    socket.connectToServer(where)
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(given.to_line())
    socket.flush()
    while not socket.canReadLine():
        if not socket.waitForReadyRead(_WAIT_MS):
            return False
    answer = bytes(socket.readLine().data())
    socket.disconnectFromServer()
    return answer == ANSWER


class InstanceServer(QObject):
    """Listens for later starts. Emits ``handed`` for each."""

    handed = Signal(object)
    """A ``Handover``."""

    def __init__(self, where: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        self.listening = bool(where) and self._listen(where)

    def _listen(self, where: str) -> bool:
        if self._server.listen(where):
            return True
        # A window that was killed leaves its socket behind; nobody answered there, or we would not be here.
        QLocalServer.removeServer(where)
        return bool(self._server.listen(where))

    def close(self) -> None:
        self._server.close()

    def _connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.setParent(self)
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)
            self._take(socket)

    def _read(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._take(socket)

    def _take(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST:
                socket.abort()
            return
        given = Handover.from_line(bytes(socket.readLine(_LONGEST).data()))
        if given is None:
            socket.abort()
            return
        socket.write(ANSWER)
        socket.flush()
        self.handed.emit(given)


class FileOpenEvents(QObject):
    """Files that the system opens with the running app (macOS: the icon in the Dock, Finder), gathered."""

    opened = Signal(object)
    """Paths, as a tuple."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths: list[Path] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PATIENCE_MS)
        self._later.timeout.connect(self._tell)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent) and event.file():
            self._paths.append(Path(event.file()))
            self._later.start()
            return True
        return False

    def _tell(self) -> None:
        paths, self._paths = tuple(self._paths), []
        self.opened.emit(paths)


def absolute_paths(paths: Sequence[Path]) -> tuple[Path, ...]:
    """As the receiving window, in another working folder, must get them."""
    return tuple(Path(os.path.abspath(path.expanduser())) for path in paths)  # noqa: PTH100 - links stay
