"""segment-anything's names against transformers' ``SamModel``, at the true sizes, without their bytes."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.segmentation import Prompt
from hfpc_desktop.inference import sam_torch
from hfpc_desktop.inference.prompting import Letterbox, best_mask
from hfpc_desktop.inference.sam_keys import shape_of, to_transformers
from hfpc_desktop.inference.torch_runtime import TorchRunner
from tests.support import tiny_models

if TYPE_CHECKING:
    from pathlib import Path

torch = pytest.importorskip("torch", reason="the torch extra is not installed")

PUBLISHED = {
    "vit_b": (314, {"hidden": 768, "layers": 12, "heads": 12, "glob": (2, 5, 8, 11)}),
    "vit_l": (482, {"hidden": 1024, "layers": 24, "heads": 16, "glob": (5, 11, 17, 23)}),
    "vit_h": (594, {"hidden": 1280, "layers": 32, "heads": 16, "glob": (7, 15, 23, 31)}),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_tensor_finds_its_place(name: str) -> None:
    count, sizes = PUBLISHED[name]
    with torch.device("meta"):
        state = {key: torch.empty(shape) for key, shape in tiny_models.sam_shapes(**sizes).items()}
        assert len(state) == count
        shape = shape_of(state)
        assert shape.registry_name == name
        assert (shape.image_size, shape.window, shape.windowless) == (1024, 14, sizes["glob"])
        model = sam_torch.import_transformers().SamModel(sam_torch.sam_config(shape))
    wanted = {key: tuple(value.shape) for key, value in model.state_dict().items()}
    assert {key: tuple(value.shape) for key, value in to_transformers(state).items()} == wanted


def test_a_checkpoint_that_is_none(tmp_path: Path) -> None:
    torch.save({"weight": torch.zeros(3)}, tmp_path / "x.pth")
    with pytest.raises(ModelError, match="not a segment-anything checkpoint"):
        sam_torch.load_sam_checkpoint(tmp_path / "x.pth", "x", "cpu")
    torch.save({"f": SimpleNamespace(a=1)}, tmp_path / "y.pth")
    with pytest.raises(ModelError, match="no readable checkpoint"):
        sam_torch.load_sam_checkpoint(tmp_path / "y.pth", "y", "cpu")


def test_the_package_is_used_where_it_imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package's calls as recorded from segment-anything 1.0: names of arguments and shapes."""
    calls: dict[str, Any] = {}

    class PromptEncoder(torch.nn.Module):
        def forward(self, points: Any, boxes: Any, masks: Any) -> Any:
            calls.update(points=points, boxes=boxes, masks=masks)
            return torch.zeros(1, 2, 32), torch.zeros(1, 32, 8, 8)

        def get_dense_pe(self) -> Any:
            return torch.zeros(1, 32, 8, 8)

    class MaskDecoder(torch.nn.Module):
        def forward(self, **given: Any) -> Any:
            calls["decoder"] = sorted(given)
            return torch.ones(1, 3, 32, 32), torch.tensor([[0.2, 0.9, 0.4]])

    class Model(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.image_encoder = torch.nn.AvgPool2d(16)
            self.prompt_encoder, self.mask_decoder = PromptEncoder(), MaskDecoder()

        def load_state_dict(self, state: Any, strict: bool = True) -> Any:
            calls["loaded"] = len(state)

    package = ModuleType("segment_anything")
    package.sam_model_registry = {"vit_b": lambda checkpoint=None: Model()}  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "segment_anything", package)
    tiny_models.save_sam_checkpoint(tmp_path / "sam.pth")
    monkeypatch.setattr(sam_torch.SamShape, "registry_name", property(lambda _: "vit_b"))
    made = sam_torch.load_sam_checkpoint(tmp_path / "sam.pth", "sam", "cpu")
    mask = np.zeros((60, 80), np.uint8)
    mask[20:40, 20:60] = 255
    prompt = Prompt((20, 20, 60, 40), np.array([[40.0, 30.0]]), np.array([1]), mask)
    found = made.segment(np.zeros((60, 80, 3), np.uint8), prompt)
    assert found.confidence == pytest.approx(0.9)
    assert calls["loaded"] > 50
    assert calls["boxes"].tolist() == [[32.0, 32.0, 96.0, 64.0]]
    assert calls["points"][0].tolist() == [[[64.0, 48.0]]]
    assert calls["masks"].shape == (1, 1, 32, 32)
    assert float(calls["masks"].max()) == 8.0
    assert calls["decoder"] == [
        "dense_prompt_embeddings",
        "image_embeddings",
        "image_pe",
        "multimask_output",
        "sparse_prompt_embeddings",
    ]


def test_a_letterbox_and_back() -> None:
    box = Letterbox.of(80, 60, 128)
    assert box.scaled == (128, 96)
    mask = np.zeros((60, 80), np.uint8)
    mask[15:45, 20:60] = 255
    back = box.mask_out(box.mask_in(mask, 32) - 0.5) > 0
    assert np.mean(back == (mask > 0)) > 0.97


def test_pixels_are_those_of_the_published_processor() -> None:
    from transformers.models.sam.image_processing_pil_sam import SamImageProcessorPil

    rng = np.random.default_rng(0)
    small = rng.integers(0, 256, (12, 16, 3)).astype(np.uint8)
    rgb = np.kron(small, np.ones((8, 8, 1), np.uint8))
    ours = Letterbox.of(128, 96, 128).pixels(rgb)
    theirs = SamImageProcessorPil(size={"longest_edge": 128}, pad_size={"height": 128, "width": 128})(
        rgb, return_tensors="np"
    )["pixel_values"]
    assert ours.shape == theirs.shape
    np.testing.assert_allclose(ours, theirs, atol=1e-3)


def test_the_object_is_taken_not_its_label() -> None:
    logits = np.full((3, 40, 40), -1.0)
    logits[0, 18:22, 18:22] = 1.0
    logits[1, 5:35, 10:30] = 1.0
    logits[2] = 1.0
    found = best_mask(logits, np.array([0.95, 0.8, 0.7]), Prompt(box=(10, 5, 30, 35)))
    assert (found.mask > 0).sum() == 600
    assert found.confidence == pytest.approx(0.8)


def test_full_memory_goes_to_the_cpu_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    runner = TorchRunner(torch.nn.Linear(2, 2), "cpu")
    runner._kind = "meta"
    steps: list[str] = []

    def work(module: Any, device: Any) -> int:
        steps.append(str(device))
        if str(device) != "cpu":
            raise RuntimeError("CUDA out of memory")
        return 7

    assert runner.run(work) == 7
    assert steps == ["meta", "cpu"]
    assert "out of memory" in runner.note
    assert "out of memory" in caplog.text
    assert runner.device == "CPU"
    with pytest.raises(ModelError, match="shapes"):
        runner.run(lambda *_: (_ for _ in ()).throw(RuntimeError("shapes do not fit")))


def test_a_device_that_is_not_there_is_said() -> None:
    if torch.cuda.is_available():
        pytest.skip("this machine has CUDA")
    runner = TorchRunner(torch.nn.Linear(2, 2), "cuda")
    assert runner.device == "CPU"
    assert "cuda" in runner.note
