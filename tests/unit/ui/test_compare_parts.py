"""The plain parts of the compare view: what the slider means, heat map colours, lens place, background work."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect

from hfpc_desktop.domain.judgement import Overlay
from hfpc_desktop.judging.difference_maps import difference_maps
from hfpc_desktop.ui.canvas.compare_modes import (
    Blend,
    BlendKind,
    CompareMode,
    Looks,
    blend_of,
    slid,
    slider_of,
)
from hfpc_desktop.ui.canvas.magnifier import lens_place
from hfpc_desktop.ui.compare import heat_map

OWN_SLIDER = [CompareMode.SPLIT, CompareMode.OVERLAY, CompareMode.DIFFERENCE, CompareMode.MASK]


@pytest.mark.parametrize("mode", OWN_SLIDER)
@pytest.mark.parametrize("value", [0.0, 0.25, 1.0])
def test_the_slider_shows_what_it_was_moved_to(mode: CompareMode, value: float) -> None:
    meaning = slider_of(slid(Looks(mode), value), heat=None)
    assert meaning is not None
    assert meaning.value == pytest.approx(value)


def test_the_slider_has_a_meaning_of_its_own_in_each_mode() -> None:
    meanings = [slider_of(Looks(mode), heat=None) for mode in OWN_SLIDER]
    assert len({m.label for m in meanings if m}) == len(OWN_SLIDER)
    assert slider_of(Looks(CompareMode.SIDE), heat=None) is None
    assert slider_of(Looks(CompareMode.SIDE), heat=0.4).value == 0.4  # type: ignore[union-attr]
    assert slid(Looks(), 0.3) == Looks()


def test_holding_shows_the_other_and_flip_the_opposite() -> None:
    assert blend_of(Looks(), held=True).kind is BlendKind.OTHER
    flip = Looks(CompareMode.FLIP)
    assert blend_of(flip, held=False) == Blend()
    assert blend_of(replace(flip, flipped=True), held=False).kind is BlendKind.OTHER
    assert blend_of(replace(flip, flipped=True), held=True) == Blend()
    assert blend_of(Looks(CompareMode.SPLIT), held=True).swapped


def pair(change: int = 0) -> tuple[np.ndarray, np.ndarray, Overlay]:
    """Grey noise, the product in the middle; outside the product the generated image is lighter by ``change``."""
    rng = np.random.default_rng(1)
    original = rng.integers(90, 110, (120, 120, 3), dtype=np.uint8)
    mask = np.zeros((120, 120), np.uint8)
    mask[40:80, 40:80] = 255
    generated = original.copy()
    generated[mask == 0] += np.uint8(change)
    judged = np.where(mask > 0, 64, 0).astype(np.uint8)
    return original, generated, Overlay(mask, mask, mask, judged, np.eye(3))


def test_inside_is_the_judged_map_and_outside_the_plain_difference() -> None:
    maps = difference_maps(*pair(change=60))
    assert maps.delta[60, 60] == pytest.approx(64 / 255 * 40, abs=0.05)
    assert maps.largest == pytest.approx(64 / 255 * 40, abs=0.05)
    assert maps.delta[10, 10] > 12
    same = difference_maps(*pair(change=0))
    assert same.delta[10, 10] < 0.5


def test_a_moved_original_is_compared_where_it_landed_and_only_there() -> None:
    original, _, overlay = pair()
    smaller = np.full((120, 120, 3), 250, np.uint8)
    smaller[30:90, 30:90] = original[::2, ::2]
    half = np.array([[0.5, 0, 0.25], [0, 0.5, 0.25], [0, 0, 1.0]])
    maps = difference_maps(original, smaller, replace(overlay, registration=half, difference=None))
    assert maps.delta[60, 60] < 4
    assert not maps.seen[5, 5]
    assert heat_map.reading_at(maps, 0.02, 0.02) is None
    inside = heat_map.reading_at(maps, 0.5, 0.5)
    assert inside is not None
    assert inside.inside


def test_without_registration_or_mask_there_is_an_answer() -> None:
    original, generated, _ = pair(change=60)
    maps = difference_maps(original, generated, Overlay())
    assert maps.largest == 0
    assert np.isfinite(maps.delta).all()
    assert heat_map.heat_rgba(maps, tolerance=2, relative=True).shape == (120, 120, 4)


def test_heat_is_clear_below_the_tolerance_inside_and_a_veil_outside() -> None:
    maps = difference_maps(*pair(change=60))
    shown = heat_map.heat_rgba(maps, tolerance=2, relative=False)
    assert shown[60, 60, 3] > 100
    assert shown[10, 10, 3] == heat_map.VEIL
    hidden = heat_map.heat_rgba(maps, tolerance=15, relative=False)
    assert hidden[60, 60, 3] == 0
    relative = heat_map.heat_rgba(maps, tolerance=2, relative=True)
    assert int(relative[60, 60, :3].sum()) > int(shown[60, 60, :3].sum()), "lighter: it is the largest"


@pytest.mark.parametrize("at", [QPoint(5, 5), QPoint(995, 5), QPoint(5, 595), QPoint(995, 595)])
def test_the_lens_never_leaves_the_view_nor_covers_the_pointer(at: QPoint) -> None:
    room, lens = QRect(0, 0, 1000, 600), QRect(0, 0, 338, 168)
    placed = lens.translated(lens_place(at, lens, room))
    assert room.contains(placed)
    assert not placed.contains(at)
