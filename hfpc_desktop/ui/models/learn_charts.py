"""Two small charts: is a stated chance true, and what precision does which coverage have. GUI thread only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from hfpc_desktop.domain.certificate import Certification
    from hfpc_desktop.runtime.certifying import Bin
    from hfpc_desktop.ui.look.theme import Tokens

_LEFT, _TOP, _RIGHT, _BOTTOM = 52, 52, 14, 52
"""Room for the captions round the plot, in pixels."""


class _Chart(QWidget):
    """A title, a frame 0..1 by low..1 with captions; subclasses draw inside. ``empty``: said instead of axes."""

    def __init__(self, tokens: Tokens, low: float = 0.0) -> None:
        super().__init__()
        self._tokens, self._low, self._right = tokens, low, 1.0
        self.title = self.x_title = self.y_title = self.empty = ""
        self.setMinimumSize(290, 240)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        raise NotImplementedError

    def _describe(self) -> None:
        """For those who do not see it."""
        self.setAccessibleName(self.title)
        self.setAccessibleDescription(self.empty if self.is_empty else f"{self.y_title}; {self.x_title}")
        self.setToolTip("" if self.is_empty else f"{self.y_title}\n{self.x_title}")
        self.update()

    def _area(self) -> QRectF:
        return QRectF(_LEFT, _TOP, self.width() - _LEFT - _RIGHT, self.height() - _TOP - _BOTTOM)

    def _at(self, x: float, y: float) -> QPointF:
        area = self._area()
        share = (y - self._low) / (1.0 - self._low)
        return QPointF(area.left() + area.width() * x / self._right, area.bottom() - area.height() * share)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(self._tokens.font_small)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        self._say(painter, QRectF(2, 0, self.width() - 4, 20), self.title, self._tokens.text)
        font.setWeight(QFont.Weight.Normal)
        font.setPixelSize(self._tokens.font_caption)
        painter.setFont(font)
        if self.is_empty:
            self._draw_empty(painter)
        else:
            self._draw_axes(painter)
            painter.setClipRect(self._area().adjusted(-12, -12, 12, 1 if self._low else 12))
            self._draw(painter)
        painter.end()

    def _say(
        self, painter: QPainter, box: QRectF, text: str, colour: str, align: Qt.AlignmentFlag | None = None
    ) -> None:
        """One line, with dots where it is longer than its box."""
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, (align or Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter, shown)

    def _draw_empty(self, painter: QPainter) -> None:
        t = self._tokens
        frame = QRectF(1, 26, self.width() - 2, self.height() - 34)
        painter.setPen(QPen(QColor(t.line_strong), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, t.radius, t.radius)
        painter.setPen(QColor(t.text_muted))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(frame.adjusted(24, 8, -24, -8), flags, self.empty)

    def _draw_axes(self, painter: QPainter) -> None:
        t, area = self._tokens, self._area()
        self._say(painter, QRectF(2, 22, self.width() - 4, 16), self.y_title, t.text_muted)
        for share in (0.0, 0.5, 1.0):
            y = self._low + share * (1.0 - self._low)
            at = self._at(0, y).y()
            painter.setPen(QColor(t.line))
            painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at))
            right = Qt.AlignmentFlag.AlignRight
            self._say(painter, QRectF(0, at - 8, _LEFT - 14, 16), f"{100 * y:.0f} %", t.text_muted, right)
            x = self._at(share * self._right, self._low).x()
            left = min(x - 24, self.width() - 48.0)
            box = QRectF(left, area.bottom() + 12, 48, 16)
            self._say(
                painter,
                box,
                f"{100 * share * self._right:.0f} %",
                t.text_muted,
                Qt.AlignmentFlag.AlignHCenter,
            )
        box = QRectF(2, area.bottom() + 30, self.width() - 4, 18)
        self._say(painter, box, self.x_title, t.text_muted, Qt.AlignmentFlag.AlignHCenter)

    def _draw(self, painter: QPainter) -> None:
        raise NotImplementedError


class ReliabilityChart(_Chart):
    """Stated chance of approval against the share that a person approved; on the diagonal both agree."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.title = self.tr("Are the stated chances true?")
        self.y_title = self.tr("Approved by you; on the dashed line both agree")
        self.x_title = self.tr("Stated chance of approval")
        self.empty = self.tr(
            "Appears with your first decisions: what the app expects against what you decide."
        )
        self._bins: tuple[Bin, ...] = ()
        self._describe()

    @property
    def is_empty(self) -> bool:
        return not self._bins

    def set_bins(self, bins: tuple[Bin, ...]) -> None:
        self._bins = bins
        self._describe()

    def _draw(self, painter: QPainter) -> None:
        t = self._tokens
        painter.setPen(QPen(QColor(t.line_strong), 1, Qt.PenStyle.DashLine))
        painter.drawLine(self._at(0, 0), self._at(1, 1))
        most = max((one.count for one in self._bins), default=1)
        painter.setPen(QPen(QColor(t.accent), 1.5))
        painter.setBrush(QColor(t.accent_soft))
        for one in self._bins:
            radius = 3.0 + 6.0 * (one.count / most) ** 0.5
            painter.drawEllipse(self._at(one.stated, one.seen), radius, radius)


class PrecisionChart(_Chart):
    """Precision of the auto-approvals over their coverage, with its exact 95 % interval and the target."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens, low=0.5)
        self.title = self.tr("How many approvals would be right?")
        self.y_title = self.tr("Right, with the 95 % interval; dashed: the target")
        self.x_title = self.tr("Share of all pairs approved without a look")
        self.empty = self.tr("Appears once pairs of the random sample are reviewed: only those can prove it.")
        self._found: Certification | None = None
        self._describe()

    @property
    def is_empty(self) -> bool:
        return self._found is None or not bool((self._found.candidates.reviewed > 0).any())

    def set_found(self, found: Certification) -> None:
        coverage = found.candidates.coverage
        self._right = max(0.1, float(coverage[-1])) if coverage.size else 1.0
        self._found = found
        self._describe()

    def _draw(self, painter: QPainter) -> None:
        found, t = self._found, self._tokens
        if found is None:
            return
        points = found.candidates
        rows = np.flatnonzero(points.reviewed > 0)
        low, high = points.limits()
        x = points.coverage
        band = [self._at(float(x[i]), float(high[i])) for i in rows]
        band += [self._at(float(x[i]), float(low[i])) for i in rows[::-1]]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent_soft))
        painter.drawPolygon(QPolygonF(band))
        painter.setPen(QPen(QColor(t.accent), 2))
        painter.drawPolyline(QPolygonF([self._at(float(x[i]), float(points.precision[i])) for i in rows]))
        painter.setPen(QPen(QColor(t.review), 1, Qt.PenStyle.DashLine))
        painter.drawLine(self._at(0, found.target), self._at(self._right, found.target))
        if found.certified:
            painter.setPen(QPen(QColor(t.approve), 2))
            painter.drawLine(self._at(found.coverage, self._low), self._at(found.coverage, 1))
