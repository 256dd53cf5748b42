"""The network of ImageReward (Xu et al., 2023) on transformers' BLIP layers, sized by its checkpoint.

Imports torch: only from functions. The text encoder reads the prompt, cross-attends to the image's tokens, and
an affine head (the published one has no activations) turns its first token into one number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

import torch
from torch import Tensor, nn
from transformers import BlipTextConfig, BlipVisionConfig
from transformers.models.blip.modeling_blip import BlipVisionModel
from transformers.models.blip.modeling_blip_text import BlipTextModel

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.inference.blip_keys import vision_name

if TYPE_CHECKING:
    from collections.abc import Mapping

_VISION, _TEXT, _HEAD = "blip.visual_encoder.", "blip.text_encoder.", "mlp.layers."
_LINEARS = (0, 2, 4, 6, 7)
"""Places of the linear layers in the published head; dropout lies between them."""
_HEAD_WIDTH = 64
"""Channels of an attention head (1024 / 16, 768 / 12)."""
_VISION_EPS = 1e-6
_MEAN, _STD = 0.16717362830052426, 1.0333394966054072
"""The authors' statistics of the raw value."""


class ImageRewardNet(nn.Module):
    """Built from, and filled with, the tensors of a checkpoint. ``ModelError`` when they do not fit."""

    def __init__(self, state: Mapping[str, Tensor]) -> None:
        super().__init__()
        vision = {n: t for name, t in _under(state, _VISION).items() if (n := vision_name(name)) is not None}
        text, head = _under(state, _TEXT), _under(state, _HEAD)
        if not vision or not text or not head:
            some = ", ".join(sorted(state)[:3]) or "none"
            raise ModelError(
                translate("models", "Not a checkpoint of ImageReward; its tensors are called {0} …").format(
                    some
                )
            )
        try:
            self.vision = BlipVisionModel(_vision_config(vision))
            self.text = BlipTextModel(_text_config(text), add_pooling_layer=False)
            shapes = [head[f"{n}.weight"].shape for n in _LINEARS]
        except (KeyError, IndexError) as error:
            raise ModelError(
                translate("models", "An incomplete checkpoint of ImageReward, {0} is missing.").format(error)
            ) from error
        self.head = nn.Sequential(*(nn.Linear(inner, out) for out, inner in shapes))
        _fill(self.vision, vision, "vision")
        _fill(self.text, text, "text")
        renamed = {
            f"{at}.{kind}": head[f"{n}.{kind}"]
            for at, n in enumerate(_LINEARS)
            for kind in ("weight", "bias")
            if f"{n}.{kind}" in head
        }
        _fill(self.head, renamed, "head")

    @property
    def side(self) -> int:
        """px of the square input."""
        return cast("int", self.vision.config.image_size)

    @property
    def words(self) -> int:
        """Size of the vocabulary."""
        return int(self.text.config.vocab_size)

    def forward(self, pixels: Tensor, ids: Tensor, attention: Tensor) -> Tensor:
        """N x 3 x S x S normalised, N x T int64 twice -> standardised value, float32 N, higher is better."""
        seen = self.vision(pixel_values=pixels).last_hidden_state
        read = self.text(input_ids=ids, attention_mask=attention, encoder_hidden_states=seen)
        raw = self.head(read.last_hidden_state[:, 0].float()).squeeze(-1)
        return cast("Tensor", (raw - _MEAN) / _STD)


def _vision_config(state: Mapping[str, Tensor]) -> BlipVisionConfig:
    patch = state["embeddings.patch_embedding.weight"]
    grid = round((state["embeddings.position_embedding"].shape[1] - 1) ** 0.5)
    return BlipVisionConfig(
        hidden_size=patch.shape[0],
        intermediate_size=state["encoder.layers.0.mlp.fc1.weight"].shape[0],
        num_hidden_layers=_count(state, r"encoder\.layers\.(\d+)\."),
        num_attention_heads=max(1, patch.shape[0] // _HEAD_WIDTH),
        image_size=grid * patch.shape[-1],
        patch_size=patch.shape[-1],
        layer_norm_eps=_VISION_EPS,
    )


def _text_config(state: Mapping[str, Tensor]) -> BlipTextConfig:
    words = state["embeddings.word_embeddings.weight"]
    return BlipTextConfig(
        vocab_size=words.shape[0],
        hidden_size=words.shape[1],
        encoder_hidden_size=state["encoder.layer.0.crossattention.self.key.weight"].shape[1],
        intermediate_size=state["encoder.layer.0.intermediate.dense.weight"].shape[0],
        num_hidden_layers=_count(state, r"encoder\.layer\.(\d+)\."),
        num_attention_heads=max(1, words.shape[1] // _HEAD_WIDTH),
        max_position_embeddings=state["embeddings.position_embeddings.weight"].shape[0],
        pad_token_id=0,
        bos_token_id=0,
        eos_token_id=0,
        sep_token_id=0,
        is_decoder=True,  # transformers builds cross-attention only then; the prompt is read in both directions
    )


def _under(state: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): value for name, value in state.items() if name.startswith(prefix)}


def _count(state: Mapping[str, Tensor], pattern: str) -> int:
    found = [int(hit.group(1)) for name in state if (hit := re.match(pattern, name))]
    return 1 + max(found, default=0)


def _fill(module: nn.Module, state: Mapping[str, Tensor], part: str) -> None:
    """Strict, except for tensors (``position_ids``) that the module does not have."""
    wanted = module.state_dict()
    for name, tensor in wanted.items():
        given = state.get(name)
        if given is None:
            raise ModelError(
                translate("models", "An incomplete checkpoint of ImageReward, {0} ({1}) is missing.").format(
                    name, part
                )
            )
        if given.shape != tensor.shape:
            raise ModelError(
                translate("models", "ImageReward ({0}): {1} is {2}, not {3}.").format(
                    part, name, tuple(given.shape), tuple(tensor.shape)
                )
            )
        if not bool(torch.isfinite(given).all()):
            raise ModelError(
                translate("models", "ImageReward ({0}): {1} holds numbers that are not finite.").format(
                    part, name
                )
            )
    module.load_state_dict({name: state[name].float() for name in wanted}, strict=True)
