"""The words of the buttons of the compare bar, in one place for translation. No widgets."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from hfpc_desktop.domain.language import QT_TRANSLATE_NOOP
from hfpc_desktop.ui.canvas.canvas_geometry import SyncMode
from hfpc_desktop.ui.canvas.compare_modes import CompareMode, MaskStyle


@dataclass(frozen=True, slots=True)
class ButtonSpec:
    """``text`` and ``tip`` are sources in the context ``CompareBar``."""

    icon: str
    text: str
    tip: str

    def translated(self) -> str:
        return QCoreApplication.translate("CompareBar", self.text)


def tip_of(spec: ButtonSpec) -> str:
    return QCoreApplication.translate("CompareBar", spec.tip)


MODE_BUTTONS = {
    CompareMode.SIDE: ButtonSpec(
        "compare-side",
        QT_TRANSLATE_NOOP("CompareBar", "Side by side"),
        QT_TRANSLATE_NOOP("CompareBar", "both pictures, moved together"),
    ),
    CompareMode.FLIP: ButtonSpec(
        "compare-flip",
        QT_TRANSLATE_NOOP("CompareBar", "Flip"),
        QT_TRANSLATE_NOOP("CompareBar", "one picture in the place of the other; once more turns it over"),
    ),
    CompareMode.SPLIT: ButtonSpec(
        "compare-split",
        QT_TRANSLATE_NOOP("CompareBar", "Split"),
        QT_TRANSLATE_NOOP("CompareBar", "original left, generated image right of the pointer"),
    ),
    CompareMode.OVERLAY: ButtonSpec(
        "compare-overlay",
        QT_TRANSLATE_NOOP("CompareBar", "Overlay"),
        QT_TRANSLATE_NOOP("CompareBar", "the original shines through"),
    ),
    CompareMode.DIFFERENCE: ButtonSpec(
        "compare-heat",
        QT_TRANSLATE_NOOP("CompareBar", "Difference map"),
        QT_TRANSLATE_NOOP("CompareBar", "what changed, inside the product and dimly outside"),
    ),
    CompareMode.MASK: ButtonSpec(
        "compare-mask",
        QT_TRANSLATE_NOOP("CompareBar", "Mask view"),
        QT_TRANSLATE_NOOP("CompareBar", "the product alone, as outline, fill or cut-out"),
    ),
}
STYLE_BUTTONS = {
    MaskStyle.OUTLINE: ButtonSpec(
        "mask",
        QT_TRANSLATE_NOOP("CompareBar", "Outline"),
        QT_TRANSLATE_NOOP("CompareBar", "darken everything but the product"),
    ),
    MaskStyle.FILL: ButtonSpec(
        "mask", QT_TRANSLATE_NOOP("CompareBar", "Fill"), QT_TRANSLATE_NOOP("CompareBar", "tint the product")
    ),
    MaskStyle.CUTOUT: ButtonSpec(
        "mask",
        QT_TRANSLATE_NOOP("CompareBar", "Cut-out"),
        QT_TRANSLATE_NOOP("CompareBar", "take everything but the product away"),
    ),
}
SYNC_WORDS = {
    SyncMode.PRODUCT: (
        QT_TRANSLATE_NOOP("CompareBar", "Align product"),
        QT_TRANSLATE_NOOP("CompareBar", "The product stays under the pointer in both pictures"),
    ),
    SyncMode.FRAME: (
        QT_TRANSLATE_NOOP("CompareBar", "Align frame"),
        QT_TRANSLATE_NOOP("CompareBar", "The same place of the frame in both pictures"),
    ),
    SyncMode.PIXEL: (
        QT_TRANSLATE_NOOP("CompareBar", "Align pixels"),
        QT_TRANSLATE_NOOP("CompareBar", "The same pixel of the file in both pictures"),
    ),
}
