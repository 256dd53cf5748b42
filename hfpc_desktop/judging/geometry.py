"""Frames and warps. Transforms are 3 x 3 float64 on *continuous* pixel coordinates.

Continuous: the centre of the first pixel is (0.5, 0.5), so that resizing is a plain scaling;
``warp`` translates to OpenCV's pixel-centre convention.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Bytes, Flags, Floats, Matrix, Points


def scaling(sx: float, sy: float) -> Matrix:
    """Scale about the origin."""
    return np.diag([sx, sy, 1.0])


def shifting(dx: float, dy: float) -> Matrix:
    """Move by (dx, dy) pixels."""
    return np.array([[1.0, 0.0, dx], [0.0, 1.0, dy], [0.0, 0.0, 1.0]])


def about(matrix: Matrix, x: float, y: float) -> Matrix:
    """``matrix`` applied round the point (x, y) instead of the origin."""
    result: Matrix = shifting(x, y) @ matrix @ shifting(-x, -y)
    return result


def rotation(radians: float) -> Matrix:
    """Turn about the origin; positive is clockwise on screen."""
    c, s = np.cos(radians), np.sin(radians)
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def apply(matrix: Matrix, points: Points) -> Points:
    """Transform N x 2 points."""
    moved: Points = points @ matrix[:2, :2].T + matrix[:2, 2]
    return moved


def mean_scale(matrix: Matrix) -> float:
    """Square root of the area change; > 0."""
    return float(np.sqrt(abs(np.linalg.det(matrix[:2, :2]))))


def warp(pixels: Floats, matrix: Matrix, size: tuple[int, int], *, edge: bool = True) -> Floats:
    """Resample to ``size`` (width, height) by ``matrix`` (source -> target), bilinear.

    Outside the source: its nearest edge pixel, or 0 with ``edge=False``. The caller reduces the
    source first (``Pyramid``) where the target is much smaller.
    """
    half = shifting(-0.5, -0.5) @ matrix @ shifting(0.5, 0.5)
    border = cv2.BORDER_REPLICATE if edge else cv2.BORDER_CONSTANT
    return cv2.warpAffine(pixels, half[:2], size, flags=cv2.INTER_LINEAR, borderMode=border, borderValue=0)


_CLEARLY = 1e-3
"""Pixels: no rounding error reaches as far."""


@dataclass(frozen=True, slots=True, eq=False)
class Pyramid:
    """A picture at 1, 1/2, 1/4 … of its size, so that every warp reads a level of about the right resolution."""

    levels: tuple[Bytes, ...]

    @staticmethod
    def of(rgb: Bytes, smallest: int = 24) -> Pyramid:
        levels = [np.ascontiguousarray(rgb)]
        while min(levels[-1].shape[:2]) >= 2 * smallest:
            height, width = levels[-1].shape[:2]
            size = (width // 2, height // 2)
            levels.append(np.asarray(cv2.resize(levels[-1], size, interpolation=cv2.INTER_AREA), np.uint8))
        return Pyramid(tuple(levels))

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the full picture."""
        return self.levels[0].shape[1], self.levels[0].shape[0]

    def warp(self, matrix: Matrix, size: tuple[int, int]) -> Bytes:
        """The full picture resampled by ``matrix`` (full-size pixels -> target)."""
        k = mean_scale(matrix)
        level = 0
        while level + 1 < len(self.levels) and k < 0.6:
            level, k = level + 1, k * 2
        width, height = self.size
        source = self.levels[level]
        up = scaling(width / source.shape[1], height / source.shape[0])
        return warp(source, matrix @ up, size)

    def seen(self, matrix: Matrix, size: tuple[int, int]) -> Flags:
        """Which target pixels lie inside the full picture."""
        width, height = self.size
        x = np.arange(size[0]) + 0.5
        y = np.arange(size[1]) + 0.5
        back = np.linalg.inv(matrix)
        corners = apply(back, np.array([(x[i], y[j]) for i in (0, -1) for j in (0, -1)]))
        if (corners > _CLEARLY).all() and (corners < np.array([width, height]) - _CLEARLY).all():
            return np.ones((size[1], size[0]), bool)
        px = back[0, 0] * x[None] + back[0, 1] * y[:, None] + back[0, 2]
        py = back[1, 0] * x[None] + back[1, 1] * y[:, None] + back[1, 2]
        inside: Flags = (px >= 0) & (px <= width) & (py >= 0) & (py <= height)
        return inside
