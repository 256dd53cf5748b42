"""How a line of the command palette is drawn: icon, name with the matched letters, menu or reason, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hfpc_desktop.ui.keys.actions import key_text
from hfpc_desktop.ui.look import icons

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from hfpc_desktop.ui.keys.palette_commands import Command
    from hfpc_desktop.ui.look.theme import Tokens

_COMMAND = Qt.ItemDataRole.UserRole
_PAD, _ICON = 12, 16


class CommandDelegate(QStyledItemDelegate):
    """Paints a ``Command``. ``tokens`` may be set anew when the theme changes."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens

    @property
    def row_height(self) -> int:
        return 2 * self.tokens.space_2 + 20

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(320, self.row_height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        t, command = self.tokens, index.data(_COMMAND)
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent_soft))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), t.radius, t.radius)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.surface_3))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), t.radius, t.radius)
        colour = t.text_faint if command.why_not else t.text
        icon = command.spec.icon or ("clock" if command.recent else "")
        if icon:
            box = QRectF(rect.left() + _PAD, rect.center().y() - _ICON / 2, _ICON, _ICON)
            icons.stamp_icon(painter, icon, box, t.text_faint if command.why_not else t.text_muted)
        right = self._keys(painter, rect, command)
        left = self._title(painter, rect, command, colour, right)
        self._aside(painter, QRectF(left + 14, rect.top(), right - left - 26, rect.height()), command)
        painter.restore()

    def _title(self, painter: QPainter, rect: QRectF, command: Command, colour: str, right: float) -> float:
        """The name, matched letters bold in the accent; returns where it ends."""
        plain, strong = _fonts(self.tokens.font_body)
        x = rect.left() + 2 * _PAD + _ICON
        places = set(command.places)
        for position, letter in enumerate(command.title):
            hit = position in places
            painter.setFont(strong if hit else plain)
            painter.setPen(QColor(self.tokens.accent_text if hit and not command.why_not else colour))
            width = QFontMetricsF(painter.font()).horizontalAdvance(letter)
            if x + width > right:
                break
            painter.drawText(
                QRectF(x, rect.top(), width + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, letter
            )
            x += width
        return x

    def _aside(self, painter: QPainter, rect: QRectF, command: Command) -> None:
        text = command.why_not or command.group
        font, _ = _fonts(self.tokens.font_caption)
        painter.setFont(font)
        painter.setPen(QColor(self.tokens.text_faint))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, rect.width()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)

    def _keys(self, painter: QPainter, rect: QRectF, command: Command) -> float:
        """Caps from the right; returns where they begin."""
        t = self.tokens
        font, _ = _fonts(t.font_caption)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        right = rect.right() - _PAD
        for key in reversed(command.keys[:2]):
            text = key_text(key)
            width = max(22.0, metrics.horizontalAdvance(text) + 12)
            cap = QRectF(right - width, rect.center().y() - 10, width, 20)
            painter.setPen(QPen(QColor(t.line_strong)))
            painter.setBrush(QColor(t.surface_2))
            painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), t.radius_small, t.radius_small)
            painter.setPen(QColor(t.text_faint if command.why_not else t.text_muted))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, text)
            right -= width + 5
        return right


def _fonts(size: int) -> tuple[QFont, QFont]:
    from PySide6.QtWidgets import QApplication

    plain = QFont(QApplication.font())
    plain.setPixelSize(size)
    strong = QFont(plain)
    strong.setWeight(QFont.Weight.Bold)
    return plain, strong
