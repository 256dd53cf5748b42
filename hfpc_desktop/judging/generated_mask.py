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
_OTHER = 24.0
"""Mean difference of the channels, 0..255, from which a patch no longer shows what the original shows there."""


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


def settled(original: Bytes, generated: Bytes, mask: Flags, doubt: Flags, seen: Flags) -> Flags:
    """The part of ``doubt`` (see ``ProductMask``) that is product, now that a scene lies behind it.

    Both pictures in the product view, registered. A patch that shows the scene instead of the original's
    pixels under the product's new light was a hole; one that keeps them, or cannot be told, counts as product.
    """
    sure, outside = mask & ~doubt & seen, seen & ~mask
    if not doubt.any() or not sure.any() or not outside.any():
        return doubt & seen
    first, second = original.astype(np.float32) + 4.0, generated.astype(np.float32) + 4.0
    gain = np.clip(np.median(second[sure] / first[sure], axis=0), 0.3, 2.0)
    kept = np.abs(second - first * gain).mean(axis=-1)
    scene = second[outside]
    scene = scene[:: max(1, len(scene) // 256)]
    product = doubt & seen
    total, labels = cv2.connectedComponents(product.astype(np.uint8), connectivity=4)
    for label in range(1, total):
        patch = labels == label
        pixels = second[patch]
        pixels = pixels[:: max(1, len(pixels) // 256)]
        alike = np.abs(pixels[:, None] - scene[None]).mean(axis=-1).min(axis=1)
        away = float(np.median(kept[patch]))
        if away > _OTHER and float(np.median(alike)) < 0.5 * away:
            product &= ~patch
    return product


def _connected(found: Flags, expected: Flags) -> Flags:
    """Only the parts of ``found`` that touch the expected product."""
    _, labels = cv2.connectedComponents(found.astype(np.uint8), connectivity=4)
    return component_of(found, labels, expected)
