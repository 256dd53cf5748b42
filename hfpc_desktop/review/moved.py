"""Files that were moved or renamed between two scans: found again by their content.

A pair of the project whose files are gone, and a pair of the new scan that is not in the project, are the
same pair when the generated images have the same bytes (and the originals, where both are known). Then the
project's pair moves to the new paths and keeps its scores, its decision and its history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import PictureError

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping
    from pathlib import Path

    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.review.project_pairs import ProjectPairs


class MovedPairs:
    """Made at the start of a rescan, on the scan's thread. ``hashes`` is asked, and the project's files are looked
    for, only when the scan finds a pair that the project does not have: an unchanged folder on a slow drive
    is not touched again. ``hash_of`` gives a file's content hash and raises ``PictureError``; it is asked only
    while pairs are missing, and only about new files."""

    def __init__(
        self,
        pairs: ProjectPairs,
        known: Container[tuple[str, str]],
        hashes: Callable[[], Mapping[int, tuple[str | None, str | None]]],
        hash_of: Callable[[Path], str],
    ) -> None:
        """``known``: original and generated image of every pair, as ``ProjectPairs.by_files`` has them."""
        self._pairs, self._known, self._hashes, self._hash_of = pairs, known, hashes, hash_of
        self._missing: dict[str, list[tuple[int, str | None]]] | None = None

    def __bool__(self) -> bool:
        """Whether the project has pairs that could be missing."""
        return len(self._pairs) > 0

    def _look(self) -> dict[str, list[tuple[int, str | None]]]:
        missing: dict[str, list[tuple[int, str | None]]] = {}
        there: dict[Path, bool] = {}
        for pair_id, (original, generated) in self._hashes().items():
            pair = self._pairs.get(pair_id)
            if pair is None or generated is None:
                continue
            if not (_exists(pair.generated, there) and _exists(pair.original, there)):
                missing.setdefault(generated, []).append((pair_id, original))
        return missing

    def claim(self, pair: Pair) -> int | None:
        """The id of the missing pair that ``pair`` is, each given out once; ``None`` for a new or known pair."""
        if (str(pair.original), str(pair.generated)) in self._known:
            return None
        if self._missing is None:
            self._missing = self._look()
        if not self._missing:
            return None
        waiting = self._missing.get(self._try_hash(pair.generated))
        if not waiting:
            return None
        original = self._try_hash(pair.original)
        for place, (pair_id, known) in enumerate(waiting):
            if known is None or known == original:
                del waiting[place]
                return pair_id
        return None

    def _try_hash(self, path: Path) -> str:
        try:
            return self._hash_of(path)
        except PictureError:
            return ""


def _exists(path: Path, there: dict[Path, bool]) -> bool:
    if path not in there:
        try:
            there[path] = path.exists()
        except OSError:
            there[path] = True  # a drive that does not answer: nothing is known to be gone
    return there[path]
