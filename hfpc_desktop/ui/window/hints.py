"""First-run hints: a few lines above the progress, one at a time, gone for good when closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from hfpc_desktop.ui.look import icons
from hfpc_desktop.ui.look.widgets import IconLabel, button, label

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from hfpc_desktop.ui.keys.window_actions import Actions
    from hfpc_desktop.ui.look.theme import Tokens

SEEN = "hints/seen"


class HintBar(QFrame):
    """Shows itself only after ``start``; reads the keys in force each time it says one."""

    closed = Signal()

    def __init__(
        self, actions: Actions, settings: QSettings, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("hint_bar")
        self._actions, self._settings, self._at = actions, settings, 0
        self._icon = IconLabel("spark", tokens.accent_text, 18)
        self._text = label(wrap=True)
        self._count = label(role="caption")
        self._next = button(self.tr("Next hint"), "link", name="hint_next")
        self._next.clicked.connect(self._step)
        self._close = QPushButton()
        self._close.setObjectName("hint_close")
        self._close.setProperty("kind", "quiet")
        self._close.setFixedSize(26, 26)
        self._close.setAccessibleName(self.tr("Close the hints"))
        self._close.setToolTip(self.tr("Close the hints"))
        self._close.clicked.connect(self._dismiss)
        line = QHBoxLayout(self)
        line.setContentsMargins(tokens.space_3, tokens.space_1, tokens.space_2, tokens.space_1)
        line.setSpacing(tokens.space_3)
        for widget in (self._icon, self._text, self._count, self._next, self._close):
            line.addWidget(widget)
        line.setStretchFactor(self._text, 1)
        self.set_tokens(tokens)
        self.hide()

    def hints(self) -> list[str]:
        """All hints with the keys as they are now."""
        key = self._actions.key_text
        return [
            self.tr("{0} approves, {1} rejects, {2} takes it back; the next undecided pair opens by itself.").format(
                key("approve"), key("reject"), key("undo")
            ),
            self.tr("Click a reason on the right and the picture goes to its place."),
            self.tr("{0} finds every command by a few letters, {1} shows every key.").format(
                key("palette"), key("shortcuts")
            ),
            self.tr("Other keys, a layout for the left hand, theme and language are in the settings ({0}).").format(
                key("settings")
            ),
        ]  # fmt: skip

    def start(self, *, again: bool = False) -> None:
        """Show the first hint, unless somebody closed them before. ``again``: in any case."""
        if again:
            self._settings.remove(SEEN)
        if not self._settings.value(SEEN, False, type=bool):
            self._at = 0
            self._show()
            self.show()

    @property
    def text(self) -> str:
        return self._text.text()

    def _step(self) -> None:
        self._at += 1
        if self._at >= len(self.hints()):
            self._dismiss()
        else:
            self._show()

    def _show(self) -> None:
        hints = self.hints()
        self._text.setText(hints[self._at])
        self._count.setText(f"{self._at + 1}/{len(hints)}")
        self._next.setText(self.tr("Got it") if self._at == len(hints) - 1 else self.tr("Next hint"))

    def _dismiss(self) -> None:
        self._settings.setValue(SEEN, True)
        self.hide()
        self.closed.emit()

    def set_tokens(self, tokens: Tokens) -> None:
        self._icon.set_icon("spark", tokens.accent_text)
        self._close.setIcon(icons.icon("close", tokens.text_muted))
        self.setStyleSheet(
            f"#hint_bar {{ background: {tokens.accent_soft}; border-top: 1px solid {tokens.line}; }}"
            "#hint_close { padding: 0; }"
        )
