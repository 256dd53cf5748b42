"""Masks by a person: kept by the original's content, used before anything else, gone on reset."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from hfpc_desktop.domain.errors import PictureError
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.images.hash import content_hash
from hfpc_desktop.review.edited_masks import EditedMasks
from hfpc_desktop.review.judgement_cache import JudgementCache
from hfpc_desktop.review.scoring import LoadedPair, Scorer, ScoreTask

if TYPE_CHECKING:
    from pathlib import Path


class Hashes:
    def hash(self, path: Path) -> str:
        return content_hash(path)


class NoOverlays:
    def get(self, kind: str, key: str) -> bytes | None:
        return None

    def put(self, kind: str, key: str, data: bytes) -> None:
        return None


def picture(path: Path, seed: int) -> Path:
    pixels = np.random.default_rng(seed).integers(0, 255, (64, 80, 3), dtype=np.uint8)
    path.parent.mkdir(exist_ok=True)
    assert cv2.imwrite(str(path), pixels)
    return path


def drawn() -> np.ndarray:
    mask = np.zeros((32, 40), np.uint8)
    mask[8:20, 10:30] = 255
    return mask


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(picture(tmp_path / "a" / "chair.png", 1), picture(tmp_path / "b" / "chair_01.png", 2))


@pytest.fixture
def scorer(tmp_path: Path) -> Scorer:
    def no_judge():
        raise AssertionError("nothing is judged here")

    cache = JudgementCache(None, NoOverlays())  # type: ignore[arg-type]
    return Scorer(no_judge, Hashes(), cache, "v1", edited=EditedMasks(tmp_path / "masks"))


def loaded(scorer: Scorer, pair: Pair) -> LoadedPair:
    result = scorer.load(ScoreTask(7, pair))
    assert isinstance(result, LoadedPair)
    return result


def test_a_drawn_mask_is_used_for_the_original_wherever_it_lies(
    scorer: Scorer, pair: Pair, tmp_path: Path
) -> None:
    before = loaded(scorer, pair)
    bytes_before = pair.original.read_bytes()
    scorer.edit_mask(pair.original, drawn())
    after = loaded(scorer, pair)
    assert after.key != before.key
    assert after.original_key != before.original_key
    assert after.task.pair.mask is not None
    assert np.array_equal(cv2.imread(str(after.task.pair.mask), cv2.IMREAD_GRAYSCALE), drawn())
    assert scorer.overlay_key(pair) == after.key
    assert pair.original.read_bytes() == bytes_before
    moved = tmp_path / "other"
    moved.mkdir()
    renamed = pair.original.rename(moved / "sofa.png")
    assert loaded(scorer, Pair(renamed, pair.generated)).key == after.key


def test_a_drawn_mask_goes_before_a_supplied_one_and_reset_brings_that_back(
    scorer: Scorer, pair: Pair, tmp_path: Path
) -> None:
    supplied = Pair(pair.original, pair.generated, picture(tmp_path / "a" / "chair_mask.png", 3))
    before = loaded(scorer, supplied)
    assert before.task.pair.mask == supplied.mask
    scorer.edit_mask(pair.original, drawn())
    assert loaded(scorer, supplied).task.pair.mask != supplied.mask
    scorer.edit_mask(pair.original, None)
    scorer.edit_mask(pair.original, None)  # twice is no error
    assert loaded(scorer, supplied).key == before.key


def test_other_originals_are_not_concerned(scorer: Scorer, pair: Pair, tmp_path: Path) -> None:
    other = Pair(picture(tmp_path / "a" / "lamp.png", 9), pair.generated)
    before = loaded(scorer, other).key
    scorer.edit_mask(pair.original, drawn())
    assert loaded(scorer, other).key == before


def test_an_empty_mask_is_refused_and_a_failed_write_keeps_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    masks = EditedMasks(tmp_path / "masks")
    with pytest.raises(ValueError, match="empty"):
        masks.save("abc", np.zeros((4, 4), np.uint8))
    path = masks.save("abc", drawn())
    kept = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hfpc_desktop.review.safe_write.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        masks.save("abc", np.full((9, 9), 255, np.uint8))
    assert path.read_bytes() == kept
    assert [file.name for file in path.parent.iterdir()] == ["abc.png"]


def test_a_missing_original_says_so(scorer: Scorer, tmp_path: Path) -> None:
    with pytest.raises(PictureError):
        scorer.edit_mask(tmp_path / "gone.png", drawn())
