"""A reward with a prompt: the number from the scorer, the defects from the checks. Without torch."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.pictures import Picture
from hfpc_desktop.judging.judge import Judge, NamedReward, RewardAssessor
from hfpc_desktop.judging.prompted_reward import NAMELESS, PromptedReward
from tests.fakes import FakeConsistency, FakeReward

if TYPE_CHECKING:
    from numpy.typing import NDArray

PICTURE = Picture(np.full((32, 32, 3), 90, np.uint8), None, (32, 32))


class Scorer:
    def __init__(self, value: float) -> None:
        self.value, self.prompts = value, list[str]()

    def score(self, rgb: NDArray[np.uint8], prompt: str) -> float:
        self.prompts.append(prompt)
        return self.value


class Checks(FakeReward):
    """``measured`` and the like are what the real checks add."""

    def assess(self, reference: object, generated: Picture, found: object) -> object:
        said = super().assess(reference, generated, found)  # type: ignore[arg-type]

        class Said:
            defects, stages = said.defects, said.stages
            measured, left_out, features = (), (), b"f"

        return Said()


@pytest.mark.parametrize("raw", [-800.0, -1.5, 0.0, 0.7, 800.0])
def test_the_reward_is_the_sigmoid(raw: float) -> None:
    reward = PromptedReward(Scorer(raw), Checks())
    result = reward.assess(reward.prepare(PICTURE, None), PICTURE, None)
    wanted = 1 / (1 + math.exp(-raw)) if abs(raw) < 100 else float(raw > 0)
    assert (result.reward, result.reward_raw) == (pytest.approx(wanted), raw)


def test_the_judge_gives_it_the_products_name() -> None:
    scorer = Scorer(0.3)
    reward = PromptedReward(scorer, Checks())
    port: RewardAssessor = reward
    assert isinstance(port, NamedReward)
    assert not isinstance(FakeReward(), NamedReward)
    judge = Judge(FakeConsistency(), port, models=(), device="CPU", fingerprint="")
    judge.judge(judge.prepare(PICTURE, product=" red mug "), PICTURE)
    judge.judge(judge.prepare(PICTURE), PICTURE)
    assert scorer.prompts == ["red mug", NAMELESS]


def test_no_number_is_an_error() -> None:
    reward = PromptedReward(Scorer(math.nan), Checks())
    with pytest.raises(ModelError, match="finite"):
        reward.assess(reward.prepare(PICTURE, None), PICTURE, None)
