"""From labels and scores to a ``Report``: the protocol that every evaluation shares.

"Accept" means a score at or above a threshold, so precision is the share of accepted pairs that people
pass. A pair that was not judged is accepted by no threshold: it values below every score (``UNJUDGED``)
and counts in recall, coverage and AUC, so that refusing the hard pairs earns nothing. Only the
calibration leaves it out. Intervals draw originals, not pairs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.language import counted
from hfpc_desktop.training import metrics
from hfpc_desktop.training.report import (
    Baseline,
    Curve,
    DefectRecall,
    Figure,
    Report,
    ScoredRow,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from hfpc_desktop.domain.judgement import DefectGroup, Judgement, Overlay
    from hfpc_desktop.training.labels import LabelledPair

    Signals = Mapping[str, Sequence[float | None]]

UNJUDGED = -1.0
"""Ranks a pair without a score below every score."""
_CURVES = 3
"""Baselines drawn beside the score: the best ones."""


@dataclass(frozen=True, slots=True, eq=False)
class JudgedPair:
    """A labelled pair with what the models said; ``overlay`` only where masks are to be measured."""

    pair: LabelledPair
    judgement: Judgement
    overlay: Overlay | None = None


@dataclass(frozen=True, slots=True)
class Protocol:
    """How to measure: ``recall`` at which precision is read, ``alarms`` allowed where recall per defect is
    read (both 0..1), bootstrap ``rounds`` and their ``seed``."""

    recall: float = 0.6
    alarms: float = 0.05
    rounds: int = 1000
    seed: int = 0


DEFAULT_PROTOCOL = Protocol()


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What is asked of labelled pairs.

    ``truth`` bool and ``scores`` (0..1, ``None`` = not judged) of every pair in ``rows``; ``defects``: labelled
    names; ``group``: which kind of defect the score is about (``None`` = any); ``levels``: thresholds to list
    beside ``approve``; ``signals``: baselines by name, one value a row, higher = more likely true.
    """

    title: str
    rows: tuple[JudgedPair, ...]
    truth: tuple[bool, ...]
    scores: tuple[float | None, ...]
    defects: tuple[frozenset[str], ...]
    signals: Signals
    levels: tuple[float, ...]
    approve: float
    group: DefectGroup | None = None
    extra: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


def measure(question: Question, protocol: Protocol) -> Report:
    """Measure everything that the labels can tell."""
    labels = np.asarray(question.truth, dtype=bool)
    values = filled(question.scores)
    originals = [str(row.pair.original) for row in question.rows]
    judged = values != UNJUDGED
    levels = sorted({*question.levels, question.approve})
    return Report(
        title=question.title,
        pairs=len(question.rows),
        judged=int(judged.sum()),
        originals=len(set(originals)),
        positives=int(labels.sum()),
        figures=(*_figures(labels, values, originals, protocol), *question.extra),
        thresholds=tuple(metrics.at_threshold(labels, values, level) for level in levels),
        defects=_defects(question, labels, values, protocol),
        baselines=_baselines(labels, question.signals, originals, protocol),
        not_judged=_reasons(question, judged),
        notes=(*question.notes, *_notes(labels, originals, judged)),
        recall=protocol.recall,
        alarms=protocol.alarms,
        approve=question.approve,
        tables=question.tables,
        roc=_curves(labels, values, question.signals, metrics.roc_points),
        precision=_curves(labels, values, question.signals, metrics.precision_points),
        reliability=metrics.reliability(labels[judged], values[judged]) if judged.any() else (),
        rows=_rows(question, labels, values),
    )


def filled(values: Sequence[float | None]) -> NDArray[np.float64]:
    """Scores as an array; what was not judged values below everything that was."""
    known = [value for value in values if value is not None and math.isfinite(value)]
    lowest = min([*known, 0.0]) + UNJUDGED
    return np.array(
        [lowest if value is None or not math.isfinite(value) else value for value in values], dtype=np.float64
    )


def resampled(
    name: str,
    figure: Callable[[NDArray[np.intp]], float],
    originals: Sequence[str],
    protocol: Protocol,
    note: str = "",
) -> Figure:
    """A figure of row numbers with its interval, drawn by original."""
    found = metrics.bootstrap(figure, originals, rounds=protocol.rounds, seed=protocol.seed)
    return Figure(name, found.value, found.low, found.high, note)


def _figures(
    labels: NDArray[np.bool_],
    values: NDArray[np.float64],
    originals: list[str],
    protocol: Protocol,
) -> list[Figure]:
    recall = protocol.recall
    level = metrics.threshold_at_recall(labels, values, recall)
    wrong = float((values[~labels] >= level).sum()) if labels.any() else metrics.NAN
    fails = int((~labels).sum())

    def calibration(rows: NDArray[np.intp]) -> float:
        rows = rows[values[rows] != UNJUDGED]
        return metrics.calibration_error(labels[rows], values[rows])

    right, total = metrics.pairwise_parts(labels, values, originals)
    right, total = right[total > 0], total[total > 0]
    each = [str(number) for number in range(right.size)]  # one entry an original
    within = Figure("pairwise accuracy within original", metrics.NAN)
    if total.sum():
        within = resampled(
            within.name,
            lambda rows: float(right[rows].sum() / total[rows].sum()),
            each,
            protocol,
        )
    return [
        resampled("AUC", lambda rows: metrics.auc(labels[rows], values[rows]), originals, protocol),
        resampled(
            "average precision",
            lambda rows: metrics.average_precision(labels[rows], values[rows]),
            originals,
            protocol,
        ),
        resampled(
            f"precision at recall {recall:g}",
            lambda rows: metrics.precision_at_recall(labels[rows], values[rows], recall),
            originals,
            protocol,
            f"accepting from {level:.3f}",
        ),
        resampled(
            f"false passes at recall {recall:g}",
            lambda rows: _false_passes(labels[rows], values[rows], recall),
            originals,
            protocol,
            f"{wrong:.0f} of {fails} fails, as a share",
        ),
        resampled("calibration error", calibration, originals, protocol),
        Figure(
            within.name, within.value, within.low, within.high, f"{total.sum():.0f} pairs of a good and a bad one"
        ),
    ]  # fmt: skip


def _false_passes(labels: NDArray[np.bool_], values: NDArray[np.float64], recall: float) -> float:
    """Share (0..1, lower is better) of the fails at or above the score that ``recall`` of the passes reach."""
    if labels.all() or not labels.any():
        return metrics.NAN
    level = metrics.threshold_at_recall(labels, values, recall)
    return float((values[~labels] >= level).mean())


def _baselines(
    labels: NDArray[np.bool_], signals: Signals, originals: list[str], protocol: Protocol
) -> tuple[Baseline, ...]:
    if not labels.size:
        return ()
    base = float(labels.mean())
    out = [Baseline("approve all", 0.5 if 0 < base < 1 else metrics.NAN, precision=base)]
    for name, column in signals.items():
        values = filled(column)
        missing = sum(value is None or not math.isfinite(value) for value in column)
        found = metrics.bootstrap(
            lambda rows, values=values: metrics.auc(labels[rows], values[rows]),  # type: ignore[misc]
            originals,
            rounds=protocol.rounds,
            seed=protocol.seed,
        )
        precise = metrics.precision_at_recall(labels, values, protocol.recall)
        note = f"missing on {missing}" if missing else ""
        out.append(Baseline(name, found.value, found.low, found.high, precise, note))
    return tuple(out)


def _defects(
    question: Question,
    labels: NDArray[np.bool_],
    values: NDArray[np.float64],
    protocol: Protocol,
) -> tuple[DefectRecall, ...]:
    """Recall per labelled defect. False alarms are counted on the pairs that are labelled good."""
    kinds = [
        frozenset(str(defect.kind) for defect in row.judgement.defects if not defect.kind.is_remark)
        for row in question.rows
    ]
    level = metrics.threshold_at_false_alarms(labels, values, protocol.alarms)
    out = []
    for defect in sorted(set().union(*question.defects)):
        rows = np.array([defect in names for names in question.defects], dtype=bool)
        rows &= ~labels
        if not rows.any():
            continue
        among = rows | labels
        out.append(
            DefectRecall(
                defect,
                int(rows.sum()),
                int((values[rows] < question.approve).sum()),
                sum(defect in kinds[i] for i in np.flatnonzero(rows)),
                int((values[rows] < level).sum()),
                metrics.auc(labels[among], values[among]),
                sum(defect in kinds[i] for i in np.flatnonzero(labels)),
            )
        )
    return tuple(out)


def _curves(
    labels: NDArray[np.bool_],
    values: NDArray[np.float64],
    signals: Signals,
    points: Callable[[NDArray[np.bool_], NDArray[np.float64]], tuple[tuple[float, float], ...]],
) -> tuple[Curve, ...]:
    if labels.all() or not labels.any():
        return ()
    others = [(name, filled(column)) for name, column in signals.items()]
    others.sort(key=lambda item: -metrics.auc(labels, item[1]))
    curves = [Curve("score", points(labels, values))]
    return (*curves, *(Curve(name, points(labels, values)) for name, values in others[:_CURVES]))


def _rows(
    question: Question, labels: NDArray[np.bool_], values: NDArray[np.float64]
) -> tuple[ScoredRow, ...]:
    passes, fails = np.sort(values[labels]), np.sort(values[~labels])
    out = []
    for i, row in enumerate(question.rows):
        found = [d for d in row.judgement.defects if question.group in (None, d.kind.group)]
        reason = row.judgement.not_judged
        out.append(
            ScoredRow(
                original=str(row.pair.original),
                generated=str(row.pair.generated),
                label=bool(labels[i]),
                score=question.scores[i],
                regret=_regret(values[i], fails) if labels[i] else 1.0 - _regret(values[i], passes),
                defects=tuple(sorted(question.defects[i])),
                named=tuple(str(d.kind) for d in found),
                said=tuple(messages.sentence(d) for d in found[:3]),
                reason=str(reason) if question.scores[i] is None and reason else "",
                note=row.pair.note,
            )
        )
    return tuple(out)


def _regret(rank: float, others: NDArray[np.float64]) -> float:
    """Share of ``others`` (sorted) above ``rank``, ties one half; 0 without others."""
    if not others.size:
        return 0.0
    below = np.searchsorted(others, rank, side="left")
    not_above = np.searchsorted(others, rank, side="right")
    return float((others.size - (below + not_above) / 2.0) / others.size)


def _reasons(question: Question, judged: NDArray[np.bool_]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for row, known in zip(question.rows, judged, strict=True):
        if not known:
            reason = str(row.judgement.not_judged or "no score")
            counts[reason] = counts.get(reason, 0) + 1
    return tuple(sorted(counts.items()))


def _notes(labels: NDArray[np.bool_], originals: Sequence[str], judged: NDArray[np.bool_]) -> tuple[str, ...]:
    notes = []
    if not judged.any():
        notes.append("No labelled pair was judged: nothing can be measured.")
    elif labels.all() or not labels.any():
        notes.append("All labels are the same: AUC and pairwise accuracy cannot be measured.")
    if judged.any() and not judged.all():
        notes.append(
            "Pairs that were not judged count as never accepted; only the calibration leaves them out."
        )
    if 0 < len(set(originals)) < 10:
        notes.append(f"Only {counted(len(set(originals)), 'original')}: read the intervals, not the values.")
    return tuple(notes)
