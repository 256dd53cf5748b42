"""Any colour space a file may use -> sRGB, 8 bits, with its transparency apart."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from PIL import Image, ImageCms

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WHITE = (255, 255, 255)
_ICC_MODES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK", "Lab ": "LAB"}
_ALPHA_MODES = ("RGBA", "LA", "PA", "RGBa", "La")
_DEEP_MODES = ("I;16", "I;16B", "I;16L", "I;16N", "I", "F")
_LINEAR_MODES = ("L", "RGB", "CMYK")
"""Modes whose numbers may be averaged as they are."""
_SAME = 2
"""Levels of 255 within which a profile counts as sRGB: the many published sRGB profiles differ by one."""


class ColourConverter:
    """Converts parts of one opened picture to sRGB; decided once from its mode and profile.

    ``notes`` says what is done: ``16-bit``, ``float``, ``cmyk``, ``palette``, ``alpha``, ``icc-converted``,
    ``icc-ignored`` (the profile does not fit the pixels or is broken).
    ``picture`` is loaded; ``bits`` comes from ``bits_per_channel`` before that.
    """

    def __init__(self, picture: Image.Image, bits: int = 8) -> None:
        self.notes: list[str] = []
        mode = picture.mode
        self._deep_scale = _deep_scale(picture) if mode in _DEEP_MODES else None
        if self._deep_scale is not None:
            self.notes.append("16-bit" if mode != "F" else "float")
        elif bits == 16:
            self.notes.append("16-bit")
        if mode == "CMYK":
            self.notes.append("cmyk")
        if mode in ("P", "PA"):
            self.notes.append("palette")
        self._has_alpha = mode in _ALPHA_MODES or ("transparency" in picture.info and mode in "1LPRGB")
        if self._has_alpha:
            self.notes.append("alpha")
        self._icc_mode, self._transform = self._plan_icc(picture)

    def convert(
        self, part: Image.Image, width: int, height: int
    ) -> tuple[NDArray[np.uint8], NDArray[np.uint8] | None]:
        """sRGB pixels (height x width x 3, composited over white) and alpha (``None`` without any).

        Shrinks by area averaging to the given size. Opaque pixels are shrunk before their colours are
        converted, which is less work; with transparency the colours are composited first, so that what
        is hidden under transparent pixels cannot bleed into others.
        """
        if self._deep_scale is not None:
            part = _to_8_bit(part, self._deep_scale)
        if self._has_alpha:
            part = part.convert("RGBA")
            alpha = part.getchannel("A")
            sheet = Image.new("RGB", part.size, _WHITE)
            sheet.paste(self._to_srgb(part), mask=alpha)
            return _shrink(np.asarray(sheet), width, height), _shrink(np.asarray(alpha), width, height)
        if part.size == (width, height):
            return np.asarray(self._to_srgb(part)), None
        if part.mode == "LAB":
            return _shrink(np.asarray(self._to_srgb(part)), width, height), None
        if part.mode not in _LINEAR_MODES:
            part = part.convert("RGB")
        small = _shrink(np.asarray(part), width, height)
        part = Image.frombytes(part.mode, (width, height), small.tobytes())
        return np.asarray(self._to_srgb(part)), None

    def _to_srgb(self, part: Image.Image) -> Image.Image:
        if self._transform is None:
            return part.convert("RGB")
        if part.mode != self._icc_mode:
            part = part.convert(self._icc_mode)
        done = ImageCms.applyTransform(part, self._transform)
        assert done is not None  # only None when applied in place
        return done

    def _plan_icc(self, picture: Image.Image) -> tuple[str, ImageCms.ImageCmsTransform | None]:
        """The mode that the embedded profile describes, and the way from it to sRGB (``None``: nothing to do)."""
        data = picture.info.get("icc_profile")
        if picture.mode == "LAB" and not data:
            return "LAB", _lab_transform()
        if not isinstance(data, bytes) or not data:
            return "RGB", None
        planned = _icc_transform(data)
        colour_mode = _colour_mode(picture.mode)
        if planned is None or planned[0] != colour_mode:
            self.notes.append("icc-ignored")
            return "RGB", None
        mode, transform = planned
        if transform is not None:
            self.notes.append("icc-converted")
        return mode, transform


def _colour_mode(mode: str) -> str:
    if mode in ("1", "L", "LA", "La", *_DEEP_MODES):
        return "L"
    return mode if mode in ("CMYK", "LAB") else "RGB"


@lru_cache(maxsize=32)
def _icc_transform(data: bytes) -> tuple[str, ImageCms.ImageCmsTransform | None] | None:
    """(mode, transform) of a profile; the transform is ``None`` for sRGB itself; ``None`` when it is unusable.

    Cached by content: building a transform costs some 10 ms, and a folder's pictures share profiles.
    Little CMS copies its one-pixel cache per call, so one transform serves all threads.
    """
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(data))
        mode = _ICC_MODES.get(profile.profile.xcolor_space)
        if mode is None:
            return None
        transform = _build(profile, mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    return mode, None if _changes_nothing(transform, mode) else transform


def _build(profile: ImageCms.ImageCmsProfile, mode: str) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        profile,
        ImageCms.createProfile("sRGB"),
        mode,
        "RGB",
        renderingIntent=ImageCms.Intent.PERCEPTUAL,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


@lru_cache(maxsize=1)
def _lab_transform() -> ImageCms.ImageCmsTransform:
    return _build(ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")), "LAB")


def _changes_nothing(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """True when a grid of colours comes out as it went in, so that the step can be left out."""
    if mode not in ("RGB", "L"):
        return False
    levels = np.linspace(0, 255, 9).round().astype(np.uint8)
    grid = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), -1).reshape(27, 27, 3)
    if mode == "L":
        grid = np.repeat(grid[..., :1], 3, axis=2)
    test = Image.fromarray(grid[..., 0] if mode == "L" else grid)
    done = ImageCms.applyTransform(test, transform)
    assert done is not None
    return int(np.abs(np.asarray(done).astype(np.int16) - grid).max()) <= _SAME


def bits_per_channel(picture: Image.Image) -> int:
    """16 where Pillow reduces 16 bits to 8 itself (colour PNG and TIFF), else 8. Ask before loading."""
    for tile in getattr(picture, "tile", ()):
        raw = tile[3]
        raw = raw[0] if isinstance(raw, tuple) and raw else raw
        if isinstance(raw, str) and ";16" in raw:
            return 16
    return 8


def _deep_scale(picture: Image.Image) -> float:
    """Factor from the file's values to 0..255. Only 16-bit integers say by themselves where white is."""
    if picture.mode.startswith("I;16"):
        return 1 / 257
    extrema: Any = picture.getextrema()
    top = float(extrema[1])
    if not np.isfinite(top):
        return 255.0
    if picture.mode == "F" and top <= 1.0:
        return 255.0
    return 1.0 if top <= 255 else 1 / 257 if top <= 65535 else 255 / top


def _shrink(pixels: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """Area averaging to a smaller size."""
    if pixels.shape[:2] == (height, width):
        return pixels
    return cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def _to_8_bit(part: Image.Image, scale: float) -> Image.Image:
    values = np.nan_to_num(np.asarray(part).astype(np.float32), nan=0.0, posinf=3e38, neginf=0.0)
    return Image.fromarray((values * scale).round().clip(0, 255).astype(np.uint8))
