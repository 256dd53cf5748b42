"""Finding the way in the real window, by real keys and clicks: grid, groups, filmstrip, sorting, jumps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from hfpc_desktop.domain.ranking import RowFilter
from hfpc_desktop.domain.verdict import Decision, Verdict
from hfpc_desktop.review.columns import PairRow
from hfpc_desktop.review.table import Column
from hfpc_desktop.ui.lists.table_model import COLUMNS
from hfpc_desktop.ui.lists.view_switch import ListKind
from hfpc_desktop.ui.window.main_window import MainWindow
from tests.fakes_ui import FakeController
from tests.ui import samples

if TYPE_CHECKING:
    pass

NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
#        row 0              1              2              3             4             5
PAIRS = (("chair", .9, .9), ("lamp", .8, .9), ("chair", .9, .2), ("lamp", .4, .5), ("chair", .7, .8), ("vase", .8, .5))  # fmt: skip
BEST_FIRST = [0, 1, 4, 5, 3, 2]


def pairs() -> list[PairRow]:
    return [
        PairRow(
            i + 1, Path(f"/o/{name}.png"), Path(f"/g/{name}_{i:02d}.png"), samples.judged(reward, consistency)
        )
        for i, (name, reward, consistency) in enumerate(PAIRS)
    ]


@pytest.fixture
def window(open_window) -> MainWindow:
    controller = FakeController(pairs())
    out = open_window(controller, size=(1500, 900))
    controller.open_rows("Things")
    return out


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)


def click_tile(window: MainWindow, position: int, modifier: Qt.KeyboardModifier = NONE) -> None:
    grid = window.review.grid
    QTest.mouseClick(grid.viewport(), LEFT, modifier, grid.tile_rect(position).center())


def click_header(window: MainWindow, key: Column, modifier: Qt.KeyboardModifier = NONE) -> None:
    header = window.review.view.horizontalHeader()
    column = next(i for i, spec in enumerate(COLUMNS) if spec.key is key)
    x = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
    # The header asks which keys are held; a click sent to the widget alone would not tell.
    QTest.keyPress(header.viewport(), Qt.Key.Key_Shift) if modifier else None
    QTest.mouseClick(header.viewport(), LEFT, modifier, QPoint(x, header.height() // 2))
    QTest.keyRelease(header.viewport(), Qt.Key.Key_Shift) if modifier else None


# -- the grid ----------------------------------------------------------------------------------------


def test_g_shows_the_same_list_as_a_grid_and_back(window) -> None:
    window.review.view.go_to_row(5)
    press(Qt.Key.Key_G)
    assert window.review.grid.isVisible()
    assert window.review.grid.hasFocus()
    assert window.flow.current_row == 5
    assert window.actions_["view_grid"].isChecked()
    press(Qt.Key.Key_G)
    assert window.review.view.isVisible()
    assert window.flow.current_row == 5


def test_a_click_on_the_segmented_control_changes_the_view(window) -> None:
    QTest.mouseClick(window.review.switch.buttons[ListKind.GRID], LEFT)
    assert window.review.list_kind is ListKind.GRID
    QTest.mouseClick(window.review.switch.buttons[ListKind.LIST], LEFT)
    assert window.review.list_kind is ListKind.LIST


def test_tiles_are_chosen_by_click_and_decided_by_key(window) -> None:
    press(Qt.Key.Key_G)
    click_tile(window, 2)
    assert window.flow.current_row == BEST_FIRST[2]
    click_tile(window, 4, CTRL)
    assert sorted(window.review.view.selected_rows().tolist()) == sorted([BEST_FIRST[2], BEST_FIRST[4]])
    press(Qt.Key.Key_X)
    table = window.flow.table
    assert [table.decision(BEST_FIRST[i]) for i in (2, 4)] == [Decision.REJECTED] * 2


def test_shift_selects_a_run_of_tiles(window) -> None:
    press(Qt.Key.Key_G)
    click_tile(window, 1)
    click_tile(window, 3, SHIFT)
    assert window.review.view.selected_rows().tolist() == BEST_FIRST[1:4]
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Right, SHIFT)
    assert window.review.view.selected_rows().tolist() == BEST_FIRST[:2]


def test_arrows_in_the_grid_go_where_they_point(open_window) -> None:
    controller = FakeController(samples.many(60))
    window = open_window(controller)
    controller.open_rows("Many")
    press(Qt.Key.Key_G)
    columns = window.review.grid.columns
    assert 2 < columns < 60
    for key, place in (
        (Qt.Key.Key_Right, 1), (Qt.Key.Key_Down, 1 + columns), (Qt.Key.Key_Left, columns),
        (Qt.Key.Key_Up, 0), (Qt.Key.Key_Up, 0), (Qt.Key.Key_End, 59), (Qt.Key.Key_Home, 0),
    ):  # fmt: skip
        press(key)
        assert window.review.view.current_position == place


def test_home_and_end_go_to_the_first_and_the_last_pair_of_the_list(open_window) -> None:
    controller = FakeController(samples.many(60))
    window = open_window(controller)
    controller.open_rows("Many")
    view = window.review.view
    for key, place in ((Qt.Key.Key_End, 59), (Qt.Key.Key_Up, 58), (Qt.Key.Key_Home, 0)):
        press(key)
        assert view.current_position == place
        assert view.selected_rows().tolist() == [view.current_row]
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_End, SHIFT)
    assert len(view.selected_rows()) == 59


def test_ctrl_and_the_wheel_change_the_size_and_it_is_remembered(window, open_window) -> None:
    press(Qt.Key.Key_G)
    grid = window.review.grid
    before = grid.tile_width
    at = QPointF(grid.viewport().rect().center())
    event = QWheelEvent(
        at, grid.viewport().mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, CTRL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(grid.viewport(), event)
    assert grid.tile_width > before
    assert window.review.tools.size_slider.value() == grid.tile_width
    window.close()
    again = open_window(FakeController(pairs()))
    assert again.review.grid.tile_width == grid.tile_width
    assert again.review.list_kind is ListKind.GRID


def test_a_filter_without_matches_leads_back_to_the_grid(window) -> None:
    press(Qt.Key.Key_G)
    window.review.filter_bar.set_filter(RowFilter(verdicts=frozenset({Verdict.NOT_JUDGED})))
    assert window.review.list_empty.isVisible()
    QTest.mouseClick(window.review.list_empty.buttons[0], LEFT)
    assert window.review.grid.isVisible()
    assert window.review.grid.hasFocus()


def test_a_hundred_thousand_tiles_cost_as_much_as_a_screenful(qapp) -> None:
    from hfpc_desktop.ui.lists.grid_geometry import GridGeometry

    grid = GridGeometry(100_000, width=1000, cell=(160, 212), gap=6, margin=10)
    first, last = grid.between(1_000_000, 1_000_800)
    assert last - first < 40
    box = grid.box(first)
    assert grid.at(box.x + 3, box.y + 3) == first


# -- originals and their variants --------------------------------------------------------------------


def test_grouped_up_and_down_step_originals_and_left_and_right_variants(window) -> None:
    press(Qt.Key.Key_G, SHIFT)
    assert window.review.model.order.tolist() == [0, 4, 2, 1, 3, 5]
    assert window.review.filmstrip.isVisible()
    rows = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left):  # fmt: skip
        press(key)
        rows.append(window.flow.current_row)
    assert rows == [4, 2, 2, 1, 3, 5, 1, 1]
    press(Qt.Key.Key_G, SHIFT)
    assert window.review.model.order.tolist() == BEST_FIRST
    assert not window.review.filmstrip.isVisible()
    assert window.flow.current_row == 1


def test_left_and_right_step_variants_in_a_plain_list_too(window) -> None:
    press(Qt.Key.Key_Right)
    assert window.flow.current_row == 4
    press(Qt.Key.Key_Right)
    assert window.flow.current_row == 2
    press(Qt.Key.Key_Left)
    assert window.flow.current_row == 4


def test_a_click_in_the_filmstrip_shows_that_variant(window) -> None:
    press(Qt.Key.Key_G, SHIFT)
    strip = window.review.filmstrip
    assert strip.places == [0, 1, 2]
    QTest.mouseClick(strip.viewport(), LEFT, NONE, strip.tile_rect(1).center())
    assert window.flow.current_row == 4
    press(Qt.Key.Key_A)
    assert window.flow.table.decision(4) is Decision.APPROVED


def test_the_grouped_grid_has_a_heading_for_every_original(window) -> None:
    press(Qt.Key.Key_G, SHIFT)
    press(Qt.Key.Key_G)
    grid = window.review.grid
    assert grid.tile_rect(3).top() > grid.tile_rect(2).top()  # lamp begins on a line of its own
    assert grid._headings.text(window.review.model.order[:3]) == "3 variants"
    press(Qt.Key.Key_A)
    assert grid._headings.text(window.review.model.order[:3]) == "3 variants · 1 approved"
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down)
    assert window.flow.current_row == 1


# -- order -------------------------------------------------------------------------------------------


def test_shift_and_a_click_sort_by_a_second_column(window) -> None:
    click_header(window, Column.REWARD)
    click_header(window, Column.CONSISTENCY, SHIFT)
    assert window.review.model.sort_keys == ((Column.REWARD, True), (Column.CONSISTENCY, True))
    assert window.review.model.order.tolist() == [0, 2, 1, 5, 4, 3]
    click_header(window, Column.CONSISTENCY, SHIFT)
    assert window.review.model.order.tolist() == [2, 0, 5, 1, 4, 3]
    click_header(window, Column.CONSISTENCY, SHIFT)
    assert window.review.model.sort_keys == ((Column.REWARD, True),)


# -- jump --------------------------------------------------------------------------------------------


def test_ctrl_g_goes_to_a_number_or_a_name(window) -> None:
    for text, row in (("5", BEST_FIRST[4]), ("vase", 5), ("LAMP", 3), ("lamp", 1)):
        press(Qt.Key.Key_G, CTRL)
        dialog = window.finding.dialog
        assert dialog is not None
        field = dialog.findChild(QLineEdit, "jump_field")
        QTest.keyClicks(field, text)
        assert dialog.hint
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert window.finding.dialog is None
        assert window.flow.current_row == row
        assert window.review.view.hasFocus()


def test_a_jump_says_when_nothing_has_the_name(window) -> None:
    press(Qt.Key.Key_G, CTRL)
    dialog = window.finding.dialog
    field = dialog.findChild(QLineEdit, "jump_field")
    QTest.keyClicks(field, "sofa")
    assert dialog.hint == "No pair has this name"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert window.finding.dialog is None


def test_a_jump_behind_the_filter_says_so_and_removes_it(window) -> None:
    window.review.filter_bar.set_filter(RowFilter(text="chair"))
    press(Qt.Key.Key_G, CTRL)
    dialog = window.finding.dialog
    field = dialog.findChild(QLineEdit, "jump_field")
    QTest.keyClicks(field, "vase")
    assert "filter" in dialog.hint
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.flow.current_row == 5
    assert window.review.filter_bar.row_filter.is_everything


# -- filters -----------------------------------------------------------------------------------------


def test_the_filter_panel_filters_saves_renames_and_deletes(window, open_window) -> None:
    press(Qt.Key.Key_L, CTRL)
    panel = window.finding.panel
    assert panel.isVisible()
    QTest.mouseClick(panel.best, LEFT)
    assert window.review.model.order.tolist() == [0, 1, 5]
    assert window.review.chips.texts == ["Best of each original"]
    QTest.mouseClick(panel.verdicts[Verdict.APPROVE], LEFT)
    assert window.review.model.order.tolist() == [0, 1]
    QTest.keyClicks(panel.name, "Best ones")
    QTest.mouseClick(panel.save, LEFT)
    QTest.mouseClick(panel.findChild(QPushButton, "saved_rename"), LEFT)
    panel.name.clear()
    QTest.keyClicks(panel.name, "Winners")
    QTest.keyClick(panel.name, Qt.Key.Key_Return)
    panel.close()
    window.review.filter_bar.clear()
    assert window.review.model.rowCount() == len(PAIRS)
    window.finding.open_filters()
    QApplication.processEvents()
    applies = [one for one in panel.findChildren(QPushButton, "saved_apply") if one.isVisible()]
    assert [one.text() for one in applies] == ["Winners"]
    QTest.mouseClick(applies[0], LEFT)
    assert window.review.model.order.tolist() == [0, 1]
    remove = next(one for one in panel.findChildren(QPushButton, "saved_remove") if one.isVisible())
    QTest.mouseClick(remove, LEFT)
    assert window._settings.value("finding/filters") == "[]"
    panel.close()


def test_a_score_range_and_disagreements_are_filters(window) -> None:
    press(Qt.Key.Key_L, CTRL)
    panel = window.finding.panel
    slider = panel.ranges["consistency"]
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Up)  # the lower handle
    for _ in range(10):
        QTest.keyClick(slider, Qt.Key.Key_PageUp)
    assert window.review.filter_bar.row_filter.consistency == (0.5, 1.0)
    assert sorted(window.review.model.order.tolist()) == [0, 1, 3, 4, 5]
    panel.close()
    chip = window.review.chips.findChild(QPushButton, "chip_consistency")
    QTest.mouseClick(chip, LEFT)
    window.review.view.go_to_row(0)
    press(Qt.Key.Key_X)
    window.finding.open_filters()
    QTest.mouseClick(panel.disagreements, LEFT)
    assert window.review.model.order.tolist() == [0]
    panel.close()


def test_the_time_left_follows_the_pace_of_the_person(open_window) -> None:
    controller = FakeController(samples.many(20))
    window = open_window(controller)
    controller.open_rows("Many")
    now = iter(range(0, 1000, 3))
    window.finding._clock = lambda: float(next(now))
    for _ in range(5):
        press(Qt.Key.Key_A)
    assert window.review.strip.pace_text == ""
    press(Qt.Key.Key_A)
    assert window.review.strip.pace_text == "42 s of deciding left"


def test_the_percentile_stands_beside_each_score_and_sorts_as_the_ranking(window, qtbot) -> None:
    """Rows without a score have none: a dash, last in the list, no zero."""
    table, view = window.flow.table, window.review.view
    window._controller.judge({3: samples.judged(None, None), 1: samples.judged(0.97, 0.98)})
    qtbot.waitUntil(lambda: not window.flow._histogram.isActive())
    best = int(np.nanargmax(table.approval))
    assert table.value(best, Column.PERCENTILE) == 1.0
    window.review.model.sort_by((Column.PERCENTILE, True))
    assert window.review.model.order[0] == best
    missing = np.flatnonzero(np.isnan(table.approval))
    assert set(window.review.model.order[-len(missing) :].tolist()) == set(missing.tolist())
    view.go_to_row(int(np.nanargmax(table.reward)))
    assert window.review.inspector.reward.rank == "the best"
    view.go_to_row(int(missing[0]))
    assert table.value(int(missing[0]), Column.PERCENTILE) is None
    assert window.review.inspector.consistency.rank == ""
