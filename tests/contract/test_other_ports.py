"""Hashers, disk caches, and the window's controller: real adapters and fakes keep the same promises."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hfpc_desktop.domain.errors import PictureError
from hfpc_desktop.images.cache import DiskCache
from hfpc_desktop.images.hash import HashMemo
from hfpc_desktop.runtime.qt_bridge import ReviewController
from hfpc_desktop.runtime.qt_signals import ReviewSignals
from tests.fakes import FakeHasher
from tests.fakes_ui import FakeController

if TYPE_CHECKING:
    from collections.abc import Iterator


# -- Hasher ------------------------------------------------------------------------------------------


@pytest.fixture(params=["fake", "memory", "disk"])
def hasher(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    if request.param == "fake":
        yield FakeHasher()
        return
    memo = HashMemo(tmp_path / "memo.sqlite" if request.param == "disk" else None)
    yield memo
    memo.close()


def test_hashes_follow_content(hasher: Any, tmp_path: Path) -> None:
    a, b, c = (tmp_path / name for name in ("a.png", "b 图.png", "c.png"))
    for path, content in ((a, b"one"), (b, b"one"), (c, b"two")):
        path.write_bytes(content)
    assert hasher.hash(a) == hasher.hash(b) == hasher.hash(a)
    assert hasher.hash(a) != hasher.hash(c)
    a.write_bytes(b"three")
    assert hasher.hash(a) != hasher.hash(b)


def test_files_without_content_are_picture_errors(hasher: Any, tmp_path: Path) -> None:
    with pytest.raises(PictureError) as gone:
        hasher.hash(tmp_path / "gone.png")
    assert gone.value.code == "missing_file"
    with pytest.raises(PictureError) as folder:
        hasher.hash(tmp_path)
    assert folder.value.code == "unreadable"


# -- DiskCache ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [True, False], ids=["folder", "none"])
def test_caches_give_back_what_they_took_or_nothing(kept: bool, tmp_path: Path) -> None:
    cache = DiskCache(tmp_path / "cache" if kept else None, 10_000)
    assert cache.get("thumb", "k") is None
    cache.put("thumb", "k", b"data")
    assert cache.get("thumb", "k") == (b"data" if kept else None)
    assert cache.get("overlay", "k") is None
    cache.put("thumb", "k", b"newer")
    assert cache.get("thumb", "k") == (b"newer" if kept else None)
    cache.clear()
    assert cache.get("thumb", "k") is None


# -- the window's controller -------------------------------------------------------------------------


def test_the_fake_controller_has_the_real_signals() -> None:
    assert issubclass(FakeController, ReviewSignals)
    assert issubclass(ReviewController, ReviewSignals)


HELPERS = {"later", "asked", "open_rows", "append", "judge", "tell"}
"""What tests use of the fake itself."""


def test_the_fake_controller_is_called_like_the_real_one() -> None:
    for name, method in inspect.getmembers(FakeController, inspect.isfunction):
        if name.startswith("_") or name in HELPERS or name not in vars(FakeController):
            continue
        real = getattr(ReviewController, name)
        assert list(inspect.signature(method).parameters) == list(inspect.signature(real).parameters), name
