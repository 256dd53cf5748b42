"""Which original does a generated image show? Local features, for pictures whose names do not tell.

SIFT with Lowe's ratio test (Lowe, IJCV 2004) and a similarity fitted by RANSAC: the matches that agree with one
placement of the original are the evidence. Plain products give few features, and then the answer is honest: low.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIDE = 480
"""Longest side, in pixels, at which pictures are compared."""
_RATIO = 0.75
_FEATURES = 800
_LEAST = 6
_SURE = 14.0


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """Local features of a picture. ``points``: float32 N x 2, pixels; ``descriptors``: float32 N x 128, unit length."""

    points: NDArray[np.float32]
    descriptors: NDArray[np.float32]


def look_at(rgb: NDArray[np.uint8]) -> Look:
    """Features of an sRGB picture, uint8 H x W x 3, at most ``SIDE`` pixels long. Any thread; pure."""
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    found, descriptors = cv2.SIFT.create(nfeatures=_FEATURES, contrastThreshold=0.02).detectAndCompute(
        grey, None
    )
    if descriptors is None or not len(found):
        return Look(np.zeros((0, 2), np.float32), np.zeros((0, 128), np.float32))
    rooted = np.sqrt(descriptors / np.maximum(descriptors.sum(axis=1, keepdims=True), 1e-6))
    return Look(np.array([point.pt for point in found], np.float32), np.asarray(rooted, np.float32))


def match_confidence(original: Look, generated: Look) -> float:
    """How surely ``generated`` shows the product of ``original``: 0..1, higher is surer.

    1 - exp(-n / 14) for n matches that agree with one similarity transform; 0 below six of them.
    """
    if len(original.points) < _LEAST or len(generated.points) < _LEAST:
        return 0.0
    near = cv2.BFMatcher(cv2.NORM_L2).knnMatch(original.descriptors, generated.descriptors, k=2)
    good = [pair[0] for pair in near if len(pair) == 2 and pair[0].distance < _RATIO * pair[1].distance]
    if len(good) < _LEAST:
        return 0.0
    source = original.points[[match.queryIdx for match in good]]
    target = generated.points[[match.trainIdx for match in good]]
    cv2.setRNGSeed(1)  # RANSAC draws from OpenCV's own generator; the same pictures get the same answer
    transform, inliers = cv2.estimateAffinePartial2D(source, target, ransacReprojThreshold=5.0)
    if transform is None or inliers is None:
        return 0.0
    scale = float(np.hypot(transform[0, 0], transform[1, 0]))
    distinct = len(np.unique(np.round(target[inliers.ravel() > 0] / 3.0), axis=0))
    if distinct < _LEAST or not 0.1 < scale < 5.0:
        return 0.0
    return float(1.0 - np.exp(-distinct / _SURE))
