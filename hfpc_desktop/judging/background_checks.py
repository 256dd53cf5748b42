"""Checks of how the product sits in its new scene: edge, shadow, light, sharpness, contrast, size.

Each is a pure function ``Scene -> Finding | None`` (``None`` = cannot be measured here, which is not
the same as fine). ``amount`` >= 0, higher is worse, about 1 = obvious. Any thread, no models.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain.judgement import DefectKind
from hfpc_desktop.judging.background_scene import Finding, Product, Scene, largest_part, local_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ProductLook:
    """The original's product, for comparison: mean linear RGB (3 values, 0..1) and mean Lab."""

    linear: tuple[float, float, float]
    lab: tuple[float, float, float]


def linear_light(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """sRGB uint8 -> linear light float32 0..1."""
    return _BYTE_LINEAR[rgb]


_STEPS = np.arange(256, dtype=np.float64) / 255.0
_BYTE_LINEAR = np.where(_STEPS <= 0.04045, _STEPS / 12.92, ((_STEPS + 0.055) / 1.055) ** 2.4).astype(
    np.float32
)


def product_look(scene: Scene) -> ProductLook | None:
    """Mean colour of the product of ``scene``; ``None`` without a product."""
    if scene.product is None:
        return None
    linear = linear_light(scene.rgb[scene.product.mask]).mean(axis=0)
    lab = scene.lab[scene.product.mask].mean(axis=0)
    return ProductLook(
        (float(linear[0]), float(linear[1]), float(linear[2])), (float(lab[0]), float(lab[1]), float(lab[2]))
    )


# ---------------------------------------------------------------------------------------- edge
def edge_halo(scene: Scene) -> Finding | None:
    """A fringe along the product's edge that is brighter (or, off the ground, darker) than both sides.

    What is left of another background around a cut-out. ``amount`` = mean overshoot in L over the
    whole edge, over 8. A contact shadow is a dark fringe by nature: dark counts only in the upper part.
    """
    product = scene.product
    if product is None:
        return None
    rows, columns = scene.around_product(24)
    light = np.ascontiguousarray(scene.lab[rows, columns, 0])
    inside, outside = product.inside[rows, columns], product.outside[rows, columns]
    inner, inner_mass = local_mean(light, (inside > 4) & (inside <= 9), 5.0)
    outer, outer_mass = local_mean(light, (outside > 5) & (outside <= 12), 5.0)
    low, high = np.minimum(inner, outer), np.maximum(inner, outer)
    bright = np.maximum(light - high - 3.0, 0.0)
    dark = np.maximum(low - light - 6.0, 0.0)
    _, top, _, bottom = product.box
    dark[max(0, int(top + 0.6 * (bottom - top)) - rows.start) :] = 0.0
    overshoot = np.minimum(np.maximum(bright, 0.5 * dark), 40.0)
    known = (inner_mass > 0.02) & (outer_mass > 0.02)
    fringe = np.zeros(light.shape, dtype=bool)
    amount = 0.0
    for ring in (
        (inside > 0) & (inside <= 2),
        (outside > 0) & (outside <= 2),
        (outside > 2) & (outside <= 4),
    ):
        ring &= known
        if ring.sum() < 20:
            continue
        amount = max(amount, float(overshoot[ring].mean()) / 8.0)
        fringe |= ring & (overshoot > 5.0)
    box = largest_part(fringe)
    if box is None:
        return Finding("edge_halo", DefectKind.EDGE_HALO, amount, scene.product_region())
    x0, y0, x1, y1 = box
    left, upper = columns.start, rows.start
    region = scene.region(x0 + left, y0 + upper, x1 + left, y1 + upper)
    return Finding("edge_halo", DefectKind.EDGE_HALO, amount, region)


# -------------------------------------------------------------------------------------- contact
def contact_shadow(scene: Scene) -> Finding | None:
    """No darkening of the ground where the product stands: it floats.

    Compares the ground just below the product's lowest edge with the ground further away at the same
    depth. ``amount`` = 1 without any darkening, 0 from 30 % darkening on. ``None`` when there is no
    room below the product.
    """
    product = scene.product
    if product is None:
        return None
    base = _base(product)
    height, width = scene.shape
    x0, top, x1, bottom = product.box
    tall = bottom - top
    if base.size < 4 or height - bottom < max(4, 0.03 * tall):
        return None
    linear = cv2.GaussianBlur(_BYTE_LINEAR[scene.grey.astype(np.uint8)], (0, 0), 1.2)
    free = product.outside > 0
    reach = max(4, round(0.06 * tall))
    columns = base
    lowest = _lowest(product)[columns]
    near = np.full((columns.size, reach), np.nan, dtype=np.float32)
    for step in range(reach):
        rows = np.minimum(lowest + 2 + step, height - 1)
        near[:, step] = linear[rows, columns]
    side = max(6, round(0.35 * (x1 - x0)))
    band = np.zeros(scene.shape, dtype=bool)
    band[
        max(0, bottom - reach) : min(height, bottom + 3 * reach), max(0, x0 - side) : min(width, x1 + side)
    ] = True
    band &= free & (product.outside > 0.1 * tall)
    if band.sum() < 30:
        band = free & (product.outside > 0.05 * tall)
        band[: bottom - reach] = False
    if band.sum() < 30:
        return None
    ground = float(np.median(linear[band]))
    darkest = float(np.median(np.nanmin(near, axis=1)))
    darkening = 1.0 - darkest / max(ground, 1e-3)
    amount = float(np.clip(1.0 - darkening / 0.3, 0.0, 1.0))
    region = scene.region(x0, bottom - reach, x1, bottom + 2 * reach)
    return Finding("contact_shadow", DefectKind.FLOATING, amount, region)


def _lowest(product: Product) -> NDArray[np.intp]:
    """Row of the lowest product px of every column (-1 where the column has none)."""
    height = product.mask.shape[0]
    lowest = height - 1 - np.argmax(product.mask[::-1], axis=0)
    return np.where(product.mask.any(axis=0), lowest, -1)


def _base(product: Product) -> NDArray[np.intp]:
    """Columns in which the product comes within 6 % of its height to its lowest row."""
    _, top, _, bottom = product.box
    return np.flatnonzero(_lowest(product) >= bottom - 1 - max(1, 0.06 * (bottom - top)))


# --------------------------------------------------------------------------------------- light
def lighting_mismatch(scene: Scene, original: ProductLook | None) -> Finding | None:
    """The scene's light has a colour or level that the product does not take part in.

    The product's own colour change from the original (per channel, log) should follow the cast and the
    level of the scene around it. Only what the product fails to follow counts. Direction of the light is
    not measured.
    """
    product = scene.product
    if product is None or original is None:
        return None
    around = scene.background & (product.outside < 0.35 * max(scene.shape))
    if around.sum() < 200:
        return None
    bright = np.power(linear_light(scene.rgb[::2, ::2][around[::2, ::2]]), 3.0).mean(axis=0)
    scene_light = np.log(np.power(bright, 1.0 / 3.0) + 0.01)
    now = np.log(linear_light(scene.rgb[product.mask]).mean(axis=0) + 0.01)
    gain = now - np.log(np.asarray(original.linear) + 0.01)
    cast = scene_light - scene_light.mean()
    strength = float(np.linalg.norm(cast))
    followed = float((gain - gain.mean()) @ cast) / max(strength, 1e-6)
    unfollowed = max(0.0, strength - max(0.0, followed) - 0.25)
    darker = max(0.0, float(gain.mean() - scene_light.mean()) - 1.0)
    amount = min(3.0, unfollowed + 0.8 * darker)
    return Finding("lighting", DefectKind.LIGHTING_MISMATCH, amount, scene.product_region())


def sharpness_mismatch(scene: Scene) -> Finding | None:
    """The product is blurrier or noisier than the scene right around it.

    A sharp product before a soft background is photography, so only the other direction counts.
    """
    product = scene.product
    if product is None:
        return None
    inner = (product.inside > 2) & (product.inside < 40)
    outer = scene.background & (product.outside < 60)
    if inner.sum() < 150 or outer.sum() < 150:
        return None
    fine = np.abs(cv2.Laplacian(scene.grey, cv2.CV_32F, ksize=1))
    inner_noise, outer_noise = float(np.median(fine[inner])), float(np.median(fine[outer]))
    inner_sharp, outer_sharp = float(np.percentile(fine[inner], 97)), float(np.percentile(fine[outer], 97))
    blurrier = max(0.0, float(np.log((outer_sharp + 4) / (inner_sharp + 4))) - 0.4)
    noisier = max(0.0, abs(float(np.log((inner_noise + 1) / (outer_noise + 1)))) - 0.9)
    return Finding(
        "sharpness", DefectKind.LIGHTING_MISMATCH, min(3.0, blurrier + 0.5 * noisier), scene.product_region()
    )


# ------------------------------------------------------------------------------------ contrast
def indistinct(scene: Scene) -> Finding | None:
    """The product does not stand out: little contrast at its edge, or a busy scene in its own colours."""
    product = scene.product
    if product is None:
        return None
    window = scene.around_product(16)
    lab, inside, outside = scene.lab[window], product.inside[window], product.outside[window]
    inner, inner_mass = local_mean(lab, (inside > 1) & (inside <= 6), 3.0)
    outer, outer_mass = local_mean(lab, (outside > 2) & (outside <= 8), 3.0)
    edge = (inside > 0) & (inside <= 2) & (inner_mass > 0.02) & (outer_mass > 0.02)
    if edge.sum() < 20 or scene.background.sum() < 200:
        return None
    contrast = np.linalg.norm(inner[edge] - outer[edge], axis=1)
    lost = float(np.mean(np.clip(1.0 - contrast / 12.0, 0.0, 1.0)))
    thin = scene.lab[::2, ::2]
    palette = _palette_overlap(thin[product.mask[::2, ::2]], thin[scene.background[::2, ::2]])
    amount = lost + 2.5 * palette * edge_density(scene)
    return Finding("indistinct", DefectKind.INDISTINCT, amount, scene.product_region())


def edge_density(scene: Scene) -> float:
    """Share (0..1) of background px with a strong edge in any Lab channel: how busy the scene is."""
    smooth = cv2.GaussianBlur(scene.lab, (0, 0), 1.0)[::2, ::2]
    gx = np.abs(smooth[1:-1, 2:] - smooth[1:-1, :-2]).max(axis=2)
    gy = np.abs(smooth[2:, 1:-1] - smooth[:-2, 1:-1]).max(axis=2)
    room = scene.background[::2, ::2][1:-1, 1:-1]
    return float((gx + gy > 8.0)[room].mean()) if room.any() else 0.0


_LAB_SHIFT = np.array([0.0, 120.0, 120.0], dtype=np.float32)


def _palette_overlap(first: NDArray[np.float32], second: NDArray[np.float32]) -> float:
    """Histogram intersection (0..1) of two sets of Lab colours in 12-unit cells."""

    def histogram(lab: NDArray[np.float32]) -> NDArray[np.float64]:
        cells = np.clip((lab + _LAB_SHIFT) / 12.0, 0, 20).astype(np.int64)
        counts = np.bincount((cells[:, 0] * 21 + cells[:, 1]) * 21 + cells[:, 2], minlength=21**3)
        return np.asarray(counts / max(1, counts.sum()), dtype=np.float64)

    return float(np.minimum(histogram(first), histogram(second)).sum())


# ------------------------------------------------------------------------------ exposure and size
def exposure(scene: Scene) -> Finding | None:
    """Large parts of the background are burnt out or black.

    Pure white or one flat colour all over is a studio background and no fault: only clipped areas beside
    others that are not clipped count.
    """
    if scene.background.sum() < 200:
        return None
    red, green, blue = cv2.split(scene.rgb)
    burnt = float((cv2.min(cv2.min(red, green), blue)[scene.background] >= 253).mean())
    black = float((cv2.max(cv2.max(red, green), blue)[scene.background] <= 6).mean())
    mixed = min(1.0, 4.0 * (1.0 - max(burnt, black)))
    return Finding("exposure", DefectKind.POOR_AESTHETICS, (burnt + black) * mixed, None)


def size_mismatch(scene: Scene) -> Finding | None:
    """The product is lost in the frame or fills it. Weak: sizes of the things around are not measured."""
    product = scene.product
    if product is None:
        return None
    small = max(0.0, float(np.log(0.05 / product.share)) / 2.0)
    large = max(0.0, (product.share - 0.6) / 0.3)
    return Finding("size", DefectKind.SIZE_MISMATCH, small + large, scene.product_region())
