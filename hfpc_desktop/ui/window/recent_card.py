"""A card of the start page: one project that one worked on, or that its file is gone. GUI thread."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from hfpc_desktop.domain.language import translate
from hfpc_desktop.ui.lists.table_model import one_line
from hfpc_desktop.ui.look import icons
from hfpc_desktop.ui.look.widgets import IconLabel, button, label, plain_tip

if TYPE_CHECKING:
    from hfpc_desktop.runtime.states import RecentProject
    from hfpc_desktop.ui.look.theme import Tokens


class RecentCard(QPushButton):
    """One project: its name, where it lies, when it was open; or that its file is gone."""

    forget_asked = Signal(object)
    """Path of a project that is not there any more."""

    def __init__(self, project: RecentProject, tokens: Tokens) -> None:
        super().__init__()
        self.path = project.path
        self._exists = project.exists
        self.setObjectName("recent_card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(58)
        if not project.exists:  # nothing to open, but it can be taken off the list
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.unsetCursor()
        self.forget = button("", "quiet", name="recent_forget")
        self.forget.setFixedSize(28, 28)
        self.forget.setToolTip(self.tr("Remove from this list"))
        self.forget.setAccessibleName(self.tr("Remove {0} from this list").format(one_line(project.name)))
        self.forget.setStyleSheet("padding: 0;")
        self.forget.clicked.connect(self._forget)
        name = one_line(project.name)
        where = one_line(str(project.path.parent))
        when = _when(project.when) if project.exists else self.tr("The file is not there any more")
        self.setAccessibleName(f"{name}, {when}")
        self.setToolTip(plain_tip(str(project.path)))
        self._icon = IconLabel("images", tokens.text_faint, 20)
        self._name = _Elided(name, "strong")
        self._where = _Elided(where, "caption")
        self._when = label(when, "caption")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._name)
        texts.addWidget(self._where)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 9, 12, 9)
        line.setSpacing(12)
        line.addWidget(self._icon)
        line.addLayout(texts, 1)
        line.addWidget(self._when)
        line.addWidget(self.forget)
        # Not before it has a parent: it would be a window of its own.
        self.forget.setVisible(not project.exists)
        for child in (self._icon, self._name, self._where, self._when):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_tokens(tokens)

    @property
    def exists(self) -> bool:
        return self._exists

    def _forget(self) -> None:
        self.forget_asked.emit(self.path)

    def sizeHint(self) -> QSize:
        return QSize(280, 58)

    def set_tokens(self, tokens: Tokens) -> None:
        self._icon.set_icon(
            "images" if self._exists else "warning", tokens.accent_text if self._exists else tokens.text_faint
        )
        self.setStyleSheet(
            f"#recent_card {{ background: {tokens.surface_1}; border: 1px solid {tokens.line};"
            f" border-radius: {tokens.radius}px; padding: 0; text-align: left; }}"
            f"#recent_card:hover {{ background: {tokens.surface_2}; border-color: {tokens.line_strong}; }}"
            f"#recent_card:focus {{ border-color: {tokens.focus}; }}"
            + ("" if self._exists else "#recent_card, #recent_card:hover { background: transparent; }")
        )
        self.forget.setIcon(icons.icon("close", tokens.text_muted))


class _Elided(QLabel):
    """A label that gives way to its neighbours and elides in the middle."""

    def __init__(self, text: str, role: str) -> None:
        super().__init__()
        self._full = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setMinimumWidth(40)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        self.setText(self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideMiddle, self.width()))


def _when(text: str) -> str:
    """An ISO date for people; the text itself when it is none."""
    try:
        then = datetime.fromisoformat(text)
    except ValueError:
        return text
    days = (datetime.now(then.tzinfo).date() - then.date()).days
    if days == 0:
        return f"{then:%H:%M}"
    if days == 1:
        return translate("start", "yesterday")
    return QLocale(translate("start", "en")).toString(
        QDate(then.year, then.month, then.day), translate("start", "d MMM yyyy")
    )
