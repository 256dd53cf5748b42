"""What lies over the window while files are dragged across it. GUI thread only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from hfpc_desktop.ui.look.settings import DropChoice
from hfpc_desktop.ui.look.widgets import IconLabel, label

if TYPE_CHECKING:
    from hfpc_desktop.ui.look.theme import Tokens


class DropOverlay(QFrame):
    """Covers its parent, and says what letting go will do."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("drop_overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._host = parent
        self._icon = IconLabel("drop", tokens.accent_text, 44)
        self._title = label(role="heading")
        self._text = label(role="muted")
        column = QVBoxLayout(self)
        column.setSpacing(tokens.space_2)
        column.addStretch()
        for widget in (self._icon, self._title, self._text):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self.set_tokens(tokens)
        self.hide()

    @property
    def text(self) -> str:
        return f"{self._title.text()}\n{self._text.text()}"

    def set_shown(self, shown: bool, choice: DropChoice = DropChoice.NEW) -> None:
        """``choice``: what the settings say about files dropped on an open project."""
        title, text = {
            DropChoice.ASK: (
                self.tr("Let go to bring these files in"),
                self.tr("Into this project or as a new one: you will be asked."),
            ),
            DropChoice.ADD: (
                self.tr("Let go to add these files to this project"),
                self.tr("New pairs join this review; its scores and decisions stay."),
            ),
            DropChoice.NEW: (
                self.tr("Let go to open these files"),
                self.tr("This review is saved; you find it under the recent projects."),
            ),
        }[choice]
        self._title.setText(title)
        self._text.setText(text)
        if shown:
            self.setGeometry(self._host.rect())
            self.raise_()
        self.setVisible(shown)

    def set_tokens(self, tokens: Tokens) -> None:
        self._icon.set_icon("drop", tokens.accent_text)
        self.setStyleSheet(
            f"#drop_overlay {{ background: {tokens.accent_soft}; border: 2px dashed {tokens.accent};"
            f" border-radius: {tokens.radius_large}px; }}"
        )
