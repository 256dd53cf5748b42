"""What a report says of each pair, gathered quickly on the thread that owns the table."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hfpc_desktop.domain import codec, ranking

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from hfpc_desktop.domain.export_item import ExportItem
    from hfpc_desktop.domain.judgement import DefectKind, Judgement
    from hfpc_desktop.domain.remarks import Remark
    from hfpc_desktop.domain.verdict import Decision, Thresholds, Verdict
    from hfpc_desktop.review.table import ReviewTable


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One pair. Scores 0..1, higher is better, ``None`` = missing. ``kept``: its judgement, maybe still as text."""

    original: Path
    generated: Path
    reward: float | None
    consistency: float | None
    approval: float | None
    verdict: Verdict
    decision: Decision
    remark: Remark
    kinds: tuple[DefectKind, ...]
    kept: Judgement | str | None

    @property
    def judgement(self) -> Judgement | None:
        """Decoded anew each time it is asked for: ask once."""
        return codec.decode(self.kept) if isinstance(self.kept, str) else self.kept


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What stands above the pairs. ``of``: pairs of the whole project (the report may hold fewer)."""

    project: str
    folders: tuple[str, ...]
    thresholds: Thresholds
    of: int
    made: str


def report_rows(table: ReviewTable, rows: Iterable[int]) -> list[ReportRow]:
    """These rows in their order; some ten microseconds each, nothing is decoded."""
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
            table.kept_judgement(row),
        )
        for row in map(int, rows)
    ]


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
        known,
    )


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
