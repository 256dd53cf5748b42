"""Embedded judging: pairs per second, milliseconds per stage, overhead, the cache."""

from __future__ import annotations

import collections
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.engine import Engine, EngineOptions
from hfpc_desktop.review.scoring import ScoredPair, ScoreTask
from hfpc_desktop.runtime.scoring_job import ScoringJob
from tests.perf.figures import Figure
from tests.perf.material import SIDE, large_pairs


def measure(pairs: int, cached: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        some = large_pairs(root / "pictures", 2 * pairs + 1)
        return [*_pace(root, some[: pairs + 1]), *_stages(root, some[pairs:]), *_cached(root, some, cached)]


def run_all(engine: Engine, pairs: list[Pair]) -> tuple[list[ScoredPair], float, float]:
    """Results, wall seconds and seconds of CPU."""
    results: list[ScoredPair] = []
    errors: list[Exception] = []
    job = ScoringJob(engine.scorer, engine.thread_plan, on_result=results.append, on_error=errors.append)
    start, busy = time.perf_counter(), time.process_time()
    job.add(ScoreTask(number, pair) for number, pair in enumerate(pairs))
    job.wait_idle()
    taken, busy = time.perf_counter() - start, time.process_time() - busy
    job.close()
    if errors:
        raise errors[0]
    return results, taken, busy


def _engine(root: Path) -> Engine:
    return Engine(EngineOptions(device="cpu", cache=root / "cache", data=root / "data"))


def _pace(root: Path, pairs: list[Pair]) -> list[Figure]:
    engine = _engine(root)
    try:
        _, loading, _ = run_all(engine, pairs[:1])
        results, taken, busy = run_all(engine, pairs[1:])
        threads = engine.thread_plan.judges
    finally:
        engine.close()
    _check_judged(results)
    cores = min(threads, os.cpu_count() or 1)
    free = cores * len(results) / busy
    return [
        Figure("judging", "models loaded and the original prepared", 1e3 * loading, "ms"),
        Figure("judging", f"embedded judging at {SIDE} px", len(results) / taken, "pairs/s", 2.0, False,
               f"{threads} threads, {os.cpu_count()} cores, of which this run got {busy / taken:.2f}"),
        Figure("judging", f"the same if {cores} cores had been free", free, "pairs/s", 2.0, False,
               f"{1e3 * busy / len(results):.0f} ms of CPU a pair"),
    ]  # fmt: skip


def _stages(root: Path, pairs: list[Pair]) -> list[Figure]:
    """One thread, every stage in milliseconds of that thread's CPU: other programs do not count."""
    engine = _engine(root)
    try:
        with _cpu_clock():
            engine.scorer.score(ScoreTask(0, pairs[0]))
            start = time.thread_time()
            results = [engine.scorer.score(ScoreTask(n, pair)) for n, pair in enumerate(pairs[1:])]
            total = 1e3 * (time.thread_time() - start) / len(results)
    finally:
        engine.close()
    _check_judged(results)
    sums: collections.Counter[str] = collections.Counter()
    for result in results:
        sums.update(dict(result.judgement.stages))
    inside = sum(sums.values()) / len(results)
    figures = [
        Figure("judging", "one pair, one thread", total, "ms CPU"),
        Figure("judging", "overhead over the sum of its stages", 100 * (total / inside - 1), "%", 15.0,
               note="hashing, caches, joining"),
    ]  # fmt: skip
    return figures + [
        Figure("stage", name, ms / len(results), "ms CPU", note=f"{100 * ms / sum(sums.values()):.0f} %")
        for name, ms in sums.most_common()
    ]


def _check_judged(results: list[ScoredPair]) -> None:
    missing = [r for r in results if r.judgement.not_judged is not None]
    if missing:
        why = missing[0].judgement
        raise RuntimeError(
            f"{len(missing)} pairs were not judged ({why.not_judged}: {why.not_judged_detail}): "
            "the figures would be of no work"
        )


@contextlib.contextmanager
def _cpu_clock() -> Iterator[None]:
    """Stages measure themselves by ``perf_counter``; here they measure this thread's CPU time."""
    wall = time.perf_counter
    with contextlib.ExitStack() as stack:
        stack.enter_context(mock.patch.object(time, "perf_counter", time.thread_time))
        for name, module in list(sys.modules.items()):
            if name.startswith("hfpc_desktop.") and getattr(module, "perf_counter", None) is wall:
                stack.enter_context(mock.patch.object(module, "perf_counter", time.thread_time))
        yield


def _cached(root: Path, pairs: list[Pair], count: int) -> list[Figure]:
    """The same pairs again, as ``count`` files that were seen before."""
    folder = root / "many"
    folder.mkdir()
    judged = pairs[1:]
    many = []
    for number in range(count):
        path = folder / f"{number:05d}.jpg"
        os.link(judged[number % len(judged)].generated, path)
        many.append(Pair(pairs[0].original, path))
    time.sleep(2.1)  # files changed within two seconds are hashed again on purpose
    engine = _engine(root)
    try:
        run_all(engine, many)  # hashes are remembered
        results, taken, busy = run_all(engine, many)
    finally:
        engine.close()
    if not all(result.from_cache for result in results):
        raise RuntimeError("not everything came from the cache")
    return [
        Figure("judging", "unchanged rescore (cache)", count / taken, "pairs/s", 1000.0, False,
               f"{1e6 * busy / count:.0f} us of CPU a pair")
    ]  # fmt: skip
