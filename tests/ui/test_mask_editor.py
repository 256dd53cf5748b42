"""Scenarios of the mask editor in the real window: brush, box, click, undo, save, reset, leaving and coming back."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.domain.segmentation import Segmented
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.ui.canvas.compare_modes import CompareMode
from hfpc_desktop.ui.look.notices import Notice
from hfpc_desktop.ui.masks.mask_tool import MaskMode
from hfpc_desktop.ui.window.main_window import MainWindow
from tests.ui.comparing import BLUE, RED, drag, give_plain_pair, overlay, plain
from tests.ui.windows import press

ORIGINAL = Frame.ORIGINAL


@pytest.fixture
def window(plain_pair_window: MainWindow) -> MainWindow:
    return plain_pair_window


@pytest.fixture
def editing(window: MainWindow) -> MainWindow:
    window.review.compare.set_overlay(overlay())
    press(window, Qt.Key.Key_E)
    assert window._mask_editor.active
    assert window._mask_editor.bar.isVisible()
    return window


def place(window: MainWindow, x: float, y: float) -> QPoint:
    """A point of the original's pane for a fraction of its picture."""
    rect = window.review.compare.pane(ORIGINAL).picture_rect()
    return QPoint(round(rect.x() + x * rect.width()), round(rect.y() + y * rect.height()))


def mask(window: MainWindow) -> np.ndarray:
    tool = window._mask_editor.tool
    assert tool is not None
    return tool.edit.mask


def at(window: MainWindow, x: float, y: float) -> bool:
    shape = mask(window).shape
    return bool(mask(window)[int(y * shape[0]), int(x * shape[1])])


def saved(window: MainWindow) -> list:
    return window._controller.asked("save_mask")


def test_it_begins_with_the_mask_that_was_found(editing: MainWindow) -> None:
    assert at(editing, 0.45, 0.45)
    assert not at(editing, 0.8, 0.8)
    assert editing.actions_["edit_mask"].isChecked()
    assert not editing._mask_editor.bar.save_button.isEnabled(), "nothing was drawn yet"


def test_the_picture_stays_below_the_bar_while_it_is_edited(editing: MainWindow) -> None:
    compare, bar = editing.review.compare, editing._mask_editor.bar
    pane = compare.pane(ORIGINAL)
    under = bar.geometry().bottom() - pane.mapTo(compare, QPoint()).y()
    low = pane.picture_rect()
    assert low.top() > under
    assert low.bottom() <= pane.height() - pane.bottom_inset
    press(editing, Qt.Key.Key_Escape)
    assert pane.picture_rect().height() > low.height(), "the room is given back"


def test_the_brush_adds_and_erases_and_enter_hands_the_mask_over(editing: MainWindow) -> None:
    compare = editing.review.compare
    drag(compare, ORIGINAL, place(editing, 0.7, 0.8), place(editing, 0.9, 0.8))
    assert at(editing, 0.8, 0.8)
    press(editing, Qt.Key.Key_S)
    QTest.mouseClick(compare.pane(ORIGINAL), Qt.MouseButton.LeftButton, pos=place(editing, 0.45, 0.45))
    assert not at(editing, 0.45, 0.45)
    drawn = mask(editing).copy()
    press(editing, Qt.Key.Key_Return)
    assert not editing._mask_editor.active
    ((row, given),) = saved(editing)
    assert row == compare.row
    assert np.array_equal(given, drawn)


def test_keys_of_the_editor_decide_nothing(editing: MainWindow) -> None:
    row = editing.flow.current_row
    for key in (Qt.Key.Key_A, Qt.Key.Key_X, Qt.Key.Key_P, Qt.Key.Key_N, Qt.Key.Key_Down, Qt.Key.Key_3):
        press(editing, key)
    assert editing._mask_editor.active
    assert editing.flow.current_row == row
    assert editing.flow.table is not None
    assert editing.flow.table.decision(row) is Decision.UNDECIDED
    assert editing.review.compare.looks.mode is CompareMode.SIDE


def test_undo_takes_back_strokes_and_not_decisions(editing: MainWindow) -> None:
    before = mask(editing).copy()
    drag(editing.review.compare, ORIGINAL, place(editing, 0.7, 0.8), place(editing, 0.9, 0.8))
    press(editing, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert np.array_equal(mask(editing), before)
    press(editing, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editing._controller.asked("undo") == []


def test_brackets_change_the_brush(editing: MainWindow) -> None:
    tool = editing._mask_editor.tool
    size = tool.edit.size
    press(editing, Qt.Key.Key_BracketRight)
    assert tool.edit.size > size
    press(editing, Qt.Key.Key_BracketLeft)
    press(editing, Qt.Key.Key_BracketLeft)
    assert tool.edit.size < size


def scene_with_a_disc(window: MainWindow) -> None:
    image = plain(800, RED)
    painter = QPainter(image)
    painter.setBrush(QColor(*BLUE))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPoint(600, 600), 90, 90)
    painter.end()
    window.review.compare.set_picture(ORIGINAL, image, (800, 800))


@pytest.mark.parametrize("mode", [MaskMode.BOX, MaskMode.CLICK])
def test_a_box_or_a_click_adds_what_it_means(editing: MainWindow, qtbot, mode: MaskMode) -> None:
    scene_with_a_disc(editing)
    editor, pane = editing._mask_editor, editing.review.compare.pane(ORIGINAL)
    QTest.mouseClick(editor.bar.mode_buttons[mode], Qt.MouseButton.LeftButton)
    assert editor.tool.mode is mode
    if mode is MaskMode.BOX:
        drag(editing.review.compare, ORIGINAL, place(editing, 0.55, 0.55), place(editing, 0.95, 0.95))
    else:
        QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=place(editing, 0.75, 0.75))
    qtbot.waitUntil(lambda: at(editing, 0.75, 0.75), timeout=5000)
    assert at(editing, 0.45, 0.45), "added to what was there"
    assert not at(editing, 0.75, 0.93)


def test_reset_goes_back_to_the_found_mask(editing: MainWindow) -> None:
    QTest.mouseClick(editing._mask_editor.bar.reset_button, Qt.MouseButton.LeftButton)
    assert saved(editing) == [(editing.review.compare.row, None)]
    assert not editing._mask_editor.active


def test_escape_leaves_without_saving(editing: MainWindow) -> None:
    drag(editing.review.compare, ORIGINAL, place(editing, 0.7, 0.8), place(editing, 0.9, 0.8))
    press(editing, Qt.Key.Key_Escape)
    assert not editing._mask_editor.active
    assert not editing.actions_["edit_mask"].isChecked()
    assert saved(editing) == []
    press(editing, Qt.Key.Key_E)
    assert not at(editing, 0.8, 0.8)


def test_what_was_drawn_waits_while_another_pair_is_looked_at(editing: MainWindow) -> None:
    view, compare = editing.review.view, editing.review.compare
    first = editing.flow.current_row
    drag(compare, ORIGINAL, place(editing, 0.7, 0.8), place(editing, 0.9, 0.8))
    view.go_to_position(view.current_position + 1)
    assert not editing._mask_editor.active
    assert saved(editing) == []
    view.go_to_row(first)
    give_plain_pair(compare)
    press(editing, Qt.Key.Key_E)
    assert at(editing, 0.8, 0.8)


def test_without_the_editor_a_drag_pans_again(editing: MainWindow) -> None:
    press(editing, Qt.Key.Key_Escape)
    compare = editing.review.compare
    for _ in range(4):
        compare.zoom_in()
    before = compare.state
    drag(compare, ORIGINAL, QPoint(120, 120), QPoint(150, 130))
    assert compare.state != before
    assert QApplication.focusWidget() is not None


class Slow:
    """A segmenter that answers when it is let."""

    model_id, device, note = "slow", "CPU", ""

    def __init__(self) -> None:
        self.asked, self.let = threading.Event(), threading.Event()

    def segment(self, rgb, prompt) -> Segmented:
        self.asked.set()
        self.let.wait(20)
        mask = np.zeros(rgb.shape[:2], np.uint8)
        mask[-40:] = 255
        return Segmented(mask, 0.9)


def test_the_projects_segmenter_answers_and_waiting_can_be_stopped(editing: MainWindow, qtbot) -> None:
    # Given a project that is judged by a slow segmenter
    slow, editor = Slow(), editing._mask_editor
    editing._controller.judging.load = lambda: slow
    before = mask(editing).copy()
    press(editing, Qt.Key.Key_B)
    drag(editing.review.compare, ORIGINAL, place(editing, 0.55, 0.55), place(editing, 0.95, 0.95))
    assert slow.asked.wait(10)
    # Then the bar says that it is at work, and Escape stops the waiting and not the editing
    assert editor.bar.busy.isVisible() and editor.bar.stop_button.isVisible()
    assert editor.bar.message.text() == "Looking for it…"
    press(editing, Qt.Key.Key_Escape)
    assert editor.active and not editor.bar.busy.isVisible()
    slow.let.set()
    qtbot.waitUntil(lambda: not editor.prompter._background.busy)
    assert np.array_equal(mask(editing), before), "the late answer is not taken"
    # When it is asked again, the answer is taken
    drag(editing.review.compare, ORIGINAL, place(editing, 0.55, 0.55), place(editing, 0.95, 0.95))
    qtbot.waitUntil(lambda: at(editing, 0.5, 0.99), timeout=5000)


def test_a_segmenter_that_fails_says_why_and_the_brush_goes_on(editing: MainWindow, qtbot) -> None:
    def missing() -> Slow:
        raise ModelError("The model “sam-vit-b” is not installed.")

    editor = editing._mask_editor
    editing._controller.judging.load = missing
    QTest.mouseClick(editor.bar.mode_buttons[MaskMode.CLICK], Qt.MouseButton.LeftButton)
    QTest.mouseClick(
        editing.review.compare.pane(ORIGINAL), Qt.MouseButton.LeftButton, pos=place(editing, 0.75, 0.75)
    )
    qtbot.waitUntil(lambda: bool(editor.bar.message.text()) and not editor.bar.busy.isVisible())
    assert any("sam-vit-b" in notice.text for notice in editing.notices.findChildren(Notice))
    press(editing, Qt.Key.Key_A)
    drag(editing.review.compare, ORIGINAL, place(editing, 0.7, 0.8), place(editing, 0.9, 0.8))
    assert at(editing, 0.8, 0.8)


def test_another_key_takes_the_place_of_the_first(editing: MainWindow) -> None:
    editing.keymap.set_keys("mask_erase", ["K"])
    press(editing, Qt.Key.Key_S)
    assert editing._mask_editor.tool.mode is MaskMode.ADD
    press(editing, Qt.Key.Key_K)
    assert editing._mask_editor.tool.mode is MaskMode.ERASE


def test_the_tools_say_their_keys(editing: MainWindow) -> None:
    bar = editing._mask_editor.bar
    assert "(A)" in bar.mode_buttons[MaskMode.ADD].toolTip()
    assert "([)" in bar.smaller_button.toolTip()
    press(editing, Qt.Key.Key_S)
    assert editing._mask_editor.tool.mode is MaskMode.ERASE
