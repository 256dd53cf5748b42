"""Names for arrays in signatures. OpenCV's type stubs know only "some array", so the element type
stands in the name and is checked by the tests instead of the type checker."""

from __future__ import annotations

from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[Any]
"""uint8, H x W or H x W x 3."""
Floats: TypeAlias = NDArray[Any]
"""float32, H x W or H x W x C."""
Flags: TypeAlias = NDArray[Any]
"""bool, H x W."""
Points: TypeAlias = NDArray[Any]
"""N x 2 floating, (x, y)."""
Matrix: TypeAlias = NDArray[Any]
"""3 x 3 float64."""


def count(mask: Flags) -> int:
    """Number of true pixels."""
    return int(np.count_nonzero(mask))


def parts_touching(mask: Flags, touching: Flags, connectivity: int = 4) -> Flags:
    """The connected parts of ``mask`` with a pixel in ``touching``."""
    _, labels = cv2.connectedComponents(mask.astype(np.uint8), connectivity=connectivity)
    hit = np.unique(labels[mask & touching])
    chosen: Flags = np.isin(labels, hit[hit > 0])
    return chosen


def outside(mask: Flags) -> Flags:
    """What lies around ``mask``: everything but it and its holes."""
    contours, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return np.asarray(cv2.drawContours(np.ones(mask.shape, np.uint8), contours, -1, 0, cv2.FILLED)) > 0
