"""Made damage for fitting and testing the starter reward: what background inpainting gets wrong, on purpose.

Each function takes sRGB uint8 (H x W x 3), the product mask (H x W bool), a seeded generator and a
``strength`` 0..1, and returns the damaged picture and where it was damaged (H x W bool). The product
itself is never touched, except by ``halo`` (its edge) and ``product_noise``.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Rgb = NDArray[np.uint8]
    Mask = NDArray[np.bool_]
    Damage = Callable[[Rgb, Mask, np.random.Generator, float], tuple[Rgb, Mask]]


def text(rgb: Rgb, mask: Mask, rng: np.random.Generator, strength: float) -> tuple[Rgb, Mask]:
    """One to four lines of letters in the background."""
    height, width = mask.shape
    canvas = Image.fromarray(rgb)
    where = Image.new("L", (width, height), 0)
    letters = list(string.ascii_letters + string.digits + "   &-.")
    for _ in range(1 + round(3 * strength)):
        line = "".join(rng.choice(letters, int(rng.integers(4, 14))))
        font = ImageFont.load_default(int(rng.integers(round(0.035 * width), round(0.11 * width))))
        place = (int(rng.integers(0, round(0.6 * width))), int(rng.integers(0, round(0.9 * height))))
        tone = int(rng.integers(0, 3))
        colour = (
            (int(rng.integers(225, 256)),) * 3
            if tone == 0
            else (int(rng.integers(0, 40)),) * 3
            if tone == 1
            else tuple(int(v) for v in rng.integers(0, 256, 3))
        )
        bold = int(rng.integers(0, 3))
        ImageDraw.Draw(canvas).text(place, line, font=font, fill=colour, stroke_width=bold)
        ImageDraw.Draw(where).text(place, line, font=font, fill=255, stroke_width=bold + 3)
    return _keep_product(rgb, np.asarray(canvas), mask, np.asarray(where) > 127)


def smear(rgb: Rgb, mask: Mask, rng: np.random.Generator, strength: float) -> tuple[Rgb, Mask]:
    """Rectangles blurred along one axis only."""
    out, where = rgb.copy(), np.zeros(mask.shape, dtype=bool)
    for x0, y0, x1, y1 in _boxes(mask.shape, rng, 1 + round(3 * strength)):
        length = int(rng.integers(31, 91)) | 1
        size = (1, length) if rng.random() < 0.5 else (length, 1)
        out[y0:y1, x0:x1] = cv2.blur(out[y0:y1, x0:x1], size)
        where[y0:y1, x0:x1] = True
    return _keep_product(rgb, out, mask, where)


def blocks(rgb: Rgb, mask: Mask, rng: np.random.Generator, strength: float) -> tuple[Rgb, Mask]:
    """Rectangles at a far too low resolution."""
    out, where = rgb.copy(), np.zeros(mask.shape, dtype=bool)
    for x0, y0, x1, y1 in _boxes(mask.shape, rng, 1 + round(2 * strength)):
        patch, cells = out[y0:y1, x0:x1], int(rng.integers(4, 10))
        tiny = cv2.resize(patch, (cells, cells), interpolation=cv2.INTER_AREA)
        out[y0:y1, x0:x1] = cv2.resize(tiny, (x1 - x0, y1 - y0), interpolation=cv2.INTER_NEAREST)
        where[y0:y1, x0:x1] = True
    return _keep_product(rgb, out, mask, where)


def blotch(rgb: Rgb, mask: Mask, rng: np.random.Generator, strength: float) -> tuple[Rgb, Mask]:
    """Soft round patches of a foreign colour."""
    height, width = mask.shape
    out, where = rgb.astype(np.float32), np.zeros(mask.shape, dtype=bool)
    for _ in range(1 + round(3 * strength)):
        radius = int(rng.integers(round(0.04 * width), round(0.13 * width)))
        centre = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        shape = np.zeros(mask.shape, dtype=np.float32)
        axes = (radius, round(radius * float(rng.uniform(0.7, 1.3))))
        cv2.ellipse(shape, centre, axes, float(rng.uniform(0, 180)), 0, 360, 1.0, -1)
        soft = cv2.GaussianBlur(shape, (0, 0), radius * float(rng.uniform(0.15, 0.4)))
        soft = (soft * rng.uniform(0.5, 0.95))[..., None]
        out = out * (1 - soft) + rng.integers(0, 256, 3).astype(np.float32) * soft
        where |= soft[..., 0] > 0.2
    return _keep_product(rgb, out.clip(0, 255).astype(np.uint8), mask, where)


def repeat(rgb: Rgb, mask: Mask, rng: np.random.Generator, strength: float) -> tuple[Rgb, Mask]:
    """Rectangles copied elsewhere, sometimes upside down, with hard borders."""
    out, where = rgb.copy(), np.zeros(mask.shape, dtype=bool)
    height, width = mask.shape
    for x0, y0, x1, y1 in _boxes(mask.shape, rng, 1 + round(2 * strength)):
        patch = rgb[y0:y1, x0:x1][:: int(rng.choice([-1, 1]))]
        x, y = int(rng.integers(0, width - (x1 - x0) + 1)), int(rng.integers(0, height - (y1 - y0) + 1))
        out[y : y + y1 - y0, x : x + x1 - x0] = patch
        where[y : y + y1 - y0, x : x + x1 - x0] = True
    return _keep_product(rgb, out, mask, where)


def halo(rgb: Rgb, mask: Mask, rng: np.random.Generator, strength: float) -> tuple[Rgb, Mask]:
    """A fringe of another background round the product, one to five pixels wide."""
    solid = mask.astype(np.uint8)
    wide = 1 + round(4 * strength)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * wide + 1, 2 * wide + 1))
    ring = (cv2.dilate(solid, kernel) > 0) & (cv2.erode(solid, np.ones((3, 3), np.uint8)) == 0)
    soft = cv2.GaussianBlur(ring.astype(np.float32), (0, 0), 0.7)[..., None]
    level = 255 if rng.random() < 0.75 else int(rng.integers(120, 255))
    out = rgb * (1 - soft) + level * soft
    return out.clip(0, 255).astype(np.uint8), ring


def cast(rgb: Rgb, mask: Mask, rng: np.random.Generator, strength: float) -> tuple[Rgb, Mask]:
    """The scene takes a colour cast and gets darker; the product keeps its own light, with a hard edge."""
    tones = ((1.1, 0.8, 0.5), (0.5, 0.75, 1.15), (0.5, 0.5, 0.5), (0.75, 1.05, 0.7), (1.0, 0.6, 0.8))
    tone = np.asarray(tones[int(rng.integers(0, len(tones)))])
    factor = 1.0 + (tone * rng.uniform(0.6, 1.0) - 1.0) * (0.4 + 0.6 * strength)
    out = (rgb * factor).clip(0, 255).astype(np.uint8)
    return _keep_product(rgb, out, mask, ~mask)


def burn(rgb: Rgb, mask: Mask, rng: np.random.Generator, strength: float) -> tuple[Rgb, Mask]:
    """The background is over- or underexposed until parts of it clip."""
    gain = 1.5 + 1.2 * strength if rng.random() < 0.5 else 0.35 - 0.25 * strength
    out = (rgb.astype(np.float32) * gain - (0 if gain > 1 else 12)).clip(0, 255).astype(np.uint8)
    return _keep_product(rgb, out, mask, ~mask)


def product_blur(rgb: Rgb, mask: Mask, rng: np.random.Generator, strength: float) -> tuple[Rgb, Mask]:
    """The product is blurrier than the scene about it."""
    soft = cv2.GaussianBlur(rgb, (0, 0), 1.5 + 2.0 * strength)
    return np.where(mask[..., None], soft, rgb).astype(np.uint8), mask


def scene_noise(rgb: Rgb, mask: Mask, rng: np.random.Generator, strength: float) -> tuple[Rgb, Mask]:
    """Grain in the scene that the product does not have."""
    grain = rng.normal(0, 8 + 14 * strength, rgb.shape)
    return _keep_product(rgb, (rgb + grain).clip(0, 255).astype(np.uint8), mask, ~mask)


DAMAGES: dict[str, Damage] = {
    "text": text,
    "smear": smear,
    "blocks": blocks,
    "blotch": blotch,
    "repeat": repeat,
    "halo": halo,
    "cast": cast,
    "burn": burn,
    "product_blur": product_blur,
    "scene_noise": scene_noise,
}
LOCAL = ("text", "smear", "blocks", "blotch", "repeat")
"""Damages with a place: local probes learn from these."""


# ------------------------------------------------------------------- changes that are no damage
def defocus(rgb: Rgb, mask: Mask, rng: np.random.Generator) -> Rgb:
    """The scene goes out of focus towards the top, as behind a product in a photograph."""
    height = mask.shape[0]
    soft = cv2.GaussianBlur(rgb, (0, 0), float(rng.uniform(2.0, 8.0)))
    rows = np.flatnonzero(mask.any(axis=1))
    start = int(rows[-1]) if rows.size else height
    fade = np.clip((start - np.arange(height)) / max(1.0, 0.25 * height), 0, 1)[:, None, None]
    out = rgb * (1 - fade) + soft * fade
    return _keep_product(rgb, out.round().astype(np.uint8), mask, mask)[0]


def grade(rgb: Rgb, mask: Mask, rng: np.random.Generator) -> Rgb:
    """Another exposure and white balance for the whole picture, product included."""
    gain = rng.uniform(0.7, 1.2) * rng.uniform(0.9, 1.1, 3)
    return (255 * (rgb / 255 * gain).clip(0, 1) ** rng.uniform(0.85, 1.15)).round().astype(np.uint8)


def compress(rgb: Rgb, mask: Mask, rng: np.random.Generator) -> Rgb:
    """JPEG at a usual quality."""
    quality = [int(cv2.IMWRITE_JPEG_QUALITY), int(rng.integers(60, 93))]
    _, data = cv2.imencode(".jpg", rgb, quality)
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), dtype=np.uint8)


def grain(rgb: Rgb, mask: Mask, rng: np.random.Generator) -> Rgb:
    """Sensor noise over the whole picture."""
    return (rgb + rng.normal(0, rng.uniform(1.5, 5), rgb.shape)).clip(0, 255).round().astype(np.uint8)


SOUND: dict[str, Callable[[Rgb, Mask, np.random.Generator], Rgb]] = {
    "defocus": defocus,
    "grade": grade,
    "compress": compress,
    "grain": grain,
}


def panorama_view(panorama: Rgb, rng: np.random.Generator, side: int = 512) -> Rgb:
    """A level perspective view into an equirectangular picture (2:1), sRGB."""
    height, width = panorama.shape[:2]
    yaw, pitch = rng.uniform(0, 2 * np.pi), rng.uniform(-0.35, 0.15)
    reach = np.tan(rng.uniform(0.5, 0.75))
    x, y = np.meshgrid(np.linspace(-reach, reach, side), np.linspace(-reach, reach, side))
    down = y * np.cos(pitch) - np.sin(pitch)
    ahead = y * np.sin(pitch) + np.cos(pitch)
    longitude = (np.arctan2(x, ahead) + yaw) % (2 * np.pi)
    latitude = np.arctan2(down, np.hypot(x, ahead))
    columns = (longitude / (2 * np.pi) * (width - 1)).astype(np.float32)
    rows = ((latitude / np.pi + 0.5) * (height - 1)).astype(np.float32)
    seen = cv2.remap(panorama, columns, rows, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return (255 * (seen / 255.0 * rng.uniform(0.8, 1.4)).clip(0, 1)).astype(np.uint8)


def rough_mask(mask: Mask, rng: np.random.Generator) -> Mask:
    """The mask as a segmenter might find it: a few pixels off, uneven along the edge."""
    height, width = mask.shape
    wave = cv2.GaussianBlur(rng.normal(0, 1, mask.shape).astype(np.float32), (0, 0), 0.03 * max(mask.shape))
    wave /= max(float(wave.std()), 1e-6)
    solid = mask.astype(np.uint8)
    signed = cv2.distanceTransform(solid, cv2.DIST_L2, 3) - cv2.distanceTransform(1 - solid, cv2.DIST_L2, 3)
    size = max(1.0, 0.003 * max(height, width))
    return np.asarray(signed + size * (float(rng.normal(0, 0.6)) + 0.8 * wave) > 0)


def _boxes(shape: tuple[int, int], rng: np.random.Generator, count: int) -> list[tuple[int, int, int, int]]:
    height, width = shape
    found = []
    for _ in range(count):
        w = int(rng.integers(round(0.09 * width), round(0.27 * width)))
        h = int(rng.integers(round(0.09 * height), round(0.27 * height)))
        x, y = int(rng.integers(0, width - w)), int(rng.integers(0, height - h))
        found.append((x, y, x + w, y + h))
    return found


def _keep_product(before: Rgb, after: Rgb, mask: Mask, where: Mask) -> tuple[Rgb, Mask]:
    alpha = cv2.GaussianBlur(cv2.dilate(mask.astype(np.float32), np.ones((3, 3))), (0, 0), 0.6)[..., None]
    mixed = before * alpha + after * (1 - alpha)
    return mixed.round().astype(np.uint8), where & ~mask
