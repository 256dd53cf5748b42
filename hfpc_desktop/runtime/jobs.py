"""Threads, queues, cancellation and progress, free of Qt: the command line runs on this too.

Rules: a job stops only cooperatively, an exception in a job reaches whoever asked for it, and
only frozen values, ids and read-only arrays leave a thread.
"""

from __future__ import annotations

import contextlib
import heapq
import itertools
import os
import threading
import time
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from hfpc_desktop.domain.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")


class CancelToken:
    """Asks a job to stop. Any thread may cancel; the job looks between its steps."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        self._event.set()

    @property
    def cancelled(self) -> bool:
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise ``Cancelled`` when the token was cancelled."""
        if self._event.is_set():
            raise Cancelled("Stopped. Results made so far are kept.")


def lower_thread_priority() -> None:
    """Let the interface win when worker threads take every core.

    Linux gives each thread its own niceness; elsewhere the process would be changed as a whole,
    so nothing is done there.
    """
    if hasattr(os, "setpriority") and os.uname().sysname == "Linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)


@dataclass(order=True, slots=True)
class _Job:
    priority: int
    order: int
    key: Hashable = field(compare=False)
    call: Callable[[], Any] = field(compare=False)
    future: Future[Any] = field(compare=False)


class WorkerPool:
    """Worker threads on one priority queue; equal keys waiting in line are merged into one job.

    Lower ``priority`` runs first. With ``newest_first`` the latest request of a priority is served
    first (a reviewer who moves on wants the new picture, not the ones flicked past).
    """

    def __init__(
        self, name: str, threads: int, *, newest_first: bool = False, background: bool = False
    ) -> None:
        self._newest_first = newest_first
        self._background = background
        self._condition = threading.Condition()
        self._heap: list[_Job] = []
        self._waiting: dict[Hashable, _Job] = {}
        self._counter = itertools.count()
        self._closed = False
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}-{i}", daemon=True) for i in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, call: Callable[[], T], *, key: Hashable = None, priority: int = 0) -> Future[T]:
        """Queue ``call``. A waiting job with the same key (not None) is returned instead."""
        future: Future[T] = Future()
        with self._condition:
            if self._closed:
                future.cancel()
                return future
            if key is not None and (known := self._waiting.get(key)) is not None:
                return known.future
            number = next(self._counter)
            job = _Job(priority, -number if self._newest_first else number, key, call, future)
            heapq.heappush(self._heap, job)
            if key is not None:
                self._waiting[key] = job
            self._condition.notify()
        return future

    def forget(self, unwanted: Callable[[Hashable], bool]) -> None:
        """Drop waiting keyed jobs that nobody wants any more. Running jobs finish."""
        with self._condition:
            gone = [job for key, job in self._waiting.items() if unwanted(key)]
            if not gone:
                return
            for job in gone:
                job.future.cancel()
                del self._waiting[job.key]
            self._heap = [job for job in self._heap if not job.future.cancelled()]
            heapq.heapify(self._heap)

    def _work(self) -> None:
        if self._background:
            lower_thread_priority()
        while True:
            with self._condition:
                while not self._heap and not self._closed:
                    self._condition.wait()
                if not self._heap:
                    return
                job = heapq.heappop(self._heap)
                if job.key is not None and self._waiting.get(job.key) is job:
                    del self._waiting[job.key]
            run_into(job.future, job.call)
            del job  # or its result would stay alive until the next one arrives

    def close(self, *, finish: bool = True, timeout_s: float = 10.0) -> None:
        """Stop the threads: after the waiting jobs (``finish``) or after the running ones only."""
        with self._condition:
            self._closed = True
            if not finish:
                for job in self._heap:
                    job.future.cancel()
                self._heap.clear()
                self._waiting.clear()
            self._condition.notify_all()
        deadline = time.monotonic() + timeout_s
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))


def run_into(future: Future[T], call: Callable[[], T]) -> None:
    """Run ``call`` and put its result, or whatever it raised, into ``future``."""
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = call()
    except BaseException as error:  # noqa: BLE001 - it travels in the future to whoever asked
        future.set_exception(error)
    else:
        future.set_result(result)


class TaskQueue:
    """Tasks by id in an order that can be changed while workers take from it. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ids: deque[int] = deque()
        self._urgent: deque[int] = deque()
        self._waiting: set[int] = set()

    def add(self, ids: list[int]) -> None:
        with self._lock:
            new = [i for i in ids if i not in self._waiting]
            self._waiting.update(new)
            self._ids.extend(new)

    def prioritise(self, ids: list[int]) -> None:
        """Serve these first, in this order; the last call wins."""
        with self._lock:
            self._urgent = deque(i for i in ids if i in self._waiting)

    def skip(self, ids: list[int]) -> list[int]:
        """Take these out of the line; return those that really were in it."""
        with self._lock:
            gone = [i for i in ids if i in self._waiting]
            self._waiting.difference_update(gone)
            return gone

    def take(self) -> int | None:
        """The next id, or None when nothing waits."""
        with self._lock:
            for line in (self._urgent, self._ids):
                while line:
                    task = line.popleft()
                    if task in self._waiting:
                        self._waiting.remove(task)
                        return task
            return None

    def __len__(self) -> int:
        with self._lock:
            return len(self._waiting)


class RateMeter:
    """Items per second over the last ``window_s`` seconds, and the time left at that pace."""

    def __init__(self, window_s: float = 15.0) -> None:
        self._window = window_s
        self._marks: deque[tuple[float, int]] = deque()

    def mark(self, done: int, now: float | None = None) -> None:
        now = time.monotonic() if now is None else now
        self._marks.append((now, done))
        while len(self._marks) > 2 and now - self._marks[0][0] > self._window:
            self._marks.popleft()

    @property
    def rate(self) -> float | None:
        """Items per second, or None before there is anything to say."""
        if len(self._marks) < 2:
            return None
        (t0, n0), (t1, n1) = self._marks[0], self._marks[-1]
        return (n1 - n0) / (t1 - t0) if t1 > t0 and n1 > n0 else None

    def eta_s(self, left: int) -> float | None:
        rate = self.rate
        return left / rate if rate else None
