"""Caches with byte budgets: one in memory, one on disk."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import threading
import time
import uuid
import zlib
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

_log = logging.getLogger(__name__)
K = TypeVar("K", bound="Hashable")
V = TypeVar("V")


class ByteBudgetCache(Generic[K, V]):
    """Least recently used values go when the sum of their sizes exceeds ``max_bytes``. Any thread."""

    def __init__(self, max_bytes: int) -> None:
        self._max = max_bytes
        self._lock = threading.Lock()
        self._items: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._bytes = 0

    @property
    def nbytes(self) -> int:
        """Sum of the sizes given with the values that are held now."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._items)

    def get(self, key: K) -> V | None:
        with self._lock:
            found = self._items.get(key)
            if found is None:
                return None
            self._items.move_to_end(key)
            return found[0]

    def put(self, key: K, value: V, nbytes: int) -> None:
        """Keeps ``value``; one that is larger than the whole budget is not kept (and replaces nothing)."""
        with self._lock:
            old = self._items.pop(key, None)
            if old is not None:
                self._bytes -= old[1]
            if nbytes > self._max:
                return
            self._items[key] = (value, nbytes)
            self._bytes += nbytes
            while self._bytes > self._max:
                self._bytes -= self._items.popitem(last=False)[1][1]

    def discard(self, key: K) -> None:
        with self._lock:
            old = self._items.pop(key, None)
            if old is not None:
                self._bytes -= old[1]

    def clear(self) -> None:
        with self._lock:
            self._items.clear()
            self._bytes = 0


_KIND = re.compile(r"[a-z0-9_-]{1,32}")
_MAGIC = b"HC1\0"
_HEADER = len(_MAGIC) + 4
_TEMP = ".tmp-"
_TEMP_AGE_S = 3600.0
_TOUCH_AGE_S = 6 * 3600.0
_PAUSE_S = 30.0
_FILL_AFTER_EVICTION = 0.85
_RESCAN_EVERY = 4096


class DiskCache:
    """Bytes by (kind, key) in files under ``root``; ``None`` = no cache at all. Any thread, several processes.

    It never raises for the disk's sake: a full disk, a folder without write permission or a damaged entry
    make it forget, once say why (``on_problem``, ``problem``) and try again half a minute later.
    An entry is complete or absent (temporary file, then replace) and carries a checksum. When the sum
    exceeds ``max_bytes`` the entries used longest ago go (use is noted to the nearest hours, not per read).
    """

    def __init__(
        self, root: Path | None, max_bytes: int, *, on_problem: Callable[[str], None] | None = None
    ) -> None:
        self._root = root
        self._max = max_bytes
        self._on_problem = on_problem
        self._lock = threading.Lock()
        self._total: int | None = None  # unknown until the first put looked
        self._puts = 0
        self._paused_until = 0.0
        self.problem = ""
        """Why the cache does not write, or empty."""

    @property
    def enabled(self) -> bool:
        return self._root is not None

    def get(self, kind: str, key: str) -> bytes | None:
        """The bytes put under that name, or ``None``."""
        if self._root is None:
            return None
        path = self._file(self._root, kind, key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        if len(data) < _HEADER or data[:4] != _MAGIC or _checksum(data[_HEADER:]) != data[4:_HEADER]:
            self._delete(path)  # torn by a crash
            return None
        self._touch(path)
        return data[_HEADER:]

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keeps a copy of ``data``; silently does not when it cannot."""
        if self._root is None or len(data) > self._max or time.monotonic() < self._paused_until:
            return
        path = self._file(self._root, kind, key)
        temp = path.with_name(f"{_TEMP}{uuid.uuid4().hex}")
        try:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                with temp.open("wb") as stream:
                    stream.write(_MAGIC + _checksum(data))
                    stream.write(data)
                temp.replace(path)
            except BaseException:
                self._delete(temp)
                raise
        except OSError as error:
            self._report(f"The cache in {self._root} cannot be written ({error.strerror or error}).")
            return
        self._account(self._root, len(data) + _HEADER)

    def clear(self) -> None:
        """Deletes every entry."""
        if self._root is not None:
            for _, _, path in self._entries(self._root):
                self._delete(path)
            with self._lock:
                self._total = None

    # ------------------------------------------------------------------------------- private

    @staticmethod
    def _file(root: Path, kind: str, key: str) -> Path:
        if not _KIND.fullmatch(kind):
            raise ValueError(f"not a cache kind: {kind!r}")
        name = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        return root / kind / name[:2] / name[2:]

    def _account(self, root: Path, size: int) -> None:
        """Adds up; when the budget is exceeded, or from time to time, looks at the disk and evicts."""
        with self._lock:
            self._puts += 1
            if self._total is not None:
                self._total += size
            if self._total is not None and self._total <= self._max and self._puts % _RESCAN_EVERY:
                return
            self._total = self._evict(root)

    def _evict(self, root: Path) -> int:
        """Deletes the oldest entries down to 85 % when above the budget; returns the bytes that stay."""
        entries = sorted(self._entries(root))
        total = sum(size for _, size, _ in entries)
        if total <= self._max:
            return total
        goal = int(self._max * _FILL_AFTER_EVICTION)
        for _, size, path in entries:
            if total <= goal:
                break
            self._delete(path)
            total -= size
        return total

    def _entries(self, root: Path) -> Iterator[tuple[float, int, Path]]:
        """(time of last use, size, path) of every entry; deletes temporary files that a crash left."""
        now = time.time()
        for folder, _, names in os.walk(root):
            for name in names:
                path = Path(folder) / name
                try:
                    about = path.stat()
                except OSError:
                    continue
                if name.startswith(_TEMP):
                    if now - about.st_mtime > _TEMP_AGE_S:
                        self._delete(path)
                elif len(name) == 30:
                    yield about.st_mtime, about.st_size, path

    def _touch(self, path: Path) -> None:
        try:
            if time.time() - path.stat().st_mtime > _TOUCH_AGE_S:
                os.utime(path)
        except OSError:
            pass  # read-only cache: still good for reading

    def _delete(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            _log.debug("cache: %s", error)

    def _report(self, text: str) -> None:
        with self._lock:
            self._paused_until = time.monotonic() + _PAUSE_S
            first, self.problem = not self.problem, text
        if first:
            _log.warning("%s", text)
            if self._on_problem is not None:
                self._on_problem(text)


def _checksum(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(4, "little")
