"""A button that takes the next key pressed on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from hfpc_desktop.ui.keys.keymap import portable

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

_MODIFIERS = (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_unknown,
)  # fmt: skip
_KEPT = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""Keys that move through and close windows stay what they are, unless a modifier is held."""


class KeyRecorder(QPushButton):
    """Press it (or Return on it), then the key. Escape stops. ``recorded`` carries a portable key."""

    recorded = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("record_key")
        self._words = (self.tr("Add a key…"), self.tr("Press the key (Esc stops)"))
        self.setAutoDefault(False)
        self.clicked.connect(self.start)
        self._recording = False
        self._show()

    @property
    def recording(self) -> bool:
        return self._recording

    def start(self) -> None:
        """Listen for a key."""
        self._recording = True
        self.setFocus()
        self._show()

    def stop(self) -> None:
        self._recording = False
        self._show()

    def _show(self) -> None:
        self.setText(self._words[1 if self._recording else 0])
        self.setProperty("kind", "primary" if self._recording else "")
        self.style().unpolish(self)
        self.style().polish(self)

    def event(self, event: QEvent) -> bool:
        if self._recording and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._recording:
            super().keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        if key in _MODIFIERS:
            return
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        self.stop()
        if key in _KEPT and plain:
            return
        self.recorded.emit(key_of(event))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._recording:
            self.stop()
        super().focusOutEvent(event)


def key_of(event: QKeyEvent) -> str:
    """The portable key of an event. A sign that needs Shift (``?``, ``+``) is written without it."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    text = event.text()
    sign = len(text) == 1 and text.isprintable() and not text.isalnum() and not text.isspace()
    if sign and modifiers == Qt.KeyboardModifier.ShiftModifier:
        modifiers = Qt.KeyboardModifier.NoModifier
    return portable(QKeySequence(modifiers.value | event.key()))
