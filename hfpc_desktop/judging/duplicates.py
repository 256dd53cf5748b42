"""A second instance of the product elsewhere in the generated image.

The product's own feature patch in the generated image (same light, same generator) is looked for again in the rest
of the picture, at a few sizes. Features instead of pixels: a copy that was turned a little or drawn again is found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.judging import geometry

if TYPE_CHECKING:
    from collections.abc import Callable

    from hfpc_desktop.judging.arrays import Bytes, Flags, Floats, Matrix, Points
    from hfpc_desktop.judging.geometry import Pyramid
    from hfpc_desktop.judging.product_view import ProductView

FRAME_SIDE = 320
"""Longest side at which the whole generated image is read, px."""
_STRIDE = 8
_SIZES = (0.75, 0.87, 1.0, 1.15)
_MOST_OVERLAP, _LEAST_VISIBLE, _LEAST_CELLS = 0.3, 0.5, 4


@dataclass(frozen=True, slots=True, eq=False)
class Duplicate:
    """``score`` 0..1, higher is worse: correlation of the best second place. ``corners``: its box, 4 x 2
    generated pixels, or ``None``."""

    score: float
    corners: Points | None


NONE = Duplicate(0.0, None)


def find_duplicate(
    read: Callable[[Bytes], tuple[Floats, ...]], generated: Pyramid, view: ProductView, to_generated: Matrix
) -> Duplicate:
    """``read``: feature levels (strides 4, 8 ...) of an image; ``to_generated``: view -> generated pixels."""
    width, height = generated.size
    k = FRAME_SIDE / max(width, height)
    size = (max(32, round(width * k / 32) * 32), max(32, round(height * k / 32) * 32))
    to_frame = geometry.scaling(size[0] / width, size[1] / height)
    features = read(generated.warp(to_frame, size))[1][0]
    to_cells = geometry.scaling(1 / _STRIDE, 1 / _STRIDE) @ to_frame
    cells = (features.shape[2], features.shape[1])
    product = geometry.warp(view.mask.astype(np.float32), to_cells @ to_generated, cells, edge=False) > 0.5
    score, box = second_place(features, product)
    if box is None:
        return NONE
    x, y, w, h = box
    corners = np.array([[x, y], [x + w, y], [x + w, y + h], [x, y + h]], np.float64)
    return Duplicate(score, geometry.apply(np.linalg.inv(to_cells), corners))


def second_place(features: Floats, product: Flags) -> tuple[float, tuple[float, float, float, float] | None]:
    """Where the features (C x h x w) under ``product`` (bool h x w) are found again: correlation 0..1 and the
    box (x, y, width, height) in cells. Places that overlap the product, or lie mostly outside, do not count."""
    ys, xs = np.nonzero(product)
    if len(ys) < _LEAST_CELLS:
        return 0.0, None
    part = np.s_[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    mean, spread = features.mean(axis=(1, 2), keepdims=True), features.std(axis=(1, 2), keepdims=True)
    standard = (features - mean) / (spread + 1e-3)
    best: tuple[float, tuple[float, float, float, float] | None] = (0.0, None)
    for zoom in _SIZES:
        mask = product[part].astype(np.float32)
        size = (max(2, round(mask.shape[1] * zoom)), max(2, round(mask.shape[0] * zoom)))
        how = cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR
        small = (cv2.resize(mask, size, interpolation=how) > 0.5).astype(np.float32)
        if not small.any():
            continue
        template = [cv2.resize(plane, size, interpolation=how) * small for plane in standard[:, *part]]
        score, at = _best_place(standard, product, template, small)
        if score > best[0]:
            best = (score, (*at, float(size[0]), float(size[1])))
    return best


def _best_place(
    standard: Floats, product: Flags, template: list[Floats], mask: Floats
) -> tuple[float, tuple[float, float]]:
    pad = max(mask.shape) // 2
    room = np.pad(standard, ((0, 0), (pad, pad), (pad, pad)))
    if room.shape[1] < mask.shape[0] or room.shape[2] < mask.shape[1]:
        return 0.0, (0.0, 0.0)
    match = sum(_correlate(room[i], plane) for i, plane in enumerate(template))
    energy = _correlate((room**2).sum(axis=0), mask)
    area = float(mask.sum())
    visible = _correlate(np.pad(np.ones(product.shape, np.float32), pad), mask) / area
    overlap = _correlate(np.pad(product.astype(np.float32), pad), mask) / area
    own = float(sum((plane**2).sum() for plane in template))
    score = match / np.sqrt(np.maximum(energy * own * np.maximum(visible, 0.1), 1e-6))
    score = np.where((overlap > _MOST_OVERLAP) | (visible < _LEAST_VISIBLE), 0.0, score)
    y, x = np.unravel_index(int(np.argmax(score)), score.shape)
    return float(np.clip(score[y, x], 0.0, 1.0)), (float(x - pad), float(y - pad))


def _correlate(plane: Floats, template: Floats) -> Floats:
    found = cv2.matchTemplate(np.ascontiguousarray(plane), np.ascontiguousarray(template), cv2.TM_CCORR)
    return np.asarray(found, np.float32)
