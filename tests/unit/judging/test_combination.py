"""The fitted combination is monotone, inspectable, and refuses weights that are not."""

from __future__ import annotations

import itertools
import json
import math
from pathlib import Path

import pytest

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.inference import resource_path
from hfpc_desktop.judging.combination import Combination

SHIPPED = resource_path("consistency", "combination.json").read_text(encoding="utf-8")


def made(**change: object) -> str:
    term = {"value": "outgrowth", "start": 0.1, "span": 0.2, "weight": 3.0} | change
    return json.dumps({"id": "t", "bias": 2.0, "terms": [term]})


def test_value_by_hand() -> None:
    one = Combination.parse(made())
    assert one.consistency({"outgrowth": 0.05}) == pytest.approx(1 / (1 + math.exp(-2)))
    assert one.consistency({"outgrowth": 0.2}) == pytest.approx(1 / (1 + math.exp(-0.5)))
    assert one.consistency({"outgrowth": 9.0}) == pytest.approx(1 / (1 + math.exp(1)))


def test_what_was_not_measured_takes_nothing_away() -> None:
    one = Combination.parse(made())
    assert (
        one.consistency({}) == one.consistency({"outgrowth": 0.0}) == one.consistency({"outgrowth": math.nan})
    )


def test_reasons_name_what_takes_away() -> None:
    assert Combination.parse(made()).reasons({"outgrowth": 0.2}) == {"outgrowth": pytest.approx(1.5)}


def test_relief_forgives_what_a_condition_adds_and_no_more() -> None:
    one = Combination.parse(made(relief={"softness": 0.1}))
    sharp, soft = {"outgrowth": 0.25}, {"outgrowth": 0.25, "softness": 1.0}
    assert one.reasons(sharp) == {"outgrowth": pytest.approx(2.25)}
    assert one.reasons(soft) == {"outgrowth": pytest.approx(0.75)}
    assert one.reasons({"outgrowth": 9.0, "softness": 1.0}) == {"outgrowth": 3.0}
    assert one.reasons({"outgrowth": 0.25, "softness": math.nan}) == one.reasons(sharp)
    with pytest.raises(ModelError):
        Combination.parse(made(relief={"softness": -0.1}))
    with pytest.raises(ModelError):
        Combination.parse(made(relief=["softness"]))


@pytest.mark.parametrize("text", ["", "[]", "{}", made(weight=-1.0), made(span=0.0), made(weight=math.nan)])
def test_bad_weights_are_refused(text: str) -> None:
    with pytest.raises(ModelError):
        Combination.parse(text)


def test_shipped_weights_are_monotone_in_every_value() -> None:
    shipped = Combination.parse(SHIPPED)
    names = {t.value for t in shipped.terms}
    assert {"outgrowth", "loss"} & names
    middle = {t.value: t.start + 0.5 * t.span for t in shipped.terms}
    for name in names:
        scores = [shipped.consistency(middle | {name: x / 50}) for x in range(500)]
        assert all(a >= b for a, b in itertools.pairwise(scores)), name
    assert shipped.consistency({}) > 0.8
    assert shipped.consistency(dict.fromkeys(names, 1000000.0)) < 0.05


def test_card_and_documentation_are_of_the_shipped_weights() -> None:
    """Weights and the words about them travel together; a half-done change or roll-back shows here."""
    values = json.loads(SHIPPED)
    pairs = int(values["fitted_on"].split()[0])
    card = resource_path("consistency", "README.md").read_text(encoding="utf-8")
    assert f"{pairs:,} made pairs" in card
    assert f"{values['auc_unseen_products']:.3f}" in card
    measured = (Path(__file__).parents[3] / "docs" / "evaluation.md").read_text(encoding="utf-8")
    assert f"`{values['id']}`" in measured
