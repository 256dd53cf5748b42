"""Scores as rows of a file: what ``hfpc score --out`` and the export manifest write.

One row a pair. A score that was not judged is an empty cell (CSV) or null (JSON, Parquet), never 0.
``defects`` and ``models`` are JSON text in a CSV or Parquet cell and real lists in a ``.json`` file.
"""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import dataclass, fields
from typing import IO, TYPE_CHECKING, Any

from hfpc_desktop.domain.codec import defect_to_dict
from hfpc_desktop.domain.errors import ExportError, UsageError
from hfpc_desktop.domain.judgement import Judgement, NotJudged
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.verdict import verdict
from hfpc_desktop.review.safe_write import probe, what_to_do, whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from hfpc_desktop.domain.judgement import Defect
    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.domain.verdict import Thresholds, Verdict

NOT_YET = "not_yet_judged"
"""``not_judged_reason`` of a pair whose turn did not come (the job was cancelled or still runs)."""

_RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters at which a spreadsheet runs a text cell; the wide forms count in some of them."""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One pair's line. Field order is column order.

    ``original``, ``generated``: absolute paths. ``reward``, ``consistency``: 0..1, higher is better;
    ``reward_raw``: uncalibrated; with a learned head, of the reward it started from;
    units and directions of the other measurements as in ``Judgement`` and ``Evidence``.
    ``verdict``: approve, review, reject or not_judged. ``defects``: one object a defect (``kind``,
    ``severity``, where known ``region`` [x, y, width, height] in fractions, ``frame``, ``amount``,
    ``place``, ``detail``). ``not_judged_reason``: empty, or a stable id, followed by ``: detail``
    where there is more to say. ``models``: objects with ``role`` and ``id``. ``ms``: milliseconds.
    """

    original: str
    generated: str
    reward: float | None
    reward_raw: float | None
    consistency: float | None
    verdict: str
    defects: tuple[dict[str, Any], ...]
    outgrowth: float | None
    loss: float | None
    iou: float | None
    boundary_f: float | None
    registration: float | None
    scale: float | None
    text_similarity: float | None
    colour_delta: float | None
    not_judged_reason: str
    models: tuple[dict[str, str], ...]
    device: str
    ms: float | None


COLUMNS = tuple(field.name for field in fields(ScoreRow))
_NUMBERS = frozenset(field.name for field in fields(ScoreRow) if "float" in str(field.type))


def score_row(pair: Pair, judgement: Judgement | None, thresholds: Thresholds) -> ScoreRow:
    """The row of ``pair``; ``None`` for a pair that was not judged yet."""
    known = judgement or Judgement()
    return make_row(
        pair.original, pair.generated, judgement, verdict(known.reward, known.consistency, thresholds)
    )


def make_row(original: Path, generated: Path, judgement: Judgement | None, verdict: Verdict) -> ScoreRow:
    """The row of a pair whose verdict is known already."""
    known = judgement or Judgement()
    evidence = known.evidence
    return ScoreRow(
        original=str(original),
        generated=str(generated),
        reward=_finite(known.reward),
        reward_raw=_finite(known.reward_raw),
        consistency=_finite(known.consistency),
        verdict=verdict.label,
        defects=tuple(_defect(defect) for defect in known.defects),
        outgrowth=_finite(evidence.outgrowth),
        loss=_finite(evidence.loss),
        iou=_finite(evidence.iou),
        boundary_f=_finite(evidence.boundary_f),
        registration=_finite(evidence.registration),
        scale=_finite(evidence.scale),
        text_similarity=_finite(evidence.text_similarity),
        colour_delta=_finite(evidence.colour_delta),
        not_judged_reason=NOT_YET if judgement is None else _reason(judgement),
        models=tuple({"role": role, "id": model} for role, model in known.models),
        device=known.device,
        ms=None if judgement is None else _finite(known.ms),
    )


def record(row: ScoreRow) -> dict[str, Any]:
    """The row as plain values by column name, in column order."""
    return {name: getattr(row, name) for name in COLUMNS}


# -- files ------------------------------------------------------------------------------------
def write_rows(rows: Iterable[ScoreRow], path: Path) -> None:
    """Write ``rows`` to ``path``: CSV, JSON or Parquet by its suffix; whole or not at all.

    Raises ``UsageError`` (unknown suffix; Parquet without pyarrow) and ``ExportError`` (disk full,
    read-only or missing folder); a file that was there before is then as it was.
    """
    write_records([record(row) for row in rows], COLUMNS, path)


def check_rows_path(path: Path) -> None:
    """Raise what ``write_rows`` would raise for ``path`` now, before hours of judging."""
    _writer(path)
    try:
        probe(path)
    except OSError as error:
        raise ExportError(what_to_do(error, path)) from error


def write_records(
    records: Sequence[Mapping[str, Any]], columns: Sequence[str], path: Path, *, replace: bool = True
) -> None:
    """``write_rows`` for any columns. A value is None, text, a number, or a list of objects."""
    write = _writer(path)
    try:
        with whole_file(path, replace=replace) as stream:
            write(records, columns, stream)
    except OSError as error:
        raise ExportError(what_to_do(error, path)) from error


def _writer(path: Path) -> Callable[[Sequence[Mapping[str, Any]], Sequence[str], IO[bytes]], None]:
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return _write_csv
    if suffix == ".json":
        return _write_json
    if suffix == ".parquet":
        _pyarrow()
        return _write_parquet
    raise UsageError(
        translate(
            "errors", "'{0}': scores are written as .csv, .json or .parquet; choose one of these."
        ).format(path.name)
    )


def _write_csv(records: Sequence[Mapping[str, Any]], columns: Sequence[str], stream: IO[bytes]) -> None:
    # CRLF as in RFC 4180: with it the csv module quotes names that hold either character.
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", newline="")
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(columns)
    out.writerows([_cell(item[name]) for name in columns] for item in records)
    text.flush()
    text.detach()  # the stream is the caller's to close


def _write_json(records: Sequence[Mapping[str, Any]], columns: Sequence[str], stream: IO[bytes]) -> None:
    dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    lines = (dumps({name: item[name] for name in columns}) for item in records)
    # A name that is not Unicode becomes \udcXX, which JSON readers turn back into the very name.
    stream.write(("[\n" + ",\n".join(lines) + "\n]\n").encode("utf-8", "backslashreplace"))


def _write_parquet(records: Sequence[Mapping[str, Any]], columns: Sequence[str], stream: IO[bytes]) -> None:
    pa, parquet = _pyarrow()
    schema = pa.schema([(name, pa.float64() if name in _NUMBERS else pa.string()) for name in columns])
    cells = [{name: _column_value(item[name]) for name in columns} for item in records]
    # Through memory: a failing disk is then an OSError of ours and not one inside the library.
    memory = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(cells, schema=schema), memory)
    stream.write(memory.getbuffer())


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError(
            translate(
                "errors",
                "Parquet files need pyarrow: run 'pip install hfpc-desktop[parquet]', or write .csv or .json.",
            )
        ) from error
    return pyarrow, pyarrow.parquet


def _cell(value: Any) -> Any:
    """A CSV cell: numbers as they are, text such that no spreadsheet runs it."""
    if not isinstance(value, str):
        return _plain(value)
    return "'" + value if value.startswith(_RUNS_AS_FORMULA) else value


def _column_value(value: Any) -> Any:
    plain = _plain(value)
    return plain.encode("utf-8", "backslashreplace").decode() if isinstance(plain, str) else plain


def _plain(value: Any) -> Any:
    """Lists as JSON text, everything else unchanged."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, tuple)) else value


def _finite(value: float | None) -> float | None:
    """A plain float, or None for what is no measurement."""
    return float(value) if value is not None and math.isfinite(value) else None


def _defect(defect: Defect) -> dict[str, Any]:
    values = defect_to_dict(defect)
    if "region" in values and not all(map(math.isfinite, values["region"])):
        del values["region"]
    return values


def _reason(judgement: Judgement) -> str:
    if judgement.not_judged is None:
        missing = judgement.reward is None or judgement.consistency is None
        return f"{NotJudged.FAILED.value}: no score and no reason were given" if missing else ""
    detail = " ".join(judgement.not_judged_detail.split())
    return f"{judgement.not_judged.value}: {detail}" if detail else judgement.not_judged.value
