"""Another product name: kept, undoable, and only what depends on it is judged again."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hfpc_desktop.domain.judgement import Judgement
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.domain.remarks import PairEdit
from hfpc_desktop.review.requests import ScanRequest
from hfpc_desktop.review.scoring import LoadedPair, ScoredPair, ScoreTask
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.runtime.judging_choice import JudgedBy
from hfpc_desktop.runtime.project_session import ProjectSession
from tests.fakes import judged_by
from tests.unit.runtime.test_moved_files import Told

if TYPE_CHECKING:
    from pathlib import Path


class ByName:
    """Writes down by which name every pair was judged; ``gate`` holds pairs in hand back."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.in_hand = threading.Event()

    def load(self, task: ScoreTask) -> LoadedPair | ScoredPair:
        self.asked.append((task.pair.generated.name, task.pair.given_name))
        self.in_hand.set()
        self.gate.wait(20)
        return ScoredPair(task.pair_id, Judgement(reward=0.5, consistency=0.5))

    def judge(self, loaded: LoadedPair, between) -> ScoredPair:
        raise AssertionError("everything is ready after load")


class Heard(Told):
    def __init__(self) -> None:
        super().__init__()
        self.journal = threading.Semaphore(0)
        self.old: list[int] = []

    def journalled(self, entry, cause, can_undo, can_redo) -> None:
        self.journal.release()

    def outdated(self, pair_ids) -> None:
        self.old.extend(pair_ids)


def begin(tmp_path: Path, scorer: ByName, told: Heard, *, by_name: bool) -> ProjectSession:
    path = tmp_path / "p.hfpc"
    if not path.exists():
        request = ScanRequest.folders(tmp_path / "o", tmp_path / "g")
        with ProjectStore.create(path, request) as store:
            store.add_pairs(
                [
                    Pair(tmp_path / f"o/{n[0]}.png", tmp_path / f"g/{n}.png", product="from list")
                    for n in ("a1", "a2", "b1")
                ]
            )
    judging = replace(judged_by(scorer)(""), by=JudgedBy(detector="d", by_name=by_name))
    return ProjectSession(lambda: ProjectStore.open(path), lambda _: judging, told)


@pytest.mark.parametrize("by_name", [True, False])
def test_only_what_depends_on_the_name_is_judged_again(tmp_path: Path, by_name: bool) -> None:
    scorer, told = ByName(), Heard()
    session = begin(tmp_path, scorer, told, by_name=by_name)
    assert all(told.results.acquire(timeout=20) for _ in range(3))
    assert {name for _, name in scorer.asked} == {"from list"}
    scorer.asked.clear()
    session.edit({1: PairEdit(product=" red  mug "), 2: PairEdit(product="red mug")})
    assert told.journal.acquire(timeout=20)
    if by_name:
        assert all(told.results.acquire(timeout=20) for _ in range(2))
        assert sorted(scorer.asked) == [("a1.png", "red mug"), ("a2.png", "red mug")]
        scorer.asked.clear()
    session.undo()
    assert told.journal.acquire(timeout=20)
    if by_name:
        assert all(told.results.acquire(timeout=20) for _ in range(2))
        assert {name for _, name in scorer.asked} == {"from list"}
    session.redo()
    assert told.journal.acquire(timeout=20)
    session.close()
    assert told.failures == []
    assert told.old == ([1, 2] * 3 if by_name else [])
    if not by_name:
        assert scorer.asked == []
    with ProjectStore.open(tmp_path / "p.hfpc") as store:
        assert {i: pair.given_name for i, pair in store.pairs().items()} == {
            1: "red mug", 2: "red mug", 3: "from list",
        }  # fmt: skip
        assert store.can_undo


def test_a_pair_in_hand_is_judged_once_more_with_the_new_name(tmp_path: Path) -> None:
    scorer, told = ByName(), Heard()
    scorer.gate.clear()
    session = begin(tmp_path, scorer, told, by_name=True)
    assert scorer.in_hand.wait(20)
    first = scorer.asked[0][0]
    number = {"a1.png": 1, "a2.png": 2, "b1.png": 3}[first]
    session.edit({number: PairEdit(product="lamp")})
    assert told.journal.acquire(timeout=20)
    scorer.gate.set()
    assert all(told.results.acquire(timeout=20) for _ in range(3))
    session.close()
    assert (first, "lamp") in scorer.asked, "judged with the new name"
    assert not told.results.acquire(timeout=0.05), "and told only once"


def test_a_new_variant_takes_the_name_of_its_original(tmp_path: Path) -> None:
    request = ScanRequest.folders(tmp_path / "o", tmp_path / "g")
    with ProjectStore.create(tmp_path / "p.hfpc", request) as store:
        (first,) = store.add_pairs([Pair(tmp_path / "o/a.png", tmp_path / "g/a1.png")])
        store.edit({first: PairEdit(product="lamp")})
        fresh = store.add_new_pairs([Pair(tmp_path / "o/a.png", tmp_path / "g/a2.png")])
        assert [pair.given_name for pair in fresh.values()] == ["lamp"]
        assert {remark.product for remark in store.remarks().values()} == {"lamp"}
        store.undo()
        assert store.pairs()[first].given_name == ""


def test_another_mask_found_by_a_scan_is_told_and_judged(tmp_path: Path) -> None:
    """The old scores must not stay in the window once the project has forgotten them."""
    scorer, told = ByName(), Heard()
    session = begin(tmp_path, scorer, told, by_name=False)
    assert all(told.results.acquire(timeout=20) for _ in range(3))
    scorer.asked.clear()
    known = session.pair(1)
    assert known is not None
    session.assign([replace(known, mask=tmp_path / "o/a_mask.png")])
    assert told.results.acquire(timeout=20)
    assert session.pair(1) == replace(known, mask=tmp_path / "o/a_mask.png")
    session.close()
    assert told.old == [1]
    assert [name for name, _ in scorer.asked] == ["a1.png"]
    with ProjectStore.open(tmp_path / "p.hfpc") as store:
        assert store.judgement(1) is not None
