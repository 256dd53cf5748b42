"""What an exported image becomes: its name by a pattern, its format and its size. Pure text and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.domain.language import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hfpc_desktop.domain.export_item import ExportItem

PLAIN = "{name}"
"""The pattern that keeps every file's own name."""
TOKENS = ("name", "original", "number", "variant", "decision", "verdict")
"""What a pattern may hold in braces. ``name``, ``original``: of the generated image and its original, without the
ending; ``number``: 001, 002 … of this export; ``variant``: 01, 02 … within its original."""
SIDE_RANGE = (64, 16_384)
"""Longest side of a smaller copy, pixels."""

_TOKEN = re.compile(r"\{([^{}]*)\}")
_SUFFIXES = {"jpeg": ".jpg", "png": ".png", "webp": ".webp"}


class ExportFormat(StrEnum):
    """``SAME``: the file as it is (or, when it is made smaller, in its own format where that can be written)."""

    SAME = "same"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"


@dataclass(frozen=True, slots=True)
class ImageForm:
    """How copies differ from their sources. ``max_side``: longest side in pixels, 0 = as it is; pictures are never
    enlarged. ``quality``: 1..100, of JPEG and WebP."""

    pattern: str = PLAIN
    format: ExportFormat = ExportFormat.SAME
    max_side: int = 0
    quality: int = 90

    @property
    def changes_pixels(self) -> bool:
        """Whether files are written anew instead of copied."""
        return self.format is not ExportFormat.SAME or self.max_side > 0

    def format_of(self, source_suffix: str) -> ExportFormat:
        """The format of the copy of a file with this ending, never ``SAME``."""
        if self.format is not ExportFormat.SAME:
            return self.format
        known = {".png": ExportFormat.PNG, ".webp": ExportFormat.WEBP}
        return known.get(source_suffix.lower(), ExportFormat.JPEG)

    def suffix(self, source_suffix: str) -> str:
        """The ending of the copy."""
        if not self.changes_pixels:
            return source_suffix
        wanted = self.format_of(source_suffix)
        same = wanted is ExportFormat.JPEG and source_suffix.lower() in (".jpg", ".jpeg")
        return source_suffix if same else _SUFFIXES[wanted.value]


AS_THEY_ARE = ImageForm()
"""Copies with their own names and bytes."""


def check_pattern(pattern: str) -> None:
    """Raises ``UsageError`` with what is wrong and which words are known."""
    unknown = [token for token in _TOKEN.findall(pattern) if token not in TOKENS]
    rest = _TOKEN.sub("", pattern)
    if not pattern.strip() or unknown or "{" in rest or "}" in rest or "/" in rest or "\\" in rest:
        known = " ".join(f"{{{token}}}" for token in TOKENS)
        raise UsageError(
            translate("errors", "“{0}” is no pattern of names. Write text and any of: {1}").format(
                pattern, known
            )
        )


def file_names(items: Sequence[ExportItem], form: ImageForm) -> dict[int, str]:
    """Name with ending by pair id, not yet made safe or unique. Numbers go by pair id, so that the same choice
    exported again has the same names."""
    check_pattern(form.pattern)
    ordered = sorted(items, key=lambda item: item.pair_id)
    digits = max(3, len(str(len(ordered))))
    seen: dict[str, int] = {}
    out: dict[int, str] = {}
    for number, item in enumerate(ordered, start=1):
        original = str(item.original)
        seen[original] = seen.get(original, 0) + 1
        values = {
            "name": item.generated.stem,
            "original": item.original.stem,
            "number": f"{number:0{digits}}",
            "variant": f"{seen[original]:02}",
            "decision": item.decision.label,
            "verdict": item.verdict.label,
        }
        # In one pass: braces inside a file's own name are text.
        stem = _TOKEN.sub(lambda token, values=values: values[token[1]], form.pattern)  # type: ignore[misc]
        out[item.pair_id] = stem.strip() + form.suffix(item.generated.suffix)
    return out
