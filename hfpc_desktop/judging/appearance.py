"""What changed *inside* the product: colour and structure, after registration and with light removed.

All arrays are in the product view (see ``product_view``). Pure functions, any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain import masks
from hfpc_desktop.judging.agreement import grey_of, local_statistics
from hfpc_desktop.judging.arrays import count

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Bytes, Flags, Floats

_MOST_FLOW = 7.0
_SHADING = 22.0


@dataclass(frozen=True, slots=True, eq=False)
class Appearance:
    """Measurements, all >= 0 and better when lower unless said otherwise.

    ``colour_delta``: mean dE2000 after removing one global light change. ``colour_high``: its 90th
    percentile. ``hue_delta``: mean chroma distance (Lab a, b) of locally averaged colours after the same.
    ``structure``: share of the product's structure that is different (0..1). ``structure_peak``: the
    worst patch, 0..1. ``fine``, ``fine_peak``: the same at the scale of lettering. ``altered``: share of the
    product's area that is evidently different (0..1). ``bend``: rms of the smooth residual displacement,
    relative to the product's longest side. ``difference``: dE2000 per pixel (float32, 0 outside);
    ``change``: 0..1 per pixel, structure and colour together.
    """

    colour_delta: float
    colour_high: float
    hue_delta: float
    structure: float
    structure_peak: float
    fine: float
    fine_peak: float
    altered: float
    bend: float
    difference: Floats
    change: Floats


def smooth_flow(flow: Floats, mask: Flags, sigma: float = 7.0) -> Floats:
    """The smooth part of a flow inside the product: what a small change of pose or lens does. Clipped."""
    weight = mask.astype(np.float32)
    share = np.maximum(cv2.GaussianBlur(weight, (0, 0), sigma), 1e-3)[..., None]
    limited = np.clip(flow, -_MOST_FLOW, _MOST_FLOW)
    return cv2.GaussianBlur(limited * weight[..., None], (0, 0), sigma) / share


def follow(rgb: Bytes, flow: Floats) -> Bytes:
    """Resample ``rgb`` so that what ``flow`` points at comes back to its place."""
    height, width = rgb.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    moved = cv2.remap(
        rgb, x + flow[..., 0], y + flow[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(moved, np.uint8)


def relight(original: Bytes, generated: Bytes, product: Flags) -> tuple[Floats, Floats]:
    """Both in linear light with the global light change removed from ``generated``.

    One gain per channel (median ratio; the gains' mutual ratio is limited to what lamps do, so that a
    recoloured product is not explained away) and a smooth shading field common to the channels.
    """
    a, b = masks.linear_from_srgb(original) + 0.012, masks.linear_from_srgb(generated) + 0.012
    ratio = np.log(a / b)
    usable = product & (generated.max(axis=-1) < 253)
    if count(usable) < 30:
        usable = product
    gain = np.median(ratio[usable], axis=0)
    level = float(gain.mean())
    tint = np.clip(gain - level, -0.45, 0.45)
    shade = (ratio - tint).mean(axis=-1) - level
    weight = usable.astype(np.float32)
    share = np.maximum(cv2.GaussianBlur(weight, (0, 0), _SHADING), 1e-3)
    field = cv2.GaussianBlur(np.clip(shade, -0.8, 0.8) * weight, (0, 0), _SHADING) / share
    return a - 0.012, b * np.exp(level + tint + field[..., None]) - 0.012


def compare(original: Bytes, generated: Bytes, product: Flags, bend: float) -> Appearance:
    """Measure the change inside ``product``. Both pictures are aligned and of the same sharpness."""
    empty = np.zeros(product.shape, np.float32)
    if count(product) < 60:
        return Appearance(0, 0, 0, 0, 0, 0, 0, 0, bend, empty, empty)
    inner = cv2.erode(product.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    inner = inner if count(inner) > 60 else product
    a, b = relight(original, generated, inner)
    lab_a, lab_b = _soft_lab(a, inner), _soft_lab(b, inner)
    delta = masks.delta_e_2000(lab_a, lab_b)
    delta[~inner] = 0.0
    chroma = np.hypot(*np.moveaxis(lab_a - lab_b, -1, 0)[1:])
    grey_a, grey_b = grey_of(original), grey_of(generated)
    coarse = structure_change(grey_a, grey_b, inner, 15)
    fine = structure_change(grey_a, grey_b, inner, 7)
    change = np.maximum(coarse[0], np.clip((delta - 12.0) / 20.0, 0.0, 1.0)) * inner
    return Appearance(
        float(delta[inner].mean()),
        float(np.percentile(delta[inner], 90)),
        float(chroma[inner].mean()),
        _share(coarse, inner),
        _peak(coarse, inner, 8.0),
        _share(fine, inner),
        _peak(fine, inner, 5.0),
        float((change[inner] > 0.5).mean()),
        bend,
        delta,
        change.astype(np.float32),
    )


def structure_change(a: Floats, b: Floats, product: Flags, window: int) -> tuple[Floats, Floats]:
    """(change 0..1, how much structure there is 0..1) per pixel: 1 - local correlation where either has structure."""
    weight = product.astype(np.float32)
    share = cv2.blur(weight, (window, window))
    mean_a, spread_a = local_statistics(a, weight, share, window)
    mean_b, spread_b = local_statistics(b, weight, share, window)
    cross = cv2.blur(a * b * weight, (window, window)) / np.maximum(share, 1e-3) - mean_a * mean_b
    noise = 25.0
    ncc = cross / (spread_a * spread_b + noise)
    # the same contrast ratio everywhere is light; compare with the product's own typical ratio
    typical = float(np.median((spread_a / (spread_b + 2.0))[product])) if product.any() else 1.0
    matched = spread_b * np.clip(typical, 0.4, 2.5)
    strength = np.maximum(spread_a, matched)
    presence = np.clip((strength - 3.0) / 15.0, 0.0, 1.0) * product
    return np.clip(1.0 - ncc, 0.0, 1.0) * presence, presence


def _share(change: tuple[Floats, Floats], product: Flags) -> float:
    total = float(change[1][product].sum())
    return float(change[0][product].sum() / (total + 0.05 * count(product)))


def _peak(change: tuple[Floats, Floats], product: Flags, sigma: float) -> float:
    """The largest locally averaged change, relative to the structure there."""
    top = cv2.GaussianBlur(change[0], (0, 0), sigma)
    base = cv2.GaussianBlur(change[1], (0, 0), sigma)
    return float((top / (base + 0.25))[product].max())


def _soft_lab(linear: Floats, product: Flags) -> Floats:
    """Lab of colours averaged over a few pixels inside the product."""
    weight = product.astype(np.float32)
    share = np.maximum(cv2.GaussianBlur(weight, (0, 0), 2.0), 1e-3)[..., None]
    soft = cv2.GaussianBlur(linear * weight[..., None], (0, 0), 2.0) / share
    coded = cv2.cvtColor(_srgb(soft), cv2.COLOR_RGB2Lab)
    return np.asarray(coded, np.float32)


def _srgb(linear: Floats) -> Floats:
    value = np.clip(linear, 0.0, 1.0)
    return np.where(value <= 0.0031308, 12.92 * value, 1.055 * value ** (1 / 2.4) - 0.055).astype(np.float32)
