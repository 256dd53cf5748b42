"""The compare view: one pair in six modes, zoomed and panned together.

``CompareView`` owns the modes and layers and turns each intent of a pane, of the bar or of an action into a new
state. What is looked at is ``Navigator``, everything geometric ``canvas_geometry``, everything painted
``CanvasPane``. GUI thread only. Mode, zoom, layers, alignment and offset survive the next pair.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.runtime.qt_background import Background
from hfpc_desktop.ui.canvas.canvas import CanvasPane
from hfpc_desktop.ui.canvas.canvas_geometry import Point, Size, SyncMode, ZoomMode
from hfpc_desktop.ui.canvas.canvas_pyramid import PicturePyramid
from hfpc_desktop.ui.canvas.compare_marks import marks_of
from hfpc_desktop.ui.canvas.compare_modes import CompareMode, Looks
from hfpc_desktop.ui.canvas.magnifier import Magnifier
from hfpc_desktop.ui.canvas.overlay_painter import Layers
from hfpc_desktop.ui.canvas.pane_card import PaneState
from hfpc_desktop.ui.compare.compare_bar import LayerBar
from hfpc_desktop.ui.compare.compare_detail import DetailDemand
from hfpc_desktop.ui.compare.compare_difference import DifferenceLayer
from hfpc_desktop.ui.compare.compare_intents import PaneIntents
from hfpc_desktop.ui.compare.compare_navigation import KEY_ZOOM, NO_OFFSET, Navigator
from hfpc_desktop.ui.compare.compare_pointer import Pointer
from hfpc_desktop.ui.compare.compare_sheets import Sheets
from hfpc_desktop.ui.compare.compare_stage import CompareStage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage, QResizeEvent

    from hfpc_desktop.domain.judgement import Defect, Overlay, Region
    from hfpc_desktop.ui.canvas.canvas_geometry import ViewState
    from hfpc_desktop.ui.compare.compare_header import PaneHeader
    from hfpc_desktop.ui.look.theme import Tokens


class CompareView(QWidget):
    """See the module's text. ``Layers``, ``Looks`` and ``Frame`` travel as Python objects in signals."""

    zoom_changed = Signal(float)
    """Device pixels per source pixel of the generated image."""
    looks_changed = Signal(object)
    layers_changed = Signal(object)
    sync_changed = Signal(object)
    detail_wanted = Signal(object, int)
    """(Frame, longest side in pixels): the zoom shows more than the picture holds; send a larger one."""
    defect_clicked = Signal(object)
    """A badge in a picture was clicked."""
    edit_wanted = Signal()
    """The mask of the original is to be edited."""
    drag_wanted = Signal(object)
    """Frame of the picture whose file is dragged into another program."""
    pair_shown = Signal()
    """Another pair, or none; its pictures follow."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._shade = 0
        self._row: int | None = None
        self._layers = Layers()
        self._looks = Looks()
        self._held = False
        self._overlay: Overlay | None = None
        self._defects: tuple[Defect, ...] = ()
        self._highlighted: Defect | None = None
        self._detail = DetailDemand()
        self._zoom = 0.0
        self._nav = Navigator()
        self._bar = LayerBar(tokens, self)  # first, so that the Tab key comes to it before the pictures
        background = Background(self)
        self._stage = CompareStage(tokens, background)
        self._panes, self._headers = self._stage.panes, self._stage.headers
        self._difference = DifferenceLayer(background, self)
        self._nothing = CanvasPane(Frame.ORIGINAL, tokens, background=background)
        self._nothing.show_state(
            PaneState.EMPTY,
            self.tr("No pair chosen"),
            self.tr(
                "Choose a pair in the list and it is shown here, original and generated image side by side."
            ),
        )
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(self._stage)
        self._magnifier = Magnifier(tokens, self)
        self._sheets = Sheets(self._panes, self._difference, self._bar.legend, self)
        pointer = Pointer(self, self._panes, self._nav, self._difference, self._bar.legend, self._magnifier)
        self._intents = PaneIntents(self._panes, self._nav, pointer, self)
        self._connect()
        self.show_pair(None, "", "")
        self._apply_looks()

    # ---- what the window says -----------------------------------------------------------------

    def show_pair(self, row: int | None, original_name: str, generated_name: str) -> None:
        """Another pair, pictures to follow; ``None`` = no pair. Zoom, layers and alignment stay."""
        self._row = row
        self._overlay, self._defects, self._highlighted = None, (), None
        self._nav.set_overlay(None)
        self._difference.show_pair()
        self._detail.forget()
        self._sheets.set_overlay(None)
        self._magnifier.hide()
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
        self.pair_shown.emit()

    def set_picture(
        self,
        frame: Frame,
        image: QImage | None,
        source_size: tuple[int, int],
        error: str = "",
        notes: tuple[str, ...] = (),
        levels: Sequence[QImage] = (),
    ) -> None:
        """A picture of the pair shown, or why there is none. May come again with more pixels; a smaller
        picture than the one shown is ignored. Best format: RGB32 or premultiplied ARGB32. ``levels``: smaller
        copies of it, each half the size of the one before."""
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
                pane.show_picture(PicturePyramid(image, Size(width, height), levels))
                self._difference.set_pictures(*(one.pyramid for one in self._panes.values()))
            header.set_facts((width, height), notes)
            pane.setAccessibleDescription(" ".join(text for text in header.texts[1:] if text))
        self._refresh()

    def set_overlay(self, overlay: Overlay | None) -> None:
        """Masks, heat map and registration of the pair shown."""
        self._overlay = overlay
        self._nav.set_overlay(overlay)
        self._difference.set_overlay(overlay)
        self._sheets.set_overlay(overlay)
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

    def set_looks(self, looks: Looks) -> None:
        """Choose the mode and its settings; emits ``looks_changed`` when that is a change."""
        if looks == self._looks:
            return
        self._looks = looks
        self._apply_looks()
        self.looks_changed.emit(looks)

    def set_sync_mode(self, mode: SyncMode) -> None:
        """What stays together in both panes; emits ``sync_changed`` when that is a change."""
        if mode is self._nav.sync:
            return
        self._nav.sync = mode
        self._refresh()
        self.sync_changed.emit(mode)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        for part in (self._stage, self._nothing, self._bar, self._magnifier):
            part.set_tokens(tokens)

    # ---- actions ------------------------------------------------------------------------------

    def set_mode(self, mode: CompareMode) -> None:
        """Go to a mode. Asked again, ``FLIP`` turns over what is shown."""
        again = mode is CompareMode.FLIP is self._looks.mode
        self.set_looks(replace(self._looks, mode=mode, flipped=again and not self._looks.flipped))

    def hold_other(self, held: bool) -> None:
        """While ``held`` the other picture is shown in the place of this one."""
        if held != self._held:
            self._held = held
            self._sheets.blend(self._looks, held=self._held)

    def fit(self) -> None:
        """Both pictures whole."""
        self._moved(self._nav.fit())

    def fit_product(self) -> None:
        """The product with air around it, on this pair and the next ones."""
        self._moved(self._nav.fit_product())

    def actual_size(self) -> None:
        """One pixel of the generated image per device pixel, around what is in the middle now."""
        self._moved(self._nav.actual())

    def zoom_in(self) -> None:
        self._moved(self._nav.zoom_middle(KEY_ZOOM))

    def zoom_out(self) -> None:
        self._moved(self._nav.zoom_middle(1 / KEY_ZOOM))

    def zoom_to(self, region: Region, frame: Frame) -> None:
        """Show a region of one picture with air around it, and the same place in the other."""
        self._moved(self._nav.look_at(region, frame))

    def reset_offset(self) -> None:
        """Take back what was moved by hand."""
        self._moved(self._nav.reset_offset())

    def cycle_sync(self) -> None:
        """Product, frame, pixels, and the product again."""
        modes = list(SyncMode)
        self.set_sync_mode(modes[(modes.index(self._nav.sync) + 1) % len(modes)])

    def cycle_magnifier(self) -> None:
        """Off, 2, 4 and 8 times."""
        self._bar.set_magnifier(self._magnifier.cycle())
        self._refresh()

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
        return self._nav.sync

    @property
    def looks(self) -> Looks:
        return self._looks

    @property
    def offset(self) -> Point:
        """What was moved by hand, fraction of the generated image."""
        return self._nav.offset

    @property
    def state(self) -> ViewState:
        return self._nav.state

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

    @property
    def overlay(self) -> Overlay | None:
        """The evidence of the pair shown, once it is there."""
        return self._overlay

    @property
    def tokens(self) -> Tokens:
        return self._tokens

    @property
    def magnifier(self) -> Magnifier:
        return self._magnifier

    @property
    def difference(self) -> DifferenceLayer:
        return self._difference

    def keep_free_above(self, inset: int) -> None:
        """The pictures stay below a bar of this height over the panes, in pixels; 0 = nothing is there."""
        if any(pane.top_inset != inset for pane in self._panes.values()):
            for pane in self._panes.values():
                pane.top_inset = inset
            self._refresh()

    def pane(self, frame: Frame) -> CanvasPane:
        return self._panes[frame]

    def header(self, frame: Frame) -> PaneHeader:
        return self._headers[frame]

    # ---- inside -------------------------------------------------------------------------------

    def _connect(self) -> None:
        for pane in self._panes.values():
            pane.mark_clicked.connect(self._mark_clicked)
            pane.resized.connect(self._refresh)
            pane.drag_wanted.connect(self.drag_wanted)
        self._intents.moved.connect(self._refresh)
        self._intents.divider_dragged.connect(self._drag_divider)
        self._stage.drag_wanted.connect(self.drag_wanted)
        bar = self._bar
        bar.looks_requested.connect(self._bar_looks)
        bar.layers_requested.connect(self.set_layers)
        bar.sync_requested.connect(self.cycle_sync)
        bar.offset_reset_requested.connect(self.reset_offset)
        bar.magnifier_requested.connect(self.cycle_magnifier)
        bar.edit_requested.connect(self.edit_wanted)
        bar.zoom_in_requested.connect(self.zoom_in)
        bar.zoom_out_requested.connect(self.zoom_out)
        bar.fit_requested.connect(self.fit)
        bar.fit_product_requested.connect(self.fit_product)
        bar.actual_requested.connect(self.actual_size)
        bar.folded.connect(self._place_bar)

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

    def _moved(self, changed: bool) -> None:
        if changed:
            self._refresh()

    def _refresh(self) -> None:
        """Put the state on the panes."""
        nav, panes = self._nav, self._panes
        single = self._looks.mode.single
        viewports = {f: panes[Frame.GENERATED if single else f].viewport() for f in Frame}
        sizes = {f: pane.pyramid.source if pane.pyramid else None for f, pane in panes.items()}
        nav.lay_out(sizes, viewports, tied=single)
        self._bar.set_sync(nav.sync, can_align=nav.can_align, moved=nav.offset != NO_OFFSET)
        self._bar.set_fit_product(nav.has_product)
        views = nav.views()
        if views is None:
            self._bar.set_zoom("–")
            return
        can_pan = nav.state.mode is not ZoomMode.FIT
        for frame, pane in panes.items():
            pane.set_view(views[frame] if pane.pyramid else None, can_pan=can_pan)
            self._headers[frame].set_zoom(_percent(views[frame].scale) if pane.pyramid else "")
            detail = max(views[frame].scale, float(self._magnifier.factor))
            wanted = self._detail.wanted(frame, pane.pyramid, detail)
            if wanted is not None:
                self.detail_wanted.emit(frame, wanted)
        panes[Frame.GENERATED].set_companion(panes[Frame.ORIGINAL].pyramid, nav.companion())
        scale = views[Frame.GENERATED].scale
        self._bar.set_zoom(self.tr("Fit") if nav.state.mode is ZoomMode.FIT else _percent(scale))
        if scale != self._zoom:
            self._zoom = scale
            self.zoom_changed.emit(scale)

    def _apply_looks(self) -> None:
        """Put mode and settings on stage and bar."""
        self._intents.looks = self._looks
        self._stage.set_single(self._looks.mode.single)
        self._bar.set_looks(self._looks)
        self._place_bar()
        self._sheets.blend(self._looks, held=self._held)
        self._refresh_layers()
        self._refresh()

    def _refresh_layers(self) -> None:
        self._intents.heat = self._layers.difference or self._looks.mode is CompareMode.DIFFERENCE
        self._sheets.layers(self._looks, self._layers)

    def _refresh_marks(self) -> None:
        for frame, marks in marks_of(self._defects, self._highlighted, self._nav.registration).items():
            self._panes[frame].set_marks(marks)

    def _bar_looks(self, looks: Looks) -> None:
        if looks.mode is not self._looks.mode or looks == self._looks:
            self.set_mode(looks.mode)
        else:
            self.set_looks(looks)

    def _drag_divider(self, place: float) -> None:
        if place != self._looks.split:
            self._looks = self._intents.looks = replace(self._looks, split=place)
            self._bar.set_looks(self._looks)
            self._sheets.blend(self._looks, held=self._held)

    def _mark_clicked(self, number: int) -> None:
        if 0 < number <= len(self._defects):
            self.defect_clicked.emit(self._defects[number - 1])


def _percent(scale: float) -> str:
    value = scale * 100
    return f"{value:.0f} %" if value >= 10 else f"{value:.1f} %"
