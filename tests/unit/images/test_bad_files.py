"""Every kind of bad file is a typed error with a text that says what to do."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from hfpc_desktop.domain.errors import PictureError
from hfpc_desktop.images import PictureLimits, load_picture
from tests.unit.images import files

if TYPE_CHECKING:
    from pathlib import Path


def refused(path: Path, **options: object) -> PictureError:
    with pytest.raises(PictureError) as caught:
        load_picture(path, **options)  # type: ignore[arg-type]
    return caught.value


def test_missing(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone.png").code == "missing_file"
    (tmp_path / "file").write_text("x")
    assert refused(tmp_path / "file" / "below.png").code == "missing_file"


def test_zero_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    error = refused(tmp_path / "a.png")
    assert error.code == "unreadable"
    assert "empty" in str(error)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP"])
@pytest.mark.parametrize("share", [0.3, 0.8])
def test_truncated(tmp_path: Path, kind: str, share: float) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (64, 64, 3), np.uint8)
    data = files.encoded(noise, kind)
    path = tmp_path / f"a.{kind.lower()}"
    path.write_bytes(data[: int(len(data) * share)])
    error = refused(path)
    assert error.code == "unreadable"
    assert "Copy or export it again" in str(error)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"hello, this is a text file\n" * 5, "text"),
        (b"%PDF-1.7 something", "PDF"),
        (b"8BPS\0\1rest of a photoshop file", "Photoshop"),
        (b"PK\x03\x04" + bytes(60), "ZIP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"\0\0\0\x18ftypmp42" + bytes(60), "video"),
        (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
        (bytes(range(128, 250)), "not a picture"),
    ],
)
def test_something_else_named_png(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    error = refused(path)
    assert error.code == "unreadable"
    assert word in str(error)
    assert "JPEG, PNG" in str(error)


def test_eps_is_out_of_reach(tmp_path: Path) -> None:
    """Pillow would start Ghostscript for such a file."""
    path = tmp_path / "a.png"
    path.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n")
    assert refused(path).code == "unreadable"


def test_heic_without_its_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    path = tmp_path / "a.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(60))
    error = refused(path)
    assert error.code == "unreadable"
    assert "hfpc-desktop[heif]" in str(error)


def test_a_folder_and_a_pipe(tmp_path: Path) -> None:
    assert "folder" in str(refused(tmp_path))
    if not hasattr(os, "mkfifo"):
        return
    os.mkfifo(tmp_path / "pipe.png")
    assert refused(tmp_path / "pipe.png").code == "unreadable"  # and does not wait for a writer


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs file permissions that bind")
def test_no_permission(tmp_path: Path) -> None:
    path = files.save(tmp_path / "a.png", files.gradient())
    path.chmod(0)
    assert "permissions" in str(refused(path))


def test_permission_error_has_its_own_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hfpc_desktop.images import opening

    def deny(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(opening, "_open_regular", deny)
    error = refused(tmp_path / "a.png")
    assert (error.code, "permissions" in str(error)) == ("unreadable", True)


def test_out_of_memory_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hfpc_desktop.images import decode

    def fail(*_: object) -> None:
        raise MemoryError

    path = files.save(tmp_path / "a.png", files.gradient())
    monkeypatch.setattr(decode, "_reduce", fail)
    assert refused(path).code == "too_large"


def test_twenty_thousand_squared_is_refused_by_its_header(tmp_path: Path) -> None:
    path = files.header_png(tmp_path / "a.png", 20_000, 20_000)
    started = time.perf_counter()
    error = refused(path, max_side=1024)
    assert error.code == "too_large"
    assert "20000 x 20000" in str(error) and "400 megapixels" in str(error)
    assert time.perf_counter() - started < 1.0
    assert Image.MAX_IMAGE_PIXELS is not None and Image.MAX_IMAGE_PIXELS < 100_000_000  # untouched


def test_the_limit_is_an_argument(tmp_path: Path) -> None:
    path = files.save(tmp_path / "a.png", files.gradient(100, 100))
    assert refused(path, limits=PictureLimits(max_pixels=9_999)).code == "too_large"
    assert load_picture(path, limits=PictureLimits(max_pixels=10_000)).width == 100


@pytest.mark.parametrize("size", [(15, 100), (100, 15), (1, 1)])
def test_too_small(tmp_path: Path, size: tuple[int, int]) -> None:
    path = files.save(tmp_path / "a.png", np.zeros((size[1], size[0], 3), np.uint8))
    assert refused(path).code == "too_small"


def test_sixteen_pixels_are_enough(tmp_path: Path) -> None:
    assert load_picture(files.save(tmp_path / "a.png", files.gradient(16, 16))).width == 16


@pytest.mark.parametrize(
    "name",
    [
        "two words.png",
        "émoji 🪑.png",
        "产品 图片.png",
        "line\nbreak.png",
        "quote'\".png",
        "a.b.c.PNG",
        "noend",
    ],
)
def test_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    try:
        path.write_bytes(files.encoded(files.gradient(), "PNG"))
    except OSError:
        pytest.skip("this file system does not allow the name")
    assert load_picture(path).source_size == (64, 48)


def test_wrong_ending_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "really-a-jpeg.png"
    path.write_bytes(files.encoded(files.gradient(), "JPEG"))
    assert load_picture(path).source_size == (64, 48)


SAMPLES = {
    kind: files.encoded(files.gradient(40, 30), kind)
    for kind in ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP")
}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(sorted(SAMPLES)),
    changes=st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_damaged_bytes_never_raise_anything_else(
    tmp_path: Path, kind: str, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(SAMPLES[kind])
    for at, value in changes:
        data[at % len(data)] = value
    path = tmp_path / "a"
    path.write_bytes(bytes(data))
    try:
        picture = load_picture(path, max_side=64, limits=PictureLimits(max_pixels=1_000_000))
    except PictureError as error:
        assert error.code in ("unreadable", "too_large", "too_small")
    else:
        assert picture.rgb.shape[2] == 3
