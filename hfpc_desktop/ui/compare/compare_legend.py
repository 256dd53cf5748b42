"""What the colours and lines of the compare view mean: the scale of the difference map, samples of the mask layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from hfpc_desktop.domain.judgement import DIFFERENCE_FULL_SCALE
from hfpc_desktop.ui.canvas.canvas_masks import hatch_brush
from hfpc_desktop.ui.canvas.canvas_paint import stroke_cased
from hfpc_desktop.ui.canvas.overlay_painter import heat_colours

if TYPE_CHECKING:
    from hfpc_desktop.ui.look.theme import Tokens

ROW = 30
"""Height of one line of the bar, device-independent pixels."""


class Legend(QWidget):
    """The heat map's scale in dE2000, crossed out below the tolerance, with a mark at the value under the pointer."""

    FULL = DIFFERENCE_FULL_SCALE

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._value: float | None = None
        self._inside = True
        self._full, self._tolerance = DIFFERENCE_FULL_SCALE, 0.0
        self.setFixedSize(QSize(252, ROW))
        self.set_scale(DIFFERENCE_FULL_SCALE, 0.0)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def set_scale(self, full: float, tolerance: float) -> None:
        """dE2000 of the lightest colour, and below which nothing is drawn."""
        self._full, self._tolerance = full, tolerance
        self.setToolTip(
            self.tr(
                "Colour difference (ΔE2000). Up to 2 is hardly seen, from 10 on it is plain; "
                "{0} and more has the lightest colour. Inside the product the light is evened out first."
            ).format(f"{full:.0f}")
        )
        self.setAccessibleName(self.tr("Scale of the difference map, 0 to ΔE {0}").format(f"{full:.0f}"))
        self.update()

    def set_value(self, value: float | None, *, inside: bool = True) -> None:
        """dE2000 under the pointer, or None; ``inside``: of the product, which must match."""
        if (value, inside) != (self._value, self._inside):
            self._value, self._inside = value, inside
            self.update()

    @property
    def full(self) -> float:
        return self._full

    @property
    def value(self) -> float | None:
        return self._value

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ramp = QRectF(2, 5, 150, 8)
        gradient = QLinearGradient(ramp.topLeft(), ramp.topRight())
        colours = heat_colours()
        for i in range(0, 256, 15):
            gradient.setColorAt(i / 255, QColor(*map(int, colours[i])))
        painter.setPen(QPen(QColor(self._tokens.line_strong), 1))
        painter.setBrush(gradient)
        painter.drawRoundedRect(ramp, 3, 3)
        font = QFont(self.font())
        font.setPixelSize(self._tokens.font_caption - 1)
        painter.setFont(font)
        painter.setPen(QColor(self._tokens.text_muted))
        if self._tolerance > 0:
            clear = QRectF(ramp)
            clear.setWidth(min(1.0, self._tolerance / self._full) * ramp.width())
            painter.setBrush(QColor(self._tokens.surface_3))
            painter.drawRoundedRect(clear, 3, 3)
        for part in (0.0, 0.25, 0.5, 0.75, 1.0):
            x = ramp.x() + part * ramp.width()
            text = f"{self._full * part:.3g}" + ("+" if part == 1 else "")
            painter.drawText(QRectF(x - 16, 15, 32, 13), int(Qt.AlignmentFlag.AlignCenter), text)
        label = self.tr("ΔE")
        if self._value is not None:
            words = self.tr("ΔE {0:.1f}") if self._inside else self.tr("ΔE {0:.1f} outside")
            label = words.format(self._value)
        font.setPixelSize(self._tokens.font_body - 1)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(self._tokens.text if self._value is not None else self._tokens.text_faint))
        side = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRectF(164, 0, 88, ROW), side, label)
        if self._value is not None:
            x = ramp.x() + min(1.0, self._value / self._full) * ramp.width()
            needle = QPainterPath(QPointF(x, ramp.top() - 4))
            needle.lineTo(QPointF(x, ramp.bottom() + 3))
            stroke_cased(painter, needle, QColor("#FFFFFF"), 1.6)
        painter.end()


class Swatch(QWidget):
    """A sample of an area's hatch or of an outline, with its word beside it as a label."""

    def __init__(self, kind: str, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._tokens = kind, tokens
        self.setFixedSize(24, 16)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        if self._kind in ("outgrowth", "loss"):
            colour = self._tokens.outgrowth if self._kind == "outgrowth" else self._tokens.loss
            path.addRoundedRect(QRectF(1.5, 1.5, 21, 13), 3, 3)
            painter.fillPath(path, hatch_brush(colour, self._kind == "outgrowth", 1.0))
            stroke_cased(painter, path, QColor(colour), 1.2)
        else:
            path.moveTo(2, 8)
            path.lineTo(22, 8)
            stroke_cased(painter, path, QColor("#FFFFFF"), 2.0, dashed=self._kind == "expected")
        painter.end()
