"""Saliency seen twice: the whole picture, then its salient part at the network's full resolution. Once per original."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain import masks

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Bytes, Floats
    from hfpc_desktop.judging.saliency import Saliency

_MARGIN = 0.25
"""Round the salient part, of its longer side: enough scenery for the network to tell it from."""
_WHOLE = 0.8
"""A part that takes more of both sides than this would be seen no larger than before."""
_LEAST = 24
"""Shortest side of a part worth a second look, in pixels of the picture."""


def closer_look(saliency: Saliency, rgb: Bytes, size: tuple[int, int]) -> Floats:
    """Probability 0..1 of "salient object", float32, at ``size`` (width, height). ``rgb``: the picture, at least as large.

    Each look is the mean of the picture and its mirror image; where both looks speak, their mean counts.
    """
    whole = _both_ways(saliency, np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8))
    box = masks.bounds(whole >= 0.5)
    if box is None:
        return whole
    left, top, right, bottom = _around(box, size)
    if right - left > _WHOLE * size[0] and bottom - top > _WHOLE * size[1]:
        return whole
    kx, ky = rgb.shape[1] / size[0], rgb.shape[0] / size[1]
    part = rgb[round(top * ky) : round(bottom * ky), round(left * kx) : round(right * kx)]
    if min(part.shape[:2]) < _LEAST:
        return whole
    near = _both_ways(saliency, np.ascontiguousarray(part))
    near = cv2.resize(near, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
    seen = whole.copy()
    seen[top:bottom, left:right] = 0.5 * (whole[top:bottom, left:right] + near)
    return seen


def _both_ways(saliency: Saliency, rgb: Bytes) -> Floats:
    mirrored = saliency.predict(np.ascontiguousarray(rgb[:, ::-1]))
    mean: Floats = 0.5 * (saliency.predict(rgb) + mirrored[:, ::-1])
    return mean


def _around(box: tuple[int, int, int, int], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """``box`` (x, y, width, height) with a margin, inside the picture: left, top, right, bottom."""
    x, y, width, height = box
    pad = round(_MARGIN * max(width, height))
    return max(0, x - pad), max(0, y - pad), min(size[0], x + width + pad), min(size[1], y + height + pad)
