"""Files that reach the window: dropped on it, on the icon, or handed over by a second start. GUI thread only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from hfpc_desktop.review.requests import PROJECT_SUFFIX
from hfpc_desktop.ui.files.incoming_dialogs import DropDialog, RoleDialog
from hfpc_desktop.ui.look.settings import DropChoice, save_exchange, saved_exchange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSettings
    from PySide6.QtGui import QDropEvent
    from PySide6.QtWidgets import QWidget

    from hfpc_desktop.review.additions import UnclearAddition
    from hfpc_desktop.ui.look.app_theme import Theme
    from hfpc_desktop.ui.window.window_dialogs import WindowDialogs


class Incoming(QObject):
    """Without a project files are opened; with one a person says (once, if wanted) whether they join it."""

    def __init__(
        self, window: QWidget, controller: Any, settings: QSettings, theme: Theme, dialogs: WindowDialogs
    ) -> None:
        super().__init__(window)
        self._window, self._controller, self._settings = window, controller, settings
        self._theme, self._dialogs = theme, dialogs
        self._paths: list[Path] = []
        self._asked: list[Path] = []
        controller.addition_question.connect(self._ask_role)

    @property
    def choice(self) -> DropChoice:
        """What the settings say; without a project everything is opened."""
        return saved_exchange(self._settings).drop if self._controller.project is not None else DropChoice.NEW

    def take(self, paths: Sequence[Path]) -> None:
        """Open these files and folders, or add them. While a dialog is open they wait until it is answered."""
        self._paths.extend(Path(path) for path in paths)
        if not self._paths:
            return
        if self._dialogs.open is not None:
            self._dialogs.open.finished.connect(self._go_on, Qt.ConnectionType.QueuedConnection)
            return
        given, self._paths = self._paths, []
        project = self._controller.project
        if project is None or (len(given) == 1 and given[0].suffix.lower() == PROJECT_SUFFIX):
            self._controller.open_folders(given)
        elif self.choice is DropChoice.ASK:
            dialog = DropDialog(given, project.name, self._theme.tokens, self._window)
            self._asked = given
            dialog.chosen.connect(self._chosen)
            self._dialogs.show(dialog)
        else:
            self._do(given, self.choice)

    def show_window(self) -> None:
        """Another start asked for this window: bring it to the front."""
        window = self._window.window()
        window.setWindowState(
            (window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive
        )
        window.show()
        window.raise_()
        window.activateWindow()

    def _go_on(self) -> None:
        self.take(())

    def _chosen(self, value: str, remember: bool) -> None:
        choice = DropChoice(value)
        if remember:
            save_exchange(self._settings, replace(saved_exchange(self._settings), drop=choice))
        self._do(self._asked, choice)

    def _do(self, paths: Sequence[Path], choice: DropChoice) -> None:
        if choice is DropChoice.ADD:
            self._controller.add_to_project(list(paths))
        else:
            self._controller.open_folders(list(paths))

    def _ask_role(self, question: UnclearAddition) -> None:
        dialog = RoleDialog(question, self._theme.tokens, self._window)
        dialog.answered.connect(self._controller.add_folder_as)
        self._dialogs.show(dialog)


def dropped(event: QDropEvent) -> list[Path]:
    """Local files and folders of a drag, in the order given; none of one that began in this program."""
    if event.source() is not None:
        return []
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
