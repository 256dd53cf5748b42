"""Which points lie inside a drawn shape. Pure numpy; a few milliseconds for 100,000 points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_CORNERS = 96
"""A lasso drawn by hand has hundreds of corners; this many say the same."""


def inside_polygon(
    xs: NDArray[np.floating], ys: NDArray[np.floating], corners: NDArray[np.floating]
) -> NDArray[np.intp]:
    """Positions of the points inside a closed polygon (even-odd rule), ascending. NaN is never inside.

    ``corners``: n x 2, in the units of ``xs`` and ``ys``; fewer than three enclose nothing.
    """
    if len(corners) < 3:
        return np.zeros(0, dtype=np.intp)
    if len(corners) > MAX_CORNERS:
        corners = corners[np.linspace(0, len(corners) - 1, MAX_CORNERS).round().astype(np.intp)]
    low, high = corners.min(axis=0), corners.max(axis=0)
    near = np.flatnonzero((xs >= low[0]) & (xs <= high[0]) & (ys >= low[1]) & (ys <= high[1]))
    x, y = xs[near].astype(np.float64), ys[near].astype(np.float64)
    inside = np.zeros(near.size, dtype=bool)
    for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if y0 == y1:
            continue
        crosses = (y0 > y) != (y1 > y)
        inside ^= crosses & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
    return near[inside]


def nearest(
    xs: NDArray[np.floating], ys: NDArray[np.floating], at: tuple[float, float], scale: tuple[float, float]
) -> tuple[int, float] | None:
    """(position, distance) of the point nearest to ``at``; ``scale``: lengths of one unit across and up, so
    that distances are in pixels. ``None`` when there is no point."""
    distance = np.hypot((xs - at[0]) * scale[0], (ys - at[1]) * scale[1])
    if not distance.size or np.isnan(distance).all():
        return None
    best = int(np.nanargmin(distance))
    return best, float(distance[best])


def density(xs: NDArray[np.floating], ys: NDArray[np.floating], size: tuple[int, int]) -> NDArray[np.intp]:
    """How many points of the unit square fall into each cell of a ``size`` = (across, up) grid. NaN is left out."""
    across, up = size
    known = ~(np.isnan(xs) | np.isnan(ys))
    column = np.clip((xs[known] * across).astype(np.intp), 0, across - 1)
    line = np.clip((ys[known] * up).astype(np.intp), 0, up - 1)
    return np.bincount(column * up + line, minlength=across * up).reshape(across, up)
