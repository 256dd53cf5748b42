"""Whether a project's folders lie elsewhere now: how many of its files are found under a new folder, and whether
they are the same files. Looks at the disk; for an IO thread. Changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import PictureError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.review.listing import CancelToken

CHECKED = 24
"""So many files a side are read and compared by content: enough to tell a wrong folder, quick on a slow drive."""


@dataclass(frozen=True, slots=True)
class SideMatch:
    """One folder. ``total``: files of the project in it; ``found``: there by name. ``checked``: compared by content
    (their hash is known); ``same``: of those, equal."""

    folder: Path
    total: int = 0
    found: int = 0
    checked: int = 0
    same: int = 0

    @property
    def fits(self) -> bool:
        """Whether this is surely the folder: every file is there, and what was compared is equal."""
        return self.found == self.total and self.same == self.checked

    @property
    def wrong(self) -> bool:
        """Whether this is surely another folder."""
        return bool(self.total) and (not self.found or (self.checked > 0 and not self.same))


@dataclass(frozen=True, slots=True)
class RelinkCheck:
    """Both folders as they would be."""

    originals: SideMatch
    generated: SideMatch


def check_relink(
    pairs: Mapping[int, Pair],
    hashes: Mapping[int, tuple[str | None, str | None]],
    before: tuple[Path, Path],
    after: tuple[Path, Path],
    hash_of: Callable[[Path], str],
    token: CancelToken,
) -> RelinkCheck:
    """Look for the files of ``pairs`` when the folders (originals, generated) move from ``before`` to ``after``.

    ``hashes``: content hashes by pair id where known. Raises ``Cancelled`` from the token.
    """
    originals = {pair.original: hashes.get(key, (None, None))[0] for key, pair in pairs.items()}
    generated = {pair.generated: hashes.get(key, (None, None))[1] for key, pair in pairs.items()}
    return RelinkCheck(
        _side(originals, before[0], after[0], hash_of, token),
        _side(generated, before[1], after[1], hash_of, token),
    )


def _side(
    files: Mapping[Path, str | None],
    before: Path,
    after: Path,
    hash_of: Callable[[Path], str],
    token: CancelToken,
) -> SideMatch:
    inside = [(path, known) for path, known in files.items() if path.is_relative_to(before)]
    there: list[tuple[Path, str]] = []
    found = 0
    for path, known in inside:
        token.raise_if_cancelled()
        moved = after / path.relative_to(before)
        if moved.is_file():
            found += 1
            if known:
                there.append((moved, known))
    same, checked = 0, _spread(there)
    for moved, known in checked:
        token.raise_if_cancelled()
        same += _hash(moved, hash_of) == known
    return SideMatch(after, len(inside), found, len(checked), same)


def _spread(files: Sequence[tuple[Path, str]]) -> Sequence[tuple[Path, str]]:
    """Some of the files, from the whole list."""
    step = max(1, -(-len(files) // CHECKED))
    return files[::step]


def _hash(path: Path, hash_of: Callable[[Path], str]) -> str:
    try:
        return hash_of(path)
    except (PictureError, OSError):
        return ""
