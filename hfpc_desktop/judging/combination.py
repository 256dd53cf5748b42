"""From evidence to one consistency: a small, inspectable, monotone model.

    consistency = 1 / (1 + exp(-(bias - sum of weight * clip((value - relief - start) / span, 0, 1))))

Every weight is >= 0 and every value is "badness" (higher is worse), so more of any evidence can
never raise the consistency. ``relief`` is what a pair's conditions (a small or a soft generated product) add to the
value of a kept product: slope * condition, slopes >= 0. Fitted by ``packaging/fit_consistency.py``.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Term:
    """One step of badness: 0 below ``start``, rising to ``weight`` at ``start + span`` and above."""

    value: str
    start: float
    span: float
    weight: float
    relief: tuple[tuple[str, float], ...] = ()
    """(condition, slope): the step starts this much later for every unit of the condition."""

    def badness(self, values: Mapping[str, float]) -> float:
        """0..``weight``; a value that was not measured gives 0."""
        x = values.get(self.value)
        if x is None or not math.isfinite(x):
            return 0.0
        eased = sum(slope * _finite(values.get(name)) for name, slope in self.relief)
        return self.weight * min(1.0, max(0.0, (x - eased - self.start) / self.span))


def _finite(value: float | None) -> float:
    return value if value is not None and math.isfinite(value) else 0.0


@dataclass(frozen=True, slots=True)
class Combination:
    """``consistency`` in 0..1, higher is better: the estimated probability that a careful person says
    "the product is still the same". ``model_id`` names the fit."""

    model_id: str
    bias: float
    terms: tuple[Term, ...]

    @staticmethod
    def parse(text: str) -> Combination:
        """From the JSON in ``resources/consistency/combination.json``. Raises ``ModelError``."""
        try:
            raw = json.loads(text)
            terms = tuple(
                Term(
                    str(t["value"]),
                    float(t["start"]),
                    float(t["span"]),
                    float(t["weight"]),
                    tuple((str(n), float(k)) for n, k in t.get("relief", {}).items()),
                )
                for t in raw["terms"]
            )
            made = Combination(str(raw["id"]), float(raw["bias"]), terms)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(
                translate("models", "The consistency weights cannot be read: {0}").format(error)
            ) from error
        numbers = [made.bias, *(n for t in terms for n in (t.start, t.span, t.weight))]
        slopes = [slope for t in terms for _, slope in t.relief]
        bad = any(t.weight < 0 or t.span <= 0 for t in terms) or any(slope < 0 for slope in slopes)
        if bad or not all(map(math.isfinite, numbers + slopes)):
            raise ModelError(
                translate(
                    "models",
                    "The consistency weights are not monotone: a weight is negative or a span is not positive.",
                )
            )
        return made

    def consistency(self, values: Mapping[str, float]) -> float:
        """0..1; see the class."""
        z = self.bias - sum(term.badness(values) for term in self.terms)
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, z))))

    def reasons(self, values: Mapping[str, float]) -> dict[str, float]:
        """How much each value takes away (log odds, >= 0): the model explained for one pair."""
        total: dict[str, float] = {}
        for term in self.terms:
            total[term.value] = total.get(term.value, 0.0) + term.badness(values)
        return total
