"""Saliency of a picture and, closer, of its salient part at the network's full resolution. Once per original."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain import masks

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Bytes, Floats
    from hfpc_desktop.judging.saliency import Saliency

_MARGINS = (0.25, 0.1)
"""Round the salient part, of its longer side: enough scenery to tell it from, and as large as it gets."""
_LEAST = 24
"""Shortest side of a part worth a second look, in pixels of the picture."""


def closer_look(saliency: Saliency, rgb: Bytes, size: tuple[int, int]) -> Floats:
    """Probability 0..1 of "salient object", float32, at ``size`` (width, height). ``rgb``: the picture, at least as large.

    The mean of the whole picture and of two cuts round what stands out in it; outside the cuts the whole speaks.
    """
    small = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
    whole = saliency.predict(small)
    box = masks.bounds(whole >= 0.5)
    if box is None:
        return whole
    looks = [whole]
    kx, ky = rgb.shape[1] / size[0], rgb.shape[0] / size[1]
    for margin in _MARGINS:
        left, top, right, bottom = _around(box, size, margin)
        part = rgb[round(top * ky) : round(bottom * ky), round(left * kx) : round(right * kx)]
        if min(part.shape[:2]) < _LEAST or (right - left, bottom - top) == size:
            continue
        near = saliency.predict(np.ascontiguousarray(part))
        look = whole.copy()
        look[top:bottom, left:right] = cv2.resize(
            near, (right - left, bottom - top), interpolation=cv2.INTER_AREA
        )
        looks.append(look)
    return np.asarray(np.mean(looks, axis=0), np.float32)


def _around(
    box: tuple[int, int, int, int], size: tuple[int, int], margin: float
) -> tuple[int, int, int, int]:
    """``box`` (x, y, width, height) with a margin, inside the picture: left, top, right, bottom."""
    x, y, width, height = box
    pad = round(margin * max(width, height))
    return max(0, x - pad), max(0, y - pad), min(size[0], x + width + pad), min(size[1], y + height + pad)
