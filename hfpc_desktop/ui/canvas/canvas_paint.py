"""Drawing on a pane: functions that take a painter and values and keep nothing. GUI thread.

The painter is in device-independent pixels. Lines that must be seen on any picture are drawn twice, a dark
casing under a light core.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
)

from hfpc_desktop.ui.look.icons import draw_icon

if TYPE_CHECKING:
    from hfpc_desktop.domain.judgement import Region
    from hfpc_desktop.ui.canvas.canvas_geometry import View
    from hfpc_desktop.ui.canvas.canvas_pyramid import PicturePyramid
    from hfpc_desktop.ui.look.theme import Tokens

CASING = QColor(0, 0, 0, 170)
BADGE = 18.0
"""Side of the number of a region, device-independent pixels."""
SHARP_FROM = 3.0
"""From this zoom on, single pixels are shown as squares."""


def picture_rect(view: View, width: float, height: float) -> QRectF:
    """Device rectangle of a picture; its corner is on a whole pixel, so that 1:1 is a plain copy."""
    left = round(view.middle.x - view.centre.x * view.scale)
    top = round(view.middle.y - view.centre.y * view.scale)
    return QRectF(left, top, width * view.scale, height * view.scale)


def draw_picture(
    painter: QPainter, pyramid: PicturePyramid, view: View, area: QRectF, tokens: Tokens
) -> None:
    """Paint the visible part. ``area`` and the painter are in device pixels."""
    rect = picture_rect(view, pyramid.source.width, pyramid.source.height)
    seen = rect.intersected(area)
    if seen.isEmpty():
        return
    if pyramid.has_alpha:
        painter.setBrushOrigin(rect.topLeft())
        painter.fillRect(seen, checker_brush(tokens.checker_a, tokens.checker_b))
    fitted = pyramid.fitted(view.scale)
    if fitted is not None:
        painter.drawPixmap(rect.topLeft(), fitted)
        return
    pixmap, per_x, per_y = pyramid.level(view.scale)
    across, down = view.scale / per_x, view.scale / per_y
    painter.save()
    painter.setClipRect(seen)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, across < SHARP_FROM and across != 1.0)
    painter.translate(rect.topLeft())
    painter.scale(across, down)
    left, top = (seen.x() - rect.x()) / across, (seen.y() - rect.y()) / down
    part = QRect(
        max(0, math.floor(left) - 1),
        max(0, math.floor(top) - 1),
        math.ceil(seen.width() / across) + 3,
        math.ceil(seen.height() / down) + 3,
    ).intersected(pixmap.rect())
    painter.drawPixmap(part, pixmap, part)
    painter.restore()


@lru_cache(maxsize=8)
def checker_brush(first: str, second: str) -> QBrush:
    """A checkerboard of 8 device pixels for transparent parts."""
    tile = QImage(16, 16, QImage.Format.Format_RGB32)
    tile.fill(QColor(first))
    painter = QPainter(tile)
    painter.fillRect(8, 0, 8, 8, QColor(second))
    painter.fillRect(0, 8, 8, 8, QColor(second))
    painter.end()
    return QBrush(tile)


def stroke_cased(
    painter: QPainter,
    path: QPainterPath,
    colour: QColor,
    width: float,
    *,
    dashed: bool = False,
    casing: QColor = CASING,
) -> None:
    """A line that can be seen on light and on dark. Round joins would take ten times as long."""
    if path.isEmpty():
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    under = QPen(casing, width * 1.6 + 1.0)
    under.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    core = QPen(colour, width)
    core.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    if dashed:
        core.setCapStyle(Qt.PenCapStyle.FlatCap)
        core.setDashPattern([4.0, 3.0])
        faint = QColor(casing)
        faint.setAlpha(110)
        under.setColor(faint)
    painter.setPen(under)
    painter.drawPath(path)
    painter.setPen(core)
    painter.drawPath(path)


def draw_region(painter: QPainter, rect: QRectF, tokens: Tokens, *, active: bool, dashed: bool) -> None:
    """A box around a defect; ``dashed`` for its counterpart in the other picture."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QPainterPath()
    box.addRoundedRect(rect, 4, 4)
    core = QColor(tokens.accent_hover if active else "#FFFFFF")
    casing = QColor(255, 255, 255, 200) if active else CASING
    stroke_cased(painter, box, core, 2.4 if active else 1.4, dashed=dashed, casing=casing)


def draw_badge(painter: QPainter, badge: QRectF, number: int, tokens: Tokens, *, active: bool) -> None:
    """The number of a region."""
    painter.setPen(QPen(QColor(255, 255, 255, 230), 1.2))
    painter.setBrush(QColor(tokens.accent) if active else QColor(20, 22, 26, 225))
    painter.drawRoundedRect(badge, 9, 9)
    font = QFont(painter.font())
    font.setPixelSize(11)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor("#FFFFFF"))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(number))


def place_badges(regions: list[QRectF], pane: QRectF) -> list[QRectF]:
    """Where the number of each region sits: on its top left corner, moved into the pane while any of the region
    is seen, and to the right of badges that are there already. An empty rectangle for a region out of sight."""
    placed: list[QRectF] = []
    inside = pane.adjusted(2, 2, -2, -2)
    for region in regions:
        if not region.intersects(pane):
            placed.append(QRectF())
            continue
        left = min(max(region.x() - 9, inside.left()), inside.right() - BADGE)
        top = min(max(region.y() - 9, inside.top()), inside.bottom() - BADGE)
        badge = QRectF(left, top, BADGE, BADGE)
        while any(badge.intersects(taken) for taken in placed):
            badge.translate(BADGE + 2, 0)
        placed.append(badge)
    return placed


def draw_divider(painter: QPainter, x: float, height: float) -> None:
    """The line between the two pictures of a split pane, ``x`` from its left."""
    line = QPainterPath(QPointF(x, 0))
    line.lineTo(x, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    stroke_cased(painter, line, QColor("#FFFFFF"), 1.6)


def draw_tag(painter: QPainter, text: str, at: QPointF, tokens: Tokens, *, leftward: bool = False) -> None:
    """Which picture this is, on a dark chip whose top left (``leftward``: right) corner is ``at``."""
    font = QFont(painter.font())
    font.setPixelSize(tokens.font_caption)
    font.setWeight(QFont.Weight.DemiBold)
    width = QFontMetricsF(font).horizontalAdvance(text) + 16
    chip = QRectF(at.x() - (width if leftward else 0), at.y(), width, 22)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(255, 255, 255, 60), 1))
    painter.setBrush(QColor(20, 22, 26, 215))
    painter.drawRoundedRect(chip, 5, 5)
    painter.setFont(font)
    painter.setPen(QColor("#FFFFFF"))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


def draw_linked_cursor(painter: QPainter, at: QPointF) -> None:
    """A small ring and cross where the pointer of the other pane would be."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addEllipse(at, 6, 6)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        path.moveTo(at + QPointF(dx * 9, dy * 9))
        path.lineTo(at + QPointF(dx * 14, dy * 14))
    stroke_cased(painter, path, QColor("#FFFFFF"), 1.4)


def draw_spinner(painter: QPainter, centre: QPointF, turn: float, colour: QColor) -> None:
    """An arc at ``turn`` 0..1 of a circle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(centre.x() - 12, centre.y() - 12, 24, 24)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    faint = QColor(colour)
    faint.setAlpha(50)
    painter.setPen(QPen(faint, 2.5))
    painter.drawEllipse(box)
    pen = QPen(colour, 2.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawArc(box, int(-turn * 5760), 1440)


CARD_WIDTH, CARD_ICON = 340.0, 36.0
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter)


def mark_box(picture: QRectF, region: Region) -> QRectF:
    """Where a region of the picture's frame is drawn: a few pixels of it would vanish under its own frame."""
    box = QRectF(
        picture.x() + region.x * picture.width(),
        picture.y() + region.y * picture.height(),
        region.width * picture.width(),
        region.height * picture.height(),
    )
    grow_x, grow_y = max(0.0, 14 - box.width()) / 2, max(0.0, 14 - box.height()) / 2
    return box.adjusted(-grow_x, -grow_y, grow_x, grow_y)


def draw_card(
    painter: QPainter, area: QRectF, icon: str, title: str, text: str, ink: QColor, tokens: Tokens
) -> None:
    """An icon with a title and a sentence, in the middle of an empty or failed pane."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = _card_width(area, tokens)
    if width < 60:
        return
    title_font, text_font = _card_fonts(painter.font(), tokens)
    title_height, text_height = _card_heights(width, title, text, painter.font(), tokens)
    middle = area.center().x()
    top = card_bottom(area, title, text, painter.font(), tokens) - text_height - tokens.space_1 - title_height
    glyph = QRectF(middle - CARD_ICON / 2, top - tokens.space_3 - CARD_ICON, CARD_ICON, CARD_ICON)
    if glyph.top() >= area.top():  # a low pane keeps the words
        draw_icon(painter, icon, glyph, ink.name())
    left = middle - width / 2
    painter.setPen(ink)
    painter.setFont(title_font)
    painter.drawText(QRectF(left, top, width, title_height), _WRAPPED, title)
    soft = QColor(ink)
    soft.setAlphaF(0.82)
    painter.setPen(soft)
    painter.setFont(text_font)
    below = QRectF(left, top + title_height + tokens.space_1, width, text_height)
    painter.drawText(below, _WRAPPED, breakable(text))


def card_bottom(area: QRectF, title: str, text: str, font: QFont, tokens: Tokens) -> float:
    """Where the card that ``draw_card`` draws ends."""
    title_height, text_height = _card_heights(_card_width(area, tokens), title, text, font, tokens)
    words = title_height + tokens.space_1 + text_height
    total = CARD_ICON + tokens.space_3 + words
    return area.center().y() + (total if total <= area.height() else words) / 2


def _card_width(area: QRectF, tokens: Tokens) -> float:
    return min(area.width() - 2 * tokens.space_5, CARD_WIDTH)


def _card_fonts(font: QFont, tokens: Tokens) -> tuple[QFont, QFont]:
    title_font, text_font = QFont(font), QFont(font)
    title_font.setPixelSize(tokens.font_title)
    title_font.setWeight(QFont.Weight.DemiBold)
    text_font.setPixelSize(tokens.font_body)
    return title_font, text_font


def _card_heights(width: float, title: str, text: str, font: QFont, tokens: Tokens) -> tuple[float, float]:
    room = QRectF(0, 0, max(60.0, width), 4000)
    title_font, text_font = _card_fonts(font, tokens)
    high = QFontMetricsF(title_font).boundingRect(room, _WRAPPED, title).height()
    return high, QFontMetricsF(text_font).boundingRect(
        room, _WRAPPED, breakable(text)
    ).height() if text else 0.0


def breakable(text: str) -> str:
    """Let long paths break after their separators; a word wrap alone would let them run out of the card."""
    for mark in ("/", "\\", "_"):
        text = text.replace(mark, mark + "\u200b")
    return text
