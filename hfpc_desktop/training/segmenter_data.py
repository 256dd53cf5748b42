"""Pictures with product masks for fine-tuning a segmenter: two folders, or COCO JSON. No torch."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from hfpc_desktop.domain.errors import PictureError, UsageError
from hfpc_desktop.images.decode import load_picture

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".avif", ".heic"})
_LEAST_PIXELS = 16


@dataclass(frozen=True, slots=True, eq=False)
class MaskExample:
    """One product in one picture. ``mask``: a file, or COCO's ``segmentation`` of one object."""

    image: Path
    mask: Path | dict[str, Any] | list[Any]
    size: tuple[int, int] = (0, 0)
    """(width, height) that a COCO segmentation refers to."""

    def load(self, max_side: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """(rgb uint8 H x W x 3, mask uint8 H x W 0 or 255), the picture at most ``max_side`` on its longest side.

        Raises ``PictureError``.
        """
        rgb = np.array(load_picture(self.image, max_side=max_side).rgb)
        if isinstance(self.mask, (dict, list)):
            found = coco_mask(self.mask, self.size)
        else:
            picture = load_picture(self.mask, max_side=max_side)
            found = picture.alpha if picture.alpha is not None else picture.rgb.max(axis=2)
        fitted = cv2.resize(np.ascontiguousarray(found), rgb.shape[1::-1], interpolation=cv2.INTER_AREA)
        return rgb, np.where(fitted >= 128, 255, 0).astype(np.uint8)


def read_folders(images: Path, masks: Path) -> list[MaskExample]:
    """Pictures and masks of the same stem (``_mask`` after a mask's stem is allowed), in name order."""
    found: dict[str, Path] = {}
    for path in _pictures(masks):
        found[path.stem.removesuffix("_mask").removesuffix("-mask")] = path
    examples = [MaskExample(path, found[path.stem]) for path in _pictures(images) if path.stem in found]
    if not examples:
        raise UsageError(f"No picture in {images} has a mask of the same name in {masks}.")
    return examples


def read_coco(file: Path, images: Path | None = None) -> list[MaskExample]:
    """The objects of a COCO instances file; pictures lie beside it or in ``images``. Crowds are left out."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        pictures = {int(p["id"]): p for p in data["images"]}
        examples = [
            MaskExample(
                (images or file.parent) / str(pictures[int(a["image_id"])]["file_name"]),
                a["segmentation"],
                (int(pictures[int(a["image_id"])]["width"]), int(pictures[int(a["image_id"])]["height"])),
            )
            for a in data["annotations"]
            if a.get("segmentation") and not a.get("iscrowd")
        ]
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror or error}).") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{file} is no COCO instances file ({type(error).__name__}: {error}).") from error
    if not examples:
        raise UsageError(f"{file} holds no segmentation.")
    return examples


def coco_mask(segmentation: dict[str, Any] | list[Any], size: tuple[int, int]) -> NDArray[np.uint8]:
    """Polygons or run lengths (plain or COCO's compressed text) as uint8 H x W. ``PictureError`` when neither."""
    width, height = size
    try:
        if isinstance(segmentation, list):
            # drawn larger and averaged: OpenCV also fills every pixel that an outline touches
            k = 4 if width * height <= 4_000_000 else 1
            canvas = np.zeros((height * k, width * k), np.uint8)
            for polygon in segmentation:
                points = (np.asarray(polygon, np.float64).reshape(-1, 2) * k - 0.5) * 16
                cv2.fillPoly(canvas, [np.round(points).astype(np.int32)], 255, shift=4)
            mask = cv2.resize(canvas, (width, height), interpolation=cv2.INTER_AREA)
            return np.where(mask >= 128, 255, 0).astype(np.uint8)
        height, width = (int(n) for n in segmentation["size"])
        counts = segmentation["counts"]
        runs = _unpacked(counts) if isinstance(counts, str) else [int(n) for n in counts]
        flat = np.repeat(np.arange(len(runs)) % 2, runs)
        return (flat.reshape(width, height).T * 255).astype(np.uint8)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise PictureError("unreadable", f"a COCO segmentation cannot be read ({error})") from error


def _unpacked(text: str) -> list[int]:
    """COCO's compressed run lengths: five bits a character, differences to the run before the last."""
    runs: list[int] = []
    at = 0
    while at < len(text):
        value, shift, more = 0, 0, True
        while more:
            bits = ord(text[at]) - 48
            value |= (bits & 0x1F) << (5 * shift)
            more = bool(bits & 0x20)
            at, shift = at + 1, shift + 1
            if not more and bits & 0x10:
                value |= -1 << (5 * shift)
        runs.append(value + (runs[-2] if len(runs) > 2 else 0))
    return runs


def split(
    examples: Sequence[MaskExample], share: float, seed: int
) -> tuple[list[MaskExample], list[MaskExample]]:
    """(training, validation): by picture name, so that one picture's objects stay together; stable."""
    marked = [(_fraction(e.image.name, seed), e) for e in examples]
    held = [e for fraction, e in marked if fraction < share]
    rest = [e for fraction, e in marked if fraction >= share]
    if not held or not rest:  # few pictures: the lowest go to validation
        ordered = [e for _, e in sorted(marked, key=lambda m: (m[0], m[1].image.name))]
        names = list(dict.fromkeys(e.image for e in ordered))
        chosen = set(names[: max(1, round(share * len(names)))])
        held = [e for e in ordered if e.image in chosen]
        rest = [e for e in ordered if e.image not in chosen]
    if not rest:
        raise UsageError("At least two pictures are needed: one to train on, one to validate on.")
    return rest, held


def _fraction(name: str, seed: int) -> float:
    digest = hashlib.blake2b(f"{seed}:{name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def jittered_box(
    mask: NDArray[np.uint8], rng: np.random.Generator, amount: float = 0.1
) -> NDArray[np.float32] | None:
    """The mask's box, every side moved by up to ``amount`` of the box's size: (left, top, right, bottom) in
    pixels, inside the picture. ``None`` when the mask has fewer than 16 pixels."""
    rows, columns = np.flatnonzero((mask >= 128).any(axis=1)), np.flatnonzero((mask >= 128).any(axis=0))
    if rows.size == 0 or np.count_nonzero(mask >= 128) < _LEAST_PIXELS:
        return None
    box = np.array([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1], np.float64)
    width, height = box[2] - box[0], box[3] - box[1]
    moved = box + rng.uniform(-amount, amount, 4) * np.array([width, height, width, height])
    limits = np.array([mask.shape[1], mask.shape[0]] * 2, np.float64)
    box_inside: NDArray[np.float32] = np.clip(moved, 0.0, limits).astype(np.float32)
    return box_inside


def _pictures(folder: Path) -> list[Path]:
    try:
        return sorted(p for p in folder.iterdir() if p.suffix.lower() in PICTURES)
    except OSError as error:
        raise UsageError(f"{folder} cannot be read ({error.strerror or error}).") from error
