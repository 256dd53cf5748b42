"""What a report says of each pair, gathered quickly on the thread that owns the table."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hfpc_desktop.domain import ranking
from hfpc_desktop.review.saved_judgements import KeptJudgement, kept_judgements, read_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from hfpc_desktop.domain.export_item import ExportItem
    from hfpc_desktop.domain.judgement import DefectKind, Judgement
    from hfpc_desktop.domain.remarks import Remark
    from hfpc_desktop.domain.verdict import Decision, Thresholds, Verdict
    from hfpc_desktop.review.saved_judgements import Read
    from hfpc_desktop.review.table import ReviewTable


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One pair. Scores 0..1, higher is better, ``None`` = missing. ``kept``: its judgement as the table keeps it."""

    original: Path
    generated: Path
    reward: float | None
    consistency: float | None
    approval: float | None
    verdict: Verdict
    decision: Decision
    remark: Remark
    kinds: tuple[DefectKind, ...]
    kept: KeptJudgement

    @property
    def judgement(self) -> Judgement | None:
        """What the models said, decoded anew each time it is asked for: ask once. Where it lies in the project file
        ``read_in`` has to be asked first. A learned head's reward is in ``reward`` only."""
        return replace(self.kept, learned=None).judgement


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What stands above the pairs. ``of``: pairs of the whole project (the report may hold fewer)."""

    project: str
    folders: tuple[str, ...]
    thresholds: Thresholds
    of: int
    made: str


def report_rows(table: ReviewTable, rows: Iterable[int]) -> list[ReportRow]:
    """These rows in their order; some ten microseconds each, nothing is decoded or read."""
    rows = [int(row) for row in rows]
    reward, consistency = table.exact_scores
    approval, bits = table.approval, table.defect_bits
    return [
        ReportRow(
            table.original(row),
            table.generated(row),
            _finite(reward[row]),
            _finite(consistency[row]),
            _finite(approval[row]),
            table.verdict(row),
            table.decision(row),
            table.remark(row),
            ranking.kinds_of(int(bits[row])),
            kept,
        )
        for row, kept in zip(rows, kept_judgements(table, rows), strict=True)
    ]


def read_rows(rows: Sequence[ReportRow], read: Read) -> list[ReportRow]:
    """The same rows, all judgements there (see ``saved_judgements.read_in``)."""
    kept = read_in([row.kept for row in rows], read)
    return [replace(row, kept=one) for row, one in zip(rows, kept, strict=True)]


def item_row(item: ExportItem) -> ReportRow:
    """The row of an exported pair."""
    known = item.judgement
    reward = None if known is None else known.reward
    consistency = None if known is None else known.consistency
    return ReportRow(
        item.original,
        item.generated,
        reward,
        consistency,
        None if reward is None or consistency is None else reward * consistency,
        item.verdict,
        item.decision,
        item.remark,
        () if known is None else tuple(dict.fromkeys(defect.kind for defect in known.defects)),
        KeptJudgement(item.pair_id, known),
    )


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
