"""Frame times of the compare view while a 4000 x 4000 pair is panned, in the heaviest mode of each kind."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from hfpc_desktop.domain.judgement import Frame, Overlay
from hfpc_desktop.runtime.qt_images import mip_levels
from hfpc_desktop.ui.canvas.canvas_geometry import Point
from hfpc_desktop.ui.canvas.compare_modes import CompareMode, Looks
from hfpc_desktop.ui.canvas.overlay_painter import Layers
from hfpc_desktop.ui.compare.compare import CompareView
from hfpc_desktop.ui.look.theme import DARK
from tests.perf.figures import Figure

SIDE = 4000
LIMIT_MS = 16.0


def measure(frames: int) -> list[Figure]:
    """Milliseconds of each frame: move, paint both panes, everything until the event loop is free again."""
    app = QApplication.instance() or QApplication([])
    view = CompareView(DARK)
    view.resize(1440, 900)
    view.show()
    view.show_pair(1, "original.png", "generated.png")
    for number, frame in enumerate(Frame):
        image = _picture(number)
        view.set_picture(frame, image, (SIDE, SIDE), levels=mip_levels(image))
    view.set_overlay(_overlay())
    view.set_layers(Layers(mask=True, regions=True))
    out = []
    for mode in (CompareMode.SIDE, CompareMode.SPLIT, CompareMode.OVERLAY, CompareMode.DIFFERENCE):
        view.set_looks(Looks(mode))
        for zoom, name in ((1.0, "1:1"), (0.4, "40 %")):
            view.actual_size()
            middle = view.pane(Frame.GENERATED).viewport().centre
            view.pane(Frame.GENERATED).zoom_requested.emit(Frame.GENERATED, middle, zoom)
            _rest(app)
            times = [_frame(app, view, step) for step in range(frames)]
            out.append(
                Figure(
                    "panning",
                    f"{mode.value}, {name}: frame p95",
                    float(np.percentile(times, 95)),
                    "ms",
                    LIMIT_MS,
                    note=f"median {np.median(times):.1f} ms, {frames} frames, 2 x {SIDE} px, masks on",
                )
            )
    view.close()
    return out


def _frame(app: QApplication, view: CompareView, step: int) -> float:
    """A circle of 14 pixels a frame: a fast drag."""
    angle = step / 9
    start = time.perf_counter()
    view.pane(Frame.GENERATED).pan_requested.emit(
        Frame.GENERATED, Point(14 * float(np.cos(angle)), 14 * float(np.sin(angle)))
    )
    app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    return 1e3 * (time.perf_counter() - start)


def _rest(app: QApplication) -> None:
    """Let the copies for this zoom be made, as they are when a hand rests before it drags."""
    loop = QEventLoop()
    QTimer.singleShot(700, loop.quit)
    loop.exec()
    app.processEvents()


def _picture(seed: int) -> QImage:
    rng = np.random.default_rng(seed)
    noise = rng.integers(0, 255, (SIDE // 8, SIDE // 8, 4), dtype=np.uint8).repeat(8, 0).repeat(8, 1)
    noise[..., 3] = 255
    return QImage(noise.data, SIDE, SIDE, SIDE * 4, QImage.Format.Format_RGB32).copy()


def _overlay() -> Overlay:
    """A product with a wavy outline, grown and lost in places."""
    y, x = np.mgrid[:512, :512] / 512 - 0.5
    angle = np.arctan2(y, x)
    original = ((np.hypot(x, y) < 0.3 + 0.03 * np.sin(40 * angle)) * 255).astype(np.uint8)
    found = ((np.hypot(x, y) < 0.3 + 0.05 * np.sin(40 * angle + 1)) * 255).astype(np.uint8)
    return Overlay(original, found, original, (np.abs(x) * 500).astype(np.uint8), np.eye(3))
