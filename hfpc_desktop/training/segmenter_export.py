"""A trained SAM as ONNX (encoder, decoder) with a parity check, registered as a model of the app."""

from __future__ import annotations

import shutil
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.inference.manifest import ModelFile, ModelInput, ModelManifest
from hfpc_desktop.inference.promptable import SAM_ONNX
from hfpc_desktop.inference.sessions import OnnxSession
from hfpc_desktop.inference.store import file_sha256
from hfpc_desktop.inference.torch_runtime import import_torch, import_transformers

if TYPE_CHECKING:
    from pathlib import Path

    from hfpc_desktop.inference.store import ModelInfo, ModelStore

TOLERANCE = 1e-2
"""Largest difference that may remain between ONNX and torch, relative to the largest value."""
_OPSET = 17


@dataclass(frozen=True, slots=True)
class Parity:
    """Largest relative differences of ONNX Runtime to torch on random pixels, >= 0, lower is better."""

    embedding: float
    logits: float
    quality: float

    @property
    def worst(self) -> float:
        return max(self.embedding, self.logits, self.quality)


def export_onnx(model: Any, folder: Path) -> Parity:
    """Writes ``encoder.onnx`` and ``decoder.onnx``; raises ``ModelError`` when they differ from the model."""
    torch = import_torch()
    model = model.eval().to("cpu").float().requires_grad_(False)
    side = int(model.config.vision_config.image_size)
    grid = side // int(model.config.vision_config.patch_size)
    channels = int(model.config.vision_config.output_channels)

    class Encoder(torch.nn.Module):  # type: ignore[misc, name-defined]
        def forward(self, pixel_values: Any) -> Any:
            return model.vision_encoder(pixel_values).last_hidden_state

    class Decoder(torch.nn.Module):  # type: ignore[misc, name-defined]
        def forward(self, image_embeddings: Any, input_boxes: Any) -> Any:
            out = model(image_embeddings=image_embeddings, input_boxes=input_boxes, multimask_output=True)
            return out.pred_masks[:, 0], out.iou_scores[:, 0]

    generator = torch.Generator().manual_seed(0)
    pixels = torch.randn(1, 3, side, side, generator=generator)
    embedding = torch.randn(1, channels, grid, grid, generator=generator)
    box = torch.tensor([[[0.2, 0.25, 0.7, 0.8]]]) * side
    _export(Encoder(), (pixels,), folder / "encoder.onnx", ["pixel_values"], ["image_embeddings"])
    _export(
        Decoder(),
        (embedding, box),
        folder / "decoder.onnx",
        ["image_embeddings", "input_boxes"],
        ["masks", "iou_scores"],
    )
    with torch.no_grad():
        wanted = Encoder()(pixels)
        logits, quality = Decoder()(wanted, box)
    encoder, decoder = (
        OnnxSession(folder / "encoder.onnx", "cpu"),
        OnnxSession(folder / "decoder.onnx", "cpu"),
    )
    got = encoder.run(pixel_values=pixels.numpy())[0]
    got_logits, got_quality = decoder.run(image_embeddings=got, input_boxes=box.numpy())
    parity = Parity(_relative(got, wanted), _relative(got_logits, logits), _relative(got_quality, quality))
    if not parity.worst <= TOLERANCE:
        raise ModelError(f"The exported model differs from the trained one by {parity.worst:.2%}.")
    return parity


def register(
    model: Any, store: ModelStore, model_id: str, *, trained_on: str, card: str, licence: str = "Apache-2.0"
) -> tuple[ModelInfo, Parity]:
    """Exports the model and installs it with its transformers files, ready for a profile of its id."""
    place = store.workspace(f"training-{model_id}")
    try:
        import_transformers()
        parity = export_onnx(model, place)
        model.save_pretrained(place)
        names = ["encoder.onnx", "decoder.onnx", "config.json", "model.safetensors"]
        files = tuple(
            ModelFile(name, file_sha256(place / name), (place / name).stat().st_size) for name in names
        )
        side = int(model.config.vision_config.image_size)
        manifest = ModelManifest(
            id=model_id,
            role=Role.SEGMENTER,
            files=files,
            name=model_id,
            source="trained on this machine with hfpc train segmenter",
            licence=licence,
            trained_on=trained_on,
            card=f"{card} ONNX differs from torch by at most {parity.worst:.2e}.",
            usage=f"segmenter of the profile {model_id}",
            adapter=SAM_ONNX,
            hashes="recorded",
            input=ModelInput(
                "pixel_values", "NCHW float32 sRGB", (side, side), 1, "ImageNet mean and standard deviation"
            ),
        )
        return store.adopt(place, manifest), parity
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _export(module: Any, inputs: tuple[Any, ...], path: Path, names: list[str], outputs: list[str]) -> None:
    torch = import_torch()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of every shape that is fixed here on purpose
        torch.onnx.export(
            module,
            inputs,
            str(path),
            input_names=names,
            output_names=outputs,
            opset_version=_OPSET,
            dynamo=False,
        )


def _relative(found: Any, wanted: Any) -> float:
    reference = wanted.numpy()
    return float(np.abs(found - reference).max() / max(1e-6, float(np.abs(reference).max())))
