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
    ``product`` is a product name from a manifest (a prompt for text-guided models), else empty;
    ``named`` is the one that a person typed, and goes before it.
    """

    original: Path
    generated: Path
    mask: Path | None = None
    product: str = ""
    named: str = ""

    @property
    def given_name(self) -> str:
        """The product's name that somebody gave; empty when only the file's name can tell."""
        return self.named or self.product
