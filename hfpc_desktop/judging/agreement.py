"""The one measure by which every registration hypothesis is scored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.judging.arrays import count
from hfpc_desktop.judging.product_view import ProductView, sample

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Bytes, Flags, Floats

NOISE = 4.0
"""Grey levels (0..255) below which structure is taken for noise."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """``score`` 0..1, higher is better; its parts likewise. ``visible``: share of the product inside the frame."""

    score: float
    structure: float
    edge: float
    colour: float
    visible: float


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """What is computed once per original for the measure. ``window`` is odd, in view pixels. ``weight``, ``share``: of the
    product at and around every pixel, h x w; ``weights``, ``shares``: the same for three channels, h x w x 3."""

    view: ProductView
    window: int
    grey: Floats
    weight: Floats
    share: Floats
    mean: Floats
    spread: Floats
    texture: float
    weights: Floats
    shares: Floats
    tone: Floats

    @staticmethod
    def of(view: ProductView, window: int) -> Reference:
        weight = view.mask.astype(np.float32)
        share = cv2.blur(weight, (window, window))
        grey = grey_of(view.rgb)
        mean, spread = local_statistics(grey, weight, share, window)
        texture = float(np.clip(spread[view.mask].mean() / 22.0, 0.12, 1.0))
        weights, shares = (
            np.repeat(part[..., None], 3, axis=2) for part in (weight, np.maximum(share, 1e-3))
        )
        tone = _summed(view.rgb, weights, window) / shares
        return Reference(view, window, grey, weight, share, mean, spread, texture, weights, shares, tone)


def grey_of(rgb: Bytes) -> Floats:
    """Luma 0..255, float32."""
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.float32)


def local_statistics(grey: Floats, weight: Floats, share: Floats, window: int) -> tuple[Floats, Floats]:
    """Mean and standard deviation in a square window, counting only pixels by ``weight``."""
    norm = np.maximum(share, 1e-3)
    mean = cv2.blur(grey * weight, (window, window)) / norm
    square = cv2.blur(grey * grey * weight, (window, window)) / norm
    return mean, np.sqrt(np.maximum(square - mean * mean, 0.0))


def correlation(ref: Reference, grey: Floats) -> tuple[Floats, Floats]:
    """Local correlation (-1..1, 0 where both are flat) of the reference and ``grey``, and the spread of ``grey``."""
    window = (ref.window, ref.window)
    norm = np.maximum(ref.share, 1e-3)
    mean, spread = local_statistics(grey, ref.weight, ref.share, ref.window)
    cross = cv2.blur(ref.grey * grey * ref.weight, window) / norm - ref.mean * mean
    return cross / (ref.spread * spread + NOISE * NOISE), spread


def agree(ref: Reference, rgb: Bytes, seen: Flags) -> Agreement:
    """How well ``rgb`` (the generated image, warped into the view) agrees with the original product.

    Structure: mean local correlation, weighted by the original's structure. Edge: gradients along
    the silhouette's normal. Colour: closeness after removing one global gain per channel. Floats
    outside the generated frame count as disagreement beyond a small part.
    """
    product = ref.view.mask & seen
    visible = float(count(product) / max(1, count(ref.view.mask)))
    if visible < 0.25:
        return Agreement(0.0, 0.0, 0.0, 0.0, visible)
    grey = grey_of(rgb)
    ncc, spread = correlation(ref, grey)
    weight = (np.maximum(ref.spread, 0.5 * spread) + 1.0)[product]
    structure = float(np.clip((ncc[product] * weight).sum() / weight.sum(), 0.0, 1.0))
    edge = _edge_support(ref.view, grey, seen)
    colour = _colour(ref, rgb, product)
    k = ref.texture
    score = (0.55 * k * structure + 0.3 * edge + 0.12 * colour) / (0.55 * k + 0.42)
    return Agreement(score * min(1.0, 0.2 + visible), structure, edge, colour, visible)


def _edge_support(view: ProductView, grey: Floats, seen: Flags) -> float:
    """Mean over the outline of |gradient along the normal| / (|gradient| + k), best within one pixel; 0..1."""
    gx, gy = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    soft = cv2.magnitude(gx, gy) + 24.0
    field = np.dstack([gx / soft, gy / soft])
    across = np.concatenate([view.outline + step * view.normals for step in (-1.0, 0.0, 1.0)])
    got = sample(field, across)
    along = np.abs((got.reshape(3, -1, 2) * view.normals).sum(axis=-1))
    best = along.max(axis=0)
    if not seen.all():
        best = best[sample(seen.astype(np.float32), view.outline) > 0.5]
    return float(best.mean()) if len(best) else 0.0


def _summed(rgb: Bytes, weights: Floats, window: int) -> Floats:
    """Mean colour in a window, counting only the product: h x w x 3 float32, 0..255 times the product's share."""
    return np.asarray(cv2.blur(rgb.astype(np.float32) * weights, (window, window)), np.float32)


def _colour(ref: Reference, rgb: Bytes, product: Flags) -> float:
    """exp(-mean absolute difference / 30) of the locally averaged colours after one gain per channel (limited to
    2.5x); 0..1."""
    inside = np.flatnonzero(product)
    summed, share, tone = (
        field.reshape(-1, 3).take(inside, axis=0)
        for field in (_summed(rgb, ref.weights, ref.window), ref.shares, ref.tone)
    )
    a, b = tone + 4.0, summed / share + 4.0
    # the median of a contiguous row is twice as fast as down a column
    gain = np.clip(np.median(np.ascontiguousarray((a / b).T), axis=1), 0.4, 2.5)
    return float(np.exp(-np.abs(a - b * gain).mean() / 30.0))
