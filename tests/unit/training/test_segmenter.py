"""Fine-tuning a segmenter on composed pictures: it learns, resumes, exports and is used."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from hfpc_desktop.domain import masks
from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.domain.segmentation import Prompt
from hfpc_desktop.inference.promptable import load_segmenter
from hfpc_desktop.inference.store import ModelStore
from hfpc_desktop.training.segmenter import SegmenterOptions, SegmenterTraining
from hfpc_desktop.training.segmenter_data import (
    coco_mask,
    jittered_box,
    read_coco,
    read_folders,
    split,
)
from hfpc_desktop.training.synthesise import compose, plain_background, synthesise

if TYPE_CHECKING:
    from pathlib import Path

OPTIONS = SegmenterOptions(epochs=7, batch=4, rate=1e-2, patience=7, device="cpu", seed=1)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("composed")
    (root / "cutouts").mkdir()
    rng = np.random.default_rng(0)
    for number in range(4):
        rgba = np.zeros((160, 160, 4), np.uint8)
        rgba[..., :3] = rng.integers(0, 256, 3)
        shape = np.zeros((160, 160), np.uint8)
        if number % 2:
            cv2.ellipse(shape, (80, 80), (70, 45), 20 * number, 0, 360, 255, -1)
        else:
            cv2.fillPoly(shape, [np.array([[10, 150], [80, 5], [150, 120]], np.int32)], 255)
        rgba[..., 3] = shape
        cv2.imwrite(str(root / "cutouts" / f"p{number}.png"), rgba)
    synthesise(root / "cutouts", None, root, count=40, seed=3, side=128)
    return root


def test_composed_masks_are_exact(data: Path) -> None:
    lines = [json.loads(line) for line in (data / "pairs.jsonl").read_text().splitlines()]
    assert len(lines) == 40
    grown = [line for line in lines if line["outgrowth"] > 0]
    assert 4 <= len(grown) <= 24
    for line in lines:
        whole = cv2.imread(str(data / "masks" / line["image"]), 0) > 127
        expected = cv2.imread(str(data / "expected" / line["image"]), 0) > 127
        assert not (expected & ~whole).any()
        assert masks.outgrowth(whole, expected) == pytest.approx(line["outgrowth"], abs=1e-3)


def test_outgrowth_continues_the_product() -> None:
    cutout = np.zeros((100, 100, 4), np.uint8)
    cutout[20:80, 20:80] = (200, 30, 30, 255)
    scene = np.full((64, 64, 3), 10, np.uint8)
    made = compose(cutout, scene, np.random.default_rng(5), grown=True, side=128)
    again = compose(cutout, scene, np.random.default_rng(5), grown=True, side=128)
    np.testing.assert_array_equal(made.rgb, again.rgb)
    new = cv2.erode(((made.mask > 0) & (made.expected == 0)).astype(np.uint8), np.ones((3, 3))) > 0
    assert made.outgrowth > 0.01
    assert made.rgb[new][:, 0].mean() > 120  # the product's colour, not the scene's
    assert plain_background(np.random.default_rng(1), 64).shape == (64, 64, 3)


def test_it_learns_resumes_exports_and_is_used(data: Path, tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="the torch extra is not installed")
    from hfpc_desktop.training.segmenter_export import register
    from tests.support.tiny_models import tiny_sam

    train, valid = split(read_folders(data / "images", data / "masks"), 0.2, 0)
    whole = SegmenterTraining(tiny_sam(), train, valid, tmp_path / "whole", OPTIONS)
    frozen = {k: v.clone() for k, v in whole._model.vision_encoder.state_dict().items()}
    best = whole.run()
    assert best.miou > whole.history[0].miou + 0.2
    assert best.boundary_f > whole.history[0].boundary_f
    assert whole.history[-1].loss < whole.history[1].loss
    for key, value in whole._model.vision_encoder.state_dict().items():
        assert (value == frozen[key]).all()
    rows = (tmp_path / "whole" / "epochs.csv").read_text().splitlines()
    assert len(rows) == len(whole.history) + 1

    first = SegmenterOptions(**{**vars_of(OPTIONS), "epochs": 2})
    SegmenterTraining(tiny_sam(), train, valid, tmp_path / "parts", first).run()
    second = SegmenterTraining(tiny_sam(seed=9), train, valid, tmp_path / "parts", OPTIONS)
    second._model.load_state_dict(tiny_sam().state_dict())
    second.run()
    np.testing.assert_allclose(
        [e.loss for e in second.history[1:]], [e.loss for e in whole.history[1:]], rtol=1e-4
    )
    other = SegmenterOptions(**{**vars_of(OPTIONS), "rate": 1e-5})
    with pytest.raises(UsageError, match="other options"):
        SegmenterTraining(tiny_sam(), train, valid, tmp_path / "parts", other).run()

    store = ModelStore(tmp_path / "none", tmp_path / "user")
    info, parity = register(whole._model, store, "our-sam", trained_on="composed pictures", card="A test.")
    assert parity.worst < 1e-3
    assert store.verify(info.id).ok
    used = load_segmenter(store, "our-sam", "cpu", threads=1)
    scores = []
    for example in valid:
        rgb, mask = example.load(128)
        box = jittered_box(mask, np.random.default_rng(0), 0.0)
        assert box is not None
        found = used.segment(rgb, Prompt(box=tuple(float(v) for v in box)))
        assert found.mask.shape == mask.shape
        scores.append(masks.iou(found.mask > 0, mask > 0))
    assert np.mean(scores) > best.miou - 0.1
    point = np.array([[64.0, 64.0]])
    assert used.segment(rgb, Prompt(points=point, labels=np.array([1]))).mask.shape == mask.shape


def vars_of(options: SegmenterOptions) -> dict[str, object]:
    return {name: getattr(options, name) for name in SegmenterOptions.__slots__}


def test_splits_keep_pictures_together(data: Path) -> None:
    examples = read_folders(data / "images", data / "masks")
    train, valid = split([*examples, *examples], 0.2, 0)
    assert {e.image for e in train}.isdisjoint({e.image for e in valid})
    assert len(train) + len(valid) == 80
    again, _ = split([*examples, *examples], 0.2, 0)
    assert [e.image for e in again] == [e.image for e in train]
    train, valid = split(examples[:2], 0.1, 0)
    assert (len(train), len(valid)) == (1, 1)
    with pytest.raises(UsageError, match="two pictures"):
        split(examples[:1], 0.5, 0)


def test_coco(data: Path, tmp_path: Path) -> None:
    square = np.zeros((8, 10), np.uint8)
    square[2:6, 3:8] = 255
    polygon = [[3, 2, 7.5, 2, 7.5, 5.5, 3, 5.5]]
    assert masks.iou(coco_mask(polygon, (10, 8)) > 0, square > 0) > 0.7
    flat = (square.T.reshape(-1) > 0).astype(int)
    runs, value = [0], 0
    for bit in flat:
        if bit == value:
            runs[-1] += 1
        else:
            runs.append(1)
            value = bit
    plain = {"size": [8, 10], "counts": runs}
    np.testing.assert_array_equal(coco_mask(plain, (10, 8)), square)
    assert coco_mask({"size": [8, 10], "counts": packed_text(runs)}, (10, 8)).tolist() == square.tolist()
    file = tmp_path / "instances.json"
    content = {
        "images": [{"id": 1, "file_name": "00000.png", "width": 128, "height": 128}],
        "annotations": [
            {"image_id": 1, "segmentation": [[10, 10, 90, 10, 90, 90, 10, 90]]},
            {"image_id": 1, "segmentation": plain, "iscrowd": 1},
        ],
    }
    file.write_text(json.dumps(content))
    (example,) = read_coco(file, data / "images")
    rgb, mask = example.load(64)
    assert rgb.shape == (64, 64, 3)
    assert mask[20, 20] == 255 and mask[60, 60] == 0
    file.write_text("{}")
    with pytest.raises(UsageError, match="no COCO"):
        read_coco(file)


def packed_text(runs: list[int]) -> str:
    """COCO's compression, written after the format's description."""
    out = []
    for index, run in enumerate(runs):
        value = run - (runs[index - 2] if index > 2 else 0)
        more = True
        while more:
            bits = value & 0x1F
            value >>= 5
            more = value != -1 if bits & 0x10 else value != 0
            out.append(chr((bits | (0x20 if more else 0)) + 48))
    return "".join(out)


def test_boxes_are_jittered_by_a_tenth() -> None:
    mask = np.zeros((100, 100), np.uint8)
    mask[20:80, 30:70] = 255
    boxes = [jittered_box(mask, np.random.default_rng(n)) for n in range(200)]
    moved = np.array([b for b in boxes if b is not None]) - np.array([30, 20, 70, 80])
    assert np.abs(moved[:, [0, 2]]).max() <= 4.001 and np.abs(moved[:, [1, 3]]).max() <= 6.001
    assert moved.std(axis=0).min() > 1.0
    assert jittered_box(np.zeros((9, 9), np.uint8), np.random.default_rng(0)) is None


def test_the_command(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch", reason="the torch extra is not installed")
    from typer.testing import CliRunner

    from hfpc_desktop.cli import app
    from hfpc_desktop.commands import train_segmenter
    from tests.support.tiny_models import save_sam_folder

    store = ModelStore(tmp_path / "none", tmp_path / "user")
    monkeypatch.setattr(train_segmenter, "model_store", lambda: store)
    save_sam_folder(tmp_path / "sam")
    wanted = [
        "train",
        "segmenter",
        "--model",
        str(tmp_path / "sam"),
        "--out",
        str(tmp_path / "run"),
        "--epochs",
        "1",
    ]
    more = ["--synthesise", str(data / "cutouts"), "--count", "8", "--device", "cpu", "--name", "mine"]
    done = CliRunner().invoke(app, [*wanted, *more])
    assert done.exit_code == 0, done.output
    assert "mean IoU" in done.output and "Installed mine" in done.output
    assert store.get("mine").manifest.adapter == "sam-onnx"
    bad = CliRunner().invoke(app, wanted)
    assert bad.exit_code == 2
    assert "--coco" in bad.output
