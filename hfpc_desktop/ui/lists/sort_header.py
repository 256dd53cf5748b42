"""The header of the list: a click sorts, Shift and a click add a column; arrows and ordinals tell the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget

from hfpc_desktop.ui.lists.table_model import COLUMNS
from hfpc_desktop.ui.look import icons

if TYPE_CHECKING:
    from hfpc_desktop.ui.lists.table_model import PairTableModel
    from hfpc_desktop.ui.look.theme import Tokens

ARROW = 12
PAD = 10


class SortHeader(QHeaderView):
    """Draws itself, because a style knows one sort indicator only. Asks the model to sort; holds no order."""

    def __init__(self, model: PairTableModel, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._pairs = model
        self._tokens = tokens
        self._hovered = -1
        self.setSectionsClickable(True)
        self.setMouseTracking(True)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(self.tr("Columns; press to sort, with Shift to sort by several"))
        self.sectionClicked.connect(self._clicked)
        model.reordered.connect(self._reordered)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.logicalIndexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()

    def _clicked(self, section: int) -> None:
        shift = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._pairs.header_pressed(COLUMNS[section].key, add=shift)

    def _reordered(self) -> None:
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        t = self._tokens
        hovered = section == self._hovered
        painter.save()
        painter.fillRect(rect, QColor(t.surface_2 if hovered else t.surface_1))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(t.line))
        keys = () if self._pairs.queued else self._pairs.sort_keys
        at = next((i for i, (key, _) in enumerate(keys) if key is COLUMNS[section].key), -1)
        font = QFont(self.font())
        font.setPixelSize(t.font_caption)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        room = rect.width() - PAD - 4
        if at >= 0:
            room -= ARROW + (8 if len(keys) > 1 else 0)
        painter.setPen(QColor(t.text if hovered or at >= 0 else t.text_faint))
        title = str(self._pairs.headerData(section, Qt.Orientation.Horizontal))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
        place = QRect(rect.left() + PAD, rect.top(), room, rect.height() - 1)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        if at >= 0:
            x = rect.left() + PAD + min(room, metrics.horizontalAdvance(shown)) + 4
            self._draw_mark(
                painter, QPoint(x, rect.center().y()), keys[at][1], at + 1 if len(keys) > 1 else 0
            )
        painter.restore()

    def _draw_mark(self, painter: QPainter, at: QPoint, descending: bool, ordinal: int) -> None:
        t = self._tokens
        icon = "chevron-down" if descending else "chevron-up"
        box = QRectF(at.x(), at.y() - ARROW / 2, ARROW, ARROW)
        icons.stamp_icon(painter, icon, box, t.accent_text)
        if ordinal:
            font = painter.font()
            font.setPixelSize(t.font_caption - 1)
            painter.setFont(font)
            painter.setPen(QColor(t.accent_text))
            painter.drawText(QPoint(at.x() + ARROW + 1, at.y() + 4), str(ordinal))
