"""The inspector: what it says, what it never says, and what pointer and keys do."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.judgement import (
    Defect,
    DefectKind,
    Evidence,
    Judgement,
    NotJudged,
    Region,
    with_learned,
)
from hfpc_desktop.domain.verdict import Decision, Thresholds, Verdict
from hfpc_desktop.ui.inspector import inspector_words as words
from hfpc_desktop.ui.inspector.inspector import Inspector
from hfpc_desktop.ui.look.theme import DARK, LIGHT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from hfpc_desktop.ui.inspector.inspector_parts import ScoreBar

NAMES = ("lamp.png", "lamp_01.png")
DEFECTS = (
    Defect(DefectKind.OUTGROWTH, 0.8, Region(0.1, 0.1, 0.2, 0.2), amount=0.18, place="top"),
    Defect(DefectKind.TEXT_CHANGE, 0.5, Region(0.4, 0.4, 0.1, 0.1), detail="<b>SALE</b> instead of SAIL"),
    Defect(DefectKind.POOR_AESTHETICS, 0.2),
)
JUDGED = Judgement(
    reward=0.74,
    consistency=0.28,
    evidence=Evidence(
        outgrowth=0.183,
        loss=0.004,
        iou=0.81,
        boundary_f=0.72,
        registration=0.93,
        scale=0.55,
        colour_delta=6.3,
    ),
    defects=DEFECTS,
    models=(("segmenter", "u2netp"), ("reward", "starter-1")),
    device="CPU",
    ms=1412.0,
    stages=(("registration", 120.0), ("mask", 900.0)),
)


@pytest.fixture
def panel(qtbot: QtBot) -> Inspector:
    out = Inspector(DARK)
    qtbot.addWidget(out)
    out.resize(330, 700)
    out.show()
    qtbot.waitExposed(out)
    return out


def show(panel: Inspector, judgement: Judgement | None, verdict: Verdict = Verdict.REJECT) -> None:
    panel.show_judgement(judgement, Decision.UNDECIDED, verdict, NAMES)


def test_a_judged_pair_shows_verdict_decision_scores_and_who_judged(panel: Inspector) -> None:
    panel.show_judgement(JUDGED, Decision.APPROVED, Verdict.REJECT, NAMES)
    assert panel.verdict_chip.word == messages.verdict_title(Verdict.REJECT)
    assert panel.decision_chip.word == messages.decision_title(Decision.APPROVED)
    assert panel.reward.texts == ("0.74", "", words.STARTER_NOTE)
    assert panel.consistency.texts == ("0.28", "", "")
    for part in ("Mask: u2netp", "Reward: starter-1", "Device: CPU", "Time: 1.41 s"):
        assert part in panel.text


def test_the_reward_says_whose_it_is(panel: Inspector) -> None:
    show(panel, JUDGED)
    assert "Starter reward, not human feedback yet" in panel.text
    show(panel, replace(JUDGED, models=(("checks", "starter-reward"), ("reward", "my-reward"))))
    assert panel.reward.texts[2] == "By the reward model my-reward"
    assert "Background checks: starter-reward" in panel.text and "Reward: my-reward" in panel.text
    show(panel, with_learned(JUDGED, 0.9, "learned-3"))
    assert panel.reward.texts[::2] == ("0.90", "Learned from your decisions")
    assert "Learned on top of: starter-1" in panel.text and "Reward: learned-3" in panel.text


@pytest.mark.parametrize("reason", list(NotJudged))
def test_not_judged_gives_the_reason_and_never_a_zero(panel: Inspector, reason: NotJudged) -> None:
    show(panel, Judgement(not_judged=reason, not_judged_detail="lamp.png, 0 bytes"), Verdict.NOT_JUDGED)
    assert panel.reward.texts[0] == panel.consistency.texts[0] == "Not judged"
    assert messages.reason(reason, "lamp.png, 0 bytes") in panel.text
    assert messages.advice(reason) in panel.text
    assert not re.search(r"\b0\.00\b|\b0 %", panel.text)
    assert words.STARTER_NOTE not in panel.text
    assert panel.rows == ()


def test_one_missing_score_says_so_beside_the_other(panel: Inspector) -> None:
    show(panel, replace(JUDGED, reward=None), Verdict.NOT_JUDGED)
    number, why, note = panel.reward.texts
    assert number == "Not judged" and why and note == ""
    assert panel.consistency.texts[0] == "0.28"


def test_waiting_and_no_pair_are_told_apart(panel: Inspector) -> None:
    show(panel, None, Verdict.NOT_JUDGED)
    assert panel.verdict_chip.word == "Waiting"
    assert "not judged yet" in panel.text and "0.00" not in panel.text
    panel.show_judgement(None, Decision.UNDECIDED, Verdict.NOT_JUDGED, ("", ""))
    assert "Choose a pair" in panel.text and "Reward" not in panel.text


def test_evidence_has_units_and_a_dash_for_what_was_not_measured(panel: Inspector) -> None:
    show(panel, JUDGED)
    assert panel.evidence.text("outgrowth") == "18 %"
    assert panel.evidence.text("loss") == "0.4 %"
    assert panel.evidence.text("iou") == "0.81"
    assert panel.evidence.text("colour_delta") == "ΔE 6.3"
    assert panel.evidence.text("scale") == "0.55 ×"
    assert panel.evidence.text("text_similarity") == words.MISSING


def test_every_measurement_is_explained_with_its_direction() -> None:
    shown = {line.field for line in words.EVIDENCE_LINES}
    assert shown == {f.name for f in fields(Evidence)} - {"extra"}
    for line in words.EVIDENCE_LINES:
        assert re.search(r"(Lower|Higher) is better|Neither direction is better", line.tip), line.field


def test_defects_say_what_and_where_in_plain_text(panel: Inspector) -> None:
    show(panel, JUDGED)
    assert [row.number for row in panel.rows] == [1, 2, 3]
    for defect in DEFECTS:
        assert messages.title(defect.kind) in panel.text
        assert messages.sentence(defect) in panel.text
    assert "<b>SALE</b>" in panel.text, "detail is never read as markup"
    assert "whole picture" in panel.rows[2].toolTip()
    show(panel, replace(JUDGED, defects=()))
    assert panel.rows == () and "No defect found." in panel.text


def test_a_remark_is_shown_like_a_defect_and_not_counted_as_one(panel: Inspector) -> None:
    remark = Defect(DefectKind.UNCLEAR_CHANGE, 0.2, Region(0.1, 0.1, 0.2, 0.2), place="left")
    show(panel, replace(JUDGED, defects=(*DEFECTS, remark)))
    assert "DEFECTS  3" in panel.text
    assert messages.sentence(remark) in panel.text and "Click to see it" in panel.rows[3].toolTip()
    show(panel, replace(JUDGED, defects=(remark,)))
    assert not re.search(r"DEFECTS\s+\d", panel.text) and "No defect found." not in panel.text


def test_click_and_keys_ask_for_the_defect(panel: Inspector, qtbot: QtBot) -> None:
    show(panel, JUDGED)
    with qtbot.waitSignal(panel.defect_activated) as heard:
        QTest.mouseClick(panel.rows[1], Qt.MouseButton.LeftButton)
    assert heard.args == [DEFECTS[1]]
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)  # on a real screen it takes a moment
    panel.rows[0].setFocus()
    QTest.keyClick(panel.rows[0], Qt.Key.Key_Down)
    QTest.keyClick(panel.rows[1], Qt.Key.Key_Down)
    assert panel.rows[2].hasFocus()
    QTest.keyClick(panel.rows[2], Qt.Key.Key_Down)
    assert panel.rows[2].hasFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(panel.defect_activated) as heard:
            QTest.keyClick(panel.rows[2], key)
        assert heard.args == [DEFECTS[2]]


def test_pointing_and_focusing_tell_which_defect(panel: Inspector, qtbot: QtBot) -> None:
    show(panel, JUDGED)
    heard: list[Defect | None] = []
    panel.defect_hovered.connect(heard.append)
    at = QPointF(5, 5)
    QApplication.sendEvent(
        panel.rows[0], QEnterEvent(at, at, QPointF(panel.rows[0].mapToGlobal(QPoint(5, 5))))
    )
    QApplication.sendEvent(panel.rows[0], QEvent(QEvent.Type.Leave))
    assert heard == [DEFECTS[0], None]
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.rows[1].setFocus()
    assert heard[-1] == DEFECTS[1]


def test_a_defect_chosen_in_the_picture_is_brought_into_view(panel: Inspector, qtbot: QtBot) -> None:
    panel.resize(330, 260)
    show(panel, JUDGED)
    QApplication.processEvents()
    panel.select_defect(DEFECTS[2])
    row = panel.rows[2]
    top = row.mapTo(panel.viewport(), QPoint(0, 0)).y()
    assert top >= 0 and top + row.height() <= panel.viewport().height()


def test_nothing_is_cut_at_the_smallest_width(panel: Inspector) -> None:
    panel.resize(panel.minimumWidth(), 300)
    show(panel, JUDGED)
    QApplication.processEvents()
    assert panel.verticalScrollBar().maximum() > 0, "it scrolls"
    assert panel.widget().width() <= panel.viewport().width()


def test_another_pair_starts_at_the_top_and_a_decision_does_not_scroll(panel: Inspector) -> None:
    panel.resize(330, 260)
    show(panel, JUDGED)
    QApplication.processEvents()
    bar = panel.verticalScrollBar()
    bar.setValue(bar.maximum())
    panel.show_judgement(JUDGED, Decision.REJECTED, Verdict.REJECT, NAMES)
    assert bar.value() > 0
    panel.show_judgement(JUDGED, Decision.UNDECIDED, Verdict.REJECT, ("next.png", "next_01.png"))
    assert bar.value() == 0


def bar_colours(bar: ScoreBar) -> list[str]:
    image: QImage = bar.grab().toImage()
    y = round(9 * image.devicePixelRatio())
    return [image.pixelColor(x, y).name().upper() for x in range(image.width())]


def test_the_bar_is_as_long_as_the_score_in_the_colour_of_its_band(panel: Inspector) -> None:
    show(panel, JUDGED)
    colours = bar_colours(panel.reward.bar)
    assert colours.count(DARK.approve.upper()) == pytest.approx(0.74 * len(colours), abs=14)
    assert panel.reward.bar.band() is Verdict.APPROVE
    assert panel.consistency.bar.band() is Verdict.REJECT
    panel.set_thresholds(Thresholds(approve_reward=0.9, reject_reward=0.5))
    assert panel.reward.bar.band() is Verdict.REVIEW
    assert DARK.review.upper() in bar_colours(panel.reward.bar)
    show(panel, Judgement(not_judged=NotJudged.FAILED), Verdict.NOT_JUDGED)
    assert not {DARK.approve.upper(), DARK.review.upper(), DARK.reject.upper()} & set(
        bar_colours(panel.reward.bar)
    )


def test_the_marks_stand_at_the_limits(panel: Inspector) -> None:
    panel.set_thresholds(Thresholds(approve_reward=0.8, reject_reward=0.25))
    show(panel, replace(JUDGED, reward=0.05))
    colours = bar_colours(panel.reward.bar)
    marks = [x / len(colours) for x, c in enumerate(colours) if c == DARK.text_muted.upper()]
    assert min(marks) == pytest.approx(0.25, abs=0.01)
    assert max(marks) == pytest.approx(0.8, abs=0.01)


def test_it_can_be_heard(panel: Inspector) -> None:
    show(panel, JUDGED)
    assert panel.reward.accessibleName() == "Reward: 0.74"
    assert panel.reward.accessibleDescription() == words.STARTER_NOTE
    assert panel.verdict_chip.accessibleName() == "Models say: Reject"
    assert (
        panel.rows[0].accessibleName()
        == f"1. {messages.title(DEFECTS[0].kind)}. {messages.sentence(DEFECTS[0])}"
    )
    for row in panel.rows:
        assert row.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_another_theme_repaints_everything(panel: Inspector) -> None:
    show(panel, JUDGED)
    panel.set_tokens(LIGHT)
    assert LIGHT.approve.upper() in bar_colours(panel.reward.bar)
    assert DARK.approve.upper() not in bar_colours(panel.reward.bar)
