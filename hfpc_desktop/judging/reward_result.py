"""What every reward says about one generated image, and who names the defects for those that only give a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from hfpc_desktop.domain.judgement import Defect
    from hfpc_desktop.domain.pictures import Picture


@dataclass(frozen=True, slots=True)
class RewardResult:
    """``reward`` 0..1 calibrated, ``reward_raw`` any real number: both higher is better.

    ``measured``: (name, amount >= 0, higher is worse), sorted by name. ``left_out``: names of what could
    not be measured here (no mask, no room below the product), which counted as typical.
    ``stages``: (name, wall ms). ``features``: packed ``measures`` for learning from decisions: all named
    amounts and the mean description of the frame's background.
    """

    reward: float
    reward_raw: float
    defects: tuple[Defect, ...]
    stages: tuple[tuple[str, float], ...]
    measured: tuple[tuple[str, float], ...] = ()
    left_out: tuple[str, ...] = ()
    features: bytes = b""


class Reasons(Protocol):
    """The background checks (``RewardJudge``): they name and place defects."""

    def prepare(self, original: Picture, product: Any) -> Any: ...
    def assess(self, reference: Any, generated: Picture, found: Any) -> RewardResult: ...
