"""The scans of an open project: one thread finds pairs and hands them to the store, a chunk at a time. No Qt."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from hfpc_desktop.domain.errors import Cancelled
from hfpc_desktop.review.moved import MovedPairs
from hfpc_desktop.runtime.jobs import CancelToken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.review.project_pairs import Given, ProjectPairs
    from hfpc_desktop.review.scan import ScanBatch
    from hfpc_desktop.review.scan_report import ScanReport
    from hfpc_desktop.runtime.session_events import SessionEvents

    Batches = Callable[[CancelToken], Iterator[ScanBatch]]
    Hashes = dict[int, tuple[str | None, str | None]]

_CHUNK = 5_000


class InStore(Protocol):
    """Runs ``call`` on the store's thread; ``what`` says what failed if it does."""

    def __call__(self, call: Callable[[], Any], what: str) -> None: ...


class AddPairs(Protocol):
    """On the store's thread: new pairs, and pairs of the project that are at other paths now, by id. Sets ``done``."""

    def __call__(self, pairs: Sequence[Pair], moved: Mapping[int, Pair], done: threading.Event) -> None: ...


class SessionScan:
    """One scan at a time; another one may follow it. ``report`` is that of the last one that came to its end."""

    def __init__(
        self,
        events: SessionEvents,
        pairs: Callable[[], ProjectPairs],
        in_store: InStore,
        hashes: Callable[[], Hashes],
        add: AddPairs,
        hash_of: Callable[[Path], str],
    ) -> None:
        """``pairs``: the project's, once it is open; ``hashes``: content hashes of the pairs as
        the store has them, on its thread; ``hash_of``: content hash of a file."""
        self._events, self._pairs, self._in_store = events, pairs, in_store
        self._hashes, self._add, self._hash_of = hashes, add, hash_of
        self._token = CancelToken()
        self._thread: threading.Thread | None = None
        self.report: ScanReport | None = None

    @property
    def running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def begin(self, batches: Batches) -> None:
        """Look for pairs in the background; stop what runs first."""
        self.stop()
        self._start(batches, None, None)

    def follow(self, batches: Batches, done: Callable[[int], None]) -> None:
        """The same after what runs now has ended; ``done``: how many pairs are new, on the scan's thread."""
        self._start(batches, self._thread, done)

    def cancel(self) -> None:
        """Ask the scan to end; what it has found stays."""
        self._token.cancel()

    def stop(self) -> None:
        """Ask the scan to end and wait for it, five seconds at most."""
        self.cancel()
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(5.0)

    def _start(
        self, batches: Batches, after: threading.Thread | None, done: Callable[[int], None] | None
    ) -> None:
        if after is None:
            self._token = CancelToken()
        self._thread = threading.Thread(
            target=self._run, args=(batches, self._token, after, done), name="scan", daemon=True
        )
        self._thread.start()
        self._events.work_changed()

    # -- scan thread ------------------------------------------------------------------------
    def _run(
        self,
        batches: Batches,
        token: CancelToken,
        after: threading.Thread | None,
        done: Callable[[int], None] | None,
    ) -> None:
        try:
            if after is not None:
                after.join()
            self._wait_for_store(threading.Event.set, "scan the folders", token)  # until the project is open
            pairs = self._pairs()
            known = pairs.by_files()
            gone = self._gone(pairs, known, token)
            before = len(pairs)
            for batch in batches(token):
                for start in range(0, len(batch.pairs), _CHUNK):
                    other = [
                        pair for pair in batch.pairs[start : start + _CHUNK] if not _is_same(pair, known)
                    ]
                    chunk, moved = _split_moved(other, gone)
                    if chunk or moved:
                        # wait for each chunk: a slow store holds back a fast disk, not memory
                        self._wait_for_store(partial(self._add, chunk, moved), "add the pairs", token)
                if batch.report is not None:
                    self.report = batch.report
                    self._events.scanned(batch.report.without(pairs.with_files(batch.report.left_over)))
            if done is not None:
                done(len(pairs) - before)
        except Cancelled:
            pass
        except Exception as error:  # noqa: BLE001 - told to the person; what was found stays
            self._events.failed("scan the folders", error)
        finally:
            if self._thread is threading.current_thread():
                self._thread = None
            self._events.work_changed()

    def _gone(
        self, pairs: ProjectPairs, known: Mapping[tuple[str, str], Given], token: CancelToken
    ) -> MovedPairs:
        """The project's pairs whose files are not where they were; looked for only when it is needed."""

        def hashes() -> Hashes:
            found: Hashes = {}

            def look(done: threading.Event) -> None:
                try:
                    found.update(self._hashes())
                finally:
                    done.set()

            self._wait_for_store(look, "look for moved files", token)
            return found

        return MovedPairs(pairs, known, hashes, self._hash_of)

    def _wait_for_store(self, call: Callable[[threading.Event], None], what: str, token: CancelToken) -> None:
        """``call`` runs on the store's thread and sets the event it is given."""
        done = threading.Event()
        self._in_store(lambda: call(done), what)
        while not done.wait(0.2):
            token.raise_if_cancelled()


def _is_same(pair: Pair, known: Mapping[tuple[str, str], Given]) -> bool:
    """Whether the project has just this pair, so that the store need not look."""
    given = known.get((str(pair.original), str(pair.generated)))
    return given is not None and (given.mask, given.product) == (pair.mask, pair.product)


def _split_moved(pairs: Sequence[Pair], gone: MovedPairs) -> tuple[list[Pair], dict[int, Pair]]:
    """(pairs to add, pairs of the project that are at new paths now, by id)."""
    if not gone:
        return list(pairs), {}
    claims = [(gone.claim(pair), pair) for pair in pairs]
    moved = {pair_id: pair for pair_id, pair in claims if pair_id is not None}
    return [pair for pair_id, pair in claims if pair_id is None], moved
