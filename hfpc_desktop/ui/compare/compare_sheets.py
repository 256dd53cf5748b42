"""Which layers lie on which picture in each mode, made once per overlay. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.ui.canvas import overlay_painter as overlays
from hfpc_desktop.ui.canvas.compare_modes import CompareMode, MaskStyle, blend_of
from hfpc_desktop.ui.canvas.overlay_painter import NO_SHAPES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from hfpc_desktop.domain.judgement import Overlay
    from hfpc_desktop.ui.canvas.canvas import CanvasPane
    from hfpc_desktop.ui.canvas.compare_modes import Looks
    from hfpc_desktop.ui.canvas.overlay_painter import Layers
    from hfpc_desktop.ui.compare.compare_difference import DifferenceLayer
    from hfpc_desktop.ui.compare.compare_legend import Legend


class Sheets(QObject):
    """Puts blend, masks and heat map on the panes; asks the difference layer for what it needs."""

    def __init__(
        self, panes: dict[Frame, CanvasPane], difference: DifferenceLayer, legend: Legend, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._panes, self._difference, self._legend = panes, difference, legend
        self._overlay: Overlay | None = None
        self._shaped = False
        self._tolerance = 0.0
        difference.drawn.connect(self._heat_drawn)
        difference.scaled.connect(self._heat_scaled)

    def set_overlay(self, overlay: Overlay | None) -> None:
        """Another pair, or other evidence of it; ``layers`` draws it."""
        self._overlay, self._shaped = overlay, False

    def blend(self, looks: Looks, *, held: bool) -> None:
        """How the two pictures are joined in the generated picture's pane."""
        pane = self._panes[Frame.GENERATED]
        pane.set_blend(blend_of(looks, held=held))
        named = looks.mode in (CompareMode.FLIP, CompareMode.SPLIT)
        pane.set_tags(self.tr("Generated") if named else "", self.tr("Original"))

    def layers(self, looks: Looks, chosen: Layers) -> None:
        """Draw what is chosen, and what the mode shows whether chosen or not."""
        overlay = self._overlay
        in_masks, in_heat = looks.mode is CompareMode.MASK, looks.mode is CompareMode.DIFFERENCE
        shown = replace(
            chosen,
            mask=chosen.mask or in_masks,
            difference=chosen.difference or in_heat,
            opacity=1.0 if in_heat else chosen.opacity,
        )
        if not self._shaped and (shown.mask or overlay is None):
            self._shaped = True
            made = {f: overlays.shapes(overlay, f) if overlay is not None else NO_SHAPES for f in Frame}
            self._panes[Frame.ORIGINAL].set_shapes(made[Frame.ORIGINAL])
            self._panes[Frame.GENERATED].set_shapes(made[Frame.GENERATED], made[Frame.ORIGINAL])
        self._tolerance = looks.tolerance
        self._difference.draw(looks if shown.difference else None, whole=in_heat)
        for pane in self._panes.values():
            pane.set_layers(shown)
            pane.set_mask_style(
                looks.mask_style if in_masks else MaskStyle.OUTLINE, looks.strength if in_masks else 0.0
            )

    def _heat_drawn(self, rgba: NDArray[np.uint8] | None) -> None:
        self._panes[Frame.GENERATED].set_heat(rgba)

    def _heat_scaled(self, full: float) -> None:
        self._legend.set_scale(full, self._tolerance)
