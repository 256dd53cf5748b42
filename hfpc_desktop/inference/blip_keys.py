"""Names of tensors in the original BLIP code and in transformers' port. No torch."""

from __future__ import annotations

import re

_ORIGINAL_VISION = (
    (r"cls_token", "embeddings.class_embedding"),
    (r"pos_embed", "embeddings.position_embedding"),
    (r"patch_embed\.proj\.(\w+)", r"embeddings.patch_embedding.\1"),
    (r"norm\.(\w+)", r"post_layernorm.\1"),
    (r"blocks\.(\d+)\.norm([12])\.(\w+)", r"encoder.layers.\1.layer_norm\2.\3"),
    (r"blocks\.(\d+)\.attn\.qkv\.(\w+)", r"encoder.layers.\1.self_attn.qkv.\2"),
    (r"blocks\.(\d+)\.attn\.proj\.(\w+)", r"encoder.layers.\1.self_attn.projection.\2"),
    (r"blocks\.(\d+)\.mlp\.(fc[12])\.(\w+)", r"encoder.layers.\1.mlp.\2.\3"),
)


def vision_name(name: str) -> str | None:
    """transformers' name of a tensor of the original ViT; ``None`` for one that it does not have."""
    for pattern, new in _ORIGINAL_VISION:
        if re.fullmatch(pattern, name):
            return re.sub(pattern, new, name)
    return None
