"""Figures of merit for scores against labels: numpy only, exact with ties, nothing random without a seed.

Everywhere: ``labels`` bool, true = the class that is looked for (good, pass); ``scores`` float, higher =
more likely true; both one-dimensional, equally long. NaN scores must be left out by the caller
(``ValueError`` otherwise): a pair that was not judged is counted, never guessed. A figure that the data
cannot give (only one class, nothing chosen) is NaN, not 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from numpy.typing import NDArray

    Labels = NDArray[np.bool_]
    Scores = NDArray[np.float64]

NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its bootstrap interval (NaN limits when it could not be resampled)."""

    value: float
    low: float
    high: float
    confidence: float = 0.95


@dataclass(frozen=True, slots=True)
class AtThreshold:
    """What happens when everything with a score >= ``threshold`` is accepted.

    ``precision`` share of the accepted that are true; ``recall`` share of the true that are accepted;
    ``coverage`` share of all that are accepted; ``accepted`` and ``wrong`` are counts. All ratios 0..1.
    """

    threshold: float
    precision: float
    recall: float
    coverage: float
    accepted: int
    wrong: int


def checked(labels: Any, scores: Any) -> tuple[Labels, Scores]:
    """Both as arrays; ``ValueError`` when lengths differ, a label is not 0/1 or a score is not finite."""
    values = np.asarray(labels)
    if values.ndim != 1 or not np.isin(values, (0, 1)).all():
        raise ValueError("labels must be one-dimensional and 0 or 1")
    numbers = np.asarray(scores, dtype=np.float64)
    if numbers.shape != values.shape:
        raise ValueError(f"{values.size} labels but {numbers.size} scores")
    if not np.isfinite(numbers).all():
        raise ValueError("scores must be finite; leave out pairs that were not judged")
    return values.astype(bool), numbers


def average_ranks(values: Scores) -> NDArray[np.float64]:
    """Ranks from 1, equal values sharing the mean of their ranks."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2.0)[inverse], dtype=np.float64)


def auc(labels: Any, scores: Any) -> float:
    """Area under the ROC curve, 0..1, higher is better: the chance that a random true one scores above
    a random false one, ties counting one half. NaN with a single class."""
    truth, values = checked(labels, scores)
    true, false = int(truth.sum()), int((~truth).sum())
    if true == 0 or false == 0:
        return NAN
    rank_sum = float(average_ranks(values)[truth].sum())
    return (rank_sum - true * (true + 1) / 2.0) / (true * false)


def average_precision(labels: Any, scores: Any) -> float:
    """Mean precision over the recall steps, 0..1, higher is better; equal scores enter together.
    NaN without a true label. A random order gives about the base rate."""
    truth, values = checked(labels, scores)
    if not truth.any():
        return NAN
    precision, recall, _ = _curve(truth, values)
    return float(np.sum(np.diff(np.r_[0.0, recall]) * precision))


def _curve(truth: Labels, values: Scores) -> tuple[Scores, Scores, Scores]:
    """Precision and recall at every distinct score, from the strictest threshold down."""
    order = np.argsort(-values, kind="stable")
    ends = np.flatnonzero(np.r_[np.diff(values[order]) != 0, True])
    hits = np.cumsum(truth[order])[ends].astype(np.float64)
    return hits / (ends + 1), hits / max(1, int(truth.sum())), values[order][ends]


def at_threshold(labels: Any, scores: Any, threshold: float) -> AtThreshold:
    """Accepts scores >= ``threshold``. Precision is NaN when nothing is accepted, recall without true labels."""
    truth, values = checked(labels, scores)
    chosen = values >= threshold
    accepted, hits = int(chosen.sum()), int((chosen & truth).sum())
    true = int(truth.sum())
    return AtThreshold(
        threshold=float(threshold),
        precision=hits / accepted if accepted else NAN,
        recall=hits / true if true else NAN,
        coverage=accepted / truth.size if truth.size else NAN,
        accepted=accepted,
        wrong=accepted - hits,
    )


def threshold_at_recall(labels: Any, scores: Any, recall: float) -> float:
    """The strictest threshold (a score) whose recall is at least ``recall`` (0..1); NaN without a true label."""
    truth, values = checked(labels, scores)
    if not truth.any():
        return NAN
    _, reached, levels = _curve(truth, values)
    return float(levels[int(np.argmax(reached >= min(recall, 1.0) - 1e-12))])


def precision_at_recall(labels: Any, scores: Any, recall: float) -> float:
    """Precision (0..1, higher is better) at the strictest threshold whose recall is at least ``recall``."""
    truth, values = checked(labels, scores)
    if not truth.any():
        return NAN
    precision, reached, _ = _curve(truth, values)
    return float(precision[int(np.argmax(reached >= min(recall, 1.0) - 1e-12))])


def recall_at_precision(labels: Any, scores: Any, precision: float) -> tuple[float, float]:
    """(largest recall, its threshold) with at least ``precision`` (0..1); (0, NaN) when no threshold gives it,
    NaN without a true label. Chosen on the data it is measured on, so it flatters: never a promise."""
    truth, values = checked(labels, scores)
    if not truth.any():
        return NAN, NAN
    precise, reached, levels = _curve(truth, values)
    good = np.flatnonzero(precise >= precision - 1e-12)
    return (float(reached[good[-1]]), float(levels[good[-1]])) if good.size else (0.0, NAN)


def threshold_at_false_alarms(labels: Any, scores: Any, share: float) -> float:
    """The highest threshold below which at most ``share`` (0..1) of the true ones lie; NaN without a true label.

    Stopping everything below it keeps the false alarms within ``share``.
    """
    truth, values = checked(labels, scores)
    true = np.sort(values[truth])
    return float(true[min(true.size - 1, int(share * true.size + 1e-9))]) if true.size else NAN


def roc_points(labels: Any, scores: Any) -> tuple[tuple[float, float], ...]:
    """(false positive rate, true positive rate) from (0, 0) to (1, 1) at every distinct score; empty with one class."""
    truth, values = checked(labels, scores)
    if truth.all() or not truth.any():
        return ()
    order = np.argsort(-values, kind="stable")
    ends = np.flatnonzero(np.r_[np.diff(values[order]) != 0, True])
    hits = np.cumsum(truth[order])[ends] / truth.sum()
    alarms = np.cumsum(~truth[order])[ends] / (~truth).sum()
    return ((0.0, 0.0), *((float(x), float(y)) for x, y in zip(alarms, hits, strict=True)))


def precision_points(labels: Any, scores: Any) -> tuple[tuple[float, float], ...]:
    """(recall, precision) at every distinct score, strictest first; empty without a true label."""
    truth, values = checked(labels, scores)
    if not truth.any():
        return ()
    precision, recall, _ = _curve(truth, values)
    return tuple((float(x), float(y)) for x, y in zip(recall, precision, strict=True))


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Scores of one bin: mean stated probability, share of true ones (both 0..1), and how many."""

    stated: float
    observed: float
    count: int


def reliability(labels: Any, probabilities: Any, bins: int = 10) -> tuple[ReliabilityBin, ...]:
    """The bins that ``calibration_error`` compares, without the empty ones."""
    truth, values = checked(labels, probabilities)
    index = np.minimum((values * bins).astype(np.intp), bins - 1)
    return tuple(
        ReliabilityBin(
            float(values[index == i].mean()), float(truth[index == i].mean()), int((index == i).sum())
        )
        for i in np.unique(index)
    )


def calibration_error(labels: Any, probabilities: Any, bins: int = 10) -> float:
    """Expected calibration error, 0..1, lower is better: mean gap between stated probability and share of
    true ones over ``bins`` equal-width bins, weighted by their size. ``ValueError`` outside 0..1."""
    truth, values = checked(labels, probabilities)
    if values.size == 0:
        return NAN
    if values.min() < 0.0 or values.max() > 1.0:
        raise ValueError("probabilities must lie in 0..1")
    index = np.minimum((values * bins).astype(np.intp), bins - 1)
    size = np.bincount(index, minlength=bins)
    gap = np.abs(
        np.bincount(index, weights=values, minlength=bins) - np.bincount(index, weights=truth, minlength=bins)
    )
    return float(gap[size > 0].sum() / values.size)


def pairwise_parts(
    labels: Any, scores: Any, groups: Sequence[Hashable]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For every original: (true, false) pairs ranked rightly (ties one half), and how many there are."""
    truth, values = checked(labels, scores)
    right, total = [], []
    for rows in group_rows(groups, truth.size):
        count = int(truth[rows].sum()) * int((~truth[rows]).sum())
        right.append(auc(truth[rows], values[rows]) * count if count else 0.0)
        total.append(float(count))
    return np.asarray(right, dtype=np.float64), np.asarray(total, dtype=np.float64)


def pairwise_accuracy(labels: Any, scores: Any, groups: Sequence[Hashable]) -> float:
    """Of all (true, false) pairs within one original, the share ranked rightly, ties one half. 0..1, higher
    is better; NaN when no original has both labels. Every such pair counts the same."""
    right, total = pairwise_parts(labels, scores, groups)
    return float(right.sum() / total.sum()) if total.sum() else NAN


def pairs_within(labels: Any, groups: Sequence[Hashable]) -> int:
    """Number of (true, false) pairs that ``pairwise_accuracy`` compares."""
    truth = np.asarray(labels, dtype=bool)
    return sum(int(truth[rows].sum()) * int((~truth[rows]).sum()) for rows in group_rows(groups, truth.size))


def recall_by(names: Sequence[frozenset[str]], caught: Sequence[bool]) -> dict[str, tuple[int, int]]:
    """For every name: (how many of the rows that carry it were caught, how many carry it)."""
    out: dict[str, tuple[int, int]] = {}
    for row, hit in zip(names, caught, strict=True):
        for name in row:
            found, total = out.get(name, (0, 0))
            out[name] = (found + int(hit), total + 1)
    return dict(sorted(out.items()))


# ------------------------------------------------------------------------------------ intervals
def group_rows(groups: Sequence[Hashable], count: int) -> list[NDArray[np.intp]]:
    """Row numbers of every group, in order of first appearance. ``ValueError`` when lengths differ."""
    if len(groups) != count:
        raise ValueError(f"{count} rows but {len(groups)} originals")
    rows: dict[Hashable, list[int]] = {}
    for index, group in enumerate(groups):
        rows.setdefault(group, []).append(index)
    return [np.asarray(members, dtype=np.intp) for members in rows.values()]


def bootstrap(
    figure: Callable[[NDArray[np.intp]], float],
    groups: Sequence[Hashable],
    *,
    rounds: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
) -> Interval:
    """Percentile interval of ``figure(rows)`` by drawing whole originals with replacement.

    Pairs of one original are not independent, so never draw pairs. Rounds in which the figure is NaN
    (one class only) are left out; with fewer than half of them left, or a single original, the limits
    are NaN: then the data do not carry an interval.
    """
    members = group_rows(groups, len(groups))
    if not members:
        return Interval(NAN, NAN, NAN, confidence)
    value = figure(np.concatenate(members))
    rng = np.random.default_rng(seed)
    draws = np.array(
        [
            figure(np.concatenate([members[i] for i in rng.integers(0, len(members), len(members))]))
            for _ in range(rounds)
        ]
        if len(members) > 1
        else []
    )
    usable = draws[~np.isnan(draws)]
    if usable.size < max(1, rounds // 2):
        return Interval(value, NAN, NAN, confidence)
    tail = (1.0 - confidence) / 2.0
    low, high = np.quantile(usable, (tail, 1.0 - tail))
    return Interval(value, float(low), float(high), confidence)
