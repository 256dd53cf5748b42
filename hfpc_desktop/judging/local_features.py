"""Local features of a picture and their matches: SIFT with root descriptors. Pure functions, any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.judging import geometry

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Bytes, Flags, Floats, Matrix, Points
    from hfpc_desktop.judging.geometry import Pyramid

_SIDE_GENERATED = 512


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """SIFT: ``points`` N x 2 in full picture pixels, ``descriptors`` N x 128 (RootSIFT)."""

    points: Points
    descriptors: Floats

    def where(self, chosen: Flags) -> Features:
        """The chosen ones."""
        return Features(self.points[chosen], self.descriptors[chosen])


def detect(rgb: Bytes, to_full: Matrix, mask: Bytes | None, most: int) -> Features:
    """RootSIFT features of a picture; points are mapped by ``to_full``."""
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    points, descriptors = cv2.SIFT.create(nfeatures=most, contrastThreshold=0.03).detectAndCompute(grey, mask)
    if descriptors is None or not len(points):
        return Features(np.zeros((0, 2)), np.zeros((0, 128), np.float32))
    at = np.array([p.pt for p in points], np.float64) + 0.5
    root = np.sqrt(descriptors / np.maximum(descriptors.sum(axis=1, keepdims=True), 1e-6))
    return Features(geometry.apply(to_full, at), root.astype(np.float32))


def generated_features(generated: Pyramid) -> Features:
    """Features of a generated image, at ``_SIDE_GENERATED``."""
    width, height = generated.size
    k = min(1.0, _SIDE_GENERATED / max(width, height))
    size = (max(1, round(width * k)), max(1, round(height * k)))
    return detect(generated.warp(geometry.scaling(k, k), size), geometry.scaling(1 / k, 1 / k), None, 900)


def matches(a: Features, b: Features, ratio: float = 0.82) -> Points:
    """K x 2 indices (into a, into b) that pass Lowe's ratio test."""
    if len(a.points) < 2 or len(b.points) < 2:
        return np.zeros((0, 2), np.int64)
    found = cv2.BFMatcher(cv2.NORM_L2).knnMatch(a.descriptors, b.descriptors, k=2)
    good = [(m.queryIdx, m.trainIdx) for m, n in found if m.distance < ratio * n.distance]
    return np.array(good, np.int64).reshape(-1, 2)
