"""From measurements to named, located defects of the product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain import masks
from hfpc_desktop.domain.judgement import Defect, DefectKind, Frame, Region
from hfpc_desktop.judging import geometry

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Flags, Matrix, Points
    from hfpc_desktop.judging.measurements import Measurements
    from hfpc_desktop.judging.product_view import ProductView

LIMITS: dict[DefectKind, tuple[str, float, float]] = {
    DefectKind.OUTGROWTH: ("outgrowth", 0.06, 0.35),
    DefectKind.LOSS: ("loss", 0.06, 0.35),
    DefectKind.DEFORMATION: ("stretch", 0.08, 0.30),
    DefectKind.COLOUR_SHIFT: ("hue_delta", 12.0, 35.0),
    DefectKind.TEXTURE_CHANGE: ("structure", 0.50, 0.90),
    DefectKind.DUPLICATE: ("duplicate", 0.30, 1.0),
}
"""Kind -> (measurement, value from which it is named, value of full severity)."""


def product_defects(found: Measurements, view: ProductView, size: tuple[int, int]) -> tuple[Defect, ...]:
    """Defects, worst first. ``size``: (width, height) of the generated image; regions are fractions of it."""
    made = []
    for kind, (name, start, full) in LIMITS.items():
        amount = found.values[name]
        if amount < start:
            continue
        severity = float(np.clip(0.3 + 0.7 * (amount - start) / (full - start), 0.0, 1.0))
        if kind is DefectKind.DUPLICATE and found.duplicate.corners is not None:
            made.append(Defect(kind, severity, _box(found.duplicate.corners, size), amount=amount))
            continue
        where = _where(kind, found, view)
        region = to_region(where, found.to_generated, size)
        whole = where is view.mask  # a change of the whole product has no place on it
        place = "" if whole else masks.place_of(where, view.mask)
        if kind is DefectKind.DEFORMATION:
            amount += 1.0  # told as a ratio of sides, 1 = unchanged
        made.append(Defect(kind, severity, region, Frame.GENERATED, amount, place))
    return tuple(sorted(made, key=lambda d: -d.severity))


def _where(kind: DefectKind, found: Measurements, view: ProductView) -> Flags:
    """The part of the view that a defect points at."""
    if kind is DefectKind.OUTGROWTH:
        return largest_part(found.shape.grown)
    if kind is DefectKind.LOSS:
        return largest_part(found.shape.lost)
    if kind is DefectKind.TEXTURE_CHANGE:
        return largest_part(found.look.change > 0.5)
    return view.mask


def largest_part(mask: Flags) -> Flags:
    """The largest connected part (empty stays empty)."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    if count <= 2:
        return mask
    part: Flags = labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    return part


def to_region(where: Flags, to_generated: Matrix, size: tuple[int, int]) -> Region | None:
    """Box of a view mask in fractions of the generated image, clipped to it; ``None`` when nothing is left."""
    box = masks.bounds(where)
    if box is None:
        return None
    x, y, w, h = box
    corners = np.array([[x, y], [x + w, y], [x + w, y + h], [x, y + h]], float)
    return _box(geometry.apply(to_generated, corners), size)


def _box(corners: Points, size: tuple[int, int]) -> Region | None:
    low = np.clip(corners.min(axis=0) / size, 0.0, 1.0)
    high = np.clip(corners.max(axis=0) / size, 0.0, 1.0)
    if (high - low).min() <= 0:
        return None
    return Region(float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]))
