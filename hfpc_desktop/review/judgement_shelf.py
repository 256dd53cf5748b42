"""The judgements of all rows of a review, most of them as text: a value takes five times the memory."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from hfpc_desktop.domain import codec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hfpc_desktop.domain.judgement import Judgement

DECODED_KEPT = 512
"""Judgements of saved rows that are kept decoded: those on screen and around."""
VALUES_KEPT = 2_048
"""Newly judged rows that are kept as values before they become text."""


class JudgementShelf:
    """By row. A judgement is a value while it is new, then JSON text, decoded again when it is asked for."""

    def __init__(self) -> None:
        self._kept: list[Judgement | str | None] = []
        self._decoded: dict[int, Judgement] = {}
        self._values: deque[int] = deque()

    def extend(self, judgements: Iterable[Judgement | str | None]) -> None:
        """Rows at the end; text is not looked at."""
        self._kept.extend(judgements)

    def __getitem__(self, row: int) -> Judgement | None:
        value = self._kept[row]
        if not isinstance(value, str):
            return value
        known = self._decoded.get(row)
        if known is None:
            known = self._decoded[row] = codec.decode(value)
            if len(self._decoded) > DECODED_KEPT:
                del self._decoded[next(iter(self._decoded))]
        return known

    def kept(self, row: int) -> Judgement | str | None:
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
            if value is not None and not isinstance(value, str) and oldest != row:
                self._kept[oldest] = codec.encode(value)
