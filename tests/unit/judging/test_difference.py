"""The difference network's frame and rules, and a second instance found by features."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.difference import (
    GRID_SIDE,
    DifferenceModel,
    similarities,
    to_product_view,
)
from hfpc_desktop.judging.duplicates import find_duplicate, second_place
from hfpc_desktop.judging.product_view import product_view
from tests.unit.judging import scenes
from tests.unit.judging.instruments import difference

IDENTITY = np.eye(3)


def prepared(rgb: np.ndarray, mask: np.ndarray):
    pyramid = geometry.Pyramid.of(rgb)
    view = product_view(pyramid, mask, np.zeros_like(mask))
    assert view is not None
    return view, difference().prepare(pyramid, view)


def test_growth_and_loss_raise_their_odds_and_are_found_in_place() -> None:
    rgb, mask = scenes.carton()
    view, ref = prepared(rgb, mask)
    kept = scenes.place(rgb, mask)
    grown = kept.copy()
    cv2.rectangle(grown, (130, 20), (270, 90), (40, 90, 160), -1)
    lost = kept.copy()
    lost[80:190] = scenes.background(400, 400)[80:190]
    same = difference().compare(ref, geometry.Pyramid.of(kept), IDENTITY)
    more = difference().compare(ref, geometry.Pyramid.of(grown), IDENTITY)
    less = difference().compare(ref, geometry.Pyramid.of(lost), IDENTITY)
    assert more.grown_area > same.grown_area + 0.1
    assert less.lost_area > same.lost_area + 0.1
    assert min(same.grown_area, same.lost_area, same.outgrowth, same.change_odds) >= 0
    there = to_product_view(more.product, ref, view)
    assert there.shape == view.mask.shape
    above = there[: view.box[1] - 4, view.box[0] : view.box[0] + view.box[2]]
    below = there[view.box[1] + view.box[3] + 8 :]
    assert above.mean() > below.mean() + 0.2


def test_the_same_pixels_again_give_the_same_numbers() -> None:
    rgb, mask = scenes.vase()
    _, ref = prepared(rgb, mask)
    scene = geometry.Pyramid.of(scenes.place(rgb, mask))
    first, second = (difference().compare(ref, scene, IDENTITY) for _ in range(2))
    np.testing.assert_array_equal(first.product, second.product)
    assert first.outgrowth == second.outgrowth


class Wrong:
    def run(self, **inputs: np.ndarray) -> list[np.ndarray]:
        return [np.zeros((1, 3, 5, 5), np.float32)] * 5


def test_a_model_of_another_shape_is_refused() -> None:
    rgb, mask = scenes.vase()
    pyramid = geometry.Pyramid.of(rgb)
    view = product_view(pyramid, mask, np.zeros_like(mask))
    assert view is not None
    with pytest.raises(ModelError):
        DifferenceModel(Wrong(), Wrong()).prepare(pyramid, view)
    _, ref = prepared(rgb, mask)

    class Features:
        def run(self, **inputs: np.ndarray) -> list[np.ndarray]:
            return [np.asarray(level) for level in ref.levels]

    with pytest.raises(ModelError):
        DifferenceModel(Features(), Wrong()).compare(ref, pyramid, IDENTITY)


def test_similarities_tell_product_from_scene() -> None:
    rng = np.random.default_rng(3)
    product, scene = rng.normal(size=(2, 12))
    mask = np.zeros((GRID_SIDE // 2, GRID_SIDE // 2), np.float32)
    mask[12:24, 12:24] = 1.0
    original = np.where(mask > 0, product[:, None, None], rng.normal(size=12)[:, None, None])
    generated = np.where(mask > 0, product[:, None, None], scene[:, None, None]).astype(np.float32)
    generated[:, 24:26, 12:24] = product[:, None, None]
    planes = similarities(original.astype(np.float32), generated, mask)
    assert planes.shape == (4, *mask.shape)
    assert np.abs(planes).max() <= 1.001
    assert planes[0, 25, 18] > 0.95 > planes[0, 34, 2]
    assert planes[1, 25, 18] > planes[1, 34, 2]
    assert planes[2, 34, 2] > planes[2, 25, 18]
    assert not similarities(original.astype(np.float32), generated, np.ones_like(mask)).any()


def test_a_second_place_is_found_and_the_product_itself_is_not_one() -> None:
    rng = np.random.default_rng(4)
    features = rng.normal(size=(16, 40, 40)).astype(np.float32)
    product = np.zeros((40, 40), bool)
    product[5:15, 5:13] = True
    alone, _ = second_place(features, product)
    assert alone < 0.5
    features[:, 22:32, 25:33] = features[:, 5:15, 5:13]
    score, box = second_place(features, product)
    assert score > 0.95
    assert box == (25.0, 22.0, 8.0, 10.0)
    assert second_place(features, np.zeros((40, 40), bool)) == (0.0, None)


def test_a_copy_beside_the_product_is_found_in_the_picture() -> None:
    rgb, mask = scenes.carton()
    view, _ = prepared(rgb, mask)
    one = scenes.place(rgb, mask, size=(640, 400), shift=(-130.0, 0.0))
    two = one.copy()
    two[:, 320:] = scenes.place(rgb, mask, size=(640, 400), shift=(120.0, 0.0))[:, 320:]
    place = geometry.shifting(-10.0, 0.0) @ np.linalg.inv(view.to_view)
    single = find_duplicate(difference().read, geometry.Pyramid.of(one), view, place)
    double = find_duplicate(difference().read, geometry.Pyramid.of(two), view, place)
    assert double.score > 0.5 > single.score
    assert double.corners is not None
    assert double.corners[:, 0].mean() == pytest.approx(440, abs=30)
