"""Messages over the window: they say what happened and what to do, and never steal the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hfpc_desktop.ui.look import icons
from hfpc_desktop.ui.look.widgets import IconLabel, button, label

if TYPE_CHECKING:
    from hfpc_desktop.ui.look.theme import Tokens

STAY_MS = 6000
"""How long an information stays; warnings and errors stay until closed."""
MOST = 4
WIDTH = 296
MARGIN = 8
"""So that messages lie over the panel on the right, not over the list."""


class Notice(QFrame):
    """One message. ``acted`` when its button was pressed, ``closed`` when it goes."""

    acted = Signal(str)
    closed = Signal(object)

    def __init__(
        self, tokens: Tokens, level: str, title: str, text: str, action: tuple[str, str] | None
    ) -> None:
        super().__init__()
        self.level, self.title, self.text = level, title, text
        self._action = action
        self.setObjectName("notice")
        self.setFixedWidth(WIDTH)
        self._icon = IconLabel(level if level in ("info", "warning", "error") else "info", tokens.text, 20)
        self._title = label(title, "strong", wrap=True)
        self._text = label(text, "muted", wrap=True)
        if not text:
            self._text.hide()  # setVisible(True) would open it as a window: it has no parent yet
        self._close = QPushButton()
        self._close.setProperty("kind", "quiet")
        self._close.setFixedSize(26, 26)
        self._close.setStyleSheet("padding: 0;")
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.clicked.connect(self.dismiss)
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(self._title)
        column.addWidget(self._text)
        if action is not None:
            do = button(action[1], "link", name="notice_action")
            do.clicked.connect(self._act)
            column.addWidget(do, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 12, 8, 12)
        line.setSpacing(10)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column, 1)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(f"{title}. {text}")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        if level == "info":
            self._timer.start(STAY_MS)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        colour = {"warning": tokens.review, "error": tokens.reject}.get(self.level, tokens.accent_text)
        self._icon.set_icon(self.level if self.level in ("info", "warning", "error") else "info", colour)
        self._close.setIcon(icons.icon("close", tokens.text_muted))
        self.setStyleSheet(
            f"#notice {{ background: {tokens.surface_2}; border: 1px solid {tokens.line_strong};"
            f" border-left: 3px solid {colour}; border-radius: {tokens.radius}px; }}"
        )

    def dismiss(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self.closed.emit(self)

    def stop(self) -> None:
        self._timer.stop()

    def _act(self) -> None:
        if self._action is not None:
            self.acted.emit(self._action[0])
        self.dismiss()


class NoticeStack(QWidget):
    """Newest at the bottom, in the lower right corner of its parent. Equal messages are shown once."""

    acted = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget, *, bottom: int = 50) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._host = parent
        self._bottom = bottom
        self._notices: list[Notice] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        parent.installEventFilter(self)
        self.hide()

    @property
    def notices(self) -> list[Notice]:
        """Shown now, oldest first."""
        return list(self._notices)

    def show_notice(
        self, level: str, title: str, text: str = "", action: tuple[str, str] | None = None
    ) -> None:
        """``action``: (id, words) of a button."""
        for old in [n for n in self._notices if (n.title, n.text) == (title, text)]:
            old.dismiss()
        while len(self._notices) >= MOST:
            (next((n for n in self._notices if n.level == "info"), self._notices[0])).dismiss()
        notice = Notice(self._tokens, level, title, text, action)
        notice.closed.connect(self._drop)
        notice.acted.connect(self.acted)
        self._notices.append(notice)
        self._column.addWidget(notice)
        self.show()
        self._place()

    def clear(self) -> None:
        """Take every message away (the window closes)."""
        for notice in list(self._notices):
            notice.dismiss()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for notice in self._notices:
            notice.set_tokens(tokens)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _drop(self, notice: Notice) -> None:
        if notice in self._notices:
            self._notices.remove(notice)
            self._column.removeWidget(notice)
            notice.hide()
            notice.deleteLater()
        if self._notices:
            self._place()
        else:
            self.hide()

    def _place(self) -> None:
        height = sum(
            n.heightForWidth(WIDTH) if n.hasHeightForWidth() else n.sizeHint().height() for n in self._notices
        )
        height += self._column.spacing() * max(0, len(self._notices) - 1)
        parent = self._host
        self.setGeometry(
            parent.width() - WIDTH - MARGIN, parent.height() - height - self._bottom, WIDTH, height
        )
        self.raise_()
