"""The kept drawing of a pane: picture, heat map and masks as they are on screen now. GUI thread.

A pan scrolls it and draws only the strips that came into view, so that panning costs the same for any
picture and any layers. Everything in device pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QRegion

from hfpc_desktop.ui.canvas import canvas_paint as paint
from hfpc_desktop.ui.canvas.canvas_masks import ShapePaths, draw_shapes
from hfpc_desktop.ui.canvas.canvas_sheet import SheetKey
from hfpc_desktop.ui.canvas.compare_modes import MaskStyle
from hfpc_desktop.ui.canvas.overlay_painter import NO_SHAPES, Layers

if TYPE_CHECKING:
    from hfpc_desktop.ui.canvas.canvas_geometry import View
    from hfpc_desktop.ui.canvas.canvas_pyramid import PicturePyramid
    from hfpc_desktop.ui.look.theme import Tokens


class Scene:
    """Set what is to be drawn, call ``touch`` when that changed, and ``draw`` for a pixmap of it."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.shade = 0
        self.layers = Layers()
        self.paths = ShapePaths(NO_SHAPES)
        self.style = MaskStyle.OUTLINE
        self.strength = 0.0
        self.heat: QPixmap | None = None
        self._pixmap = QPixmap()
        self._fresh = False
        self._size_then = QSizeF()
        self._corner_then = QPointF()
        self._sheet: tuple[SheetKey, QPixmap] | None = None

    def touch(self) -> None:
        """The kept drawing no longer shows what is set."""
        self._fresh = False

    @property
    def ground(self) -> QColor:
        """What lies behind the picture."""
        choices = self.tokens.canvas_choices
        return QColor(choices[self.shade % len(choices)])

    def draw(self, pyramid: PicturePyramid, view: View, size: QSize, ratio: float) -> QPixmap:
        """The pane at ``size`` device pixels, with device pixel ratio ``ratio``."""
        rect = paint.picture_rect(view, pyramid.source.width, pyramid.source.height)
        whole = QRect(QPoint(), size)
        missing = [whole]
        if self._pixmap.size() != size:
            self._pixmap = QPixmap(size)
        elif self._fresh and rect.size() == self._size_then:
            moved = (rect.topLeft() - self._corner_then).toPoint()
            missing = exposed(size, moved)
            self._pixmap.setDevicePixelRatio(1.0)
            self._pixmap.scroll(moved.x(), moved.y(), whole)
        self._pixmap.setDevicePixelRatio(1.0)
        if missing:
            self._draw_parts(missing, pyramid, view, rect, ratio)
        self._pixmap.setDevicePixelRatio(ratio)
        self._fresh, self._size_then, self._corner_then = True, rect.size(), rect.topLeft()
        return self._pixmap

    def _draw_parts(
        self, parts: list[QRect], pyramid: PicturePyramid, view: View, rect: QRectF, ratio: float
    ) -> None:
        painter = QPainter(self._pixmap)
        clip = QRegion()
        for part in parts:  # one at a time: a picture is drawn slowly into a clip of several rectangles
            clip += part
            painter.setClipRect(part)
            painter.fillRect(part, self.ground)
            paint.draw_picture(painter, pyramid, view, QRectF(part), self.tokens)
        painter.setClipRegion(clip)
        if self.layers.difference and self.heat is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setOpacity(self.layers.opacity)
            painter.drawPixmap(rect, self.heat, QRectF(self.heat.rect()))
            painter.setOpacity(1.0)
        if self.layers.mask:
            sheet = self._sheet
            ready = sheet is not None and sheet[0] == self._sheet_key(rect.size(), ratio)
            for part in parts:
                painter.setClipRect(part)
                if ready and sheet is not None:
                    painter.drawPixmap(rect.topLeft() + sheet[0].box().topLeft(), sheet[1])
                else:
                    look = (self.tokens, self.style, self.strength)
                    draw_shapes(painter, self.paths, rect, QRectF(part), ratio, *look)
        painter.end()

    # -- the mask layer, drawn ahead ---------------------------------------------------------------

    def wanted_sheet(self, pyramid: PicturePyramid, view: View, ratio: float) -> SheetKey | None:
        """The mask layer that would make panning this view cheaper; ``None`` when there is none to make."""
        rect = paint.picture_rect(view, pyramid.source.width, pyramid.source.height)
        key = self._sheet_key(rect.size(), ratio)
        if not self.layers.mask or (self._sheet is not None and self._sheet[0] == key) or not key.fits:
            return None
        return key

    def take_sheet(self, key: SheetKey, image: QImage) -> None:
        """Keep a layer that was drawn ahead; the one before it goes."""
        self._sheet = (key, QPixmap.fromImage(image))

    def _sheet_key(self, size: QSizeF, ratio: float) -> SheetKey:
        look = (self.tokens, self.style, self.strength)
        return SheetKey(self.paths, size.width(), size.height(), ratio, *look)


def exposed(size: QSize, moved: QPoint) -> list[QRect]:
    """What comes into view when a drawing of ``size`` is scrolled by ``moved``: at most two strips."""
    width, height, dx, dy = size.width(), size.height(), moved.x(), moved.y()
    if abs(dx) >= width or abs(dy) >= height:
        return [QRect(0, 0, width, height)]
    out = []
    if dy:
        out.append(QRect(0, 0 if dy > 0 else height + dy, width, abs(dy)))
    if dx:
        out.append(QRect(0 if dx > 0 else width + dx, max(0, dy), abs(dx), height - abs(dy)))
    return out
