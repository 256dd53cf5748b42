"""Which boxes to draw in which picture, from defects and a registration. No Qt, no state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.domain import masks
from hfpc_desktop.domain.judgement import Frame, Region
from hfpc_desktop.ui.canvas import canvas_geometry as geometry
from hfpc_desktop.ui.canvas.canvas_link import carry_region
from hfpc_desktop.ui.canvas.overlay_painter import MASK_LEVEL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hfpc_desktop.domain.judgement import Defect, Overlay


@dataclass(frozen=True, slots=True)
class Mark:
    """A box to draw: ``number`` as in the inspector, 0 for the counterpart of one in the other picture."""

    region: Region
    number: int
    active: bool = False


def marks_of(
    defects: tuple[Defect, ...], highlighted: Defect | None, registration: NDArray[np.float64] | None
) -> dict[Frame, tuple[Mark, ...]]:
    """Boxes per picture, the highlighted one last (on top), with its counterpart in the other picture."""
    marks: dict[Frame, list[Mark]] = {frame: [] for frame in Frame}
    for number, defect in enumerate(defects, start=1):
        if defect.region is None:
            continue
        marks[defect.frame].append(Mark(defect.region, number, active=defect == highlighted))
    if highlighted is not None and highlighted.region is not None:
        there = carry_region(highlighted.region, highlighted.frame, registration)
        if there is not None:
            marks[geometry.other(highlighted.frame)].append(Mark(there, 0, active=True))
    return {frame: tuple(sorted(found, key=lambda mark: mark.active)) for frame, found in marks.items()}


def mask_centre(overlay: Overlay | None) -> geometry.Point:
    """Middle of the product's box in the original, as a fraction."""
    if overlay is None or overlay.original_mask is None:
        return geometry.CENTRE
    product = overlay.original_mask > MASK_LEVEL
    rows, columns = np.flatnonzero(product.any(axis=1)), np.flatnonzero(product.any(axis=0))
    if not rows.size:
        return geometry.CENTRE
    height, width = product.shape
    middle = (columns[0] + columns[-1] + 1) / 2 / width, (rows[0] + rows[-1] + 1) / 2 / height
    return geometry.Point(float(middle[0]), float(middle[1]))


def product_box(overlay: Overlay | None) -> Region | None:
    """The product's box in the generated image, what grew included; ``None`` when it was not found."""
    if overlay is None:
        return None
    found = [
        box
        for mask in (overlay.expected_mask, overlay.generated_mask)
        if mask is not None and (box := masks.region_of(mask > MASK_LEVEL)) is not None
    ]
    if not found:
        return None
    left, top = min(box.x for box in found), min(box.y for box in found)
    right, bottom = max(box.x + box.width for box in found), max(box.y + box.height for box in found)
    return Region(left, top, right - left, bottom - top)
