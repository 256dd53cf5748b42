"""The reward judge: contract, damage never helps, honest gaps, typed errors."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.judgement import DefectKind
from hfpc_desktop.inference.resources import resource_path
from hfpc_desktop.judging.features import DeepFeatures
from hfpc_desktop.judging.reward import RewardJudge, RewardResult
from hfpc_desktop.judging.reward_head import load_head, parse_head
from tests.fakes import FakeFeatureSession
from tests.unit.judging.reward_scenes import BOX, SIDE, Found, Original, picture, product_mask, sound_scene

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

HEAD = resource_path("models", "starter-reward", "head.json")
NETWORK = resource_path("models", "efficientnet-lite2", "efficientnet-lite2-features.onnx")


SHIPPED = load_head(HEAD)


@pytest.fixture(scope="module")
def judge() -> RewardJudge:
    """The shipped head on the shipped network."""
    pytest.importorskip("onnxruntime", reason="ONNX Runtime is an extra")
    from hfpc_desktop.inference.sessions import OnnxSession

    return RewardJudge(DeepFeatures(OnnxSession(NETWORK, "cpu", threads=1)), load_head(HEAD))


def judged(judge: RewardJudge, rgb: NDArray[np.uint8], mask: NDArray[np.uint8] | None = None) -> RewardResult:
    used = product_mask() if mask is None else mask
    reference = judge.prepare(picture(sound_scene()), Original(product_mask()))
    return judge.assess(reference, picture(rgb), Found(used))


def test_result_keeps_its_contract(judge: RewardJudge) -> None:
    result = judged(judge, sound_scene())
    assert 0.0 <= result.reward <= 1.0
    assert result.reward == pytest.approx(load_head(HEAD).calibrated(result.reward_raw))
    assert {name for name, _ in result.stages} == {"reward.scene", "reward.checks", "reward.features"}
    assert all(ms >= 0 for _, ms in result.stages)
    assert all(amount >= 0 for _, amount in result.measured)
    assert result.left_out == ()


def test_same_input_same_result(judge: RewardJudge) -> None:
    first, second = judged(judge, sound_scene()), judged(judge, sound_scene())
    assert replace(first, stages=()) == replace(second, stages=())


def text_damage(rgb: NDArray[np.uint8], level: int) -> None:
    for line in range(level):
        place = (8 + 12 * line, 50 + 45 * line)
        cv2.putText(rgb, "ARTEHIUS", place, cv2.FONT_HERSHEY_DUPLEX, 1.0, (20, 20, 20), 2)


def halo_damage(rgb: NDArray[np.uint8], level: int) -> None:
    x0, y0, x1, y1 = BOX
    if level:
        cv2.rectangle(rgb, (x0 - 1, y0 - 1), (x1, y1), (255, 255, 255), 2 * level - 1)


def blotch_damage(rgb: NDArray[np.uint8], level: int) -> None:
    for spot in range(level):
        shape = np.zeros((SIDE, SIDE), dtype=np.float32)
        cv2.circle(shape, (60 + 10 * spot, 70 + 120 * spot), 36, 1.0, -1)
        soft = 0.9 * cv2.GaussianBlur(shape, (0, 0), 9)[..., None]
        rgb[:] = (rgb * (1 - soft) + np.array((40, 220, 60)) * soft).astype(np.uint8)


@pytest.mark.parametrize("damage", [text_damage, halo_damage, blotch_damage])
def test_obvious_damage_lowers_the_reward(judge: RewardJudge, damage: Any) -> None:
    raws = []
    for level in (0, 1, 2, 3):
        rgb = sound_scene()
        damage(rgb, level)
        raws.append(judged(judge, rgb).reward_raw)
    assert raws[1] < raws[0] - 0.2
    assert min(raws[1:]) == pytest.approx(raws[-1], abs=0.6)
    assert all(raw < raws[0] for raw in raws[1:])


def test_missing_shadow_lowers_the_reward(judge: RewardJudge) -> None:
    assert judged(judge, sound_scene(shadow=False)).reward_raw < judged(judge, sound_scene()).reward_raw


def test_defects_say_what_and_where(judge: RewardJudge) -> None:
    rgb = sound_scene()
    text_damage(rgb, 3)
    found = {defect.kind: defect for defect in judged(judge, rgb).defects}
    text = found[DefectKind.STRAY_TEXT]
    assert text.region is not None
    assert text.region.y < 0.55
    assert 0.3 <= text.severity <= 1.0


def test_without_a_mask_the_checks_of_the_product_are_left_out(judge: RewardJudge) -> None:
    reference = judge.prepare(picture(sound_scene()), None)
    for found in (None, Found(None)):
        result = judge.assess(reference, picture(sound_scene()), found)
        assert {"edge_halo", "contact_shadow", "lighting", "indistinct", "stray_text"} <= set(result.left_out)
        assert 0.0 <= result.reward <= 1.0


def test_expected_mask_serves_when_no_mask_was_found(judge: RewardJudge) -> None:
    reference = judge.prepare(picture(sound_scene()), Original(product_mask()))
    found = judge.assess(reference, picture(sound_scene()), Found(product_mask()))
    expected = judge.assess(reference, picture(sound_scene()), Found(None, product_mask()))
    assert expected.reward_raw == found.reward_raw


def test_mask_may_have_any_resolution(judge: RewardJudge) -> None:
    small = cv2.resize(product_mask(), (97, 97), interpolation=cv2.INTER_AREA)
    assert judged(judge, sound_scene(), small).reward == pytest.approx(
        judged(judge, sound_scene()).reward, abs=0.15
    )


@pytest.mark.parametrize("shape", [(40, 40), (33, 500), (900, 60)])
def test_odd_shapes_and_empty_or_full_masks(judge: RewardJudge, shape: tuple[int, int]) -> None:
    rgb = np.full((*shape, 3), 128, dtype=np.uint8)
    for mask in (np.zeros(shape, np.uint8), np.full(shape, 255, np.uint8)):
        reference = judge.prepare(picture(rgb), Original(mask))
        result = judge.assess(reference, picture(rgb), Found(mask))
        assert np.isfinite(result.reward_raw)
        assert "edge_halo" in result.left_out


def test_features_that_are_not_finite_are_an_error() -> None:
    class Broken(FakeFeatureSession):
        def run(self, **inputs: NDArray[Any]) -> list[NDArray[Any]]:
            maps = super().run(**inputs)
            maps[2][:, 0, 0, 0] = np.nan
            return maps

    broken = RewardJudge(DeepFeatures(Broken()), load_head(HEAD))
    with pytest.raises(ModelError, match="not finite"):
        judged(broken, sound_scene())


def test_another_network_is_an_error() -> None:
    class Narrow(FakeFeatureSession):
        def run(self, **inputs: NDArray[Any]) -> list[NDArray[Any]]:
            maps = super().run(**inputs)
            return [maps[0], maps[1][:, :16], *maps[2:]]

    with pytest.raises(ModelError, match="descriptors"):
        judged(RewardJudge(DeepFeatures(Narrow()), load_head(HEAD)), sound_scene())


# ------------------------------------------------------------------------------------- the head
@settings(deadline=None)
@given(st.data())
def test_more_damage_never_raises_the_reward(data: st.DataObject) -> None:
    head = SHIPPED
    amount = st.floats(0, 20, allow_nan=False)
    amounts = {name: data.draw(amount) for name in head.names}
    worse = dict(amounts)
    name = data.draw(st.sampled_from(sorted(worse)))
    worse[name] += data.draw(amount)
    assert head.raw(worse) <= head.raw(amounts)
    assert head.calibrated(head.raw(worse)) <= head.calibrated(head.raw(amounts))


def test_damaged_or_foreign_heads_are_refused(tmp_path: Path) -> None:
    document = json.loads(HEAD.read_text(encoding="utf-8"))
    kind = document["kinds"][0]
    name, term = next(iter(kind["terms"].items()))
    below = {**kind, "terms": {**kind["terms"], name: {**term, "weight": -1.0}}}
    wrong = {
        "format": {**document, "format": 99},
        "negative weight": {**document, "kinds": [below]},
        "no kinds": {**document, "kinds": []},
        "not finite": {**document, "offset": float("nan")},
        "short probe": {**document, "probes": [{**document["probes"][0], "weights": [1.0]}]},
        "missing": {key: value for key, value in document.items() if key != "probes"},
    }
    for value in wrong.values():
        path = tmp_path / "head.json"
        path.write_text(json.dumps(value), encoding="utf-8")
        with pytest.raises(ModelError, match=r"head\.json"):
            load_head(path)
    (tmp_path / "head.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="annot read"):
        load_head(tmp_path / "head.json")
    with pytest.raises(ModelError, match="annot read"):
        load_head(tmp_path / "absent.json")
    assert parse_head(document).model_id == "starter-reward"
