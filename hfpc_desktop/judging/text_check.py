"""Does the text on the product still say the same?

Lines are found and read once, on the original. Their places are cut out of the registered generated image
and read there. A line counts as changed when the strip speaks for another text much more than for the
original's: the difference of two log probabilities of the same strip. A reader that is merely unsure gives both
about the same probability, so its noise does not count; and a line that the original itself would not show at
the generated image's sharpness is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.text_reader import MOST_WIDTH, STRIP_HEIGHT, log_support

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Bytes, Flags, Floats, Matrix, Points
    from hfpc_desktop.judging.geometry import Pyramid
    from hfpc_desktop.judging.product_view import ProductView
    from hfpc_desktop.judging.text_reader import Reading, TextReader

MOST_LINES = 4
LEAST_HEIGHT = 8.0
"""A line lower than this, px of the picture, is not read."""
_LEAST_CONFIDENCE = 0.85
_LEAST_LETTERS = 3
_READABLE = 0.9
"""Log probability per letter that a readable line loses at most at the generated image's sharpness."""
_BLURS = (0.8, 1.2, 1.7, 2.3, 3.0, 4.0)
"""Sigmas tried, px of a strip."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line of text on the original. ``corners``: 4 x 2 original pixels; ``strip``: uint8 48 x W x 3;
    ``height``: px of the original."""

    corners: Points
    strip: Bytes
    reading: Reading
    height: float


@dataclass(frozen=True, slots=True, eq=False)
class TextFinding:
    """``gap``: log probability per letter by which the worst line speaks against the original's text, >= 0, lower is
    better; ``similarity``: share of equal letters of that line, 0..1, ``None`` when nothing could be
    read; ``apart``: 1 - correlation of the worst strips, 0..1; ``original``, ``generated``: what was read;
    ``corners``: 4 x 2 generated pixels of the line."""

    gap: float = 0.0
    similarity: float | None = None
    apart: float = 0.0
    original: str = ""
    generated: str = ""
    corners: Points | None = None


def find_lines(picture: Pyramid, view: ProductView, reader: TextReader) -> tuple[Line, ...]:
    """The lines on the product that can be read with confidence, largest first; once per original."""
    k = min(1.0, 544.0 / max(view.box[2:]) * geometry.mean_scale(view.to_view))
    x, y, w, h = view.box
    zoom = k / geometry.mean_scale(view.to_view)
    to_crop = geometry.scaling(zoom, zoom) @ geometry.shifting(-x, -y) @ view.to_view
    crop = picture.warp(to_crop, (max(32, round(w * zoom)), max(32, round(h * zoom))))
    back = np.linalg.inv(to_crop)
    kept: list[Line] = []
    for corners in reader.find(crop):
        at = geometry.apply(back, corners)
        height = _height(at)
        if height < LEAST_HEIGHT or not _on_product(geometry.apply(view.to_view, at), view.mask):
            continue
        strip = cut(picture, at)
        reading = reader.read([strip])[0]
        if reading.confidence >= _LEAST_CONFIDENCE and letters(reading.text) >= _LEAST_LETTERS:
            kept.append(Line(at, strip, reading, height))
        if len(kept) == MOST_LINES:
            break
    return tuple(kept)


def compare_text(
    lines: tuple[Line, ...], generated: Pyramid, transform: Matrix, reader: TextReader
) -> TextFinding:
    """``transform``: affine, original -> generated pixels."""
    worst = TextFinding()
    for line in lines:
        corners = geometry.apply(transform, line.corners)
        height = _height(corners)
        width, tall = generated.size
        if height < LEAST_HEIGHT or corners.min() < 0 or (corners.max(axis=0) > (width, tall)).any():
            continue
        soft = _as_soft(line.strip, min(height, STRIP_HEIGHT), line.height)
        soft = _as_blurred(soft, cut(generated, corners, soft.shape[1]))
        own = reader.read([soft])[0]
        length = len(line.reading.ids)
        support = log_support(own.posterior, line.reading.ids)
        if support / length < -_READABLE:
            continue  # too small or too soft here to say anything
        doubt = max(0.0, (log_support(own.posterior, own.ids) - support) / length)
        found = _compare(line, soft, corners, generated, reader)
        found = replace(found, gap=max(0.0, found.gap - doubt))
        if worst.similarity is None or (found.gap, found.apart) > (worst.gap, worst.apart):
            worst = found
    return worst


def _compare(line: Line, soft: Bytes, corners: Points, generated: Pyramid, reader: TextReader) -> TextFinding:
    """The reading that is kindest to the original, over cuts that differ a little: registration is not exact."""
    length = len(line.reading.ids)
    best: TextFinding | None = None
    for swell in (1.0, 1.12, 0.92):
        strip = cut(generated, _swollen(corners, swell), soft.shape[1])
        reading = reader.read([strip])[0]
        against = log_support(reading.posterior, reading.ids) - log_support(
            reading.posterior, line.reading.ids
        )
        # a smear without letters is no other text: only as far as about as many letters are read
        legible = float(np.clip((letters(reading.text) / letters(line.reading.text) - 0.25) / 0.35, 0.0, 1.0))
        gap = max(0.0, legible * against / length)
        same = likeness(line.reading.text, reading.text)
        apart = strips_apart(soft, strip)
        if best is None or gap < best.gap:
            best = TextFinding(gap, same, apart, line.reading.text, reading.text, corners)
        if best.gap < 0.05:
            break
    assert best is not None
    return best


def cut(picture: Pyramid, corners: Points, width: int | None = None) -> Bytes:
    """A line as a level strip, STRIP_HEIGHT px high."""
    across = float(np.linalg.norm(corners[1] - corners[0]))
    wide = width or int(np.clip(round(STRIP_HEIGHT * across / max(1.0, _height(corners))), 24, MOST_WIDTH))
    goal = np.array([[0.0, 0.0], [wide, 0.0], [0.0, STRIP_HEIGHT]], np.float32)
    start = np.array([corners[0], corners[1], corners[3]], np.float32)
    matrix = np.vstack([cv2.getAffineTransform(start, goal), [0.0, 0.0, 1.0]])
    return picture.warp(matrix, (wide, STRIP_HEIGHT))


def likeness(a: str, b: str) -> float:
    """Share of equal letters, 0..1, letter case and spaces aside."""
    first, second = ("".join(t.casefold().split()) for t in (a, b))
    if not first and not second:
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def strips_apart(a: Bytes, b: Bytes) -> float:
    """1 - the best correlation of two strips of one size over small shifts, 0..1, lower is better."""
    first, second = (cv2.cvtColor(s, cv2.COLOR_RGB2GRAY).astype(np.float32) for s in (a, b))
    inner = first[6:-6, 6:-6]
    if inner.std() < 4.0 or min(inner.shape) < 8:
        return 0.0
    found = cv2.matchTemplate(second, inner, cv2.TM_CCOEFF_NORMED)
    return float(np.clip(1.0 - np.nan_to_num(found, nan=0.0).max(), 0.0, 1.0))


def letters(text: str) -> int:
    """How many letters and digits."""
    return sum(c.isalnum() for c in text)


def _height(corners: Points) -> float:
    return float(np.linalg.norm(corners[3] - corners[0]))


def _swollen(corners: Points, factor: float) -> Points:
    centre: Points = corners.mean(axis=0)
    return centre + (corners - centre) * factor


def _on_product(corners: Points, mask: Flags) -> bool:
    x, y = np.clip(corners.mean(axis=0).astype(int), 0, [mask.shape[1] - 1, mask.shape[0] - 1])
    return bool(mask[y, x])


def _as_soft(strip: Bytes, height: float, own: float) -> Bytes:
    """The original's strip at the sharpness of a line that is ``height`` px high."""
    if height >= min(own, STRIP_HEIGHT):
        return strip
    k = height / STRIP_HEIGHT
    size = (max(4, round(strip.shape[1] * k)), max(4, round(strip.shape[0] * k)))
    small: Floats = cv2.resize(strip, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, strip.shape[1::-1], interpolation=cv2.INTER_LINEAR), np.uint8)


def _as_blurred(soft: Bytes, seen: Bytes) -> Bytes:
    """The original's strip with no more fine contrast than the generated image's: what blur and encoding took away
    from all letters alike must not count as other letters. Contrast, not correlation: other letters have as much."""
    goal = _sharpness(seen)
    blurred = soft
    for sigma in _BLURS:
        if _sharpness(blurred) <= goal:
            break
        blurred = np.asarray(cv2.GaussianBlur(soft, (0, 0), sigma), np.uint8)
    return blurred


def _sharpness(strip: Bytes) -> float:
    """Fine contrast relative to all contrast of a strip, 0..1."""
    grey = cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY).astype(np.float32)
    fine = grey - cv2.GaussianBlur(grey, (0, 0), 2.0)
    return float((fine.std() + 0.3) / (grey.std() + 1.0))
