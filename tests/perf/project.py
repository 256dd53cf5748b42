"""A saved project with 100,000 pairs in the real window: opening it, and memory over many nexts."""

from __future__ import annotations

import contextlib
import multiprocessing
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication

from hfpc_desktop.app import App
from hfpc_desktop.engine import Engine, EngineOptions
from hfpc_desktop.runtime.states import Phase
from tests.perf.driver import GapMeter, PaintWatch, press, resident_mb, run_loop, running_app, wait
from tests.perf.figures import Figure
from tests.perf.material import large_pairs, make_project, many_files

WARM_UP = 0.4
"""Share of the nexts that fill the caches before memory is compared."""
HELD = 5
"""Key presses between two rounds of the event loop: a held key on a busy machine."""
TIME_LIMIT_S = 100
"""After this the memory section reports on the nexts it has made."""


def measure(rows: int, nexts: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        # in a process of its own, so that what it leaves in memory is not counted here
        maker = multiprocessing.get_context("spawn").Process(target=_make, args=(root, rows))
        maker.start()
        maker.join()
        if maker.exitcode:
            raise RuntimeError("the project could not be made")
        with running_app(root) as app:
            return [*_open(app, root / "many.hfpc", rows), *_memory(app, rows, nexts)]


def _make(root: Path, rows: int) -> None:
    pictures = [pair.generated for pair in large_pairs(root / "sources", 8)]
    many_files(root / "pictures", rows, pictures)
    make_project(root / "many.hfpc", rows, _fingerprint(root))


def _fingerprint(root: Path) -> str:
    engine = Engine(EngineOptions(device="cpu", data=root / "data"))
    with contextlib.closing(engine):
        return engine.fingerprint


def _open(app: App, project: Path, rows: int) -> list[Figure]:
    bare = resident_mb()
    listed = _ListPaint(app)
    pictures = PaintWatch(app)
    start, busy = time.perf_counter(), time.process_time()
    app.controller.open_project(project)
    while not listed.seen:
        run_loop(1)
        _check_time(start)
    usable, busy = time.perf_counter() - start, time.process_time() - busy
    while (row := app.window.flow.current_row) is None or not pictures.painted(row):
        run_loop(1)
        _check_time(start)
    first = time.perf_counter() - start
    if app.window.review.model.rowCount() != rows:
        raise RuntimeError(f"{app.window.review.model.rowCount()} rows are listed")
    opened = resident_mb()
    gaps = GapMeter().measure(60, while_=lambda: app.controller.progress.phase is Phase.SCANNING)
    wait(lambda: app.controller.progress.phase is Phase.DONE, 120, "the folders are scanned again")
    return [
        Figure("project", f"open {rows:,} saved pairs, list painted", usable, "s", 1.0,
               note=f"{busy:.2f} s of CPU, one thread at a time"),
        Figure("project", "first image painted", first, "s", 1.0, note="since opening"),
        *gaps.figures("project", "while its folders are scanned again", targets=False)[:3],
        Figure("memory", "window without a project", bare, "MB"),
        Figure("memory", f"{rows:,} pairs listed", opened, "MB"),
        Figure("memory", f"{rows:,} pairs open and scanned again", resident_mb(), "MB", 600.0),
    ]  # fmt: skip


def _check_time(start: float) -> None:
    if time.perf_counter() - start > 60:
        raise TimeoutError("the project did not open in a minute")


class _ListPaint(QObject):
    """Sees the first paint of the list that has rows in it."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._view = app.window.review.view
        self.seen = False
        self._view.viewport().installEventFilter(self)

    def eventFilter(self, _target: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._view.model().rowCount() and not self.seen:
            self.seen = True
        return False


def _memory(app: App, rows: int, nexts: int) -> list[Figure]:
    """Nexts by a held key: pictures that arrive meanwhile fill the caches, and must then push others out."""
    warm = int(WARM_UP * nexts)
    start = time.perf_counter()
    marks: list[tuple[int, float]] = []
    made = 0
    while made < warm + nexts and time.perf_counter() - start < TIME_LIMIT_S:
        for _ in range(HELD):
            press(app, Qt.Key.Key_Down)
        made += HELD
        QApplication.processEvents()
        if made % (4 * HELD) == 0:
            run_loop(20)
        if made % (10 * HELD) == 0:
            marks.append((made, resident_mb()))
    taken = time.perf_counter() - start
    full = [memory for at, memory in marks if at >= WARM_UP * made]
    tenth = max(1, len(full) // 10)
    before, after = sum(full[:tenth]) / tenth, sum(full[-tenth:]) / tenth
    return [
        Figure("memory", f"{rows:,} pairs, all caches full", max(full), "MB", 600.0),
        Figure("memory", f"growth over {(1 - WARM_UP) * made:,.0f} nexts", 100 * (after / before - 1), "%", 5.0,
               note=f"{before:.0f} -> {after:.0f} MB, after {WARM_UP * made:.0f} nexts to fill the caches"),
        Figure("memory", f"one next, key held ({HELD} a paint)", 1e3 * taken / made, "ms"),
    ]  # fmt: skip
