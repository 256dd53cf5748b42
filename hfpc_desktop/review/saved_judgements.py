"""Judgements that leave a table for an export or a report: as they are kept, read and decoded on another thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from hfpc_desktop.domain import codec
from hfpc_desktop.domain.judgement import with_learned
from hfpc_desktop.review.columns import Saved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from hfpc_desktop.domain.judgement import Judgement
    from hfpc_desktop.review.columns import Kept
    from hfpc_desktop.review.table import ReviewTable

    Read: TypeAlias = "Callable[[Sequence[int]], Mapping[int, str]]"

BLOCK = 1_000
"""Pairs that are read in one go: between two blocks the store's thread commits what waits."""


@dataclass(frozen=True, slots=True)
class KeptJudgement:
    """Of one pair. ``learned``: reward of a learned head and that head's name, where one is in use."""

    pair_id: int
    kept: Kept
    learned: tuple[float, str] | None = None

    @property
    def judgement(self) -> Judgement | None:
        """Decoded anew each time it is asked for. Raises ``TypeError`` where it has to be read first."""
        if isinstance(self.kept, Saved):
            raise TypeError(f"the judgement of pair {self.pair_id} was not read")
        known = codec.read(self.kept) if isinstance(self.kept, str) else self.kept
        return known if known is None or self.learned is None else with_learned(known, *self.learned)


def kept_judgements(table: ReviewTable, rows: Iterable[int]) -> list[KeptJudgement]:
    """Of these rows, nothing decoded. On the thread that owns the table."""
    return [
        KeptJudgement(table.pair_id(row), table.judgements.kept(row), table.learned(row))
        for row in map(int, rows)
    ]


def read_in(kept: Sequence[KeptJudgement], read: Read) -> list[KeptJudgement]:
    """The same, none in the project file only. ``read`` gives texts by pair id and may block; it is asked for
    ``BLOCK`` pairs at a time. What it does not know is ``None`` then."""
    texts: dict[int, str] = {}
    missing = [one.pair_id for one in kept if isinstance(one.kept, Saved)]
    for start in range(0, len(missing), BLOCK):
        texts.update(read(missing[start : start + BLOCK]))
    return [
        KeptJudgement(one.pair_id, texts.get(one.pair_id), one.learned)
        if isinstance(one.kept, Saved)
        else one
        for one in kept
    ]
