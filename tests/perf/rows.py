"""100,000 rows: sorting, filtering, opening a saved project, scanning."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np

from hfpc_desktop.domain.judgement import Defect, DefectKind, Evidence, Judgement
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.domain.ranking import RowFilter
from hfpc_desktop.domain.verdict import Decision, Thresholds, Verdict
from hfpc_desktop.review.requests import ScanRequest
from hfpc_desktop.review.scan import scan
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.review.table import Column, ReviewTable
from hfpc_desktop.runtime.jobs import CancelToken
from tests.perf.figures import Figure, best_ms

ROWS = 100_000


def measure(quick: bool = False) -> list[Figure]:
    rows = ROWS // 10 if quick else ROWS
    with tempfile.TemporaryDirectory() as folder:
        return [*_project(Path(folder), rows), *_scan(Path(folder) / "files", rows)]


def make_project(path: Path, rows: int) -> None:
    """A judged project of ``rows`` pairs; the files themselves do not exist."""
    root = path.parent / "pictures"
    request = ScanRequest.folders(root / "originals", root / "generated")
    rng = np.random.default_rng(7)
    scores = rng.random((rows, 2))
    kinds = [DefectKind.OUTGROWTH, DefectKind.COLOUR_SHIFT, DefectKind.FLOATING]
    store = ProjectStore.create(path, request)
    try:
        pairs = [
            Pair(
                root / f"originals/sku{n // 20:05d}.png",
                root / f"generated/sku{n // 20:05d}_{n % 20:02d}.png",
            )
            for n in range(rows)
        ]
        known = store.add_new_pairs(pairs)
        judged = [
            (pair_id, Judgement(float(a), float(a), float(b), Evidence(float(a) / 9, float(b) / 9, float(a), float(b)),
                                (Defect(kinds[n % 3], float(b)),)))
            for n, (pair_id, (a, b)) in enumerate(zip(known, scores, strict=True))
        ]  # fmt: skip
        store.record(judged, "perf")
    finally:
        store.close()


def _project(folder: Path, rows: int) -> list[Figure]:
    path = folder / "many.hfpc"
    make_project(path, rows)
    start = time.perf_counter()
    store = ProjectStore.open(path)
    columns = store.load_columns()
    table = ReviewTable(store.thresholds)
    table.extend(columns)
    table.order(Column.APPROVAL, descending=True)
    opened = time.perf_counter() - start
    store.close()
    sorts = {column: best_ms(lambda column=column: table.order(column, True), 3) for column in Column}
    slowest = max(sorts, key=lambda column: sorts[column])
    filters = {
        "verdict": RowFilter(verdicts=frozenset({Verdict.APPROVE})),
        "decision": RowFilter(decisions=frozenset({Decision.UNDECIDED})),
        "text": RowFilter(text="sku00042"),
    }
    select = {name: best_ms(lambda flt=flt: table.select(flt), 3) for name, flt in filters.items()}
    worst = max(select, key=lambda name: select[name])
    limits = best_ms(lambda: table.set_thresholds(Thresholds(approve_reward=0.61)), 3)
    return [
        Figure(
            "rows",
            f"open a saved project of {rows:,} pairs",
            opened,
            "s",
            1.0,
            note="store, table, first sort",
        ),
        Figure("rows", f"sort {rows:,} rows, slowest column", sorts[slowest], "ms", 50.0, note=slowest.value),
        Figure("rows", f"sort {rows:,} rows, by consistency", sorts[Column.CONSISTENCY], "ms", 50.0),
        Figure("rows", f"filter {rows:,} rows, slowest filter", select[worst], "ms", 50.0, note=worst),
        Figure("rows", f"move a threshold over {rows:,} rows", limits, "ms", 50.0),
    ]


def _scan(folder: Path, rows: int) -> list[Figure]:
    originals, generated = folder / "originals", folder / "generated"
    originals.mkdir(parents=True)
    generated.mkdir()
    per_original = 20
    for number in range(rows // per_original):
        (originals / f"sku{number:05d}.png").touch()
    for number in range(rows):
        (generated / f"sku{number // per_original:05d}_{number % per_original:02d}.png").touch()
    start = time.perf_counter()
    first = 0.0
    found = 0
    for batch in scan(ScanRequest.folders(originals, generated), CancelToken()):
        first = first or time.perf_counter() - start
        found += len(batch.pairs)
    taken = time.perf_counter() - start
    assert found == rows, f"{found} pairs of {rows} files"
    return [
        Figure("scan", f"scan and pair {rows:,} files", taken, "s", 5.0),
        Figure("scan", "first rows after", first, "s", 1.0, note="usable at once"),
    ]
