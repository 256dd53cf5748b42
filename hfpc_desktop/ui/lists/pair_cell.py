"""One pair as a tile: thumbnail, what the models say, what the person said, two score bars. Grid and filmstrip
draw it; nothing here is a widget. GUI thread only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.domain.verdict import Decision, Verdict
from hfpc_desktop.ui.lists.delegates import Fonts
from hfpc_desktop.ui.lists.table_model import one_line
from hfpc_desktop.ui.lists.thumbnails import fitted
from hfpc_desktop.ui.look import icons, words

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from hfpc_desktop.review.table import ReviewTable
    from hfpc_desktop.ui.lists.thumbnails import ThumbnailShelf
    from hfpc_desktop.ui.look.theme import Tokens

PAD = 8
NAME_HEIGHT = 20
BARS_HEIGHT = 38
DIMMED = 0.38
"""Opacity of a rejected picture: it steps back, and can still be recognised."""
NUMBERS_FROM = 124
"""Narrower tiles show bars without numbers."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a tile stands among the others."""

    selected: bool = False
    current: bool = False
    hovered: bool = False
    focused: bool = False


def tile_size(width: int, *, names: bool = True) -> QSize:
    """Size of a tile of this width: a square picture, a name, two bars."""
    return QSize(width, width + (NAME_HEIGHT if names else 0) + BARS_HEIGHT)


class PairCell:
    """Draws tiles of one table. ``names``: with the file name under the picture."""

    def __init__(self, shelf: ThumbnailShelf, tokens: Tokens, *, names: bool = True) -> None:
        self._shelf = shelf
        self.tokens = tokens
        self._names = names
        self._fonts = Fonts()

    def draw(self, painter: QPainter, box: QRect, table: ReviewTable, row: int, look: Look) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, box, look)
        side = box.width() - 2 * PAD
        picture = QRect(box.left() + PAD, box.top() + PAD, side, side)
        decision = table.decision(row)
        self._picture(painter, picture, row, dimmed=decision is Decision.REJECTED)
        if look.hovered and side >= 96:
            self._original(painter, picture, row)
        self._badges(painter, picture, table, row, decision)
        line = picture.bottom() + 6
        if self._names:
            font = self._fonts.sized(painter.font(), self.tokens.font_caption)
            painter.setFont(font)
            painter.setPen(QColor(self.tokens.text_muted))
            name = self._fonts.elided(one_line(table.generated(row).name), font, side)
            place = QRect(picture.left(), line - 2, side, NAME_HEIGHT)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)
            line += NAME_HEIGHT - 4
        self._bars(painter, QRect(picture.left(), line, side, 24), table, row)

    def draw_original(self, painter: QPainter, box: QRect, row: int, caption: str) -> None:
        """The original of ``row`` with a caption under it, where its variants stand beside it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = box.width() - 2 * PAD
        picture = QRect(box.left() + PAD, box.top() + PAD, side, side)
        pixmap = self._shelf.get(row, Frame.ORIGINAL, self._pixels(painter, side))
        self._tile(painter, picture, pixmap, bad=self._shelf.failed(row, Frame.ORIGINAL))
        font = self._fonts.sized(painter.font(), self.tokens.font_caption, QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(self.tokens.text_faint))
        place = QRect(picture.left(), picture.bottom() + 5, side, 20)
        shown = self._fonts.elided(caption, font, side)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter), shown)

    def _ground(self, painter: QPainter, box: QRect, look: Look) -> None:
        t = self.tokens
        area = QRectF(box).adjusted(1, 1, -1, -1)
        if look.selected or look.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent_soft if look.selected else t.surface_3))
            painter.drawRoundedRect(area, t.radius_large, t.radius_large)
        if look.current:
            painter.setPen(QPen(QColor(t.focus if look.focused else t.line_strong), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, t.radius_large, t.radius_large)

    def _picture(self, painter: QPainter, box: QRect, row: int, *, dimmed: bool) -> None:
        pixmap = self._shelf.get(row, Frame.GENERATED, self._pixels(painter, box.width()))
        painter.setOpacity(DIMMED if dimmed else 1.0)
        self._tile(painter, box, pixmap, bad=self._shelf.failed(row, Frame.GENERATED))
        painter.setOpacity(1.0)

    def _tile(self, painter: QPainter, box: QRect, pixmap: QPixmap | None, *, bad: bool) -> None:
        t = self.tokens
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(box), t.radius, t.radius)
        painter.save()
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        painter.fillRect(box, QColor(t.canvas))
        if pixmap is None:
            inner = QRectF(box.center().x() - 11, box.center().y() - 11, 22, 22)
            icons.stamp_icon(painter, "warning" if bad else "image", inner, t.review if bad else t.text_faint)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            size = pixmap.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(box.center())
            painter.drawPixmap(place, pixmap)
        painter.restore()

    def _original(self, painter: QPainter, box: QRect, row: int) -> None:
        """While the pointer rests on a tile its original shows in the corner: the question is always "same?"."""
        side = max(40, box.width() * 2 // 5)
        pixmap = self._shelf.get(row, Frame.ORIGINAL, self._pixels(painter, side))
        if pixmap is None:
            return
        size = fitted(pixmap.size().scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio), QSize(side, side))
        place = QRect(box.left() + 5, box.bottom() - size.height() - 4, size.width(), size.height())
        painter.setPen(QPen(QColor(self.tokens.surface_1), 2))
        painter.setBrush(QColor(self.tokens.canvas))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.drawPixmap(place, pixmap)

    def _badges(
        self, painter: QPainter, box: QRect, table: ReviewTable, row: int, decision: Decision
    ) -> None:
        t = self.tokens
        size = 22 if box.width() >= 96 else 18
        left = QRectF(box.left() + 5, box.top() + 5, size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        if table.pending[row] or table.former[row]:  # what is shown, if anything, waits for new scores
            icon, colour, ground = "clock", t.text_faint, t.surface_1
        else:
            verdict = table.verdict(row)
            icon, colour, ground = (
                icons.VERDICT_ICONS[verdict],
                t.verdict_colour(verdict),
                t.verdict_soft(verdict),
            )
        painter.setBrush(QColor(ground))
        painter.drawEllipse(left)
        icons.stamp_icon(painter, icon, left.adjusted(4, 4, -4, -4), colour)
        if decision is Decision.UNDECIDED:
            return
        right = QRectF(box.right() - 4 - size, box.top() + 5, size, size)
        painter.setPen(QPen(QColor(t.surface_1), 1.5))
        painter.setBrush(QColor(t.decision_colour(decision)))
        painter.drawRoundedRect(right, 6, 6)
        icons.stamp_icon(painter, icons.DECISION_ICONS[decision], right.adjusted(4, 4, -4, -4), t.surface_1)

    def _bars(self, painter: QPainter, box: QRect, table: ReviewTable, row: int) -> None:
        limits, former = table.thresholds, bool(table.former[row])
        for line, (value, low, high) in enumerate(
            (
                (float(table.reward[row]), limits.reject_reward, limits.approve_reward),
                (float(table.consistency[row]), limits.reject_consistency, limits.approve_consistency),
            )
        ):
            place = QRect(box.left(), box.top() + 14 * line, box.width(), 11)
            self._bar(painter, place, value, (low, high), former=former)

    def _bar(
        self, painter: QPainter, box: QRect, value: float, limits: tuple[float, float], *, former: bool
    ) -> None:
        """``limits``: (reject below, approve from). ``former``: grey, as in the list."""
        t, (low, high) = self.tokens, limits
        known = value == value
        numbers = box.width() + 2 * PAD >= NUMBERS_FROM
        track = QRectF(box.left(), box.center().y() - 1, box.width() - (32 if numbers else 0), 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.surface_4))
        painter.drawRoundedRect(track, 2, 2)
        if known:
            band = Verdict.APPROVE if value >= high else Verdict.REJECT if value < low else Verdict.REVIEW
            painter.setBrush(QColor(t.line_strong if former else t.verdict_fill(band)))
            filled = QRectF(track.left(), track.top(), max(4.0, track.width() * min(1.0, value)), 4)
            painter.drawRoundedRect(filled, 2, 2)
        if numbers:
            painter.setFont(self._fonts.sized(painter.font(), t.font_caption))
            painter.setPen(QColor(t.text if known and not former else t.text_faint))
            flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(box, flags, words.score(value))

    def _pixels(self, painter: QPainter, side: int) -> int:
        return round(side * painter.device().devicePixelRatio())
