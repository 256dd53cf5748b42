"""Originals found by looks, and files found again by content."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.images.hash import content_hash
from hfpc_desktop.judging.visual_match import look_at, match_confidence
from hfpc_desktop.review.moved import MovedPairs
from hfpc_desktop.review.project_pairs import ProjectPairs


def product(seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    picture = np.full((300, 300, 3), 255, np.uint8)
    picture[60:240, 80:220] = cv2.resize(
        rng.integers(0, 255, (18, 14, 3), np.uint8), (140, 180), interpolation=0
    )
    return picture


def scene_with(picture: np.ndarray, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    scene = cv2.GaussianBlur(rng.integers(0, 255, (400, 400, 3), np.uint8), (0, 0), 9)
    small = cv2.resize(picture[60:240, 80:220], None, fx=0.8, fy=0.8, interpolation=cv2.INTER_AREA)
    scene[150 : 150 + small.shape[0], 120 : 120 + small.shape[1]] = small
    return scene


def test_the_product_of_the_picture_is_found_among_others_and_a_blank_one_never() -> None:
    looks = [look_at(product(seed)) for seed in range(3)]
    here = look_at(scene_with(product(1), 9))
    confidences = [match_confidence(look, here) for look in looks]
    assert confidences[1] > 0.8
    assert max(confidences[0], confidences[2]) < 0.5
    assert match_confidence(look_at(np.full((200, 200, 3), 255, np.uint8)), here) == 0.0
    assert match_confidence(looks[1], here) == confidences[1]


def moved_of(pairs: dict[int, Pair], hashes, hash_of) -> MovedPairs:
    project = ProjectPairs()
    project.put(pairs)
    return MovedPairs(project, project.by_files(), hashes, hash_of)


def test_a_renamed_file_is_the_pair_it_was_and_a_copy_is_a_new_one(tmp_path: Path) -> None:
    for name, text in (("a.png", b"original"), ("new.png", b"variant one"), ("kept.png", b"variant two")):
        (tmp_path / name).write_bytes(text)
    original, gone, kept = tmp_path / "a.png", tmp_path / "gone.png", tmp_path / "kept.png"
    pairs = {1: Pair(original, gone), 2: Pair(original, kept)}
    one, two = content_hash(tmp_path / "new.png"), content_hash(kept)
    moved = moved_of(pairs, lambda: {1: (content_hash(original), one), 2: (None, two)}, content_hash)
    assert moved
    assert moved.claim(Pair(original, kept)) is None
    assert moved.claim(Pair(original, tmp_path / "new.png")) == 1
    assert moved.claim(Pair(original, tmp_path / "new.png")) is None
    (tmp_path / "copy.png").write_bytes(b"variant two")
    assert moved.claim(Pair(original, tmp_path / "copy.png")) is None


def test_the_same_picture_under_another_original_is_another_pair(tmp_path: Path) -> None:
    (tmp_path / "b.png").write_bytes(b"another original")
    (tmp_path / "b_1.png").write_bytes(b"variant")
    variant = content_hash(tmp_path / "b_1.png")
    pairs = {7: Pair(tmp_path / "a.png", tmp_path / "a_1.png")}
    assert (
        moved_of(pairs, lambda: {7: ("hash of a", variant)}, content_hash).claim(
            Pair(tmp_path / "b.png", tmp_path / "b_1.png")
        )
        is None
    )
    assert (
        moved_of(pairs, lambda: {7: (None, variant)}, content_hash).claim(
            Pair(tmp_path / "b.png", tmp_path / "b_1.png")
        )
        == 7
    )


def test_an_unchanged_folder_is_not_looked_through_again() -> None:
    pairs = {1: Pair(Path("/o/a.png"), Path("/g/a_1.png"))}
    asked: list[str] = []
    moved = moved_of(pairs, lambda: asked.append("hashes") or {}, lambda _: "")
    assert moved.claim(pairs[1]) is None
    assert asked == []
    assert moved.claim(Pair(Path("/o/a.png"), Path("/g/new.png"))) is None
    assert asked == ["hashes"]
