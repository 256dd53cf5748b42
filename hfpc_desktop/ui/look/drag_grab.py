"""A press of the mouse that may become a drag: what list, grid, filmstrip and picture headers share. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent


class Grab:
    """Tells a press that becomes a drag from a click. One for each view."""

    def __init__(self) -> None:
        self._from: QPointF | None = None

    @property
    def armed(self) -> bool:
        """Whether the button is down on something that can be dragged."""
        return self._from is not None

    def press(self, event: QMouseEvent, *, grabs: bool) -> bool:
        """The button went down; ``grabs``: on something that can be dragged. True when this is armed now."""
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        self._from = event.position() if plain and grabs else None
        return self.armed

    def far(self, event: QMouseEvent) -> bool:
        """Whether the pointer has gone far enough; then this is not armed any more."""
        if self._from is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._from = None
            return False
        if (event.position() - self._from).manhattanLength() < QApplication.startDragDistance():
            return False
        self._from = None
        return True

    def release(self) -> bool:
        """The button came up; True when it was a click on something armed."""
        armed, self._from = self.armed, None
        return armed
