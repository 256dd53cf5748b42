"""The main job in the real app, with the embedded models: drop, judge, look, decide, export.

Every test starts the composition root that ``main.py`` starts and acts by drops, keys and clicks.
"""

from __future__ import annotations

import csv
import json
import time
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.review.table import Column
from hfpc_desktop.ui.files.export_dialog import ExportDialog, Step
from tests.e2e.person import CTRL, PATIENCE_MS, SHIFT, own_threads
from tests.e2e.world import VARIANTS, fingerprints, make_pairs, make_variants

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.person import Person


def test_a_designer_triages_a_folder(person: Person, tmp_path: Path) -> None:
    # Given two folders, and nothing else
    originals, generated = make_pairs(tmp_path / "shop")
    untouched = fingerprints(originals, generated)

    # When both are dropped on the window, then rows appear and scores arrive
    person.drop(originals, generated)
    person.wait_for_rows(len(VARIANTS))
    person.wait_for_scores()
    assert np.isfinite(person.table.consistency).all()
    assert np.isfinite(person.table.reward).all()
    assert person.app.controller.progress.device == "CPU"
    assert person.app.engine.device == "CPU"

    # When the header is clicked, then the list is in the order of consistency; again, and it turns round
    person.click_header(Column.CONSISTENCY)
    scores = person.table.consistency[person.window.review.model.order]
    assert (np.diff(scores) <= 0).all()
    best_first = person.names
    person.click_header(Column.CONSISTENCY)
    turned = person.table.consistency[person.window.review.model.order]
    assert (turned == scores[::-1]).all()  # equal scores keep their places, so names may not mirror
    assert sorted(person.names) == sorted(best_first)
    person.click_header(Column.CONSISTENCY)
    assert person.names == best_first

    # When a pair is opened, mask and difference change what is seen, and go again
    person.click_row(len(VARIANTS) - 1)  # the least consistent one
    assert person.current == best_first[-1]
    compare = person.window.review.compare
    person.until(lambda: all(compare.pane(frame).pyramid is not None for frame in Frame))
    person.until(lambda: compare.bar is not None and compare._overlay is not None)
    plain = person.pictures()
    person.press(Qt.Key.Key_M)
    masked = person.pictures()
    assert changed(plain, masked) > 500
    person.press(Qt.Key.Key_D)
    assert changed(masked, person.pictures()) > 500
    person.press(Qt.Key.Key_D)
    person.press(Qt.Key.Key_M)
    assert changed(plain, person.pictures()) == 0

    # When pairs are decided by key, then each leads on to the next, and undo leads back
    person.click_row(0)
    person.decide(Qt.Key.Key_A)
    assert person.current == best_first[1]
    person.decide(Qt.Key.Key_X)
    assert person.current == best_first[2]
    person.decide(Qt.Key.Key_A)
    person.decide(Qt.Key.Key_Z, CTRL)
    assert person.current == best_first[2]
    assert person.decisions[best_first[2]] is Decision.UNDECIDED
    person.decide(Qt.Key.Key_Z, CTRL | SHIFT)
    assert person.decisions[best_first[2]] is Decision.APPROVED

    # When the approved ones are exported, then they and their lists are there, and nothing else changed
    target = tmp_path / "approved"
    export(person, target)
    approved = {best_first[0], best_first[2]}
    assert {path.name for path in target.iterdir()} == {*approved, "hfpc-export.csv", "hfpc-export.json"}
    for name in approved:
        assert (target / name).read_bytes() == (generated / name).read_bytes()
    with (target / "hfpc-export.csv").open(newline="", encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["file"] for row in rows} == approved
    assert all(row["decision"] == "approved" and row["consistency"] and row["content_hash"] for row in rows)
    listed = json.loads((target / "hfpc-export.json").read_text(encoding="utf-8"))
    assert "efficientnet-lite2" in json.dumps(listed)
    assert fingerprints(originals, generated) == untouched
    assert not [notice for notice in person.notices if notice[0] == "error"]


def test_everything_is_there_after_a_restart(start_app: Callable[[], Person], tmp_path: Path) -> None:
    originals, generated = make_pairs(tmp_path / "shop", VARIANTS[:3])
    first = start_app()
    first.drop(originals, generated)
    first.wait_for_rows(3)
    first.wait_for_scores()
    first.decide(Qt.Key.Key_A)
    first.decide(Qt.Key.Key_X)
    decisions, scores = first.decisions, first.table.consistency.tolist()
    first.press(Qt.Key.Key_Q, CTRL)
    first.quit()

    second = start_app()
    second.until(lambda: len(second.app.controller.recent_projects()) > 0)
    assert [recent.exists for recent in second.app.controller.recent_projects()] == [True]
    judged: list[int] = []
    second.app.controller.rows_changed.connect(lambda rows: judged.extend(rows.tolist()))
    second.drop(originals, generated)  # the same folders are the same project
    second.wait_for_rows(3)
    second.wait_for_scores()
    assert second.decisions == decisions
    assert second.table.consistency.tolist() == scores
    assert judged == []
    second.decide(Qt.Key.Key_Z, CTRL)
    assert list(second.decisions.values()).count(Decision.REJECTED) == 0
    second.decide(Qt.Key.Key_Z, CTRL | SHIFT)
    assert second.decisions == decisions


def test_closing_in_the_middle_loses_nothing(start_app: Callable[[], Person], tmp_path: Path) -> None:
    originals, generated = make_variants(tmp_path / "shop", 12)
    before = own_threads()
    person = start_app()
    person.drop(originals, generated)
    person.wait_for_rows(12)
    person.decide(Qt.Key.Key_A)
    decided = person.decisions
    person.until(lambda: np.isfinite(person.table.consistency).any(), PATIENCE_MS)
    project = person.app.controller.project.path
    seen = {name for row, name in enumerate_names(person) if person.table.judgement(row) is not None}
    assert len(seen) < 12, "closed too late to show anything"

    started = time.monotonic()
    person.quit()
    assert time.monotonic() - started < 10
    assert own_threads() == before

    with ProjectStore.open(project) as store:
        rows = {row.generated.name: row for row in store.rows()}
    assert {name: row.decision for name, row in rows.items()} == decided
    assert seen <= {name for name, row in rows.items() if row.judgement is not None}


def test_pause_stop_and_go_on(person: Person, tmp_path: Path) -> None:
    originals, generated = make_variants(tmp_path / "shop", 6)
    person.drop(originals, generated)
    person.wait_for_rows(6)
    person.press(Qt.Key.Key_P, CTRL)
    person.until(lambda: person.window.flow.progress.phase in ("paused", "done"))
    person.press(Qt.Key.Key_P, CTRL)
    person.press(Qt.Key.Key_Period, CTRL)
    person.until(lambda: person.window.flow.progress.phase == "done", PATIENCE_MS)
    left = int(person.table.pending.sum())
    assert left > 0, "stopped too late to show anything"
    person.press(Qt.Key.Key_P, CTRL)  # “Resume” once there is something left to do
    person.wait_for_scores()
    assert np.isfinite(person.table.consistency).all()


def export(person: Person, target: Path) -> None:
    """Through the dialog: folder, plan, copy, done."""
    person.press(Qt.Key.Key_E, CTRL)
    person.until(lambda: isinstance(person.window.dialog, ExportDialog))
    dialog = person.window.dialog
    dialog.findChild(QLineEdit, "destination").setText(str(target))
    person.until(lambda: dialog.step is Step.READY)
    assert not target.exists(), "a plan must not write"
    go = dialog.findChild(QPushButton, "export_go")
    person.qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    person.until(lambda: dialog.step is Step.DONE)
    person.qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    person.until(lambda: person.window.dialog is None)


def enumerate_names(person: Person) -> list[tuple[int, str]]:
    return [(row, person.table.generated(row).name) for row in range(len(person.table))]


def changed(before: np.ndarray, after: np.ndarray) -> int:
    """How many pixels differ."""
    return int((before != after).any(axis=2).sum())
