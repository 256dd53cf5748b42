"""The generated image as the background checks see it: work size, Lab, product and its distances.

Everything is computed once per pair and shared by all checks. Pixels only; any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain.judgement import DefectKind, Region

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORK_SIDE = 512
"""Long side, px, at which the checks measure. Smaller images are not enlarged."""

MIN_PRODUCT_SHARE = 0.002
"""A mask that covers less of the frame than this says nothing about edges or shadows."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check measured.

    ``check``   stable name of the check, the key of its weight in the reward head.
    ``kind``    the defect it speaks for.
    ``amount``  >= 0, higher is worse; about 1 is an obvious case, 0 is no sign of it.
    ``region``  where, in fractions of the generated image; ``None`` when it has no place.
    """

    check: str
    kind: DefectKind
    amount: float
    region: Region | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """Where the product is in a ``Scene``.

    ``mask``     H x W bool.
    ``outside``  H x W float32, px to the nearest product pixel (0 inside).
    ``inside``   H x W float32, px to the nearest background pixel (0 outside).
    ``box``      (x0, y0, x1, y1) px, half open.
    ``share``    product area over frame area, 0..1.
    """

    mask: NDArray[np.bool_]
    outside: NDArray[np.float32]
    inside: NDArray[np.float32]
    box: tuple[int, int, int, int]
    share: float


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One generated image at work size.

    ``rgb``  H x W x 3 uint8 sRGB; ``lab`` H x W x 3 float32 CIE Lab (L 0..100); ``grey`` H x W
    float32 0..255; ``background`` H x W bool, well outside the product (all true without one).
    ``product`` is ``None`` when no usable mask is known.
    """

    rgb: NDArray[np.uint8]
    lab: NDArray[np.float32]
    grey: NDArray[np.float32]
    background: NDArray[np.bool_]
    product: Product | None

    @property
    def shape(self) -> tuple[int, int]:
        """(height, width) in px."""
        return int(self.rgb.shape[0]), int(self.rgb.shape[1])

    def region(self, x0: float, y0: float, x1: float, y1: float) -> Region:
        """The px box as fractions of the frame, clipped to it."""
        height, width = self.shape
        x0, x1 = sorted((min(max(x0, 0), width), min(max(x1, 0), width)))
        y0, y1 = sorted((min(max(y0, 0), height), min(max(y1, 0), height)))
        return Region(x0 / width, y0 / height, (x1 - x0) / width, (y1 - y0) / height)

    def around_product(self, margin: int) -> tuple[slice, slice]:
        """(rows, columns) of the product's box and ``margin`` px about it; the whole frame without one."""
        height, width = self.shape
        if self.product is None:
            return slice(0, height), slice(0, width)
        x0, y0, x1, y1 = self.product.box
        rows = slice(max(0, y0 - margin), min(height, y1 + margin))
        return rows, slice(max(0, x0 - margin), min(width, x1 + margin))

    def product_region(self) -> Region | None:
        """The product's box, or ``None`` without a product."""
        return None if self.product is None else self.region(*self.product.box)


def work_size(rgb: NDArray[np.uint8], side: int = WORK_SIDE) -> NDArray[np.uint8]:
    """``rgb`` reduced by area averaging so that its long side is at most ``side`` px."""
    height, width = rgb.shape[:2]
    scale = side / max(height, width)
    if scale >= 1.0:
        return np.ascontiguousarray(rgb)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def fit_mask(mask: NDArray[np.uint8], shape: tuple[int, int]) -> NDArray[np.bool_]:
    """``mask`` (any size, 0..255 or bool) resized to ``shape`` (height, width) and cut at one half."""
    values = mask.astype(np.uint8) * 255 if mask.dtype == np.bool_ else mask
    if values.shape != shape:
        smaller = values.shape[0] > shape[0]
        values = np.asarray(
            cv2.resize(values, shape[::-1], interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR)
        )
    return np.asarray(values > 127)


def lab_of(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """CIE Lab of uint8 sRGB: float32, L 0..100, a and b about -110..110."""
    return np.asarray(cv2.cvtColor(rgb.astype(np.float32) / 255.0, cv2.COLOR_RGB2LAB))


def build_scene(rgb: NDArray[np.uint8], mask: NDArray[np.uint8] | None) -> Scene:
    """``rgb`` H x W x 3 uint8; ``mask`` product mask of the same frame at any size, or ``None``."""
    small = work_size(rgb)
    shape = (int(small.shape[0]), int(small.shape[1]))
    product = None if mask is None else _product(fit_mask(mask, shape))
    background = np.ones(shape, dtype=bool)
    if product is not None:
        background = product.outside > max(3.0, 0.008 * max(shape))
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32)
    return Scene(small, lab_of(small), grey, background, product)


def _product(mask: NDArray[np.bool_]) -> Product | None:
    share = float(mask.mean())
    if not MIN_PRODUCT_SHARE <= share < 0.995:
        return None
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    box = (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
    solid = mask.astype(np.uint8)
    return Product(
        mask=mask,
        outside=np.asarray(cv2.distanceTransform(1 - solid, cv2.DIST_L2, 3), dtype=np.float32),
        inside=np.asarray(cv2.distanceTransform(solid, cv2.DIST_L2, 3), dtype=np.float32),
        box=box,
        share=share,
    )


def local_mean(
    values: NDArray[np.float32], where: NDArray[np.bool_], sigma: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Gaussian mean of ``values`` (H x W or H x W x C) over ``where`` around every px, and its weight.

    Where no chosen px is near, the mean is 0 and the weight about 0.
    """
    weight = where.astype(np.float32)
    flat = values.ndim == 2
    total = np.asarray(
        cv2.GaussianBlur(values * (weight if flat else weight[..., None]), (0, 0), sigma), dtype=np.float32
    )
    mass = np.asarray(cv2.GaussianBlur(weight, (0, 0), sigma), dtype=np.float32)
    safe = np.maximum(mass, 1e-4)
    mean = total / (safe if flat else safe[..., None])
    return np.asarray(mean, dtype=np.float32), mass


def largest_part(hits: NDArray[np.bool_]) -> tuple[int, int, int, int] | None:
    """Box (x0, y0, x1, y1) px of the largest connected part of ``hits``; ``None`` when empty."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(hits.astype(np.uint8), connectivity=8)
    if count < 2:
        return None
    best = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    x, y, w, h = (int(v) for v in stats[best, :4])
    return x, y, x + w, y + h
