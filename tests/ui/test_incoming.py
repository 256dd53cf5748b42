"""Files that come into a window with a project: asked once, added or opened; and those of a second start."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from hfpc_desktop.review.additions import Role, UnclearAddition
from hfpc_desktop.runtime.qt_instance import Handover
from hfpc_desktop.runtime.states import FoldersQuestion
from hfpc_desktop.ui.files.added_dialog import AddedDialog
from hfpc_desktop.ui.files.incoming_dialogs import DropDialog, RoleDialog
from hfpc_desktop.ui.look.settings import DropChoice, saved_exchange
from hfpc_desktop.ui.window.main_window import MainWindow
from hfpc_desktop.ui.window.shell import Shell
from tests.fakes_ui import FakeController
from tests.ui import samples
from tests.ui.windows import applied_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

LEFT = Qt.MouseButton.LeftButton
A, B = Path("/p/new originals"), Path("/p/new generated")


@pytest.fixture
def shell(qapp, qtbot, settings) -> Iterator[Shell]:
    controller = FakeController(samples.rows([(0.9, 0.1), (0.8, 0.9)]))
    theme = applied_theme()
    out = Shell(lambda: MainWindow(controller, settings, theme), lambda: None, controller)
    qtbot.addWidget(out.window)
    out.window.show()
    yield out
    out.window.close()


@pytest.fixture
def window(shell) -> MainWindow:
    shell.window._controller.open_rows("Chairs")
    return shell.window


def drag_over(window: MainWindow, *paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    keys = (Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(400, 300), *keys))
    return mime


def drop(window: MainWindow, *paths: Path) -> None:
    mime = drag_over(window, *paths)
    keys = (Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, QDropEvent(QPointF(400, 300), *keys))


def asked(window: MainWindow, name: str) -> list:
    return window._controller.asked(name)


def test_a_drop_on_a_project_asks_and_adds_or_opens(window, qtbot) -> None:
    drop(window, A, B)
    dialog = window.dialog
    assert isinstance(dialog, DropDialog)
    assert not asked(window, "open_folders")
    qtbot.mouseClick(dialog.card("add"), LEFT)
    assert asked(window, "add_to_project") == [[A, B]]
    drop(window, A)
    qtbot.mouseClick(window.dialog.card("new"), LEFT)
    assert asked(window, "open_folders") == [[A]]
    assert saved_exchange(window._settings).drop is DropChoice.ASK


def test_by_keys_return_adds_and_escape_leaves_everything_as_it_is(window) -> None:
    drop(window, A)
    QTest.keyClick(window.dialog, Qt.Key.Key_Escape)
    assert (asked(window, "add_to_project"), asked(window, "open_folders")) == ([], [])
    drop(window, A)
    QTest.keyClick(window.dialog, Qt.Key.Key_Return)
    assert asked(window, "add_to_project") == [[A]]


def test_do_not_ask_again_holds_until_the_settings_say_otherwise(window, qtbot) -> None:
    drop(window, A)
    window.dialog.remember.click()
    qtbot.mouseClick(window.dialog.card("add"), LEFT)
    drop(window, B)
    assert window.dialog is None
    assert asked(window, "add_to_project") == [[A], [B]]
    window.actions_["settings"].trigger()
    field = window.dialog.drop
    assert field.currentData() == "add"
    QTest.keyClick(field, Qt.Key.Key_End)
    window.dialog.accept()
    drop(window, B)
    assert asked(window, "open_folders") == [[B]]


def test_the_overlay_says_what_letting_go_will_do(window) -> None:
    drag_over(window, A)
    assert "you will be asked" in window._drop_overlay.text
    assert window._drop_overlay.isVisible()


def test_a_project_file_is_opened_and_without_a_project_nothing_is_asked(shell, window) -> None:
    drop(window, Path("/p/other.hfpc"))
    assert window.dialog is None
    assert asked(window, "open_folders") == [[Path("/p/other.hfpc")]]
    window._controller.close_project()
    drop(window, A, B)
    assert asked(window, "open_folders")[1:] == [[A, B]]


def test_a_folder_whose_role_is_unclear_is_asked_for(window, qtbot) -> None:
    question = UnclearAddition(Path("/p/stuff"))
    window._controller.addition_question.emit(question)
    dialog = window.dialog
    assert isinstance(dialog, RoleDialog)
    qtbot.mouseClick(dialog.card(Role.ORIGINALS.value), LEFT)
    assert asked(window, "add_folder_as") == [(question, Role.ORIGINALS)]


def test_two_unclear_folders_are_added_not_opened_when_that_was_asked(window, qtbot) -> None:
    window._controller.folders_question.emit(FoldersQuestion(A, B, adding=True))
    qtbot.mouseClick(window.dialog.cards[1], LEFT)
    assert asked(window, "add_pair_of_folders") == [(B, A)]
    assert not asked(window, "open_pair_of_folders")


def test_a_second_start_brings_the_window_forward_and_its_files_wait_for_an_open_dialog(
    shell, window, qtbot
) -> None:
    window.showMinimized()
    shell.arrived(Handover((A, B)))
    assert not window.isMinimized()
    assert isinstance(window.dialog, DropDialog)
    window.dialog.reject()
    window.actions_["settings"].trigger()
    shell.arrived(Handover((A,)))
    shell.arrived(Handover((B,)))
    assert not isinstance(window.dialog, DropDialog)
    window.dialog.accept()
    qtbot.waitUntil(lambda: isinstance(window.dialog, DropDialog))
    qtbot.mouseClick(window.dialog.card("add"), LEFT)
    assert asked(window, "add_to_project") == [[A, B]]


def test_a_start_without_files_only_brings_the_window_forward(shell, window) -> None:
    shell.arrived(Handover())
    assert window.dialog is None
    shell.arrived(Handover(demo=True))
    assert asked(window, "open_demo") == [None]


def test_added_files_opens_from_the_menu_by_mouse_again_and_again(window, qtbot) -> None:
    action, bar = window.actions_["added"], window.menuBar()
    menu = next(one.menu() for one in bar.actions() if action in one.menu().actions())
    for _ in range(3):
        title = bar.actionGeometry(menu.menuAction()).center()
        QTest.mouseMove(
            bar, title
        )  # a menu that opens under a pointer that rests takes no click for a choice
        QTest.mouseClick(bar, LEFT, pos=title)
        entry = menu.actionGeometry(action).center()
        QTest.mouseMove(menu, entry)
        QTest.mouseClick(menu, LEFT, pos=entry)
        assert isinstance(window.dialog, AddedDialog)
        qtbot.mouseClick(window.dialog.findChild(QPushButton, "added_done"), LEFT)
        assert window.dialog is None
