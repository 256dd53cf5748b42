"""The contract of ``ConsistencyJudge``: defined answers, no NaN, no exception, right order and right place."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np
import pytest

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.judgement import DefectKind, Evidence, NotJudged
from hfpc_desktop.inference import resource_path
from hfpc_desktop.judging.combination import Combination, Term
from hfpc_desktop.judging.consistency import ConsistencyJudge, ConsistencyResult
from hfpc_desktop.judging.defects_product import leading_defect, product_defects
from hfpc_desktop.judging.geometry import Pyramid
from hfpc_desktop.judging.measurements import measure
from tests.fakes import FakeSaliency
from tests.unit.judging import scenes
from tests.unit.judging.instruments import embedded

COMBINATION = Combination.parse(resource_path("consistency", "combination.json").read_text(encoding="utf-8"))


@pytest.fixture
def judge() -> ConsistencyJudge:
    return ConsistencyJudge(embedded(FakeSaliency()), COMBINATION)


def is_sound(result: ConsistencyResult) -> bool:
    """Either judged with finite numbers in range, or a reason; overlays small and read-only."""
    numbers = [v for _, v in result.evidence.extra]
    assert all(math.isfinite(n) and n >= 0 for n in numbers)
    for mask in (result.overlay.generated_mask, result.overlay.expected_mask, result.overlay.difference):
        if mask is not None:
            assert mask.dtype == np.uint8 and max(mask.shape) <= 512 and not mask.flags.writeable
    for defect in result.defects:
        assert 0.0 <= defect.severity <= 1.0
        if defect.region is not None:
            r = defect.region
            assert 0 <= r.x <= r.x + r.width <= 1.0001 and 0 <= r.y <= r.y + r.height <= 1.0001
    if result.consistency is None:
        return result.not_judged is not None and bool(result.detail)
    return 0.0 <= result.consistency <= 1.0 and result.not_judged is None


def test_original_equals_generated_is_the_same_product(judge: ConsistencyJudge) -> None:
    rgb, _ = scenes.carton()
    product = judge.prepare(scenes.picture(rgb))
    result = judge.assess(product, scenes.picture(rgb))
    assert is_sound(result)
    assert result.consistency is not None and result.consistency > 0.9
    assert result.evidence.iou is not None and result.evidence.iou > 0.93
    assert not [d for d in result.defects if d.severity > 0.3]


def test_kept_product_scores_above_every_alteration(judge: ConsistencyJudge) -> None:
    rgb, mask = scenes.carton()
    product = judge.prepare(scenes.picture(rgb), mask)
    kept = scenes.place(rgb, mask, gain=(0.95, 0.9, 0.85))
    grown = kept.copy()
    cv2.rectangle(grown, (130, 20), (270, 90), (40, 90, 160), -1)
    lost = kept.copy()
    lost[80:170] = scenes.background(400, 400)[80:170]
    recoloured = cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV)
    recoloured[..., 0] = (recoloured[..., 0].astype(int) + 45) % 180
    recoloured = scenes.place(cv2.cvtColor(recoloured, cv2.COLOR_HSV2RGB), mask)
    other = rgb.copy()
    other[95:325, 135:265] = other[95:325, 135:265][:, ::-1]
    flipped = scenes.place(other, mask)
    good = judge.assess(product, scenes.picture(kept))
    assert is_sound(good) and good.consistency is not None
    for name, bad in (("grown", grown), ("lost", lost), ("recoloured", recoloured), ("flipped", flipped)):
        result = judge.assess(product, scenes.picture(bad))
        assert is_sound(result)
        assert result.consistency is None or result.consistency < good.consistency, name


def test_outgrowth_is_named_and_points_at_the_right_spot(judge: ConsistencyJudge) -> None:
    rgb, mask = scenes.carton()
    product = judge.prepare(scenes.picture(rgb), mask)
    grown = scenes.place(rgb, mask)
    cv2.rectangle(grown, (130, 20), (270, 90), (40, 90, 160), -1)
    result = judge.assess(product, scenes.picture(grown))
    named = [d for d in result.defects if d.kind is DefectKind.OUTGROWTH]
    assert named and named[0].region is not None
    assert named[0].place == "top"
    assert named[0].region.y < 0.15
    assert named[0].region.y + named[0].region.height < 0.4


def test_a_product_that_was_not_found_gets_no_score_and_no_evidence(judge: ConsistencyJudge) -> None:
    """Numbers, boxes and masks of a wrong place would pretend to be about the product."""
    rgb, mask = scenes.carton()
    product = judge.prepare(scenes.picture(rgb), mask)
    result = judge.assess(product, scenes.picture(scenes.background(400, 400, 5)))
    assert is_sound(result)
    assert result.consistency is None and result.not_judged is NotJudged.NOT_REGISTERED
    assert [d.kind for d in result.defects] == [DefectKind.NOT_REGISTERED]
    assert result.defects[0].region is None
    assert result.evidence.registration is not None and result.evidence.registration < 0.5
    assert result.evidence == Evidence(registration=result.evidence.registration)
    shown = result.overlay
    assert shown.original_mask is not None
    assert shown.generated_mask is shown.expected_mask is shown.difference is shown.registration is None


@pytest.mark.parametrize("value", [0, 128, 255])
def test_original_without_a_product(judge: ConsistencyJudge, value: int) -> None:
    product = judge.prepare(scenes.picture(np.full((300, 300, 3), value, np.uint8)))
    result = judge.assess(product, scenes.picture(scenes.background(300, 300)))
    assert result.not_judged is NotJudged.NO_PRODUCT
    assert result.consistency is None
    assert [d.kind for d in result.defects] == [DefectKind.UNSUITABLE_ORIGINAL]
    assert is_sound(result)


@pytest.mark.parametrize("alpha", [0, 255])
def test_alpha_that_says_nothing_is_passed_over(judge: ConsistencyJudge, alpha: int) -> None:
    rgb, mask = scenes.carton()
    product = judge.prepare(scenes.picture(rgb, np.full(mask.shape, alpha, np.uint8)))
    assert product.not_judged is None
    found = product.mask >= 128
    assert np.count_nonzero(found & (mask > 127)) / np.count_nonzero(found | (mask > 127)) > 0.9


def test_alpha_is_the_mask(judge: ConsistencyJudge) -> None:
    rgb, mask = scenes.carton()
    product = judge.prepare(scenes.picture(rgb, mask))
    assert np.array_equal(product.mask >= 128, mask >= 128)
    assert product.confidence == 1.0


def test_supplied_mask_of_another_size(judge: ConsistencyJudge) -> None:
    rgb, mask = scenes.carton()
    product = judge.prepare(scenes.picture(rgb), cv2.resize(mask, (200, 200), interpolation=cv2.INTER_AREA))
    assert product.not_judged is None
    assert is_sound(judge.assess(product, scenes.picture(scenes.place(rgb, mask, zoom=0.5))))


@pytest.mark.parametrize("size", [(64, 64), (1024, 1024), (1024, 96), (96, 1024), (40, 900), (33, 33)])
def test_any_size_and_aspect(judge: ConsistencyJudge, size: tuple[int, int]) -> None:
    rgb, mask = scenes.carton()
    product = judge.prepare(scenes.picture(rgb), mask)
    zoom = 0.8 * min(size) / 400
    assert is_sound(judge.assess(product, scenes.picture(scenes.place(rgb, mask, size=size, zoom=zoom))))


def test_small_and_strange_originals(judge: ConsistencyJudge) -> None:
    rgb, mask = scenes.carton(400)
    generated = scenes.picture(scenes.place(rgb, mask))
    for size in ((64, 64), (20, 20), (1024, 60), (3, 400)):
        small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
        assert is_sound(judge.assess(judge.prepare(scenes.picture(small)), generated))


def test_tiny_generated_image(judge: ConsistencyJudge) -> None:
    rgb, mask = scenes.carton()
    result = judge.assess(judge.prepare(scenes.picture(rgb), mask), scenes.picture(scenes.background(20, 20)))
    assert result.not_judged is NotJudged.TOO_SMALL


def test_another_picture_altogether_is_never_a_pass(judge: ConsistencyJudge) -> None:
    rgb, mask = scenes.carton()
    product = judge.prepare(scenes.picture(rgb), mask)
    for other in (
        scenes.background(400, 400, 9),
        np.zeros((300, 400, 3), np.uint8),
        np.full((300, 400, 3), 255, np.uint8),
    ):
        result = judge.assess(product, scenes.picture(other))
        assert is_sound(result)
        assert result.consistency is None or result.consistency < 0.35


def test_product_cut_by_the_frame(judge: ConsistencyJudge) -> None:
    rgb, mask = scenes.carton()
    product = judge.prepare(scenes.picture(rgb[:, 150:]), mask[:, 150:])
    assert is_sound(judge.assess(product, scenes.picture(scenes.place(rgb, mask, shift=(-120.0, 0.0)))))


def test_same_input_same_result(judge: ConsistencyJudge) -> None:
    rgb, mask = scenes.carton()
    scene = scenes.picture(scenes.place(rgb, mask, zoom=0.6, shift=(20.0, 10.0)))
    first = judge.assess(judge.prepare(scenes.picture(rgb)), scene)
    second = judge.assess(judge.prepare(scenes.picture(rgb)), scene)
    assert first.consistency == second.consistency
    assert first.evidence == second.evidence
    assert first.defects == second.defects


def test_stages_are_named_and_timed(judge: ConsistencyJudge) -> None:
    rgb, mask = scenes.carton()
    result = judge.assess(judge.prepare(scenes.picture(rgb), mask), scenes.picture(rgb))
    assert {"registration", "appearance", "difference", "text", "generated mask"} <= {
        name for name, _ in result.stages
    }
    assert all(ms >= 0 for _, ms in result.stages)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("stretch", DefectKind.DEFORMATION),
        ("hue_delta", DefectKind.COLOUR_SHIFT),
        ("grown_odds", DefectKind.OUTGROWTH),
        ("disagreement", DefectKind.LOSS),  # says nothing in particular: the next value speaks
    ],
)
def test_a_low_score_always_names_its_reason(value: str, kind: DefectKind) -> None:
    """Evidence below every single limit that still adds up to a low score."""
    rgb, _ = scenes.carton()
    suspicious = Combination("suspicious", -2.0, (Term(value, -1.0, 0.5, 1.0), Term("loss", -1.0, 0.5, 0.2)))
    judge = ConsistencyJudge(embedded(FakeSaliency()), suspicious)
    result = judge.assess(judge.prepare(scenes.picture(rgb)), scenes.picture(rgb))
    assert is_sound(result)
    assert result.consistency is not None and result.consistency < 0.5
    (named,) = result.defects
    assert named.kind is kind
    assert (named.severity, named.amount) == (0.3, None)


@pytest.mark.parametrize(
    "value", ["structure_peak", "grown_odds", "lost_odds", "stretch", "duplicate", "disagreement"]
)
def test_a_score_below_approval_is_never_silent(value: str) -> None:
    """No kind is claimed, but the sentence and a box say where to look; at the approve limit silence is an answer."""
    rgb, mask = scenes.carton()
    moved = scenes.picture(scenes.place(rgb, mask))
    results = []
    for bias in (1.5, 3.0):
        combination = Combination("adds up", bias, (Term(value, -1.0, 0.5, 1.0),))
        judge = ConsistencyJudge(embedded(FakeSaliency()), combination)
        results.append(judge.assess(judge.prepare(scenes.picture(rgb), mask), moved))
    doubtful, good = results
    assert is_sound(doubtful) and is_sound(good)
    assert doubtful.consistency is not None and 0.5 <= doubtful.consistency < 0.7
    (remark,) = doubtful.defects
    assert remark.kind is DefectKind.UNCLEAR_CHANGE and remark.kind.is_remark
    assert remark.region is not None and remark.severity < 0.3
    said = messages.sentence(remark)
    assert "no single kind of change stands out" in said
    assert ("beyond its outline" in said) is (value == "grown_odds")
    assert good.consistency is not None and good.consistency >= 0.7
    assert good.defects == ()


def test_what_is_named_as_grown_is_drawn_as_grown_and_the_reward_sees_what_was_located(
    judge: ConsistencyJudge,
) -> None:
    rgb, mask = scenes.carton()
    product = judge.prepare(scenes.picture(rgb), mask)
    grown = scenes.place(rgb, mask)
    cv2.rectangle(grown, (130, 20), (270, 90), (40, 90, 160), -1)
    result = judge.assess(product, scenes.picture(grown))
    (named,) = [d for d in result.defects if d.kind is DefectKind.OUTGROWTH]
    shown, expected = result.overlay.generated_mask, result.overlay.expected_mask
    assert shown is not None and expected is not None and named.region is not None
    height, width = shown.shape
    box = named.region
    inside = np.s_[
        round(box.y * height) : round((box.y + box.height) * height),
        round(box.x * width) : round((box.x + box.width) * width),
    ]
    beyond = (shown > 127) & (expected <= 127)
    assert beyond[inside].mean() > 0.4
    located = result.located.generated_mask
    assert located is not None and not np.any((located > 127) & (shown <= 127))


@pytest.mark.parametrize(
    ("large", "lettered", "kind"),
    [
        (False, True, DefectKind.LOGO_CHANGE),
        (True, True, DefectKind.TEXTURE_CHANGE),
        (False, False, DefectKind.TEXTURE_CHANGE),  # a chair has no logo
    ],
)
def test_a_change_in_one_place_is_a_logos_and_one_all_over_the_surfaces(
    large: bool, lettered: bool, kind: DefectKind
) -> None:
    suspicious = Combination("suspicious", -2.0, (Term("changed_odds", -1.0, 0.5, 1.0),))
    judge = ConsistencyJudge(embedded(FakeSaliency()), suspicious)
    rgb, mask = scenes.carton()
    product, moved = judge.prepare(scenes.picture(rgb), mask), scenes.picture(rgb)
    found = judge.assess(product, moved)
    reading = product.readings[0].reference
    view = reading.registration.view
    assert found.registration is not None
    measured = measure(reading, found.registration, Pyramid.of(moved.rgb), embedded(FakeSaliency()))
    spot = np.zeros_like(view.mask)
    x, y, w, h = view.box
    part = 1.0 if large else 0.25
    spot[y : y + int(part * h), x : x + int(part * w)] = True
    spots = replace(measured.spots, changed=spot & view.mask)
    assert measured.lettered
    measured = replace(measured, spots=spots, lettered=lettered)
    told = leading_defect(measured, view, (400, 400), {"changed_odds": 1.0})
    assert told.kind is kind
    if not large:
        clearly = replace(measured, values=measured.values | {"structure_peak": 0.9, "structure": 0.1})
        assert [d.kind for d in product_defects(clearly, view, (400, 400))] == [kind]


def test_a_good_score_needs_no_reason(judge: ConsistencyJudge) -> None:
    rgb, _ = scenes.carton()
    result = judge.assess(judge.prepare(scenes.picture(rgb)), scenes.picture(rgb))
    assert result.defects == ()


def test_a_repainted_plain_product_is_told_as_another_colour_all_over(judge: ConsistencyJudge) -> None:
    """One hue for another over a plain product looks like a coloured lamp; the scene, which has no such cast, says it is not."""
    rgb, mask = scenes.vase()
    product = judge.prepare(scenes.picture(rgb))
    kept = judge.assess(product, scenes.picture(scenes.place(rgb, mask, gain=(0.95, 0.95, 0.95))))
    blue = judge.assess(product, scenes.picture(scenes.place(rgb, mask, gain=(0.35, 0.8, 1.6))))
    values = dict(kept.evidence.extra), dict(blue.evidence.extra)
    assert values[0]["cast_apart"] < 0.1 < 0.3 < values[1]["cast_apart"]
    assert kept.consistency is not None and blue.consistency is not None
    assert blue.consistency < kept.consistency
    (told,) = [d for d in blue.defects if d.kind is DefectKind.COLOUR_SHIFT]
    assert told.place == "" and told.region is not None
    assert told.region.height > 0.5  # the whole vase


def test_a_large_attached_part_is_told_as_grown_whatever_the_networks_odds(judge: ConsistencyJudge) -> None:
    rgb, mask = scenes.carton()
    grown = scenes.place(rgb, mask)
    cv2.rectangle(grown, (130, 20), (270, 90), (40, 90, 160), -1)
    reading = judge.prepare(scenes.picture(rgb), mask).readings[0].reference
    found = judge.assess(judge.prepare(scenes.picture(rgb), mask), scenes.picture(grown))
    assert found.registration is not None
    measured = measure(reading, found.registration, Pyramid.of(grown), embedded(FakeSaliency()))
    quiet = dict.fromkeys(measured.values, 0.0)
    view = reading.registration.view
    for area, kinds in ((0.05, []), (0.2, [DefectKind.OUTGROWTH])):
        told = product_defects(replace(measured, values=quiet | {"attached_area": area}), view, (400, 400))
        assert [d.kind for d in told] == kinds
