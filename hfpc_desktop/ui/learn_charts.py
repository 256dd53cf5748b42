"""Two small charts: is a stated chance true, and what precision does which coverage have. GUI thread only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from hfpc_desktop.domain.certificate import Certification
    from hfpc_desktop.runtime.learning import Bin
    from hfpc_desktop.ui.theme import Tokens


class _Chart(QWidget):
    """A square frame 0..1 by low..1 with captions; subclasses draw inside."""

    def __init__(self, tokens: Tokens, x_title: str, low: float = 0.0) -> None:
        super().__init__()
        self._tokens, self._x_title, self._low = tokens, x_title, low
        self._right = 1.0
        self.setMinimumSize(300, 210)

    def _area(self) -> QRectF:
        return QRectF(44, 10, self.width() - 56, self.height() - 50)

    def _at(self, x: float, y: float) -> QPointF:
        area = self._area()
        share = (min(max(y, self._low), 1.0) - self._low) / (1.0 - self._low)
        return QPointF(area.left() + area.width() * x / self._right, area.bottom() - area.height() * share)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self._area()
        font = painter.font()
        font.setPixelSize(t.font_caption)
        painter.setFont(font)
        for share in (0.0, 0.5, 1.0):
            y = self._low + share * (1.0 - self._low)
            at = self._at(0, y).y()
            painter.setPen(QColor(t.line))
            painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at))
            painter.setPen(QColor(t.text_muted))
            box = QRectF(0, at - 8, 38, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{y:.0%}")
            x = self._at(share * self._right, 0).x()
            box = QRectF(x - 24, area.bottom() + 4, 48, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{share * self._right:.0%}")
        box = QRectF(area.left(), area.bottom() + 21, area.width(), 18)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._x_title)
        self._draw(painter)
        painter.end()

    def _draw(self, painter: QPainter) -> None:
        raise NotImplementedError


class ReliabilityChart(_Chart):
    """Stated chance of approval against the share that a person approved; on the diagonal both agree."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens, "")
        self._x_title = self.tr("Stated chance of approval, against the share you approved")
        self._bins: tuple[Bin, ...] = ()

    def set_bins(self, bins: tuple[Bin, ...]) -> None:
        self._bins = bins
        self.update()

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
        super().__init__(tokens, "", low=0.5)
        self._x_title = self.tr("Share of all pairs approved, against precision with its 95 % interval")
        self._found: Certification | None = None

    def set_found(self, found: Certification) -> None:
        coverage = found.candidates.coverage
        self._right = max(0.1, float(coverage[-1])) if coverage.size else 1.0
        self._found = found
        self.update()

    def _draw(self, painter: QPainter) -> None:
        found, t = self._found, self._tokens
        if found is None:
            return
        painter.setPen(QPen(QColor(t.review), 1, Qt.PenStyle.DashLine))
        painter.drawLine(self._at(0, found.target), self._at(self._right, found.target))
        points = found.candidates
        rows = np.flatnonzero(points.reviewed > 0)
        if not rows.size:
            return
        low, high = points.limits()
        x = points.coverage
        band = [self._at(float(x[i]), float(high[i])) for i in rows]
        band += [self._at(float(x[i]), float(low[i])) for i in rows[::-1]]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent_soft))
        painter.drawPolygon(QPolygonF(band))
        painter.setPen(QPen(QColor(t.accent), 2))
        painter.drawPolyline(QPolygonF([self._at(float(x[i]), float(points.precision[i])) for i in rows]))
        if found.certified:
            painter.setPen(QPen(QColor(t.approve), 2))
            painter.drawLine(self._at(found.coverage, 0), self._at(found.coverage, 1))
