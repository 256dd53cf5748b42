"""Keys of the compare view that are more than a press: one that is held, and six of which one is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from hfpc_desktop.ui.canvas.compare_modes import CompareMode

if TYPE_CHECKING:
    from hfpc_desktop.ui.compare.compare import CompareView
    from hfpc_desktop.ui.keys.window_actions import Actions

MODE_ACTIONS = {f"mode_{mode.value}": mode for mode in CompareMode}
_TIPS = {
    "mask": "mask_button",
    "difference": "difference_button",
    "zoom_in": "zoom_in_button",
    "zoom_out": "zoom_out_button",
    "fit": "fit_button",
    "fit_product": "fit_product_button",
    "actual_size": "actual_button",
    "sync": "align_button",
    "magnifier": "magnifier_button",
    "reset_offset": "offset_button",
    "edit_mask": "edit_button",
}
"""Actions whose tool tip, key included, is that of a button of the bar."""


class CompareKeys(QObject):
    """Keeps actions and compare view in step. GUI thread."""

    def __init__(self, compare: CompareView, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._compare, self._actions = compare, actions
        self._held = 0
        app = QApplication.instance()
        assert app is not None  # there are widgets
        self._app = app
        compare.looks_changed.connect(self.show_mode)
        self.show_mode()
        actions.keymap.changed.connect(self._say_tips)
        self._say_tips()

    def _say_tips(self) -> None:
        bar = self._compare.bar
        for name, attribute in _TIPS.items():
            getattr(bar, attribute).setToolTip(self._actions[name].toolTip())
        for name, mode in MODE_ACTIONS.items():
            bar.mode_buttons[mode].setToolTip(self._actions[name].toolTip())

    def show_mode(self) -> None:
        """Check the action of the mode that holds; a press unchecks it otherwise."""
        for name, mode in MODE_ACTIONS.items():
            self._actions[name].setChecked(mode is self._compare.looks.mode)

    def hold(self) -> None:
        """The key of ``hold_other`` went down: show the other picture until it comes up."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QAbstractButton):
            focus.click()  # the space bar belongs to the button that has the focus
            return
        if self._held:
            return
        combination: QKeyCombination = self._actions["hold_other"].shortcut()[0]  # type: ignore[index]
        self._held = int(combination.key().value)
        self._compare.hold_other(True)
        self._app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only while the key is held."""
        released = (
            event.type() == QEvent.Type.KeyRelease
            and isinstance(event, QKeyEvent)
            and event.key() == self._held
            and not event.isAutoRepeat()
        )
        away = (
            event.type() == QEvent.Type.ApplicationStateChange
            and QGuiApplication.applicationState() != Qt.ApplicationState.ApplicationActive
        ) or event.type() == QEvent.Type.WindowDeactivate
        if self._held and (released or away):
            self._held = 0
            self._app.removeEventFilter(self)
            self._compare.hold_other(False)
        return False
