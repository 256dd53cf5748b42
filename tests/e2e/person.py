"""A person who uses the app: drops, keys, clicks; looks at what is on the screen."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QPushButton, QWidget

from hfpc_desktop.app import App, build_app
from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.table import Column
from hfpc_desktop.runtime.states import Phase
from hfpc_desktop.ui.compare.compare_header import ElidedLabel
from hfpc_desktop.ui.files.incoming_dialogs import DropDialog
from hfpc_desktop.ui.lists.table_model import COLUMNS
from hfpc_desktop.ui.look.languages import Languages

if TYPE_CHECKING:
    from collections.abc import Callable

    from hfpc_desktop.review.table import ReviewTable

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PATIENCE_MS = 90_000
"""How long a person waits for models and scores on a loaded machine; a wait ends as soon as it can."""
SOON_MS = 15_000


@dataclass
class Person:
    """Use ``start``. Reads the window; acts by events only."""

    qtbot: Any
    app: App
    notices: list[tuple[str, str, str]] = field(default_factory=list)
    saved: int = 0
    """Decisions, undos and redos that the project has committed since the app was started."""
    flashes: list[str] = field(default_factory=list)
    """Windows that appeared without being asked for; a part shown before it has a parent is one."""
    gone: bool = False
    _watch: Any = None

    @classmethod
    def start(cls, qtbot: Any, home: Path) -> Person:
        settings = QSettings(str(home / "settings.ini"), QSettings.Format.IniFormat)
        app = build_app(data=home / "data", cache=home / "cache", device="cpu", settings=settings)
        me = cls(qtbot, app)
        app.controller.notice.connect(me._noticed)
        app.controller.undo_state_changed.connect(me._committed)
        me._watch = WindowWatch(me.flashes)
        app.qt.installEventFilter(me._watch)
        app.show()
        app.window.activateWindow()
        qtbot.waitUntil(app.window.isActiveWindow, timeout=SOON_MS)
        return me

    def quit(self) -> None:
        """Close the window and everything behind it; safe to call twice."""
        if self.gone:
            return
        self.gone = True
        self.app.close()
        self.app.qt.removeEventFilter(self._watch)
        self.app.window.deleteLater()
        self.app.controller.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        for languages in self.app.qt.findChildren(Languages):
            languages.clear()  # another test is in English again
        assert self.flashes == []

    def _noticed(self, level: str, title: str, text: str) -> None:
        self.notices.append((level, title, text))

    def _committed(self, _undo: bool, _redo: bool) -> None:
        self.saved += 1

    # -- hands -------------------------------------------------------------------------------
    def drop(self, *paths: Path, into: str = "new") -> None:
        """Drag these onto the middle of the window and let go; asked whether they join the open project (``add``)
        or become a new one (``new``), answer so."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        at = QPoint(self.window.width() // 2, self.window.height() // 2)
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        system = self.window.windowHandle()  # as the window system does: Qt looks for the widget below
        enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, mime, left, none)
        QApplication.sendEvent(system, enter)
        assert enter.isAccepted(), "the window does not take these"
        drop = QDropEvent(QPointF(at), Qt.DropAction.CopyAction, mime, left, none)
        QApplication.sendEvent(system, drop)
        if isinstance(self.window.dialog, DropDialog):
            before, told = self.app.controller.table, len(self.notices)
            self.qtbot.mouseClick(self.window.dialog.card(into), left)
            if into == "new":  # the old project is shown until the files were looked at
                self.until(lambda: self.app.controller.table is not before or len(self.notices) > told)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def decide(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key that changes decisions; waits until the project has it on disk."""
        before = self.saved
        self.press(key, modifier)
        self.until(lambda: self.saved > before)

    def open_recent(self) -> None:
        """Click the project on the start page that was open last."""
        start = self.window.start
        self.until(lambda: start.findChild(QPushButton, "recent_card"))  # read from the disk, so not at once
        self.qtbot.mouseClick(start.findChild(QPushButton, "recent_card"), Qt.MouseButton.LeftButton)
        self.until(lambda: self.window.reviewing)

    def click_header(self, column: Column) -> None:
        header = self.window.review.view.horizontalHeader()
        section = next(number for number, spec in enumerate(COLUMNS) if spec.key is column)
        assert not header.isSectionHidden(section)
        at = QPoint(header.sectionViewportPosition(section) + 20, header.height() // 2)
        self.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def click_row(self, position: int) -> None:
        view = self.window.review.view
        index = view.model().index(position, 1)
        view.scrollTo(index)
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())

    # -- eyes --------------------------------------------------------------------------------
    def until(self, seen: Callable[[], object], timeout_ms: int = SOON_MS) -> None:
        self.qtbot.waitUntil(lambda: bool(seen()), timeout=timeout_ms)

    def wait_for_rows(self, count: int) -> None:
        self.until(lambda: self.window.reviewing and self.window.review.model.rowCount() == count)

    def wait_for_scores(self) -> None:
        """Until every row is judged or has a reason."""
        self.until(lambda: len(self.table) and not self.table.pending.any(), PATIENCE_MS)
        self.until(lambda: self.app.controller.progress.phase is Phase.DONE)

    def wait_for_notice(self, word: str) -> tuple[str, str, str]:
        """The first notice that holds ``word``, in title or text."""
        self.until(lambda: any(word in f"{title}\n{text}" for _, title, text in self.notices))
        return next(notice for notice in self.notices if word in f"{notice[1]}\n{notice[2]}")

    @property
    def window(self) -> Any:
        return self.app.window

    @property
    def table(self) -> ReviewTable:
        table = self.app.controller.table
        assert table is not None, "no project is open"
        return table

    @property
    def names(self) -> list[str]:
        """Names of the generated images in the list, top to bottom."""
        return list(self.cells(Column.GENERATED))

    def cells(self, column: Column) -> dict[str, str]:
        """What the list reads in a column, by the name of the generated image, top to bottom."""
        model = self.window.review.view.model()
        keys = [spec.key for spec in COLUMNS]
        name, asked = keys.index(Column.GENERATED), keys.index(column)
        return {
            model.index(place, name).data(): model.index(place, asked).data()
            for place in range(model.rowCount())
        }

    @property
    def current(self) -> str:
        """Name of the generated image that is shown: what stands over the picture."""
        over = self.window.review.compare.header(Frame.GENERATED)
        return str(over.findChild(ElidedLabel).text)

    @property
    def decisions(self) -> dict[str, Decision]:
        table = self.table
        return {table.generated(row).name: table.decision(row) for row in range(len(table))}

    def pictures(self) -> np.ndarray:
        """The compare view as it looks now, H x W x 4."""
        image = self.window.review.compare.grab().toImage()
        image = image.convertToFormat(QImage.Format.Format_RGBA8888)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4).copy()


class WindowWatch(QObject):
    """Writes down every top-level widget that is shown and is no window, dialog, menu or tool tip."""

    def __init__(self, flashes: list[str]) -> None:
        super().__init__()
        self._flashes = flashes

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.windowType() in (Qt.WindowType.Widget, Qt.WindowType.Window)
            and watched.isWindow()
            and not isinstance(watched, QMainWindow | QDialog)
        ):
            self._flashes.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def own_threads() -> set[str]:
    """Names of the Python threads that run now, without the main one."""
    return {thread.name for thread in threading.enumerate() if thread is not threading.main_thread()}
