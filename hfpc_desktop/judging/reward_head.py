"""The starter reward's head: weights as data, and the one formula that joins all measurements.

    risk_k     = sum_i weight_i * min(amount_i, cap_i) - bias_k        weight_i >= 0, amount_i >= 0
    reward_raw = - sum_k log(1 + exp(risk_k))                          the log chance that no kind of defect is there
    reward     = 1 / (1 + exp(-(slope * reward_raw + offset)))         slope > 0

One risk for every kind of background defect: good is what has none of them. So more of any measured damage
never raises the reward. A measurement that could not be made takes its ``typical`` value on good images:
it neither helps nor harms. The file is JSON, made by ``packaging/fit_reward.py``; what it was fitted on
stands in the card beside it.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.judgement import DefectKind
from hfpc_desktop.domain.language import translate
from hfpc_desktop.judging.features import LOCAL_WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

HEAD_FORMAT = 2
POOLS = ("frame", "ring", "base", "ground")
"""Regions over which local descriptors are averaged: the background of the frame, and, in the view of
the product, all around it, right under it, and the ground about it."""


@dataclass(frozen=True, slots=True)
class Term:
    """How one measurement counts for its kind. All >= 0; ``cap`` > 0."""

    weight: float
    cap: float
    typical: float


@dataclass(frozen=True, slots=True, eq=False)
class KindRisk:
    """How the measurements of one kind of defect become its risk (log odds).

    ``flag_at``: risk from which the defect is reported (infinite = never); ``obvious``: risk at which
    its severity is 1.
    """

    kind: DefectKind
    bias: float
    terms: Mapping[str, Term]
    flag_at: float
    obvious: float

    def parts(self, amounts: Mapping[str, float]) -> dict[str, float]:
        """What each measurement adds, >= 0; a missing one adds what is typical of good images."""
        out = {}
        for name, term in self.terms.items():
            amount = amounts.get(name, term.typical)
            if not math.isfinite(amount):
                raise ModelError(
                    translate("models", "The measurement {0} is not a finite number.").format(name)
                )
            out[name] = term.weight * min(max(amount, 0.0), term.cap)
        return out

    def risk(self, amounts: Mapping[str, float]) -> float:
        """Log odds that this defect is there; never falls when an amount grows."""
        return sum(self.parts(amounts).values()) - self.bias

    def severity(self, risk: float) -> float | None:
        """0.3..1 for a reported defect, else ``None``."""
        if risk < self.flag_at:
            return None
        share = (risk - self.flag_at) / max(self.obvious - self.flag_at, 1e-6)
        return min(1.0, 0.3 + 0.7 * share)


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
    slope: float
    offset: float
    kinds: tuple[KindRisk, ...]
    probes: tuple[Probe, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every measurement that counts, sorted."""
        return tuple(sorted({name for kind in self.kinds for name in kind.terms}))

    def raw(self, amounts: Mapping[str, float]) -> float:
        """``reward_raw`` (<= 0, higher is better) of the measured ``amounts`` (>= 0)."""
        return -sum(softplus(kind.risk(amounts)) for kind in self.kinds)

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
        raise ModelError(
            translate("models", "Cannot read the reward head {0}: {1}").format(path.name, error)
        ) from error
    try:
        return parse_head(document)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(
            translate("models", "{0} is not a reward head of this version: {1}").format(path.name, error)
        ) from error


def parse_head(document: Mapping[str, Any]) -> RewardHead:
    """A head from its JSON document; ``ValueError`` names what does not fit."""
    if document["format"] != HEAD_FORMAT:
        raise ValueError(f"format {document['format']}, expected {HEAD_FORMAT}")
    slope, offset = float(document["slope"]), float(document["offset"])
    if not (math.isfinite(slope) and math.isfinite(offset) and slope > 0):
        raise ValueError("slope and offset must be finite and the slope positive")
    kinds = tuple(_kind(values) for values in document["kinds"])
    if not kinds:
        raise ValueError("no kind of defect")
    probes = tuple(_probe(values) for values in document["probes"])
    return RewardHead(str(document["id"]), slope, offset, kinds, probes)


def _kind(values: Mapping[str, Any]) -> KindRisk:
    terms = {str(name): Term(**term) for name, term in values["terms"].items()}
    for name, term in terms.items():
        if not (term.weight >= 0 and term.cap > 0 and term.typical >= 0 and math.isfinite(term.weight)):
            raise ValueError(f"term {name}: weight, cap and typical value must not be negative")
    bias = float(values["bias"])
    if not math.isfinite(bias):
        raise ValueError(f"{values['kind']}: the bias must be finite")
    flag_at = math.inf if values["flag_at"] is None else float(values["flag_at"])
    return KindRisk(DefectKind(values["kind"]), bias, terms, flag_at, float(values["obvious"]))


def _probe(values: Mapping[str, Any]) -> Probe:
    pools = tuple(values["pools"])
    if unknown := set(pools) - set(POOLS):
        raise ValueError(f"unknown pools {sorted(unknown)}")
    weights = np.asarray(values["weights"], dtype=np.float32)
    if weights.shape != (LOCAL_WIDTH * max(1, len(pools)),) or not np.isfinite(weights).all():
        raise ValueError(f"probe {values['name']}: {weights.shape} weights do not fit the features")
    weights.setflags(write=False)
    return Probe(str(values["name"]), DefectKind(values["kind"]), pools, weights, float(values["bias"]))
