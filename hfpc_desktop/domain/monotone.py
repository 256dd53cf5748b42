"""Isotonic regression: the monotone curve nearest to noisy values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def isotonic(
    scores: NDArray[np.float64], values: NDArray[np.float64], weights: NDArray[np.float64] | None = None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Centres and levels of the blocks of the non-decreasing least-squares fit of ``values`` on ``scores``.

    Pool adjacent violators. One block has one level; its centre is the weighted mean score, so that the
    curve through (centre, level) has no needless steps (centred isotonic regression: Oron, Flournoy,
    Statistics in Biopharmaceutical Research 9, 2017). Centres and levels both increase.
    """
    order = np.argsort(scores, kind="stable")
    weight = np.ones(order.size) if weights is None else np.asarray(weights, dtype=np.float64)[order]
    x, y = np.asarray(scores, dtype=np.float64)[order], np.asarray(values, dtype=np.float64)[order]
    # equal scores are one point
    starts = np.flatnonzero(np.r_[True, np.diff(x) > 0]) if x.size else np.zeros(0, dtype=np.intp)
    mass = np.add.reduceat(weight, starts) if x.size else weight
    sums = np.add.reduceat(weight * y, starts) if x.size else y
    places = np.add.reduceat(weight * x, starts) if x.size else x
    blocks: list[tuple[float, float, float]] = []
    for m, s, p in zip(mass.tolist(), sums.tolist(), places.tolist(), strict=True):
        if m <= 0:
            continue
        blocks.append((m, s, p))
        while len(blocks) > 1 and blocks[-2][1] * blocks[-1][0] >= blocks[-1][1] * blocks[-2][0]:
            (m1, s1, p1), (m2, s2, p2) = blocks[-2], blocks[-1]
            blocks[-2:] = [(m1 + m2, s1 + s2, p1 + p2)]
    found = np.array(blocks, dtype=np.float64).reshape(-1, 3)
    return found[:, 2] / found[:, 0], found[:, 1] / found[:, 0]
