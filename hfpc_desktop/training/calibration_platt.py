"""Platt scaling: a raw reward as the probability of a pass. Numpy only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SMALLEST_SCALE = 1e-3


@dataclass(frozen=True, slots=True)
class Platt:
    """``sigmoid(scale * raw + offset)``, ``scale`` > 0: the order of rewards is never changed.
    ``pairs``: how many labelled pairs it was fitted on."""

    scale: float
    offset: float
    pairs: int

    def __call__(self, raw: Any) -> NDArray[np.float64]:
        """Probabilities 0..1 of raw values, any shape."""
        return sigmoid(self.scale * np.asarray(raw, dtype=np.float64) + self.offset)

    def as_json(self) -> dict[str, float]:
        return {"scale": self.scale, "offset": self.offset, "pairs": self.pairs}


def sigmoid(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Without overflow at either end."""
    small = np.exp(-np.abs(values))
    return np.where(values >= 0, 1.0, small) / (1.0 + small)


def fit_platt(raw: Any, good: Any, *, rounds: int = 100) -> Platt:
    """Newton's method on the log loss with Platt's smoothed targets, which keep few labels from certainty.

    A model that ranks the wrong way round gets the smallest scale and the base rate: no information.
    ``ValueError`` for values that are not finite or an empty list.
    """
    values, truth = np.asarray(raw, dtype=np.float64), np.asarray(good, dtype=bool)
    if values.size == 0 or values.shape != truth.shape or not np.isfinite(values).all():
        raise ValueError("needs finite raw values, one label each")
    passes = int(truth.sum())
    fails = truth.size - passes
    target = np.where(truth, (passes + 1) / (passes + 2), 1 / (fails + 2))
    centre, spread = float(values.mean()), float(values.std()) or 1.0
    x = np.column_stack([(values - centre) / spread, np.ones(values.size)])
    weights = np.zeros(2)
    for _ in range(rounds):
        p = sigmoid(x @ weights)
        gradient = x.T @ (p - target) + 1e-6 * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-9:
            break
    scale = float(weights[0]) / spread
    if scale < _SMALLEST_SCALE:
        rate = float(np.clip(target.mean(), 1e-6, 1 - 1e-6))
        return Platt(_SMALLEST_SCALE, float(np.log(rate / (1 - rate))) - _SMALLEST_SCALE * centre, truth.size)
    return Platt(scale, float(weights[1]) - scale * centre, truth.size)
