"""Soft maps pulled to the edges of a picture: the guided filter of He, Sun and Tang (2010), in colour. Pure, any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Bytes, Floats


def edge_aware(rgb: Bytes, soft: Floats, *, radius: int = 8, smooth: float = 1e-3) -> Floats:
    """``soft`` 0..1 (H x W), expressed in every window as a linear function of the picture's colours: 0..1, float32.

    ``radius`` of the windows in pixels; ``smooth``: variance of a colour (0..1) below which a window counts as
    flat, so that the map is only blurred there.
    """
    window = (2 * radius + 1, 2 * radius + 1)
    guide = rgb.astype(np.float32) / 255.0
    mean, mean_soft = cv2.blur(guide, window), cv2.blur(soft, window)
    cov = cv2.blur(guide * soft[..., None], window) - mean * mean_soft[..., None]
    r, g, b = (guide[..., i] for i in range(3))
    square = cv2.blur(np.dstack([r * r, g * g, b * b]), window) - mean * mean + smooth
    cross = cv2.blur(np.dstack([r * g, r * b, g * b]), window)
    rg = cross[..., 0] - mean[..., 0] * mean[..., 1]
    rb = cross[..., 1] - mean[..., 0] * mean[..., 2]
    gb = cross[..., 2] - mean[..., 1] * mean[..., 2]
    rr, gg, bb = (square[..., i] for i in range(3))
    # the inverse of a symmetric 3 x 3 matrix by its cofactors
    c0, c1, c2 = gg * bb - gb * gb, rb * gb - rg * bb, rg * gb - rb * gg
    det = np.maximum(rr * c0 + rg * c1 + rb * c2, smooth**3)
    slope = np.dstack(
        [
            c0 * cov[..., 0] + c1 * cov[..., 1] + c2 * cov[..., 2],
            c1 * cov[..., 0] + (rr * bb - rb * rb) * cov[..., 1] + (rg * rb - rr * gb) * cov[..., 2],
            c2 * cov[..., 0] + (rg * rb - rr * gb) * cov[..., 1] + (rr * gg - rg * rg) * cov[..., 2],
        ]
    )
    slope /= det[..., None]
    offset = mean_soft - (slope * mean).sum(axis=-1)
    made = (cv2.blur(slope, window) * guide).sum(axis=-1) + cv2.blur(offset, window)
    return np.asarray(np.clip(made, 0.0, 1.0), np.float32)
