"""Scoring one pair: caches, reasons in rows, the original prepared once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from hfpc_desktop.domain.errors import Cancelled, ModelError
from hfpc_desktop.domain.judgement import Judgement, NotJudged, Overlay
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.domain.pictures import Picture
from hfpc_desktop.images.cache import DiskCache
from hfpc_desktop.images.hash import HashMemo
from hfpc_desktop.judging.judge import PreparedOriginal, go_on
from hfpc_desktop.review.judgement_cache import JudgementCache, judgement_key
from hfpc_desktop.review.scoring import LoadedPair, ScoredPair, Scorer, ScoreTask


class CountingJudge:
    """Scores by brightness and counts its work."""

    models = (("reward", "brightness"),)
    device = "CPU"
    fingerprint = "f1"

    def __init__(self, error: Exception | None = None) -> None:
        self.prepared = 0
        self.judged = 0
        self.masks: list[np.ndarray | None] = []
        self.error = error
        self._lock = threading.Lock()

    def prepare(
        self, original: Picture, mask: np.ndarray | None = None, product: str = "", between=go_on
    ) -> PreparedOriginal:
        with self._lock:
            self.prepared += 1
            self.masks.append(mask)
        return PreparedOriginal(None, None, 0.0)

    def judge(
        self, prepared: PreparedOriginal, generated: Picture, between=go_on
    ) -> tuple[Judgement, Overlay]:
        if self.error is not None:
            raise self.error
        with self._lock:
            self.judged += 1
        mask = np.full((4, 5), 255, np.uint8)
        mask.setflags(write=False)
        return Judgement(reward=float(generated.rgb.mean()) / 255), Overlay(generated_mask=mask)


class Bench:
    def __init__(self, folder: Path, judge: CountingJudge, *, disk: bool = True) -> None:
        root = folder / "cache" if disk else None
        self.judge = judge
        self.memo = HashMemo(None)
        self.cache = JudgementCache(root, DiskCache(root, 1 << 20))
        self.scorer = Scorer(lambda: judge, self.memo, self.cache, judge.fingerprint)  # type: ignore[arg-type,return-value]

    def close(self) -> None:
        self.cache.close()
        self.memo.close()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    for number, grey in enumerate((0, 64, 128, 255)):
        Image.new("RGB", (40, 30), (grey, grey, grey)).save(tmp_path / f"p{number}.png")
    return tmp_path


def pair(folder: Path, number: int, **more: Path) -> Pair:
    return Pair(folder / "p0.png", folder / f"p{number}.png", **more)


def test_a_pair_is_judged_once_and_found_again_under_another_name(pictures: Path) -> None:
    bench = Bench(pictures, CountingJudge())
    first = bench.scorer.score(ScoreTask(1, pair(pictures, 3)))
    (pictures / "p3.png").rename(pictures / "renamed.png")
    again = bench.scorer.score(ScoreTask(2, Pair(pictures / "p0.png", pictures / "renamed.png")))
    assert (first.judgement.reward, first.from_cache) == (1.0, False)
    assert (again.judgement.reward, again.from_cache) == (1.0, True)
    assert bench.judge.judged == 1
    overlay = bench.cache.overlay(again.key)
    assert overlay is not None and overlay.generated_mask is not None
    assert overlay.generated_mask.shape == (4, 5)
    bench.close()


def test_the_cache_survives_a_restart_and_a_changed_judge_misses(pictures: Path) -> None:
    bench = Bench(pictures, CountingJudge())
    bench.scorer.score(ScoreTask(1, pair(pictures, 2)))
    bench.close()
    same = Bench(pictures, CountingJudge())
    assert same.scorer.score(ScoreTask(1, pair(pictures, 2))).from_cache
    same.close()
    changed = CountingJudge()
    changed.fingerprint = "f2"
    other = Bench(pictures, changed)
    assert not other.scorer.score(ScoreTask(1, pair(pictures, 2))).from_cache
    other.close()


def test_the_original_is_prepared_once_for_all_its_variants_on_many_threads(pictures: Path) -> None:
    bench = Bench(pictures, CountingJudge(), disk=False)
    loaded = [bench.scorer.load(ScoreTask(n, pair(pictures, n))) for n in (1, 2, 3)]
    assert all(isinstance(entry, LoadedPair) for entry in loaded)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(bench.scorer.judge, loaded))  # type: ignore[arg-type]
    assert (bench.judge.prepared, bench.judge.judged) == (1, 3)
    later = bench.scorer.load(ScoreTask(9, pair(pictures, 1)))
    assert isinstance(later, LoadedPair) and later.original is None  # not decoded again
    bench.close()


def test_a_supplied_mask_reaches_the_judge_and_belongs_to_the_key(pictures: Path) -> None:
    mask = pictures / "p0_mask.png"
    Image.new("L", (40, 30), 255).save(mask)
    bench = Bench(pictures, CountingJudge())
    plain = bench.scorer.score(ScoreTask(1, pair(pictures, 1)))
    masked = bench.scorer.score(ScoreTask(2, pair(pictures, 1, mask=mask)))
    assert plain.key != masked.key
    assert bench.judge.masks[0] is None
    assert bench.judge.masks[1] is not None and int(bench.judge.masks[1].min()) == 255
    bench.close()


@pytest.mark.parametrize(
    ("original", "generated", "reason"),
    [
        ("gone.png", "p1.png", NotJudged.MISSING_FILE),
        ("p0.png", "gone.png", NotJudged.MISSING_FILE),
        ("text.png", "p1.png", NotJudged.UNREADABLE_ORIGINAL),
        ("p0.png", "text.png", NotJudged.UNREADABLE_GENERATED),
        ("p0.png", "tiny.png", NotJudged.TOO_SMALL),
    ],
)
def test_a_bad_file_is_a_row_with_a_reason(
    pictures: Path, original: str, generated: str, reason: NotJudged
) -> None:
    (pictures / "text.png").write_text("not a picture")
    Image.new("RGB", (4, 4)).save(pictures / "tiny.png")
    bench = Bench(pictures, CountingJudge())
    result = bench.scorer.score(ScoreTask(1, Pair(pictures / original, pictures / generated)))
    assert result.judgement.not_judged is reason
    assert result.judgement.not_judged_detail
    assert result.judgement.reward is None
    bench.close()


def test_a_bug_in_judging_fails_one_row_but_a_missing_model_stops_the_job(pictures: Path) -> None:
    broken = Bench(pictures, CountingJudge(ZeroDivisionError("oh")), disk=False)
    result = broken.scorer.score(ScoreTask(1, pair(pictures, 1)))
    assert result.judgement.not_judged is NotJudged.FAILED
    assert "oh" in result.judgement.not_judged_detail
    broken.close()
    missing = Bench(pictures, CountingJudge(ModelError("no model")), disk=False)
    with pytest.raises(ModelError):
        missing.scorer.score(ScoreTask(1, pair(pictures, 1)))
    missing.close()


def test_a_damaged_cache_file_is_begun_anew(pictures: Path) -> None:
    root = pictures / "cache"
    root.mkdir()
    (root / "judgements.sqlite").write_bytes(b"this is no database" * 100)
    bench = Bench(pictures, CountingJudge())
    bench.scorer.score(ScoreTask(1, pair(pictures, 1)))
    assert isinstance(bench.scorer.load(ScoreTask(1, pair(pictures, 1))), ScoredPair)
    bench.close()


def test_keys_separate_their_parts() -> None:
    assert judgement_key("a", "b", "c", "d") != judgement_key("ab", "", "c", "d")
    assert judgement_key("a", "", "c", "d") == judgement_key("a", "", "c", "d")


@pytest.mark.parametrize("steps", range(5))
def test_a_pair_that_is_given_up_between_two_steps_leaves_nothing(
    steps: int, pictures: Path, tmp_path: Path
) -> None:
    """Neither a judgement that says "failed" nor a cache entry; what was prepared is used the next time."""
    bench = Bench(tmp_path, CountingJudge())
    task = ScoreTask(1, pair(pictures, 3))
    loaded = bench.scorer.load(task)
    assert isinstance(loaded, LoadedPair)
    left = iter(range(steps))

    def between() -> None:
        if next(left, None) is None:
            raise Cancelled("enough")

    if steps < 4:
        with pytest.raises(Cancelled):
            bench.scorer.judge(loaded, between)
        assert bench.judge.judged == 0
    result = bench.scorer.score(task)
    assert result.judgement.reward == 1.0 and not result.from_cache
    assert bench.judge.prepared == 1
    bench.close()
