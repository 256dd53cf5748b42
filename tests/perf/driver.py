"""The real app under the stop watch: a driver for its event loop, and a meter of that loop's gaps."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hfpc_desktop import app as app_module
from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.ui.canvas.pane_card import PaneState
from tests.perf.figures import Figure

TICK_MS = 2


@contextlib.contextmanager
def running_app(root: Path) -> Iterator[app_module.App]:
    """The wired program with its window shown, as ``app.main`` starts it; closed afterwards."""
    sys.setswitchinterval(app_module._SWITCH_S)
    settings = QSettings(str(root / "settings.ini"), QSettings.Format.IniFormat)
    app = app_module.build_app(data=root / "data", cache=root / "cache", device="cpu", settings=settings)
    try:
        app.window.resize(1440, 900)
        app.window.show()
        app.window.activateWindow()
        wait(app.window.isActiveWindow, 10, "the window becomes active")
        yield app
    finally:
        app.close()


def run_loop(ms: int) -> None:
    """Run a real event loop for a while (``QTest.qWait`` sleeps up to 10 ms between its rounds)."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def wait(until: Callable[[], object], seconds: float, what: str) -> None:
    """Run the event loop until something is true. ``TimeoutError`` otherwise."""
    deadline = time.monotonic() + seconds
    while not until():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds:g} s in vain: {what}")
        run_loop(2)


def press(app: app_module.App, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or app.window, key)


@dataclass(frozen=True, slots=True)
class Gaps:
    """Milliseconds, one entry a tick: between ticks, and how it went by for the GUI thread."""

    gap: np.ndarray
    own: np.ndarray
    queued: np.ndarray

    def figures(self, section: str, what: str, *, targets: bool) -> list[Figure]:
        """p99, maximum, and of what the longest gaps were made."""
        worst = int(self.gap.argmax())
        late = self.gap - self.queued  # without the time the machine gave the core to others
        made = f"of it own work {self.own[worst]:.0f}, no core free {self.queued[worst]:.0f} ms"
        share = 100 * float(self.gap[self.gap > 16].sum() / self.gap.sum())
        return [
            Figure(section, f"{what}: gap p99", float(np.percentile(self.gap, 99)), "ms",
                   16.0 if targets else None, note=f"{len(self.gap)} ticks"),
            Figure(section, f"{what}: longest gap", float(self.gap.max()), "ms",
                   50.0 if targets else None, note=made),
            Figure(section, f"{what}: p99 without waiting for a core", float(np.percentile(late, 99)), "ms"),
            Figure(section, f"{what}: longest without waiting for a core", float(late.max()), "ms"),
            Figure(section, f"{what}: time in gaps over 16 ms", share, "%"),
        ]  # fmt: skip


class GapMeter(QObject):
    """A precise timer that notes when the event loop comes round. GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._marks: list[tuple[float, float, float]] = []
        self._schedule = _SchedulerFile()

    def measure(self, seconds: float, *, while_: Callable[[], object] = lambda: True) -> Gaps:
        """Let the event loop run, at most as long as ``while_`` holds."""
        self._marks = []
        self._timer.start()
        end = time.monotonic() + seconds
        while time.monotonic() < end and while_():
            run_loop(100)
        self._timer.stop()
        steps = 1e3 * np.diff(np.array(self._marks), axis=0)
        if len(steps) < 50:
            raise RuntimeError(f"only {len(steps)} ticks were seen")
        return Gaps(steps[:, 0], steps[:, 1], steps[:, 2])

    def _tick(self) -> None:
        self._marks.append((time.monotonic(), time.thread_time(), self._schedule.waited()))


class _SchedulerFile:
    """Seconds a thread was ready but had no core (Linux; 0 elsewhere)."""

    def __init__(self) -> None:
        path = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._file = os.open(path, os.O_RDONLY) if path.exists() else None

    def waited(self) -> float:
        return 0.0 if self._file is None else int(os.pread(self._file, 100, 0).split()[1]) / 1e9


class PaintWatch(QObject):
    """Sees both panes of the compare view being painted."""

    def __init__(self, app: app_module.App) -> None:
        super().__init__()
        self._compare = app.window.review.compare
        self._panes = {frame: self._compare.pane(frame) for frame in Frame}
        self._seen: set[Frame] = set()
        for pane in self._panes.values():
            pane.installEventFilter(self)

    def reset(self) -> None:
        self._seen = set()

    def painted(self, row: int) -> bool:
        """Whether both pictures of ``row`` were painted since ``reset``."""
        return self._compare.row == row and len(self._seen) == len(self._panes)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._seen |= {
                frame
                for frame, pane in self._panes.items()
                if pane is target and pane.state is PaneState.READY
            }
        return False


def resident_mb() -> float:
    """Memory of this process in RAM, MB (Linux); the peak elsewhere."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1e6 if sys.platform == "darwin" else 1e3)
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
