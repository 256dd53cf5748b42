"""The last step of registration: onto the edges of the generated image, where light moves everything else."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from hfpc_desktop.judging import geometry
from hfpc_desktop.judging.outline_fit import OUTLINE, if_on_edges, on_edges, or_in_place
from hfpc_desktop.judging.product_view import product_view
from hfpc_desktop.judging.registration_reference import (
    COARSE_SIDE,
    RegistrationReference,
    measure_at,
    registration_reference,
    scored,
)
from tests.unit.judging import scenes


def rack(side: int = 400, lit_from_left: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """(rgb, mask): a plain rack of thin bars, every bar brighter on the side of the lamp."""
    mask = np.zeros((side, side), np.uint8)
    for x in (120, 270):
        cv2.rectangle(mask, (x, 90), (x + 22, 330), 255, -1)
    for y in (100, 210):
        cv2.rectangle(mask, (120, y), (292, y + 20), 255, -1)
    rgb = np.full((side, side, 3), 255, np.uint8)
    for x in (120, 270):
        ramp = np.linspace(1.0, 0.35, 23) if lit_from_left else np.linspace(0.35, 1.0, 23)
        rgb[90:331, x : x + 23] = (ramp[None, :, None] * np.array((150, 110, 80))).astype(np.uint8)
    for y in (100, 210):
        rgb[y : y + 21, 143:270] = (105, 77, 56)
    return rgb, mask


def reference(rgb: np.ndarray, mask: np.ndarray) -> RegistrationReference:
    pyramid, doubt = geometry.Pyramid.of(rgb), np.zeros_like(mask)
    view, coarse = product_view(pyramid, mask, doubt), product_view(pyramid, mask, doubt, COARSE_SIDE)
    assert view is not None and coarse is not None
    return registration_reference(scenes.picture(rgb), pyramid, view, coarse)


def relit(side: int = 400) -> geometry.Pyramid:
    """The rack at the same place, lit from the other side, before a scene."""
    rgb, mask = rack(side, lit_from_left=False)
    scene = np.full((side, side, 3), 190, np.uint8)
    scene[250:] = (140, 150, 135)
    return geometry.Pyramid.of(np.where(mask[..., None] > 0, rgb, scene))


@pytest.mark.parametrize("shift", [(4.0, 0.0), (-5.0, 3.0), (0.0, -4.0)])
@pytest.mark.parametrize("zoom", [1.0, 0.97, 1.02])
def test_a_small_error_under_another_light_is_taken_back(shift: tuple[float, float], zoom: float) -> None:
    ref, pyramid = reference(*rack()), relit()
    off = geometry.about(geometry.scaling(zoom, zoom), 206, 210) @ geometry.shifting(*shift)
    start = scored(ref, off, "edges", pyramid)
    moved = on_edges(ref, start, pyramid)
    corners = np.array([[120, 90], [292, 90], [120, 330], [292, 330]], float)
    before, after = (
        np.linalg.norm(geometry.apply(m, corners) - corners, axis=1).max() for m in (off, moved.transform)
    )
    assert after < 3.0 and after < 0.5 * before  # of 240 px
    assert moved.method == "edges"


def test_the_right_place_is_left_as_it_is() -> None:
    rgb, mask = scenes.carton()
    start = scored(reference(rgb, mask), np.eye(3), "canvas-same", geometry.Pyramid.of(rgb))
    assert on_edges(reference(rgb, mask), start, geometry.Pyramid.of(rgb)) is start


def test_a_picture_without_edges_moves_nothing() -> None:
    ref = reference(*rack())
    plain = geometry.Pyramid.of(np.full((400, 400, 3), 128, np.uint8))
    start = scored(ref, np.eye(3), "edges", plain)
    assert on_edges(ref, start, plain) is start


def test_a_product_outside_the_frame_moves_nothing() -> None:
    ref, pyramid = reference(*rack()), relit()
    start = scored(ref, geometry.shifting(2000.0, 0.0), "edges", pyramid)
    assert on_edges(ref, start, pyramid) is start


def test_the_result_is_never_worth_less() -> None:
    """Whatever the start: outline and agreement together do not fall, and the same call gives the same answer."""
    rgb, mask = scenes.vase()
    ref = reference(rgb, mask)
    pyramid = geometry.Pyramid.of(scenes.place(rgb, mask, zoom=0.8, shift=(12.0, -9.0)))
    for dx in (-12.0, 0.0, 9.0):
        start = scored(ref, geometry.shifting(dx, 4.0) @ geometry.scaling(0.82, 0.82), "edges", pyramid)
        moved, again = on_edges(ref, start, pyramid), on_edges(ref, start, pyramid)
        assert np.array_equal(moved.transform, again.transform)
        before, after = (measure_at(ref.fine, one.transform, pyramid) for one in (start, moved))
        assert after.score + OUTLINE * after.edge >= before.score + OUTLINE * before.edge


def test_the_untouched_canvas_goes_before_a_pixel_of_drift() -> None:
    ref, pyramid = reference(*rack()), relit()
    kept = scored(ref, np.eye(3), "canvas-same", pyramid)
    drifted = scored(ref, geometry.shifting(0.7, -0.5), "features", pyramid)
    assert or_in_place(ref, drifted, kept, pyramid) is kept


def test_a_product_that_moved_is_not_pulled_back_to_the_canvas() -> None:
    rgb, mask = rack()
    ref = reference(rgb, mask)
    pyramid = geometry.Pyramid.of(scenes.place(rgb, mask, shift=(12.0, 0.0)))
    kept = scored(ref, np.eye(3), "canvas-same", pyramid)
    moved = scored(ref, geometry.shifting(12.0, 0.0), "edges", pyramid)
    assert or_in_place(ref, moved, kept, pyramid) is moved


@pytest.mark.parametrize("taller", [1.0, 1.25])
def test_a_stretch_is_believed_where_the_outline_follows_it(taller: float) -> None:
    rgb, mask = scenes.carton()
    ref = reference(rgb, mask)
    pyramid = geometry.Pyramid.of(scenes.place(rgb, mask, zoom=0.8 * taller, zoom_x=0.8))
    same = geometry.about(geometry.scaling(0.8, 0.8), 200, 200)
    stretched = geometry.about(geometry.scaling(0.8, 0.8 * 1.2), 200, 200)
    plain, deformed = (scored(ref, m, "edges", pyramid) for m in (same, stretched))
    found = if_on_edges(ref, deformed, plain, pyramid)
    spread = np.linalg.svd(found.transform[:2, :2], compute_uv=False)
    assert spread[0] / spread[1] == pytest.approx(taller, abs=0.02)
