"""Overlay -> shapes and pixels, without Qt."""

from __future__ import annotations

import subprocess
import sys

import cv2
import numpy as np
import pytest

from hfpc_desktop.domain.judgement import Frame, Overlay
from hfpc_desktop.ui.canvas import overlay_painter as op
from hfpc_desktop.ui.canvas.overlay_painter import Layers
from hfpc_desktop.ui.look.theme import DARK, LIGHT


def disc(cx: float, cy: float, radius: float, side: int = 256) -> np.ndarray:
    y, x = np.mgrid[:side, :side]
    inside = (x + 0.5 - cx * side) ** 2 + (y + 0.5 - cy * side) ** 2 <= (radius * side) ** 2
    return (inside * 255).astype(np.uint8)


def box(x0: float, y0: float, x1: float, y1: float, side: int = 200) -> np.ndarray:
    out = np.zeros((side, side), dtype=np.uint8)
    out[round(y0 * side) : round(y1 * side), round(x0 * side) : round(x1 * side)] = 255
    return out


GREW = Overlay(
    original_mask=box(0.3, 0.3, 0.6, 0.6),
    expected_mask=box(0.3, 0.3, 0.6, 0.6),
    generated_mask=box(0.4, 0.3, 0.8, 0.6),
    difference=np.tile(np.arange(200, dtype=np.uint8), (200, 1)),
    registration=np.eye(3),
)


def area(polygons: tuple[np.ndarray, ...]) -> float:
    return float(sum(abs(cv2.contourArea(p)) for p in polygons))


def test_the_module_needs_no_qt() -> None:
    script = "import sys; sys.modules['PySide6'] = None\nimport hfpc_desktop.ui.canvas.overlay_painter as m; print(m.SLIVER)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "3", done.stderr


def test_a_contour_follows_the_mask_within_a_mask_pixel() -> None:
    (outline,) = op.contours(disc(0.45, 0.55, 0.3))
    radius = np.hypot(outline[:, 0] - 0.45, outline[:, 1] - 0.55)
    assert np.abs(radius - 0.3).max() < 0.75 / 256
    assert abs(radius.mean() - 0.3) < 0.2 / 256, "neither swollen nor shrunken"
    assert outline.dtype == np.float32


def test_a_hole_is_its_own_contour_and_an_empty_mask_has_none() -> None:
    ring = disc(0.5, 0.5, 0.4)
    ring[disc(0.5, 0.5, 0.2) > 0] = 0
    assert len(op.contours(ring)) == 2
    assert op.contours(np.zeros((64, 64), dtype=np.uint8)) == ()


def test_a_product_that_touches_the_edge_stays_inside_the_frame() -> None:
    (outline,) = op.contours(box(0.0, 0.0, 0.5, 1.0))
    assert outline.min() >= 0.0 and outline.max() <= 1.0
    assert area((outline,)) == pytest.approx(0.5, abs=0.02)


def test_outgrowth_and_loss_lie_where_they_are() -> None:
    found = op.shapes(GREW, Frame.GENERATED)
    grown, lost = found.outgrowth[0], found.loss[0]
    assert (grown[:, 0].min(), grown[:, 0].max()) == pytest.approx((0.6, 0.8), abs=0.01)
    assert (lost[:, 0].min(), lost[:, 0].max()) == pytest.approx((0.3, 0.4), abs=0.01)
    assert area(found.outgrowth) == pytest.approx(0.06, rel=0.1)
    assert area(found.expected) == pytest.approx(0.09, rel=0.05)


def test_loss_is_drawn_in_the_original_where_the_part_was() -> None:
    half = np.array([[0.5, 0, 0.25], [0, 0.5, 0.25], [0, 0, 1.0]])
    overlay = Overlay(
        original_mask=box(0.2, 0.2, 0.8, 0.8),
        expected_mask=box(0.35, 0.35, 0.65, 0.65),
        generated_mask=box(0.35, 0.35, 0.65, 0.5),
        registration=half,
    )
    (lost,) = op.shapes(overlay, Frame.ORIGINAL).loss
    assert lost[:, 1].min() == pytest.approx(0.5, abs=0.02)
    assert lost[:, 1].max() == pytest.approx(0.8, abs=0.02)
    assert op.shapes(overlay, Frame.ORIGINAL).outgrowth == ()


def test_slivers_of_resampling_are_not_shown_as_defects() -> None:
    expected = box(0.3, 0.3, 0.6, 0.6)
    shifted = np.roll(expected, 1, axis=1)
    grown, lost = op.mismatch(Overlay(expected_mask=expected, generated_mask=shifted))
    assert grown is not None and lost is not None
    assert not grown.any() and not lost.any()


@pytest.mark.parametrize("frame", list(Frame))
def test_missing_parts_draw_nothing_and_raise_nothing(frame: Frame) -> None:
    found = op.shapes(Overlay(), frame)
    assert not (found.outline or found.expected or found.outgrowth or found.loss)
    assert op.difference_rgba(Overlay()) is None
    assert op.difference_at(Overlay(), 0.5, 0.5) is None
    assert not op.render(Overlay(), Layers(mask=True, difference=True), frame, (40, 30)).any()


def test_heat_covers_the_product_only_and_grows_lighter() -> None:
    rgba = op.difference_rgba(GREW)
    assert rgba is not None and rgba.shape == (200, 200, 4)
    assert not rgba[:50, :, 3].any()
    row = rgba[100, 60:120].astype(float)
    luminance = row[:, :3] @ (0.2126, 0.7152, 0.0722)
    assert np.all(np.diff(luminance) >= -1.0) and luminance[-1] > luminance[0] + 20
    assert np.all(np.diff(row[:, 3]) >= 0)


def test_heat_colours_rise_evenly_from_dark_to_light() -> None:
    lut = op.heat_colours()
    lab = cv2.cvtColor(lut[None].astype(np.float32) / 255, cv2.COLOR_RGB2LAB)[0]
    assert lab[0, 0] < 2 and lab[-1, 0] > 95
    assert np.all(np.diff(lab[:, 0]) > -0.4)


def test_the_value_under_the_pointer_is_in_delta_e() -> None:
    value = op.difference_at(GREW, 0.5, 0.5)
    assert value == pytest.approx(100 / 255 * 40)
    assert op.difference_at(GREW, 0.1, 0.1) is None, "outside the product"
    assert op.difference_at(GREW, 1.0, 0.5) is None
    assert op.difference_at(GREW, -0.1, 0.5) is None


def test_render_paints_the_layers_that_are_on() -> None:
    size = (400, 400)
    assert not op.render(GREW, Layers(), Frame.GENERATED, size).any()
    masks = op.render(GREW, Layers(mask=True), Frame.GENERATED, size)
    assert masks.shape == (400, 400, 4)
    grown, lost = masks[140:220, 260:300], masks[140:220, 130:150]
    assert set(map(tuple, grown[..., :3].reshape(-1, 3))) == {op.OUTGROWTH_RGB}
    assert set(map(tuple, lost[..., :3].reshape(-1, 3))) == {op.LOSS_RGB}
    assert {90, 235} <= set(grown[..., 3].ravel().tolist()), "a tint and a hatch"
    assert not masks[:100].any()
    half = op.render(GREW, Layers(difference=True, opacity=0.5), Frame.GENERATED, size)
    full = op.render(GREW, Layers(difference=True, opacity=1.0), Frame.GENERATED, size)
    assert half[200, 200, 3] == pytest.approx(full[200, 200, 3] / 2, abs=1)
    assert not op.render(GREW, Layers(difference=True), Frame.ORIGINAL, size).any()


def test_the_two_hatches_lean_apart() -> None:
    masks = op.render(GREW, Layers(mask=True), Frame.GENERATED, (400, 400))
    strong = masks[..., 3] == 235
    grown, lost = strong[140:220, 250:310], strong[140:220, 126:154]
    # Along a line, stepping right keeps it when stepping up (rising) or down (falling).
    assert (grown[1:, :-1] & grown[:-1, 1:]).sum() > 1.2 * (grown[:-1, :-1] & grown[1:, 1:]).sum()
    assert (lost[:-1, :-1] & lost[1:, 1:]).sum() > 1.2 * (lost[1:, :-1] & lost[:-1, 1:]).sum()


def test_a_colour_blind_person_can_tell_the_two_areas_apart() -> None:
    # Vienot, Brettel and Mollon (1999), for a protanope and a deuteranope, in linear RGB.
    protan = np.array([[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]])
    deutan = np.array([[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]])
    linear = (np.array([op.OUTGROWTH_RGB, op.LOSS_RGB]) / 255) ** 2.2
    for matrix in (protan, deutan):
        seen = np.clip(linear @ matrix.T, 0, 1) ** (1 / 2.2)
        lab = cv2.cvtColor(seen[None].astype(np.float32), cv2.COLOR_RGB2LAB)[0]
        assert np.linalg.norm(lab[0] - lab[1]) > 40


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
def test_widgets_and_sheets_use_the_same_colours(tokens: object) -> None:
    assert tokens.outgrowth == "#{:02X}{:02X}{:02X}".format(*op.OUTGROWTH_RGB)
    assert tokens.loss == "#{:02X}{:02X}{:02X}".format(*op.LOSS_RGB)


def test_opacity_stays_in_range() -> None:
    assert op.with_opacity(Layers(), 7).opacity == 1.0
    assert op.with_opacity(Layers(), -7).opacity == 0.0
