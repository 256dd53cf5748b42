"""What grew on the product: what looks like it and stands out with it."""

from __future__ import annotations

import numpy as np
import pytest

from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.attached import CONVINCED, Attached, attached_parts, stands_out
from hfpc_desktop.judging.product_view import product_view

SIDE = 120
EVERYWHERE = np.ones((SIDE, SIDE), bool)


def block(x: int, y: int, w: int, h: int, value: float = 1.0) -> np.ndarray:
    made = np.zeros((SIDE, SIDE), np.float32)
    made[y : y + h, x : x + w] = value
    return made


PRODUCT = block(40, 40, 40, 50) > 0
HANDLE = block(80, 50, 25, 30)
SEEN = PRODUCT.astype(np.float32)


def parts_of(likely: np.ndarray, salient: np.ndarray, mask: np.ndarray, seen: np.ndarray) -> Attached:
    return attached_parts(likely, mask, seen, lambda: salient)


def test_both_witnesses_are_needed() -> None:
    both = parts_of(SEEN + HANDLE, SEEN + HANDLE, PRODUCT, EVERYWHERE)
    assert both.area == pytest.approx(21 * 30 / (40 * 50), abs=0.02)
    assert both.peak == pytest.approx(1.0)
    assert both.chance[65, 95] == pytest.approx(1.0)
    for likely, salient in ((SEEN + HANDLE, SEEN), (SEEN, SEEN + HANDLE)):
        alone = parts_of(likely, salient, PRODUCT, EVERYWHERE)
        assert (alone.area, alone.peak) == (0.0, 0.0)
        assert alone.weighed(14.0) == 0.0


def test_more_of_it_is_worse_and_a_soft_edge_or_a_shadow_is_nothing() -> None:
    rim = parts_of(
        block(38, 38, 44, 54), block(37, 37, 46, 56), PRODUCT, EVERYWHERE
    )  # as wide as masks are inexact
    assert (rim.area, rim.peak) == (0.0, 0.0)
    grown = [SEEN + block(80, 50, wide, 30) for wide in (4, 10, 18, 30)]
    found = [parts_of(part, part, PRODUCT, EVERYWHERE) for part in grown]
    assert [f.area for f in found] == sorted(f.area for f in found)
    assert [f.peak for f in found] == sorted(f.peak for f in found)
    assert found[0].area < 0.02 < 0.2 < found[-1].area
    sure = [parts_of(SEEN + k * HANDLE, SEEN + HANDLE, PRODUCT, EVERYWHERE) for k in (0.2, 0.6, 1.0)]
    assert [f.weighed(6.0) for f in sure] == sorted(f.weighed(6.0) for f in sure)
    assert sure[0].peak < CONVINCED < sure[1].peak
    assert sure[-1].weighed(6.0) == 6.0


def test_holes_of_the_product_and_what_the_frame_hides_do_not_count() -> None:
    ring = PRODUCT.copy()
    ring[50:80, 50:70] = False
    everything = np.ones((SIDE, SIDE), np.float32)
    hole = parts_of(block(40, 40, 40, 50), everything, ring, EVERYWHERE)
    assert hole.area == 0.0
    cut = EVERYWHERE.copy()
    cut[:, 80:] = False
    assert parts_of(SEEN + HANDLE, SEEN + HANDLE, PRODUCT, cut).area == 0.0


def test_nobody_is_asked_about_what_the_network_does_not_see() -> None:
    def asked() -> np.ndarray:
        raise AssertionError("no reason to look")

    nothing = attached_parts(SEEN + 0.05 * HANDLE, PRODUCT, EVERYWHERE, asked)
    assert (nothing.area, nothing.peak, nothing.chance.max()) == (0.0, 0.0, 0.0)
    with pytest.raises(AssertionError, match="no reason"):
        attached_parts(SEEN + 0.2 * HANDLE, PRODUCT, EVERYWHERE, asked)


class Bright:
    """Stands out: what is bright. Remembers what it was shown."""

    def __init__(self, strength: float = 1.0) -> None:
        self.strength = strength
        self.shown: list[np.ndarray] = []

    def predict(self, rgb: np.ndarray) -> np.ndarray:
        self.shown.append(rgb)
        return (rgb.max(axis=-1) / 255.0 * self.strength).astype(np.float32)


def bright_view():
    rgb, mask = np.zeros((400, 300, 3), np.uint8), np.zeros((400, 300), np.uint8)
    mask[100:300, 100:200] = 255
    rgb[mask > 0] = 250
    view = product_view(geometry.Pyramid.of(rgb), mask, np.zeros_like(mask))
    assert view is not None
    return rgb, view


@pytest.mark.parametrize("strength", [1.0, 0.6])
def test_standing_out_is_measured_by_the_product_and_lies_in_its_view(strength: float) -> None:
    rgb, view = bright_view()
    grown = rgb.copy()
    grown[240:300, 200:240] = 250
    saliency = Bright(strength)
    found = stands_out(saliency, geometry.Pyramid.of(grown), view, view.to_view)
    assert found.shape == view.mask.shape and found.dtype == np.float32
    assert found[view.mask].mean() > 0.97  # however faint the product itself is
    x, y = geometry.apply(view.to_view, np.array([[220.0, 270.0]]))[0].astype(int)
    assert found[y, x] > 0.95
    assert found[view.box[1] - 20, view.box[0] - 20] < 0.05
    (shown,) = saliency.shown
    assert shown.shape == (192, 192, 3)


def test_a_product_that_hardly_stands_out_makes_nothing_else_stand_out() -> None:
    rgb, view = bright_view()
    found = stands_out(Bright(0.05), geometry.Pyramid.of(rgb), view, view.to_view)
    assert found.max() < 0.2
