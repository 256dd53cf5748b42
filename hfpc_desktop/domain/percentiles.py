"""Where a score stands among all scores of a batch. numpy only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEPS = 10_000
"""Scores are counted in so many steps from 0 to 1; those of one step count as equal. Counting 100,000 scores takes a
fraction of the time of sorting them, which the GUI thread does not have."""


class Percentiles:
    """The scores (0..1) of a batch, counted once. Missing ones (NaN) take no part: they are no zeros."""

    def __init__(self, values: NDArray[np.floating]) -> None:
        known = np.asarray(values)
        steps = _steps(known[np.isfinite(known)])
        self._counts = np.bincount(steps, minlength=STEPS + 1)
        self._lower = np.cumsum(self._counts) - self._counts
        self._total = len(steps)

    def __len__(self) -> int:
        """How many scores there are."""
        return self._total

    def of(self, value: float | None) -> float | None:
        """The share 0..1 of the *other* scores that are lower, equal ones by half; ``None`` without a score, and
        while there is no other one to compare with."""
        others = self._total - 1
        if value is None or np.isnan(value) or others < 1:
            return None
        step = int(_steps(np.array([value]))[0])
        equal = max(0, int(self._counts[step]) - 1)
        return float(min(1.0, (int(self._lower[step]) + equal / 2) / others))


def _steps(values: NDArray[np.floating]) -> NDArray[np.intp]:
    steps: NDArray[np.intp] = np.clip(np.rint(values * STEPS), 0, STEPS).astype(np.intp)
    return steps
