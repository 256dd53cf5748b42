"""From raw scores to probabilities: Platt's curve for few labels, an isotonic one for many.

Fitted on out-of-fold scores only: a head is too sure of what it was fitted on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.domain.monotone import isotonic
from hfpc_desktop.judging.learned_head import Calibration, sigmoid

if TYPE_CHECKING:
    from numpy.typing import NDArray

ISOTONIC_FROM = 300
"""Labels from which on the isotonic curve is used (below, it would follow chance)."""
_STEPS = 40
_MIN_SLOPE = 0.05


def calibrate(raw: NDArray[np.float64], target: NDArray[np.float64]) -> Calibration:
    """The curve from ``raw`` to ``target`` (0..1, may be soft): increasing, whatever the data say."""
    slope, offset = platt(raw, target)
    if raw.size < ISOTONIC_FROM:
        return Calibration(slope, offset)
    centres, levels = isotonic(raw, target)
    keep = np.r_[True, np.diff(np.round(centres, 5)) > 0]
    centres, levels = np.round(centres[keep], 5), np.clip(np.round(levels[keep], 6), 0.0, 1.0)
    return Calibration(slope, offset, centres, levels) if centres.size > 1 else Calibration(slope, offset)


def platt(raw: NDArray[np.float64], target: NDArray[np.float64]) -> tuple[float, float]:
    """Slope (> 0) and offset of sigma(slope raw + offset), with Platt's targets that never are quite 0 or 1
    (Platt, "Probabilistic outputs for support vector machines", 1999)."""
    good, bad = float(target.sum()), float((1.0 - target).sum())
    high, low = (good + 1.0) / (good + 2.0), 1.0 / (bad + 2.0)
    aims = low + (high - low) * target
    x = np.stack([raw, np.ones_like(raw)], axis=1)
    w = np.array([1.0, 0.0])
    ridge = np.diag([1e-3, 1e-6])
    for _ in range(_STEPS):
        p = sigmoid(x @ w)
        curvature = (x * (p * (1.0 - p))[:, None]).T @ x + ridge
        step = np.linalg.solve(curvature, x.T @ (aims - p))
        step *= min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        w += step
        if float(np.abs(step).max()) < 1e-7:
            break
    return max(float(w[0]), _MIN_SLOPE), float(w[1])
