"""What follows the pointer: the linked cursor, the value of the difference map, the magnifier. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.ui.canvas import canvas_geometry as geometry

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from hfpc_desktop.ui.canvas.canvas import CanvasPane
    from hfpc_desktop.ui.canvas.canvas_geometry import Point
    from hfpc_desktop.ui.canvas.magnifier import Magnifier
    from hfpc_desktop.ui.compare.compare_difference import DifferenceLayer
    from hfpc_desktop.ui.compare.compare_legend import Legend
    from hfpc_desktop.ui.compare.compare_navigation import Navigator


class Pointer:
    """Carries a place of one picture to everything that shows it again. ``view`` is the magnifier's parent."""

    def __init__(
        self,
        view: QWidget,
        panes: dict[Frame, CanvasPane],
        navigator: Navigator,
        difference: DifferenceLayer,
        legend: Legend,
        magnifier: Magnifier,
    ) -> None:
        self._view, self._panes, self._nav = view, panes, navigator
        self._difference, self._legend, self._magnifier = difference, legend, magnifier

    def follow(self, frame: Frame, at: Point | None, *, single: bool, heat: bool) -> None:
        """The pointer is at ``at`` (device pixels) in the pane of ``frame``; None: it left. ``single``: both
        pictures share that pane; ``heat``: a difference map is shown."""
        across = geometry.other(frame)
        mine, theirs, layout = self._panes[frame].view, self._panes[across].view, self._nav.layout
        self._panes[frame].set_linked_cursor(None)
        landed = None
        if at is not None and mine is not None:
            landed = self._nav.across(frame, mine.to_source(at))
        if landed is None or at is None or layout is None or theirs is None:
            self._panes[across].set_linked_cursor(None)
            self._legend.set_value(None)
            self._magnifier.hide()
            return
        here, there = landed
        inside = 0 <= there.x <= 1 and 0 <= there.y <= 1 and not single
        device = theirs.to_device(layout.size(across).to_source(there))
        self._panes[across].set_linked_cursor(device if inside else None)
        if heat:
            spot = here if frame is Frame.GENERATED else there
            reading = self._difference.reading_at(spot.x, spot.y)
            value, within = (reading.value, reading.inside) if reading else (None, True)
            self._legend.set_value(value, inside=within)
        self._magnify(frame, at, {frame: here, across: there})

    def _magnify(self, frame: Frame, at: Point, spots: dict[Frame, Point]) -> None:
        layout = self._nav.layout
        if not self._magnifier.factor or layout is None:
            return
        scales = {Frame.ORIGINAL: layout.link.scale, Frame.GENERATED: 1.0}
        parts = {
            f: (pyramid, layout.size(f).to_source(spots[f]), scales[f])
            for f, pane in self._panes.items()
            if (pyramid := pane.pyramid) is not None
        }
        pane = self._panes[frame]
        ratio = pane.devicePixelRatioF()
        where = pane.mapTo(self._view, QPoint(round(at.x / ratio), round(at.y / ratio)))
        self._magnifier.show_at(where, parts, bottom=pane.bottom_inset)
