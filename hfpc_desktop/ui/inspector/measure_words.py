"""What people call the measures that a learned head weighs. No Qt.

The ids are those of ``judging.reward`` (checks and probes) and ``LearnedHead.changes``.
"""

from __future__ import annotations

from hfpc_desktop.domain.language import QT_TRANSLATE_NOOP, translate

TITLES = {
    "shipped": QT_TRANSLATE_NOOP("measures", "Weight of the shipped reward"),
    "team": QT_TRANSLATE_NOOP("measures", "How often you approve"),
    "look": QT_TRANSLATE_NOOP("measures", "Look of the background"),
    "edge_halo": QT_TRANSLATE_NOOP("measures", "Fringe round the product"),
    "contact_shadow": QT_TRANSLATE_NOOP("measures", "Missing contact shadow"),
    "lighting": QT_TRANSLATE_NOOP("measures", "Light and colour do not match"),
    "sharpness": QT_TRANSLATE_NOOP("measures", "Sharpness does not match"),
    "indistinct": QT_TRANSLATE_NOOP("measures", "Product hard to make out"),
    "exposure": QT_TRANSLATE_NOOP("measures", "Burnt out or too dark"),
    "size": QT_TRANSLATE_NOOP("measures", "Unusual product size"),
    "pixel_blocks": QT_TRANSLATE_NOOP("measures", "Pixel blocks"),
    "blotches": QT_TRANSLATE_NOOP("measures", "Blotches"),
    "stray_text": QT_TRANSLATE_NOOP("measures", "Stray text"),
    "deep_floating": QT_TRANSLATE_NOOP("measures", "Looks as if it floats"),
    "deep_lighting": QT_TRANSLATE_NOOP("measures", "Looks lit from elsewhere"),
    "deep_size": QT_TRANSLATE_NOOP("measures", "Looks too large or too small"),
    "deep_indistinct": QT_TRANSLATE_NOOP("measures", "Looks lost in the scene"),
    "deep_halo": QT_TRANSLATE_NOOP("measures", "Looks cut out"),
    "local_text": QT_TRANSLATE_NOOP("measures", "Patch like text"),
    "local_smear": QT_TRANSLATE_NOOP("measures", "Smeared patch"),
    "local_blocks": QT_TRANSLATE_NOOP("measures", "Patch of blocks"),
    "local_blotch": QT_TRANSLATE_NOOP("measures", "Discoloured patch"),
    "local_repeat": QT_TRANSLATE_NOOP("measures", "Repeated patch"),
}
OTHER = QT_TRANSLATE_NOOP("measures", "Another measure")
TIPS = {
    "shipped": QT_TRANSLATE_NOOP(
        "measures", "The reward that comes with the app counts more, or less, than before."
    ),
    "team": QT_TRANSLATE_NOOP(
        "measures",
        "You approve more, or less, often than the shipped reward expects. This is the same for all pairs.",
    ),
    "look": QT_TRANSLATE_NOOP(
        "measures", "How much the background resembles those that you approved, beyond the named measures."
    ),
}
_MEASURE = QT_TRANSLATE_NOOP(
    "measures", "More, or less, of this than usual, and how your decisions follow it."
)


def title(name: str) -> str:
    """What a person calls a measure; measures of another version have one common name."""
    return translate("measures", TITLES.get(name, OTHER))


def tip(name: str) -> str:
    """What it means that this measure moved the reward."""
    return translate("measures", TIPS.get(name, _MEASURE))
