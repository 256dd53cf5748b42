"""What went wrong in the list's own work, told over the list until it is put right: saving, scanning, judging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from hfpc_desktop.runtime.failures import could_not
from hfpc_desktop.ui.look import icons
from hfpc_desktop.ui.look.widgets import IconLabel, button, label

if TYPE_CHECKING:
    from hfpc_desktop.ui.look.theme import Tokens

STEPS = {
    "save the decision": "",
    "save the thresholds": "",
    "save the scores": "",
    "add the pairs": "rescan",
    "scan the folders": "rescan",
    "judge the pairs": "rescan",
}
"""Steps of a session that fail in the list, with the action that tries again; see ``runtime.failures``."""


class TroubleBar(QFrame):
    """One trouble at a time, the newest. ``acted`` carries an id of the actions registry."""

    acted = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("trouble_bar")
        self._action, self._saving = "", False
        self._icon = IconLabel("error", tokens.reject, 20)
        self._title = label(role="strong", wrap=True)
        self._text = label(role="muted", wrap=True)
        self._again = button(self.tr("Scan again"), name="trouble_again")
        self._close = QPushButton()
        self._close.setObjectName("trouble_close")
        self._close.setProperty("kind", "quiet")
        self._close.setFixedSize(28, 28)
        self._close.setStyleSheet("padding: 0;")
        self._close.setAccessibleName(self.tr("Close"))
        self._close.setToolTip(self.tr("Close"))
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self._title)
        texts.addWidget(self._text)
        line = QHBoxLayout(self)
        line.setContentsMargins(tokens.space_4, tokens.space_2, tokens.space_3, tokens.space_2)
        line.setSpacing(tokens.space_3)
        line.addWidget(self._icon)
        line.addLayout(texts, 1)
        line.addWidget(self._again)
        line.addWidget(self._close)
        self._again.clicked.connect(self._act)
        self._close.clicked.connect(self.hide)
        self.set_tokens(tokens)
        self.hide()

    def take(self, level: str, title: str, text: str) -> bool:
        """Show an error of the list's own work; False when it is none."""
        step = next((step for step in STEPS if level == "error" and title == could_not(step)), None)
        if step is None:
            return False
        self._action, self._saving = STEPS[step], step.startswith("save")
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._again.setVisible(bool(self._action))
        self.setAccessibleName(f"{title}. {text}")
        self.show()
        return True

    @property
    def text(self) -> str:
        """What is told; empty when nothing is."""
        return "" if self.isHidden() else f"{self._title.text()}\n{self._text.text()}"

    def saved(self, *_: object) -> None:
        """Something was committed: saving works again."""
        if self._saving:
            self.hide()

    def scanned(self, *_: object) -> None:
        """The folders were read: they are there again."""
        if not self._saving:
            self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        self._icon.set_icon("error", tokens.reject)
        self._close.setIcon(icons.icon("close", tokens.text_muted))
        self.setStyleSheet(
            f"#trouble_bar {{ background: {tokens.reject_soft}; border-bottom: 1px solid {tokens.line}; }}"
        )

    def _act(self) -> None:
        self.acted.emit(self._action)
