"""The scoring job: decode pool -> bounded queue -> judging threads -> results.

The queue is short on purpose: it keeps the judging threads fed without filling memory with decoded
pictures (back-pressure), and a change of priority takes effect within a few pairs.
"""

from __future__ import annotations

import enum
import os
import queue
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from hfpc_desktop.domain.errors import Cancelled, HfpcError
from hfpc_desktop.review.scoring import LoadedPair, ScoredPair, ScoreTask
from hfpc_desktop.runtime.jobs import CancelToken, TaskQueue, lower_thread_priority

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_POLL_S = 0.2


class ScoringState(enum.Enum):
    RUNNING = "running"
    PAUSED = "paused"
    CANCELLING = "cancelling"
    FINISHED = "finished"


class PairScorer(Protocol):
    """What the job needs of ``review.scoring.Scorer``."""

    def load(self, task: ScoreTask) -> LoadedPair | ScoredPair: ...
    def judge(self, loaded: LoadedPair, between: Callable[[], None]) -> ScoredPair: ...


@dataclass(frozen=True, slots=True)
class ThreadPlan:
    """How many threads do what. On a CPU judging itself is spread over threads, one pair each
    (better than many threads inside one pair); on a GPU one thread owns the device."""

    decoders: int
    judges: int

    @classmethod
    def for_device(cls, device: str) -> ThreadPlan:
        cores = os.cpu_count() or 2
        judges = min(8, cores) if device.lower() in ("cpu", "auto") else 1
        return cls(decoders=max(1, min(4, cores // 2)), judges=judges)


class ScoringJob:
    """Scores tasks until none is left, then idles until more come or it is closed.

    ``on_result`` is called on a judging or decoding thread, once per finished task;
    ``on_error`` when the whole job cannot go on (models missing); ``on_idle`` each time the last
    waiting task was finished. All three must return quickly and must not raise.
    """

    def __init__(
        self,
        scorer: PairScorer,
        plan: ThreadPlan,
        *,
        on_result: Callable[[ScoredPair], None],
        on_error: Callable[[Exception], None],
        on_idle: Callable[[], None] = lambda: None,
    ) -> None:
        self._scorer = scorer
        self._on_result, self._on_error, self._on_idle = on_result, on_error, on_idle
        self._tasks: dict[int, ScoreTask] = {}
        self._again: dict[int, ScoreTask] = {}
        self._line = TaskQueue()
        self._loaded: queue.Queue[LoadedPair] = queue.Queue(maxsize=plan.judges + 2)
        self._token = CancelToken()
        self._condition = threading.Condition()
        self._paused = False
        self._open_tasks = 0  # in line or in a thread's hands
        self._threads = [
            *(
                threading.Thread(target=self._decode, name=f"decode-{i}", daemon=True)
                for i in range(plan.decoders)
            ),
            *(
                threading.Thread(target=self._judge, name=f"judge-{i}", daemon=True)
                for i in range(plan.judges)
            ),
        ]
        for thread in self._threads:
            thread.start()

    # -- any thread -------------------------------------------------------------------------
    def add(self, tasks: Iterable[ScoreTask], *, again: bool = False) -> None:
        """``again``: what these pairs are judged by has changed; a result of one in hand is not wanted any more."""
        with self._condition:
            given = list(tasks)
            new = [task for task in given if task.pair_id not in self._tasks]
            if again:
                self._renew([task for task in given if task.pair_id in self._tasks])
            self._tasks.update((task.pair_id, task) for task in new)
            self._open_tasks += len(new)
            self._line.add([task.pair_id for task in new])
            self._condition.notify_all()

    def _renew(self, tasks: list[ScoreTask]) -> None:
        """Of pairs that wait, the new task; pairs in hand are done once more. Under the condition."""
        waiting = set(self._line.skip([task.pair_id for task in tasks]))
        for task in tasks:
            (self._tasks if task.pair_id in waiting else self._again)[task.pair_id] = task
        self._line.add(sorted(waiting))

    def prioritise(self, pair_ids: Sequence[int]) -> None:
        """Score these next: usually the rows on screen."""
        self._line.prioritise(list(pair_ids))

    def skip(self, pair_ids: Sequence[int]) -> None:
        """Take waiting tasks out of the line; running ones finish."""
        gone = self._line.skip(list(pair_ids))
        with self._condition:
            for pair_id in gone:
                self._tasks.pop(pair_id, None)
            self._open_tasks -= len(gone)
            idle = bool(gone) and self._open_tasks == 0
            self._condition.notify_all()
        if idle:
            self._on_idle()

    def pause(self) -> None:
        """Finish the pairs in hand, then wait."""
        with self._condition:
            self._paused = True

    def resume(self) -> None:
        with self._condition:
            self._paused = False
            self._condition.notify_all()

    def cancel(self) -> None:
        """Drop everything that waits. The pairs in hand finish within a moment; results stay."""
        with self._condition:
            self._again.clear()
        self._empty_line()
        self.resume()

    @property
    def state(self) -> ScoringState:
        with self._condition:
            if self._token.cancelled:
                return ScoringState.CANCELLING
            if self._open_tasks == 0:
                return ScoringState.FINISHED
            return ScoringState.PAUSED if self._paused else ScoringState.RUNNING

    @property
    def waiting(self) -> int:
        """Tasks without a result yet, those in hand included."""
        with self._condition:
            return self._open_tasks

    def wait_idle(self, timeout_s: float | None = None) -> bool:
        """Block until nothing is left. False on time-out."""
        with self._condition:
            return self._condition.wait_for(lambda: self._open_tasks == 0 or self._token.cancelled, timeout_s)

    def close(self, timeout_s: float = 10.0) -> None:
        """Stop the threads after the step in hand (a pair has a handful); a pair that is given up is judged the
        next time. ``timeout_s``: for all threads together."""
        self._token.cancel()
        with self._condition:
            self._condition.notify_all()
        deadline = time.monotonic() + timeout_s
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(max(0.0, deadline - time.monotonic()))

    # -- own threads ------------------------------------------------------------------------
    def _next_task(self) -> ScoreTask | None:
        with self._condition:
            while not self._token.cancelled:
                if not self._paused and (pair_id := self._line.take()) is not None:
                    return self._tasks[pair_id]
                self._condition.wait()
        return None

    def _decode(self) -> None:
        lower_thread_priority()
        while (task := self._next_task()) is not None:
            try:
                loaded = self._scorer.load(task)
            except Exception as error:  # noqa: BLE001 - reported to the owner of the job
                self._fail(task.pair_id, error)
                continue
            if isinstance(loaded, ScoredPair):
                self._finish(loaded)
            else:
                self._hand_over(loaded)

    def _hand_over(self, loaded: LoadedPair) -> None:
        while not self._token.cancelled:
            try:
                self._loaded.put(loaded, timeout=_POLL_S)
            except queue.Full:
                continue
            return

    def _judge(self) -> None:
        lower_thread_priority()
        while not self._token.cancelled:
            try:
                loaded = self._loaded.get(timeout=_POLL_S)
            except queue.Empty:
                continue
            try:
                self._finish(self._scorer.judge(loaded, self._token.raise_if_cancelled))
            except Cancelled:
                return  # the job is closed
            except Exception as error:  # noqa: BLE001 - reported to the owner of the job
                self._fail(loaded.task.pair_id, error)
            del loaded  # or its pixels would stay alive while the thread waits

    def _finish(self, result: ScoredPair) -> None:
        with self._condition:
            task = self._again.pop(result.pair_id, None)
            if task is not None:
                self._tasks[result.pair_id] = task
                self._line.add([result.pair_id])
                self._condition.notify_all()
                return
        self._on_result(result)
        self._done(result.pair_id)

    def _fail(self, pair_id: int, error: Exception) -> None:
        """A job-wide error: nothing else in the line can fare better, so the line is emptied."""
        if isinstance(error, HfpcError):
            self._empty_line()
        self._on_error(error)
        self._done(pair_id)

    def _empty_line(self) -> None:
        with self._condition:
            known = [*self._tasks]
        self.skip(known)

    def _done(self, pair_id: int) -> None:
        with self._condition:
            self._tasks.pop(pair_id, None)
            self._again.pop(pair_id, None)
            self._open_tasks -= 1
            idle = self._open_tasks == 0
            self._condition.notify_all()
        if idle:
            self._on_idle()
