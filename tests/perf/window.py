"""The real window with the real engine: gaps of the event loop, and keys to the next pair."""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hfpc_desktop.app import App
from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.runtime.jobs import lower_thread_priority
from hfpc_desktop.runtime.states import Phase, PictureReply
from tests.perf.driver import GapMeter, PaintWatch, press, run_loop, running_app, wait
from tests.perf.figures import Figure
from tests.perf.material import large_pairs


def measure(pairs: int, seconds: float, keys: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        large_pairs(root, pairs, originals=3)
        with running_app(root) as app:
            floor = GapMeter().measure(seconds / 4)
            with _busy_threads(os.cpu_count() or 1):
                busy = GapMeter().measure(seconds / 4)
            presses = _Presses(app)
            app.controller.open_pair_of_folders(root / "originals", root / "generated")
            wait(lambda: app.controller.progress.device, 60, "the models are loaded")
            loaded = GapMeter().measure(seconds, while_=lambda: _judging(app))
            during = presses.run(keys // 2, while_=lambda: _judging(app))
            app.controller.pause()
            wait(lambda: not _judging(app), 30, "judging pauses")
            rest = presses.run(keys)
            app.controller.cancel()
    return [
        *floor.figures("loop", "idle (floor)", targets=False)[:2],
        *busy.figures("loop", "busy threads without Python (floor)", targets=False)[:2],
        *loaded.figures("loop", "judging at full load", targets=True),
        *_key_figures(rest, "key -> next pair on screen", 50.0),
        *_key_figures(during, "the same while judging", None),
    ]


def _judging(app: App) -> bool:
    return app.controller.progress.phase is Phase.JUDGING


def _key_figures(
    found: tuple[list[tuple[float, float]], int], what: str, limit: float | None
) -> list[Figure]:
    times, missed = found
    if len(times) < 5:
        raise RuntimeError(f"{what}: only {len(times)} keys could be measured")
    wall, own = np.array(times).T
    note = f"{len(times)} keys" + (f", {missed} not yet fetched left out" if missed else "")
    return [
        Figure("keys", f"{what}, p95", float(np.percentile(wall, 95)), "ms", limit, note=note),
        Figure("keys", f"{what}, median", float(np.median(wall)), "ms"),
        Figure("keys", f"{what}, median of own work", float(np.median(own)), "ms CPU"),
    ]


class _Presses:
    """Presses A, X and Down in turn and waits for the paint of the next pair."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._watch = PaintWatch(app)
        self._fetched: set[tuple[int, Frame]] = set()
        app.controller.picture_ready.connect(self._arrived)

    def _arrived(self, reply: PictureReply) -> None:
        self._fetched.add((reply.request.row, reply.request.side))

    def run(self, count: int, while_=lambda: True) -> tuple[list[tuple[float, float]], int]:
        """Milliseconds from each key to its picture, and of them the GUI thread's CPU time; then how many
        next pairs were not there in time."""
        times: list[tuple[float, float]] = []
        missed = 0
        wait(lambda: self._app.window.flow.current_row is not None, 20, "a first row")
        for number in range(count):
            if not while_():
                break
            key = (Qt.Key.Key_A, Qt.Key.Key_X, Qt.Key.Key_Down)[number % 3]
            row = self._next(key)
            if row is None:
                break
            try:
                wait(lambda row=row: self._ready(row), 5, "prefetched")
            except TimeoutError:
                missed += 1
                press(self._app, key)
                continue
            times.append(self._press(key, row))
            run_loop(100)  # a short look
        return times, missed

    def _press(self, key: Qt.Key, row: int) -> tuple[float, float]:
        self._watch.reset()
        start, own = time.perf_counter(), time.thread_time()
        press(self._app, key)
        while not self._watch.painted(row):
            QApplication.processEvents()
            if time.perf_counter() - start > 10:
                raise TimeoutError(f"{key.name}: row {row} was not painted")
        return 1e3 * (time.perf_counter() - start), 1e3 * (time.thread_time() - own)

    def _ready(self, row: int) -> bool:
        return all((row, frame) in self._fetched for frame in Frame)

    def _next(self, key: Qt.Key) -> int | None:
        review = self._app.window.review
        at, order, table = review.view.current_position, review.model.order, self._app.controller.table
        assert table is not None
        after = table.next_undecided(order, at) if key != Qt.Key.Key_Down else at + 1
        return int(order[after]) if after is not None and after < len(order) and after != at else None


class _busy_threads:
    """Threads that take every core and never hold Python's lock: what the system alone does to the loop."""

    def __init__(self, count: int) -> None:
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(count)]

    def _work(self) -> None:
        lower_thread_priority()
        data = bytes(8_000_000)
        while not self._stop.is_set():
            hashlib.blake2b(data).digest()

    def __enter__(self) -> None:
        for thread in self._threads:
            thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()
