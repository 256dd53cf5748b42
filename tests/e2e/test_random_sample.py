"""Going through the random sample in the running app, until the audit contradicts what was certified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from hfpc_desktop.domain.audit import Selection
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.ui.models.learn_dialog import LearnDialog
from tests.e2e.person import CTRL, SHIFT
from tests.unit.review.test_learning_store import project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.person import Person

PAIRS = 240


def test_the_sample_in_its_order_with_progress_and_a_warning(
    start_app: Callable[[], Person], tmp_path: Path
) -> None:
    person = start_app()
    fingerprint = person.app.engine.fingerprint
    with project(tmp_path, PAIRS, decided=0, settings=fingerprint) as store:
        known = store.learning.reviewed()
        # as if a limit had been certified that approves everything
        store.learning.save_certificate(
            {"head": "shipped", "threshold": 0.0, "target": 0.964, "consistency": 0.5}
        )
    order = known.ids[known.positions.argsort()]
    person.app.controller.open_project(tmp_path / "p.hfpc")
    window, flow = person.window, person.window.flow
    person.until(lambda: window.reviewing and flow.table is not None and flow.table.audit.any())
    person.press(Qt.Key.Key_S, CTRL | SHIFT)
    person.until(lambda: flow.sampling.active)
    model = window.review.model
    shown = [flow.table.pair_id(int(row)) for row in model.order]
    assert shown == [pair for pair in order.tolist() if pair in set(shown)]  # the order of chance
    count, bar = len(shown), flow.sampling.bar
    assert 0 < count < PAIRS and f"0 of {count}" in bar.text and bar.isVisible()
    assert not window.review.banner.isVisible()
    assert window.review.chips.texts == [f"Random sample: {count}"]

    person.decide(Qt.Key.Key_X)
    assert f"1 of {count}" in bar.text
    person.decide(Qt.Key.Key_Z, CTRL)
    assert f"0 of {count}" in bar.text
    for _ in range(count):
        person.decide(Qt.Key.Key_X)
    person.until(lambda: "reviewed" in bar.text)
    assert f"0 approved, {count} rejected" in bar.text
    person.until(lambda: any("does not hold any more" in title for _, title, _ in person.notices))
    assert "It does not hold any more" in bar.text  # the result line says so, too

    bar.findChild(QPushButton, "sample_learning").click()
    dialog = window.dialog
    assert isinstance(dialog, LearnDialog)
    person.until(lambda: dialog.drift.isVisible())
    assert "It does not hold any more" in dialog.drift.text
    assert not dialog.sample_button.isEnabled()  # nothing is waiting
    dialog.accept()
    bar.findChild(QPushButton, "sample_leave").click()
    assert not flow.sampling.active and not bar.isVisible() and model.rowCount() == PAIRS
    person.quit()
    with ProjectStore.open(tmp_path / "p.hfpc") as store:
        chosen = store.learning.reviewed().chosen
        assert (chosen == Selection.AUDIT.value).sum() >= 1


def test_when_none_waits_it_says_so(start_app: Callable[[], Person], tmp_path: Path) -> None:
    person = start_app()
    with project(tmp_path, 40, decided=40, settings=person.app.engine.fingerprint):
        pass
    person.app.controller.open_project(tmp_path / "p.hfpc")
    person.until(lambda: person.window.reviewing and person.window.review.model.rowCount() == 40)
    person.press(Qt.Key.Key_S, CTRL | SHIFT)
    person.until(lambda: len(person.window.notices.findChildren(QPushButton)) > 0)
    assert not person.window.flow.sampling.active
