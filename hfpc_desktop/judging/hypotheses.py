"""Where the product may be in the generated image: transforms original -> generated pixels, not yet scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.arrays import count
from hfpc_desktop.judging.local_features import matches

if TYPE_CHECKING:
    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.judging.arrays import Matrix, Points
    from hfpc_desktop.judging.local_features import Features


def by_canvas(original: Picture, generated: Picture) -> list[tuple[str, Matrix]]:
    """Transforms of an inpainter that keeps the product's pixels: same canvas, letterboxed, cropped, or padded."""
    w0, h0, w1, h1 = original.width, original.height, generated.width, generated.height
    file_scale = generated.scale / original.scale
    found: list[tuple[str, Matrix]] = []
    for name, k in (("fit", min(w1 / w0, h1 / h0)), ("fill", max(w1 / w0, h1 / h0)), ("same", file_scale)):
        centre = geometry.shifting((w1 - k * w0) / 2, (h1 - k * h0) / 2) @ geometry.scaling(k, k)
        if all(np.abs(centre - other).max() > 0.5 for _, other in found):
            found.append((name, centre))
    if abs(w1 / w0 - h1 / h0) > 0.01 * (w1 / w0):
        found.append(("squeezed", geometry.scaling(w1 / w0, h1 / h0)))
    return found


def by_features(original: Features, scene: Features, slack: float) -> list[Matrix]:
    """Similarities and affines from matched features, up to two of each (the second from what the first leaves).
    ``slack``: original pixels by which a match may miss. Fitted from the generated image back to the original, where the
    product's size is known: the other way round, shrinking the product to a point would explain every match."""
    pairs = matches(original, scene)
    found: list[Matrix] = []
    for _ in range(2):
        if len(pairs) < 4:
            break
        here, there = original.points[pairs[:, 0]], scene.points[pairs[:, 1]]
        cv2.setRNGSeed(11)
        back, inlier = cv2.estimateAffinePartial2D(
            there, here, method=cv2.RANSAC, ransacReprojThreshold=slack, maxIters=1500, confidence=0.99
        )
        if back is None or inlier.sum() < 4:
            break
        fitted = [_square(back)]
        near = np.linalg.norm(geometry.apply(fitted[0], there) - here, axis=1) < 4 * slack
        if count(near) >= 8:
            cv2.setRNGSeed(11)
            full, _ = cv2.estimateAffine2D(there[near], here[near], ransacReprojThreshold=slack)
            if full is not None:
                fitted.append(_square(full))
        found += [np.linalg.inv(m) for m in fitted if sane(m)]
        pairs = pairs[inlier.ravel() == 0]
    return found


def _square(matrix: Points) -> Matrix:
    return np.vstack([matrix, [0.0, 0.0, 1.0]])


def sane(matrix: Matrix) -> bool:
    """Not mirrored, not collapsed, not stretched beyond 2.5 : 1."""
    spread = np.linalg.svd(matrix[:2, :2], compute_uv=False)
    flipped = np.linalg.det(matrix[:2, :2]) <= 0
    return bool(
        np.isfinite(matrix).all() and not flipped and spread[1] > 1e-3 and spread[0] / spread[1] < 2.5
    )
