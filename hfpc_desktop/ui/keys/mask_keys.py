"""The commands of the mask editor and their keys. They hold only while a mask is edited, so they may be keys that
mean something else elsewhere (``A`` approves there and adds here)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from hfpc_desktop.domain.language import QT_TRANSLATE_NOOP
from hfpc_desktop.ui.keys.actions import ActionSpec, Group, Scope, key_text
from hfpc_desktop.ui.keys.keymap import portable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent


def _spec(name: str, text: str, tip: str, *keys: str, icon: str = "") -> ActionSpec:
    return ActionSpec(name, Group.MASK, text, tip, keys, icon=icon, scope=Scope.MASK)


# fmt: off
MASK_SPECS: tuple[ActionSpec, ...] = (
    _spec("mask_add", QT_TRANSLATE_NOOP("actions", "Add with the brush"), QT_TRANSLATE_NOOP("actions", "Paint what belongs to the product"), "A", icon="brush"),
    _spec("mask_erase", QT_TRANSLATE_NOOP("actions", "Erase with the brush"), QT_TRANSLATE_NOOP("actions", "Paint what does not belong to the product"), "S", icon="eraser"),
    _spec("mask_box", QT_TRANSLATE_NOOP("actions", "Box"), QT_TRANSLATE_NOOP("actions", "Draw a box: the product in it is added"), "B", icon="select-box"),
    _spec("mask_click", QT_TRANSLATE_NOOP("actions", "Click"), QT_TRANSLATE_NOOP("actions", "Click a part: it is added"), "C", icon="wand"),
    _spec("mask_smaller", QT_TRANSLATE_NOOP("actions", "Smaller brush"), QT_TRANSLATE_NOOP("actions", "The next smaller brush"), "["),
    _spec("mask_larger", QT_TRANSLATE_NOOP("actions", "Larger brush"), QT_TRANSLATE_NOOP("actions", "The next larger brush"), "]"),
    _spec("mask_undo", QT_TRANSLATE_NOOP("actions", "Undo the last stroke"), QT_TRANSLATE_NOOP("actions", "Take back the last stroke, box or click"), "Ctrl+Z", icon="undo"),
    _spec("mask_reset", QT_TRANSLATE_NOOP("actions", "Reset"), QT_TRANSLATE_NOOP("actions", "Forget what was drawn: use the mask that is found")),
    _spec("mask_save", QT_TRANSLATE_NOOP("actions", "Save"), QT_TRANSLATE_NOOP("actions", "Keep this mask for the original and judge its pairs again"), "Return", "Enter"),
    _spec("mask_cancel", QT_TRANSLATE_NOOP("actions", "Cancel"), QT_TRANSLATE_NOOP("actions", "Stop what is being looked for; leave without saving"), "Esc"),
)
# fmt: on
LEAVE = "edit_mask"
"""The action whose keys end editing; what was drawn stays for when this pair is edited again."""
_PASS = ("fit", "actual_size", "zoom_in", "zoom_out", "hold_other", "magnifier", "shortcuts", "palette")
"""Actions whose keys stay what they are while a mask is edited."""
_BY_ID = {spec.id: spec for spec in MASK_SPECS}
_BY_KEY = {portable(key): spec.id for spec in MASK_SPECS for key in spec.keys}


def tip_with_key(name: str) -> str:
    """Words of a command's button: what it does and its key."""
    spec = _BY_ID[name]
    return (
        f"{spec.title}  ({key_text(spec.keys[0])})\n{spec.tip}" if spec.keys else f"{spec.title}\n{spec.tip}"
    )


def title(name: str) -> str:
    return _BY_ID[name].title


class MaskKeys:
    """What a key means while a mask is edited. ``keys_of``: keys in force of an action of the registry."""

    def __init__(self, keys_of: Callable[[str], Sequence[str]]) -> None:
        self._keys_of = keys_of

    def meaning(self, event: QKeyEvent) -> str:
        """The id of a command, ``LEAVE``, or empty."""
        key = _key_of(event)
        return _BY_KEY.get(key) or (LEAVE if key in self._keys_of(LEAVE) else "")

    def takes(self, event: QKeyEvent) -> bool:
        """All that would decide, or leave the pair or the mode; zoom, magnifier and help stay what they are."""
        if self.meaning(event):
            return True
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = _key_of(event)
        return key != portable("Tab") and not any(key in self._keys_of(name) for name in _PASS)


def _key_of(event: QKeyEvent) -> str:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(event.key() | held.value).toString(QKeySequence.SequenceFormat.PortableText)
