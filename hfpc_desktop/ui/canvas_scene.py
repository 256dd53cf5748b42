"""The kept drawing of a pane: picture, heat map and masks as they are on screen now. GUI thread.

A pan scrolls it and draws only the strips that came into view, so that panning costs the same for any
picture and any layers. Everything in device pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QPainter, QPixmap, QRegion

from hfpc_desktop.ui import canvas_paint as paint
from hfpc_desktop.ui.canvas_masks import ShapePaths, draw_shapes
from hfpc_desktop.ui.compare_modes import MaskStyle
from hfpc_desktop.ui.overlay_painter import NO_SHAPES, Layers

if TYPE_CHECKING:
    from hfpc_desktop.ui.canvas_geometry import View
    from hfpc_desktop.ui.canvas_pyramid import PicturePyramid
    from hfpc_desktop.ui.theme import Tokens


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
            for part in parts:
                painter.setClipRect(part)
                look = (self.tokens, self.style, self.strength)
                draw_shapes(painter, self.paths, rect, QRectF(part), ratio, *look)
        painter.end()


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
