"""Where pictures lie: fit, zoom at the cursor, ties between the panes. No QApplication."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hfpc_desktop.domain.judgement import Frame, Region
from hfpc_desktop.ui.canvas import canvas_geometry as g
from hfpc_desktop.ui.canvas import canvas_link as ties
from hfpc_desktop.ui.canvas.canvas_geometry import (
    Layout,
    Point,
    Size,
    SyncMode,
    Viewport,
    ViewState,
    ZoomMode,
)

PANE = Viewport(600, 500, margin=10, bottom=40)
SQUARE = Size(1000, 1000)
MOVED = np.array([[0.5, 0.0, 0.3], [0.0, 0.5, 0.2], [0.0, 0.0, 1.0]])
"""The product at half its size, shifted."""


def layout(original: Size = SQUARE, generated: Size = SQUARE, link: g.FrameMap | None = None) -> Layout:
    return Layout(original, generated, PANE, PANE, link or ties.frame_link(original, generated))


def close(a: Point, b: Point, within: float = 1e-6) -> bool:
    return abs(a.x - b.x) <= within and abs(a.y - b.y) <= within


def test_fit_shows_each_picture_whole_above_the_layer_bar() -> None:
    stage = layout(Size(4000, 1000), Size(300, 900))
    views = g.resolve(ViewState(), stage)
    for frame in Frame:
        size = stage.size(frame)
        first = views[frame].to_device(Point(0, 0))
        last = views[frame].to_device(Point(size.width, size.height))
        assert first.x >= 10 - 1e-6 and first.y >= 10 - 1e-6
        assert last.x <= 590 + 1e-6 and last.y <= 450 + 1e-6
    assert views[Frame.ORIGINAL].scale == pytest.approx(580 / 4000)
    assert views[Frame.GENERATED].scale == pytest.approx(440 / 900)


def test_fit_never_blows_up_a_tiny_picture_without_end() -> None:
    assert layout(Size(4, 4), Size(4, 4)).fit(Frame.ORIGINAL) == g.MAX_FIT_SCALE


points = st.builds(Point, st.floats(30, 560), st.floats(30, 420))
links = st.sampled_from(
    [
        None,
        ties.product_link(MOVED, Size(1000, 1000), Size(1000, 1000)),
        g.FrameMap(1.0, 0.0, 0.0),
    ]
)


@settings(deadline=None)
@given(at=points, factor=st.floats(1.05, 8), frame=st.sampled_from(list(Frame)), link=links)
def test_zooming_keeps_the_point_under_the_cursor_in_its_pane(
    at: Point, factor: float, frame: Frame, link: g.FrameMap | None
) -> None:
    stage = layout(link=link)
    state = ViewState(ZoomMode.FREE, 2.0, Point(0.4, 0.6))
    before = g.resolve(state, stage)[frame].to_source(at)
    after = g.resolve(g.zoom_at(state, stage, frame, at, factor), stage)[frame].to_source(at)
    assert close(before, after, 1e-6)


@settings(deadline=None)
@given(at=points, zoom=st.floats(1.5, 10), link=links)
def test_a_device_point_shows_tied_places_in_both_panes(
    at: Point, zoom: float, link: g.FrameMap | None
) -> None:
    stage = layout(link=link)
    views = g.resolve(ViewState(ZoomMode.FREE, zoom, Point(0.5, 0.4)), stage)
    in_original = views[Frame.ORIGINAL].to_source(at)
    assert close(stage.link.to_generated(in_original), views[Frame.GENERATED].to_source(at), 1e-6)


def test_product_link_keeps_a_moved_and_shrunken_product_together() -> None:
    link = ties.product_link(MOVED, Size(2000, 1000), Size(1000, 500))
    assert link is not None
    assert link.scale == pytest.approx(0.25)
    assert close(link.to_generated(Point(1000, 500)), Point(0.55 * 1000, 0.45 * 500))
    assert close(link.to_original(link.to_generated(Point(7, 9))), Point(7, 9))


@pytest.mark.parametrize(
    "bad",
    [
        np.diag([-1.0, 1.0, 1.0]),
        np.zeros((3, 3)),
        np.full((3, 3), np.nan),
        np.diag([1e-5, 1e-5, 1.0]),
    ],
    ids=["mirrored", "zero", "nan", "absurd"],
)
def test_an_unusable_registration_falls_back_to_the_frames(bad: np.ndarray) -> None:
    size = Size(800, 600)
    assert ties.product_link(bad, size, size) is None
    assert ties.make_link(SyncMode.PRODUCT, size, size, bad) == ties.frame_link(size, size)


def test_frame_link_ties_different_resolutions_and_pixel_link_does_not() -> None:
    original, generated = Size(2000, 1000), Size(1000, 1000)
    assert close(ties.frame_link(original, generated).to_generated(Point(1000, 500)), Point(500, 500))
    assert ties.make_link(SyncMode.PIXEL, original, generated).to_generated(Point(12, 34)) == Point(12, 34)


def test_zooming_out_ends_at_fit() -> None:
    stage = layout()
    state = ViewState(ZoomMode.FREE, 1.1, Point(0.1, 0.9))
    assert g.zoom_at(state, stage, Frame.GENERATED, Point(50, 60), 0.8) == ViewState()
    assert g.zoom_at(ViewState(), stage, Frame.ORIGINAL, Point(50, 60), 0.5) == ViewState()


def test_a_small_picture_can_be_zoomed_out_to_its_own_pixels() -> None:
    stage = layout(Size(100, 100), Size(100, 100))
    state = ViewState()
    for _ in range(20):
        state = g.zoom_at(state, stage, Frame.GENERATED, PANE.centre, 0.8)
    assert g.resolve(state, stage)[Frame.GENERATED].scale == pytest.approx(1.0)


def test_zooming_in_ends_at_the_largest_scale() -> None:
    state = g.zoom_at(ViewState(), layout(), Frame.ORIGINAL, PANE.centre, 1e6)
    assert g.resolve(state, layout())[Frame.ORIGINAL].scale == pytest.approx(g.MAX_SCALE)


def test_pan_moves_the_picture_with_the_hand_and_not_out_of_sight() -> None:
    stage = layout()
    state = ViewState(ZoomMode.FREE, 4.0)
    before = g.resolve(state, stage)[Frame.ORIGINAL]
    after = g.resolve(g.pan(state, stage, Frame.ORIGINAL, Point(30, -20)), stage)[Frame.ORIGINAL]
    assert close(after.to_device(before.to_source(Point(100, 100))), Point(130, 80))
    far = g.resolve(g.pan(state, stage, Frame.GENERATED, Point(1e6, 1e6)), stage)[Frame.GENERATED]
    assert close(far.centre, Point(0, 0))
    assert g.pan(ViewState(), stage, Frame.ORIGINAL, Point(30, 30)) == ViewState()


@pytest.mark.parametrize("frame", list(Frame))
def test_actual_size_is_one_device_pixel_and_keeps_the_spot(frame: Frame) -> None:
    stage = layout(Size(4000, 3000), Size(2000, 1500))
    at = Point(200, 300)
    before = g.resolve(ViewState(), stage)[frame].to_source(at)
    view = g.resolve(g.actual_under(ViewState(), stage, frame, at), stage)[frame]
    assert view.scale == pytest.approx(1.0)
    assert close(view.to_source(at), before, 1e-6)


def test_the_state_means_the_same_on_the_next_pair() -> None:
    state = g.zoom_at(ViewState(), layout(), Frame.GENERATED, Point(150, 120), 3.0)
    small = g.resolve(state, layout())[Frame.GENERATED]
    large = g.resolve(state, layout(Size(4000, 4000), Size(4000, 4000)))[Frame.GENERATED]
    assert close(large.to_source(PANE.centre), small.to_source(PANE.centre).times(4), 1e-6)
    assert large.scale == pytest.approx(small.scale / 4)


def test_a_region_is_centred_with_air_around_it() -> None:
    region = Region(0.5, 0.25, 0.1, 0.05)
    stage = layout()
    view = g.resolve(g.look_at_region(stage, Frame.ORIGINAL, region), stage)[Frame.ORIGINAL]
    first, last = view.to_device(Point(500, 250)), view.to_device(Point(600, 300))
    assert close((first + last).times(0.5), PANE.centre)
    assert last.x - first.x == pytest.approx(580 * 0.6)


@pytest.mark.parametrize("region", [Region(0.0, 0.9, 0.2, 0.1), Region(0.85, 0.0, 0.1, 0.3)])
def test_a_region_at_the_edge_is_seen_whole_without_empty_ground(region: Region) -> None:
    stage = layout()
    view = g.resolve(g.look_at_region(stage, Frame.GENERATED, region), stage)[Frame.GENERATED]
    first = view.to_device(Point(region.x * 1000, region.y * 1000))
    last = view.to_device(Point((region.x + region.width) * 1000, (region.y + region.height) * 1000))
    assert first.x >= 10 - 1e-6 and first.y >= 10 - 1e-6 and last.x <= 590 + 1e-6 and last.y <= 450 + 1e-6
    corner, end = view.to_device(Point(0, 0)), view.to_device(Point(1000, 1000))
    assert corner.x <= 10 + 1e-6 and corner.y <= 10 + 1e-6 and end.x >= 590 - 1e-6 and end.y >= 450 - 1e-6


def test_a_region_of_nothing_and_one_of_everything_stay_within_limits() -> None:
    stage = layout()
    tiny = g.resolve(g.look_at_region(stage, Frame.GENERATED, Region(0.5, 0.5, 0, 0)), stage)
    assert tiny[Frame.GENERATED].scale == pytest.approx(g.MAX_REGION_SCALE)
    whole = g.resolve(g.look_at_region(stage, Frame.GENERATED, Region(0, 0, 1, 1)), stage)
    assert whole[Frame.GENERATED].scale == pytest.approx(stage.fit(Frame.GENERATED))


def test_regions_travel_with_the_registration_and_back() -> None:
    region = Region(0.2, 0.4, 0.2, 0.1)
    there = ties.carry_region(region, Frame.ORIGINAL, MOVED)
    assert there is not None
    assert (there.x, there.y, there.width, there.height) == pytest.approx((0.4, 0.4, 0.1, 0.05))
    back = ties.carry_region(there, Frame.GENERATED, MOVED)
    assert back is not None
    assert (back.x, back.y, back.width, back.height) == pytest.approx((0.2, 0.4, 0.2, 0.1))
    assert ties.carry_region(region, Frame.GENERATED, None) is None
    assert ties.carry_region(region, Frame.GENERATED, np.zeros((3, 3))) is None


def test_halves_that_differ_by_the_divider_fit_alike() -> None:
    left, right = g.matched(Viewport(590, 500), Viewport(589, 500))
    assert left == right
    assert g.matched(Viewport(590, 500), Viewport(400, 500)) == (Viewport(590, 500), Viewport(400, 500))
