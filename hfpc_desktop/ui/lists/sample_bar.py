"""The bar above the list while the random sample is reviewed: how far, what for, and what came of it. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hfpc_desktop.ui.look import words
from hfpc_desktop.ui.look.widgets import IconLabel, button, label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from hfpc_desktop.ui.look.theme import Tokens


class _Track(QWidget):
    """A thin line, filled by the share that is done."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.tokens, self.share = tokens, 0.0
        self.setFixedHeight(4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.tokens.surface_4))
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
        painter.setBrush(QColor(self.tokens.accent))
        painter.drawRoundedRect(QRectF(0, 0, self.width() * self.share, self.height()), 2, 2)
        painter.end()


class SampleBar(QFrame):
    """Hidden until ``show_progress``. ``left``: the person wants the whole list back; ``learning_asked``: the panel
    about learning."""

    left = Signal()
    learning_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("sample_bar")
        self._done = False
        self._icon = IconLabel("spark", tokens.accent_text, 18)
        self._title = label(role="strong")
        self._count = label()
        self._hint = label(role="muted")
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._text = label(role="muted", wrap=True)
        self._track = _Track(tokens)
        self._learn = button(self.tr("Certificate…"), "link", name="sample_learning")
        self._learn.clicked.connect(self.learning_asked)
        self._leave = button(self.tr("Back to all pairs"), "quiet", name="sample_leave")
        self._leave.clicked.connect(self.left)
        first = QHBoxLayout()
        first.setSpacing(tokens.space_2)
        for widget in (self._icon, self._title, self._count):
            first.addWidget(widget)
        first.addWidget(self._hint, 1)
        first.addWidget(self._learn)
        first.addWidget(self._leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_3, tokens.space_1, tokens.space_2, tokens.space_2)
        column.setSpacing(tokens.space_1)
        column.addLayout(first)
        column.addWidget(self._text)
        column.addWidget(self._track)
        self.set_tokens(tokens)
        self.hide()

    @property
    def text(self) -> str:
        """Everything it says."""
        parts = (self._title.text(), self._count.text(), self._hint.text(), self._text.text())
        return ": ".join(part for part in parts if part)

    def show_progress(self, done: int, total: int) -> None:
        """While it goes on."""
        self._done = False
        self._title.setText(self.tr("Random sample"))
        self._count.setText(self.tr("{0} of {1}").format(words.count(done), words.count(total)))
        self._hint.setText(
            self.tr("Chosen by chance, in random order: these decisions prove what the limits are worth.")
        )
        self._hint.setToolTip(self._hint.text())
        self._text.clear()
        self._show(done / max(1, total))

    def show_result(self, approved: int, rejected: int, result: str) -> None:
        """At the end; ``result``: what that means for the certificate."""
        self._done = True
        self._title.setText(self.tr("Random sample reviewed"))
        self._count.setText(
            self.tr("{0} approved, {1} rejected").format(words.count(approved), words.count(rejected))
        )
        self._hint.clear()
        self._text.setText(result)
        self._show(1.0)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = self._track.tokens = tokens
        ground = tokens.approve_soft if self._done else tokens.accent_soft
        ink = tokens.approve if self._done else tokens.accent_text
        self._icon.set_icon("check-circle" if self._done else "spark", ink)
        self.setStyleSheet(f"#sample_bar {{ background: {ground}; border-bottom: 1px solid {tokens.line}; }}")

    def _show(self, share: float) -> None:
        self._track.share = share
        self._track.setVisible(not self._done)
        self._text.setVisible(self._done)
        self._learn.setVisible(self._done)
        self.set_tokens(self._tokens)
        self._track.update()
        self.setAccessibleName(self.text)
        self.show()
