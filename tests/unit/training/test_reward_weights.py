"""Names and sizes of published checkpoints, on the meta device: no weights, true shapes."""

from __future__ import annotations

import pytest
import torch

from hfpc_desktop.training.blip_shape import NAMED
from hfpc_desktop.training.reward_config import RewardKind, TrainingError
from hfpc_desktop.training.reward_model import HfpcBlip, build_net
from hfpc_desktop.training.reward_weights import blip_weights, load_blip, resampled_positions, starting_net

State = dict[str, torch.Tensor]


def empty(*shape: int) -> torch.Tensor:
    return torch.empty(*shape, device="meta")


def linear(name: str, out: int, inner: int) -> State:
    return {f"{name}.weight": empty(out, inner), f"{name}.bias": empty(out)}


def norm(name: str, width: int) -> State:
    return {f"{name}.weight": empty(width), f"{name}.bias": empty(width)}


def original_vision(prefix: str, width: int, layers: int, side: int) -> State:
    """The ViT as BLIP's own code and ImageReward name it."""
    state = {
        f"{prefix}cls_token": empty(1, 1, width),
        f"{prefix}pos_embed": empty(1, (side // 16) ** 2 + 1, width),
    }
    state |= {
        f"{prefix}patch_embed.proj.weight": empty(width, 3, 16, 16),
        f"{prefix}patch_embed.proj.bias": empty(width),
    }
    for n in range(layers):
        block = f"{prefix}blocks.{n}"
        state |= norm(f"{block}.norm1", width) | norm(f"{block}.norm2", width)
        state |= linear(f"{block}.attn.qkv", 3 * width, width) | linear(f"{block}.attn.proj", width, width)
        state |= linear(f"{block}.mlp.fc1", 4 * width, width) | linear(f"{block}.mlp.fc2", width, 4 * width)
    return state | norm(f"{prefix}norm", width)


def hf_vision(width: int, layers: int, side: int) -> State:
    pre = "vision_model."
    state = {
        f"{pre}embeddings.class_embedding": empty(1, 1, width),
        f"{pre}embeddings.position_embedding": empty(1, (side // 16) ** 2 + 1, width),
        f"{pre}embeddings.patch_embedding.weight": empty(width, 3, 16, 16),
        f"{pre}embeddings.patch_embedding.bias": empty(width),
    }
    for n in range(layers):
        layer = f"{pre}encoder.layers.{n}"
        state |= norm(f"{layer}.layer_norm1", width) | norm(f"{layer}.layer_norm2", width)
        state |= linear(f"{layer}.self_attn.qkv", 3 * width, width)
        state |= linear(f"{layer}.self_attn.projection", width, width)
        state |= linear(f"{layer}.mlp.fc1", 4 * width, width) | linear(f"{layer}.mlp.fc2", width, 4 * width)
    return state | norm(f"{pre}post_layernorm", width)


def text(prefix: str, seen: int) -> State:
    """A BERT-base with cross-attention to ``seen`` channels, with its embeddings."""
    state = {f"{prefix}embeddings.word_embeddings.weight": empty(30524, 768)}
    state |= {f"{prefix}embeddings.position_ids": empty(1, 512)} | norm(f"{prefix}embeddings.LayerNorm", 768)
    for n in range(12):
        layer = f"{prefix}encoder.layer.{n}"
        for part, inner in (("attention", 768), ("crossattention", seen)):
            state |= linear(f"{layer}.{part}.self.query", 768, 768)
            state |= linear(f"{layer}.{part}.self.key", 768, inner) | linear(
                f"{layer}.{part}.self.value", 768, inner
            )
            state |= linear(f"{layer}.{part}.output.dense", 768, 768) | norm(
                f"{layer}.{part}.output.LayerNorm", 768
            )
        state |= linear(f"{layer}.intermediate.dense", 3072, 768) | linear(f"{layer}.output.dense", 768, 3072)
        state |= norm(f"{layer}.output.LayerNorm", 768)
    return state


IMAGE_REWARD = (
    original_vision("blip.visual_encoder.", 1024, 24, 224)
    | text("blip.text_encoder.", 1024)
    | linear("mlp.layers.0", 1024, 768)
)
PUBLISHED = {
    "ImageReward": (IMAGE_REWARD, "large", 224, 1e-6),
    "BLIP for captioning": (hf_vision(768, 12, 384) | text("text_decoder.bert.", 768), "base", 384, 1e-5),
    "BLIP for image-text matching": (hf_vision(1024, 24, 384) | text("text_encoder.", 1024), "large", 384, 1e-5),
    "BLIP, original code": (original_vision("visual_encoder.", 768, 12, 384) | text("text_encoder.", 768), "base", 384, 1e-6),
}  # fmt: skip


@pytest.mark.parametrize("family", list(PUBLISHED))
def test_a_published_checkpoint_fills_every_weight_of_the_backbone(family: str) -> None:
    state, named, side, eps = PUBLISHED[family]
    weights = blip_weights(state, where="here")
    assert weights.family == family
    shape = weights.shape
    assert (shape.side, shape.vision_eps) == (side, eps)
    expected = NAMED[named]
    assert (shape.vision_width, shape.vision_layers, shape.vision_heads, shape.vision_mlp) == (
        expected.vision_width, expected.vision_layers, expected.vision_heads, expected.vision_mlp,
    )  # fmt: skip
    assert (shape.text_width, shape.text_layers, shape.text_heads) == (768, 12, 12)
    with torch.device("meta"):
        net = build_net(RewardKind.HFPC_BLIP, shape.at(side))
    load_blip(net, weights, where="here")
    assert isinstance(net, HfpcBlip)


def test_another_architecture_is_named_as_such() -> None:
    with pytest.raises(TrainingError, match="another architecture"):
        blip_weights({"model.layers.0.weight": empty(2, 2)}, where="here")
    state = dict(IMAGE_REWARD)
    del state["blip.visual_encoder.blocks.7.attn.qkv.bias"]
    weights = blip_weights(state, where="here")
    with torch.device("meta"):
        net = build_net(RewardKind.HFPC_BLIP, weights.shape)
    with pytest.raises(
        TrainingError, match=r"1 tensors are missing, first encoder\.layers\.7\.self_attn\.qkv\.bias"
    ):
        load_blip(net, weights, where="here")


def test_positions_are_resampled_to_another_side() -> None:
    ramp = torch.arange(24.0).repeat(24, 1).reshape(1, 576, 1)
    found = resampled_positions(torch.cat([torch.full((1, 1, 1), 99.0), ramp], dim=1), 14)
    assert found.shape == (1, 197, 1) and found[0, 0, 0] == 99
    row = found[0, 1:15, 0]
    assert torch.all(row[1:] > row[:-1])


def test_starting_weights_that_do_not_exist() -> None:
    for init, words in (
        ("random:huge", "no shape"),
        ("/no/such", "no such checkpoint"),
        ("nothing", "no such"),
    ):
        with pytest.raises(TrainingError, match=words):
            starting_net(RewardKind.HFPC_BLIP, init, 64, dropout=0.0)


def test_new_weights_are_not_all_alike() -> None:
    """BlipVisionConfig starts at 1e-10 by default: every picture would look the same."""
    torch.manual_seed(0)
    net, _ = starting_net(RewardKind.HFPC_BLIP, "random:tiny", 64, dropout=0.0)
    assert 0.015 < float(net.encoder.vision.encoder.layers[0].mlp.fc1.weight.detach().std()) < 0.025
