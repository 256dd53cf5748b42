"""The judging ports: what holds for the real adapters holds for their fakes, and the other way round."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import pytest

from hfpc_desktop.domain.judgement import DefectGroup, NotJudged
from hfpc_desktop.domain.pictures import Picture
from hfpc_desktop.inference.resources import resource_path
from hfpc_desktop.inference.sessions import OnnxSession
from hfpc_desktop.judging.combination import Combination
from hfpc_desktop.judging.consistency import ConsistencyJudge
from hfpc_desktop.judging.features import DeepFeatures
from hfpc_desktop.judging.judge import Judge
from hfpc_desktop.judging.reward import RewardJudge
from hfpc_desktop.judging.reward_head import load_head
from hfpc_desktop.judging.saliency import U2NetSaliency
from tests.fakes import FakeConsistency, FakeReward, FakeSaliency
from tests.unit.judging.instruments import embedded

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODELS = resource_path("models")


# -- pictures ----------------------------------------------------------------------------------------


def scene(ground: int = 225, *, product: bool = True, broken: bool = False, size: int = 288) -> Picture:
    """A patterned red mug-like shape on a soft ground; ``broken`` lacks its lower half."""
    rng = np.random.default_rng(5)
    rgb = np.clip(rng.normal(ground, 3, (size, size, 3)), 0, 255).astype(np.uint8)
    if product:
        left, top, right, bottom = (round(size * f) for f in (0.3, 0.25, 0.7, 0.8))
        cv2.rectangle(rgb, (left, top), (right, bottom), (170, 40, 35), -1)
        cv2.ellipse(rgb, (right, size // 2), (size // 9, size // 8), 0, -90, 90, (150, 30, 30), size // 24)
        for number in range(12):
            at = (left + 8 + number * 37 % (right - left - 16), top + 8 + number * 53 % (bottom - top - 16))
            cv2.circle(rgb, at, 5, (240, 220, 20 * number), -1)
    if broken:
        rgb[size * 5 // 9 :] = ground
    rgb.setflags(write=False)
    return Picture(rgb, None, (size, size))


@pytest.fixture(scope="module")
def u2net() -> U2NetSaliency:
    return U2NetSaliency(OnnxSession(MODELS / "u2netp" / "u2netp.onnx", "cpu", threads=1))


@pytest.fixture(params=["fake", "real"])
def saliency(request: pytest.FixtureRequest) -> Any:
    return FakeSaliency() if request.param == "fake" else request.getfixturevalue("u2net")


@pytest.fixture(scope="module")
def real_consistency(u2net: U2NetSaliency) -> ConsistencyJudge:
    text = resource_path("consistency", "combination.json").read_text(encoding="utf-8")
    return ConsistencyJudge(embedded(u2net), Combination.parse(text))


@pytest.fixture(scope="module")
def real_reward() -> RewardJudge:
    name = "efficientnet-lite2"
    session = OnnxSession(MODELS / name / f"{name}-features.onnx", "cpu", threads=1)
    return RewardJudge(DeepFeatures(session, name), load_head(MODELS / "starter-reward" / "head.json"))


@pytest.fixture(params=["fake", "real"])
def consistency(request: pytest.FixtureRequest) -> Any:
    return FakeConsistency() if request.param == "fake" else request.getfixturevalue("real_consistency")


@pytest.fixture(params=["fake", "real"])
def reward(request: pytest.FixtureRequest) -> Any:
    return FakeReward() if request.param == "fake" else request.getfixturevalue("real_reward")


# -- Saliency ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", [(288, 288), (40, 200), (33, 32)])
def test_saliency_is_a_probability_per_pixel(saliency: Any, shape: tuple[int, int]) -> None:
    rgb = cv2.resize(scene().rgb, shape[::-1])
    rgb.setflags(write=False)
    found = saliency.predict(rgb)
    assert (found.shape, found.dtype) == (shape, np.float32)
    assert np.isfinite(found).all()
    assert 0 <= found.min() <= found.max() <= 1
    np.testing.assert_array_equal(found, saliency.predict(rgb))


def test_saliency_is_not_stretched(saliency: Any) -> None:
    """A picture of nothing gives a weak map, not a confident one."""
    assert saliency.predict(scene().rgb).max() > 0.8
    assert np.median(saliency.predict(scene(product=False).rgb)) < 0.3


# -- ConsistencyAssessor -----------------------------------------------------------------------------


def check_overlay(masks: list[NDArray[np.uint8] | None]) -> None:
    for mask in masks:
        if mask is not None:
            assert mask.dtype == np.uint8
            assert mask.ndim == 2
            assert max(mask.shape) <= 512
            assert not mask.flags.writeable


def test_consistency_keeps_its_contract(consistency: Any) -> None:
    prepared = consistency.prepare(scene(), None)
    same, worse = (consistency.assess(prepared, scene(200, broken=broken)) for broken in (False, True))
    for found in (same, worse):
        assert found.not_judged is None
        assert 0 <= found.consistency <= 1
        assert all(0 <= defect.severity <= 1 for defect in found.defects)
        assert all(defect.kind.group is DefectGroup.PRODUCT for defect in found.defects)
        assert all(ms >= 0 for _, ms in found.stages)
        overlay = found.overlay
        check_overlay(
            [overlay.original_mask, overlay.generated_mask, overlay.expected_mask, overlay.difference]
        )
    assert worse.consistency < same.consistency
    assert worse.defects
    assert same.overlay.registration is not None and same.overlay.registration.shape == (3, 3)


def test_consistency_takes_a_supplied_mask(consistency: Any) -> None:
    mask = np.zeros((64, 64), np.uint8)
    mask[16:51, 19:50] = 255
    prepared = consistency.prepare(scene(), mask)
    assert prepared.mask.dtype == np.uint8
    assert consistency.assess(prepared, scene(200)).not_judged is None


def test_consistency_without_a_product_is_not_judged(consistency: Any) -> None:
    prepared = consistency.prepare(scene(product=False), np.zeros((64, 64), np.uint8))
    found = consistency.assess(prepared, scene())
    assert found.consistency is None
    assert found.not_judged is NotJudged.NO_PRODUCT


# -- RewardAssessor ----------------------------------------------------------------------------------


@pytest.mark.parametrize("with_mask", [True, False])
def test_reward_keeps_its_contract(reward: Any, with_mask: bool) -> None:
    product = FakeConsistency().prepare(scene(), None)
    reference = reward.prepare(scene(), product)
    overlay = FakeConsistency().assess(product, scene(200)).overlay if with_mask else None
    found = reward.assess(reference, scene(200), overlay)
    assert 0 <= found.reward <= 1
    assert np.isfinite(found.reward_raw)
    assert all(0 <= defect.severity <= 1 for defect in found.defects)
    assert all(defect.kind.group is DefectGroup.BACKGROUND for defect in found.defects)
    again = reward.assess(reference, scene(200), overlay)
    assert (again.reward, again.reward_raw) == (found.reward, found.reward_raw)


# -- both together -----------------------------------------------------------------------------------


def test_judge_is_pure_on_many_threads(consistency: Any, reward: Any) -> None:
    judge = Judge(consistency, reward, models=(("reward", "x"),), device="CPU", fingerprint="f")
    prepared = judge.prepare(scene())
    pictures = [scene(ground, broken=broken) for ground in (200, 180) for broken in (False, True)]
    alone = [judge.judge(prepared, picture)[0] for picture in pictures]
    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(lambda picture: judge.judge(prepared, picture)[0], pictures))
    for one, other in zip(alone, together, strict=True):
        assert (one.consistency, one.reward, one.defects) == (other.consistency, other.reward, other.defects)
        severities = [defect.severity for defect in one.defects]
        assert severities == sorted(severities, reverse=True)
        assert (one.models, one.device) == ((("reward", "x"),), "CPU")
        assert one.ms > 0
