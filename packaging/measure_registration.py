"""How often registration finds the product, and whether its confidence says so, on made pairs with known transforms.

    python packaging/measure_registration.py --data RENDERS --scenes PICTURES [--seed 1] [--jobs 2] [--fit]

``RENDERS``: a folder of the render script (originals/NAME.png, masks/original/NAME.png). ``PICTURES``: any folder of
photographs. Every product is cut out by its mask and put over photographs under other light: in seven sizes, turned, and as
a generator would change it (stretched, bent, recoloured, a part lost, redrawn); and photographs without it, with another
product in its place. A registration is right when the corners of the product's box come, on average, within 5 % of
the product's longest side (of a deformed product: plus what the best similarity cannot follow). The rendered pairs of
the folder (pairs.jsonl, with masks of both pictures; other views, damaged products) are measured as well: right from an IoU
of 0.5 of the registered and the true mask.

``--fit`` prints weights for ``judging/registration_confidence.py``. Fit on your own renders (and light maps), never on
the shipped ones or on photographs that only measure.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hfpc_desktop.domain import masks
from hfpc_desktop.domain.pictures import Picture
from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.local_features import generated_features
from hfpc_desktop.judging.product_view import product_view
from hfpc_desktop.judging.registration import Registration, register
from hfpc_desktop.judging.registration_reference import (
    COARSE_MARGIN,
    COARSE_SIDE,
    RegistrationReference,
    registration_reference,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hfpc_desktop.judging.registration_confidence import Signs

FRAME = 512
"""Side of a made picture, in pixels; larger where the product is larger."""
RIGHT = 0.05
"""Mean distance of the box's corners, in longest sides of the product, up to which a registration is right."""
FAR = 0.15
"""The same, from which it is wrong; between the two it is neither."""
APART, TOGETHER = 0.3, 0.5
"""IoU of a rendered pair up to which a registration is wrong, and from which it is right."""
SIZES = (0.15, 0.22, 0.35, 0.6, 1.0, 1.5, 2.0)
TURNS = (
    *((0.45, d) for d in (6, -6, 10, -10)),
    *((0.9, d) for d in (8, -8)),
    *((0.6, d) for d in (15, -15)),
    (1.0, 15),
    *((0.6, d) for d in (25, -25)),
    (1.0, -25),
)
"""(size, degrees)."""
CHANGES = ("stretched", "bent", "recoloured", "lost", "redrawn")
ABSENT = 3
"""Pictures without the product, of each product."""


@dataclass(frozen=True, slots=True, eq=False)
class Sprite:
    """A product cut out: ``rgb`` uint8, ``alpha`` 0..1, and its box (x, y, width, height)."""

    name: str
    rgb: np.ndarray
    alpha: np.ndarray
    box: tuple[int, int, int, int]

    @property
    def longest(self) -> int:
        return max(self.box[2:])

    @property
    def corners(self) -> np.ndarray:
        x, y, w, h = self.box
        return np.array([[x, y], [x + w, y], [x, y + h], [x + w, y + h]], float)


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """``group``: what was done. ``true``: original -> generated, ``None`` where the product is not there; ``slack``:
    how far, in longest sides, the best similarity lies from a deformed product's corners."""

    group: str
    rgb: np.ndarray
    true: np.ndarray | None
    slack: float = 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """``right``: the product was found where it is; ``None`` where that is a matter of taste."""

    group: str
    right: bool | None
    signs: Signs
    registered: bool


def read_sprite(folder: Path, name: str) -> Sprite:
    rgb = read_rgb(folder / "originals" / f"{name}.png")
    mask = read_mask(folder / "masks" / "original" / f"{name}.png")
    x, y, w, h = cv2.boundingRect((mask >= 128).astype(np.uint8))
    return Sprite(name, rgb, mask.astype(np.float32) / 255.0, (x, y, w, h))


def read_rgb(path: Path) -> np.ndarray:
    """uint8 h x w x 3; what is clear becomes white."""
    pixels = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if pixels is None:
        raise SystemExit(f"{path} cannot be read")
    rgb = np.ascontiguousarray(pixels[..., 2::-1])
    if pixels.shape[2] == 4:
        a = pixels[..., 3:] / 255.0
        rgb = np.rint(rgb * a + 255.0 * (1 - a)).astype(np.uint8)
    return rgb


def read_mask(path: Path) -> np.ndarray:
    mask = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if mask is None:
        raise SystemExit(f"{path} cannot be read")
    return mask


def made_pairs(sprite: Sprite, others: list[Sprite], scenes: list[Path], seed: int) -> list[Made]:
    """The same ones for the same seed."""
    r = np.random.default_rng([seed, zlib.crc32(sprite.name.encode())])
    made = [placed(r, sprite, scenes, f"size {k}", k, 0.0) for k in SIZES]
    made += [placed(r, sprite, scenes, f"turned {abs(d)}", k, d) for k, d in TURNS]
    for change in CHANGES:
        for _ in range(2):
            size, degrees = float(r.uniform(0.35, 1.2)), float(r.uniform(-4, 4))
            made.append(placed(r, sprite, scenes, change, size, degrees, change))
    for _ in range(ABSENT):
        other = others[r.integers(len(others))]
        size = float(r.uniform(0.35, 1.0)) * sprite.longest / other.longest
        made.append(Made("absent", placed(r, other, scenes, "", size, 0.0).rgb, None))
    return made


def placed(
    r: np.random.Generator,
    sprite: Sprite,
    scenes: list[Path],
    group: str,
    size: float,
    degrees: float,
    change: str = "",
) -> Made:
    """The product over a photograph, ``size`` times its pixels, turned about its middle, perhaps changed."""
    rgb, alpha, moved = changed(r, sprite, change)
    side = max(FRAME, round(1.2 * size * sprite.longest))
    x, y, w, h = sprite.box
    room = max(0.0, side - 1.1 * size * sprite.longest) / 2
    at = side / 2 + r.uniform(-room, room, 2)
    true = (
        geometry.shifting(*at)
        @ geometry.rotation(np.radians(degrees))
        @ geometry.scaling(size, size)
        @ geometry.shifting(-x - w / 2, -y - h / 2)
    )
    premultiplied = np.dstack([rgb * alpha[..., None], 255.0 * alpha]).astype(np.float32)
    if size < 0.8:
        premultiplied = cv2.GaussianBlur(premultiplied, (0, 0), 0.5 * np.sqrt(1 / size**2 - 1))
    whole = geometry.warp(premultiplied, true @ moved, (side, side), edge=False)
    background = scenery(r, scenes, side)
    ramp = np.linspace(r.uniform(0.75, 1.15), r.uniform(0.75, 1.15), side)
    ramp = ramp[None, :, None] if r.random() < 0.5 else ramp[:, None, None]
    lit = whole[..., :3] * r.uniform(0.7, 1.1) * r.uniform(0.88, 1.0, 3) * ramp
    picture = background * (1 - whole[..., 3:] / 255.0) + lit
    picture = cv2.GaussianBlur(picture, (0, 0), r.uniform(0.3, 0.8)) + r.normal(0, 2.0, picture.shape)
    away = geometry.apply(moved, sprite.corners) - sprite.corners
    slack = _unfollowed(sprite.corners, away) / sprite.longest if change == "stretched" else 0.0
    if change == "bent":
        slack = RIGHT
    return Made(group, np.clip(picture, 0, 255).astype(np.uint8), true @ moved, slack)


def _unfollowed(corners: np.ndarray, away: np.ndarray) -> float:
    """Mean distance, in pixels, that the best similarity leaves at the corners of a stretched product."""
    nearest, _ = cv2.estimateAffinePartial2D(corners, corners + away, method=cv2.LMEDS)
    return float(np.linalg.norm(corners @ nearest[:, :2].T + nearest[:, 2] - corners - away, axis=1).mean())


def scenery(r: np.random.Generator, scenes: list[Path], side: int) -> np.ndarray:
    """A random cut of a photograph."""
    pixels = cv2.imread(str(scenes[r.integers(len(scenes))]), cv2.IMREAD_COLOR)[..., ::-1]
    height, width = pixels.shape[:2]
    cut = int(min(height, width) * r.uniform(0.7, 1.0))
    top, left = r.integers(0, height - cut + 1), r.integers(0, width - cut + 1)
    part = np.ascontiguousarray(pixels[top : top + cut, left : left + cut])
    return cv2.resize(part, (side, side), interpolation=cv2.INTER_CUBIC).astype(np.float32)


def changed(r: np.random.Generator, sprite: Sprite, change: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(rgb float32, alpha, original -> changed product): as a generator would change it."""
    rgb, alpha = sprite.rgb.astype(np.float32), sprite.alpha
    x, y, w, h = sprite.box
    middle = (x + w / 2, y + h / 2)
    same = np.eye(3)
    if change == "stretched":
        k = float(np.exp(r.choice([-1, 1]) * r.uniform(0.14, 0.37)))
        across, along = (k, 1.0) if r.random() < 0.5 else (1.0, k)
        larger = max(across, along)
        return rgb, alpha, geometry.about(geometry.scaling(across / larger, along / larger), *middle)
    if change == "bent":
        field = r.standard_normal((4, 4, 2)).astype(np.float32)
        flow = cv2.resize(field, rgb.shape[1::-1], interpolation=cv2.INTER_CUBIC)
        flow *= sprite.longest * r.uniform(0.03, 0.06) / np.sqrt((flow**2).sum(-1).mean())
        gx, gy = np.meshgrid(np.arange(rgb.shape[1]), np.arange(rgb.shape[0]))
        at = (gx + flow[..., 0]).astype(np.float32), (gy + flow[..., 1]).astype(np.float32)
        return cv2.remap(rgb, *at, cv2.INTER_LINEAR), cv2.remap(alpha, *at, cv2.INTER_LINEAR), same
    if change == "recoloured":
        hsv = cv2.cvtColor(sprite.rgb, cv2.COLOR_RGB2HSV)
        hsv[..., 0] = (hsv[..., 0].astype(int) + int(r.integers(30, 150))) % 180
        return cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB).astype(np.float32), alpha, same
    if change == "lost":
        kept = alpha.copy()
        part, side = r.uniform(0.15, 0.3), r.integers(4)
        cut = (np.s_[: y + round(part * h)], np.s_[y + round((1 - part) * h) :],
               np.s_[:, : x + round(part * w)], np.s_[:, x + round((1 - part) * w) :])  # fmt: skip
        kept[cut[side]] = 0.0
        return rgb, kept, same
    if change == "redrawn":
        other = rgb.copy()
        for _ in range(int(r.integers(2, 5))):
            pw, ph = (max(4, round(s * r.uniform(0.2, 0.5))) for s in (w, h))
            px, py = (int(r.integers(a, a + s - p + 1)) for a, s, p in ((x, w, pw), (y, h, ph)))
            flip = int(r.integers(-1, 2))
            other[py : py + ph, px : px + pw] = cv2.flip(other[py : py + ph, px : px + pw].copy(), flip)
        return other, alpha, same
    return rgb, alpha, same


def reference(sprite: Sprite) -> RegistrationReference:
    """With the exact mask: what is measured is registration."""
    pyramid = geometry.Pyramid.of(sprite.rgb)
    mask = np.rint(sprite.alpha * 255).astype(np.uint8)
    view = product_view(pyramid, mask, np.zeros_like(mask))
    coarse = product_view(pyramid, mask, np.zeros_like(mask), COARSE_SIDE, COARSE_MARGIN)
    assert view is not None and coarse is not None, sprite.name
    return registration_reference(picture(sprite.rgb), pyramid, view, coarse)


def picture(rgb: np.ndarray) -> Picture:
    return Picture(np.ascontiguousarray(rgb), None, (rgb.shape[1], rgb.shape[0]))


def off(sprite: Sprite, made: Made, found: Registration) -> float:
    """Mean distance of the corners / longest side, of the similarity; infinite without a true place."""
    if made.true is None:
        return float("inf")
    wanted = geometry.apply(made.true, sprite.corners)
    longest = sprite.longest * geometry.mean_scale(made.true)
    away = np.linalg.norm(geometry.apply(found.transform, sprite.corners) - wanted, axis=1)
    return float(away.mean() / longest)


def measure(folder: Path, name: str, names: list[str], scenes: list[Path], seed: int) -> list[Result]:
    cv2.setNumThreads(1)
    sprite = read_sprite(folder, name)
    others = [read_sprite(folder, other) for other in names if other.split("-")[0] != name.split("-")[0]]
    ref, results = reference(sprite), []
    for made in made_pairs(sprite, others, scenes, seed):
        found = registered(ref, made.rgb)
        away = off(sprite, made, found) - made.slack
        right = None if RIGHT < away < FAR else away <= RIGHT
        results.append(Result(made.group, right, found.signs, found.registered))
    for rgb, mask in rendered(folder, name):
        found = registered(ref, rgb)
        overlap = _overlap(sprite, found, mask)
        right = None if APART < overlap < TOGETHER else overlap >= TOGETHER
        results.append(Result("rendered", right, found.signs, found.registered))
    return results


def registered(ref: RegistrationReference, rgb: np.ndarray) -> Registration:
    pyramid = geometry.Pyramid.of(rgb)
    return register(ref, picture(rgb), pyramid, generated_features(pyramid))


def rendered(folder: Path, name: str) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """(rgb, mask of the product) of the folder's own generated images of this product."""
    listed = folder / "pairs.jsonl"
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    for row in map(json.loads, lines):
        if Path(row["original"]).stem == name:
            yield read_rgb(folder / row["generated"]), read_mask(folder / row["generated_mask"])


def _overlap(sprite: Sprite, found: Registration, truth: np.ndarray) -> float:
    """IoU of the original's mask, registered, and the true mask."""
    size = (truth.shape[1], truth.shape[0])
    expected = geometry.warp(sprite.alpha, found.transform, size, edge=False)
    return masks.iou(expected >= 0.5, truth >= 128)


def report(results: list[Result]) -> str:
    lines = [f"{'':14s}{'pairs':>6s}{'right':>7s}{'wrong':>7s}{'right, refused':>16s}{'wrong, refused':>16s}"]
    groups: dict[str, list[Result]] = defaultdict(list)
    for one in results:
        groups[one.group].append(one)
    for name, have in [*groups.items(), ("all", results)]:
        right, wrong = [x for x in have if x.right], [x for x in have if x.right is False]
        refused = [f"{sum(not x.registered for x in part)} of {len(part)}" for part in (right, wrong)]
        counts = f"{len(have):6d}{len(right):7d}{len(wrong):7d}"
        lines.append(f"{name:14s}{counts}{refused[0]:>16s}{refused[1]:>16s}")
    good = np.array([x.signs.confidence for x in results if x.right])
    bad = np.array([x.signs.confidence for x in results if x.right is False])
    auc = np.mean((bad[:, None] < good[None]) + 0.5 * (bad[:, None] == good[None]))
    lines.append(f"AUC of the confidence, right against wrong: {auc:.4f}")
    return "\n".join(lines)


def fitted(results: list[Result]) -> tuple[float, ...]:
    """(weights >= 0 of ``Signs`` in their order, stretch aside, bias) of a logistic, with a little L2."""
    known = [x for x in results if x.right is not None]
    signs = np.array([(*astuple(x.signs)[:-1], 1.0) for x in known])
    right = np.array([x.right for x in known])

    def loss(theta: np.ndarray) -> float:
        odds = signs @ theta
        return float(np.logaddexp(0.0, np.where(right, -odds, odds)).mean() + 1e-4 * (theta[:-1] ** 2).sum())

    many = signs.shape[1]
    found = minimize(loss, np.zeros(many), bounds=[(0, None)] * (many - 1) + [(None, None)])
    return tuple(round(float(x), 1) for x in found.x)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--scenes", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--fit", action="store_true")
    args = parser.parse_args()
    names = sorted(path.stem for path in (args.data / "originals").glob("*.png"))
    scenes = sorted(path for path in args.scenes.iterdir() if path.suffix in (".jpg", ".png"))
    with ProcessPoolExecutor(args.jobs) as pool:
        waiting = [pool.submit(measure, args.data, name, names, scenes, args.seed) for name in names]
        results = [result for done in waiting for result in done.result()]
    print(report(results))
    if args.fit:
        print("weights and bias:", fitted(results))


if __name__ == "__main__":
    main()
