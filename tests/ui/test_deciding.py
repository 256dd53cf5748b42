"""Deciding beyond one key for one pair: scenarios in the real window, by real keys and clicks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from hfpc_desktop.domain.audit import Selection
from hfpc_desktop.domain.judgement import DefectKind
from hfpc_desktop.domain.ranking import RowFilter
from hfpc_desktop.domain.remarks import Flag, PairEdit, Remark
from hfpc_desktop.domain.verdict import Decision, Verdict
from hfpc_desktop.ui.inspector.remark_dialog import RemarkDialog, Share
from hfpc_desktop.ui.window.main_window import MainWindow
from tests.fakes_ui import FakeController
from tests.ui import samples
from tests.ui.windows import press

if TYPE_CHECKING:
    pass

SCORES = [(0.9, 0.1), (0.8, 0.9), (0.5, 0.95), (None, None), (0.1, 0.8), (0.70, 0.75), None]
"""Rows 0, 3 and 6 are variants of sku1; rows 1 and 4 of sku0; rows 2 and 5 of sku2."""
A, X, U = Decision.APPROVED, Decision.REJECTED, Decision.UNDECIDED
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(open_window) -> MainWindow:
    controller = FakeController(samples.rows(SCORES))
    out = open_window(controller)
    controller.open_rows("Chairs")
    return out


def decisions(window: MainWindow) -> list[Decision]:
    table = window.flow.table
    assert table is not None
    return [table.decision(row) for row in range(len(table))]


def test_shift_x_rejects_every_variant_of_the_original_and_one_undo_brings_all_back(window) -> None:
    window.review.view.go_to_row(0)
    press(window, Qt.Key.Key_X, SHIFT)
    assert decisions(window) == [X, U, U, X, U, U, X]
    assert window.flow.current_row in (1, 2, 4, 5)
    press(window, Qt.Key.Key_Z, CTRL)
    assert decisions(window) == [U] * 7
    press(window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert decisions(window) == [X, U, U, X, U, U, X]


def test_shift_a_approves_this_pair_and_rejects_its_siblings(window) -> None:
    window.review.view.go_to_row(4)
    press(window, Qt.Key.Key_A, SHIFT)
    assert decisions(window) == [U, X, U, U, A, U, U]
    press(window, Qt.Key.Key_Z, CTRL)
    assert decisions(window) == [U] * 7


def test_ctrl_shift_a_approves_the_variant_that_ranks_first(window) -> None:
    window.review.view.go_to_row(4)
    press(window, Qt.Key.Key_A, CTRL | SHIFT)
    assert decisions(window) == [U, A, U, U, X, U, U]


def test_without_any_score_there_is_no_best_and_nothing_is_decided(window) -> None:
    window._controller.judge({0: None})
    window.review.view.go_to_row(3)
    press(window, Qt.Key.Key_A, CTRL | SHIFT)
    assert decisions(window) == [U] * 7
    assert [n.title for n in window.notices.notices] == ["No variant has both scores yet"]


def test_w_says_that_the_mask_is_wrong_and_the_pair_leaves_the_ranking(window) -> None:
    table = window.flow.table
    window.review.view.go_to_row(1)
    press(window, Qt.Key.Key_W)
    assert table.remark(1).flags == Flag.MASK_WRONG
    assert table.verdict(1) is Verdict.NOT_JUDGED
    assert np.isnan(table.approval[1])
    assert window.review.inspector.remarks.chip(Flag.MASK_WRONG).isChecked()
    press(window, Qt.Key.Key_R)
    assert window.review.model.order[0] != 1
    press(window, Qt.Key.Key_W)
    assert table.remark(1) == Remark()
    assert table.verdict(1) is Verdict.APPROVE
    press(window, Qt.Key.Key_Z, CTRL)
    assert table.remark(1).flags == Flag.MASK_WRONG


def test_a_flag_can_be_set_by_the_mouse_on_several_pairs_at_once(window, qtbot) -> None:
    table = window.flow.table
    window.review.view.select_rows(np.array([0, 1]))
    qtbot.mouseClick(window.review.inspector.remarks.chip(Flag.SCORE_WRONG), Qt.MouseButton.LeftButton)
    assert [table.remark(row).flags for row in (0, 1, 2)] == [Flag.SCORE_WRONG, Flag.SCORE_WRONG, Flag.NONE]
    assert table.verdict(1) is Verdict.APPROVE


def test_c_asks_for_reasons_and_a_note_and_the_inspector_shows_them(window, qtbot) -> None:
    window.review.view.go_to_row(2)
    press(window, Qt.Key.Key_C)
    dialog = window.dialog
    assert isinstance(dialog, RemarkDialog)
    qtbot.mouseClick(dialog.chip(DefectKind.LOSS), Qt.MouseButton.LeftButton)
    dialog.note.setFocus()
    QTest.keyClicks(dialog.note, "handle gone")
    QTest.keyClick(dialog.note, Qt.Key.Key_Return, CTRL)
    said = Remark(Flag.NONE, (DefectKind.LOSS,), "handle gone")
    assert window.flow.table.remark(2) == said
    assert window.review.inspector.remarks.remark == said
    assert "handle gone" in window.review.inspector.text
    press(window, Qt.Key.Key_Z, CTRL)
    assert window.flow.table.remark(2) == Remark()


def test_remarks_of_several_pairs_are_shown_as_mixed_and_only_what_was_touched_changes(window, qtbot) -> None:
    """Two pairs with different reasons and notes: a reason for both is added, everything else stays."""
    table, loss, halo = window.flow.table, DefectKind.LOSS, DefectKind.EDGE_HALO
    window._controller.edit(
        {
            1: PairEdit(tags=(loss,), note="lid gone"),
            2: PairEdit(tags=(DefectKind.OUTGROWTH,), note="too big"),
        }
    )
    window.review.view.select_rows(np.array([1, 2]))
    press(window, Qt.Key.Key_C)
    dialog = window.dialog
    assert (dialog.chip(loss).share, dialog.chip(halo).share) == (Share.SOME, Share.NONE)
    assert "1 of 2" in dialog.chip(loss).text()
    assert dialog.note.toPlainText() == ""
    assert "Each pair keeps its own" in dialog.note.placeholderText()
    qtbot.mouseClick(dialog.chip(halo), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.findChild(QPushButton, "save_remark"), Qt.MouseButton.LeftButton)
    assert table.remark(1) == Remark(Flag.NONE, (loss, halo), "lid gone")
    assert table.remark(2) == Remark(Flag.NONE, (DefectKind.OUTGROWTH, halo), "too big")
    press(window, Qt.Key.Key_Z, CTRL)
    assert [table.remark(row).tags for row in (1, 2)] == [(loss,), (DefectKind.OUTGROWTH,)]


def test_a_mixed_reason_goes_to_all_to_none_and_back_by_clicks(window, qtbot) -> None:
    table, loss = window.flow.table, DefectKind.LOSS
    window._controller.edit({1: PairEdit(tags=(loss,))})
    window.review.view.select_rows(np.array([1, 2]))
    press(window, Qt.Key.Key_C)
    chip, seen = window.dialog.chip(loss), []
    for _ in range(3):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
        seen.append(chip.share)
    assert seen == [Share.ALL, Share.NONE, Share.SOME]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.dialog.findChild(QPushButton, "save_remark"), Qt.MouseButton.LeftButton)
    assert [table.remark(row).tags for row in (1, 2)] == [(loss,), (loss,)]


def test_notes_that_differ_are_replaced_only_by_writing_and_removed_only_by_saying_so(window, qtbot) -> None:
    table = window.flow.table
    window._controller.edit({1: PairEdit(note="lid gone"), 2: PairEdit(note="too big")})

    def ask() -> RemarkDialog:
        window.review.view.select_rows(np.array([1, 2]))
        window.review.view.setFocus()
        press(window, Qt.Key.Key_C)
        window.dialog.note.setFocus()
        return window.dialog

    dialog = ask()
    QTest.keyClicks(dialog.note, "x")
    QTest.keyClick(dialog.note, Qt.Key.Key_Backspace)
    QTest.keyClick(dialog.note, Qt.Key.Key_Return, CTRL)
    assert [table.remark(row).note for row in (1, 2)] == ["lid gone", "too big"]
    dialog = ask()
    qtbot.mouseClick(dialog.findChild(QPushButton, "wipe_notes"), Qt.MouseButton.LeftButton)
    QTest.keyClick(dialog.note, Qt.Key.Key_Return, CTRL)
    assert [table.remark(row).note for row in (1, 2)] == ["", ""]
    press(window, Qt.Key.Key_Z, CTRL)
    assert [table.remark(row).note for row in (1, 2)] == ["lid gone", "too big"]
    dialog = ask()
    QTest.keyClicks(dialog.note, "redo both")
    QTest.keyClick(dialog.note, Qt.Key.Key_Return, CTRL)
    assert [table.remark(row).note for row in (1, 2)] == ["redo both", "redo both"]


def test_a_note_that_is_too_long_cannot_be_saved(window) -> None:
    window.review.view.go_to_row(2)
    press(window, Qt.Key.Key_C)
    dialog = window.dialog
    dialog.note.setPlainText("x" * 2001)
    QTest.keyClick(dialog.note, Qt.Key.Key_Return, CTRL)
    assert dialog.isVisible()
    assert window.flow.table.remark(2) == Remark()
    dialog.reject()


def test_files_that_moved_are_told_and_the_row_shows_the_new_name(window) -> None:

    table = window.flow.table
    window.review.view.go_to_row(0)
    table.move(0, Path("/pictures/originals/new.png"), Path("/pictures/generated/new_07.png"))
    window._controller.pairs_moved.emit(np.array([0]))
    assert window.notices.notices[-1].title == "1 pair moved or renamed"
    assert table.generated(0).name == "new_07.png"


def test_how_a_pair_came_up_is_kept_with_its_decision(window) -> None:
    table = window.flow.table
    window.review.view.go_to_row(1)
    press(window, Qt.Key.Key_A)
    press(window, Qt.Key.Key_Z, CTRL)
    table.set_audit(np.array([False, False, True, False, False, False, False]))
    window.review.filter_bar.set_filter(RowFilter(audit=True))
    assert window.review.model.order.tolist() == [2]
    window.review.view.go_to_row(2)
    press(window, Qt.Key.Key_X)
    window.review.filter_bar.set_filter(RowFilter(text="sku0"))
    window.review.view.go_to_row(4)
    press(window, Qt.Key.Key_X)
    window.review.filter_bar.clear()
    window.review.view.select_rows(np.array([0, 3]))
    press(window, Qt.Key.Key_X)
    assert window._controller.asked("note_selection") == [
        ([1], Selection.RANKED),
        ([2], Selection.AUDIT),
        ([4], Selection.FILTERED),
        ([0, 3], Selection.BULK),
    ]
