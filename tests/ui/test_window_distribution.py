"""Seeing the distribution in the real window: lines, counts, shapes and clicks, by a real mouse."""

from __future__ import annotations

import itertools
import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from hfpc_desktop.domain.verdict import Decision, Verdict
from hfpc_desktop.ui.lists.view_switch import ListKind
from hfpc_desktop.ui.look.theme import ThemeChoice
from hfpc_desktop.ui.window.main_window import MainWindow
from tests.fakes_ui import FakeController
from tests.ui import samples

SCORES = [(0.9, 0.9), (0.8, 0.85), (0.5, 0.6), (0.1, 0.2), (None, None), (0.2, 0.9), None]
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def controller() -> FakeController:
    return FakeController(samples.rows(SCORES))


@pytest.fixture
def window(open_window, controller):
    out = open_window(controller, choice=ThemeChoice.LIGHT, size=(1500, 1000))
    controller.open_rows("Chairs")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_D, SHIFT)
    QApplication.processEvents()
    return out


def pixel(window: MainWindow, reward: float, consistency: float) -> QPoint:
    field = window.finding._map.field
    scene = field.mapViewToScene(QPointF(reward, consistency))
    return window.finding._map._canvas.mapFromScene(scene)


def drag(window: MainWindow, *points: tuple[float, float]) -> None:
    target = window.finding._map._canvas.viewport()
    places = [pixel(window, *point) for point in points]
    QTest.mouseMove(target, places[0])
    QTest.mousePress(target, LEFT, pos=places[0])
    for before, after in itertools.pairwise(places):
        for step in range(1, 6):
            QTest.mouseMove(target, before + (after - before) * step / 5)
            QTest.qWait(8)
    QTest.mouseRelease(target, LEFT, pos=places[-1])
    QApplication.processEvents()


def test_a_key_shows_the_distribution_and_leads_back(window) -> None:
    assert window.review.list_kind is ListKind.MAP
    assert window.finding._map.isVisible()
    assert window.review.view.hasFocus()
    assert window.finding._map.count_text(Verdict.APPROVE) == "2 approve"
    assert window.finding._map.count_text(Verdict.NOT_JUDGED) == "1 not judged"
    QTest.keyClick(window.finding._map, Qt.Key.Key_D, SHIFT)
    assert window.review.view.isVisible()


def test_lines_are_as_wide_on_a_fine_screen(window, monkeypatch) -> None:
    plot = window.finding._map
    coarse = [line.pen.widthF() for line in plot.lines.values()]
    monkeypatch.setattr(plot, "devicePixelRatioF", lambda: 2.0)
    QApplication.sendEvent(plot, QEvent(QEvent.Type.DevicePixelRatioChange))
    assert all(line.pen.isCosmetic() for line in plot.lines.values()), "their width is in dots of the screen"
    assert [line.pen.widthF() for line in plot.lines.values()] == [2 * width for width in coarse]


def test_a_dragged_line_is_the_threshold_of_the_sliders(window, controller) -> None:
    drag(window, (0.60, 0.3), (0.85, 0.3))
    moved = controller.asked("set_thresholds")[-1]
    assert moved.approve_reward == pytest.approx(0.85, abs=0.02)
    assert window.review.thresholds.sliders["reward"].values[1] == moved.approve_reward
    assert window.finding._map.count_text(Verdict.APPROVE) == "1 approve"


def test_a_line_stops_at_the_other_one(window, controller) -> None:
    drag(window, (0.5, 0.35), (0.5, 0.95))
    assert controller.thresholds.reject_consistency == controller.thresholds.approve_consistency == 0.7


def test_a_rectangle_selects_pairs_and_shows_only_them(window) -> None:
    drag(window, (0.68, 0.78), (0.97, 0.97))
    assert sorted(window.review.model.order.tolist()) == [0, 1]
    assert sorted(window.review.view.selected_rows().tolist()) == [0, 1]
    assert window.review.chips.texts == ["Selection: 2"]
    QTest.keyClick(window.finding._map, Qt.Key.Key_X)
    assert [window.flow.table.decision(row) for row in (0, 1)] == [Decision.REJECTED] * 2
    chip = window.review.chips.findChild(QPushButton, "chip_picked")
    QTest.mouseClick(chip, LEFT)
    assert window.review.model.rowCount() == len(SCORES)


def test_a_lasso_selects_what_it_encloses_and_escape_takes_it_back(window) -> None:
    QTest.mouseClick(window.finding._map.lasso, LEFT)
    drag(window, (0.03, 0.1), (0.2, 0.1), (0.2, 0.28), (0.03, 0.28))
    assert window.review.model.order.tolist() == [3]
    window.finding._map.setFocus()
    QTest.keyClick(window.finding._map, Qt.Key.Key_Escape)
    assert window.review.model.rowCount() == len(SCORES)


def test_a_click_goes_to_the_pair(window) -> None:
    target = window.finding._map._canvas.viewport()
    QTest.mouseClick(target, LEFT, pos=pixel(window, 0.5, 0.6))
    assert window.flow.current_row == 2


def test_keys_go_on_working_beside_the_distribution(window) -> None:
    first = window.flow.current_row
    QTest.keyClick(window.finding._map, Qt.Key.Key_A)
    assert window.flow.table.decision(first) is Decision.APPROVED
    before = window.flow.current_row
    QTest.keyClick(window.finding._map, Qt.Key.Key_Down)
    assert window.flow.current_row != before


def test_many_pairs_are_drawn_as_a_density(window, controller) -> None:
    controller.rows = samples.many(4_500)
    controller.open_rows("Many")
    QApplication.processEvents()
    assert window.finding._map.is_density
    drag(window, (0.9, 0.9), (0.99, 0.99))
    assert 0 < window.review.model.rowCount() < 200


def test_starting_the_window_does_not_import_the_plots() -> None:
    code = "import sys, hfpc_desktop.app; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_limits_are_moved_by_keys(window, controller) -> None:
    view, before = window.finding._map, controller.thresholds
    ctrl = Qt.KeyboardModifier.ControlModifier
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Right, ctrl)
    QTest.keyClick(view, Qt.Key.Key_Right, ctrl)
    QTest.keyClick(view, Qt.Key.Key_Down, ctrl | SHIFT)
    now = controller.thresholds
    assert now.approve_reward == pytest.approx(before.approve_reward + 0.02)
    assert now.reject_consistency == pytest.approx(before.reject_consistency - 0.01)
    # A limit stops at the other one, as it does for the mouse
    for _ in range(120):
        QTest.keyClick(view, Qt.Key.Key_Right, ctrl | SHIFT)
    assert controller.thresholds.reject_reward == pytest.approx(now.approve_reward)
