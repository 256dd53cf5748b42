"""The mask layer of one picture at one zoom, drawn once and kept, so that a pan only copies it.

Made beside the GUI thread (``sheet_of``) while the view rests; until then, and where it would be too large, the
layer is drawn part by part.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from hfpc_desktop.ui.canvas.canvas_masks import ShapePaths, draw_shapes
from hfpc_desktop.ui.canvas.compare_modes import MaskStyle

if TYPE_CHECKING:
    from hfpc_desktop.ui.look.theme import Tokens

MAX_PIXELS = 4_000_000
"""16 MB. Larger means a closer zoom, where little of the outline is in sight and drawing it is quick."""
REACH = 6.0
"""How far pens reach beyond an outline, device-independent pixels."""


@dataclass(frozen=True, slots=True)
class SheetKey:
    """Everything the look of a mask layer depends on. ``width`` and ``height`` are those of the whole picture in
    device pixels; two overlays are never the same ``paths``."""

    paths: ShapePaths
    width: float
    height: float
    ratio: float
    tokens: Tokens
    style: MaskStyle
    strength: float

    def box(self) -> QRect:
        """The part of the picture that the layer touches, device pixels from the picture's corner."""
        whole = QRectF(0, 0, self.width, self.height)
        if self.strength > 0 and self.style is not MaskStyle.FILL:
            return whole.toAlignedRect()  # everything but the product is dimmed or covered
        part = self.paths.bounds
        reach = REACH * self.ratio
        grown = QRectF(
            part.x() * self.width,
            part.y() * self.height,
            part.width() * self.width,
            part.height() * self.height,
        ).adjusted(-reach, -reach, reach, reach)
        return grown.toAlignedRect()

    @property
    def fits(self) -> bool:
        """Whether keeping it is worth the memory."""
        box = self.box()
        return not box.isEmpty() and box.width() * box.height() <= MAX_PIXELS


def sheet_of(key: SheetKey) -> QImage:
    """The layer over ``key.box()``, premultiplied ARGB32. Any thread."""
    box = key.box()
    image = QImage(box.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.translate(-box.topLeft())
    whole = QRectF(0, 0, key.width, key.height)
    draw_shapes(painter, key.paths, whole, QRectF(box), key.ratio, key.tokens, key.style, key.strength)
    painter.end()
    return image
