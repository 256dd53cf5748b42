"""One evaluation as one self-contained page: figures, charts, and the worst mistakes as pictures.

The page loads nothing (its content policy forbids it) and runs no script; every text that comes from a
file (names, notes, what was read in a picture) is escaped.
"""

from __future__ import annotations

import html
import math
from typing import TYPE_CHECKING

from hfpc_desktop.domain.judgement import DIFFERENCE_FULL_SCALE
from hfpc_desktop.domain.language import counted
from hfpc_desktop.training import report as words
from hfpc_desktop.training.report_charts import charts
from hfpc_desktop.training.report_style import STYLE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hfpc_desktop.training.report import Document, Figure, Report, ScoredRow
    from hfpc_desktop.training.report_pictures import PairPictures

    Pictures = Callable[[ScoredRow], PairPictures]

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def page(document: Document, pictures: Pictures, *, worst: int = 12, each: int = 0) -> str:
    """The whole page. ``pictures`` is asked for at most ``worst`` false passes and false alarms a report, and for
    ``each`` pairs of every labelled defect."""
    title = _text(document.title)
    body = "".join(_section(report, pictures, worst, each) for report in document.reports)
    made = "".join(f"<dt>{_text(key)}</dt><dd>{_text(value)}</dd>" for key, value in document.made)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}: evaluation</title><style>{STYLE}</style></head><body><main>"
        f'<h1>{title}</h1><p class="lead">Judgements measured against labels</p>{body}'
        f"<footer><dl>{made}</dl></footer></main></body></html>\n"
    )


def _section(report: Report, pictures: Pictures, worst: int, each: int) -> str:
    share = report.positives / report.pairs if report.pairs else math.nan
    lead = (
        f"{counted(report.pairs, 'labelled pair')} of {counted(report.originals, 'original')}, {report.positives} good "
        f"({words.number(share)}); {report.judged} judged."
    )
    missing = "".join(f" {count} × {_text(reason)}." for reason, count in report.not_judged)
    notes = "".join(f"<p>{_text(note)}</p>" for note in report.notes)
    drawn = "".join(
        f'<figure class="card"><h3>{_text(title)}</h3>{svg}<figcaption>{caption}</figcaption></figure>'
        for title, svg, caption in charts(report)
    )
    if not report.figures:
        return f"<section><h2>{_text(report.title)}</h2>{_tables(report)}</section>"
    return (
        f'<section><h2>{_text(report.title)}</h2><p class="lead">{_text(lead)}{missing}</p>'
        f"{_tiles(report)}"
        + (f'<div class="notes">{notes}</div>' if notes else "")
        + f'<div class="charts">{drawn}</div>'
        f"{_tables(report)}"
        f"{_mistakes(report, pictures, worst)}{_altered(report, pictures, each)}</section>"
    )


# ---------------------------------------------------------------------------------------- figures
def _tiles(report: Report) -> str:
    """The three figures that say most, and how many were judged."""
    first = [f for f in report.figures if f.name.startswith(("AUC", "precision at", "false passes"))]
    tiles = "".join(_tile(figure) for figure in first)
    return (
        f'<div class="tiles">{tiles}<div class="card tile"><span>judged</span>'
        f"<b>{report.judged} / {report.pairs}</b><span>of the labelled pairs</span></div></div>"
    )


def _tile(figure: Figure) -> str:
    limits = words.limits_text(figure.low, figure.high)
    below = " · ".join(part for part in (limits and f"95 %: {limits}", figure.note) if part)
    return (
        f'<div class="card tile"><span>{_text(figure.name)}</span><b>{words.number(figure.value)}</b>'
        f"<span>{_text(below) or '&nbsp;'}</span></div>"
    )


def _tables(report: Report) -> str:
    cards = []
    if report.figures:
        head = ("figure", "value", "95 % interval", "")
        cards.append(_table("Figures", head, map(words.figure_row, report.figures)))
    if report.baselines:
        own = report.figure("AUC")
        reached = next((f.value for f in report.figures if f.name.startswith("precision at")), math.nan)
        first = words.baseline_row(words.Baseline("this score", own.value, own.low, own.high, reached))
        rows = [first, *map(words.baseline_row, report.baselines)]
        cards.append(_table("Beside simpler ways", words.baseline_head(report), rows, own=True))
    if report.thresholds:
        cards.append(_table("Thresholds", words.THRESHOLD_HEAD, map(words.threshold_row, report.thresholds)))
    if report.defects:
        note = (
            f"Recall: scored below the level under which at most {report.alarms:.0%} of the good pairs lie. Stopped: below "
            "the approve limit. Named: the judgement names this defect; named wrongly: on a good pair."
        )
        rows = [words.defect_row(row) for row in report.defects]
        cards.append(_table("Defects", words.defect_head(report), rows, note=note))
    for table in report.tables:
        cells = [tuple(words.cell_text(cell) for cell in row) for row in table.rows]
        cards.append(_table(table.title, table.head, cells, note=table.note))
    return f'<div class="tables">{"".join(cards)}</div>'


def _table(
    title: str,
    head: Sequence[str],
    rows: object,
    *,
    note: str = "",
    own: bool = False,
) -> str:
    listed: list[tuple[str, ...]] = list(rows)  # type: ignore[call-overload]
    right = [i > 0 and _is_number(listed, i) for i in range(len(head))]
    classes = [' class="n"' if number else "" for number in right]
    top = "".join(
        f'<th scope="col"{kind}>{_text(name)}</th>' for name, kind in zip(head, classes, strict=True)
    )
    lines = []
    for i, row in enumerate(listed):
        cells = "".join(f"<td{kind}>{_text(cell)}</td>" for cell, kind in zip(row, classes, strict=True))
        lines.append(f'<tr class="own">{cells}</tr>' if own and i == 0 else f"<tr>{cells}</tr>")
    below = f'<p class="note">{_text(note)}</p>' if note else ""
    return (
        f'<div class="card"><h3>{_text(title)}</h3><div class="wide"><table><thead><tr>{top}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>{below}</div>"
    )


def _is_number(rows: list[tuple[str, ...]], column: int) -> bool:
    cells = [row[column] for row in rows if row[column]]
    return bool(cells) and all(cell[0].isdigit() or cell[0] in "-." for cell in cells)


# --------------------------------------------------------------------------------------- mistakes
def _mistakes(report: Report, pictures: Pictures, worst: int) -> str:
    parts = []
    for label, title, lead in (
        (False, "Worst false passes", "Labelled bad, but scored above good ones."),
        (True, "Worst false alarms", "Labelled good, but scored below bad ones."),
    ):
        rows = report.mistakes(label, worst)
        if rows:
            cards = "".join(_pair(row, pictures(row)) for row in rows)
            parts.append(f'<h2>{title}</h2><p class="lead">{lead}</p>{_LEGEND}{cards}')
    return "".join(parts)


def _altered(report: Report, pictures: Pictures, each: int) -> str:
    """Altered products by labelled defect, right or wrong: does the evidence point at the place?"""
    parts = []
    for name, rows in report.altered(each) if each else ():
        cards = "".join(_pair(row, pictures(row)) for row in rows)
        title = f"Labelled {name.replace('_', ' ')}" if name else "Labelled bad"
        parts.append(f"<h2>{_text(title)}</h2>{_LEGEND}{cards}")
    return "".join(parts)


_LEGEND = (
    '<p class="legend"><span class="item"><span class="key grown"></span>outgrowth</span>'
    '<span class="item"><span class="key gone"></span>loss</span>'
    '<span class="item"><span class="key place"></span>place of a defect</span>'
    '<span class="item"><span class="key heat"></span>'
    f"difference, ΔE 0 to {DIFFERENCE_FULL_SCALE:.0f} and more</span></p>"
)


def _pair(row: ScoredRow, shots: PairPictures) -> str:
    label = (
        '<span class="chip pass">labelled good</span>'
        if row.label
        else '<span class="chip fail">labelled bad</span>'
    )
    defects = "".join(f'<span class="chip">{_text(name)}</span>' for name in row.defects)
    images = "".join(
        _shot(address, caption)
        for address, caption in (
            (shots.original, "original"),
            (shots.generated, "generated image"),
            (shots.masks, "masks"),
            (shots.difference, "difference"),
        )
    )
    side = "bad ones above it" if row.label else "good ones below it"
    said = "; ".join(row.said) or ("No defect named." if not row.reason else "")
    why = [
        ("said", f"{_text(row.reason)} {_text(said)}".strip()),
        ("rank", f"{row.regret:.0%} of the {side}"),
    ]
    if row.note:
        why.insert(0, ("note", _text(row.note)))
    facts = "".join(f"<dt>{key}</dt><dd>{value}</dd>" for key, value in why)
    return (
        f'<article class="card pair"><header><span class="name">{_text(_file(row.generated))}</span>'
        f'<span class="of">of {_text(_file(row.original))}</span>{label}{defects}'
        f'<span class="score">{_text(words.score_text(row))}</span></header>'
        f'<div class="shots">{images}</div><dl class="why">{facts}</dl></article>'
    )


def _shot(address: str, caption: str) -> str:
    if not address:
        return f'<figure><div class="gap">no {caption}</div></figure>'
    return f'<figure><img src="{address}" alt="{caption}" loading="lazy"><figcaption>{caption}</figcaption></figure>'


def _file(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]


def _text(value: str) -> str:
    """Escaped, and with what cannot be shown replaced: a file name can hold anything."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in value)
    return html.escape(shown)
