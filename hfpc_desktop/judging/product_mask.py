"""Where the product is in an original: alpha channel, supplied mask, or found in the picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain import masks
from hfpc_desktop.judging.arrays import count, parts_touching
from hfpc_desktop.judging.closer_look import closer_look
from hfpc_desktop.judging.edge_aware import edge_aware

if TYPE_CHECKING:
    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.judging.arrays import Bytes, Flags, Floats
    from hfpc_desktop.judging.saliency import Saliency

WORK_SIDE = 512
"""Longest side, in pixels, at which the original's mask is kept."""

_EDGE_RADIUS = 3
"""The saliency network sees a picture of ``WORK_SIDE`` at about 320 px: its outline is off by a few pixels."""
_FAINT = 0.25
"""Saliency from which a coloured part beside the product belongs to it, on a plain backdrop."""
_COLOURED, _COLOURED_SHARE = 6.0, 0.3
"""Chroma (Lab units) away from the backdrop that no shadow has, and the share of a part that must have it."""
_BROAD, _PART = 9, 0.03
"""Least width, pixels, and least area, of what was found, of such a part: outlines are soft."""
_MIN_AREA, _MAX_AREA = 0.001, 0.98


class MaskSource(StrEnum):
    ALPHA = "alpha"
    SUPPLIED = "supplied"
    STUDIO = "studio"
    SALIENCY = "saliency"


@dataclass(frozen=True, slots=True, eq=False)
class ProductMask:
    """``mask`` uint8 H x W (0 or 255, longest side at most ``WORK_SIDE``); ``doubt``, same shape: where the
    product cannot be told from the backdrop; ``confidence`` 0..1, higher is better; ``cut``: the product touches this share of the picture's border (0..1);
    ``problem``: empty, or why there is no usable mask (the mask is then empty)."""

    mask: Bytes
    doubt: Bytes
    source: MaskSource
    confidence: float
    cut: float = 0.0
    problem: str = ""


def work_size(width: int, height: int, side: int = WORK_SIDE) -> tuple[int, int]:
    """(width, height) reduced to ``side`` on the longest side, never enlarged, at least 1 pixel."""
    k = min(1.0, side / max(width, height))
    return max(1, round(width * k)), max(1, round(height * k))


def find_product(original: Picture, supplied: Bytes | None, saliency: Saliency) -> ProductMask:
    """The product's mask: a usable alpha channel, else a usable supplied mask, else found in the picture.

    An alpha channel or mask that is all clear or all opaque says nothing and is passed over. A supplied
    mask goes before alpha, because a person made it. Never raises on picture content.
    """
    size = work_size(original.width, original.height)
    for given, source in ((supplied, MaskSource.SUPPLIED), (original.alpha, MaskSource.ALPHA)):
        if given is None:
            continue
        small = cv2.resize(np.ascontiguousarray(given), size, interpolation=cv2.INTER_AREA)
        area = float(np.mean(small >= 128))
        if _MIN_AREA < area < _MAX_AREA:
            return _finish(masks.as_bool(small), source, 1.0)
    rgb = cv2.resize(original.rgb, size, interpolation=cv2.INTER_AREA)
    return _found(np.asarray(rgb, np.uint8), closer_look(saliency, original.rgb, size))


def _found(rgb: Bytes, salient: Floats) -> ProductMask:
    """Saliency, pulled to the picture's edges. A plain backdrop shows holes, and where nothing can be told."""
    prob = edge_aware(rgb, salient, radius=_EDGE_RADIUS)
    backdrop = _Backdrop.of(rgb)
    source = MaskSource.STUDIO if backdrop.plain else MaskSource.SALIENCY
    found = prob >= 0.5
    if not found.any():
        nothing = np.zeros(found.shape, np.uint8)
        return ProductMask(nothing, nothing, source, 0.0, 0.0, "no product found")
    found = _tidy(found, prob)
    bare = np.zeros_like(found)
    if backdrop.plain:
        found = _filled(_completed(found, prob, backdrop), backdrop)
        bare = _bare(rgb, found, backdrop)
        holes = _unclaimed(bare, prob)
        found, bare = found & ~holes, bare & ~holes
    return _finish(found, source, _confidence(found, prob, backdrop.plain), bare)


def grab_cut(rgb: Bytes, seeds: Bytes, rounds: int) -> Flags:
    """OpenCV's GrabCut from a seed map (``cv2.GC_*``), deterministic; falls back to the seeds when one side has no pixel."""
    probable: Flags = (seeds == cv2.GC_FGD) | (seeds == cv2.GC_PR_FGD)
    if probable.all() or not probable.any():
        return probable
    cv2.setRNGSeed(7)
    labels = seeds.copy()
    cv2.grabCut(
        np.ascontiguousarray(rgb),
        labels,
        (0, 0, 1, 1),
        np.zeros((1, 65)),
        np.zeros((1, 65)),
        rounds,
        cv2.GC_INIT_WITH_MASK,
    )
    found: Flags = (labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Backdrop:
    """A plain studio backdrop, as a smooth Lab surface fitted to the picture's border.

    ``chroma``, ``light``: distance of every pixel to that surface (Lab units); ``plain``: whether
    the border agrees with one smooth surface.
    """

    plain: bool
    chroma: Floats
    light: Floats

    @staticmethod
    def of(rgb: Bytes) -> _Backdrop:
        lab = masks.lab_from_rgb(rgb)
        height, width = lab.shape[:2]
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        y, x = y / max(1, height - 1) - 0.5, x / max(1, width - 1) - 0.5
        basis = np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], axis=-1)
        rim = max(2, round(0.03 * min(height, width)))
        border = np.ones((height, width), bool)
        border[rim:-rim, rim:-rim] = False
        use = border & (np.abs(lab - _commonest_corner(lab, border)).max(axis=-1) < 12.0)
        surface, keep, rough = lab, 0.0, 99.0
        for _ in range(3):  # drop the parts of the border where the product is cut by the frame
            if count(use) < 0.25 * count(border):
                return _Backdrop(
                    False, np.zeros(lab.shape[:2], np.float32), np.zeros(lab.shape[:2], np.float32)
                )
            terms = basis if count(use) > 0.7 * count(border) else basis[..., :1]
            weights, *_ = np.linalg.lstsq(terms[use], lab[use], rcond=None)
            surface = terms @ weights
            away = np.abs(lab - surface).max(axis=-1)
            rough = float(np.median(away[use]))
            use = border & (away < max(4.0, 2.0 * rough))
            keep = count(use) / count(border)
        plain = keep >= 0.7 or (keep >= 0.3 and rough < 1.5)
        delta = lab - surface
        return _Backdrop(plain, np.hypot(delta[..., 1], delta[..., 2]), delta[..., 0])


def _commonest_corner(lab: Floats, border: Flags) -> Floats:
    """The colour of the corner that most of the border shares."""
    height, width = lab.shape[:2]
    h, w = max(2, height // 16), max(2, width // 16)
    corners = [lab[:h, :w], lab[:h, -w:], lab[-h:, :w], lab[-h:, -w:]]
    colours = [np.median(c.reshape(-1, 3), axis=0) for c in corners]
    votes = [count(border & (np.abs(lab - c).max(axis=-1) < 12.0)) for c in colours]
    best: Floats = colours[int(np.argmax(votes))]
    return best


def _tidy(found: Flags, prob: Floats) -> Flags:
    """Drop specks: keep the largest part and every part that is not small and is salient."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(found.astype(np.uint8), connectivity=8)
    if count <= 1:
        return found
    area = stats[1:, cv2.CC_STAT_AREA]
    salient = np.bincount(labels.ravel(), weights=prob.ravel(), minlength=count)[1:]
    best = int(np.argmax(salient + 1e-6 * area))
    keep = (area > 0.02 * area[best]) & (salient / area > 0.2)
    keep[best] = True
    kept: Flags = np.concatenate([[False], keep])[labels]
    return kept


def _reachable(free: Flags) -> Flags:
    """The part of ``free`` that is connected to the picture's border."""
    _, labels = cv2.connectedComponents(free.astype(np.uint8), connectivity=4)
    rim = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    return np.isin(labels, np.unique(rim[rim > 0]))


def _completed(found: Flags, prob: Floats, backdrop: _Backdrop) -> Flags:
    """``found`` with the parts joined to it that stand out less and are coloured as no shadow on the backdrop is: the far
    ends of a pale striped box."""
    faint = ((prob >= _FAINT) & ~found).astype(np.uint8)
    broad = cv2.morphologyEx(faint, cv2.MORPH_OPEN, np.ones((_BROAD, _BROAD), np.uint8))
    total, labels = cv2.connectedComponents(broad, connectivity=4)
    area = np.maximum(np.bincount(labels.ravel(), minlength=total), 1)
    coloured = np.bincount(labels.ravel(), weights=(backdrop.chroma > _COLOURED).ravel(), minlength=total)
    added = (coloured / area > _COLOURED_SHARE) & (area > _PART * count(found))
    added[0] = False
    return parts_touching(found | added[labels], found)


def _filled(found: Flags, backdrop: _Backdrop) -> Flags:
    """``found`` with the gaps that it encloses and that do not show the backdrop: pale labels."""
    enclosed = ~found & ~_reachable(~found)
    total, labels = cv2.connectedComponents(enclosed.astype(np.uint8), connectivity=4)
    differs = (backdrop.chroma > 3.5) | (np.abs(backdrop.light) > 7.0)
    area = np.maximum(np.bincount(labels.ravel(), minlength=total), 1)
    share = np.bincount(labels.ravel(), weights=differs.ravel(), minlength=total) / area
    filled = share > 0.5
    filled[0] = False
    product: Flags = found | filled[labels]
    return product


def _bare(rgb: Bytes, found: Flags, backdrop: _Backdrop) -> Flags:
    """Flat patches inside the product that look exactly like the backdrop: a table's gap, or a blank
    white label on white. The pixels alone cannot tell which, so nothing is concluded from them."""
    bare = found & (np.abs(backdrop.light) < 7.0) & (backdrop.chroma < 3.5)
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    texture = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    bare &= texture < 9
    total, labels, stats, _ = cv2.connectedComponentsWithStats(bare.astype(np.uint8), connectivity=4)
    large = stats[:, cv2.CC_STAT_AREA] > max(24, 0.004 * count(found))
    large[:1] = False
    if total <= 1 or not large.any():
        return np.zeros_like(found)
    chosen: Flags = cv2.dilate(large[labels].astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    return chosen & found


def _unclaimed(bare: Flags, prob: Floats) -> Flags:
    """The bare patches that saliency does not claim for the product: true holes."""
    total, labels, stats, _ = cv2.connectedComponentsWithStats(bare.astype(np.uint8), connectivity=4)
    area = np.maximum(stats[:, cv2.CC_STAT_AREA], 1)
    mean = np.bincount(labels.ravel(), weights=prob.ravel(), minlength=total) / area
    hole = mean < 0.3
    hole[0] = False
    holes: Flags = hole[labels]
    return holes


def _confidence(found: Flags, prob: Floats, plain: bool) -> float:
    """0..1: agreement of mask and saliency, and a plain backdrop as a second witness."""
    soft = float(np.minimum(found, prob).sum() / max(1.0, float(np.maximum(found, prob).sum())))
    return float(np.clip((0.45 if plain else 0.1) + 0.6 * soft, 0.0, 1.0))


def _finish(mask: Flags, source: MaskSource, confidence: float, doubt: Flags | None = None) -> ProductMask:
    area = float(mask.mean())
    rim = np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]])
    made, unsure = _bytes(mask), _bytes(np.zeros_like(mask) if doubt is None else doubt)
    if area < _MIN_AREA or area > _MAX_AREA:
        problem = "no product found" if area < _MIN_AREA else "the product fills the whole picture"
        return ProductMask(np.zeros_like(made), unsure, source, 0.0, 0.0, problem)
    return ProductMask(made, unsure, source, confidence, float(rim.mean()))


def _bytes(mask: Flags) -> Bytes:
    made = mask.astype(np.uint8) * np.uint8(255)
    made.setflags(write=False)
    return made
