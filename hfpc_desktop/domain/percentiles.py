"""Where a score stands among all scores of a batch. numpy only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Percentiles:
    """The scores of a batch, sorted once. Missing ones (NaN) take no part: they are no zeros."""

    def __init__(self, values: NDArray[np.floating]) -> None:
        known = np.asarray(values, dtype=np.float64)
        self._sorted = np.sort(known[np.isfinite(known)])

    def __len__(self) -> int:
        """How many scores there are."""
        return len(self._sorted)

    def of(self, value: float | None) -> float | None:
        """The share 0..1 of the *other* scores that are lower, equal ones by half; ``None`` without a score, and
        while there is no other one to compare with."""
        others = len(self._sorted) - 1
        if value is None or np.isnan(value) or others < 1:
            return None
        lower = int(np.searchsorted(self._sorted, value, "left"))
        equal = int(np.searchsorted(self._sorted, value, "right")) - lower
        return float(min(1.0, (lower + max(0, equal - 1) / 2) / others))
