"""Every setting of a reward training, as one value that is written beside the weights and read back."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from hfpc_desktop.domain.errors import HfpcError, UsageError


class TrainingError(HfpcError):
    """A training cannot start or go on. The text names the file, the step or the setting."""


class RewardKind(StrEnum):
    """The architectures. ``frozen-features`` trains only a small head on the two pooled pictures."""

    HFPC_BLIP = "hfpc-blip"
    FROZEN_FEATURES = "frozen-features"


class Precision(StrEnum):
    """Arithmetic of the forward pass; weights and optimiser stay float32. ``auto``: bf16 or fp16 on CUDA."""

    AUTO = "auto"
    FP32 = "fp32"
    BF16 = "bf16"
    FP16 = "fp16"


@dataclass(frozen=True, slots=True)
class RewardConfig:
    """What decides the trained weights (the device does not belong to it). Defaults: see docs/training.md.

    ``init``: a Hugging Face id, a folder or file with a BLIP or ImageReward checkpoint, or ``random:base``,
    ``random:large``, ``random:tiny``. ``side``: px of the square letterboxed input, a multiple of 16.
    ``batch``: generated images per optimiser step; ``micro_batch``: how many of them are on the device at
    once. ``cap``: generated images of one original per visit. ``frozen``: share 0..1 of the layers of
    either transformer that keep their weights. ``bce``: weight of the pointwise loss. ``warmup``: share of
    all steps. ``clusters``: groups of originals that are balanced (0 = none). ``valid_share``: share of the
    originals that validate. ``patience``: epochs without progress before it stops. ``save_every``: steps.
    """

    kind: RewardKind = RewardKind.HFPC_BLIP
    init: str = "Salesforce/blip-itm-base-coco"
    side: int = 224
    batch: int = 64
    micro_batch: int = 64
    cap: int = 16
    epochs: int = 10
    patience: int = 3
    lr_backbone: float = 1e-5
    lr_head: float = 1e-4
    weight_decay: float = 0.01
    warmup: float = 0.05
    frozen: float = 0.7
    bce: float = 0.4
    dropout: float = 0.1
    clip: float = 1.0
    clusters: int = 25
    valid_share: float = 0.1
    flip: bool = True
    checkpointing: bool = False
    precision: Precision = Precision.AUTO
    passing: int = 1
    seed: int = 0
    save_every: int = 200

    def checked(self) -> RewardConfig:
        """Itself; ``UsageError`` names the first setting that cannot work."""
        positive = ("side", "batch", "micro_batch", "cap", "epochs", "patience", "save_every")
        for name in positive:
            if getattr(self, name) < 1:
                raise UsageError(f"{name} must be at least 1, not {getattr(self, name)}.")
        for name in ("lr_backbone", "lr_head", "clip"):
            if not 0 < getattr(self, name) < math.inf:
                raise UsageError(f"{name} must be a positive number, not {getattr(self, name)}.")
        for name in ("weight_decay", "bce", "clusters", "seed"):
            if not 0 <= getattr(self, name) < math.inf:
                raise UsageError(f"{name} must be 0 or more, not {getattr(self, name)}.")
        for name, low, high in (("frozen", 0, 1), ("warmup", 0, 0.9), ("dropout", 0, 0.9)):
            if not low <= getattr(self, name) <= high:
                raise UsageError(f"{name} must lie in {low}..{high}, not {getattr(self, name)}.")
        if not 0 < self.valid_share < 1:
            raise UsageError(f"valid_share must lie between 0 and 1, not {self.valid_share}.")
        if self.passing not in (0, 1):
            raise UsageError(f"The label that means pass must be 0 or 1, not {self.passing}.")
        if self.side % 16:
            raise UsageError(f"side must be a multiple of 16 px (the patch), not {self.side}.")
        if self.cap > min(self.batch, self.micro_batch):
            raise UsageError(
                f"All generated images of a visit are compared with each other, so batch and micro_batch must be "
                f"at least cap ({self.cap})."
            )
        return self

    def as_json(self) -> dict[str, Any]:
        """Plain values; ``from_json`` reads them back to an equal config."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Any, *, where: str) -> RewardConfig:
        """Raises ``TrainingError`` naming ``where`` and the setting that is missing, unknown or of a wrong type."""
        if not isinstance(data, dict):
            raise TrainingError(f"{where}: holds no settings of a reward training.")
        known = {field.name: field for field in fields(cls)}
        unknown, missing = sorted(set(data) - set(known)), sorted(set(known) - set(data))
        if unknown or missing:
            raise TrainingError(
                f"{where}: written by another version: unknown settings {unknown}, missing {missing}."
            )
        try:
            values = {name: _typed(name, value) for name, value in data.items()}
            return cls(**values).checked()
        except (TypeError, ValueError, UsageError) as error:
            raise TrainingError(f"{where}: {error}") from error


_DEFAULTS = RewardConfig()


def _typed(name: str, value: Any) -> Any:
    wanted = type(getattr(_DEFAULTS, name))
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if issubclass(wanted, StrEnum):
        return wanted(value)
    if type(value) is not wanted:
        raise TypeError(f"{name} must be {wanted.__name__}, not {value!r}")
    return value


def differences(old: RewardConfig, new: RewardConfig) -> tuple[str, ...]:
    """``name: old -> new`` for every setting that differs; a run can only be resumed when there is none."""
    left, right = old.as_json(), new.as_json()
    return tuple(
        f"{name}: {json.dumps(left[name])} -> {json.dumps(right[name])}"
        for name in left
        if left[name] != right[name]
    )
