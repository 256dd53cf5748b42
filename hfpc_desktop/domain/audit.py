"""The random sample that honest figures need: which pairs, how a decision came about, and when to worry.

Every pair has a fixed random position 0..1 in its project, made from the contents of its two pictures and
the project's seed: nobody chooses it, and it does not move when files are renamed. The pairs below
``AUDIT_SHARE`` are the audit sample, and reviewing pairs in the order of their positions is simple random
sampling without replacement. A part of the positions is held out: no head is ever fitted on those pairs.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.domain import binomial

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

AUDIT_SHARE = 0.05
"""Share of all pairs that is looked at whatever the models say."""

HELD_OUT_SHARE = 0.5
"""Share of the positions that no head learns from once there are ``HOLD_OUT_FROM`` decisions: a promise
about a head can be proved only on decisions that it has not seen."""

HOLD_OUT_FROM = 500
"""Below this many decisions nothing can be proved anyway, so all but the audit sample are learned from."""


class Selection(StrEnum):
    """How a pair came before the person who decided it."""

    AUDIT = "audit"
    RANKED = "ranked"
    FILTERED = "filtered"
    BULK = "bulk"
    """Decided together with others in one go: not looked at one by one."""
    IMPORTED = "imported"
    """Taken from a list of decisions that were made elsewhere, one by one."""


def propensity(how: Selection) -> float | None:
    """The chance with which a pair was picked; ``None`` where nobody knows (picked by score or by hand)."""
    return AUDIT_SHARE if how is Selection.AUDIT else None


def held_out_share(decisions: int) -> float:
    """Positions below this are kept away from learning, given how many decisions there are."""
    return HELD_OUT_SHARE if decisions >= HOLD_OUT_FROM else AUDIT_SHARE


def sample_position(original: str, generated: str, seed: str) -> float:
    """The pair's position, uniform in 0..1, from the content hashes of its pictures and the project's seed."""
    text = "\n".join((seed, original, generated)).encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=7).digest(), "big") / float(1 << 56)


def sample_positions(hashes: Sequence[tuple[str | None, str | None]], seed: str) -> NDArray[np.float64]:
    """Positions of many pairs; NaN where a picture's hash is not known yet: in no sample."""
    return np.array(
        [
            np.nan if original is None or generated is None else sample_position(original, generated, seed)
            for original, generated in hashes
        ],
        dtype=np.float64,
    )


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """What the audit says about auto-approvals that were promised to be right.

    ``reviewed`` audited auto-approvals since the certificate, ``wrong`` of them rejected by a person;
    ``chance``: the probability of so many or more if the promise held. ``contradicted``: it is below 5 %.
    """

    reviewed: int
    wrong: int
    chance: float

    @property
    def contradicted(self) -> bool:
        return self.chance < 0.05


def audit_finding(reviewed: int, wrong: int, target: float) -> AuditFinding:
    """Exact one-sided binomial test of "at least ``target`` of the auto-approvals are right"."""
    return AuditFinding(reviewed, wrong, binomial.at_least(wrong, reviewed, 1.0 - target))
