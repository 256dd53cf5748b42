"""Evaluation of judgements against labels: one honest report for people and for machines.

The caller judges (or reads judgements back) and hands over ``JudgedPair``s; nothing here builds models.
"Accept" means a score at or above a threshold, so precision is the share of accepted pairs that people
pass. Pairs that were not judged are counted and left out of every ratio but the coverage of all pairs.
Intervals draw originals, not pairs. The protocol is written down in docs/evaluation.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain.judgement import NotJudged
from hfpc_desktop.domain.masks import as_bool, boundary_f, iou
from hfpc_desktop.domain.verdict import Thresholds
from hfpc_desktop.training import metrics
from hfpc_desktop.training.report import DefectRecall, Figure, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from hfpc_desktop.domain.judgement import Judgement, Overlay
    from hfpc_desktop.training.labels import LabelledPair

    MaskReader = Callable[[Path], NDArray[np.uint8]]

RECALL = 0.6
"""Recall at which precision is always reported, so that two models can be compared."""


@dataclass(frozen=True, slots=True, eq=False)
class JudgedPair:
    """A labelled pair with what the models said; ``overlay`` only where masks are to be measured."""

    pair: LabelledPair
    judgement: Judgement
    overlay: Overlay | None = None


# ------------------------------------------------------------------------------------- reports
def evaluate_consistency(
    rows: Iterable[JudgedPair],
    *,
    limits: Thresholds | None = None,
    read_mask: MaskReader | None = None,
    rounds: int = 1000,
    seed: int = 0,
) -> Report:
    """Consistency against the clear consistency labels.

    With ``read_mask`` (path -> uint8 mask) the masks found are compared with exact ones where the labels
    name them and the row has an overlay.
    """
    limits = limits or Thresholds()
    used = [row for row in rows if row.pair.consistent is not None]
    judged = [row for row in used if row.judgement.consistency is not None]
    signals = {
        "outgrowth alone": [_negative(row.judgement.evidence.outgrowth) for row in judged],
        "loss alone": [_negative(row.judgement.evidence.loss) for row in judged],
        "IoU alone": [row.judgement.evidence.iou for row in judged],
        "boundary F alone": [row.judgement.evidence.boundary_f for row in judged],
        "colour difference alone": [_negative(row.judgement.evidence.colour_delta) for row in judged],
    }
    extra = [_registration_rate(used)]
    if read_mask is not None:
        extra += _mask_figures(used, read_mask)
    return _report(
        "Consistency: is the product still the same?",
        used,
        judged,
        truth=[bool(row.pair.consistent) for row in judged],
        scores=[float(row.judgement.consistency or 0.0) for row in judged],
        named=[row.pair.product_defects for row in judged],
        signals=signals,
        levels=(limits.reject_consistency, 0.5, limits.approve_consistency, 0.9),
        approve=limits.approve_consistency,
        extra=extra,
        rounds=rounds,
        seed=seed,
    )


def evaluate_reward(
    rows: Iterable[JudgedPair], *, limits: Thresholds | None = None, rounds: int = 1000, seed: int = 0
) -> Report:
    """Reward against background labels. Ranks by ``reward_raw`` where it is known (no ties by rounding)."""
    limits = limits or Thresholds()
    used = [row for row in rows if row.pair.background_good is not None]
    judged = [row for row in used if row.judgement.reward is not None]
    signals = {
        "number of background defects named": [-float(len(_background(row))) for row in judged],
        "worst severity named": [-max((d.severity for d in _background(row)), default=0.0) for row in judged],
        "consistency in its place": [row.judgement.consistency for row in judged],
    }
    return _report(
        "Reward: is the new background suitable?",
        used,
        judged,
        truth=[bool(row.pair.background_good) for row in judged],
        scores=[float(row.judgement.reward or 0.0) for row in judged],
        named=[row.pair.background_defects for row in judged],
        signals=signals,
        levels=(limits.reject_reward, 0.5, limits.approve_reward, 0.9),
        approve=limits.approve_reward,
        extra=[],
        rounds=rounds,
        seed=seed,
    )


def evaluate_approval(
    rows: Iterable[JudgedPair], *, limits: Thresholds | None = None, rounds: int = 1000, seed: int = 0
) -> Report:
    """Reward and consistency together against one label for the pair: the setting of HFPC-44k.

    The score is their product (see ``domain.verdict.approval``). Rows without such a label use
    "product consistent and background good" when both are labelled.
    """
    limits = limits or Thresholds()
    used = [row for row in rows if _approved(row.pair) is not None]
    judged = [
        row for row in used if row.judgement.reward is not None and row.judgement.consistency is not None
    ]
    scores = [float(row.judgement.reward or 0.0) * float(row.judgement.consistency or 0.0) for row in judged]
    signals = {
        "reward alone": [row.judgement.reward for row in judged],
        "consistency alone": [row.judgement.consistency for row in judged],
    }
    return _report(
        "Approval: reward and consistency against one label",
        used,
        judged,
        truth=[bool(_approved(row.pair)) for row in judged],
        scores=scores,
        named=[row.pair.product_defects | row.pair.background_defects for row in judged],
        signals=signals,
        levels=(0.2, limits.approve_reward * limits.approve_consistency, 0.6, 0.8),
        approve=limits.approve_reward * limits.approve_consistency,
        extra=[],
        rounds=rounds,
        seed=seed,
    )


def _approved(pair: LabelledPair) -> bool | None:
    if pair.approved is not None:
        return pair.approved
    if pair.consistent is None or pair.background_good is None:
        return None
    return pair.consistent and pair.background_good


def _report(
    title: str,
    used: Sequence[JudgedPair],
    judged: Sequence[JudgedPair],
    *,
    truth: list[bool],
    scores: list[float],
    named: list[frozenset[str]],
    signals: dict[str, list[float | None]] | dict[str, list[float]],
    levels: tuple[float, ...],
    approve: float,
    extra: list[Figure],
    rounds: int,
    seed: int,
) -> Report:
    labels, values = np.asarray(truth, dtype=bool), np.asarray(scores, dtype=np.float64)
    originals = [str(row.pair.original) for row in judged]
    stopped = values < approve
    return Report(
        title=title,
        pairs=len(used),
        judged=len(judged),
        originals=len({str(row.pair.original) for row in used}),
        positives=int(labels.sum()),
        figures=(*_figures(labels, values, originals, rounds=rounds, seed=seed), *extra),
        thresholds=tuple(metrics.at_threshold(labels, values, level) for level in sorted(set(levels))),
        defects=_defect_recall(judged, named, stopped),
        baselines=_baselines(labels, signals, originals, rounds=rounds, seed=seed),
        not_judged=_reasons(used, judged),
        notes=_notes(labels, originals),
    )


# ------------------------------------------------------------------------------------- figures
def _figures(
    labels: NDArray[np.bool_],
    values: NDArray[np.float64],
    originals: list[str],
    *,
    rounds: int,
    seed: int,
) -> list[Figure]:
    def resampled(name: str, figure: Callable[[NDArray[np.intp]], float], note: str = "") -> Figure:
        found = metrics.bootstrap(figure, originals, rounds=rounds, seed=seed)
        return Figure(name, found.value, found.low, found.high, note)

    within = metrics.pairs_within(labels, originals)
    return [
        resampled("AUC", lambda rows: metrics.auc(labels[rows], values[rows])),
        resampled("average precision", lambda rows: metrics.average_precision(labels[rows], values[rows])),
        resampled(
            f"precision at recall {RECALL}",
            lambda rows: metrics.precision_at_recall(labels[rows], values[rows], RECALL),
        ),
        resampled("calibration error", lambda rows: metrics.calibration_error(labels[rows], values[rows])),
        Figure(
            "pairwise accuracy within original",
            metrics.pairwise_accuracy(labels, values, originals),
            note=f"{within} pairs of a good and a bad one",
        ),
    ]


def _baselines(
    labels: NDArray[np.bool_],
    signals: dict[str, list[float | None]] | dict[str, list[float]],
    originals: list[str],
    *,
    rounds: int,
    seed: int,
) -> tuple[Figure, ...]:
    share = metrics.bootstrap(
        lambda rows: float(labels[rows].mean()) if rows.size else metrics.NAN,
        originals,
        rounds=rounds,
        seed=seed,
    )
    out = [Figure("approve all: precision", share.value, share.low, share.high, "AUC 0.5")]
    for name, column in signals.items():
        known = np.array([value is not None and math.isfinite(value) for value in column], dtype=bool)
        values = np.array(
            [value for value, keep in zip(column, known, strict=True) if keep], dtype=np.float64
        )
        note = f"AUC on {int(known.sum())} pairs"
        out.append(
            Figure(name, metrics.auc(labels[known], values) if known.any() else metrics.NAN, note=note)
        )
    return tuple(out)


def _defect_recall(
    judged: Sequence[JudgedPair], named: Sequence[frozenset[str]], stopped: NDArray[np.bool_]
) -> tuple[DefectRecall, ...]:
    kinds = [frozenset(str(defect.kind) for defect in row.judgement.defects) for row in judged]
    out = []
    for defect in sorted(set().union(*named)):
        rows = [i for i, names in enumerate(named) if defect in names]
        out.append(
            DefectRecall(
                defect,
                len(rows),
                sum(bool(stopped[i]) for i in rows),
                sum(defect in kinds[i] for i in rows),
            )
        )
    return tuple(out)


def _registration_rate(used: Sequence[JudgedPair]) -> Figure:
    """Share of all labelled pairs whose product was registered, 0..1, higher is better."""
    registered = [
        row.judgement.evidence.registration is not None
        and row.judgement.not_judged is not NotJudged.NOT_REGISTERED
        for row in used
    ]
    value = sum(registered) / len(registered) if registered else metrics.NAN
    return Figure("registration rate", value, note=f"{sum(registered)} of {len(registered)} pairs")


def _mask_figures(used: Sequence[JudgedPair], read_mask: MaskReader) -> list[Figure]:
    """Median IoU and boundary F (0..1, higher is better) of found against exact masks."""
    pairs: dict[str, list[tuple[NDArray[np.bool_], NDArray[np.bool_]]]] = {"original": [], "generated": []}
    seen: set[Path] = set()
    for row in used:
        if row.overlay is None:
            continue
        exact, found = row.pair.original_mask, row.overlay.original_mask
        if exact is not None and found is not None and exact not in seen:
            seen.add(exact)
            pairs["original"].append((as_bool(found), _fitted(read_mask(exact), found.shape)))
        exact, found = row.pair.generated_mask, row.overlay.generated_mask
        if exact is not None and found is not None:
            pairs["generated"].append((as_bool(found), _fitted(read_mask(exact), found.shape)))
    out = []
    for frame, masks in pairs.items():
        if masks:
            note = f"median of {len(masks)} masks"
            out.append(
                Figure(f"{frame} mask IoU", float(np.median([iou(a, b) for a, b in masks])), note=note)
            )
            edge = float(np.median([boundary_f(a, b) for a, b in masks]))
            out.append(Figure(f"{frame} mask boundary F", edge, note=note))
    return out


def _fitted(mask: NDArray[np.uint8], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """``mask`` at ``shape`` (height, width): nearest pixel centre."""
    height, width = shape[:2]
    rows = ((np.arange(height) + 0.5) * mask.shape[0] / height).astype(np.intp)
    columns = ((np.arange(width) + 0.5) * mask.shape[1] / width).astype(np.intp)
    return as_bool(mask[rows][:, columns])


def _reasons(used: Sequence[JudgedPair], judged: Sequence[JudgedPair]) -> tuple[tuple[str, int], ...]:
    kept = {id(row) for row in judged}
    counts: dict[str, int] = {}
    for row in used:
        if id(row) not in kept:
            reason = str(row.judgement.not_judged or "no score")
            counts[reason] = counts.get(reason, 0) + 1
    return tuple(sorted(counts.items()))


def _notes(labels: NDArray[np.bool_], originals: Sequence[str]) -> tuple[str, ...]:
    notes = []
    if labels.size == 0:
        notes.append("No labelled pair was judged: nothing can be measured.")
    elif labels.all() or not labels.any():
        notes.append("All labels are the same: AUC and pairwise accuracy cannot be measured.")
    if 0 < len(set(originals)) < 10:
        notes.append(f"Only {len(set(originals))} originals: read the intervals, not the values.")
    return tuple(notes)


def _background(row: JudgedPair) -> list[Any]:
    return [defect for defect in row.judgement.defects if defect.kind.group == "background"]


def _negative(value: float | None) -> float | None:
    return None if value is None else -value
