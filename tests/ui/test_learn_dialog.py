"""The learning panel: what it says with few, many and certified decisions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal

from hfpc_desktop.domain.verdict import Decision, Thresholds
from hfpc_desktop.review.learning_store import Reviewed
from hfpc_desktop.runtime import certifying, learning
from hfpc_desktop.runtime.qt_learning import LearningState
from hfpc_desktop.training.learning import Learned, Refusal, Refused, learn
from hfpc_desktop.ui.inspector import measure_words
from hfpc_desktop.ui.inspector.score_change import ScoreChange
from hfpc_desktop.ui.look.theme import DARK, LIGHT
from hfpc_desktop.ui.models.learn_dialog import LearnDialog
from tests.unit.domain.test_certificate import review
from tests.unit.training.reviewers import Team

pytestmark = pytest.mark.ui


class FakeLearning(QObject):
    state_changed = Signal(object)
    learned = Signal(object)
    explained = Signal(int, object)
    failed = Signal(str)

    def __init__(self, state: LearningState, explanation: learning.Explanation | None = None) -> None:
        super().__init__()
        self.state, self.explanation = state, explanation
        self.calls: list[object] = []

    def refresh(self) -> None:
        self.state_changed.emit(self.state)

    def learn(self) -> None:
        self.calls.append("learn")

    def use(self, version: int) -> None:
        self.calls.append(("use", version))

    def apply_certificate(self) -> None:
        self.calls.append("apply")


def state(kind: str) -> LearningState:
    count = {"none": 0, "few": 120}.get(kind, 3_000)
    evidence, right = review(4, count=max(count, 1), separation=4.5)
    decided = np.full(max(count, 1), kind in ("certified", "few"))
    decisions = np.where(decided, np.where(right, Decision.APPROVED, Decision.REJECTED), 0).astype(np.uint8)
    ids = np.arange(1, decided.size + 1)
    now = certifying.Snapshot(ids, evidence.scores, np.ones(ids.size), decisions, Thresholds())
    empty = np.full(ids.size, "")
    known = Reviewed(ids, evidence.positions, np.zeros(ids.size, bool), empty, empty)
    refused = Refused(Refusal.TOO_FEW, 3, 40) if kind in ("none", "few") else None
    ready = learning.Ready(
        approved=int(right.sum()), rejected=int((~right).sum()), originals=21, refused=refused
    )
    return LearningState(ready, certifying.assess(now, known, None), (), 0, now)


EXPLAINED = learning.Explanation(
    0, "mug_01.jpg", 0.62, 0.81, (("look", 0.2), ("edge_halo", -0.04), ("team", 0.02), ("from_the_future", 0.012), ("size", -0.002)),
    3, "2026-11-25T10:00:00+00:00", 412, 12,
)  # fmt: skip


def test_why_a_score_changed_is_told_in_words(qtbot) -> None:
    change = ScoreChange(LIGHT)
    qtbot.addWidget(change)
    assert change.isHidden()
    change.show_change(EXPLAINED, LIGHT)
    assert not change.isHidden() and not change.source.isVisibleTo(change)
    assert change.summary.text() == "Shipped 0.62, learned 0.81 (+0.19)"
    change.why.click()
    assert change.texts == [
        ("Look of the background", "+0.20"),
        ("Fringe round the product", "−0.04"),
        ("How often you approve", "+0.02"),
        ("Another measure", "+0.01"),
    ]
    assert change.source.text() == (
        "Version 3, learned from 412 decisions on 25 Nov 2026. 12 pairs were decided here since then."
    )
    assert change.source.isVisibleTo(change)
    change.show_change(None, DARK)
    assert change.isHidden()


def test_every_measure_of_the_real_reward_has_a_name() -> None:
    from hfpc_desktop.engine import REWARD_MODEL, model_store
    from hfpc_desktop.judging.reward_head import load_head

    head = load_head(model_store().path(REWARD_MODEL))
    assert set(head.names) <= set(measure_words.TITLES)


def test_the_panel_explains_the_pair_that_is_open(qtbot) -> None:
    fake = FakeLearning(state("many"), EXPLAINED)
    dialog = LearnDialog(fake, LIGHT)
    qtbot.addWidget(dialog)
    assert dialog.pair.text() == "Why this reward: mug_01.jpg" and dialog.change.texts[0][1] == "+0.20"
    fake.explained.emit(1, None)
    assert dialog.pair.isHidden() and dialog.change.isHidden()


def test_a_head_of_few_decisions_says_when_to_learn_again(qtbot) -> None:
    known = state("many")
    young = replace(known, active=1, now=replace(known.now, held_out=0.05))
    dialog = LearnDialog(FakeLearning(young), LIGHT)
    qtbot.addWidget(dialog)
    assert "learn again, and half of the pairs are kept" in dialog.again.text()
    few = replace(young, ready=replace(young.ready, approved=100, rejected=50))
    dialog._show(few)
    assert "Learn again from 500 decisions on; there are 150 now" in dialog.again.text()
    dialog._show(known)
    assert dialog.again.isHidden()


def test_without_decisions_the_charts_say_what_will_be_there(qtbot) -> None:
    dialog = LearnDialog(FakeLearning(state("none")), LIGHT)
    qtbot.addWidget(dialog)
    assert dialog._reliability.is_empty and dialog._precision.is_empty
    assert "first decisions" in dialog._reliability.accessibleDescription()
    dialog._show(state("certified"))
    assert not dialog._reliability.is_empty and not dialog._precision.is_empty


def test_the_random_sample_is_asked_for(qtbot) -> None:
    dialog = LearnDialog(FakeLearning(state("many")), LIGHT)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.sample_asked):
        dialog.sample_button.click()
    assert dialog.isHidden()


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("kind", ["none", "few", "many", "certified"])
def test_says_what_is_certified_and_what_is_missing(qtbot, kind: str, tokens) -> None:
    fake = FakeLearning(state(kind))
    dialog = LearnDialog(fake, tokens)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.grab().isNull()
    assert dialog.certificate.text().startswith("Certified" if kind == "certified" else "Not certifiable yet")
    assert dialog.apply_button.isEnabled() == (kind == "certified")
    assert dialog.learn_button.isEnabled() == (kind in ("many", "certified"))
    if kind == "many":
        assert "82 more" in dialog.certificate.text()


def test_learning_says_how_it_went_and_rolls_back(qtbot) -> None:
    fake = FakeLearning(state("certified"))
    dialog = LearnDialog(fake, LIGHT)
    qtbot.addWidget(dialog)
    dialog.learn_button.click()
    dialog.apply_button.click()
    assert not dialog._use.isEnabled()  # the shipped reward is in use already
    dialog.versions.addItem("Head 1", 1)
    dialog.versions.setCurrentIndex(1)
    dialog.versions.activated.emit(1)
    dialog._use.click()
    assert fake.calls == ["learn", "apply", ("use", 1)]
    found = learn(Team(seed=1).pairs(300), held_out=0.05)
    assert isinstance(found, Learned)
    fake.learned.emit(found)
    assert dialog.outcome.text().startswith("Better")
    fake.learned.emit(Refused(Refusal.ONE_CLASS, 2, 8))
    assert "at least 8 approved" in dialog.outcome.text()
    fake.failed.emit("The disk is full")
    assert dialog.outcome.text() == "The disk is full"
