"""A text-to-image reward (ImageReward) as the reward: the product's name, or a caption of the original, is its
prompt. No torch here.

The number comes from the model; what is wrong and where is still said by the background checks.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.measures import on_base
from hfpc_desktop.judging.reward_result import RewardResult

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.judging.reward_result import Reasons

NAMELESS = "product"
"""The prompt for a product that has no name."""


class PromptScorer(Protocol):
    """uint8 H x W x 3 sRGB and a prompt -> a standardised value, higher is better."""

    def score(self, rgb: NDArray[np.uint8], prompt: str) -> float: ...


class Captioner(Protocol):
    """uint8 H x W x 3 sRGB -> a few words; empty when it has none."""

    def caption(self, rgb: NDArray[np.uint8]) -> str: ...


@dataclass(frozen=True, slots=True, eq=False)
class PromptedReference:
    """What is kept of an original: its product's name and what the checks need."""

    prompt: str
    reasons: Any


class PromptedReward:
    """Ports ``RewardAssessor`` and ``NamedReward``. The reward is the sigmoid of the scorer's value: monotone in
    it, and not calibrated. As thread-safe as its scorer."""

    def __init__(
        self, scorer: PromptScorer, reasons: Reasons, name: str = "", captioner: Captioner | None = None
    ) -> None:
        """``name``: the model's id. ``captioner`` says what a product without a name is."""
        self._captioner = captioner
        self._name = name
        self._scorer, self._reasons = scorer, reasons

    def prepare(self, original: Picture, product: Any) -> PromptedReference:
        """Once per original whose product has no name."""
        return self.prepare_named(original, product, "")

    def prepare_named(self, original: Picture, product: Any, name: str) -> PromptedReference:
        """Once per original; ``name``: the product's. Without one, the original's caption is the prompt."""
        prompt = name.strip()
        if not prompt and self._captioner is not None:
            prompt = self._captioner.caption(original.rgb).strip()
        return PromptedReference(prompt or NAMELESS, self._reasons.prepare(original, product))

    def assess(self, reference: PromptedReference, generated: Picture, found: Any) -> RewardResult:
        """One generated image. ``ModelError`` when the model returns something that is no number."""
        said = self._reasons.assess(reference.reasons, generated, found)
        started = time.perf_counter()
        raw = float(self._scorer.score(generated.rgb, reference.prompt))
        if not math.isfinite(raw):
            raise ModelError(
                translate("models", "The reward model returned a value that is not a finite number.")
            )
        return RewardResult(
            reward=0.5 * (1.0 + math.tanh(0.5 * raw)),
            reward_raw=raw,
            defects=said.defects,
            stages=(*said.stages, ("reward.prompted", 1e3 * (time.perf_counter() - started))),
            measured=said.measured,
            left_out=said.left_out,
            features=on_base(said.features, self._name),
        )
