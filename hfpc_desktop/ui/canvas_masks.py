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


class ShapePaths:
    """``Shapes`` as painter paths in fractions of the frame, made once per overlay."""

    def __init__(self, shapes: Shapes) -> None:
        self.outline = path_of(shapes.outline)
        self.expected = path_of(shapes.expected)
        self.outgrowth = path_of(shapes.outgrowth)
        self.loss = path_of(shapes.loss)


def draw_shapes(
    painter: QPainter,
    paths: ShapePaths,
    rect: QRectF,
    ratio: float,
    tokens: Tokens,
    style: MaskStyle = MaskStyle.OUTLINE,
    strength: float = 0.0,
) -> None:
    """Outlines and areas; ``rect`` is the picture. ``strength`` 0..1 of what ``style`` does to product or rest."""
    place = QTransform().translate(rect.x(), rect.y()).scale(rect.width(), rect.height())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrushOrigin(rect.topLeft())
    product = place.map(paths.outline)
    if strength > 0 and not product.isEmpty():
        _apply_style(painter, product, rect, tokens, style, strength)
    for path, colour, rising in (
        (paths.outgrowth, tokens.outgrowth, True),
        (paths.loss, tokens.loss, False),
    ):
        area = place.map(path)
        if style is not MaskStyle.CUTOUT:  # a cut-out shows the product itself
            painter.fillPath(area, hatch_brush(colour, rising, ratio))
        if paths.expected.isEmpty() or style is MaskStyle.CUTOUT:
            # Where both outlines are drawn they enclose the areas already.
            stroke_cased(painter, area, QColor(colour), 1.2 * ratio)
    outline = QColor(tokens.mask_outline)
    stroke_cased(painter, place.map(paths.expected), outline, 1.2 * ratio, dashed=True)
    if style is not MaskStyle.CUTOUT:
        stroke_cased(painter, product, outline, 1.6 * ratio)


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
