"""What an evaluation found, as values: a plain table for people, JSON for machines.

``report_html`` draws the same values as a page; nothing here is measured or judged.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from hfpc_desktop.domain.language import counted
from hfpc_desktop.training import metrics

if TYPE_CHECKING:
    from collections.abc import Iterable

Cell = str | float | int | None
MISTAKES_IN_TEXT = 8


@dataclass(frozen=True, slots=True)
class Figure:
    """One named figure, its bootstrap limits (NaN = none) and what it was measured on."""

    name: str
    value: float
    low: float = metrics.NAN
    high: float = metrics.NAN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a simpler way reaches on the same pairs: AUC with its limits, precision at the report's recall."""

    name: str
    auc: float
    low: float = metrics.NAN
    high: float = metrics.NAN
    precision: float = metrics.NAN
    note: str = ""


@dataclass(frozen=True, slots=True)
class DefectRecall:
    """Pairs with one labelled defect, and what became of them.

    ``stopped``: score below the approve limit. ``caught``: score below the level that keeps false alarms
    within the report's ``alarms``. ``auc``: against pairs without a defect, 0..1, higher is better.
    ``named``: the judgement names this defect. ``named_wrongly``: named on a pair without a defect.
    """

    defect: str
    pairs: int
    stopped: int
    named: int
    caught: int = 0
    auc: float = metrics.NAN
    named_wrongly: int = 0


@dataclass(frozen=True, slots=True)
class Curve:
    """A named line of (x, y) points, both 0..1."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A further table. Cells are text, numbers, or ``None`` for "could not be measured"."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """One labelled pair in the report. ``score`` 0..1 or ``None`` with a ``reason``.

    ``regret`` 0..1: the share of pairs of the other label that this one is on the wrong side of (a fail
    above a pass, a pass below a fail; ties one half). ``said``: sentences of the judgement.
    """

    original: str
    generated: str
    label: bool
    score: float | None
    regret: float
    defects: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything measured in one evaluation. ``text()`` for people, ``as_json()`` for machines.

    ``pairs`` carry a label, ``judged`` of them a score, ``positives`` of them (judged or not) are labelled
    true. ``recall`` and ``alarms`` (0..1) are where precision and recall per defect were read.
    """

    title: str
    pairs: int = 0
    judged: int = 0
    originals: int = 0
    positives: int = 0
    figures: tuple[Figure, ...] = ()
    thresholds: tuple[metrics.AtThreshold, ...] = ()
    defects: tuple[DefectRecall, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    not_judged: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    recall: float = 0.6
    alarms: float = 0.05
    approve: float = metrics.NAN
    tables: tuple[Table, ...] = ()
    roc: tuple[Curve, ...] = ()
    precision: tuple[Curve, ...] = ()
    reliability: tuple[metrics.ReliabilityBin, ...] = ()
    rows: tuple[ScoredRow, ...] = ()

    def figure(self, name: str) -> Figure:
        """The figure of that name; ``KeyError`` when there is none."""
        for entry in self.figures:
            if entry.name == name:
                return entry
        raise KeyError(name)

    def baseline(self, name: str) -> Baseline:
        """The baseline of that name; ``KeyError`` when there is none."""
        for entry in self.baselines:
            if entry.name == name:
                return entry
        raise KeyError(name)

    def mistakes(self, label: bool, most: int) -> tuple[ScoredRow, ...]:
        """The worst mistakes on pairs with ``label``, worst first; only rows on the wrong side of something."""
        wrong = [row for row in self.rows if row.label is label and row.regret > 0]
        return tuple(sorted(wrong, key=lambda row: (-row.regret, row.generated))[:most])

    def altered(self, most: int) -> tuple[tuple[str, tuple[ScoredRow, ...]], ...]:
        """Per labelled defect (by name; "" for pairs that are labelled bad without one) up to ``most`` pairs, highest score first."""
        groups: dict[str, list[ScoredRow]] = {}
        for row in self.rows:
            for name in () if row.label else (row.defects or ("",)):
                groups.setdefault(name, []).append(row)
        return tuple(
            (name, tuple(sorted(rows, key=lambda row: (-(row.score or 0.0), row.generated))[:most]))
            for name, rows in sorted(groups.items())
        )

    def text(self) -> str:
        """Plain tables, at most about 110 characters wide."""
        lines = [self.title, "=" * len(self.title)]
        if self.figures:
            lines += self._figure_lines()
        for table in self.tables:
            rows = (tuple(cell_text(cell) for cell in row) for row in table.rows)
            lines += ["", table.title, *_table(table.head, rows)]
            lines += [table.note] if table.note else []
        lines += self._mistake_lines()
        lines += ["", *(f"Note: {note}" for note in self.notes)] if self.notes else []
        return "\n".join(lines) + "\n"

    def _figure_lines(self) -> list[str]:
        share = self.positives / self.pairs if self.pairs else metrics.NAN
        lines = [
            (
                f"{counted(self.pairs, 'labelled pair')} of {counted(self.originals, 'original')}, "
                f"{self.positives} good ({number(share)}); "
                f"{self.judged} judged."
            ),
        ]
        lines += [f"  not judged: {count} x {reason}" for reason, count in self.not_judged]
        lines += ["", *_table(("figure", "value", "95 % interval", ""), map(figure_row, self.figures))]
        if self.baselines:
            lines += ["", *_table(baseline_head(self), map(baseline_row, self.baselines))]
        if self.thresholds:
            lines += ["", *_table(THRESHOLD_HEAD, map(threshold_row, self.thresholds))]
        if self.defects:
            lines += ["", *_table(defect_head(self), map(defect_row, self.defects))]
        return lines

    def as_json(self) -> dict[str, Any]:
        """Plain values; a figure that could not be measured is ``None``."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    def _mistake_lines(self) -> list[str]:
        lines = []
        for label, title in ((False, "Worst false passes"), (True, "Worst false alarms")):
            rows = self.mistakes(label, MISTAKES_IN_TEXT)
            if rows:
                cells = ((_name(row.generated), score_text(row), _why(row)) for row in rows)
                lines += ["", *_table((title, "score", "labelled; said"), cells)]
        return lines


@dataclass(frozen=True, slots=True)
class Document:
    """One run of an evaluation: its reports and where they come from (label file, models, limits)."""

    title: str
    reports: tuple[Report, ...]
    made: tuple[tuple[str, str], ...] = field(default=())

    def text(self) -> str:
        made = [f"{name}: {value}" for name, value in self.made]
        return "\n".join([*(report.text() for report in self.reports), *made]) + "\n"

    def as_json(self) -> dict[str, Any]:
        """Plain values; a figure that could not be measured is ``None``."""
        reports = [report.as_json() for report in self.reports]
        return {"title": self.title, "made": dict(self.made), "reports": reports}


# ------------------------------------------------------------------- words and numbers of a report
THRESHOLD_HEAD = ("accept from", "precision", "recall", "coverage", "accepted", "wrong")


def baseline_head(report: Report) -> tuple[str, ...]:
    return "baseline", "AUC", "95 % interval", f"precision at recall {report.recall:g}", ""


def defect_head(report: Report) -> tuple[str, ...]:
    recall = f"recall at {report.alarms:.0%} alarms"
    return "defect", "pairs", "AUC", recall, "stopped", "named", "named wrongly"


def number(value: float) -> str:
    """Three decimals; a dash for what could not be measured."""
    return "-" if math.isnan(value) else f"{value:.3f}"


def cell_text(cell: Cell) -> str:
    if cell is None:
        return "-"
    return number(cell) if isinstance(cell, float) else str(cell)


def limits_text(low: float, high: float) -> str:
    return "" if math.isnan(low) else f"{low:.3f} .. {high:.3f}"


def figure_row(figure: Figure) -> tuple[str, ...]:
    return figure.name, number(figure.value), limits_text(figure.low, figure.high), figure.note


def baseline_row(row: Baseline) -> tuple[str, ...]:
    return row.name, number(row.auc), limits_text(row.low, row.high), number(row.precision), row.note


def threshold_row(row: metrics.AtThreshold) -> tuple[str, ...]:
    ratios = (number(row.precision), number(row.recall), number(row.coverage))
    return f"{row.threshold:.2f}", *ratios, str(row.accepted), str(row.wrong)


def defect_row(row: DefectRecall) -> tuple[str, ...]:
    recall = f"{row.caught / row.pairs:.2f} ({row.caught})" if row.pairs else "-"
    return (
        row.defect,
        str(row.pairs),
        number(row.auc),
        recall,
        str(row.stopped),
        str(row.named),
        str(row.named_wrongly),
    )


def score_text(row: ScoredRow) -> str:
    return "not judged" if row.score is None else f"{row.score:.3f}"


def _why(row: ScoredRow) -> str:
    labelled = ", ".join(row.defects) or row.note
    said = row.reason or ", ".join(row.named) or "nothing"
    return f"{labelled}; {said}" if labelled else said


def _name(path: str) -> str:
    name = path.replace("\\", "/").rpartition("/")[2]
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return value


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    cells = [head, *rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    return [lines[0], "-" * len(lines[0]), *lines[1:]]
