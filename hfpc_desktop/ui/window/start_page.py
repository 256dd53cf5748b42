"""The start page: a drop zone, two ways in, and the projects one worked on last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hfpc_desktop.ui.look import icons
from hfpc_desktop.ui.look.widgets import IconLabel, button, label
from hfpc_desktop.ui.window.recent_card import RecentCard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent

    from hfpc_desktop.runtime.states import RecentProject
    from hfpc_desktop.ui.look.theme import Tokens


class DropZone(QFrame):
    """Where folders are dropped. The window accepts the drop; this draws it and lights up meanwhile."""

    open_asked = Signal()
    demo_asked = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._lit = False
        self._busy = False
        self.setAccessibleName(self.tr("Drop folders here"))
        self.setMinimumSize(460, 340)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._title = label(self.tr("Drop your folders here"), "heading")
        self._text = label(
            self.tr(
                "The originals and the generated images: two folders,\none folder that holds both, or the files themselves."
            ),
            "muted",
        )
        for line_label in (self._title, self._text):
            line_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.open_button = button(self.tr("Open folders…"), "primary", name="start_open")
        self.demo_button = button(self.tr("Try the demo"), name="start_demo")
        for one in (self.open_button, self.demo_button):
            one.setMinimumWidth(140)
            one.setMinimumHeight(36)
        line = QHBoxLayout()
        line.setSpacing(tokens.space_3)
        line.addStretch()
        line.addWidget(self.open_button)
        line.addWidget(self.demo_button)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_5)
        column.addStretch(3)
        column.addSpacing(150)  # the drawing
        column.addWidget(self._title)
        column.addSpacing(tokens.space_1)
        column.addWidget(self._text)
        column.addSpacing(tokens.space_5)
        column.addLayout(line)
        column.addStretch(3)
        self.open_button.clicked.connect(self.open_asked)
        self.demo_button.clicked.connect(self.demo_asked)

    def set_lit(self, lit: bool) -> None:
        """Light up while something is dragged over the window."""
        if lit != self._lit:
            self._lit = lit
            self._show_title()

    def set_busy(self, busy: bool) -> None:
        """A project is being opened; the page follows in a moment."""
        if busy != self._busy:
            self._busy = busy
            self._show_title()

    def _show_title(self) -> None:
        if self._busy:
            self._title.setText(self.tr("Opening…"))
        else:
            self._title.setText(self.tr("Let go to open") if self._lit else self.tr("Drop your folders here"))
        for one in (self.open_button, self.demo_button):
            one.setEnabled(not self._busy)
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(t.accent if self._lit else t.line_strong), 1.5)
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(QColor(t.accent_soft if self._lit else t.surface_1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 14, 14)
        self._draw_cards(painter, self.width() / 2, self._title.y() - 92)
        painter.end()

    def _draw_cards(self, painter: QPainter, x: float, y: float) -> None:
        """Two leaning pictures of one product and the mark of approval."""
        t = self._tokens
        for angle, dx, ground, ink in (
            (-7, -52, t.surface_2, t.text_faint),
            (6, 52, t.accent_soft, t.accent_text),
        ):
            painter.save()
            painter.translate(x + dx, y)
            painter.rotate(angle)
            painter.setPen(QPen(QColor(ink), 1.6))
            painter.setBrush(QColor(t.surface_1 if self._lit else ground))
            painter.drawRoundedRect(QRectF(-44, -54, 88, 108), 10, 10)
            icons.draw_icon(painter, "image", QRectF(-22, -24, 44, 44), ink)
            painter.restore()
        painter.setPen(QPen(QColor(t.accent_soft if self._lit else t.surface_1), 4))
        painter.setBrush(QColor(t.approve))
        painter.drawEllipse(QRectF(x + 76, y + 24, 34, 34))
        icons.draw_icon(painter, "check", QRectF(x + 83, y + 31, 20, 20), t.surface_1)


class StartPage(QFrame):
    """Emits what a person wants to open; knows no files."""

    open_asked = Signal()
    open_project_asked = Signal()
    demo_asked = Signal()
    project_asked = Signal(object)
    """Path of a recent project."""
    forget_asked = Signal(object)
    """Path of one to take off the list."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "window")
        self._tokens = tokens
        self._cards: list[RecentCard] = []
        self.zone = DropZone(tokens)
        self.zone.open_asked.connect(self.open_asked)
        self.zone.demo_asked.connect(self.demo_asked)
        self._recent = self._make_recent()
        self._steps = self._make_steps()
        body = QHBoxLayout()
        body.setSpacing(tokens.space_6)
        body.addWidget(self.zone, 3)
        body.addWidget(self._recent, 2)
        inner = QWidget()
        inner.setMaximumWidth(1080)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_4)
        column.addStretch(1)
        column.addLayout(self._make_head())
        column.addSpacing(tokens.space_3)
        column.addLayout(body, 8)
        column.addSpacing(tokens.space_2)
        column.addWidget(self._steps)
        column.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(tokens.space_7, tokens.space_5, tokens.space_7, tokens.space_5)
        line.addStretch(1)
        line.addWidget(inner, 1000)
        line.addStretch(1)
        self.set_tokens(tokens)
        self.set_recent([])

    def _make_head(self) -> QHBoxLayout:
        self._logo = QLabel()
        self._logo.setFixedSize(52, 52)
        self._logo.setScaledContents(True)
        self._logo.setPixmap(icons.app_icon().pixmap(QSize(128, 128)))
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(label(self.tr("HFPC Desktop"), "heading"))
        texts.addWidget(
            label(self.tr("Finds the good ones among your generated product images, and says why."), "muted")
        )
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self._logo)
        line.addLayout(texts)
        line.addStretch()
        return line

    def _make_recent(self) -> QWidget:
        side = QWidget()
        side.setMinimumWidth(300)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("RECENT PROJECTS"), "section"))
        head.addStretch()
        other = button(self.tr("Open project…"), "link", name="start_open_project")
        other.clicked.connect(self.open_project_asked)
        head.addWidget(other)
        column.addLayout(head)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(8)
        holder = QWidget()
        holder.setLayout(self._list)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(holder)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setProperty("plain", True)
        column.addWidget(scroll)
        return side

    def _make_steps(self) -> QWidget:
        """Three first-run hints."""
        steps = QWidget()
        line = QHBoxLayout(steps)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(32)
        self._step_icons: list[tuple[IconLabel, str]] = []
        self._keys_step = label(role="muted", wrap=True)
        for icon, title, text in (
            ("drop", self.tr("1  Drop"), self.tr("Images are paired by their names.")),
            (
                "keyboard",
                self.tr("2  Triage by keys"),
                "",
            ),
            ("export", self.tr("3  Export"), self.tr("Approved images are copied, never moved.")),
        ):
            mark = IconLabel(icon, self._tokens.accent_text, 22)
            self._step_icons.append((mark, icon))
            texts = QVBoxLayout()
            texts.setSpacing(1)
            texts.addWidget(label(title, "strong"))
            texts.addWidget(label(text, "muted", wrap=True) if text else self._keys_step)
            texts.addStretch()
            step = QHBoxLayout()
            step.setSpacing(12)
            step.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            step.addLayout(texts, 1)
            line.addLayout(step, 1)
        return steps

    def say_keys(self, approve: str, reject: str, undo: str) -> None:
        """The keys of the second hint, as they are now; empty for a command without one."""
        if approve and reject and undo:
            text = self.tr("{0} approves, {1} rejects, {2} takes it back.").format(approve, reject, undo)
        else:
            text = self.tr("One key for each decision, and every decision can be taken back.")
        self._keys_step.setText(text)

    def set_recent(self, projects: Sequence[RecentProject]) -> None:
        """Show the last projects, newest first; without any, the drop zone has the page to itself."""
        for card in self._cards:
            self._list.removeWidget(card)
            card.deleteLater()
        while self._list.count():
            self._list.takeAt(0)
        self._cards = [RecentCard(project, self._tokens) for project in projects[:12]]
        for card in self._cards:
            card.clicked.connect(self._card_clicked)
            card.forget_asked.connect(self.forget_asked)
            self._list.addWidget(card)
        self._list.addStretch()
        self._recent.setVisible(bool(self._cards))

    @property
    def recent_paths(self) -> list[Path]:
        """Paths of the cards shown."""
        return [card.path for card in self._cards]

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.zone.set_tokens(tokens)
        for card in self._cards:
            card.set_tokens(tokens)
        for mark, name in self._step_icons:
            mark.set_icon(name, tokens.accent_text)

    def _card_clicked(self) -> None:
        card = self.sender()
        if isinstance(card, RecentCard) and card.exists:
            self.project_asked.emit(card.path)
