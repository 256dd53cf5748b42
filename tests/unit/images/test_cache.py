"""Byte budgets, atomic entries, and a disk that does not cooperate."""

from __future__ import annotations

import errno
import os
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfpc_desktop.images import ByteBudgetCache, DiskCache

# ------------------------------------------------------------------------------------- memory


def test_memory_cache_drops_the_least_recently_used() -> None:
    cache: ByteBudgetCache[str, int] = ByteBudgetCache(100)
    cache.put("a", 1, 40)
    cache.put("b", 2, 40)
    assert cache.get("a") == 1
    cache.put("c", 3, 40)
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (1, None, 3)
    assert (cache.nbytes, len(cache)) == (80, 2)
    cache.discard("a")
    assert cache.nbytes == 40
    cache.clear()
    assert (cache.nbytes, len(cache)) == (0, 0)


@given(
    st.integers(0, 60),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 50)), max_size=60),
)
def test_memory_budget_holds(budget: int, puts: list[tuple[int, int]]) -> None:
    cache: ByteBudgetCache[int, int] = ByteBudgetCache(budget)
    latest: dict[int, int] = {}
    for key, size in puts:
        cache.put(key, size, size)
        latest[key] = size
        assert cache.nbytes <= budget
        assert cache.get(key) == (size if size <= budget else None)
    held = {key: cache.get(key) for key in latest}
    assert cache.nbytes == sum(size for size in held.values() if size is not None)
    assert all(value in (None, latest[key]) for key, value in held.items())


# --------------------------------------------------------------------------------------- disk


def test_disk_round_trip_and_restart(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path / "cache", 1_000_000)
    assert cache.get("thumbnail", "key") is None
    cache.put("thumbnail", "key", b"data")
    cache.put("overlay", "key", b"other")
    cache.put("thumbnail", "../../escape \n 产品", b"")
    again = DiskCache(tmp_path / "cache", 1_000_000)
    assert again.get("thumbnail", "key") == b"data"
    assert again.get("overlay", "key") == b"other"
    assert again.get("thumbnail", "../../escape \n 产品") == b""
    assert {p.name for p in tmp_path.iterdir()} == {"cache"}
    again.put("thumbnail", "key", b"new")
    assert cache.get("thumbnail", "key") == b"new"
    again.clear()
    assert cache.get("thumbnail", "key") is None
    assert not cache.problem


def test_no_root_is_no_cache() -> None:
    cache = DiskCache(None, 1_000_000)
    cache.put("thumbnail", "key", b"data")
    assert cache.get("thumbnail", "key") is None
    assert not cache.enabled
    cache.clear()


def test_kind_is_checked(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="kind"):
        DiskCache(tmp_path, 1000).put("../x", "key", b"")


def entries(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_torn_entry_is_forgotten(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, 1_000_000)
    cache.put("overlay", "key", b"x" * 1000)
    (path,) = entries(tmp_path)
    path.write_bytes(path.read_bytes()[:500])
    assert cache.get("overlay", "key") is None
    assert not entries(tmp_path)


def test_disk_budget_drops_the_oldest(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, 10_000)
    for i in range(9):
        cache.put("overlay", str(i), bytes([i]) * 1000)
        path = max(entries(tmp_path), key=lambda p: p.stat().st_mtime_ns)
        os.utime(path, (time.time() - 1_000_000 + i, time.time() - 1_000_000 + i))
    assert cache.get("overlay", "0") is not None  # used now: no longer the oldest
    cache.put("overlay", "9", bytes(1000))
    assert sum(p.stat().st_size for p in entries(tmp_path)) <= 10_000
    assert cache.get("overlay", "1") is None
    assert cache.get("overlay", "0") is not None
    assert cache.get("overlay", "9") is not None


def test_what_an_earlier_run_left_counts(tmp_path: Path) -> None:
    first = DiskCache(tmp_path, 1_000_000)
    for i in range(20):
        first.put("overlay", str(i), bytes(1000))
    second = DiskCache(tmp_path, 5_000)
    second.put("overlay", "new", bytes(1000))
    assert sum(p.stat().st_size for p in entries(tmp_path)) <= 5_000


def test_old_temporary_files_go(tmp_path: Path) -> None:
    folder = tmp_path / "overlay" / "ab"
    folder.mkdir(parents=True)
    old, young = folder / ".tmp-1", folder / ".tmp-2"
    old.touch()
    young.touch()
    os.utime(old, (1, 1))
    DiskCache(tmp_path, 1000).put("overlay", "key", b"x")
    assert (old.exists(), young.exists()) == (False, True)


def test_an_entry_larger_than_the_budget_is_not_kept(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, 100)
    cache.put("overlay", "key", bytes(101))
    assert not entries(tmp_path)


def test_full_disk_is_reported_once_and_never_raises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []
    cache = DiskCache(tmp_path, 1_000_000, on_problem=said.append)
    cache.put("overlay", "good", b"kept")

    def full(self: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    for i in range(5):
        cache.put("overlay", str(i), b"data")
        monkeypatch.setattr(cache, "_paused_until", 0.0)
    assert cache.get("overlay", "good") == b"kept"
    assert cache.get("overlay", "0") is None
    assert len(said) == 1
    assert "No space left" in said[0] and cache.problem == said[0]
    assert [p.name for p in entries(tmp_path) if p.name.startswith(".tmp")] == []


def test_after_a_failure_the_cache_rests_and_then_works_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "cache"
    blocked.write_text("a file where the folder should be")
    cache = DiskCache(blocked, 1_000_000)
    cache.put("overlay", "key", b"data")
    assert cache.problem
    blocked.unlink()
    cache.put("overlay", "key", b"data")
    assert cache.get("overlay", "key") is None  # still resting
    monkeypatch.setattr(cache, "_paused_until", 0.0)
    cache.put("overlay", "key", b"data")
    assert cache.get("overlay", "key") == b"data"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs file permissions that bind")
def test_read_only_folder_can_be_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    DiskCache(tmp_path, 1_000_000).put("overlay", "key", b"data")
    folders = [tmp_path, *(p for p in tmp_path.rglob("*") if p.is_dir())]
    for folder in folders:
        folder.chmod(0o500)
    try:
        cache = DiskCache(tmp_path, 1_000_000)
        assert cache.get("overlay", "key") == b"data"
        cache.put("overlay", "other", b"data")
        assert cache.get("overlay", "other") is None
    finally:
        for folder in folders:
            folder.chmod(0o700)


def test_root_that_vanishes_comes_back(tmp_path: Path) -> None:
    import shutil

    cache = DiskCache(tmp_path / "cache", 1_000_000)
    cache.put("overlay", "key", b"data")
    shutil.rmtree(tmp_path / "cache")
    assert cache.get("overlay", "key") is None
    cache.put("overlay", "key", b"data")
    assert cache.get("overlay", "key") == b"data"


def test_threads_write_and_read_whole_entries(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, 200_000)
    torn: list[bytes] = []

    def work(number: int) -> None:
        for i in range(40):
            cache.put("overlay", str(i % 5), bytes([number]) * 5000)
            data = cache.get("overlay", str(i % 5))
            if data is not None and (len(data) != 5000 or len(set(data)) != 1):
                torn.append(data)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not torn
    assert all(cache.get("overlay", str(i)) is not None for i in range(5))
