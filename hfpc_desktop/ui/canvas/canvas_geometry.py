"""Where each picture of a pair lies on screen: pure functions over frozen values, no Qt.

Three kinds of coordinates, all as ``Point``:

- *fraction*: 0..1 of a picture's width and height (what ``Region`` and ``Overlay.registration`` use),
- *source*: pixels of the file after EXIF orientation, x right, y down, (0, 0) = outer corner,
- *device*: physical pixels of one pane, (0, 0) = its top left corner.

One ``ViewState`` serves both panes. It is stored relative to the generated picture (zoom as a multiple
of "fit", centre as a fraction), so it means the same on the next pair and after a resize; ``resolve``
turns it into one ``View`` (scale and centre) per pane. The panes are tied by a ``FrameMap`` from original
to generated source pixels. A pane neither rotates nor shears, so the map keeps the scale and shift of the
registration at the product; the rest of the registration serves regions and the linked cursor.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from hfpc_desktop.domain.judgement import Frame, Region

MAX_SCALE = 32.0
"""Device pixels per source pixel beyond which zooming stops."""
MAX_FIT_SCALE = 8.0
"""Fit never enlarges a tiny picture more than this."""
MAX_REGION_SCALE = 8.0
"""Going to a region never enlarges more than this: beyond, only single pixels would be seen."""

PRODUCT_FILL = 0.86
"""Share of a pane that the product takes at ``ZoomMode.PRODUCT``."""

MATCH_WITHIN = 6.0
"""Device pixels by which two panes may differ in width and still count as halves."""


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float

    def __add__(self, other: Point) -> Point:
        return Point(self.x + other.x, self.y + other.y)

    def __sub__(self, other: Point) -> Point:
        return Point(self.x - other.x, self.y - other.y)

    def times(self, factor: float) -> Point:
        return Point(self.x * factor, self.y * factor)


CENTRE = Point(0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Size:
    """Source pixels of one picture, both > 0."""

    width: float
    height: float

    def to_source(self, fraction: Point) -> Point:
        return Point(fraction.x * self.width, fraction.y * self.height)

    def to_fraction(self, source: Point) -> Point:
        return Point(source.x / self.width, source.y / self.height)


@dataclass(frozen=True, slots=True)
class Viewport:
    """A pane in device pixels; ``margin`` is kept free on every side, ``bottom`` and ``top`` beyond it for bars."""

    width: float
    height: float
    margin: float = 0.0
    bottom: float = 0.0
    top: float = 0.0

    @property
    def centre(self) -> Point:
        return Point(self.width / 2, (self.height + self.top - self.bottom) / 2)

    @property
    def usable(self) -> Size:
        return Size(
            max(1.0, self.width - 2 * self.margin),
            max(1.0, self.height - self.top - self.bottom - 2 * self.margin),
        )

    def fit(self, size: Size) -> float:
        """Scale at which a whole picture is seen."""
        usable = self.usable
        return min(usable.width / size.width, usable.height / size.height, MAX_FIT_SCALE)


@dataclass(frozen=True, slots=True)
class View:
    """``scale`` device pixels per source pixel; source point ``centre`` lies at device point ``middle``."""

    scale: float
    centre: Point
    middle: Point

    def to_device(self, source: Point) -> Point:
        return self.middle + (source - self.centre).times(self.scale)

    def to_source(self, device: Point) -> Point:
        return self.centre + (device - self.middle).times(1 / self.scale)


@dataclass(frozen=True, slots=True)
class FrameMap:
    """generated = original * ``scale`` + (``dx``, ``dy``), in source pixels."""

    scale: float
    dx: float
    dy: float

    def to_generated(self, p: Point) -> Point:
        return Point(p.x * self.scale + self.dx, p.y * self.scale + self.dy)

    def to_original(self, p: Point) -> Point:
        return Point((p.x - self.dx) / self.scale, (p.y - self.dy) / self.scale)


class SyncMode(StrEnum):
    """What stays together in the two panes while zooming and panning."""

    PRODUCT = "product"
    """The registered product; falls back to ``FRAME`` without a registration."""
    FRAME = "frame"
    """The same place of the frame, whatever the two resolutions are."""
    PIXEL = "pixel"
    """The same pixel of the file."""


class ZoomMode(StrEnum):
    FIT = "fit"
    """Each picture whole in its own pane."""
    ACTUAL = "actual"
    """One source pixel of ``ViewState.actual_frame`` is one device pixel."""
    FREE = "free"
    PRODUCT = "product"
    """The product with air around it, whatever it is on the next pair; like ``FIT`` without a product."""


@dataclass(frozen=True, slots=True)
class ViewState:
    """What a person chose to look at. ``zoom``: multiple of the generated picture's fit scale;
    ``centre``: fraction of the generated picture, may lie outside 0..1."""

    mode: ZoomMode = ZoomMode.FIT
    zoom: float = 1.0
    centre: Point = CENTRE
    actual_frame: Frame = Frame.GENERATED


@dataclass(frozen=True, slots=True)
class Layout:
    """The stage of one pair: both picture sizes, both panes, and the map that ties them."""

    original: Size
    generated: Size
    original_pane: Viewport
    generated_pane: Viewport
    link: FrameMap
    tied: bool = False
    """Both pictures lie in one pane: the original follows the generated one even at fit."""
    product: Region | None = None
    """The product's box in the generated picture, for ``ZoomMode.PRODUCT``."""

    def size(self, frame: Frame) -> Size:
        return self.original if frame is Frame.ORIGINAL else self.generated

    def pane(self, frame: Frame) -> Viewport:
        return self.original_pane if frame is Frame.ORIGINAL else self.generated_pane

    def fit(self, frame: Frame) -> float:
        return self.pane(frame).fit(self.size(frame))


def other(frame: Frame) -> Frame:
    return Frame.GENERATED if frame is Frame.ORIGINAL else Frame.ORIGINAL


def matched(first: Viewport, second: Viewport) -> tuple[Viewport, Viewport]:
    """Panes that differ only by what the divider takes fit alike: equal pictures get equal scales."""
    if abs(first.width - second.width) > MATCH_WITHIN:
        return first, second
    narrow = min(first.width, second.width)
    return replace(first, width=narrow), replace(second, width=narrow)


def resolve(state: ViewState, layout: Layout) -> dict[Frame, View]:
    """Where both pictures lie. Fit shows each picture whole in its own pane; every other state is tied."""
    if state.mode is ZoomMode.PRODUCT:
        state = freed(state, layout)
    if state.mode is ZoomMode.FIT and not layout.tied:
        return {
            frame: View(layout.fit(frame), layout.size(frame).to_source(CENTRE), layout.pane(frame).centre)
            for frame in Frame
        }
    if state.mode is ZoomMode.ACTUAL:
        scale = 1.0 if state.actual_frame is Frame.GENERATED else 1.0 / layout.link.scale
    else:
        scale = (1.0 if state.mode is ZoomMode.FIT else state.zoom) * layout.fit(Frame.GENERATED)
    place = CENTRE if state.mode is ZoomMode.FIT else state.centre
    view = View(scale, layout.generated.to_source(place), layout.generated_pane.centre)
    return {
        Frame.ORIGINAL: replace(companion(view, layout.link), middle=layout.original_pane.centre),
        Frame.GENERATED: view,
    }


def companion(view: View, link: FrameMap) -> View:
    """Where the original lies in the generated picture's own pane, product on product."""
    return View(view.scale * link.scale, link.to_original(view.centre), view.middle)


def freed(state: ViewState, layout: Layout) -> ViewState:
    """The free state that shows the same on this pair: where a pan or an offset begins."""
    if state.mode is ZoomMode.PRODUCT:
        if layout.product is None:
            return ViewState()
        return look_at_region(layout, Frame.GENERATED, layout.product, fill=PRODUCT_FILL)
    if state.mode is ZoomMode.FREE:
        return state
    view = resolve(state, layout)[Frame.GENERATED]
    return look(layout, Frame.GENERATED, view.scale, view.centre)


def look(layout: Layout, frame: Frame, scale: float, centre: Point) -> ViewState:
    """The free state that shows source point ``centre`` of ``frame`` in the middle of its pane at ``scale``."""
    if frame is Frame.ORIGINAL:
        scale, centre = scale / layout.link.scale, layout.link.to_generated(centre)
    zoom = scale / layout.fit(Frame.GENERATED)
    return ViewState(ZoomMode.FREE, zoom, layout.generated.to_fraction(centre))


def zoom_at(state: ViewState, layout: Layout, frame: Frame, device: Point, factor: float) -> ViewState:
    """Zoom by ``factor``; the source point under ``device`` in the pane of ``frame`` stays there.

    Zooming out ends at fit, so that a person never gets lost in the grey.
    """
    view = resolve(state, layout)[frame]
    fit = layout.fit(frame)
    wanted = view.scale * factor
    if factor < 1:
        floor = min(fit, 1.0)
        if wanted <= fit < view.scale or wanted <= floor == fit:
            return ViewState()
        wanted = max(wanted, floor)
    scale = min(wanted, MAX_SCALE)
    under = view.to_source(device)
    centre = under - (device - view.middle).times(1 / scale)
    return look(layout, frame, scale, centre)


def pan(state: ViewState, layout: Layout, frame: Frame, moved: Point) -> ViewState:
    """Drag the pictures by ``moved`` device pixels. Nothing to move while both are wholly seen."""
    if state.mode is ZoomMode.PRODUCT:
        state = freed(state, layout)
    if state.mode is ZoomMode.FIT:
        return state
    view = resolve(state, layout)[frame]
    size = layout.size(frame)
    target = view.centre - moved.times(1 / view.scale)
    # The middle of the pane never leaves the picture: there is always something to see.
    centre = Point(_clamp(target.x, size.width, view.centre.x), _clamp(target.y, size.height, view.centre.y))
    shifted = centre if frame is Frame.GENERATED else layout.link.to_generated(centre)
    return replace(state, centre=layout.generated.to_fraction(shifted))


def actual_at(layout: Layout, frame: Frame, source: Point) -> ViewState:
    """1:1 for ``frame`` with ``source`` in the middle of its pane."""
    centre = source if frame is Frame.GENERATED else layout.link.to_generated(source)
    return ViewState(ZoomMode.ACTUAL, 1.0, layout.generated.to_fraction(centre), frame)


def actual_under(state: ViewState, layout: Layout, frame: Frame, device: Point) -> ViewState:
    """1:1 for ``frame``; the source point under ``device`` stays under it."""
    view = resolve(state, layout)[frame]
    return actual_at(layout, frame, view.to_source(device) - (device - view.middle))


def look_at_region(layout: Layout, frame: Frame, region: Region, *, fill: float = 0.6) -> ViewState:
    """Show a region with air around it: its larger side takes ``fill`` of the pane. A region at the picture's
    edge is moved off the middle rather than showing empty ground."""
    size, usable = layout.size(frame), layout.pane(frame).usable
    width, height = max(region.width * size.width, 1.0), max(region.height * size.height, 1.0)
    scale = min(usable.width * fill / width, usable.height * fill / height, MAX_REGION_SCALE)
    scale = max(scale, min(layout.fit(frame), MAX_REGION_SCALE))
    middle = size.to_source(Point(region.x + region.width / 2, region.y + region.height / 2))
    centre = Point(
        _filled(middle.x, size.width, usable.width / scale),
        _filled(middle.y, size.height, usable.height / scale),
    )
    return look(layout, frame, scale, centre)


def offset_by(state: ViewState, layout: Layout, frame: Frame, moved: Point) -> tuple[ViewState, Point]:
    """Push one picture alone by ``moved`` device pixels: the new state, and what that adds to the offset
    (a fraction of the generated picture; see ``canvas_link.moved_link``)."""
    state = freed(state, layout)
    if state.mode is ZoomMode.FIT:  # no product to look at
        state = freed(ViewState(), layout)
    scale = resolve(state, layout)[Frame.GENERATED].scale
    shift = Point(moved.x / scale / layout.generated.width, moved.y / scale / layout.generated.height)
    if frame is Frame.ORIGINAL:
        return state, shift
    # The original stays where it is while the generated picture goes with the hand.
    return replace(state, centre=state.centre - shift), Point(-shift.x, -shift.y)


def _filled(centre: float, length: float, seen: float) -> float:
    """The nearest centre at which ``seen`` source pixels of a side ``length`` long show no empty ground."""
    return length / 2 if seen >= length else min(max(centre, seen / 2), length - seen / 2)


def _clamp(value: float, limit: float, before: float) -> float:
    """Into 0..limit, but never a jump: from outside one may only move towards the picture."""
    return min(max(value, min(0.0, before)), max(limit, before))
