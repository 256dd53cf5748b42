"""Product masks on a pane: outlines, hatched areas and what a mask style does with the rest. Any thread.

Everything in device pixels, from ``Shapes`` in fractions of the frame, so that it is sharp at any zoom. Brushes are
made of images, not of pixmaps, so that ``canvas_sheet`` can draw the same beside the GUI thread.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from hfpc_desktop.ui.canvas.canvas_paint import checker_brush, stroke_cased
from hfpc_desktop.ui.canvas.compare_modes import MaskStyle

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hfpc_desktop.ui.canvas.overlay_painter import Polygon, Shapes
    from hfpc_desktop.ui.look.theme import Tokens

FILL = QColor("#009E73")
"""Okabe and Ito's bluish green, told apart from the orange and blue of the areas by a colour-blind person too."""

PIECE = 24
"""Points of a contour that are stroked or left out together."""


@lru_cache(maxsize=16)
def hatch_brush(colour: str, rising: bool, ratio: float) -> QBrush:
    """A tint with slanted lines for a painter in device pixels; ``rising`` leans like / and not like \\."""
    side = 9
    pixels = math.ceil(side * ratio)
    tile = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    tint = QColor(colour)
    tint.setAlpha(88)
    tile.fill(tint)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 2.2 * ratio))
    for shift in (-pixels, 0, pixels):
        ends = ((shift, pixels), (shift + pixels, 0)) if rising else ((shift, 0), (shift + pixels, pixels))
        (x0, y0), (x1, y1) = ends
        reach = (x1 - x0) * 0.5, (y1 - y0) * 0.5
        painter.drawLine(QPointF(x0 - reach[0], y0 - reach[1]), QPointF(x1 + reach[0], y1 + reach[1]))
    painter.end()
    return QBrush(tile)


def path_of(polygons: Iterable[Polygon]) -> QPainterPath:
    """Polygons as one path, filled by the odd-even rule."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for polygon in polygons:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in polygon.tolist()]))
        path.closeSubpath()
    return path


class Pieces:
    """Parts of a drawing with their boxes, so that only what lies in a strip is mapped and painted."""

    def __init__(self, paths: Sequence[QPainterPath]) -> None:
        self._paths = tuple(paths)
        boxes = [path.boundingRect() for path in self._paths]
        self._boxes = np.array([(b.left(), b.top(), b.right(), b.bottom()) for b in boxes]).reshape(-1, 4)

    def seen(self, place: QTransform, area: QRectF, reach: float = 0.0) -> QPainterPath:
        """What lies in ``area`` (device pixels), grown by ``reach`` for the width of a pen; odd-even."""
        out = QPainterPath()
        out.setFillRule(Qt.FillRule.OddEvenFill)
        back, possible = place.inverted()
        if not possible:
            return out
        room = back.mapRect(area.adjusted(-reach - 1, -reach - 1, reach + 1, reach + 1))
        left, top, right, bottom = self._boxes.T
        inside = (left <= room.right()) & (right >= room.left())
        inside &= (top <= room.bottom()) & (bottom >= room.top())
        for number in np.flatnonzero(inside).tolist():
            out.addPath(place.map(self._paths[number]))
        return out

    @property
    def bounds(self) -> QRectF:
        """The box around everything, fractions of the frame; empty without parts."""
        if not len(self._boxes):
            return QRectF()
        left, top = self._boxes[:, :2].min(axis=0)
        right, bottom = self._boxes[:, 2:].max(axis=0)
        return QRectF(QPointF(float(left), float(top)), QPointF(float(right), float(bottom)))


def areas_of(polygons: Iterable[Polygon]) -> Pieces:
    """Polygons to fill. One that does not meet a strip changes no odd-even count inside it."""
    return Pieces([path_of((polygon,)) for polygon in polygons])


def lines_of(polygons: Iterable[Polygon]) -> Pieces:
    """Closed contours in short pieces: stroking costs far more than filling, whatever the clip."""
    pieces = []
    for polygon in polygons:
        points = [QPointF(x, y) for x, y in polygon.tolist()]
        points.append(points[0])
        for start in range(0, len(points) - 1, PIECE):
            path = QPainterPath()
            path.addPolygon(QPolygonF(points[start : start + PIECE + 1]))
            pieces.append(path)
    return Pieces(pieces)


class ShapePaths:
    """``Shapes`` as painter paths in fractions of the frame, made once per overlay."""

    def __init__(self, shapes: Shapes) -> None:
        self.product = path_of(shapes.outline)
        self.outgrowth, self.loss = areas_of(shapes.outgrowth), areas_of(shapes.loss)
        self.outline, self.expected = lines_of(shapes.outline), lines_of(shapes.expected)
        self.outgrowth_line, self.loss_line = lines_of(shapes.outgrowth), lines_of(shapes.loss)
        self.both_outlines = bool(shapes.expected)
        """Outline and expected outline are there: they enclose the areas."""

    @property
    def bounds(self) -> QRectF:
        """The box around all outlines and areas, fractions of the frame."""
        box = QRectF()
        for part in (self.outline, self.expected, self.outgrowth, self.loss):
            box = box.united(part.bounds)
        return box


def draw_shapes(
    painter: QPainter,
    paths: ShapePaths,
    rect: QRectF,
    area: QRectF,
    ratio: float,
    tokens: Tokens,
    style: MaskStyle = MaskStyle.OUTLINE,
    strength: float = 0.0,
) -> None:
    """Outlines and areas; ``rect`` is the picture, ``area`` what is drawn of it now. ``strength`` 0..1 of what ``style`` does to product or rest."""
    place = QTransform().translate(rect.x(), rect.y()).scale(rect.width(), rect.height())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrushOrigin(rect.topLeft())
    if strength > 0 and not paths.product.isEmpty():
        _apply_style(painter, place.map(paths.product), rect, tokens, style, strength)
    reach = 4 * ratio
    for path, line, colour, rising in (
        (paths.outgrowth, paths.outgrowth_line, tokens.outgrowth, True),
        (paths.loss, paths.loss_line, tokens.loss, False),
    ):
        if style is not MaskStyle.CUTOUT:  # a cut-out shows the product itself
            painter.fillPath(path.seen(place, area), hatch_brush(colour, rising, ratio))
        if not paths.both_outlines or style is MaskStyle.CUTOUT:
            stroke_cased(painter, line.seen(place, area, reach), QColor(colour), 1.2 * ratio)
    outline = QColor(tokens.mask_outline)
    expected = paths.expected.seen(place, area, reach)
    stroke_cased(painter, expected, outline, 1.2 * ratio, dashed=True)
    if style is not MaskStyle.CUTOUT:
        stroke_cased(painter, paths.outline.seen(place, area, reach), outline, 1.6 * ratio)


def _apply_style(
    painter: QPainter, product: QPainterPath, rect: QRectF, tokens: Tokens, style: MaskStyle, strength: float
) -> None:
    if style is MaskStyle.FILL:
        tint = QColor(FILL)
        tint.setAlphaF(0.8 * strength)
        painter.fillPath(product, tint)
        return
    rest = QPainterPath()
    rest.setFillRule(Qt.FillRule.OddEvenFill)
    rest.addRect(rect)
    rest.addPath(product)
    if style is MaskStyle.OUTLINE:
        painter.fillPath(rest, QColor(0, 0, 0, round(215 * strength)))
        return
    painter.setOpacity(strength)
    painter.fillPath(rest, checker_brush(tokens.checker_a, tokens.checker_b))
    painter.setOpacity(1.0)
