"""One pane of the compare view: paints a picture with its layers and reports what the mouse did.

The pane holds no rules: the compare view tells it which part to show (``View``) and decides what a
wheel step or a drag means. All of it on the GUI thread.
"""

from __future__ import annotations

import math
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from hfpc_desktop.ui import canvas_paint as paint
from hfpc_desktop.ui.canvas_geometry import Point, Viewport
from hfpc_desktop.ui.canvas_scene import Scene

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from hfpc_desktop.domain.judgement import Frame
    from hfpc_desktop.ui.canvas_geometry import View
    from hfpc_desktop.ui.canvas_pyramid import PicturePyramid
    from hfpc_desktop.ui.compare_marks import Mark
    from hfpc_desktop.ui.overlay_painter import Layers, Shapes
    from hfpc_desktop.ui.theme import Tokens

WHEEL_NOTCH = 1.25
"""Zoom factor of one wheel notch (120 units)."""
SPINNER_DELAY_MS = 180
"""A picture that comes sooner shows no spinner: a flash would only disturb."""
SETTLE_MS = 70
"""After the zoom rested this long, a copy of the picture at exactly that size is made."""
KEY_PAN = 80.0
"""Device-independent pixels per Shift+arrow."""


class PaneState(Enum):
    EMPTY = auto()
    LOADING = auto()
    READY = auto()
    FAILED = auto()


class CanvasPane(QWidget):
    """Shows one picture. Points in signals are device pixels of this pane."""

    zoom_requested = Signal(object, object, float)
    """(Frame, Point, factor)"""
    pan_requested = Signal(object, object)
    """(Frame, Point moved)"""
    toggle_requested = Signal(object, object)
    """(Frame, Point): fit <-> 1:1"""
    hovered = Signal(object, object)
    """(Frame, Point | None when the pointer left)"""
    mark_clicked = Signal(int)
    """Number of the badge."""
    resized = Signal()

    def __init__(self, frame: Frame, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame = frame
        self._tokens = tokens
        self._state = PaneState.EMPTY
        self._message = ("", "")
        self._pyramid: PicturePyramid | None = None
        self._view: View | None = None
        self._marks: tuple[Mark, ...] = ()
        self._linked: Point | None = None
        self._drag_from: QPointF | None = None
        self._dragged = False
        self._can_pan = False
        self._scene = Scene(tokens)
        self.bottom_inset = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 120)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._idle_work)
        self._spin = QTimer(self)
        self._spin.setInterval(40)
        self._spin.timeout.connect(self._turn)
        self._turned = 0

    # ---- what to show -------------------------------------------------------------------------

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = self._scene.tokens = tokens
        self._redraw()

    def set_shade(self, index: int) -> None:
        """Which of ``Tokens.canvas_choices`` lies behind the picture."""
        self._scene.shade = index
        self._redraw()

    def show_state(self, state: PaneState, title: str = "", text: str = "") -> None:
        """Anything but a picture: nothing chosen, on its way, or failed with what to tell."""
        self._state, self._message = state, (title, text)
        self._pyramid = self._view = None
        self._turned = 0
        if state is PaneState.LOADING:
            self._spin.start(SPINNER_DELAY_MS)
        else:
            self._spin.stop()
        self.setAccessibleDescription(" ".join(part for part in (title, text) if part))
        self._redraw()

    def show_picture(self, pyramid: PicturePyramid) -> None:
        """Show a picture; ``set_view`` says which part."""
        self._state, self._pyramid = PaneState.READY, pyramid
        self._spin.stop()
        self._idle.start(0)
        self._redraw()

    def set_view(self, view: View | None, *, can_pan: bool) -> None:
        """Show this part. ``can_pan``: whether dragging would move anything (for the cursor's shape)."""
        if can_pan != self._can_pan:
            self._can_pan = can_pan
            self._shape_cursor()
        if view != self._view:
            self._view = view
            if not (self._idle.isActive() and self._pyramid and not self._pyramid.complete):
                self._idle.start(SETTLE_MS)
            self.update()

    def set_layers(self, layers: Layers) -> None:
        if layers != self._scene.layers:
            self._scene.layers = layers
            self._redraw()

    def set_shapes(self, shapes: Shapes) -> None:
        """Outlines and areas of the mask layer."""
        self._scene.paths = paint.ShapePaths(shapes)
        self._redraw()

    def set_heat(self, rgba: NDArray[np.uint8] | None) -> None:
        """The heat map at full opacity, H x W x 4 straight-alpha RGBA, stretched over the picture."""
        self._scene.heat = None
        if rgba is not None:
            height, width = rgba.shape[:2]
            image = QImage(rgba.tobytes(), width, height, width * 4, QImage.Format.Format_RGBA8888)
            ready = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
            self._scene.heat = QPixmap.fromImage(ready)
        self._redraw()

    def set_marks(self, marks: tuple[Mark, ...]) -> None:
        """Boxes around defects, drawn in this order."""
        if marks != self._marks:
            self._marks = marks
            self.update()

    def set_linked_cursor(self, device: Point | None) -> None:
        """Where the pointer of the other pane would be in this one."""
        if device != self._linked:
            self._linked = device
            self.update()

    # ---- facts --------------------------------------------------------------------------------

    @property
    def state(self) -> PaneState:
        return self._state

    @property
    def pyramid(self) -> PicturePyramid | None:
        return self._pyramid

    @property
    def view(self) -> View | None:
        return self._view

    def viewport(self) -> Viewport:
        """This pane in device pixels."""
        ratio = self.devicePixelRatioF()
        return Viewport(
            self.width() * ratio,
            self.height() * ratio,
            self._tokens.space_3 * ratio,
            self.bottom_inset * ratio,
        )

    def picture_rect(self) -> QRectF:
        """The picture in device-independent pixels of this pane; empty when there is none."""
        if self._pyramid is None or self._view is None:
            return QRectF()
        source = self._pyramid.source
        rect = paint.picture_rect(self._view, source.width, source.height)
        ratio = self.devicePixelRatioF()
        return QRectF(rect.x() / ratio, rect.y() / ratio, rect.width() / ratio, rect.height() / ratio)

    # ---- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._pyramid is not None and self._view is not None:
            self._paint_picture(painter)
        else:
            painter.fillRect(event.rect(), self._scene.ground)
            self._paint_state(painter, self._scene.ground)
        if self._linked is not None:
            ratio = self.devicePixelRatioF()
            paint.draw_linked_cursor(painter, QPointF(self._linked.x / ratio, self._linked.y / ratio))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(QColor(self._tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_picture(self, painter: QPainter) -> None:
        assert self._pyramid is not None and self._view is not None
        ratio = self.devicePixelRatioF()
        size = QSize(math.ceil(self.width() * ratio), math.ceil(self.height() * ratio))
        painter.drawPixmap(0, 0, self._scene.draw(self._pyramid, self._view, size, ratio))
        if self._scene.layers.regions:
            for mark in self._marks:
                box = self._mark_rect(mark)
                paint.draw_region(painter, box, self._tokens, active=mark.active, dashed=mark.number == 0)
            for mark, badge in self._badges():
                paint.draw_badge(painter, badge, mark.number, self._tokens, active=mark.active)

    def _badges(self) -> list[tuple[Mark, QRectF]]:
        """Numbered marks in order of their numbers, with where each number is drawn; those in sight only."""
        numbered = sorted((m for m in self._marks if m.number), key=lambda mark: mark.number)
        places = paint.place_badges([self._mark_rect(m) for m in numbered], QRectF(self.rect()))
        return [(mark, badge) for mark, badge in zip(numbered, places, strict=True) if not badge.isEmpty()]

    def _redraw(self) -> None:
        """Something in picture or layers changed: the kept drawing is void."""
        self._scene.touch()
        self.update()

    def _paint_state(self, painter: QPainter, ground: QColor) -> None:
        ink = QColor("#EDEDED") if ground.lightness() < 118 else QColor("#1E1E1E")
        area = QRectF(self.rect().adjusted(0, 0, 0, -self.bottom_inset))
        title, text = self._message
        if self._state is PaneState.LOADING:
            if self._turned:
                paint.draw_spinner(painter, area.center(), self._turned / 24 % 1.0, ink)
        elif title:
            icon = "error" if self._state is PaneState.FAILED else "images"
            paint.draw_card(painter, area, icon, title, text, ink, self._tokens)

    def _mark_rect(self, mark: Mark) -> QRectF:
        rect, region = self.picture_rect(), mark.region
        box = QRectF(
            rect.x() + region.x * rect.width(),
            rect.y() + region.y * rect.height(),
            region.width * rect.width(),
            region.height * rect.height(),
        )
        # A region of a few pixels would vanish under its own frame.
        grow_x, grow_y = max(0.0, 14 - box.width()) / 2, max(0.0, 14 - box.height()) / 2
        return box.adjusted(-grow_x, -grow_y, grow_x, grow_y)

    def _turn(self) -> None:
        self._spin.setInterval(40)
        self._turned += 1
        self.update()

    def _idle_work(self) -> None:
        pyramid, view = self._pyramid, self._view
        if pyramid is None or view is None:
            return
        if not pyramid.complete:
            # One level a turn, and no repaint: the exact copy at the end is what will be seen.
            pyramid.build_next()
            self._idle.start(0)
            return
        if pyramid.wants_fitted(view.scale):
            pyramid.make_fitted(view.scale)
        self._redraw()

    # ---- input --------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        ratio = self.devicePixelRatioF()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        on_touchpad = event.device() is not None and event.device().type() == QInputDevice.DeviceType.TouchPad
        if on_touchpad and not control and not event.pixelDelta().isNull():
            moved = event.pixelDelta()
            self.pan_requested.emit(self.frame, Point(moved.x() * ratio, moved.y() * ratio))
        else:
            # Alt turns a vertical wheel into a horizontal one; it should still zoom.
            units = event.angleDelta().y() or event.angleDelta().x()
            if units:
                self.zoom_requested.emit(
                    self.frame, self._device(event.position()), WHEEL_NOTCH ** (units / 120)
                )
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                factor = max(0.2, 1.0 + event.value())
                self.zoom_requested.emit(self.frame, self._device(event.position()), factor)
                return True
            if event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
                self.toggle_requested.emit(self.frame, self._device(event.position()))
                return True
        return bool(super().event(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._drag_from, self._dragged = event.position(), False
            self._shape_cursor()
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is not None:
            moved = event.position() - self._drag_from
            if self._dragged or moved.manhattanLength() >= 3:
                self._dragged, self._drag_from = True, event.position()
                ratio = self.devicePixelRatioF()
                self.pan_requested.emit(self.frame, Point(moved.x() * ratio, moved.y() * ratio))
        self.hovered.emit(self.frame, self._device(event.position()))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is not None and not self._dragged:
            number = self._badge_at(event.position())
            if number:
                self.mark_clicked.emit(number)
        self._drag_from = None
        self._shape_cursor()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._badge_at(event.position()):
            self.toggle_requested.emit(self.frame, self._device(event.position()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (1, 0),
            Qt.Key.Key_Right: (-1, 0),
            Qt.Key.Key_Up: (0, 1),
            Qt.Key.Key_Down: (0, -1),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() != Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
            return
        reach = KEY_PAN * self.devicePixelRatioF()
        self.pan_requested.emit(self.frame, Point(step[0] * reach, step[1] * reach))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(self.frame, None)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def _device(self, logical: QPointF) -> Point:
        ratio = self.devicePixelRatioF()
        return Point(logical.x() * ratio, logical.y() * ratio)

    def _badge_at(self, at: QPointF) -> int:
        if not self._scene.layers.regions:
            return 0
        return next((mark.number for mark, badge in self._badges() if badge.contains(at)), 0)

    def _shape_cursor(self) -> None:
        if not self._can_pan:
            self.unsetCursor()
        elif self._drag_from is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
