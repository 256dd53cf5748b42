"""Checks for damage in the background itself: pixel blocks, blotches, stray text.

Smears and repeated patches have no check here: on renders nothing classical told them from wood, walls
and tiles; a deep probe looks for them.

Pure functions ``Scene -> Finding`` as in ``background_checks``. They work without a product mask too
(then the product's own label may be taken for stray text, so ``stray_text`` needs one).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain.judgement import DefectKind
from hfpc_desktop.judging.background_scene import Finding, Scene, largest_part

if TYPE_CHECKING:
    from numpy.typing import NDArray


def pixel_blocks(scene: Scene) -> Finding:
    """Flat little rectangles side by side in different colours: a region at far too low a resolution."""
    corner, right, below = scene.rgb[:-1, :-1], scene.rgb[:-1, 1:], scene.rgb[1:, :-1]
    change = cv2.max(cv2.absdiff(corner, right), cv2.absdiff(corner, below))
    flat = np.zeros(scene.shape, dtype=np.uint8)
    flat[:-1, :-1] = cv2.inRange(change, (0, 0, 0), (2, 2, 2)) > 0
    flat[~scene.background] = 0
    _, labels, stats, centres = cv2.connectedComponentsWithStats(flat, connectivity=4)
    width, height, area = (stats[:, i] for i in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    cells = (
        (np.minimum(width, height) >= 4)
        & (np.maximum(width, height) <= 60)
        & (area >= 0.9 * width * height)
        & (np.maximum(width, height) <= 2.5 * np.minimum(width, height))
    )
    cells[0] = False
    chosen = np.flatnonzero(cells)
    if chosen.size < 4:
        return Finding("pixel_blocks", DefectKind.ARTEFACTS, 0.0)
    # A cell counts when at least two others of its own size touch it: lone flat tiles are decoration.
    apart = np.abs(centres[chosen, None] - centres[None, chosen])
    size = np.sqrt(area[chosen].astype(np.float64))
    near = apart.max(axis=2) < 1.8 * size[:, None]
    alike = np.abs(np.log(size[:, None] / size[None])) < 0.5
    kept = chosen[(near & alike).sum(axis=1) >= 3]
    if kept.size < 4:
        return Finding("pixel_blocks", DefectKind.ARTEFACTS, 0.0)
    hits = np.isin(labels, kept)
    grown = cv2.dilate(hits.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    box = largest_part(grown)
    amount = float(np.log1p(kept.size) / np.log(25.0))
    return Finding("pixel_blocks", DefectKind.ARTEFACTS, amount, None if box is None else scene.region(*box))


def blotches(scene: Scene) -> Finding:
    """Soft round patches of another colour: strong colour contrast at a medium scale without any edge."""
    small = cv2.resize(scene.lab, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    free = cv2.resize(scene.background.astype(np.uint8), small.shape[1::-1], interpolation=cv2.INTER_NEAREST)
    room = cv2.erode(free, np.ones((3, 3), np.uint8)) > 0
    gradient = np.sqrt(
        (cv2.Sobel(small, cv2.CV_32F, 1, 0) / 8) ** 2 + (cv2.Sobel(small, cv2.CV_32F, 0, 1) / 8) ** 2
    ).max(axis=2)
    peak = np.zeros(small.shape[:2], dtype=np.float32)
    for sigma in (4.0, 6.0, 9.0):
        blob = cv2.GaussianBlur(small, (0, 0), sigma * 0.6) - cv2.GaussianBlur(small, (0, 0), sigma * 1.6)
        contrast = np.linalg.norm(blob * (0.6, 1.0, 1.0), axis=2).astype(np.float32)
        size = int(2 * sigma) | 1
        hardest = cv2.dilate(gradient, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
        peak = np.maximum(peak, contrast - 2.2 * hardest)
    peak[~room] = 0.0
    amount = min(2.0, max(0.0, float(peak.max())) / 8.0) if peak.size else 0.0
    box = largest_part(peak > max(2.0, 0.5 * float(peak.max())))
    if box is None or amount == 0.0:
        return Finding("blotches", DefectKind.ARTEFACTS, amount)
    return Finding("blotches", DefectKind.ARTEFACTS, amount, scene.region(*(4 * v for v in box)))


def stray_text(scene: Scene) -> Finding | None:
    """Rows of letter-like strokes outside the product. Found by shape; nothing is read.

    A candidate is a wide, low group of strong edges with two clear grey levels and many ink-paper
    changes along its rows. ``amount`` grows with the share of the frame's width they take up.
    """
    if scene.product is None:
        return None
    height, width = scene.shape
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    gradient = cv2.morphologyEx(scene.rgb, cv2.MORPH_GRADIENT, kernel).max(axis=2)
    strong = (gradient > 60) & scene.background
    reach = max(9, round(0.03 * width)) | 1
    joined = cv2.morphologyEx(strong.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, reach), np.uint8))
    joined = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    total, best, place = 0.0, 0.0, None
    for x, y, w, h, area in stats[1:]:
        if not (9 <= h <= 0.16 * height and w >= 2.2 * h and area >= 0.45 * w * h):
            continue
        likeness = _letter_likeness(scene, strong, (int(x), int(y), int(w), int(h)))
        if likeness <= 0.0:
            continue
        total += likeness * float(w) / width
        if likeness * w > best:
            best, place = likeness * float(w), (int(x), int(y), int(x + w), int(y + h))
    amount = min(2.0, 3.0 * total)
    return Finding(
        "stray_text", DefectKind.STRAY_TEXT, amount, None if place is None else scene.region(*place)
    )


def _letter_likeness(scene: Scene, strong: NDArray[np.bool_], box: tuple[int, int, int, int]) -> float:
    """0..1: two clear levels, and about as many strokes along a row as a line of letters has."""
    x, y, w, h = box
    patch = scene.rgb[y : y + h, x : x + w]
    spread = patch.reshape(-1, 3).astype(np.float32)
    channel = patch[..., int(np.argmax(spread.std(axis=0)))]
    level, ink = cv2.threshold(np.ascontiguousarray(channel), 0, 1, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    values = channel.astype(np.float32)
    variance = float(values.var())
    share = float(ink.mean())
    if variance < 150.0 or not 0.12 < share < 0.88:
        return 0.0
    high, low = float(values[values > level].mean()), float(values[values <= level].mean())
    between = share * (1 - share) * (high - low) ** 2 / variance
    rows = ink[h // 4 : max(h // 4 + 1, 3 * h // 4)]
    strokes = float(np.abs(np.diff(rows.astype(np.int8), axis=1)).sum(axis=1).mean()) / 2.0
    letters = strokes * h / w
    regular = 1.0 if 0.7 <= letters <= 3.5 else 0.0
    if strokes < 3.0 or strong[y : y + h, x : x + w].mean() < 0.25:
        return 0.0
    return regular * float(np.clip((between - 0.7) / 0.15, 0.0, 1.0))
