"""Product masks on a pane: outlines, hatched areas and what a mask style does with the rest. GUI thread.

Everything in device pixels, from ``Shapes`` in fractions of the frame, so that it is sharp at any zoom.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF, QTransform

from hfpc_desktop.ui.canvas_paint import checker_brush, stroke_cased
from hfpc_desktop.ui.compare_modes import MaskStyle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hfpc_desktop.ui.overlay_painter import Polygon, Shapes
    from hfpc_desktop.ui.theme import Tokens

FILL = QColor("#009E73")
"""Okabe and Ito's bluish green, told apart from the orange and blue of the areas by a colour-blind person too."""

PIECE = 24
"""Points of a contour that are stroked or left out together."""


@lru_cache(maxsize=16)
def hatch_brush(colour: str, rising: bool, ratio: float) -> QBrush:
    """A tint with slanted lines for a painter in device pixels; ``rising`` leans like / and not like \\."""
    side = 9
    pixels = math.ceil(side * ratio)
    tile = QPixmap(pixels, pixels)
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


class Line:
    """Closed contours in short pieces, so that only what lies in a strip is stroked: stroking costs far more
    than filling, whatever the clip."""

    def __init__(self, polygons: Iterable[Polygon]) -> None:
        self._pieces: list[tuple[QRectF, QPainterPath]] = []
        for polygon in polygons:
            points = [QPointF(x, y) for x, y in polygon.tolist()]
            points.append(points[0])
            for start in range(0, len(points) - 1, PIECE):
                path = QPainterPath()
                path.addPolygon(QPolygonF(points[start : start + PIECE + 1]))
                self._pieces.append((path.boundingRect(), path))

    def seen(self, place: QTransform, area: QRectF, reach: float) -> QPainterPath:
        """The pieces in ``area`` (device pixels), grown by ``reach`` for the width of a pen."""
        room = area.adjusted(-reach, -reach, reach, reach)
        out = QPainterPath()
        for bounds, path in self._pieces:
            # A piece that runs straight across or down has an empty box, which would meet nothing.
            if place.mapRect(bounds).adjusted(-1, -1, 1, 1).intersects(room):
                out.addPath(place.map(path))
        return out


class ShapePaths:
    """``Shapes`` as painter paths in fractions of the frame, made once per overlay."""

    def __init__(self, shapes: Shapes) -> None:
        self.product = path_of(shapes.outline)
        self.outgrowth = path_of(shapes.outgrowth)
        self.loss = path_of(shapes.loss)
        self.outline, self.expected = Line(shapes.outline), Line(shapes.expected)
        self.outgrowth_line, self.loss_line = Line(shapes.outgrowth), Line(shapes.loss)
        self.both_outlines = bool(shapes.expected)
        """Outline and expected outline are there: they enclose the areas."""


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
            painter.fillPath(place.map(path), hatch_brush(colour, rising, ratio))
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
