"""Exports on a worker thread, free of Qt: the desktop and the command line share it."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, TypeVar

from hfpc_desktop.domain.errors import Cancelled, HfpcError
from hfpc_desktop.review.export import prepare_plan, run_export
from hfpc_desktop.runtime.jobs import CancelToken

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from hfpc_desktop.domain.export_item import ExportItem
    from hfpc_desktop.domain.export_plan import ExportOptions, ExportPlan
    from hfpc_desktop.review.export import Reporter
    from hfpc_desktop.review.export_report import ExportReport
    from hfpc_desktop.runtime.jobs import WorkerPool

T = TypeVar("T")
_log = logging.getLogger(__name__)


class ExportRunner:
    """Plans and runs exports on a pool. Methods return at once and may be called from any thread.

    Every call is answered exactly once by its ``done``, with a value or an exception (never raised):
    on the pool's thread, or, when the pool was closed before its turn, with ``Cancelled`` on the
    thread that closed it.
    """

    def __init__(self, pool: WorkerPool) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._tokens: set[CancelToken] = set()

    def plan(
        self,
        items: Sequence[ExportItem],
        options: ExportOptions,
        roots: Collection[Path],
        done: Callable[[ExportPlan | Exception], None],
    ) -> None:
        """Look at the destination and decide what would be copied; writes nothing."""
        self._submit(lambda: prepare_plan(items, options, roots), done)

    def run(
        self,
        plan: ExportPlan,
        items: Callable[[], Sequence[ExportItem]],
        on_progress: Callable[[int, int], None],
        done: Callable[[ExportReport | Exception], None],
        reporter: Callable[[CancelToken], Reporter] | None = None,
    ) -> None:
        """Copy. ``items`` gives the planned pairs with their judgements and may block; it is called, and
        ``on_progress(done, total)`` after each file, on the pool's thread."""
        token = CancelToken()
        with self._lock:
            self._tokens.add(token)

        def finished(result: ExportReport | Exception) -> None:
            with self._lock:
                self._tokens.discard(token)
            done(result)

        write = None if reporter is None else reporter(token)
        self._submit(lambda: run_export(plan, items(), token, on_progress, write), finished)

    def cancel(self) -> None:
        """Stop every export under way or waiting after its current file; their reports still come."""
        with self._lock:
            for token in self._tokens:
                token.cancel()

    def _submit(self, call: Callable[[], T], done: Callable[[T | Exception], None]) -> None:
        def work() -> None:
            result: T | Exception
            try:
                result = call()
            except HfpcError as error:
                result = error
            except Exception as error:  # noqa: BLE001 - whoever asked must hear of it
                _log.exception("An export failed")
                result = error
            done(result)

        def dropped(future: Future[None]) -> None:
            if future.cancelled():
                done(Cancelled("The export did not start: the program is closing."))
            elif (error := future.exception()) is not None:
                _log.error("The answer of an export was not taken", exc_info=error)

        self._pool.submit(work).add_done_callback(dropped)
