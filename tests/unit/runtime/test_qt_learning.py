"""``LearningController`` over a real project and real heads; only the window's controller is a stand-in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt, Signal

from hfpc_desktop.domain.audit import AUDIT_SHARE, Selection
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.head_store import HeadStore
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.review.table import ReviewTable
from hfpc_desktop.runtime.qt_learning import LearningController, LearningState
from hfpc_desktop.runtime.states import Phase, Progress
from hfpc_desktop.training.learning import Learned, Refused
from tests.unit.review.test_learning_store import project

SOON = 20_000


class Review(QObject):
    """What of ``ReviewController`` learning uses; its store belongs to this thread."""

    project_opened = Signal(object)
    project_closed = Signal()
    decisions_changed = Signal(object, object, str)
    rows_changed = Signal(object)
    progress_changed = Signal(object)
    notice = Signal(str, str, str)
    _posted = Signal(object)

    def __init__(self, store: ProjectStore) -> None:
        super().__init__()
        self.store = store
        self.table: ReviewTable | None = ReviewTable(store.thresholds)
        self.table.extend(store.load_columns())
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def in_store(self, call: Callable[[ProjectStore], object], what: str) -> None:
        call(self.store)

    def post(self, call: Callable[[], None]) -> None:
        self._posted.emit(call)

    def set_thresholds(self, limits: Any) -> None:
        assert self.table is not None
        self.table.set_thresholds(limits)
        self.store.set_thresholds(limits)

    def _run(self, call: Callable[[], None]) -> None:
        call()

    def decide(self, row: int, decision: Decision) -> None:
        assert self.table is not None
        self.table.set_decision([row], decision)
        self.store.decide([self.table.pair_id(row)], decision)
        self.decisions_changed.emit(np.array([row]), decision, "decide")


@pytest.fixture
def opened(
    qtbot: Any, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[tuple[Review, LearningController]]:
    """A project of 300 pairs with 260 decisions, and the controller of its learning."""
    decided = getattr(request, "param", 260)
    with project(tmp_path, 300, decided=decided) as store:
        review = Review(store)
        learning = LearningController(review, HeadStore(tmp_path / "heads"))  # type: ignore[arg-type]
        yield review, learning
        learning.close()


def refreshed(qtbot: Any, learning: LearningController) -> LearningState:
    with qtbot.waitSignal(learning.state_changed, timeout=SOON):
        learning.refresh()
    assert learning.state is not None
    return learning.state


def test_learning_explains_and_rolls_back(
    qtbot: Any, opened: tuple[Review, LearningController], tmp_path: Path
) -> None:
    review, learning = opened
    assert review.table is not None
    before = review.table.exact_scores[0].copy()
    state = refreshed(qtbot, learning)
    assert state.active == 0 and state.ready.usable + state.ready.held_out == 260 and not state.heads
    with qtbot.waitSignal(learning.explained, timeout=SOON) as answer:
        learning.explain(3)
    assert answer.args == [3, None]  # the shipped reward is in use
    with qtbot.waitSignals([learning.learned, learning.state_changed, review.rows_changed], timeout=SOON):
        learning.learn()
    assert learning.state is not None and learning.state.active == 1
    after = review.table.exact_scores[0].copy()
    assert np.abs(after - before).max() > 0.1
    learning.note_selection([0], Selection.RANKED)
    with qtbot.waitSignal(learning.explained, timeout=SOON) as answer:
        learning.explain(3)
    row, found = answer.args
    assert row == 3 and found is learning.explanation
    assert found.shipped == pytest.approx(before[3]) and found.learned == pytest.approx(after[3])
    assert sum(points for _, points in found.parts) == pytest.approx(found.learned - found.shipped, abs=1e-6)
    assert found.version == 1 and 200 < found.decisions <= 260 and found.since == 1
    assert abs(found.parts[0][1]) >= abs(found.parts[-1][1])
    with qtbot.waitSignals([learning.state_changed, review.rows_changed], timeout=SOON):
        learning.use(0)
    assert review.table.exact_scores[0].tolist() == before.tolist()
    assert HeadStore(tmp_path / "heads").versions() == (1,)


@pytest.mark.parametrize("opened", [10], indirect=True)
def test_too_few_decisions_are_refused_and_nothing_is_kept(
    qtbot: Any, opened: tuple[Review, LearningController], tmp_path: Path
) -> None:
    _, learning = opened
    with qtbot.waitSignal(learning.learned, timeout=SOON) as told:
        learning.learn()
    assert isinstance(told.args[0], Refused) and not isinstance(told.args[0], Learned)
    assert HeadStore(tmp_path / "heads").versions() == ()


def test_a_damaged_head_is_told_and_the_scores_stay(
    qtbot: Any, opened: tuple[Review, LearningController], tmp_path: Path
) -> None:
    review, learning = opened
    assert review.table is not None
    before = review.table.exact_scores[0].tolist()
    (tmp_path / "heads").mkdir()
    (tmp_path / "heads/head-0001.json").write_text("{}", encoding="utf-8")
    with qtbot.waitSignal(learning.failed, timeout=SOON) as told:
        learning.use(1)
    assert "not a learned head" in told.args[0]
    assert review.table.exact_scores[0].tolist() == before


def test_answers_of_another_project_are_dropped(
    qtbot: Any, opened: tuple[Review, LearningController]
) -> None:
    review, learning = opened
    heard: list[object] = []
    learning.state_changed.connect(heard.append)
    learning.refresh()
    review.table = ReviewTable()  # another project, before the answer
    learning._pool.close()
    qtbot.wait(1)
    assert heard == [] and learning.state is None


def test_the_sample_is_drawn_when_everything_is_judged(
    qtbot: Any, opened: tuple[Review, LearningController]
) -> None:
    review, _ = opened
    assert review.table is not None and not review.table.audit.any()
    with qtbot.waitCallback(timeout=SOON) as drawn:
        review._posted.connect(drawn, Qt.ConnectionType.QueuedConnection)
        review.progress_changed.emit(Progress(Phase.JUDGING, 1, 300))
        review.progress_changed.emit(Progress(Phase.DONE, 300, 300))
    known = review.store.learning.reviewed()
    assert review.table.audit.tolist() == (known.positions < AUDIT_SHARE).tolist()
    assert 0 < review.table.audit.sum() < 40


def test_decisions_that_contradict_the_certificate_warn_once(
    qtbot: Any, opened: tuple[Review, LearningController]
) -> None:
    review, learning = opened
    assert review.table is not None
    told: list[tuple[str, str, str]] = []
    review.notice.connect(lambda *what: told.append(what))
    review.store.learning.save_certificate(
        {"head": "shipped", "threshold": 0.0, "target": 0.964, "consistency": 0.5}
    )
    known = review.store.learning.reviewed()
    sampled = np.flatnonzero(known.positions < AUDIT_SHARE)[:8]
    review.table.set_audit(known.positions < AUDIT_SHARE)
    for row in sampled.tolist():
        review.decide(row, Decision.REJECTED)
        learning.note_selection([row], Selection.AUDIT)
    qtbot.waitUntil(lambda: bool(told), timeout=SOON)
    level, title, text = told[0]
    assert (
        level == "warning" and "does not hold any more" in title and f"{len(sampled)} were rejected" in text
    )
    refreshed(qtbot, learning)
    assert len(told) == 1
