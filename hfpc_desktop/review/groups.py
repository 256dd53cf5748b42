"""Which rows share an original, as numbers that numpy can sort and count by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class OriginalGroups:
    """Numbers the originals in the order in which they come first; rows that are appended extend it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._of_rows = np.zeros(0, dtype=np.int32)
        self._filled = 0

    def of(self, originals: Sequence[str]) -> NDArray[np.int32]:
        """int32, one a row; ``originals`` are the paths of all rows. Read-only view."""
        size = len(originals)
        if self._filled < size:
            if self._of_rows.size < size:
                grown = np.zeros(max(size, 2 * self._of_rows.size), dtype=np.int32)
                grown[: self._filled] = self._of_rows[: self._filled]
                self._of_rows = grown
            numbers = self._numbers
            fresh = originals[self._filled :]
            self._of_rows[self._filled : size] = [numbers.setdefault(path, len(numbers)) for path in fresh]
            self._filled = size
        view = self._of_rows[:size]
        view.flags.writeable = False
        return view

    def forget(self) -> None:
        """Paths of rows changed: number all of them anew."""
        self._numbers.clear()
        self._filled = 0
