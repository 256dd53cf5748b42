"""What registration needs of an original, computed once, and the scoring of one hypothesis with it."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.agreement import Reference, agree
from hfpc_desktop.judging.local_features import detect

if TYPE_CHECKING:
    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.judging.agreement import Agreement
    from hfpc_desktop.judging.arrays import Bytes, Floats, Matrix
    from hfpc_desktop.judging.geometry import Pyramid
    from hfpc_desktop.judging.local_features import Features
    from hfpc_desktop.judging.product_view import ProductView

COARSE_SIDE, COARSE_MARGIN, COARSE_WINDOW, FINE_WINDOW = 96, 0.12, 9, 13
_FEATURE_SIDE = 288
MOST_DRAWN = 300
"""So many edges inside the product are kept."""
SOFT_EDGE = 24.0
"""Grey levels of gradient (Sobel) at which an edge counts half."""


@dataclass(frozen=True, slots=True, eq=False)
class EdgePoints:
    """``at``: N x 2 float32, view pixels (continuous); ``normals``: N x 2 unit vectors across the edge."""

    at: Floats
    normals: Floats


@dataclass(frozen=True, slots=True, eq=False)
class RegistrationReference:
    """Everything about the original that registration needs, computed once. ``drawn``: the strongest edges inside the
    product."""

    picture: Picture
    view: ProductView
    coarse: Reference
    fine: Reference
    features: Features
    matched: Bytes
    drawn: EdgePoints


def registration_reference(
    picture: Picture, pyramid: Pyramid, view: ProductView, coarse_view: ProductView
) -> RegistrationReference:
    """Once per original."""
    k = _FEATURE_SIDE / max(view.box[2], view.box[3])
    to_crop = geometry.scaling(k, k) @ view.to_view
    size = (round(view.size[0] * k), round(view.size[1] * k))
    crop = pyramid.warp(to_crop, size)
    inside = geometry.warp(view.mask.astype(np.uint8) * np.uint8(255), geometry.scaling(k, k), size)
    inside = cv2.dilate(inside, np.ones((5, 5), np.uint8))
    fine = Reference.of(view, FINE_WINDOW)
    return RegistrationReference(
        picture,
        view,
        Reference.of(coarse_view, COARSE_WINDOW),
        fine,
        detect(crop, np.linalg.inv(to_crop), np.asarray(inside, np.uint8), 500),
        normalised(fine, fine.grey),
        drawn_edges(fine),
    )


def drawn_edges(fine: Reference) -> EdgePoints:
    """The strongest edges inside the product, away from its outline."""
    gx, gy = cv2.Sobel(fine.grey, cv2.CV_32F, 1, 0), cv2.Sobel(fine.grey, cv2.CV_32F, 0, 1)
    strength = cv2.magnitude(gx, gy)
    core = cv2.erode(fine.view.mask.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    ridge = (
        core & (strength > 2.5 * SOFT_EDGE) & (strength >= cv2.dilate(strength, np.ones((3, 3), np.uint8)))
    )
    y, x = np.nonzero(ridge)
    strongest = np.sort(np.argsort(-strength[y, x], kind="stable")[:MOST_DRAWN])
    y, x = y[strongest], x[strongest]
    normals = np.stack([gx[y, x], gy[y, x]], axis=-1) / strength[y, x, None]
    return EdgePoints(
        np.stack([x, y], axis=-1).astype(np.float32) + np.float32(0.5), normals.astype(np.float32)
    )


def normalised(fine: Reference, grey: Floats) -> Bytes:
    """Local contrast normalised to 128 +- 40 so that light and shade do not steer the flow."""
    mean = cv2.GaussianBlur(grey, (0, 0), 9)
    spread = np.sqrt(np.maximum(cv2.GaussianBlur(grey * grey, (0, 0), 9) - mean * mean, 0.0)) + 5.0
    return np.clip(128 + 40 * (grey - mean) / spread, 0, 255).astype(np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Hypothesis:
    """``transform``: original -> generated pixels; ``method``: where it came from; ``agreement``: how good it is."""

    transform: Matrix
    method: str
    agreement: Agreement

    @property
    def score(self) -> float:
        """0..1, higher is better."""
        return self.agreement.score


by_score = attrgetter("score")
"""The key by which hypotheses are sorted."""


def scored(ref: RegistrationReference, transform: Matrix, method: str, pyramid: Pyramid) -> Hypothesis:
    """``transform`` with the measure of ``agreement.py``, at the coarse size."""
    return Hypothesis(transform, method, measure_at(ref.coarse, transform, pyramid))


def measure_at(ref: Reference, transform: Matrix, pyramid: Pyramid) -> Agreement:
    """How well the generated image agrees with the original there."""
    back = ref.view.to_view @ np.linalg.inv(transform)
    return agree(ref, pyramid.warp(back, ref.view.size), pyramid.seen(back, ref.view.size))
