"""Gaps that a product's backdrop hides: the open space under a table looks on white just like a white label.

The original alone cannot tell them apart, so it is read twice, with such patches as product and open, and every generated
image says which reading it shows: behind a gap lies its scenery, and the product's inner edges are found there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.arrays import count, outside
from hfpc_desktop.judging.generated_mask import settled
from hfpc_desktop.judging.registration import register, register_near

if TYPE_CHECKING:
    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.judging.arrays import Bytes, Flags
    from hfpc_desktop.judging.geometry import Pyramid
    from hfpc_desktop.judging.local_features import Features
    from hfpc_desktop.judging.product_mask import ProductMask
    from hfpc_desktop.judging.product_view import ProductView
    from hfpc_desktop.judging.registration import Registration
    from hfpc_desktop.judging.registration_reference import RegistrationReference

_LEAST = 0.01
"""Share of the product's mask from which an open patch would matter."""
_EDGED = 0.6
"""Share of a patch's rim that must show an edge: a highlight or a pale corner fades into its patch, a gap ends."""
_STEP = 14
"""Levels of one channel within three pixels (local maximum less minimum) that are an edge."""
_AT_OUTLINE = 0.1
"""Share of a patch's rim on the product's outer outline from which it is no gap: a white lid, rather."""
_FLAT = 9
"""The same, below which a patch goes on: a faint edge parts the gap from the white board above it."""
_SURE = 0.95
"""Confidence of a place from which the other reading is not looked for elsewhere."""
_ELSEWHERE = 1.5
"""View pixels from which two places are not the same."""
_CLEAR = 0.1
"""Agreement (0..4) by which one reading must be better to be the right one without more."""
_EVEN = 0.03
"""The same, up to which a slightly worse reading may still be the right one."""


def possible_gaps(rgb: Bytes, found: ProductMask) -> Flags:
    """The part of ``found.doubt`` that may be open: patches of some size inside the product that an edge surrounds.
    ``rgb``: the original, at least as large as the masks."""
    doubt = (found.doubt >= 128).astype(np.uint8)
    gaps = np.zeros(doubt.shape, bool)
    if not doubt.any():
        return gaps
    small = np.asarray(cv2.resize(rgb, doubt.shape[::-1], interpolation=cv2.INTER_AREA), np.uint8)
    step = np.asarray(cv2.morphologyEx(small, cv2.MORPH_GRADIENT, _square(3)), np.uint8).max(axis=-1)
    edge = cv2.dilate(step, _square(5)) >= _STEP
    # across a lid's soft edge
    around = cv2.dilate(outside(found.mask >= 128).astype(np.uint8), _square(7)) > 0
    flat = cv2.erode(doubt & (step < _FLAT), _square(3))
    total, labels = cv2.connectedComponents(flat, connectivity=4)
    for label in range(1, total):
        core = (labels == label).astype(np.uint8)
        patch = cv2.dilate(core, _square(5))
        rim = (cv2.dilate(core, _square(7)) > 0) & (patch == 0)
        large = count(core > 0) >= _LEAST * count(found.mask >= 128)
        if large and edge[rim].mean() >= _EDGED and around[rim].mean() < _AT_OUTLINE:
            gaps |= (patch > 0) & (doubt > 0)
    return gaps


def opened(found: ProductMask, gaps: Flags) -> ProductMask:
    """The other reading: ``gaps`` are scenery."""
    mask, doubt = (np.where(gaps, np.uint8(0), part) for part in (found.mask, found.doubt))
    for part in (mask, doubt):
        part.setflags(write=False)
    return replace(found, mask=mask, doubt=doubt)


def register_both(
    closed: RegistrationReference,
    open_: RegistrationReference,
    generated: Picture,
    pyramid: Pyramid,
    scene: Features,
) -> tuple[bool, Registration]:
    """Whether the generated image shows the gaps open, and where the product is. ``closed``, ``open_``: both readings of
    one original; ``scene``: features of the generated image."""
    filled = register(closed, generated, pyramid, scene)
    if filled.confidence >= _SURE:
        through = register_near(open_, filled, generated, pyramid, scene)
    else:
        through = register(open_, generated, pyramid, scene)
    if _moved(closed.view, filled, through) > _ELSEWHERE:
        # the open reading may have found the better place; there the closed one deserves its look, too
        filled = max(filled, register_near(closed, through, generated, pyramid, scene), key=_agreement)
    gain = _agreement(through) - _agreement(filled)
    if gain > _CLEAR:
        return True, through
    better = through if gain > 0 else filled
    if gain > -_EVEN and _scenery_behind(closed, open_, better, pyramid):
        return True, through
    return False, filled


def _moved(view: ProductView, one: Registration, other: Registration) -> float:
    """How far, view pixels, the product's corners lie apart at most."""
    x, y, w, h = view.box
    corners = np.array([[x, y], [x + w, y], [x, y + h], [x + w, y + h]], float)
    shift = view.to_view @ np.linalg.inv(one.transform) @ other.transform @ np.linalg.inv(view.to_view)
    return float(np.linalg.norm(geometry.apply(shift, corners) - corners, axis=1).max())


def _agreement(found: Registration) -> float:
    """0..4; as much for the outline as for all that lies inside it."""
    signs = found.signs
    return signs.coarse + signs.fine + 2.0 * signs.edge


def _scenery_behind(
    closed: RegistrationReference, open_: RegistrationReference, found: Registration, pyramid: Pyramid
) -> bool:
    """Whether most of the gaps show what the scene shows beside the product."""
    view, other = closed.view, open_.view
    back = view.to_view @ np.linalg.inv(found.transform)
    around, seen = pyramid.warp(back, view.size), pyramid.seen(back, view.size) & view.visible
    same_frame = view.to_view @ np.linalg.inv(other.to_view)
    kept = geometry.warp(other.mask.astype(np.float32), same_frame, view.size, edge=False) >= 0.5
    gaps = view.doubt & ~kept
    product = settled(view.rgb, around, view.mask, gaps, seen)
    return 2 * count(product) < count(gaps & seen)


def _square(side: int) -> Bytes:
    return np.ones((side, side), np.uint8)
