"""Pictures with exact masks, composed from cut-outs and backgrounds; some products have grown. No torch."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.images.decode import load_picture
from hfpc_desktop.training.segmenter_data import PICTURES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Composition:
    """``rgb`` uint8 H x W x 3; ``mask`` uint8 H x W of all product pixels; ``expected``: of the product without
    its outgrowth; ``outgrowth``: grown area / expected area, 0 when nothing grew."""

    rgb: NDArray[np.uint8]
    mask: NDArray[np.uint8]
    expected: NDArray[np.uint8]
    outgrowth: float


def compose(
    cutout: NDArray[np.uint8],
    background: NDArray[np.uint8],
    rng: np.random.Generator,
    *,
    grown: bool,
    side: int = 512,
) -> Composition:
    """Puts one cut-out (uint8 H x W x 4, RGBA) on a background (uint8 H x W x 3). A pure function of ``rng``.

    The product is scaled to 0.3 to 0.75 of the picture, turned by up to 12 degrees and relit a little. A
    grown one continues with its own texture over a blob at its outline.
    """
    canvas = cv2.resize(background, (side, side), interpolation=cv2.INTER_AREA).astype(np.float32)
    placed = _place(cutout, rng, side)
    alpha = placed[..., 3].astype(np.float32) / 255.0
    light = rng.uniform(0.85, 1.1, 3).astype(np.float32)
    colour = np.clip(placed[..., :3].astype(np.float32) * light, 0, 255)
    expected = alpha >= 0.5
    whole = alpha
    if grown and expected.any():
        blob = _blob(expected, rng)
        filled = _continued(colour, expected, blob)
        colour = np.where(blob[..., None] & ~expected[..., None], filled, colour)
        whole = np.maximum(alpha, cv2.GaussianBlur(blob.astype(np.float32), (0, 0), 0.7))
    rgb = canvas * (1 - whole[..., None]) + colour * whole[..., None]
    rgb += rng.normal(0, 1.5, rgb.shape)
    mask = whole >= 0.5
    area = max(1, int(np.count_nonzero(expected)))
    return Composition(
        np.clip(rgb, 0, 255).astype(np.uint8),
        mask.astype(np.uint8) * np.uint8(255),
        expected.astype(np.uint8) * np.uint8(255),
        float(np.count_nonzero(mask & ~expected) / area),
    )


def _place(cutout: NDArray[np.uint8], rng: np.random.Generator, side: int) -> NDArray[np.uint8]:
    """The cut-out somewhere inside a clear square."""
    rows, columns = np.nonzero(cutout[..., 3] >= 128)
    if rows.size == 0:
        raise UsageError("A cut-out is all transparent.")
    tight = cutout[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1].astype(np.float32)
    tight[..., :3] *= tight[..., 3:] / 255.0  # premultiplied, so that no backdrop colour leaks in
    k = side * rng.uniform(0.3, 0.75) / max(tight.shape[:2])
    turn = cv2.getRotationMatrix2D(
        (tight.shape[1] / 2, tight.shape[0] / 2), float(rng.uniform(-12, 12)), float(k)
    )
    reach = 0.5 * k * max(tight.shape[:2])
    low, high = min(reach, side / 2), max(side - reach, side / 2)
    centre = rng.uniform(low, high, 2)
    turn[:, 2] += centre - np.array([tight.shape[1] / 2, tight.shape[0] / 2])
    small = cv2.warpAffine(tight, turn, (side, side), flags=cv2.INTER_AREA)
    clear = np.maximum(small[..., 3:], 1e-3)
    small[..., :3] = np.where(small[..., 3:] > 0, small[..., :3] * 255.0 / clear, 0)
    placed: NDArray[np.uint8] = np.clip(small, 0, 255).astype(np.uint8)
    return placed


def _blob(product: NDArray[np.bool_], rng: np.random.Generator) -> NDArray[np.bool_]:
    """One or two ellipses that sit on the outline, 6 to 25 % of the product's size."""
    contours, _ = cv2.findContours(product.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(contours, key=len)[:, 0]
    size = float(np.sqrt(np.count_nonzero(product)))
    canvas = np.zeros(product.shape, np.uint8)
    for _ in range(int(rng.integers(1, 3))):
        x, y = outline[int(rng.integers(len(outline)))]
        axes = (max(2, int(size * rng.uniform(0.06, 0.25))), max(2, int(size * rng.uniform(0.06, 0.25))))
        cv2.ellipse(canvas, (int(x), int(y)), axes, float(rng.uniform(0, 180)), 0, 360, 1, -1)
    return canvas > 0


def _continued(
    colour: NDArray[np.float32], product: NDArray[np.bool_], blob: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """The product's own pixels carried on over the blob: each takes the colour mirrored at the outline."""
    outside = blob & ~product
    if not outside.any():
        return colour
    _, labels = cv2.distanceTransformWithLabels(
        (~product).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    rows, columns = np.nonzero(product)
    by_label = np.zeros((int(labels.max()) + 1, 2), np.intp)
    by_label[labels[rows, columns]] = np.stack([rows, columns], axis=1)
    y, x = np.nonzero(outside)
    near = by_label[labels[y, x]]
    mirrored = np.clip(2 * near - np.stack([y, x], axis=1), 0, np.array(product.shape) - 1)
    inside = product[mirrored[:, 0], mirrored[:, 1]]
    source = np.where(inside[:, None], mirrored, near)
    out = colour.copy()
    out[y, x] = colour[source[:, 0], source[:, 1]]
    return out


def plain_background(rng: np.random.Generator, side: int = 512) -> NDArray[np.uint8]:
    """A soft scene without objects: two gradients, a floor line and blurred noise."""
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side
    first, second, third = rng.uniform(40, 220, (3, 3)).astype(np.float32)
    wall = first + (second - first) * (x * rng.uniform(0, 1) + y * rng.uniform(0, 1))[..., None] / 2
    scene = np.where((y > rng.uniform(0.5, 0.9))[..., None], third, wall)
    noise = cv2.resize(rng.normal(0, 25, (12, 12, 3)).astype(np.float32), (side, side))
    made: NDArray[np.uint8] = np.clip(cv2.GaussianBlur(scene, (0, 0), 2.0) + noise, 0, 255).astype(np.uint8)
    return made


def synthesise(
    cutouts: Path,
    backgrounds: Path | None,
    target: Path,
    *,
    count: int,
    seed: int = 0,
    grown_share: float = 0.3,
    side: int = 512,
    on_done: Callable[[int], None] = lambda _: None,
) -> int:
    """Writes ``images``, ``masks``, ``expected`` (PNG) and ``pairs.jsonl``. Returns the number of pictures.

    ``cutouts``: pictures with an alpha channel; ``backgrounds``: a folder of scenes, or ``None`` for plain
    ones. The same seed gives the same pictures.
    """
    products = [p for path in _files(cutouts) if (p := _cutout(path)) is not None]
    if not products:
        raise UsageError(f"{cutouts} holds no picture with an alpha channel.")
    scenes = (
        [np.array(load_picture(p, max_side=2 * side).rgb) for p in _files(backgrounds)] if backgrounds else []
    )
    for name in ("images", "masks", "expected"):
        (target / name).mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    lines = []
    for number in range(count):
        name, cutout = products[int(rng.integers(len(products)))]
        scene = scenes[int(rng.integers(len(scenes)))] if scenes else plain_background(rng, side)
        made = compose(cutout, scene, rng, grown=bool(rng.random() < grown_share), side=side)
        file = f"{number:05d}.png"
        _write(target / "images" / file, made.rgb[..., ::-1])
        _write(target / "masks" / file, made.mask)
        _write(target / "expected" / file, made.expected)
        lines.append(json.dumps({"image": file, "product": name, "outgrowth": round(made.outgrowth, 4)}))
        on_done(number + 1)
    (target / "pairs.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return count


def _cutout(path: Path) -> tuple[str, NDArray[np.uint8]] | None:
    picture = load_picture(path, max_side=1024)
    if picture.alpha is None or not (picture.alpha >= 128).any() or (picture.alpha >= 128).all():
        return None
    return path.stem, np.dstack([picture.rgb, picture.alpha])


def _files(folder: Path | None) -> Sequence[Path]:
    if folder is None:
        return []
    try:
        return sorted(p for p in folder.iterdir() if p.suffix.lower() in PICTURES)
    except OSError as error:
        raise UsageError(f"{folder} cannot be read ({error.strerror or error}).") from error


def _write(path: Path, pixels: NDArray[np.uint8]) -> None:
    done, data = cv2.imencode(".png", np.ascontiguousarray(pixels))
    if not done:
        raise UsageError(f"{path} could not be encoded.")
    path.write_bytes(data.tobytes())
