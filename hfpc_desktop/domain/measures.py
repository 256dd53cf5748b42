"""What was measured on a generated image, kept beside its score so that learning never looks at pixels again.

A *measure* is one row: named amounts (float32, NaN where a check could not be made) and a deep description of
the background (float16). As bytes: the layout as JSON, a zero byte, the amounts, the description. Rows of one
layout can be joined to a matrix; rows of different layouts cannot, and are never mixed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns mean. ``names`` of the amounts; ``source`` of the description; its ``width``."""

    names: tuple[str, ...]
    source: str
    width: int

    @property
    def size(self) -> int:
        """Bytes of one row."""
        return 4 * len(self.names) + 2 * self.width

    def to_text(self) -> str:
        values = {"format": FORMAT, "names": self.names, "source": self.source, "width": self.width}
        return json.dumps(values, separators=(",", ":"))


@lru_cache(maxsize=64)
def parse_layout(text: str) -> Layout:
    """The layout in ``text``; ``ValueError`` when it is none of this program."""
    try:
        values = json.loads(text)
        if values["format"] != FORMAT:
            raise ValueError(f"format {values['format']}, expected {FORMAT}")
        return Layout(tuple(map(str, values["names"])), str(values["source"]), int(values["width"]))
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a layout of measures: {error}") from error


def pack(amounts: Mapping[str, float | None], description: NDArray[np.floating], source: str) -> bytes:
    """One row as bytes. A missing amount, or one that is not finite, is kept as missing."""
    names = tuple(sorted(amounts))
    values = np.array([np.nan if amounts[name] is None else amounts[name] for name in names], dtype="<f4")
    values[~np.isfinite(values)] = np.nan
    deep = np.asarray(description, dtype=np.float32).ravel()
    layout = Layout(names, source, deep.size)
    return layout.to_text().encode() + b"\0" + values.tobytes() + deep.astype("<f2").tobytes()


def split(packed: bytes) -> tuple[str, bytes]:
    """Layout text and row of ``pack``; ``ValueError`` when they do not fit each other."""
    head, zero, row = packed.partition(b"\0")
    text = head.decode("utf-8", "strict") if zero else ""
    if not zero or len(row) != parse_layout(text).size:
        raise ValueError("damaged measures")
    return text, row


def on_base(packed: bytes, reward: str) -> bytes:
    """``packed`` with a layout that names the reward beside which it was measured: a head that was learned on
    top of one reward must not score on top of another. Empty stays empty."""
    if not packed or not reward:
        return packed
    text, row = split(packed)
    layout = parse_layout(text)
    return replace(layout, source=f"{layout.source} beside {reward}").to_text().encode() + b"\0" + row


def whole(layout: Layout, row: bytes) -> bool:
    """Whether ``row`` is of this layout and its description holds numbers only. A missing amount is no damage."""
    if len(row) != layout.size:
        return False
    return bool(np.isfinite(np.frombuffer(row, dtype="<f2", offset=4 * len(layout.names))).all())


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """Rows of one layout. ``amounts`` n x len(names) float64, NaN = missing; ``deep`` n x width float32."""

    layout: Layout
    amounts: NDArray[np.float64]
    deep: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.amounts)

    def take(self, rows: NDArray[np.intp] | NDArray[np.bool_]) -> Measures:
        return Measures(self.layout, self.amounts[rows], self.deep[rows])


def join(layout: Layout, rows: Sequence[bytes]) -> Measures:
    """Rows of ``split`` as a matrix. Numbers that are not finite count as missing (0 in the description)."""
    flat = np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(len(rows), layout.size)
    cut = 4 * len(layout.names)
    amounts = np.ascontiguousarray(flat[:, :cut]).view("<f4").astype(np.float64)
    deep = np.ascontiguousarray(flat[:, cut:]).view("<f2").astype(np.float32)
    amounts[~np.isfinite(amounts)] = np.nan
    deep[~np.isfinite(deep)] = 0.0
    return Measures(layout, amounts.reshape(len(rows), -1), deep.reshape(len(rows), -1))


def join_many(layouts: Sequence[Measures]) -> Measures:
    """Parts of one layout, below each other."""
    first = layouts[0]
    if any(part.layout != first.layout for part in layouts):
        raise ValueError("measures of different layouts cannot be joined")
    return Measures(
        first.layout,
        np.concatenate([part.amounts for part in layouts]),
        np.concatenate([part.deep for part in layouts]),
    )
