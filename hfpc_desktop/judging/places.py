"""Where on the product a change is: the spots that sentence, box and mask overlay point at.

Every spot is bool, h x w, in the product view; empty where there is nothing to point at. None of them moves a score. Pure
functions, any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.judging.arrays import count, parts_touching

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Flags, Floats

_RIM = 8.0
"""Pixels inside the outline over which pixel differences gain their full weight: an outline that is half a pixel off
looks like a change all along it, on every product."""
_RIM_SHARE = 0.15
"""What a pixel difference on the outline itself still weighs."""
_PIXELS = 0.35
"""Weight of pixel differences beside the network's chance of a change: the network looks past light and blur."""
_SMOOTH = 3.0
_PEAK_SHARE = 0.5
"""A spot reaches as far as its evidence keeps this share of the peak's."""
MOST = 0.6
"""From this share of the product on, a change is a change of all of it."""
_SLACK = 3
"""Masks are not more exact than this many pixels (see ``compare_masks``)."""
_REACH = 8
"""Pixels from the outline within which a part is attached to the product."""
_LEAST = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """``changed``: where the product looks most different, the whole product when that is most of it; ``grown``: the
    part beyond the outline that speaks most for an outgrowth; ``lost``: the same of a loss, inside."""

    changed: Flags
    grown: Flags
    lost: Flags


def changed_spot(chance: Floats, change: Floats, product: Flags) -> Flags:
    """``chance``: of looking different, by the network; ``change``: by the pixels (see ``Appearance``); both 0..1.
    ``product``: where the original surely is product.

    The connected part round the peak of both together. Along the outline pixel differences are discounted, the
    network's are not: it was shown outlines that are a little off.
    """
    evidence = (np.asarray(chance) + _PIXELS * np.asarray(change) * _inwards(product)) * product
    weight = product.astype(np.float32)
    share = np.maximum(cv2.GaussianBlur(weight, (0, 0), _SMOOTH), 1e-2)
    smooth = cv2.GaussianBlur(evidence.astype(np.float32), (0, 0), _SMOOTH) / share * product
    peak = float(smooth.max())
    if peak < 1e-4:
        return np.zeros(product.shape, bool)
    _, labels = cv2.connectedComponents((smooth >= _PEAK_SHARE * peak).astype(np.uint8), connectivity=8)
    spot: Flags = labels == labels[np.unravel_index(int(smooth.argmax()), smooth.shape)]
    return product if count(spot) >= MOST * count(product) else spot


def _inwards(product: Flags) -> Floats:
    """``_RIM_SHARE`` on the outline, rising to 1 within ``_RIM`` pixels. The frame's border is no outline."""
    away = cv2.distanceTransform(product.astype(np.uint8), cv2.DIST_L2, 3)
    rise = np.clip((away - 1.0) / _RIM, 0.0, 1.0)
    return np.asarray(_RIM_SHARE + (1.0 - _RIM_SHARE) * rise, np.float32)


def grown_spot(drawn: Flags, chance: Floats, expected: Flags, seen: Flags) -> Flags:
    """``drawn``: outgrowth by the masks; ``chance`` (0..1): of being the product, by the network; ``expected``: the
    original's mask; ``seen``: inside the frame.

    Of all parts that the masks or the network hold for grown, the one with most of the network's chance; where both
    agree it counts twice. What is attached to the product goes before what lies apart from it. Without any
    part, where the network's chance beyond the outline is largest.
    """
    beyond = seen & ~_widened(expected, _SLACK)
    weight = np.asarray(chance, np.float32) * (1.0 + drawn)
    parts = drawn | _solid(beyond & (chance > 0.5))
    if not parts.any():
        peak = float((chance * beyond).max(initial=0.0))
        return heaviest_part(beyond & (chance >= max(_LEAST, 0.5 * peak)), weight)
    attached = parts_touching(parts, _widened(expected, _REACH), connectivity=8)
    return heaviest_part(attached if attached.any() else parts, weight)


def lost_spot(drawn: Flags, chance: Floats, expected: Flags, doubt: Flags, seen: Flags) -> Flags:
    """``drawn``, ``chance``, ``expected``, ``seen`` as for ``grown_spot``, ``drawn`` for a loss; ``doubt``: where the
    original's product cannot be told from its backdrop. A gap between two legs is there, and is never a loss."""
    core = _solid(cv2.erode((expected & ~doubt).astype(np.uint8), _square(_SLACK - 1)) > 0) & seen
    gone = 1.0 - np.asarray(chance, np.float32)
    return heaviest_part((drawn & ~doubt) | (core & (gone > 0.5)), gone * (1.0 + drawn))


def heaviest_part(mask: Flags, weight: Floats) -> Flags:
    """The connected part with the largest sum of ``weight`` (empty stays empty)."""
    total, labels = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
    if total <= 2:
        return mask
    sums = np.bincount(labels.ravel(), weights=np.asarray(weight, np.float64).ravel(), minlength=total)
    part: Flags = labels == 1 + int(np.argmax(sums[1:]))
    return part


def _widened(mask: Flags, by: int) -> Flags:
    return cv2.dilate(mask.astype(np.uint8), _square(by)) > 0


def _solid(mask: Flags) -> Flags:
    """Without specks and hairlines."""
    return cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, _square(1)) > 0


def _square(radius: int) -> Flags:
    return np.ones((2 * radius + 1, 2 * radius + 1), np.uint8)
