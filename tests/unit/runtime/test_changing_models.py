"""Other models take over an open project: everything is judged again, and nothing of the old ones slips in."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.domain.judgement import Judgement
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.review.requests import ScanRequest
from hfpc_desktop.review.scoring import LoadedPair, ScoredPair, ScoreTask
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.runtime.project_session import ProjectSession
from tests.fakes import judged_by
from tests.unit.runtime.test_moved_files import Told

if TYPE_CHECKING:
    from pathlib import Path

    from hfpc_desktop.runtime.judging_choice import Judging


class Fixed:
    """Scores everything the same; ``gate`` holds pairs back while they are in hand."""

    def __init__(self, reward: float, gate: threading.Event | None = None) -> None:
        self.reward, self.gate = reward, gate
        self.in_hand = threading.Event()

    def load(self, task: ScoreTask) -> LoadedPair | ScoredPair:
        self.in_hand.set()
        if self.gate is not None:
            self.gate.wait(20)
        return ScoredPair(task.pair_id, Judgement(reward=self.reward, consistency=0.5))

    def judge(self, loaded: LoadedPair, between) -> ScoredPair:
        raise AssertionError("everything is ready after load")


class Heard(Told):
    def __init__(self) -> None:
        super().__init__()
        self.opened_with: object = None
        self.changed: list[tuple[str, int]] = []
        self.switched = threading.Event()
        self.old: list[list[int]] = []

    def former(self, pair_ids) -> None:
        self.old.append(list(pair_ids))

    def opened(self, project) -> None:
        self.opened_with = project
        super().opened(project)

    def judging_changed(self, judging, todo) -> None:
        self.changed.append((judging.profile, todo))
        self.switched.set()


def project(tmp_path: Path) -> Path:
    request = ScanRequest.folders(tmp_path / "o", tmp_path / "g")
    path = tmp_path / "p.hfpc"
    with ProjectStore.create(path, request) as store:
        store.add_pairs([Pair(tmp_path / "o/a.png", tmp_path / f"g/a_{n}.png") for n in range(3)])
    return path


def rewards(path: Path) -> set[float | None]:
    with ProjectStore.open(path) as store:
        return {row.judgement.reward if row.judgement else None for row in store.rows()}


def test_everything_is_judged_again_and_the_project_remembers(tmp_path: Path) -> None:
    path, told = project(tmp_path), Heard()
    first, second = judged_by(Fixed(0.2)), judged_by(Fixed(0.8), "sam-vit-b", "other")
    session = ProjectSession(lambda: ProjectStore.open(path), first, told)
    assert all(told.results.acquire(timeout=20) for _ in range(3))
    assert session.unfinished == []
    session.use(second(""))
    assert told.switched.wait(20)
    assert told.changed == [("sam-vit-b", 3)]
    assert told.old[-1] == [1, 2, 3]  # what they had is of the models before
    assert all(told.results.acquire(timeout=20) for _ in range(3))
    session.close()
    assert told.failures == []
    assert rewards(path) == {0.8}
    asked: list[str] = []

    def choose(profile: str) -> Judging:
        asked.append(profile)
        return second("")

    again = Heard()
    session = ProjectSession(lambda: ProjectStore.open(path), choose, again)
    assert again.ready.wait(20)
    session.close()
    assert asked == ["sam-vit-b"]


def test_a_pair_in_hand_of_the_old_models_is_not_kept(tmp_path: Path) -> None:
    path, told, gate = project(tmp_path), Heard(), threading.Event()
    old = Fixed(0.2, gate)
    session = ProjectSession(lambda: ProjectStore.open(path), judged_by(old), told)
    assert old.in_hand.wait(20)
    session.use(judged_by(Fixed(0.8), "other", "other")(""))
    assert told.switched.wait(20)
    gate.set()
    assert all(told.results.acquire(timeout=20) for _ in range(3))
    session.close()
    assert rewards(path) == {0.8}


def test_a_project_whose_models_are_not_here_judges_nothing_and_keeps_what_it_has(tmp_path: Path) -> None:
    path, told = project(tmp_path), Heard()

    def choose(_: str) -> Judging:
        raise UsageError("There is no such model here.")

    session = ProjectSession(lambda: ProjectStore.open(path), choose, told)
    assert told.ready.wait(20)
    assert told.opened_with.judging is None
    assert "no such model" in told.opened_with.no_judging
    session.judge([1, 2, 3])
    assert session.job is None
    session.use(judged_by(Fixed(0.7))(""))
    assert all(told.results.acquire(timeout=20) for _ in range(3))
    session.close()
    assert rewards(path) == {0.7}


def test_a_switch_that_is_under_way_begins_no_work_after_closing(tmp_path: Path) -> None:
    """The window may be left between the moment the new models are told and the moment their pairs are put in line."""
    path, told = project(tmp_path), Heard()
    session = ProjectSession(lambda: ProjectStore.open(path), judged_by(Fixed(0.2)), told)
    assert all(told.results.acquire(timeout=20) for _ in range(3))
    closing = threading.Thread(target=session.close)
    reached = threading.Event()
    real = session._add_tasks

    def late(tasks, *, again: bool) -> None:
        """The worst moment: past the check in ``judge``, just as the session closes."""
        closing.start()
        while not session._closed:
            reached.wait(0.01)
        real(tasks, again=again)
        reached.set()

    session._add_tasks = late
    session.use(judged_by(Fixed(0.8), "other", "other")(""))
    assert reached.wait(20)
    closing.join(20)
    assert not closing.is_alive()
    assert session.job is None, "a job that nobody would end"
