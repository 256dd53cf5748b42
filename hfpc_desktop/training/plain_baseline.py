"""The plain way to compare a product, about sixty lines: what every other way has to beat.

Free-running saliency on both pictures, a similarity from SIFT matches (in place when there are too few), and the local correlation of the
grey product. It is measured beside every consistency report, never used for a judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain.masks import iou

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hfpc_desktop.judging.saliency import Saliency

_SIDE = 512
_RATIO = 0.75
_LEAST_MATCHES = 6
_WINDOW = 15


def plain_consistency(
    original: NDArray[np.uint8], generated: NDArray[np.uint8], saliency: Saliency
) -> float | None:
    """-0.5..1, higher is better: mean of mask IoU and local correlation. uint8 H x W x 3 pictures of any
    size; ``None`` when there is no salient object. Any thread."""
    first, second = _small(original), _small(generated)
    mask, found = saliency.predict(first) >= 0.5, saliency.predict(second) >= 0.5
    if not mask.any() or not found.any():
        return None
    a, b = (np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8) for rgb in (first, second))
    transform = _similarity(a, b, mask)
    if transform is None:  # inpainting keeps pixels in place: the plain guess
        transform = np.array([[b.shape[1] / a.shape[1], 0, 0], [0, b.shape[0] / a.shape[0], 0]], np.float64)
    size = (b.shape[1], b.shape[0])
    expected = cv2.warpAffine(mask.astype(np.uint8), transform, size, flags=cv2.INTER_NEAREST) > 0
    if not expected.any():
        return None
    moved = np.asarray(cv2.warpAffine(a, transform, size, flags=cv2.INTER_LINEAR), np.uint8)
    return 0.5 * iou(expected, found) + 0.5 * _correlation(moved, b, expected)


def _small(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    k = min(1.0, _SIDE / max(rgb.shape[:2]))
    size = (max(1, round(rgb.shape[1] * k)), max(1, round(rgb.shape[0] * k)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)


def _similarity(
    a: NDArray[np.uint8], b: NDArray[np.uint8], mask: NDArray[np.bool_]
) -> NDArray[np.float64] | None:
    sift = cv2.SIFT.create(1000)
    points_a, about_a = sift.detectAndCompute(a, mask.astype(np.uint8))
    points_b, about_b = sift.detectAndCompute(b, None)
    if about_a is None or about_b is None or len(points_b) < 2:
        return None
    matches = cv2.BFMatcher().knnMatch(about_a, about_b, k=2)
    good = [pair[0] for pair in matches if len(pair) == 2 and pair[0].distance < _RATIO * pair[1].distance]
    if len(good) < _LEAST_MATCHES:
        return None
    source = np.array([points_a[m.queryIdx].pt for m in good], np.float32)
    target = np.array([points_b[m.trainIdx].pt for m in good], np.float32)
    cv2.setRNGSeed(7)
    found, inliers = cv2.estimateAffinePartial2D(source, target, method=cv2.RANSAC, ransacReprojThreshold=4.0)
    if found is None or int(np.sum(inliers)) < _LEAST_MATCHES:
        return None
    return np.asarray(found, np.float64)


def _correlation(a: NDArray[np.uint8], b: NDArray[np.uint8], where: NDArray[np.bool_]) -> float:
    """Mean local correlation coefficient, -1..1, over the product; flat windows agree when both are flat."""

    def mean(values: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(cv2.blur(values, (_WINDOW, _WINDOW)), np.float32)

    x, y = a.astype(np.float32), b.astype(np.float32)
    mx, my = mean(x), mean(y)
    vx, vy = np.maximum(mean(x * x) - mx * mx, 0), np.maximum(mean(y * y) - my * my, 0)
    local = (mean(x * y) - mx * my + 10.0) / np.sqrt((vx + 10.0) * (vy + 10.0))
    return float(np.clip(local[where], -1, 1).mean())
