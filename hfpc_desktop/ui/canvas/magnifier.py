"""A lens that follows the pointer and shows the same place of both pictures, enlarged. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.ui.canvas import canvas_paint as paint
from hfpc_desktop.ui.canvas.canvas_geometry import Point, View

if TYPE_CHECKING:
    from hfpc_desktop.ui.canvas.canvas_pyramid import PicturePyramid
    from hfpc_desktop.ui.look.theme import Tokens

FACTORS = (2, 4, 8)
"""Device pixels per source pixel of the generated image, in the order of the key."""
LENS = 168
"""Side of one of the two lenses, device-independent pixels."""
GAP, AWAY = 2, 26


class Magnifier(QWidget):
    """Lies over the panes and lets every event through. ``show_at`` places and fills it."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self._tokens = tokens
        self._factor = 0
        self._parts: dict[Frame, tuple[PicturePyramid, Point, float]] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.resize(2 * LENS + GAP, LENS)
        self.hide()

    @property
    def factor(self) -> int:
        """0 while it is off."""
        return self._factor

    def cycle(self) -> int:
        """Off, 2, 4, 8, off; returns the new factor."""
        steps = (0, *FACTORS)
        self._factor = steps[(steps.index(self._factor) + 1) % len(steps)]
        if not self._factor:
            self.hide()
        self.update()
        return self._factor

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def centre(self, frame: Frame) -> Point | None:
        """The source point in the middle of a lens; None while it shows nothing."""
        part = self._parts.get(frame)
        return part[1] if part and not self.isHidden() else None

    def show_at(
        self, at: QPoint, parts: dict[Frame, tuple[PicturePyramid, Point, float]], *, bottom: int = 0
    ) -> None:
        """``at``: the pointer in the parent; ``parts``: of each picture the source point, and device pixels per
        source pixel for a factor of 1; ``bottom``: what to keep clear at the parent's lower edge."""
        self._parts = parts
        if not self._factor or not parts:
            self.hide()
            return
        self.move(lens_place(at, self.rect(), self._room.rect().adjusted(0, 0, 0, -bottom)))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        for column, frame in enumerate(Frame):
            area = QRectF(column * (LENS + GAP), 0, LENS, LENS)
            painter.fillRect(area, QColor(self._tokens.canvas))
            if frame in self._parts:
                self._draw(painter, area, ratio, *self._parts[frame])
            tag = self.tr("Original") if frame is Frame.ORIGINAL else self.tr("Generated")
            paint.draw_tag(painter, tag, area.topLeft() + QPointF(6, 6), self._tokens)
        self._draw_factor(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(20, 22, 26), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.drawLine(LENS + 1, 0, LENS + 1, LENS)
        painter.end()

    def _draw(
        self,
        painter: QPainter,
        area: QRectF,
        ratio: float,
        pyramid: PicturePyramid,
        centre: Point,
        scale: float,
    ) -> None:
        painter.save()
        painter.setClipRect(area)
        painter.translate(area.topLeft())
        painter.scale(1 / ratio, 1 / ratio)
        side = LENS * ratio
        view = View(scale * self._factor, centre, Point(side / 2, side / 2))
        paint.draw_picture(painter, pyramid, view, QRectF(0, 0, side, side), self._tokens)
        painter.restore()
        paint.draw_linked_cursor(painter, area.center())

    def _draw_factor(self, painter: QPainter) -> None:
        font = QFont(painter.font())
        font.setPixelSize(self._tokens.font_caption)
        painter.setFont(font)
        chip = QRectF(self.width() - 38, self.height() - 26, 32, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(20, 22, 26, 215))
        painter.drawRoundedRect(chip, 5, 5)
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self.tr("{0}×").format(self._factor))


def lens_place(at: QPoint, lens: QRect, room: QRect) -> QPoint:
    """Below right of the pointer, on the other side of it where there is no room, always inside ``room``."""
    x, y = at.x() + AWAY, at.y() + AWAY
    if x + lens.width() > room.right():
        x = at.x() - AWAY - lens.width()
    if y + lens.height() > room.bottom():
        y = at.y() - AWAY - lens.height()
    return QPoint(
        max(room.left(), min(x, room.right() - lens.width())),
        max(room.top(), min(y, room.bottom() - lens.height())),
    )
