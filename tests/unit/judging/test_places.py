"""Where a change is pointed at: made arrays with a known place."""

from __future__ import annotations

import numpy as np

from hfpc_desktop.domain import masks
from hfpc_desktop.judging.places import changed_spot, grown_spot, heaviest_part, lost_spot

SIDE = 160
NOWHERE = np.zeros((SIDE, SIDE), bool)
EVERYWHERE = ~NOWHERE


def block(x: int, y: int, width: int, height: int) -> np.ndarray:
    mask = NOWHERE.copy()
    mask[y : y + height, x : x + width] = True
    return mask


PRODUCT = block(40, 40, 80, 80)


def soft(*parts: tuple[np.ndarray, float]) -> np.ndarray:
    field = np.zeros((SIDE, SIDE), np.float32)
    for mask, value in parts:
        field[mask] = value
    return field


def test_a_changed_logo_is_found_inside_although_the_whole_outline_differs_more() -> None:
    """An outline that is half a pixel off is the strongest difference of pixels on every product."""
    rim = PRODUCT & ~block(43, 43, 74, 74)
    logo = block(70, 60, 20, 14)
    spot = changed_spot(soft(), soft((rim, 1.0), (logo, 0.8)), PRODUCT)
    assert spot[67, 80]
    assert not spot[rim].any()
    x, y, width, height = masks.bounds(spot) or (0, 0, 0, 0)
    assert x >= 64 and y >= 54 and x + width <= 96 and y + height <= 80


def test_the_network_is_believed_at_the_outline_and_goes_before_pixels() -> None:
    label, glare = block(40, 90, 30, 30), block(80, 50, 20, 20)
    spot = changed_spot(soft((label, 0.9)), soft((glare, 0.7)), PRODUCT)
    assert spot[105, 50] and not spot[60, 90]


def test_a_change_of_most_of_the_product_is_one_of_all_of_it() -> None:
    spot = changed_spot(soft((block(40, 40, 80, 70), 0.9)), soft(), PRODUCT)
    assert np.array_equal(spot, PRODUCT)


def test_no_change_no_spot() -> None:
    assert not changed_spot(soft(), soft(), PRODUCT).any()
    assert not changed_spot(soft((block(0, 0, 30, 30), 1.0)), soft(), PRODUCT).any()


def test_an_outgrowth_lies_where_masks_and_network_agree_not_in_the_largest_part() -> None:
    wall, leg = block(40, 5, 80, 31), block(50, 124, 14, 30)
    chance = soft((PRODUCT, 1.0), (wall, 0.1), (leg, 0.9))
    assert np.array_equal(grown_spot(wall | leg, chance, PRODUCT, EVERYWHERE), leg)


def test_an_outgrowth_that_only_the_network_saw() -> None:
    chance = soft((PRODUCT, 1.0), (block(50, 120, 14, 30), 0.9))
    spot = grown_spot(NOWHERE, chance, PRODUCT, EVERYWHERE)
    assert masks.bounds(spot) == (50, 123, 14, 27)


def test_what_is_attached_goes_before_what_lies_apart() -> None:
    apart, attached = block(138, 0, 20, 20), block(124, 80, 12, 12)
    chance = soft((apart, 0.9), (attached, 0.9))
    assert np.array_equal(grown_spot(apart | attached, chance, PRODUCT, EVERYWHERE), attached)
    assert np.array_equal(grown_spot(apart, chance * apart, PRODUCT, EVERYWHERE), apart)


def test_weak_growth_still_has_a_place_and_none_has_none() -> None:
    faint = grown_spot(NOWHERE, soft((block(125, 60, 10, 10), 0.3)), PRODUCT, EVERYWHERE)
    assert masks.bounds(faint) == (125, 60, 10, 10)
    assert not grown_spot(NOWHERE, soft((PRODUCT, 1.0)), PRODUCT, EVERYWHERE).any()


def test_a_loss_that_the_masks_missed_is_found_by_the_network() -> None:
    gone = block(60, 60, 30, 20)
    spot = lost_spot(NOWHERE, soft((PRODUCT & ~gone, 1.0)), PRODUCT, NOWHERE, EVERYWHERE)
    assert np.array_equal(spot, gone)


def test_a_gap_that_never_was_product_is_no_loss() -> None:
    """On white, a table's gap is part of the original's mask, marked as doubtful: scenery shows through it later."""
    gap, chipped = block(55, 60, 50, 40), block(50, 104, 12, 12)
    chance = soft((PRODUCT & ~gap & ~chipped, 1.0))
    assert np.array_equal(lost_spot(gap, chance, PRODUCT, gap, EVERYWHERE), chipped)
    assert not lost_spot(gap, soft((PRODUCT & ~gap, 1.0)), PRODUCT, gap, EVERYWHERE).any()


def test_what_the_frame_cuts_off_is_neither_grown_nor_lost() -> None:
    seen = block(0, 0, SIDE, 80)
    chance = soft((block(40, 40, 80, 40), 1.0), (block(40, 100, 120, 60), 1.0))
    assert not lost_spot(NOWHERE, chance, PRODUCT, NOWHERE, seen).any()
    assert not grown_spot(NOWHERE, chance, PRODUCT, seen).any()


def test_heaviest_part_weighs_instead_of_counting() -> None:
    large, heavy = block(0, 0, 40, 40), block(100, 100, 10, 10)
    weight = soft((large, 0.01), (heavy, 1.0))
    assert np.array_equal(heaviest_part(large | heavy, weight), heavy)
    assert np.array_equal(heaviest_part(large, weight), large)
    assert not heaviest_part(NOWHERE, weight).any()
