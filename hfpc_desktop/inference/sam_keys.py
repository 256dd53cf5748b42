"""Names and shapes of segment-anything checkpoints, and the same weights under transformers' names.

Only tensors are looked at; nothing here imports torch. The names are those of
``facebookresearch/segment-anything`` (Apache-2.0) and of ``transformers.SamModel``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

_PATCH = "image_encoder.patch_embed.proj.weight"


@dataclass(frozen=True, slots=True)
class SamShape:
    """What a state dict says about its encoder. Sizes in pixels; ``windowless``: layers with global attention."""

    hidden: int
    layers: int
    heads: int
    image_size: int
    patch: int
    window: int
    windowless: tuple[int, ...]
    channels: int
    mlp: int
    decoder_mlp: int
    masks: int

    @property
    def registry_name(self) -> str:
        """The segment-anything registry's name for the published sizes, else empty."""
        return {(768, 12): "vit_b", (1024, 24): "vit_l", (1280, 32): "vit_h"}.get(
            (self.hidden, self.layers), ""
        )


_ORDER = (
    ("image_encoder.", "vision_encoder."),
    ("patch_embed.proj", "patch_embed.projection"),
    ("vision_encoder.blocks.", "vision_encoder.layers."),
    ("neck.0.", "neck.conv1."),
    ("neck.1.", "neck.layer_norm1."),
    ("neck.2.", "neck.conv2."),
    ("neck.3.", "neck.layer_norm2."),
    (".norm1.", ".layer_norm1."),
    (".norm2.", ".layer_norm2."),
    (".norm3.", ".layer_norm3."),
    (".norm4.", ".layer_norm4."),
    ("norm_final_attn.", "layer_norm_final_attn."),
    ("mask_decoder.output_upscaling.0.", "mask_decoder.upscale_conv1."),
    ("mask_decoder.output_upscaling.1.", "mask_decoder.upscale_layer_norm."),
    ("mask_decoder.output_upscaling.3.", "mask_decoder.upscale_conv2."),
    ("prompt_encoder.mask_downscaling.0.", "prompt_encoder.mask_embed.conv1."),
    ("prompt_encoder.mask_downscaling.1.", "prompt_encoder.mask_embed.layer_norm1."),
    ("prompt_encoder.mask_downscaling.3.", "prompt_encoder.mask_embed.conv2."),
    ("prompt_encoder.mask_downscaling.4.", "prompt_encoder.mask_embed.layer_norm2."),
    ("prompt_encoder.mask_downscaling.6.", "prompt_encoder.mask_embed.conv3."),
    ("prompt_encoder.point_embeddings.", "prompt_encoder.point_embed."),
    (
        "prompt_encoder.pe_layer.positional_encoding_gaussian_matrix",
        "prompt_encoder.shared_embedding.positional_embedding",
    ),
)
_MLP_LAYER = re.compile(r"(output_hypernetworks_mlps\.\d+|iou_prediction_head)\.layers\.(\d+)\.")
_SHARED = "shared_image_embedding.positional_embedding"


def transformers_key(key: str) -> str:
    """The name of one segment-anything tensor in ``transformers.SamModel``.

    >>> transformers_key("image_encoder.blocks.3.norm1.weight")
    'vision_encoder.layers.3.layer_norm1.weight'
    """
    for old, new in _ORDER:
        key = key.replace(old, new)
    return _MLP_LAYER.sub(_mlp_name, key)


def _mlp_name(found: re.Match[str]) -> str:
    # three layers everywhere: the first and the last have names of their own, those between are counted
    name = {"0": "proj_in", "1": "layers.0", "2": "proj_out"}[found[2]]
    return f"{found[1]}.{name}."


def to_transformers(state: Mapping[str, Any]) -> dict[str, Any]:
    """A whole segment-anything state dict under transformers' names; tensors are shared, not copied."""
    if _PATCH not in state:
        raise ModelError(
            translate(
                "models",
                "This is not a segment-anything checkpoint (it has no image_encoder.patch_embed.proj.weight).",
            )
        )
    mapped = {transformers_key(key): value for key, value in state.items()}
    mapped[_SHARED] = mapped["prompt_encoder.shared_embedding.positional_embedding"]
    return mapped


def shape_of(state: Mapping[str, Any]) -> SamShape:
    """Reads the architecture off the tensors' shapes. ``ModelError`` when it is no segment-anything state."""
    if _PATCH not in state:
        raise ModelError(
            translate(
                "models",
                "This is not a segment-anything checkpoint (it has no image_encoder.patch_embed.proj.weight).",
            )
        )
    hidden, _, patch, _ = state[_PATCH].shape
    layers = 1 + max(int(k.split(".")[2]) for k in state if k.startswith("image_encoder.blocks."))
    grid = int(state["image_encoder.pos_embed"].shape[1])
    reach = [int(state[f"image_encoder.blocks.{n}.attn.rel_pos_h"].shape[0]) for n in range(layers)]
    windowless = tuple(n for n, size in enumerate(reach) if size == 2 * grid - 1)
    windows = {(size + 1) // 2 for n, size in enumerate(reach) if n not in windowless}
    head_width = int(state["image_encoder.blocks.0.attn.rel_pos_h"].shape[1])
    return SamShape(
        hidden=int(hidden),
        layers=layers,
        heads=int(hidden) // head_width,
        image_size=grid * int(patch),
        patch=int(patch),
        window=windows.pop() if windows else 0,
        windowless=windowless,
        channels=int(state["image_encoder.neck.0.weight"].shape[0]),
        mlp=int(state["image_encoder.blocks.0.mlp.lin1.weight"].shape[0]),
        decoder_mlp=int(state["mask_decoder.transformer.layers.0.mlp.lin1.weight"].shape[0]),
        masks=int(state["mask_decoder.mask_tokens.weight"].shape[0]) - 1,
    )
