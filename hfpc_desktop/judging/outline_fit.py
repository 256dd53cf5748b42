"""The last step of registration: small moves until outline and drawing lie on edges of the generated image.

On plain, thin products the measure of ``agreement.py`` rises away from the true place, because another light moves
their structure; their outline does not move. The generated image is warped once; then only points move over its field of edges,
so that hundreds of moves cost less than ten measurements. (Edge points along their normals: as in RAPiD, Harris and
Stennett 1990; normalised gradients: Steger 2002.)
Pure functions, any thread; deterministic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.agreement import grey_of
from hfpc_desktop.judging.product_view import sample
from hfpc_desktop.judging.registration_reference import (
    MOST_DRAWN,
    SOFT_EDGE,
    EdgePoints,
    measure_at,
    scored,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from hfpc_desktop.judging.arrays import Floats, Matrix, Points
    from hfpc_desktop.judging.geometry import Pyramid
    from hfpc_desktop.judging.registration_reference import Hypothesis, RegistrationReference

    Move = Callable[[float, tuple[int, int, int, int]], Matrix]
    """Step and the product's box (x, y, w, h; view pixels) -> a small move of the view."""

EXACT = 0.93
"""An agreement from which nothing is left to gain."""
OUTLINE = 1.5
"""How much the outline's edges count beside the agreement (both at the view's size) when old and new place are compared."""
LEAST_GAIN = 0.03
"""What a move must gain of both together."""
IN_PLACE = 0.05
"""What another place must be better by than the untouched canvas."""
DRAWN = 0.5
"""How much the drawing inside counts beside the outline while moving; light changes it."""
_LEVELS = ((2.0, 2.0, 0.5), (0.0, 1.0, 0.12))
"""(blur of the picture, first step, least step) in view pixels, rough to fine."""
_ROUNDS = 30
_FAR_WORSE = 0.15
"""Agreement at the size of the search by which a place need not be looked at again."""
_FEWEST, _MOST_OUTLINE = 20, 400


@dataclass(frozen=True, slots=True, eq=False)
class _Weighted:
    """``at``: N x 2 float32, view pixels (continuous); ``normals``: N x 2 unit vectors across the edge; ``shares``: N, of
    the support (the outline's sum is 1)."""

    at: Floats
    normals: Floats
    shares: Floats


def on_edges(ref: RegistrationReference, one: Hypothesis, pyramid: Pyramid) -> Hypothesis:
    """``one``, moved where the product's edges lie on edges of the generated image if outline and agreement together
    are better there. Any affine; the move is a similarity in the view."""
    if one.score >= EXACT:
        return one
    moved = _moved(ref, one.transform, pyramid, _MOVES)
    if moved is None:
        return one
    gain = _worth(ref, moved, pyramid) - _worth(ref, one.transform, pyramid)
    return scored(ref, moved, one.method, pyramid) if gain > LEAST_GAIN else one


def if_on_edges(
    ref: RegistrationReference, deformed: Hypothesis, plain: Hypothesis, pyramid: Pyramid
) -> Hypothesis:
    """``deformed`` (an affine) where outline and agreement together are better than with ``plain``, else that: under
    another light the agreement at the size of the search rises with a stretch that the outline contradicts."""
    if deformed is plain:
        return plain
    moved = _moved(ref, deformed.transform, pyramid, _MOVES + _STRETCHES)
    tries = [deformed.transform] + ([moved] if moved is not None else [])
    worths = [_worth(ref, transform, pyramid) for transform in tries]
    if max(worths) <= _worth(ref, plain.transform, pyramid) + LEAST_GAIN:
        return plain
    return scored(ref, tries[int(np.argmax(worths))], deformed.method, pyramid)


def or_in_place(
    ref: RegistrationReference, found: Hypothesis, kept: Hypothesis, pyramid: Pyramid
) -> Hypothesis:
    """``kept`` (the canvas left as it was) unless ``found`` is clearly better: who inpaints a background keeps the product's
    pixels exactly where they are, and a pixel of drift is noise of the measure."""
    if found is kept or kept.score < found.score - _FAR_WORSE:
        return found
    gain = _worth(ref, found.transform, pyramid) - _worth(ref, kept.transform, pyramid)
    return kept if gain < IN_PLACE else found


def _moved(
    ref: RegistrationReference, transform: Matrix, pyramid: Pyramid, moves: tuple[Move, ...]
) -> Matrix | None:
    """Where the support of edges is highest near ``transform``; ``None`` where nothing near is better."""
    view = ref.view
    back = view.to_view @ np.linalg.inv(transform)
    points = _seen_points(ref, pyramid.seen(back, view.size).astype(np.float32))
    if points is None:
        return None
    found = np.eye(3)
    grey = grey_of(pyramid.warp(back, view.size))
    for blur, step, least in _LEVELS:
        found = _climb(_edge_field(grey, blur), points, found, (step, least), view.box, moves)
    if np.allclose(found, np.eye(3)):
        return None
    result: Matrix = transform @ np.linalg.inv(view.to_view) @ found @ view.to_view
    return result


def _worth(ref: RegistrationReference, transform: Matrix, pyramid: Pyramid) -> float:
    """0..1 + ``OUTLINE``, higher is better; by this old and new places are compared."""
    agreement = measure_at(ref.fine, transform, pyramid)
    return agreement.score + OUTLINE * agreement.edge


def _seen_points(ref: RegistrationReference, seen: Floats) -> _Weighted | None:
    """Outline and drawing inside the generated frame; ``None`` where too little of the outline is."""
    outline = _thinned(EdgePoints(ref.view.outline, ref.view.normals), seen, _MOST_OUTLINE)
    drawn = _thinned(ref.drawn, seen, MOST_DRAWN)
    if len(outline.at) < _FEWEST:
        return None
    weight = DRAWN * min(1.0, len(drawn.at) / (0.5 * MOST_DRAWN))
    shares = [
        np.full(len(part.at), share / max(1, len(part.at)), np.float32)
        for part, share in ((outline, 1.0), (drawn, weight))
    ]
    return _Weighted(
        np.concatenate([outline.at, drawn.at]),
        np.concatenate([outline.normals, drawn.normals]),
        np.concatenate(shares),
    )


def _thinned(points: EdgePoints, seen: Floats, most: int) -> EdgePoints:
    """Those in the frame, evenly thinned to ``most``."""
    inside = np.flatnonzero(sample(seen, points.at) > 0.5)
    inside = inside[:: max(1, -(-len(inside) // most))]
    return EdgePoints(points.at[inside], points.normals[inside])


def _edge_field(grey: Floats, blur: float) -> Floats:
    """Gradients, h x w x 2, of length 0..1: short where there is no edge."""
    if blur:
        grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), blur), np.float32)
    gx, gy = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    soft = cv2.magnitude(gx, gy) + SOFT_EDGE / (1.0 + blur)
    return np.dstack([gx / soft, gy / soft])


def _climb(
    field: Floats,
    points: _Weighted,
    move: Matrix,
    steps: tuple[float, float],
    box: tuple[int, int, int, int],
    moves: tuple[Move, ...],
) -> Matrix:
    """Small moves while the support rises. ``steps``: the first and the least, view pixels."""
    step, least = steps
    (best,) = _support(field, points, [move])
    for _ in range(_ROUNDS):
        if step <= least:
            break
        tries = [move @ make(step, box) for make in moves]
        found = _support(field, points, tries)
        top = int(np.argmax(found))
        if found[top] > best + 1e-4:
            best, move = found[top], tries[top]
        else:
            step *= 0.5
    return move


def _support(field: Floats, points: _Weighted, moves: list[Matrix]) -> Floats:
    """For every move, 0..1 + ``DRAWN``: how strongly the field runs across the moved points, the best within one pixel."""
    at = np.concatenate([geometry.apply(m, points.at) for m in moves])
    across = np.concatenate([_turned(points.normals, m) for m in moves])
    best = np.zeros(len(at), np.float32)
    for offset in (-1.0, 0.0, 1.0):
        got = sample(field, at + offset * across)
        best = np.maximum(best, np.abs((got * across).sum(axis=1)))
    return np.asarray(best.reshape(len(moves), -1) @ points.shares, np.float32)


def _turned(normals: Points, move: Matrix) -> Points:
    """Unit normals (N x 2) after an affine."""
    across = normals @ np.linalg.inv(move[:2, :2])
    turned: Points = across / np.linalg.norm(across, axis=1, keepdims=True)
    return turned


def _shift(x: float, y: float) -> Move:
    return lambda step, box: geometry.shifting(2 * step * x, 2 * step * y)


def _zoom(x: float, y: float, at: float) -> Move:
    """By 2.5 % a step about the point ``at`` of the box's height (0 top, 1 foot)."""
    return lambda step, box: geometry.about(
        geometry.scaling(1 + 0.025 * step * x, 1 + 0.025 * step * y),
        box[0] + box[2] / 2,
        box[1] + at * box[3],
    )


def _turn(radians: float) -> Move:
    return lambda step, box: geometry.about(
        geometry.rotation(radians * step), box[0] + box[2] / 2, box[1] + box[3] / 2
    )


_SIGNS = (1.0, -1.0)
_MOVES: tuple[Move, ...] = (
    *(_shift(s, 0) for s in _SIGNS),
    *(_shift(0, s) for s in _SIGNS),
    *(_zoom(s, s, at) for s in _SIGNS for at in (0.5, 1.0, 0.0)),
    *(_turn(0.02 * s) for s in _SIGNS),
)
_STRETCHES: tuple[Move, ...] = (
    *(_zoom(s, 0, 0.5) for s in _SIGNS),
    *(_zoom(0, s, at) for s in _SIGNS for at in (0.5, 1.0)),
)
