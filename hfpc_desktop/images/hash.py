"""What a file holds, as a short name: caches and decisions follow content, not paths."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import sqlite3
import threading
import time
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import PictureError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_log = logging.getLogger(__name__)
_CHUNK = 1 << 20
_BATCH = 256
_BATCH_SECONDS = 2.0
_REST_SECONDS = 5.0
_FRESH_NS = 2_000_000_000
"""A file changed within the last two seconds is not remembered: a second change could leave size and
time as they are (FAT counts in steps of two seconds)."""


def content_hash(path: Path) -> str:
    """Hex BLAKE2b-128 of the file's bytes, streamed. ``PictureError`` when it cannot be read. Any thread."""
    digest = hashlib.blake2b(digest_size=16)
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except (FileNotFoundError, NotADirectoryError) as error:
        text = "The file is not there any more. Was it moved or renamed, or is its drive not connected?"
        raise PictureError("missing_file", text) from error
    except OSError as error:
        raise PictureError("unreadable", f"The file cannot be read ({error.strerror or error}).") from error
    return digest.hexdigest()


class HashMemo:
    """Remembers hashes by (path, size, modification time), so that 100,000 files are read only once.

    Any thread. It is a memo, never a truth: when its file is damaged it starts anew, when it cannot be
    written it works in memory. New hashes are committed in batches and by ``close``.
    """

    def __init__(self, db_path: Path | None) -> None:
        self._path = db_path
        self._lock = threading.Lock()
        self._closed = False
        self._pending: dict[bytes, tuple[int, int, str]] = {}
        self._rest_until = 0.0
        self._committed = time.monotonic()
        self._db = self._open()

    def hash(self, path: Path) -> str:
        """``content_hash(path)``, from memory when the file looks unchanged."""
        key = os.fsencode(path.absolute())
        try:
            before = path.stat()
        except OSError:
            return content_hash(path)  # raises with the right text
        known = self._look_up(key, before.st_size, before.st_mtime_ns)
        if known is not None:
            return known
        value = content_hash(path)
        try:
            after = path.stat()
        except OSError:
            return value
        unchanged = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        if unchanged and time.time_ns() - after.st_mtime_ns > _FRESH_NS:
            self._remember(key, after.st_size, after.st_mtime_ns, value)
        return value

    def flush(self) -> None:
        """Commits what is pending."""
        with self._lock:
            self._guarded(self._commit)

    def close(self) -> None:
        """Commits and closes. Afterwards ``hash`` still answers, by reading the file."""
        with self._lock:
            if not self._closed:
                self._guarded(self._commit)
                self._closed = True
                self._db.close()

    # ------------------------------------------------------------------------------- private

    def _look_up(self, key: bytes, size: int, mtime_ns: int) -> str | None:
        found: list[str] = []

        def query() -> None:
            row = self._db.execute(
                "SELECT hash FROM hashes WHERE path = ? AND size = ? AND mtime_ns = ?", (key, size, mtime_ns)
            ).fetchone()
            if row is not None:
                found.append(row[0])

        with self._lock:
            waiting = self._pending.get(key)
            if waiting is not None and waiting[:2] == (size, mtime_ns):
                return waiting[2]
            if time.monotonic() >= self._rest_until:
                self._guarded(query)
        return found[0] if found else None

    def _remember(self, key: bytes, size: int, mtime_ns: int, value: str) -> None:
        with self._lock:
            self._pending[key] = (size, mtime_ns, value)
            due = len(self._pending) >= _BATCH or time.monotonic() - self._committed > _BATCH_SECONDS
            if due and time.monotonic() >= self._rest_until:
                self._guarded(self._commit)

    def _commit(self) -> None:
        """Writes what is pending in one short transaction: another process may use the same file."""
        rows = [(key, *values) for key, values in self._pending.items()]
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO hashes VALUES (?, ?, ?, ?)", rows)
        self._pending.clear()
        self._committed = time.monotonic()

    def _guarded(self, action: Callable[[], None]) -> None:
        """Runs a statement; a damaged file is replaced by a new one, a busy or full one is asked later."""
        if self._closed:
            return
        try:
            action()
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                _log.info("hash memo %s: %s; trying again later", self._path, error)
                self._rest_until = time.monotonic() + _REST_SECONDS
                return
            _log.warning("hash memo %s: %s; starting anew", self._path, error)
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
            self._db = self._open(fresh=True)

    def _open(self, *, fresh: bool = False) -> sqlite3.Connection:
        if self._path is not None:
            for attempt in (fresh, True):
                db = None
                try:
                    self._path.parent.mkdir(parents=True, exist_ok=True)
                    if attempt:
                        self._path.unlink(missing_ok=True)
                    db = sqlite3.connect(self._path, check_same_thread=False, timeout=0.2)
                    return _prepare(db)
                except (sqlite3.Error, OSError) as error:
                    if db is not None:
                        db.close()
                    if not (isinstance(error, sqlite3.DatabaseError) and _is_damage(error)):
                        break
            _log.warning("hash memo %s cannot be used; hashes are kept in memory", self._path)
        return _prepare(sqlite3.connect(":memory:", check_same_thread=False))


def _is_damage(error: sqlite3.Error) -> bool:
    """True for a broken file, one that is no database, or one with another table; false for locked, full ..."""
    return type(error) is sqlite3.DatabaseError or "no such column" in str(error)


def _prepare(db: sqlite3.Connection) -> sqlite3.Connection:
    db.execute("PRAGMA synchronous = OFF")  # losing the memo costs time, never data
    db.execute(
        "CREATE TABLE IF NOT EXISTS hashes "
        "(path BLOB PRIMARY KEY, size INTEGER, mtime_ns INTEGER, hash TEXT) WITHOUT ROWID"
    )
    db.execute("SELECT path, size, mtime_ns, hash FROM hashes LIMIT 1").fetchone()
    db.commit()
    return db
