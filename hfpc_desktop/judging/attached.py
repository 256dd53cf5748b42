"""Parts beside the product that look like it *and* stand out of the scene: what grew on it.

Two witnesses with different weaknesses. The difference network tells cell by cell what is product, and takes scenery of the
product's colour for it; a saliency model tells what stands out, and cannot tell the product from another object.
What both hold for more than scenery is hardly ever anything but an outgrowth. Pure functions, any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.arrays import count, outside

if TYPE_CHECKING:
    from collections.abc import Callable

    from hfpc_desktop.judging.arrays import Flags, Floats, Matrix
    from hfpc_desktop.judging.geometry import Pyramid
    from hfpc_desktop.judging.product_view import ProductView
    from hfpc_desktop.judging.saliency import Saliency

_SIDE = 192
"""Pixels of the square that the saliency model reads: at 288 it sees hardly more and takes more than twice as long."""
_REACH = 1.52
"""Side of that square, of the product's longest side."""
_FAINT = 0.3
"""A product that stands out by less than this is not taken for the measure of what stands out."""
_RIM = 9
"""Width of the window, view pixels, by whose half the outline is widened: shadows and soft edges are nobody's."""
_PATCH = 13
"""Side of the patch, view pixels, that has to be convincing as a whole."""
_NOTHING = 0.1
"""Mean chance in every patch below which the network sees nothing beside the product."""
CONVINCED = 0.5
"""``peak`` from which the network's odds of an outgrowth count in full."""


@dataclass(frozen=True, slots=True, eq=False)
class Attached:
    """``area``: both chances multiplied, summed beyond the outline, relative to the product's area, >= 0. ``peak`` 0..1: the
    smaller of both in the most convincing patch. Lower is better. ``chance`` 0..1, h x w: their geometric mean, 0 on
    the product and its holes."""

    area: float
    peak: float
    chance: Floats

    def weighed(self, odds: float) -> float:
        """``odds`` (>= 0) of an outgrowth by the network, as far as something stands out there."""
        return odds * min(1.0, self.peak / CONVINCED)


def stands_out(saliency: Saliency, generated: Pyramid, view: ProductView, to_view: Matrix) -> Floats:
    """How much every pixel of the view stands out of the generated image, relative to the product: 0..1, h x w.
    ``to_view``: generated pixels -> view."""
    x, y, w, h = view.box
    reach = _REACH * max(w, h)
    k = _SIDE / reach
    to_square = geometry.scaling(k, k) @ geometry.shifting(reach / 2 - x - w / 2, reach / 2 - y - h / 2)
    found = saliency.predict(generated.warp(to_square @ to_view, (_SIDE, _SIDE)))
    seen = geometry.warp(found, np.linalg.inv(to_square), view.size, edge=False)
    level = max(_FAINT, float(np.median(seen[view.mask]))) if view.mask.any() else 1.0
    return np.asarray(np.clip(seen / level, 0.0, 1.0), np.float32)


def attached_parts(likely: Floats, mask: Flags, seen: Flags, standing_out: Callable[[], Floats]) -> Attached:
    """``likely``: chance of being the product, by the network; ``mask``: the product as it should be; ``seen``: inside the
    generated frame; ``standing_out``: gives what ``stands_out`` does, and is asked only where the network alone
    holds a patch for more than scenery. All h x w of the product view."""
    around = cv2.erode(outside(mask).astype(np.uint8), np.ones((_RIM, _RIM), np.uint8)) > 0
    beyond = np.where(around & seen, likely, 0.0).astype(np.float32)
    if _convincing(beyond) < _NOTHING:
        return Attached(0.0, 0.0, np.zeros_like(beyond))
    salient = standing_out()
    both = beyond * salient
    return Attached(
        float(both.sum() / max(1, count(mask))), _convincing(np.minimum(beyond, salient)), np.sqrt(both)
    )


def _convincing(chance: Floats) -> float:
    """Mean chance in the most convincing patch."""
    return float(cv2.blur(chance, (_PATCH, _PATCH)).max(initial=0.0))
