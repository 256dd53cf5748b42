"""Scenarios of the compare view's modes, driven by real keys, wheel and mouse on an offscreen window.

The pictures are plain: the original red, the generated image blue, so that every scenario can tell whose
pixels it sees. In the generated image the product is half as large and moved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hfpc_desktop.domain.judgement import Frame, Overlay
from hfpc_desktop.ui.canvas import canvas_link as ties
from hfpc_desktop.ui.canvas.canvas_geometry import Point, SyncMode, ViewState, ZoomMode
from hfpc_desktop.ui.canvas.compare_modes import CompareMode, Looks, MaskStyle
from hfpc_desktop.ui.canvas.pane_card import PaneState
from hfpc_desktop.ui.compare.compare import CompareView
from hfpc_desktop.ui.window.main_window import MainWindow
from tests.ui.comparing import (
    BLUE,
    RED,
    drag,
    give_plain_pair,
    overlay,
    patch,
    pixels,
    shown_view,
    source_under,
    wheel,
)
from tests.ui.windows import press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ORIGINAL, GENERATED = Frame.ORIGINAL, Frame.GENERATED
HALF = np.array([[0.5, 0.0, 0.25], [0.0, 0.5, 0.25], [0.0, 0.0, 1.0]])


@pytest.fixture
def view(qtbot: QtBot) -> CompareView:
    out = shown_view(qtbot)
    give_plain_pair(out)
    return out


@pytest.fixture
def window(plain_pair_window: MainWindow) -> MainWindow:
    return plain_pair_window


def colour_at(view: CompareView, x: float, y: float) -> tuple[int, int, int]:
    """Of the generated image's pane, at a fraction of the pane."""
    seen = pixels(view, GENERATED)
    return tuple(int(v) for v in seen[int(y * seen.shape[0]), int(x * seen.shape[1])])


def hover(view: CompareView, x: float, y: float, frame: Frame = GENERATED) -> QPoint:
    pane = view.pane(frame)
    at = QPoint(int(x * pane.width()), int(y * pane.height()))
    QTest.mouseMove(pane, at)
    return at


# ---- choosing a mode -------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "mode"), [*zip("123456", CompareMode, strict=True)])
def test_the_keys_1_to_6_choose_the_mode_and_its_button_and_menu_entry_are_checked(
    window: MainWindow, key: str, mode: CompareMode
) -> None:
    press(window, Qt.Key(ord(key)))
    compare = window.review.compare
    assert compare.looks.mode is mode
    assert [m for m, button in compare.bar.mode_buttons.items() if button.isChecked()] == [mode]
    checked = [m for m in CompareMode if window.actions_[f"mode_{m.value}"].isChecked()]
    assert checked == [mode]
    assert compare.pane(ORIGINAL).isVisible() is not mode.single
    assert compare.header(ORIGINAL).isVisible(), "both names are seen in every mode"


def test_mode_zoom_and_layers_survive_the_next_pair(window: MainWindow, qtbot: QtBot) -> None:
    compare = window.review.compare
    press(window, Qt.Key.Key_3)
    press(window, Qt.Key.Key_M)
    wheel(compare, GENERATED, QPointF(200, 150), 3)
    before = (compare.looks, compare.layers, compare.state)
    press(window, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: all(compare.pane(f).state is PaneState.FAILED for f in Frame))
    give_plain_pair(compare)
    assert (compare.looks, compare.layers, compare.state) == before
    assert before[2] != ViewState()


def test_a_click_on_the_mode_that_holds_leaves_it(view: CompareView) -> None:
    QTest.mouseClick(view.bar.mode_buttons[CompareMode.SIDE], Qt.MouseButton.LeftButton)
    assert view.looks.mode is CompareMode.SIDE
    assert view.bar.mode_buttons[CompareMode.SIDE].isChecked()
    QTest.mouseClick(view.bar.mode_buttons[CompareMode.OVERLAY], Qt.MouseButton.LeftButton)
    assert view.looks.mode is CompareMode.OVERLAY


# ---- 2 flip, and Space ------------------------------------------------------------------------------


def test_flip_turns_the_picture_over_in_its_place(window: MainWindow) -> None:
    compare = window.review.compare
    press(window, Qt.Key.Key_2)
    assert colour_at(compare, 0.5, 0.5) == BLUE
    press(window, Qt.Key.Key_2)
    assert colour_at(compare, 0.5, 0.5) == RED
    press(window, Qt.Key.Key_2)
    assert colour_at(compare, 0.5, 0.5) == BLUE


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6])
def test_holding_space_shows_the_original_in_the_place_of_the_generated_image(
    window: MainWindow, key: Qt.Key
) -> None:
    compare = window.review.compare
    press(window, key)
    window.review.view.setFocus()
    QTest.keyPress(window.review.view, Qt.Key.Key_Space)
    assert colour_at(compare, 0.5, 0.5) == RED
    QTest.keyRelease(window.review.view, Qt.Key.Key_Space)
    assert colour_at(compare, 0.5, 0.5) != RED


def test_holding_space_swaps_the_sides_of_the_split(window: MainWindow) -> None:
    compare = window.review.compare
    press(window, Qt.Key.Key_3)
    assert (colour_at(compare, 0.4, 0.5), colour_at(compare, 0.6, 0.5)) == (RED, BLUE)
    QTest.keyPress(window.review.view, Qt.Key.Key_Space)
    assert (colour_at(compare, 0.4, 0.5), colour_at(compare, 0.6, 0.5)) == (BLUE, RED)
    QTest.keyRelease(window.review.view, Qt.Key.Key_Space)
    assert (colour_at(compare, 0.4, 0.5), colour_at(compare, 0.6, 0.5)) == (RED, BLUE)


def test_space_on_a_focused_button_presses_the_button(window: MainWindow) -> None:
    compare = window.review.compare
    compare.bar.regions_button.setFocus()
    before = compare.layers.regions
    QTest.keyClick(compare.bar.regions_button, Qt.Key.Key_Space)
    assert compare.layers.regions is not before
    assert colour_at(compare, 0.5, 0.5) == BLUE


def test_the_original_lies_product_on_product(view: CompareView) -> None:
    view.set_overlay(overlay(HALF))
    view.set_looks(Looks(CompareMode.FLIP, flipped=True))
    pane = view.pane(GENERATED)
    rect = pane.picture_rect()
    # The original's frame is the middle half of the generated one.
    assert colour_at(view, 0.5, 0.45) == RED
    beside = QPoint(int(rect.x() + 0.1 * rect.width()), int(rect.y() + 0.5 * rect.height()))
    assert tuple(pixels(view, GENERATED)[beside.y(), beside.x()]) not in (RED, BLUE), "ground"


# ---- 3 split ----------------------------------------------------------------------------------------


def test_the_divider_follows_the_pointer_and_the_slider_tells_where_it_is(view: CompareView) -> None:
    view.set_mode(CompareMode.SPLIT)
    for place in (0.35, 0.62):
        hover(view, place, 0.5)
        assert view.looks.split == pytest.approx(place, abs=0.01)
        assert view.bar.slider.value() == pytest.approx(100 * place, abs=1)
        assert colour_at(view, place - 0.03, 0.5) == RED
        assert colour_at(view, place + 0.03, 0.5) == BLUE


def test_the_slider_moves_the_divider(view: CompareView) -> None:
    view.set_mode(CompareMode.SPLIT)
    view.bar.slider.setFocus()
    QTest.keyClick(view.bar.slider, Qt.Key.Key_Home)
    assert view.looks.split == 0
    assert colour_at(view, 0.4, 0.5) == BLUE


# ---- 4 overlay --------------------------------------------------------------------------------------


def test_the_slider_mixes_the_two_pictures(view: CompareView) -> None:
    view.set_mode(CompareMode.OVERLAY)
    half = colour_at(view, 0.5, 0.5)
    assert 100 < half[0] < 140
    assert 100 < half[2] < 140
    view.bar.slider.setFocus()
    QTest.keyClick(view.bar.slider, Qt.Key.Key_End)
    assert colour_at(view, 0.5, 0.5) == BLUE
    QTest.keyClick(view.bar.slider, Qt.Key.Key_Home)
    assert colour_at(view, 0.5, 0.5) == RED


# ---- 5 difference -----------------------------------------------------------------------------------


def difference_shown(view: CompareView, qtbot: QtBot, registered: Overlay) -> None:
    view.set_overlay(registered)
    view.set_mode(CompareMode.DIFFERENCE)
    qtbot.waitUntil(lambda: view.difference.maps is not None, timeout=5000)
    qtbot.waitUntil(lambda: not view.pane(GENERATED)._background.busy, timeout=5000)


def test_the_difference_view_colours_the_product_and_dims_the_rest(view: CompareView, qtbot: QtBot) -> None:
    plain_blue = patch(view, GENERATED, 0.1, 0.5).mean(axis=(0, 1))
    difference_shown(view, qtbot, overlay())
    inside, outside = patch(view, GENERATED, 0.5, 0.45), patch(view, GENERATED, 0.1, 0.5)
    assert outside.mean() < 0.85 * plain_blue.mean()
    assert inside[..., 0].mean() > outside[..., 0].mean() + 60, "warm: 20 of 40 dE"


def test_the_value_under_the_pointer_is_told_inside_and_outside(view: CompareView, qtbot: QtBot) -> None:
    difference_shown(view, qtbot, overlay())
    rect = view.pane(GENERATED).picture_rect()
    spots = {0.45: True, 0.1: False}
    for x, inside in spots.items():
        at = QPoint(int(rect.x() + x * rect.width()), int(rect.y() + 0.45 * rect.height()))
        QTest.mouseMove(view.pane(GENERATED), at)
        reading = view.difference.reading_at(x, 0.45)
        assert reading is not None
        assert reading.inside is inside
        told = pytest.approx(reading.value, abs=0.5)
        qtbot.waitUntil(lambda told=told: view.bar.legend.value == told)
    assert reading.value > 40, "red against blue"


def test_what_is_below_the_tolerance_is_not_coloured(view: CompareView, qtbot: QtBot) -> None:
    quiet = overlay()
    small = np.full((200, 200), 32, dtype=np.uint8)  # 5 dE
    registered = Overlay(quiet.original_mask, quiet.generated_mask, quiet.expected_mask, small, np.eye(3))
    difference_shown(view, qtbot, registered)
    assert np.abs(patch(view, GENERATED, 0.5, 0.45) - BLUE).mean() > 3
    view.bar.slider.setFocus()
    QTest.keyClick(view.bar.slider, Qt.Key.Key_End)
    assert view.looks.tolerance == 20
    qtbot.waitUntil(lambda: np.abs(patch(view, GENERATED, 0.5, 0.45) - BLUE).mean() < 1, timeout=5000)


def test_a_relative_scale_ends_at_the_largest_change_of_this_pair(view: CompareView, qtbot: QtBot) -> None:
    difference_shown(view, qtbot, overlay())
    assert view.bar.legend.full == 40
    QTest.mouseClick(view.bar.keys.scale_button, Qt.MouseButton.LeftButton)
    assert view.looks.relative
    assert view.bar.legend.full == pytest.approx(128 / 255 * 40, abs=0.1)


def test_maps_of_one_pair_never_arrive_on_the_next(view: CompareView, qtbot: QtBot) -> None:
    view.set_overlay(overlay())
    view.set_mode(CompareMode.DIFFERENCE)
    give_plain_pair(view)
    qtbot.waitUntil(lambda: not view.pane(GENERATED)._background.busy, timeout=5000)
    assert view.difference.maps is None
    assert (patch(view, GENERATED, 0.45, 0.45) == BLUE).all()


# ---- 6 masks ----------------------------------------------------------------------------------------


def test_mask_styles_dim_fill_and_cut_out_in_both_pictures(view: CompareView) -> None:
    view.set_overlay(overlay())
    view.set_mode(CompareMode.MASK)
    far, within = (0.1, 0.1), (0.5, 0.45)
    for frame, colour in ((ORIGINAL, RED), (GENERATED, BLUE)):
        assert patch(view, frame, *far).mean() < 0.8 * np.mean(colour), "dimmed"
        assert (patch(view, frame, *within) == colour).all()
    QTest.mouseClick(view.bar.keys.style_buttons[MaskStyle.FILL], Qt.MouseButton.LeftButton)
    for frame, colour in ((ORIGINAL, RED), (GENERATED, BLUE)):
        assert (patch(view, frame, *far) == colour).all()
        assert patch(view, frame, *within)[..., 1].mean() > colour[1] + 20, "green"
    QTest.mouseClick(view.bar.keys.style_buttons[MaskStyle.CUTOUT], Qt.MouseButton.LeftButton)
    view.bar.slider.setFocus()
    QTest.keyClick(view.bar.slider, Qt.Key.Key_End)
    for frame, colour in ((ORIGINAL, RED), (GENERATED, BLUE)):
        gone = patch(view, frame, *far)
        assert np.ptp(gone, axis=2).max() == 0, "a grey checkerboard"
        assert (patch(view, frame, *within) == colour).all()


# ---- moving about -----------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [CompareMode.FLIP, CompareMode.SPLIT, CompareMode.OVERLAY])
def test_wheel_keeps_the_place_under_the_cursor_in_one_pane(view: CompareView, mode: CompareMode) -> None:
    view.set_overlay(overlay(HALF))
    view.set_mode(mode)
    at = QPointF(430, 250)
    before = source_under(view, GENERATED, at)
    wheel(view, GENERATED, at, 4)
    after = source_under(view, GENERATED, at)
    assert (after.x, after.y) == pytest.approx((before.x, before.y), abs=1e-6)
    under = view.pane(GENERATED)._companion_view
    assert under is not None
    original = under.to_source(Point(at.x(), at.y()))
    landed = ties.map_fraction(HALF, Point(original.x / 800, original.y / 800))
    assert landed is not None
    assert (after.x / 800, after.y / 800) == pytest.approx((landed.x, landed.y), abs=1e-6)


def shift_drag(view: CompareView, frame: Frame, start: QPoint, moved: QPoint) -> None:
    pane, shift = view.pane(frame), Qt.KeyboardModifier.ShiftModifier
    QTest.mousePress(pane, Qt.MouseButton.LeftButton, shift, start)
    to = QPointF(start + moved)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        to,
        QPointF(pane.mapToGlobal(to.toPoint())),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        shift,
    )
    QApplication.sendEvent(pane, event)
    QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, shift, start + moved)


@pytest.mark.parametrize("frame", list(Frame))
def test_shift_and_drag_move_one_picture_alone_until_reset(view: CompareView, frame: Frame) -> None:
    view.zoom_in()
    view.zoom_in()
    other = ORIGINAL if frame is GENERATED else GENERATED
    at = QPointF(200, 200)
    mine, theirs = source_under(view, frame, at), source_under(view, other, at)
    shift_drag(view, frame, QPoint(200, 200), QPoint(40, 24))
    now, still = source_under(view, frame, at + QPointF(40, 24)), source_under(view, other, at)
    assert (now.x, now.y) == pytest.approx((mine.x, mine.y), abs=1e-6)
    assert (still.x, still.y) == pytest.approx((theirs.x, theirs.y), abs=1e-6)
    assert view.bar.offset_button.isVisible()
    kept = view.offset
    drag(view, ORIGINAL, QPoint(200, 200), QPoint(150, 180))
    give_plain_pair(view)
    assert view.offset == kept, "survives panning and the next pair"
    QTest.mouseClick(view.bar.offset_button, Qt.MouseButton.LeftButton)
    assert view.offset == Point(0, 0)
    assert not view.bar.offset_button.isVisible()


def test_alignment_goes_round_product_frame_pixels(window: MainWindow) -> None:
    compare = window.review.compare
    seen = []
    for _ in range(3):
        press(window, Qt.Key.Key_Y)
        seen.append(compare.sync_mode)
    assert seen == [SyncMode.FRAME, SyncMode.PIXEL, SyncMode.PRODUCT]


def test_fit_product_fills_the_pane_with_the_product_of_each_pair(view: CompareView) -> None:
    view.set_overlay(overlay())
    view.fit_product()
    assert view.state.mode is ZoomMode.PRODUCT
    rect, pane = view.pane(GENERATED).picture_rect(), view.pane(GENERATED)
    assert 0.7 * pane.width() < 0.5 * rect.width() < pane.width(), "grown parts are part of it"
    scale = view.zoom
    give_plain_pair(view)
    smaller = overlay()
    part = np.zeros((200, 200), dtype=np.uint8)
    part[80:100, 80:100] = 255
    view.set_overlay(Overlay(smaller.original_mask, part, part, smaller.difference, np.eye(3)))
    assert view.zoom > 2 * scale


def test_z_shows_device_pixels_and_f_both_pictures_whole(window: MainWindow) -> None:
    press(window, Qt.Key.Key_Z)
    assert window.review.compare.zoom == pytest.approx(1.0)
    press(window, Qt.Key.Key_F)
    assert window.review.compare.state == ViewState()


def test_the_magnifier_follows_the_mouse_and_shows_both_pictures(window: MainWindow) -> None:
    compare = window.review.compare
    factors = []
    for _ in range(4):
        press(window, Qt.Key.Key_H)
        factors.append(compare.magnifier.factor)
    assert factors == [2, 4, 8, 0]
    assert not compare.magnifier.isVisible()
    press(window, Qt.Key.Key_H)
    hover(compare, 0.4, 0.4)
    lens = compare.magnifier
    assert lens.isVisible()
    image = lens.grab().toImage()
    assert image.pixelColor(40, 120).getRgb()[:3] == RED
    assert image.pixelColor(lens.width() - 40, 100).getRgb()[:3] == BLUE
    first = lens.centre(GENERATED)
    hover(compare, 0.5, 0.5)
    assert lens.centre(GENERATED) != first
    QApplication.sendEvent(compare.pane(GENERATED), QEvent(QEvent.Type.Leave))
    assert not lens.isVisible()
