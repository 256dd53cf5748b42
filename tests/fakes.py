"""Fakes of the ports, for tests only. Each obeys its port's contract tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from hfpc_desktop.domain import masks
from hfpc_desktop.domain.errors import PictureError
from hfpc_desktop.domain.judgement import Defect, DefectKind, Evidence, Frame, NotJudged, Overlay, Region
from hfpc_desktop.domain.segmentation import FoundBox, Prompt, Segmented
from hfpc_desktop.runtime.judging_choice import JudgedBy, Judging
from hfpc_desktop.runtime.scoring_job import ThreadPlan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from hfpc_desktop.domain.pictures import Picture


class FakeFeatureSession:
    """A feature network without weights: fixed random mixtures of each cell's mean colour and contrast."""

    def __init__(self) -> None:
        rng = np.random.default_rng(3)
        self._mix = [rng.normal(0, 1, (6, width)) for width in (24, 48, 120, 352)]

    def run(self, **inputs: NDArray[Any]) -> list[NDArray[Any]]:
        images = inputs["image"]
        levels = []
        for stride, mix in zip((4, 8, 16, 32), self._mix, strict=True):
            cells = np.stack([self._cells(image, stride) for image in images])
            levels.append(np.tanh(cells @ mix).transpose(0, 3, 1, 2).astype(np.float32))
        return [*levels, levels[-1].mean(axis=(2, 3))]

    @staticmethod
    def _cells(image: NDArray[np.uint8], stride: int) -> NDArray[np.float64]:
        scaled = image.astype(np.float64) / 128 - 1
        size = (image.shape[1] // stride, image.shape[0] // stride)
        mean = cv2.resize(scaled, size, interpolation=cv2.INTER_AREA)
        square = cv2.resize(scaled**2, size, interpolation=cv2.INTER_AREA)
        return np.concatenate([mean, np.sqrt(np.maximum(square - mean**2, 0))], axis=2)


class FakeSaliency:
    """Salience without weights: what differs from the median colour of the picture's border stands out."""

    def predict(self, rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
        soft = cv2.GaussianBlur(rgb, (0, 0), 1.5).astype(np.float32)
        border = np.concatenate([soft[0], soft[-1], soft[:, 0], soft[:, -1]])
        away = np.abs(soft - np.median(border, axis=0)).max(axis=-1)
        return np.clip(away / 80.0 - 0.5, 0.0, 1.0).astype(np.float32)


class FakeSegmenter:
    """Fills the box, the mask or discs round the points."""

    model_id = "fake-segmenter"
    device = "CPU"
    note = ""

    def segment(self, rgb: NDArray[np.uint8], prompt: Prompt) -> Segmented:
        mask = np.zeros(rgb.shape[:2], np.uint8)
        if prompt.mask is not None:
            mask[prompt.mask >= 128] = 255
        elif prompt.box is not None:
            left, top, right, bottom = (max(0, round(v)) for v in prompt.box)
            mask[top:bottom, left:right] = 255
        else:
            for x, y in prompt.points if prompt.points is not None else ():
                cv2.circle(mask, (int(x), int(y)), 3, 255, -1)
        return Segmented(mask, 0.9)


class FakeDetector:
    """Boxes what differs from the border, whatever it is called."""

    model_id = "fake-detector"
    device = "CPU"
    note = ""

    def detect(self, rgb: NDArray[np.uint8], product: str) -> tuple[FoundBox, ...]:
        found = masks.bounds(FakeSaliency().predict(rgb) > 0.5)
        if found is None:
            return ()
        x, y, width, height = found
        return (FoundBox((float(x), float(y), float(x + width), float(y + height)), 0.8, product),)


@dataclass(frozen=True, slots=True, eq=False)
class FakeProduct:
    mask: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class FakeFinding:
    """A result of both assessors; each uses its part."""

    consistency: float | None = None
    evidence: Evidence = field(default_factory=Evidence)
    overlay: Overlay = field(default_factory=Overlay)
    not_judged: NotJudged | None = None
    detail: str = ""
    reward: float | None = None
    reward_raw: float | None = None
    defects: tuple[Defect, ...] = ()
    stages: tuple[tuple[str, float], ...] = ()

    @property
    def located(self) -> Overlay:
        return self.overlay


class FakeConsistency:
    """Compares the two masks of ``FakeSaliency`` where they lie: no registration."""

    def prepare(self, original: Picture, mask: NDArray[np.uint8] | None) -> FakeProduct:
        found = mask if mask is not None else _mask(original)
        return FakeProduct(cv2.resize(found, (256, 256), interpolation=cv2.INTER_NEAREST))

    def assess(self, product: FakeProduct, generated: Picture) -> FakeFinding:
        if not product.mask.any():
            return FakeFinding(not_judged=NotJudged.NO_PRODUCT, detail="nothing stands out")
        found = cv2.resize(_mask(generated), (256, 256), interpolation=cv2.INTER_NEAREST)
        both, either = (product.mask & found) > 0, (product.mask | found) > 0
        same = float(both.sum() / either.sum())
        overlay = Overlay(
            _frozen(product.mask), _frozen(found), _frozen(product.mask), _frozen(either * 90), np.eye(3)
        )
        whole = Region(0.0, 0.0, 1.0, 1.0)
        defects = () if same > 0.9 else (Defect(DefectKind.LOSS, 1 - same, whole, Frame.ORIGINAL, 1 - same),)
        return FakeFinding(same, Evidence(iou=same), overlay, defects=defects, stages=(("compare", 0.1),))


class FakeReward:
    """Bright backgrounds are good."""

    def prepare(self, original: Picture, product: Any) -> float:
        return float(original.rgb.mean())

    def assess(self, reference: float, generated: Picture, found: Overlay | None) -> FakeFinding:
        raw = (float(generated.rgb.mean()) - reference) / 64
        return FakeFinding(
            reward=1 / (1 + float(np.exp(-raw))), reward_raw=raw, stages=(("brightness", 0.1),)
        )


class FakeHasher:
    """Names files by their content as text; remembers nothing."""

    def hash(self, path: Path) -> str:
        try:
            return path.read_bytes().hex()[:64] + str(path.stat().st_size)
        except FileNotFoundError as error:
            raise PictureError("missing_file", "The file is not there any more.") from error
        except OSError as error:
            raise PictureError("unreadable", str(error)) from error


def _mask(picture: Picture) -> NDArray[np.uint8]:
    return ((FakeSaliency().predict(picture.rgb) > 0.3) * 255).astype(np.uint8)


def _frozen(values: NDArray[Any]) -> NDArray[np.uint8]:
    out = values.astype(np.uint8)
    out.setflags(write=False)
    return out


def judged_by(scorer: Any, profile: str = "embedded", fingerprint: str = "f") -> Callable[[str], Judging]:
    """Chooses a judging over ``scorer``, whatever the project asks for."""
    judging = Judging(
        profile, JudgedBy(), scorer, fingerprint, ThreadPlan.for_device("cpu"), lambda: "CPU", FakeSegmenter
    )
    return lambda _: judging
