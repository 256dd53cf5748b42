"""What a scan found besides pairs, as data and in sentences that say what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hfpc_desktop.domain.language import either, listed, plural, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.review.listing import Unusable


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A generated image that could belong to several originals; a person must say (or rename)."""

    generated: Path
    candidates: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ScanReport:
    """The end of a scan: where it looked and everything that did not become a pair.

    ``originals``, ``generated``: the folders that relative paths start from. ``masks``: originals with
    a mask file. ``other_files``: (suffix, how many) of files that are no pictures.
    """

    originals: Path
    generated: Path
    pairs: int = 0
    masks: int = 0
    originals_alone: tuple[Path, ...] = ()
    generated_alone: tuple[Path, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()
    unusable: tuple[Unusable, ...] = ()
    other_files: tuple[tuple[str, int], ...] = ()
    spare_masks: tuple[Path, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether every picture became part of a pair."""
        left = (self.originals_alone, self.generated_alone, self.ambiguities, self.unusable, self.spare_masks)
        return not any(left)

    @property
    def left_over(self) -> frozenset[Path]:
        """Pictures without a pair, as far as ``without`` looks at them."""
        unclear = (item.generated for item in self.ambiguities)
        return frozenset((*self.originals_alone, *self.generated_alone, *unclear))

    def without(self, pairs: Iterable[Pair]) -> ScanReport:
        """The report without the pictures of ``pairs``: those that a person paired by hand are not left over.
        Only pairs with a picture in ``left_over`` make a difference."""
        known = list(pairs)
        generated = {pair.generated for pair in known}
        originals = {pair.original for pair in known}
        return replace(
            self,
            originals_alone=tuple(path for path in self.originals_alone if path not in originals),
            generated_alone=tuple(path for path in self.generated_alone if path not in generated),
            ambiguities=tuple(item for item in self.ambiguities if item.generated not in generated),
        )

    def summary_lines(self) -> list[str]:
        """One line for each kind of thing that is left over, with examples and what to do."""
        lines = []
        if self.pairs == 0:
            lines.append(
                translate(
                    "errors",
                    "No generated image in {0} matches an original in {1}. A generated image must carry its original's name (sku12_03.png or sku12/anything.png for sku12.png); or use a manifest.",
                ).format(self.generated, self.originals)
            )
        if self.ambiguities:
            first = self.ambiguities[0]
            names = either(_names(first.candidates))
            lines.append(
                translate(
                    "errors",
                    "{0} could belong to several originals, for example {1!r} to {2}. Rename, or name the pairs in a manifest.",
                ).format(
                    _count(
                        len(self.ambiguities),
                        translate("errors", "{0} generated image"),
                        translate("errors", "{0} generated images"),
                    ),
                    first.generated.name,
                    names,
                )
            )
        if self.generated_alone:
            lines.append(
                translate("errors", "{0} without an original: {1}.").format(
                    _count(
                        len(self.generated_alone),
                        translate("errors", "{0} generated image"),
                        translate("errors", "{0} generated images"),
                    ),
                    _examples(self.generated_alone),
                )
            )
        if self.originals_alone:
            lines.append(
                translate("errors", "{0} without a generated image: {1}.").format(
                    _count(
                        len(self.originals_alone),
                        translate("errors", "{0} original"),
                        translate("errors", "{0} originals"),
                    ),
                    _examples(self.originals_alone),
                )
            )
        lines.extend(f"{' '.join(item.what.split())}: {item.text}" for item in self.unusable[:10])
        if len(self.unusable) > 10:
            lines.append(
                translate("errors", "And {0} more that could not be used.").format(len(self.unusable) - 10)
            )
        if self.spare_masks:
            lines.append(
                translate("errors", "{0} not used: {1}.").format(
                    _count(
                        len(self.spare_masks),
                        translate("errors", "{0} mask"),
                        translate("errors", "{0} masks"),
                    ),
                    _examples(self.spare_masks),
                )
            )
        return lines


def _count(number: int, one: str, many: str) -> str:
    return plural(number, one, many).format(f"{number:,}")


def _examples(paths: Sequence[Path]) -> str:
    names = listed(_names(paths[:3]))
    return names if len(paths) <= 3 else f"{names} …"


def _names(paths: Sequence[Path]) -> list[str]:
    """Quoted names, safe to print on one line; with the folder where names alone would be equal."""
    names = [path.name for path in paths]
    if len(set(names)) < len(names):
        names = [f"{path.parent.name}/{path.name}" for path in paths]
    return [repr(name) for name in names]
