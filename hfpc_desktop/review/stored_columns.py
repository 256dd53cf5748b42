"""Rows of a project file in bulk: read as columns, and the columns that a judgement is kept in."""

from __future__ import annotations

import contextlib
import gc
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain import codec
from hfpc_desktop.domain.judgement import NotJudged
from hfpc_desktop.domain.ranking import DEFECT_BITS
from hfpc_desktop.review.columns import REASONS, SAVED, PairColumns, name_index, worst_severity

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from hfpc_desktop.domain.judgement import Judgement
    from hfpc_desktop.domain.remarks import Remark
    from hfpc_desktop.review.columns import Kept
    from hfpc_desktop.review.project_paths import ProjectPaths

_KIND_BITS = {kind.value: bit for kind, bit in DEFECT_BITS.items()}
_ROWS = (
    "SELECT p.id, p.original, p.path, p.decision, j.reward, j.consistency, j.outgrowth, j.loss, j.iou, "
    "j.colour_delta, j.worst, j.defects, j.not_judged FROM pair p "
    "LEFT JOIN judgement j INDEXED BY judgement_summary ON j.pair = p.id ORDER BY p.id"
)
_WITH_BODIES = _ROWS.replace(" FROM", ", j.body FROM", 1).replace(" INDEXED BY judgement_summary", "")
_REASON_TEXTS = frozenset(reason.value for reason in NotJudged)


def read_columns(
    db: sqlite3.Connection,
    paths_of: ProjectPaths,
    originals_by_key: Mapping[int, str],
    remarks: Mapping[int, Remark],
    *,
    names: bool,
    bodies: bool,
) -> PairColumns:
    """All pairs by id; judgements stay text (``bodies``) or in the file. ``originals_by_key``: absolute paths by
    the originals' ids."""
    with _no_garbage_collection():
        rows = db.execute(_WITH_BODIES if bodies else _ROWS).fetchall()
    columns: Sequence[Sequence[Any]] = tuple(zip(*rows, strict=True)) if rows else ((),) * 14
    ids, originals, paths, decisions, *numbers = columns[:11]
    defects, reasons = columns[11:13]
    judgements: Sequence[Kept] = (
        columns[13] if bodies else [None if kinds is None else SAVED for kinds in defects]
    )
    original_paths = [originals_by_key[key] for key in originals]
    generated_paths = paths_of.generated_paths(paths)
    reward, consistency, outgrowth, loss, iou, colour_delta, worst = map(_floats, numbers)
    bits = {text: _bits(text) for text in set(defects)}
    codes = {text: _reason(text) for text in set(reasons)}
    return PairColumns(
        pair_ids=list(ids),
        originals=original_paths,
        generated=generated_paths,
        judgements=judgements,
        decisions=np.array(decisions, dtype=np.uint8),
        reward=reward,
        consistency=consistency,
        outgrowth=outgrowth,
        loss=loss,
        iou=iou,
        colour_delta=colour_delta,
        worst=worst,
        defect_bits=np.array([bits[text] for text in defects], dtype=np.uint32),
        reasons=np.array([codes[text] for text in reasons], dtype=np.uint8),
        remarks=remarks,
        names=name_index(original_paths, generated_paths) if names else None,
    )


def judgement_columns(judgement: Judgement) -> tuple[Any, ...]:
    """``reward`` to ``body`` of the table ``judgement``, in its order."""
    evidence = judgement.evidence
    reason = judgement.not_judged
    return (
        judgement.reward,
        judgement.consistency,
        evidence.outgrowth,
        evidence.loss,
        evidence.iou,
        evidence.colour_delta,
        worst_severity(judgement),
        ",".join(dict.fromkeys(defect.kind.value for defect in judgement.defects)),
        None if reason is None else reason.value,
        codec.encode(judgement),
    )


@contextlib.contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """A million new objects that all stay would make the collector walk the heap again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _floats(values: Sequence[float | None]) -> NDArray[np.float64]:
    try:
        return np.fromiter(values, dtype=np.float64, count=len(values))  # a third of the time
    except TypeError:
        return np.array(values, dtype=np.float64)  # None becomes NaN


def _bits(kinds: str | None) -> int:
    return sum(_KIND_BITS.get(kind, 0) for kind in (kinds or "").split(","))


def _reason(text: str | None) -> int:
    """A reason of a newer program is still a reason."""
    if text is None:
        return 0
    return REASONS.index(NotJudged(text if text in _REASON_TEXTS else NotJudged.FAILED)) + 1
