"""From measurements to named, located defects of the product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain import masks
from hfpc_desktop.domain.judgement import Defect, DefectKind, Frame, Region
from hfpc_desktop.judging import geometry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hfpc_desktop.judging.arrays import Flags, Matrix, Points
    from hfpc_desktop.judging.measurements import Measurements
    from hfpc_desktop.judging.product_view import ProductView


@dataclass(frozen=True, slots=True)
class Limit:
    """A defect is named from ``start`` of the measurement ``value``; at ``full`` its severity is 1."""

    kind: DefectKind
    value: str
    start: float
    full: float


LIMITS = (
    Limit(DefectKind.OUTGROWTH, "grown_odds", 6.5, 10.0),
    Limit(DefectKind.LOSS, "lost_odds", 5.5, 9.0),
    Limit(DefectKind.DEFORMATION, "stretch", 0.08, 0.40),
    Limit(DefectKind.COLOUR_SHIFT, "hue_delta", 14.0, 35.0),
    Limit(DefectKind.TEXTURE_CHANGE, "structure", 0.40, 0.80),
    Limit(DefectKind.LOGO_CHANGE, "structure_peak", 0.65, 0.95),
    Limit(DefectKind.TEXT_CHANGE, "text_gap", 0.8, 4.0),
    Limit(DefectKind.DUPLICATE, "duplicate", 0.46, 0.8),
)


def product_defects(found: Measurements, view: ProductView, size: tuple[int, int]) -> tuple[Defect, ...]:
    """Defects, worst first, one of a kind. ``size``: (width, height) of the generated image; regions are
    fractions of it. A change that fills the product is a change of texture, one in one place of a label or logo."""
    worst: dict[DefectKind, Defect] = {}
    for limit in LIMITS:
        amount = found.values[limit.value]
        if amount < limit.start or (
            limit.kind is DefectKind.LOGO_CHANGE and found.values["structure"] >= 0.40
        ):
            continue
        if limit.kind is DefectKind.OUTGROWTH and not found.grown.any():
            continue  # odds without a spot to point at are evidence for the score, not a defect to tell
        severity = round(
            min(
                1.0,
                LEAST_SEVERITY + (1 - LEAST_SEVERITY) * (amount - limit.start) / (limit.full - limit.start),
            ),
            3,
        )
        known = worst.get(limit.kind)
        if known is None or severity > known.severity:
            worst[limit.kind] = _made(limit, severity, amount, found, view, size)
    return tuple(sorted(worst.values(), key=lambda d: -d.severity))


def leading_defect(
    found: Measurements, view: ProductView, size: tuple[int, int], reasons: Mapping[str, float]
) -> Defect:
    """The mildest defect of the kind that lowers the consistency most, for a pair that no single limit names.

    Evidence adds up: several values just below their limits can make a low score, and a low score without
    a spot on the picture would help nobody. ``reasons``: ``Combination.reasons`` of the pair.
    """
    told = {value: weight for value, weight in reasons.items() if value in _LEADING}
    value = max(told, key=lambda name: told[name], default="structure")
    limit = Limit(_LEADING[value], value, 0.0, 1.0)
    where = _where(limit, found, view)
    region = to_region(where, found.to_generated, size)
    return Defect(limit.kind, LEAST_SEVERITY, region, Frame.GENERATED, None, _place(where, view))


_LEADING = {
    "outgrowth": DefectKind.OUTGROWTH,
    "grown_odds": DefectKind.OUTGROWTH,
    "grown_area": DefectKind.OUTGROWTH,
    "grown_peak": DefectKind.OUTGROWTH,
    "loss": DefectKind.LOSS,
    "lost_odds": DefectKind.LOSS,
    "lost_area": DefectKind.LOSS,
    "lost_peak": DefectKind.LOSS,
    "deformed_odds": DefectKind.DEFORMATION,
    "affine_gain": DefectKind.DEFORMATION,
    "bend": DefectKind.DEFORMATION,
    "stretch": DefectKind.DEFORMATION,
    "colour_high": DefectKind.COLOUR_SHIFT,
    "hue_delta": DefectKind.COLOUR_SHIFT,
    "structure": DefectKind.TEXTURE_CHANGE,
    "structure_peak": DefectKind.TEXTURE_CHANGE,
    "fine_peak": DefectKind.TEXTURE_CHANGE,
    "changed_odds": DefectKind.TEXTURE_CHANGE,
    "changed_area": DefectKind.TEXTURE_CHANGE,
    "changed_peak": DefectKind.TEXTURE_CHANGE,
    "text_gap": DefectKind.TEXT_CHANGE,
    "text_apart": DefectKind.TEXT_CHANGE,
    "duplicate": DefectKind.DUPLICATE,
}
"""What a value of the combination speaks of. ``disagreement`` speaks of nothing in particular."""

LEAST_SEVERITY = 0.3


def _made(
    limit: Limit,
    severity: float,
    amount: float,
    found: Measurements,
    view: ProductView,
    size: tuple[int, int],
) -> Defect:
    if limit.kind is DefectKind.DUPLICATE and found.duplicate.corners is not None:
        return Defect(limit.kind, severity, _box(found.duplicate.corners, size))
    if limit.kind is DefectKind.TEXT_CHANGE and found.text.corners is not None:
        said = f"“{found.text.original}” has become “{found.text.generated}”"
        region = _box(found.text.corners, size)
        return Defect(limit.kind, severity, region, amount=found.text.similarity, detail=said)
    where = _where(limit, found, view)
    region = to_region(where, found.to_generated, size)
    place = _place(where, view)
    if limit.kind is DefectKind.OUTGROWTH:
        # whatever named it, the sentence and the evidence beside it state one number
        grown = found.values["outgrowth"]
        told = grown if grown >= 0.01 else None
        return Defect(
            limit.kind, severity, region, amount=told, place=place, detail=extent(where, view, place)
        )
    if limit.kind is DefectKind.LOSS:
        amount = found.values["loss"]
    if limit.kind is DefectKind.DEFORMATION:
        amount += 1.0  # the kind's unit is a ratio
    told = amount if limit.kind in _WITH_AMOUNT and amount >= 0.01 else None
    return Defect(limit.kind, severity, region, Frame.GENERATED, told, place)


def extent(grown: Flags, view: ProductView, place: str) -> str:
    """How far the product reaches beyond its own box: "it is 14 % taller than in the original", or empty.

    Only for growth above or below it (taller) or beside it (wider), and from 3 % on.
    """
    box = masks.bounds(grown)
    if box is None or place not in ("top", "bottom", "left", "right"):
        return ""
    x, y, w, h = view.box
    if place in ("top", "bottom"):
        by = (max(y + h, box[1] + box[3]) - min(y, box[1])) / h - 1.0
        return f"it is {by:.0%} taller than in the original".replace("%", " %") if by >= 0.03 else ""
    by = (max(x + w, box[0] + box[2]) - min(x, box[0])) / w - 1.0
    return f"it is {by:.0%} wider than in the original".replace("%", " %") if by >= 0.03 else ""


_WITH_AMOUNT = {DefectKind.OUTGROWTH, DefectKind.LOSS, DefectKind.DEFORMATION, DefectKind.COLOUR_SHIFT}


def _place(where: Flags, view: ProductView) -> str:
    """Where on the product; a change of the whole of it has no place."""
    return "" if where is view.mask else masks.place_of(where, view.mask)


def _where(limit: Limit, found: Measurements, view: ProductView) -> Flags:
    """The part of the view that a defect points at."""
    if limit.kind is DefectKind.OUTGROWTH:
        return largest_part(found.grown if found.grown.any() else found.shape.grown)
    if limit.kind is DefectKind.LOSS:
        return largest_part(found.shape.lost)
    if limit.kind in (DefectKind.TEXTURE_CHANGE, DefectKind.LOGO_CHANGE, DefectKind.TEXT_CHANGE):
        return largest_part((np.maximum(found.look.change, found.changed) > 0.5) & view.mask)
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
