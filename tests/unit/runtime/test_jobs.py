"""Pools, queues and tokens."""

from __future__ import annotations

import threading

import pytest

from hfpc_desktop.domain.errors import Cancelled
from hfpc_desktop.runtime.jobs import CancelToken, RateMeter, TaskQueue, WorkerPool


def blocked_pool(**options: bool) -> tuple[WorkerPool, threading.Event]:
    """A pool of one thread that is busy until the event is set."""
    pool, gate, busy = WorkerPool("test", 1, **options), threading.Event(), threading.Event()

    def hold() -> None:
        busy.set()
        gate.wait(10)

    pool.submit(hold)
    assert busy.wait(10)
    return pool, gate


def test_results_and_exceptions_travel_in_the_future() -> None:
    pool = WorkerPool("test", 2)
    good, bad = pool.submit(lambda: 42), pool.submit(lambda: 1 // 0)
    assert good.result(5) == 42
    with pytest.raises(ZeroDivisionError):
        bad.result(5)
    pool.close()


def test_lower_priority_number_runs_first_and_order_is_kept_within_one() -> None:
    pool, gate = blocked_pool()
    ran: list[str] = []
    for name, priority in (("b1", 1), ("a1", 0), ("b2", 1), ("a2", 0)):
        pool.submit(lambda name=name: ran.append(name), priority=priority)
    gate.set()
    pool.close()
    assert ran == ["a1", "a2", "b1", "b2"]


def test_newest_first() -> None:
    pool, gate = blocked_pool(newest_first=True)
    ran: list[int] = []
    for number in range(3):
        pool.submit(lambda number=number: ran.append(number))
    gate.set()
    pool.close()
    assert ran == [2, 1, 0]


def test_equal_keys_waiting_are_one_job() -> None:
    pool, gate = blocked_pool()
    ran: list[int] = []
    first = pool.submit(lambda: ran.append(1), key="x")
    assert pool.submit(lambda: ran.append(2), key="x") is first
    gate.set()
    first.result(5)
    pool.submit(lambda: ran.append(3), key="x").result(5)  # it ran: the key is free again
    pool.close()
    assert ran == [1, 3]


def test_forget_drops_waiting_jobs_only() -> None:
    pool, gate = blocked_pool()
    ran: list[int] = []
    futures = [pool.submit(lambda n=n: ran.append(n), key=n) for n in range(4)]
    pool.forget(lambda key: key in (1, 2))
    gate.set()
    pool.close()
    assert ran == [0, 3]
    assert [future.cancelled() for future in futures] == [False, True, True, False]


def test_close_without_finishing_cancels_what_waits() -> None:
    pool, gate = blocked_pool()
    waiting = pool.submit(lambda: 1)
    gate.set()
    pool.close(finish=False)
    assert waiting.cancelled() or waiting.done()
    assert pool.submit(lambda: 1).cancelled()


def test_cancel_token() -> None:
    token = CancelToken()
    token.raise_if_cancelled()
    token.cancel()
    with pytest.raises(Cancelled):
        token.raise_if_cancelled()


def test_task_queue_serves_urgent_first_and_each_once() -> None:
    line = TaskQueue()
    line.add([1, 2, 3, 4])
    line.add([2])
    line.prioritise([4, 9, 2])
    assert line.skip([3, 7]) == [3]
    assert [line.take() for _ in range(4)] == [4, 2, 1, None]
    assert len(line) == 0


def test_rate_and_time_left() -> None:
    meter = RateMeter()
    assert meter.rate is None
    assert meter.eta_s(10) is None
    meter.mark(0, 100.0)
    meter.mark(20, 105.0)
    assert meter.rate == pytest.approx(4.0)
    assert meter.eta_s(8) == pytest.approx(2.0)
