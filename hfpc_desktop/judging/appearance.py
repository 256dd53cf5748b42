"""What changed *inside* the product: colour and structure, after registration and with light removed.

All arrays are in the product view (see ``product_view``). Pure functions, any thread.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain import masks
from hfpc_desktop.judging.arrays import count

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Bytes, Flags, Floats

_MOST_FLOW = 7.0
_SHADING = 22.0
_BAND = 4.0
_FLOOR = 0.012
_MOST_LIGHT = 1.3
"""The product may take on so many times the scene's mean cast."""
_NOISE = 3.0
"""Lab units of fine contrast below which there is nothing to compare."""


@dataclass(frozen=True, slots=True, eq=False)
class Appearance:
    """Measurements, all >= 0 and better when lower.

    ``colour_delta``: mean dE2000 after removing one global light change; ``colour_high``: its 90th
    percentile; ``hue_delta``: mean chroma distance (Lab a, b) after the same; ``tint``: how far that
    light's colour is from neutral (natural-log units). ``structure``, ``fine``: share of the product's
    structure that is different (0..1), at the scale of pictures and of lettering; ``structure_peak``,
    ``fine_peak``: the worst patch (0..1). ``altered``: share of the area that is evidently different
    (0..1). ``added``: the worst patch of structure that the original does not have (0..1). ``bend``: rms of the smooth residual
    displacement / the product's longest side. ``softness``: how much fine contrast is missing (natural log, >= 0): blur and
    encoding, a condition under which the rest was measured rather than a change. ``cast``: the colour of the light that
    was removed, natural log of what every channel of the generated product has more, less their mean (3 numbers).
    ``difference``: dE2000 per pixel (float32, 0 outside); ``change``: 0..1 per pixel, everything together.
    """

    colour_delta: float
    colour_high: float
    hue_delta: float
    tint: float
    structure: float
    structure_peak: float
    fine: float
    fine_peak: float
    altered: float
    added: float
    bend: float
    softness: float
    cast: tuple[float, float, float]
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


@dataclass(frozen=True, slots=True, eq=False)
class Relit:
    """Original and generated product in linear light (float32, h x w x 3), the light change removed from the latter;
    ``cast``: its colour, see ``Appearance``."""

    original: Floats
    generated: Floats
    cast: tuple[float, float, float]


def relight(original: Bytes, generated: Bytes, product: Flags) -> Relit:
    """Remove what a lamp does: one gain per channel (median ratio) and a smooth shading common to all channels."""
    a, b = masks.linear_from_srgb(original) + _FLOOR, masks.linear_from_srgb(generated) + _FLOOR
    ratio = np.log(a / b)
    usable = product & (generated.max(axis=-1) < 253) & (original.max(axis=-1) < 254)
    if count(usable) < 0.1 * count(product):
        usable = product
    gain = np.median(ratio[usable], axis=0)
    level = float(gain.mean())
    tint = np.clip(gain - level, -0.9, 0.9)
    shade = (ratio - tint).mean(axis=-1) - level
    weight = usable.astype(np.float32)
    share = np.maximum(cv2.GaussianBlur(weight, (0, 0), _SHADING), 1e-3)
    field = cv2.GaussianBlur(np.clip(shade, -0.8, 0.8) * weight, (0, 0), _SHADING) / share
    lit = b * np.exp(level + tint + field[..., None]) - _FLOOR
    red, green, blue = (-float(t) for t in tint)
    return Relit((a - _FLOOR).astype(np.float32), lit.astype(np.float32), (red, green, blue))


def cast_apart(cast: tuple[float, float, float], scene: Bytes, beside: Flags) -> float:
    """How far the product's change of colour is from any light that the scene shows, too: natural log, >= 0, lower is better.

    A lamp colours the product and what stands beside it; a repainted product stands in a scene without its cast.
    ``scene``: uint8 h x w x 3; ``beside``: bool h x w, the pixels of the scene. 0 without a scene to compare with.
    (The scene's light is its mean colour: grey world, Buchsbaum 1980. A coloured scene round an unchanged product
    is no evidence: any part of the scene's cast, none included, may explain the product's.)
    """
    if count(beside) < 0.05 * beside.size:
        return 0.0
    mean = np.log(masks.linear_from_srgb(scene[beside][None])[0].mean(axis=0) + _FLOOR)
    light = np.clip(mean - mean.mean(), -0.9, 0.9)
    parts = np.linspace(0.0, _MOST_LIGHT, 14)
    return float(np.abs(np.asarray(cast) - parts[:, None] * light).max(axis=1).min())


def compare(original: Bytes, generated: Bytes, product: Flags, bend: float) -> Appearance:
    """Measure the change inside ``product``. Both pictures are aligned and of the same sharpness."""
    box = masks.bounds(product)
    if box is None:
        box = (0, 0, product.shape[1], product.shape[0])
    # only the product's box is looked at: the margin of the view would cost two thirds of the time
    pad = 8
    y, x = max(0, box[1] - pad), max(0, box[0] - pad)
    part = np.s_[y : box[1] + box[3] + pad, x : box[0] + box[2] + pad]
    found = _compare(original[part], generated[part], product[part], bend)
    return replace(
        found, difference=_back(found.difference, product, part), change=_back(found.change, product, part)
    )


def _back(cut: Floats, whole: Flags, part: tuple[slice, slice]) -> Floats:
    made = np.zeros(whole.shape, np.float32)
    made[part] = cut
    return made


def _compare(original: Bytes, generated: Bytes, product: Flags, bend: float) -> Appearance:
    inner = cv2.erode(product.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    inner = inner if count(inner) > 0.4 * count(product) else product
    empty = np.zeros(product.shape, np.float32)
    if count(inner) < 60:
        return Appearance(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, bend, 0, (0.0, 0.0, 0.0), empty, empty)
    lit = relight(original, generated, inner)
    sharp_a, sharp_b = _lab(lit.original), _lab(lit.generated)
    lab_a, lab_b = _averaged(sharp_a, inner, 2.0), _averaged(sharp_b, inner, 2.0)
    delta = np.where(inner, masks.delta_e_2000(lab_a, lab_b), 0.0).astype(np.float32)
    chroma = np.hypot(lab_a[..., 1] - lab_b[..., 1], lab_a[..., 2] - lab_b[..., 2])
    band_a, band_b = _banded(sharp_a, inner), _banded(sharp_b, inner)
    coarse = structure_change(band_a, band_b, inner, 15)
    fine = structure_change(band_a, band_b, inner, 9)
    change = (
        np.maximum(np.maximum(coarse.lost, coarse.added), np.clip((delta - 12.0) / 20.0, 0.0, 1.0)) * inner
    )
    return Appearance(
        float(delta[inner].mean()),
        float(np.percentile(delta[inner], 90)),
        float(chroma[inner].mean()),
        max(abs(c) for c in lit.cast),
        _share(coarse, inner),
        _peak(coarse.lost, inner, 6.0),
        _share(fine, inner),
        _peak(fine.lost, inner, 6.0),
        float((change[inner] > 0.5).mean()),
        _peak(coarse.added, inner, 6.0),
        bend,
        _softness(sharp_a[..., 0], sharp_b[..., 0], inner),
        lit.cast,
        delta,
        change.astype(np.float32),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """Per pixel, 0..1: ``lost`` where the original's structure is not found again, ``added`` where there is
    structure that the original has not, ``present`` where the original has structure."""

    lost: Floats
    added: Floats
    present: Floats


def structure_change(a: Floats, b: Floats, product: Flags, window: int) -> Change:
    """Compare the structure of two aligned pictures.

    ``a``, ``b``: fine contrast (h x w x 3, zero mean). Change is 1 - the local correlation of all channels
    together, the best over shifts of one pixel (registration is not more exact), where either has structure.
    """
    size = (window, window)
    weight = product.astype(np.float32)
    share = np.maximum(cv2.blur(weight, size), 1e-3)
    power_a = cv2.blur((a * a).sum(axis=-1) * weight, size) / share
    inside_b = b * weight[..., None]
    power_b = cv2.blur((b * inside_b).sum(axis=-1), size) / share
    best = np.full(product.shape, -1.0, np.float32)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            moved = np.roll(inside_b, (dy, dx), axis=(0, 1))
            cross = cv2.blur((a * moved).sum(axis=-1) * weight, size) / share
            best = np.maximum(best, cross)
    ncc = best / (np.sqrt(np.maximum(power_a * power_b, 0.0)) + _NOISE * _NOISE)
    apart = np.clip(1.0 - ncc, 0.0, 1.0)
    strong_a = _presence(np.sqrt(np.maximum(power_a, 0.0))) * product
    strong_b = _presence(np.sqrt(np.maximum(power_b, 0.0))) * product
    return Change(apart * strong_a, apart * np.clip(strong_b - strong_a, 0.0, 1.0), strong_a)


def _presence(contrast: Floats) -> Floats:
    """0 below visible contrast, 1 for lettering and pattern (Lab units)."""
    return np.clip((contrast - 4.0) / 12.0, 0.0, 1.0)


def _share(change: Change, product: Flags) -> float:
    total = float(change.present[product].sum())
    return float(change.lost[product].sum() / (total + 0.03 * count(product)))


def _peak(change: Floats, product: Flags, sigma: float) -> float:
    """The largest locally averaged change."""
    return float(_averaged(change, product, sigma)[product].max())


def _banded(lab: Floats, product: Flags) -> Floats:
    """Fine contrast: Lab less its surroundings' average, so that shading and soft highlights drop out."""
    return (lab - _averaged(lab, product, _BAND)) * np.array([1.0, 0.7, 0.7], np.float32)


def _softness(original: Floats, generated: Floats, product: Flags) -> float:
    """Log of how much more of the finest contrast (L, 0..100) the original has; 0 when the generated image is as sharp."""
    fine = [
        float(((f - cv2.GaussianBlur(f, (0, 0), 1.5))[product] ** 2).mean()) for f in (original, generated)
    ]
    return max(0.0, 0.5 * float(np.log((fine[0] + 0.5) / (fine[1] + 0.5))))


def _averaged(field: Floats, product: Flags, sigma: float) -> Floats:
    """Gaussian average that counts only pixels of the product (0 far outside)."""
    weight = product.astype(np.float32)
    share = np.maximum(cv2.GaussianBlur(weight, (0, 0), sigma), 1e-2)
    if field.ndim == 3:
        return cv2.GaussianBlur(field * weight[..., None], (0, 0), sigma) / share[..., None]
    return cv2.GaussianBlur(field * weight, (0, 0), sigma) / share


def _lab(linear: Floats) -> Floats:
    """Linear light 0..1 to Lab."""
    value = np.clip(linear, 0.0, 1.0)
    coded = np.where(value <= 0.0031308, 12.92 * value, 1.055 * value ** (1 / 2.4) - 0.055)
    return np.asarray(cv2.cvtColor(coded.astype(np.float32), cv2.COLOR_RGB2Lab), np.float32)
