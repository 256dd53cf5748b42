"""Small work of one widget beside the GUI thread: the newest request of a kind, done one after the other."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from hfpc_desktop.runtime.qt_mailbox import Mailbox

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)


class Background(QObject):
    """Runs pure functions on a thread that lives only while there is work.

    ``run`` is for the GUI thread, and so are the answers. Work must not touch widgets or pixmaps. When the
    owner is deleted, waiting work is dropped and answers go nowhere.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line = _Line(Mailbox(self))
        self.destroyed.connect(self._line.close)

    def run(self, key: str, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Call ``done(work())``. A waiting request of the same key is replaced; one in hand still answers."""
        self._line.add(key, work, done)

    @property
    def busy(self) -> bool:
        """Whether something waits, is in hand, or its answer is on the way."""
        return self._line.open > 0


class _Line:
    """What the thread and the GUI share."""

    def __init__(self, mail: Mailbox) -> None:
        self._mail = mail
        self._lock = threading.Lock()
        self._waiting: OrderedDict[str, tuple[Callable[[], Any], Callable[[Any], None]]] = OrderedDict()
        self._running = self._closed = False
        self.open = 0
        """Requests without an answer; GUI thread only."""

    def add(self, key: str, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        with self._lock:
            if self._closed:
                return
            if self._waiting.pop(key, None) is None:
                self.open += 1
            self._waiting[key] = (work, done)
            if self._running:
                return
            self._running = True
        # No daemon: one that is ended in the middle of Qt's code when the program leaves takes the program down.
        threading.Thread(target=self._work, name="view-work").start()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._waiting.clear()

    def _work(self) -> None:
        while True:
            with self._lock:
                if self._closed or not self._waiting:
                    self._running = False
                    return
                _, (work, done) = self._waiting.popitem(last=False)
            try:
                result = work()
            except Exception:  # noqa: BLE001 - a failed picture must not end the thread; the log has it
                _log.exception("work for a view failed")
                result, done = None, _ignore
            try:
                self._mail.post(partial(self._answer, done, result))
            except RuntimeError:  # the owner was deleted a moment ago
                self.close()

    def _answer(self, done: Callable[[Any], None], result: Any) -> None:
        self.open -= 1
        if not self._closed:
            done(result)


def _ignore(_: Any) -> None:
    """The answer of work that failed."""
