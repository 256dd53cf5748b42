"""A reward head that was learned from a team's decisions: numbers as data, and how it scores.

    z      = log odds of the shipped reward
    raw    = base * z + bias + named . standardised(log(1 + amounts)) + deep . (description - mean)
    reward = calibration(raw)                                         0..1, higher is better, increasing in raw

With base 1 and everything else 0 this is the shipped head: what learning starts from and is drawn back to. A
missing amount counts as typical (0 after standardising). The file is JSON; reading it can execute nothing.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.measures import Layout, Measures, parse_layout

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDS = 5
HEAD_FORMAT = 1
SHIPPED = "shipped"
"""Id of "no learned head": the shipped reward as it is."""
_TIE_BREAK = 0.02


def log_odds(reward: NDArray[np.floating] | float) -> NDArray[np.float64]:
    """log(p / (1 - p)) of a reward 0..1, held within about +-9.2 (1e-4 from either end). NaN stays NaN."""
    p = np.clip(np.asarray(reward, dtype=np.float64), 1e-4, 1.0 - 1e-4)
    return np.asarray(np.log(p) - np.log1p(-p), dtype=np.float64)


def sigmoid(x: NDArray[np.floating]) -> NDArray[np.float64]:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -60.0, 60.0))), dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Scaling:
    """How measures are brought to one scale. ``mean``/``scale`` of log(1 + amount); ``deep_mean`` float32."""

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    deep_mean: NDArray[np.float32]

    def named(self, amounts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Standardised amounts, clipped to +-4; missing ones are 0."""
        values = (np.log1p(np.maximum(amounts, 0.0)) - self.mean) / self.scale
        return np.clip(np.nan_to_num(values, nan=0.0), -4.0, 4.0)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """One fitted direction. ``named`` one a name, ``deep`` one a number of the description."""

    base: float
    bias: float
    named: NDArray[np.float64]
    deep: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """From raw to probability: Platt's curve, or an isotonic one with 2 % of Platt's mixed in, so that it
    never is flat and the order of the raw values is kept. ``slope`` > 0; knots increasing."""

    slope: float
    offset: float
    knots: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    levels: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))

    @property
    def method(self) -> str:
        return "isotonic" if self.knots.size else "Platt"

    def __call__(self, raw: NDArray[np.floating]) -> NDArray[np.float64]:
        platt = sigmoid(self.slope * np.asarray(raw, dtype=np.float64) + self.offset)
        if not self.knots.size:
            return platt
        steps = np.interp(raw, self.knots, self.levels)
        return np.asarray((1.0 - _TIE_BREAK) * steps + _TIE_BREAK * platt, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """What a person should know of a head. Counts are of decisions learned from; ``gain``, ``gain_low`` the
    difference of the area under the ROC curve to the head before, on held-out originals, and its lower limit."""

    made: str = ""
    approved: int = 0
    rejected: int = 0
    originals: int = 0
    auc: float = math.nan
    auc_before: float = math.nan
    gain: float = math.nan
    gain_low: float = math.nan
    calibration_error: float = math.nan
    before: str = SHIPPED
    promoted: bool = False
    random_calibration: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class LearnedHead:
    """``folds[k]`` was fitted without the originals of fold k (``training.learning.fold_of``): its scores there
    are honest. ``held_out``: random positions below this were not learned from (see ``domain.audit``)."""

    version: int
    layout: Layout
    scaling: Scaling
    weights: Weights
    folds: tuple[Weights, ...]
    calibration: Calibration
    held_out: float
    facts: HeadFacts

    @property
    def head_id(self) -> str:
        """Shown with every score it made."""
        return f"learned-{self.version}"

    def numbered(self, version: int, *, facts: HeadFacts | None = None) -> LearnedHead:
        return replace(self, version=version, facts=facts or self.facts)

    def fits(self, layout: Layout) -> bool:
        """Whether measures of this layout can be scored by it."""
        return layout == self.layout

    def raw(
        self, base_reward: NDArray[np.floating], measures: Measures, weights: Weights | None = None
    ) -> NDArray[np.float64]:
        """Raw values (any real number, higher is better); NaN where the shipped reward is missing."""
        w = weights or self.weights
        named = self.scaling.named(measures.amounts) @ w.named
        deep = (measures.deep - self.scaling.deep_mean) @ w.deep
        return np.asarray(w.base * log_odds(base_reward) + w.bias + named + deep, dtype=np.float64)

    def reward(self, base_reward: NDArray[np.floating], measures: Measures) -> NDArray[np.float64]:
        """Rewards 0..1, higher is better; NaN where the shipped reward is missing. Pure."""
        return self.calibration(self.raw(base_reward, measures))

    def contributions(self, base_reward: float, measures: Measures) -> tuple[tuple[str, float], ...]:
        """What each part adds to ``raw`` of the one row, largest first; they sum to ``raw``.

        ``shipped`` the shipped reward's own share, ``team`` the constant, ``look`` the deep description,
        and the named measurements.
        """
        named = self.scaling.named(measures.amounts[:1])[0] * self.weights.named
        deep = float(((measures.deep[:1] - self.scaling.deep_mean) @ self.weights.deep)[0])
        parts = [
            ("shipped", self.weights.base * float(log_odds(base_reward))),
            ("team", self.weights.bias),
            ("look", deep),
            *zip(self.layout.names, map(float, named), strict=True),
        ]
        return tuple(sorted(parts, key=lambda part: -abs(part[1])))

    def changes(self, base_reward: float, measures: Measures) -> tuple[tuple[str, float], ...]:
        """What moved the reward of the one row away from the shipped one, in points of the reward (-1..1),
        largest first; they sum to the learned minus the shipped reward.

        Names as in ``contributions``; ``shipped``: its log odds count more or less than before; ``team``: the
        constant and the calibration. Every part gets its share of the way from the shipped to the learned log
        odds (integrated gradients, Sundararajan et al. 2017, which for a function of a sum is just that share).
        """
        steps = dict(self.contributions(base_reward, measures))
        z = float(log_odds(base_reward))
        steps["shipped"] -= z
        ends = np.array([z, z + sum(steps.values())])
        start, end = (float(value) for value in self.calibration(ends))
        way = float(ends[1] - ends[0])
        if abs(way) > 1e-6:
            slope = (end - start) / way
        else:
            slope = float(np.diff(self.calibration(np.array([z - 1e-3, z + 1e-3])))[0]) / 2e-3
        points = {name: slope * step for name, step in steps.items()}
        points["team"] += start - base_reward
        return tuple(sorted(points.items(), key=lambda part: -abs(part[1])))

    # -- as a file ---------------------------------------------------------------------------
    def to_json(self) -> str:
        def weights(w: Weights) -> dict[str, Any]:
            return {"base": w.base, "bias": w.bias, "named": _list(w.named), "deep": _list(w.deep)}

        document = {
            "format": HEAD_FORMAT,
            "version": self.version,
            "layout": self.layout.to_text(),
            "scaling": {
                "mean": _list(self.scaling.mean),
                "scale": _list(self.scaling.scale),
                "deep_mean": _list(self.scaling.deep_mean),
            },
            "weights": weights(self.weights),
            "folds": [weights(w) for w in self.folds],
            "calibration": {
                "slope": self.calibration.slope,
                "offset": self.calibration.offset,
                "knots": _list(self.calibration.knots),
                "levels": _list(self.calibration.levels),
            },
            "held_out": self.held_out,
            "facts": {key: _plain(value) for key, value in asdict(self.facts).items()},
        }
        return json.dumps(document, allow_nan=False)


def parse_learned_head(text: str) -> LearnedHead:
    """A head from its JSON. ``ModelError`` when it is damaged, or a number in it is not finite."""
    try:
        document = json.loads(text)
        if document["format"] != HEAD_FORMAT:
            raise ValueError(f"format {document['format']}, expected {HEAD_FORMAT}")
        layout = parse_layout(document["layout"])
        names, width = len(layout.names), layout.width
        scaling = document["scaling"]
        head = LearnedHead(
            version=int(document["version"]),
            layout=layout,
            scaling=Scaling(
                _array(scaling["mean"], names),
                _array(scaling["scale"], names),
                _array(scaling["deep_mean"], width).astype(np.float32),
            ),
            weights=_weights(document["weights"], layout),
            folds=tuple(_weights(values, layout) for values in document["folds"]),
            calibration=_calibration(document["calibration"]),
            held_out=float(document["held_out"]),
            facts=_facts(document["facts"]),
        )
        if len(head.folds) != FOLDS or not (head.scaling.scale > 0).all() or not 0 <= head.held_out <= 1:
            raise ValueError("folds, scales or hold-out share out of range")
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(
            translate("models", "This is not a learned head of this version: {0}").format(error)
        ) from error
    return head


def _weights(values: dict[str, Any], layout: Layout) -> Weights:
    deep = _array(values["deep"], layout.width).astype(np.float32)
    return Weights(
        float(values["base"]), float(values["bias"]), _array(values["named"], len(layout.names)), deep
    )


def _calibration(values: dict[str, Any]) -> Calibration:
    knots, levels = _array(values["knots"]), _array(values["levels"])
    slope, offset = float(values["slope"]), float(values["offset"])
    if not (math.isfinite(slope) and math.isfinite(offset) and slope > 0) or knots.shape != levels.shape:
        raise ValueError("the calibration is not usable")
    if (np.diff(knots) <= 0).any() or (np.diff(levels) < 0).any() or ((levels < 0) | (levels > 1)).any():
        raise ValueError("the calibration does not increase")
    return Calibration(slope, offset, knots, levels)


def _facts(values: dict[str, Any]) -> HeadFacts:
    known: dict[str, Any] = {name: values[name] for name in HeadFacts.__dataclass_fields__ if name in values}
    numbers: dict[str, Any] = {name: math.nan if value is None else value for name, value in known.items()}
    return HeadFacts(**numbers)


def _array(values: Any, size: int | None = None) -> NDArray[np.float64]:
    out = np.asarray(values, dtype=np.float64)
    if out.ndim != 1 or (size is not None and out.size != size) or not np.isfinite(out).all():
        raise ValueError(f"{out.shape} numbers, expected {size} finite ones")
    return out


def _list(values: NDArray[Any]) -> list[float]:
    return [float(f"{value:.7g}") for value in values.tolist()]


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value
