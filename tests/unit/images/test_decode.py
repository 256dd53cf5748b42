"""Every kind of good file becomes the right pixels."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, features

from hfpc_desktop.images import load_picture
from tests.unit.images import files

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def far(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> int:
    assert a.shape == b.shape
    return int(np.abs(a.astype(int) - b.astype(int)).max())


@pytest.mark.parametrize(
    ("name", "options", "tolerance"),
    [
        ("a.png", {}, 0),
        ("a.bmp", {}, 0),
        ("a.tif", {"compression": "tiff_lzw"}, 0),
        ("a.webp", {"lossless": True}, 0),
        ("a.jpg", {"quality": 97, "subsampling": 0}, 6),
        ("progressive.jpeg", {"quality": 97, "subsampling": 0, "progressive": True}, 6),
    ],
)
def test_formats(tmp_path: Path, name: str, options: dict[str, object], tolerance: int) -> None:
    pixels = files.gradient()
    got = load_picture(files.save(tmp_path / name, pixels, **options))
    assert far(got.rgb, pixels) <= tolerance
    assert got.alpha is None
    assert (got.width, got.height, got.source_size, got.scale) == (64, 48, (64, 48), 1.0)
    assert got.rgb.dtype == np.uint8
    assert got.path == tmp_path / name
    assert not got.rgb.flags.writeable
    assert got.notes == ()


def test_avif(tmp_path: Path) -> None:
    if not features.check("avif"):
        pytest.skip("this Pillow has no AVIF")
    pixels = files.gradient()
    got = load_picture(files.save(tmp_path / "a.avif", pixels, quality=95, subsampling="4:4:4"))
    assert far(got.rgb, pixels) <= 8


def test_avif_that_is_turned(tmp_path: Path) -> None:
    if not features.check("avif"):
        pytest.skip("this Pillow has no AVIF")
    exif = Image.Exif()
    exif[0x0112] = 6
    path = files.save(tmp_path / "a.avif", files.gradient(), quality=95, subsampling="4:4:4", exif=exif)
    got = load_picture(path)
    assert got.source_size == (48, 64)
    assert far(got.rgb, np.ascontiguousarray(np.rot90(files.gradient(), -1))) <= 8


def test_heic(tmp_path: Path) -> None:
    heif = pytest.importorskip("pillow_heif", reason="the heif extra is not installed")
    pixels = files.gradient()
    heif.from_pillow(Image.fromarray(pixels)).save(tmp_path / "a.heic", quality=95, chroma=444)
    assert far(load_picture(tmp_path / "a.heic").rgb, pixels) <= 10


# -------------------------------------------------------------------------------- orientation


def turned(upright: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    """Pixels as a camera stores them so that ``orientation`` makes them upright (from the EXIF text)."""
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.swapaxes(0, 1),
        6: np.rot90(upright, 1),
        7: upright[::-1, ::-1].swapaxes(0, 1),  # row 0 is the right side, column 0 the bottom
        8: np.rot90(upright, -1),
    }
    return np.ascontiguousarray(stored[orientation])


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", ["png", "tif", "webp", "jpg"])
def test_exif_orientation(tmp_path: Path, orientation: int, suffix: str) -> None:
    upright = files.gradient(80, 40)
    exif = Image.Exif()
    exif[0x0112] = orientation
    options: dict[str, object] = {
        "jpg": {"quality": 97, "subsampling": 0},
        "webp": {"lossless": True},
    }.get(suffix, {})
    path = files.save(tmp_path / f"a.{suffix}", turned(upright, orientation), exif=exif, **options)
    got = load_picture(path)
    assert got.source_size == (80, 40)
    assert far(got.rgb, upright) <= (6 if suffix == "jpg" else 0)
    assert ("exif-rotated" in got.notes) == (orientation != 1)
    small = load_picture(path, max_side=40)
    assert (small.width, small.height, small.source_size) == (40, 20, (80, 40))


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")  # what the program does at import; pytest undoes it
def test_broken_exif_is_no_reason_to_refuse(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(files.encoded(files.gradient(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\x7fgarbage"))
    assert load_picture(path).source_size == (64, 48)


# ------------------------------------------------------------------------------------- colour


def test_srgb_profile_changes_nothing(tmp_path: Path) -> None:
    path = files.save(tmp_path / "a.png", files.gradient(), icc_profile=files.srgb_profile())
    got = load_picture(path)
    assert far(got.rgb, files.gradient()) == 0
    assert got.notes == ()


def test_profile_with_swapped_primaries_swaps_the_channels(tmp_path: Path) -> None:
    pixels = np.zeros((32, 32, 3), np.uint8)
    pixels[:, :16] = (230, 20, 20)
    pixels[:, 16:] = (20, 20, 230)
    got = load_picture(files.save(tmp_path / "a.png", pixels, icc_profile=files.swapped_profile()))
    assert "icc-converted" in got.notes
    assert far(got.rgb, np.ascontiguousarray(pixels[..., ::-1])) <= 3


def test_wide_gamut_becomes_more_saturated_in_srgb(tmp_path: Path) -> None:
    pixels = np.full((32, 32, 3), (120, 160, 120), np.uint8)
    got = load_picture(files.save(tmp_path / "a.jpg", pixels, quality=97, icc_profile=files.wide_profile()))
    red, green, _ = (int(v) for v in got.rgb[16, 16])
    assert green - red > 45  # 40 in the file's own numbers
    assert red < 115
    assert abs(green - 160) < 6
    grey = np.full((32, 32, 3), 128, np.uint8)
    neutral = load_picture(files.save(tmp_path / "g.png", grey, icc_profile=files.wide_profile()))
    assert far(neutral.rgb, grey) <= 2


def test_profile_with_alpha_keeps_the_alpha(tmp_path: Path) -> None:
    pixels = np.zeros((32, 32, 4), np.uint8)
    pixels[:] = (230, 20, 20, 255)
    pixels[:, :16, 3] = 0
    got = load_picture(files.save(tmp_path / "a.png", pixels, icc_profile=files.swapped_profile()))
    assert got.alpha is not None
    assert far(got.alpha, pixels[..., 3]) == 0
    assert (got.rgb[:, :16] == 255).all()
    assert got.rgb[0, 20, 2] > 220 > 40 > got.rgb[0, 20, 0]


@pytest.mark.parametrize("profile", [b"no profile at all", files.srgb_profile()[:200]])
def test_broken_profile_is_ignored(tmp_path: Path, profile: bytes) -> None:
    got = load_picture(files.save(tmp_path / "a.png", files.gradient(), icc_profile=profile))
    assert far(got.rgb, files.gradient()) == 0
    assert "icc-ignored" in got.notes


def test_profile_of_another_colour_space_is_ignored(tmp_path: Path) -> None:
    grey = files.gradient()[..., 0]
    got = load_picture(files.save(tmp_path / "a.png", grey, icc_profile=files.swapped_profile()))
    assert far(got.rgb, np.repeat(grey[..., None], 3, 2)) == 0
    assert "icc-ignored" in got.notes


def test_cmyk_jpeg(tmp_path: Path) -> None:
    inks = np.zeros((32, 48, 4), np.uint8)
    inks[:, :16] = (0, 0, 0, 0)  # paper
    inks[:, 16:32] = (0, 255, 255, 0)  # red
    inks[:, 32:] = (0, 0, 0, 255)  # black
    path = tmp_path / "a.jpg"
    Image.frombytes("CMYK", (48, 32), inks.tobytes()).save(path, quality=97, subsampling=0)
    got = load_picture(path)
    assert "cmyk" in got.notes
    assert got.rgb[16, 8].min() > 245
    assert got.rgb[16, 24, 0] > 200 and got.rgb[16, 24, 1:].max() < 60
    assert got.rgb[16, 40].max() < 40
    small = load_picture(path, max_side=24)
    assert small.rgb[8, 4].min() > 245 and small.rgb[8, 12, 0] > 200 and small.rgb[8, 20].max() < 40


def test_grey_profile(tmp_path: Path) -> None:
    """A linear grey profile: the middle of the file's numbers is a light grey in sRGB."""
    path = files.save(
        tmp_path / "a.png", np.full((32, 32), 128, np.uint8), icc_profile=files.linear_grey_profile()
    )
    for side in (None, 16):
        got = load_picture(path, max_side=side)
        assert "icc-converted" in got.notes
        assert abs(int(got.rgb[8, 8, 0]) - 188) <= 3


def test_cmyk_profile_that_is_none_falls_back(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.new("CMYK", (32, 32), (0, 255, 255, 0)).save(path, icc_profile=files.srgb_profile())
    got = load_picture(path)
    assert "icc-ignored" in got.notes
    assert got.rgb[16, 16, 0] > 200


def test_lab_tiff(tmp_path: Path) -> None:
    lab = np.zeros((32, 32, 3), np.uint8)
    lab[..., 0] = 136  # L* 53, a* 80, b* 67: sRGB's red
    lab[..., 1] = 80
    lab[..., 2] = 67
    path = tmp_path / "a.tif"
    Image.frombytes("LAB", (32, 32), lab.tobytes()).save(path)
    red, green, blue = (int(v) for v in load_picture(path).rgb[16, 16])
    assert red > 240 and green < 40 and blue < 40
    assert load_picture(path, max_side=16).rgb[8, 8].tolist() == [red, green, blue]


# ------------------------------------------------------------------------- depth, palette, alpha


@pytest.mark.parametrize(("colour", "channels"), [(0, 1), (2, 3), (4, 2), (6, 4)])
def test_16_bit_png(tmp_path: Path, colour: int, channels: int) -> None:
    deep = np.linspace(0, 65535, 64 * 32 * channels).astype(np.uint16).reshape(32, 64, channels)
    if channels in (2, 4):
        deep[..., -1] = 65535
    got = load_picture(files.png16(tmp_path / "a.png", deep, colour))
    shown = deep[..., :1].repeat(3, 2) if channels < 3 else deep[..., :3]
    assert far(got.rgb, (shown / 257).round().astype(np.uint8)) <= 1
    assert "16-bit" in got.notes
    assert got.alpha is None


@pytest.mark.parametrize("order", ["<u2", ">u2"])
def test_16_bit_grey_tiff(tmp_path: Path, order: str) -> None:
    deep = np.linspace(0, 65535, 64 * 32).astype(order).reshape(32, 64)
    path = tmp_path / "a.tif"
    Image.frombytes("I;16" if order == "<u2" else "I;16B", (64, 32), deep.tobytes()).save(path)
    got = load_picture(path)
    assert far(got.rgb[..., 0], (deep / 257).round().astype(np.uint8)) <= 1


def test_16_bit_rgb_tiff(tmp_path: Path) -> None:
    cv2 = pytest.importorskip("cv2")
    deep = np.linspace(0, 65535, 64 * 32 * 3).astype(np.uint16).reshape(32, 64, 3)
    path = tmp_path / "a.tif"
    assert cv2.imwrite(str(path), deep[..., ::-1])
    got = load_picture(path)
    assert far(got.rgb, (deep / 257).round().astype(np.uint8)) <= 1
    assert "16-bit" in got.notes


def test_float_tiff(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    Image.fromarray(np.linspace(0, 1, 64 * 32, dtype=np.float32).reshape(32, 64)).save(path)
    got = load_picture(path)
    assert (int(got.rgb.min()), int(got.rgb.max())) == (0, 255)


def test_palette_with_transparency(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    picture = Image.new("P", (32, 32), 0)
    picture.putpalette([255, 0, 0, 0, 0, 255])
    picture.paste(1, (16, 0, 32, 32))
    picture.save(path, transparency=0)
    got = load_picture(path)
    assert got.alpha is not None
    assert (got.alpha[:, :16] == 0).all() and (got.alpha[:, 16:] == 255).all()
    assert (got.rgb[:, :16] == 255).all()
    assert (got.rgb[:, 16:] == (0, 0, 255)).all()
    assert {"palette", "alpha"} <= set(got.notes)


def test_opaque_palette(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.fromarray(files.gradient()).quantize(64).save(path)
    got = load_picture(path)
    assert got.alpha is None
    assert far(got.rgb, files.gradient()) < 40


@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.webp"])
def test_alpha_is_kept_and_composited_over_white(tmp_path: Path, name: str) -> None:
    pixels = np.zeros((32, 32, 4), np.uint8)
    pixels[...] = (0, 0, 0, 128)
    options: dict[str, object] = {"lossless": True, "exact": True} if name.endswith("webp") else {}
    got = load_picture(files.save(tmp_path / name, pixels, **options))
    assert got.alpha is not None and not got.alpha.flags.writeable
    assert (got.alpha == 128).all()
    assert (got.rgb == 127).all()


def test_grey_with_alpha(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.merge("LA", (Image.new("L", (32, 32), 40), Image.new("L", (32, 32), 0))).save(path)
    got = load_picture(path)
    assert got.alpha is not None and (got.alpha == 0).all()
    assert (got.rgb == 255).all()


def test_opaque_alpha_channel_is_none(tmp_path: Path) -> None:
    pixels = np.full((32, 32, 4), 255, np.uint8)
    got = load_picture(files.save(tmp_path / "a.png", pixels))
    assert got.alpha is None
    assert "alpha" not in got.notes


def test_hidden_colours_do_not_bleed_when_reduced(tmp_path: Path) -> None:
    """Cut-outs often hide black or garbage under transparent pixels; edges must not show it."""
    pixels = np.zeros((200, 200, 4), np.uint8)
    pixels[:, 99:] = (250, 250, 250, 255)
    got = load_picture(files.save(tmp_path / "a.png", pixels), max_side=50)
    assert int(got.rgb.min()) >= 249


@pytest.mark.parametrize("name", ["a.gif", "a.tif", "a.webp", "a.png"])
def test_first_frame_of_several(tmp_path: Path, name: str) -> None:
    red, blue = Image.new("RGB", (32, 32), (255, 0, 0)), Image.new("RGB", (32, 32), (0, 0, 255))
    options: dict[str, object] = {"lossless": True} if name.endswith("webp") else {}
    red.save(tmp_path / name, save_all=True, append_images=[blue], **options)
    got = load_picture(tmp_path / name)
    assert (got.rgb == (255, 0, 0)).all()
    assert "first-frame" in got.notes


# -------------------------------------------------------------------------------------- sizes


@pytest.mark.parametrize("name", ["a.png", "a.jpg"])
def test_max_side_reduces_and_never_enlarges(tmp_path: Path, name: str) -> None:
    path = files.save(tmp_path / name, files.gradient(900, 600))
    small = load_picture(path, max_side=90)
    assert (small.width, small.height, small.source_size) == (90, 60, (900, 600))
    assert small.scale == pytest.approx(0.1)
    whole = Image.fromarray(load_picture(path).rgb).reduce(10)
    assert far(small.rgb, np.asarray(whole)) <= 3
    assert load_picture(path, max_side=5000).source_size == (900, 600)
    assert load_picture(path, max_side=5000).width == 900


def test_extreme_shape_keeps_at_least_one_pixel(tmp_path: Path) -> None:
    path = files.save(tmp_path / "a.png", np.zeros((16, 4000, 3), np.uint8))
    got = load_picture(path, max_side=64)
    assert (got.width, got.height) == (64, 1)


def test_max_side_must_be_positive(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="max_side"):
        load_picture(tmp_path / "a.png", max_side=0)


def test_strips_give_what_one_piece_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hfpc_desktop.images import decode

    pixels = np.dstack([files.gradient(700, 500), np.full((500, 700), 255, np.uint8)])
    pixels[100:200, 100:300, 3] = 60
    path = files.save(tmp_path / "a.png", pixels)
    whole = load_picture(path, max_side=123)
    full = load_picture(path)
    monkeypatch.setattr(decode, "_STRIP_PIXELS", 20_000)
    parts = load_picture(path, max_side=123)
    assert whole.alpha is not None and parts.alpha is not None
    assert far(whole.rgb, parts.rgb) <= 40  # half a source pixel at the edge of the translucent box
    assert np.abs(whole.rgb.astype(int) - parts.rgb.astype(int)).mean() < 0.5
    assert far(whole.alpha, parts.alpha) <= 40
    assert far(full.rgb, load_picture(path).rgb) == 0


def test_ten_thousand_squared_is_decoded(tmp_path: Path) -> None:
    """100 megapixels: more than Pillow's own limit, less than ours; no warning, no error."""
    path = files.flat_png(tmp_path / "big.png", 10_000, 10_000)
    got = load_picture(path, max_side=1024)
    assert (got.width, got.height, got.source_size) == (1024, 1024, (10_000, 10_000))
    assert (got.rgb == (200, 100, 50)).all()


def test_many_threads_at_once(tmp_path: Path) -> None:
    path = files.save(tmp_path / "a.jpg", files.gradient(500, 400), icc_profile=files.wide_profile())
    expected = load_picture(path, max_side=200).rgb
    wrong: list[int] = []

    def work() -> None:
        wrong.extend(far(load_picture(path, max_side=200).rgb, expected) for _ in range(10))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(wrong) == 60 and max(wrong) == 0


def test_every_picture_of_the_shared_data(data_dir: Path) -> None:
    paths = [
        p for name in ("originals", "generated") for p in sorted((data_dir / "real_pairs" / name).iterdir())
    ]
    assert len(paths) == 54
    for path in paths:
        got = load_picture(path, max_side=256)
        with Image.open(path) as expected:
            assert got.source_size == expected.size
        assert max(got.width, got.height) <= 256
        assert got.rgb.std() > 5
