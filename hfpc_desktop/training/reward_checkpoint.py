"""Checkpoints of a reward training: one safetensors file each, with everything about it in its header.

``last.safetensors`` is what a killed training goes on from (weights, optimiser, place in the run);
``best.safetensors`` the weights that validated best, with calibration and facts. Both are written beside
and put in place, so that a kill leaves the old one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from hfpc_desktop.training.blip_shape import BlipShape
from hfpc_desktop.training.reward_config import RewardConfig, TrainingError
from hfpc_desktop.training.reward_model import RewardNet, build_net

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "hfpc-reward"
VERSION = 1
LAST, BEST = "last.safetensors", "best.safetensors"
_NET, _OPTIMISER = "net.", "optimiser."


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """``facts`` is plain JSON: what the training wrote about itself (see ``reward_train``)."""

    config: RewardConfig
    shape: BlipShape
    facts: dict[str, Any]
    tensors: dict[str, Tensor]


def write_checkpoint(
    path: Path, config: RewardConfig, shape: BlipShape, facts: dict[str, Any], tensors: dict[str, Tensor]
) -> None:
    """Raises ``TrainingError`` when the disk refuses; an older file is then untouched."""
    about = {
        "format": FORMAT,
        "version": VERSION,
        "config": config.as_json(),
        "shape": shape.as_json(),
        "facts": facts,
    }
    beside = path.with_name(path.name + ".part")
    try:
        save_file(
            {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()},
            beside,
            metadata={"hfpc": json.dumps(about)},
        )
        beside.replace(path)
    except (OSError, SafetensorError) as error:
        beside.unlink(missing_ok=True)
        raise TrainingError(f"{path} could not be written ({error}). Is the disk full?") from error


def read_checkpoint(path: Path) -> Checkpoint:
    """``TrainingError``: missing, damaged, of another program or version."""
    try:
        with safe_open(path, framework="pt") as file:
            about = json.loads((file.metadata() or {}).get("hfpc", "null"))
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (not a mapping)
    except (OSError, SafetensorError, ValueError) as error:
        raise TrainingError(f"{path}: cannot be read as a checkpoint ({error}).") from error
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise TrainingError(f"{path}: a checkpoint, but not of a reward trained with hfpc.")
    if about.get("version") != VERSION:
        raise TrainingError(f"{path}: written by a newer version ({about.get('version')}).")
    return Checkpoint(
        RewardConfig.from_json(about.get("config"), where=str(path)),
        BlipShape.from_json(about.get("shape"), where=str(path)),
        dict(about.get("facts") or {}),
        tensors,
    )


def net_tensors(net: RewardNet) -> dict[str, Tensor]:
    return {_NET + name: tensor for name, tensor in net.state_dict().items()}


def load_net(net: RewardNet, tensors: dict[str, Tensor], *, where: str) -> None:
    """Strictly. ``TrainingError`` when the tensors are of another architecture or not finite."""
    state = {name.removeprefix(_NET): t for name, t in tensors.items() if name.startswith(_NET)}
    broken = [name for name, tensor in state.items() if not bool(torch.isfinite(tensor).all())]
    if broken:
        raise TrainingError(f"{where}: {broken[0]} holds numbers that are not finite.")
    try:
        net.load_state_dict(state, strict=True)
    except RuntimeError as error:
        text = str(error).strip().splitlines()
        raise TrainingError(f"{where}: a checkpoint of another architecture ({text[-1].strip()}).") from error


def trained_net(path: Path) -> tuple[RewardNet, Checkpoint]:
    """The network of a checkpoint, ready to score (no dropout), and what is known about it."""
    found = read_checkpoint(path)
    net = build_net(found.config.kind, found.shape)
    load_net(net, found.tensors, where=str(path))
    return net.eval(), found


# --------------------------------------------------------------------------------------- optimiser
def optimiser_tensors(optimiser: torch.optim.Optimizer) -> dict[str, Tensor]:
    """Its state by parameter number; rates and groups are made again from the config."""
    state = optimiser.state_dict()["state"]
    return {
        f"{_OPTIMISER}{number}.{name}": tensor
        for number, entries in state.items()
        for name, tensor in entries.items()
        if isinstance(tensor, Tensor)
    }


def load_optimiser(optimiser: torch.optim.Optimizer, tensors: dict[str, Tensor], *, where: str) -> None:
    """Puts ``optimiser_tensors`` back. ``TrainingError`` when they belong to other parameters."""
    state: dict[int, dict[str, Tensor]] = {}
    for name, tensor in tensors.items():
        if name.startswith(_OPTIMISER):
            number, key = name.removeprefix(_OPTIMISER).split(".", 1)
            state.setdefault(int(number), {})[key] = tensor
    parameters = [p for group in optimiser.param_groups for p in group["params"]]
    fits = all(
        number < len(parameters)
        and entries.get("exp_avg", parameters[number]).shape == parameters[number].shape
        for number, entries in state.items()
    )
    if not fits:
        raise TrainingError(f"{where}: its optimiser belongs to another architecture.")
    optimiser.load_state_dict({"state": state, "param_groups": optimiser.state_dict()["param_groups"]})
