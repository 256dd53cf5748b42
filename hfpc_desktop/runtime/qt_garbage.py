"""Python's cycle collector on the GUI thread only.

Python looks for dead cycles on whichever thread happens to allocate. When a worker does it while a cycle holds a
widget, the widget is destroyed on that worker, and Qt crashes the program. So the automatic collector is switched off
while the app runs, and the GUI thread collects between its events.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

_TICK_MS = 200
_LEAST_BETWEEN_FULL_S = 30.0
_FULL_SHARE = 200.0
"""A full collection waits at least this many times as long as the last one took: half a percent of the time."""


class GuiGarbage(QObject):
    """Collects with Python's own thresholds, generation by generation. GUI thread only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = False
        self._next_full = 0.0
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
        young, middle, old = (
            now > most for now, most in zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        began = time.monotonic()
        if old and began >= self._next_full:
            gc.collect()
            ended = time.monotonic()
            self._next_full = ended + max(_LEAST_BETWEEN_FULL_S, _FULL_SHARE * (ended - began))
        elif middle:
            gc.collect(1)
        elif young:
            gc.collect(0)
