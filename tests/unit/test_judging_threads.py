"""The real engine on several threads: the same pairs get bit-identical judgements in whatever order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hfpc_desktop.domain import codec
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.engine import Engine, EngineOptions
from hfpc_desktop.images.overlay_codec import encode_overlay
from hfpc_desktop.inference.resources import resource_path
from hfpc_desktop.review.scoring import ScoredPair, ScoreTask
from hfpc_desktop.runtime.scoring_job import ScoringJob, ThreadPlan

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("onnxruntime")


def demo_pairs() -> list[Pair]:
    """Six pairs of three originals of the demo project."""
    demo = resource_path("demo")
    return [
        Pair(original, generated)
        for original in sorted((demo / "originals").iterdir())[:3]
        for generated in sorted((demo / "generated").glob(f"{original.stem}_*"))[:2]
    ]


def judged(cache: Path, pairs: list[Pair], plan: ThreadPlan) -> dict[int, tuple[str, bytes]]:
    """Judgement (without times) and overlay of every pair, as they are saved."""
    engine = Engine(EngineOptions(device="cpu", cache=cache, data=cache / "data"))
    results: list[ScoredPair] = []
    errors: list[Exception] = []
    job = ScoringJob(engine.scorer, plan, on_result=results.append, on_error=errors.append)
    try:
        job.add(ScoreTask(number, pair) for number, pair in enumerate(pairs))
        assert job.wait_idle(240)
        out = {}
        for result in results:
            overlay = engine.judgements.overlay(result.key)
            assert overlay is not None
            timeless = replace(result.judgement, ms=0.0, stages=())
            out[result.pair_id] = (codec.encode(timeless), encode_overlay(overlay))
    finally:
        job.close()
        engine.close()
    assert errors == []
    return out


def test_one_and_two_judging_threads_agree_to_the_last_bit(tmp_path) -> None:
    pairs = demo_pairs()
    alone = judged(tmp_path / "alone", pairs, ThreadPlan(decoders=1, judges=1))
    together = judged(tmp_path / "together", pairs[::-1], ThreadPlan(decoders=2, judges=2))
    assert len(alone) == len(together) == len(pairs) == 6
    last = len(pairs) - 1
    for number, (judgement, overlay) in alone.items():
        other_judgement, other_overlay = together[last - number]
        assert judgement == other_judgement
        assert overlay == other_overlay
    assert any('"consistency":0' in judgement for judgement, _ in alone.values())
