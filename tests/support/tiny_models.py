"""Tiny models of the real classes with random weights, saved as the real ones are, for the adapters to load."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path


def save_efficient_sam(folder: Path) -> None:
    """``encoder.onnx`` and ``decoder.onnx`` with the inputs and outputs of the published graphs."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    rng = np.random.default_rng(1)

    def const(name: str, value: Any) -> Any:
        return numpy_helper.from_array(np.asarray(value), name)

    def save(nodes: list[Any], inputs: list[Any], outputs: list[Any], weights: list[Any], name: str) -> None:
        graph = helper.make_graph(nodes, name, inputs, outputs, weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        onnx.checker.check_model(model)
        onnx.save(model, str(folder / f"{name}.onnx"))

    def value(name: str, kind: int, shape: list[int | str]) -> Any:
        return helper.make_tensor_value_info(name, kind, shape)

    folder.mkdir(parents=True, exist_ok=True)
    save(
        [
            helper.make_node("Resize", ["batched_images", "", "", "size"], ["small"], mode="linear"),
            helper.make_node("Conv", ["small", "w"], ["image_embeddings"], strides=[4, 4]),
        ],
        [value("batched_images", TensorProto.FLOAT, ["batch", 3, "height", "width"])],
        [value("image_embeddings", TensorProto.FLOAT, ["batch", 8, 16, 16])],
        [
            const("size", np.array([1, 3, 64, 64], np.int64)),
            const("w", rng.normal(0, 0.5, (8, 3, 4, 4)).astype(np.float32)),
        ],
        "encoder",
    )
    save(
        [
            helper.make_node("Conv", ["image_embeddings", "w"], ["low"]),
            helper.make_node(
                "ReduceMean", ["batched_point_coords"], ["where"], axes=[0, 1, 2, 3], keepdims=0
            ),
            helper.make_node("ReduceMean", ["batched_point_labels"], ["what"], axes=[0, 1, 2], keepdims=0),
            helper.make_node("Mul", ["where", "k"], ["moved"]),
            helper.make_node("Sin", ["moved"], ["shift"]),
            helper.make_node("Add", ["low", "shift"], ["logits"]),
            helper.make_node("Concat", ["front", "orig_im_size"], ["size"], axis=0),
            helper.make_node("Resize", ["logits", "", "", "size"], ["full"], mode="linear"),
            helper.make_node("Unsqueeze", ["full", "one"], ["output_masks"]),
            helper.make_node("Mul", ["what", "marks"], ["weighed"]),
            helper.make_node("Sigmoid", ["weighed"], ["iou_predictions"]),
        ],
        [
            value("image_embeddings", TensorProto.FLOAT, ["batch", 8, 16, 16]),
            value("batched_point_coords", TensorProto.FLOAT, [1, "num_points", "points", 2]),
            value("batched_point_labels", TensorProto.FLOAT, [1, "num_points", "points"]),
            value("orig_im_size", TensorProto.INT64, [2]),
        ],
        [
            value("output_masks", TensorProto.FLOAT, [1, 1, 3, "h", "w"]),
            value("iou_predictions", TensorProto.FLOAT, [1, 1, 3]),
        ],
        [
            const("w", rng.normal(0, 0.5, (3, 8, 1, 1)).astype(np.float32)),
            const("k", np.float32(0.01)),
            const("front", np.array([1, 3], np.int64)),
            const("one", np.array([1], np.int64)),
            const("marks", rng.normal(0, 1, (1, 1, 3)).astype(np.float32)),
        ],
        "decoder",
    )


def tiny_sam(side: int = 128, seed: int = 0) -> Any:
    """``transformers.SamModel`` with about 100,000 weights."""
    import torch
    from transformers import SamConfig, SamModel

    torch.manual_seed(seed)
    config = SamConfig(
        vision_config={
            "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "image_size": side,
            "patch_size": 16, "window_size": 4, "global_attn_indexes": [1], "output_channels": 32,
            "num_pos_feats": 16, "mlp_dim": 64, "initializer_range": 0.02,
        },
        prompt_encoder_config={"hidden_size": 32, "image_size": side, "patch_size": 16},
        mask_decoder_config={
            "hidden_size": 32, "mlp_dim": 64, "num_attention_heads": 4, "iou_head_hidden_dim": 32,
        },
        initializer_range=0.02,
    )  # fmt: skip
    model = SamModel(config).eval()
    # transformers starts the position matrix at hidden_size / 2, which no trained SAM has; segment-anything at 1
    matrix = torch.randn(2, 16)
    model.shared_image_embedding.positional_embedding.data.copy_(matrix)
    model.prompt_encoder.shared_embedding.positional_embedding.data.copy_(matrix)
    return model


def save_sam_folder(folder: Path) -> None:
    """``config.json`` and ``model.safetensors``, as the hub has them."""
    tiny_sam().save_pretrained(folder)


def save_sam_checkpoint(path: Path) -> None:
    """A ``.pth`` with segment-anything's names and random values."""
    import torch

    generator = torch.Generator().manual_seed(2)
    shapes = sam_shapes(
        hidden=32, layers=2, heads=2, glob=(1,), side=128, window=4, channels=32, mlp=64, decoder=64
    )
    torch.save({k: 0.1 * torch.randn(s, generator=generator) for k, s in shapes.items()}, path)


def sam_shapes(
    *,
    hidden: int,
    layers: int,
    heads: int,
    glob: tuple[int, ...],
    side: int = 1024,
    window: int = 14,
    channels: int = 256,
    mlp: int | None = None,
    decoder: int = 2048,
) -> dict[str, tuple[int, ...]]:
    """Every tensor of a segment-anything checkpoint with its shape, written out from the published modules."""
    grid, mlp = side // 16, mlp or 4 * hidden
    out: dict[str, tuple[int, ...]] = {}

    def pair(name: str, weight: tuple[int, ...], bias: int | None = None) -> None:
        out[f"{name}.weight"], out[f"{name}.bias"] = weight, (weight[0] if bias is None else bias,)

    out["image_encoder.pos_embed"] = (1, grid, grid, hidden)
    pair("image_encoder.patch_embed.proj", (hidden, 3, 16, 16))
    for n in range(layers):
        block, reach = f"image_encoder.blocks.{n}", 2 * (grid if n in glob else window) - 1
        pair(f"{block}.norm1", (hidden,))
        out[f"{block}.attn.rel_pos_h"] = out[f"{block}.attn.rel_pos_w"] = (reach, hidden // heads)
        pair(f"{block}.attn.qkv", (3 * hidden, hidden))
        pair(f"{block}.attn.proj", (hidden, hidden))
        pair(f"{block}.norm2", (hidden,))
        pair(f"{block}.mlp.lin1", (mlp, hidden))
        pair(f"{block}.mlp.lin2", (hidden, mlp))
    out["image_encoder.neck.0.weight"] = (channels, hidden, 1, 1)
    pair("image_encoder.neck.1", (channels,))
    out["image_encoder.neck.2.weight"] = (channels, channels, 3, 3)
    pair("image_encoder.neck.3", (channels,))
    out["prompt_encoder.pe_layer.positional_encoding_gaussian_matrix"] = (2, channels // 2)
    for n in range(4):
        out[f"prompt_encoder.point_embeddings.{n}.weight"] = (1, channels)
    out["prompt_encoder.not_a_point_embed.weight"] = (1, channels)
    pair("prompt_encoder.mask_downscaling.0", (4, 1, 2, 2))
    pair("prompt_encoder.mask_downscaling.1", (4,))
    pair("prompt_encoder.mask_downscaling.3", (16, 4, 2, 2))
    pair("prompt_encoder.mask_downscaling.4", (16,))
    pair("prompt_encoder.mask_downscaling.6", (channels, 16, 1, 1))
    out["prompt_encoder.no_mask_embed.weight"] = (1, channels)
    head = "mask_decoder"
    for n in range(2):
        layer = f"{head}.transformer.layers.{n}"
        for name, inner in (("self_attn", channels), ("cross_attn_token_to_image", channels // 2),
                            ("cross_attn_image_to_token", channels // 2)):  # fmt: skip
            for part in ("q_proj", "k_proj", "v_proj"):
                pair(f"{layer}.{name}.{part}", (inner, channels))
            pair(f"{layer}.{name}.out_proj", (channels, inner))
        for k in range(1, 5):
            pair(f"{layer}.norm{k}", (channels,))
        pair(f"{layer}.mlp.lin1", (decoder, channels))
        pair(f"{layer}.mlp.lin2", (channels, decoder))
    for part in ("q_proj", "k_proj", "v_proj"):
        pair(f"{head}.transformer.final_attn_token_to_image.{part}", (channels // 2, channels))
    pair(f"{head}.transformer.final_attn_token_to_image.out_proj", (channels, channels // 2))
    pair(f"{head}.transformer.norm_final_attn", (channels,))
    out[f"{head}.iou_token.weight"], out[f"{head}.mask_tokens.weight"] = (1, channels), (4, channels)
    pair(f"{head}.output_upscaling.0", (channels, channels // 4, 2, 2), channels // 4)
    pair(f"{head}.output_upscaling.1", (channels // 4,))
    pair(f"{head}.output_upscaling.3", (channels // 4, channels // 8, 2, 2), channels // 8)
    for n in range(4):
        mlp_name = f"{head}.output_hypernetworks_mlps.{n}.layers"
        pair(f"{mlp_name}.0", (channels, channels))
        pair(f"{mlp_name}.1", (channels, channels))
        pair(f"{mlp_name}.2", (channels // 8, channels))
    pair(f"{head}.iou_prediction_head.layers.0", (256, channels))
    pair(f"{head}.iou_prediction_head.layers.1", (256, 256))
    pair(f"{head}.iou_prediction_head.layers.2", (4, 256))
    return out


def save_grounding_dino(folder: Path) -> None:
    """Configuration, safetensors and tokenizer of a tiny GroundingDINO."""
    import torch
    from transformers import BertTokenizerFast, GroundingDinoConfig, GroundingDinoForObjectDetection

    folder.mkdir(parents=True, exist_ok=True)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", "?", "a", "red", "mug", "product"]
    # the real vocabulary has "." at 1012 and "?" at 1029, and the model looks for those numbers
    vocab = words + [f"[unused{n}]" for n in range(1040 - len(words))]
    vocab[1012], vocab[5] = ".", "[unused9998]"
    vocab[1029], vocab[6] = "?", "[unused9999]"
    vocab[101], vocab[2] = "[CLS]", "[unused9997]"
    vocab[102], vocab[3] = "[SEP]", "[unused9996]"
    (folder / "vocab.txt").write_text("\n".join(vocab), encoding="utf-8")
    BertTokenizerFast(vocab={word: n for n, word in enumerate(vocab)}).save_pretrained(folder)
    torch.manual_seed(3)
    config = GroundingDinoConfig(
        backbone_config={
            "model_type": "swin", "embed_dim": 8, "depths": [1, 1, 1, 1], "num_heads": [1, 1, 2, 2], "image_size": 64,
            "window_size": 2, "out_features": ["stage2", "stage3", "stage4"],
        },
        text_config={
            "model_type": "bert", "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2,
            "intermediate_size": 32, "vocab_size": len(vocab), "max_position_embeddings": 256,
        },
        d_model=32, encoder_layers=1, decoder_layers=2, encoder_ffn_dim=32, decoder_ffn_dim=32,
        encoder_attention_heads=2, decoder_attention_heads=2, num_queries=12, num_feature_levels=4,
    )  # fmt: skip
    GroundingDinoForObjectDetection(config).eval().save_pretrained(folder)
    size = {"shortest_edge": 160, "longest_edge": 240}
    (folder / "preprocessor_config.json").write_text(json.dumps({"size": size}), encoding="utf-8")
