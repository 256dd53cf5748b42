"""What judges a project: the models that can be chosen, and the scorer that comes of a choice. No Qt.

A choice is a profile's name, the same as ``--profile`` of the command line: ``embedded``, ``full``, the id of one model,
or ids joined by ``+``. The project keeps the name; ``engine`` makes the scorer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from hfpc_desktop.domain.segmentation import Segmenter
    from hfpc_desktop.domain.verdict import Role
    from hfpc_desktop.review.scoring import Scorer
    from hfpc_desktop.runtime.scoring_job import ThreadPlan

EMBEDDED = "embedded"
JOIN = "+"
EMBEDDED_REWARD = "starter-reward"
"""Named in a profile, it says that the reward that ships is meant."""
PROFILE_SETTING = "profile"
"""The project's setting that holds the profile's name; empty = the app's default."""


@dataclass(frozen=True, slots=True)
class JudgedBy:
    """Ids of the models that a profile adds; empty = the one that ships (no detector ships).

    ``by_name``: the product's name changes a judgement.
    """

    segmenter: str = ""
    detector: str = ""
    reward: str = ""
    by_name: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Judging:
    """One way of judging, ready to be used. ``device``: what the sessions reported, empty before the models are
    loaded. ``segmenter`` loads the promptable segmenter when it is first called: not on the GUI thread."""

    profile: str
    by: JudgedBy
    scorer: Scorer
    fingerprint: str
    plan: ThreadPlan
    device: Callable[[], str]
    segmenter: Callable[[], Segmenter]


class WhyNot(StrEnum):
    """Why a model cannot be chosen."""

    NOTHING = ""
    NOT_INSTALLED = "not_installed"
    DAMAGED = "damaged"
    NEEDS_TORCH = "needs_torch"


@dataclass(frozen=True, slots=True)
class Choice:
    """One model that could judge. ``slow``: tens of seconds a picture on this machine. ``by_name``: reads the
    product's name."""

    id: str
    name: str
    role: Role
    why_not: WhyNot = WhyNot.NOTHING
    slow: bool = False
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that could judge, without what ships; those that cannot be chosen now included."""

    segmenters: tuple[Choice, ...] = ()
    detectors: tuple[Choice, ...] = ()
    rewards: tuple[Choice, ...] = ()

    def find(self, model_id: str) -> Choice | None:
        return next((one for one in self.all if one.id == model_id), None)

    @property
    def all(self) -> tuple[Choice, ...]:
        return (*self.segmenters, *self.detectors, *self.rewards)


class JudgingSource(Protocol):
    """Makes judgings. Slow: worker threads only."""

    def judging(self, profile: str) -> Judging:
        """``profile`` empty: the default. Raises ``UsageError`` or ``ModelError`` when it cannot be had."""
        ...

    def choices(self) -> Choices: ...


def profile_name(segmenter: str, detector: str, reward: str) -> str:
    """The profile of exactly these models; empty ids = what ships.

    >>> profile_name("", "", "")
    'embedded'
    >>> profile_name("efficientsam-ti", "", "")
    'efficientsam-ti+starter-reward'
    >>> profile_name("efficientsam-ti", "grounding-dino-tiny", "image-reward")
    'efficientsam-ti+grounding-dino-tiny+image-reward'
    """
    if not (segmenter or detector or reward):
        return EMBEDDED
    if reward and not (segmenter or detector):
        return reward
    # a segmenter alone would take the installed detector with it
    return JOIN.join(part for part in (segmenter, detector, reward or EMBEDDED_REWARD) if part)
