"""Segmenter and Detector: one contract for the fakes, the embedded way and every adapter of a real model.

The adapters load tiny models of the real classes, saved to disk as the published ones are.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from hfpc_desktop.domain import masks
from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.segmentation import Prompt
from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.inference.manifest import ModelFile, ModelManifest
from hfpc_desktop.inference.promptable import load_detector, load_segmenter
from hfpc_desktop.inference.resources import resource_path
from hfpc_desktop.inference.sessions import OnnxSession
from hfpc_desktop.inference.store import ModelStore, file_sha256
from hfpc_desktop.judging.embedded_segmenter import EmbeddedSegmenter
from hfpc_desktop.judging.saliency import U2NetSaliency
from tests.contract.test_judging_ports import scene
from tests.fakes import FakeDetector, FakeSaliency, FakeSegmenter
from tests.support import tiny_models

if TYPE_CHECKING:
    from pathlib import Path

SEGMENTERS = (
    "fake",
    "embedded on fake",
    "embedded",
    "efficient-sam-onnx",
    "sam-transformers",
    "sam-checkpoint",
)


def registered(root: Path, name: str, role: Role, adapter: str) -> ModelStore:
    """The folder ``root/name`` as an installed model."""
    store = ModelStore(root / "none", root)
    folder = root / name
    files = tuple(
        ModelFile(p.name, file_sha256(p), p.stat().st_size) for p in sorted(folder.iterdir()) if p.is_file()
    )
    place = store.workspace("made")
    for file in files:
        (folder / file.path).replace(place / file.path)
    folder.rmdir()
    store.adopt(place, ModelManifest(name, role, files, adapter=adapter))
    return store


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module", params=SEGMENTERS)
def segmenter(request: pytest.FixtureRequest, models: Path) -> Any:
    kind = request.param
    if kind == "fake":
        return FakeSegmenter()
    if kind == "embedded on fake":
        return EmbeddedSegmenter(FakeSaliency())
    if kind == "embedded":
        path = resource_path("models", "u2netp", "u2netp.onnx")
        return EmbeddedSegmenter(U2NetSaliency(OnnxSession(path, "cpu", threads=1)))
    folder = models / kind
    if kind == "efficient-sam-onnx":
        tiny_models.save_efficient_sam(folder)
    elif kind == "sam-transformers":
        tiny_models.save_sam_folder(folder)
    else:
        folder.mkdir()
        tiny_models.save_sam_checkpoint(folder / "sam_tiny.pth")
    return load_segmenter(registered(models, kind, Role.SEGMENTER, kind), kind, "cpu", threads=1)


@pytest.fixture(scope="module", params=["fake", "grounding-dino"])
def detector(request: pytest.FixtureRequest, models: Path) -> Any:
    if request.param == "fake":
        return FakeDetector()
    tiny_models.save_grounding_dino(models / "dino")
    return load_detector(registered(models, "dino", Role.DETECTOR, "grounding-dino"), "dino", "cpu")


def prompts(height: int, width: int) -> dict[str, Prompt]:
    believed = np.zeros((height, width), np.uint8)
    believed[height // 4 : height * 4 // 5, width * 3 // 10 : width * 7 // 10] = 255
    box = (0.3 * width, 0.25 * height, 0.7 * width, 0.8 * height)
    points = np.array([[0.5 * width, 0.5 * height], [0.05 * width, 0.05 * height]], np.float32)
    labels = np.array([1, 0])
    return {
        "box": Prompt(box=box),
        "points": Prompt(points=points, labels=labels),
        "mask": Prompt(mask=believed),
        "all": Prompt(box, points, labels, believed),
    }


@pytest.mark.parametrize("kind", ["box", "points", "mask", "all"])
@pytest.mark.parametrize("size", [(288, 288), (40, 200), (16, 16)])
def test_a_mask_and_a_confidence(segmenter: Any, kind: str, size: tuple[int, int]) -> None:
    rgb = np.ascontiguousarray(np.resize(scene().rgb, (*size, 3)) if size != (288, 288) else scene().rgb)
    rgb.setflags(write=False)
    prompt = prompts(*size)[kind]
    found = segmenter.segment(rgb, prompt)
    assert (found.mask.shape, found.mask.dtype) == (size, np.uint8)
    assert set(np.unique(found.mask)) <= {0, 255}
    assert 0.0 <= found.confidence <= 1.0
    again = segmenter.segment(rgb, prompt)
    np.testing.assert_array_equal(found.mask, again.mask)
    assert found.confidence == again.confidence


def test_it_says_what_it_is(segmenter: Any) -> None:
    segmenter.segment(scene().rgb, prompts(288, 288)["box"])
    assert segmenter.model_id
    assert segmenter.device == "CPU"
    assert segmenter.note == ""


def test_many_threads(segmenter: Any) -> None:
    pictures = [scene(ground).rgb for ground in (225, 200, 180)]
    prompt = prompts(288, 288)["all"]
    alone = [segmenter.segment(rgb, prompt).mask for rgb in pictures]
    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(lambda rgb: segmenter.segment(rgb, prompt).mask, pictures))
    for one, other in zip(alone, together, strict=True):
        np.testing.assert_array_equal(one, other)


def test_the_embedded_way_finds_the_product_in_the_box() -> None:
    path = resource_path("models", "u2netp", "u2netp.onnx")
    found = EmbeddedSegmenter(U2NetSaliency(OnnxSession(path, "cpu", threads=1))).segment(
        scene().rgb, prompts(288, 288)["box"]
    )
    truth = np.zeros((288, 288), bool)
    truth[72:230, 86:202] = True
    assert masks.iou(found.mask >= 128, truth) > 0.85
    assert found.confidence > 0.5


@pytest.mark.parametrize("product", ["red mug", "", "Mug."])
def test_boxes_lie_inside_best_first(detector: Any, product: str) -> None:
    found = detector.detect(scene().rgb, product)
    assert found == detector.detect(scene().rgb, product)
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    for one in found:
        left, top, right, bottom = one.box
        assert 0.0 <= left < right <= 288.0
        assert 0.0 <= top < bottom <= 288.0
        assert 0.0 <= one.score <= 1.0
    assert detector.device == "CPU"


def test_a_prompt_says_something() -> None:
    with pytest.raises(ValueError, match="needs a box"):
        Prompt()
    with pytest.raises(ValueError, match="no box"):
        Prompt(box=(5.0, 5.0, 5.0, 9.0))
    with pytest.raises(ValueError, match="label"):
        Prompt(points=np.zeros((2, 2)))


def test_a_model_of_another_kind_is_refused(models: Path, tmp_path: Path) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    (folder / "sam.pth").write_bytes(b"not a checkpoint")
    store = registered(tmp_path, "x", Role.SEGMENTER, "")
    with pytest.raises(ModelError, match="no readable checkpoint"):
        load_segmenter(store, "x", "cpu")
    with pytest.raises(ModelError, match="not a detector"):
        load_detector(store, "x", "cpu")
