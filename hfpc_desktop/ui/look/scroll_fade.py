"""A soft lower edge of a scroll area while there is more below, so that what is cut reads as "scroll", not as a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QAbstractScrollArea

HEIGHT = 28
"""Pixels over which the content goes out."""


class ScrollFade(QWidget):
    """Lies over the lower edge of ``area`` and lets every click through. GUI thread."""

    def __init__(self, area: QAbstractScrollArea, ground: str) -> None:
        """``ground``: the colour that the area lies on."""
        super().__init__(area)
        self._area, self._ground = area, QColor(ground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.installEventFilter(self)
        area.viewport().installEventFilter(self)
        bar = area.verticalScrollBar()
        bar.valueChanged.connect(self._follow)
        bar.rangeChanged.connect(self._follow)
        self._follow()

    def set_ground(self, ground: str) -> None:
        """Take another look."""
        self._ground = QColor(ground)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._follow()
        return False

    def _follow(self) -> None:
        bar, seen = self._area.verticalScrollBar(), self._area.viewport().geometry()
        self.setGeometry(seen.x(), seen.bottom() + 1 - HEIGHT, seen.width(), HEIGHT)
        self.setVisible(bar.value() < bar.maximum() and seen.height() > 2 * HEIGHT)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        clear = QColor(self._ground)
        clear.setAlpha(0)
        fade = QLinearGradient(0, 0, 0, HEIGHT)
        fade.setColorAt(0, clear)
        fade.setColorAt(1, self._ground)
        painter = QPainter(self)
        painter.fillRect(self.rect(), fade)
        painter.end()
