"""Device and arithmetic of a training. Torch only here is asked what the machine has."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import torch

from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.training.reward_config import Precision


def pick_device(asked: str) -> torch.device:
    """``auto``, ``cpu``, ``cuda`` or ``mps``. ``UsageError`` when this machine or build has it not."""
    have = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    name = asked.strip().lower()
    if name == "auto":
        name = next(n for n in ("cuda", "mps", "cpu") if have[n])
    if name not in have:
        raise UsageError(f"Unknown device {asked!r}: training knows auto, cpu, cuda and mps.")
    if not have[name]:
        raise UsageError(f"PyTorch finds no {name} device here: it was built without it, or there is none.")
    return torch.device(name)


def pick_precision(asked: Precision, device: torch.device) -> Precision:
    """What ``auto`` means on ``device``; fp16 needs CUDA, for its gradients have to be scaled."""
    if asked is Precision.AUTO:
        if device.type != "cuda":
            return Precision.FP32
        return Precision.BF16 if torch.cuda.is_bf16_supported() else Precision.FP16
    if asked is Precision.FP16 and device.type != "cuda":
        raise UsageError(f"fp16 trains on CUDA only; use fp32 or bf16 on {device.type}.")
    return asked


def autocast(precision: Precision, device: torch.device) -> AbstractContextManager[object]:
    """The context of a forward pass."""
    if precision is Precision.FP32:
        return nullcontext()
    return torch.autocast(device.type, torch.bfloat16 if precision is Precision.BF16 else torch.float16)


def device_name(device: torch.device) -> str:
    """For people: the card's own name."""
    return torch.cuda.get_device_name(device) if device.type == "cuda" else device.type.upper()


def synchronised(device: torch.device) -> None:
    """Waits for the device, so that a clock read next is true."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()
