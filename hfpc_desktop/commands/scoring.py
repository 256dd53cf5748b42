"""Scan and score for the verbs that need judgements: score, evaluate, demo."""

from __future__ import annotations

import queue
from dataclasses import replace
from typing import TYPE_CHECKING

from hfpc_desktop.commands.console import err, progress_bar
from hfpc_desktop.domain.errors import NothingToDo
from hfpc_desktop.review.scan import scan
from hfpc_desktop.review.scoring import ScoredPair, ScoreTask
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.runtime.jobs import CancelToken
from hfpc_desktop.runtime.judging_choice import PROFILE_SETTING
from hfpc_desktop.runtime.scoring_job import ScoringJob

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hfpc_desktop.domain.judgement import Judgement
    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.domain.verdict import Thresholds
    from hfpc_desktop.engine import Engine
    from hfpc_desktop.review.requests import ScanRequest
    from hfpc_desktop.review.scan_report import ScanReport


_KEEP_EVERY = 32


def scan_pairs(request: ScanRequest) -> tuple[list[Pair], ScanReport]:
    """All pairs of a request. NothingToDo when there is none, with the reason."""
    pairs: list[Pair] = []
    report: ScanReport | None = None
    for batch in scan(request, CancelToken()):
        pairs.extend(batch.pairs)
        report = batch.report or report
    if report is None or not pairs:
        raise NothingToDo(_why_nothing(report))
    return pairs, report


def score_pairs(
    engine: Engine, pairs: Sequence[Pair], *, on_result: Callable[[ScoredPair], None] = lambda result: None
) -> list[ScoredPair]:
    """Judge ``pairs`` on the engine's threads; results in the order of ``pairs``.

    ``on_result`` runs on the calling thread as each result arrives. A job-wide error or KeyboardInterrupt is
    raised after the pairs in hand are done and were given to ``on_result``.
    """
    events: queue.SimpleQueue[ScoredPair | Exception] = queue.SimpleQueue()
    results: dict[int, ScoredPair] = {}
    job = ScoringJob(engine.scorer, engine.thread_plan, on_result=events.put, on_error=events.put)
    try:
        job.add(ScoreTask(number, pair) for number, pair in enumerate(pairs))
        with progress_bar() as bar:
            task = bar.add_task("Judging", total=len(pairs), note="")
            while len(results) < len(pairs):
                event = events.get()
                if isinstance(event, Exception):
                    raise event
                results[event.pair_id] = event
                on_result(event)
                bar.update(task, advance=1, note=engine.device)
    finally:
        job.close()
        while not events.empty():  # what was in hand when something stopped the loop
            if isinstance(last := events.get(), ScoredPair):
                on_result(last)
    return [results[number] for number in range(len(pairs))]


def score_into_project(
    engine: Engine, pairs: Sequence[Pair], path: Path, request: ScanRequest
) -> tuple[list[ScoredPair], Thresholds]:
    """``score_pairs``, with pairs and scores kept in a project; decisions in it stay. Also its limits. What is
    kept is what the models say: a learned head is applied where scores are shown."""
    store = ProjectStore.open(path) if path.exists() else ProjectStore.create(path, request)
    try:
        store.add_new_pairs(pairs)
        known = store.pairs()
        ids = {(p.original, p.generated): pair_id for pair_id, p in known.items()}
        numbers = [ids[pair.original, pair.generated] for pair in pairs]
        # names that a person typed in the app, and the models that the app shall go on with
        pairs = [replace(pair, named=known[n].named) for n, pair in zip(numbers, pairs, strict=True)]
        store.set_setting(PROFILE_SETTING, engine.options.profile)
        results: list[tuple[int, Judgement]] = []

        def keep(result: ScoredPair) -> None:
            results.append((numbers[result.pair_id], result.judgement))
            if len(results) >= _KEEP_EVERY:
                store.record(results, engine.fingerprint)
                results.clear()

        try:
            return score_pairs(engine, pairs, on_result=keep), store.thresholds
        finally:
            store.record(results, engine.fingerprint)
    finally:
        store.close()


def show_scan_report(report: ScanReport) -> None:
    """Say what did not become a pair; nothing is left out silently."""
    for line in report.summary_lines():
        err.print(line, style="yellow", markup=False)


def _why_nothing(report: ScanReport | None) -> str:
    lines = [] if report is None else report.summary_lines()
    return "\n".join(["There is no pair to judge.", *lines])
