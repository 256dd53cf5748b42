"""Shape evidence: each function's unit and direction."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.evidence import compare_masks, silhouette_continuity
from hfpc_desktop.judging.generated_mask import prompted_mask, settled, snapped
from hfpc_desktop.judging.product_view import product_view
from tests.unit.judging import scenes


def view_of(rgb: np.ndarray, mask: np.ndarray):
    view = product_view(geometry.Pyramid.of(rgb), mask, np.zeros_like(mask))
    assert view is not None
    return view


def in_view(view, rgb: np.ndarray) -> np.ndarray:
    return geometry.Pyramid.of(rgb).warp(view.to_view, view.size)


def block(x0: int, y0: int, x1: int, y1: int, side: int = 120) -> np.ndarray:
    mask = np.zeros((side, side), bool)
    mask[y0:y1, x0:x1] = True
    return mask


EVERYWHERE = np.ones((120, 120), bool)
EXPECTED = block(40, 30, 80, 90)


def test_outgrowth_and_loss_ignore_a_thin_rim_and_count_what_is_beyond() -> None:
    same = compare_masks(EXPECTED, EXPECTED, EVERYWHERE)
    assert (same.outgrowth, same.loss, same.iou, same.boundary_f) == (0.0, 0.0, 1.0, 1.0)
    rim = compare_masks(block(38, 28, 82, 92), EXPECTED, EVERYWHERE)
    assert rim.outgrowth == 0.0
    taller = compare_masks(block(40, 10, 80, 90), EXPECTED, EVERYWHERE)
    assert taller.outgrowth == pytest.approx(17 / 60, abs=0.03)
    assert taller.loss == 0.0
    assert np.argwhere(taller.grown)[:, 0].max() < 30
    shorter = compare_masks(block(40, 50, 80, 90), EXPECTED, EVERYWHERE)
    assert shorter.loss == pytest.approx(17 / 60, abs=0.05)
    assert shorter.outgrowth == 0.0


def test_more_outgrowth_measures_more() -> None:
    found = [compare_masks(block(40, 30 - k, 80, 90), EXPECTED, EVERYWHERE).outgrowth for k in (0, 6, 12, 24)]
    assert found == sorted(found)
    assert found[-1] > 0.3


def test_what_the_frame_cuts_off_is_not_lost() -> None:
    seen = EVERYWHERE.copy()
    seen[70:] = False
    assert compare_masks(EXPECTED & seen, EXPECTED, seen).loss == 0.0


def test_silhouette_is_closed_on_another_colour_and_open_where_the_product_runs_on() -> None:
    rgb, mask = scenes.vase()
    view = view_of(rgb, mask)
    seen = np.ones(view.mask.shape, bool)
    kept = scenes.place(rgb, mask)
    closed = silhouette_continuity(view, in_view(view, kept), seen)
    assert closed.open_share < 0.1
    grown = kept.copy()
    body = rgb[250, 140:261]
    grown[250:390, 140:261] = np.where(
        (mask[250:390, 140:261] > 0)[..., None], kept[250:390, 140:261], body[None]
    )
    opened = silhouette_continuity(view, in_view(view, grown), seen)
    assert opened.open_share > closed.open_share + 0.1
    assert opened.run_on > closed.run_on
    where = np.argwhere(opened.area)
    assert where[:, 0].mean() > view.box[1] + 0.6 * view.box[3]


def test_prompted_mask_follows_an_extension_and_stays_when_there_is_none() -> None:
    rgb, mask = scenes.carton()
    view = view_of(rgb, mask)
    seen, quiet = np.ones(view.mask.shape, bool), np.zeros(view.mask.shape, np.float32)
    kept = scenes.place(rgb, mask)
    found = prompted_mask(in_view(view, kept), view.mask, seen, quiet, view.mask.astype(np.float32))
    same = compare_masks(found, view.mask, seen)
    assert same.iou > 0.9
    assert same.outgrowth < 0.03
    grown = kept.copy()
    cv2.rectangle(grown, (130, 40), (270, 90), (40, 90, 160), -1)
    tall = mask.copy()
    cv2.rectangle(tall, (130, 40), (270, 90), 255, -1)
    salient = in_view(view, np.repeat(tall[..., None], 3, axis=2))[..., 0] / np.float32(255)
    taller = compare_masks(
        prompted_mask(in_view(view, grown), view.mask, seen, quiet, salient), view.mask, seen
    )
    assert taller.outgrowth > 0.1


def test_a_mask_starts_with_what_surely_grew() -> None:
    rgb, mask = scenes.carton()
    view = view_of(rgb, mask)
    seen, quiet = np.ones(view.mask.shape, bool), np.zeros(view.mask.shape, np.float32)
    generated = scenes.place(rgb, mask)
    cv2.rectangle(generated, (180, 60), (230, 90), (150, 160, 150), -1)  # of no colour of the product
    part = np.zeros(mask.shape, np.uint8)
    cv2.rectangle(part, (180, 60), (230, 90), 255, -1)
    attached = in_view(view, np.repeat(part[..., None], 3, axis=2))[..., 0] > 127
    salient = view.mask.astype(np.float32)
    looked_at = (in_view(view, generated), view.mask, seen, quiet, salient)
    assert prompted_mask(*looked_at)[attached].mean() < 0.3
    assert prompted_mask(*looked_at, attached)[attached].mean() > 0.8


def test_a_mask_takes_the_registered_outline_where_both_run_together() -> None:
    ragged = EXPECTED.copy()
    ragged[29, 40:80:2] = True
    ragged[30, 41:80:2] = False
    assert np.array_equal(snapped(ragged, EXPECTED, EVERYWHERE), EXPECTED)
    grown, lost = EXPECTED | block(80, 50, 100, 70), EXPECTED & ~block(40, 70, 60, 90)
    assert np.array_equal(snapped(grown, EXPECTED, EVERYWHERE), grown)
    assert np.array_equal(snapped(lost, EXPECTED, EVERYWHERE), lost)
    cut = EVERYWHERE.copy()
    cut[80:] = False
    assert not snapped(EXPECTED & cut, EXPECTED, cut)[80:].any()


@pytest.mark.parametrize(("filled", "kept"), [(False, False), (True, True)])
def test_a_doubtful_patch_is_settled_by_the_scene_behind_it(filled: bool, kept: bool) -> None:
    mask = np.zeros((100, 100), bool)
    mask[20:80, 20:80] = True
    doubt = np.zeros_like(mask)
    doubt[40:60, 40:60] = True
    original = np.full((100, 100, 3), 255, np.uint8)
    original[mask & ~doubt] = (150, 80, 40)
    generated = np.full((100, 100, 3), (60, 90, 140), np.uint8)
    generated[mask & ~doubt] = (120, 64, 32)
    if filled:  # white under four fifths of the light
        generated[doubt] = 200
    settled_as = settled(original, generated, mask, doubt, np.ones_like(mask))
    assert settled_as[doubt].all() if kept else not settled_as.any()
