"""All evidence of one pair, as named numbers and as pictures in the product view."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.judging import appearance, geometry
from hfpc_desktop.judging.agreement import grey_of
from hfpc_desktop.judging.attached import attached_parts, stands_out
from hfpc_desktop.judging.difference import to_product_view
from hfpc_desktop.judging.duplicates import Duplicate, find_duplicate
from hfpc_desktop.judging.evidence import Continuity, Shape, compare_masks, silhouette_continuity
from hfpc_desktop.judging.generated_mask import prompted_mask, settled, snapped
from hfpc_desktop.judging.places import Spots, changed_spot, grown_spot, lost_spot
from hfpc_desktop.judging.prompted import segment_generated
from hfpc_desktop.judging.refinement import dense_flow
from hfpc_desktop.judging.text_check import TextFinding, compare_text

if TYPE_CHECKING:
    from hfpc_desktop.domain.segmentation import Segmenter
    from hfpc_desktop.judging.appearance import Appearance
    from hfpc_desktop.judging.arrays import Bytes, Flags, Floats, Matrix
    from hfpc_desktop.judging.attached import Attached
    from hfpc_desktop.judging.difference import Difference, DifferenceModel, DifferenceReference
    from hfpc_desktop.judging.geometry import Pyramid
    from hfpc_desktop.judging.registration import Registration
    from hfpc_desktop.judging.registration_reference import RegistrationReference
    from hfpc_desktop.judging.saliency import Saliency
    from hfpc_desktop.judging.text_check import Line
    from hfpc_desktop.judging.text_reader import TextReader


_SURELY = 0.7
"""Chance of an attached part from which its mask starts with it."""
_RIM = np.ones((9, 9), np.uint8)
"""Round the product, view pixels: fringes and contact shadows are neither product nor scene."""


@dataclass(frozen=True, slots=True, eq=False)
class Instruments:
    """The models that measuring needs. Safe where their sessions are. ``segmenter``: asked for the product's
    mask in the generated image; without one, or where it is not sure, the embedded way is used."""

    saliency: Saliency
    difference: DifferenceModel
    reader: TextReader
    segmenter: Segmenter | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PairReference:
    """Everything about the original that measuring needs, made once."""

    registration: RegistrationReference
    difference: DifferenceReference
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Measurements:
    """``values``: badness by name, all >= 0, higher is worse (what ``Combination`` reads); ``softness`` and ``smallness``
    are conditions of the pair, under which more badness is usual.
    ``grown`` (bool): where the network sees the product beyond its outline; ``spots``: what defects point at.
    ``lettered``: whether the original carries text. ``to_generated``: view pixels -> generated pixels. ``found``, ``expected``, ``seen``: bool masks in the view:
    the product as it is, as it should be, and what the frame shows.
    ``stages``: (name, ms)."""

    values: dict[str, float]
    registration: Registration
    shape: Shape
    continuity: Continuity
    look: Appearance
    difference: Difference
    grown: Flags
    spots: Spots
    text: TextFinding
    lettered: bool
    duplicate: Duplicate
    found: Flags
    expected: Flags
    seen: Flags
    to_generated: Matrix
    stages: tuple[tuple[str, float], ...]


def measure(
    pair: PairReference, registration: Registration, pyramid: Pyramid, instruments: Instruments
) -> Measurements:
    """Measure one generated image (``pyramid``) in which the product was registered. Never raises on picture content;
    all numbers are finite."""
    clock = Clock()
    ref, view = pair.registration, pair.registration.view
    back = view.to_view @ np.linalg.inv(registration.affine)
    warped, seen = pyramid.warp(back, view.size), pyramid.seen(back, view.size) & view.visible
    plain_flow = dense_flow(ref, grey_of(warped))
    product = view.mask & seen
    flow = appearance.smooth_flow(plain_flow, product)
    bend = _bend(flow, product, max(view.box[2:]))
    sharp = _as_sharp(view.rgb, geometry.mean_scale(back))
    look = appearance.compare(sharp, appearance.follow(warped, flow), product & ~view.doubt, bend)
    clock.lap("appearance")
    similar = view.to_view @ np.linalg.inv(registration.transform)
    around, around_seen = pyramid.warp(similar, view.size), pyramid.seen(similar, view.size) & view.visible
    different = instruments.difference.compare(pair.difference, pyramid, registration.transform)
    likely = to_product_view(different.product, pair.difference, view)
    changed = to_product_view(different.change, pair.difference, view)
    clock.lap("difference")
    attached = attached_parts(
        likely, view.mask, around_seen, lambda: stands_out(instruments.saliency, pyramid, view, similar)
    )
    clock.lap("attached")
    expected, asked = view.mask & ~view.doubt, instruments.segmenter
    drawn: Flags | None = None
    if asked is not None:
        drawn = segment_generated(asked, pyramid, similar, expected, around_seen, look.change)
    if drawn is None:
        surely = attached.chance > _SURELY
        drawn = prompted_mask(around, expected, around_seen, look.change, likely, surely)
        drawn = snapped(drawn, expected, around_seen)
    product = settled(view.rgb, around, view.mask, view.doubt, around_seen)
    expected = expected | (view.doubt & ~around_seen) | product  # without what turned out to be a hole
    found = (drawn & ~view.doubt) | product
    shape = compare_masks(found, expected, around_seen)
    sure = compare_masks((likely > 0.5) | view.mask, view.mask, around_seen)
    spots = Spots(
        changed_spot(changed, look.change, view.mask & ~view.doubt & around_seen),
        grown_spot(shape.grown, _grown_chance(attached, likely), view.mask, around_seen),
        lost_spot(shape.lost, likely, expected, view.doubt, around_seen),
    )
    clock.lap("generated mask")
    continuity = silhouette_continuity(view, around, around_seen)
    beside = around_seen & ~cv2.dilate((view.mask | found).astype(np.uint8), _RIM).astype(bool)
    clock.lap("silhouette")
    duplicate = find_duplicate(instruments.difference.read, pyramid, view, np.linalg.inv(similar))
    clock.lap("duplicates")
    text = compare_text(pair.lines, pyramid, registration.affine, instruments.reader)
    clock.lap("text")
    agreement = registration.agreement
    values = {
        "disagreement": 1.0 - agreement.score,
        "edge_missing": 1.0 - agreement.edge,
        "hidden": 1.0 - agreement.visible,
        "stretch": registration.stretch - 1.0,
        "skew": registration.skew,
        "affine_gain": registration.affine_gain,
        "outgrowth": shape.outgrowth,
        "loss": shape.loss,
        "not_iou": 1.0 - shape.iou,
        "not_boundary_f": 1.0 - shape.boundary_f,
        "open_share": continuity.open_share,
        "run_on": continuity.run_on,
        "swept": continuity.swept,
        "colour_delta": look.colour_delta,
        "colour_high": look.colour_high,
        "hue_delta": look.hue_delta,
        "tint": look.tint,
        "cast_apart": appearance.cast_apart(look.cast, around, beside),
        "structure": look.structure,
        "structure_peak": look.structure_peak,
        "fine": look.fine,
        "fine_peak": look.fine_peak,
        "altered": look.altered,
        "added": look.added,
        "bend": look.bend,
        "softness": look.softness,
        "smallness": _smallness(back, view.box),
        "duplicate": duplicate.score,
        "grown_odds": different.outgrowth,
        "lost_odds": different.loss,
        "changed_odds": different.change_odds,
        "deformed_odds": different.deformation,
        "attached_area": attached.area,
        "attached_peak": attached.peak,
        "attached_odds": attached.weighed(different.outgrowth),
        "grown_area": different.grown_area,
        "grown_peak": different.grown_peak,
        "lost_area": different.lost_area,
        "lost_peak": different.lost_peak,
        "changed_area": different.changed_area,
        "changed_peak": different.changed_peak,
        "text_gap": text.gap,
        "text_apart": text.apart,
    }
    # rounded: the last bits depend on how memory happens to be aligned
    finite = {name: round(float(v), 5) if np.isfinite(v) else 0.0 for name, v in values.items()}
    return Measurements(
        finite,
        registration,
        shape,
        continuity,
        look,
        different,
        sure.grown,
        spots,
        text,
        bool(pair.lines),
        duplicate,
        found,
        expected,
        around_seen,
        np.linalg.inv(similar),
        clock.laps(),
    )


class Clock:
    """Milliseconds between calls of ``lap``."""

    def __init__(self) -> None:
        self._laps: list[tuple[str, float]] = []
        self._last = perf_counter()

    def lap(self, name: str) -> None:
        now = perf_counter()
        self._laps.append((name, (now - self._last) * 1e3))
        self._last = now

    def laps(self) -> tuple[tuple[str, float], ...]:
        return tuple(self._laps)


def _bend(flow: Floats, product: Flags, longest: int) -> float:
    """Rms of the smooth displacement inside the product / its longest side, >= 0, lower is better."""
    if not product.any():
        return 0.0
    return float(np.sqrt((flow[product] ** 2).sum(axis=-1).mean()) / longest)


def _grown_chance(attached: Attached, likely: Floats) -> Floats:
    """What an outgrowth is looked for by: both witnesses, or the network alone where they agree on nothing."""
    return attached.chance if (attached.chance > 0.5).any() else likely


def _smallness(back: Matrix, box: tuple[int, int, int, int]) -> float:
    """How many times the product's longest side would have to be doubled to be 512 px in the generated image, >= 0.
    ``back``: generated pixels -> view; ``box``: of the product in the view."""
    side = max(box[2:]) / max(geometry.mean_scale(back), 1e-6)
    return float(np.clip(np.log2(512.0 / max(side, 1.0)), 0.0, 5.0))


def _as_sharp(rgb: Bytes, enlargement: float) -> Bytes:
    """Blur the original as a generated product that had to be enlarged is blurred."""
    if enlargement <= 1.05:
        return rgb
    return np.asarray(cv2.GaussianBlur(rgb, (0, 0), 0.5 * float(np.sqrt(enlargement**2 - 1.0))), np.uint8)
