"""Folders that moved: told when the project is opened, found again in a dialog."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from hfpc_desktop.review.relinking import RelinkCheck, SideMatch
from hfpc_desktop.ui.files.relink_dialog import RelinkDialog
from hfpc_desktop.ui.window.main_window import MainWindow
from tests.fakes_ui import FakeController
from tests.ui import samples

OLD = Path("/pictures/originals"), Path("/pictures/generated")
NEW = Path("/archive/originals"), Path("/archive/generated")


@pytest.fixture
def window(open_window) -> MainWindow:
    controller = FakeController(samples.rows([(0.9, 0.1), (0.8, 0.9)]))
    out = open_window(controller)
    controller.open_rows("Chairs")
    return out


@pytest.fixture
def dialog(window, qtbot) -> RelinkDialog:
    window._controller.folders_missing.emit(OLD)
    notice = window.notices.notices[-1]
    assert "/pictures/originals" in notice.text
    qtbot.mouseClick(notice.findChild(QPushButton, "notice_action"), Qt.MouseButton.LeftButton)
    assert isinstance(window.dialog, RelinkDialog)
    return window.dialog


def choose(dialog: RelinkDialog) -> None:
    for side, folder in zip(dialog.sides, NEW, strict=True):
        side.field.setFocus()
        side.field.selectAll()
        QTest.keyClicks(side.field, str(folder))


def use(dialog: RelinkDialog) -> QPushButton:
    return dialog.findChild(QPushButton, "relink_use")


def test_new_folders_are_looked_at_and_used_when_they_fit(window, dialog, qtbot) -> None:
    assert not use(dialog).isEnabled()
    choose(dialog)
    qtbot.waitUntil(lambda: NEW in window._controller.asked("check_relink"))
    window._controller.relink_checked.emit(
        RelinkCheck(SideMatch(NEW[0], 2, 2, 2, 2), SideMatch(NEW[1], 9, 9))
    )
    assert dialog.sides[0].text == (
        "2 of 2 files are there by name. 2 were compared by content: all are the same."
    )
    assert use(dialog).text() == "Use these folders"
    qtbot.mouseClick(use(dialog), Qt.MouseButton.LeftButton)
    assert window._controller.asked("relink") == [NEW]
    assert window.dialog is None


def test_folders_that_fit_badly_are_used_only_all_the_same_and_empty_ones_never(
    window, dialog, qtbot
) -> None:
    choose(dialog)
    told = window._controller.relink_checked
    told.emit(RelinkCheck(SideMatch(OLD[0], 2, 2), SideMatch(OLD[1], 9, 9)))
    assert not use(dialog).isEnabled(), "an answer about other folders"
    told.emit(RelinkCheck(SideMatch(NEW[0], 2, 2, 2, 0), SideMatch(NEW[1], 9, 5)))
    assert use(dialog).text() == "Use them all the same"
    assert use(dialog).isEnabled()
    told.emit(RelinkCheck(SideMatch(NEW[0], 2), SideMatch(NEW[1], 9)))
    assert not use(dialog).isEnabled()


def test_the_command_opens_it_too_and_escape_changes_nothing(window) -> None:
    window.actions_["relink"].trigger()
    QTest.keyClick(window.dialog, Qt.Key.Key_Escape)
    assert window._controller.asked("relink") == []
