"""Undo is Ctrl+Z: the key that is still held must not turn "go there" into "add that to the selection"."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from hfpc_desktop.review.table import ReviewTable
from hfpc_desktop.ui.lists.table_model import PairTableModel
from hfpc_desktop.ui.lists.table_view import PairTableView
from hfpc_desktop.ui.lists.thumbnails import ThumbnailShelf
from hfpc_desktop.ui.look.theme import DARK
from tests.ui import samples


@pytest.fixture
def view(qtbot) -> PairTableView:
    table = ReviewTable()
    table.append(samples.rows([(0.5 + n / 100, 0.5) for n in range(9)]))
    model, shelf = PairTableModel(), ThumbnailShelf()
    shelf.set_table(table)
    model.set_table(table)
    view = PairTableView(model, shelf, DARK)
    qtbot.addWidget(view)
    view.resize(900, 400)
    view.show()
    qtbot.waitExposed(view)
    return view


def test_going_to_a_row_with_ctrl_held_selects_it_alone(view: PairTableView) -> None:
    view.go_to_position(5)
    window = view.window().windowHandle()
    QTest.keyPress(window, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    try:
        assert QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
        view.go_to_position(2)
        assert len(view.selected_rows()) == 1
        view._pairs.resort()
        assert len(view.selected_rows()) == 1
    finally:
        QTest.keyRelease(window, Qt.Key.Key_Control)
    assert view.current_position >= 0
