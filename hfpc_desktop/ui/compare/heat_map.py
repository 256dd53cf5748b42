"""The difference maps as pixels: colours inside the product, a dim relief outside. numpy only, any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.domain.judgement import DIFFERENCE_FULL_SCALE
from hfpc_desktop.ui.canvas.overlay_painter import MASK_LEVEL, heat_colours

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hfpc_desktop.judging.difference_maps import DifferenceMaps

VEIL = 168
"""Alpha of what covers the picture outside the product: it may change, and must not draw the eye."""
_LEAST_RANGE = 2.0
"""dE2000 between tolerance and the end of a relative scale: a pair without changes must not look alarming."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value of the map under the pointer: dE2000, and whether it is the product's."""

    value: float
    inside: bool


def full_scale(maps: DifferenceMaps | None, *, relative: bool, tolerance: float) -> float:
    """dE2000 that gets the lightest colour."""
    if maps is None or not relative:
        return DIFFERENCE_FULL_SCALE
    return max(maps.largest, tolerance + _LEAST_RANGE)


def heat_rgba(maps: DifferenceMaps, *, tolerance: float, relative: bool) -> NDArray[np.uint8]:
    """h x w x 4 straight-alpha RGBA of both maps.

    Inside, what is below ``tolerance`` stays clear, so that the product itself is seen; above it the colour
    tells how far. Outside lies a dark veil with the changes in grey.
    """
    full = full_scale(maps, relative=relative, tolerance=tolerance)
    level = np.clip(maps.delta / full, 0.0, 1.0)
    index = np.rint(level * 255).astype(np.uint8)
    over = np.clip((maps.delta - tolerance) / 1.5, 0.0, 1.0)  # soft at the tolerance, or edges would flicker
    heat = np.empty((*maps.delta.shape, 4), np.float32)
    heat[..., :3] = heat_colours()[index]
    heat[..., 3] = over * (60 + 195 * np.clip(level / 0.3, 0.0, 1.0))
    veil = np.empty_like(heat)
    veil[..., :3] = (np.clip(maps.delta / DIFFERENCE_FULL_SCALE, 0.0, 1.0) * 64 * over)[..., None]
    veil[..., 3] = VEIL
    share = maps.inside.astype(np.float32)[..., None] / 255
    out = share * heat + (1 - share) * veil
    # Straight alpha: a colour must not be darkened by a clear neighbour it is mixed with at the edge.
    weight = share * heat[..., 3:] + (1 - share) * VEIL
    mixed = share * heat[..., 3:] * heat[..., :3] + (1 - share) * VEIL * veil[..., :3]
    out[..., :3] = mixed / np.maximum(weight, 1.0)
    return np.rint(np.clip(out, 0, 255)).astype(np.uint8)


def reading_at(maps: DifferenceMaps, x: float, y: float) -> Reading | None:
    """The value at a fraction of the generated image; ``None`` where there is nothing to compare."""
    if not (0 <= x < 1 and 0 <= y < 1):
        return None
    height, width = maps.delta.shape
    row, column = int(y * height), int(x * width)
    inside = bool(maps.inside[row, column] > MASK_LEVEL)
    if not inside and not maps.seen[row, column]:
        return None
    return Reading(float(maps.delta[row, column]), inside)
