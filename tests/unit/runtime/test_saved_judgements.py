"""Judgements of a saved project stay in its file until their rows are looked at, and are right whenever they come."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from hfpc_desktop.domain import codec
from hfpc_desktop.domain.errors import Cancelled
from hfpc_desktop.domain.judgement import Defect, DefectKind, Evidence, Judgement, NotJudged, Region
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.images.cache import DiskCache
from hfpc_desktop.images.thumbnails import Thumbnails
from hfpc_desktop.review.columns import SAVED
from hfpc_desktop.review.export import export_items, export_rows, with_judgements
from hfpc_desktop.review.report_rows import read_rows, report_rows
from hfpc_desktop.review.requests import ScanRequest
from hfpc_desktop.review.saved_judgements import kept_judgements
from hfpc_desktop.review.scoring import LoadedPair, ScoredPair, ScoreTask
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.review.table import Column, ReviewTable
from hfpc_desktop.runtime import qt_open_review
from hfpc_desktop.runtime.project_session import ProjectSession
from hfpc_desktop.runtime.qt_bridge import ReviewController
from hfpc_desktop.runtime.states import Phase
from tests.fakes import judged_by
from tests.unit.runtime.test_moved_files import Told

SOON = 20_000
COUNT = 6
REFUSED = Judgement(not_judged=NotJudged.NO_PRODUCT, not_judged_detail="no product found")


def judgement(number: int) -> Judgement:
    """Nothing in it is at its default, and no two are alike."""
    if number == COUNT - 1:
        return REFUSED
    share = (number + 1) / 10
    return Judgement(
        share,
        share * 3,
        1 - share,
        Evidence(share, share / 2, share, colour_delta=share * 9, extra=(("x", share),)),
        (
            Defect(DefectKind.FLOATING, share / 2, Region(0, 0, share, share)),
            Defect(DefectKind.OUTGROWTH, share, Region(share, 0, 0.1, 0.1), amount=share, place="top"),
        ),
        models=(("reward", "starter"),),
        device="CPU",
        ms=share,
        stages=(("decode", share),),
    )


JUDGED = [judgement(number) for number in range(COUNT)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """``COUNT`` judged pairs and one that was never judged, by the settings ``f``."""
    path = tmp_path / "p.hfpc"
    for name in ("o", "g"):
        (tmp_path / name).mkdir()
    with ProjectStore.create(path, ScanRequest.folders(tmp_path / "o", tmp_path / "g")) as store:
        pairs = [Pair(tmp_path / "o/a.png", tmp_path / f"g/a_{n}.png") for n in range(COUNT + 1)]
        ids = store.add_pairs(pairs)
        store.record(list(zip(ids, JUDGED, strict=False)), "f")
    return path


def damage(path: Path, row: int) -> None:
    db = sqlite3.connect(path)
    db.execute(
        'UPDATE judgement SET body = \'{"v": 1, "rew\' WHERE pair = (SELECT id FROM pair LIMIT 1 OFFSET ?)',
        (row,),
    )
    db.commit()
    db.close()


def opened(store: ProjectStore) -> ReviewTable:
    table = ReviewTable(store.thresholds)
    table.extend(store.load_columns(bodies=False))
    return table


def fetch(table: ReviewTable, store: ProjectStore) -> list[int]:
    """What the window does, on one thread."""
    rows = table.judgements.take_wanted()
    found = store.judgements([table.pair_id(row) for row in rows])
    return table.judgements.put({row: found.get(table.pair_id(row)) for row in rows})


def test_opening_decodes_nothing_and_the_columns_tell_what_they_can(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codec, "decode", lambda text: pytest.fail("a body was read"))
    with ProjectStore.open(project) as store:
        table, full = opened(store), ReviewTable(store.thresholds)
        full.extend(store.load_columns())
    assert table.counts() == full.counts()
    assert table.verdicts.tolist() == full.verdicts.tolist()
    assert table.defect_bits.tolist() == full.defect_bits.tolist()
    for row, whole in enumerate(JUDGED):
        told = table.judgement(row)
        assert told is not None and not table.is_whole(row) and not table.waiting(row)
        assert (told.reward, told.consistency, told.not_judged) == (
            whole.reward, whole.consistency, whole.not_judged,
        )  # fmt: skip
        assert told.evidence.colour_delta == whole.evidence.colour_delta
        assert {one.kind for one in told.defects} == {one.kind for one in whole.defects}
    assert table.judgement(COUNT) is None and table.is_whole(COUNT) and table.waiting(COUNT)


def test_each_row_is_read_once_when_it_is_asked_for(project: Path) -> None:
    calls: list[None] = []
    with ProjectStore.open(project) as store:
        table = opened(store)
        table.judgements.on_wanted = lambda: calls.append(None)
        for _ in range(3):
            table.judgement(4)
            table.judgement(COUNT)
        table.judgements.want([1, 4])
        assert len(calls) == 2
        assert fetch(table, store) == [4, 1]
        assert [table.judgement(row) for row in (1, 4)] == [JUDGED[1], JUDGED[4]]
        assert table.judgements.take_wanted() == []
        assert table.judgements.at_hand(range(COUNT + 1)) == [1, 4, COUNT]


def test_what_happens_while_a_row_is_read_goes_before_what_was_read(project: Path) -> None:
    newer = Judgement(reward=0.99, consistency=0.99)
    with ProjectStore.open(project) as store:
        table = opened(store)
        table.judgements.want([0, 1, 2])
        rows = table.judgements.take_wanted()
        table.set_judgement(0, newer)
        table.set_judgement(1, None)
        table.set_decision([2], Decision.APPROVED)
        found = store.judgements([table.pair_id(row) for row in rows])
        assert table.judgements.put({row: found.get(table.pair_id(row)) for row in rows}) == [2]
    assert table.judgement(0) == newer
    assert table.judgement(1) is None
    assert table.judgement(2) == JUDGED[2] and table.decision(2) is Decision.APPROVED


def test_only_some_stay_in_memory_and_come_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hfpc_desktop.review import judgement_shelf

    monkeypatch.setattr(judgement_shelf, "DECODED_KEPT", 4)
    with ProjectStore.open(project) as store:
        table = opened(store)
        table.judgements.want(range(COUNT))
        assert fetch(table, store) == [4, 5]  # of a long line the newest
        for row in (0, 1, 2, 3, 4, 5, 0):
            if not table.is_whole(row):
                assert fetch(table, store) == [row]
            assert table.judgement(row) == JUDGED[row]
        assert len(table.judgements._decoded) <= 4


def test_a_learned_reward_goes_before_the_columns_and_before_what_is_read(project: Path) -> None:
    with ProjectStore.open(project) as store:
        table = opened(store)
        table.set_learned(np.full(COUNT + 1, 0.7), name="head")
        for _ in range(2):
            told = table.judgement(3)
            assert told is not None and told.reward == 0.7 and dict(told.models)["reward"] == "head"
            fetch(table, store)
        rows = list(export_rows(table))
        bare = export_items(table, judgements=False)
        whole = with_judgements(bare, kept_judgements(table, rows), store.bodies)
        eager = ReviewTable(store.thresholds)
        eager.extend(store.load_columns())
        eager.set_learned(np.full(COUNT + 1, 0.7), name="head")
        assert whole == export_items(eager)


def test_a_report_says_the_same_whether_it_had_to_read_or_not(project: Path) -> None:
    with ProjectStore.open(project) as store:
        table = opened(store)
        table.judgements.want([2])
        fetch(table, store)
        rows = report_rows(table, [5, 2, 6, 0])
        with pytest.raises(TypeError):
            _ = rows[0].judgement
        assert [row.judgement for row in read_rows(rows, store.bodies)] == [
            JUDGED[5],
            JUDGED[2],
            None,
            JUDGED[0],
        ]


def test_a_damaged_text_is_said_and_its_scores_stay(project: Path) -> None:
    damage(project, 2)
    with ProjectStore.open(project) as store:
        table = opened(store)
        assert codec.is_unreadable(store.judgements([table.pair_id(2)])[table.pair_id(2)])
        (row,) = read_rows(report_rows(table, [2]), store.bodies)
        assert row.reward == JUDGED[2].reward
        assert row.judgement is not None and row.judgement.not_judged is NotJudged.FAILED
        assert "cannot be read" in row.judgement.not_judged_detail


def test_a_closed_session_says_so(project: Path) -> None:
    told = Told()
    session = ProjectSession(lambda: ProjectStore.open(project), judged_by(Again()), told)
    assert told.ready.wait(20)
    with ProjectStoreIds(session) as ids:
        assert codec.decode(session.bodies(ids)[ids[0]]) == JUDGED[0]
    session.close()
    with pytest.raises(Cancelled):
        session.bodies(ids)


class ProjectStoreIds:
    """The ids of a session's judged pairs."""

    def __init__(self, session: ProjectSession) -> None:
        self._session = session

    def __enter__(self) -> list[int]:
        got, ids = threading.Event(), list[int]()

        def read(store: ProjectStore) -> None:
            ids.extend(store.load_columns(bodies=False).pair_ids[:COUNT])
            got.set()

        self._session.with_store(read, "read")
        assert got.wait(20)
        return ids

    def __exit__(self, *_: object) -> None:
        pass


class Again:
    """A scorer that gives everything the same new judgement."""

    NEW = Judgement(reward=0.42, consistency=0.24)

    def __init__(self) -> None:
        self.asked: list[int] = []

    def load(self, task: ScoreTask) -> LoadedPair | ScoredPair:
        self.asked.append(task.pair_id)
        return ScoredPair(task.pair_id, self.NEW)

    def judge(self, loaded: LoadedPair) -> ScoredPair:
        raise AssertionError("everything is ready after load")


@pytest.fixture
def controller(qtbot: Any, tmp_path: Path) -> Any:
    scorer = Again()
    source = SimpleNamespace(judging=judged_by(scorer), scorer=scorer)
    made = ReviewController(
        source=source,  # type: ignore[arg-type]
        judgements=SimpleNamespace(overlay=lambda key: None),  # type: ignore[arg-type]
        thumbnails=Thumbnails(DiskCache(None, 0)),
        projects=tmp_path / "projects",
        demo=tmp_path,
    )
    made.scorer = scorer  # type: ignore[attr-defined]
    yield made
    made.shutdown()


def open_in(qtbot: Any, controller: Any, path: Path) -> ReviewTable:
    with qtbot.waitSignal(controller.project_opened, timeout=SOON):
        controller.open_project(path)
    table: ReviewTable = controller.table
    return table


def test_the_window_hears_of_rows_that_were_read(qtbot: Any, controller: Any, project: Path) -> None:
    table = open_in(qtbot, controller, project)
    assert table.judgements.kept(3) is SAVED
    with qtbot.waitSignal(controller.judgements_read, timeout=SOON) as heard:
        table.judgement(3)
        controller.look_ahead([0, 3, COUNT])
    assert sorted(heard.args[0].tolist()) == [0, 3]
    assert [table.judgement(row) for row in (0, 3)] == [JUDGED[0], JUDGED[3]]


def test_a_damaged_one_is_judged_again(qtbot: Any, controller: Any, project: Path) -> None:
    damage(project, 1)
    table = open_in(qtbot, controller, project)
    qtbot.waitUntil(
        lambda: table.judgement(COUNT) == Again.NEW, timeout=SOON
    )  # its pairs are known, the new one judged
    assert table.judgement(1) is not None and table.judgement(1).reward == JUDGED[1].reward  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: table.judgement(1) == Again.NEW, timeout=SOON)
    controller.close_project()
    table = open_in(qtbot, controller, project)
    with qtbot.waitSignal(controller.judgements_read, timeout=SOON):
        controller.look_ahead(range(COUNT))
    assert table.judgement(1) == Again.NEW and table.judgement(2) == JUDGED[2]


def test_closing_while_rows_are_read_leaves_the_next_project_alone(
    qtbot: Any, controller: Any, project: Path
) -> None:
    first = open_in(qtbot, controller, project)
    controller.look_ahead(range(COUNT))
    controller.close_project()
    second = open_in(qtbot, controller, project)
    assert second is not first
    with qtbot.waitSignal(controller.judgements_read, timeout=SOON) as heard:
        second.judgement(4)
    assert heard.args[0].tolist() == [4]
    assert not first.is_whole(4)


def test_a_project_is_whole_when_it_is_listed(qtbot: Any, controller: Any, project: Path) -> None:
    for name in ("o/a.png", *(f"g/a_{n}.png" for n in range(COUNT + 1))):
        (project.parent / name).touch()
    known: list[Pair | None] = []
    controller.project_opened.connect(lambda _info: known.extend(map(controller.pair, range(COUNT + 1))))
    by_name = list(range(COUNT, -1, -1))
    with qtbot.waitSignal(controller.scan_reported, timeout=SOON):
        table = open_in(qtbot, controller, project)
        assert table.order(Column.GENERATED, descending=True).tolist() == by_name
    names = [pair.generated.name for pair in known if pair is not None]
    assert names == [f"a_{n}.png" for n in range(COUNT + 1)]
    qtbot.waitUntil(lambda: controller.progress.phase is Phase.DONE, timeout=SOON)
    assert table.order(Column.GENERATED, descending=True).tolist() == by_name


def test_a_scan_that_has_not_begun_is_still_to_come_until_it_is_stopped(
    qtbot: Any, controller: Any, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qt_open_review, "LIST_FIRST_MS", 3_600_000)
    table = open_in(qtbot, controller, project)
    qtbot.waitUntil(lambda: table.judgement(COUNT) == Again.NEW, timeout=SOON)
    qtbot.waitUntil(lambda: controller.progress.phase is Phase.SCANNING, timeout=SOON)
    controller.cancel()
    qtbot.waitUntil(lambda: controller.progress.phase is Phase.DONE, timeout=SOON)
