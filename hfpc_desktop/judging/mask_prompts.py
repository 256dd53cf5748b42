"""A click by a person -> the part of the picture that looks like the spot, without any model: seeded GrabCut.

The embedded segmenter uses it where nothing stands out. Pure, any thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.judging.arrays import parts_touching
from hfpc_desktop.judging.product_mask import grab_cut, work_size

if TYPE_CHECKING:
    from hfpc_desktop.judging.arrays import Bytes, Flags

_SIDE = 320
"""Longest side at which is cut, pixels: a second at most."""
_SEED, _REACH = 0.012, 0.28
"""Radii of a click as shares of the longest side: surely meant, and as far as its part may reach."""


def cut_click(rgb: Bytes, x: float, y: float) -> Flags:
    """The part of the picture under a click (fractions). Bool of the picture's size; the click is always in it."""
    height, width = rgb.shape[:2]
    size = work_size(width, height, _SIDE)
    small = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
    cx, cy = min(size[0] - 1, int(x * size[0])), min(size[1] - 1, int(y * size[1]))
    away = np.hypot(np.arange(size[0]) - cx, (np.arange(size[1]) - cy)[:, None])
    seed = away <= max(2.0, _SEED * _SIDE)
    lab = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2LAB), (0, 0), 1.0).astype(np.float32)
    # What looks like the clicked spot is probably its part; far away nothing is.
    alike = np.abs(lab - np.median(lab[seed], axis=0)).max(axis=-1) < 26
    seeds = np.where(alike, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    seeds[away > _REACH * _SIDE] = cv2.GC_BGD
    seeds[seed] = cv2.GC_FGD
    found = grab_cut(small, seeds, 4) | seed
    return _enlarged(parts_touching(found, seed, connectivity=8), width, height)


def _enlarged(found: Flags, width: int, height: int) -> Flags:
    smooth = cv2.resize(found.astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    result: Flags = cv2.GaussianBlur(smooth, (0, 0), max(0.5, max(width, height) / _SIDE / 2)) >= 0.5
    return result
