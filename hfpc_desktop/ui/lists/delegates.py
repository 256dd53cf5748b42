"""How the cells of the list are drawn. One delegate per kind of column; all read the model's table directly,
because a Python call per role and cell would be the slowest part of scrolling."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.domain.verdict import Decision, Verdict
from hfpc_desktop.review.table import Column
from hfpc_desktop.ui.lists.table_model import COLUMNS, PairTableModel, one_line
from hfpc_desktop.ui.look import icons, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from hfpc_desktop.ui.lists.thumbnails import ThumbnailShelf
    from hfpc_desktop.ui.look.theme import Tokens

Index = QModelIndex | QPersistentModelIndex
PAD = 10
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_KEPT_TEXTS = 2_000


class CellDelegate(QStyledItemDelegate):
    """Ground, hover, selection and current-row mark; subclasses draw the content."""

    def __init__(self, parent: QWidget, model: PairTableModel, tokens: Tokens) -> None:
        super().__init__(parent)
        self.model = model
        self.tokens = tokens
        self.hovered = -1
        self.current = -1
        self.fonts = Fonts()

    def set_tokens(self, tokens: Tokens) -> None:
        self.tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(COLUMNS[index.column()].width, self.tokens.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        position = index.row()
        row = self.model.row_at(position)
        painter.save()
        self._ground(painter, rect, option, position, index.column())
        if row is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.draw(painter, rect.adjusted(PAD, 0, -PAD, -1), row, index.column(), option.font)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, option: Any, position: int, column: int) -> None:
        t = self.tokens
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, _ink(t.accent_soft))
        elif position == self.hovered:
            painter.fillRect(rect, _ink(t.surface_2))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), _ink(t.line))
        if position and self.model.begins_group(position):
            painter.fillRect(QRect(rect.left(), rect.top() - 1, rect.width(), 2), _ink(t.line_strong))
        if position == self.current and column == 0:
            here = option.widget is not None and option.widget.hasFocus()
            bar = QRect(rect.left(), rect.top(), 3, rect.height() - 1)
            painter.fillRect(bar, _ink(t.accent if here else t.line_strong))

    def draw(self, painter: QPainter, rect: QRect, row: int, column: int, font: QFont) -> None:
        raise NotImplementedError

    def text(
        self, painter: QPainter, rect: QRect, text: str, colour: str, font: QFont, *, right: bool = False
    ) -> None:
        """One elided, vertically centred line."""
        painter.setFont(font)
        painter.setPen(_ink(colour))
        painter.drawText(rect, _RIGHT if right else _LEFT, self.fonts.elided(text, font, rect.width()))


@cache
def _ink(name: str) -> QColor:
    return QColor(name)


class Fonts:
    """Fonts, their metrics and shortened texts, made once: a list is painted with every key press."""

    def __init__(self) -> None:
        self._base = QFont()
        self._fonts: dict[tuple[int, QFont.Weight], QFont] = {}
        self._metrics: dict[int, tuple[QFont, QFontMetrics]] = {}
        self._texts: dict[tuple[str, int, int], str] = {}

    def sized(self, font: QFont, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """``font`` in another size and weight."""
        if font != self._base:
            self._base = QFont(font)
            self._fonts.clear()
            self._metrics.clear()
            self._texts.clear()
        known = self._fonts.get((pixels, weight))
        if known is None:
            known = self._fonts[(pixels, weight)] = QFont(font)
            known.setPixelSize(pixels)
            known.setWeight(weight)
        return known

    def metrics(self, font: QFont) -> QFontMetrics:
        """Metrics of a font that ``sized`` gave."""
        known = self._metrics.get(id(font))
        if known is None:
            known = self._metrics[id(font)] = (font, QFontMetrics(font))  # kept: an id may be used again
        return known[1]

    def elided(self, text: str, font: QFont, width: int) -> str:
        """``text`` with its middle left out where it is wider than ``width``."""
        key = (text, id(font), width)
        known = self._texts.get(key)
        if known is None:
            if len(self._texts) >= _KEPT_TEXTS:
                self._texts.clear()
            known = self.metrics(font).elidedText(text, Qt.TextElideMode.ElideMiddle, width)
            self._texts[key] = known
        return known


class PicturesDelegate(CellDelegate):
    """Original and generated image side by side."""

    def __init__(self, parent: QWidget, model: PairTableModel, tokens: Tokens, shelf: ThumbnailShelf) -> None:
        super().__init__(parent, model, tokens)
        self._shelf = shelf

    def draw(self, painter: QPainter, rect: QRect, row: int, column: int, font: QFont) -> None:
        side = rect.height() - 12
        top = rect.top() + 6
        for slot, frame in enumerate((Frame.ORIGINAL, Frame.GENERATED)):
            self._picture(painter, QRect(rect.left() + slot * (side + 4), top, side, side), row, frame)

    def _picture(self, painter: QPainter, box: QRect, row: int, frame: Frame) -> None:
        t = self.tokens
        painter.fillRect(box, _ink(t.surface_3))
        ratio = painter.device().devicePixelRatio()
        pixmap = self._shelf.get(row, frame, round(box.width() * ratio))
        if pixmap is None:
            known_bad = self._shelf.failed(row, frame)
            inner = QRectF(box.center().x() - 8, box.center().y() - 8, 18, 18)
            icons.stamp_icon(
                painter, "warning" if known_bad else "image", inner, t.review if known_bad else t.line_strong
            )
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        # Fill the square by cropping: at this size a full tile says more than a letter-boxed picture.
        whole = pixmap.size()
        crop = min(whole.width(), whole.height())
        source = QRect((whole.width() - crop) // 2, (whole.height() - crop) // 2, crop, crop)
        painter.drawPixmap(box, pixmap, source)


class NameDelegate(CellDelegate):
    """The generated image's name over the original's."""

    def draw(self, painter: QPainter, rect: QRect, row: int, column: int, font: QFont) -> None:
        table = self.model.table
        assert table is not None
        half = rect.height() // 2
        upper = QRect(rect.left(), rect.top() + half - 20, rect.width(), 19)
        lower = QRect(rect.left(), rect.top() + half + 1, rect.width(), 17)
        strong = self.fonts.sized(font, self.tokens.font_body, QFont.Weight.Medium)
        self.text(painter, upper, one_line(table.generated(row).name), self.tokens.text, strong)
        small = self.fonts.sized(font, self.tokens.font_caption)
        self.text(painter, lower, one_line(table.original(row).name), self.tokens.text_faint, small)


class ScoreDelegate(CellDelegate):
    """A number over a bar; the bar of reward and consistency takes the colour of its band."""

    def draw(self, painter: QPainter, rect: QRect, row: int, column: int, font: QFont) -> None:
        table = self.model.table
        assert table is not None
        key = COLUMNS[column].key
        t = self.tokens
        value = table.value(row, key)
        middle = rect.center().y()
        line = QRect(rect.left(), middle - 18, rect.width(), 22)
        if not isinstance(value, float):
            waiting = table.waiting(row)
            self.text(
                painter, line, "…" if waiting else "–", t.text_faint, self.fonts.sized(font, t.font_body)
            )
            self._bar(painter, QRectF(rect.left(), middle + 8, rect.width(), 4), 0.0, t.surface_4)
            return
        former = bool(table.former[row])  # grey until the models in use have judged it
        strong = key is Column.APPROVAL and not former
        weight = QFont.Weight.DemiBold if strong else QFont.Weight.Normal
        ink, colour = (t.text_faint, t.line_strong) if former else (t.text, self._colour(key, value))
        self.text(painter, line, words.score(value), ink, self.fonts.sized(font, t.font_body, weight))
        self._bar(painter, QRectF(rect.left(), middle + 8, rect.width(), 4), value, colour)

    def _colour(self, key: Column, value: float) -> str:
        table = self.model.table
        assert table is not None
        limits = table.thresholds
        if key is Column.REWARD:
            low, high = limits.reject_reward, limits.approve_reward
        elif key is Column.CONSISTENCY:
            low, high = limits.reject_consistency, limits.approve_consistency
        else:
            return self.tokens.accent
        band = Verdict.APPROVE if value >= high else Verdict.REJECT if value < low else Verdict.REVIEW
        return self.tokens.verdict_fill(band)

    def _bar(self, painter: QPainter, rect: QRectF, value: float, colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_ink(self.tokens.surface_4))
        painter.drawRoundedRect(rect, 2, 2)
        if value > 0:
            painter.setBrush(_ink(colour))
            painter.drawRoundedRect(
                QRectF(rect.left(), rect.top(), max(4.0, rect.width() * min(1.0, value)), rect.height()), 2, 2
            )


class PercentileDelegate(CellDelegate):
    """Where the pair stands in the batch, as a share."""

    def draw(self, painter: QPainter, rect: QRect, row: int, column: int, font: QFont) -> None:
        table = self.model.table
        assert table is not None
        value = table.value(row, COLUMNS[column].key)
        known = isinstance(value, float)
        text = words.percent(value) if isinstance(value, float) else "–"
        line = QRect(rect.left(), rect.center().y() - 18, rect.width(), 22)
        ink = self.tokens.text_muted if known else self.tokens.text_faint
        self.text(painter, line, text, ink, self.fonts.sized(font, self.tokens.font_body))


class ChipDelegate(CellDelegate):
    """A verdict as a chip: icon, word and colour together."""

    def draw(self, painter: QPainter, rect: QRect, row: int, column: int, font: QFont) -> None:
        table = self.model.table
        assert table is not None
        t = self.tokens
        if table.waiting(row):
            waiting = self.model.cell_text(row, Column.VERDICT)
            self.chip(painter, rect, "clock", waiting, t.text_faint, None, font)
            return
        verdict = table.verdict(row)
        if table.former[row]:
            word = messages.verdict_title(verdict)
            self.chip(painter, rect, "clock", word, t.text_faint, None, font)
            return
        self.chip(
            painter, rect, icons.VERDICT_ICONS[verdict], messages.verdict_title(verdict),
            t.verdict_colour(verdict), t.verdict_soft(verdict), font,
        )  # fmt: skip

    def chip(
        self,
        painter: QPainter,
        rect: QRect,
        icon: str,
        word: str,
        colour: str,
        ground: str | None,
        font: QFont,
    ) -> None:
        """Draw a rounded label, as wide as its word needs."""
        small = self.fonts.sized(font, 12, QFont.Weight.Medium)
        needed = self.fonts.metrics(small).horizontalAdvance(word) + 34
        if needed > rect.width() + 8:  # a narrow list: the shape still says it, the tool tip has the word
            needed, word = 28, ""
        width = min(rect.width() + 8, needed)
        left = rect.left() if ground is not None else rect.left() - 7  # its icon stands where texts begin
        box = QRectF(left, rect.center().y() - 12, width, 24)
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_ink(ground))
            painter.drawRoundedRect(box, 12, 12)
        icons.stamp_icon(painter, icon, QRectF(box.left() + 7, box.top() + 5, 14, 14), colour)
        self.text(painter, QRect(int(box.left()) + 25, int(box.top()), width - 30, 24), word, colour, small)


class DecisionDelegate(ChipDelegate):
    """A decision: filled when made, only a word when not."""

    def draw(self, painter: QPainter, rect: QRect, row: int, column: int, font: QFont) -> None:
        table = self.model.table
        assert table is not None
        decision = Decision(int(table.decisions[row]))
        t = self.tokens
        ground = None if decision is Decision.UNDECIDED else t.decision_soft(decision)
        self.chip(
            painter, rect, icons.DECISION_ICONS[decision], messages.decision_title(decision),
            t.decision_colour(decision), ground, font,
        )  # fmt: skip


class DefectsDelegate(CellDelegate):
    """Short titles of the defects, worst first, on up to two lines."""

    def draw(self, painter: QPainter, rect: QRect, row: int, column: int, font: QFont) -> None:
        text = self.model.defects_text(row)
        small = self.fonts.sized(font, 12)
        if not text:
            return
        metrics = self.fonts.metrics(small)
        colour = self.tokens.text_muted
        if metrics.horizontalAdvance(text) <= rect.width():
            self.text(painter, rect, text, colour, small)
            return
        first, rest = split_line(text, metrics, rect.width())
        middle = rect.center().y()
        self.text(painter, QRect(rect.left(), middle - 17, rect.width(), 17), first, colour, small)
        painter.setPen(QPen(QColor(colour)))
        shown = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(
            QRect(rect.left(), middle + 1, rect.width(), 17), int(Qt.AlignmentFlag.AlignVCenter), shown
        )


def split_line(text: str, metrics: QFontMetrics, width: int) -> tuple[str, str]:
    """As many words as fit the first line, and the rest; breaks after commas where there are any."""
    separator = next((one for one in (", ", "、") if one in text), " ")
    parts = text.split(separator)
    taken = 1
    while taken < len(parts) and metrics.horizontalAdvance(separator.join(parts[: taken + 1]) + ",") <= width:
        taken += 1
    rest = separator.join(parts[taken:])
    return separator.join(parts[:taken]) + (separator.rstrip() if rest else ""), rest
