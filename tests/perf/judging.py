"""Embedded judging: pairs per second, milliseconds per stage, overhead, the cache."""

from __future__ import annotations

import collections
import os
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np

from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.engine import Engine, EngineOptions
from hfpc_desktop.inference.resources import resource_path
from hfpc_desktop.review.scoring import ScoredPair, ScoreTask
from hfpc_desktop.runtime.scoring_job import ScoringJob
from tests.perf.figures import Figure

SIDE = 1024


def measure(quick: bool = False) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        pairs = large_pairs(root / "pictures", variants=8 if quick else 24)
        return [*_pace(root, pairs), *_cached(root, pairs, 400 if quick else 4_000)]


def large_pairs(root: Path, variants: int) -> list[Pair]:
    """Variants of one original of the demo project at ``SIDE`` px; each differs by a little noise, so that
    nothing comes from a cache."""
    demo = resource_path("demo")
    original = sorted((demo / "originals").iterdir())[0]
    generated = sorted((demo / "generated").glob(f"{original.stem}_*"))
    root.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(3)
    first = root / f"{original.stem}.jpg"
    cv2.imwrite(str(first), _enlarged(original))
    pairs = []
    for number in range(variants):
        pixels = _enlarged(generated[number % len(generated)]).astype(np.int16)
        pixels += rng.integers(-2, 3, pixels.shape, dtype=np.int16)
        path = root / f"{original.stem}_{number:03d}.jpg"
        cv2.imwrite(str(path), np.clip(pixels, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 92])
        pairs.append(Pair(first, path))
    return pairs


def _enlarged(path: Path) -> np.ndarray:
    pixels = cv2.imread(str(path), cv2.IMREAD_COLOR)
    scale = SIDE / max(pixels.shape[:2])
    return cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)


def run_all(engine: Engine, pairs: list[Pair]) -> tuple[list[ScoredPair], float]:
    """Results and wall seconds."""
    results: list[ScoredPair] = []
    errors: list[Exception] = []
    job = ScoringJob(engine.scorer, engine.thread_plan, on_result=results.append, on_error=errors.append)
    start = time.perf_counter()
    job.add(ScoreTask(number, pair) for number, pair in enumerate(pairs))
    job.wait_idle()
    taken = time.perf_counter() - start
    job.close()
    if errors:
        raise errors[0]
    return results, taken


def _pace(root: Path, pairs: list[Pair]) -> list[Figure]:
    engine = Engine(EngineOptions(cache=root / "cache", data=root / "data"))
    try:
        run_all(engine, pairs[:1])  # models loaded, original prepared: the state of a long run
        results, taken = run_all(engine, pairs[1:])
        threads = engine.thread_plan.judges
    finally:
        engine.close()
    judged = [r.judgement for r in results if r.judgement.not_judged is None]
    if len(judged) < len(results):
        raise RuntimeError(
            f"{len(results) - len(judged)} pairs were not judged: the figures would be of no work"
        )
    sums: collections.Counter[str] = collections.Counter()
    for judgement in judged:
        sums.update(dict(judgement.stages))
    inside = sum(ms for name, ms in sums.items() if name != "decode") / len(judged)
    total = sum(judgement.ms for judgement in judged) / len(judged)
    figures = [
        Figure("judging", f"embedded judging at {SIDE} px", len(results) / taken, "pairs/s", 2.0, False,
               f"{threads} threads on {os.cpu_count()} cores"),
        Figure("judging", "overhead of judging over its stages", 100 * (total / inside - 1), "%", 15.0),
        Figure("judging", "one pair on one thread", total, "ms"),
    ]  # fmt: skip
    figures += [
        Figure("stage", name, ms / len(judged), "ms", note=f"{100 * ms / sum(sums.values()):.0f} %")
        for name, ms in sums.most_common()
    ]
    return figures


def _cached(root: Path, pairs: list[Pair], count: int) -> list[Figure]:
    """The same pairs again, as ``count`` files that were seen before."""
    folder = root / "many"
    folder.mkdir()
    many = []
    for number in range(count):
        path = folder / f"{number:05d}.jpg"
        os.link(pairs[number % len(pairs)].generated, path)
        many.append(Pair(pairs[0].original, path))
    time.sleep(2.1)  # files changed within two seconds are hashed again on purpose
    engine = Engine(EngineOptions(cache=root / "cache", data=root / "data"))
    try:
        run_all(engine, many)  # hashes are remembered
        results, taken = run_all(engine, many)
    finally:
        engine.close()
    if not all(result.from_cache for result in results):
        raise RuntimeError("not everything came from the cache")
    return [Figure("judging", "unchanged rescore (cache)", count / taken, "pairs/s", 1000.0, False)]
