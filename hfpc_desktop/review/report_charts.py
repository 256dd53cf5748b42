"""The drawings of a report as SVG text: the scatter of both scores and a histogram of each. Pure functions."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.verdict import Decision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hfpc_desktop.review.report_rows import ReportRow

MOST_DOTS = 600
"""More pairs than this are counted in cells: a page with thousands of dots is slow and says no more."""
_CELLS, _BINS = 32, 20
_W, _H, _LEFT, _TOP = 360, 250, 34, 8
_PLOT_W, _PLOT_H = _W - _LEFT - 10, _H - _TOP - 34


def scatter(rows: Sequence[ReportRow], limits: tuple[float, float, float, float]) -> str:
    """Reward across, consistency up. ``limits``: reject and approve of the reward, then of the consistency."""
    known = [row for row in rows if row.reward is not None and row.consistency is not None]
    marks = _dots(known) if len(known) <= MOST_DOTS else _cells(known)
    reject_r, approve_r, reject_c, approve_c = limits
    lines = "".join(
        f'<line class="limit" x1="{_x(value):.1f}" x2="{_x(value):.1f}" y1="{_TOP}" y2="{_TOP + _PLOT_H}"/>'
        for value in (reject_r, approve_r)
    ) + "".join(
        f'<line class="limit" x1="{_LEFT}" x2="{_LEFT + _PLOT_W}" y1="{_y(value):.1f}" y2="{_y(value):.1f}"/>'
        for value in (reject_c, approve_c)
    )
    across, up = translate("report", "Reward"), translate("report", "Consistency")
    title = translate("report", "Reward and consistency of {0} pairs").format(len(known))
    return _svg(title, f"{_frame(across, up)}{lines}{marks}")


def key() -> str:
    """What the dots of ``scatter`` mean."""
    return "".join(
        f'<span><svg viewBox="0 0 12 12" aria-hidden="true">{_dot(decision, 6, 6)}</svg>'
        f"{escape(messages.decision_title(decision))}</span>"
        for decision in (Decision.APPROVED, Decision.REJECTED, Decision.UNDECIDED)
    )


def histogram(values: Sequence[float | None], limits: tuple[float, float], name: str) -> str:
    """How often each score came, in twentieths; ``limits``: (reject below, approve from)."""
    known = [value for value in values if value is not None]
    counts = Counter(min(_BINS - 1, int(value * _BINS)) for value in known)
    most = max(counts.values(), default=1)
    width = _PLOT_W / _BINS
    bars = "".join(
        f'<rect class="bar" x="{_LEFT + place * width + 0.7:.1f}" width="{width - 1.4:.1f}" '
        f'y="{_TOP + _PLOT_H - max(1.5, count / most * _PLOT_H):.1f}" height="{max(1.5, count / most * _PLOT_H):.1f}">'
        f"<title>{place / _BINS:.2f}–{(place + 1) / _BINS:.2f}: {count}</title></rect>"
        for place, count in sorted(counts.items())
    )
    lines = "".join(
        f'<line class="limit" x1="{_x(value):.1f}" x2="{_x(value):.1f}" y1="{_TOP}" y2="{_TOP + _PLOT_H}"/>'
        for value in limits
    )
    title = translate("report", "{0} of {1} pairs").format(name, len(known))
    top = f'<text x="{_LEFT - 6}" y="{_TOP + 9}" text-anchor="end">{most if known else 0}</text>'
    return _svg(title, f"{_frame(name, '')}{top}{bars}{lines}")


def _svg(title: str, body: str) -> str:
    return f'<svg viewBox="0 0 {_W} {_H}" role="img" aria-label="{escape(title)}"><title>{escape(title)}</title>{body}</svg>'


def _frame(across: str, up: str) -> str:
    bottom = _TOP + _PLOT_H
    ticks = "".join(
        f'<text x="{_x(value):.1f}" y="{bottom + 14}" text-anchor="middle">{value:g}</text>'
        for value in (0, 0.25, 0.5, 0.75, 1)
    )
    if up:
        ticks += "".join(
            f'<text x="{_LEFT - 6}" y="{_y(value) + 4:.1f}" text-anchor="end">{value:g}</text>'
            for value in (0, 0.25, 0.5, 0.75, 1)
        )
        middle = _TOP + _PLOT_H / 2
        ticks += f'<text x="9" y="{middle}" text-anchor="middle" transform="rotate(-90 9 {middle})">{escape(up)}</text>'
    return (
        f'<path class="axis" fill="none" d="M{_LEFT} {_TOP}V{bottom}H{_LEFT + _PLOT_W}"/>{ticks}'
        f'<text x="{_LEFT + _PLOT_W / 2}" y="{_H - 3}" text-anchor="middle">{escape(across)}</text>'
    )


def _dots(rows: Sequence[ReportRow]) -> str:
    return "".join(_dot(row.decision, _x(row.reward or 0.0), _y(row.consistency or 0.0)) for row in rows)


def _dot(decision: Decision, x: float, y: float) -> str:
    """A form for each decision, not only a colour."""
    if decision is Decision.REJECTED:
        return f'<path class="dot rejected" d="M{x - 3:.1f} {y - 3:.1f}l6 6m0-6l-6 6"/>'
    kind = " approved" if decision is Decision.APPROVED else ""
    return f'<circle class="dot{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{3.6 if kind else 3}"/>'


def _cells(rows: Sequence[ReportRow]) -> str:
    counts = Counter(
        (
            min(_CELLS - 1, int((row.reward or 0) * _CELLS)),
            min(_CELLS - 1, int((row.consistency or 0) * _CELLS)),
        )
        for row in rows
    )
    most = max(counts.values(), default=1)
    width, height = _PLOT_W / _CELLS, _PLOT_H / _CELLS
    return "".join(
        f'<rect class="cell" x="{_LEFT + x * width:.1f}" y="{_TOP + _PLOT_H - (y + 1) * height:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" opacity="{0.15 + 0.85 * count / most:.2f}"><title>{count}</title></rect>'
        for (x, y), count in sorted(counts.items())
    )


def _x(value: float) -> float:
    return _LEFT + min(1.0, max(0.0, value)) * _PLOT_W


def _y(value: float) -> float:
    return _TOP + (1 - min(1.0, max(0.0, value))) * _PLOT_H
