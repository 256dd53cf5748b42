"""The mask layer that is drawn ahead: the same picture as drawing it part by part, made once, used while panning."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from hfpc_desktop.domain.judgement import Frame, Overlay
from hfpc_desktop.runtime.qt_images import pixels_of
from hfpc_desktop.ui.canvas import canvas_scene
from hfpc_desktop.ui.canvas.canvas_geometry import Point
from hfpc_desktop.ui.canvas.canvas_masks import ShapePaths, draw_shapes
from hfpc_desktop.ui.canvas.canvas_sheet import MAX_PIXELS, SheetKey, sheet_of
from hfpc_desktop.ui.canvas.compare_modes import MaskStyle
from hfpc_desktop.ui.canvas.overlay_painter import Layers, shapes
from hfpc_desktop.ui.compare.compare import CompareView
from hfpc_desktop.ui.look.theme import DARK

SIDE = 400


def overlay() -> Overlay:
    y, x = np.mgrid[:128, :128] / 128 - 0.5
    angle = np.arctan2(y, x)
    before = ((np.hypot(x, y) < 0.3 + 0.03 * np.sin(9 * angle)) * 255).astype(np.uint8)
    after = ((np.hypot(x, y) < 0.3 + 0.06 * np.sin(9 * angle + 1)) * 255).astype(np.uint8)
    return Overlay(before, after, before, None, np.eye(3))


@pytest.mark.parametrize("style", list(MaskStyle))
@pytest.mark.parametrize("strength", [0.0, 0.7])
def test_a_sheet_shows_what_drawing_shows(qapp, style, strength) -> None:
    paths = ShapePaths(shapes(overlay(), Frame.GENERATED))
    key = SheetKey(paths, SIDE, SIDE, 1.0, DARK, style, strength)
    straight, kept = (QImage(SIDE, SIDE, QImage.Format.Format_RGB32) for _ in range(2))
    for image in (straight, kept):
        image.fill(QColor("#6080a0"))
    whole = QRectF(0, 0, SIDE, SIDE)
    painter = QPainter(straight)
    draw_shapes(painter, paths, whole, whole, 1.0, DARK, style, strength)
    painter.end()
    painter = QPainter(kept)
    painter.drawImage(key.box().topLeft(), sheet_of(key))
    painter.end()
    apart = np.abs(pixels_of(straight).astype(int) - pixels_of(kept).astype(int))[..., :3]
    assert apart.max() <= 4  # once through a premultiplied picture is a matter of rounding
    drawn = np.abs(pixels_of(kept).astype(int)[..., :3] - (0xA0, 0x80, 0x60)).max(axis=2) > 30
    assert 0.005 < drawn.mean() < 1.0


def test_a_strip_is_drawn_as_if_everything_were(qapp) -> None:
    """Leaving out what does not meet a strip changes nothing inside it."""
    paths = ShapePaths(shapes(overlay(), Frame.GENERATED))
    images = []
    whole, strip = QRectF(0, 0, SIDE, SIDE), QRectF(90, 60, 23, 200)
    for area in (whole, strip):
        image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.gray)
        painter = QPainter(image)
        painter.setClipRect(strip)
        draw_shapes(painter, paths, whole, area, 1.0, DARK)
        painter.end()
        images.append(pixels_of(image).copy())
    assert np.array_equal(*images)


def test_large_layers_are_not_kept(qapp) -> None:
    paths = ShapePaths(shapes(overlay(), Frame.GENERATED))
    assert SheetKey(paths, 2000, 2000, 1.0, DARK, MaskStyle.OUTLINE, 0.0).fits
    assert not SheetKey(paths, 9000, 9000, 1.0, DARK, MaskStyle.OUTLINE, 0.0).fits
    assert MAX_PIXELS < 9000 * 9000


def test_a_pan_copies_the_layer_and_draws_no_outline(qapp, qtbot, monkeypatch) -> None:
    # Given a pair with masks on, at rest
    view = CompareView(DARK)
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.show()
    view.show_pair(1, "o.png", "g.png")
    for frame in Frame:
        image = QImage(1200, 1200, QImage.Format.Format_RGB32)
        image.fill(QColor("#8090a0"))
        view.set_picture(frame, image, (1200, 1200))
    view.set_overlay(overlay())
    view.set_layers(Layers(mask=True))
    view.actual_size()
    panes = [view.pane(frame) for frame in Frame]
    qtbot.waitUntil(lambda: all(pane._scene._sheet is not None for pane in panes))
    view.grab()
    # When it is panned, then nothing is stroked or filled
    drawn = []
    monkeypatch.setattr(canvas_scene, "draw_shapes", lambda *a: drawn.append(a))
    view.pane(Frame.GENERATED).pan_requested.emit(Frame.GENERATED, Point(30, 20))
    panned = view.pane(Frame.GENERATED).grab().toImage()  # held: its pixels are read in place
    assert drawn == []
    # And the picture is what drawing everything anew gives
    monkeypatch.undo()
    for pane in panes:
        pane._scene._sheet = None
        pane._redraw()
    fresh = view.pane(Frame.GENERATED).grab().toImage()
    assert np.abs(pixels_of(panned).astype(int) - pixels_of(fresh).astype(int)).max() <= 4
    qtbot.waitUntil(lambda: all(pane._scene._sheet is not None for pane in panes))
