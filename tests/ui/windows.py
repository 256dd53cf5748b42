"""The real main window over a controller without threads, and keys pressed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hfpc_desktop.ui.look.app_theme import Theme
from hfpc_desktop.ui.look.theme import ThemeChoice
from hfpc_desktop.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tests.fakes_ui import FakeController

NONE = Qt.KeyboardModifier.NoModifier


def applied_theme(choice: ThemeChoice = ThemeChoice.DARK) -> Theme:
    """A theme that the application wears."""
    theme = Theme(QApplication.instance(), choice)
    theme.apply()
    return theme


def shown_window(
    qtbot: QtBot,
    controller: FakeController,
    settings: QSettings,
    *,
    choice: ThemeChoice = ThemeChoice.DARK,
    size: tuple[int, int] | None = None,
) -> MainWindow:
    """A window on its start page, shown and active; whoever asks closes it."""
    window = MainWindow(controller, settings, applied_theme(choice))
    qtbot.addWidget(window)
    if size is not None:
        window.resize(*size)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def press(window: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """A key for the widget that has the focus, or for the window when none has."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
