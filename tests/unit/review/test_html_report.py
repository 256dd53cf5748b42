"""The HTML report: what it says, what it escapes, and how large it may become."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from hfpc_desktop.domain import language
from hfpc_desktop.domain.errors import Cancelled, ExportError, PictureError
from hfpc_desktop.domain.judgement import Defect, DefectKind, Frame, Judgement, NotJudged, Region
from hfpc_desktop.domain.pictures import Picture
from hfpc_desktop.domain.remarks import Flag, Remark
from hfpc_desktop.domain.verdict import Decision, Thresholds
from hfpc_desktop.review.columns import PairRow
from hfpc_desktop.review.html_report import SIDES, write_html_report
from hfpc_desktop.review.report_rows import ReportHead, report_rows
from hfpc_desktop.review.table import ReviewTable
from hfpc_desktop.runtime.jobs import CancelToken

HEAD = ReportHead("Spring <2026>", ("originals", "generated"), Thresholds(), 3, "2026-11-25 14:30")
EVIL = "<script>alert(1)</script>\n.jpg"


class Page(HTMLParser):
    """What a browser would see: every start tag with its attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += f"{data} "

    def of(self, tag: str, kind: str = "") -> list[dict[str, str | None]]:
        return [
            facts
            for name, facts in self.tags
            if name == tag and (not kind or kind in (facts.get("class") or "").split())
        ]


def table_of(*rows: PairRow) -> ReviewTable:
    out = ReviewTable()
    out.append(rows)
    return out


def pairs() -> ReviewTable:
    grew = Defect(DefectKind.OUTGROWTH, 0.7, Region(0.25, 0.5, 0.125, 0.1), Frame.GENERATED, 0.12, "left")
    return table_of(
        PairRow(1, Path("/o/mug.png"), Path("/g/mug_01.jpg"), Judgement(0.9, consistency=0.95), Decision.APPROVED),
        PairRow(
            2, Path("/o/mug.png"), Path("/g") / EVIL, Judgement(0.4, consistency=0.2, defects=(grew,)),
            Decision.REJECTED, Remark(Flag.SCORE_WRONG, (DefectKind.LOSS,), "handle <gone>"),
        ),
        PairRow(3, Path("/o/can.png"), Path("/g/can_01.jpg"), Judgement(not_judged=NotJudged.NO_PRODUCT)),
    )  # fmt: skip


def noise(path: Path, side: int) -> Picture:
    """A picture that does not compress, of the size asked for."""
    rng = np.random.default_rng(abs(hash(path.name)) % 1000)
    return Picture(rng.integers(0, 255, (side * 3 // 4, side, 3), dtype=np.uint8), None, (side, side), path)


def flat(path: Path, side: int) -> Picture:
    return Picture(np.full((side // 2, side, 3), 200, np.uint8), None, (side, side), path)


def write(target: Path, table: ReviewTable, load=flat, head: ReportHead = HEAD, **more) -> Page:
    rows = report_rows(table, range(len(table)))
    write_html_report(target, head, rows, load, CancelToken(), **more)
    return Page(target.read_text(encoding="utf-8"))


def test_every_pair_is_there_under_its_original_with_what_was_said(tmp_path) -> None:
    page = write(tmp_path / "r.html", pairs())
    assert len(page.of("section", "group")) == 2
    cards = page.of("article", "v")
    assert [card["data-decision"] for card in cards] == ["approved", "rejected", "undecided"]
    assert [card["data-verdict"] for card in cards] == ["approve", "reject", "not_judged"]
    assert (cards[2]["data-reward"], cards[2]["data-consistency"]) == ("", "")
    for text in (
        "The product grew 12 % beyond its outline",
        "Product part missing",
        "handle <gone>",
        "Score wrong",
    ):
        assert text in page.text
    assert "No product was found in the original." in page.text
    [mark] = page.of("div", "mark")
    assert mark["style"] == "left:25.0%;top:50.0%;width:12.5%;height:10.0%"


def test_the_summary_counts_and_says_how_often_person_and_models_agree(tmp_path) -> None:
    text = " ".join(write(tmp_path / "r.html", pairs()).text.split())
    assert "Pairs 3 of 2 originals" in text
    assert "Approved 1 33 %" in text
    assert "Person and models agree 100 % of 2 pairs with a clear verdict" in text
    assert "Judged by the models 2 1 approve · 0 review · 1 reject" in text


def test_names_and_notes_are_escaped_and_only_the_own_script_may_run(tmp_path) -> None:
    page = write(tmp_path / "r.html", pairs())
    source = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert len(page.of("script")) == 1
    script = re.search(r"<script>(.*)</script></body>", source, re.DOTALL)
    assert script is not None
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    [policy] = [facts["content"] for facts in page.of("meta") if facts.get("http-equiv")]
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    for facts in (facts for tag, facts in page.tags for name in ("src", "href") if facts.get(name)):
        assert (facts.get("src") or "").startswith("data:image/webp;base64,")
    assert not [name for _, facts in page.tags for name in facts if name.startswith("on")]


def test_all_pictures_together_keep_within_the_budget(tmp_path) -> None:
    table = table_of(
        *(
            PairRow(i, Path(f"/o/{i % 5}.png"), Path(f"/g/{i}.jpg"), Judgement(0.5, consistency=0.5))
            for i in range(60)
        )
    )
    budget = 600_000
    page = write(tmp_path / "r.html", table, noise, budget=budget)
    sizes = [len(image["src"] or "") for image in page.of("img")]
    assert len(sizes) == 65
    assert sum(sizes) <= budget
    roomy = write(tmp_path / "s.html", table, flat)
    assert max(int(image.get("width") or 0) for image in roomy.of("img")) == SIDES[0]


def test_a_picture_that_cannot_be_read_is_a_cell_that_says_so(tmp_path) -> None:
    def load(path: Path, side: int) -> Picture:
        if path.name == "mug_01.jpg":
            raise PictureError("missing_file", "gone")
        return flat(path, side)

    page = write(tmp_path / "r.html", pairs(), load)
    assert page.text.count("Picture not readable") == 1


def test_many_pairs_are_counted_in_cells_and_read_one_picture_at_a_time(tmp_path) -> None:
    table = table_of(
        *(
            PairRow(
                i, Path(f"/o/{i % 40}.png"), Path(f"/g/{i}.jpg"), Judgement(i % 100 / 99, consistency=0.5)
            )
            for i in range(1000)
        )
    )
    held: list[int] = []

    def load(path: Path, side: int) -> Picture:
        held.append(side)
        return flat(path, 8)

    page = write(tmp_path / "r.html", table, load)
    assert len(held) == 1040
    assert page.of("rect", "cell")
    assert not page.of("circle", "dot")


def test_a_cancelled_report_and_one_that_cannot_be_written_leave_no_file(tmp_path) -> None:
    token = CancelToken()

    def load(path: Path, side: int) -> Picture:
        token.cancel()
        return flat(path, side)

    rows = report_rows(pairs(), range(3))
    with pytest.raises(Cancelled):
        write_html_report(tmp_path / "r.html", HEAD, rows, load, token)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ExportError):
        write_html_report(tmp_path / "no such folder/r.html", HEAD, rows, flat, CancelToken())


def test_it_speaks_the_language_of_the_person(tmp_path) -> None:
    language.use_translator(lambda _context, text: {"Pairs": "图对", "en": "zh-CN"}.get(text, text))
    try:
        page = write(tmp_path / "r.html", pairs())
    finally:
        language.use_translator(None)
    assert page.of("html")[0]["lang"] == "zh-CN"
    assert "图对" in page.text
