"""The compare view: original and generated image side by side, zoomed and panned together.

``CompareView`` owns what is looked at (``ViewState``), the layers and the tie between the panes, and
turns each intent of a pane into a new state. Everything geometric is ``canvas_geometry``; everything
painted is ``CanvasPane``. GUI thread only. State, layers and alignment survive the next pair.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedLayout, QVBoxLayout, QWidget

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.ui import canvas_geometry as geometry
from hfpc_desktop.ui import overlay_painter as overlays
from hfpc_desktop.ui.canvas import CanvasPane, PaneState
from hfpc_desktop.ui.canvas_geometry import Point, Size, SyncMode, ViewState, ZoomMode
from hfpc_desktop.ui.canvas_pyramid import PicturePyramid
from hfpc_desktop.ui.compare_header import PaneHeader
from hfpc_desktop.ui.compare_layerbar import LayerBar
from hfpc_desktop.ui.compare_marks import marks_of, mask_centre
from hfpc_desktop.ui.overlay_painter import NO_SHAPES, Layers

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QResizeEvent

    from hfpc_desktop.domain.judgement import Defect, Overlay, Region
    from hfpc_desktop.ui.canvas_geometry import Layout
    from hfpc_desktop.ui.theme import Tokens

MAX_DETAIL = 8192
"""Longest side ever asked for: 256 MiB in memory. A larger file is enlarged beyond its 1:1."""
KEY_ZOOM = 1.5
"""Factor of one zoom-in by key or button."""


class CompareView(QWidget):
    """See the module's text. ``Layers`` and ``Frame`` travel as Python objects in signals."""

    zoom_changed = Signal(float)
    """Device pixels per source pixel of the generated image."""
    layers_changed = Signal(object)
    sync_changed = Signal(object)
    detail_wanted = Signal(object, int)
    """(Frame, longest side in pixels): the zoom shows more than the picture holds; send a larger one."""
    defect_clicked = Signal(object)
    """A badge in a picture was clicked."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._shade = 0
        self._row: int | None = None
        self._state = ViewState()
        self._layers = Layers()
        self._sync = SyncMode.PRODUCT
        self._overlay: Overlay | None = None
        self._product_centre = geometry.CENTRE
        self._stale = {"mask", "difference"}
        self._defects: tuple[Defect, ...] = ()
        self._highlighted: Defect | None = None
        self._asked: dict[Frame, int] = {}
        self._zoom = 0.0
        self._headers = {
            Frame.ORIGINAL: PaneHeader(self.tr("ORIGINAL"), tokens),
            Frame.GENERATED: PaneHeader(self.tr("GENERATED"), tokens),
        }
        self._panes = {frame: CanvasPane(frame, tokens) for frame in Frame}
        self._panes[Frame.ORIGINAL].setAccessibleName(self.tr("Original"))
        self._panes[Frame.GENERATED].setAccessibleName(self.tr("Generated image"))
        self._nothing = CanvasPane(Frame.ORIGINAL, tokens)
        self._nothing.show_state(
            PaneState.EMPTY,
            self.tr("No pair chosen"),
            self.tr(
                "Choose a pair in the list and it is shown here, original and generated image side by side."
            ),
        )
        self._bar = LayerBar(tokens, self)
        self._lay_out()
        self._connect()
        self.show_pair(None, "", "")

    # ---- what the window says -----------------------------------------------------------------

    def show_pair(self, row: int | None, original_name: str, generated_name: str) -> None:
        """Another pair, pictures to follow; ``None`` = no pair. Zoom, layers and alignment stay."""
        self._row = row
        self._overlay, self._defects, self._highlighted = None, (), None
        self._product_centre = geometry.CENTRE
        self._asked = {}
        self._stale = {"mask", "difference"}
        for frame, name in ((Frame.ORIGINAL, original_name), (Frame.GENERATED, generated_name)):
            self._headers[frame].set_name(name)
            self._panes[frame].show_state(PaneState.EMPTY if row is None else PaneState.LOADING)
            self._panes[frame].set_linked_cursor(None)
        self._bar.legend.set_value(None)
        self._pages.setCurrentIndex(0 if row is None else 1)
        self._bar.setVisible(row is not None)
        self._place_bar()
        self._refresh_layers()
        self._refresh_marks()
        self._refresh()

    def set_picture(
        self,
        frame: Frame,
        image: QImage | None,
        source_size: tuple[int, int],
        error: str = "",
        notes: tuple[str, ...] = (),
    ) -> None:
        """A picture of the pair shown, or why there is none. May come again with more pixels; a smaller
        picture than the one shown is ignored. Best format: RGB32 or premultiplied ARGB32."""
        pane, header = self._panes[frame], self._headers[frame]
        if image is None or image.isNull():
            if error or image is not None:
                pane.show_state(PaneState.FAILED, self.tr("This picture cannot be shown"), error)
            else:
                pane.show_state(PaneState.LOADING)
        else:
            width, height = source_size if min(source_size) > 0 else (image.width(), image.height())
            held = pane.pyramid
            if held is None or image.width() >= held.resolution * held.source.width:
                pane.show_picture(PicturePyramid(image, Size(width, height)))
            header.set_facts((width, height), notes)
            pane.setAccessibleDescription(" ".join(text for text in header.texts[1:] if text))
        self._refresh()

    def set_overlay(self, overlay: Overlay | None) -> None:
        """Masks, heat map and registration of the pair shown."""
        self._overlay = overlay
        self._product_centre = mask_centre(overlay)
        self._stale = {"mask", "difference"}
        self._refresh_layers()
        self._refresh_marks()
        self._refresh()

    def set_defects(self, defects: tuple[Defect, ...]) -> None:
        """Numbered 1.. in this order, as in the inspector."""
        self._defects, self._highlighted = defects, None
        self._refresh_marks()

    def highlight_defect(self, defect: Defect | None) -> None:
        """Make one region stand out, with its counterpart in the other picture."""
        if defect != self._highlighted:
            self._highlighted = defect
            self._refresh_marks()

    def set_layers(self, layers: Layers) -> None:
        """Choose the layers; emits ``layers_changed`` when that is a change."""
        if layers == self._layers:
            return
        self._layers = layers
        self._bar.set_layers(layers)
        self._place_bar()
        self._refresh_layers()
        self.layers_changed.emit(layers)

    def set_sync_mode(self, mode: SyncMode) -> None:
        """What stays together in both panes; emits ``sync_changed`` when that is a change."""
        if mode is self._sync:
            return
        self._sync = mode
        self._refresh()
        self.sync_changed.emit(mode)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        for pane in (*self._panes.values(), self._nothing):
            pane.set_tokens(tokens)
        for header in self._headers.values():
            header.set_tokens(tokens)
        self._bar.set_tokens(tokens)

    # ---- actions ------------------------------------------------------------------------------

    def fit(self) -> None:
        """Both pictures whole."""
        self._go(ViewState())

    def actual_size(self) -> None:
        """One pixel of the generated image per device pixel, around what is in the middle now."""
        layout = self._layout()
        if layout is not None:
            view = geometry.resolve(self._state, layout)[Frame.GENERATED]
            self._go(geometry.actual_at(layout, Frame.GENERATED, view.centre))

    def zoom_in(self) -> None:
        self._zoom_middle(KEY_ZOOM)

    def zoom_out(self) -> None:
        self._zoom_middle(1 / KEY_ZOOM)

    def zoom_to(self, region: Region, frame: Frame) -> None:
        """Show a region of one picture with air around it, and the same place in the other."""
        layout = self._layout()
        if layout is not None:
            self._go(geometry.look_at_region(layout, frame, region))

    def toggle_mask(self) -> None:
        self.set_layers(replace(self._layers, mask=not self._layers.mask))

    def toggle_difference(self) -> None:
        self.set_layers(replace(self._layers, difference=not self._layers.difference))

    def toggle_regions(self) -> None:
        self.set_layers(replace(self._layers, regions=not self._layers.regions))

    def cycle_background(self) -> None:
        """The next of the theme's neutral greys behind the pictures."""
        self._shade = (self._shade + 1) % len(self._tokens.canvas_choices)
        for pane in (*self._panes.values(), self._nothing):
            pane.set_shade(self._shade)

    # ---- facts --------------------------------------------------------------------------------

    @property
    def layers(self) -> Layers:
        return self._layers

    @property
    def sync_mode(self) -> SyncMode:
        return self._sync

    @property
    def state(self) -> ViewState:
        return self._state

    @property
    def row(self) -> int | None:
        return self._row

    @property
    def zoom(self) -> float:
        """Device pixels per source pixel of the generated image; 0 while there is none."""
        return self._zoom

    @property
    def bar(self) -> LayerBar:
        return self._bar

    def pane(self, frame: Frame) -> CanvasPane:
        return self._panes[frame]

    def header(self, frame: Frame) -> PaneHeader:
        return self._headers[frame]

    # ---- inside -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        for frame in Frame:
            half = QWidget()
            column = QVBoxLayout(half)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(self._headers[frame])
            column.addWidget(self._panes[frame], 1)
            self._splitter.addWidget(half)
            self._splitter.setStretchFactor(self._splitter.count() - 1, 1)
        self._splitter.setSizes([10_000, 10_000])
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(self._splitter)

    def _connect(self) -> None:
        for pane in self._panes.values():
            pane.zoom_requested.connect(self._pane_zoomed)
            pane.pan_requested.connect(self._pane_panned)
            pane.toggle_requested.connect(self._pane_toggled)
            pane.hovered.connect(self._pane_hovered)
            pane.mark_clicked.connect(self._mark_clicked)
            pane.resized.connect(self._refresh)
        self._bar.layers_requested.connect(self.set_layers)
        self._bar.sync_requested.connect(self.set_sync_mode)
        self._bar.zoom_in_requested.connect(self.zoom_in)
        self._bar.zoom_out_requested.connect(self.zoom_out)
        self._bar.fit_requested.connect(self.fit)
        self._bar.actual_requested.connect(self.actual_size)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_bar()

    def _place_bar(self) -> None:
        """Float the bar at the bottom, and let the panes keep clear of it."""
        self._bar.fit_width(self.width() - 2 * self._tokens.space_2)
        gap = self._tokens.space_2
        self._bar.move(
            max(0, (self.width() - self._bar.width()) // 2), max(0, self.height() - self._bar.height() - gap)
        )
        self._bar.raise_()
        inset = self._bar.height() + gap
        if any(pane.bottom_inset != inset for pane in self._panes.values()):
            for pane in self._panes.values():
                pane.bottom_inset = inset
            self._refresh()

    def _layout(self) -> Layout | None:
        """The stage, or None while neither picture is there. A missing picture counts as large as the other."""
        held = {frame: pane.pyramid for frame, pane in self._panes.items()}
        first, second = held[Frame.ORIGINAL], held[Frame.GENERATED]
        original = first.source if first else second.source if second else None
        if original is None:
            return None
        generated = second.source if second else original
        registration = self._overlay.registration if self._overlay is not None and first and second else None
        left, right = geometry.matched(
            self._panes[Frame.ORIGINAL].viewport(), self._panes[Frame.GENERATED].viewport()
        )
        return geometry.Layout(
            original,
            generated,
            left,
            right,
            geometry.make_link(self._sync, original, generated, registration, self._product_centre),
        )

    def _go(self, state: ViewState) -> None:
        if state != self._state:
            self._state = state
            self._refresh()

    def _refresh(self) -> None:
        """Put the state on the panes."""
        can_align = self._overlay is not None and self._overlay.registration is not None
        self._bar.set_sync(self._sync, can_align=can_align)
        layout = self._layout()
        if layout is None:
            self._bar.set_zoom("–")
            return
        views = geometry.resolve(self._state, layout)
        for frame, pane in self._panes.items():
            pane.set_view(
                views[frame] if pane.pyramid else None, can_pan=self._state.mode is not ZoomMode.FIT
            )
            self._headers[frame].set_zoom(_percent(views[frame].scale) if pane.pyramid else "")
            self._ask_for_detail(frame, views[frame].scale)
        scale = views[Frame.GENERATED].scale
        self._bar.set_zoom(self.tr("Fit") if self._state.mode is ZoomMode.FIT else _percent(scale))
        if scale != self._zoom:
            self._zoom = scale
            self.zoom_changed.emit(scale)

    def _ask_for_detail(self, frame: Frame, scale: float) -> None:
        pyramid = self._panes[frame].pyramid
        if pyramid is None or pyramid.resolution >= 0.999 or scale <= pyramid.resolution * 1.1:
            return
        longest = max(pyramid.source.width, pyramid.source.height)
        # Half as much again, so that a few more wheel steps do not ask again.
        wanted = min(math.ceil(longest * min(1.0, scale * 1.5)), MAX_DETAIL)
        if wanted > self._asked.get(frame, 0):
            self._asked[frame] = wanted
            self.detail_wanted.emit(frame, wanted)

    def _refresh_layers(self) -> None:
        """Make the layers that are switched on and were not made for this overlay yet."""
        overlay = self._overlay
        if "mask" in self._stale and (self._layers.mask or overlay is None):
            self._stale.discard("mask")
            for frame, pane in self._panes.items():
                pane.set_shapes(overlays.shapes(overlay, frame) if overlay is not None else NO_SHAPES)
        if "difference" in self._stale and (self._layers.difference or overlay is None):
            self._stale.discard("difference")
            heat = overlays.difference_rgba(overlay) if overlay is not None else None
            self._panes[Frame.GENERATED].set_heat(heat)
        for pane in self._panes.values():
            pane.set_layers(self._layers)

    def _refresh_marks(self) -> None:
        registration = self._overlay.registration if self._overlay is not None else None
        for frame, marks in marks_of(self._defects, self._highlighted, registration).items():
            self._panes[frame].set_marks(marks)

    def _zoom_middle(self, factor: float) -> None:
        self._pane_zoomed(Frame.GENERATED, self._panes[Frame.GENERATED].viewport().centre, factor)

    def _pane_zoomed(self, frame: Frame, at: Point, factor: float) -> None:
        layout = self._layout()
        if layout is not None:
            self._go(geometry.zoom_at(self._state, layout, frame, at, factor))
            self._pane_hovered(frame, at)

    def _pane_panned(self, frame: Frame, moved: Point) -> None:
        layout = self._layout()
        if layout is not None:
            self._go(geometry.pan(self._state, layout, frame, moved))

    def _pane_toggled(self, frame: Frame, at: Point) -> None:
        layout = self._layout()
        if layout is None:
            return
        if self._state.mode is ZoomMode.FIT:
            self._go(geometry.actual_under(self._state, layout, frame, at))
        else:
            self.fit()

    def _pane_hovered(self, frame: Frame, at: Point | None) -> None:
        """Show the same place in the other pane, and the difference there."""
        layout, across = self._layout(), geometry.other(frame)
        mine, theirs = self._panes[frame].view, self._panes[across].view
        self._panes[frame].set_linked_cursor(None)
        landed = None
        if layout is not None and at is not None and mine is not None:
            registration = self._overlay.registration if self._overlay is not None else None
            followed = registration if self._sync is SyncMode.PRODUCT else None
            landed = geometry.carry_point(layout, frame, mine.to_source(at), followed)
        if landed is None or layout is None or theirs is None:
            self._panes[across].set_linked_cursor(None)
            self._bar.legend.set_value(None)
            return
        here, there = landed
        inside = 0 <= there.x <= 1 and 0 <= there.y <= 1
        device = theirs.to_device(layout.size(across).to_source(there))
        self._panes[across].set_linked_cursor(device if inside else None)
        if self._overlay is not None and self._layers.difference:
            spot = here if frame is Frame.GENERATED else there
            self._bar.legend.set_value(overlays.difference_at(self._overlay, spot.x, spot.y))

    def _mark_clicked(self, number: int) -> None:
        if 0 < number <= len(self._defects):
            self.defect_clicked.emit(self._defects[number - 1])


def _percent(scale: float) -> str:
    value = scale * 100
    return f"{value:.0f} %" if value >= 10 else f"{value:.1f} %"
