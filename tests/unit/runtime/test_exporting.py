"""Exports on a worker thread."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Any

import pytest

from hfpc_desktop.domain.errors import Cancelled, ExportError
from hfpc_desktop.domain.export_item import ExportItem
from hfpc_desktop.domain.export_plan import ExportOptions, ExportPlan
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.export_report import ExportReport
from hfpc_desktop.runtime.exporting import ExportRunner
from hfpc_desktop.runtime.jobs import WorkerPool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WAIT_S = 10.0


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    pool = WorkerPool("export-test", 1)
    yield pool
    pool.close()


def some_items(folder: Path, count: int = 3) -> list[ExportItem]:
    folder.mkdir()
    paths = [folder / f"{i}.png" for i in range(count)]
    for path in paths:
        path.write_bytes(path.name.encode())
    return [ExportItem(i, folder / "o.png", path, Decision.APPROVED) for i, path in enumerate(paths)]


def planned(runner: ExportRunner, items: list[ExportItem], destination: Path) -> Any:
    answers: queue.Queue[Any] = queue.Queue()
    runner.plan(items, ExportOptions(destination), [items[0].generated.parent], answers.put)
    return answers.get(timeout=WAIT_S)


def test_plan_and_run(pool: WorkerPool, tmp_path: Path) -> None:
    items = some_items(tmp_path / "generated")
    runner = ExportRunner(pool)
    plan = planned(runner, items, tmp_path / "out")
    assert isinstance(plan, ExportPlan)
    assert not (tmp_path / "out").exists()

    answers: queue.Queue[tuple[str, Any]] = queue.Queue()
    steps: list[tuple[int, int]] = []
    runner.run(
        plan,
        lambda: items,
        lambda done, total: steps.append((done, total)),
        lambda result: answers.put((threading.current_thread().name, result)),
    )
    thread, report = answers.get(timeout=WAIT_S)
    assert thread == "export-test-0"
    assert isinstance(report, ExportReport)
    assert report.complete
    assert steps[-1] == (3, 3)
    assert (tmp_path / "out" / "2.png").read_bytes() == b"2.png"


def test_errors_are_answers(pool: WorkerPool, tmp_path: Path) -> None:
    items = some_items(tmp_path / "generated")
    (tmp_path / "out").write_bytes(b"")
    answer = planned(ExportRunner(pool), items, tmp_path / "out")
    assert isinstance(answer, ExportError)
    assert "is a file" in str(answer)


def test_programming_errors_are_answers_and_logged(
    pool: WorkerPool, tmp_path: Path, allow_log: Callable[[str], None]
) -> None:
    allow_log(r"ERROR hfpc_desktop\.runtime\.exporting: An export failed")
    items = some_items(tmp_path / "generated")
    runner = ExportRunner(pool)
    plan = planned(runner, items, tmp_path / "out")

    def broken(done: int, total: int) -> None:
        raise RuntimeError("broken")

    answers: queue.Queue[Any] = queue.Queue()
    runner.run(plan, lambda: items, broken, answers.put)
    assert isinstance(answers.get(timeout=WAIT_S), RuntimeError)


def test_cancel_under_way_and_waiting(pool: WorkerPool, tmp_path: Path) -> None:
    items = some_items(tmp_path / "generated")
    runner = ExportRunner(pool)
    plan = planned(runner, items, tmp_path / "out")
    reached, go_on = threading.Event(), threading.Event()

    def hold(done: int, total: int) -> None:
        if done == 1:
            reached.set()
            go_on.wait(WAIT_S)

    answers: queue.Queue[Any] = queue.Queue()
    runner.run(plan, lambda: items, hold, answers.put)
    runner.run(plan, lambda: items, lambda done, total: None, answers.put)
    assert reached.wait(WAIT_S)
    runner.cancel()
    go_on.set()
    first, second = answers.get(timeout=WAIT_S), answers.get(timeout=WAIT_S)
    assert (len(first.copied), first.not_reached, first.cancelled) == (1, 2, True)
    assert (len(second.copied), second.not_reached, second.cancelled) == (0, 3, True)

    runner.run(planned(runner, items, tmp_path / "out"), lambda: items, lambda done, total: None, answers.put)
    assert answers.get(timeout=WAIT_S).complete  # an earlier cancel does not stop a later export


def test_a_closed_pool_answers_too(tmp_path: Path) -> None:
    items = some_items(tmp_path / "generated")
    pool = WorkerPool("export-test", 1)
    pool.close()
    answers: list[Any] = []
    ExportRunner(pool).plan(items, ExportOptions(tmp_path / "out"), [], answers.append)
    assert isinstance(answers[0], Cancelled)
    assert len(answers) == 1
