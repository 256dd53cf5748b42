"""What SQLite says about a project file, in words that say what to do."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import DamagedProjectError, ProjectError, ReadOnlyProjectError
from hfpc_desktop.domain.language import QT_TRANSLATE_NOOP, translate
from hfpc_desktop.review.safe_write import what_to_do

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ADVICE: dict[str, str] = {
    "SQLITE_FULL": QT_TRANSLATE_NOOP(
        "errors",
        "The disk is full: the last change to {path} was not saved, everything before it was. "
        "Free some space and do it again.",
    ),
    "SQLITE_BUSY": QT_TRANSLATE_NOOP(
        "errors",
        "{path} is open in another window or program. Close it there, then open it again; nothing was changed.",
    ),
    "SQLITE_LOCKED": QT_TRANSLATE_NOOP(
        "errors",
        "{path} is open in another window or program. Close it there, then open it again; nothing was changed.",
    ),
    "SQLITE_READONLY": QT_TRANSLATE_NOOP(
        "errors",
        "{path} may not be written: the file or its folder is read-only. Copy it to a folder of your own, "
        "or allow writing there, then open it again.",
    ),
    "SQLITE_CANTOPEN": QT_TRANSLATE_NOOP(
        "errors",
        "{path} cannot be opened for writing: its folder is read-only or not there any more. Copy it to a folder "
        "of your own, or bring the folder back, then open it again.",
    ),
    "SQLITE_NOTADB": QT_TRANSLATE_NOOP(
        "errors",
        "{path} is damaged or not an HFPC project. It was left as it is; restore it from a backup, or begin a "
        "new project with the same folders.",
    ),
    "SQLITE_CORRUPT": QT_TRANSLATE_NOOP(
        "errors",
        "{path} is damaged. It was left as it is; restore it from a backup, or begin a new project with the "
        "same folders.",
    ),
    "SQLITE_IOERR": QT_TRANSLATE_NOOP(
        "errors",
        "The disk failed while {path} was used. Check the disk or the network, then open the project again; "
        "everything saved before is kept.",
    ),
}

_KINDS: dict[str, type[ProjectError]] = {
    "SQLITE_NOTADB": DamagedProjectError,
    "SQLITE_CORRUPT": DamagedProjectError,
    "SQLITE_READONLY": ReadOnlyProjectError,
    "SQLITE_CANTOPEN": ReadOnlyProjectError,
}
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)


def project_error(error: sqlite3.Error, path: Path) -> ProjectError:
    """``error`` as a ``ProjectError``. SQLite's own words stand at the end when nothing better is known."""
    name = getattr(error, "sqlite_errorname", "")
    for code, advice in _ADVICE.items():
        if name == code or name.startswith(f"{code}_"):
            return _KINDS.get(code, ProjectError)(translate("errors", advice).format(path=path))
    return ProjectError(
        translate(
            "errors", "{0} could not be used ({1}). It was left as it is; try to open it again."
        ).format(path, error)
    )


@contextlib.contextmanager
def speaking(path: Path) -> Iterator[None]:
    """Turn what goes wrong with the file into ``ProjectError``."""
    try:
        yield
    except sqlite3.Error as error:
        raise project_error(error, path) from error
    except OSError as error:
        kind = ReadOnlyProjectError if error.errno in _REFUSED else ProjectError
        raise kind(what_to_do(error, path)) from error
