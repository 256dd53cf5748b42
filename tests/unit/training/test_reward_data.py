"""Split, balance, caps and the plan of an epoch; what cannot be trained on is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.training.labels import LabelledPair
from hfpc_desktop.training.reward_config import RewardConfig, TrainingError, differences
from hfpc_desktop.training.reward_data import RewardData, collect, epoch_plan, joined, k_means, split


def columns(sizes: list[int], passes: list[int]) -> RewardData:
    index = np.repeat(np.arange(len(sizes)), sizes)
    good = np.concatenate([np.arange(n) < k for n, k in zip(sizes, passes, strict=True)])
    names = tuple(Path(f"{i}.png") for i in range(len(index)))
    return RewardData(tuple(Path(f"o{i}.png") for i in range(len(sizes))), names, index.astype(np.intp), good)


MANY = columns([272, 40, 10, 6, 6, 4, 4, 3, 1, 1] * 3, [30, 8, 2, 3, 0, 2, 4, 1, 0, 1] * 3)
ALL = np.arange(len(MANY), dtype=np.intp)


def test_the_split_keeps_originals_whole_and_both_labels_on_either_side() -> None:
    train, valid = split(MANY, 0.2, seed=3)
    assert not set(MANY.original[train]) & set(MANY.original[valid])
    assert sorted([*train, *valid]) == list(range(len(MANY)))
    for rows in (train, valid):
        assert MANY.good[rows].any() and not MANY.good[rows].all()
        assert MANY.comparisons(rows) > 0
    assert not np.array_equal(valid, split(MANY, 0.2, seed=4)[1])


def test_an_epoch_caps_an_original_and_keeps_both_of_its_labels() -> None:
    plan = epoch_plan(MANY, ALL, RewardConfig(clusters=0), 0, None)
    assert max(sum(len(visit.rows) for visit in batch) for batch in plan) <= 64
    visits = [visit for batch in plan for visit in batch]
    assert sorted(visit.original for visit in visits) == list(range(30))
    for visit in visits:
        rows = list(visit.rows)
        assert len(set(rows)) == len(rows) <= 16
        assert set(MANY.original[rows]) == {visit.original}
        both = MANY.good[MANY.rows_of(np.array([visit.original]))]
        assert MANY.good[rows].any() == both.any() and MANY.good[rows].all() == both.all()


def test_an_epoch_follows_from_seed_and_number_alone() -> None:
    config = RewardConfig(seed=5)
    assert epoch_plan(MANY, ALL, config, 2, None) == epoch_plan(MANY, ALL, config, 2, None)
    assert epoch_plan(MANY, ALL, config, 2, None) != epoch_plan(MANY, ALL, config, 3, None)


def test_balance_gives_a_small_category_as_many_visits_as_a_large_one() -> None:
    clusters = np.array([0] * 24 + [1] * 6)
    counts = np.zeros(2)
    for epoch in range(20):
        plan = epoch_plan(MANY, ALL, RewardConfig(), epoch, clusters)
        for visit in (visit for batch in plan for visit in batch):
            counts[clusters[visit.original]] += 1
    assert counts.sum() == 20 * 30
    assert abs(counts[0] / counts[1] - 1) < 0.05


def test_k_means_finds_separate_groups() -> None:
    rng = np.random.default_rng(0)
    centres = np.array([[0, 0], [10, 0], [0, 10]])
    truth = np.repeat([0, 1, 2], 20)
    found = k_means(centres[truth] + rng.normal(0, 0.5, (60, 2)), 3, seed=1)
    assert len(set(zip(found, truth, strict=True))) == 3
    with pytest.raises(TrainingError, match="finite"):
        k_means(np.array([[np.nan, 1.0]]), 2, seed=0)
    assert k_means(np.zeros((5, 2)), 3, seed=0).tolist() == [0] * 5


def pair(folder: Path, original: str, generated: str, good: bool | None) -> LabelledPair:
    for name in (original, generated):
        if not (folder / name).exists():
            (folder / name).write_bytes(name.split("-")[0].encode())
    return LabelledPair(folder / original, folder / generated, background_good=good)


def test_the_same_picture_under_two_names_is_one_original(tmp_path: Path) -> None:
    data = collect(
        [
            pair(tmp_path, "a-1", "x", True),
            pair(tmp_path, "a-2", "y", False),
            pair(tmp_path, "a-1", "z", None),
        ]
    )
    assert data.original.tolist() == [0, 0] and data.good.tolist() == [True, False]


def test_what_cannot_be_trained_on(tmp_path: Path) -> None:
    one = pair(tmp_path, "a", "x", True)
    with pytest.raises(TrainingError, match="single class"):
        collect([one])
    with pytest.raises(TrainingError, match="no pair with a label"):
        collect([pair(tmp_path, "a", "x", None)])
    gone = LabelledPair(tmp_path / "a", tmp_path / "gone.png", background_good=False)
    with pytest.raises(TrainingError, match=r"1 of 3 pictures are missing: .*gone\.png"):
        collect([one, gone])
    with pytest.raises(TrainingError, match="single class"):
        split(columns([4], [2]), 0.1, seed=0)
    data = collect([one, pair(tmp_path, "a", "y", False)])
    with pytest.raises(TrainingError, match="must not overlap"):
        joined(data, data)


def test_settings_that_cannot_work_and_settings_of_another_version() -> None:
    for bad in (
        {"side": 100},
        {"cap": 65},
        {"frozen": 1.5},
        {"epochs": 0},
        {"lr_head": float("nan")},
        {"passing": 2},
    ):
        with pytest.raises(UsageError):
            replace(RewardConfig(), **bad).checked()
    plain = RewardConfig().as_json()
    assert RewardConfig.from_json(plain, where="x") == RewardConfig()
    for broken in ({**plain, "new": 1}, {**plain, "side": "224"}, {**plain, "kind": "other"}, {}, None):
        with pytest.raises(TrainingError, match="there"):
            RewardConfig.from_json(broken, where="there")
    assert differences(RewardConfig(), RewardConfig(seed=1)) == ("seed: 0 -> 1",)
