"""The six ways to compare a pair, and what the one slider of the compare view means in each. No Qt.

``Looks`` is what a person chose; it survives the next pair. What a pane must do about it is ``Blend``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto

from hfpc_desktop.domain.language import QT_TRANSLATE_NOOP

MAX_TOLERANCE = 20.0
"""dE2000 at the right end of the tolerance slider; beyond 10 a difference is plain to anybody."""


class CompareMode(StrEnum):
    """In the order of the keys 1 to 6."""

    SIDE = "side"
    """Two panes side by side."""
    FLIP = "flip"
    """One pane; the two pictures take turns in it."""
    SPLIT = "split"
    """One pane; the original left of a divider that follows the pointer."""
    OVERLAY = "overlay"
    """One pane; the original shines through."""
    DIFFERENCE = "difference"
    """One pane; the generated image under a map of what changed."""
    MASK = "mask"
    """Two panes with the product masks."""

    @property
    def single(self) -> bool:
        """Whether both pictures share one pane."""
        return self not in (CompareMode.SIDE, CompareMode.MASK)


class MaskStyle(StrEnum):
    OUTLINE = "outline"
    FILL = "fill"
    CUTOUT = "cutout"


@dataclass(frozen=True, slots=True)
class Looks:
    """``split``: place of the divider, 0..1 of the pane's width. ``mix``: 0 = the original alone, 1 = the
    generated image alone. ``tolerance``: dE2000 below which a difference is not drawn. ``relative``: the map's
    colours reach from the tolerance to the largest difference of this pair, else to a fixed one.
    ``flipped``: the original is shown in ``FLIP``. ``strength`` 0..1: of what a mask style does."""

    mode: CompareMode = CompareMode.SIDE
    flipped: bool = False
    split: float = 0.5
    mix: float = 0.5
    tolerance: float = 2.0
    relative: bool = False
    mask_style: MaskStyle = MaskStyle.OUTLINE
    strength: float = 0.5


class BlendKind(Enum):
    OWN = auto()
    OTHER = auto()
    SPLIT = auto()
    MIX = auto()


@dataclass(frozen=True, slots=True)
class Blend:
    """How the generated picture's pane joins the two pictures. ``amount`` 0..1: the divider's place, or the
    share of the generated image. ``swapped``: left and right of the divider change places."""

    kind: BlendKind = BlendKind.OWN
    amount: float = 0.5
    swapped: bool = False


def blend_of(looks: Looks, *, held: bool) -> Blend:
    """What the generated picture's pane shows; ``held``: a person holds the key that shows the other picture."""
    if looks.mode is CompareMode.SPLIT:
        return Blend(BlendKind.SPLIT, looks.split, swapped=held)
    if looks.mode is CompareMode.FLIP:
        return Blend(BlendKind.OTHER if looks.flipped != held else BlendKind.OWN)
    if held:
        return Blend(BlendKind.OTHER)
    if looks.mode is CompareMode.OVERLAY:
        return Blend(BlendKind.MIX, looks.mix)
    return Blend()


@dataclass(frozen=True, slots=True)
class SliderMeaning:
    """``label`` and ``tip`` are sources in the context ``CompareModes``; ``value`` 0..1."""

    label: str
    tip: str
    value: float


_HEAT = (
    QT_TRANSLATE_NOOP("CompareModes", "Opacity"),
    QT_TRANSLATE_NOOP("CompareModes", "Opacity of the difference map"),
)
_SPLIT = (
    QT_TRANSLATE_NOOP("CompareModes", "Divider"),
    QT_TRANSLATE_NOOP("CompareModes", "Place of the divider; it also follows the pointer"),
)
_MIX = (
    QT_TRANSLATE_NOOP("CompareModes", "Mix"),
    QT_TRANSLATE_NOOP("CompareModes", "From the original alone (left) to the generated image alone (right)"),
)
_TOLERANCE = (
    QT_TRANSLATE_NOOP("CompareModes", "Tolerance"),
    QT_TRANSLATE_NOOP("CompareModes", "Differences below this ΔE are not drawn"),
)
_STRENGTH = {
    MaskStyle.OUTLINE: (
        QT_TRANSLATE_NOOP("CompareModes", "Dim"),
        QT_TRANSLATE_NOOP("CompareModes", "How far everything but the product is darkened"),
    ),
    MaskStyle.FILL: (
        QT_TRANSLATE_NOOP("CompareModes", "Fill"),
        QT_TRANSLATE_NOOP("CompareModes", "Opacity of the fill"),
    ),
    MaskStyle.CUTOUT: (
        QT_TRANSLATE_NOOP("CompareModes", "Cut out"),
        QT_TRANSLATE_NOOP("CompareModes", "How far everything but the product is taken away"),
    ),
}


def slider_of(looks: Looks, *, heat: float | None) -> SliderMeaning | None:
    """What the slider means now; ``None`` where there is nothing to slide.

    ``heat``: opacity of the difference layer over modes that have no slider of their own, None while it is off.
    """
    match looks.mode:
        case CompareMode.SPLIT:
            return SliderMeaning(*_SPLIT, looks.split)
        case CompareMode.OVERLAY:
            return SliderMeaning(*_MIX, looks.mix)
        case CompareMode.DIFFERENCE:
            return SliderMeaning(*_TOLERANCE, looks.tolerance / MAX_TOLERANCE)
        case CompareMode.MASK:
            return SliderMeaning(*_STRENGTH[looks.mask_style], looks.strength)
    return None if heat is None else SliderMeaning(*_HEAT, heat)


def slid(looks: Looks, value: float) -> Looks:
    """``looks`` after the slider was moved to ``value`` 0..1, in the modes where it means something."""
    value = min(1.0, max(0.0, value))
    match looks.mode:
        case CompareMode.SPLIT:
            return replace(looks, split=value)
        case CompareMode.OVERLAY:
            return replace(looks, mix=value)
        case CompareMode.DIFFERENCE:
            return replace(looks, tolerance=value * MAX_TOLERANCE)
        case CompareMode.MASK:
            return replace(looks, strength=value)
    return looks
