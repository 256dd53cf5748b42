"""The pieces of a report as HTML text. Every name, note and sentence is escaped; the page loads nothing, and its
content policy lets only its own script run."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.domain.language import plural, translate
from hfpc_desktop.domain.ranking import fold
from hfpc_desktop.domain.remarks import Flag
from hfpc_desktop.domain.verdict import Decision, Verdict
from hfpc_desktop.inference.resources import resource_path
from hfpc_desktop.review import report_charts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hfpc_desktop.domain.judgement import Defect
    from hfpc_desktop.review.report_rows import ReportHead, ReportRow

_MOST_DEFECTS = 8


def opening(head: ReportHead, rows: Sequence[ReportRow]) -> str:
    """Everything above the pairs: head, summary, distribution, tools."""
    style = resource_path("report", "report.css").read_text(encoding="utf-8")
    policy = (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{_digest(_script())}'; base-uri 'none'; form-action 'none'"
    )
    title = translate("report", "{0}: review report").format(head.project)
    language = translate("report", "en")
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{_line(title)}</title><style>{style}</style></head><body><main><header>"
        f"<h1>{_line(head.project)}</h1>{_lead(head, len(rows))}</header>"
        f"{_tiles(rows)}{_distribution(head, rows)}{_tools(rows)}"
        f'<div id="list">'
    )


def closing(head: ReportHead) -> str:
    """Everything below the pairs."""
    empty = translate("report", "No pair matches this filter.")
    made = translate("report", "Made by HFPC Desktop, {0}").format(head.made)
    about = translate(
        "report", "Scores run from 0 to 1, higher is better. A missing score is no zero: the pair says why."
    )
    return (
        f'</div><div id="flat" class="vs" hidden></div><p id="empty" class="empty">{escape(empty)}</p>'
        f"<footer><p>{escape(about)}</p><p>{_line(made)}</p></footer></main>"
        f"<script>{_script()}</script></body></html>\n"
    )


def group_opening(original: Path, rows: Sequence[ReportRow], picture: str) -> str:
    """An original and how its variants were decided. ``picture``: a data address, or empty."""
    counts = Counter(row.decision for row in rows)
    parts = [
        plural(len(rows), translate("report", "{0} variant"), translate("report", "{0} variants")).format(
            len(rows)
        )
    ]
    parts += [
        translate("report", "{0} {1}").format(counts[decision], messages.decision_title(decision).lower())
        for decision in (Decision.APPROVED, Decision.REJECTED)
        if counts[decision]
    ]
    return (
        f'<section class="group"><div class="head">{_picture(picture, original)}<div><h3>{_line(original.name)}</h3>'
        f'<p class="caption">{escape(" · ".join(parts))}</p></div></div><div class="vs">'
    )


GROUP_CLOSING = "</div></section>"


def card(row: ReportRow, limits: ReportHead, picture: str, size: tuple[int, int]) -> str:
    """One variant: picture with numbered regions, decision, verdict, scores, sentences, reasons and note.
    ``size``: of the picture, pixels, so that nothing jumps while it is decoded."""
    judgement = row.judgement
    defects = judgement.defects if judgement is not None else ()
    texts = " ".join((row.generated.name, row.original.name, row.remark.note))
    facts = {
        "decision": row.decision.label,
        "verdict": row.verdict.label,
        "defects": " ".join(kind.value for kind in row.kinds),
        "text": fold(" ".join(texts.split())),
        **{name: _number(getattr(row, name)) for name in ("approval", "reward", "consistency")},
    }
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in facts.items())
    shot = _picture(picture, row.generated, size)
    marks = _marks(defects) if picture else ""
    return (
        f'<article class="v card {row.decision.label}"{data}><figure class="shot"><div class="fit">{shot}{marks}</div></figure>'
        f'<div class="body"><h4>{_line(row.generated.name)}</h4>{_chips(row)}{_scores(row, limits)}'
        f"{_why(row, defects)}{_said(row)}</div></article>\n"
    )


# -- above the pairs -------------------------------------------------------------------------------


def _lead(head: ReportHead, count: int) -> str:
    folders = " · ".join(head.folders)
    text = translate("report", "{0} of {1} pairs").format(count, head.of) if count != head.of else ""
    lines = [line for line in (folders, text, head.made) if line]
    return "".join(f'<p class="lead">{_line(line)}</p>' for line in lines)


def _tiles(rows: Sequence[ReportRow]) -> str:
    decisions = Counter(row.decision for row in rows)
    verdicts = Counter(row.verdict for row in rows)
    originals = len({row.original for row in rows})
    judged = len(rows) - verdicts[Verdict.NOT_JUDGED]
    tiles = [
        _tile(translate("report", "Pairs"), len(rows), plural(originals, translate("report", "of {0} original"), translate("report", "of {0} originals")).format(originals)),
        *(
            _tile(messages.decision_title(decision), decisions[decision], _share(decisions[decision], len(rows)), kind)
            for decision, kind in ((Decision.APPROVED, "good"), (Decision.REJECTED, "bad"), (Decision.UNDECIDED, ""))
        ),
        _tile(translate("report", "Judged by the models"), judged, _verdict_words(verdicts)),
    ]  # fmt: skip
    same, told = _agreement(rows)
    if told:
        below = translate("report", "of {0} pairs with a clear verdict").format(told)
        tiles.append(_tile(translate("report", "Person and models agree"), _share(same, told), below))
    return f'<div class="tiles">{"".join(tiles)}</div>'


def _verdict_words(verdicts: Counter[Verdict]) -> str:
    return " · ".join(
        translate("report", "{0} {1}").format(verdicts[kind], messages.verdict_title(kind).lower())
        for kind in (Verdict.APPROVE, Verdict.REVIEW, Verdict.REJECT)
    )


def _agreement(rows: Sequence[ReportRow]) -> tuple[int, int]:
    """(the same, all) of the pairs that a person decided and the models did not leave to review."""
    clear = {Verdict.APPROVE: Decision.APPROVED, Verdict.REJECT: Decision.REJECTED}
    told = [row for row in rows if row.verdict in clear and row.decision is not Decision.UNDECIDED]
    return sum(clear[row.verdict] is row.decision for row in told), len(told)


def _tile(name: str, value: int | str, below: str, kind: str = "") -> str:
    return f'<div class="tile card {kind}"><span>{escape(name)}</span><b>{escape(str(value))}</b><i>{escape(below)}</i></div>'


def _share(part: int, whole: int) -> str:
    return translate("report", "{0} %").format(round(100 * part / whole)) if whole else "–"


def _distribution(head: ReportHead, rows: Sequence[ReportRow]) -> str:
    t = head.thresholds
    reward, consistency = translate("report", "Reward"), translate("report", "Consistency")
    limits = (t.reject_reward, t.approve_reward, t.reject_consistency, t.approve_consistency)
    few = sum(row.reward is not None for row in rows) <= report_charts.MOST_DOTS
    key = f'<p class="key">{report_charts.key()}</p>' if few else ""
    histograms = "".join(
        f'<div class="chart card"><h3>{escape(name)}</h3>{report_charts.histogram(values, pair, name)}</div>'
        for name, values, pair in (
            (reward, [row.reward for row in rows], (t.reject_reward, t.approve_reward)),
            (consistency, [row.consistency for row in rows], (t.reject_consistency, t.approve_consistency)),
        )
    )
    title, both = escape(translate("report", "Distribution")), escape(translate("report", "Both scores"))
    return (
        f"<h2>{title}</h2>"
        f'<div class="charts"><div class="chart card"><h3>{both}</h3>{report_charts.scatter(rows, limits)}{key}</div>'
        f"{histograms}</div>{_defect_counts(rows)}"
    )


def _defect_counts(rows: Sequence[ReportRow]) -> str:
    counts = Counter(kind for row in rows for kind in row.kinds).most_common(_MOST_DEFECTS)
    if not counts:
        return ""
    most = counts[0][1]
    lines = "".join(
        f'<li><span>{escape(messages.title(kind))}</span><span>{count}</span><i style="--share:{100 * count / most:.0f}%"></i></li>'
        for kind, count in counts
    )
    title = escape(translate("report", "Most frequent defects"))
    return f'<h2>{title}</h2><div class="card chart"><ul class="defects">{lines}</ul></div>'


def _tools(rows: Sequence[ReportRow]) -> str:
    kinds = Counter(kind for row in rows for kind in row.kinds)
    decisions = [(decision.label, messages.decision_title(decision)) for decision in Decision]
    verdicts = [(verdict.label, messages.verdict_title(verdict)) for verdict in Verdict]
    defects = [(kind.value, messages.title(kind)) for kind, _ in kinds.most_common()]
    keys = [
        ("list", translate("report", "Sort: as in the list")),
        ("approval", translate("report", "Sort: approval")),
        ("reward", translate("report", "Sort: reward")),
        ("consistency", translate("report", "Sort: consistency")),
        ("name", translate("report", "Sort: name")),
    ]
    title, find = escape(translate("report", "Pairs")), escape(translate("report", "Find by name or note"))
    count = escape(translate("report", "{0} of {1} shown"))
    return (
        f"<h2>{title}</h2>"
        f'<div class="tools"><input type="search" id="f-text" placeholder="{find}" aria-label="{find}">'
        + _select("f-decision", translate("report", "Every decision"), decisions)
        + _select("f-verdict", translate("report", "Every verdict"), verdicts)
        + _select("f-defect", translate("report", "Every defect"), defects)
        + _select("s-key", "", keys, label=translate("report", "Sort"))
        + _check("s-group", translate("report", "By original"))
        + _check("marks", translate("report", "Regions"))
        + f'<output id="count" data-words="{count}"></output></div>'
    )


def _select(name: str, everything: str, options: Sequence[tuple[str, str]], *, label: str = "") -> str:
    first = f'<option value="">{escape(everything)}</option>' if everything else ""
    rest = "".join(f'<option value="{escape(value)}">{escape(words)}</option>' for value, words in options)
    return f'<select id="{name}" aria-label="{escape(label or everything)}">{first}{rest}</select>'


def _check(name: str, words: str) -> str:
    return f'<label><input type="checkbox" id="{name}" checked>{escape(words)}</label>'


# -- one pair --------------------------------------------------------------------------------------


def _picture(data: str, path: Path, size: tuple[int, int] = (0, 0)) -> str:
    if not data:
        text = escape(translate("report", "Picture not readable"))
        return f'<div class="gone">{text}</div>'
    place = f' width="{size[0]}" height="{size[1]}"' if all(size) else ""
    return f'<img src="{data}" alt="{_line(path.name)}"{place} loading="lazy" decoding="async">'


def _marks(defects: Sequence[Defect]) -> str:
    """Regions as boxes over the picture, in shares of it, numbered like the sentences."""
    out = []
    for number, defect in enumerate(defects, start=1):
        region = defect.region
        if region is None or defect.frame is not Frame.GENERATED:
            continue
        place = f"left:{region.x:.1%};top:{region.y:.1%};width:{region.width:.1%};height:{region.height:.1%}"
        out.append(f'<div class="mark" style="{place}"><b>{number}</b></div>')
    return "".join(out)


def _chips(row: ReportRow) -> str:
    person, models = translate("report", "Person:"), translate("report", "Models:")
    chips = [
        (row.decision.label, messages.decision_title(row.decision), person),
        (row.verdict.label, messages.verdict_title(row.verdict), models),
    ]
    flags = [
        (Flag.MASK_WRONG, translate("report", "Mask wrong")),
        (Flag.SCORE_WRONG, translate("report", "Score wrong")),
    ]
    told = "".join(
        f'<span class="chip said {kind}" data-who="{escape(who)}">{escape(text)}</span>'
        for kind, text, who in chips
    )
    told += "".join(
        f'<span class="chip flag">{escape(text)}</span>' for flag, text in flags if row.remark.flags & flag
    )
    return f'<div class="chips">{told}</div>'


def _scores(row: ReportRow, head: ReportHead) -> str:
    t = head.thresholds
    lines = (
        (translate("report", "Reward"), row.reward, t.reject_reward, t.approve_reward),
        (translate("report", "Consistency"), row.consistency, t.reject_consistency, t.approve_consistency),
    )
    return f'<dl class="scores">{"".join(_score(*line) for line in lines)}</dl>'


def _score(name: str, value: float | None, reject: float, approve: float) -> str:
    if value is None:
        return f'<dt>{escape(name)}</dt><i style="--share:0%"></i><dd>–</dd>'
    band = "reject" if value < reject else "approve" if value >= approve else "review"
    return f'<dt>{escape(name)}</dt><i class="{band}" style="--share:{100 * min(1.0, max(0.0, value)):.0f}%"></i><dd>{value:.2f}</dd>'


def _why(row: ReportRow, defects: Sequence[Defect]) -> str:
    if defects:
        lines = "".join(f"<li>{_line(messages.sentence(defect))}</li>" for defect in defects)
        return f'<ol class="why">{lines}</ol>'
    return f'<p class="plain">{_line(messages.summary(row.judgement))}</p>'


def _said(row: ReportRow) -> str:
    """What the person wrote."""
    reasons = " · ".join(messages.title(kind) for kind in row.remark.tags)
    if not reasons and not row.remark.note:
        return ""
    head = f"<b>{escape(reasons)}</b>" if reasons else ""
    return f'<div class="note">{head}{escape(row.remark.note)}</div>'


# -- small -----------------------------------------------------------------------------------------


def _line(text: str) -> str:
    """On one line, escaped: a file name may hold anything."""
    return escape(" ".join(text.split()))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _script() -> str:
    return resource_path("report", "report.js").read_text(encoding="utf-8")


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
