"""Whether a picture on the screen needs more pixels than it was decoded with. Pure; one pair at a time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hfpc_desktop.domain.judgement import Frame
    from hfpc_desktop.ui.canvas.canvas_pyramid import PicturePyramid

MAX_DETAIL = 8192
"""Longest side ever asked for: 256 MiB in memory. A larger file is enlarged beyond its 1:1."""


class DetailDemand:
    """Remembers what was asked for, so that the same is not asked twice."""

    def __init__(self) -> None:
        self._asked: dict[Frame, int] = {}

    def forget(self) -> None:
        """Another pair."""
        self._asked.clear()

    def wanted(self, frame: Frame, pyramid: PicturePyramid | None, scale: float) -> int | None:
        """The longest side in pixels to ask for; ``scale``: device pixels per source pixel. None: enough is there."""
        if pyramid is None or pyramid.resolution >= 0.999 or scale <= pyramid.resolution * 1.1:
            return None
        longest = max(pyramid.source.width, pyramid.source.height)
        # Half as much again, so that a few more wheel steps do not ask again.
        wanted = min(math.ceil(longest * min(1.0, scale * 1.5)), MAX_DETAIL)
        if wanted <= self._asked.get(frame, 0):
            return None
        self._asked[frame] = wanted
        return wanted
