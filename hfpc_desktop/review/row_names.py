"""The paths of all rows of a review, and what sorting, searching and grouping by them needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hfpc_desktop.review.columns import PathNames
from hfpc_desktop.review.groups import OriginalGroups

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from hfpc_desktop.review.columns import NameIndex


class RowNames:
    """``originals`` and ``generated``: absolute paths, one a row; read them, change them by the methods."""

    def __init__(self) -> None:
        self.originals: list[str] = []
        self.generated: list[str] = []
        self._names = PathNames()
        self._groups = OriginalGroups()
        self._texts: list[str] = []
        self._original_ranks: NDArray[np.int32] | None = None
        self._generated_ranks: NDArray[np.int32] | None = None

    def __len__(self) -> int:
        return len(self.originals)

    def extend(self, originals: list[str], generated: list[str]) -> None:
        """Rows at the end."""
        self.originals.extend(originals)
        self.generated.extend(generated)
        self._forget_ranks()

    def move(self, row: int, original: str, generated: str) -> None:
        """The files of ``row`` lie elsewhere now."""
        self.originals[row], self.generated[row] = original, generated
        if row < len(self._texts):
            self._texts[row] = self._names.texts([original], [generated])[0]
        self._groups.forget()
        self._forget_ranks()

    def take(self, index: NameIndex) -> bool:
        """Use ranks and texts made elsewhere. False, and nothing is taken, when they are of other rows."""
        if not len(index.texts) == len(index.original) == len(index.generated) == len(self):
            return False
        self._texts = list(index.texts)
        self._original_ranks, self._generated_ranks = index.original, index.generated
        return True

    def original_ranks(self) -> NDArray[np.int32]:
        """Natural order of the originals' names, equal names by folder; kept until rows are added."""
        if self._original_ranks is None:
            self._original_ranks = self._names.ranks(self.originals)
        return self._original_ranks

    def generated_ranks(self) -> NDArray[np.int32]:
        """As ``original_ranks``, of the generated images."""
        if self._generated_ranks is None:
            self._generated_ranks = self._names.ranks(self.generated)
        return self._generated_ranks

    def texts(self) -> list[str]:
        """What a text filter looks through, one a row, folded; do not change it."""
        start = len(self._texts)
        if start < len(self):
            self._texts.extend(self._names.texts(self.originals[start:], self.generated[start:]))
        return self._texts

    def groups(self) -> NDArray[np.int32]:
        """A number for the original of every row, from 0 in the order of their first rows; read-only view."""
        return self._groups.of(self.originals)

    def _forget_ranks(self) -> None:
        self._original_ranks = self._generated_ranks = None
