"""A real project at work on real files: what moved between two scans keeps its decision."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from hfpc_desktop.domain.judgement import Judgement
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.images.hash import content_hash
from hfpc_desktop.review.additions import Addition, Role
from hfpc_desktop.review.requests import ScanRequest
from hfpc_desktop.review.scoring import LoadedPair, ScoredPair, ScoreTask
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.runtime.project_session import ProjectSession
from tests.fakes import judged_by

if TYPE_CHECKING:
    from pathlib import Path


class Told:
    """Session events, written down."""

    def __init__(self) -> None:
        self.ready, self.scans, self.results = (
            threading.Event(),
            threading.Semaphore(0),
            threading.Semaphore(0),
        )
        self.added: list[str] = []
        self.moved: dict[int, Pair] = {}
        self.failures: list[tuple[str, Exception]] = []
        self.report = None

    def opened(self, project) -> None:
        self.ready.set()

    def pairs_added(self, rows) -> None:
        self.added.extend(row.generated.name for row in rows)

    def pairs_moved(self, pairs) -> None:
        self.moved.update(pairs)

    def scanned(self, report) -> None:
        self.report = report
        self.scans.release()

    def judged(self, result) -> None:
        self.results.release()

    def failed(self, what, error) -> None:
        self.failures.append((what, error))

    def ignore(self, *_: object) -> None:
        pass

    names_ranked = journalled = decisions_reloaded = work_changed = judging_changed = outdated = former = (
        ignore
    )


class Scores:
    """A scorer that hashes as the real one does and judges nothing."""

    def load(self, task: ScoreTask) -> LoadedPair | ScoredPair:
        hashes = (content_hash(task.pair.original), content_hash(task.pair.generated))
        return ScoredPair(task.pair_id, Judgement(reward=0.5, consistency=0.5), hashes=hashes)

    def judge(self, loaded: LoadedPair, between) -> ScoredPair:
        raise AssertionError("everything is ready after load")


def test_a_renamed_generated_image_keeps_its_decision_and_a_hand_made_pair_is_not_left_over(
    tmp_path: Path,
) -> None:
    for path, text in (
        ("o/a.png", "A"),
        ("g/a_1.png", "one"),
        ("g/a_2.png", "two"),
        ("g/stranger.png", "three"),
    ):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    request = ScanRequest.folders(tmp_path / "o", tmp_path / "g")
    project = tmp_path / "p.hfpc"
    told = Told()
    session = ProjectSession(lambda: ProjectStore.create(project, request), judged_by(Scores()), told)
    assert told.ready.wait(20)
    session.scan(request)
    assert told.scans.acquire(timeout=20)
    assert all(told.results.acquire(timeout=20) for _ in range(2))
    assert [path.name for path in told.report.generated_alone] == ["stranger.png"]
    first = next(pair_id for pair_id, pair in session._pairs.items() if pair.generated.name == "a_1.png")
    session.decide([first], Decision.APPROVED)
    session.assign([Pair(tmp_path / "o/a.png", tmp_path / "g/stranger.png")])
    assert told.scans.acquire(timeout=20)
    assert told.report.generated_alone == ()
    assert told.results.acquire(timeout=20)
    session.close()
    (tmp_path / "g/a_1.png").rename(tmp_path / "g/a_final.png")
    again = Told()
    session = ProjectSession(lambda: ProjectStore.open(project), judged_by(Scores()), again)
    assert again.ready.wait(20)
    session.scan(request)
    assert again.scans.acquire(timeout=20)
    session.close()
    assert told.failures == again.failures == []
    assert {pair.generated.name for pair in again.moved.values()} == {"a_final.png"}
    assert again.added == []
    with ProjectStore.open(project) as store:
        decided = {row.generated.name: row.decision for row in store.rows()}
    assert decided == {
        "a_final.png": Decision.APPROVED,
        "a_2.png": Decision.UNDECIDED,
        "stranger.png": Decision.UNDECIDED,
    }


def test_an_added_folder_joins_at_once_and_at_every_scan_after(tmp_path: Path) -> None:
    for path in ("o/a.png", "g/a_1.png", "new/a_2.png"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(path)
    request, project = ScanRequest.folders(tmp_path / "o", tmp_path / "g"), tmp_path / "p.hfpc"
    told, counts = Told(), []
    session = ProjectSession(lambda: ProjectStore.create(project, request), judged_by(Scores()), told)
    assert told.ready.wait(20)
    session.scan(request)
    session.add([Addition(Role.GENERATED, (tmp_path / "new",))], counts.append)  # while the scan still runs
    assert all(told.scans.acquire(timeout=20) for _ in range(2))
    assert sorted(told.added) == ["a_1.png", "a_2.png"]
    session.close()
    assert counts == [1]
    (tmp_path / "new/a_3.png").write_text("later")
    again = Told()
    session = ProjectSession(lambda: ProjectStore.open(project), judged_by(Scores()), again)
    assert again.ready.wait(20)
    session.scan(request)
    assert again.scans.acquire(timeout=20)
    session.close()
    assert again.added == ["a_3.png"]
    assert told.failures == again.failures == []


def test_a_scan_that_finds_what_is_there_does_not_ask_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("o/a.png", "g/a_1.png", "g/a_2.png"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(path)
    asked: list[list[str]] = []
    add = ProjectStore.add_scanned

    def watched(self: ProjectStore, pairs):
        asked.append(sorted(pair.generated.name for pair in pairs))
        return add(self, pairs)

    monkeypatch.setattr(ProjectStore, "add_scanned", watched)
    request, project = ScanRequest.folders(tmp_path / "o", tmp_path / "g"), tmp_path / "p.hfpc"
    told = Told()
    session = ProjectSession(lambda: ProjectStore.create(project, request), judged_by(Scores()), told)

    def scan() -> list[list[str]]:
        asked.clear()
        session.scan(request)
        assert told.scans.acquire(timeout=20)
        return asked

    assert scan() == [["a_1.png", "a_2.png"]]
    assert scan() == []
    (tmp_path / "g/a_3.png").write_text("new")
    assert scan() == [["a_3.png"]]
    (tmp_path / "o/a_mask.png").write_text("a mask of all three")
    assert scan() == [["a_1.png", "a_2.png", "a_3.png"]]
    assert {pair.mask for _, pair in session._pairs.items()} == {tmp_path / "o/a_mask.png"}
    assert scan() == []
    session.close()
    assert told.failures == []
