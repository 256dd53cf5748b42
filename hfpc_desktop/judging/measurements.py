"""All evidence of one pair, as named numbers and as pictures in the product view."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.judging import appearance, geometry
from hfpc_desktop.judging.agreement import grey_of
from hfpc_desktop.judging.duplicates import Duplicate, find_duplicate
from hfpc_desktop.judging.evidence import (
    Continuity,
    Shape,
    Standout,
    compare_masks,
    compare_salience,
    silhouette_continuity,
)
from hfpc_desktop.judging.generated_mask import prompted_mask
from hfpc_desktop.judging.registration import Registration, dense_flow, generated_features, register

if TYPE_CHECKING:
    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.judging.appearance import Appearance
    from hfpc_desktop.judging.arrays import Bytes, Flags, Floats, Matrix
    from hfpc_desktop.judging.geometry import Pyramid
    from hfpc_desktop.judging.registration import RegistrationReference
    from hfpc_desktop.judging.saliency import Saliency


_SALIENCY_SIDE = 224


@dataclass(frozen=True, slots=True, eq=False)
class Measurements:
    """``values``: badness by name, all >= 0, higher is worse (what ``Combination`` reads).
    ``to_generated``: view pixels -> generated pixels. ``found``, ``seen``: bool masks in the view.
    ``stages``: (name, ms)."""

    values: dict[str, float]
    registration: Registration
    shape: Shape
    continuity: Continuity
    standout: Standout
    look: Appearance
    duplicate: Duplicate
    found: Flags
    seen: Flags
    to_generated: Matrix
    stages: tuple[tuple[str, float], ...]


def measure(
    ref: RegistrationReference,
    generated: Picture,
    pyramid: Pyramid,
    saliency: Saliency,
    salient: Floats,
) -> Measurements:
    """Register and measure one generated image. ``salient``: saliency of the original's crop (``ref.view``).

    Never raises on picture content; all numbers are finite.
    """
    clock = _Clock()
    scene = generated_features(pyramid)
    clock.lap("features")
    registration = register(ref, generated, pyramid, scene)
    clock.lap("registration")
    view = ref.view
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
    stands_out = crop_salience(around, saliency)
    standout = compare_salience(salient, stands_out, view.mask, around_seen)
    clock.lap("saliency")
    found = prompted_mask(around, view.mask & ~view.doubt, around_seen, look.change, stands_out) | (
        view.doubt & around_seen
    )
    shape = compare_masks(found, view.mask, around_seen)
    clock.lap("generated mask")
    continuity = silhouette_continuity(view, around, around_seen)
    clock.lap("silhouette")
    duplicate = find_duplicate(ref, registration, scene)
    clock.lap("duplicates")
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
        "structure": look.structure,
        "structure_peak": look.structure_peak,
        "fine": look.fine,
        "fine_peak": look.fine_peak,
        "altered": look.altered,
        "added": look.added,
        "bend": look.bend,
        "duplicate": duplicate.score,
        "beside": standout.beside,
        "touching": standout.touching,
        "faded": standout.faded,
    }
    # rounded: the last bits depend on how memory happens to be aligned
    finite = {name: round(float(v), 5) if np.isfinite(v) else 0.0 for name, v in values.items()}
    return Measurements(
        finite,
        registration,
        shape,
        continuity,
        standout,
        look,
        duplicate,
        found,
        around_seen,
        np.linalg.inv(similar),
        clock.laps(),
    )


def crop_salience(rgb: Bytes, saliency: Saliency) -> Floats:
    """Saliency of a product crop, at a reduced size: the crop is simple and the model is the slowest stage."""
    k = _SALIENCY_SIDE / max(rgb.shape[:2])
    size = (max(1, round(rgb.shape[1] * k)), max(1, round(rgb.shape[0] * k)))
    found = saliency.predict(np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8))
    return np.asarray(cv2.resize(found, rgb.shape[1::-1], interpolation=cv2.INTER_LINEAR), np.float32)


class _Clock:
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


def _as_sharp(rgb: Bytes, enlargement: float) -> Bytes:
    """Blur the original as a generated product that had to be enlarged is blurred."""
    if enlargement <= 1.05:
        return rgb
    return np.asarray(cv2.GaussianBlur(rgb, (0, 0), 0.5 * float(np.sqrt(enlargement**2 - 1.0))), np.uint8)
