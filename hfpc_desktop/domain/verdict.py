"""From scores to a verdict. The verdict is what the models say; the decision is what the person says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Verdict(IntEnum):
    """Ordered so that sorting by value, best first, is sorting by number ascending."""

    APPROVE = 0
    REVIEW = 1
    REJECT = 2
    NOT_JUDGED = 3

    @property
    def label(self) -> str:
        """Stable lower-case id for files and the command line."""
        return self.name.lower()


class Decision(IntEnum):
    UNDECIDED = 0
    APPROVED = 1
    REJECTED = 2

    @property
    def label(self) -> str:
        """Stable lower-case id for files and the command line."""
        return self.name.lower()


class Role(StrEnum):
    """What a model is for."""

    SEGMENTER = "segmenter"
    DETECTOR = "detector"
    REWARD = "reward"
    FEATURES = "features"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Score limits, 0..1. Approve needs *both* scores at or above their approve limit;
    reject follows when *either* is below its reject limit; between lies review."""

    approve_reward: float = 0.60
    reject_reward: float = 0.30
    approve_consistency: float = 0.70
    reject_consistency: float = 0.35

    def __post_init__(self) -> None:
        for low, high in (
            (self.reject_reward, self.approve_reward),
            (self.reject_consistency, self.approve_consistency),
        ):
            if not 0.0 <= low <= high <= 1.0:
                raise ValueError(f"need 0 <= reject <= approve <= 1, got {low} and {high}")


def verdicts(
    reward: NDArray[np.floating], consistency: NDArray[np.floating], limits: Thresholds
) -> NDArray[np.uint8]:
    """Verdict of every row as ``Verdict`` numbers. NaN in either score means NOT_JUDGED."""
    out = np.full(reward.shape, Verdict.REVIEW, dtype=np.uint8)
    approve = (reward >= limits.approve_reward) & (consistency >= limits.approve_consistency)
    reject = (reward < limits.reject_reward) | (consistency < limits.reject_consistency)
    out[approve] = Verdict.APPROVE
    out[reject] = Verdict.REJECT
    out[np.isnan(reward) | np.isnan(consistency)] = Verdict.NOT_JUDGED
    return out


def verdict(reward: float | None, consistency: float | None, limits: Thresholds) -> Verdict:
    """Verdict of one pair; ``None`` in either score means NOT_JUDGED."""
    if reward is None or consistency is None:
        return Verdict.NOT_JUDGED
    return Verdict(int(verdicts(np.array([reward]), np.array([consistency]), limits)[0]))


def approval(reward: NDArray[np.floating], consistency: NDArray[np.floating]) -> NDArray[np.float32]:
    """Estimated probability (0..1, higher is better) that a person would approve: the default ranking.

    The two judgements run in parallel and a pair has to pass both, so their calibrated
    probabilities are multiplied. NaN where either is missing.
    """
    return (np.asarray(reward) * np.asarray(consistency)).astype(np.float32)
