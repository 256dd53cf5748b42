"""The file of a project as a database: made whole, opened for this program alone, changed in transactions."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import DamagedProjectError, ProjectError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.review.migrations import APPLICATION_ID, VERSION, migrate
from hfpc_desktop.review.project_errors import speaking
from hfpc_desktop.review.safe_write import what_to_do, whole_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def create_database(path: Path, settings: Mapping[str, str]) -> None:
    """An empty project with these settings; whole or not at all, never over an existing file (``ProjectError``)."""
    if path.exists():
        raise ProjectError(
            translate("errors", "{0} exists already. Open it, or choose another name.").format(path)
        )
    blank = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(blank)
        blank.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        blank.executemany(
            "INSERT INTO setting VALUES (?, ?)",
            list(settings.items()),
        )
        content = blank.serialize()
    finally:
        blank.close()
    try:
        with whole_file(path, replace=False) as stream:
            stream.write(content)
    except FileExistsError as error:
        raise ProjectError(
            translate("errors", "{0} exists already. Open it, or choose another name.").format(path)
        ) from error
    except OSError as error:
        raise ProjectError(
            translate("errors", "The project could not be created. {0}").format(what_to_do(error, path))
        ) from error


def open_database(path: Path) -> sqlite3.Connection:
    """The database in autocommit mode, checked and brought up to date; nobody else can open it meanwhile.

    Raises ``ProjectError``, ``DamagedProjectError`` or ``sqlite3.Error``; the file is then as it was.
    """
    if not path.is_file():
        raise ProjectError(
            translate(
                "errors", "There is no project at {0}. It may have been moved, renamed or deleted."
            ).format(path)
        )
    with path.open("r+b"):
        pass  # a read-only file shows here; SQLite would fall back to reading
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=1.0)
    try:
        # Exclusive: a second window on the same project would show stale rows. It also keeps
        # SQLite from needing shared memory, which network folders do not have.
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        _check(db, path)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("BEGIN IMMEDIATE")  # takes the lock, and finds out whether the file is writable
        db.execute("COMMIT")
        migrate(db)
    except BaseException:
        db.close()
        raise
    return db


@contextlib.contextmanager
def transaction(db: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """All of it or nothing; troubles become a ``ProjectError`` that names ``path``."""
    with speaking(path):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # a full disk has rolled it back already
                db.execute("ROLLBACK")
            raise


def _check(db: sqlite3.Connection, path: Path) -> None:
    """Raises ``ProjectError`` unless the file is a project that this program can read. Writes nothing."""
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise DamagedProjectError(
            translate(
                "errors", "{0} is not an HFPC project. It was left as it is; choose a .hfpc file."
            ).format(path)
        )
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise ProjectError(
            translate(
                "errors",
                "{0} was saved by a newer version of HFPC Desktop (project format {1}, this one reads up to {2}). It was left as it is; install the newer version to open it.",
            ).format(path, version, VERSION)
        )
