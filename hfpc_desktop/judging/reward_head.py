"""The starter reward's head: weights as data, and the one formula that joins all measurements.

    reward_raw = bias - sum_i weight_i * min(amount_i, cap_i)          weight_i >= 0, amount_i >= 0
    reward     = 1 / (1 + exp(-(slope * reward_raw + offset)))         slope > 0

So more of any measured damage never raises the reward. A measurement that could not be made takes its
``typical`` value on good images: it neither helps nor harms. The file is JSON, made by
``packaging/fit_reward.py``; what it was fitted on stands in the card beside it.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.judgement import DefectKind
from hfpc_desktop.judging.features import LOCAL_WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

HEAD_FORMAT = 1
POOLS = ("frame", "ring", "base", "ground")
"""Regions over which local descriptors are averaged: the background of the frame, and, in the view of
the product, all around it, right under it, and the ground about it."""


@dataclass(frozen=True, slots=True)
class Term:
    """How one measurement counts. ``flag_at``: amount from which it is reported as a defect
    (``None`` = never); ``obvious``: amount at which the severity is 1."""

    weight: float
    cap: float
    typical: float
    flag_at: float | None
    obvious: float


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """A linear probe on deep features. ``pools`` empty: local, the largest response counts; else on the
    concatenated means over these pools. ``weights`` float32, LOCAL_WIDTH times max(1, len(pools))."""

    name: str
    kind: DefectKind
    pools: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: float

    def logit(self, descriptor: NDArray[np.float32]) -> NDArray[np.float32]:
        """Response to descriptors (... x length of ``weights``)."""
        return np.asarray(descriptor @ self.weights + self.bias)


@dataclass(frozen=True, slots=True, eq=False)
class RewardHead:
    """Everything fitted. ``model_id`` names it in judgements."""

    model_id: str
    bias: float
    slope: float
    offset: float
    terms: Mapping[str, Term]
    probes: tuple[Probe, ...]

    def raw(self, amounts: Mapping[str, float]) -> float:
        """``reward_raw`` (any real number, higher is better) of the measured ``amounts`` (>= 0)."""
        total = self.bias
        for name, term in self.terms.items():
            amount = amounts.get(name, term.typical)
            if not math.isfinite(amount):
                raise ModelError(f"the measurement {name} is not a finite number")
            total -= term.weight * min(max(amount, 0.0), term.cap)
        return total

    def calibrated(self, raw: float) -> float:
        """Reward 0..1, higher is better; strictly increasing in ``raw``."""
        return float(1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, self.slope * raw + self.offset)))))


def softplus(logit: float) -> float:
    """log(1 + exp(logit)), >= 0: a probe's response as an amount."""
    return float(np.logaddexp(0.0, logit))


def load_head(path: Path) -> RewardHead:
    """Reads a head. ``ModelError`` when the file is missing, damaged, or made for another network."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"cannot read the reward head {path.name}: {error}") from error
    try:
        return parse_head(document)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{path.name} is not a reward head of this version: {error}") from error


def parse_head(document: Mapping[str, Any]) -> RewardHead:
    """A head from its JSON document; ``ValueError`` names what does not fit."""
    if document["format"] != HEAD_FORMAT:
        raise ValueError(f"format {document['format']}, expected {HEAD_FORMAT}")
    terms = {name: Term(**values) for name, values in document["terms"].items()}
    probes = tuple(_probe(values) for values in document["probes"])
    for name, term in terms.items():
        if not (term.weight >= 0 and term.cap > 0 and term.typical >= 0 and math.isfinite(term.weight)):
            raise ValueError(f"term {name}: weight, cap and typical value must not be negative")
    bias, slope, offset = (float(document[key]) for key in ("bias", "slope", "offset"))
    if not all(map(math.isfinite, (bias, slope, offset))) or slope <= 0:
        raise ValueError("bias, slope and offset must be finite and the slope positive")
    return RewardHead(str(document["id"]), bias, slope, offset, terms, probes)


def _probe(values: Mapping[str, Any]) -> Probe:
    pools = tuple(values["pools"])
    if unknown := set(pools) - set(POOLS):
        raise ValueError(f"unknown pools {sorted(unknown)}")
    weights = np.asarray(values["weights"], dtype=np.float32)
    if weights.shape != (LOCAL_WIDTH * max(1, len(pools)),) or not np.isfinite(weights).all():
        raise ValueError(f"probe {values['name']}: {weights.shape} weights do not fit the features")
    weights.setflags(write=False)
    return Probe(str(values["name"]), DefectKind(values["kind"]), pools, weights, float(values["bias"]))
