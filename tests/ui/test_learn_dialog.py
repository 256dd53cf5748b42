"""The learning panel: what it says with few, many and certified decisions."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal

from hfpc_desktop.domain.verdict import Decision, Thresholds
from hfpc_desktop.review.learning_store import Reviewed
from hfpc_desktop.runtime import learning
from hfpc_desktop.runtime.qt_learning import LearningState
from hfpc_desktop.training.learning import Learned, Refusal, Refused, learn
from hfpc_desktop.ui.learn_dialog import LearnDialog
from hfpc_desktop.ui.theme import DARK, LIGHT
from tests.unit.domain.test_certificate import review
from tests.unit.training.reviewers import Team

pytestmark = pytest.mark.ui


class FakeLearning(QObject):
    state_changed = Signal(object)
    learned = Signal(object)
    failed = Signal(str)

    def __init__(self, state: LearningState) -> None:
        super().__init__()
        self.state = state
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
    now = learning.Snapshot(ids, evidence.scores, np.ones(ids.size), decisions, Thresholds())
    empty = np.full(ids.size, "")
    known = Reviewed(ids, evidence.positions, np.zeros(ids.size, bool), empty, empty)
    refused = Refused(Refusal.TOO_FEW, 3, 40) if kind in ("none", "few") else None
    ready = learning.Ready(
        approved=int(right.sum()), rejected=int((~right).sum()), originals=21, refused=refused
    )
    return LearningState(ready, learning.assess(now, known, None), (), 0, now)


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
    dialog._use.click()
    assert fake.calls == ["learn", "apply", ("use", 0)]
    found = learn(Team(seed=1).pairs(300), held_out=0.05)
    assert isinstance(found, Learned)
    fake.learned.emit(found)
    assert dialog.outcome.text().startswith("Better")
    fake.learned.emit(Refused(Refusal.ONE_CLASS, 2, 8))
    assert "at least 8 approved" in dialog.outcome.text()
    fake.failed.emit("The disk is full")
    assert dialog.outcome.text() == "The disk is full"
