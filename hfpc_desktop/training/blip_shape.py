"""Sizes of a BLIP: what has to be equal for weights to fit. No torch."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from hfpc_desktop.training.reward_config import TrainingError


@dataclass(frozen=True, slots=True)
class BlipShape:
    """Vision and text transformer of a BLIP. Widths in channels; ``side`` and ``patch`` in px."""

    side: int = 224
    patch: int = 16
    vision_width: int = 768
    vision_layers: int = 12
    vision_heads: int = 12
    vision_mlp: int = 3072
    vision_eps: float = 1e-5
    text_width: int = 768
    text_layers: int = 12
    text_heads: int = 12
    text_mlp: int = 3072

    @property
    def tokens(self) -> int:
        """Tokens of one picture: the class token and one a patch."""
        return (self.side // self.patch) ** 2 + 1

    def at(self, side: int) -> BlipShape:
        return replace(self, side=side)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Any, *, where: str) -> BlipShape:
        """Raises ``TrainingError`` when ``data`` is not exactly such sizes."""
        names = {field.name for field in fields(cls)}
        if not isinstance(data, dict) or set(data) != names:
            raise TrainingError(f"{where}: does not describe the sizes of a BLIP.")
        if not all(isinstance(v, int | float) and not isinstance(v, bool) and v > 0 for v in data.values()):
            raise TrainingError(f"{where}: the sizes of the BLIP must be positive numbers.")
        return cls(**data)


NAMED = {
    "base": BlipShape(),
    "large": BlipShape(vision_width=1024, vision_layers=24, vision_heads=16, vision_mlp=4096),
    "tiny": BlipShape(
        vision_width=64, vision_layers=2, vision_heads=4, vision_mlp=128,
        text_width=64, text_layers=2, text_heads=4, text_mlp=128,
    ),
}  # fmt: skip
"""Shapes for ``--init random:NAME``. ``tiny`` is for trying the pipeline, not for results."""
