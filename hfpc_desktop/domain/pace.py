"""How fast a person decides, and how long the rest will take at that pace."""

from __future__ import annotations

import itertools
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

RECENT = 25
"""Decisions that the pace is taken from."""

PAUSE_S = 120.0
"""Longer than this between two decisions is a break, not work."""

ENOUGH = 5
"""Gaps that are needed before a pace is told."""


def seconds_per_pair(decisions: Sequence[tuple[float, int]]) -> float | None:
    """Median seconds that the recent decisions took a pair; ``None`` while there are too few.

    ``decisions``: (time in seconds on any clock that only goes forward, pairs decided at once), oldest first.
    A decision of many pairs at once took its time for all of them. Breaks are left out.
    """
    recent = decisions[-(RECENT + 1) :]
    gaps = [
        (now[0] - before[0]) / max(1, now[1])
        for before, now in itertools.pairwise(recent)
        if 0.0 <= now[0] - before[0] <= PAUSE_S
    ]
    return median(gaps) if len(gaps) >= ENOUGH else None


def seconds_left(undecided: int, decisions: Sequence[tuple[float, int]]) -> float | None:
    """Seconds until ``undecided`` pairs are decided at the recent pace; ``None`` when nobody can tell."""
    pace = seconds_per_pair(decisions)
    return None if pace is None else undecided * pace
