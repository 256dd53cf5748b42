"""The one way a file becomes pixels, for view, models, thumbnails and export check alike."""

from __future__ import annotations

import itertools
import threading
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.domain.pictures import Picture
from hfpc_desktop.images.colour import ColourConverter, bits_per_channel
from hfpc_desktop.images.opening import DEFAULT_LIMITS, PictureLimits, opened

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from PIL.ImageFile import ImageFile

_STRIP_PIXELS = 4_000_000
_GIANT_PIXELS = 48_000_000
_giant = threading.Semaphore(1)
"""One giant at a time: a decoded 100-megapixel PNG takes 400 MB, and decode pools have several threads."""

_ORIENTATION = 0x0112
_SWAPPING = (5, 6, 7, 8)


def load_picture(
    path: Path, *, max_side: int | None = None, limits: PictureLimits = DEFAULT_LIMITS
) -> Picture:
    """Decodes a file: upright, in sRGB, 8 bits, alpha apart; the first frame or page of several.

    ``max_side`` reduces the long side to at most that many pixels (never enlarges), by area averaging.
    Any thread. Raises ``PictureError`` with code ``missing_file``, ``unreadable``, ``too_large`` (before
    decoding) or ``too_small`` and a text that says what to do; nothing else.
    """
    if max_side is not None and max_side < 1:
        raise ValueError(f"max_side must be positive, got {max_side}")
    with opened(path, limits) as picture:
        header = picture.size
        drafted = _draft(picture, max_side)
        big = picture.size[0] * picture.size[1] > _GIANT_PIXELS
        guard: AbstractContextManager[object] = _giant if big else nullcontext()
        notes = [] if _frames(picture) == 1 else ["first-frame"]
        # TIFF pages come upright out of load(); other formats may have their EXIF block after the pixels.
        turned = picture.format == "TIFF" and _orientation(picture) != 1
        bits = bits_per_channel(picture)
        with guard:
            picture.load()
            orientation = _orientation(picture)
            size = header if drafted else picture.size
            converter = ColourConverter(picture, bits)
            rgb, alpha = _reduce(picture, converter, max_side)
    notes += converter.notes
    if alpha is not None and int(alpha.min()) == 255:
        alpha = None
        notes.remove("alpha")
    if turned or orientation != 1:
        notes.append("exif-rotated")
    rgb = _upright(rgb, orientation)
    alpha = None if alpha is None else _upright(alpha, orientation)
    if orientation in _SWAPPING:
        size = (size[1], size[0])
    for array in (rgb, alpha):
        if array is not None:
            array.setflags(write=False)
    return Picture(rgb=rgb, alpha=alpha, source_size=size, path=path, notes=tuple(notes))


def _draft(picture: ImageFile, max_side: int | None) -> bool:
    """Lets the JPEG decoder skip detail: 1/2, 1/4 or 1/8 of the size, never less than is asked for."""
    if max_side is None or picture.format not in ("JPEG", "MPO"):
        return False
    width, height = _fit(picture.size, max_side)
    return picture.draft(picture.mode, (width, height)) is not None


def _fit(size: tuple[int, int], max_side: int | None) -> tuple[int, int]:
    width, height = size
    if max_side is None or max(width, height) <= max_side:
        return size
    scale = max_side / max(width, height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _frames(picture: ImageFile) -> int:
    """1, or 2 for "several": counting all of them would read the whole file."""
    try:
        return 2 if getattr(picture, "is_animated", False) else 1
    except (OSError, ValueError, EOFError, SyntaxError):
        return 1  # a damaged later frame does not concern the first


def _orientation(picture: ImageFile) -> int:
    """EXIF orientation 1..8; 1 when there is none or the block is damaged."""
    try:
        value = picture.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - a broken EXIF block raises anything, and the pixels are good all the same
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _reduce(
    picture: ImageFile, converter: ColourConverter, max_side: int | None
) -> tuple[NDArray[np.uint8], NDArray[np.uint8] | None]:
    """Converts and shrinks strip by strip, so that a giant needs little more than its decoded pixels."""
    width, height = picture.size
    out_width, out_height = _fit(picture.size, max_side)
    strips = max(1, min(out_height, round(width * height / _STRIP_PIXELS)))
    if strips == 1:
        return converter.convert(picture, out_width, out_height)
    rgb_out = np.empty((out_height, out_width, 3), np.uint8)
    alpha_out: NDArray[np.uint8] | None = None
    rows = [round(i * out_height / strips) for i in range(strips + 1)]
    for low, high in itertools.pairwise(rows):
        # Source rows of these output rows; rounding is half a source pixel at most.
        top, bottom = (round(r * height / out_height) for r in (low, high))
        part = picture.crop((0, top, width, bottom))
        rgb_out[low:high], alpha = converter.convert(part, out_width, high - low)
        if alpha is not None:
            if alpha_out is None:
                alpha_out = np.empty((out_height, out_width), np.uint8)
            alpha_out[low:high] = alpha
    return rgb_out, alpha_out


def _upright(pixels: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    if orientation in _SWAPPING:
        pixels = pixels.swapaxes(0, 1)
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)
