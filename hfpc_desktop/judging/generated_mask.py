"""The product's mask in the generated image, prompted by the registered original mask.

Free-running saliency is not enough on real scenes; here GrabCut starts from what registration says:
surely product = well inside the expected mask where the appearance agrees, surely background = far
from it, undecided between. Works in the product view at reduced size; deterministic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.judging.arrays import count, parts_touching
from hfpc_desktop.judging.product_mask import grab_cut

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Bytes, Flags, Floats

_CUT_SIDE = 112
_SNAP = 2
"""Pixels of the view within which two outlines are the same one."""
_OTHER = 24.0
"""Mean difference of the channels, 0..255, from which a patch no longer shows what the original shows there."""
_SAME = 12.0
"""The same, up to which two places show the same thing."""
_LARGEST_HOLE = 0.4
"""Share of the product's mask above which a patch is never taken for a hole."""


def prompted_mask(
    rgb: Bytes,
    expected: Flags,
    seen: Flags,
    change: Floats,
    salient: Floats,
    attached: Flags | None = None,
) -> Flags:
    """bool mask in the view's size. ``rgb``: the generated image warped into the product view;
    ``expected``: the original's mask there; ``seen``: inside the generated frame; ``change`` 0..1 per
    pixel from ``appearance``: where the product's own pixels have evidently changed, they are no seed; ``salient`` 0..1 of ``rgb``;
    ``attached``: where something surely grew on it."""
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
    if attached is not None:
        grown = cv2.resize(attached.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0.5
        seeds[grown & (distance_out > 0)] = cv2.GC_FGD
    reach = 0.3 * _CUT_SIDE
    seeds[(distance_out > reach) | ~visible] = cv2.GC_BGD
    rim = np.zeros(inside.shape, bool)
    rim[0], rim[-1], rim[:, 0], rim[:, -1] = True, True, True, True
    seeds[rim & (inside < 0.5)] = cv2.GC_BGD
    found = grab_cut(small, seeds, 1) & visible
    found = parts_touching(found, inside >= 0.5)
    drawn = cv2.resize(found.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR) >= 0.5
    return drawn & seen


def snapped(found: Flags, expected: Flags, seen: Flags) -> Flags:
    """``found`` with the outline of ``expected`` where both run within ``_SNAP`` pixels of each other: there
    registration is more exact than a cut through pixels. What reaches further out or in stays as it was found."""
    square = np.ones((2 * _SNAP + 1, 2 * _SNAP + 1), np.uint8)
    grown, lost = found & ~expected, expected & ~found
    clearly_grown = found & (cv2.dilate(expected.astype(np.uint8), square) == 0)
    clearly_lost = (cv2.erode(expected.astype(np.uint8), square) > 0) & ~found
    return ((expected & seen) | parts_touching(grown, clearly_grown)) & ~parts_touching(lost, clearly_lost)


def settled(original: Bytes, generated: Bytes, mask: Flags, doubt: Flags, seen: Flags) -> Flags:
    """The part of ``doubt`` (see ``ProductMask``) that is product, now that a scene lies behind it.

    Both pictures in the product view, registered. A patch that no longer shows the original's pixels under the
    product's new light, but in every row what the scene shows beside the product, was a hole. What cannot be told
    counts as product.
    """
    product = doubt & seen
    sure, outside = mask & ~doubt & seen, seen & ~mask
    if not product.any() or not sure.any() or not outside.any():
        return product
    first, second = original.astype(np.float32) + 4.0, generated.astype(np.float32) + 4.0
    gain = np.clip(np.median(second[sure] / first[sure], axis=0), 0.3, 2.0)
    kept = np.abs(second - first * gain).mean(axis=-1)
    total, labels = cv2.connectedComponents(product.astype(np.uint8), connectivity=4)
    for label in range(1, total):
        patch = labels == label
        if count(patch) > _LARGEST_HOLE * count(mask):
            continue
        away, beside = float(np.median(kept[patch])), _unlike_beside(second, patch, outside)
        if away > _OTHER and beside < _SAME:
            product &= ~patch
    return product


def _unlike_beside(rgb: Floats, patch: Flags, outside: Flags) -> float:
    """Median over the patch's rows: mean difference of the channels between the patch and the nearer in colour of
    the scenery left and right of the product; infinite when there is none."""
    away = []
    for y in np.flatnonzero(patch.any(axis=1)):
        inside = np.flatnonzero(patch[y])
        here, scenery = np.median(rgb[y, inside], axis=0), np.flatnonzero(outside[y])
        sides = (scenery[scenery < inside[0]], scenery[scenery > inside[-1]])
        found = [np.abs(np.median(rgb[y, side], axis=0) - here).mean() for side in sides if len(side) > 4]
        away.append(min(found, default=np.inf))
    return float(np.median(away))
