"""The promise of the auto-approve threshold, kept in simulated reviews (everything seeded)."""

from __future__ import annotations

import numpy as np
import pytest

from hfpc_desktop.domain.certificate import (
    TARGET,
    Certification,
    Evidence,
    Missing,
    candidates,
    certify,
)

DECISIONS = 3_000
BASE_RATE = 0.2


def review(
    seed: int, *, separation: float = 3.5, count: int = DECISIONS, spread: float = 0.0
) -> tuple[Evidence, np.ndarray]:
    """A team that reviewed ``count`` pairs. ``separation``: how far the scores of good and bad pairs lie apart;
    ``spread``: how much the pairs of one original (of 30) have in common."""
    rng = np.random.default_rng(seed)
    right = rng.random(count) < BASE_RATE
    shared = spread * rng.normal(size=-(-count // 30))[np.arange(count) // 30]
    z = rng.normal(size=count) * np.sqrt(1 - spread**2) + shared + separation * right
    logit = separation * z - separation**2 / 2 + np.log(BASE_RATE / (1 - BASE_RATE))
    scores = 1 / (1 + np.exp(-logit))
    return Evidence(scores, np.ones(count, bool), right, rng.random(count), count, 0.5), right


def kept(found: Certification, scores: np.ndarray, right: np.ndarray) -> bool:
    """Whether the promise is true of the pairs of this project."""
    return bool(right[scores >= found.threshold].mean() >= TARGET)


@pytest.mark.slow
def test_a_promise_is_kept_and_a_good_scorer_gets_one() -> None:
    certified = held = 0
    for seed in range(1_000):
        evidence, right = review(seed, spread=0.5 if seed % 2 else 0.0)
        found = certify(evidence)
        if found.certified:
            certified += 1
            held += kept(found, evidence.scores, right)
            assert found.lower >= TARGET and found.labels_needed == 0 and found.missing is Missing.NOTHING
    assert certified >= 800, certified
    assert held >= 0.94 * certified, (held, certified)


@pytest.mark.slow
@pytest.mark.parametrize("precision", [0.93, 0.9639])
def test_a_score_that_is_not_good_enough_is_rarely_certified(precision: float) -> None:
    """The worst case: every threshold has the same precision, a little under the target."""
    wrongly = 0
    for seed in range(400):
        rng = np.random.default_rng(seed)
        right = rng.random(DECISIONS) < precision
        evidence = Evidence(
            rng.random(DECISIONS), np.ones(DECISIONS, bool), right, rng.random(DECISIONS), DECISIONS, 0.5
        )
        wrongly += certify(evidence).certified
    assert wrongly <= 400 * 0.05 + 3 * np.sqrt(400 * 0.05 * 0.95)  # three standard errors


def test_too_few_labels_say_what_is_missing() -> None:
    evidence, right = review(1)
    nobody = Evidence(evidence.scores, np.zeros(DECISIONS, bool), right, evidence.positions, DECISIONS, 0.5)
    found = certify(nobody)
    assert not found.certified and found.missing is Missing.LABELS
    assert found.reviewed == 0 and found.needed == 82 and found.labels_needed == 82
    assert found.available >= 82

    small, _ = review(2, count=120)
    found = certify(small)
    assert not found.certified and found.missing is Missing.TOO_FEW_PAIRS

    none = Evidence(*(np.zeros(0, t) for t in (float, bool, bool, float)), judged=0, held_out=0.5)
    assert certify(none).missing is Missing.NO_SCORES

    blind, _ = review(3, separation=0.0)
    found = certify(blind)
    assert not found.certified and found.missing is Missing.PRECISION


def test_scores_that_promise_little_still_ask_for_labels_before_they_blame_the_errors() -> None:
    """Few, equal and modest scores, as of a project with few kinds of image: nobody has looked, nothing is wrong."""
    count = 1_200
    scores = np.repeat(np.linspace(0.86, 0.64, 10), count // 10)
    positions = np.random.default_rng(7).random(count)
    nobody = Evidence(scores, np.zeros(count, bool), np.ones(count, bool), positions, count, 0.5)
    found = certify(nobody)
    assert found.missing is Missing.LABELS
    assert found.wrong == 0 and found.needed <= found.available


def test_part_of_the_labels_counts_down() -> None:
    evidence, right = review(4, separation=6.0)
    top = evidence.scores > 0.5
    # only the 40 first good ones of the random order were looked at
    held = np.flatnonzero(top & (evidence.positions < 0.5))
    first = held[np.argsort(evidence.positions[held])][:40]
    decided = ~top
    decided[first] = True
    found = certify(Evidence(evidence.scores, decided, right, evidence.positions, DECISIONS, 0.5))
    assert found.missing is Missing.LABELS
    assert 0 < found.reviewed <= 40 and found.labels_needed == found.needed - found.reviewed


def test_labels_that_were_picked_prove_nothing() -> None:
    """A person who decided only pairs that look right: without the random order there is no sample."""
    evidence, right = review(5, separation=1.5)
    chosen = right | (evidence.scores < 0.05)
    found = certify(Evidence(evidence.scores, chosen, right, evidence.positions, DECISIONS, 0.5))
    assert not found.certified
    assert found.candidates.reviewed.max() < 82


def test_learned_from_decisions_are_not_used_as_proof() -> None:
    evidence, right = review(6)
    found = candidates(evidence)
    everything = candidates(
        Evidence(evidence.scores, evidence.decided, right, evidence.positions, DECISIONS, 1.0)
    )
    assert (found.reviewed <= everything.reviewed).all()
    assert found.reviewed[-1] == (evidence.positions < 0.5).sum()
    assert everything.reviewed[-1] == DECISIONS


def test_equal_scores_stay_together_and_intervals_hold_the_precision() -> None:
    evidence, _ = review(7)
    rounded = Evidence(
        np.round(evidence.scores, 1), evidence.decided, evidence.right, evidence.positions, DECISIONS, 0.5
    )
    found = candidates(rounded)
    assert found.thresholds.size == np.unique(rounded.scores).size
    assert (np.diff(found.thresholds) < 0).all() and (np.diff(found.covered) > 0).all()
    low, high = found.limits()
    assert ((low <= found.precision) & (found.precision <= high)).all()
