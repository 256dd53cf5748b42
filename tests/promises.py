"""``python -m tests.promises``: the figures of docs/learning.md, on simulated teams. Seeds, minutes, no models.

The unit tests assert the bars at these sizes; this prints what was reached, and goes the whole way once more:
learn from one half of the decisions, certify on the other.
"""

from __future__ import annotations

import numpy as np

from hfpc_desktop.domain.certificate import TARGET, Evidence, certify
from hfpc_desktop.training.learning import Learned, learn
from hfpc_desktop.training.metrics import auc
from tests.unit.domain.test_certificate import DECISIONS, kept, review
from tests.unit.training.reviewers import Team

FRESH = 30_000
"""Pairs of other originals that a certified limit is tried on."""


def gains(runs: int, decisions: int = 300) -> str:
    before, after, promoted = [], [], 0
    for seed in range(runs):
        team = Team(seed=seed)
        found = learn(team.pairs(decisions), held_out=0.05)
        assert isinstance(found, Learned)
        fresh = team.pairs(2_000, stream=1)
        before.append(auc(fresh.approved, fresh.base_reward))
        after.append(auc(fresh.approved, found.head.reward(fresh.base_reward, fresh.measures)))
        promoted += found.promoted
    least = min(new - old for old, new in zip(before, after, strict=True))
    return (
        f"{decisions} decisions, 20 % approvals, {runs} runs: AUC on other originals {np.mean(before):.3f} before, "
        f"{np.mean(after):.3f} after, smallest gain {least:.3f}; promoted in {promoted}"
    )


def worse(runs: int, *, sharpness: float, decisions: int) -> str:
    promoted = count = 0
    for seed in range(runs):
        team = Team(taste=0.0, sharpness=sharpness, seed=seed)
        found = learn(team.pairs(decisions), held_out=0.05)
        if isinstance(found, Learned) and found.promoted:
            promoted += 1
            fresh = team.pairs(2_000, stream=1)
            new = auc(fresh.approved, found.head.reward(fresh.base_reward, fresh.measures))
            count += new < auc(fresh.approved, fresh.base_reward)
    return (
        f"nothing to learn, {decisions} decisions, sharpness {sharpness:g}, {runs} runs: a worse head promoted in {count} "
        f"(any in {promoted})"
    )


def certificates(runs: int, *, separation: float) -> str:
    certified = held = 0
    for seed in range(runs):
        evidence, right = review(seed, separation=separation, spread=0.5 if seed % 2 else 0.0)
        found = certify(evidence)
        certified += found.certified
        held += found.certified and kept(found, evidence.scores, right)
    return (
        f"{DECISIONS} decisions, separation {separation:g}, {runs} runs: {certified} certified, the promise true in "
        f"{held} of them"
    )


def constant(runs: int, precision: float) -> str:
    wrongly = 0
    for seed in range(runs):
        rng = np.random.default_rng(seed)
        right = rng.random(DECISIONS) < precision
        every = np.ones(DECISIONS, bool)
        wrongly += certify(
            Evidence(rng.random(DECISIONS), every, right, rng.random(DECISIONS), DECISIONS, 0.5)
        ).certified
    return f"constant precision of {precision:.2%}, {runs} runs: certified in {wrongly}"


def whole_way(runs: int) -> str:
    certified = held = elsewhere = 0
    for seed in range(runs):
        team = Team(seed=seed, sharpness=12.0)
        pairs = team.pairs(DECISIONS)
        positions = np.random.default_rng([seed, 11]).random(DECISIONS)
        found = learn(pairs.take(positions >= 0.5), held_out=0.5)
        assert isinstance(found, Learned)
        scores = found.head.reward(pairs.base_reward, pairs.measures)
        got = certify(Evidence(scores, np.ones(DECISIONS, bool), pairs.approved, positions, DECISIONS, 0.5))
        if got.threshold is None:
            continue
        certified += 1
        held += bool(pairs.approved[scores >= got.threshold].mean() >= TARGET)
        fresh = team.pairs(FRESH, stream=1)
        passed = found.head.reward(fresh.base_reward, fresh.measures) >= got.threshold
        elsewhere += bool(fresh.approved[passed].mean() >= TARGET)
    return (
        f"learned from one half, certified on the other, {runs} runs: {certified} certified, true of the project in "
        f"{held}, of {FRESH} pairs of other originals in {elsewhere}"
    )


def main() -> None:
    print(gains(100), flush=True)
    for sharpness, decisions in ((3.0, 300), (1.0, 300), (3.0, 80)):
        print(worse(100, sharpness=sharpness, decisions=decisions), flush=True)
    print(certificates(1_000, separation=3.5), flush=True)
    print(certificates(300, separation=2.5), flush=True)
    for precision in (0.93, 0.9639):
        print(constant(400, precision), flush=True)
    print(whole_way(200), flush=True)


if __name__ == "__main__":
    main()
