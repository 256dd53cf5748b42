"""BLIP captions from a tiny random model of the real class, and as ImageReward's prompt."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from transformers import BlipConfig, BlipForConditionalGeneration

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.engine import Engine, EngineOptions
from hfpc_desktop.inference.blip_caption import BlipCaptioner, without_backdrop
from hfpc_desktop.inference.manifest import ModelFile, ModelManifest
from hfpc_desktop.inference.store import ModelStore, file_sha256
from tests.contract.test_judging_ports import scene
from tests.unit.inference import test_image_reward as image_reward

if TYPE_CHECKING:
    from pathlib import Path

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "red", "mug", "##s", "garden", "pump", "a", "of"]
RED = np.full((40, 60, 3), (200, 30, 30), np.uint8)
STRIPES = np.where(np.arange(60)[None, :, None] % 8 < 4, 20, 235).astype(np.uint8).repeat(40, 0).repeat(3, 2)


def tiny_blip() -> BlipForConditionalGeneration:
    torch.manual_seed(5)
    size = len(WORDS) + 2
    layer = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 2}
    config = BlipConfig(
        text_config={
            **layer, "vocab_size": size, "encoder_hidden_size": 32, "max_position_embeddings": 32, "pad_token_id": 0,
            "bos_token_id": size - 2, "eos_token_id": 3, "sep_token_id": 3, "initializer_range": 0.5,
        },
        vision_config={**layer, "image_size": 32, "patch_size": 16, "initializer_range": 0.5},
    )  # fmt: skip
    return BlipForConditionalGeneration(config).eval()


def save_blip(folder: Path, *, binary: bool = False) -> Path:
    """``config.json``, ``vocab.txt`` and weights, as the hub has them."""
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    model = tiny_blip()
    (folder / "config.json").write_text(model.config.to_json_string(), encoding="utf-8")
    tensors = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    if binary:
        torch.save(tensors, folder / "pytorch_model.bin")
    else:
        save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "vocab.txt").write_text("\n".join(WORDS) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("binary", [False, True])
def test_a_caption_of_known_words_and_always_the_same(tmp_path: Path, binary: bool) -> None:
    folder = save_blip(tmp_path / "blip", binary=binary)
    said = BlipCaptioner(folder, "cpu").caption(STRIPES)
    assert said == BlipCaptioner(folder, "cpu").caption(STRIPES)
    assert said and "[" not in said and "##" not in said and len(said.split()) <= 20
    pieces = {word.removeprefix("##") for word in WORDS}
    assert all(any(piece in word for piece in pieces) for word in said.split())


def test_it_says_what_transformers_would_say(tmp_path: Path) -> None:
    from hfpc_desktop.inference.letterbox import MEAN, STD, letterbox

    folder = save_blip(tmp_path / "blip")
    model = tiny_blip()
    pixels = (letterbox(RED, 32) / 255.0 - np.array(MEAN)) / np.array(STD)
    given = torch.from_numpy(pixels.transpose(2, 0, 1)[None].astype(np.float32))
    tokens = model.generate(given, max_new_tokens=20, num_beams=1, do_sample=False)[0].tolist()
    words = [([*WORDS, "[DEC]", "[ENC]"])[token] for token in tokens]
    told = " ".join(w for w in words if not w.startswith("[")).replace(" ##", "").removeprefix("##")
    assert BlipCaptioner(folder, "cpu").caption(RED) == without_backdrop(told)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("a red mug on a white background", "a red mug"),
        ("a red mug with a white background and a shadow", "a red mug"),
        ("two chairs against a plain grey backdrop", "two chairs"),
        ("a garden pump in the grass", "a garden pump in the grass"),
        ("a  white mug", "a white mug"),
        ("", ""),
    ],
)
def test_the_studio_is_not_part_of_the_product(said: str, kept: str) -> None:
    assert without_backdrop(said) == kept


def spoil(folder: Path, case: str) -> None:
    from safetensors.torch import load_file, save_file

    weights = folder / "model.safetensors"
    tensors = load_file(weights)
    name = "vision_model.post_layernorm.weight"
    if case == "missing":
        del tensors[name]
    elif case == "shape":
        tensors[name] = torch.zeros(5)
    elif case == "nan":
        tensors[name] = torch.full_like(tensors[name], float("nan"))
    if case in ("missing", "shape", "nan"):
        save_file(tensors, weights, metadata={"format": "pt"})
    elif case == "rubbish":
        weights.write_bytes(b"rubbish")
    elif case == "none":
        weights.unlink()
    elif case == "config":
        (folder / "config.json").write_text(json.dumps({"model_type": "clip"}), encoding="utf-8")
    else:
        (folder / "vocab.txt").write_text("a\nb\n", encoding="utf-8")


@pytest.mark.parametrize("case", ["missing", "shape", "nan", "rubbish", "none", "config", "words"])
def test_a_wrong_folder_is_said_to_be_one(tmp_path: Path, case: str) -> None:
    folder = save_blip(tmp_path / "blip")
    spoil(folder, case)
    with pytest.raises(ModelError):
        BlipCaptioner(folder, "cpu")


def test_image_reward_reads_the_caption_where_there_is_no_name(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "none", tmp_path / "models")

    def adopt(model_id: str, role: Role, adapter: str, files: Any) -> None:
        place = store.workspace(model_id)
        kept = tuple(ModelFile(p.name, file_sha256(p), p.stat().st_size) for p in files(place))
        store.adopt(place, ModelManifest(model_id, role, kept, adapter=adapter))

    adopt(
        "image-reward",
        Role.REWARD,
        "image-reward",
        lambda at: image_reward.write(at, image_reward.published()),
    )
    adopt(
        "blip-image-captioning-base", Role.FEATURES, "blip",
        lambda at: sorted(p for p in save_blip(at).iterdir() if p.is_file()),
    )  # fmt: skip
    engine = Engine(EngineOptions(device="cpu", profile="image-reward", data=tmp_path))
    try:
        assert ("caption", "blip-image-captioning-base") in engine.tier.models
        judge = engine._make_judge()
        named = judge.prepare(scene(), product="red mug")
        nameless = judge.prepare(scene())
        own = BlipCaptioner(store.path("blip-image-captioning-base", "config.json").parent, "cpu")
        assert named.reference.prompt == "red mug"  # type: ignore[attr-defined]
        assert nameless.reference.prompt == (own.caption(scene().rgb) or "product")  # type: ignore[attr-defined]
        judgement, _ = judge.judge(nameless, scene(150))
        assert judgement.reward is not None
        assert ("checks", "starter-reward") in judgement.models and (
            "reward",
            "image-reward",
        ) in judgement.models
    finally:
        engine.close()
