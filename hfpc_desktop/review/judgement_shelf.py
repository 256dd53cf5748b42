"""The judgements of all rows of a review: a few as values, others as text, most of them in the project file only.

A value takes five times the memory of its text, and the text of 100,000 rows takes 150 MB.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from hfpc_desktop.domain import codec
from hfpc_desktop.review.columns import SAVED, Saved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hfpc_desktop.domain.judgement import Judgement
    from hfpc_desktop.review.columns import Kept

DECODED_KEPT = 1_024
"""Judgements of saved rows that are kept decoded: those on screen and around."""
VALUES_KEPT = 2_048
"""Newly judged rows that are kept as values before they become text."""


class JudgementShelf:
    """By row. A judgement is a value while it is new, then JSON text, decoded again when it is asked for.

    One that is in the project file only is read by whoever watches: asking for it puts its row in line (``want``),
    ``take_wanted`` empties the line, ``put`` brings what was read. A row that is judged meanwhile stays judged.
    """

    def __init__(self) -> None:
        self.on_wanted: Callable[[], None] | None = None
        """Called when rows are put in line; returns at once."""
        self._kept: list[Kept] = []
        self._decoded: dict[int, Judgement] = {}
        self._values: deque[int] = deque()
        self._line: dict[int, None] = {}
        self._asked: set[int] = set()

    def extend(self, judgements: Iterable[Kept]) -> None:
        """Rows at the end; text is not looked at."""
        self._kept.extend(judgements)

    def __getitem__(self, row: int) -> Judgement | Saved | None:
        """``SAVED``: it has to be read first, and was put in line for that."""
        value = self._kept[row]
        if value is SAVED:
            known = self._decoded.get(row)
            if known is None:
                self.want([row])
                return SAVED
            return known
        if not isinstance(value, str):
            return value
        return self._decoded.get(row) or self._keep(row, codec.read(value))

    def kept(self, row: int) -> Kept:
        """As it lies there, text not decoded."""
        return self._kept[row]

    def __setitem__(self, row: int, judgement: Judgement | None) -> None:
        self._decoded.pop(row, None)
        self._kept[row] = judgement
        if judgement is None:
            return
        self._values.append(row)
        if len(self._values) > VALUES_KEPT:
            oldest = self._values.popleft()
            value = self._kept[oldest]
            if value is not None and not isinstance(value, str | Saved) and oldest != row:
                self._kept[oldest] = codec.encode(value)

    def at_hand(self, rows: Iterable[int]) -> list[int]:
        """Those of these rows whose judgement is there without being read from the project file."""
        return [row for row in rows if self._kept[row] is not SAVED or row in self._decoded]

    # -- reading from the project file -----------------------------------------------------------

    def want(self, rows: Iterable[int]) -> None:
        """Put those of these rows in line that have to be read; each once until it was put."""
        new = [
            row
            for row in rows
            if self._kept[row] is SAVED and row not in self._decoded and row not in self._asked
        ]
        if new:
            self._asked.update(new)
            self._line.update(dict.fromkeys(new))
            if self.on_wanted is not None:
                self.on_wanted()

    @property
    def waiting(self) -> bool:
        """Whether rows are in line."""
        return bool(self._line)

    def take_wanted(self) -> list[int]:
        """The rows in line, which is empty then. Of a long line only the newest half of what can be kept."""
        rows = list(self._line)
        self._line.clear()
        newest = rows[-DECODED_KEPT // 2 :]
        self._asked.difference_update(rows[: len(rows) - len(newest)])
        return newest

    def put(self, read: Mapping[int, Judgement | None]) -> list[int]:
        """What was read, by row, and the rows that have it now. ``None``: it cannot be had, do not ask again."""
        here = [row for row in read if self._kept[row] is SAVED]
        found = []
        for row in here:
            judgement = read[row]
            if judgement is not None:
                self._keep(row, judgement)
                self._asked.discard(row)
                found.append(row)
        return found

    def _keep(self, row: int, judgement: Judgement) -> Judgement:
        self._decoded[row] = judgement
        if len(self._decoded) > DECODED_KEPT:
            del self._decoded[next(iter(self._decoded))]
        return judgement
