"""A head learned from simulated teams. Seeds, no clock."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.measures import Measures
from hfpc_desktop.judging.learned_head import LearnedHead, parse_learned_head
from hfpc_desktop.training import promotion, taste_fit
from hfpc_desktop.training.calibration import ISOTONIC_FROM, calibrate
from hfpc_desktop.training.learning import Learned, Refusal, Refused, fold_of, learn
from hfpc_desktop.training.metrics import auc, calibration_error
from tests.unit.training.reviewers import Team

SEEDS = range(100)


def learned(pairs: taste_fit.LabelledPairs, **more: object) -> Learned:
    found = learn(pairs, held_out=0.05, **more)  # type: ignore[arg-type]
    assert isinstance(found, Learned)
    return found


def test_300_decisions_raise_the_auc_by_a_tenth() -> None:
    gains, promoted = [], 0
    for seed in SEEDS:
        team = Team(seed=seed)
        found = learned(team.pairs(300))
        fresh = team.pairs(2_000, stream=1)  # other originals
        before = auc(fresh.approved, fresh.base_reward)
        gains.append(auc(fresh.approved, found.head.reward(fresh.base_reward, fresh.measures)) - before)
        promoted += found.promoted
    assert min(gains) >= 0.1, gains
    assert promoted == len(SEEDS)


@pytest.mark.parametrize(("sharpness", "decisions"), [(3.0, 300), (1.0, 300), (3.0, 80)])
def test_a_worse_head_is_hardly_ever_promoted(sharpness: float, decisions: int) -> None:
    """A team that decides as the shipped reward says: there is nothing to learn but noise."""
    worse = 0
    for seed in range(100):
        team = Team(taste=0.0, sharpness=sharpness, seed=seed)
        found = learn(team.pairs(decisions), held_out=0.05)
        if isinstance(found, Learned) and found.promoted:
            fresh = team.pairs(2_000, stream=1)
            after = auc(fresh.approved, found.head.reward(fresh.base_reward, fresh.measures))
            worse += after < auc(fresh.approved, fresh.base_reward)
    assert worse <= 5


def test_a_later_head_is_compared_with_the_one_in_use() -> None:
    team = Team(seed=3)
    first = learned(team.pairs(300))
    more = team.pairs(1_500)
    again = learned(more, incumbent=first.head.numbered(1))
    assert again.head.facts.before == "learned-1"
    assert again.comparison.old == pytest.approx(first.comparison.new, abs=0.06)  # honest: out of fold
    same = learned(team.pairs(300), incumbent=first.head)
    assert same.comparison.gain == pytest.approx(0.0, abs=1e-6) and not same.promoted
    # noise learned after a good head does not replace it
    mixed = replace(more, approved=np.random.default_rng(1).permutation(more.approved))
    assert not learned(mixed, incumbent=first.head).promoted


@pytest.mark.parametrize("decisions", [200, 1_500])
def test_calibrated_by_platt_then_isotonic(decisions: int) -> None:
    team = Team(seed=5)
    found = learned(team.pairs(decisions))
    assert found.head.calibration.method == ("isotonic" if decisions >= ISOTONIC_FROM else "Platt")
    fresh = team.pairs(4_000, stream=2)
    reward = found.head.reward(fresh.base_reward, fresh.measures)
    assert calibration_error(fresh.approved, reward) < (0.07 if decisions < ISOTONIC_FROM else 0.04)
    raw = found.head.raw(fresh.base_reward, fresh.measures)
    assert auc(fresh.approved, reward) == pytest.approx(auc(fresh.approved, raw), abs=1e-3)  # the order stays


def test_too_little_is_refused_with_a_count() -> None:
    pairs = Team(seed=1).pairs(400)
    assert learn(pairs.take(np.arange(3)), held_out=0.05) == Refused(Refusal.TOO_FEW, 3, 40)
    one_class = learn(pairs.take(~pairs.approved), held_out=0.05)
    assert one_class == Refused(Refusal.ONE_CLASS, 0, 8)
    one_original = learn(replace(pairs, originals=np.full(400, "same")), held_out=0.05)
    assert one_original == Refused(Refusal.FEW_ORIGINALS, 1, 8)


def test_missing_and_broken_numbers() -> None:
    team = Team(seed=2)
    pairs = team.pairs(300)
    amounts = pairs.measures.amounts.copy()
    amounts[:, 0] = np.nan  # a check that was never possible
    blind = replace(pairs, measures=Measures(pairs.measures.layout, amounts, pairs.measures.deep))
    found = learned(blind)
    assert np.isfinite(found.head.reward(blind.base_reward, blind.measures)).all()
    assert np.isnan(found.head.reward(np.array([np.nan]), blind.measures.take(np.arange(1)))).all()
    with pytest.raises(ValueError, match="score"):
        learn(replace(pairs, base_reward=np.full(300, np.nan)), held_out=0.05)


def test_a_rejection_for_the_product_teaches_little_about_the_background() -> None:
    approved = np.array([True, False, False])
    soft = taste_fit.soft_labels(approved, np.full(3, 0.7), np.array([0.2, 1.0, 0.05]))
    assert soft[0] == 1.0 and soft[1] == 0.0 and 0.6 < soft[2] < 0.7


def test_contributions_add_up_and_name_their_source() -> None:
    pairs = Team(seed=4).pairs(300)
    head = learned(pairs).head
    parts = dict(head.contributions(float(pairs.base_reward[0]), pairs.measures.take(np.arange(1))))
    assert set(parts) == {"shipped", "team", "look", *pairs.measures.layout.names}
    raw = head.raw(pairs.base_reward[:1], pairs.measures.take(np.arange(1)))[0]
    assert sum(parts.values()) == pytest.approx(raw, abs=1e-5)


def test_a_head_comes_back_from_its_file_and_a_damaged_one_does_not() -> None:
    pairs = Team(seed=6).pairs(400)
    head = learned(pairs, made="2026-01-01").head.numbered(7)
    back = parse_learned_head(head.to_json())
    assert back.head_id == "learned-7" and back.facts == head.facts and back.layout == head.layout
    assert (
        np.abs(
            back.reward(pairs.base_reward, pairs.measures) - head.reward(pairs.base_reward, pairs.measures)
        ).max()
        < 1e-4
    )
    for text in ("", "{}", head.to_json().replace('"slope": ', '"slope": -'), head.to_json()[:-9]):
        with pytest.raises(ModelError):
            parse_learned_head(text)


def test_folds_never_split_an_original_and_pairs_are_capped() -> None:
    assert fold_of("a") == fold_of("a") and {fold_of(str(i)) for i in range(60)} == set(range(5))
    originals = np.repeat(["a", "b", "c"], [100, 10, 5])
    approved = np.arange(115) % 2 == 0
    approved[110:] = True
    rows = taste_fit.pairs_within(originals, approved, 0)
    assert (originals[rows[:, 0]] == originals[rows[:, 1]]).all()
    assert approved[rows[:, 0]].all() and not approved[rows[:, 1]].any()
    counts = {name: int((originals[rows[:, 0]] == name).sum()) for name in "abc"}
    assert counts == {"a": 16, "b": 16, "c": 0}


def test_weighted_auc_agrees_with_drawing_rows() -> None:
    rng = np.random.default_rng(0)
    truth, scores = rng.random(50) < 0.4, np.round(rng.random(50), 1)
    weights = rng.integers(0, 3, size=50)
    rows = np.repeat(np.arange(50), weights)
    found = promotion._weighted_auc(truth, scores, weights[None, :].astype(float))[0]
    assert found == pytest.approx(auc(truth[rows], scores[rows]))


def test_calibration_of_hopeless_scores_still_increases() -> None:
    raw = np.linspace(-2, 2, 400)
    upside_down = calibrate(raw, (raw < 0).astype(float))
    assert (np.diff(upside_down(raw)) > 0).all()


def test_heads_are_plain_values() -> None:
    assert isinstance(learned(Team(seed=8).pairs(300)).head, LearnedHead)
