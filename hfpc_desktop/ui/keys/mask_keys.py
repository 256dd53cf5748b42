"""What keys and buttons of the mask editor mean, by the keys in force (see ``mask_specs``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from hfpc_desktop.ui.keys.actions import key_text
from hfpc_desktop.ui.keys.keymap import portable
from hfpc_desktop.ui.keys.mask_specs import LEAVE, MASK_SPECS, PASS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent


_BY_ID = {spec.id: spec for spec in MASK_SPECS}


def tip_with_key(name: str, keys: Sequence[str]) -> str:
    """Words of a command's button: what it does and the first of its ``keys``."""
    spec = _BY_ID[name]
    head = f"{spec.title}  ({key_text(keys[0])})" if keys else spec.title
    return f"{head}\n{spec.tip}"


def title(name: str) -> str:
    return _BY_ID[name].title


class MaskKeys:
    """What a key means while a mask is edited. ``keys_of``: keys in force of a command, by its id."""

    def __init__(self, keys_of: Callable[[str], Sequence[str]]) -> None:
        self._keys_of = keys_of

    def meaning(self, event: QKeyEvent) -> str:
        """The id of a command, ``LEAVE``, or empty."""
        key = _key_of(event)
        return next((name for name in (*_BY_ID, LEAVE) if key in self._keys_of(name)), "")

    def takes(self, event: QKeyEvent) -> bool:
        """All that would decide, or leave the pair or the mode; zoom, magnifier and help stay what they are."""
        if self.meaning(event):
            return True
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = _key_of(event)
        return key != portable("Tab") and not any(key in self._keys_of(name) for name in PASS)


def _key_of(event: QKeyEvent) -> str:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(event.key() | held.value).toString(QKeySequence.SequenceFormat.PortableText)
