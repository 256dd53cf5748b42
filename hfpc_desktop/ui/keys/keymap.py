"""Which keys each action has: the registry's own, those of a layout, or those a person chose.

A layout is a set of changes for the hand that lies on the keyboard. A person's own keys go over any
layout and are saved with the settings. One key never belongs to two actions that can be wanted at the same time
(``mask_specs.rivals``). GUI thread.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from hfpc_desktop.domain.language import translate
from hfpc_desktop.ui.keys.mask_specs import rivals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtCore import QSettings

    from hfpc_desktop.ui.keys.actions import ActionSpec

_LAYOUT, _CUSTOM = "keys/layout", "keys/custom"


class Layout(StrEnum):
    """Where the hands are. ``LEFT_HAND``: the left one stays on the keyboard, the right one on the mouse."""

    STANDARD = "standard"
    LEFT_HAND = "left_hand"

    @property
    def label(self) -> str:
        """For a list, in the language of the window."""
        if self is Layout.LEFT_HAND:
            return translate("keys", "Left hand on the keys")
        return translate("keys", "Standard")


LAYOUTS: Mapping[Layout, Mapping[str, tuple[str, ...]]] = {
    Layout.STANDARD: {},
    Layout.LEFT_HAND: {
        "next": ("S", "Down"),
        "previous": ("W", "Up"),
        "next_undecided": ("E", "N"),
        "clear_decision": ("C", "U"),
        "mask": ("Q", "M"),
        "flag_mask": ("Shift+Q",),
        "edit_mask": ("Shift+E",),
        "remark": ("V",),
    },
}
"""What a layout changes; approve (A), reject (X), undo, fit, difference and re-sort lie left anyway. A key of a layout is
taken from whoever has it otherwise."""


def portable(key: str | QKeySequence) -> str:
    """One spelling for one key (``Ctrl+Shift+Z``), the same on every system."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


class Keymap(QObject):
    """Keys in force. ``changed`` after every change; without settings nothing is remembered."""

    changed = Signal()

    def __init__(
        self, specs: Sequence[ActionSpec], settings: QSettings | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._specs = {spec.id: spec for spec in specs}
        self._settings = settings
        self._layout = Layout.STANDARD
        self._custom: dict[str, tuple[str, ...]] = {}
        if settings is not None:
            self._load(settings)

    @property
    def layout(self) -> Layout:
        return self._layout

    def keys(self, action_id: str) -> tuple[str, ...]:
        """Portable keys of an action, the first is the one that tool tips show."""
        if action_id in self._custom:
            return self._custom[action_id]
        return tuple(key for key in self.default_keys(action_id) if key not in self._taken(action_id))

    def default_keys(self, action_id: str) -> tuple[str, ...]:
        """The keys of the layout, before a person changed any."""
        layout = LAYOUTS[self._layout]
        if action_id in layout:
            return tuple(portable(key) for key in layout[action_id])
        spec = self._specs[action_id]
        moved = {
            portable(key)
            for name, keys in layout.items()
            if name in self._specs and rivals(spec, self._specs[name])
            for key in keys
        }
        return tuple(key for key in map(portable, spec.keys) if key not in moved)

    def is_custom(self, action_id: str) -> bool:
        """Whether a person chose the keys of this action."""
        return action_id in self._custom

    def owner(self, key: str, action_id: str) -> str | None:
        """The action that has ``key`` where ``action_id`` would want it: itself, or one it cannot share it with."""
        wanted = portable(key)
        return next((name for name in self._rivals(action_id) if wanted in self.keys(name)), None)

    def clashes(self) -> dict[str, list[str]]:
        """Keys that more than one action wants at the same time, with those actions; empty when all is well."""
        found: dict[str, list[str]] = {}
        for name in self._specs:
            rivals_of = self._rivals(name)
            for key in self.keys(name):
                if any(key in self.keys(other) for other in rivals_of if other != name):
                    found.setdefault(key, []).append(name)
        return found

    # -- changes ---------------------------------------------------------------------------------

    def set_keys(self, action_id: str, keys: Iterable[str]) -> None:
        """Give an action exactly these keys, taking them from whoever has them."""
        wanted = tuple(dict.fromkeys(portable(key) for key in keys))
        for name in self._rivals(action_id):
            left = tuple(key for key in self.keys(name) if key not in wanted)
            if name != action_id and left != self.keys(name):
                self._custom[name] = left
        self._custom[action_id] = wanted
        self._tidy()
        self._save()

    def add_key(self, action_id: str, key: str) -> None:
        """One more key for an action; it becomes its first one."""
        self.set_keys(action_id, (portable(key), *self.keys(action_id)))

    def remove_key(self, action_id: str, key: str) -> None:
        self.set_keys(action_id, [one for one in self.keys(action_id) if one != portable(key)])

    def reset(self, action_id: str) -> None:
        """The layout's keys again, except those that another action was given meanwhile."""
        self._custom.pop(action_id, None)
        self._save()

    def reset_all(self) -> None:
        self._custom.clear()
        self._save()

    def set_layout(self, layout: Layout) -> None:
        if layout is not self._layout:
            self._layout = layout
            self._tidy()
            self._save()

    # -- inside ----------------------------------------------------------------------------------

    def _rivals(self, action_id: str) -> list[str]:
        """Actions that cannot share a key with this one, itself among them."""
        spec = self._specs[action_id]
        return [name for name, other in self._specs.items() if rivals(spec, other)]

    def _taken(self, action_id: str) -> set[str]:
        """Keys that a person gave to other actions."""
        rivals_of = self._rivals(action_id)
        return {
            key
            for name, keys in self._custom.items()
            if name != action_id and name in rivals_of
            for key in keys
        }

    def _tidy(self) -> None:
        """What equals the default again is no choice any more."""
        self._custom = {name: keys for name, keys in self._custom.items() if keys != self.default_keys(name)}

    def _load(self, settings: QSettings) -> None:
        try:
            self._layout = Layout(str(settings.value(_LAYOUT, Layout.STANDARD.value)))
        except ValueError:
            self._layout = Layout.STANDARD
        try:
            saved = json.loads(str(settings.value(_CUSTOM, "{}")))
            pairs = saved.items() if isinstance(saved, dict) else ()
            self._custom = {
                name: tuple(portable(str(key)) for key in keys)
                for name, keys in pairs
                if name in self._specs and isinstance(keys, list)
            }
        except (ValueError, TypeError):
            self._custom = {}

    def _save(self) -> None:
        if self._settings is not None:
            self._settings.setValue(_LAYOUT, self._layout.value)
            self._settings.setValue(_CUSTOM, json.dumps(self._custom))
        self.changed.emit()
