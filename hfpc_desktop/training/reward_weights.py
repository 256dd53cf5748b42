"""Published checkpoints as starting weights: which file, which family, whose names and sizes.

Only tensors are read (safetensors, or ``weights_only``): a checkpoint cannot run code. Whatever does not
fit is an error with the names that are missing, never a silently random layer.
"""

from __future__ import annotations

import logging
import pickle
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from hfpc_desktop.inference.blip_keys import vision_name
from hfpc_desktop.training.blip_shape import NAMED, BlipShape
from hfpc_desktop.training.reward_config import RewardKind, TrainingError
from hfpc_desktop.training.reward_model import HfpcBlip, RewardNet, build_net

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILES = ("model.safetensors", "pytorch_model.bin", "ImageReward.pt")
_RANDOM = "random:"
_HEAD_WIDTH = 64
"""Channels of an attention head in every published BLIP (768 / 12, 1024 / 16)."""
_HF_EPS, _ORIGINAL_EPS = 1e-5, 1e-6
"""Vision layer norm: transformers' port and the original code (and ImageReward) differ."""


@dataclass(frozen=True, slots=True, eq=False)
class BlipWeights:
    """Tensors under transformers' names: ``vision`` of ``BlipVisionModel``, ``text`` of ``BlipTextEncoder``."""

    family: str
    shape: BlipShape
    vision: dict[str, Tensor]
    text: dict[str, Tensor]


def starting_net(kind: RewardKind, init: str, side: int, *, dropout: float) -> tuple[RewardNet, str]:
    """The network to train and a sentence about where its weights came from (the caller seeds torch).

    Raises ``TrainingError``: no such checkpoint, another architecture, weights that are not finite.
    """
    if init.startswith(_RANDOM):
        name = init.removeprefix(_RANDOM)
        if name not in NAMED:
            raise TrainingError(f"There is no shape {name!r}; known: {', '.join(NAMED)}.")
        return build_net(kind, NAMED[name].at(side), dropout=dropout), f"random weights ({name})"
    path = find_checkpoint(init)
    weights = blip_weights(read_tensors(path), where=str(path))
    net = build_net(kind, weights.shape.at(side), dropout=dropout)
    load_blip(net, weights, where=str(path))
    return net, f"{init} ({weights.family})"


def find_checkpoint(init: str) -> Path:
    """A file on this machine: ``init`` itself, the checkpoint in that folder, or from the Hugging Face hub."""
    path = Path(init).expanduser()
    if path.is_file():
        return path
    if path.is_dir():
        for name in _FILES:
            if (path / name).is_file():
                return path / name
        raise TrainingError(f"{path}: holds none of {', '.join(_FILES)}.")
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", init):
        raise TrainingError(
            f"{init}: there is no such checkpoint on this machine, and it is no Hugging Face id."
        )
    return _from_hub(init)


def _from_hub(repo: str) -> Path:
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import EntryNotFoundError, HfHubHTTPError, LocalEntryNotFoundError

    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # its retries; the outcome is told below
    reason: Exception | None = None
    for name in _FILES:
        try:
            return Path(hf_hub_download(repo, name))
        except LocalEntryNotFoundError as error:  # no connection: another name would not help
            raise _not_fetched(repo, error) from error
        except EntryNotFoundError as error:
            reason = error
        except (HfHubHTTPError, OSError) as error:
            raise _not_fetched(repo, error) from error
    raise TrainingError(f"{repo}: holds none of {', '.join(_FILES)}.") from reason


def _not_fetched(repo: str, error: Exception) -> TrainingError:
    text = str(error).strip().splitlines()
    offline = type(error).__name__ == "LocalEntryNotFoundError"
    why = "no connection" if offline else text[0].rstrip(".") if text else type(error).__name__
    return TrainingError(
        f"{repo} could not be fetched from the Hugging Face hub ({why}). "
        "On a machine without a connection, copy the checkpoint there and give its folder to --init."
    )


def read_tensors(path: Path) -> dict[str, Tensor]:
    """All tensors of a checkpoint file, on the CPU. ``TrainingError`` when it is not one."""
    try:
        if path.suffix == ".safetensors":
            from safetensors.torch import load_file

            return load_file(path)
        with warnings.catch_warnings(action="ignore"):  # about the file's age; what matters is raised
            loaded = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:  # torch's own text advises to run the file's code
        raise TrainingError(
            f"{path}: not a checkpoint that can be read safely: it holds more than plain tensors, or is none."
        ) from error
    except Exception as error:  # torch and safetensors raise types of their own
        text = str(error).strip().splitlines()
        raise TrainingError(
            f"{path}: not a checkpoint that can be read safely ({text[0] if text else error})."
        ) from error
    if isinstance(loaded, dict) and isinstance(loaded.get("model"), dict):
        loaded = loaded["model"]  # the original BLIP files
    if not isinstance(loaded, dict):
        raise TrainingError(f"{path}: holds no tensors by name.")
    return {str(name): value for name, value in loaded.items() if isinstance(value, Tensor)}


# ------------------------------------------------------------------------------------------- names
_FAMILIES: tuple[tuple[str, str, str, bool], ...] = (
    # family, prefix of the vision transformer, prefix of the text transformer, names of the original code
    ("BLIP for image-text matching", "vision_model.", "text_encoder.", False),
    ("BLIP for captioning", "vision_model.", "text_decoder.bert.", False),
    ("ImageReward", "blip.visual_encoder.", "blip.text_encoder.", True),
    ("BLIP, original code", "visual_encoder.", "text_encoder.", True),
    ("BLIP for captioning, original code", "visual_encoder.", "text_decoder.bert.", True),
)


def blip_weights(state: Mapping[str, Tensor], *, where: str) -> BlipWeights:
    """Recognises the family by its names and reads the sizes off the tensors (meta tensors will do).

    Text layers come without their embeddings and output layers. ``TrainingError`` for anything else.
    """
    for family, vision_prefix, text_prefix, original in _FAMILIES:
        vision = _under(state, vision_prefix)
        text = {
            name: t for name, t in _under(state, text_prefix).items() if name.startswith("encoder.layer.")
        }
        if not vision or not any(".crossattention." in name for name in text):
            continue
        if original:
            vision = {new: t for name, t in vision.items() if (new := vision_name(name)) is not None}
        text = {name.removeprefix("encoder."): tensor for name, tensor in text.items()}
        eps = _ORIGINAL_EPS if original else _HF_EPS
        return BlipWeights(family, _shape(vision, text, eps, where), vision, text)
    some = ", ".join(sorted(state)[:3]) or "none"
    raise TrainingError(
        f"{where}: a checkpoint of another architecture. Expected BLIP's vision and multimodal text encoder "
        f"or ImageReward; its tensors are called {some} …"
    )


def _under(state: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): value for name, value in state.items() if name.startswith(prefix)}


def _shape(vision: Mapping[str, Tensor], text: Mapping[str, Tensor], eps: float, where: str) -> BlipShape:
    try:
        patch = vision["embeddings.patch_embedding.weight"]
        grid = round((vision["embeddings.position_embedding"].shape[1] - 1) ** 0.5)
        query = text["layer.0.attention.self.query.weight"]
        return BlipShape(
            side=grid * patch.shape[-1],
            patch=patch.shape[-1],
            vision_width=patch.shape[0],
            vision_layers=_count(vision, r"encoder\.layers\.(\d+)\."),
            vision_heads=max(1, patch.shape[0] // _HEAD_WIDTH),
            vision_mlp=vision["encoder.layers.0.mlp.fc1.weight"].shape[0],
            vision_eps=eps,
            text_width=query.shape[0],
            text_layers=_count(text, r"layer\.(\d+)\."),
            text_heads=max(1, query.shape[0] // _HEAD_WIDTH),
            text_mlp=text["layer.0.intermediate.dense.weight"].shape[0],
        )
    except (KeyError, IndexError) as error:
        raise TrainingError(f"{where}: an incomplete BLIP checkpoint, {error} is missing.") from error


def _count(state: Mapping[str, Tensor], pattern: str) -> int:
    return 1 + max(int(found.group(1)) for name in state if (found := re.match(pattern, name)))


# ----------------------------------------------------------------------------------------- loading
def load_blip(net: RewardNet, weights: BlipWeights, *, where: str) -> None:
    """Puts ``weights`` into ``net``; its input side may differ (the position embedding is resampled)."""
    position = weights.vision["embeddings.position_embedding"]
    vision = {
        **weights.vision,
        "embeddings.position_embedding": resampled_positions(position, net.shape.side // net.shape.patch),
    }
    _load(net.encoder.vision, vision, f"{where} (vision)")
    if isinstance(net, HfpcBlip):
        _load(net.multimodal, weights.text, f"{where} (multimodal encoder)")


def resampled_positions(position: Tensor, grid: int) -> Tensor:
    """1 x (1 + G*G) x D -> 1 x (1 + grid*grid) x D, the class token's kept, the others bicubic."""
    old = round((position.shape[1] - 1) ** 0.5)
    if old == grid:
        return position
    cells = position[:, 1:].reshape(1, old, old, -1).permute(0, 3, 1, 2).float()
    cells = nn.functional.interpolate(cells, size=(grid, grid), mode="bicubic", align_corners=False)
    cells = cells.permute(0, 2, 3, 1).reshape(1, grid * grid, -1).to(position.dtype)
    return torch.cat([position[:, :1], cells], dim=1)


def _load(module: nn.Module, state: Mapping[str, Tensor], where: str) -> None:
    """Strict, except for buffers like ``position_ids`` that old files carry."""
    wanted: dict[str, Any] = module.state_dict()
    missing = sorted(set(wanted) - set(state))
    if missing:
        raise TrainingError(f"{where}: {len(missing)} tensors are missing, first {missing[0]}.")
    for name, tensor in wanted.items():
        given = state[name]
        if given.shape != tensor.shape:
            raise TrainingError(f"{where}: {name} is {tuple(given.shape)}, expected {tuple(tensor.shape)}.")
        if given.device.type != "meta" and not bool(torch.isfinite(given).all()):
            raise TrainingError(f"{where}: {name} holds numbers that are not finite.")
    on_meta = any(tensor.device.type == "meta" for tensor in wanted.values())
    chosen = {name: state[name].float() for name in wanted}
    module.load_state_dict(chosen, strict=True, assign=on_meta)
