"""The original product in its own frame: cut out with a margin, at a fixed size.

All comparisons of a pair are made here, so that sizes in pixels mean the same for every product:
the product's longest side is ``PRODUCT_SIDE`` pixels, the margin round it ``MARGIN`` of that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain import masks
from hfpc_desktop.judging import geometry

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Bytes, Flags, Floats, Matrix, Points


PRODUCT_SIDE = 176
MARGIN = 0.42
LEAST_PIXELS = 12
"""A product with a longest side of fewer pixels in its original cannot be compared."""


@dataclass(frozen=True, slots=True, eq=False)
class ProductView:
    """``rgb`` uint8 h x w x 3; ``mask`` bool h x w; ``doubt`` bool h x w, where product and backdrop
    cannot be told apart (see ``ProductMask``); ``to_view`` original pixels -> view pixels;
    ``box`` (x, y, width, height) of the product in the view; ``outline`` N x 2 float32 points on the
    silhouette (view pixels, continuous) with outward unit ``normals`` N x 2; ``visible`` bool h x w,
    where the view lies inside the original picture."""

    rgb: Bytes
    mask: Flags
    doubt: Flags
    visible: Flags
    to_view: Matrix
    box: tuple[int, int, int, int]
    outline: Floats
    normals: Floats

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the view."""
        return self.mask.shape[1], self.mask.shape[0]


def product_view(
    pyramid: geometry.Pyramid, mask: Bytes, doubt: Bytes, side: int = PRODUCT_SIDE, margin: float = MARGIN
) -> ProductView | None:
    """Cut the product out. ``mask`` and ``doubt`` cover the whole picture at any resolution. ``None`` when the
    product is too small to compare (``LEAST_PIXELS``) or the mask is empty."""
    box = masks.bounds(masks.as_bool(mask))
    if box is None:
        return None
    width, height = pyramid.size
    kx, ky = width / mask.shape[1], height / mask.shape[0]
    x, y, w, h = box[0] * kx, box[1] * ky, box[2] * kx, box[3] * ky
    longest = max(w, h)
    if longest < LEAST_PIXELS:
        return None
    k, pad = side / longest, margin * side
    to_view = geometry.shifting(pad, pad) @ geometry.scaling(k, k) @ geometry.shifting(-x, -y)
    size = (round(w * k + 2 * pad), round(h * k + 2 * pad))
    from_mask = to_view @ geometry.scaling(kx, ky)
    soft = geometry.warp(mask.astype(np.float32), from_mask, size, edge=False)
    unsure = geometry.warp(doubt.astype(np.float32), from_mask, size, edge=False) >= 127.5
    inside = cv2.GaussianBlur(soft, (0, 0), 0.8) >= 127.5
    if not inside.any():
        return None
    outline, normals = _outline(inside)
    found = masks.bounds(inside)
    assert found is not None
    rgb, visible = pyramid.warp(to_view, size), pyramid.seen(to_view, size)
    return ProductView(rgb, inside, unsure & inside, visible, to_view, found, outline, normals)


def _outline(mask: Flags) -> tuple[Floats, Floats]:
    """Points along every contour (holes too) and outward unit normals from the blurred mask's slope."""
    contours, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    points = np.concatenate([c[:, 0] for c in contours if len(c) > 6] or [np.zeros((0, 2), np.int32)])
    soft = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), 2.0)
    gx, gy = -cv2.Sobel(soft, cv2.CV_32F, 1, 0), -cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    normals = np.stack([gx[points[:, 1], points[:, 0]], gy[points[:, 1], points[:, 0]]], axis=-1)
    length = np.linalg.norm(normals, axis=1)
    good = length > 1e-4
    unit = normals[good] / length[good, None]
    return (points[good] + 0.5).astype(np.float32), unit.astype(np.float32)


def sample(field: Floats, points: Points) -> Floats:
    """Bilinear values of an H x W (x C) float field at N x 2 continuous points (edge values outside)."""
    if not len(points):
        return np.zeros((0, *field.shape[2:]), np.float32)
    at = (points - 0.5).astype(np.float32)
    got = cv2.remap(field, at[:, None, 0], at[:, None, 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(got, np.float32).reshape(len(points), *field.shape[2:])
