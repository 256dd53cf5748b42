"""Evidence about the product's shape: masks compared, and what happens along its silhouette.

All arrays are in the product view. Pure functions, any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain import masks
from hfpc_desktop.judging.arrays import count
from hfpc_desktop.judging.product_view import sample

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Bytes, Flags, Floats
    from hfpc_desktop.judging.product_view import ProductView


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """``outgrowth``, ``loss``: areas relative to the expected mask, >= 0, lower is better; ``iou``,
    ``boundary_f``: 0..1, higher is better. ``grown``, ``lost``: where (bool, view)."""

    outgrowth: float
    loss: float
    iou: float
    boundary_f: float
    grown: Flags
    lost: Flags


def compare_masks(found: Flags, expected: Flags, seen: Flags, slack: int = 3) -> Shape:
    """Compare where both can be seen. A rim of ``slack`` pixels on either side of the outline is not counted
    as outgrowth or loss: masks are not more exact than that."""
    found, expected = found & seen, expected & seen
    near = cv2.dilate(expected.astype(np.uint8), _disc(slack)) > 0
    core = cv2.erode(expected.astype(np.uint8), _disc(slack)) > 0
    grown, lost = _open(found & ~near), _open(core & ~found)
    area = max(1, count(expected))
    return Shape(
        float(count(grown) / area),
        float(count(lost) / area),
        masks.iou(found, expected),
        masks.boundary_f(found, expected, slack),
        grown,
        lost,
    )


def _disc(radius: int) -> Bytes:
    return np.asarray(
        cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)), np.uint8
    )


def _open(mask: Flags) -> Flags:
    return cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, _disc(1)) > 0


@dataclass(frozen=True, slots=True, eq=False)
class Continuity:
    """Where the product runs on across its original outline.

    ``open_share``: share of the outline (0..1) without an edge and with the product's colour outside.
    ``run_on``: area reached from there through product colour without crossing an edge, relative to the
    product, >= 0; lower is better. ``swept``: area passed when walking outward from every outline point while
    the colour stays the product's own there (at most ``_WALK`` pixels), relative to the product, >= 0, lower is
    better. ``area``: where (bool, view).
    """

    open_share: float
    run_on: float
    swept: float
    area: Flags


_WALK = 26


def silhouette_continuity(view: ProductView, rgb: Bytes, seen: Flags) -> Continuity:
    """Compare the colour just inside and just outside the outline in the generated image (warped into the view)."""
    lab = np.asarray(
        cv2.cvtColor(cv2.GaussianBlur(rgb, (0, 0), 1.0).astype(np.float32) / 255, cv2.COLOR_RGB2Lab)
    )
    inside = np.mean([sample(lab, view.outline - k * view.normals) for k in (3.0, 4.5)], axis=0)
    outside = np.mean([sample(lab, view.outline + k * view.normals) for k in (3.0, 4.5)], axis=0)
    further = np.mean([sample(lab, view.outline + k * view.normals) for k in (6.0, 8.0)], axis=0)
    step = np.linalg.norm(inside - outside, axis=1)
    onward = np.linalg.norm(inside - further, axis=1)
    visible = sample(seen.astype(np.float32), view.outline + 8.0 * view.normals) > 0.9
    is_open = (step < 7.0) & (onward < 10.0) & visible
    share = float(count(is_open) / max(1, count(visible)))
    area = _run_on(view, lab, seen, view.outline[is_open] + 4.5 * view.normals[is_open])
    size = max(1, count(view.mask))
    passed = _walk(view, lab, seen)
    return Continuity(share, float(count(area) / size), float(count(passed) / size), passed)


def _walk(view: ProductView, lab: Floats, seen: Flags) -> Flags:
    """Pixels passed when walking outward while the colour stays what it is just inside; short walks do not count."""
    points, normals = view.outline, view.normals
    inner = np.stack([sample(lab, points - k * normals) for k in (2.5, 4.0, 5.5, 7.0)])
    own, tolerance = inner.mean(axis=0), 6.0 + np.linalg.norm(inner.std(axis=0), axis=1)
    going: Flags = np.ones(len(points), bool)
    trail: list[Flags] = []
    for k in range(2, _WALK):
        at = points + k * normals
        going &= np.linalg.norm(sample(lab, at) - own, axis=1) < tolerance
        going &= sample(seen.astype(np.float32), at) > 0.9
        trail.append(going.copy())
    long = trail[9]
    passed = np.zeros(view.mask.shape, np.uint8)
    height, width = view.mask.shape
    for k, went in zip(range(2, _WALK), trail, strict=True):
        spots = (points + k * normals)[went & long].astype(int)
        x, y = spots[:, 0], spots[:, 1]
        inside = (x >= 0) & (y >= 0) & (x < width) & (y < height)
        passed[y[inside], x[inside]] = 1
    closed = cv2.morphologyEx(passed, cv2.MORPH_CLOSE, _disc(1)) > 0
    outside: Flags = closed & ~view.mask
    return outside


def _run_on(view: ProductView, lab: Floats, seen: Flags, seeds: Floats) -> Flags:
    """Floats outside the product connected to ``seeds`` without crossing an edge."""
    height, width = view.mask.shape
    gradient = np.zeros((height, width), np.float32)
    for channel in range(3):
        plane = np.ascontiguousarray(lab[..., channel])
        gx, gy = cv2.Sobel(plane, cv2.CV_32F, 1, 0) / 8, cv2.Sobel(plane, cv2.CV_32F, 0, 1) / 8
        gradient = np.maximum(gradient, cv2.magnitude(gx, gy))
    near = cv2.dilate(view.mask.astype(np.uint8), _disc(2)) > 0
    free = (gradient < 2.5) & ~near & seen
    at = np.clip(seeds.astype(int), 0, [width - 1, height - 1])
    _, labels = cv2.connectedComponents(free.astype(np.uint8), connectivity=4)
    hit = np.unique(labels[at[:, 1], at[:, 0]]) if len(at) else np.zeros(0, int)
    return np.isin(labels, hit[hit > 0])
