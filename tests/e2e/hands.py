"""What hands do and eyes see at any window of the app: keys, clicks, menus, file dialogs, words on the screen.

Nothing here calls a slot or reads a private part: a hand sends an event to the widget under the pointer or to the one
that has the focus, an eye reads what visible widgets show.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.person import Person

W = TypeVar("W", bound=QWidget)
NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
LEFT = Qt.MouseButton.LeftButton
MOST_TABS = 160
"""More stops than any window has."""


# ------------------------------------------------------------------------------------------ eyes
def front() -> QWidget:
    """The window that has the keys now: a dialog, a popup or the main window."""
    return QApplication.activePopupWidget() or QApplication.activeWindow() or QWidget()


def words_in(widget: QWidget) -> str:
    """Every word that this widget and what lies in it show, as they are drawn."""
    found = []
    for part in (widget, *widget.findChildren(QWidget)):
        if not part.isVisible():
            continue
        if isinstance(part, QLabel | QAbstractButton | QLineEdit):
            found.append(part.text().replace("&", ""))
        elif isinstance(part, QComboBox):
            found.append(part.currentText())
        elif isinstance(part, QListWidget):
            found += [part.item(row).text() for row in range(part.count())]
    return "\n".join(found)


def button(inside: QWidget, text: str, *, exact: bool = True) -> QAbstractButton:
    """The button in sight that says ``text``, in words or to a screen reader."""
    for found in inside.findChildren(QAbstractButton):
        said = (found.text().replace("&", ""), found.accessibleName())
        if found.isVisible() and (text in said or (not exact and any(text in one for one in said))):
            return found
    raise AssertionError(f"no button says {text!r}: {words_in(inside)!r}")


def field(inside: QWidget, kind: type[W], called: str) -> W:
    """The widget in sight whose label (object or accessible name) is ``called``."""
    for found in inside.findChildren(kind):
        if found.isVisible() and called in (found.objectName(), found.accessibleName()):
            return found
    raise AssertionError(f"no {kind.__name__} is called {called!r}")


def pixels(widget: QWidget) -> np.ndarray:
    """How a widget looks now, H x W x 4, device pixels."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4).copy()


# ------------------------------------------------------------------------------------------ hands
def click(widget: QWidget, at: QPoint | None = None, keys: Qt.KeyboardModifier = NONE) -> None:
    """A click of the left button on what can be seen and pressed."""
    assert widget.isVisible() and widget.isEnabled(), f"{widget!r} cannot be clicked"
    QTest.mouseClick(widget, LEFT, keys, at if at is not None else widget.rect().center())


def press(key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
    """A key to whatever has the focus; a menu or panel that is open takes it first."""
    popup = QApplication.activePopupWidget()
    target = QApplication.focusWidget() if popup is None else popup.focusWidget() or popup
    QTest.keyClick(target or front(), key, keys)


def write(text: str) -> None:
    """Letters to whatever has the focus; what a field held is selected first, so that it goes."""
    target = QApplication.focusWidget()
    assert target is not None, "nothing has the focus"
    QTest.keyClick(target, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(target, text)


def tab_to(person: Person, wanted: QWidget) -> None:
    """Tab until the focus is there, as somebody without a mouse does."""
    person.until(lambda: front() is wanted.window())
    for _ in range(MOST_TABS):
        if QApplication.focusWidget() is wanted:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {wanted.objectName() or wanted!r}")


def pick(person: Person, box: QComboBox, text: str) -> None:
    """Choose in a list box by keys: Tab to it, then the arrow keys."""
    tab_to(person, box)
    press(Qt.Key.Key_Home)
    for _ in range(box.count()):
        if not box.isVisible() or box.currentText() == text:
            return
        press(Qt.Key.Key_Down)
    raise AssertionError(f"{box.objectName()} has no {text!r}")


def menu(person: Person, title: str, text: str) -> None:
    """Open a menu of the menu bar with the mouse and click what it offers."""
    bar = person.window.menuBar()
    head = next(action for action in bar.actions() if action.text().replace("&", "") == title)
    QTest.mouseClick(bar, LEFT, NONE, bar.actionGeometry(head).center())
    opened = head.menu()
    person.until(opened.isVisible)
    choose(opened, text)


def choose(opened: QMenu, text: str) -> None:
    """Click an entry of a menu that is open."""
    entry = next(
        action for action in opened.actions() if action.text().replace("&", "").split("\t")[0] == text
    )
    assert entry.isEnabled(), f"{text!r} cannot be chosen"
    QTest.mouseMove(opened, opened.actionGeometry(entry).center())
    QTest.mouseClick(opened, LEFT, NONE, opened.actionGeometry(entry).center())


def stroke(widget: QWidget, *points: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    """Press, move through the points with the button down, let go. Real events with the button held: moves of
    ``QTest.mouseMove`` say that no button is."""
    QTest.mouseMove(widget, points[0])
    QTest.mousePress(widget, LEFT, keys, points[0])
    for start, end in itertools.pairwise(points):
        for step in range(1, 7):
            at = QPointF(start + (end - start) * step / 6)
            move = QMouseEvent(
                QEvent.Type.MouseMove, at, widget.mapToGlobal(at), Qt.MouseButton.NoButton, LEFT, keys
            )
            QApplication.sendEvent(widget, move)
            QTest.qWait(6)  # the plot takes no second move within 5 ms
    QTest.mouseRelease(widget, LEFT, keys, points[-1])


def wheel(widget: QWidget, at: QPointF, steps: int = 1) -> None:
    """Turn the wheel over a place; away from the person is positive."""
    event = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(), QPoint(0, 120 * steps), Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def dialog(person: Person, kind: type[QDialog] = QDialog) -> Any:
    """The dialog over the window, once it has the keys."""
    person.until(lambda: isinstance(person.window.dialog, kind) and front() is person.window.dialog)
    return person.window.dialog


def give_file(person: Person, path: Path) -> None:
    """Type a path into the file dialog that is open, and Return."""
    person.until(lambda: isinstance(front(), QFileDialog))
    chooser = front()
    name = field(chooser, QLineEdit, "fileNameEdit")
    click(name)
    write(str(path))
    press(Qt.Key.Key_Return)
    person.until(lambda: not chooser.isVisible())


def tab_walk() -> Iterator[QWidget]:
    """Everything that Tab reaches until it comes round."""
    first = QApplication.focusWidget()
    for _ in range(MOST_TABS):
        press(Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now is first:
            return
        yield now


def from_menu_of(tool: QWidget, text: str) -> None:
    """Press a button that opens a menu and click an entry. The program stands still in such a menu until it closes,
    so the second click is on its way before the first."""
    waiting = QTimer()
    waiting.setInterval(20)

    def second() -> None:
        opened = QApplication.activePopupWidget()
        if isinstance(opened, QMenu):
            waiting.stop()
            choose(opened, text)

    waiting.timeout.connect(second)
    waiting.start()
    click(tool)
