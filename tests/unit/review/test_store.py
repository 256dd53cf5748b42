"""The project file."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hfpc_desktop.domain.errors import ProjectError, ReadOnlyProjectError
from hfpc_desktop.domain.judgement import Defect, DefectKind, Evidence, Judgement, NotJudged
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.domain.remarks import Flag, PairEdit, Remark
from hfpc_desktop.domain.verdict import Decision, Thresholds
from hfpc_desktop.review import migrations
from hfpc_desktop.review.requests import ScanRequest
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.review.table import Column, ReviewTable

if TYPE_CHECKING:
    from collections.abc import Iterator

A, X, U = Decision.APPROVED, Decision.REJECTED, Decision.UNDECIDED
JUDGED = Judgement(
    reward=0.7,
    reward_raw=1.25,
    consistency=0.4,
    evidence=Evidence(outgrowth=0.2, iou=0.9, extra=(("seam", 3.5),)),
    defects=(Defect(DefectKind.OUTGROWTH, 0.6, amount=0.2), Defect(DefectKind.EDGE_HALO, 0.2)),
    models=(("segmenter", "u2netp"),),
    device="CPU",
    ms=12.5,
)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    for name in ("originals", "generated"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def store(base: Path) -> Iterator[ProjectStore]:
    with create(base) as opened:
        yield opened


def create(base: Path) -> ProjectStore:
    return ProjectStore.create(base / "p.hfpc", ScanRequest.folders(base / "originals", base / "generated"))


def make_pairs(base: Path, count: int) -> list[Pair]:
    return [
        Pair(base / "originals" / f"sku{i // 3}.png", base / "generated" / f"sku{i // 3}_{i}.png")
        for i in range(count)
    ]


def decisions(store: ProjectStore) -> list[Decision]:
    return [row.decision for row in store.rows()]


# -- pairs and judgements --------------------------------------------------------------------------


def test_everything_comes_back(base: Path) -> None:
    pairs = [
        Pair(
            base / "originals/a b.png",
            base / "generated/d/🪑\n1.png",
            base / "originals/a b_mask.png",
            "chair",
        ),
        Pair(base / "originals/a b.png", Path("/elsewhere/x.png"), base / "masks/m.png"),
        Pair(base / "originals/c.png", base / "generated/c_1.png"),
    ]
    with create(base) as store:
        ids = store.add_pairs(pairs)
        store.record([(ids[0], JUDGED), (ids[2], Judgement(not_judged=NotJudged.NO_PRODUCT))], "f1")
        store.decide([ids[1]], X)
        store.set_thresholds(Thresholds(0.5, 0.2, 0.6, 0.1))
        store.set_setting("sort", "reward")
        store.set_hashes([(ids[0], "aa", "bb")])
        request = store.request
    with ProjectStore.open(base / "p.hfpc") as store:
        assert list(store.pairs().values()) == pairs
        assert list(store.pairs()) == ids
        rows = list(store.rows())
        assert [row.judgement for row in rows] == [JUDGED, None, Judgement(not_judged=NotJudged.NO_PRODUCT)]
        assert [row.decision for row in rows] == [U, X, U]
        assert store.judgement(ids[0]) == JUDGED
        assert store.judgement(ids[1]) is None
        assert store.thresholds == Thresholds(0.5, 0.2, 0.6, 0.1)
        assert store.get_setting("sort") == "reward"
        assert store.get_setting("nothing", "x") == "x"
        assert store.hashes() == {ids[0]: ("aa", "bb"), ids[1]: ("aa", None), ids[2]: (None, None)}
        assert store.request == request
        assert len(store) == 3


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
def test_names_that_are_not_unicode(base: Path) -> None:
    odd = base / "generated" / os.fsdecode(b"sku_\xff\xfe.png")
    with create(base) as store:
        ids = store.add_pairs([Pair(base / "originals/sku.png", odd)])
        assert store.add_pairs([Pair(base / "originals/sku.png", odd)]) == ids
        assert store.pairs()[ids[0]].generated == odd
        assert store.load_columns().generated == [str(odd)]


def test_pairs_are_added_once_and_keep_what_they_have(base: Path, store: ProjectStore) -> None:
    pairs = make_pairs(base, 4)
    ids = store.add_pairs(pairs[:3])
    store.record([(ids[0], JUDGED)], "f1")
    store.decide([ids[0]], A)
    fresh = store.add_new_pairs(pairs)
    assert list(fresh.values()) == pairs[3:]
    assert store.add_pairs(pairs) == [*ids, *fresh]
    assert decisions(store) == [A, U, U, U]
    assert store.judgement(ids[0]) == JUDGED


def test_a_new_mask_asks_for_a_new_judgement(base: Path, store: ProjectStore) -> None:
    pair = make_pairs(base, 1)[0]
    (pair_id,) = store.add_pairs([pair])
    store.record([(pair_id, JUDGED)], "f1")
    store.decide([pair_id], A)
    assert store.pairs_to_judge("f1") == []
    masked = Pair(pair.original, pair.generated, base / "originals/sku0_mask.png")
    assert store.add_scanned([masked]) == ({}, {pair_id: masked})
    assert store.pairs_to_judge("f1") == [pair_id]
    assert store.add_scanned([masked]) == ({}, {})
    assert store.pairs()[pair_id] == masked
    assert decisions(store) == [A]


def test_what_is_left_to_judge(base: Path, store: ProjectStore) -> None:
    ids = store.add_pairs(make_pairs(base, 5))
    assert store.pairs_to_judge("f1") == ids
    store.record(
        [
            (ids[0], JUDGED),
            (ids[1], Judgement(not_judged=NotJudged.NO_PRODUCT)),
            (ids[2], Judgement(not_judged=NotJudged.MISSING_FILE)),
        ],
        "f1",
    )
    store.record([(ids[3], JUDGED)], "old")
    assert store.pairs_to_judge("f1") == [ids[2], ids[3], ids[4]]
    store.record([(ids[3], JUDGED)], "f1")
    assert store.pairs_to_judge("f1") == [ids[2], ids[4]]


def test_columns_make_the_same_table_as_rows(base: Path, store: ProjectStore) -> None:
    ids = store.add_pairs(make_pairs(base, 4))
    store.record([(ids[0], JUDGED), (ids[2], Judgement(reward=0.9, consistency=0.9))], "f1")
    store.decide([ids[3]], A)
    quick, slow = ReviewTable(), ReviewTable()
    quick.extend(store.load_columns())
    slow.append(list(store.rows()))
    assert quick.counts() == slow.counts()
    np.testing.assert_array_equal(quick.defect_bits, slow.defect_bits)
    np.testing.assert_array_equal(quick.decisions, slow.decisions)
    for row in range(4):
        assert quick.judgement(row) == slow.judgement(row)
        assert (quick.original(row), quick.generated(row)) == (slow.original(row), slow.generated(row))
        for column in Column:
            assert quick.value(row, column) == slow.value(row, column)
    for column in Column:
        assert quick.order(column, True).tolist() == slow.order(column, True).tolist()


def test_an_empty_project(store: ProjectStore) -> None:
    assert len(store.load_columns()) == 0
    assert list(store.rows()) == []
    assert store.pairs_to_judge("f") == []
    assert store.undo() is None
    assert store.redo() is None
    assert store.thresholds == Thresholds()


def test_folders_that_moved(base: Path) -> None:
    pairs = [Pair(base / "originals/a.png", base / "generated/a_1.png", base / "masks/a.png")]
    with create(base) as store:
        (pair_id,) = store.add_pairs(pairs)
        store.decide([pair_id], A)
        store.relink(originals=base / "moved/originals", generated=base / "new/generated")
    with ProjectStore.open(base / "p.hfpc") as store:
        assert store.pairs()[pair_id] == Pair(
            base / "moved/originals/a.png", base / "new/generated/a_1.png", base / "moved/masks/a.png"
        )
        assert store.folders == (base / "moved/originals", base / "new/generated")
        assert store.request == ScanRequest.folders(base / "moved/originals", base / "new/generated")
        assert store.add_new_pairs(list(store.pairs().values())) == {}
        assert decisions(store) == [A]


def test_a_parent_folder_that_moved(base: Path) -> None:
    with ProjectStore.create(base / "p.hfpc", ScanRequest.parent(base)) as store:
        store.add_pairs(make_pairs(base, 1))
        store.relink(originals=base / "moved")
        assert store.request == ScanRequest.parent(base / "moved")
        assert list(store.pairs().values()) == make_pairs(base / "moved", 1)


# -- decisions -------------------------------------------------------------------------------------


def test_undo_and_redo_across_restarts_and_bulk(base: Path) -> None:
    with create(base) as store:
        a, b, c = store.add_pairs(make_pairs(base, 3))
        entry = store.decide([a], A)
        assert entry is not None
        assert entry.changes == ((A, (a,)),)
        store.decide([a, b, c], X)
    with ProjectStore.open(base / "p.hfpc") as store:
        assert decisions(store) == [X, X, X]
        entry = store.undo()
        assert entry is not None
        assert dict(entry.changes) == {A: (a,), U: (b, c)}
        assert decisions(store) == [A, U, U]
        assert (store.can_undo, store.can_redo) == (True, True)
    with ProjectStore.open(base / "p.hfpc") as store:
        assert store.undo() is not None
        assert (store.can_undo, store.can_redo) == (False, True)
        assert store.undo() is None
        assert store.redo() is not None
        redone = store.redo()
        assert redone is not None
        assert redone.changes == ((X, (a, b, c)),)
        assert decisions(store) == [X, X, X]
        store.undo()
        store.decide([c], X)
        assert not store.can_redo
        assert store.redo() is None
        assert decisions(store) == [A, U, X]


def test_a_decision_that_changes_nothing_is_no_undo_step(base: Path, store: ProjectStore) -> None:
    a, b = store.add_pairs(make_pairs(base, 2))
    assert store.decide([a], U) is None
    assert store.decide([], A) is None
    assert not store.can_undo
    store.decide([a], A)
    entry = store.decide([a, b, b], A)
    assert entry is not None
    assert entry.changes == ((A, (b,)),)
    store.undo()
    assert decisions(store) == [A, U]


def test_a_decision_about_an_unknown_pair_changes_nothing(base: Path, store: ProjectStore) -> None:
    (a,) = store.add_pairs(make_pairs(base, 1))
    with pytest.raises(ProjectError, match="not in the project"):
        store.decide([a, 999], A)
    assert decisions(store) == [U]
    assert not store.can_undo


steps = st.lists(
    st.one_of(
        st.tuples(st.just("decide"), st.sets(st.integers(0, 3)), st.sampled_from(Decision)),
        st.sampled_from([("undo",), ("redo",), ("reopen",)]),
    ),
    max_size=15,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_the_journal_behaves_like_two_stacks(tmp_path: Path, script: list[tuple[object, ...]]) -> None:
    path = tmp_path / f"{time.monotonic_ns()}.hfpc"
    store = ProjectStore.create(path, ScanRequest.folders(tmp_path / "originals", tmp_path / "generated"))
    try:
        ids = store.add_pairs(make_pairs(tmp_path, 4))
        past, now, future = [], [U] * 4, []  # type: ignore[var-annotated]
        for name, *args in script:
            if name == "decide":
                chosen, decision = args
                after = [decision if i in chosen else old for i, old in enumerate(now)]  # type: ignore[operator]
                store.decide([ids[i] for i in chosen], decision)  # type: ignore[attr-defined, arg-type]
                if after != now:
                    past.append(now)
                    now, future = after, []
            elif name == "undo":
                assert (store.undo() is not None) == bool(past)
                if past:
                    future.append(now)
                    now = past.pop()
            elif name == "redo":
                assert (store.redo() is not None) == bool(future)
                if future:
                    past.append(now)
                    now = future.pop()
            else:
                store.close()
                store = ProjectStore.open(path)
            assert decisions(store) == now
            assert (store.can_undo, store.can_redo) == (bool(past), bool(future))
    finally:
        store.close()


# -- what goes wrong -------------------------------------------------------------------------------


def refuse(path: Path, words: str) -> None:
    """Opening ``path`` fails with ``words`` and leaves the file and its folder as they were."""
    before = {item.name: item.read_bytes() for item in path.parent.iterdir() if item.is_file()}
    with pytest.raises(ProjectError, match=words):
        ProjectStore.open(path)
    assert {item.name: item.read_bytes() for item in path.parent.iterdir() if item.is_file()} == before


def test_create_never_overwrites(base: Path, store: ProjectStore) -> None:
    store.add_pairs(make_pairs(base, 1))
    with pytest.raises(ProjectError, match="exists already"):
        create(base)
    assert len(store) == 1
    (base / "other.hfpc").write_text("mine")
    with pytest.raises(ProjectError, match="exists already"):
        ProjectStore.create(base / "other.hfpc", ScanRequest.parent(base))
    assert (base / "other.hfpc").read_text() == "mine"


def test_create_in_a_missing_folder(base: Path) -> None:
    with pytest.raises(ProjectError, match="folder"):
        ProjectStore.create(base / "gone" / "p.hfpc", ScanRequest.parent(base))


def test_missing_project(base: Path) -> None:
    with pytest.raises(ProjectError, match="no project at"):
        ProjectStore.open(base / "p.hfpc")
    assert not (base / "p.hfpc").exists()


@pytest.mark.parametrize("content", [b"", b"hello " * 1000, b"SQLite format 3\0" + b"\xff" * 4000])
def test_files_that_are_no_project(base: Path, content: bytes) -> None:
    path = base / "p.hfpc"
    path.write_bytes(content)
    refuse(path, "left as it is")


def test_another_programs_database(base: Path) -> None:
    with sqlite3.connect(base / "p.hfpc") as db:
        db.execute("CREATE TABLE t (x)")
    db.close()
    refuse(base / "p.hfpc", "not an HFPC project")


def test_a_project_from_a_newer_version(base: Path) -> None:
    create(base).close()
    db = sqlite3.connect(base / "p.hfpc")
    db.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    db.close()
    refuse(base / "p.hfpc", "newer version")


def test_a_corrupt_project(base: Path) -> None:
    with create(base) as store:
        store.add_pairs(make_pairs(base, 2000))
    path = base / "p.hfpc"
    content = bytearray(path.read_bytes())
    content[8192 : len(content) // 2] = b"\xa5" * (len(content) // 2 - 8192)
    path.write_bytes(content)
    with pytest.raises(ProjectError, match="damaged"), ProjectStore.open(path) as store:
        store.load_columns()
    assert path.read_bytes()[8192:] == bytes(content)[8192:]


def test_a_project_that_is_open_elsewhere(base: Path, store: ProjectStore) -> None:
    store.add_pairs(make_pairs(base, 1))
    with pytest.raises(ProjectError, match="open in another window"):
        ProjectStore.open(store.path)
    store.decide([1], A)
    assert decisions(store) == [A]


def test_a_full_disk_loses_only_the_last_step(base: Path, store: ProjectStore) -> None:
    ids = store.add_pairs(make_pairs(base, 30))
    store.decide(ids[:1], A)
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ProjectError, match=r"disk is full.*Free some space"):
        store.add_pairs(make_pairs(base, 3000))
    with pytest.raises(ProjectError, match="disk is full"):
        store.record([(i, JUDGED) for i in ids] * 1, "f" * 9000)
    assert len(store) == 30
    assert decisions(store)[0] is A
    store._db.execute("PRAGMA max_page_count = 1000000")
    store.add_pairs(make_pairs(base, 3000))
    store.decide(ids[1:2], X)
    path = store.path
    store.close()
    with ProjectStore.open(path) as again:
        assert decisions(again)[:3] == [A, X, U]
        assert len(again) == 3000


def test_a_decision_that_could_not_be_saved_is_not_made(base: Path, store: ProjectStore) -> None:
    ids = store.add_pairs(make_pairs(base, 3000))
    store.decide(ids[:1], A)
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ProjectError, match="disk is full"):
        store.decide(ids, X)
    assert decisions(store)[:2] == [A, U]
    store._db.execute("PRAGMA max_page_count = 1000000")
    assert store.decide(ids[:1], A) is None
    assert store.undo() is not None
    assert not store.can_undo
    assert set(decisions(store)) == {U}


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="file permissions of POSIX systems")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_read_only(what: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "project"
        folder.mkdir()
        path = folder / "p.hfpc"
        with ProjectStore.create(path, ScanRequest.parent(folder)) as store:
            store.add_pairs([Pair(folder / "a.png", folder / "a_1.png")])
        Path(name).chmod(0o755)
        path.chmod(0o444 if what == "file" else 0o666)
        folder.chmod(0o555 if what == "folder" else 0o777)
        me = os.geteuid()
        if me == 0:  # permissions do not bind root
            os.seteuid(65534)
        try:
            refuse(path, "read-only")
            with pytest.raises(ReadOnlyProjectError):
                ProjectStore.open(path)
            with pytest.raises(ProjectError, match="read-only" if what == "folder" else "exists already"):
                ProjectStore.create(
                    folder / ("new.hfpc" if what == "folder" else "p.hfpc"), ScanRequest.parent(folder)
                )
        finally:
            if me == 0:
                os.seteuid(me)
            folder.chmod(0o755)
        with ProjectStore.open(path) if what == "folder" else _writable(path) as store:
            assert len(store) == 1


def _writable(path: Path) -> ProjectStore:
    path.chmod(0o644)
    return ProjectStore.open(path)


def test_the_owner_thread(store: ProjectStore) -> None:
    caught: list[BaseException] = []

    def work() -> None:
        try:
            store.decide([1], A)
        except ProjectError as error:
            caught.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(caught) == 1


WRITER = """
import sys
from pathlib import Path
from hfpc_desktop.domain.judgement import Judgement
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.store import ProjectStore

store = ProjectStore.open(Path(sys.argv[1]))
ids = list(store.pairs())
for number in range(10**6):
    pair_id = ids[number % len(ids)]
    if number and number % len(ids) == 0:
        store.undo()
        print("undo", flush=True)
    decision = Decision(1 + (number // len(ids) + number) % 2)
    store.record([(pair_id, Judgement(reward=number / 10**6, consistency=1.0))], "f")
    store.decide([pair_id], decision)
    print(number, pair_id, int(decision), flush=True)
"""


def test_kill_9_loses_nothing_that_was_committed(base: Path) -> None:
    with create(base) as store:
        store.add_pairs(make_pairs(base, 50))
    path = base / "p.hfpc"
    for _ in range(2):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert writer.stdout is not None
        seen = [writer.stdout.readline() for _ in range(40)]
        writer.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        seen += writer.stdout.read().splitlines(keepends=True)
        writer.stdout.close()
        writer.wait()
        told = {}
        for line in seen:
            if line.endswith("\n") and not line.startswith("undo"):
                number, pair_id, decision = map(int, line.split())
                told[pair_id] = (number, Decision(decision))
        with ProjectStore.open(path) as store:
            rows = {row.pair_id: row for row in store.rows()}
            assert store._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            behind = 0
            for pair_id, (number, decision) in told.items():
                judgement = rows[pair_id].judgement
                assert judgement is not None
                assert judgement.reward is not None
                assert judgement.reward >= number / 10**6
                behind += rows[pair_id].decision != decision
            assert behind <= 1  # the one step that was committed and not yet told
            assert store.can_undo
            while store.undo() is not None:
                pass
            assert set(decisions(store)) == {U}


# -- migrations ------------------------------------------------------------------------------------


def test_an_older_project_is_brought_up_to_date(base: Path) -> None:
    with create(base) as store:
        store.add_pairs(make_pairs(base, 2))
        newer = (*migrations.MIGRATIONS, "ALTER TABLE pair ADD COLUMN later TEXT;\nCREATE TABLE extra (x);\n")
        assert migrations.migrate(store._db, newer) == migrations.VERSION
        assert store._db.execute("PRAGMA user_version").fetchone() == (migrations.VERSION + 1,)
        assert store._db.execute("SELECT count(*), count(later) FROM pair").fetchone() == (2, 0)
        assert migrations.migrate(store._db, newer) == migrations.VERSION + 1


def test_a_migration_that_fails_leaves_the_project_as_it_was(base: Path) -> None:
    with create(base) as store:
        store.add_pairs(make_pairs(base, 2))
        broken = (*migrations.MIGRATIONS, "CREATE TABLE extra (x);\nALTER TABLE nothing ADD COLUMN y;\n")
        with pytest.raises(sqlite3.Error):
            migrations.migrate(store._db, broken)
    with ProjectStore.open(base / "p.hfpc") as store:
        assert len(store) == 2
        assert store._db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'extra'").fetchone() == (0,)


def test_decisions_of_the_first_version_can_still_be_undone(base: Path) -> None:
    path = base / "old.hfpc"
    db = sqlite3.connect(path, isolation_level=None)
    migrations.migrate(db, migrations.MIGRATIONS[:1])
    db.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
    roots = {"originals": str(base / "originals"), "generated": str(base / "generated")}
    request = ScanRequest.folders(base / "originals", base / "generated").to_json()
    db.executemany("INSERT INTO setting VALUES (?, ?)", [("roots", json.dumps(roots)), ("request", request)])
    db.execute("INSERT INTO original (id, path) VALUES (1, 'a.png')")
    db.execute("INSERT INTO pair (id, original, path, decision) VALUES (1, 1, 'a_1.png', 2)")
    db.execute("INSERT INTO journal (id, at, kind, decision) VALUES (1, '', 0, 1), (2, '', 0, 2)")
    db.execute("INSERT INTO journal_change VALUES (1, 1, 0), (2, 1, 1)")
    db.close()
    with ProjectStore.open(path) as store:
        assert decisions(store) == [X]
        assert store.undo() is not None
        assert decisions(store) == [A]
        assert store.undo() is not None
        assert decisions(store) == [U]
        entry = store.redo()
        assert entry is not None
        assert entry.changes == ((A, (1,)),)


# -- remarks ---------------------------------------------------------------------------------------


def test_one_step_may_decide_pairs_differently_and_is_undone_as_one(base: Path, store: ProjectStore) -> None:
    a, b, c = store.add_pairs(make_pairs(base, 3))
    store.decide([c], A)
    entry = store.edit({a: PairEdit(A), b: PairEdit(X), c: PairEdit(X)})
    assert entry is not None
    assert dict(entry.changes) == {A: (a,), X: (b, c)}
    assert decisions(store) == [A, X, X]
    store.undo()
    assert decisions(store) == [U, U, A]
    store.redo()
    assert decisions(store) == [A, X, X]


def test_flags_reasons_and_notes_are_kept_and_undone(base: Path, store: ProjectStore) -> None:
    a, b = store.add_pairs(make_pairs(base, 2))
    reasons = (DefectKind.LOSS, DefectKind.STRAY_TEXT)
    store.edit({a: PairEdit(flags=Flag.MASK_WRONG)})
    entry = store.edit({a: PairEdit(X, tags=reasons[::-1], note=" the handle is gone \n")})
    said = Remark(Flag.MASK_WRONG, reasons, "the handle is gone")
    assert entry is not None
    assert entry.remarks == ((a, said),)
    assert entry.changes == ((X, (a,)),)
    assert store.remarks() == {a: said}
    assert [row.remark for row in store.rows()] == [said, Remark()]
    assert store.load_columns().remarks == {a: said}
    assert store.edit({a: PairEdit(X, note="the handle is gone")}) is None
    undone = store.undo()
    assert undone is not None
    assert undone.remarks == ((a, Remark(Flag.MASK_WRONG)),)
    store.undo()
    assert store.remarks() == {}
    store.redo()
    store.redo()
    assert store.remarks() == {a: said}
    assert b not in store.remarks()


def test_only_pairs_that_nobody_said_anything_about_can_be_taken_out(base: Path, store: ProjectStore) -> None:
    ids = store.add_pairs(make_pairs(base, 3))
    store.record([(pair_id, JUDGED) for pair_id in ids], "f1")
    store.decide([ids[0]], A)
    store.undo()  # it can be redone, so the pair must stay
    assert store.remove_untouched(ids) == ids[1:]
    assert list(store.pairs()) == ids[:1]
    assert store.judgement(ids[0]) == JUDGED and store.judgement(ids[1]) is None
    store.redo()
    assert decisions(store) == [A]
