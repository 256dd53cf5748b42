"""How the pipeline asks a promptable segmenter: once for the original, once per generated image.

Both ask at a higher resolution than the product view has, and both give up honestly: ``None`` means
"use the embedded way", never an empty product.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain import masks
from hfpc_desktop.domain.segmentation import Prompt
from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.arrays import count

if TYPE_CHECKING:
    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.domain.segmentation import Box, Detector, Segmented, Segmenter
    from hfpc_desktop.judging.arrays import Bytes, Flags, Floats, Matrix, Points
    from hfpc_desktop.judging.geometry import Pyramid

LEAST_CONFIDENCE = 0.4
"""A mask that the model itself doubts more than this is not used."""
LEAST_SCORE = 0.25
"""Detector boxes below this are passed over."""
LEAST_AREA, MOST_AREA = 0.001, 0.98
_ASK_SIDE = 1024
_UNCHANGED = 0.35
_MAX_POINTS = 3


class OriginalFinder:
    """Finds the product in an original that came without alpha channel and without mask. Any thread.

    ``detector`` boxes it by its name, ``segmenter`` draws it. Without a detector, a confident box or a
    confident mask it finds nothing, and the embedded way goes on.
    """

    def __init__(self, segmenter: Segmenter, detector: Detector | None = None) -> None:
        self._segmenter = segmenter
        self._detector = detector

    def find(self, original: Picture, product: str) -> Bytes | None:
        """uint8 H x W of the picture, or ``None``. ``product``: its name, may be empty."""
        if self._detector is None or _tells_product(original.alpha):
            return None
        boxes = [b for b in self._detector.detect(original.rgb, product) if b.score >= LEAST_SCORE]
        if not boxes:
            return None
        found = _usable(self._segmenter.segment(original.rgb, Prompt(box=boxes[0].box)), original.rgb.shape)
        return None if found is None else found.mask


def _tells_product(alpha: Bytes | None) -> bool:
    """Whether an alpha channel says where the product is: neither all clear nor all opaque."""
    return alpha is not None and LEAST_AREA < float((alpha >= 128).mean()) < MOST_AREA


def segment_generated(
    segmenter: Segmenter, pyramid: Pyramid, to_view: Matrix, expected: Flags, seen: Flags, change: Floats
) -> Flags | None:
    """The product's mask in the generated image, bool in the product view's size.

    ``pyramid``: the generated image; ``to_view``: its pixels -> view pixels; ``expected``: the registered
    original's mask in the view; ``seen``: inside the generated frame; ``change`` 0..1: where the product's
    own pixels have evidently changed, no point is put there.
    """
    height, width = expected.shape
    k = max(1.0, min(_ASK_SIDE / max(height, width), 1.5 / max(1e-6, geometry.mean_scale(to_view))))
    size = (round(width * k), round(height * k))
    enlarge = geometry.scaling(size[0] / width, size[1] / height)
    rgb = np.asarray(pyramid.warp(enlarge @ to_view, size), np.uint8)
    wanted = _resized(expected & seen, size)
    prompt = prompt_of(wanted, _resized(change < _UNCHANGED, size))
    if prompt is None:
        return None
    found = _usable(segmenter.segment(rgb, prompt), rgb.shape[:2])
    return None if found is None else _resized(masks.as_bool(found.mask), (width, height)) & seen


def prompt_of(mask: Flags, trusted: Flags | None) -> Prompt | None:
    """Box, inner points and mask of an expected product; ``None`` when the mask is empty.

    ``trusted``: where points may be put (everywhere for ``None``).
    """
    box = masks.bounds(mask)
    if box is None:
        return None
    x, y, width, height = box
    outline: Box = (float(x), float(y), float(x + width), float(y + height))
    points = inner_points(mask if trusted is None else mask & trusted)
    if not len(points):
        points = inner_points(mask)
    labels = np.ones(len(points), np.int64)
    return Prompt(outline, points, labels, mask.astype(np.uint8) * np.uint8(255))


def inner_points(mask: Flags, most: int = _MAX_POINTS) -> Points:
    """Up to ``most`` points deep inside the mask, N x 2 float32 (x, y), far from each other and from the
    outline: the maxima of the distance to it, each blanking out its own disc."""
    depth = cv2.distanceTransform(np.pad(mask, 1).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    points: list[tuple[float, float]] = []
    deepest = float(depth.max()) if depth.size else 0.0
    while len(points) < most:
        _, best, _, (x, y) = cv2.minMaxLoc(depth)
        if best < max(1.0, 0.3 * deepest):
            break
        points.append((x + 0.5, y + 0.5))
        cv2.circle(depth, (x, y), max(1, round(1.5 * best)), 0.0, -1)
    return np.asarray(points, np.float32).reshape(-1, 2)


def _usable(found: Segmented, shape: tuple[int, ...]) -> Segmented | None:
    area = count(masks.as_bool(found.mask)) / max(1, shape[0] * shape[1])
    return found if found.confidence >= LEAST_CONFIDENCE and LEAST_AREA < area < MOST_AREA else None


def _resized(mask: Flags, size: tuple[int, int]) -> Flags:
    soft = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
    flags: Flags = soft >= 0.5
    return flags
