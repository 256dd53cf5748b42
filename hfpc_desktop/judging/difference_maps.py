"""What changed where, for a person to look at: inside the product as it was judged, outside as it is.

Pure functions, any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain import masks
from hfpc_desktop.domain.judgement import DIFFERENCE_FULL_SCALE
from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.arrays import count

if TYPE_CHECKING:
    from hfpc_desktop.domain.judgement import Overlay
    from hfpc_desktop.judging.arrays import Bytes, Floats, Matrix

MAP_SIDE = 512
"""Longest side of the maps, pixels; as large as the masks of an ``Overlay``."""
_SOFT = 1.2
"""Blur (pixels of the map) before colours are compared: grain and JPEG blocks are no change."""


@dataclass(frozen=True, slots=True, eq=False)
class DifferenceMaps:
    """Both maps in the generated image's frame, h x w, at most ``MAP_SIDE``.

    ``delta``: dE2000, float32, 0..``DIFFERENCE_FULL_SCALE`` inside the product and unlimited outside. Inside it is
    the judgement's own map: registered, bent back and relit. Outside the light is not corrected, because there
    it is part of the change. ``inside``: uint8 0..255, soft, where the product should be.
    ``largest``: the 99.5th percentile of ``delta`` inside the product, 0 without one.
    ``seen``: bool, where the original has pixels to compare with (``delta`` is 0 elsewhere).
    """

    delta: Floats
    inside: Bytes
    seen: Bytes
    largest: float


def difference_maps(original: Bytes, generated: Bytes, overlay: Overlay) -> DifferenceMaps:
    """Compare two pictures (uint8 H x W x 3 sRGB, any sizes) by the overlay's registration.

    Without a registration the frames are laid on each other as they are.
    """
    height, width = generated.shape[:2]
    k = min(1.0, MAP_SIDE / max(height, width))
    size = (max(1, round(width * k)), max(1, round(height * k)))
    mask = overlay.expected_mask if overlay.expected_mask is not None else overlay.generated_mask
    inside = np.zeros((size[1], size[0]), np.uint8)
    if mask is not None:
        inside = np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    moved, seen = _carried(original, overlay.registration, size)
    small = np.asarray(cv2.resize(generated, size, interpolation=cv2.INTER_AREA), np.uint8)
    delta = np.where(seen, masks.delta_e_2000(_lab(moved), _lab(small)), 0.0).astype(np.float32)
    product = inside > 127
    if overlay.difference is not None:
        judged = cv2.resize(overlay.difference, size, interpolation=cv2.INTER_LINEAR)
        within = judged.astype(np.float32) * (DIFFERENCE_FULL_SCALE / 255)
        delta = np.where(product, within, delta)
    largest = float(np.percentile(delta[product], 99.5)) if count(product) else 0.0
    for array in (delta, inside, seen):
        array.setflags(write=False)
    return DifferenceMaps(delta, inside, seen.astype(np.uint8), largest)


def _carried(original: Bytes, registration: Matrix | None, size: tuple[int, int]) -> tuple[Bytes, Bytes]:
    """The original in the generated image's frame at ``size``, and where it has pixels (bool)."""
    pyramid = geometry.Pyramid.of(original)
    fractions = np.eye(3) if registration is None else np.asarray(registration, np.float64)
    matrix = geometry.scaling(*size) @ fractions @ geometry.scaling(1 / pyramid.size[0], 1 / pyramid.size[1])
    return pyramid.warp(matrix, size), pyramid.seen(matrix, size)


def _lab(rgb: Bytes) -> Floats:
    return masks.lab_from_rgb(np.asarray(cv2.GaussianBlur(rgb, (0, 0), _SOFT), np.uint8))
