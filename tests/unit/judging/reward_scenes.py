"""Hand-made scenes for the reward's tests: a product on a ground with a contact shadow, before a wall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain.pictures import Picture

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIDE = 384
BOX = (140, 110, 244, 300)
"""Product box (x0, y0, x1, y1), px."""


def product_mask() -> NDArray[np.uint8]:
    mask = np.zeros((SIDE, SIDE), dtype=np.uint8)
    x0, y0, x1, y1 = BOX
    mask[y0:y1, x0:x1] = 255
    return mask


def sound_scene(*, shadow: bool = True, seed: int = 1) -> NDArray[np.uint8]:
    """A blue-green product with a stripe on a fine-grained floor, a warm wall behind."""
    rng = np.random.default_rng(seed)
    rgb = np.empty((SIDE, SIDE, 3), dtype=np.float32)
    rgb[:240] = (205, 190, 172)
    rgb[240:] = (150, 118, 88)
    rgb += np.linspace(-12, 12, SIDE)[None, :, None]
    x0, y0, x1, y1 = BOX
    if shadow:
        dark = np.zeros((SIDE, SIDE), dtype=np.float32)
        cv2.ellipse(dark, ((x0 + x1) // 2, y1 + 2), ((x1 - x0) // 2 + 12, 12), 0, 0, 360, 1.0, -1)
        rgb *= 1 - 0.7 * cv2.GaussianBlur(dark, (0, 0), 4)[..., None]
    rgb += rng.normal(0, 1.5, rgb.shape)
    rgb[y0:y1, x0:x1] = (35, 95, 110)
    rgb[y0 + 60 : y0 + 90, x0:x1] = (225, 205, 90)
    rgb[y0:y1, x0:x1] += rng.normal(0, 1.5, (y1 - y0, x1 - x0, 3))
    rgb = cv2.GaussianBlur(rgb, (0, 0), 0.6)
    return rgb.clip(0, 255).astype(np.uint8)


def picture(rgb: NDArray[np.uint8]) -> Picture:
    return Picture(rgb, None, (rgb.shape[1], rgb.shape[0]))


@dataclass(frozen=True)
class Found:
    """A ``FoundProduct``."""

    generated_mask: NDArray[np.uint8] | None
    expected_mask: NDArray[np.uint8] | None = None


@dataclass(frozen=True)
class Original:
    """An ``OriginalMask``."""

    mask: NDArray[np.uint8] | None
