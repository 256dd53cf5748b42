"""Drawing a mask: brush, parts, undo; and what a box or a click cuts out."""

from __future__ import annotations

import numpy as np
import pytest

from hfpc_desktop.domain import masks
from hfpc_desktop.judging.mask_prompts import cut_click
from hfpc_desktop.ui.canvas.canvas_geometry import Point
from hfpc_desktop.ui.masks.mask_edit import MaskEdit


def test_it_begins_with_the_found_mask_at_the_pictures_shape() -> None:
    found = np.zeros((50, 100), np.uint8)
    found[10:40, 20:60] = 255
    edit = MaskEdit(4000, 2000, found)
    assert edit.mask.shape == (512, 1024)
    large = np.zeros_like(edit.mask)
    large[102:410, 205:614] = 255
    assert masks.iou(edit.mask > 0, large > 0) > 0.97
    assert not edit.changed
    assert MaskEdit(30, 20, None).empty


def test_strokes_add_and_erase_and_each_is_one_undo() -> None:
    edit = MaskEdit(400, 400, None)
    edit.begin(Point(0.2, 0.5), add=True)
    edit.stroke(Point(0.8, 0.5), add=True)
    assert edit.mask[200, 200], "the line between the points is drawn"
    assert not edit.mask[200 + edit.size, 200]
    area = int(np.count_nonzero(edit.mask))
    edit.begin(Point(0.5, 0.5), add=False)
    assert not edit.mask[200, 200]
    assert edit.undo()
    assert int(np.count_nonzero(edit.mask)) == area
    assert edit.undo()
    assert edit.empty
    assert not edit.undo()


def test_strokes_may_leave_the_picture() -> None:
    edit = MaskEdit(100, 100, None)
    edit.begin(Point(-3.0, 0.5), add=True)
    edit.stroke(Point(4.0, 0.5), add=True)
    assert edit.mask[50].all()


def test_the_brush_has_a_smallest_and_a_largest_size() -> None:
    edit = MaskEdit(100, 100, None)
    sizes = set()
    for by in [1] * 20 + [-1] * 30:
        edit.resize_brush(by)
        sizes.add(edit.size)
    assert min(sizes) == 4
    assert max(sizes) == 148


@pytest.fixture
def scene() -> np.ndarray:
    """A red disc and a green bar on textured grey."""
    rng = np.random.default_rng(5)
    rgb = rng.integers(115, 140, (240, 300, 3), dtype=np.uint8)
    y, x = np.mgrid[:240, :300]
    rgb[np.hypot(x - 90, y - 120) < 45] = (190, 40, 50)
    rgb[60:180, 200:240] = (40, 150, 60)
    return rgb


def test_a_click_cuts_out_the_part_under_it_alone(scene: np.ndarray) -> None:
    y, x = np.mgrid[:240, :300]
    disc = np.hypot(x - 90, y - 120) < 45
    found = cut_click(scene, 90 / 300, 120 / 240)
    assert found.shape == disc.shape
    assert masks.iou(found, disc) > 0.9


@pytest.mark.parametrize("at", [(0.0, 0.0), (1.0, 1.0)])
def test_a_click_at_the_edge_and_a_plain_picture_have_an_answer(at: tuple[float, float]) -> None:
    flat = np.full((64, 200, 3), 127, np.uint8)
    found = cut_click(flat, *at)
    assert found.shape == (64, 200)
    assert found.any()
