"""What the window's tests share: settings of their own, and a window that is closed in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QSettings

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.ui.canvas.pane_card import PaneState
from tests.fakes_ui import FakeController
from tests.ui import samples
from tests.ui.comparing import give_plain_pair
from tests.ui.windows import shown_window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from hfpc_desktop.ui.window.main_window import MainWindow


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def open_window(qapp: object, qtbot: QtBot, settings: QSettings) -> Iterator[Callable[..., MainWindow]]:
    """``open_window(controller, choice=…, size=…)``: a window, shown and active; closed after the test."""
    windows: list[MainWindow] = []

    def make(controller: FakeController, **look: Any) -> MainWindow:
        windows.append(shown_window(qtbot, controller, settings, **look))
        return windows[-1]

    yield make
    for window in windows:
        window.close()


@pytest.fixture
def plain_pair_window(open_window: Callable[..., MainWindow], qtbot: QtBot) -> MainWindow:
    """A window that shows a plain pair: the original red, the generated image blue."""
    controller = FakeController(samples.rows([(0.9, 0.9), (0.8, 0.9), (0.5, 0.95)]))
    window = open_window(controller)
    controller.open_rows("Lamps")
    qtbot.waitUntil(lambda: window.flow.current_row is not None)
    compare = window.review.compare
    qtbot.waitUntil(lambda: all(compare.pane(f).state is PaneState.FAILED for f in Frame))
    give_plain_pair(compare)  # instead of files that are not there
    return window
