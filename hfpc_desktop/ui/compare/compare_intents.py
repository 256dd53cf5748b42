"""What the mouse does in the panes, turned into moves of the ``Navigator``. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.ui.canvas.compare_modes import CompareMode, Looks

if TYPE_CHECKING:
    from hfpc_desktop.ui.canvas.canvas import CanvasPane
    from hfpc_desktop.ui.canvas.canvas_geometry import Point
    from hfpc_desktop.ui.compare.compare_navigation import Navigator
    from hfpc_desktop.ui.compare.compare_pointer import Pointer


class PaneIntents(QObject):
    """Listens to both panes. ``looks`` and ``heat`` (a difference map is shown) are kept up to date by the view."""

    moved = Signal()
    """The navigator looks at something else now."""
    divider_dragged = Signal(float)
    """The divider of the split is wanted here, 0..1 of the pane's width."""

    def __init__(
        self, panes: dict[Frame, CanvasPane], navigator: Navigator, pointer: Pointer, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._panes, self._nav, self._pointer = panes, navigator, pointer
        self.looks = Looks()
        self.heat = False
        for pane in panes.values():
            pane.zoom_requested.connect(self._zoomed)
            pane.pan_requested.connect(self._panned)
            pane.offset_requested.connect(self._pushed)
            pane.toggle_requested.connect(self._toggled)
            pane.hovered.connect(self._hovered)

    def _tell(self, changed: bool) -> None:
        if changed:
            self.moved.emit()

    def _zoomed(self, frame: Frame, at: Point, factor: float) -> None:
        self._tell(self._nav.zoom(frame, at, factor))
        self._hovered(frame, at)

    def _panned(self, frame: Frame, moved: Point) -> None:
        self._tell(self._nav.pan(frame, moved))

    def _pushed(self, frame: Frame, moved: Point) -> None:
        """Shift+drag: in a pane of its own that picture, in the shared pane the original."""
        alone = Frame.ORIGINAL if self.looks.mode.single else frame
        self._tell(self._nav.push(alone, moved))

    def _toggled(self, frame: Frame, at: Point) -> None:
        self._tell(self._nav.toggle_actual(frame, at))

    def _hovered(self, frame: Frame, at: Point | None) -> None:
        pane = self._panes[frame]
        if self.looks.mode is CompareMode.SPLIT and at is not None:
            place = at.x / max(1.0, pane.width() * pane.devicePixelRatioF())
            self.divider_dragged.emit(min(1.0, max(0.0, place)))
        self._pointer.follow(frame, at, single=self.looks.mode.single, heat=self.heat)
