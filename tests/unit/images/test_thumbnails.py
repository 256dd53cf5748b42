from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from hfpc_desktop.domain.errors import PictureError
from hfpc_desktop.images import DiskCache, Thumbnails, load_picture, thumbnails
from tests.unit.images import files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def decodes(monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
    """The ``max_side`` of every real decode."""
    seen: list[int | None] = []

    def count(path: Path, **options: object) -> object:
        seen.append(options["max_side"])  # type: ignore[arg-type]
        return load_picture(path, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(thumbnails, "load_picture", count)
    return seen


def test_second_look_comes_from_the_cache(tmp_path: Path, decodes: list[int | None]) -> None:
    path = files.save(tmp_path / "a.png", files.gradient(640, 320))
    first = Thumbnails(DiskCache(tmp_path / "c", 1_000_000)).get(path, 128)
    second = Thumbnails(DiskCache(tmp_path / "c", 1_000_000)).get(path, 128)
    assert decodes == [128]
    assert second.rgb.shape == first.rgb.shape == (64, 128, 3)
    assert second.source_size == first.source_size == (640, 320)
    assert np.abs(second.rgb.astype(int) - first.rgb.astype(int)).max() <= 8
    assert not second.rgb.flags.writeable


def test_cached_by_content_and_side(tmp_path: Path, decodes: list[int | None]) -> None:
    pixels = files.gradient(200, 200)
    one, copy = files.save(tmp_path / "a.png", pixels), files.save(tmp_path / "b.png", pixels)
    thumbs = Thumbnails(DiskCache(tmp_path / "c", 1_000_000))
    thumbs.get(one, 64)
    assert thumbs.get(copy, 64).path == copy
    assert thumbs.get(one, 32).width == 32
    files.save(one, 255 - pixels)
    assert thumbs.get(one, 64).rgb[0, 0, 0] > 200
    assert decodes == [64, 32, 64]


def test_never_enlarged(tmp_path: Path) -> None:
    path = files.save(tmp_path / "a.png", files.gradient(40, 30))
    thumbs = Thumbnails(DiskCache(tmp_path / "c", 1_000_000))
    for _ in range(2):
        assert thumbs.get(path, 256).rgb.shape == (30, 40, 3)


def test_transparency_is_white_both_times(tmp_path: Path) -> None:
    path = files.save(tmp_path / "a.png", np.zeros((64, 64, 4), np.uint8))
    thumbs = Thumbnails(DiskCache(tmp_path / "c", 1_000_000))
    for _ in range(2):
        got = thumbs.get(path, 32)
        assert got.alpha is None
        assert got.rgb.min() >= 254


def test_damaged_entry_is_made_anew(tmp_path: Path, decodes: list[int | None]) -> None:
    path = files.save(tmp_path / "a.png", files.gradient(200, 200))
    disk = DiskCache(tmp_path / "c", 1_000_000)
    thumbs = Thumbnails(disk, hasher=lambda _: "hash")
    thumbs.get(path, 64)
    for bad in (b"", b"HTN1", b"HTN1" + bytes(40), b"XXXX" + bytes(400)):
        disk.put("thumbnail", "hash-64-1", bad)
        assert thumbs.get(path, 64).width == 64
    assert decodes == [64] * 5


def test_without_a_cache(tmp_path: Path, decodes: list[int | None]) -> None:
    path = files.save(tmp_path / "a.png", files.gradient(200, 200))
    thumbs = Thumbnails(DiskCache(None, 0))
    assert thumbs.get(path, 64).width == thumbs.get(path, 64).width == 64
    assert decodes == [64, 64]


def test_bad_file_and_bad_side(tmp_path: Path) -> None:
    thumbs = Thumbnails(DiskCache(tmp_path / "c", 1_000_000))
    (tmp_path / "a.png").write_bytes(b"text")
    with pytest.raises(PictureError):
        thumbs.get(tmp_path / "a.png", 64)
    with pytest.raises(ValueError, match="side"):
        thumbs.get(tmp_path / "a.png", 0)
