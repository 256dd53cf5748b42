"""The registry of actions as ``QAction``s of one window: their keys, icons, and whether they can be done now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence

from hfpc_desktop.ui.keys.actions import SPECS, Scope, UiState, key_text, why_not
from hfpc_desktop.ui.keys.keymap import Keymap
from hfpc_desktop.ui.look import icons

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from hfpc_desktop.ui.look.theme import Tokens


class Actions(QObject):
    """The registry as ``QAction``s of one window. Emits ``triggered(id, checked)``."""

    triggered = Signal(str, bool)

    def __init__(self, parent: QWidget, tokens: Tokens, keymap: Keymap | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[str, QAction] = {}
        self.keymap = keymap or Keymap(SPECS, parent=self)
        self._go_on = False
        for spec in SPECS:
            action = QAction(spec.label, self)
            action.setObjectName(spec.id)
            action.setCheckable(spec.checkable)
            action.setAutoRepeat(spec.repeats)
            action.setStatusTip(spec.tip)
            action.triggered.connect(self._fired)
            if spec.scope is Scope.WINDOW:
                parent.addAction(action)
            else:
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._actions[spec.id] = action
        self._take_keys()
        self.keymap.changed.connect(self._take_keys)
        self.set_tokens(tokens)
        self.update_state(UiState())

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def key_text(self, action_id: str) -> str:
        """The first key of an action as this system writes it; empty when it has none."""
        keys = self.keymap.keys(action_id)
        return key_text(keys[0]) if keys else ""

    def why_not(self, action_id: str) -> str:
        """Why an action cannot be done now: a sentence, empty when it can."""
        if self._actions[action_id].isEnabled():
            return ""
        return why_not(action_id)

    def _take_keys(self) -> None:
        for spec in SPECS:
            action, keys = self._actions[spec.id], self.keymap.keys(spec.id)
            action.setShortcuts([QKeySequence(key) for key in keys])
            first = f"  ({key_text(keys[0])})" if keys else ""
            action.setToolTip(f"{spec.title}{first}\n{spec.tip}")

    def attach_review(self, widget: QWidget) -> None:
        """Let the keys of scope ``REVIEW`` work while ``widget`` or a child of it has the focus."""
        for spec in SPECS:
            if spec.scope is Scope.REVIEW:
                widget.addAction(self._actions[spec.id])

    def update_state(self, state: UiState) -> None:
        """Enable what makes sense now."""
        for spec in SPECS:
            action = self._actions[spec.id]
            enabled = spec.enabled_when(state)
            if action.isEnabled() != enabled:
                action.setEnabled(enabled)
        pausing = self._actions["pause"]
        go_on = state.paused or (state.resumable and not state.running)
        if self._go_on != go_on:
            self._go_on = go_on
            pausing.setText(self.tr("Resume") if go_on else self.tr("Pause"))
            self._tint(pausing, "play" if go_on else "pause")

    def set_tokens(self, tokens: Tokens) -> None:
        """Tint every icon to the theme."""
        self._tokens = tokens
        for spec in SPECS:
            if spec.icon:
                self._tint(self._actions[spec.id], spec.icon)
        if self._go_on:
            self._tint(self._actions["pause"], "play")

    def icon_on_accent(self, action_id: str) -> QIcon:
        """The icon of an action for a button with the ground of the accent; in menus it would be unseen."""
        tokens = self._tokens
        name = next(spec.icon for spec in SPECS if spec.id == action_id)
        return icons.icon(name, tokens.text_on_accent, disabled=tokens.line_strong)

    def _tint(self, action: QAction, name: str) -> None:
        tokens = self._tokens
        special = {"approve": tokens.approve, "reject": tokens.reject}
        colour = special.get(action.objectName(), tokens.text_muted)
        action.setIcon(icons.icon(name, colour, disabled=tokens.line_strong, checked=tokens.accent_text))

    def _fired(self, checked: bool) -> None:
        self.triggered.emit(self.sender().objectName(), checked)
