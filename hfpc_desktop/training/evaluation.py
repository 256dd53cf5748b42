"""The three questions put to judged pairs: consistency, reward, and both against one label (HFPC).

The caller judges (or reads judgements back) and hands over ``JudgedPair``s; nothing here builds models.
How it is measured: ``measuring``. The protocol is written down in docs/evaluation.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.domain.judgement import DefectGroup, NotJudged
from hfpc_desktop.domain.verdict import Thresholds
from hfpc_desktop.training import metrics
from hfpc_desktop.training.mask_quality import mask_figures
from hfpc_desktop.training.measuring import (
    DEFAULT_PROTOCOL,
    JudgedPair,
    Protocol,
    Question,
    filled,
    measure,
    resampled,
)
from hfpc_desktop.training.report import Figure, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from hfpc_desktop.domain.judgement import Defect
    from hfpc_desktop.training.labels import LabelledPair
    from hfpc_desktop.training.mask_quality import MaskReader
    from hfpc_desktop.training.report import Cell, Report

__all__ = ["JudgedPair", "Protocol", "evaluate_approval", "evaluate_consistency", "evaluate_reward"]

HEADLINE_PRECISION = 0.964
"""The precision that the paper's abstract reports. Of which class, and at what recall, is not public."""
RECALLS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def evaluate_consistency(
    rows: Iterable[JudgedPair],
    *,
    limits: Thresholds | None = None,
    protocol: Protocol = DEFAULT_PROTOCOL,
    read_mask: MaskReader | None = None,
    plain: Sequence[float | None] | None = None,
    tables: tuple[Table, ...] = (),
) -> Report:
    """Consistency against the clear consistency labels.

    With ``read_mask`` (path -> uint8 mask) the masks found are compared with exact ones where the labels
    name them and the row has an overlay. ``plain``: the plain baseline's score of every row, measured
    by the caller (``plain_baseline``).
    """
    limits = limits or Thresholds()
    everything = list(rows)
    kept = [i for i, row in enumerate(everything) if row.pair.consistent is not None]
    used = [everything[i] for i in kept]
    signals: dict[str, Sequence[float | None]] = {}
    if plain is not None:
        signals["plain: saliency, SIFT, correlation"] = [plain[i] for i in kept]
    evidence = [row.judgement.evidence for row in used]
    signals |= {
        "outgrowth alone": [_negative(e.outgrowth) for e in evidence],
        "loss alone": [_negative(e.loss) for e in evidence],
        "IoU alone": [e.iou for e in evidence],
        "boundary F alone": [e.boundary_f for e in evidence],
        "colour difference alone": [_negative(e.colour_delta) for e in evidence],
    }
    extra = [_registration_rate(used)]
    if read_mask is not None:
        extra += mask_figures(used, read_mask)
    question = Question(
        title="Consistency: is the product still the same?",
        rows=tuple(used),
        truth=tuple(bool(row.pair.consistent) for row in used),
        scores=tuple(row.judgement.consistency for row in used),
        defects=tuple(row.pair.product_defects for row in used),
        signals=signals,
        levels=(limits.reject_consistency, 0.5, 0.9),
        approve=limits.approve_consistency,
        group=DefectGroup.PRODUCT,
        extra=tuple(extra),
        tables=tables,
    )
    return measure(question, protocol)


def evaluate_reward(
    rows: Iterable[JudgedPair],
    *,
    limits: Thresholds | None = None,
    protocol: Protocol = DEFAULT_PROTOCOL,
) -> Report:
    """Reward against background labels, or against the label of the whole pair when no background is labelled."""
    limits = limits or Thresholds()
    everything = list(rows)
    used = [row for row in everything if row.pair.background_good is not None]
    title = "Reward: is the new background suitable?"
    notes: tuple[str, ...] = ()
    if not used:
        used = [row for row in everything if row.pair.approved is not None]
        if used:
            title = "Reward against the label of the whole pair"
            notes = ("The label also fails a pair for its product, which the reward does not look at.",)
    signals: dict[str, Sequence[float | None]] = {
        "number of background defects named": [-float(len(_background(row))) for row in used],
        "worst severity named": [-max((d.severity for d in _background(row)), default=0.0) for row in used],
        "consistency in its place": [row.judgement.consistency for row in used],
    }
    question = Question(
        title=title,
        rows=tuple(used),
        truth=tuple(bool(_background_label(row.pair)) for row in used),
        scores=tuple(row.judgement.reward for row in used),
        defects=tuple(row.pair.background_defects for row in used),
        signals=signals,
        levels=(limits.reject_reward, 0.5, 0.9),
        approve=limits.approve_reward,
        group=DefectGroup.BACKGROUND,
        notes=notes,
    )
    return measure(question, protocol)


def evaluate_approval(
    rows: Iterable[JudgedPair],
    *,
    limits: Thresholds | None = None,
    protocol: Protocol = DEFAULT_PROTOCOL,
) -> Report:
    """The full HFPC protocol: reward and consistency together against one pass / fail label.

    The score is their product (see ``domain.verdict.approval``); beside it stands the paper's own order of
    work, the consistency filter first and the reward ranking what passed it. Rows without such a
    label use "product consistent and background good" when both are labelled.
    """
    limits = limits or Thresholds()
    used = [row for row in rows if _approved(row.pair) is not None]
    truth = np.array([bool(_approved(row.pair)) for row in used], dtype=bool)
    scores = tuple(_product(row) for row in used)
    filtered = [_filtered(row, limits.approve_consistency) for row in used]
    signals: dict[str, Sequence[float | None]] = {
        "reward alone": [row.judgement.reward for row in used],
        "consistency alone": [row.judgement.consistency for row in used],
        "consistency filter, then reward": filtered,
    }
    originals = [str(row.pair.original) for row in used]
    extra = (
        *_headline(truth, filled(scores), originals, protocol),
        *_at_limits(used, truth, originals, limits, protocol),
    )
    both = limits.approve_reward * limits.approve_consistency
    question = Question(
        title="HFPC: reward and consistency against one label",
        rows=tuple(used),
        truth=tuple(bool(value) for value in truth),
        scores=scores,
        defects=tuple(row.pair.product_defects | row.pair.background_defects for row in used),
        signals=signals,
        levels=(0.2, 0.6, 0.8),
        approve=both,
        extra=extra,
        tables=(_precision_table(truth, scores, signals, limits),) if truth.any() else (),
    )
    return measure(question, protocol)


# ------------------------------------------------------------------------------- the HFPC protocol
def _headline(
    truth: NDArray[np.bool_], scores: NDArray[np.float64], originals: list[str], protocol: Protocol
) -> list[Figure]:
    """How much can be accepted at the paper's precision; the threshold is chosen on these very labels."""
    name = f"recall at {HEADLINE_PRECISION:.1%} precision"
    reached, level = metrics.recall_at_precision(truth, scores, HEADLINE_PRECISION)
    if not reached > 0:
        return [Figure(name, reached, note="no threshold reaches it" if truth.any() else "")]
    accepted = int((scores >= level).sum())
    wrong = int((scores[~truth] >= level).sum())
    return [
        resampled(
            name,
            lambda rows: metrics.recall_at_precision(truth[rows], scores[rows], HEADLINE_PRECISION)[0],
            originals,
            protocol,
            f"accepting from {level:.3f}: {accepted} pairs, {wrong} wrong",
        )
    ]


def _at_limits(
    used: list[JudgedPair],
    truth: NDArray[np.bool_],
    originals: list[str],
    limits: Thresholds,
    protocol: Protocol,
) -> list[Figure]:
    """Pass exactly what the product calls "approve": both scores at or above their limits."""
    accepted = np.array([_passes(row, limits) for row in used], dtype=bool)
    rejected = ~accepted

    def share(of: NDArray[np.bool_], among: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        return of & among, among

    figures = []
    for name, (hits, among), note in (
        ("precision of pass at the limits", share(truth, accepted), f"{int(accepted.sum())} pairs pass"),
        ("recall of pass at the limits", share(accepted, truth), f"{int(truth.sum())} good pairs"),
        ("precision of fail at the limits", share(~truth, rejected), f"{int(rejected.sum())} pairs fail"),
        ("coverage at the limits", share(accepted, np.ones_like(truth)), "share of all pairs that pass"),
    ):
        figures.append(
            resampled(name, lambda rows, h=hits, a=among: _ratio(h[rows], a[rows]), originals, protocol, note)  # type: ignore[misc]
        )
    return figures


def _ratio(hits: NDArray[np.bool_], among: NDArray[np.bool_]) -> float:
    return float(hits.sum() / among.sum()) if among.any() else metrics.NAN


def _precision_table(
    truth: NDArray[np.bool_],
    scores: Sequence[float | None],
    signals: dict[str, Sequence[float | None]],
    limits: Thresholds,
) -> Table:
    columns = {"reward × consistency": filled(scores), **{name: filled(c) for name, c in signals.items()}}
    rows: list[tuple[Cell, ...]] = []
    for recall in RECALLS:
        cells: list[Cell] = [f"{recall:.1f}"]
        for values in columns.values():
            level = metrics.threshold_at_recall(truth, values, recall)
            # at the lowest value everything is accepted, also what was filtered out or not judged
            reached = level > values.min() or bool((values >= 0).all())
            cells.append(metrics.precision_at_recall(truth, values, recall) if reached else None)
        level = metrics.threshold_at_recall(truth, columns["reward × consistency"], recall)
        cells.append(int((columns["reward × consistency"][~truth] >= level).sum()))
        rows.append(tuple(cells))
    head = ("recall", *columns, "false passes")
    note = (
        f"Precision of pass where that recall is reached; base rate {truth.mean():.3f}. The filter keeps pairs with "
        f"consistency >= {limits.approve_consistency:.2f}; a dash: the filter leaves too few. False passes: of reward × consistency."
    )
    return Table("Precision of pass by recall", head, tuple(rows), note)


def _product(row: JudgedPair) -> float | None:
    reward, consistency = row.judgement.reward, row.judgement.consistency
    return None if reward is None or consistency is None else reward * consistency


def _filtered(row: JudgedPair, least: float) -> float | None:
    consistency = row.judgement.consistency
    return row.judgement.reward if consistency is not None and consistency >= least else None


def _passes(row: JudgedPair, limits: Thresholds) -> bool:
    reward, consistency = row.judgement.reward, row.judgement.consistency
    return (
        reward is not None
        and consistency is not None
        and reward >= limits.approve_reward
        and consistency >= limits.approve_consistency
    )


def _approved(pair: LabelledPair) -> bool | None:
    if pair.approved is not None:
        return pair.approved
    if pair.consistent is None or pair.background_good is None:
        return None
    return pair.consistent and pair.background_good


def has_approval(pair: LabelledPair) -> bool:
    """Whether ``evaluate_approval`` can use the pair."""
    return _approved(pair) is not None


# ------------------------------------------------------------------------------------- helpers
def _registration_rate(used: Sequence[JudgedPair]) -> Figure:
    """Share of all labelled pairs whose product was registered, 0..1, higher is better."""
    registered = [
        row.judgement.evidence.registration is not None
        and row.judgement.not_judged is not NotJudged.NOT_REGISTERED
        for row in used
    ]
    value = sum(registered) / len(registered) if registered else metrics.NAN
    return Figure("registration rate", value, note=f"{sum(registered)} of {len(registered)} pairs")


def _background(row: JudgedPair) -> list[Defect]:
    return [defect for defect in row.judgement.defects if defect.kind.group is DefectGroup.BACKGROUND]


def _background_label(pair: LabelledPair) -> bool | None:
    return pair.approved if pair.background_good is None else pair.background_good


def _negative(value: float | None) -> float | None:
    return None if value is None else -value
