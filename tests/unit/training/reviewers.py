"""Simulated teams: pairs with measures, a taste, and decisions drawn from it. Everything from a seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hfpc_desktop.domain.measures import Layout, Measures
from hfpc_desktop.judging.learned_head import sigmoid
from hfpc_desktop.training.taste_fit import LabelledPairs

NAMES = ("blotches", "contact_shadow", "edge_halo", "exposure", "lighting", "sharpness")
WIDTH = 64
BASE_RATE = 0.2


@dataclass(frozen=True)
class Team:
    """``taste`` 1: the decisions follow the look of the background; 0: they follow the shipped reward alone."""

    taste: float = 1.0
    sharpness: float = 3.0
    seed: int = 0

    def pairs(self, count: int, *, variants: int = 10, stream: int = 0) -> LabelledPairs:
        rng = np.random.default_rng([self.seed, stream, 7])
        mixing = np.random.default_rng(99).normal(size=(12, WIDTH)) / np.sqrt(12)  # the network: one for all
        direction = np.random.default_rng([self.seed, 5]).normal(size=12)
        direction /= np.linalg.norm(direction)
        original = np.arange(count) // variants
        of_original = rng.normal(size=(int(original.max()) + 1, 12))[original]
        look = 0.6 * of_original + 0.8 * rng.normal(size=(count, 12))
        deep = look @ mixing + 0.1 * rng.normal(size=(count, WIDTH))
        amounts = np.abs(rng.normal(size=(count, len(NAMES))))
        amounts[rng.random(amounts.shape) < 0.1] = np.nan
        quality = rng.normal(size=count) - 0.3 * np.nan_to_num(amounts).sum(axis=1)
        quality = (quality - quality.mean()) / quality.std()
        wish = np.sqrt(1 - self.taste**2) if self.taste < 1 else 0.35
        logit = self.sharpness * (wish * quality + self.taste * (look @ direction))
        approved = rng.random(count) < sigmoid(logit + _offset(logit))
        return LabelledPairs(
            originals=np.array([f"{self.seed}-{stream}-{k}" for k in original]),
            base_reward=sigmoid(1.5 * quality),
            consistency=np.ones(count),
            approved=approved,
            measures=Measures(Layout(NAMES, "fake", WIDTH), amounts, deep.astype(np.float32)),
            random=np.ones(count, dtype=bool),
        )


def _offset(logit: np.ndarray) -> float:
    """What brings the share of approvals to the base rate."""
    low, high = -30.0, 30.0
    for _ in range(50):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if sigmoid(logit + middle).mean() < BASE_RATE else (low, middle)
    return low
