"""What the benchmarks work on: large pictures, many files, a saved project with many pairs."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import cv2
import numpy as np

from hfpc_desktop.domain.judgement import Defect, DefectKind, Evidence, Frame, Judgement, Region
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.inference.resources import resource_path
from hfpc_desktop.review.requests import ScanRequest
from hfpc_desktop.review.store import ProjectStore

SIDE = 1024
PER_ORIGINAL = 20
_LINKS_PER_FILE = 30_000
"""File systems limit the hard links to one file (ext4: 65,000)."""


def large_pairs(root: Path, count: int, *, originals: int = 1, distinct: int = 12) -> list[Pair]:
    """``count`` pairs of the demo project's pictures at ``SIDE`` px, in folders of their own.

    Every file has bytes of its own (a comment in the JPEG), so nothing comes from a cache; pixels repeat
    after ``distinct`` pictures, which no part of judging can profit from.
    """
    demo = resource_path("demo")
    sources = sorted((demo / "originals").iterdir())[:originals]
    (root / "originals").mkdir(parents=True, exist_ok=True)
    (root / "generated").mkdir(exist_ok=True)
    rng = np.random.default_rng(3)
    encoded: dict[str, list[bytes]] = {}
    for source in sources:
        (root / "originals" / f"{source.stem}.jpg").write_bytes(_jpeg(_enlarged(source)))
        variants = sorted((demo / "generated").glob(f"{source.stem}_*"))
        encoded[source.stem] = [
            _jpeg(_grainy(_enlarged(variants[n % len(variants)]), rng))
            for n in range(max(1, distinct // len(sources)))
        ]
    pairs = []
    for number in range(count):
        source = sources[number % len(sources)]
        pictures = encoded[source.stem]
        path = root / "generated" / f"{source.stem}_{number:04d}.jpg"
        path.write_bytes(_with_comment(pictures[number // len(sources) % len(pictures)], number))
        pairs.append(Pair(root / "originals" / f"{source.stem}.jpg", path))
    return pairs


def _enlarged(path: Path) -> np.ndarray:
    pixels = cv2.imread(str(path), cv2.IMREAD_COLOR)
    scale = SIDE / max(pixels.shape[:2])
    return cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)


def _grainy(pixels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    grain = rng.integers(-2, 3, pixels.shape, dtype=np.int16)
    return np.clip(pixels + grain, 0, 255).astype(np.uint8)


def _jpeg(pixels: np.ndarray) -> bytes:
    return cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 92])[1].tobytes()


def _with_comment(jpeg: bytes, number: int) -> bytes:
    return jpeg[:2] + b"\xff\xfe" + struct.pack(">HI", 6, number) + jpeg[2:]


def many_files(root: Path, rows: int, pictures: list[Path] | None = None) -> None:
    """``rows`` generated files and their originals below ``root``: empty, or links to real pictures."""
    originals, generated = root / "originals", root / "generated"
    originals.mkdir(parents=True)
    generated.mkdir()
    names = [originals / f"sku{n:05d}.jpg" for n in range(-(-rows // PER_ORIGINAL))]
    names += [generated / f"sku{n // PER_ORIGINAL:05d}_{n % PER_ORIGINAL:02d}.jpg" for n in range(rows)]
    for number, name in enumerate(names):
        if not pictures:
            name.touch()
        elif number < len(pictures) * _LINKS_PER_FILE:
            os.link(pictures[number % len(pictures)], name)
        else:
            raise ValueError("more pictures are needed for so many links")


def make_project(path: Path, rows: int, settings: str) -> None:
    """A saved project of ``rows`` pairs named as ``many_files`` does, judged with these ``settings``."""
    root = path.parent / "pictures"
    rng = np.random.default_rng(7)
    scores = rng.random((rows, 2)).tolist()
    kinds = [DefectKind.OUTGROWTH, DefectKind.COLOUR_SHIFT, DefectKind.FLOATING]
    store = ProjectStore.create(path, ScanRequest.folders(root / "originals", root / "generated"))
    try:
        known = store.add_new_pairs(
            [
                Pair(
                    root / f"originals/sku{n // PER_ORIGINAL:05d}.jpg",
                    root / f"generated/sku{n // PER_ORIGINAL:05d}_{n % PER_ORIGINAL:02d}.jpg",
                )
                for n in range(rows)
            ]
        )
        judged = [
            (pair_id, _judgement(a, b, kinds[n % 3]))
            for n, (pair_id, (a, b)) in enumerate(zip(known, scores, strict=True))
        ]
        store.record(judged, settings)
    finally:
        store.close()


def _judgement(reward: float, consistency: float, kind: DefectKind) -> Judgement:
    """As long as a real one: about 1,500 characters when saved."""
    return Judgement(
        reward,
        reward,
        consistency,
        Evidence(reward / 9, consistency / 9, reward, consistency, extra=_EXTRA),
        (Defect(kind, consistency, Region(0.1, 0.2, reward / 2, 0.3), Frame.GENERATED, reward),),
        models=(("segmenter", "u2netp"), ("features", "efficientnet-lite2"), ("reward", "starter-reward")),
        device="CPU",
        ms=reward * 900,
        stages=_STAGES,
    )


_EXTRA = tuple((f"measured_{number:02d}", number / 7) for number in range(22))
_STAGES = tuple((f"stage number {number}", number * 17 / 7) for number in range(10))
