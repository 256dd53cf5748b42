"""The product's mask in the generated image, prompted by the registered original mask.

Free-running saliency is not enough on real scenes; here GrabCut starts from what registration says:
surely product = well inside the expected mask where the appearance agrees, surely background = far
from it, undecided between. Works in the product view at reduced size; deterministic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.judging.arrays import component_of
from hfpc_desktop.judging.product_mask import grab_cut

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Bytes, Flags, Floats

_CUT_SIDE = 112


def prompted_mask(
    rgb: Bytes,
    expected: Flags,
    seen: Flags,
    change: Floats,
    salient: Floats,
) -> Flags:
    """bool mask in the view's size. ``rgb``: the generated image warped into the product view;
    ``expected``: the original's mask there; ``seen``: inside the generated frame; ``change`` 0..1 per
    pixel from ``appearance``: where the product's own pixels have evidently changed, they are no seed; ``salient`` 0..1 of ``rgb``."""
    height, width = expected.shape
    k = min(1.0, _CUT_SIDE / max(height, width))
    size = (max(8, round(width * k)), max(8, round(height * k)))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    inside = cv2.resize((expected & seen).astype(np.float32), size, interpolation=cv2.INTER_AREA)
    changed = cv2.resize(change, size, interpolation=cv2.INTER_AREA)
    visible = cv2.resize(seen.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0.5
    stands_out = cv2.resize(salient, size, interpolation=cv2.INTER_AREA)
    distance_out = cv2.distanceTransform((inside < 0.5).astype(np.uint8), cv2.DIST_L2, 3)
    distance_in = cv2.distanceTransform((inside >= 0.5).astype(np.uint8), cv2.DIST_L2, 3)
    seeds = np.full(inside.shape, cv2.GC_PR_BGD, np.uint8)
    seeds[(inside >= 0.5) | (stands_out > 0.6)] = cv2.GC_PR_FGD
    seeds[(inside < 0.05) & (stands_out < 0.04) & (distance_out > 2.0)] = cv2.GC_BGD
    seeds[(distance_in > 1.5) & (changed < 0.35)] = cv2.GC_FGD
    reach = 0.3 * _CUT_SIDE
    seeds[(distance_out > reach) | ~visible] = cv2.GC_BGD
    rim = np.zeros(inside.shape, bool)
    rim[0], rim[-1], rim[:, 0], rim[:, -1] = True, True, True, True
    seeds[rim & (inside < 0.5)] = cv2.GC_BGD
    found = grab_cut(small, seeds, 1) & visible
    found = _connected(found, inside >= 0.5)
    grown = cv2.resize(found.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR) >= 0.5
    return grown & seen


def _connected(found: Flags, expected: Flags) -> Flags:
    """Only the parts of ``found`` that touch the expected product."""
    _, labels = cv2.connectedComponents(found.astype(np.uint8), connectivity=4)
    return component_of(found, labels, expected)
