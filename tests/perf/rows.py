"""100,000 rows without a window: store, table, sorting, filtering, scanning."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np

from hfpc_desktop.domain.ranking import RowFilter
from hfpc_desktop.domain.regions import inside_polygon
from hfpc_desktop.domain.verdict import Decision, Thresholds, Verdict
from hfpc_desktop.review.finding import find_row
from hfpc_desktop.review.requests import ScanRequest
from hfpc_desktop.review.scan import scan
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.review.table import Column, ReviewTable
from hfpc_desktop.runtime.jobs import CancelToken
from tests.perf.figures import Figure, best_ms
from tests.perf.material import make_project, many_files

_TURN = np.linspace(0.0, 2.0 * np.pi, 300)


def measure(rows: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.hfpc"
        make_project(path, rows, "perf")
        start = time.perf_counter()
        store = ProjectStore.open(path)
        columns = store.load_columns()
        read = time.perf_counter() - start
        table = ReviewTable(store.thresholds)
        filled = best_ms(lambda: table.extend(columns), 1)
        store.close()
    sorts = {column: best_ms(lambda column=column: table.order(column, True), 3) for column in Column}
    slowest = max(sorts, key=lambda column: sorts[column])
    filters = {
        "verdict": RowFilter(verdicts=frozenset({Verdict.APPROVE})),
        "decision": RowFilter(decisions=frozenset({Decision.UNDECIDED})),
        "text": RowFilter(text="sku00042"),
        "best of each": RowFilter(best_of=1),
        "disagreements": RowFilter(disagreements=True),
        "score range": RowFilter(reward=(0.2, 0.8), consistency=(0.4, 1.0)),
    }
    select = {name: best_ms(lambda flt=flt: table.select(flt), 3) for name, flt in filters.items()}
    worst = max(select, key=lambda name: select[name])
    two = [(Column.VERDICT, False), (Column.REWARD, True)]
    several = best_ms(lambda: table.order_by(two), 3)
    grouped = best_ms(lambda: table.order_by(two[1:], grouped=True), 3)
    everything = np.arange(len(table))
    jump = best_ms(lambda: find_row(table, everything, "sku00042", -1), 3)
    corners = np.stack([0.5 + 0.4 * np.cos(_TURN), 0.5 + 0.4 * np.sin(_TURN)], axis=1)
    lasso = best_ms(lambda: inside_polygon(table.reward, table.consistency, corners), 3)
    limits = best_ms(lambda: table.set_thresholds(Thresholds(approve_reward=0.61)), 3)
    return [
        Figure("rows", f"read {rows:,} saved rows (store's thread)", 1e3 * read, "ms"),
        Figure("rows", f"fill the table with {rows:,} rows (GUI thread)", filled, "ms"),
        Figure("rows", f"sort {rows:,} rows, slowest column", sorts[slowest], "ms", 50.0, note=slowest.value),
        Figure("rows", f"filter {rows:,} rows, slowest filter", select[worst], "ms", 50.0, note=worst),
        Figure("rows", f"sort {rows:,} rows by two columns", several, "ms", 50.0),
        Figure("rows", f"sort {rows:,} rows, grouped by original", grouped, "ms", 50.0),
        Figure("rows", f"jump to a name among {rows:,} rows", jump, "ms", 50.0),
        Figure("rows", f"a lasso around points of {rows:,} rows", lasso, "ms", 50.0),
        Figure("rows", f"move a threshold over {rows:,} rows", limits, "ms", 50.0),
    ]


def measure_scan(rows: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        many_files(root, rows)
        start = time.perf_counter()
        busy = time.process_time()
        first, found = 0.0, 0
        for batch in scan(ScanRequest.folders(root / "originals", root / "generated"), CancelToken()):
            first = first or time.perf_counter() - start
            found += len(batch.pairs)
        taken, busy = time.perf_counter() - start, time.process_time() - busy
    if found != rows:
        raise RuntimeError(f"{found} pairs of {rows} files")
    return [
        Figure("scan", f"scan and pair {rows:,} files", taken, "s", 5.0, note=f"{busy:.2f} s of CPU"),
        Figure("scan", "first rows after", first, "s", 1.0, note="usable at once"),
    ]
