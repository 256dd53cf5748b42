"""How good masks are: found against exact ones, from judged pairs or from a folder of pictures with masks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain.errors import HfpcError, UsageError
from hfpc_desktop.domain.masks import as_bool, boundary_f, iou
from hfpc_desktop.images.decode import load_picture
from hfpc_desktop.training.report import Figure, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.training.measuring import JudgedPair
    from hfpc_desktop.training.report import Cell

    MaskReader = Callable[[Path], NDArray[np.uint8]]
    MaskFinder = Callable[[Picture], NDArray[Any] | None]

MASK_SIDE = 1024
"""Longest side, in pixels, at which pictures are given to a mask finder: as when judging."""
COMPARED_SIDE = 512
"""Longest side at which masks are compared; boundary F allows 2 pixels there."""


@dataclass(frozen=True, slots=True)
class MaskScore:
    """One picture: ``iou`` and ``boundary_f`` 0..1, higher is better; 0 when no mask was found."""

    image: Path
    mask: Path
    iou: float
    boundary_f: float
    found: bool


@dataclass(frozen=True, slots=True)
class MaskTier:
    """One way to find masks, measured on every picture of a folder. ``problem``: why it could not run."""

    name: str
    scores: tuple[MaskScore, ...] = ()
    problem: str = ""


def masked_pictures(folder: Path) -> list[tuple[Path, Path]]:
    """(picture, mask) of ``folder/images/X.*`` and ``folder/masks/X.png``. UsageError when there is none."""
    images, masks = folder / "images", folder / "masks"
    if not images.is_dir() or not masks.is_dir():
        raise UsageError(f"{folder} needs the folders images and masks, with files of the same names.")
    found = [(path, masks / f"{path.stem}.png") for path in sorted(images.iterdir()) if path.is_file()]
    found = [(image, mask) for image, mask in found if mask.is_file()]
    if not found:
        raise UsageError(f"{folder}: no picture in images has a mask of the same name in masks.")
    return found


def measure_tier(
    name: str, find: MaskFinder, pictures: Iterable[tuple[Path, Path]], read_mask: MaskReader
) -> MaskTier:
    """Every picture through ``find``. A picture or mask that cannot be read ends it as HfpcError."""
    scores = []
    for image, mask in pictures:
        found = find(load_picture(image, max_side=MASK_SIDE))
        exact = read_mask(mask)
        if found is None or not as_bool(found).any():
            scores.append(MaskScore(image, mask, 0.0, 0.0, False))
            continue
        shape = _compared(exact.shape)
        a, b = fitted(found, shape), fitted(exact, shape)
        scores.append(MaskScore(image, mask, iou(a, b), boundary_f(a, b), True))
    return MaskTier(name, tuple(scores))


def tier_table(tiers: Sequence[MaskTier], folder: Path) -> Table:
    """The tiers side by side."""
    rows: list[tuple[Cell, ...]] = []
    for tier in tiers:
        if not tier.scores:
            rows.append((tier.name, 0, None, None, None, None, tier.problem or "not run"))
            continue
        overlap = np.array([score.iou for score in tier.scores])
        edge = np.array([score.boundary_f for score in tier.scores])
        none = sum(not score.found for score in tier.scores)
        rows.append(
            (
                tier.name,
                overlap.size,
                float(overlap.mean()),
                float(np.median(overlap)),
                float((overlap >= 0.9).mean()),
                float(edge.mean()),
                f"{none} without a mask" if none else "",
            )
        )
    head = ("segmenter", "pictures", "mean IoU", "median IoU", "IoU >= 0.9", "mean boundary F", "")
    note = f"Masks compared at {COMPARED_SIDE} px, boundaries within 2 px; a picture without a mask counts 0."
    return Table(f"Product masks of {folder.name}", head, tuple(rows), note)


def mask_figures(used: Sequence[JudgedPair], read_mask: MaskReader) -> list[Figure]:
    """Mean IoU and boundary F (0..1, higher is better) of found against exact masks of judged pairs."""
    pairs: dict[str, list[tuple[NDArray[np.bool_], NDArray[np.bool_]]]] = {"original": [], "generated": []}
    seen: set[Path] = set()
    for row in used:
        if row.overlay is None:
            continue
        exact, found = row.pair.original_mask, row.overlay.original_mask
        if exact is not None and found is not None and exact not in seen:
            seen.add(exact)
            pairs["original"].append((as_bool(found), fitted(read_mask(exact), found.shape)))
        exact, found = row.pair.generated_mask, row.overlay.generated_mask
        if exact is not None and found is not None:
            pairs["generated"].append((as_bool(found), fitted(read_mask(exact), found.shape)))
    out = []
    for frame, both in pairs.items():
        if both:
            overlap, edge = [iou(a, b) for a, b in both], [boundary_f(a, b) for a, b in both]
            out.append(_mean(f"{frame} mask IoU", overlap))
            out.append(_mean(f"{frame} mask boundary F", edge))
    return out


def _mean(name: str, values: list[float]) -> Figure:
    note = f"mean of {len(values)} masks, median {np.median(values):.3f}"
    return Figure(name, float(np.mean(values)), note=note)


def _compared(shape: tuple[int, ...]) -> tuple[int, int]:
    k = min(1.0, COMPARED_SIDE / max(shape[:2]))
    return max(1, round(shape[0] * k)), max(1, round(shape[1] * k))


def fitted(mask: NDArray[Any], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """``mask`` at ``shape`` (height, width): nearest pixel centre."""
    height, width = shape[:2]
    rows = ((np.arange(height) + 0.5) * mask.shape[0] / height).astype(np.intp)
    columns = ((np.arange(width) + 0.5) * mask.shape[1] / width).astype(np.intp)
    return as_bool(mask[rows][:, columns])


def tier_problem(name: str, error: HfpcError) -> MaskTier:
    """A tier that is not installed or does not run here, with the reason."""
    return MaskTier(name, problem=str(error))
