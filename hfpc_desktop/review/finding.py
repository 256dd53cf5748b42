"""Ways through a list of rows: jump to one by number or name, step between originals and their variants.

Pure functions over a table and an order of its rows (what the list shows, top to bottom). Any thread that owns
the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.domain import ranking
from hfpc_desktop.domain.verdict import Decision

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hfpc_desktop.review.table import ReviewTable


@dataclass(frozen=True, slots=True)
class Jump:
    """Where a jump leads: ``position`` in the order, and how many rows have the name that was asked for."""

    position: int
    matches: int = 1


def find_row(table: ReviewTable, order: NDArray[np.intp], text: str, after: int) -> Jump | None:
    """Where ``text`` leads: a whole number is a place in the list counted from 1 (beyond the end: the last
    one), anything else a part of a name. Of the rows with that name the next one after position ``after``
    is taken, wrapping round; names that begin with the text go before those that only contain it.
    ``None`` when nothing fits. Up to 2^31 rows; milliseconds for 100,000.
    """
    text = text.strip()
    if not text or not order.size:
        return None
    if text.isdecimal():
        return Jump(min(max(int(text[:12]), 1), order.size) - 1)
    wanted = ranking.fold(text)
    texts = table.search_texts
    places = [place for place, row in enumerate(order.tolist()) if wanted in texts[row]]
    if not places:
        return None
    starts = f"/{wanted}"  # a search text holds folder/name of both pictures
    best = [place for place in places if starts in texts[int(order[place])]]
    hits = np.array(best or places)
    return Jump(int(hits[np.searchsorted(hits, after, side="right") % hits.size]), len(places))


def variant_places(table: ReviewTable, order: NDArray[np.intp], position: int) -> NDArray[np.intp]:
    """Positions of all rows of the order with the same original as the one at ``position``, ascending."""
    if not 0 <= position < order.size:
        return np.zeros(0, dtype=np.intp)
    of = table.groups[order]
    return np.flatnonzero(of == of[position])


def step_variant(table: ReviewTable, order: NDArray[np.intp], position: int, by: int) -> int:
    """Position of the next (``by`` 1) or previous (-1) variant of this original; ``position`` at the ends."""
    places = variant_places(table, order, position)
    if not places.size:
        return position
    at = int(np.searchsorted(places, position)) + by
    return int(places[min(max(at, 0), places.size - 1)])


def step_original(table: ReviewTable, order: NDArray[np.intp], position: int, by: int) -> int:
    """Position of the first variant of the next or previous original of a grouped order.

    Its first undecided one is preferred, as that is what a person has to look at; ``position`` at the ends.
    """
    if not 0 <= position < order.size:
        return position
    starts = ranking.group_starts(order, table.groups)
    at = int(np.searchsorted(starts, position, side="right")) - 1 + by
    if not 0 <= at < starts.size:
        return position
    first = int(starts[at])
    last = int(starts[at + 1]) if at + 1 < starts.size else order.size
    open_ones = np.flatnonzero(table.decisions[order[first:last]] == Decision.UNDECIDED)
    return first + (int(open_ones[0]) if open_ones.size else 0)
