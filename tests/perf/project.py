"""A saved project with 100,000 pairs in the real window: opening it, and memory over many nexts."""

from __future__ import annotations

import contextlib
import multiprocessing
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from hfpc_desktop.app import App
from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.engine import Engine, EngineOptions
from hfpc_desktop.runtime.states import Phase
from hfpc_desktop.ui.canvas.canvas import PaneState
from hfpc_desktop.ui.lists.thumbnails import BUDGET_BYTES as THUMBNAIL_BYTES
from tests.perf.driver import GapMeter, press, resident_mb, run_loop, running_app, wait
from tests.perf.figures import Figure
from tests.perf.material import large_pairs, make_project, many_files

FULL = 0.95
"""Share of the thumbnails' budget at which all caches count as full: theirs is the last."""
HELD = 5
"""Key presses between two rounds of the event loop: a held key on a busy machine."""
TIME_LIMIT_S = 300
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
    run_loop(1_000)  # what the start leaves for later; it has a figure of its own
    bare = resident_mb()
    watch = _OpenWatch(app)
    listed, first = watch.open(project)
    if app.window.review.model.rowCount() != rows:
        raise RuntimeError(f"{app.window.review.model.rowCount()} rows are listed")
    opened = resident_mb()
    gaps = GapMeter().measure(60, while_=lambda: app.controller.progress.phase is Phase.SCANNING)
    wait(lambda: app.controller.progress.phase is Phase.DONE, 120, "the folders are scanned again")
    note = f"{listed.busy:.2f} s of CPU, {listed.own:.2f} s of it the window's thread"
    return [
        Figure("project", f"open {rows:,} saved pairs, list painted", listed.wall, "s", 1.0, note=note),
        Figure("project", "first image painted", first.wall, "s", 1.0, note="since opening"),
        *gaps.figures("project", "while its folders are scanned again", targets=False)[:3],
        Figure("memory", "window without a project", bare, "MB"),
        Figure("memory", f"{rows:,} pairs listed", opened, "MB"),
        Figure("memory", f"{rows:,} pairs open and scanned again", resident_mb(), "MB", 600.0),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Mark:
    """Seconds since a project was asked for: by the clock, of CPU in all threads, of CPU in the GUI thread."""

    wall: float
    busy: float
    own: float


class _OpenWatch(QObject):
    """Opens a project and sees the first paint of its list and of its first pair. The event loop sleeps between
    events, as it does in the program: a clock that looks every millisecond would take Python's lock from the
    thread that reads the project."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._list = app.window.review.view.viewport()
        self._panes = {app.window.review.compare.pane(frame) for frame in Frame}
        self._seen: set[QObject] = set()
        self._loop = QEventLoop()
        self._listed: _Mark | None = None
        self._pictured: _Mark | None = None
        for target in (self._list, *self._panes):
            target.installEventFilter(self)

    def open(self, project: Path) -> tuple[_Mark, _Mark]:
        """When the list with its rows, and when both pictures of its first pair were on the screen."""
        self._start = time.perf_counter(), time.process_time(), time.thread_time()
        self._app.controller.open_project(project)
        limit = QTimer(self)
        limit.setSingleShot(True)
        limit.timeout.connect(self._loop.quit)
        limit.start(60_000)
        self._loop.exec()
        limit.stop()
        if self._listed is None or self._pictured is None:
            raise TimeoutError("the project did not open in a minute")
        return self._listed, self._pictured

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            if target is self._list:
                if self._app.window.review.model.rowCount():
                    self._seen.add(target)
            elif self._app.window.flow.current_row is not None and target.state is PaneState.READY:
                self._seen.add(target)
            QTimer.singleShot(0, self._look)  # runs when all of this paint is over
        return False

    def _look(self) -> None:
        if self._listed is None and self._list in self._seen:
            self._listed = self._mark()
        if self._pictured is None and self._panes <= self._seen:
            self._pictured = self._mark()
        if self._listed and self._pictured:
            self._loop.quit()

    def _mark(self) -> _Mark:
        now = time.perf_counter(), time.process_time(), time.thread_time()
        return _Mark(*(b - a for a, b in zip(self._start, now, strict=True)))


def _memory(app: App, rows: int, nexts: int) -> list[Figure]:
    """Nexts by a held key: pictures that arrive meanwhile fill the caches, and must then push others out. Growth
    counts from when they are full: before that it is the caches' own, which have budgets."""
    shelf = app.window.review.shelf
    keys = _HeldKey(app)
    while shelf.used_bytes < FULL * THUMBNAIL_BYTES and keys.made < nexts and keys.seconds < TIME_LIMIT_S / 2:
        keys.press()
    warm, filled = keys.made, shelf.used_bytes / THUMBNAIL_BYTES
    keys.marks.clear()
    while keys.made < warm + nexts and keys.seconds < TIME_LIMIT_S:
        keys.press()
    tenth = max(1, len(keys.marks) // 10)
    before, after = sum(keys.marks[:tenth]) / tenth, sum(keys.marks[-tenth:]) / tenth
    note = (
        f"{before:.0f} -> {after:.0f} MB, after {warm} nexts; thumbnails were at {filled:.0%} of their budget"
    )
    return [
        Figure("memory", f"{rows:,} pairs, all caches full", max(keys.marks), "MB", 600.0),
        Figure("memory", f"growth over {keys.made - warm:,} nexts", 100 * (after / before - 1), "%", 5.0, note=note),
        Figure("memory", f"one next, key held ({HELD} a paint)", 1e3 * keys.seconds / keys.made, "ms"),
    ]  # fmt: skip


class _HeldKey:
    """The key for the next pair, held. ``marks``: memory in MB, one every fifty nexts."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._start = time.perf_counter()
        self.made = 0
        self.marks: list[float] = []

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._start

    def press(self) -> None:
        """One paint further; a short rest now and then."""
        for _ in range(HELD):
            press(self._app, Qt.Key.Key_Down)
        self.made += HELD
        QApplication.processEvents()
        if self.made % (4 * HELD) == 0:
            run_loop(20)
        if self.made % (10 * HELD) == 0:
            self.marks.append(resident_mb())
