"""Learning a reward head from decisions: fit, calibrate out of fold, compare with the head in use.

Pure: the same decisions and seed give the same head. Seconds for 10,000 decisions; no model is run, everything
it needs was kept when the pairs were judged.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.judging.learned_head import FOLDS, HeadFacts, LearnedHead, Weights, sigmoid
from hfpc_desktop.training import promotion, taste_fit
from hfpc_desktop.training.calibration import calibrate
from hfpc_desktop.training.metrics import calibration_error

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hfpc_desktop.training.taste_fit import Design, LabelledPairs

MIN_DECISIONS = 40
MIN_OF_EACH = 8
MIN_ORIGINALS = 8
MIN_RANDOM = 60
"""Random decisions from which on the calibration is fitted on them alone."""


class Refusal(StrEnum):
    """Why there is nothing to learn from yet."""

    TOO_FEW = "too_few"
    ONE_CLASS = "one_class"
    FEW_ORIGINALS = "few_originals"


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was fitted. ``have`` and ``need`` count what ``reason`` is about."""

    reason: Refusal
    have: int
    need: int


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """A fitted head and what the held-out originals say. ``out_of_fold``: its chance of approval at every pair
    it learned from, from the fold that did not see the pair's original (for the reliability diagram)."""

    head: LearnedHead
    comparison: promotion.Comparison
    out_of_fold: NDArray[np.float64]

    @property
    def promoted(self) -> bool:
        return self.comparison.better


def fold_of(original: str) -> int:
    """The fold of an original, 0..FOLDS-1, for ever the same: a later head can be compared with an earlier one
    on originals that neither has seen."""
    return hashlib.blake2b(b"fold\n" + original.encode(), digest_size=4).digest()[0] % FOLDS


def folds_of(originals: NDArray[np.str_]) -> NDArray[np.intp]:
    names, inverse = np.unique(originals, return_inverse=True)
    return np.array([fold_of(str(name)) for name in names], dtype=np.intp)[inverse]


def refusal(approved: NDArray[np.bool_], originals: NDArray[np.str_]) -> Refused | None:
    """What is missing before anything can be learned; ``None`` when it can."""
    if approved.size < MIN_DECISIONS:
        return Refused(Refusal.TOO_FEW, int(approved.size), MIN_DECISIONS)
    rarer = int(min(approved.sum(), (~approved).sum()))
    if rarer < MIN_OF_EACH:
        return Refused(Refusal.ONE_CLASS, rarer, MIN_OF_EACH)
    count = np.unique(originals).size
    if count < MIN_ORIGINALS:
        return Refused(Refusal.FEW_ORIGINALS, count, MIN_ORIGINALS)
    return None


def learn(
    pairs: LabelledPairs,
    *,
    held_out: float,
    incumbent: LearnedHead | None = None,
    seed: int = 0,
    made: str = "",
) -> Learned | Refused:
    """Fit on ``pairs`` (the held-out ones already left out). ``incumbent``: the head in use, ``None`` = shipped.

    ``made``: when, for the record. Raises ``ValueError`` for scores that are not finite.
    """
    if not (np.isfinite(pairs.base_reward).all() and np.isfinite(pairs.consistency).all()):
        raise ValueError("pairs without a score cannot be learned from")
    if (refused := refusal(pairs.approved, pairs.originals)) is not None:
        return refused
    matrix = taste_fit.design(pairs)
    compared = taste_fit.pairs_within(pairs.originals, pairs.approved, seed)
    w = taste_fit.fit(matrix, pairs, compared)
    fold = folds_of(pairs.originals)
    coefficients = [taste_fit.fit(matrix, pairs, compared, w, rows=fold != k) for k in range(FOLDS)]
    raw = np.take_along_axis(matrix.x @ np.array(coefficients).T, fold[:, None], axis=1)[:, 0]
    soft = taste_fit.soft_labels(pairs.approved, sigmoid(raw), pairs.consistency)
    random = pairs.random if _enough(pairs) else np.ones(len(pairs), dtype=bool)
    head = LearnedHead(
        version=0,
        layout=pairs.measures.layout,
        scaling=matrix.scaling,
        weights=matrix.weights(w),
        folds=tuple(_weights(matrix, coefficients)),
        calibration=calibrate(raw[random], soft[random]),
        held_out=held_out,
        facts=HeadFacts(),
    )
    chance = head.calibration(raw) * pairs.consistency
    comparison = promotion.compare(
        pairs.approved, _chance_before(pairs, incumbent, fold), chance, pairs.originals, seed=seed
    )
    facts = _facts(pairs, comparison, chance, incumbent, made)
    return Learned(head.numbered(0, facts=facts), comparison, chance)


def _enough(pairs: LabelledPairs) -> bool:
    """Whether the random sample alone can carry the calibration."""
    approved = int(pairs.approved[pairs.random].sum())
    total = int(pairs.random.sum())
    return total >= MIN_RANDOM and MIN_OF_EACH <= approved <= total - MIN_OF_EACH


def _weights(matrix: Design, coefficients: list[NDArray[np.float64]]) -> list[Weights]:
    return [matrix.weights(w) for w in coefficients]


def _chance_before(
    pairs: LabelledPairs, incumbent: LearnedHead | None, fold: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Chance of approval by the head in use; a learned one scores each original with the fold that did not
    see it. A head made for other measures cannot score these: then the shipped reward is what is in use."""
    reward = pairs.base_reward.copy()
    if incumbent is not None and incumbent.fits(pairs.measures.layout):
        for k in range(FOLDS):
            rows = fold == k
            raw = incumbent.raw(pairs.base_reward[rows], pairs.measures.take(rows), incumbent.folds[k])
            reward[rows] = incumbent.calibration(raw)
    return reward * pairs.consistency


def _facts(
    pairs: LabelledPairs,
    comparison: promotion.Comparison,
    chance: NDArray[np.float64],
    incumbent: LearnedHead | None,
    made: str,
) -> HeadFacts:
    return HeadFacts(
        made=made,
        approved=int(pairs.approved.sum()),
        rejected=int((~pairs.approved).sum()),
        originals=comparison.originals,
        auc=comparison.new,
        auc_before=comparison.old,
        gain=comparison.gain,
        gain_low=comparison.low,
        calibration_error=calibration_error(pairs.approved, chance),
        before=incumbent.head_id if incumbent is not None else HeadFacts().before,
        promoted=comparison.better,
        random_calibration=_enough(pairs),
    )
