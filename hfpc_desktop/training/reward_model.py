"""The trainable rewards: ``hfpc-blip`` and ``frozen-features``, on transformers' BLIP layers.

Both split in two: ``encode`` looks at one picture, ``score`` at a pair of encoded pictures. So the
original is encoded once for all its generated images, in training and in the exported graphs alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import torch
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint
from transformers import BlipTextConfig, BlipVisionConfig
from transformers.models.blip.modeling_blip import BlipVisionModel
from transformers.models.blip.modeling_blip_text import BlipTextModel

from hfpc_desktop.inference.letterbox import MEAN, STD
from hfpc_desktop.training.reward_config import RewardKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hfpc_desktop.training.blip_shape import BlipShape

_INIT = 0.02
"""Standard deviation of new weights. ``BlipVisionConfig`` defaults to 1e-10: every picture would look alike."""


class PictureEncoder(nn.Module):
    """BLIP's ViT with the normalisation inside."""

    mean: Tensor
    std: Tensor

    def __init__(self, shape: BlipShape) -> None:
        super().__init__()
        config = BlipVisionConfig(
            hidden_size=shape.vision_width,
            intermediate_size=shape.vision_mlp,
            num_hidden_layers=shape.vision_layers,
            num_attention_heads=shape.vision_heads,
            image_size=shape.side,
            patch_size=shape.patch,
            layer_norm_eps=shape.vision_eps,
            initializer_range=_INIT,
        )
        self.vision = BlipVisionModel(config)
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1) * 255, persistent=False)
        self.register_buffer("std", torch.tensor(STD).view(1, 3, 1, 1) * 255, persistent=False)
        self.checkpointing = False

    def forward(self, images: Tensor) -> Tensor:
        """uint8 N x S x S x 3 sRGB -> N x T x D, the class token first."""
        pixels = (images.permute(0, 3, 1, 2).float() - self.mean) / self.std
        hidden = self.vision.embeddings(pixels)
        for layer in self.vision.encoder.layers:
            hidden = _run(layer, hidden, self.checkpointing)
        return cast("Tensor", self.vision.post_layernorm(hidden))


class RewardNet(nn.Module):
    """Common ground of the rewards: ``encode``, ``score``, and which weights learn how fast."""

    kind: RewardKind

    def __init__(self, shape: BlipShape) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = PictureEncoder(shape)

    def encode(self, images: Tensor) -> Tensor:
        """uint8 N x S x S x 3 -> what ``score`` needs of a picture, N x T x D."""
        raise NotImplementedError

    def score(self, reference: Tensor, tokens: Tensor) -> Tensor:
        """Encoded originals and generated images, N x T x D each -> raw reward, float32 N, higher is better."""
        raise NotImplementedError

    def new_modules(self) -> tuple[nn.Module, ...]:
        """What has no pretrained weights and learns at the head's rate."""
        raise NotImplementedError

    def backbone_layers(self) -> tuple[nn.ModuleList, ...]:
        """Stacks of transformer layers whose first share stays frozen."""
        raise NotImplementedError

    def new_parameters(self) -> Iterator[nn.Parameter]:
        for module in self.new_modules():
            yield from module.parameters()

    def set_checkpointing(self, on: bool) -> None:
        self.encoder.checkpointing = on

    def freeze(self, share: float) -> None:
        """Keeps the first ``share`` (0..1) of every stack, and with any share the patch embedding, as they are."""
        if share > 0:
            self.encoder.vision.embeddings.requires_grad_(False)
        if share >= 1:
            self.encoder.vision.post_layernorm.requires_grad_(False)
        for stack in self.backbone_layers():
            for layer in stack[: int(share * len(stack) + 0.5)]:
                layer.requires_grad_(False)

    def set_base_rate(self, share: float) -> None:
        """Starts the output at the log-odds of ``share`` passes, so that the first steps need not find it."""
        last = cast("nn.Linear", cast("nn.Sequential", self.new_modules()[-1])[-1])
        nn.init.constant_(last.bias, float(torch.logit(torch.tensor(share, dtype=torch.float64))))


class HfpcBlip(RewardNet):
    """The original's tokens, projected, are the queries of BLIP's multimodal encoder; they attend to each
    other and to the generated image's tokens; the first one gives the reward."""

    kind = RewardKind.HFPC_BLIP

    def __init__(self, shape: BlipShape, dropout: float) -> None:
        super().__init__(shape)
        config = BlipTextConfig(
            vocab_size=1,  # no words: the picture takes their place
            pad_token_id=0,
            bos_token_id=0,
            eos_token_id=0,
            sep_token_id=0,
            max_position_embeddings=1,
            hidden_size=shape.text_width,
            encoder_hidden_size=shape.vision_width,
            intermediate_size=shape.text_mlp,
            num_hidden_layers=shape.text_layers,
            num_attention_heads=shape.text_heads,
            initializer_range=_INIT,
            is_decoder=True,  # transformers builds cross-attention only then; nothing here is causal
        )
        whole = BlipTextModel(config, add_pooling_layer=False)
        self.multimodal = whole.encoder
        self.project = nn.Sequential(
            nn.Linear(shape.vision_width, shape.text_width), nn.LayerNorm(shape.text_width, eps=1e-12)
        )
        self.head = _head(shape.text_width, shape.text_width, dropout)

    def encode(self, images: Tensor) -> Tensor:
        return cast("Tensor", self.encoder(images))

    def score(self, reference: Tensor, tokens: Tensor) -> Tensor:
        hidden = self.project(reference)
        for layer in self.multimodal.layer:
            hidden = _run(layer, hidden, self.encoder.checkpointing, encoder_hidden_states=tokens)
        return cast("Tensor", self.head(hidden[:, 0]).squeeze(-1).float())

    def new_modules(self) -> tuple[nn.Module, ...]:
        return (self.project, self.head)

    def backbone_layers(self) -> tuple[nn.ModuleList, ...]:
        return (self.encoder.vision.encoder.layers, self.multimodal.layer)


class FrozenFeatures(RewardNet):
    """BLIP stays as it is; a small head reads ``[ref, gen, |ref - gen|, ref * gen]`` of the pooled pictures."""

    kind = RewardKind.FROZEN_FEATURES

    def __init__(self, shape: BlipShape, dropout: float) -> None:
        super().__init__(shape)
        width = 2 * shape.vision_width
        self.head = nn.Sequential(nn.LayerNorm(4 * width), *_head(4 * width, shape.text_width, dropout))

    def encode(self, images: Tensor) -> Tensor:
        """Class token and mean of the patches side by side: N x 1 x 2D."""
        tokens = self.encoder(images)
        return torch.cat([tokens[:, :1], tokens[:, 1:].mean(dim=1, keepdim=True)], dim=-1)

    def score(self, reference: Tensor, tokens: Tensor) -> Tensor:
        ref, gen = reference[:, 0], tokens[:, 0]
        both = torch.cat([ref, gen, (ref - gen).abs(), ref * gen], dim=-1)
        return cast("Tensor", self.head(both).squeeze(-1).float())

    def new_modules(self) -> tuple[nn.Module, ...]:
        return (self.head,)

    def backbone_layers(self) -> tuple[nn.ModuleList, ...]:
        return ()

    def freeze(self, share: float) -> None:
        """Always all of BLIP, whatever the share."""
        self.encoder.requires_grad_(False)


def build_net(kind: RewardKind, shape: BlipShape, *, dropout: float = 0.0) -> RewardNet:
    """A new network with random weights (the caller seeds torch)."""
    if kind is RewardKind.HFPC_BLIP:
        return HfpcBlip(shape, dropout)
    return FrozenFeatures(shape, dropout)


def _head(width: int, inner: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, inner), nn.GELU(), nn.Dropout(dropout), nn.Linear(inner, 1))


def _run(layer: nn.Module, hidden: Tensor, checkpointing: bool, **more: Any) -> Tensor:
    """One layer; with ``checkpointing`` its activations are computed again in the backward pass."""
    if checkpointing and torch.is_grad_enabled() and any(p.requires_grad for p in layer.parameters()):
        return cast("Tensor", checkpoint(layer, hidden, use_reentrant=False, **more))
    return cast("Tensor", layer(hidden, **more))
