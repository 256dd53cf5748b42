"""A product mask being drawn: brush strokes, added parts, undo. numpy and OpenCV, no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.ui.canvas.overlay_painter import MASK_LEVEL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hfpc_desktop.ui.canvas.canvas_geometry import Point

SIDE = 1024
"""Longest side at which is drawn, pixels; pictures are judged at no more."""
SIZES = (4, 6, 9, 13, 18, 26, 36, 52, 74, 104, 148)
"""Diameters of the brush, pixels of the mask."""
UNDO = 60


class MaskEdit:
    """``mask`` uint8 H x W, 0 or 255. Each of ``stroke`` … ``add`` is one step of ``undo``."""

    def __init__(self, width: int, height: int, found: NDArray[np.uint8] | None) -> None:
        """``width``, ``height``: of the picture; ``found``: the mask to begin with, any size over the whole picture."""
        k = min(1.0, SIDE / max(width, height))
        size = (max(1, round(width * k)), max(1, round(height * k)))
        self.mask = np.zeros((size[1], size[0]), np.uint8)
        if found is not None:
            large = cv2.resize(found, size, interpolation=cv2.INTER_CUBIC)
            self.mask = np.where(large > MASK_LEVEL, 255, 0).astype(np.uint8)
        self._before: list[NDArray[np.uint8]] = []
        self._last: tuple[int, int] | None = None
        self.step = 5
        """Index into ``SIZES``."""

    @property
    def size(self) -> int:
        """Diameter of the brush, pixels of the mask."""
        return SIZES[self.step]

    @property
    def changed(self) -> bool:
        """Whether there is anything to undo."""
        return bool(self._before)

    @property
    def empty(self) -> bool:
        return not self.mask.any()

    def resize_brush(self, by: int) -> None:
        """Larger (+1) or smaller (-1)."""
        self.step = min(len(SIZES) - 1, max(0, self.step + by))

    def begin(self, at: Point, *, add: bool) -> None:
        """A stroke starts at a fraction of the picture."""
        self._keep()
        self._last = None
        self.stroke(at, add=add)

    def stroke(self, at: Point, *, add: bool) -> None:
        """The stroke goes on to ``at``."""
        height, width = self.mask.shape
        here = (round(at.x * width - 0.5), round(at.y * height - 0.5))
        value = 255 if add else 0
        cv2.line(self.mask, self._last or here, here, value, self.size)
        cv2.circle(self.mask, here, self.size // 2, value, -1)
        self._last = here

    def put(self, part: NDArray[np.bool_], *, add: bool) -> None:
        """Add a part (bool, any size over the whole picture) to the mask, or take it away."""
        self._keep()
        height, width = self.mask.shape
        fitted = cv2.resize(part.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST) > 0
        self.mask[fitted] = 255 if add else 0

    def undo(self) -> bool:
        """Take the last step back; False when there is none."""
        if not self._before:
            return False
        self.mask = self._before.pop()
        return True

    def _keep(self) -> None:
        self._before.append(self.mask.copy())
        del self._before[:-UNDO]
