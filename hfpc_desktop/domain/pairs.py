"""The pair: one original and one generated image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Pair:
    """One original and one generated image made from it. Paths are absolute.

    ``mask`` is a supplied product mask of the original, when there is one;
    ``product`` is a product name from a manifest (a prompt for text-guided models), else empty.
    """

    original: Path
    generated: Path
    mask: Path | None = None
    product: str = ""
