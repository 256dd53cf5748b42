"""Is a new head better than the one in use? A paired bootstrap over originals decides; doubt keeps the old one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROUNDS = 400
ALPHA = 0.05
_CHUNK = 50


@dataclass(frozen=True, slots=True)
class Comparison:
    """Areas under the ROC curve (0..1) on originals that neither head has seen; ``gain`` = new - old, ``low``
    its lower 95 % limit by drawing whole originals; ``loss_gain`` how much smaller the log loss became."""

    old: float
    new: float
    gain: float
    low: float
    loss_gain: float
    originals: int

    @property
    def better(self) -> bool:
        """Sure enough to replace what is in use."""
        return bool(self.low > 0.0 and self.loss_gain >= 0.0)


def compare(
    approved: NDArray[np.bool_],
    old: NDArray[np.float64],
    new: NDArray[np.float64],
    originals: NDArray[np.str_],
    *,
    seed: int = 0,
) -> Comparison:
    """Both heads' chances of approval (0..1) on the same decided pairs. Deterministic."""
    _, group = np.unique(originals, return_inverse=True)
    count = int(group.max()) + 1 if group.size else 0
    ones = np.ones((1, approved.size))
    auc_old, auc_new = (float(_weighted_auc(approved, s, ones)[0]) for s in (old, new))
    rng = np.random.default_rng(seed)
    gains = []
    for _ in range(0, ROUNDS, _CHUNK):
        draws = rng.multinomial(count, np.full(count, 1.0 / count), size=_CHUNK)
        weights = draws[:, group].astype(np.float64)
        gains.append(_weighted_auc(approved, new, weights) - _weighted_auc(approved, old, weights))
    usable = np.concatenate(gains)
    usable = usable[np.isfinite(usable)]
    low = float(np.quantile(usable, ALPHA)) if usable.size >= ROUNDS // 2 else -np.inf
    loss = _log_loss(approved, old) - _log_loss(approved, new)
    return Comparison(auc_old, auc_new, auc_new - auc_old, low, loss, count)


def _weighted_auc(
    truth: NDArray[np.bool_], scores: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Area under the ROC curve for every row of ``weights`` (rounds x pairs), ties one half; NaN where a round
    has one class only."""
    order = np.argsort(scores, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(scores[order]) > 0])
    sorted_weights = weights[:, order]
    good = np.add.reduceat(sorted_weights * truth[order], starts, axis=1)
    bad = np.add.reduceat(sorted_weights * ~truth[order], starts, axis=1)
    below = np.cumsum(bad, axis=1) - 0.5 * bad
    with np.errstate(invalid="ignore", divide="ignore"):
        out = (good * below).sum(axis=1) / (good.sum(axis=1) * bad.sum(axis=1))
    return np.asarray(out, dtype=np.float64)


def _log_loss(truth: NDArray[np.bool_], chance: NDArray[np.float64]) -> float:
    p = np.clip(chance, 1e-4, 1.0 - 1e-4)
    return float(-np.where(truth, np.log(p), np.log1p(-p)).mean())
