"""What the end-to-end tests share: small real pictures, the real app, and a person's hands."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

DEMO = ROOT / "resources" / "demo"
VARIANTS = ("mug_01", "mug_03", "can_01", "can_04", "tin_01", "tin_02")
"""Demo pairs that cover approve, review and reject; two variants of three originals."""
SIDE = 384
"""Longest side of the copies, in pixels: judging them takes a fraction of a second of one core."""


def make_pairs(folder: Path, variants: Iterable[str] = VARIANTS, *, side: int = SIDE) -> tuple[Path, Path]:
    """``folder/originals`` and ``folder/generated`` with small copies of demo pictures."""
    originals, generated = folder / "originals", folder / "generated"
    originals.mkdir(parents=True)
    generated.mkdir()
    for variant in variants:
        product = variant.rpartition("_")[0]
        source = next((DEMO / "originals").glob(f"{product}.*"))
        small_copy(DEMO / "generated" / f"{variant}.jpg", generated / f"{variant}.jpg", side)
        if not (originals / source.name).exists():
            small_copy(source, originals / source.name, side)
    return originals, generated


def small_copy(source: Path, target: Path, side: int = SIDE) -> None:
    with Image.open(source) as picture:
        picture.thumbnail((side, side))
        picture.save(target, quality=92)


def make_variants(folder: Path, count: int, *, product: str = "mug", side: int = SIDE) -> tuple[Path, Path]:
    """One original and ``count`` generated images, all different: a longer job from the same pictures."""
    originals, generated = folder / "originals", folder / "generated"
    originals.mkdir(parents=True)
    generated.mkdir()
    source = next((DEMO / "originals").glob(f"{product}.*"))
    small_copy(source, originals / source.name, side)
    for number in range(1, count + 1):
        base = DEMO / "generated" / f"{product}_{(number - 1) % 4 + 1:02d}.jpg"
        small_copy(base, generated / f"{product}_{number:02d}.jpg", side - 2 * (number // 4))
    return originals, generated


def fingerprints(*folders: Path) -> dict[str, str]:
    """Content and modification time of every file: equal before and after means untouched."""
    return {
        str(path): f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path.stat().st_mtime_ns}"
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def copy_file(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return target
