"""Product consistency of one pair: "is my product still my product?"

Embedded tier: saliency + OpenCV, on the CPU. Inference thread; a pure function of (pixels, models).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain import masks
from hfpc_desktop.domain.judgement import Defect, DefectKind, Evidence, Frame, NotJudged, Overlay
from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.defects_product import told_defects
from hfpc_desktop.judging.gaps import opened, possible_gaps, register_both
from hfpc_desktop.judging.geometry import Pyramid
from hfpc_desktop.judging.local_features import generated_features
from hfpc_desktop.judging.measurements import Clock, Instruments, Measurements, PairReference, measure
from hfpc_desktop.judging.product_mask import ProductMask, find_product, work_size
from hfpc_desktop.judging.product_view import product_view
from hfpc_desktop.judging.registration import register
from hfpc_desktop.judging.registration_reference import COARSE_MARGIN, COARSE_SIDE, registration_reference
from hfpc_desktop.judging.text_check import find_lines

if TYPE_CHECKING:
    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.judging.arrays import Bytes, Flags, Matrix
    from hfpc_desktop.judging.combination import Combination
    from hfpc_desktop.judging.local_features import Features
    from hfpc_desktop.judging.registration import Registration
    from hfpc_desktop.judging.text_check import Line

LEAST_SIDE = 32
"""Pictures with a shorter side, in pixels, are not judged."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One way to understand the original: ``found`` is its product, ``reference`` what pairs are measured with."""

    found: ProductMask
    reference: PairReference


@dataclass(frozen=True, slots=True, eq=False)
class OriginalProduct:
    """An original, prepared once for all its generated images. ``mask`` uint8, product >= 128, covers the
    whole picture at reduced size; ``confidence`` 0..1 of it. ``readings``: one; a second, with open gaps, where white patches
    may be either (see ``gaps.py``); none exactly when ``not_judged`` says why."""

    picture: Picture
    found: ProductMask
    readings: tuple[Reading, ...] = ()
    not_judged: NotJudged | None = None
    detail: str = ""
    stages: tuple[tuple[str, float], ...] = ()

    @property
    def mask(self) -> Bytes:
        return self.found.mask

    @property
    def confidence(self) -> float:
        return self.found.confidence


@dataclass(frozen=True, slots=True, eq=False)
class ConsistencyResult:
    """``consistency`` 0..1, higher is better, ``None`` with a reason in ``not_judged``; ``stages``: (name, ms).
    ``overlay``: for the eye; ``located``: the same as registration and masks alone found it, for the reward."""

    consistency: float | None
    evidence: Evidence = field(default_factory=Evidence)
    defects: tuple[Defect, ...] = ()
    overlay: Overlay = field(default_factory=Overlay)
    located: Overlay = field(default_factory=Overlay)
    registration: Registration | None = None
    not_judged: NotJudged | None = None
    detail: str = ""
    stages: tuple[tuple[str, float], ...] = ()


class ConsistencyJudge:
    """Judges whether the product is the same. Safe to call from several threads."""

    def __init__(self, instruments: Instruments, combination: Combination) -> None:
        self._instruments = instruments
        self._combination = combination

    @property
    def model_id(self) -> str:
        """Id of the fitted combination."""
        return self._combination.model_id

    def prepare(self, original: Picture, mask: Bytes | None = None) -> OriginalProduct:
        """Once per original. ``mask``: supplied product mask, uint8 H x W of any size over the whole picture."""
        start = perf_counter()
        found = find_product(original, mask, self._instruments.saliency)
        mask_ms = (perf_counter() - start) * 1e3
        if found.problem:
            return OriginalProduct(original, found, (), NotJudged.NO_PRODUCT, found.problem)
        if min(original.width, original.height) < LEAST_SIDE:
            return OriginalProduct(original, found, (), NotJudged.TOO_SMALL, "the original is too small")
        pyramid = Pyramid.of(original.rgb)
        first = self._reading(original, pyramid, found)
        if first is None:
            return OriginalProduct(original, found, (), NotJudged.NO_PRODUCT, "the product is too small")
        readings, gaps = [first], possible_gaps(original.rgb, found)
        if gaps.any():
            second = self._reading(original, pyramid, opened(found, gaps), first.reference.lines)
            readings += [second] if second is not None else []
        stages = (
            ("original mask", mask_ms),
            ("original reference", (perf_counter() - start) * 1e3 - mask_ms),
        )
        return OriginalProduct(original, found, tuple(readings), stages=stages)

    def _reading(
        self, original: Picture, pyramid: Pyramid, found: ProductMask, lines: tuple[Line, ...] | None = None
    ) -> Reading | None:
        """``None`` when the product is too small to compare. ``lines``: of text, where they are known already."""
        view = product_view(pyramid, found.mask, found.doubt)
        coarse = product_view(pyramid, found.mask, found.doubt, COARSE_SIDE, COARSE_MARGIN)
        if view is None or coarse is None:
            return None
        reference = PairReference(
            registration_reference(original, pyramid, view, coarse),
            self._instruments.difference.prepare(pyramid, view),
            find_lines(pyramid, view, self._instruments.reader) if lines is None else lines,
        )
        return Reading(found, reference)

    def assess(self, product: OriginalProduct, generated: Picture) -> ConsistencyResult:
        """One generated image. Content never raises: what cannot be judged says so."""
        if not product.readings:
            why = product.not_judged or NotJudged.NO_PRODUCT
            defect = Defect(DefectKind.UNSUITABLE_ORIGINAL, 1.0, frame=Frame.ORIGINAL, detail=product.detail)
            return ConsistencyResult(None, not_judged=why, detail=product.detail, defects=(defect,))
        if min(generated.width, generated.height) < LEAST_SIDE:
            return ConsistencyResult(
                None, not_judged=NotJudged.TOO_SMALL, detail="the generated image is too small"
            )
        pyramid, clock = Pyramid.of(generated.rgb), Clock()
        scene = generated_features(pyramid)
        clock.lap("features")
        reading, registration = _read(product.readings, generated, pyramid, scene)
        clock.lap("registration")
        if not registration.registered:
            return _not_found(product, registration, clock.laps())
        reference, view = reading.reference, reading.reference.registration.view
        found = measure(reference, registration, pyramid, self._instruments)
        start = perf_counter()
        evidence, located = _evidence(found), _overlay(reading, found, generated)
        consistency = round(self._combination.consistency(found.values), 4)
        reasons = self._combination.reasons(found.values)
        defects = told_defects(found, view, (generated.width, generated.height), consistency, reasons)
        shown = with_spots(found, defects)
        mask = located.generated_mask if shown is found.found else _in_frame(shown, found, generated)
        overlay = replace(located, generated_mask=mask)
        stages = (*clock.laps(), *found.stages, ("overlay", (perf_counter() - start) * 1e3))
        return ConsistencyResult(
            consistency, evidence, defects, overlay, located, registration, stages=stages
        )


def _read(
    readings: tuple[Reading, ...], generated: Picture, pyramid: Pyramid, scene: Features
) -> tuple[Reading, Registration]:
    """The reading of the original that the generated image shows, and where."""
    first, *others = readings
    known = first.reference.registration
    if not others:
        return first, register(known, generated, pyramid, scene)
    second = others[0]
    through, found = register_both(known, second.reference.registration, generated, pyramid, scene)
    return second if through else first, found


def with_spots(found: Measurements, defects: tuple[Defect, ...]) -> Flags:
    """The product's mask (view) with the spots that named defects point at: what is boxed as an outgrowth is drawn as
    one, whether the masks or the network saw it."""
    kinds = {defect.kind for defect in defects}
    mask = found.found
    if DefectKind.OUTGROWTH in kinds:
        mask = mask | found.spots.grown
    if DefectKind.LOSS in kinds:
        mask = mask & ~found.spots.lost
    return mask


def _not_found(
    product: OriginalProduct, registration: Registration, stages: tuple[tuple[str, float], ...]
) -> ConsistencyResult:
    """No score, and nothing measured or drawn: it would be about something that is not the product."""
    product.mask.setflags(write=False)
    return ConsistencyResult(
        None,
        Evidence(registration=round(registration.confidence, 4)),
        (Defect(DefectKind.NOT_REGISTERED, 1.0),),
        Overlay(product.mask),
        Overlay(product.mask),
        registration,
        NotJudged.NOT_REGISTERED,
        "the product was not found in the generated image",
        stages,
    )


def _evidence(found: Measurements) -> Evidence:
    values = found.values
    return Evidence(
        outgrowth=values["outgrowth"],
        loss=values["loss"],
        iou=round(1.0 - values["not_iou"], 5),
        boundary_f=round(1.0 - values["not_boundary_f"], 5),
        registration=round(found.registration.confidence, 4),
        scale=round(found.registration.scale, 4),
        text_similarity=None if found.text.similarity is None else round(found.text.similarity, 4),
        colour_delta=values["colour_delta"],
        extra=tuple(sorted(values.items())),
    )


def _overlay(reading: Reading, found: Measurements, generated: Picture) -> Overlay:
    """Masks and heat map in the generated frame, at most 512 px."""
    seen, expected = (_in_frame(mask, found, generated) for mask in (found.found, found.expected))
    to_frame, size = _to_frame(found, generated)
    heat = geometry.warp(masks.heat(found.look.difference), to_frame, size, edge=False)
    picture, mask = reading.reference.registration.picture, reading.found.mask
    to_fractions = geometry.scaling(1 / generated.width, 1 / generated.height)
    fractions = to_fractions @ found.registration.transform @ geometry.scaling(picture.width, picture.height)
    for array in (mask, seen, expected, heat, fractions):
        array.setflags(write=False)
    return Overlay(mask, seen, expected, heat, fractions)


def _to_frame(found: Measurements, generated: Picture) -> tuple[Matrix, tuple[int, int]]:
    """View pixels -> pixels of the overlay, and the overlay's (width, height)."""
    size = work_size(generated.width, generated.height)
    return geometry.scaling(size[0] / generated.width, size[1] / generated.height) @ found.to_generated, size


def _in_frame(mask: Flags, found: Measurements, generated: Picture) -> Bytes:
    """A mask of the view in the overlay's frame, 0..255, read-only."""
    made = geometry.warp(_bytes(mask), *_to_frame(found, generated), edge=False)
    made.setflags(write=False)
    return made


def _bytes(mask: Flags) -> Bytes:
    soft = mask.astype(np.uint8) * np.uint8(255)
    return np.asarray(cv2.blur(soft, (2, 2)), np.uint8)
