"""The auto-approve threshold as a promise: chosen so that its precision holds with known confidence.

Method: fixed-sequence testing of exact binomial p-values, the risk control of "Learn then Test"
(Angelopoulos, Bates, Candès, Jordan, Lei, arXiv 2110.01052) for a precision. Candidate thresholds come from
the scores alone. Where to start, and that every next candidate covers more, is laid down without looking at a
label that is tested (the scores, and the decisions that are *not* held out, say where success is likely); the
walk stops at the first candidate that fails. So the chance of ever promising too much is at most
1 - confidence, however many candidates there are.

What is tested: of a candidate's pairs, those whose random position (``domain.audit``) lies below the hold-out
share and before the first pair of this candidate that nobody has decided. Both limits do not depend on what
was decided, so these pairs are a simple random sample, without replacement, of all pairs of the candidate in
this project. Their number of errors is hypergeometric whatever the pairs of one original have in common, and
the binomial test errs on the safe side. For pairs of *other* originals the promise assumes that they are like
these; the audit watches that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.domain import binomial
from hfpc_desktop.domain.monotone import isotonic

if TYPE_CHECKING:
    from numpy.typing import NDArray

TARGET = 0.964
"""Default precision of auto-approvals: the figure of the paper's headline."""
CONFIDENCE = 0.95
CANDIDATES = 120
_SURE_ENOUGH = 0.02
_GUIDED_BY = 60
"""Decisions outside the hold-out from which on they guide where to start."""


class Missing(StrEnum):
    """Why nothing is certified."""

    NOTHING = ""
    NO_SCORES = "no_scores"
    TOO_FEW_PAIRS = "too_few_pairs"
    """Even with every pair reviewed the project would not hold enough of them."""
    LABELS = "labels"
    """More randomly picked pairs have to be reviewed."""
    PRECISION = "precision"
    """The score does not separate well enough at any threshold: too many errors among the best."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """One entry for every candidate threshold, from the strictest down.

    ``thresholds`` scores; ``covered`` pairs at or above it, ``coverage`` their share of all judged pairs;
    ``reviewed`` of the covered pairs in the random sample, ``wrong`` errors among those; ``precision`` NaN where
    nothing was reviewed; ``expected`` share of errors that was expected before looking.
    ``available`` covered pairs in the hold-out: what ``reviewed`` could become.
    """

    thresholds: NDArray[np.float64]
    covered: NDArray[np.int64]
    coverage: NDArray[np.float64]
    reviewed: NDArray[np.int64]
    wrong: NDArray[np.int64]
    available: NDArray[np.int64]
    expected: NDArray[np.float64]

    @property
    def precision(self) -> NDArray[np.float64]:
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(self.reviewed > 0, 1.0 - self.wrong / np.maximum(self.reviewed, 1), np.nan)

    def limits(self, confidence: float = CONFIDENCE) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Two-sided Clopper-Pearson limits of the precision of every candidate; 0 and 1 without reviews."""
        side = 1.0 - (1.0 - confidence) / 2.0
        low = 1.0 - binomial.upper_bounds(self.wrong, self.reviewed, side)
        return low, 1.0 - binomial.lower_bounds(self.wrong, self.reviewed, side)


@dataclass(frozen=True, slots=True, eq=False)
class Certification:
    """The outcome. ``threshold`` is ``None`` when nothing is certified; then ``missing`` says why.

    ``reviewed``/``wrong``: at the certified threshold, or at the most promising one. ``needed``: reviewed
    auto-approvals that would prove the target with the errors seen so far; ``labels_needed`` = how many more
    (0 when certified). ``lower``: exact one-sided bound of the precision at ``confidence``.
    ``available``: how many of the most promising threshold's pairs could be reviewed at all.
    """

    target: float
    confidence: float
    threshold: float | None
    missing: Missing
    coverage: float
    covered: int
    reviewed: int
    wrong: int
    needed: int
    available: int
    lower: float
    candidates: Candidates = field(repr=False)

    @property
    def certified(self) -> bool:
        return self.threshold is not None

    @property
    def labels_needed(self) -> int:
        return 0 if self.certified else max(0, self.needed - self.reviewed)


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What a certificate is made from: one entry for every judged pair that the threshold may approve.

    ``scores`` finite, higher = more likely right. ``decided`` a person looked at it on its own; ``right``
    what the person said (only read where decided). ``positions`` 0..1, see ``domain.audit``; NaN = in no
    sample. ``judged``: number of all judged pairs, the base of the coverage. ``held_out``: positions below
    it were not learned from; 1 for a score that was fitted on none of these decisions.
    """

    scores: NDArray[np.float64]
    decided: NDArray[np.bool_]
    right: NDArray[np.bool_]
    positions: NDArray[np.float64]
    judged: int
    held_out: float


def certify(evidence: Evidence, *, target: float = TARGET, confidence: float = CONFIDENCE) -> Certification:
    """The threshold of highest coverage whose precision is proved to be at least ``target``."""
    found = candidates(evidence)
    if not found.thresholds.size:
        return _nothing(found, target, confidence, Missing.NO_SCORES)
    power = _power(found, found.reviewed, target, confidence)
    start = int(np.argmax(power >= power.max() - _SURE_ENOUGH))
    passed = found.wrong <= _allowed(found.reviewed, target, confidence)
    failed = np.flatnonzero(~passed[start:])
    end = start + (int(failed[0]) if failed.size else passed.size - start) - 1
    if end >= start:
        return _at(found, end, target, confidence, threshold=float(found.thresholds[end]))
    return _what_is_missing(found, target, confidence)


def candidates(evidence: Evidence) -> Candidates:
    """Counts at every candidate threshold. Equal scores stay together."""
    scores = evidence.scores
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    ends = np.flatnonzero(np.r_[np.diff(ranked) != 0, True]) if ranked.size else np.zeros(0, dtype=np.intp)
    if ends.size > CANDIDATES:
        wanted = np.unique(np.geomspace(20, ranked.size, CANDIDATES).astype(np.intp))
        ends = np.unique(ends[np.searchsorted(ends, np.minimum(wanted - 1, ends[-1]))])
    covered = ends + 1
    positions, decided = evidence.positions[order], evidence.decided[order]
    wrong = decided & ~evidence.right[order]
    # the first pair nobody decided ends a candidate's random sample
    waiting = np.minimum.accumulate(np.where(decided | np.isnan(positions), np.inf, positions))
    held = np.flatnonzero(positions < evidence.held_out)
    upto = np.searchsorted(held, ends, side="right")
    reach = waiting[ends] if ends.size else np.zeros(0)
    place, bad = positions[held], wrong[held]
    inside = [place[:n] < limit for n, limit in zip(upto.tolist(), reach.tolist(), strict=True)]
    return Candidates(
        thresholds=ranked[ends],
        covered=covered.astype(np.int64),
        coverage=covered / max(1, evidence.judged),
        reviewed=np.array([int(mask.sum()) for mask in inside], dtype=np.int64),
        wrong=np.array([int(bad[: mask.size][mask].sum()) for mask in inside], dtype=np.int64),
        available=upto.astype(np.int64),
        expected=_expected_errors(evidence)[order].cumsum()[ends] / covered if ends.size else np.zeros(0),
    )


def _expected_errors(evidence: Evidence) -> NDArray[np.float64]:
    """Chance of an error at every pair, from the decisions outside the hold-out, else from the scores."""
    guide = evidence.decided & ~(evidence.positions < evidence.held_out)
    labels = evidence.right[guide].astype(np.float64)
    if guide.sum() < _GUIDED_BY or not 0.0 < labels.mean() < 1.0:
        return np.asarray(1.0 - np.clip(evidence.scores, 0.0, 1.0), dtype=np.float64)
    centres, levels = isotonic(evidence.scores[guide], labels)
    known = np.interp(evidence.scores, centres, levels)
    beyond = evidence.scores > evidence.scores[guide].max()  # nobody has looked there: trust the score
    return np.asarray(1.0 - np.where(beyond, np.clip(evidence.scores, 0.0, 1.0), known), dtype=np.float64)


def _power(
    found: Candidates, trials: NDArray[np.int64], target: float, confidence: float
) -> NDArray[np.float64]:
    """Chance that a candidate passes if its expected errors are right."""
    allowed = _allowed(trials, target, confidence)
    return binomial.at_most(allowed, trials, np.clip(found.expected, 0.0, 1.0))


def _allowed(trials: NDArray[np.int64], target: float, confidence: float) -> NDArray[np.int64]:
    """Most errors with which the exact test still passes, -1 where none would."""
    counts = [binomial.errors_allowed(n, target=target, confidence=confidence) for n in trials.tolist()]
    return np.array(counts, dtype=np.int64)


def _what_is_missing(found: Candidates, target: float, confidence: float) -> Certification:
    """The most promising candidate, and what it lacks. One that reviewing can still prove goes before one whose
    errors, or whose few pairs, rule that out."""
    possible = _power(found, found.available, target, confidence)
    needed = np.array(
        [binomial.trials_needed(n, target=target, confidence=confidence) for n in found.wrong.tolist()]
    )
    open_ = (found.reviewed < needed) & (needed <= found.available)
    if int(found.available.max()) < binomial.trials_needed(0, target=target, confidence=confidence):
        best, missing = int(found.available.argmax()), Missing.TOO_FEW_PAIRS
    elif open_.any():
        possible[~open_] = -1.0
        best, missing = int(np.argmax(possible >= possible.max() - _SURE_ENOUGH)), Missing.LABELS
    else:
        best, missing = int(np.argmax(possible >= possible.max() - _SURE_ENOUGH)), Missing.PRECISION
    return _at(found, best, target, confidence, threshold=None, missing=missing)


def _at(
    found: Candidates,
    index: int,
    target: float,
    confidence: float,
    *,
    threshold: float | None,
    missing: Missing = Missing.NOTHING,
) -> Certification:
    wrong, reviewed = int(found.wrong[index]), int(found.reviewed[index])
    return Certification(
        target=target,
        confidence=confidence,
        threshold=threshold,
        missing=missing,
        coverage=float(found.coverage[index]),
        covered=int(found.covered[index]),
        reviewed=reviewed,
        wrong=wrong,
        needed=binomial.trials_needed(wrong, target=target, confidence=confidence),
        available=int(found.available[index]),
        lower=1.0 - binomial.upper_bound(wrong, reviewed, confidence),
        candidates=found,
    )


def _nothing(found: Candidates, target: float, confidence: float, missing: Missing) -> Certification:
    needed = binomial.trials_needed(0, target=target, confidence=confidence)
    return Certification(target, confidence, None, missing, 0.0, 0, 0, 0, needed, 0, 0.0, found)
