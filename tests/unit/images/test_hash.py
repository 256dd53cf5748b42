"""Content hashes and their memo."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from hfpc_desktop.domain.errors import PictureError
from hfpc_desktop.images import HashMemo, content_hash
from hfpc_desktop.images import hash as hash_module


def old_file(path: Path, content: bytes = b"content") -> Path:
    """A file that was changed a minute ago."""
    path.write_bytes(content)
    then = time.time() - 60
    os.utime(path, (then, then))
    return path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every file that was really read."""
    seen: list[Path] = []

    def count(path: Path) -> str:
        seen.append(path)
        return content_hash(path)

    monkeypatch.setattr(hash_module, "content_hash", count)
    return seen


def test_content_hash_is_blake2b_128(tmp_path: Path) -> None:
    data = os.urandom(3_000_000)
    (tmp_path / "a").write_bytes(data)
    assert content_hash(tmp_path / "a") == hashlib.blake2b(data, digest_size=16).hexdigest()


def test_content_hash_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(PictureError) as caught:
        content_hash(tmp_path / "gone")
    assert caught.value.code == "missing_file"
    with pytest.raises(PictureError) as caught:
        content_hash(tmp_path)
    assert caught.value.code == "unreadable"
    with pytest.raises(PictureError):
        HashMemo(None).hash(tmp_path / "gone")


def test_memo_reads_once_and_remembers_across_restarts(tmp_path: Path, reads: list[Path]) -> None:
    path = old_file(tmp_path / "a\n产品 🪑.png")
    memo = HashMemo(tmp_path / "cache" / "hashes.db")
    first = memo.hash(path)
    assert memo.hash(path) == first == content_hash(path)
    memo.close()
    again = HashMemo(tmp_path / "cache" / "hashes.db")
    assert again.hash(path) == first
    again.close()
    assert reads == [path]


def test_memo_sees_a_change(tmp_path: Path, reads: list[Path]) -> None:
    path = old_file(tmp_path / "a")
    memo = HashMemo(tmp_path / "hashes.db")
    first = memo.hash(path)
    path.write_bytes(b"CONTENT")  # same size
    os.utime(path, (time.time() - 30, time.time() - 30))
    assert memo.hash(path) != first
    assert len(reads) == 2
    memo.close()


def test_a_file_changed_just_now_is_read_again(tmp_path: Path, reads: list[Path]) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    memo = HashMemo(tmp_path / "hashes.db")
    before = path.stat()
    memo.hash(path)
    path.write_bytes(b"two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # as on a file system with coarse times
    assert memo.hash(path) == content_hash(path)
    assert len(reads) == 2
    memo.close()


def test_undecodable_name(tmp_path: Path) -> None:
    try:
        path = old_file(Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.png")))
    except OSError:
        pytest.skip("this file system does not allow the name")
    memo = HashMemo(tmp_path / "hashes.db")
    assert memo.hash(path) == memo.hash(path)
    memo.close()


def test_corrupt_database_is_replaced(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    db = tmp_path / "hashes.db"
    db.write_bytes(b"this is not a database, but it is long enough to look at" * 50)
    path = old_file(tmp_path / "a")
    memo = HashMemo(db)
    value = memo.hash(path)
    memo.close()
    with sqlite3.connect(db) as check:
        assert check.execute("SELECT hash FROM hashes").fetchall() == [(value,)]
    check.close()


def test_damage_while_in_use(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    db = tmp_path / "hashes.db"
    memo = HashMemo(db)
    for i in range(300):
        memo.hash(old_file(tmp_path / f"f{i}", b"%d" % i))
    memo.flush()
    data = bytearray(db.read_bytes())
    data[0:] = os.urandom(len(data))
    db.write_bytes(bytes(data))
    for i in range(300):
        assert memo.hash(tmp_path / f"f{i}") == content_hash(tmp_path / f"f{i}")
    memo.close()


def test_database_that_cannot_be_written_works_in_memory(
    tmp_path: Path, reads: list[Path], caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("not a folder")
    path = old_file(tmp_path / "a")
    memo = HashMemo(tmp_path / "file" / "hashes.db")
    assert memo.hash(path) == memo.hash(path)
    assert len(reads) == 1
    assert "in memory" in caplog.text
    memo.close()


def test_threads_share_a_memo(tmp_path: Path) -> None:
    paths = [old_file(tmp_path / f"f{i}", b"%d" % (i % 7)) for i in range(60)]
    expected = [content_hash(path) for path in paths]
    memo = HashMemo(tmp_path / "hashes.db")
    results: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: results.append([memo.hash(path) for path in paths])) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    memo.close()
    assert results == [expected] * 6


def test_after_close_it_reads_and_keeps_its_file(tmp_path: Path, reads: list[Path]) -> None:
    path = old_file(tmp_path / "a")
    memo = HashMemo(tmp_path / "hashes.db")
    first = memo.hash(path)
    memo.close()
    memo.close()
    assert memo.hash(path) == first
    assert len(reads) == 2
    again = HashMemo(tmp_path / "hashes.db")
    assert again.hash(path) == first
    assert len(reads) == 2
    again.close()


def test_table_of_another_version_is_replaced(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "hashes.db") as other:
        other.execute("CREATE TABLE hashes (path TEXT)")
    other.close()
    path = old_file(tmp_path / "a")
    memo = HashMemo(tmp_path / "hashes.db")
    assert memo.hash(path) == content_hash(path)
    memo.close()
    with sqlite3.connect(tmp_path / "hashes.db") as check:
        assert len(check.execute("SELECT hash FROM hashes").fetchall()) == 1
    check.close()


def test_two_programs_share_the_file(tmp_path: Path, reads: list[Path]) -> None:
    path, other = old_file(tmp_path / "a"), old_file(tmp_path / "b", b"b")
    mine, theirs = HashMemo(tmp_path / "hashes.db"), HashMemo(tmp_path / "hashes.db")
    mine.hash(path)
    theirs.hash(other)
    mine.flush()
    theirs.flush()
    assert mine.hash(other) == content_hash(other)
    assert theirs.hash(path) == content_hash(path)
    assert reads == [path, other]
    mine.close()
    theirs.close()


def test_a_locked_file_costs_no_waiting(tmp_path: Path, reads: list[Path]) -> None:
    memo = HashMemo(tmp_path / "hashes.db")
    lock = sqlite3.connect(tmp_path / "hashes.db", isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    paths = [old_file(tmp_path / f"f{i}", b"%d" % i) for i in range(3)]
    memo.flush()
    for path in paths * 2:
        assert memo.hash(path) == content_hash(path)
    assert reads == paths  # the second round comes from memory
    lock.execute("ROLLBACK")
    lock.close()
    memo.close()
    again = HashMemo(tmp_path / "hashes.db")
    again.hash(paths[0])
    assert reads == paths
    again.close()
