"""What was added to, taken from or changed on the product: a small network that looks at both pictures.

Original and generated image are cut to the same square view (the registered product in its middle) and read by
the frozen feature network; a light head compares the two and tells, cell by cell, where the product is in
the generated image and where it looks different, and for the pair, how likely each kind of change is. The head was
trained on made pairs with exact masks (``resources/models/product-difference``); no real picture was used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import cv2
import numpy as np

from hfpc_desktop.domain import masks
from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.judging import geometry

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hfpc_desktop.judging.arrays import Bytes, Flags, Floats, Matrix
    from hfpc_desktop.judging.geometry import Pyramid
    from hfpc_desktop.judging.product_view import ProductView

VIEW_SIDE = 288
"""Side of the square view, px; a multiple of 32."""
PRODUCT_SIDE = 168
"""Longest side of the product in it, px."""
GRID_SIDE = VIEW_SIDE // 4
"""Side of the maps (stride 4)."""
ODDS_FLOOR = 5.0
"""Added to log odds so that they are badness >= 0: 5.0 is an even chance, 0 is 0.7 % or less."""
_LEVELS = 4
_FAR = 12.0


class Session(Protocol):
    """A loaded model: named inputs in, list of outputs out."""

    def run(self, **inputs: NDArray[Any]) -> list[NDArray[Any]]: ...


@dataclass(frozen=True, slots=True, eq=False)
class DifferenceReference:
    """An original, prepared once. ``to_view``: original pixels -> square view; ``levels``: its feature maps
    at strides 4 to 32; ``mask``, ``distance``: 1 x 1 x GRID x GRID float32; ``lab``: 3 x GRID x GRID."""

    to_view: Matrix
    levels: tuple[Floats, ...]
    mask: Floats
    distance: Floats
    lab: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """``product``: chance (0..1) of every cell to be the product in the generated image; ``change``: chance that
    it looks different there; both GRID x GRID float32. ``outgrowth``, ``loss``, ``change_odds``, ``deformation``:
    log odds of each kind for the whole pair, shifted to >= 0 (see ``ODDS_FLOOR``), lower is better."""

    product: Floats
    change: Floats
    outgrowth: float
    loss: float
    change_odds: float
    deformation: float
    grown_area: float
    grown_peak: float
    lost_area: float
    lost_peak: float
    changed_area: float
    changed_peak: float


class DifferenceModel:
    """Feature network and head together. Deterministic; safe where its sessions are."""

    def __init__(self, features: Session, head: Session, model_id: str = "product-difference") -> None:
        self._features = features
        self._head = head
        self.model_id = model_id

    def prepare(self, pyramid: Pyramid, view: ProductView) -> DifferenceReference:
        """Once per original. ``pyramid``: the original picture; ``view``: its product view."""
        x, y, w, h = view.box
        k = PRODUCT_SIDE / max(w, h)
        middle = VIEW_SIDE / 2
        centre = geometry.shifting(middle - k * (x + w / 2), middle - k * (y + h / 2))
        from_view = centre @ geometry.scaling(k, k)
        to_view = from_view @ view.to_view
        inside = geometry.warp(view.mask.astype(np.float32), from_view, (VIEW_SIDE, VIEW_SIDE), edge=False)
        mask = cells(inside)
        rgb = pyramid.warp(to_view, (VIEW_SIDE, VIEW_SIDE))
        distance = np.clip(_signed_distance(mask) / _FAR, -1.0, 2.0).astype(np.float32)
        return DifferenceReference(
            to_view, self.read(rgb), mask[None, None], distance[None, None], _small_lab(rgb)
        )

    def compare(self, ref: DifferenceReference, generated: Pyramid, transform: Matrix) -> Difference:
        """``transform``: similarity, original -> generated pixels. Raises ``ModelError`` when the model
        returns something else than promised."""
        rgb = generated.warp(ref.to_view @ np.linalg.inv(transform), (VIEW_SIDE, VIEW_SIDE))
        levels = self.read(rgb)
        lab = np.concatenate([ref.lab, _small_lab(rgb)])[None]
        names = ("o4", "o8", "o16", "o32", "g4", "g8", "g16", "g32")
        inputs = dict(zip(names, (*ref.levels, *levels), strict=True))
        for level, name in ((1, "sim8"), (2, "sim16")):
            side = GRID_SIDE >> level
            small = cv2.resize(ref.mask[0, 0], (side, side), interpolation=cv2.INTER_AREA)
            inputs[name] = similarities(ref.levels[level][0], levels[level][0], small)[None]
        found = self._head.run(**inputs, mask=ref.mask, dist=ref.distance, lab=lab)
        if len(found) < 3 or found[0].shape[1:] != (2, GRID_SIDE, GRID_SIDE) or found[1].shape[1:] != (4,):
            raise ModelError(
                translate("models", "{0} does not give two maps, four odds and six areas.").format(
                    self.model_id
                )
            )
        maps, odds, areas = found[0][0], found[1][0], found[2][0]
        if not all(np.isfinite(part).all() for part in (maps, odds, areas)):
            raise ModelError(
                translate("models", "{0} returned values that are not finite numbers.").format(self.model_id)
            )
        chance = 1.0 / (1.0 + np.exp(-np.clip(maps, -30.0, 30.0)))
        shifted = [float(np.clip(o + ODDS_FLOOR, 0.0, 2 * ODDS_FLOOR + 4.0)) for o in odds]
        parts = [float(max(0.0, a)) for a in areas]
        return Difference(
            chance[0].astype(np.float32),
            (chance[1] * ref.mask[0, 0]).astype(np.float32),
            *shifted,
            *parts,
        )

    def read(self, rgb: Bytes) -> tuple[Floats, ...]:
        """Feature maps of an image (uint8, sides multiples of 32) at strides 4, 8, 16 and 32: 1 x C x h x w each."""
        levels = self._features.run(image=np.ascontiguousarray(rgb[None]))[:_LEVELS]
        if len(levels) < _LEVELS or levels[0].shape[-2:] != (rgb.shape[0] // 4, rgb.shape[1] // 4):
            raise ModelError(
                translate("models", "The feature network does not give levels at strides 4, 8, 16 and 32.")
            )
        return tuple(np.asarray(level, np.float32) for level in levels)


def similarities(original: Floats, generated: Floats, mask: Floats) -> Floats:
    """Best matches between cells, by cosine of their standardised features: 4 x h x w, -1..1.

    ``original``, ``generated``: C x h x w; ``mask`` h x w, 0..1. The four planes: every generated cell to the original's
    product; to the generated product, its own neighbours aside; to the scene well away from the product; and every
    original cell to that scene. Patches of the product outside its outline speak for outgrowth, patches
    of the scene there speak against it. (Patch memories as in PatchCore, Roth et al. 2022.)
    """
    channels, height, width = generated.shape
    a, b = original.reshape(channels, -1), generated.reshape(channels, -1)
    both = np.concatenate([a, b], axis=1)
    mean, spread = both.mean(axis=1, keepdims=True), both.std(axis=1, keepdims=True) + 1e-3
    o, g = _unit((a - mean) / spread), _unit((b - mean) / spread)
    size, reach = (5, 2) if height > 20 else (3, 1)
    inside = (mask > 0.5).ravel()
    far = ~(cv2.dilate(mask, np.ones((size, size), np.uint8)) > 0.05).ravel()
    if not inside.any() or not far.any():
        return np.zeros((4, height, width), np.float32)
    own = g.T @ g
    to_original, to_scene = (g.T @ o[:, inside]).max(axis=1), (o.T @ g[:, far]).max(axis=1)
    y, x = np.divmod(np.arange(height * width), width)
    own[(np.abs(y[:, None] - y) <= reach) & (np.abs(x[:, None] - x) <= reach)] = -1.0
    planes = np.stack([to_original, own[:, inside].max(axis=1), own[:, far].max(axis=1), to_scene])
    return planes.reshape(4, height, width).astype(np.float32)


def _unit(columns: Floats) -> Floats:
    unit: Floats = columns / (np.linalg.norm(columns, axis=0, keepdims=True) + 1e-6)
    return unit


def to_product_view(field: Floats, ref: DifferenceReference, view: ProductView) -> Floats:
    """A GRID x GRID map resampled into the product view (h x w float32); 0 outside the square view."""
    k = VIEW_SIDE / GRID_SIDE
    matrix = view.to_view @ np.linalg.inv(ref.to_view) @ geometry.scaling(k, k)
    return geometry.warp(np.asarray(field, np.float32), matrix, view.size, edge=False)


def cells(inside: Floats) -> Floats:
    """Share (0..1) of every cell that a VIEW x VIEW mask covers."""
    return np.asarray(cv2.resize(inside, (GRID_SIDE, GRID_SIDE), interpolation=cv2.INTER_AREA), np.float32)


def _signed_distance(mask: Floats) -> Floats:
    """Cells to the outline: > 0 outside, < 0 inside."""
    outside = (mask < 0.5).astype(np.uint8)
    away = cv2.distanceTransform(outside, cv2.DIST_L2, 3)
    within = cv2.distanceTransform(np.uint8(1) - outside, cv2.DIST_L2, 3)
    return np.asarray(away - within, np.float32)


def _small_lab(rgb: Bytes) -> Floats:
    """Lab at the grid's size, scaled to about -1..2: 3 x GRID x GRID."""
    small = np.asarray(cv2.resize(rgb, (GRID_SIDE, GRID_SIDE), interpolation=cv2.INTER_AREA), np.uint8)
    scale = np.array([50.0, 40.0, 40.0], np.float32)
    return np.ascontiguousarray((masks.lab_from_rgb(small).astype(np.float32) / scale).transpose(2, 0, 1))


def grown_cells(product: Floats, mask: Floats, slack: int = 2) -> Flags:
    """Cells that are the product by more than even chance, beyond the original's outline and ``slack`` cells."""
    kernel = np.ones((2 * slack + 1, 2 * slack + 1), np.uint8)
    near = cv2.dilate(np.asarray(mask, np.float32), kernel) > 0.5
    grown: Flags = (product > 0.5) & ~near
    return grown
