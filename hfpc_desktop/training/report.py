"""What an evaluation found, as a value: a plain table for people, JSON for machines."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from hfpc_desktop.training import metrics

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Figure:
    """One named figure, its bootstrap limits (NaN = none) and what it was measured on."""

    name: str
    value: float
    low: float = metrics.NAN
    high: float = metrics.NAN
    note: str = ""


@dataclass(frozen=True, slots=True)
class DefectRecall:
    """How many of the pairs with this labelled defect were stopped (score below the approve
    threshold) and how many judgements named the defect."""

    defect: str
    pairs: int
    stopped: int
    named: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything measured in one evaluation. ``text()`` for people, ``as_json()`` for machines."""

    title: str
    pairs: int
    judged: int
    originals: int
    positives: int
    figures: tuple[Figure, ...]
    thresholds: tuple[metrics.AtThreshold, ...]
    defects: tuple[DefectRecall, ...]
    baselines: tuple[Figure, ...]
    not_judged: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]

    def figure(self, name: str) -> Figure:
        """The figure of that name; ``KeyError`` when there is none."""
        for entry in (*self.figures, *self.baselines):
            if entry.name == name:
                return entry
        raise KeyError(name)

    def as_json(self) -> dict[str, Any]:
        """Plain values; a figure that could not be measured is ``None``."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    def text(self) -> str:
        """A plain table, at most about 100 characters wide."""
        share = self.positives / self.judged if self.judged else metrics.NAN
        good = f"of them {self.positives} good ({_number(share)})"
        lines = [
            self.title,
            "=" * len(self.title),
            f"{self.pairs} labelled pairs of {self.originals} originals; {self.judged} judged, {good}.",
        ]
        lines += [f"  not judged: {count} x {reason}" for reason, count in self.not_judged]
        lines += ["", *_table(("figure", "value", "95 % interval", ""), map(_figure_row, self.figures))]
        lines += ["", *_table(("baseline", "value", "95 % interval", ""), map(_figure_row, self.baselines))]
        head = ("accept from", "precision", "recall", "coverage", "accepted", "wrong")
        lines += ["", *_table(head, (_threshold_row(row) for row in self.thresholds))]
        if self.defects:
            rows = ((d.defect, str(d.pairs), str(d.stopped), str(d.named)) for d in self.defects)
            lines += ["", *_table(("defect", "pairs", "stopped", "named"), rows)]
        lines += ["", *(f"Note: {note}" for note in self.notes)] if self.notes else []
        return "\n".join(lines) + "\n"


# --------------------------------------------------------------------------------------- text
def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return value


def _number(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.3f}"


def _figure_row(figure: Figure) -> tuple[str, ...]:
    known = not math.isnan(figure.low)
    limits = f"{figure.low:.3f} .. {figure.high:.3f}" if known else ""
    return figure.name, _number(figure.value), limits, figure.note


def _threshold_row(row: metrics.AtThreshold) -> tuple[str, ...]:
    ratios = (_number(row.precision), _number(row.recall), _number(row.coverage))
    return f"{row.threshold:.2f}", *ratios, str(row.accepted), str(row.wrong)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    cells = [head, *rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    return [lines[0], "-" * len(lines[0]), *lines[1:]]
