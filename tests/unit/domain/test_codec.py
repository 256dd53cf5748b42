"""Judgement <-> JSON text."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfpc_desktop.domain import codec
from hfpc_desktop.domain.judgement import Defect, DefectKind, Evidence, Frame, Judgement, NotJudged, Region

unit = st.floats(0, 1)
maybe = st.none() | st.floats(-1e6, 1e6)
words = st.text(max_size=12)
named = st.lists(st.tuples(words, st.floats(-1e6, 1e6)), max_size=3).map(tuple)
defects = st.builds(
    Defect,
    kind=st.sampled_from(DefectKind),
    severity=unit,
    region=st.none() | st.builds(Region, unit, unit, unit, unit),
    frame=st.sampled_from(Frame),
    amount=maybe,
    place=words,
    detail=words,
)
evidence = st.builds(
    Evidence, *[maybe] * 8, extra=st.lists(st.tuples(words, st.floats(-9, 9)), max_size=3).map(tuple)
)
judgements = st.builds(
    Judgement,
    reward=st.none() | unit,
    reward_raw=maybe,
    consistency=st.none() | unit,
    evidence=evidence,
    defects=st.lists(defects, max_size=3).map(tuple),
    not_judged=st.none() | st.sampled_from(NotJudged),
    not_judged_detail=words,
    models=st.lists(st.tuples(words, words), max_size=3).map(tuple),
    device=words,
    ms=st.floats(0, 1e6),
    stages=named,
)


@given(judgements)
def test_round_trip(judgement: Judgement) -> None:
    text = codec.encode(judgement)
    assert codec.decode(text) == judgement
    assert "\n" not in text


def test_defaults_are_left_out() -> None:
    assert json.loads(codec.encode(Judgement())) == {"v": codec.FORMAT}


def test_numbers_that_are_not_finite_are_missing() -> None:
    strange = Judgement(
        reward=math.nan,
        evidence=Evidence(loss=math.inf, extra=(("a", math.nan), ("b", 1.0))),
        defects=(Defect(DefectKind.LOSS, 0.5, amount=math.nan),),
    )
    back = codec.decode(codec.encode(strange))
    assert back.reward is None
    assert back.evidence == Evidence(extra=(("b", 1.0),))
    assert back.defects[0].amount is None


def test_unknown_fields_and_kinds_are_ignored() -> None:
    text = (
        '{"v":1,"reward":0.5,"mood":"good","evidence":{"iou":0.9,"smell":1},'
        '"defects":[{"kind":"loss","severity":0.4,"colour":"red"},{"kind":"from_the_future","severity":1}]}'
    )
    assert codec.decode(text) == Judgement(
        reward=0.5, evidence=Evidence(iou=0.9), defects=(Defect(DefectKind.LOSS, 0.4),)
    )


def test_an_unknown_reason_stays_not_judged() -> None:
    assert codec.decode('{"v":1,"not_judged":"from_the_future"}').not_judged is NotJudged.FAILED


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "{}", '{"v":2}', '{"v":1,"reward":"high"}', '{"v":1,"defects":[{"severity":1}]}'],
)
def test_damaged_text(text: str) -> None:
    with pytest.raises(codec.CodecError):
        codec.decode(text)
