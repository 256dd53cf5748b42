"""Why did this score change: the shipped against the learned reward of one pair, and what moved it. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hfpc_desktop.domain.language import translate
from hfpc_desktop.ui.inspector import measure_words
from hfpc_desktop.ui.look import icons, words
from hfpc_desktop.ui.look.widgets import button, label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from hfpc_desktop.runtime.learning import Explanation
    from hfpc_desktop.ui.look.theme import Tokens

SHOWN = 5
"""Measures that are named; the rest is one line."""
_NOTHING = 0.005
"""Points of the reward that round to nothing."""


class ChangeBar(QWidget):
    """A bar to the right of the middle for what raised the reward, to the left for what lowered it."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens, self._share = tokens, 0.0
        self.setFixedHeight(12)
        self.setMinimumWidth(44)

    def show_share(self, share: float, tokens: Tokens) -> None:
        """``share`` -1..1 of half the width."""
        self._share, self._tokens = share, tokens
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t, middle = self._tokens, self.width() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.surface_4))
        painter.drawRoundedRect(QRectF(0, 3, self.width(), 6), 3, 3)
        reach = self._share * middle
        painter.setBrush(QColor(t.approve if reach > 0 else t.reject))
        painter.drawRoundedRect(QRectF(middle, 3, reach, 6).normalized(), 2, 2)
        painter.setPen(QPen(QColor(t.text_muted), 1))
        painter.drawLine(QPointF(middle, 0), QPointF(middle, 12))
        painter.end()


class ScoreChange(QWidget):
    """One line that unfolds; hidden while there is nothing to explain. ``open_``: unfolded for good."""

    def __init__(self, tokens: Tokens, *, open_: bool = False) -> None:
        super().__init__()
        self._tokens = tokens
        self._found: Explanation | None = None
        self.summary = label(role="caption", wrap=True)
        self.why = button(self.tr("Why?"), "link", name="why_changed")
        self.why.setCheckable(True)
        self.why.setChecked(open_)
        self.why.setToolTip(self.tr("What moved the learned reward away from the shipped one"))
        self.why.toggled.connect(self._unfold)
        self._lines: list[tuple[QLabel, ChangeBar, QLabel]] = []
        self._details = QWidget()
        self._grid = QGridLayout(self._details)
        self._grid.setContentsMargins(0, 2, 0, 0)
        self._grid.setHorizontalSpacing(tokens.space_2)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self.source = label(role="caption", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(tokens.space_2)
        head.addWidget(self.summary, 1)
        head.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._details)
        column.addWidget(self.source)
        self.why.setVisible(not open_)
        self._unfold(open_)
        self.hide()

    @property
    def texts(self) -> list[tuple[str, str]]:
        """(title, amount) of the lines in use."""
        return [(title.text(), amount.text()) for title, _, amount in self._lines if not title.isHidden()]

    def show_change(self, found: Explanation | None, tokens: Tokens) -> None:
        """``None`` hides everything."""
        self._found, self._tokens = found, tokens
        self.setVisible(found is not None)
        if found is None:
            return
        self.summary.setText(
            self.tr("Shipped {0:.2f}, learned {1:.2f} ({2})").format(
                found.shipped, found.learned, _signed(found.learned - found.shipped)
            )
        )
        parts = [(name, points) for name, points in found.parts if abs(points) >= _NOTHING]
        rest = found.learned - found.shipped - sum(points for _, points in parts[:SHOWN])
        shown = [(measure_words.title(n), measure_words.tip(n), p) for n, p in parts[:SHOWN]]
        if abs(rest) >= _NOTHING:
            shown.append((self.tr("Everything else"), "", rest))
        largest = max((abs(points) for _, _, points in shown), default=1.0)
        while len(self._lines) < len(shown):
            self._add_line()
        for number, line in enumerate(self._lines):
            used = number < len(shown)
            for widget in line:
                widget.setVisible(used)
            if used:
                text, tip, points = shown[number]
                line[0].setText(text)
                line[0].setToolTip(tip)
                line[1].show_share(points / largest, tokens)
                line[2].setText(_signed(points))
        self.source.setText(self._where(found))
        self._tint(self.why.isChecked())

    def set_tokens(self, tokens: Tokens) -> None:
        self.show_change(self._found, tokens)

    def _where(self, found: Explanation) -> str:
        text = self.tr("Version {0}, learned from {1} decisions on {2}.").format(
            found.version, words.count(found.decisions), _date(found.made)
        )
        if not found.since:
            return text
        later = words.plural(
            found.since,
            self.tr("{0} pair was decided here since then."),
            self.tr("{0} pairs were decided here since then."),
        )
        return self.tr("{0} {1}").format(text, later)

    def _add_line(self) -> None:
        title, bar, amount = label(role="muted", wrap=True), ChangeBar(self._tokens), label(role="muted")
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        amount.setMinimumWidth(amount.fontMetrics().horizontalAdvance("+0.00") + 6)
        row = len(self._lines)
        for column, widget in enumerate((title, bar, amount)):
            self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignVCenter)
        self._lines.append((title, bar, amount))

    def _unfold(self, on: bool) -> None:
        self._details.setVisible(on)
        self.source.setVisible(on)
        self._tint(on)

    def _tint(self, on: bool) -> None:
        name = "chevron-up" if on else "chevron-down"
        self.why.setIcon(icons.icon(name, self._tokens.accent_text))


def _date(text: str) -> str:
    """The day of an ISO date as the language of the window writes it; a dash when it is none."""
    day = QDate.fromString(text[:10], Qt.DateFormat.ISODate)
    if not day.isValid():
        return "–"
    return QLocale(translate("start", "en")).toString(day, translate("start", "d MMM yyyy"))


def _signed(points: float) -> str:
    """``+0.08``, ``−0.12`` with a true minus."""
    text = QLocale.c().toString(abs(points), "f", 2)
    return f"{'−' if points < 0 else '+'}{text}"
