"""Files that are either whole or not there: a temporary file in the same folder, then one rename.

Every function raises plain ``OSError``; ``what_to_do`` turns one into a sentence for a person.
Any thread.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sys
from typing import TYPE_CHECKING

from hfpc_desktop.domain.language import translate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedRandom
    from pathlib import Path

TEMPORARY_PREFIX = ".hfpc-"
TEMPORARY_SUFFIX = ".part"

DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_LONGEST_PLAIN_WINDOWS_PATH = 240
"""Characters. Windows refuses 260 and more without the prefix; folders already from 248 on."""


def system_path(path: Path) -> str:
    """``path`` as the operating system takes it: long Windows paths get the ``\\\\?\\`` prefix."""
    text = str(path)
    return windows_long_path(os.path.abspath(text)) if sys.platform == "win32" else text  # noqa: PTH100


def windows_long_path(text: str) -> str:
    """An absolute Windows path that may be longer than 260 characters; short ones are left alone."""
    if len(text) < _LONGEST_PLAIN_WINDOWS_PATH or text.startswith("\\\\?\\"):
        return text
    if text.startswith("\\\\"):  # \\server\share\...
        return "\\\\?\\UNC\\" + text[2:]
    return "\\\\?\\" + text


@contextlib.contextmanager
def whole_file(target: Path, *, replace: bool = True) -> Iterator[BufferedRandom]:
    """Write ``target`` completely or not at all.

    Yields a binary stream (readable too) on a temporary file beside ``target``; when the block ends
    well it is flushed to the disk and takes the name of ``target``, otherwise it is removed and a
    file that was there before is as it was. With ``replace=False`` an existing ``target`` is kept
    and ``FileExistsError`` raised. Raises ``OSError``.
    """
    temporary = target.parent / f"{TEMPORARY_PREFIX}{secrets.token_hex(6)}{TEMPORARY_SUFFIX}"
    # "x": the usual permissions of the user's new files, which tempfile would narrow to 0600.
    stream = open(system_path(temporary), "x+b")  # noqa: PTH123, SIM115 - closed below
    try:
        with stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _publish(system_path(temporary), system_path(target), replace=replace)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(system_path(temporary))  # noqa: PTH108 - a prefixed path is no Path
        raise


def probe(target: Path) -> None:
    """Raise the ``OSError`` that writing ``target`` would meet now; leaves nothing behind."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    try:
        with whole_file(target):
            raise _Enough
    except _Enough:
        return


class _Enough(Exception):
    """The folder takes files; this ends the probe before it becomes one."""


def _publish(temporary: str, target: str, *, replace: bool) -> None:
    """Give the finished file its name; without ``replace`` never over an existing one."""
    if replace:
        os.replace(temporary, target)  # noqa: PTH105
        return
    if sys.platform == "win32":
        os.rename(temporary, target)  # noqa: PTH104 - refuses an existing target there
        return
    try:
        os.link(temporary, target)  # the one call that refuses an existing target
    except FileExistsError:
        raise
    except OSError:
        # FAT, exFAT and some network folders know no hard links; look, then rename.
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target) from None
        os.replace(temporary, target)  # noqa: PTH105
    else:
        os.unlink(temporary)  # noqa: PTH108


def what_to_do(error: OSError, path: Path) -> str:
    """What happened to ``path`` and what a person can do about it, in one or two sentences."""
    number = error.errno
    if number in DISK_FULL:
        text = translate(
            "errors", "The disk is full: {0} was not written. Free some space or choose another folder."
        )
    elif number in _NOT_ALLOWED:
        text = translate(
            "errors",
            "{0} cannot be written: the folder is read-only, or another program has the file open. "
            "Choose another folder, or close the file and allow writing there.",
        )
    elif number in (errno.EISDIR, errno.ENOTEMPTY):
        text = translate("errors", "{0} is a folder. Choose another name.")
    elif number == errno.ENOTDIR:
        text = translate(
            "errors", "{0} cannot be written: a part of its path is a file. Choose another folder."
        )
    elif number == errno.ENOENT:
        text = translate(
            "errors",
            "{0} cannot be written: the folder is not there. Create it, or connect its drive, and try again.",
        )
    elif number == errno.EEXIST:
        text = translate("errors", "{0} exists already. Export again, or choose another folder.")
    elif number == errno.ENAMETOOLONG:
        text = translate(
            "errors", "{0} cannot be written: the path is too long. Choose a folder with a shorter path."
        )
    else:
        text = translate("errors", "{0} cannot be written ({1}). Check the drive, or choose another folder.")
    return text.format(quoted(path), error.strerror or str(error))


def quoted(path: Path) -> str:
    """The path on one line, whatever its name holds."""
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(path))
    return f"'{text}'"
