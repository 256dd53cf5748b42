"""ImageReward from a small checkpoint in the published names, read by the code that reads the real one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.engine import Engine, EngineOptions
from hfpc_desktop.inference.image_reward import CHECKPOINT, VOCABULARY, ImageRewardModel
from hfpc_desktop.inference.manifest import ModelFile, ModelManifest
from hfpc_desktop.inference.store import ModelStore, file_sha256
from tests.contract.test_judging_ports import scene

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

State = dict[str, torch.Tensor]
WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "red", "mug", "garden", "pump", "a")
WIDTH, SIDE, LAYERS = 128, 32, 2


def published(seed: int = 0) -> State:
    """A tiny ImageReward under the names of the published file, with the buffers that lie in it, too."""
    make = torch.Generator().manual_seed(seed)

    def some(*shape: int) -> torch.Tensor:
        return 0.15 * torch.randn(*shape, generator=make)

    def linear(name: str, out: int, inner: int) -> State:
        return {f"{name}.weight": some(out, inner), f"{name}.bias": some(out)}

    def norm(name: str) -> State:
        return {f"{name}.weight": 1 + some(WIDTH), f"{name}.bias": some(WIDTH)}

    see, read = "blip.visual_encoder.", "blip.text_encoder."
    state = {f"{see}cls_token": some(1, 1, WIDTH), f"{see}pos_embed": some(1, (SIDE // 16) ** 2 + 1, WIDTH)}
    state |= {
        f"{see}patch_embed.proj.weight": some(WIDTH, 3, 16, 16),
        f"{see}patch_embed.proj.bias": some(WIDTH),
    }
    state |= norm(f"{see}norm") | norm(f"{read}embeddings.LayerNorm")
    state |= {f"{read}embeddings.word_embeddings.weight": some(len(WORDS) + 2, WIDTH)}
    state |= {f"{read}embeddings.position_embeddings.weight": some(64, WIDTH)}
    state |= {f"{read}embeddings.position_ids": torch.arange(64)[None]}
    for n in range(LAYERS):
        block, layer = f"{see}blocks.{n}", f"{read}encoder.layer.{n}"
        state |= norm(f"{block}.norm1") | norm(f"{block}.norm2") | linear(f"{block}.attn.proj", WIDTH, WIDTH)
        state |= linear(f"{block}.attn.qkv", 3 * WIDTH, WIDTH) | linear(f"{block}.mlp.fc1", 256, WIDTH)
        state |= linear(f"{block}.mlp.fc2", WIDTH, 256)
        for part in ("attention", "crossattention"):
            for what in ("self.query", "self.key", "self.value", "output.dense"):
                state |= linear(f"{layer}.{part}.{what}", WIDTH, WIDTH)
            state |= norm(f"{layer}.{part}.output.LayerNorm")
        state |= linear(f"{layer}.intermediate.dense", 256, WIDTH) | linear(
            f"{layer}.output.dense", WIDTH, 256
        )
        state |= norm(f"{layer}.output.LayerNorm")
    for n, (out, inner) in {0: (32, WIDTH), 2: (24, 32), 4: (16, 24), 6: (8, 16), 7: (1, 8)}.items():
        state |= linear(f"mlp.layers.{n}", out, inner)
    return state


def write(folder: Path, state: Any, words: tuple[str, ...] = WORDS) -> tuple[Path, Path]:
    torch.save(state, folder / CHECKPOINT)
    (folder / VOCABULARY).write_text("\n".join(words) + "\n", encoding="utf-8")
    return folder / CHECKPOINT, folder / VOCABULARY


@pytest.fixture
def model(tmp_path: Path) -> ImageRewardModel:
    return ImageRewardModel(*write(tmp_path, published()), "cpu")


RED = np.full((40, 60, 3), (200, 30, 30), np.uint8)
GREY = np.full((40, 60, 3), 128, np.uint8)


def test_picture_and_prompt_decide_and_the_same_comes_again(model: ImageRewardModel, tmp_path: Path) -> None:
    value = model.score(RED, "red mug")
    assert value == model.score(RED, "Red  mug")  # lower case, one space
    assert abs(value - model.score(RED, "garden pump")) > 1e-4
    assert abs(value - model.score(GREY, "red mug")) > 1e-4
    again = ImageRewardModel(tmp_path / CHECKPOINT, tmp_path / VOCABULARY, "cpu")
    assert again.score(RED, "red mug") == value
    assert model.device == "CPU"


def test_a_long_prompt_is_cut_at_35_tokens(model: ImageRewardModel) -> None:
    assert model.score(RED, "red " * 33) == model.score(RED, "red " * 33 + "pump " * 20)
    assert model.score(RED, "red " * 32) != model.score(RED, "red " * 32 + "pump")


def test_the_head_is_affine_and_standardised(tmp_path: Path) -> None:
    """With a head that only returns its last bias, the value is that bias, standardised as published."""
    state = published()
    state["mlp.layers.7.weight"].zero_()
    state["mlp.layers.7.bias"].fill_(0.16717362830052426 + 2 * 1.0333394966054072)
    model = ImageRewardModel(*write(tmp_path, state), "cpu")
    assert model.score(RED, "red mug") == pytest.approx(2.0, abs=1e-6)


def _without(name: str) -> Callable[[State], Any]:
    return lambda state: {key: value for key, value in state.items() if key != name}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda state: {"conv1.weight": torch.zeros(1)}, "Not a checkpoint of ImageReward"),
        (lambda state: [1, 2], "no tensors"),
        (_without("mlp.layers.4.weight"), "incomplete"),
        (_without("mlp.layers.4.bias"), "incomplete"),
        (_without("blip.text_encoder.encoder.layer.1.output.dense.bias"), "incomplete"),
        (_without("blip.visual_encoder.pos_embed"), "incomplete"),
        (lambda state: state | {"blip.visual_encoder.norm.bias": torch.zeros(5)}, "norm"),
        (lambda state: state | {"mlp.layers.7.bias": torch.full((1,), float("nan"))}, "finite"),
    ],
)
def test_a_wrong_checkpoint_is_said_to_be_one(
    change: Callable[[State], Any], says: str, tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match=says):
        ImageRewardModel(*write(tmp_path, change(published())), "cpu")


def test_a_file_that_is_none_and_a_vocabulary_that_does_not_fit(tmp_path: Path) -> None:
    checkpoint, words = write(tmp_path, published(), (*WORDS, "more"))
    with pytest.raises(ModelError, match="11 words"):
        ImageRewardModel(checkpoint, words, "cpu")
    words.write_text("a\nb\n", encoding="utf-8")
    with pytest.raises(ModelError, match="vocabulary of BERT"):
        ImageRewardModel(checkpoint, words, "cpu")
    checkpoint.write_bytes(b"no checkpoint")
    with pytest.raises(ModelError, match="read safely"):
        ImageRewardModel(checkpoint, words, "cpu")


def test_the_profile_judges_with_the_products_name_as_prompt(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "none", tmp_path / "models")
    place = store.workspace("image-reward")
    files = tuple(ModelFile(p.name, file_sha256(p), p.stat().st_size) for p in write(place, published()))
    store.adopt(place, ModelManifest("image-reward", Role.REWARD, files, adapter="image-reward"))
    engine = Engine(EngineOptions(device="cpu", profile="image-reward", data=tmp_path))
    try:
        assert engine.tier.by_name
        judge = engine._make_judge()
        values = {}
        for name in ("red mug", "garden pump", ""):
            judgement, _ = judge.judge(judge.prepare(scene(), product=name), scene(150))
            assert judgement.reward is not None
            assert judgement.reward_raw is not None
            assert judgement.reward == pytest.approx(1 / (1 + np.exp(-judgement.reward_raw)))
            values[name] = judgement.reward_raw
        assert len(set(values.values())) == 3
        own = ImageRewardModel(place_of(store, CHECKPOINT), place_of(store, VOCABULARY), "cpu")
        assert values["red mug"] == pytest.approx(own.score(scene(150).rgb, "red mug"), abs=1e-5)
    finally:
        engine.close()


def place_of(store: ModelStore, name: str) -> Path:
    return store.path("image-reward", name)
