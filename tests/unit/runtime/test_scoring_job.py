"""The scoring job: every task once, priorities, pause, cancel, errors."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.judgement import Judgement
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.domain.pictures import Picture
from hfpc_desktop.review.scoring import LoadedPair, ScoredPair, ScoreTask
from hfpc_desktop.runtime.scoring_job import ScoringJob, ScoringState, ThreadPlan

PIXEL = Picture(np.zeros((1, 1, 3), np.uint8), None, (1, 1))


def task(number: int) -> ScoreTask:
    return ScoreTask(number, Pair(Path("o.png"), Path(f"g{number}.png")))


class SlowScorer:
    """Judges when the gate is open; every third pair comes from the cache."""

    def __init__(self, error: Exception | None = None) -> None:
        self.gate = threading.Event()
        self.judged: list[int] = []
        self.error = error

    def load(self, task: ScoreTask) -> LoadedPair | ScoredPair:
        if task.pair_id % 3 == 2:
            return ScoredPair(task.pair_id, Judgement(reward=0.5), from_cache=True)
        return LoadedPair(task, "key", "original", None, PIXEL, 0.0)

    def judge(self, loaded: LoadedPair, between) -> ScoredPair:
        assert self.gate.wait(10)
        if self.error is not None:
            raise self.error
        self.judged.append(loaded.task.pair_id)
        return ScoredPair(loaded.task.pair_id, Judgement(reward=0.1))


class Recorder:
    def __init__(self, scorer: SlowScorer, *, judges: int = 1, decoders: int = 1) -> None:
        self.results: list[int] = []
        self.errors: list[Exception] = []
        self.idle = threading.Event()
        self.job = ScoringJob(
            scorer,
            ThreadPlan(decoders=decoders, judges=judges),
            on_result=lambda result: self.results.append(result.pair_id),
            on_error=self.errors.append,
            on_idle=self.idle.set,
        )


@pytest.mark.parametrize("judges", [1, 3])
def test_every_task_has_one_result(judges: int) -> None:
    scorer = SlowScorer()
    scorer.gate.set()
    recorder = Recorder(scorer, judges=judges, decoders=2)
    recorder.job.add([task(n) for n in range(50)])
    recorder.job.add([task(0)])
    assert recorder.job.wait_idle(20)
    assert sorted(set(recorder.results)) == list(range(50))
    assert recorder.job.state is ScoringState.FINISHED
    recorder.job.close()


def test_prioritised_rows_are_judged_next() -> None:
    scorer = SlowScorer()
    recorder = Recorder(scorer)
    recorder.job.add([task(3 * n) for n in range(30)])
    recorder.job.prioritise([87, 84])
    scorer.gate.set()
    assert recorder.job.wait_idle(20)
    # what already sat in the short queue goes first, then the asked ones
    assert max(scorer.judged.index(87), scorer.judged.index(84)) < 10
    recorder.job.close()


def test_pause_holds_and_resume_goes_on() -> None:
    scorer = SlowScorer()
    scorer.gate.set()
    recorder = Recorder(scorer)
    recorder.job.pause()
    recorder.job.add([task(n) for n in range(6)])
    assert not recorder.job.wait_idle(0.3)
    assert recorder.results == []
    assert recorder.job.state is ScoringState.PAUSED
    recorder.job.resume()
    assert recorder.job.wait_idle(20)
    assert len(recorder.results) == 6
    recorder.job.close()


def test_cancel_drops_what_waits_and_keeps_results() -> None:
    scorer = SlowScorer()
    recorder = Recorder(scorer)
    recorder.job.add([task(3 * n) for n in range(200)])
    recorder.job.cancel()
    scorer.gate.set()
    assert recorder.job.wait_idle(20)
    assert len(recorder.results) < 20
    recorder.idle.clear()
    recorder.job.add([task(1)])  # the job can be used again
    assert recorder.job.wait_idle(20)
    assert 1 in recorder.results
    recorder.job.close()


def test_a_model_error_is_told_once_and_empties_the_line() -> None:
    scorer = SlowScorer(ModelError("no model"))
    scorer.gate.set()
    recorder = Recorder(scorer)
    recorder.job.add([task(3 * n) for n in range(100)])
    assert recorder.job.wait_idle(20)
    assert 1 <= len(recorder.errors) < 10
    assert recorder.results == []
    recorder.job.close()


def test_close_returns_soon_in_the_middle_of_work() -> None:
    scorer = SlowScorer()
    recorder = Recorder(scorer)
    recorder.job.add([task(3 * n) for n in range(100)])
    scorer.gate.set()
    recorder.job.close(timeout_s=5)
    assert not any(t.name.startswith(("decode-", "judge-")) for t in threading.enumerate())


def test_close_gives_up_a_pair_between_two_steps() -> None:
    class Stepping(SlowScorer):
        """A pair of many steps: it ends when it is told to, or never."""

        started = threading.Event()

        def judge(self, loaded: LoadedPair, between) -> ScoredPair:
            self.started.set()
            while True:
                between()

    scorer = Stepping()
    recorder = Recorder(scorer)
    recorder.job.add([task(3)])
    assert scorer.started.wait(20)
    recorder.job.close(timeout_s=60)
    assert not any(t.name.startswith("judge-") for t in threading.enumerate())
    assert recorder.results == [] and recorder.errors == []
