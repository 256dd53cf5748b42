"""The pairs of an open project by id: most of them stay the columns that they were loaded in."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hfpc_desktop.domain.pairs import Pair

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence


class Given(NamedTuple):
    """What a pair has beside its two files, as in ``Pair``."""

    mask: Path | None = None
    product: str = ""
    named: str = ""


_NOTHING = Given()


class ProjectPairs:
    """A ``Pair`` is made when it is asked for: 100,000 of them with their paths take half a second and 60 MB.
    Those that changed or came since are kept. Any thread."""

    def __init__(
        self,
        ids: Sequence[int] = (),
        originals: Sequence[str] = (),
        generated: Sequence[str] = (),
        given: Mapping[int, Given] | None = None,
    ) -> None:
        """Of one length, paths absolute. ``given``: by id, pairs that have nothing left out."""
        self._originals, self._generated = originals, generated
        self._given = given or {}
        self._places = dict(zip(ids, range(len(ids)), strict=True))
        """Where in the columns a pair is that is still as it was loaded."""
        self._others: dict[int, Pair] = {}
        self._lock = threading.Lock()

    @property
    def loaded_names(self) -> tuple[Sequence[str], Sequence[str]]:
        """Originals and generated images of all pairs as they were loaded."""
        return self._originals, self._generated

    def get(self, pair_id: int) -> Pair | None:
        """``None``: the project has no such pair."""
        other = self._others.get(pair_id)
        if other is not None:
            return other
        place = self._places.get(pair_id)
        return None if place is None else self._made(pair_id, place)

    def __contains__(self, pair_id: int) -> bool:
        return pair_id in self._places or pair_id in self._others

    def __len__(self) -> int:
        return len(self._places) + len(self._others)

    def items(self) -> Iterator[tuple[int, Pair]]:
        """All pairs as they are now, each made when it is its turn."""
        places, others = self._now()
        for pair_id, place in places:
            yield pair_id, self._made(pair_id, place)
        yield from others.items()

    def put(self, pairs: Mapping[int, Pair]) -> None:
        """Pairs that are new, or others than before."""
        with self._lock:
            self._others.update(pairs)  # first: nobody finds a pair at neither place
            for pair_id in pairs:
                self._places.pop(pair_id, None)

    def take_out(self, pair_ids: Iterable[int]) -> None:
        """These are in the project no more."""
        with self._lock:
            for pair_id in pair_ids:
                self._places.pop(pair_id, None)
                self._others.pop(pair_id, None)

    def by_files(self) -> dict[tuple[str, str], Given]:
        """What all pairs have, by original and generated image: for a scan, which finds most of them again."""
        places, others = self._now()
        found = {
            (self._originals[place], self._generated[place]): self._given.get(pair_id, _NOTHING)
            for pair_id, place in places
        }
        for pair in others.values():
            found[str(pair.original), str(pair.generated)] = Given(pair.mask, pair.product, pair.named)
        return found

    def with_files(self, paths: Collection[Path]) -> list[Pair]:
        """The pairs that one of these files belongs to."""
        if not paths:
            return []
        wanted = {str(path) for path in paths}
        places, others = self._now()
        return [
            *(
                self._made(pair_id, place)
                for pair_id, place in places
                if self._originals[place] in wanted or self._generated[place] in wanted
            ),
            *(p for p in others.values() if str(p.original) in wanted or str(p.generated) in wanted),
        ]

    def masks(self) -> dict[Path, Path]:
        """The supplied masks, by original."""
        places, others = self._now()
        with_mask = (self._made(i, place) for i, place in places if self._given.get(i, _NOTHING).mask)
        return {pair.original: pair.mask for pair in (*with_mask, *others.values()) if pair.mask is not None}

    def _now(self) -> tuple[list[tuple[int, int]], dict[int, Pair]]:
        with self._lock:
            return list(self._places.items()), dict(self._others)

    def _made(self, pair_id: int, place: int) -> Pair:
        given = self._given.get(pair_id, _NOTHING)
        return Pair(Path(self._originals[place]), Path(self._generated[place]), *given)
