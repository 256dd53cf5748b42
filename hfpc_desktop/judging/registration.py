"""Registration of the product from original to generated image.

Hypotheses come from several sources (the canvas kept in place, local features, an edge search over
sizes, upright and turned); each is scored by the one measure of ``agreement.py``, the best are refined, the best wins and is
settled on the edges of the generated image (``outline_fit.py``), and ``registration_confidence.py`` says whether the product is there.
Thread: inference thread. Deterministic: OpenCV's generator is seeded before every random sampling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.judging import geometry, template_search
from hfpc_desktop.judging.hypotheses import by_canvas, by_features
from hfpc_desktop.judging.outline_fit import if_on_edges, on_edges, or_in_place
from hfpc_desktop.judging.refinement import affine_of, refined, robust_fit
from hfpc_desktop.judging.registration_confidence import REGISTERED, signs_of
from hfpc_desktop.judging.registration_reference import by_score, scored

if TYPE_CHECKING:
    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.judging.agreement import Agreement
    from hfpc_desktop.judging.arrays import Matrix
    from hfpc_desktop.judging.geometry import Pyramid
    from hfpc_desktop.judging.local_features import Features
    from hfpc_desktop.judging.product_view import ProductView
    from hfpc_desktop.judging.registration_confidence import Signs
    from hfpc_desktop.judging.registration_reference import Hypothesis, RegistrationReference
    from hfpc_desktop.judging.template_search import Ladder

CERTAIN = 0.80
"""A score at which no further kind of hypothesis is tried."""
WEAK = 0.45
"""A score below which very small sizes are tried as well."""
CONVINCING = 0.60
"""What a very small find must score. Of thousands of spots of 20 pixels, letters of a headline among them, some
look like any product by chance; a product that is really there reaches this."""
MATCHED = 0.04
"""By how much of the product's longest side a matched feature may miss."""
DOUBTFUL = 0.55
"""A score below which the product is looked for turned, too."""
TURNS = tuple(float(np.radians(d)) for d in (-26, -13, 13, 26))


@dataclass(frozen=True, slots=True, eq=False)
class Registration:
    """``transform``: similarity, original pixels -> generated pixels (of the pictures given);
    ``affine``: the best affine on top, same frames. ``signs``: what speaks for the place.
    ``scale``: product size generated / original in pixels of the files. ``stretch``: larger / smaller
    axis ratio of the affine, >= 1; ``skew``: its shear, radians, >= 0. ``method``: which hypothesis won.
    ``agreement``: the measure of the similarity, ``affine_gain``: what the affine adds to it."""

    transform: Matrix
    affine: Matrix
    signs: Signs
    scale: float
    stretch: float
    skew: float
    method: str
    agreement: Agreement
    affine_gain: float

    @property
    def confidence(self) -> float:
        """That the product is there, 0..1, higher is better."""
        return self.signs.confidence

    @property
    def registered(self) -> bool:
        """Otherwise nothing measured with ``transform`` says anything about the product."""
        return self.confidence >= REGISTERED


def register(
    ref: RegistrationReference, generated: Picture, pyramid: Pyramid, scene: Features
) -> Registration:
    """Find the product in the generated image. Always returns the best hypothesis; ask ``.registered``.

    ``scene``: ``generated_features`` of it.
    """
    canvas = [scored(ref, m, f"canvas-{name}", pyramid) for name, m in by_canvas(ref.picture, generated)]
    kept = max(canvas, key=by_score)
    best = refined(ref, kept, pyramid)
    if best.score < CERTAIN:
        slack = MATCHED * max(ref.view.box[2:]) / geometry.mean_scale(ref.view.to_view)
        matched = [scored(ref, m, "features", pyramid) for m in by_features(ref.features, scene, slack)]
        best = _best(ref, best, matched, pyramid)
    if best.score < CERTAIN - 0.08:
        best = _best(ref, best, _by_edges(ref, pyramid, template_search.USUAL), pyramid)
    if best.score < DOUBTFUL:
        best = _best(ref, best, _by_edges(ref, pyramid, template_search.USUAL, TURNS), pyramid)
    if best.score < WEAK:
        tiny = [refined(ref, one, pyramid) for one in _by_edges(ref, pyramid, template_search.TINY)[-2:]]
        best = max([best, *(one for one in tiny if one.score >= CONVINCING)], key=by_score)
    found = or_in_place(ref, on_edges(ref, best, pyramid), kept, pyramid)
    return _finished(ref, found, pyramid, generated, scene)


def register_near(
    ref: RegistrationReference,
    known: Registration,
    generated: Picture,
    pyramid: Pyramid,
    scene: Features,
) -> Registration:
    """The same where ``known`` found it, looked for nowhere else; for another reading of the same original."""
    start = scored(ref, known.transform, known.method, pyramid)
    found = on_edges(ref, refined(ref, start, pyramid), pyramid)
    return _finished(ref, found, pyramid, generated, scene)


def _best(
    ref: RegistrationReference, known: Hypothesis, others: list[Hypothesis], pyramid: Pyramid
) -> Hypothesis:
    """``known``, or what refining the best two of ``others`` makes of them."""
    promising = sorted(others, key=by_score)[-2:]
    return max([known, *(refined(ref, one, pyramid) for one in promising)], key=by_score)


def _by_edges(
    ref: RegistrationReference, pyramid: Pyramid, ladder: Ladder, turns: tuple[float, ...] = (0.0,)
) -> list[Hypothesis]:
    """What the edge search finds, worst first."""
    found = template_search.search(ref.coarse.view, pyramid, ladder, turns=turns)
    return sorted((scored(ref, one.transform, "edges", pyramid) for one in found), key=by_score)


def _finished(
    ref: RegistrationReference, one: Hypothesis, pyramid: Pyramid, generated: Picture, scene: Features
) -> Registration:
    similar = _nearest_similarity(one.transform, ref.view)
    start = one if np.allclose(similar, one.transform) else scored(ref, similar, one.method, pyramid)
    affine = if_on_edges(ref, affine_of(ref, one, pyramid), one, pyramid)
    spread = np.linalg.svd(affine.transform[:2, :2], compute_uv=False)
    a = affine.transform[:2, :2]
    skew = abs(float(np.arctan2(a[0] @ a[1], abs(np.linalg.det(a)))))
    score = max(start.score, one.score)
    file_scale = geometry.mean_scale(similar) * ref.picture.scale / generated.scale
    return Registration(
        similar,
        affine.transform,
        signs_of(ref, affine, pyramid, scene),
        float(file_scale),
        float(spread[0] / spread[1]),
        skew,
        one.method,
        start.agreement if start.score >= score - 1e-9 else one.agreement,
        float(max(0.0, affine.score - start.score)),
    )


def _nearest_similarity(matrix: Matrix, view: ProductView) -> Matrix:
    """The similarity that moves the product's box corners most nearly as ``matrix`` does."""
    x, y, w, h = view.box
    box = np.array([[x, y], [x + w, y], [x, y + h], [x + w, y + h]], float)
    corners = geometry.apply(np.linalg.inv(view.to_view), box)
    fitted = robust_fit(corners, geometry.apply(matrix, corners), np.ones(4, np.float32), affine=False)
    assert fitted is not None
    return fitted
