"""Letters between threads: calls from any thread, run on the GUI thread in order."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable


class Mailbox(QObject):
    """Calls from any thread, run on the thread that owns the mailbox, in the order they came."""

    _wake = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls: collections.deque[Callable[[], None]] = collections.deque()
        self._wake.connect(self._empty, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Any thread. Waking is cheap and an extra wake finds an empty box."""
        self._calls.append(call)
        if len(self._calls) == 1:
            self._wake.emit()

    @Slot()
    def _empty(self) -> None:
        for _ in range(len(self._calls)):
            self._calls.popleft()()
        if self._calls:
            self._wake.emit()
