"""Scores of models that do not judge any more are told apart wherever a pair is shown, not only in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip

from hfpc_desktop.domain.verdict import Verdict
from hfpc_desktop.ui.lists.table_model import former_tip
from hfpc_desktop.ui.lists.view_switch import ListKind
from hfpc_desktop.ui.look.theme import DARK
from tests.fakes_ui import FakeController
from tests.ui import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QAbstractScrollArea
    from pytestqt.qtbot import QtBot

    from hfpc_desktop.ui.window.main_window import MainWindow


@pytest.fixture
def controller() -> FakeController:
    return FakeController(samples.rows([(0.9, 0.9), (0.8, 0.9), (0.7, 0.9)]))


@pytest.fixture
def window(open_window: Callable[..., MainWindow], qtbot: QtBot, controller: FakeController) -> MainWindow:
    """The grid of three approved pairs; the first is the current one."""
    window = open_window(controller, size=(1280, 800))
    controller.open_rows("Lamps")
    qtbot.waitUntil(lambda: window.flow.current_row is not None)
    window.review.switch.buttons[ListKind.GRID].click()
    qtbot.waitUntil(window.review.grid.isVisible)
    return window


def mark(controller: FakeController, *rows: int) -> None:
    changed = np.array(rows, dtype=np.intp)
    assert controller.table is not None
    controller.table.set_former(changed)
    controller.rows_changed.emit(np.arange(len(controller.table)))


def tile(window: MainWindow, position: int) -> QImage:
    grid = window.review.grid
    return grid.viewport().grab(grid.tile_rect(position)).toImage()


def has(image: QImage, colour: str) -> bool:
    wanted = QColor(colour).rgb()
    return any(image.pixel(x, y) == wanted for y in range(image.height()) for x in range(image.width()))


def tip_at(view: QAbstractScrollArea, point: QPoint) -> str:
    place = view.viewport().mapToGlobal(point)
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, point, place))
    return QToolTip.text()


def test_a_tile_of_former_models_is_grey_and_says_why(window: MainWindow, controller: FakeController) -> None:
    mark(controller, 1)
    band = DARK.verdict_fill(Verdict.APPROVE)
    assert has(tile(window, 0), band) and not has(tile(window, 1), band)
    grid = window.review.grid
    assert former_tip() not in tip_at(grid, grid.tile_rect(0).center())
    assert former_tip() in tip_at(grid, grid.tile_rect(1).center())
    mark(controller)
    assert has(tile(window, 1), band)


def test_the_inspector_says_that_other_models_made_the_scores(
    window: MainWindow, controller: FakeController
) -> None:
    panel = window.review.inspector
    assert former_tip() not in panel.text
    mark(controller, window.flow.current_row or 0)
    assert former_tip() in panel.text
    assert panel.verdict_chip.toolTip() == panel.verdict_chip.accessibleDescription() == former_tip()
    bar = panel.reward.bar.grab().toImage()
    assert not has(bar, DARK.verdict_colour(Verdict.APPROVE)) and has(bar, DARK.line_strong)
    mark(controller)
    assert former_tip() not in panel.text and panel.verdict_chip.toolTip() == ""
