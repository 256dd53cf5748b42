"""Fitting the learned head: logistic on single pairs, Bradley-Terry within an original, drawn to the shipped head.

Minimised over w (Newton's method, plain numpy):

    - sum_i [s_i log p_i + (1 - s_i) log(1 - p_i)] - PAIR_WEIGHT sum_(a,r) (1 - s_r) log sigma(f_a - f_r)
    + 1/2 sum_j precision_j (w_j - shipped_j)^2            p = sigma(f), f = X w

A pair is approved only when background *and* product are good, so a rejection says little about the background
when the product looked wrong: s_i, the chance that the background was good, is 1 for an approved pair and
r (1 - c) / (1 - r c) for a rejected one with reward r and consistency c (one step of expectation maximisation
with every Newton step). The deep description enters by its principal components, which need no labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.judging.learned_head import Scaling, Weights, log_odds, sigmoid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hfpc_desktop.domain.measures import Measures

COMPONENTS = 32
"""Principal components of the description that are learned from, at most."""
PAIR_WEIGHT = 0.5
PAIRS_PER_ORIGINAL = 16
"""Originals with very many variants must not outvote the rest."""
_PRECISION_BASE, _PRECISION_BIAS, _PRECISION_NAMED, _PRECISION_DEEP = 4.0, 0.05, 25.0, 25.0
_STEPS = 14
_ROWS_PER_COMPONENT = 8


@dataclass(frozen=True, slots=True, eq=False)
class LabelledPairs:
    """Decided pairs, one entry each. ``originals`` content hash (or any id) of the original; ``base_reward``
    and ``consistency`` 0..1, finite; ``approved`` what the person said; ``random`` the pair belongs to a random
    sample (it was not picked by its score)."""

    originals: NDArray[np.str_]
    base_reward: NDArray[np.float64]
    consistency: NDArray[np.float64]
    approved: NDArray[np.bool_]
    measures: Measures
    random: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.approved)

    def take(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> LabelledPairs:
        return LabelledPairs(
            self.originals[rows],
            self.base_reward[rows],
            self.consistency[rows],
            self.approved[rows],
            self.measures.take(rows),
            self.random[rows],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """The matrix that is fitted on, and the way back to weights of measures.

    ``x`` n x (2 + names + components): log odds of the shipped reward, 1, standardised amounts, components.
    """

    x: NDArray[np.float64]
    scaling: Scaling
    directions: NDArray[np.float64]
    names: int

    def weights(self, w: NDArray[np.float64]) -> Weights:
        """Coefficients of the matrix as weights of the measures."""
        deep = (self.directions @ w[2 + self.names :]).astype(np.float32)
        return Weights(float(w[0]), float(w[1]), w[2 : 2 + self.names].copy(), deep)


def design(pairs: LabelledPairs) -> Design:
    """Scale, rotate and join what is known about every pair. Uses no label."""
    measures = pairs.measures
    logs = np.log1p(np.maximum(measures.amounts, 0.0))
    known = np.isfinite(logs)
    counts = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, logs, 0.0).sum(axis=0) / counts
    spread = np.sqrt(np.where(known, (logs - mean) ** 2, 0.0).sum(axis=0) / counts)
    deep_mean = measures.deep.mean(axis=0, dtype=np.float64).astype(np.float32)
    scaling = Scaling(mean, np.maximum(spread, 1e-3), deep_mean)
    centred = measures.deep - deep_mean
    directions = _principal(centred, min(COMPONENTS, len(pairs) // _ROWS_PER_COMPONENT))
    columns = (
        log_odds(pairs.base_reward)[:, None],
        np.ones((len(pairs), 1)),
        scaling.named(measures.amounts),
        centred @ directions,
    )
    return Design(np.concatenate(columns, axis=1), scaling, directions, len(measures.layout.names))


def _principal(centred: NDArray[np.float32], count: int) -> NDArray[np.float64]:
    """Directions (width x count) of most variance, scaled so that each component has variance 1."""
    width = centred.shape[1]
    if count <= 0 or not width:
        return np.zeros((width, 0))
    covariance = (centred.T @ centred).astype(np.float64) / max(1, len(centred))
    values, vectors = np.linalg.eigh(covariance)
    keep = np.argsort(-values)[:count]
    keep = keep[values[keep] > 1e-8 * max(values.max(), 1e-12)]
    return np.asarray(vectors[:, keep] / np.sqrt(values[keep]), dtype=np.float64)


def pairs_within(originals: NDArray[np.str_], approved: NDArray[np.bool_], seed: int) -> NDArray[np.intp]:
    """(approved, rejected) rows of one original, m x 2, at most ``PAIRS_PER_ORIGINAL`` each, drawn by ``seed``."""
    rng = np.random.default_rng(seed)
    _, group = np.unique(originals, return_inverse=True)
    order = np.argsort(group, kind="stable")
    found = []
    for rows in np.split(order, np.flatnonzero(np.diff(group[order])) + 1):
        good, bad = rows[approved[rows]], rows[~approved[rows]]
        total = good.size * bad.size
        if not total:
            continue
        picked = (
            np.arange(total)
            if total <= PAIRS_PER_ORIGINAL
            else rng.choice(total, PAIRS_PER_ORIGINAL, replace=False)
        )
        found.append(np.stack([good[picked // bad.size], bad[picked % bad.size]], axis=1))
    return np.concatenate(found) if found else np.zeros((0, 2), dtype=np.intp)


def soft_labels(
    approved: NDArray[np.bool_], reward: NDArray[np.float64], consistency: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Chance (0..1) that the background of a decided pair is good, see above."""
    bad = np.maximum(1.0 - reward * consistency, 1e-9)
    return np.where(approved, 1.0, reward * (1.0 - consistency) / bad)


def fit(
    matrix: Design,
    pairs: LabelledPairs,
    compared: NDArray[np.intp],
    start: NDArray[np.float64] | None = None,
    rows: NDArray[np.bool_] | None = None,
) -> NDArray[np.float64]:
    """Coefficients for ``matrix.x``; ``rows`` limits what is learned from (a fold), ``start`` only saves steps."""
    x, approved, consistency = matrix.x, pairs.approved, pairs.consistency
    if rows is not None:
        x, approved, consistency = x[rows], approved[rows], consistency[rows]
        place = np.cumsum(rows) - 1
        compared = place[compared[rows[compared].all(axis=1)]]
    shipped, precision = _prior(matrix)
    w = shipped.copy() if start is None else start.copy()
    good, bad = compared[:, 0], compared[:, 1]
    apart = x[good] - x[bad]
    for _ in range(_STEPS):
        p = sigmoid(x @ w)
        target = soft_labels(approved, p, consistency)
        weight = PAIR_WEIGHT * (1.0 - target[bad])
        q = sigmoid(apart @ w)
        gradient = x.T @ (target - p) + apart.T @ (weight * (1.0 - q)) - precision * (w - shipped)
        curvature = (x * (p * (1.0 - p))[:, None]).T @ x + (
            apart * (weight * q * (1.0 - q))[:, None]
        ).T @ apart
        step = np.linalg.solve(curvature + np.diag(precision), gradient)
        step *= min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        w += step
        if float(np.abs(step).max()) < 1e-4:
            break
    return w


def _prior(matrix: Design) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The shipped head as coefficients, and how firmly they are drawn to it (1 / variance)."""
    size = matrix.x.shape[1]
    shipped = np.zeros(size)
    shipped[0] = 1.0
    precision = np.full(size, _PRECISION_DEEP)
    precision[2 : 2 + matrix.names] = _PRECISION_NAMED
    precision[:2] = _PRECISION_BASE, _PRECISION_BIAS
    return shipped, precision
