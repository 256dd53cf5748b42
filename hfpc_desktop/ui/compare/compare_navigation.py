"""What part of a pair is looked at, and how its two pictures are tied. Plain state over ``canvas_geometry``; no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.ui.canvas import canvas_geometry as geometry
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
from hfpc_desktop.ui.canvas.compare_marks import mask_centre, product_box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from hfpc_desktop.domain.judgement import Overlay, Region

KEY_ZOOM = 1.5
"""Factor of one zoom-in by key or button."""
NO_OFFSET = Point(0.0, 0.0)


class Navigator:
    """State, tie and manual offset survive the next pair; the facts of a pair are set anew for each.

    Every method that changes the state returns True when it did. Without pictures nothing can be changed.
    """

    def __init__(self) -> None:
        self.state = ViewState()
        self.sync = SyncMode.PRODUCT
        self.offset = NO_OFFSET
        """By how much a person pushed the original against the generated image, fraction of the latter."""
        self.layout: Layout | None = None
        self._registration: NDArray[np.float64] | None = None
        self._centre = geometry.CENTRE
        self._box: Region | None = None

    def set_overlay(self, overlay: Overlay | None) -> None:
        """Registration and product of the pair."""
        self._registration = overlay.registration if overlay is not None else None
        self._centre, self._box = mask_centre(overlay), product_box(overlay)

    @property
    def registration(self) -> NDArray[np.float64] | None:
        return self._registration

    @property
    def can_align(self) -> bool:
        return self._registration is not None

    @property
    def has_product(self) -> bool:
        return self._box is not None

    def lay_out(self, sizes: dict[Frame, Size | None], panes: dict[Frame, Viewport], *, tied: bool) -> None:
        """The stage of this moment. A picture that is not there counts as large as the other."""
        first, second = sizes[Frame.ORIGINAL], sizes[Frame.GENERATED]
        original, generated = first or second, second or first
        if original is None or generated is None:
            self.layout = None
            return
        registration = self._registration if first and second else None
        left, right = geometry.matched(panes[Frame.ORIGINAL], panes[Frame.GENERATED])
        link = ties.make_link(self.sync, original, generated, registration, self._centre)
        link = ties.moved_link(link, self.offset, generated)
        self.layout = Layout(original, generated, left, right, link, tied=tied, product=self._box)

    def views(self) -> dict[Frame, geometry.View] | None:
        return None if self.layout is None else geometry.resolve(self.state, self.layout)

    def companion(self) -> geometry.View | None:
        """Where the original lies in the generated picture's pane."""
        views = self.views()
        if views is None or self.layout is None:
            return None
        return geometry.companion(views[Frame.GENERATED], self.layout.link)

    # ---- changes ------------------------------------------------------------------------------

    def go(self, state: ViewState) -> bool:
        changed = state != self.state
        self.state = state
        return changed

    def fit(self) -> bool:
        return self.go(ViewState())

    def fit_product(self) -> bool:
        return self.go(ViewState(ZoomMode.PRODUCT))

    def actual(self) -> bool:
        """1:1 of the generated image around what is in the middle now."""
        views = self.views()
        if views is None or self.layout is None:
            return False
        return self.go(geometry.actual_at(self.layout, Frame.GENERATED, views[Frame.GENERATED].centre))

    def toggle_actual(self, frame: Frame, at: Point) -> bool:
        if self.layout is None:
            return False
        if self.state.mode is ZoomMode.FIT:
            return self.go(geometry.actual_under(self.state, self.layout, frame, at))
        return self.fit()

    def zoom(self, frame: Frame, at: Point, factor: float) -> bool:
        if self.layout is None:
            return False
        return self.go(geometry.zoom_at(self.state, self.layout, frame, at, factor))

    def zoom_middle(self, factor: float) -> bool:
        if self.layout is None:
            return False
        return self.zoom(Frame.GENERATED, self.layout.generated_pane.centre, factor)

    def pan(self, frame: Frame, moved: Point) -> bool:
        return self.layout is not None and self.go(geometry.pan(self.state, self.layout, frame, moved))

    def look_at(self, region: Region, frame: Frame) -> bool:
        return self.layout is not None and self.go(geometry.look_at_region(self.layout, frame, region))

    def push(self, frame: Frame, moved: Point) -> bool:
        """Move one picture alone; kept until ``reset_offset``."""
        if self.layout is None:
            return False
        self.state, added = geometry.offset_by(self.state, self.layout, frame, moved)
        self.offset = self.offset + added
        return True

    def reset_offset(self) -> bool:
        changed = self.offset != NO_OFFSET
        self.offset = NO_OFFSET
        return changed

    def across(self, frame: Frame, source: Point) -> tuple[Point, Point] | None:
        """Fractions of (this frame, the other) for a source point of ``frame``; see ``canvas_link.carry_point``."""
        if self.layout is None:
            return None
        exact = self.sync is SyncMode.PRODUCT and self.offset == NO_OFFSET
        return ties.carry_point(self.layout, frame, source, self._registration if exact else None)
