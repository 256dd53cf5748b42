"""The compare view, driven by real wheel, mouse and key events on an offscreen window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from hfpc_desktop.domain.judgement import Defect, DefectKind, Frame, Region
from hfpc_desktop.ui.canvas import canvas_geometry as geometry
from hfpc_desktop.ui.canvas import canvas_link as ties
from hfpc_desktop.ui.canvas.canvas_geometry import Point, SyncMode, ViewState, ZoomMode
from hfpc_desktop.ui.canvas.overlay_painter import Layers
from hfpc_desktop.ui.canvas.pane_card import PaneState
from hfpc_desktop.ui.compare.compare import CompareView
from hfpc_desktop.ui.compare.compare_header import NOTE_TEXTS
from hfpc_desktop.ui.look.theme import DARK, LIGHT
from tests.ui.comparing import (
    drag,
    give_pair,
    overlay,
    patch,
    picture,
    pixels,
    shown_view,
    source_under,
    wheel,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ORIGINAL, GENERATED = Frame.ORIGINAL, Frame.GENERATED
MOVED = np.array([[0.5, 0.0, 0.3], [0.0, 0.5, 0.2], [0.0, 0.0, 1.0]])
DEFECTS = (
    Defect(DefectKind.OUTGROWTH, 0.8, Region(0.6, 0.3, 0.2, 0.3)),
    Defect(DefectKind.LOSS, 0.5, Region(0.2, 0.2, 0.1, 0.1), ORIGINAL),
    Defect(DefectKind.POOR_AESTHETICS, 0.2),
)


@pytest.fixture
def view(qtbot: QtBot) -> CompareView:
    out = shown_view(qtbot)
    give_pair(out)
    return out


# ---- zoom and pan ----------------------------------------------------------------------------


@pytest.mark.parametrize("frame", [ORIGINAL, GENERATED])
def test_wheel_keeps_the_same_place_under_the_cursor_in_both_panes(view: CompareView, frame: Frame) -> None:
    at = QPointF(170, 210)
    before = source_under(view, frame, at)
    wheel(view, frame, at, 3)
    wheel(view, frame, at, 2)
    here, there = source_under(view, frame, at), source_under(view, geometry.other(frame), at)
    assert (here.x, here.y) == pytest.approx((before.x, before.y), abs=1e-6)
    assert (there.x, there.y) == pytest.approx((here.x, here.y), abs=1e-6)
    assert view.zoom == pytest.approx(view.pane(ORIGINAL).view.scale)
    assert view.zoom > 1.5


def test_different_resolutions_stay_tied_by_the_frame(view: CompareView) -> None:
    give_pair(view, (2000, 2000), (1000, 1000))
    at = QPointF(150, 260)
    wheel(view, GENERATED, at, 4)
    there, here = source_under(view, ORIGINAL, at), source_under(view, GENERATED, at)
    assert (there.x, there.y) == pytest.approx((here.x * 2, here.y * 2), abs=1e-6)


@pytest.mark.parametrize("frame", [ORIGINAL, GENERATED])
def test_a_moved_and_shrunken_product_stays_under_the_cursor(view: CompareView, frame: Frame) -> None:
    view.set_overlay(overlay(MOVED))
    at = QPointF(220, 240)
    wheel(view, frame, at, 4)
    original, generated = source_under(view, ORIGINAL, at), source_under(view, GENERATED, at)
    landed = ties.map_fraction(MOVED, Point(original.x / 800, original.y / 800))
    assert landed is not None
    assert (generated.x / 800, generated.y / 800) == pytest.approx((landed.x, landed.y), abs=1e-6)
    assert view.pane(GENERATED).view.scale == pytest.approx(2 * view.pane(ORIGINAL).view.scale)


def test_alignment_can_be_switched_to_the_frame(view: CompareView, qtbot: QtBot) -> None:
    view.set_overlay(overlay(MOVED))
    wheel(view, GENERATED, QPointF(200, 200), 4)
    with qtbot.waitSignal(view.sync_changed):
        QTest.mouseClick(view.bar.align_button, Qt.MouseButton.LeftButton)
    assert view.sync_mode is SyncMode.FRAME
    assert view.pane(GENERATED).view.scale == pytest.approx(view.pane(ORIGINAL).view.scale)
    view.set_sync_mode(SyncMode.PIXEL)
    here, there = (
        source_under(view, ORIGINAL, QPointF(99, 99)),
        source_under(view, GENERATED, QPointF(99, 99)),
    )
    assert (here.x, here.y) == pytest.approx((there.x, there.y))


def test_alignment_needs_a_registration(view: CompareView) -> None:
    assert not view.bar.align_button.isEnabled()
    view.set_overlay(overlay())
    assert view.bar.align_button.isEnabled() and view.bar.align_button.isChecked()
    assert view.sync_mode is SyncMode.PRODUCT


def test_double_click_toggles_fit_and_device_pixels(view: CompareView) -> None:
    give_pair(view, (3000, 3000), (3000, 3000))
    pane, at = view.pane(GENERATED), QPoint(100, 150)
    spot = source_under(view, GENERATED, QPointF(at))
    QTest.mouseDClick(pane, Qt.MouseButton.LeftButton, pos=at)
    assert view.state.mode is ZoomMode.ACTUAL
    assert pane.view.scale == pytest.approx(1.0)
    after = source_under(view, GENERATED, QPointF(at))
    assert (after.x, after.y) == pytest.approx((spot.x, spot.y))
    QTest.mouseDClick(pane, Qt.MouseButton.LeftButton, pos=at)
    assert view.state == ViewState()


def test_dragging_moves_both_pictures_with_the_hand(view: CompareView) -> None:
    drag(view, ORIGINAL, QPoint(100, 100), QPoint(160, 130))
    assert view.state == ViewState(), "a fitted picture has nowhere to go"
    view.zoom_in()
    view.zoom_in()
    view.zoom_in()
    spots = {f: source_under(view, f, QPointF(200, 200)) for f in Frame}
    drag(view, ORIGINAL, QPoint(200, 200), QPoint(260, 230))
    for frame, spot in spots.items():
        now = source_under(view, frame, QPointF(260, 230))
        assert (now.x, now.y) == pytest.approx((spot.x, spot.y), abs=1e-6)


def test_shift_and_arrows_pan_and_plain_arrows_are_left_to_the_list(view: CompareView) -> None:
    view.zoom_in()
    view.zoom_in()
    pane = view.pane(GENERATED)
    pane.setFocus()
    before = pane.view.centre
    QTest.keyClick(pane, Qt.Key.Key_Right)
    assert pane.view.centre == before
    QTest.keyClick(pane, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert pane.view.centre.x > before.x and pane.view.centre.y == before.y


def test_zoom_methods_and_the_signal(view: CompareView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.zoom_changed) as heard:
        view.actual_size()
    assert heard.args == [pytest.approx(1.0)]
    with qtbot.waitSignal(view.zoom_changed):
        view.zoom_in()
    for _ in range(9):
        view.zoom_out()
    assert view.state == ViewState()
    view.actual_size()
    view.fit()
    assert view.state == ViewState()


def test_zoom_survives_next(view: CompareView) -> None:
    wheel(view, GENERATED, QPointF(120, 330), 5)
    state, middle = view.state, source_under(view, GENERATED, QPointF(240, 260))
    view.show_pair(2, "next.png", "next_01.png")
    view.set_picture(ORIGINAL, picture(1600, 1600), (1600, 1600))
    view.set_picture(GENERATED, picture(1600, 1600), (1600, 1600))
    assert view.state == state
    now = source_under(view, GENERATED, QPointF(240, 260))
    assert (now.x, now.y) == pytest.approx((middle.x * 2, middle.y * 2), abs=1e-6)


def test_a_region_is_brought_to_the_middle_of_both_panes(view: CompareView) -> None:
    view.set_overlay(overlay(MOVED))
    region = Region(0.55, 0.4, 0.1, 0.1)
    view.zoom_to(region, GENERATED)
    layout_middle = view.pane(GENERATED).viewport().centre
    middle = view.pane(GENERATED).view.to_source(layout_middle)
    assert (middle.x / 800, middle.y / 800) == pytest.approx((0.6, 0.45), abs=0.01)
    there = view.pane(ORIGINAL).view.to_source(layout_middle)
    assert (there.x / 800, there.y / 800) == pytest.approx((0.6, 0.5), abs=0.01)
    shown = view.pane(GENERATED).picture_rect().width() * 0.1
    assert 0.4 * view.pane(GENERATED).width() < shown < 0.75 * view.pane(GENERATED).width()


def test_more_pixels_are_asked_for_once_and_then_shown(view: CompareView, qtbot: QtBot) -> None:
    view.show_pair(3, "big.png", "big_01.png")
    view.set_picture(ORIGINAL, picture(1000, 1000), (4000, 4000))
    with qtbot.waitSignal(view.detail_wanted) as heard:
        view.set_picture(GENERATED, picture(1000, 1000), (4000, 4000))
        view.actual_size()
    assert heard.args[1] == 4000
    asked: list[tuple[Frame, int]] = []
    view.detail_wanted.connect(lambda frame, side: asked.append((frame, side)))
    wheel(view, GENERATED, QPointF(100, 100), 2)
    assert asked == []
    view.set_picture(GENERATED, picture(4000, 4000), (4000, 4000))
    assert view.pane(GENERATED).pyramid.resolution == 1.0
    view.set_picture(GENERATED, picture(500, 500), (4000, 4000))
    assert view.pane(GENERATED).pyramid.resolution == 1.0, "a late preview must not blur what is sharp"


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_a_scrolled_drawing_equals_a_new_one(
    view: CompareView, monkeypatch: pytest.MonkeyPatch, ratio: float
) -> None:
    for frame in Frame:
        monkeypatch.setattr(view.pane(frame), "devicePixelRatioF", lambda: ratio)
    y, x = np.mgrid[:900, :900]
    waves = [np.sin(x / 40), np.cos(y / 33), np.sin((x + y) / 57), np.ones_like(x)]
    soft = np.dstack([128 + 120 * wave for wave in waves]).astype(np.uint8)
    image = QImage(soft.tobytes(), 900, 900, 3600, QImage.Format.Format_RGB32).copy()
    view.set_picture(ORIGINAL, image, (900, 900))
    view.set_picture(GENERATED, image, (900, 900))
    view.set_overlay(overlay())
    view.set_layers(Layers(mask=True, difference=True))
    view.zoom_in()
    view.zoom_in()
    view.zoom_in()
    pixels(view, GENERATED)
    for end in (QPoint(260, 230), QPoint(150, 240), QPoint(230, 90), QPoint(900, 700)):
        drag(view, GENERATED, QPoint(200, 200), end)
        for frame in Frame:
            scrolled = pixels(view, frame)
            view.pane(frame).set_tokens(DARK)
            fresh = pixels(view, frame)
            differing = (np.abs(scrolled - fresh).max(axis=2) > 24).mean()
            assert differing < 0.02, "anti-aliased hatches may differ a little, no more"


def test_a_huge_file_is_not_asked_for_whole(view: CompareView, qtbot: QtBot) -> None:
    view.show_pair(3, "huge.png", "huge_01.png")
    view.set_picture(ORIGINAL, picture(1000, 1000), (10_000, 10_000))
    view.set_picture(GENERATED, picture(1000, 1000), (10_000, 10_000))
    with qtbot.waitSignal(view.detail_wanted) as heard:
        view.actual_size()
    assert heard.args[1] == 8192
    asked: list[int] = []
    view.detail_wanted.connect(lambda _frame, side: asked.append(side))
    view.set_picture(GENERATED, picture(8192, 8192), (10_000, 10_000))
    view.set_picture(ORIGINAL, picture(8192, 8192), (10_000, 10_000))
    view.zoom_in()
    assert asked == [], "there is nothing larger to have"


# ---- HiDPI -----------------------------------------------------------------------------------


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_actual_size_means_device_pixels_at_every_ratio(
    view: CompareView, monkeypatch: pytest.MonkeyPatch, ratio: float
) -> None:
    for frame in Frame:
        monkeypatch.setattr(view.pane(frame), "devicePixelRatioF", lambda: ratio)
    give_pair(view, (3000, 3000), (3000, 3000))
    view.actual_size()
    rect = view.pane(GENERATED).picture_rect()
    assert rect.width() * ratio == pytest.approx(3000)
    assert (rect.x() * ratio) % 1 == pytest.approx(0, abs=1e-6), "the corner is on a device pixel"
    at = QPointF(100, 90)
    spot = source_under(view, ORIGINAL, at)
    wheel(view, ORIGINAL, at, 2)
    now = source_under(view, ORIGINAL, at)
    assert (now.x, now.y) == pytest.approx((spot.x, spot.y), abs=1e-6)


def test_one_to_one_copies_pixels_untouched(view: CompareView) -> None:
    rng = np.random.default_rng(3)
    noise = rng.integers(0, 255, (900, 900, 4), dtype=np.uint8)
    noise[..., 3] = 255
    image = QImage(noise.data, 900, 900, 3600, QImage.Format.Format_RGB32).copy()
    view.show_pair(4, "noise.png", "noise_01.png")
    view.set_picture(ORIGINAL, image, (900, 900))
    view.set_picture(GENERATED, image, (900, 900))
    view.actual_size()
    rect = view.pane(ORIGINAL).picture_rect()
    seen = pixels(view, ORIGINAL)
    x, y = -int(rect.x()), -int(rect.y())
    expected = noise[y + 50 : y + 200, x + 50 : x + 200, 2::-1]
    assert np.array_equal(seen[50:200, 50:200], expected)


# ---- layers ----------------------------------------------------------------------------------


def test_masks_colour_outgrowth_and_loss_only_while_on(view: CompareView) -> None:
    view.set_overlay(overlay())
    plain = {
        spot: patch(view, GENERATED, *spot) for spot in ((0.7, 0.45), (0.35, 0.45), (0.5, 0.45), (0.1, 0.1))
    }
    QTest.mouseClick(view.bar.mask_button, Qt.MouseButton.LeftButton)
    assert view.layers.mask
    grown, lost = patch(view, GENERATED, 0.7, 0.45), patch(view, GENERATED, 0.35, 0.45)
    assert grown[..., 0].mean() > grown[..., 2].mean() + 40, "orange"
    assert lost[..., 2].mean() > lost[..., 0].mean() + 25, "blue"
    assert grown.std(axis=(0, 1)).max() > 5, "hatched, not flat"
    for same in ((0.5, 0.45), (0.1, 0.1)):
        assert np.array_equal(patch(view, GENERATED, *same), plain[same])
    QTest.mouseClick(view.bar.mask_button, Qt.MouseButton.LeftButton)
    for spot, before in plain.items():
        assert np.array_equal(patch(view, GENERATED, *spot), before)


def test_masks_outline_the_original_and_show_there_what_was_lost(view: CompareView) -> None:
    view.set_overlay(overlay())
    view.toggle_mask()
    edge = patch(view, ORIGINAL, 0.45, 0.3, 4)
    assert edge.max() > 220 and edge.min() < 100, "a light line in a dark casing"
    lost = patch(view, ORIGINAL, 0.35, 0.45)
    assert lost[..., 2].mean() > lost[..., 0].mean() + 25


def test_the_heat_map_lies_on_the_product_with_the_chosen_opacity(view: CompareView) -> None:
    view.set_overlay(overlay())
    QTest.mouseClick(view.bar.difference_button, Qt.MouseButton.LeftButton)
    strong = np.abs(patch(view, GENERATED, 0.45, 0.45) - 120).mean()
    assert strong > 30
    assert (patch(view, GENERATED, 0.1, 0.1) == 120).all(), "outside the product"
    assert (patch(view, ORIGINAL, 0.45, 0.45) == 120).all(), "the original stays clean"
    view.bar.slider.setFocus()
    QTest.keyClick(view.bar.slider, Qt.Key.Key_Home)
    assert view.layers.opacity == pytest.approx(0.1)
    assert np.abs(patch(view, GENERATED, 0.45, 0.45) - 120).mean() < strong / 3


def test_the_value_under_the_pointer_is_shown_from_either_pane(view: CompareView) -> None:
    view.set_overlay(overlay())
    view.toggle_difference()
    for frame in Frame:
        rect = view.pane(frame).picture_rect()
        at = QPoint(int(rect.x() + 0.5 * rect.width()), int(rect.y() + 0.5 * rect.height()))
        QTest.mouseMove(view.pane(frame), at)
        assert view.bar.legend.value == pytest.approx(128 / 255 * 40)
        QTest.mouseMove(view.pane(frame), QPoint(int(rect.x()) + 5, int(rect.y()) + 5))
        assert view.bar.legend.value is None


def test_layers_survive_next_and_are_told(view: CompareView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.layers_changed) as heard:
        view.set_layers(Layers(mask=True, difference=True, opacity=0.4))
    assert heard.args == [view.layers]
    give_pair(view)
    view.set_overlay(overlay())
    assert view.layers == Layers(mask=True, difference=True, opacity=0.4)
    assert view.bar.mask_button.isChecked() and view.bar.legend.isVisible()
    grown = patch(view, GENERATED, 0.7, 0.45)
    assert grown[..., 0].mean() > grown[..., 2].mean() + 40
    with qtbot.assertNotEmitted(view.layers_changed):
        view.set_layers(view.layers)


def test_the_overlay_of_one_pair_never_stays_on_the_next(view: CompareView) -> None:
    view.set_overlay(overlay())
    view.set_layers(Layers(mask=True, difference=True))
    give_pair(view)
    assert (patch(view, GENERATED, 0.7, 0.45) == 120).all()
    assert (patch(view, GENERATED, 0.45, 0.45) == 120).all()


# ---- defects ---------------------------------------------------------------------------------


def test_regions_are_drawn_in_their_own_picture_and_a_badge_can_be_clicked(
    view: CompareView, qtbot: QtBot
) -> None:
    plain = {frame: pixels(view, frame) for frame in Frame}
    view.set_defects(DEFECTS)
    for frame, region in ((GENERATED, DEFECTS[0].region), (ORIGINAL, DEFECTS[1].region)):
        assert not np.array_equal(patch(view, frame, region.x, region.y), plain[frame][:14, :14])
        assert (patch(view, frame, region.x, region.y).max()) > 200
    rect = view.pane(GENERATED).picture_rect()
    at = QPoint(int(rect.x() + 0.6 * rect.width()), int(rect.y() + 0.3 * rect.height()))
    with qtbot.waitSignal(view.defect_clicked) as heard:
        QTest.mouseClick(view.pane(GENERATED), Qt.MouseButton.LeftButton, pos=at)
    assert heard.args == [DEFECTS[0]]
    QTest.mouseClick(view.bar.regions_button, Qt.MouseButton.LeftButton)
    for frame in Frame:
        assert np.array_equal(pixels(view, frame), plain[frame])


def test_a_highlighted_defect_stands_out_in_both_pictures(view: CompareView) -> None:
    view.set_overlay(overlay())
    view.set_defects(DEFECTS)
    before = {frame: pixels(view, frame) for frame in Frame}
    view.highlight_defect(DEFECTS[0])
    for frame in Frame:
        assert not np.array_equal(pixels(view, frame), before[frame])
    view.highlight_defect(None)
    for frame in Frame:
        assert np.array_equal(pixels(view, frame), before[frame])


def test_badges_of_defects_at_one_place_do_not_hide_each_other(view: CompareView, qtbot: QtBot) -> None:
    same = (DEFECTS[0], Defect(DefectKind.DEFORMATION, 0.4, DEFECTS[0].region))
    view.set_defects(same)
    rect = view.pane(GENERATED).picture_rect()
    x, y = int(rect.x() + 0.6 * rect.width()), int(rect.y() + 0.3 * rect.height())
    for shift, expected in ((0, same[0]), (20, same[1])):
        with qtbot.waitSignal(view.defect_clicked) as heard:
            QTest.mouseClick(view.pane(GENERATED), Qt.MouseButton.LeftButton, pos=QPoint(x + shift, y))
        assert heard.args == [expected]


def test_a_badge_stays_in_sight_while_its_region_is(view: CompareView, qtbot: QtBot) -> None:
    view.set_defects((Defect(DefectKind.OUTGROWTH, 0.8, Region(0.0, 0.0, 1.0, 1.0)),))
    view.actual_size()
    view.zoom_in()
    view.zoom_in()
    assert view.pane(GENERATED).picture_rect().left() < -50
    with qtbot.waitSignal(view.defect_clicked):
        QTest.mouseClick(view.pane(GENERATED), Qt.MouseButton.LeftButton, pos=QPoint(11, 11))


def test_the_linked_cursor_shows_the_same_place_in_the_other_pane(view: CompareView, qtbot: QtBot) -> None:
    before = pixels(view, ORIGINAL)
    rect = view.pane(GENERATED).picture_rect()
    QTest.mouseMove(view.pane(GENERATED), rect.center().toPoint())
    qtbot.waitUntil(lambda: not np.array_equal(pixels(view, ORIGINAL), before))
    QApplication.sendEvent(view.pane(GENERATED), QEvent(QEvent.Type.Leave))
    assert np.array_equal(pixels(view, ORIGINAL), before)


# ---- states ----------------------------------------------------------------------------------


def test_no_pair_shows_what_to_do_and_no_bar(view: CompareView) -> None:
    view.show_pair(None, "", "")
    assert not view.bar.isVisible()
    assert not view.pane(ORIGINAL).isVisible()
    view.fit()
    view.actual_size()
    view.zoom_in()
    view.zoom_to(Region(0, 0, 1, 1), ORIGINAL)
    give_pair(view)
    assert view.bar.isVisible() and view.pane(ORIGINAL).isVisible()


def test_loading_turns_only_after_a_moment(view: CompareView, qtbot: QtBot) -> None:
    view.show_pair(5, "a.png", "a_01.png")
    assert view.pane(ORIGINAL).state is PaneState.LOADING
    still = pixels(view, ORIGINAL)
    assert (still == still[0, 0]).all()
    qtbot.waitUntil(lambda: not (pixels(view, ORIGINAL) == still[0, 0]).all(), timeout=2000)
    give_pair(view)
    assert view.pane(ORIGINAL).state is PaneState.READY


@pytest.mark.parametrize("image", [None, QImage()], ids=["none", "null"])
def test_a_broken_picture_says_why_and_the_other_one_still_works(
    view: CompareView, image: QImage | None
) -> None:
    view.show_pair(6, "a.png", "a_01.png")
    view.set_picture(ORIGINAL, image, (0, 0), "The file ends too early.")
    view.set_picture(GENERATED, picture(800, 800), (800, 800))
    assert view.pane(ORIGINAL).state is PaneState.FAILED
    assert "ends too early" in view.pane(ORIGINAL).accessibleDescription()
    wheel(view, GENERATED, QPointF(200, 200), 3)
    wheel(view, ORIGINAL, QPointF(200, 200), 1)
    assert view.zoom > 1
    assert pixels(view, ORIGINAL).std() > 1, "an icon and a sentence"


def test_odd_names_and_sizes_are_shown_on_one_line(view: CompareView) -> None:
    name = "very long " * 20 + "\nline 灯 💡 end.png"
    view.show_pair(7, name, "b.png")
    view.set_picture(ORIGINAL, picture(3, 2000), (3, 2000), notes=("exif-rotated", "cmyk", "icc-converted"))
    view.set_picture(GENERATED, picture(1, 1), (1, 1))
    header = view.header(ORIGINAL)
    assert header.height() == 34
    assert "\n" not in " ".join(header.texts)
    assert header.texts[2:4] == ("Rotated by EXIF", "+2")
    assert "3 × 2000" in header.texts
    assert view.width() == 1000


def test_headers_never_make_the_halves_unequal(view: CompareView) -> None:
    view.resize(520, 500)
    view.show_pair(9, "x" * 90 + ".png", "y.png")
    view.set_picture(ORIGINAL, picture(800, 800), (8000, 8000), notes=("exif-rotated", "cmyk"))
    view.set_picture(GENERATED, picture(800, 800), (800, 800))
    QApplication.processEvents()
    assert view.width() == 520
    assert abs(view.pane(ORIGINAL).width() - view.pane(GENERATED).width()) <= 1
    assert view.header(ORIGINAL).texts[0] == "ORIGINAL"


def test_transparency_lies_on_a_checkerboard(view: CompareView) -> None:
    clear = QImage(400, 400, QImage.Format.Format_ARGB32_Premultiplied)
    clear.fill(Qt.GlobalColor.transparent)
    view.show_pair(8, "clear.png", "b.png")
    view.set_picture(ORIGINAL, clear, (400, 400))
    colours = {tuple(c) for c in patch(view, ORIGINAL, 0.5, 0.5, 16).reshape(-1, 3)}
    assert colours == {
        tuple(int(t[i : i + 2], 16) for i in (1, 3, 5)) for t in (DARK.checker_a, DARK.checker_b)
    }


def test_the_ground_is_neutral_and_can_be_cycled_and_themed(view: CompareView) -> None:
    seen = []
    for _ in DARK.canvas_choices:
        seen.append(tuple(pixels(view, ORIGINAL)[2, 2]))
        view.cycle_background()
    assert len(set(seen)) == len(DARK.canvas_choices)
    assert all(r == g == b for r, g, b in seen)
    view.set_tokens(LIGHT)
    assert tuple(pixels(view, ORIGINAL)[2, 2]) == tuple(int(LIGHT.canvas[i : i + 2], 16) for i in (1, 3, 5))


def test_resizing_keeps_the_pictures_whole(view: CompareView) -> None:
    view.resize(700, 420)
    for frame in Frame:
        pane = view.pane(frame)
        rect = pane.picture_rect()
        assert rect.left() >= 0 and rect.right() <= pane.width()
        assert rect.top() >= 0 and rect.bottom() <= pane.height() - pane.bottom_inset


@pytest.mark.parametrize("width", [360, 480, 700, 1200])
def test_the_bar_fits_into_any_width(view: CompareView, width: int) -> None:
    view.set_overlay(overlay())
    view.set_layers(Layers(mask=True, difference=True))
    view.resize(width, 600)
    assert view.rect().contains(view.bar.geometry())
    for part in view.bar.findChildren(QWidget):
        if part.isVisible():
            corner = part.mapTo(view.bar, part.rect().bottomRight())
            assert view.bar.rect().contains(corner), part


def test_everything_in_the_bar_has_a_name(view: CompareView) -> None:
    for button in view.bar.findChildren(type(view.bar.mask_button)):
        assert button.text() or button.accessibleName()
        assert button.toolTip()
    assert view.bar.slider.accessibleName()
    assert view.pane(ORIGINAL).accessibleName() == "Original"
    assert "800 × 800" in view.pane(ORIGINAL).accessibleDescription()


@pytest.mark.parametrize(
    "code",
    [
        "16-bit",
        "float",
        "cmyk",
        "palette",
        "alpha",
        "icc-converted",
        "icc-ignored",
        "exif-rotated",
        "first-frame",
    ],
)
def test_every_note_of_the_decoder_has_words(code: str) -> None:
    assert code in NOTE_TEXTS
