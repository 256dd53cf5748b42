"""How sure it is that the product was found where registration says.

A changed product agrees less with its original, and so does a wrong place; they are told apart by looking twice (at
the size of the search and at the full size of the view, where chance agreements fall apart) and by matched
features, of which even a bent label keeps many and a wrong place has none. Fitted on made pairs with known
transforms, changed products among them, by ``packaging/measure_registration.py --fit``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.local_features import matches
from hfpc_desktop.judging.registration_reference import measure_at

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Matrix
    from hfpc_desktop.judging.geometry import Pyramid
    from hfpc_desktop.judging.local_features import Features
    from hfpc_desktop.judging.registration_reference import Hypothesis, RegistrationReference

NEAR = 0.05
"""A match agrees when it lies within this share of the product's longest side of where the transform takes it."""
ENOUGH = 12
"""So many agreeing matches say all that matches can say."""
WEIGHTS, BIAS = (6.0, 6.8, 5.1, 5.9), -8.6
"""Of ``Signs`` up to ``matched`` in their order, all >= 0; log odds."""
STRETCHED = 2.5
"""Log odds that a stretch by 100 % costs, set by hand together with the bias: a plain vase stretched enough agrees with
many things."""
REGISTERED = 0.5
"""From this confidence on the product counts as found."""


@dataclass(frozen=True, slots=True)
class Signs:
    """``coarse``, ``fine``: the agreement at the size of the search and of the view; ``edge``: the outline's part of the
    latter; ``matched``: agreeing features, of ``ENOUGH``; all 0..1, higher is better. ``stretch``: of the affine, larger / smaller
    axis less 1, >= 0, lower is better."""

    coarse: float
    fine: float
    edge: float
    matched: float
    stretch: float = 0.0

    @property
    def confidence(self) -> float:
        """0..1, higher is better; monotone in every sign."""
        signs = (self.coarse, self.fine, self.edge, self.matched)
        odds = BIAS + sum(w * x for w, x in zip(WEIGHTS, signs, strict=True)) - STRETCHED * self.stretch
        return 1.0 / (1.0 + math.exp(-odds))


def signs_of(ref: RegistrationReference, found: Hypothesis, pyramid: Pyramid, scene: Features) -> Signs:
    """``found``: the affine that was settled on; ``scene``: features of the generated image."""
    fine = measure_at(ref.fine, found.transform, pyramid)
    spread = np.linalg.svd(found.transform[:2, :2], compute_uv=False)
    return Signs(
        found.score,
        fine.score,
        fine.edge,
        min(1.0, _agreeing(ref, found.transform, scene) / ENOUGH),
        float(spread[0] / spread[1] - 1.0),
    )


def _agreeing(ref: RegistrationReference, transform: Matrix, scene: Features) -> int:
    """How many matched features the transform takes to where they were found."""
    pairs = matches(ref.features, scene)
    moved = geometry.apply(transform, ref.features.points[pairs[:, 0]])
    longest = max(ref.view.box[2:]) * geometry.mean_scale(transform) / geometry.mean_scale(ref.view.to_view)
    away = np.linalg.norm(moved - scene.points[pairs[:, 1]], axis=1)
    return int(np.count_nonzero(away < NEAR * longest))
