"""Registration of the product from original to generated image.

Hypotheses come from several sources (the canvas kept in place, local features, an edge search over
sizes); each is scored by the one measure of ``agreement.py``, the best are refined, the best wins.
Thread: inference thread. Deterministic: OpenCV's generator is seeded before every random sampling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.judging import geometry, template_search
from hfpc_desktop.judging.agreement import Agreement, Reference, agree, grey_of
from hfpc_desktop.judging.arrays import count

if TYPE_CHECKING:
    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.judging.arrays import Bytes, Flags, Floats, Matrix, Points
    from hfpc_desktop.judging.geometry import Pyramid
    from hfpc_desktop.judging.product_view import ProductView
    from hfpc_desktop.judging.template_search import Ladder

COARSE_SIDE, COARSE_MARGIN, COARSE_WINDOW, FINE_WINDOW = 96, 0.12, 9, 13
CERTAIN = 0.80
"""A score at which no further kind of hypothesis is tried."""
WEAK = 0.45
"""A score below which very small sizes are tried as well."""
CONVINCING = 0.60
"""What a very small find must score. Of thousands of spots of 20 pixels, letters of a headline among them, some
look like any product by chance; a product that is really there reaches this."""
FLOOR = 0.20
"""Below this score a product counts as not registered."""
_FEATURE_SIDE_ORIGINAL, _FEATURE_SIDE_GENERATED = 288, 512


@dataclass(frozen=True, slots=True, eq=False)
class Registration:
    """``transform``: similarity, original pixels -> generated pixels (of the pictures given);
    ``affine``: the best affine on top, same frames. ``confidence`` 0..1, higher is better.
    ``scale``: product size generated / original in pixels of the files. ``stretch``: larger / smaller
    axis ratio of the affine, >= 1; ``skew``: its shear, radians, >= 0. ``method``: which hypothesis won.
    ``agreement``: the measure of the similarity, ``affine_gain``: what the affine adds to it."""

    transform: Matrix
    affine: Matrix
    confidence: float
    scale: float
    stretch: float
    skew: float
    method: str
    agreement: Agreement
    affine_gain: float

    @property
    def registered(self) -> bool:
        return self.agreement.score >= FLOOR


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """SIFT: ``points`` N x 2 in full picture pixels, ``descriptors`` N x 128 (RootSIFT)."""

    points: Points
    descriptors: Floats

    def where(self, chosen: Flags) -> Features:
        """The chosen ones."""
        return Features(self.points[chosen], self.descriptors[chosen])


@dataclass(frozen=True, slots=True, eq=False)
class RegistrationReference:
    """Everything about the original that registration needs, computed once."""

    picture: Picture
    view: ProductView
    coarse: Reference
    fine: Reference
    features: Features
    matched: Bytes


def registration_reference(
    picture: Picture, pyramid: Pyramid, view: ProductView, coarse_view: ProductView
) -> RegistrationReference:
    """Once per original."""
    k = _FEATURE_SIDE_ORIGINAL / max(view.box[2], view.box[3])
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
        _normalised(fine, fine.grey),
    )


def detect(rgb: Bytes, to_full: Matrix, mask: Bytes | None, most: int) -> Features:
    """RootSIFT features of a picture; points are mapped by ``to_full``."""
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    points, descriptors = cv2.SIFT.create(nfeatures=most, contrastThreshold=0.03).detectAndCompute(grey, mask)
    if descriptors is None or not len(points):
        return Features(np.zeros((0, 2)), np.zeros((0, 128), np.float32))
    at = np.array([p.pt for p in points], np.float64) + 0.5
    root = np.sqrt(descriptors / np.maximum(descriptors.sum(axis=1, keepdims=True), 1e-6))
    return Features(geometry.apply(to_full, at), root.astype(np.float32))


def generated_features(generated: Pyramid) -> Features:
    """Features of a generated image, at ``_FEATURE_SIDE_GENERATED``."""
    width, height = generated.size
    k = min(1.0, _FEATURE_SIDE_GENERATED / max(width, height))
    size = (max(1, round(width * k)), max(1, round(height * k)))
    return detect(generated.warp(geometry.scaling(k, k), size), geometry.scaling(1 / k, 1 / k), None, 900)


def matches(a: Features, b: Features, ratio: float = 0.82) -> Points:
    """K x 2 indices (into a, into b) that pass Lowe's ratio test."""
    if len(a.points) < 2 or len(b.points) < 2:
        return np.zeros((0, 2), np.int64)
    found = cv2.BFMatcher(cv2.NORM_L2).knnMatch(a.descriptors, b.descriptors, k=2)
    good = [(m.queryIdx, m.trainIdx) for m, n in found if m.distance < ratio * n.distance]
    return np.array(good, np.int64).reshape(-1, 2)


def register(
    ref: RegistrationReference, generated: Picture, pyramid: Pyramid, scene: Features
) -> Registration:
    """Find the product in the generated image. Always returns the best hypothesis; ask ``.registered``.

    ``scene``: ``generated_features`` of it.
    """
    pool = [
        _scored(ref, m, f"canvas-{name}", pyramid) for name, m in canvas_hypotheses(ref.picture, generated)
    ]
    best = _refined(ref, max(pool, key=_score), pyramid)
    if best[0].score < CERTAIN:
        by_features = [_scored(ref, m, "features", pyramid) for m in feature_hypotheses(ref, scene)]
        by_features = [_refined(ref, one, pyramid) for one in sorted(by_features, key=_score)[-2:]]
        best = max([best, *by_features], key=_score)
    if best[0].score < CERTAIN - 0.08:
        best = max([best, *_by_edges(ref, pyramid, template_search.USUAL)], key=_score)
    if best[0].score < WEAK:
        tiny = _by_edges(ref, pyramid, template_search.TINY)
        best = max([best, *(one for one in tiny if _score(one) >= CONVINCING)], key=_score)
    return _finished(ref, best, pyramid, generated)


def _by_edges(ref: RegistrationReference, pyramid: Pyramid, ladder: Ladder) -> list[_Scored]:
    found = template_search.search(ref.coarse.view, pyramid, ladder)
    scored = [_scored(ref, one.transform, "edges", pyramid) for one in found]
    return [_refined(ref, one, pyramid) for one in sorted(scored, key=_score)[-2:]]


_Scored = tuple[Agreement, "Matrix", str]


def _score(one: _Scored) -> float:
    return one[0].score


def _scored(ref: RegistrationReference, transform: Matrix, method: str, pyramid: Pyramid) -> _Scored:
    return _measure(ref.coarse, transform, pyramid), transform, method


def _measure(ref: Reference, transform: Matrix, pyramid: Pyramid) -> Agreement:
    back = ref.view.to_view @ np.linalg.inv(transform)
    return agree(ref, pyramid.warp(back, ref.view.size), pyramid.seen(back, ref.view.size))


def canvas_hypotheses(original: Picture, generated: Picture) -> list[tuple[str, Matrix]]:
    """Transforms of an inpainter that keeps the product's pixels: same canvas, letterboxed, cropped, or padded."""
    w0, h0, w1, h1 = original.width, original.height, generated.width, generated.height
    file_scale = generated.scale / original.scale
    found: list[tuple[str, Matrix]] = []
    for name, k in (("fit", min(w1 / w0, h1 / h0)), ("fill", max(w1 / w0, h1 / h0)), ("same", file_scale)):
        centre = geometry.shifting((w1 - k * w0) / 2, (h1 - k * h0) / 2) @ geometry.scaling(k, k)
        if all(np.abs(centre - other).max() > 0.5 for _, other in found):
            found.append((name, centre))
    if abs(w1 / w0 - h1 / h0) > 0.01 * (w1 / w0):
        found.append(("squeezed", geometry.scaling(w1 / w0, h1 / h0)))
    return found


def feature_hypotheses(ref: RegistrationReference, scene: Features) -> list[Matrix]:
    """Similarities and affines from matched features, up to two of each (the second from what the first leaves)."""
    pairs = matches(ref.features, scene)
    found: list[Matrix] = []
    for _ in range(2):
        if len(pairs) < 4:
            break
        src, dst = ref.features.points[pairs[:, 0]], scene.points[pairs[:, 1]]
        threshold = 0.03 * float(max(ref.view.box[2:])) / geometry.mean_scale(ref.view.to_view) + 1.0
        cv2.setRNGSeed(11)
        matrix, inlier = cv2.estimateAffinePartial2D(
            src, dst, method=cv2.RANSAC, ransacReprojThreshold=threshold, maxIters=1500, confidence=0.99
        )
        if matrix is None or inlier.sum() < 4:
            break
        found.append(_square(matrix))
        near = np.linalg.norm(geometry.apply(found[-1], src) - dst, axis=1) < 4 * threshold
        if count(near) >= 8:
            cv2.setRNGSeed(11)
            full, _ = cv2.estimateAffine2D(src[near], dst[near], ransacReprojThreshold=threshold)
            if full is not None:
                found.append(_square(full))
        pairs = pairs[inlier.ravel() == 0]
    return [m for m in found if _sane(m)]


def _square(matrix: Points) -> Matrix:
    return np.vstack([matrix, [0.0, 0.0, 1.0]])


def _sane(matrix: Matrix) -> bool:
    """Not mirrored, not collapsed, not stretched beyond 2.5 : 1."""
    spread = np.linalg.svd(matrix[:2, :2], compute_uv=False)
    flipped = np.linalg.det(matrix[:2, :2]) <= 0
    return bool(
        np.isfinite(matrix).all() and not flipped and spread[1] > 1e-3 and spread[0] / spread[1] < 2.5
    )


def _refined(ref: RegistrationReference, one: _Scored, pyramid: Pyramid) -> _Scored:
    """Dense refinement by flow in the view, then a short pattern search; kept only where the measure rises."""
    for _ in range(3):
        moved = _by_flow(ref, one[1], pyramid, affine=False)
        if moved is None:
            break
        better = _scored(ref, moved, one[2], pyramid)
        if better[0].score <= one[0].score + 0.002:
            break
        one = better
    return _pattern_search(ref, one, pyramid) if one[0].score < 0.9 else one


def _by_flow(
    ref: RegistrationReference, transform: Matrix, pyramid: Pyramid, *, affine: bool
) -> Matrix | None:
    """One step: dense flow original -> warped generated image, fitted robustly by a similarity or an affine."""
    fitted = flow_fit(ref, transform, pyramid, affine=affine)
    if fitted is None:
        return None
    back = ref.view.to_view @ np.linalg.inv(transform)
    # p in the original appears at fitted(p) in the warped image, so the generated image has it at back^-1 fitted(p)
    moved: Matrix = np.linalg.inv(back) @ fitted @ ref.view.to_view
    return moved if _sane(moved) else None


def dense_flow(ref: RegistrationReference, grey: Floats) -> Floats:
    """Displacement h x w x 2 (view pixels) from the original to ``grey``; defined everywhere, meaningful inside the product."""
    flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    flow.setFinestScale(1)
    return np.asarray(
        flow.calc(ref.matched, _normalised(ref.fine, grey), np.zeros((*grey.shape, 2), np.float32)),
        np.float32,
    )


def _normalised(fine: Reference, grey: Floats) -> Bytes:
    """Local contrast normalised to 128 +- 40 so that light and shade do not steer the flow."""
    mean = cv2.GaussianBlur(grey, (0, 0), 9)
    spread = np.sqrt(np.maximum(cv2.GaussianBlur(grey * grey, (0, 0), 9) - mean * mean, 0.0)) + 5.0
    return np.clip(128 + 40 * (grey - mean) / spread, 0, 255).astype(np.uint8)


def flow_fit(
    ref: RegistrationReference, transform: Matrix, pyramid: Pyramid, *, affine: bool
) -> Matrix | None:
    """Similarity or affine (view -> view) that explains the dense flow inside the product; ``None`` without texture."""
    view = ref.view
    back = view.to_view @ np.linalg.inv(transform)
    warped = pyramid.warp(back, view.size)
    flow = dense_flow(ref, grey_of(warped))
    ys, xs = np.nonzero(view.mask & pyramid.seen(back, view.size))
    if len(xs) < 50:
        return None
    step = max(1, len(xs) // 1500)
    ys, xs = ys[::step], xs[::step]
    src = np.stack([xs, ys], axis=-1) + 0.5
    dst = src + flow[ys, xs]
    return _robust_fit(src, dst, ref.fine.spread[ys, xs] + 1.0, affine=affine)


def _robust_fit(src: Points, dst: Points, weight: Floats, *, affine: bool) -> Matrix | None:
    """Iteratively reweighted least squares (Cauchy weights)."""
    x, y = src[:, 0], src[:, 1]
    one, zero = np.ones_like(x), np.zeros_like(x)
    if affine:
        rows = np.concatenate(
            [np.stack([x, y, zero, zero, one, zero], 1), np.stack([zero, zero, x, y, zero, one], 1)]
        )
    else:
        rows = np.concatenate([np.stack([x, -y, one, zero], 1), np.stack([y, x, zero, one], 1)])
    goal = np.concatenate([dst[:, 0], dst[:, 1]])
    trust = weight.astype(np.float64)
    p = np.zeros(rows.shape[1])
    for _ in range(6):
        w = np.sqrt(np.concatenate([trust, trust]))
        p, *_ = np.linalg.lstsq(rows * w[:, None], goal * w, rcond=None)
        off = (rows @ p - goal).reshape(2, -1)
        away = np.hypot(off[0], off[1])
        scale = max(0.7, float(np.median(away)))
        trust = weight / (1.0 + (away / scale) ** 2)
    if affine:
        return np.array([[p[0], p[1], p[4]], [p[2], p[3], p[5]], [0, 0, 1]])
    return np.array([[p[0], -p[1], p[2]], [p[1], p[0], p[3]], [0, 0, 1]])


def _pattern_search(ref: RegistrationReference, one: _Scored, pyramid: Pyramid) -> _Scored:
    """Small moves, zooms and turns round the product's centre while the measure rises."""
    view = ref.coarse.view
    x, y, w, h = view.box
    cx, cy = x + w / 2, y + h / 2
    step = 1.0
    for _ in range(4):
        moves = [
            geometry.shifting(1.6 * step, 0),
            geometry.shifting(-1.6 * step, 0),
            geometry.shifting(0, 1.6 * step),
            geometry.shifting(0, -1.6 * step),
            geometry.about(geometry.scaling(1 + 0.03 * step, 1 + 0.03 * step), cx, cy),
            geometry.about(geometry.scaling(1 - 0.03 * step, 1 - 0.03 * step), cx, cy),
        ]
        to_original = np.linalg.inv(view.to_view)
        tries = [_scored(ref, one[1] @ to_original @ m @ view.to_view, one[2], pyramid) for m in moves]
        best = max(tries, key=_score)
        if best[0].score > one[0].score + 1e-4:
            one = best
        else:
            step *= 0.45
    return one


STRETCHES = (0.70, 0.80, 0.90, 1.11, 1.25, 1.42)


def _affine_of(ref: RegistrationReference, one: _Scored, pyramid: Pyramid) -> _Scored:
    """The best affine near a similarity: by flow, and by stretching one axis about the centre and about the foot."""
    tries = [one]
    if (moved := _by_flow(ref, one[1], pyramid, affine=True)) is not None:
        tries.append(_scored(ref, moved, one[2], pyramid))
    if one[0].score < 0.82:
        view = ref.coarse.view
        x, y, w, h = view.box
        to_original = np.linalg.inv(view.to_view)
        for k in STRETCHES:
            for foot in (y + h / 2, y + h):
                m = geometry.about(geometry.scaling(1, k), x + w / 2, foot)
                tries.append(_scored(ref, one[1] @ to_original @ m @ view.to_view, one[2], pyramid))
            m = geometry.about(geometry.scaling(k, 1), x + w / 2, y + h / 2)
            tries.append(_scored(ref, one[1] @ to_original @ m @ view.to_view, one[2], pyramid))
    best = max(tries, key=_score)
    if best is not one and (moved := _by_flow(ref, best[1], pyramid, affine=True)) is not None:
        best = max(best, _scored(ref, moved, one[2], pyramid), key=_score)
    return best if best[0].score > one[0].score + 0.01 else one


def _finished(ref: RegistrationReference, one: _Scored, pyramid: Pyramid, generated: Picture) -> Registration:
    similar = _nearest_similarity(one[1], ref.view)
    start = one if np.allclose(similar, one[1]) else _scored(ref, similar, one[2], pyramid)
    affine = _affine_of(ref, one, pyramid)
    spread = np.linalg.svd(affine[1][:2, :2], compute_uv=False)
    a = affine[1][:2, :2]
    skew = abs(float(np.arctan2(a[0] @ a[1], abs(np.linalg.det(a)))))
    score = max(start[0].score, one[0].score)
    file_scale = geometry.mean_scale(similar) * ref.picture.scale / generated.scale
    return Registration(
        similar,
        affine[1],
        float(np.clip((affine[0].score - 0.15) / 0.55, 0.0, 1.0)),
        float(file_scale),
        float(spread[0] / spread[1]),
        skew,
        one[2],
        start[0] if start[0].score >= score - 1e-9 else one[0],
        float(max(0.0, affine[0].score - start[0].score)),
    )


def _nearest_similarity(matrix: Matrix, view: ProductView) -> Matrix:
    """The similarity that moves the product's box corners most nearly as ``matrix`` does."""
    x, y, w, h = view.box
    box = np.array([[x, y], [x + w, y], [x, y + h], [x + w, y + h]], float)
    corners = geometry.apply(np.linalg.inv(view.to_view), box)
    fitted = _robust_fit(corners, geometry.apply(matrix, corners), np.ones(4, np.float32), affine=False)
    assert fitted is not None
    return fitted
