"""The one window of the app, built anew when language or density change, with the review staying open.

Widgets read their words and gaps when they are built. Building the window again and opening the same project
in it takes less than a second and cannot forget a label. GUI thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hfpc_desktop.runtime.qt_instance import Handover
    from hfpc_desktop.ui.window.main_window import MainWindow


class Shell(QObject):
    """Holds the window. ``prepare`` runs before each one is built (languages are installed there)."""

    renewed = Signal(object)
    """The new window, shown; the review is on its way into it."""

    def __init__(
        self, make_window: Callable[[], MainWindow], prepare: Callable[[], object], controller: Any
    ) -> None:
        super().__init__()
        self._make, self._prepare, self._controller = make_window, prepare, controller
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self.renew)
        self._again: Path | None = None
        prepare()
        self.window = self._new()

    def _new(self) -> MainWindow:
        window = self._make()
        # Not at once: the wish comes out of a dialog of the window that will go.
        window.renewal_asked.connect(self._next.start)
        return window

    def arrived(self, given: Handover) -> None:
        """Another start: to the front, and as if its files had been dropped here."""
        self.window.incoming.show_window()
        self.take(given)

    def take(self, given: Handover) -> None:
        """What a start was asked for: the demo, or files."""
        if given.demo:
            self._controller.open_demo()
        else:
            self.window.incoming.take(given.paths)

    def files_opened(self, paths: tuple[Path, ...]) -> None:
        """Files that the system opens with the app."""
        self.window.incoming.show_window()
        self.window.incoming.take(paths)

    def renew(self) -> None:
        """Another window in the place of this one, at the same pair of the same project."""
        old, controller = self.window, self._controller
        project = controller.project
        row, table = old.flow.current_row, controller.table
        self._again = None if row is None or table is None else table.generated(row)
        shown = old.isVisible()
        if old.dialog is not None:
            old.dialog.close()
        if project is not None:
            controller.close_project()
        old.close()
        old.deleteLater()
        self._prepare()
        self.window = self._new()
        if shown:
            self.window.show()
            self.window.activateWindow()  # the keys were in the old one
        if project is not None:
            controller.project_opened.connect(self._opened)
            controller.open_project(project.path)
        self.renewed.emit(self.window)

    def _opened(self, _info: object) -> None:
        self._controller.project_opened.disconnect(self._opened)
        table, again = self._controller.table, self._again
        if table is None or again is None:
            return
        for row in range(len(table)):
            if table.generated(row) == again:
                self.window.review.view.go_to_row(row)
                return
