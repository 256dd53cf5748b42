"""Mask and difference maths: units, direction, empty input."""

from __future__ import annotations

import numpy as np
import pytest

from hfpc_desktop.domain import masks


def square(side: int = 40, low: int = 10, high: int = 30) -> np.ndarray:
    mask = np.zeros((side, side), bool)
    mask[low:high, low:high] = True
    return mask


def test_areas_are_relative_to_the_expected_product() -> None:
    expected = square()
    taller = expected.copy()
    taller[30:34, 10:30] = True
    assert masks.outgrowth(taller, expected) == pytest.approx(0.2)
    assert masks.loss(taller, expected) == 0.0
    assert masks.loss(expected, taller) == pytest.approx(80 / 480)
    assert masks.iou(expected, taller) == pytest.approx(400 / 480)


def test_empty_masks_have_defined_answers() -> None:
    nothing, something = np.zeros((8, 8), bool), square(8, 2, 6)
    assert masks.outgrowth(something, nothing) == 0.0
    assert masks.loss(something, nothing) == 0.0
    assert masks.iou(nothing, nothing) == 1.0
    assert masks.boundary_f(nothing, nothing) == 1.0
    assert masks.boundary_f(nothing, something) == 0.0
    assert masks.bounds(nothing) is None
    assert masks.region_of(nothing) is None
    assert masks.place_of(nothing, something) == ""


def test_boundary_f_tolerates_a_small_shift_and_falls_with_a_large_one() -> None:
    a = square()
    assert masks.boundary_f(a, a) == 1.0
    assert masks.boundary_f(a, np.roll(a, 2, axis=1), tolerance=2) > 0.9
    assert masks.boundary_f(a, np.roll(a, 8, axis=1), tolerance=2) < 0.6


def test_region_is_in_fractions() -> None:
    region = masks.region_of(square())
    assert region is not None
    assert (region.x, region.y, region.width, region.height) == (0.25, 0.25, 0.5, 0.5)


@pytest.mark.parametrize(
    ("rows", "columns", "place"),
    [
        ((10, 13), (10, 30), "top"),
        ((27, 30), (10, 30), "bottom"),
        ((10, 30), (10, 12), "left"),
        ((10, 30), (28, 30), "right"),
        ((18, 22), (18, 22), "centre"),
    ],
)
def test_place_names_the_part_of_the_product(
    rows: tuple[int, int], columns: tuple[int, int], place: str
) -> None:
    part = np.zeros((40, 40), bool)
    part[slice(*rows), slice(*columns)] = True
    assert masks.place_of(part, square()) == place


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [  # Sharma, Wu, Dalal (2005), table 1
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_ciede2000_published_values(
    a: tuple[float, float, float], b: tuple[float, float, float], expected: float
) -> None:
    assert float(masks.delta_e_2000(np.array(a), np.array(b))) == pytest.approx(expected, abs=2e-4)
    assert float(masks.delta_e_2000(np.array(b), np.array(a))) == pytest.approx(expected, abs=2e-4)


def test_lab_of_known_colours() -> None:
    lab = masks.lab_from_rgb(np.array([[255, 255, 255], [0, 0, 0], [255, 0, 0]], np.uint8))
    assert lab == pytest.approx(np.array([[100, 0, 0], [0, 0, 0], [53.24, 80.09, 67.2]]), abs=0.05)


def test_heat_saturates_at_the_legend_s_full_scale() -> None:
    assert masks.heat(np.array([0.0, 20.0, 40.0, 90.0])).tolist() == [0, 128, 255, 255]
