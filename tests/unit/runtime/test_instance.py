"""A second start hands its files over, to this user's window only."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalSocket

from hfpc_desktop.runtime.qt_instance import (
    ANSWER,
    FileOpenEvents,
    Handover,
    InstanceServer,
    absolute_paths,
    address,
    hand_over,
)

ROOT = Path(__file__).parents[3]
SECOND_START = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from hfpc_desktop.runtime.qt_instance import Handover, absolute_paths, address, hand_over
app = QApplication([])
given = Handover(absolute_paths([Path(p) for p in sys.argv[2:]]))
sys.exit(0 if hand_over(address(Path(sys.argv[1])), given) else 5)
"""


@pytest.fixture
def server(qapp, tmp_path):
    out = InstanceServer(address(tmp_path))
    assert out.listening
    yield out
    out.close()


@pytest.fixture
def short_folder():
    """The path of a socket must be short."""
    with tempfile.TemporaryDirectory(prefix="hfpc") as folder:
        yield Path(folder)


def second_start(data: Path, *paths: str) -> subprocess.Popen[bytes]:
    code = [sys.executable, "-c", SECOND_START, str(data), *paths]
    return subprocess.Popen(code, env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=data)


def test_another_process_hands_its_paths_over_as_absolute_ones(server, qtbot, tmp_path) -> None:
    with qtbot.waitSignal(server.handed, timeout=30_000) as told:
        process = second_start(tmp_path, "图片 folder", "/x/b.hfpc")
    assert told.args == [Handover((tmp_path / "图片 folder", Path("/x/b.hfpc")))]
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=30_000)
    assert process.returncode == 0


def test_without_a_window_there_is_nobody_to_hand_over_to(qapp, tmp_path) -> None:
    assert not hand_over(address(tmp_path), Handover())
    assert not hand_over("", Handover())


def test_a_socket_left_behind_by_a_killed_window_is_taken_over(qapp, tmp_path) -> None:
    where = Path(address(tmp_path))
    where.write_text("stale")
    again = InstanceServer(str(where))
    assert again.listening
    again.close()


def test_every_user_and_every_data_folder_has_its_own_address_that_others_cannot_reach(
    tmp_path, monkeypatch, short_folder
) -> None:
    assert address(tmp_path / "a") != address(tmp_path / "b")
    assert Path(address(tmp_path)).parent == Path(os.environ["XDG_RUNTIME_DIR"])
    open_to_all = short_folder
    open_to_all.chmod(0o777)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(open_to_all))
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(open_to_all))
    own = Path(address(tmp_path)).parent
    assert own.parent == open_to_all
    assert own.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "line",
    [b"no json\n", b'{"paths": ["relative"], "demo": false}\n', b'{"paths": 3, "demo": false}\n', b"[]\n"],
)
def test_what_is_no_message_of_ours_is_refused(server, qtbot, tmp_path, line) -> None:
    heard: list[object] = []
    server.handed.connect(heard.append)
    socket = QLocalSocket()
    socket.connectToServer(address(tmp_path))
    socket.write(line)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert bytes(socket.readAll().data()) != ANSWER
    assert heard == []


def test_files_opened_with_the_icon_one_by_one_are_one_drop(qapp, qtbot) -> None:
    events = FileOpenEvents()
    with qtbot.waitSignal(events.opened) as told:
        for name in ("/p/originals", "/p/generated"):
            event = QFileOpenEvent(QUrl.fromLocalFile(name))
            assert events.eventFilter(qapp, event)
        assert not events.eventFilter(qapp, QEvent(QEvent.Type.User))
    assert told.args == [(Path("/p/originals"), Path("/p/generated"))]
    assert QCoreApplication.instance() is qapp


def test_relative_paths_become_absolute(monkeypatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    assert absolute_paths([Path("a"), Path("/b/../c")]) == (tmp_path / "a", Path("/c"))
