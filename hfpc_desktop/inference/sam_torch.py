"""SAM (ViT-B/L/H and smaller relatives) on PyTorch: transformers' ``SamModel`` folders and
segment-anything's ``.pth`` files behind one ``Segmenter``.

A ``.pth`` file is run by the ``segment-anything`` package where that imports (it needs torchvision), else
by transformers' ``SamModel`` with the same weights under its own names (``sam_keys``). Files are read with
``weights_only`` or as safetensors; no code from a checkpoint runs. The ViT-B encoder takes about 19 s on one
CPU thread, so nothing picks this adapter on a CPU unless a person named it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.inference.prompting import Embeddings, Letterbox, PromptArrays, arrays_of, best_mask
from hfpc_desktop.inference.sam_keys import SamShape, shape_of, to_transformers
from hfpc_desktop.inference.torch_runtime import TorchRunner, import_torch, import_transformers

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from hfpc_desktop.domain.segmentation import Prompt, Segmented

CHECKPOINT_SUFFIXES = (".pth", ".pt")
MASK_LOGIT = 8.0
"""An expected mask goes in as logits of this height, the range that SAM's own low-resolution masks have."""


class SamNetwork(Protocol):
    """What the adapter needs of a SAM: a torch module with two halves. ``side``: input side in pixels."""

    side: int
    grid: int
    """Side of the embedding; masks go in at four times this."""

    def encode(self, module: Any, pixels: Any) -> Any: ...
    def decode(self, module: Any, embedding: Any, prompt: dict[str, Any]) -> tuple[Any, Any]:
        """(logits M x h x w, estimated IoU M) for one prompt."""
        ...


class SamSegmenter:
    """``Segmenter`` over a SAM. Any thread; calls to one model are serialised."""

    def __init__(self, module: Any, network: SamNetwork, model_id: str, device: str = "auto") -> None:
        self._runner = TorchRunner(module, device)
        self._network = network
        self._id = model_id
        self._known: Embeddings[Any] = Embeddings()

    @property
    def model_id(self) -> str:
        return self._id

    @property
    def device(self) -> str:
        return self._runner.device

    @property
    def note(self) -> str:
        return self._runner.note

    def segment(self, rgb: NDArray[np.uint8], prompt: Prompt) -> Segmented:
        """See ``Segmenter``."""
        letterbox = Letterbox.of(rgb.shape[1], rgb.shape[0], self._network.side)
        embedding = self._known.get(rgb, lambda: self._encode(letterbox.pixels(rgb)))
        parts = arrays_of(prompt, letterbox)
        mask = None if parts.mask is None else letterbox.mask_in(parts.mask, 4 * self._network.grid)

        def decode(module: Any, device: Any) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
            tensors = _tensors(parts, mask, device)
            logits, quality = self._network.decode(module, embedding.to(device), tensors)
            return logits.float().cpu().numpy(), quality.float().cpu().numpy()

        logits, quality = self._runner.run(decode)
        return best_mask(np.stack([letterbox.mask_out(one) for one in logits]), quality, prompt)

    def _encode(self, pixels: NDArray[np.float32]) -> Any:
        torch = import_torch()
        network = self._network
        return self._runner.run(
            lambda module, device: network.encode(module, torch.from_numpy(pixels).to(device)).float().cpu()
        )


def _tensors(parts: PromptArrays, mask: NDArray[np.float32] | None, device: Any) -> dict[str, Any]:
    """The prompt as tensors: ``points`` 1 x N x 2, ``labels`` 1 x N, ``box`` 1 x 4, ``mask`` 1 x 1 x s x s
    logits; only what the prompt holds."""
    torch = import_torch()
    out: dict[str, Any] = {}
    if len(parts.points):
        out["points"] = torch.from_numpy(parts.points)[None].to(device)
        out["labels"] = torch.from_numpy(parts.labels)[None].to(device)
    if parts.box is not None:
        out["box"] = torch.from_numpy(parts.box)[None].to(device)
    if mask is not None:
        out["mask"] = torch.from_numpy((2.0 * mask - 1.0) * MASK_LOGIT)[None, None].to(device)
    return out


class TransformersSam:
    """``SamNetwork`` over ``transformers.SamModel``."""

    def __init__(self, config: Any) -> None:
        self.side = int(config.vision_config.image_size)
        self.grid = self.side // int(config.vision_config.patch_size)

    def encode(self, module: Any, pixels: Any) -> Any:
        return module.vision_encoder(pixels).last_hidden_state

    def decode(self, module: Any, embedding: Any, prompt: dict[str, Any]) -> tuple[Any, Any]:
        points, labels, box = prompt.get("points"), prompt.get("labels"), prompt.get("box")
        out = module(
            image_embeddings=embedding,
            input_points=None if points is None else points[:, None],
            input_labels=None if labels is None else labels[:, None],
            input_boxes=None if box is None else box[:, None],
            input_masks=prompt.get("mask"),
            multimask_output=True,
        )
        return out.pred_masks[0, 0], out.iou_scores[0, 0]


class PackageSam:
    """``SamNetwork`` over the module that ``segment_anything.sam_model_registry`` builds."""

    def __init__(self, shape: SamShape) -> None:
        self.side = shape.image_size
        self.grid = shape.image_size // shape.patch

    def encode(self, module: Any, pixels: Any) -> Any:
        return module.image_encoder(pixels)

    def decode(self, module: Any, embedding: Any, prompt: dict[str, Any]) -> tuple[Any, Any]:
        points = (prompt["points"], prompt["labels"]) if "points" in prompt else None
        sparse, dense = module.prompt_encoder(
            points=points, boxes=prompt.get("box"), masks=prompt.get("mask")
        )
        logits, quality = module.mask_decoder(
            image_embeddings=embedding,
            image_pe=module.prompt_encoder.get_dense_pe(),
            sparse_prompt_embeddings=sparse,
            dense_prompt_embeddings=dense,
            multimask_output=True,
        )
        return logits[0], quality[0]


def load_sam_module(path: Path) -> Any:
    """``transformers.SamModel`` from a folder (``config.json``, ``model.safetensors``) or a ``.pth`` file."""
    if path.is_file():
        state = read_state(path)
        return sam_model(shape_of(state), state)
    transformers = import_transformers()
    try:
        return transformers.SamModel.from_pretrained(
            str(path), local_files_only=True, use_safetensors=_safetensors(path)
        )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise ModelError(
            translate("models", "{0} could not be loaded as a SAM: {1}").format(path.name, _first_line(error))
        ) from error


def load_sam_folder(folder: Path, model_id: str, device: str = "auto") -> SamSegmenter:
    """A folder in transformers' form as a segmenter."""
    model = load_sam_module(folder)
    return SamSegmenter(model, TransformersSam(model.config), model_id, device)


def load_sam_checkpoint(
    path: Path, model_id: str, device: str = "auto", *, prefer_package: bool = True
) -> SamSegmenter:
    """A segment-anything ``.pth`` file. ``ModelError`` when it is none or does not fit its own shapes."""
    state = read_state(path)
    shape = shape_of(state)
    built = _package_model(shape, state) if prefer_package and shape.registry_name else None
    if built is not None:
        return SamSegmenter(built, PackageSam(shape), model_id, device)
    model = sam_model(shape, state)
    return SamSegmenter(model, TransformersSam(model.config), model_id, device)


def read_state(path: Path) -> dict[str, Any]:
    """Tensors of a ``.pth`` file, read with ``weights_only``: a pickle that is more than tensors is refused."""
    torch = import_torch()
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # the loader raises many types for a bad file
        raise ModelError(
            translate("models", "{0} is no readable checkpoint: {1}").format(path.name, _first_line(error))
        ) from error
    if isinstance(state, dict) and isinstance(state.get("model"), dict):
        state = state["model"]
    if not isinstance(state, dict) or not all(hasattr(value, "shape") for value in state.values()):
        raise ModelError(translate("models", "{0} holds no state dict.").format(path.name))
    return state


def sam_config(shape: SamShape) -> Any:
    """transformers' configuration for the shapes of a segment-anything checkpoint."""
    transformers = import_transformers()
    return transformers.SamConfig(
        vision_config={
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "image_size": shape.image_size,
            "patch_size": shape.patch,
            "window_size": shape.window,
            "global_attn_indexes": list(shape.windowless),
            "output_channels": shape.channels,
            "num_pos_feats": shape.channels // 2,
            "mlp_dim": shape.mlp,
            "mlp_ratio": shape.mlp / shape.hidden,
        },
        prompt_encoder_config={
            "hidden_size": shape.channels,
            "image_size": shape.image_size,
            "patch_size": shape.patch,
        },
        mask_decoder_config={
            "hidden_size": shape.channels,
            "mlp_dim": shape.decoder_mlp,
            "num_multimask_outputs": shape.masks,
        },
    )


def sam_model(shape: SamShape, state: dict[str, Any]) -> Any:
    """``transformers.SamModel`` with a segment-anything state; every tensor must find its place."""
    transformers = import_transformers()
    model = transformers.SamModel(sam_config(shape))
    try:
        model.load_state_dict(to_transformers(state), strict=True)
    except (RuntimeError, KeyError) as error:
        raise ModelError(
            translate("models", "The checkpoint does not fit SamModel: {0}").format(_first_line(error))
        ) from error
    return model


def _package_model(shape: SamShape, state: dict[str, Any]) -> Any | None:
    """The package's own model, or ``None`` where it (or the torchvision that it needs) does not import."""
    try:
        from segment_anything import sam_model_registry
    except (ImportError, RuntimeError, AttributeError):  # a torchvision of another torch fails in many ways
        return None
    model = sam_model_registry[shape.registry_name](checkpoint=None)
    try:
        model.load_state_dict(state, strict=True)
    except RuntimeError as error:
        raise ModelError(
            translate("models", "The checkpoint does not fit {0}: {1}").format(
                shape.registry_name, _first_line(error)
            )
        ) from error
    return model


def _safetensors(folder: Path) -> bool:
    return any(folder.glob("*.safetensors"))


def _first_line(error: Exception) -> str:
    text = str(error).strip().splitlines()
    return text[0][:300] if text else type(error).__name__
