"""The charts of a report as SVG text: colours come from the page's style, so they follow light and dark."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hfpc_desktop.training.metrics import ReliabilityBin
    from hfpc_desktop.training.report import Curve, Report

_WIDTH, _HEIGHT = 300, 216
_LEFT, _RIGHT, _TOP, _BOTTOM = 38, 10, 10, 34
_BINS = 20
_MOST_POINTS = 200


def charts(report: Report) -> list[tuple[str, str, str]]:
    """(title, svg, caption) of every chart that the report's data can give."""
    out = []
    if report.roc:
        names = _legend(report.roc)
        out.append(("ROC", _lines(report.roc, "false pass rate", "recall", diagonal=True), names))
    if report.precision:
        base = report.positives / report.pairs
        drawn = _lines(report.precision, "recall", "precision", level=base, mark=report.recall)
        caption = f"Dashed: approve all ({base:.2f}). Thin line: recall {report.recall:g}."
        out.append(("Precision by recall", drawn, html.escape(caption)))
    if any(row.score is not None for row in report.rows):
        caption = (
            '<span class="item"><span class="key pass"></span>good, above the line</span>'
            '<span class="item"><span class="key fail"></span>bad, below</span>'
            f'<span class="item">dashed: approve limit {report.approve:.2f}</span>'
        )
        out.append(("Scores", _scores(report), caption))
    if report.reliability:
        caption = "Circles: share of good ones among pairs of that score; area: how many."
        out.append(("Calibration", _reliability(report.reliability), caption))
    return out


def _legend(curves: Sequence[Curve]) -> str:
    keys = (
        f'<span class="item"><span class="key c{i}"></span>'
        f"{html.escape('this score' if i == 0 else curve.name)}</span>"
        for i, curve in enumerate(curves)
    )
    return " ".join(keys)


def _lines(
    curves: Sequence[Curve],
    across: str,
    up: str,
    *,
    diagonal: bool = False,
    level: float | None = None,
    mark: float | None = None,
) -> str:
    parts = []
    if diagonal:
        parts.append(_line((0, 0), (1, 1), "dash"))
    if level is not None:
        parts.append(_line((0, level), (1, level), "dash"))
    if mark is not None:
        parts.append(_line((mark, 0), (mark, 1), "mark"))
    for i, curve in reversed(list(enumerate(curves))):
        points = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in _thinned(curve.points))
        parts.append(f'<polyline class="line c{i}" points="{points}"/>')
    return _frame("".join(parts), across, up)


def _thinned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """At most ``_MOST_POINTS`` points, ends kept: the page must stay small."""
    if len(points) <= _MOST_POINTS:
        return list(points)
    chosen = np.unique(np.linspace(0, len(points) - 1, _MOST_POINTS).round().astype(int))
    return [points[i] for i in chosen]


def _scores(report: Report) -> str:
    """Two histograms back to back: shares of the good ones above, of the bad ones below."""
    shares = []
    for label in (True, False):
        scores = [row.score for row in report.rows if row.label is label and row.score is not None]
        count = np.histogram(scores, bins=_BINS, range=(0, 1))[0].astype(float)
        shares.append(count / max(1.0, count.sum()))
    highest = max(float(np.max(share)) for share in shares) or 1.0
    parts = []
    for share, kind, sign in ((shares[0], "pass", 1), (shares[1], "fail", -1)):
        for i, value in enumerate(share):
            if value:
                height = 0.47 * value / highest
                top = _y(0.5 + height) if sign > 0 else _y(0.5)
                parts.append(
                    f'<rect class="{kind}" x="{_x(i / _BINS) + 0.5:.1f}" y="{top:.1f}" '
                    f'width="{(_x(1) - _x(0)) / _BINS - 1:.1f}" height="{_y(0) - _y(height):.1f}"/>'
                )
    parts.append(_line((0, 0.5), (1, 0.5), "axis"))
    parts.append(_line((report.approve, 0), (report.approve, 1), "dash"))
    return _frame("".join(parts), "score", "share", ticks_up=False)


def _reliability(bins: Sequence[ReliabilityBin]) -> str:
    most = max(entry.count for entry in bins)
    parts = [_line((0, 0), (1, 1), "dash")]
    for entry in bins:
        radius = 3.0 + 8.0 * (entry.count / most) ** 0.5
        parts.append(
            f'<circle class="dot" cx="{_x(entry.stated):.1f}" cy="{_y(entry.observed):.1f}" r="{radius:.1f}">'
            f"<title>{entry.count} pairs: score {entry.stated:.2f}, good {entry.observed:.2f}</title></circle>"
        )
    return _frame("".join(parts), "score", "share that is good")


def _frame(inner: str, across: str, up: str, *, ticks_up: bool = True) -> str:
    """Axes with ticks at 0, ½ and 1 round the drawing."""
    parts = []
    for value, text in ((0.0, "0"), (0.5, "0.5"), (1.0, "1")):
        anchor = {0.0: "start", 0.5: "middle", 1.0: "end"}[value]
        parts.append(_line((value, 0), (value, 1), "grid") + _line((0, value), (1, value), "grid"))
        parts.append(f'<text x="{_x(value):.1f}" y="{_HEIGHT - 18}" text-anchor="{anchor}">{text}</text>')
        if ticks_up:
            parts.append(f'<text x="{_LEFT - 5}" y="{_y(value) + 4:.1f}" text-anchor="end">{text}</text>')
    middle_x, middle_y = (_LEFT + _WIDTH - _RIGHT) / 2, (_TOP + _HEIGHT - _BOTTOM) / 2
    parts.append(f'<text x="{middle_x}" y="{_HEIGHT - 3}" text-anchor="middle">{html.escape(across)}</text>')
    parts.append(
        f'<text x="10" y="{middle_y}" text-anchor="middle" transform="rotate(-90 10 {middle_y})">{html.escape(up)}</text>'
    )
    label = html.escape(f"{up} by {across}")
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}">{"".join(parts)}{inner}</svg>'
    )


def _line(start: tuple[float, float], end: tuple[float, float], kind: str) -> str:
    return (
        f'<line class="{kind}" x1="{_x(start[0]):.1f}" y1="{_y(start[1]):.1f}" '
        f'x2="{_x(end[0]):.1f}" y2="{_y(end[1]):.1f}"/>'
    )


def _x(value: float) -> float:
    return _LEFT + value * (_WIDTH - _LEFT - _RIGHT)


def _y(value: float) -> float:
    return _TOP + (1.0 - value) * (_HEIGHT - _TOP - _BOTTOM)
