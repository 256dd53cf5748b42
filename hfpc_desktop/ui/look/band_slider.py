"""A slider with two handles that cut 0..1 into reject, review and approve, over a histogram of the scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from hfpc_desktop.ui.look.theme import Tokens

BINS = 40
STEP = 0.01
PAGE = 0.05
HANDLE = 8.0
TRACK = 5.0
HISTOGRAM = 26.0


class BandSlider(QWidget):
    """``low`` is the reject limit, ``high`` the approve limit, 0 <= low <= high <= 1, in steps of 0.01.

    Mouse: drag a handle. Keys: left/right move the active handle by 0.01, page keys by 0.05, Home and End
    to its ends; up/down choose the handle.
    """

    changed = Signal(float, float)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._low, self._high = 0.3, 0.6
        self._active = 1
        self._dragging = False
        self._histogram = np.zeros(BINS, dtype=np.float64)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def values(self) -> tuple[float, float]:
        """(reject limit, approve limit)."""
        return self._low, self._high

    def set_values(self, low: float, high: float) -> None:
        """Show limits without emitting."""
        if (low, high) != (self._low, self._high):
            self._low, self._high = low, high
            self._describe()
            self.update()

    def set_scores(self, scores: NDArray[np.float32]) -> None:
        """Scores of all rows for the histogram; NaN is left out."""
        known = scores[~np.isnan(scores)]
        counts = np.histogram(known, bins=BINS, range=(0.0, 1.0))[0].astype(np.float64)
        # A square root keeps the tails visible beside a tall peak.
        self._histogram = np.sqrt(counts / counts.max()) if counts.max() > 0 else counts
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, int(HISTOGRAM + 2 * HANDLE + 6))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    # -- geometry --------------------------------------------------------------------------------

    def x_of(self, value: float) -> float:
        """Horizontal place of a value, in widget pixels."""
        return HANDLE + value * (self.width() - 2 * HANDLE)

    def _value_at(self, x: float) -> float:
        return min(1.0, max(0.0, (x - HANDLE) / max(1.0, self.width() - 2 * HANDLE)))

    @property
    def _track_y(self) -> float:
        return HISTOGRAM + HANDLE + 2

    # -- input -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        near = [abs(x - self.x_of(self._low)), abs(x - self.x_of(self._high))]
        if near[0] == near[1]:
            self._active = 0 if x < self.x_of(self._low) else 1
        else:
            self._active = int(near[1] < near[0])
        self._dragging = True
        self._move_to(self._value_at(x))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._move_to(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now = self.values[self._active]
        steps = {
            Qt.Key.Key_Left: now - STEP,
            Qt.Key.Key_Right: now + STEP,
            Qt.Key.Key_PageDown: now - PAGE,
            Qt.Key.Key_PageUp: now + PAGE,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: 1.0,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._move_to(steps[key])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._active = 1 - self._active
            self._describe()
            self.update()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _move_to(self, value: float) -> None:
        value = round(value, 2)
        low, high = self._low, self._high
        if self._active == 0:
            low = min(max(0.0, value), high)
        else:
            high = max(min(1.0, value), low)
        if (low, high) != (self._low, self._high):
            self._low, self._high = low, high
            self._describe()
            self.update()
            self.changed.emit(low, high)

    def _describe(self) -> None:
        which = self.tr("approve limit") if self._active else self.tr("reject limit")
        self.setAccessibleDescription(f"{which} {self.values[self._active]:.2f}")

    # -- drawing ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_histogram(painter)
        self._draw_track(painter)
        for index, value in enumerate(self.values):
            self._draw_handle(painter, value, index)
        painter.end()

    def _bands(self) -> tuple[tuple[float, float, str], ...]:
        t = self._tokens
        return (
            (0.0, self._low, t.reject_fill),
            (self._low, self._high, t.review_fill),
            (self._high, 1.0, t.approve_fill),
        )

    def _draw_histogram(self, painter: QPainter) -> None:
        if not self._histogram.any():
            font = QFont(self.font())
            font.setPixelSize(self._tokens.font_caption)
            painter.setFont(font)
            painter.setPen(QColor(self._tokens.text_faint))
            area = QRectF(HANDLE, 0, self.width() - 2 * HANDLE, HISTOGRAM)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), self.tr("No scores yet"))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        width = (self.width() - 2 * HANDLE) / BINS
        for i, share in enumerate(self._histogram):
            if share <= 0:
                continue
            middle = (i + 0.5) / BINS
            colour = QColor(next(c for low, high, c in self._bands() if middle < high or high == 1.0))
            colour.setAlphaF(0.45)
            painter.setBrush(colour)
            height = max(2.0, share * (HISTOGRAM - 2))
            painter.drawRect(QRectF(HANDLE + i * width + 0.5, HISTOGRAM - height, width - 1, height))

    def _draw_track(self, painter: QPainter) -> None:
        clip = QPainterPath()
        top = self._track_y - TRACK / 2
        clip.addRoundedRect(QRectF(HANDLE, top, self.width() - 2 * HANDLE, TRACK), TRACK / 2, TRACK / 2)
        painter.save()
        painter.setClipPath(clip)
        for low, high, colour in self._bands():
            painter.fillRect(
                QRectF(self.x_of(low), top, self.x_of(high) - self.x_of(low), TRACK), QColor(colour)
            )
        painter.restore()

    def _handle_colour(self, index: int) -> str:
        return self._tokens.approve_fill if index else self._tokens.reject_fill

    def _draw_handle(self, painter: QPainter, value: float, index: int) -> None:
        t = self._tokens
        centre = QPointF(self.x_of(value), self._track_y)
        active = index == self._active and self.hasFocus()
        painter.setPen(QPen(QColor(t.surface_1), 2))
        painter.setBrush(QColor(self._handle_colour(index)))
        painter.drawEllipse(centre, HANDLE - 1, HANDLE - 1)
        if active:
            painter.setPen(QPen(QColor(t.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, HANDLE + 0.5, HANDLE + 0.5)
