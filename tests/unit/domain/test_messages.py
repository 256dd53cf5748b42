"""Every id has its words."""

from __future__ import annotations

import itertools
import re

import pytest

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.judgement import Defect, DefectGroup, DefectKind, Judgement, NotJudged
from hfpc_desktop.domain.verdict import Decision, Verdict

PLACES = ("", "top", "bottom", "left", "right", "centre")


def is_sentence(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Z0-9][^\n]*[.!?]", text)) and "  " not in text and ".." not in text


@pytest.mark.parametrize("kind", DefectKind)
def test_every_defect_makes_one_sentence(kind: DefectKind) -> None:
    for place, amount, detail in itertools.product(
        PLACES, (None, 0.0, 0.004, 0.5, 3.2), ("", "ACME -> AGME")
    ):
        text = messages.sentence(Defect(kind, 0.5, amount=amount, place=place, detail=detail))
        assert is_sentence(text), text
    assert messages.title(kind)


def test_amount_place_and_detail_are_said() -> None:
    def say(kind: DefectKind, **facts: object) -> str:
        return messages.sentence(Defect(kind, 0.5, **facts))  # type: ignore[arg-type]

    assert say(DefectKind.OUTGROWTH, amount=0.14, place="bottom") == (
        "The product grew 14 % beyond its outline, at the bottom."
    )
    assert say(DefectKind.LOSS, amount=0.07, place="left") == "7 % of the product is gone, on the left."
    assert say(DefectKind.LOSS) == "A part of the product is gone."
    assert say(DefectKind.UNCLEAR_CHANGE, place="left") == (
        "The product differs most on the left; no single kind of change stands out."
    )
    assert say(DefectKind.UNCLEAR_CHANGE, place="top", detail="beyond its outline") == (
        "The product differs most at the top, beyond its outline; no single kind of change stands out."
    )
    assert say(DefectKind.UNCLEAR_CHANGE) == (
        "The product is not quite the same all over; no single kind of change stands out."
    )
    assert say(DefectKind.DEFORMATION, amount=0.8) == "The product was stretched or squeezed by 25 %."
    assert say(DefectKind.COLOUR_SHIFT, amount=7.31) == "The product's colour changed by 7 ΔE."
    assert say(DefectKind.TEXT_CHANGE, detail="'ACME' reads\n'AGME'") == (
        "The text on the product changed: 'ACME' reads 'AGME'."
    )
    assert (
        say(DefectKind.ARTEFACTS, place="top") == "The background shows artefacts, at the top of the picture."
    )


def test_titles_differ() -> None:
    assert len({messages.title(kind) for kind in DefectKind}) == len(DefectKind)
    assert len({messages.verdict_title(verdict) for verdict in Verdict}) == len(Verdict)
    assert len({messages.decision_title(decision) for decision in Decision}) == len(Decision)
    assert len({messages.group_title(group) for group in DefectGroup}) == len(DefectGroup)


@pytest.mark.parametrize("why", NotJudged)
def test_every_missing_score_has_a_reason_and_advice(why: NotJudged) -> None:
    assert is_sentence(messages.reason(why))
    assert is_sentence(messages.advice(why))
    assert messages.reason(why, "disk gone").endswith("disk gone.")


def test_summary() -> None:
    loss, halo = Defect(DefectKind.LOSS, 0.4), Defect(DefectKind.EDGE_HALO, 0.9)
    assert messages.summary(None) == "Not judged yet."
    assert messages.summary(Judgement(reward=1.0, consistency=1.0)) == "No defect found."
    assert messages.summary(Judgement(defects=(loss,))) == messages.sentence(loss)
    assert messages.summary(Judgement(defects=(loss, halo))) == f"{messages.sentence(halo)} And 1 more."
    refused = messages.summary(Judgement(not_judged=NotJudged.TOO_LARGE, not_judged_detail="400 megapixels"))
    assert "400 megapixels" in refused
    assert "limit" in refused


def test_what_to_do_is_said_once() -> None:
    cut = "The picture is cut off: the file ends too early. Copy or export it again."
    assert messages.explanation(NotJudged.UNREADABLE_GENERATED, cut) == (
        f"The generated image cannot be read as a picture. {cut} Then scan again."
    )
    large = "The picture has 30000 x 30000 pixels (900 megapixels); the limit is 200. Make it smaller."
    assert messages.explanation(NotJudged.TOO_LARGE, large).count("maller") == 1
    other = "This is text, not a picture, whatever its name says. Pictures are JPEG."
    assert messages.explanation(NotJudged.UNREADABLE_GENERATED, other).endswith(
        messages.advice(NotJudged.UNREADABLE_GENERATED)
    )
    gone = "The file is not there any more. Was it moved or renamed, or is its drive not connected?"
    assert messages.explanation(NotJudged.MISSING_FILE, gone).endswith(
        messages.advice(NotJudged.MISSING_FILE)
    )


def test_a_missing_file_is_said_once() -> None:
    detail = "The file is not there any more. Was it moved?"
    assert messages.reason(NotJudged.MISSING_FILE, detail) == detail
    assert "no longer there" in messages.reason(NotJudged.MISSING_FILE)
