"""Naming products in the real window: the inspector's field, undo, and many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.runtime.judging_choice import JudgedBy
from hfpc_desktop.runtime.qt_judging import JudgingState
from hfpc_desktop.ui.look.app_theme import Theme
from hfpc_desktop.ui.look.theme import ThemeChoice
from hfpc_desktop.ui.window.main_window import MainWindow
from hfpc_desktop.ui.window.naming import NameDialog
from tests.fakes_ui import FakeController
from tests.ui import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QLineEdit


@pytest.fixture
def window(qapp, qtbot, tmp_path) -> Iterator[MainWindow]:
    theme = Theme(qapp, ThemeChoice.DARK)
    theme.apply()
    controller = FakeController(samples.rows([(0.9, 0.1), (0.8, 0.9), (0.4, 0.3), (0.5, 0.5)]))
    window = MainWindow(controller, QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat), theme)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    controller.open_demo()
    window.activateWindow()
    yield window
    window.close()


def field(window: MainWindow) -> QLineEdit:
    return window.review.inspector.product.field


def type_name(window: MainWindow, text: str) -> None:
    field(window).setFocus()
    field(window).selectAll()
    QTest.keyClicks(field(window), text)


def names(window: MainWindow) -> list[str]:
    table = window.flow.table
    return [table.remark(row).product for row in range(len(table))]


def test_a_name_typed_for_one_original_holds_for_all_of_its_pairs_and_can_be_undone(window, qtbot) -> None:
    row = window.flow.current_row
    variants = window.flow.table.variants(row).tolist()
    type_name(window, "apple  mug")  # letters are keys elsewhere
    assert window.flow.table.decision(row) is Decision.UNDECIDED
    QTest.keyClick(field(window), Qt.Key.Key_Return)
    assert [names(window)[one] for one in variants] == ["apple mug"] * len(variants)
    assert sum(name != "" for name in names(window)) == len(variants)
    assert "Typed by you" in window.review.inspector.product.origin.text()
    window.actions_["undo"].trigger()
    assert set(names(window)) == {""}
    assert field(window).text() == ""
    window.actions_["redo"].trigger()
    assert field(window).text() == "apple mug"


def test_escape_takes_back_what_was_typed(window) -> None:
    type_name(window, "teapot")
    QTest.keyClick(field(window), Qt.Key.Key_Escape)
    assert field(window).text() == ""
    window.review.view.setFocus()
    assert set(names(window)) == {""}


def test_what_was_typed_belongs_to_the_pair_that_is_left(window) -> None:
    first = window.flow.current_row
    type_name(window, "teapot")
    view = window.review.view
    other = next(r for r in range(4) if r not in window.flow.table.variants(first).tolist())
    view.go_to_row(other)
    assert names(window)[first] == "teapot"
    assert names(window)[other] == ""
    assert field(window).text() == ""


def test_it_says_whether_the_models_read_it(window) -> None:
    origin = window.review.inspector.product.origin
    assert "do not read it" in origin.text()
    judging = window._controller.judging
    judging.state = JudgingState("x", JudgedBy("efficientsam-ti", "grounding-dino-tiny", by_name=True))
    judging.state_changed.emit(judging.state)
    assert "judges these pairs again" in origin.text()


def test_the_products_of_a_selection_are_named_at_once(window, qtbot) -> None:
    window.review.view.setFocus()
    window.actions_["select_all"].trigger()
    window.actions_["name_product"].trigger()
    qtbot.waitUntil(lambda: isinstance(window.dialog, NameDialog) and window.dialog.isVisible())
    QTest.keyClicks(window.dialog.field, "garden chair")
    QTest.keyClick(window.dialog.field, Qt.Key.Key_Return)
    assert names(window) == ["garden chair"] * 4
    assert len(window._controller.asked("edit")) == 1, "one step to undo"
