"""Orders and filters over columns of numbers. Pure numpy: 100,000 rows take a few milliseconds."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.domain.judgement import DefectKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from hfpc_desktop.domain.verdict import Decision, Verdict

DEFECT_BITS: dict[DefectKind, int] = {kind: 1 << index for index, kind in enumerate(DefectKind)}
"""Bit of each defect kind in a ``defect_bits`` column (uint32). For use in memory, not in files."""

_DIGITS = re.compile(r"(\d+)")


def defect_bits(kinds: Iterable[DefectKind]) -> int:
    """The set of ``kinds`` as one integer."""
    bits = 0
    for kind in kinds:
        bits |= DEFECT_BITS[kind]
    return bits


def kinds_of(bits: int) -> tuple[DefectKind, ...]:
    """The defect kinds in ``bits``, in the order of the enum."""
    return tuple(kind for kind, bit in DEFECT_BITS.items() if bits & bit)


def order_numbers(
    values: NDArray[np.floating] | NDArray[np.integer],
    *,
    descending: bool = False,
    missing: NDArray[np.bool_] | None = None,
) -> NDArray[np.intp]:
    """Positions of ``values`` sorted; stable; missing ones last in *both* directions.

    ``values`` 1-D, numbers; NaN is missing, and so is every row where ``missing`` is true.
    Rows that are equal (and missing rows) keep their given order, in both directions.
    """
    key = np.asarray(values)
    if key.dtype.kind in "ub":  # negating unsigned numbers wraps round
        key = key.astype(np.int64)
    if descending:
        key = -key
    if missing is None or not missing.any():
        return np.argsort(key, kind="stable")  # numpy puts NaN last, stably
    present = np.flatnonzero(~missing)
    return np.concatenate([present[np.argsort(key[present], kind="stable")], np.flatnonzero(missing)])


def fold(text: str) -> str:
    """``text`` as names are compared: Unicode NFC, case ignored."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def natural_key(text: str) -> str:
    """A string that sorts as a person expects: case ignored, ``sku2`` before ``sku10``."""
    return pad_numbers(fold(text))


def pad_numbers(folded: str) -> str:
    """``folded`` with every number written with the same count of digits (12; longer ones stay)."""
    parts = _DIGITS.split(folded)
    parts[1::2] = [digits.zfill(12) for digits in parts[1::2]]
    return "".join(parts)


def text_ranks(keys: Sequence[str]) -> NDArray[np.int32]:
    """Rank of every key (0 = first); equal keys share a rank, so that stable orders stay stable."""
    ranks = np.empty(len(keys), dtype=np.int32)
    distinct = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    ranks[:] = [distinct[key] for key in keys]
    return ranks


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows to show. The default shows everything; conditions are joined by *and*.

    ``verdicts``, ``decisions``: the row's is one of these (``None`` = any).
    ``defects``: the row has at least one of these (empty = any).
    ``text``: every word occurs in the names of the pair, case and Unicode form ignored.
    ``reward``, ``consistency``, ``approval``: (low, high), both included, 0..1; ``None`` = any.
    A row without that score is outside every range.
    """

    verdicts: frozenset[Verdict] | None = None
    decisions: frozenset[Decision] | None = None
    defects: frozenset[DefectKind] = frozenset()
    text: str = ""
    reward: tuple[float, float] | None = None
    consistency: tuple[float, float] | None = None
    approval: tuple[float, float] | None = None

    @property
    def is_everything(self) -> bool:
        """Whether no row can be hidden by it."""
        return self == RowFilter() or (not self.text.strip() and self == RowFilter(text=self.text))


def filter_rows(
    flt: RowFilter,
    *,
    verdicts: NDArray[np.uint8],
    decisions: NDArray[np.uint8],
    defect_bits: NDArray[np.uint32],
    reward: NDArray[np.float32],
    consistency: NDArray[np.float32],
    approval: NDArray[np.float32],
    texts: Sequence[str] | None = None,
) -> NDArray[np.intp]:
    """Positions of the rows that pass ``flt``, ascending. ``texts``: folded names, one a row."""
    keep = np.ones(verdicts.shape, dtype=bool)
    if flt.verdicts is not None:
        keep &= np.isin(verdicts, np.array(sorted(flt.verdicts), dtype=np.uint8))
    if flt.decisions is not None:
        keep &= np.isin(decisions, np.array(sorted(flt.decisions), dtype=np.uint8))
    if flt.defects:
        wanted = np.uint32(sum(DEFECT_BITS[kind] for kind in flt.defects))
        keep &= (defect_bits & wanted) != 0
    for bounds, values in ((flt.reward, reward), (flt.consistency, consistency), (flt.approval, approval)):
        if bounds is not None:
            keep &= (values >= bounds[0]) & (values <= bounds[1])  # NaN compares false
    rows = np.flatnonzero(keep)
    words = fold(flt.text).split()
    if words:
        if texts is None:
            raise ValueError("a text filter needs the rows' texts")
        for word in words:
            rows = np.array([row for row in rows.tolist() if word in texts[row]], dtype=np.intp)
    return rows


def next_position(pending: NDArray[np.bool_], order: NDArray[np.intp], after: int) -> int | None:
    """Position in ``order`` of the next row with ``pending``, after position ``after``, wrapping round once.

    ``after`` itself is looked at last. ``None`` when no row of the order is pending. ``after`` may be -1.
    """
    hits = np.flatnonzero(pending[order])
    if hits.size == 0:
        return None
    return int(hits[np.searchsorted(hits, after, side="right") % hits.size])
