"""From a rough hypothesis to an exact one: by dense flow, by small moves, and by the best affine on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.agreement import grey_of
from hfpc_desktop.judging.hypotheses import sane
from hfpc_desktop.judging.registration_reference import by_score, normalised, scored

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Floats, Matrix, Points
    from hfpc_desktop.judging.geometry import Pyramid
    from hfpc_desktop.judging.registration_reference import Hypothesis, RegistrationReference


_SEARCHED = 2
"""Rounds of small moves: ``outline_fit.py`` settles the winner, here it is enough to tell hypotheses apart."""


def refined(ref: RegistrationReference, one: Hypothesis, pyramid: Pyramid) -> Hypothesis:
    """Dense refinement by flow in the view, then a short pattern search; kept only where the measure rises."""
    for _ in range(3):
        moved = _by_flow(ref, one.transform, pyramid, affine=False)
        if moved is None:
            break
        better = scored(ref, moved, one.method, pyramid)
        if better.score <= one.score + 0.002:
            break
        one = better
    return _pattern_search(ref, one, pyramid) if one.score < 0.9 else one


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
    return moved if sane(moved) else None


def dense_flow(ref: RegistrationReference, grey: Floats) -> Floats:
    """Displacement h x w x 2 (view pixels) from the original to ``grey``; defined everywhere, meaningful inside the product."""
    flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    flow.setFinestScale(1)
    return np.asarray(
        flow.calc(ref.matched, normalised(ref.fine, grey), np.zeros((*grey.shape, 2), np.float32)),
        np.float32,
    )


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
    return robust_fit(src, dst, ref.fine.spread[ys, xs] + 1.0, affine=affine)


def robust_fit(src: Points, dst: Points, weight: Floats, *, affine: bool) -> Matrix | None:
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


def _pattern_search(ref: RegistrationReference, one: Hypothesis, pyramid: Pyramid) -> Hypothesis:
    """Small moves, zooms and turns round the product's centre while the measure rises."""
    view = ref.coarse.view
    x, y, w, h = view.box
    cx, cy = x + w / 2, y + h / 2
    step = 1.0
    for _ in range(_SEARCHED):
        moves = [
            geometry.shifting(1.6 * step, 0),
            geometry.shifting(-1.6 * step, 0),
            geometry.shifting(0, 1.6 * step),
            geometry.shifting(0, -1.6 * step),
            geometry.about(geometry.scaling(1 + 0.03 * step, 1 + 0.03 * step), cx, cy),
            geometry.about(geometry.scaling(1 - 0.03 * step, 1 - 0.03 * step), cx, cy),
            geometry.about(geometry.rotation(0.03 * step), cx, cy),
            geometry.about(geometry.rotation(-0.03 * step), cx, cy),
        ]
        to_original = np.linalg.inv(view.to_view)
        tries = [
            scored(ref, one.transform @ to_original @ m @ view.to_view, one.method, pyramid) for m in moves
        ]
        best = max(tries, key=by_score)
        if best.score > one.score + 1e-4:
            one = best
        else:
            step *= 0.45
    return one


STRETCHES = (0.70, 0.80, 0.90, 1.11, 1.25, 1.42)


def affine_of(ref: RegistrationReference, one: Hypothesis, pyramid: Pyramid) -> Hypothesis:
    """The best affine near a similarity: by flow, and by stretching one axis about the centre and about the foot."""
    tries = [one]
    if (moved := _by_flow(ref, one.transform, pyramid, affine=True)) is not None:
        tries.append(scored(ref, moved, one.method, pyramid))
    if one.score < 0.82:
        view = ref.coarse.view
        x, y, w, h = view.box
        to_original = np.linalg.inv(view.to_view)
        for k in STRETCHES:
            for foot in (y + h / 2, y + h):
                m = geometry.about(geometry.scaling(1, k), x + w / 2, foot)
                tries.append(scored(ref, one.transform @ to_original @ m @ view.to_view, one.method, pyramid))
            m = geometry.about(geometry.scaling(k, 1), x + w / 2, y + h / 2)
            tries.append(scored(ref, one.transform @ to_original @ m @ view.to_view, one.method, pyramid))
    best = max(tries, key=by_score)
    if best is not one and (moved := _by_flow(ref, best.transform, pyramid, affine=True)) is not None:
        best = max(best, scored(ref, moved, one.method, pyramid), key=by_score)
    return best if best.score > one.score + 0.01 else one
