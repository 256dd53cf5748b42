"""Rows of a review as they are loaded: one by one, or in bulk as columns made on the thread that loads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

from hfpc_desktop.domain import ranking
from hfpc_desktop.domain.judgement import NotJudged
from hfpc_desktop.domain.remarks import NO_REMARK, Remark
from hfpc_desktop.domain.verdict import Decision

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from hfpc_desktop.domain.judgement import Judgement


class Saved(Enum):
    """Stands where a judgement is in the project file only."""

    IN_PROJECT = 0


SAVED: Final = Saved.IN_PROJECT
Kept: TypeAlias = "Judgement | str | Saved | None"
"""A judgement as it is kept: the value, its JSON text, in the project file only, or none yet."""


REASONS: Final = tuple(NotJudged)


@dataclass(frozen=True, slots=True)
class PairRow:
    """One row as the store yields it. Paths are absolute; ``judgement`` is ``None`` until judged."""

    pair_id: int
    original: Path
    generated: Path
    judgement: Judgement | None = None
    decision: Decision = Decision.UNDECIDED
    remark: Remark = NO_REMARK


@dataclass(frozen=True, slots=True, eq=False)
class NameIndex:
    """Sort ranks (int32, one a row) of both name columns and the texts a search looks through."""

    original: NDArray[np.int32]
    generated: NDArray[np.int32]
    texts: list[str]


@dataclass(frozen=True, slots=True, eq=False)
class PairColumns:
    """Many rows at once, column by column: how a saved project of 100,000 pairs opens quickly.

    Lists and arrays of one length n. Scores are float64, NaN = missing; ``worst`` is the highest defect
    severity, 0 when there is none; ``defect_bits`` as in ``ranking.DEFECT_BITS``; ``reasons`` why a score is
    missing: ``REASONS[n - 1]``, 0 = no reason. ``remarks``: by pair id,
    pairs without one left out. ``names``: the sort keys of the names, made by ``name_index`` on the loading thread.
    """

    pair_ids: list[int]
    originals: list[str]
    generated: list[str]
    judgements: Sequence[Kept]
    decisions: NDArray[np.uint8]
    reward: NDArray[np.float64]
    consistency: NDArray[np.float64]
    outgrowth: NDArray[np.float64]
    loss: NDArray[np.float64]
    iou: NDArray[np.float64]
    colour_delta: NDArray[np.float64]
    worst: NDArray[np.float64]
    defect_bits: NDArray[np.uint32]
    reasons: NDArray[np.uint8]
    remarks: Mapping[int, Remark] = field(default_factory=dict)
    names: NameIndex | None = None

    def __len__(self) -> int:
        return len(self.pair_ids)


def name_index(originals: Sequence[str], generated: Sequence[str]) -> NameIndex:
    """The ``NameIndex`` of these rows; a good part of a second for 100,000, so not on the GUI thread."""
    names = PathNames()
    texts = names.texts(originals, generated)
    return NameIndex(names.ranks(originals), names.ranks(generated), texts)


class PathNames:
    """Sort key and search text of paths, made once for each."""

    def __init__(self) -> None:
        self._folders: dict[str, tuple[str, str]] = {}
        self._known: dict[str, tuple[str, str]] = {}

    def ranks(self, paths: Sequence[str]) -> NDArray[np.int32]:
        """Ranks in natural order of the file names, then of the folders."""
        return ranking.text_ranks([self._of(path)[0] for path in paths])

    def texts(self, originals: Sequence[str], generated: Sequence[str]) -> list[str]:
        """What a text filter looks through: last folder and file name of both, folded."""
        return [f"{self._of(a)[1]}\n{self._of(b)[1]}" for a, b in zip(originals, generated, strict=True)]

    def _of(self, path: str) -> tuple[str, str]:
        known = self._known.get(path)
        if known is None:
            folder, _, name = path.replace("\\", "/").rpartition("/")
            if folder not in self._folders:
                self._folders[folder] = ranking.natural_key(folder), ranking.fold(folder.rpartition("/")[2])
            folder_key, folder_text = self._folders[folder]
            folded = ranking.fold(name)
            known = f"{ranking.pad_numbers(folded)}\0{folder_key}", f"{folder_text}/{folded}"
            self._known[path] = known
        return known


def worst_severity(judgement: Judgement) -> float | None:
    """Highest severity of a defect, 0 without a defect; ``None`` when nothing was judged."""
    if judgement.defects:
        return max(defect.severity for defect in judgement.defects)
    return None if judgement.reward is None and judgement.consistency is None else 0.0
