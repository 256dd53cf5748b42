"""What mouse, wheel and keys do on a pane: turned into intents, nothing decided. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from hfpc_desktop.ui.canvas.canvas_geometry import Point

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from hfpc_desktop.domain.judgement import Frame

WHEEL_NOTCH = 1.25
"""Zoom factor of one wheel notch (120 units)."""
KEY_PAN = 80.0
"""Device-independent pixels per Shift+arrow."""


class Tool(Protocol):
    """Something that takes the left mouse button and the keys of a pane, and paints over its picture.

    ``at`` is in fractions of the picture. ``moved`` is told while the pointer hovers too (``at`` None: it left).
    """

    def pressed(self, at: Point) -> None: ...
    def moved(self, at: Point | None, *, down: bool) -> None: ...
    def released(self, at: Point) -> None: ...
    def takes_key(self, event: QKeyEvent) -> bool: ...
    def key(self, event: QKeyEvent) -> None: ...
    def paint(self, painter: QPainter) -> None: ...


class PaneInput(QWidget):
    """Points in signals are device pixels of this pane."""

    zoom_requested = Signal(object, object, float)
    """(Frame, Point, factor)"""
    pan_requested = Signal(object, object)
    """(Frame, Point moved)"""
    offset_requested = Signal(object, object)
    """(Frame, Point moved): this picture alone, with Shift held"""
    toggle_requested = Signal(object, object)
    """(Frame, Point): fit <-> 1:1"""
    hovered = Signal(object, object)
    """(Frame, Point | None when the pointer left)"""
    drag_wanted = Signal(object)
    """Frame whose file is dragged away, with Ctrl held"""
    mark_clicked = Signal(int)
    """Number of the badge."""
    resized = Signal()

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame = frame
        self._drag_from: QPointF | None = None
        self._dragged = self._alone = False
        self._grab_from: QPointF | None = None
        self._tool: Tool | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_tool(self, tool: Tool | None) -> None:
        """Give the left button to a tool, or back; the middle button still pans."""
        self._tool = tool
        self._shape_cursor()
        self.update()

    # ---- what the pane knows ------------------------------------------------------------------

    def _badge_at(self, at: QPointF) -> int:
        """Number of the badge there, 0 for none."""
        raise NotImplementedError

    def _shape_cursor(self) -> None:
        raise NotImplementedError

    def fraction_at(self, at: QPointF) -> Point | None:
        """A point of this pane as a fraction of its picture (may lie outside 0..1); None without a picture."""
        raise NotImplementedError

    # ---- events -------------------------------------------------------------------------------

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
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._tool is not None
            and self._tool.takes_key(event)
        ):
            event.accept()  # or the window's actions would take it: A approves
            return True
        return bool(super().event(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        tool_point = self._tool_point(event)
        if self._tool is not None and tool_point is not None:
            self._tool.pressed(tool_point)
            event.accept()
        elif event.button() == Qt.MouseButton.LeftButton and _with_control(event):
            self._grab_from = event.position()
            event.accept()
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._drag_from, self._dragged = event.position(), False
            self._alone = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._shape_cursor()
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grab_from is not None:
            if (event.position() - self._grab_from).manhattanLength() >= QApplication.startDragDistance():
                self._grab_from = None
                self.drag_wanted.emit(self.frame)
        elif self._drag_from is not None:
            moved = event.position() - self._drag_from
            if self._dragged or moved.manhattanLength() >= 3:
                self._dragged, self._drag_from = True, event.position()
                ratio = self.devicePixelRatioF()
                signal = self.offset_requested if self._alone else self.pan_requested
                signal.emit(self.frame, Point(moved.x() * ratio, moved.y() * ratio))
        elif self._tool is not None:
            down = bool(event.buttons() & Qt.MouseButton.LeftButton)
            self._tool.moved(self.fraction_at(event.position()), down=down)
        self.hovered.emit(self.frame, self._device(event.position()))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        tool_point = self._tool_point(event)
        if self._tool is not None and self._drag_from is None and tool_point is not None:
            self._tool.released(tool_point)
        elif self._drag_from is not None and not self._dragged:
            number = self._badge_at(event.position())
            if number:
                self.mark_clicked.emit(number)
        self._drag_from = self._grab_from = None
        self._shape_cursor()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._tool is not None:
            self.mousePressEvent(event)  # two strokes soon after each other
            return
        if event.button() == Qt.MouseButton.LeftButton and not self._badge_at(event.position()):
            self.toggle_requested.emit(self.frame, self._device(event.position()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._tool is not None and self._tool.takes_key(event):
            self._tool.key(event)
            event.accept()
            return
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
        if self._tool is not None:
            self._tool.moved(None, down=False)
        self.hovered.emit(self.frame, None)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def _tool_point(self, event: QMouseEvent) -> Point | None:
        if self._tool is None or event.button() != Qt.MouseButton.LeftButton:
            return None
        return self.fraction_at(event.position())

    def _device(self, logical: QPointF) -> Point:
        ratio = self.devicePixelRatioF()
        return Point(logical.x() * ratio, logical.y() * ratio)


def _with_control(event: QMouseEvent) -> bool:
    return event.modifiers() == Qt.KeyboardModifier.ControlModifier
