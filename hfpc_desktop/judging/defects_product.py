"""From measurements to named, located defects of the product."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain import masks
from hfpc_desktop.domain.judgement import Defect, DefectKind, Frame, Region
from hfpc_desktop.domain.verdict import Thresholds
from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.arrays import count
from hfpc_desktop.judging.places import MOST

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


REPAINTED = "cast_apart"
"""The value that speaks of another colour all over, which the map of differences, light removed, does not show."""
ALL_OVER = 0.30
"""From this ``REPAINTED`` on a changed colour is told, and is that of the whole product."""

LIMITS = (
    Limit(DefectKind.OUTGROWTH, "attached_odds", 7.0, 10.0),
    Limit(DefectKind.OUTGROWTH, "attached_area", 0.08, 0.30),
    Limit(DefectKind.LOSS, "lost_odds", 5.5, 9.0),
    Limit(DefectKind.DEFORMATION, "stretch", 0.08, 0.40),
    Limit(DefectKind.COLOUR_SHIFT, "hue_delta", 14.0, 35.0),
    Limit(DefectKind.COLOUR_SHIFT, REPAINTED, ALL_OVER, 0.90),
    Limit(DefectKind.TEXTURE_CHANGE, "structure", 0.40, 0.80),
    Limit(DefectKind.LOGO_CHANGE, "structure_peak", 0.65, 0.95),
    Limit(DefectKind.TEXT_CHANGE, "text_gap", 0.8, 4.0),
    Limit(DefectKind.DUPLICATE, "duplicate", 0.46, 0.8),
)


def told_defects(
    found: Measurements,
    view: ProductView,
    size: tuple[int, int],
    consistency: float,
    reasons: Mapping[str, float],
) -> tuple[Defect, ...]:
    """Everything to tell about the product, worst first. ``size``: (width, height) of the generated image; regions are
    fractions of it. ``reasons``: ``Combination.reasons`` of the pair.

    A score that is not approved never comes without a word. When no limit of a kind is reached, evidence of
    several kinds added up. Where a changed product is the likelier case the mildest defect of the kind that
    lowers the score most is named; above that no kind is claimed, only the place.
    """
    defects = product_defects(found, view, size)
    if defects or consistency >= APPROVED:
        return defects
    return (leading_defect(found, view, size, reasons, named=consistency < DOUBTED),)


DOUBTED = 0.5
"""Below this a changed product is the likelier case, and a defect is always named."""
APPROVED = Thresholds().approve_consistency
"""From the product's own approve limit on silence is an answer. Limits that a person sets do not change judgements."""


def product_defects(found: Measurements, view: ProductView, size: tuple[int, int]) -> tuple[Defect, ...]:
    """Defects, worst first, one of a kind; a change of structure that fills the product is a change of texture, one
    in one place of a label or logo, where the product has letters at all."""
    worst: dict[DefectKind, Defect] = {}
    for limit in LIMITS:
        amount = found.values[limit.value]
        if amount < limit.start or (
            limit.kind is DefectKind.LOGO_CHANGE and found.values["structure"] >= 0.40
        ):
            continue
        if limit.kind is DefectKind.LOGO_CHANGE and not found.lettered:
            limit = replace(limit, kind=DefectKind.TEXTURE_CHANGE)
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
    found: Measurements,
    view: ProductView,
    size: tuple[int, int],
    reasons: Mapping[str, float],
    *,
    named: bool = True,
) -> Defect:
    """The mildest defect of the kind that lowers the consistency most, or, not ``named``, only its place."""
    told = {value: weight for value, weight in reasons.items() if value in _LEADING}
    kind = _LEADING[max(told, key=lambda name: told[name], default="structure")]
    changed = count(found.spots.changed & view.mask)
    one_place = found.lettered and 0 < changed < ONE_PLACE * count(view.mask)
    if kind is DefectKind.TEXTURE_CHANGE and one_place:
        kind = DefectKind.LOGO_CHANGE
    if named:
        region, place = _pointed(kind, found, view, size)
        return Defect(kind, LEAST_SEVERITY, region, Frame.GENERATED, None, place)
    if kind in (DefectKind.DEFORMATION, DefectKind.DUPLICATE):
        kind = DefectKind.TEXTURE_CHANGE  # all of the product, or none of it, is no place to look at
    region, place = _pointed(kind, found, view, size)
    beyond = kind is DefectKind.OUTGROWTH and bool(found.spots.grown.any())
    detail = BEYOND if beyond else ""
    return Defect(DefectKind.UNCLEAR_CHANGE, REMARK_SEVERITY, region, place=place, detail=detail)


_LEADING = {
    "outgrowth": DefectKind.OUTGROWTH,
    "attached_area": DefectKind.OUTGROWTH,
    "attached_odds": DefectKind.OUTGROWTH,
    "attached_peak": DefectKind.OUTGROWTH,
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
    REPAINTED: DefectKind.COLOUR_SHIFT,
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

ONE_PLACE = 0.15
"""Share of the product below which a changed spot is one place of a label or logo rather than the surface."""
LEAST_SEVERITY = 0.3
REMARK_SEVERITY = 0.2
"""Of a change without a name: behind every named one."""
BEYOND = "beyond its outline"
"""Detail of a remark whose place is not on the product but at it."""


def _made(
    limit: Limit,
    severity: float,
    amount: float,
    found: Measurements,
    view: ProductView,
    size: tuple[int, int],
) -> Defect:
    kind = limit.kind
    region, place = _pointed(kind, found, view, size)
    if limit.value == REPAINTED:
        return Defect(kind, severity, region, place=place)  # its unit is not the sentence's
    if kind is DefectKind.DUPLICATE:
        return Defect(kind, severity, region, place=place)
    if kind is DefectKind.TEXT_CHANGE and found.text.corners is not None:
        said = f'"{found.text.original}" has become "{found.text.generated}"'
        return Defect(kind, severity, region, amount=found.text.similarity, place=place, detail=said)
    if kind is DefectKind.OUTGROWTH:
        # whatever named it, the sentence and the evidence beside it state one number
        grown = found.values["outgrowth"]
        told = grown if grown >= 0.01 else None
        return Defect(
            kind, severity, region, amount=told, place=place, detail=extent(found.spots.grown, view, place)
        )
    if kind is DefectKind.LOSS:
        amount = found.values["loss"]
    if kind is DefectKind.DEFORMATION:
        amount += 1.0  # the kind's unit is a ratio
    told = amount if kind in _WITH_AMOUNT and amount >= 0.01 else None
    return Defect(kind, severity, region, Frame.GENERATED, told, place)


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


def _pointed(
    kind: DefectKind, found: Measurements, view: ProductView, size: tuple[int, int]
) -> tuple[Region | None, str]:
    """Box in the generated image and place on the product; a change of most of the product has no place on it."""
    if kind is DefectKind.DUPLICATE and found.duplicate.corners is not None:
        return _box(found.duplicate.corners, size), ""
    where = _where(kind, found, view)
    whole = count(where & view.mask) >= MOST * count(view.mask)
    place = "" if whole else masks.place_of(where, view.mask)
    if kind is DefectKind.TEXT_CHANGE and found.text.corners is not None:
        return _box(found.text.corners, size), place  # the line itself, not its pixels in the view
    return to_region(where, found.to_generated, size), place


def _where(kind: DefectKind, found: Measurements, view: ProductView) -> Flags:
    """The part of the view that a defect points at. A kind without evidence of its own points at the strongest change,
    a pair without any at the whole product."""
    repainted = kind is DefectKind.COLOUR_SHIFT and found.values[REPAINTED] >= ALL_OVER
    if kind is DefectKind.DEFORMATION or repainted:
        return view.mask
    spots = found.spots
    if kind is DefectKind.TEXT_CHANGE and found.text.corners is not None:
        own = _inside(geometry.apply(np.linalg.inv(found.to_generated), found.text.corners), view.mask.shape)
    else:
        own = {DefectKind.OUTGROWTH: spots.grown, DefectKind.LOSS: spots.lost}.get(kind, spots.changed)
    return next((spot for spot in (own, spots.changed) if spot.any()), view.mask)


def _inside(corners: Points, shape: tuple[int, ...]) -> Flags:
    """The pixels of a quadrangle."""
    filled = cv2.fillConvexPoly(np.zeros(shape, np.uint8), np.rint(corners).astype(np.int32), 1)
    return np.asarray(filled) > 0


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
