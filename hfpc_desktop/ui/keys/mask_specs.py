"""The commands of the mask editor, as plain data. Their keys hold only while a mask is edited, so they may be keys that
mean something else elsewhere (``A`` approves there and adds here)."""

from __future__ import annotations

from hfpc_desktop.domain.language import QT_TRANSLATE_NOOP
from hfpc_desktop.ui.keys.actions import SPECS, ActionSpec, Group, Scope


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
PASS = ("fit", "actual_size", "zoom_in", "zoom_out", "hold_other", "magnifier", "shortcuts", "palette")
"""Actions whose keys stay what they are while a mask is edited."""
EDITABLE: tuple[ActionSpec, ...] = (*SPECS, *MASK_SPECS)
"""Every command whose keys a person can change."""


def rivals(one: ActionSpec, other: ActionSpec) -> bool:
    """Whether two commands can want the same key at the same time."""
    masks = [spec.scope is Scope.MASK for spec in (one, other)]
    if masks[0] is masks[1]:
        return True
    outside = other if masks[0] else one
    return outside.id == LEAVE or outside.id in PASS
