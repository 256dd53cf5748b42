"""Python's cycle collector on the GUI thread only.

Python looks for dead cycles on whichever thread happens to allocate. When a worker does it while a cycle holds a
widget, the widget is destroyed on that worker, and Qt crashes the program. So the automatic collector is switched off
while the app runs, and the GUI thread collects between its events.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

from hfpc_desktop.runtime.memory import give_back

_TICK_MS = 200
_LEAST_BETWEEN_FULL_S = 30.0
_FULL_SHARE = 200.0
"""A full collection waits at least this many times as long as the last one took: half a percent of the time."""
_IN_BULK = 20_000
"""So many objects are not made by a window: a worker reads a project or a folder."""
_PATIENCE_S = 10.0


class GuiGarbage(QObject):
    """Collects with Python's own thresholds, generation by generation. GUI thread only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = False
        self._next_full = 0.0
        self._bulk_since: float | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """From now on no other thread collects."""
        self._was_on = gc.isenabled()
        gc.disable()
        self._next_full = time.monotonic() + _LEAST_BETWEEN_FULL_S
        self._timer.start()

    def stop(self) -> None:
        """As before ``start``. Safe to call twice."""
        if self._timer.isActive():
            self._timer.stop()
            if self._was_on:
                gc.enable()

    def collect(self) -> None:
        """What is due: nothing most of the time, a few milliseconds for what is young."""
        counts = gc.get_count()
        young, middle, old = (now > most for now, most in zip(counts, gc.get_threshold(), strict=True))
        began = time.monotonic()
        if self._lets_be(counts[0], began):
            return
        if old and began >= self._next_full:
            gc.collect()
            give_back()
            ended = time.monotonic()
            self._next_full = ended + max(_LEAST_BETWEEN_FULL_S, _FULL_SHARE * (ended - began))
        elif middle:
            gc.collect(1)
        elif young:
            gc.collect(0)

    def _lets_be(self, young: int, now: float) -> bool:
        """Whether to leave the young alone for now: objects in bulk are mostly gone in a moment, and looking through
        100,000 of them holds the window up for 50 ms."""
        if young <= _IN_BULK:
            self._bulk_since = None
            return False
        if self._bulk_since is None:
            self._bulk_since = now
        if now - self._bulk_since < _PATIENCE_S:
            return True
        self._bulk_since = None
        return False
