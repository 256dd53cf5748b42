"""Mask and difference maths. Pure functions on small arrays, numpy only, any thread.

Masks are uint8 (0..255, product where >= 128) or bool, H x W. Areas that compare two masks are
relative to the *expected* mask (the original's mask, registered), so that 0.05 means
"five per cent of the product".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain.judgement import DIFFERENCE_FULL_SCALE, Region

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DARK, _LIGHT = 216.0 / 24389.0, 24389.0 / 27.0
_D65 = np.array([0.95047, 1.0, 1.08883])
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def as_bool(mask: NDArray[Any]) -> NDArray[np.bool_]:
    """Product where a uint8 mask is >= 128; bool masks pass through."""
    result: NDArray[np.bool_] = mask if mask.dtype == np.bool_ else mask >= 128
    return result


def outgrowth(found: NDArray[np.bool_], expected: NDArray[np.bool_]) -> float:
    """Area of ``found`` outside ``expected`` / area of ``expected``; >= 0, lower is better. 0 when nothing is expected."""
    area = np.count_nonzero(expected)
    return float(np.count_nonzero(found & ~expected) / area) if area else 0.0


def loss(found: NDArray[np.bool_], expected: NDArray[np.bool_]) -> float:
    """Area of ``expected`` missing in ``found`` / area of ``expected``; 0..1, lower is better. 0 when nothing is expected."""
    area = np.count_nonzero(expected)
    return float(np.count_nonzero(expected & ~found) / area) if area else 0.0


def iou(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> float:
    """Intersection over union, 0..1, higher is better. Two empty masks agree: 1."""
    union = np.count_nonzero(a | b)
    return float(np.count_nonzero(a & b) / union) if union else 1.0


def boundary(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Product pixels with a non-product 4-neighbour. The picture's edge does not count as a boundary."""
    padded = np.pad(mask, 1, mode="edge")
    inner = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    result: NDArray[np.bool_] = mask & ~inner
    return result


def dilate(mask: NDArray[np.bool_], radius: int) -> NDArray[np.bool_]:
    """Grow by ``radius`` pixels (octagon, close to a disc). For small radii on small arrays."""
    grown = mask.copy()
    for step in range(radius):
        padded = np.pad(grown, 1)
        nxt = padded[:-2, 1:-1] | padded[2:, 1:-1] | padded[1:-1, :-2] | padded[1:-1, 2:] | grown
        if step % 2:
            nxt |= padded[:-2, :-2] | padded[:-2, 2:] | padded[2:, :-2] | padded[2:, 2:]
        grown = nxt
    return grown


def boundary_f(a: NDArray[np.bool_], b: NDArray[np.bool_], tolerance: int = 2) -> float:
    """F-score of the two boundaries within ``tolerance`` pixels, 0..1, higher is better.

    1 when neither has a boundary, 0 when only one has.
    """
    edge_a, edge_b = boundary(a), boundary(b)
    n_a, n_b = np.count_nonzero(edge_a), np.count_nonzero(edge_b)
    if not n_a and not n_b:
        return 1.0
    if not n_a or not n_b:
        return 0.0
    precision = np.count_nonzero(edge_a & dilate(edge_b, tolerance)) / n_a
    recall = np.count_nonzero(edge_b & dilate(edge_a, tolerance)) / n_b
    return float(2 * precision * recall / (precision + recall)) if precision + recall else 0.0


def bounds(mask: NDArray[np.bool_]) -> tuple[int, int, int, int] | None:
    """(x, y, width, height) in pixels of the smallest box round the mask; ``None`` when it is empty."""
    columns, rows = np.flatnonzero(mask.any(axis=0)), np.flatnonzero(mask.any(axis=1))
    if not columns.size:
        return None
    return (
        int(columns[0]),
        int(rows[0]),
        int(columns[-1] - columns[0]) + 1,
        int(rows[-1] - rows[0]) + 1,
    )


def region_of(mask: NDArray[np.bool_]) -> Region | None:
    """The mask's box in fractions of its frame; ``None`` when it is empty."""
    box = bounds(mask)
    if box is None:
        return None
    height, width = mask.shape
    return Region(box[0] / width, box[1] / height, box[2] / width, box[3] / height)


def place_of(part: NDArray[np.bool_], product: NDArray[np.bool_]) -> str:
    """Where ``part`` lies on the product: ``top``, ``bottom``, ``left``, ``right``, ``centre``; empty when unknown."""
    whole, points = bounds(product), np.argwhere(part)
    if whole is None or not points.size:
        return ""
    x, y, width, height = whole
    cy, cx = points.mean(axis=0)
    dx, dy = (cx + 0.5 - x) / width - 0.5, (cy + 0.5 - y) / height - 0.5
    if max(abs(dx), abs(dy)) < 0.22:
        return "centre"
    if abs(dx) > abs(dy):
        return "left" if dx < 0 else "right"
    return "top" if dy < 0 else "bottom"


def lab_from_rgb(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """sRGB (... x 3 uint8) to CIE L*a*b* (D65), float32: L 0..100, a and b about -128..127."""
    linear = linear_from_srgb(rgb)
    xyz = linear.astype(np.float64) @ _TO_XYZ.T / _D65
    f = np.where(xyz > _DARK, np.cbrt(xyz), (_LIGHT * xyz + 16.0) / 116.0)
    return np.stack(
        [116.0 * f[..., 1] - 16.0, 500.0 * (f[..., 0] - f[..., 1]), 200.0 * (f[..., 1] - f[..., 2])], axis=-1
    ).astype(np.float32)


def linear_from_srgb(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """sRGB uint8 to linear light 0..1, float32."""
    return _LINEAR[rgb]


def _linear_table() -> NDArray[np.float32]:
    value = np.arange(256) / 255.0
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4).astype(np.float32)


_LINEAR = _linear_table()


def delta_e_2000(a: NDArray[np.floating], b: NDArray[np.floating]) -> NDArray[np.float32]:
    """CIEDE2000 difference of two L*a*b* arrays (... x 3), float32 >= 0; about 1 is just visible.

    Formula: Sharma, Wu, Dalal, "The CIEDE2000 color-difference formula" (2005), kL = kC = kH = 1.
    """
    l1, a1, b1 = _planes(a)
    l2, a2, b2 = _planes(b)
    mean_c7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2.0) ** 7
    grow = 1.0 + 0.5 * (1.0 - np.sqrt(mean_c7 / (mean_c7 + 25.0**7)))
    a1, a2 = a1 * grow, a2 * grow
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.arctan2(b1, a1) % (2 * np.pi), np.arctan2(b2, a2) % (2 * np.pi)
    grey = (c1 * c2) < 1e-12
    dh = np.where(grey, 0.0, (h2 - h1 + np.pi) % (2 * np.pi) - np.pi)
    d_l, d_c = l2 - l1, c2 - c1
    d_h = 2.0 * np.sqrt(c1 * c2) * np.sin(dh / 2.0)
    mean_l, mean_c = (l1 + l2) / 2.0, (c1 + c2) / 2.0
    mean_h = np.where(grey, h1 + h2, (h1 + dh / 2.0) % (2 * np.pi))
    t = (
        1.0
        - 0.17 * np.cos(mean_h - np.pi / 6)
        + 0.24 * np.cos(2 * mean_h)
        + 0.32 * np.cos(3 * mean_h + np.pi / 30)
        - 0.20 * np.cos(4 * mean_h - 63 * np.pi / 180)
    )
    s_l = 1.0 + 0.015 * (mean_l - 50.0) ** 2 / np.sqrt(20.0 + (mean_l - 50.0) ** 2)
    s_c, s_h = 1.0 + 0.045 * mean_c, 1.0 + 0.015 * mean_c * t
    c7 = mean_c**7
    turn = np.pi / 3 * np.exp(-(((np.degrees(mean_h) - 275.0) / 25.0) ** 2))
    rotation = -np.sin(turn) * 2.0 * np.sqrt(c7 / (c7 + 25.0**7))
    l_part, c_part, h_part = d_l / s_l, d_c / s_c, d_h / s_h
    total = l_part**2 + c_part**2 + h_part**2 + rotation * c_part * h_part
    result: NDArray[np.float32] = np.sqrt(np.maximum(total, 0.0)).astype(np.float32)
    return result


def _planes(lab: NDArray[np.floating]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    values = np.asarray(lab, dtype=np.float32)
    return values[..., 0], values[..., 1], values[..., 2]


def heat(delta_e: NDArray[np.floating]) -> NDArray[np.uint8]:
    """dE2000 to the overlay's 0..255 (255 = ``DIFFERENCE_FULL_SCALE`` or more)."""
    scaled = np.clip(np.rint(delta_e * (255.0 / DIFFERENCE_FULL_SCALE)), 0, 255)
    result: NDArray[np.uint8] = scaled.astype(np.uint8)
    return result
