"""The plot of the distribution: what a hand draws on it and which point it hits. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Field(pg.ViewBox):
    """Left drag draws a rectangle or a lasso, a click asks for the point; the wheel zooms, the middle button pans."""

    drawn = Signal(object)
    """Corners, n x 2, of a finished shape."""
    clicked = Signal(float, float)

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.lasso = False
        self._path: list[tuple[float, float]] = []
        self.outline = pg.PlotCurveItem()
        self.addItem(self.outline, ignoreBounds=True)

    def mouseDragEvent(self, event: Any, axis: Any = None) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mouseDragEvent(event, axis)
            return
        event.accept()
        start, now = self.mapToView(event.buttonDownPos()), self.mapToView(event.pos())
        if event.isStart():
            self._path = [(start.x(), start.y())]
        self._path.append((now.x(), now.y()))
        shape = np.array(self._path) if self.lasso else _rectangle(start, now)
        self.show_outline(shape)
        if event.isFinish():
            self.drawn.emit(shape)

    def mouseClickEvent(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            at = self.mapToView(event.pos())
            self.clicked.emit(at.x(), at.y())

    def show_outline(self, shape: NDArray[np.floating] | None) -> None:
        closed = np.zeros((0, 2)) if shape is None else np.vstack([shape, shape[:1]])
        self.outline.setData(closed[:, 0], closed[:, 1])


class Marks(pg.ScatterPlotItem):
    """Leaves clicks to the field, which looks for the nearest pair whatever it is drawn as."""

    def mouseClickEvent(self, event: Any) -> None:
        event.ignore()


def _rectangle(a: QPointF, b: QPointF) -> NDArray[np.float64]:
    return np.array([(a.x(), a.y()), (b.x(), a.y()), (b.x(), b.y()), (a.x(), b.y())])
