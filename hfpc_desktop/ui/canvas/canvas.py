"""One pane of the compare view: paints a picture with its layers and reports what the mouse did.

The pane holds no rules: the compare view tells it which part to show (``View``) and decides what a
wheel step or a drag means. All of it on the GUI thread.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)

from hfpc_desktop.runtime.qt_background import Background
from hfpc_desktop.ui.canvas import canvas_paint as paint
from hfpc_desktop.ui.canvas.canvas_geometry import Point, Viewport
from hfpc_desktop.ui.canvas.canvas_input import PaneInput
from hfpc_desktop.ui.canvas.canvas_masks import ShapePaths
from hfpc_desktop.ui.canvas.canvas_scene import Scene
from hfpc_desktop.ui.canvas.canvas_sheet import sheet_of
from hfpc_desktop.ui.canvas.compare_modes import Blend, BlendKind
from hfpc_desktop.ui.canvas.overlay_painter import NO_SHAPES
from hfpc_desktop.ui.canvas.pane_card import PaneCard, PaneState

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtWidgets import QWidget

    from hfpc_desktop.domain.judgement import Frame
    from hfpc_desktop.ui.canvas.canvas_geometry import View
    from hfpc_desktop.ui.canvas.canvas_pyramid import PicturePyramid
    from hfpc_desktop.ui.canvas.compare_marks import Mark
    from hfpc_desktop.ui.canvas.compare_modes import MaskStyle
    from hfpc_desktop.ui.canvas.overlay_painter import Layers, Shapes
    from hfpc_desktop.ui.look.theme import Tokens

SETTLE_MS = 70
"""After the zoom rested this long, a copy of the picture at exactly that size is made."""


class CanvasPane(PaneInput):
    """Shows one picture, or that picture and a companion lying under it (see ``Blend``)."""

    acted = Signal(str)
    """An id of the actions registry: what helps when the picture cannot be shown."""

    def __init__(
        self,
        frame: Frame,
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        background: Background | None = None,
    ) -> None:
        """``background``: where smaller copies of pictures are made; one of its own when there is none to share."""
        super().__init__(frame, parent)
        self._background = background or Background(self)
        self._tokens = tokens
        self._pyramid: PicturePyramid | None = None
        self._view: View | None = None
        self._marks: tuple[Mark, ...] = ()
        self._linked: Point | None = None
        self._can_pan = False
        self._scene = Scene(tokens)
        self._under = Scene(tokens)
        self._companion: PicturePyramid | None = None
        self._companion_view: View | None = None
        self._blend = Blend()
        self._tags = ("", "")
        self._top_inset = 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 120)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._idle_work)
        self._card = PaneCard(self, tokens)
        self._card.acted.connect(self.acted)

    # ---- what to show -------------------------------------------------------------------------

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = self._scene.tokens = self._under.tokens = self._card.tokens = tokens
        self._redraw()

    def set_shade(self, index: int) -> None:
        """Which of ``Tokens.canvas_choices`` lies behind the picture."""
        self._scene.shade = self._under.shade = index
        self._redraw()

    def show_state(self, state: PaneState, title: str = "", text: str = "") -> None:
        """Anything but a picture: nothing chosen, on its way, or failed with what to tell."""
        self._pyramid = self._view = self._companion = self._companion_view = None
        self._card.show_state(state, title, text)
        self._redraw()

    def show_picture(self, pyramid: PicturePyramid) -> None:
        """Show a picture; ``set_view`` says which part."""
        self._pyramid = pyramid
        self._card.show_state(PaneState.READY)
        self._idle.start(0)
        self._redraw()

    def set_view(self, view: View | None, *, can_pan: bool) -> None:
        """Show this part. ``can_pan``: whether dragging would move anything (for the cursor's shape)."""
        if can_pan != self._can_pan:
            self._can_pan = can_pan
            self._shape_cursor()
        if view != self._view:
            self._view = view
            self._idle.start(SETTLE_MS)
            self.update()

    def set_companion(self, pyramid: PicturePyramid | None, view: View | None) -> None:
        """The other picture of the pair, where it would lie in this pane; None for none."""
        if pyramid is not self._companion:
            self._under.touch()
        if pyramid is not self._companion or view != self._companion_view:
            self._companion, self._companion_view = pyramid, view
            self._idle.start(SETTLE_MS)
            self.update()

    def set_blend(self, blend: Blend) -> None:
        """How this picture and its companion are joined; without a companion this picture is shown."""
        if blend != self._blend:
            self._blend = blend
            self._idle.start(SETTLE_MS)
            self.update()

    def set_tags(self, own: str, other: str) -> None:
        """Words for this picture and its companion, shown where one could take one for the other."""
        if (own, other) != self._tags:
            self._tags = (own, other)
            self.update()

    def set_layers(self, layers: Layers) -> None:
        if layers != self._scene.layers:
            self._scene.layers = layers
            self._under.layers = replace(layers, difference=False)
            self._redraw()

    def set_mask_style(self, style: MaskStyle, strength: float) -> None:
        """What the mask layer does with product or rest; see ``canvas_masks``."""
        if (style, strength) != (self._scene.style, self._scene.strength):
            self._scene.style, self._scene.strength = style, strength
            self._redraw()

    def set_shapes(self, shapes: Shapes, companion: Shapes = NO_SHAPES) -> None:
        """Outlines and areas of the mask layer, in this picture's frame and in its companion's."""
        self._scene.paths, self._under.paths = ShapePaths(shapes), ShapePaths(companion)
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
        return self._card.state

    @property
    def pyramid(self) -> PicturePyramid | None:
        return self._pyramid

    @property
    def view(self) -> View | None:
        return self._view

    @property
    def blend(self) -> Blend:
        return self._blend

    @property
    def bottom_inset(self) -> int:
        """Height at the bottom that a floating bar covers, device-independent pixels."""
        return self._card.free_below

    @bottom_inset.setter
    def bottom_inset(self, inset: int) -> None:
        self._card.free_below = inset
        self._card.place()
        self.update()

    @property
    def top_inset(self) -> int:
        """Height at the top that a floating bar covers, device-independent pixels."""
        return self._top_inset

    @top_inset.setter
    def top_inset(self, inset: int) -> None:
        self._top_inset = inset
        self.update()

    def viewport(self) -> Viewport:
        """This pane in device pixels."""
        ratio = self.devicePixelRatioF()
        return Viewport(
            self.width() * ratio,
            self.height() * ratio,
            self._tokens.space_3 * ratio,
            self.bottom_inset * ratio,
            self.top_inset * ratio,
        )

    def picture_rect(self) -> QRectF:
        """The picture in device-independent pixels of this pane; empty when there is none."""
        if self._pyramid is None or self._view is None:
            return QRectF()
        source = self._pyramid.source
        rect = paint.picture_rect(self._view, source.width, source.height)
        ratio = self.devicePixelRatioF()
        return QRectF(rect.x() / ratio, rect.y() / ratio, rect.width() / ratio, rect.height() / ratio)

    def fraction_at(self, at: QPointF) -> Point | None:
        if self._pyramid is None or self._view is None:
            return None
        source = self._view.to_source(self._device(at))
        return self._pyramid.source.to_fraction(source)

    # ---- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._pyramid is not None and self._view is not None:
            self._paint_picture(painter)
        else:
            painter.fillRect(event.rect(), self._scene.ground)
            self._card.paint(painter, self._scene.ground)
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
        blend = self._blend if self._companion is not None and self._companion_view is not None else Blend()
        if blend.kind is BlendKind.OTHER:
            painter.drawPixmap(0, 0, self._drawn_companion())
        else:
            painter.drawPixmap(0, 0, self._scene.draw(self._pyramid, self._view, *self._device_size()))
            if blend.kind is BlendKind.MIX:
                self._mix_companion(painter, 1.0 - blend.amount)
            elif blend.kind is BlendKind.SPLIT:
                self._split(painter, blend)
            self._paint_marks(painter)
        self._paint_tags(painter, blend)
        if self._tool is not None:
            self._tool.paint(painter)

    def _device_size(self) -> tuple[QSize, float]:
        ratio = self.devicePixelRatioF()
        return QSize(math.ceil(self.width() * ratio), math.ceil(self.height() * ratio)), ratio

    def _drawn_companion(self) -> QPixmap:
        assert self._companion is not None and self._companion_view is not None
        return self._under.draw(self._companion, self._companion_view, *self._device_size())

    def _mix_companion(self, painter: QPainter, share: float) -> None:
        """Only over its own rectangle: the ground beside it must not dim the other picture."""
        assert self._companion is not None and self._companion_view is not None
        if share <= 0:
            return
        source, ratio = self._companion.source, self.devicePixelRatioF()
        rect = paint.picture_rect(self._companion_view, source.width, source.height)
        painter.save()
        painter.setClipRect(
            QRectF(rect.x() / ratio, rect.y() / ratio, rect.width() / ratio, rect.height() / ratio)
        )
        painter.setOpacity(share)
        painter.drawPixmap(0, 0, self._drawn_companion())
        painter.restore()

    def _split(self, painter: QPainter, blend: Blend) -> None:
        edge = round(blend.amount * self.width())
        half = QRectF(edge, 0, self.width() - edge, self.height())
        if not blend.swapped:
            half = QRectF(0, 0, edge, self.height())
        painter.save()
        painter.setClipRect(half)
        painter.drawPixmap(0, 0, self._drawn_companion())
        painter.restore()
        paint.draw_divider(painter, edge, self.height())

    def _paint_marks(self, painter: QPainter) -> None:
        if self._scene.layers.regions:
            for mark in self._marks:
                box = paint.mark_box(self.picture_rect(), mark.region)
                paint.draw_region(painter, box, self._tokens, active=mark.active, dashed=mark.number == 0)
            for mark, badge in self._badges():
                paint.draw_badge(painter, badge, mark.number, self._tokens, active=mark.active)

    def _paint_tags(self, painter: QPainter, blend: Blend) -> None:
        own, other = self._tags
        gap = self._tokens.space_2
        if blend.kind is BlendKind.SPLIT and own:
            left, right = (own, other) if blend.swapped else (other, own)
            paint.draw_tag(painter, left, QPointF(gap, gap), self._tokens)
            paint.draw_tag(painter, right, QPointF(self.width() - gap, gap), self._tokens, leftward=True)
        elif blend.kind is BlendKind.OTHER:
            paint.draw_tag(painter, other, QPointF(gap, gap), self._tokens)
        elif blend.kind is BlendKind.OWN and own:
            paint.draw_tag(painter, own, QPointF(gap, gap), self._tokens)

    def _badges(self) -> list[tuple[Mark, QRectF]]:
        """Numbered marks in order of their numbers, with where each number is drawn; those in sight only."""
        numbered = sorted((m for m in self._marks if m.number), key=lambda mark: mark.number)
        places = paint.place_badges(
            [paint.mark_box(self.picture_rect(), m.region) for m in numbered], QRectF(self.rect())
        )
        return [(mark, badge) for mark, badge in zip(numbered, places, strict=True) if not badge.isEmpty()]

    def _redraw(self) -> None:
        """Something in picture or layers changed: the kept drawing is void."""
        self._scene.touch()
        self._under.touch()
        self.update()
        if self._scene.layers.mask and self._view is not None:
            self._idle.start(SETTLE_MS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._card.place()

    def _idle_work(self) -> None:
        """The view rests: have the copies made that show it best, on another thread."""
        self._settle(self._scene, self._pyramid, self._view)
        if self._blend.kind is not BlendKind.OWN:
            self._settle(self._under, self._companion, self._companion_view)

    def _settle(self, scene: Scene, pyramid: PicturePyramid | None, view: View | None) -> None:
        if pyramid is None or view is None:
            return
        key = scene.wanted_sheet(pyramid, view, self.devicePixelRatioF())
        if key is not None:
            self._background.run(f"masks {id(scene)}", partial(sheet_of, key), partial(scene.take_sheet, key))
        if not pyramid.complete:
            work, done = pyramid.levels_job(), partial(self._levels_made, pyramid)
            self._background.run(f"levels {id(pyramid)}", work, done)
        elif pyramid.wants_fitted(view.scale):
            self._background.run(
                f"fitted {id(pyramid)}", pyramid.fitted_job(view.scale), partial(self._fitted_made, pyramid)
            )

    def _levels_made(self, pyramid: PicturePyramid, levels: tuple[QImage, ...]) -> None:
        pyramid.add_levels(levels)
        if pyramid in (self._pyramid, self._companion):
            self._idle.start(0)

    def _fitted_made(self, pyramid: PicturePyramid, image: QImage) -> None:
        pyramid.take_fitted(image)
        if pyramid in (self._pyramid, self._companion):
            self._redraw()

    def _badge_at(self, at: QPointF) -> int:
        if not self._scene.layers.regions or self._blend.kind is BlendKind.OTHER:
            return 0
        return next((mark.number for mark, badge in self._badges() if badge.contains(at)), 0)

    def _shape_cursor(self) -> None:
        if self._tool is not None and self._drag_from is None:
            self.setCursor(Qt.CursorShape.CrossCursor)
        elif not self._can_pan:
            self.unsetCursor()
        elif self._drag_from is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
