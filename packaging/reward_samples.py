"""Measured pictures for fitting the starter reward: renders, made versions of them, and views of real places."""

from __future__ import annotations

import json
import re
import zlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import reward_damage

from hfpc_desktop.judging.background_checks import ProductLook, product_look
from hfpc_desktop.judging.background_scene import build_scene
from hfpc_desktop.judging.features import DeepFeatures
from hfpc_desktop.judging.reward import describe, measure_checks

if TYPE_CHECKING:
    from numpy.typing import NDArray

KIND_OF = {
    "text": "stray_text",
    "smear": "artefacts",
    "blocks": "artefacts",
    "blotch": "artefacts",
    "repeat": "artefacts",
    "halo": "edge_halo",
    "cast": "lighting_mismatch",
    "burn": "poor_aesthetics",
    "product_blur": "lighting_mismatch",
    "scene_noise": "lighting_mismatch",
}
NATURAL = ("", "found", "rough")
"""A render as it came, with the exact, the pipeline's or a rough mask."""


class Runtime:
    """One thread of ONNX Runtime."""

    def __init__(self, path: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def run(self, **inputs: NDArray[Any]) -> list[NDArray[Any]]:
        return list(self._session.run(None, inputs))


@dataclass
class Sample:
    """One picture measured. ``damage`` is empty for a render as it came; ``spot`` its damaged grid cells."""

    group: str
    bad: bool
    kinds: tuple[str, ...]
    damage: str
    strength: float
    checks: dict[str, float]
    pools: dict[str, NDArray[np.float32]]
    background: NDArray[np.float32]
    local: NDArray[np.float16]
    spot: NDArray[np.float32] | None = None
    amounts: dict[str, float] = field(default_factory=dict)
    name: str = ""


# ------------------------------------------------------------------------------------ measuring
def group_of(product: str) -> str:
    """Product type without the copy's number: ``can-2`` -> ``can``."""
    return re.sub(r"-\d+$", "", product)


def read_rgb(path: Path) -> NDArray[np.uint8]:
    image = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if image is None:
        raise SystemExit(f"cannot read {path}")
    if image.ndim == 3 and image.shape[2] == 4:
        alpha = image[..., 3:].astype(np.float32) / 255
        image = (image[..., :3] * alpha + 255 * (1 - alpha)).round().astype(np.uint8)
    return np.ascontiguousarray(image[..., ::-1])


_FEATURES: DeepFeatures | None = None


def start_worker(features: Path) -> None:
    global _FEATURES
    cv2.setNumThreads(1)
    _FEATURES = DeepFeatures(Runtime(features))


@dataclass(frozen=True)
class Job:
    """One render to measure: ``rounds`` damaged and two sound versions of it when it is good."""

    folder: Path
    row: dict[str, Any]
    rounds: int
    masks: Path | None


def measure_row(job: Job) -> list[Sample]:
    """The render as it came, with the exact, the pipeline's and a rough mask, and its versions."""
    folder, row = job.folder, job.row
    rng = np.random.default_rng(zlib.crc32(row["generated"].encode()))
    rgb = read_rgb(folder / row["generated"])
    masks = {"": read_mask(folder / row["generated_mask"], rgb)}
    original_mask = folder / row["original_mask"]
    if job.masks is not None and (job.masks / Path(row["generated"]).name).is_file():
        found = read_mask(job.masks / Path(row["generated"]).name, rgb)
        if found.any():
            masks["found"] = found
    masks["rough"] = reward_damage.rough_mask(masks[""], rng)
    look = product_look(
        build_scene(read_rgb(folder / row["original"]), cv2.imread(str(original_mask), cv2.IMREAD_GRAYSCALE))
    )
    kinds = tuple(row["background_defects"])

    def sample(picture: NDArray[np.uint8], where: NDArray[np.bool_], **values: Any) -> Sample:
        made = measure_picture(picture, where, look, **values)
        made.group, made.name = group_of(row["product"]), row["generated"]
        return made

    if job.rounds < 0:
        return [sample(rgb, masks["found" if "found" in masks else ""], kinds=kinds)]
    samples = [sample(rgb, where, kinds=kinds, damage=name) for name, where in masks.items()]
    if kinds:
        return samples

    def any_mask() -> NDArray[np.bool_]:
        return masks[str(rng.choice(sorted(masks)))]

    for name in rng.permutation(sorted(reward_damage.SOUND))[:2]:
        version = reward_damage.SOUND[name](rgb, masks[""], rng)
        samples.append(sample(version, any_mask(), damage=f"sound {name}"))
    for name in rng.permutation(sorted(reward_damage.DAMAGES))[: job.rounds]:
        strength = float(rng.uniform(0.2, 1.0))
        damaged, spot = reward_damage.DAMAGES[name](rgb, masks[""], rng, strength)
        if spot.mean() < 0.004 and name not in ("halo", "product_blur"):
            continue
        samples.append(
            sample(damaged, any_mask(), kinds=(KIND_OF[name],), damage=name, strength=strength, spot=spot)
        )
    return samples


def measure_picture(
    picture: NDArray[np.uint8],
    where: NDArray[np.bool_] | None,
    look: ProductLook | None,
    *,
    kinds: tuple[str, ...] = (),
    damage: str = "",
    strength: float = 0.0,
    spot: NDArray[np.bool_] | None = None,
) -> Sample:
    """Everything the judge would measure in ``picture``, before any weight."""
    assert _FEATURES is not None
    scene = build_scene(picture, None if where is None else where.astype(np.uint8) * 255)
    described = describe(scene, _FEATURES)
    found = measure_checks(scene, look)
    cells = None
    if spot is not None:
        size = scene.shape[::-1]
        cells = described.view.grid(cv2.resize(spot.astype(np.float32), size, interpolation=cv2.INTER_AREA))
    return Sample(
        group="",
        bad=bool(kinds),
        kinds=kinds,
        damage=damage,
        strength=strength,
        checks={name: value.amount for name, value in found.items() if value is not None},
        pools=dict(described.pools),
        background=described.background,
        local=described.local.astype(np.float16),
        spot=cells,
    )


def read_mask(path: Path, like: NDArray[np.uint8]) -> NDArray[np.bool_]:
    mask = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if mask is None:
        raise SystemExit(f"cannot read {path}")
    return np.asarray(cv2.resize(mask, like.shape[1::-1], interpolation=cv2.INTER_LINEAR) > 127)


def measure_panorama(job: tuple[Path, int]) -> list[Sample]:
    """Views of a real place, without a product: sound backgrounds that are no renders."""
    path, views = job
    rng = np.random.default_rng(zlib.crc32(path.name.encode()))
    panorama, out = read_rgb(path), []
    for _ in range(views):
        made = measure_picture(reward_damage.panorama_view(panorama, rng), None, None, damage="sound place")
        made.group = f"place {path.stem}"
        out.append(made)
    return out


def measure(
    folder: Path, features: Path, rounds: int, workers: int, masks: Path | None = None
) -> list[Sample]:
    """All renders of a folder. ``rounds`` -1: only as they came, for measuring."""
    rows = [json.loads(line) for line in (folder / "pairs.jsonl").read_text().splitlines() if line.strip()]
    jobs = [Job(folder, row, rounds, masks) for row in rows]
    with ProcessPoolExecutor(workers, initializer=start_worker, initargs=(features,)) as pool:
        return [sample for samples in pool.map(measure_row, jobs, chunksize=4) for sample in samples]


def measure_places(folder: Path, features: Path, workers: int, views: int = 6) -> list[Sample]:
    jobs = [(path, views) for path in sorted(folder.glob("*.png"))]
    with ProcessPoolExecutor(workers, initializer=start_worker, initargs=(features,)) as pool:
        return [sample for samples in pool.map(measure_panorama, jobs) for sample in samples]
