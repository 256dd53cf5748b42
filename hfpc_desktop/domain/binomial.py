"""Exact binomial probabilities: what a count of errors proves about a rate. Plain numpy, no SciPy.

P(X <= k) is the regularised incomplete beta function I_(1-q)(n - k, k + 1).
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MAX_TERMS = 10_000


def at_most(errors: Any, trials: Any, rate: Any) -> NDArray[np.float64]:
    """P(X <= errors) for X ~ Binomial(trials, rate), element by element. ``errors`` < 0 gives 0.

    ``rate`` 0..1. Counts are integers, broadcast against each other. ``ValueError`` for a rate outside 0..1.
    """
    k, n, q = np.broadcast_arrays(
        np.asarray(errors, dtype=np.int64),
        np.asarray(trials, dtype=np.int64),
        np.asarray(rate, dtype=np.float64),
    )
    if q.size and not (np.isfinite(q).all() and q.min() >= 0.0 and q.max() <= 1.0):
        raise ValueError("a rate lies in 0..1")
    q = np.where(1.0 - q == 1.0, 0.0, q)  # a rate too small for its complement counts as none
    out = np.where(k >= n, 1.0, np.where(k < 0, 0.0, np.where(q <= 0.0, 1.0, 0.0)))
    inner = (k >= 0) & (k < n) & (q > 0.0) & (q < 1.0)
    out[inner] = _beta(n[inner] - k[inner], k[inner] + 1, 1.0 - q[inner])
    return np.asarray(out, dtype=np.float64)


def _log_gamma(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.array([math.lgamma(value) for value in values.tolist()], dtype=np.float64)


def _beta(a: NDArray[np.int64], b: NDArray[np.int64], x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Regularised incomplete beta function I_x(a, b), a and b >= 1, 0 < x < 1."""
    swap = x > (a + 1.0) / (a + b + 2.0)
    p, r = np.where(swap, b, a).astype(np.float64), np.where(swap, a, b).astype(np.float64)
    y = np.where(swap, 1.0 - x, x)
    logs = _log_gamma(p + r) - _log_gamma(p) - _log_gamma(r)
    front = np.exp(logs + p * np.log(y) + r * np.log1p(-y)) / p
    value = front * _fraction(p, r, y)
    return np.asarray(np.clip(np.where(swap, 1.0 - value, value), 0.0, 1.0), dtype=np.float64)


def _fraction(a: NDArray[np.float64], b: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
    """The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method."""
    tiny = 1e-300
    c, d = np.ones_like(x), 1.0 - (a + b) * x / (a + 1.0)
    d = 1.0 / np.where(np.abs(d) < tiny, tiny, d)
    value = d.copy()
    for m in range(1, _MAX_TERMS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 + term * d
            d = 1.0 / np.where(np.abs(d) < tiny, tiny, d)
            c = 1.0 + term / c
            c = np.where(np.abs(c) < tiny, tiny, c)
            value = value * c * d
        if not x.size or float(np.abs(c * d - 1.0).max()) < 1e-14:
            break
    return value


def at_least(errors: int, trials: int, rate: float) -> float:
    """P(X >= errors) for X ~ Binomial(trials, rate)."""
    return 1.0 if errors <= 0 else max(0.0, 1.0 - float(at_most(errors - 1, trials, rate)))


def upper_bounds(errors: Any, trials: Any, confidence: float = 0.95) -> NDArray[np.float64]:
    """One-sided Clopper-Pearson bounds: with ``confidence`` the true rate is not above it. 1 without trials.

    The rate at which so few errors would be seen with probability 1 - confidence (Clopper, Pearson,
    Biometrika 26, 1934), found by bisection, element by element.
    """
    k, n = np.broadcast_arrays(np.asarray(errors, dtype=np.int64), np.asarray(trials, dtype=np.int64))
    low, high = k / np.maximum(n, 1), np.ones(k.shape)
    for _ in range(50):
        middle = 0.5 * (low + high)
        above = at_most(k, n, np.clip(middle, 0.0, 1.0)) > 1.0 - confidence
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.where((n <= 0) | (k >= n), 1.0, high)


def upper_bound(errors: int, trials: int, confidence: float = 0.95) -> float:
    """``upper_bounds`` of one count."""
    return float(upper_bounds([errors], [trials], confidence)[0])


def lower_bounds(errors: Any, trials: Any, confidence: float = 0.95) -> NDArray[np.float64]:
    """One-sided Clopper-Pearson bounds from below: with ``confidence`` the true rate is not under it."""
    k, n = np.asarray(errors, dtype=np.int64), np.asarray(trials, dtype=np.int64)
    return np.where(n > 0, 1.0 - upper_bounds(n - k, n, confidence), 0.0)


def lower_bound(errors: int, trials: int, confidence: float = 0.95) -> float:
    """``lower_bounds`` of one count."""
    return float(lower_bounds([errors], [trials], confidence)[0])


@lru_cache(maxsize=4096)
def trials_needed(errors: int, *, target: float, confidence: float = 0.95) -> int:
    """The fewest reviewed items with ``errors`` wrong ones that prove a share of right ones >= ``target``.

    At 96.4 % with 95 % confidence: 82 with no error, 130 with one, 173 with two, 213 with three.
    ``ValueError`` unless 0 < target < 1.
    """
    if not (0.0 < target < 1.0 and 0.0 < confidence < 1.0):
        raise ValueError("target and confidence lie between 0 and 1")
    low, high = errors, max(8, errors + 1)
    while not proves(errors, high, target=target, confidence=confidence):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if proves(errors, middle, target=target, confidence=confidence):
            high = middle
        else:
            low = middle
    return high


def proves(errors: int, trials: int, *, target: float, confidence: float = 0.95) -> bool:
    """Whether ``errors`` among ``trials`` proves a share of right ones >= ``target`` (exact test)."""
    return bool(float(at_most(errors, trials, 1.0 - target)) <= 1.0 - confidence)


@lru_cache(maxsize=65536)
def errors_allowed(trials: int, *, target: float, confidence: float = 0.95) -> int:
    """The most errors among ``trials`` that still prove ``target``; -1 when even none would not."""
    if trials <= 0:
        return -1
    count = math.floor(trials * (1.0 - target)) + 1  # more errors than expected never prove anything
    probabilities = at_most(np.arange(count + 1), trials, 1.0 - target)
    return int(np.searchsorted(probabilities, 1.0 - confidence, side="right")) - 1
