"""What tests that walk over the whole window share: the window, every surface of it, and who can take the focus."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRect, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from hfpc_desktop.review.scan_report import Ambiguity, ScanReport
from hfpc_desktop.runtime.qt_images import pixels_of
from hfpc_desktop.ui.lists.view_switch import ListKind
from hfpc_desktop.ui.look.theme import ThemeChoice
from hfpc_desktop.ui.window.main_window import MainWindow
from tests.fakes_ui import FakeController
from tests.ui import samples
from tests.ui.windows import shown_window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

O, G = Path("/pictures/originals"), Path("/pictures/generated")  # noqa: E741
REPORT = ScanReport(
    O,
    G,
    pairs=3,
    originals_alone=(O / "lamp.png",),
    generated_alone=(G / "final-a.png", G / "final-b.png"),
    ambiguities=(Ambiguity(G / "sku.png", (O / "sku0.png", O / "sku1.png")),),
)
DIALOGS = (
    "open", "export", "settings", "shortcuts", "edit_shortcuts", "remark", "scan_report", "pair_up", "added", "models", "profile", "name_product",
)  # fmt: skip
"""Actions that open a dialog of ours; file dialogs are the system's."""


@contextmanager
def open_window(qtbot, folder: Path, choice: ThemeChoice = ThemeChoice.LIGHT) -> Iterator[MainWindow]:
    """A window over a review of four pairs and a scan that left files out, active."""
    controller = FakeController(samples.rows([(0.9, 0.1), (0.8, 0.9), (None, None), (0.4, 0.95)]))
    controller.report = REPORT
    settings = QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat)
    window = shown_window(qtbot, controller, settings, choice=choice, size=(1440, 900))
    controller.open_demo()
    window.notices.clear()
    try:
        yield window
    finally:
        window.close()


def dialogs(window: MainWindow, qtbot) -> Iterator[tuple[str, QDialog]]:
    """Every dialog while it is open and active."""
    for name in DIALOGS:
        window.actions_[name].trigger()
        qtbot.waitUntil(lambda: window.dialog is not None)
        dialog = window.dialog
        qtbot.waitUntil(dialog.isActiveWindow)
        yield name, dialog
        if window.dialog is not None:
            dialog.close()
        qtbot.waitUntil(lambda: window.dialog is None)
    window.actions_["jump"].trigger()
    jump = window.finding.dialog
    qtbot.waitUntil(jump.isActiveWindow)
    yield "jump", jump
    if window.finding.dialog is not None:
        jump.close()


def surfaces(window: MainWindow, qtbot) -> Iterator[tuple[str, QWidget]]:
    """The window in each of its views, the filter panel, the palette and every dialog."""
    for kind in ListKind:
        window.actions_[f"view_{kind.value}"].setChecked(False)
        window.actions_[f"view_{kind.value}"].trigger()
        yield f"window, {kind.value}", window
    window.finding.set_kind(ListKind.LIST)
    window.actions_["filters"].trigger()
    yield "filters", window.finding.panel
    window.finding.panel.hide()
    window.palette_.open_()
    yield "palette", window.palette_
    window.palette_.close_()
    yield from dialogs(window, qtbot)


def focusable(surface: QWidget) -> list[QWidget]:
    """What a person must be able to reach by Tab: seen, enabled, and taking the focus at all."""
    return [
        widget
        for widget in surface.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.window() is surface.window()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not is_inner(widget)
    ]


def is_inner(widget: QWidget) -> bool:
    """Parts of Qt's own compound widgets: the whole has the focus and the name."""
    parent = widget.parentWidget()
    return (
        widget.objectName().startswith("qt_")
        or isinstance(widget, QScrollBar)
        or widget.focusProxy() is not None
        or isinstance(parent, QComboBox | QAbstractSpinBox | QLineEdit)
        or (isinstance(parent, QAbstractItemView) and not isinstance(widget, QAbstractButton))
        or type(parent).__name__ == "QComboBoxPrivateContainer"
    )


def tab_order(surface: QWidget, most: int = 300) -> list[QWidget]:
    """Where real Tab keys lead, from the first control on until the first comes round again."""
    visited: list[QWidget] = []
    start = QApplication.focusWidget()
    if start is None:
        surface.setFocus()
    for _ in range(most):
        QTest.keyClick(QApplication.focusWidget() or surface, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now in visited:
            break
        visited.append(now)
    return [widget for widget in visited if surface.isAncestorOf(widget)]


def bring_into_view(widget: QWidget) -> None:
    """As a Tab key does: scroll until the widget is seen."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName() or widget.accessibleName() or text!r}"


def spoken(widget: QWidget) -> str:
    """What a screen reader says of a widget."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def changed_pixels(surface: QWidget, widget: QWidget, change: Callable[[], None]) -> int:
    """How many pixels in and just around ``widget`` look different after ``change``."""
    corner = widget.mapTo(surface, widget.rect().topLeft())
    area = QRect(corner, widget.size()).adjusted(-4, -4, 4, 4).intersected(surface.rect())
    before = _pixels(surface, area)
    change()
    QApplication.processEvents()
    after = _pixels(surface, area)
    return int((np.abs(before - after).max(axis=2) > 24).sum())


def _pixels(surface: QWidget, area: QRect) -> np.ndarray:
    image = surface.grab(area).toImage()  # held: its pixels are read in place
    return pixels_of(image).astype(int)[..., :3]
