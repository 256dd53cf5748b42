"""The page of a report: self-contained, escaped, with the pictures it names."""

from __future__ import annotations

import base64
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
from PIL import Image

from hfpc_desktop.domain.judgement import Defect, DefectKind, Evidence, Judgement, NotJudged, Overlay, Region
from hfpc_desktop.training.evaluation import JudgedPair, Protocol, evaluate_approval, evaluate_consistency
from hfpc_desktop.training.labels import LabelledPair
from hfpc_desktop.training.report import Document
from hfpc_desktop.training.report_html import page
from hfpc_desktop.training.report_pictures import LOSS, OUTGROWTH, PairPictures, pair_pictures

EVIL = '<img src=x onerror="alert(1)">&\n"\u202e.png'
VOID = {"meta", "img"}  # the shapes of SVG close themselves


class Checked(HTMLParser):
    """Collects tags and attributes; fails on tags that are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def rows() -> list[JudgedPair]:
    out = []
    for number in range(12):
        good = number % 2 == 0
        pair = LabelledPair(
            Path(f"/o/{number // 2}{EVIL if number == 0 else ''}"),
            Path(f"/g/{number}{EVIL if number == 1 else '.png'}"),
            consistent=good,
            approved=good,
            product_defects=frozenset() if good else frozenset({"loss"}),
            note=EVIL if number == 1 else "",
        )
        score = 0.99 if number == 1 else None if number == 2 else 0.9 - 0.05 * number
        judgement = Judgement(
            reward=score,
            consistency=score,
            evidence=Evidence(outgrowth=0.1 * (not good), registration=0.9),
            defects=(Defect(DefectKind.TEXT_CHANGE, 0.8, detail=EVIL),),
            not_judged=NotJudged.NOT_REGISTERED if score is None else None,
        )
        out.append(JudgedPair(pair, judgement))
    return out


def test_the_page_is_whole_escaped_and_loads_nothing() -> None:
    quick = Protocol(rounds=20)
    document = Document(
        EVIL, (evaluate_consistency(rows(), protocol=quick), evaluate_approval(rows(), protocol=quick))
    )
    text = page(document, lambda row: PairPictures(generated="data:image/webp;base64,AA=="), worst=5)
    tags = Checked(text).tags
    assert "onerror" not in " ".join(key for _, attrs in tags for key in attrs)
    assert "&lt;img src=x" in text
    assert "\u202e" not in text
    for tag, attrs in tags:
        assert tag not in ("script", "link", "iframe")
        assert not any(key.startswith("on") or key == "href" for key in attrs)
        if tag == "img":
            assert (attrs["src"] or "").startswith("data:")
    assert not re.search(r"url\(|https?://|@import", text)
    policy = next(a["content"] for t, a in tags if t == "meta" and "content" in a)
    assert policy is not None and "default-src 'none'" in policy
    assert "prefers-color-scheme:dark" in text
    for words in (
        "Worst false passes",
        "Worst false alarms",
        "not_registered",
        "Precision of pass by recall",
    ):
        assert words in text


def test_every_altered_pair_is_shown_by_its_defect_when_asked() -> None:
    report = evaluate_consistency(rows(), protocol=Protocol(rounds=10))
    altered = {row.generated for row in report.rows if not row.label}
    asked: list[str] = []

    def none(row: object) -> PairPictures:
        asked.append(row.generated)  # type: ignore[attr-defined]
        return PairPictures()

    page(Document("set", (report,), ()), none, worst=0)
    assert asked == []
    text = page(Document("set", (report,), ()), none, worst=0, each=50)
    assert set(asked) == altered
    names = {name for row in report.rows if not row.label for name in row.defects}
    assert all(f"Labelled {name.replace('_', ' ')}" in text for name in names)
    Checked(text)


def test_nothing_to_show_is_still_a_page() -> None:
    for some in ([], rows()[:1]):
        report = evaluate_consistency(some, protocol=Protocol(rounds=5))
        text = page(Document("none", (report,)), lambda row: PairPictures())
        Checked(text)
        assert "nothing can be measured" in text or "labels are the same" in text


def decoded(address: str) -> np.ndarray:
    head, _, data = address.partition(",")
    assert head == "data:image/webp;base64"
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")).astype(int)


def test_pictures_show_outgrowth_loss_and_difference_where_they_are(tmp_path: Path) -> None:
    original, generated = tmp_path / "o.png", tmp_path / "g.png"
    Image.new("RGB", (800, 800), (200, 200, 200)).save(original)
    Image.new("RGB", (800, 600), (120, 140, 160)).save(generated)
    found, expected, heat = (np.zeros((300, 400), np.uint8) for _ in range(3))
    expected[100:200, 100:200] = 255
    found[100:200, 150:250] = 255
    heat[120:140, 160:180] = 255
    overlay = Overlay(np.zeros((100, 100), np.uint8), found, expected, heat)
    defect = Defect(DefectKind.OUTGROWTH, 0.9, Region(0.5, 0.3, 0.2, 0.4))
    row = JudgedPair(
        LabelledPair(original, generated), Judgement(consistency=0.1, defects=(defect,)), overlay
    )
    shots = pair_pictures(row)
    masks = decoded(shots.masks)
    assert masks.shape == (300, 400, 3)
    for colour, (y, x) in ((OUTGROWTH, (150, 225)), (LOSS, (150, 125))):
        others = np.array([OUTGROWTH, LOSS])
        nearest = others[np.abs(others - masks[y, x]).sum(axis=1).argmin()]
        assert tuple(nearest) == colour
        assert masks[y, x].max() - masks[y, x].min() > 60  # colour, not the pale grey round it
    hot = decoded(shots.difference)
    assert hot[130, 170].min() > hot[20, 20].max()
    boxed = decoded(pair_pictures(row, ["outgrowth"]).masks)
    assert np.abs(boxed - masks)[88:93, 210:270].max() > 80
    assert np.abs(boxed - masks)[:60].max() < 12


def test_pictures_that_cannot_be_read_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "o.png").write_bytes(b"no picture")
    row = JudgedPair(LabelledPair(tmp_path / "o.png", tmp_path / "gone.png"), Judgement())
    assert pair_pictures(row) == PairPictures()
