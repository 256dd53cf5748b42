"""A small preference set made here: products on calm backgrounds (pass) and on damaged ones (fail)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from hfpc_desktop.training.reward_data import RewardData

SIDE = 64


def write_set(folder: Path, *, originals: int = 12, variants: int = 6, seed: int = 0) -> RewardData:
    """``originals`` products with ``variants`` each: half of them with stripes and blocks over the scene."""
    rng = np.random.default_rng(seed)
    paths, generated, index, good = [], [], [], []
    for number in range(originals):
        product = rng.integers(0, 256, 3)
        box = slice(18 + int(rng.integers(6)), 44), slice(20, 40 + int(rng.integers(6)))
        plain = np.full((SIDE, SIDE, 3), 245, np.uint8)
        plain[box] = product
        paths.append(_save(plain, folder / f"original_{number}.png"))
        for variant in range(variants):
            passes = variant % 2 == 0
            scene = _scene(rng, damaged=not passes)
            scene[box] = product
            generated.append(_save(scene, folder / f"generated_{number}_{variant}.png"))
            index.append(number)
            good.append(passes)
    return RewardData(tuple(paths), tuple(generated), np.array(index, dtype=np.intp), np.array(good))


def _scene(rng: np.random.Generator, *, damaged: bool) -> np.ndarray:
    """A soft gradient of a random colour; damaged: loud blocks over it."""
    top, bottom = rng.integers(60, 200, (2, 3))
    ramp = np.linspace(0, 1, SIDE)[:, None, None]
    scene = np.broadcast_to(top * (1 - ramp) + bottom * ramp, (SIDE, SIDE, 3)).copy()
    if damaged:
        blocks = rng.integers(0, 2, (SIDE // 4, SIDE // 4, 1)) * 120 - 60
        scene += np.kron(blocks, np.ones((4, 4, 1)))
    return np.clip(scene, 0, 255).astype(np.uint8)


def _save(pixels: np.ndarray, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path)
    return path
