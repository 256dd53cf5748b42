"""Change inside the product: light is forgiven, colour, structure and lettering are not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfpc_desktop.judging.appearance import cast_apart, compare, follow, relight, smooth_flow
from tests.unit.judging import scenes

RGB, MASK = scenes.carton(240)
PRODUCT = MASK > 127


def changed(rgb: np.ndarray):
    return compare(RGB, rgb, PRODUCT, 0.0)


def test_the_same_picture_has_no_change() -> None:
    same = changed(RGB)
    assert same.colour_delta == pytest.approx(0.0, abs=0.2)
    assert same.structure == pytest.approx(0.0, abs=0.05)
    assert same.altered == 0.0
    assert same.difference.max() < 1.0


def test_a_lamp_is_forgiven_and_reported_as_tint() -> None:
    darker = changed(np.clip(RGB * 0.7, 0, 255).astype(np.uint8))
    assert darker.colour_delta < 6.0
    assert darker.structure < 0.1
    warm = changed(np.clip(RGB * np.array([1.0, 0.85, 0.7]), 0, 255).astype(np.uint8))
    assert warm.tint > darker.tint
    assert warm.cast[0] > 0 > warm.cast[2]
    assert warm.colour_delta < 8.0


def test_recolouring_is_a_colour_change() -> None:
    hsv = cv2.cvtColor(RGB, cv2.COLOR_RGB2HSV)
    hsv[..., 0] = (hsv[..., 0].astype(int) + 50) % 180
    turned = cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)
    assert changed(turned).hue_delta > 3 * changed(RGB).hue_delta + 8.0


def test_other_lettering_shows_at_its_place() -> None:
    other = RGB.copy()
    u = 240 / 400
    cv2.rectangle(other, scenes.at(140, 150, u), scenes.at(260, 220, u), (240, 230, 200), -1)
    cv2.putText(other, "NEXO", scenes.at(150, 205, u), cv2.FONT_HERSHEY_DUPLEX, 1.3 * u, (150, 30, 30), 2)
    found = changed(other)
    assert found.fine_peak > 0.3
    y, x = np.unravel_index(int(cv2.GaussianBlur(found.change, (0, 0), 4).argmax()), found.change.shape)
    assert 150 * u <= y <= 220 * u
    assert 140 * u <= x <= 260 * u


def test_a_lost_logo_is_lost_structure_and_an_added_one_is_added_structure() -> None:
    u = 240 / 400
    plain = RGB.copy()
    cv2.circle(plain, scenes.at(200, 120, u), round(20 * u), (40, 90, 160), -1)
    lost = compare(RGB, plain, PRODUCT, 0.0)
    added = compare(plain, RGB, PRODUCT, 0.0)
    assert lost.structure_peak > 0.25
    assert added.added > lost.added + 0.1


def test_smooth_flow_undoes_a_small_warp() -> None:
    flow = np.zeros((*PRODUCT.shape, 2), np.float32)
    flow[..., 0] = 2.0
    moved = np.roll(RGB, 2, axis=1)
    back = follow(moved, smooth_flow(flow, PRODUCT))
    inner = cv2.erode(PRODUCT.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    assert np.abs(back[inner].astype(int) - RGB[inner]).mean() < 2.0


def test_softness_grows_with_blur_and_is_no_matter_of_light() -> None:
    assert changed(RGB).softness == 0.0
    assert changed(np.clip(RGB * 0.9, 0, 255).astype(np.uint8)).softness < 0.3
    soft = [changed(cv2.GaussianBlur(RGB, (0, 0), s)).softness for s in (0.8, 1.6, 3.0)]
    assert 0.1 < soft[0] < soft[1] < soft[2]


def test_nothing_to_compare_is_finite() -> None:
    nothing = compare(RGB, RGB, np.zeros_like(PRODUCT), 0.0)
    assert nothing.colour_delta == 0.0
    black = np.zeros_like(RGB)
    dark = compare(black, black, PRODUCT, 0.0)
    assert np.isfinite(dark.colour_delta)
    assert np.isfinite(relight(black, RGB, PRODUCT).generated).all()


def beside(colour: tuple[int, int, int]) -> np.ndarray:
    """A plain scene of one colour, uint8 40 x 40 x 3."""
    return np.full((40, 40, 3), colour, np.uint8)


def test_a_cast_that_the_scene_shares_is_the_lamp() -> None:
    everywhere = np.ones((40, 40), bool)
    warm = (0.3, 0.0, -0.3)
    assert cast_apart(warm, beside((200, 172, 147)), everywhere) < 0.08
    assert cast_apart(warm, beside((160, 160, 160)), everywhere) == pytest.approx(0.3, abs=0.02)
    assert cast_apart(warm, beside((147, 172, 200)), everywhere) == pytest.approx(0.3, abs=0.02)


def test_a_coloured_scene_round_an_unchanged_product_is_no_evidence() -> None:
    assert cast_apart((0.0, 0.0, 0.0), beside((60, 160, 70)), np.ones((40, 40), bool)) < 1e-6


def test_without_a_scene_there_is_no_cast_to_compare_with() -> None:
    assert cast_apart((0.5, 0.0, -0.5), beside((160, 160, 160)), np.zeros((40, 40), bool)) == 0.0


@given(st.tuples(*[st.floats(-2, 2)] * 3), st.tuples(*[st.integers(0, 255)] * 3))
def test_the_cast_apart_is_never_more_than_the_cast(cast: tuple, colour: tuple) -> None:
    apart = cast_apart(cast, beside(colour), np.ones((40, 40), bool))
    assert 0.0 <= apart <= max(abs(c) for c in cast) + 1e-6
