"""A compare view with made-up pictures, and what hands and eyes do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hfpc_desktop.domain.judgement import Frame, Overlay
from hfpc_desktop.ui.canvas.canvas_geometry import Point
from hfpc_desktop.ui.compare.compare import CompareView
from hfpc_desktop.ui.look.theme import DARK

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

RED, BLUE = (200, 40, 40), (40, 40, 200)


def shown_view(qtbot: QtBot) -> CompareView:
    """Without a pair, 1000 x 640."""
    out = CompareView(DARK)
    qtbot.addWidget(out)
    out.resize(1000, 640)
    out.show()
    qtbot.waitExposed(out)
    return out


# ---- pictures --------------------------------------------------------------------------------


def picture(width: int, height: int, grey: int = 120) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(grey | grey << 8 | grey << 16)
    return image


def mask(x0: float, y0: float, x1: float, y1: float, side: int = 200) -> np.ndarray:
    out = np.zeros((side, side), dtype=np.uint8)
    out[int(y0 * side) : int(y1 * side), int(x0 * side) : int(x1 * side)] = 255
    return out


def overlay(registration: np.ndarray | None = None) -> Overlay:
    """Generated product: grown to the right (0.6..0.8), lost at the left (0.3..0.4)."""
    return Overlay(
        original_mask=mask(0.3, 0.3, 0.6, 0.6),
        expected_mask=mask(0.3, 0.3, 0.6, 0.6),
        generated_mask=mask(0.4, 0.3, 0.8, 0.6),
        difference=np.full((200, 200), 128, dtype=np.uint8),
        registration=np.eye(3) if registration is None else registration,
    )


def plain(side: int, colour: tuple[int, int, int]) -> QImage:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor(*colour))
    return image


def give_plain_pair(view: CompareView, side: int = 800) -> None:
    """A red original and a blue generated image."""
    view.show_pair(1, "lamp.png", "lamp_01.png")
    view.set_picture(Frame.ORIGINAL, plain(side, RED), (side, side))
    view.set_picture(Frame.GENERATED, plain(side, BLUE), (side, side))


def give_pair(
    view: CompareView, original: tuple[int, int] = (800, 800), generated: tuple[int, int] = (800, 800)
) -> None:
    """Grey pictures of these sizes."""
    view.show_pair(1, "lamp.png", "lamp_01.png")
    view.set_picture(Frame.ORIGINAL, picture(*original), original)
    view.set_picture(Frame.GENERATED, picture(*generated), generated)


# ---- hands and eyes --------------------------------------------------------------------------


def wheel(view: CompareView, frame: Frame, at: QPointF, notches: int) -> None:
    pane = view.pane(frame)
    event = QWheelEvent(
        at,
        QPointF(pane.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane, event)


def source_under(view: CompareView, frame: Frame, at: QPointF) -> Point:
    pane = view.pane(frame)
    ratio = pane.devicePixelRatioF()
    assert pane.view is not None
    return pane.view.to_source(Point(at.x() * ratio, at.y() * ratio))


def pixels(view: CompareView, frame: Frame) -> np.ndarray:
    image = view.pane(frame).grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.width(), 4)
    return flat[..., 2::-1].astype(int)


def patch(view: CompareView, frame: Frame, x: float, y: float, reach: int = 7) -> np.ndarray:
    """Pixels around a fraction of the picture, H x W x RGB."""
    rect = view.pane(frame).picture_rect()
    cx, cy = int(rect.x() + x * rect.width()), int(rect.y() + y * rect.height())
    return pixels(view, frame)[cy - reach : cy + reach, cx - reach : cx + reach]


def drag(view: CompareView, frame: Frame, start: QPoint, end: QPoint) -> None:
    pane = view.pane(frame)
    QTest.mousePress(pane, Qt.MouseButton.LeftButton, pos=start)
    for step in (0.3, 0.7, 1.0):
        to = QPointF(start) + (QPointF(end) - QPointF(start)) * step
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            to,
            QPointF(pane.mapToGlobal(to.toPoint())),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(pane, event)
    QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=end)
