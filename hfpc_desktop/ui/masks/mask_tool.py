"""The brush, box and click on the original's pane while its mask is edited. GUI thread."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from hfpc_desktop.ui.canvas.canvas_masks import FILL
from hfpc_desktop.ui.masks.mask_prompter import SIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QKeyEvent

    from hfpc_desktop.ui.canvas.canvas import CanvasPane
    from hfpc_desktop.ui.canvas.canvas_geometry import Point
    from hfpc_desktop.ui.keys.mask_keys import MaskKeys
    from hfpc_desktop.ui.masks.mask_edit import MaskEdit
    from hfpc_desktop.ui.masks.mask_prompter import MaskPrompter


class MaskMode(StrEnum):
    ADD = "add"
    ERASE = "erase"
    BOX = "box"
    CLICK = "click"


class MaskTool(QObject):
    """``canvas_input.Tool`` over a ``MaskEdit``. Keys are forwarded as intents; what they mean is the editor's."""

    changed = Signal()
    """The mask, the brush or the mode is another one."""
    key_pressed = Signal(str)
    """id of a command of ``mask_keys``, or empty: a key that means nothing here"""

    def __init__(
        self, pane: CanvasPane, edit: MaskEdit, prompter: MaskPrompter, keys: MaskKeys, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pane, self._edit, self._prompter, self._keys = pane, edit, prompter, keys
        self.mode = MaskMode.ADD
        self._at: Point | None = None
        self._corner: Point | None = None
        self._tint: QPixmap | None = None
        prompter.answered.connect(self._answered)

    @property
    def edit(self) -> MaskEdit:
        return self._edit

    def end(self) -> None:
        """Answers that are still on the way go nowhere."""
        self._prompter.cancel()
        self._prompter.answered.disconnect(self._answered)

    def set_mode(self, mode: MaskMode) -> None:
        self.mode = mode
        self._corner = None
        self.touched()

    def touched(self) -> None:
        """Something that is drawn has changed."""
        self._tint = None
        self._pane.update()
        self.changed.emit()

    # ---- canvas_input.Tool --------------------------------------------------------------------

    def pressed(self, at: Point) -> None:
        self._at = at
        if self.mode in (MaskMode.ADD, MaskMode.ERASE):
            self._edit.begin(at, add=self.mode is MaskMode.ADD)
            self.touched()
        elif self.mode is MaskMode.BOX:
            self._corner = at
        else:
            self._ask(None, at)

    def moved(self, at: Point | None, *, down: bool) -> None:
        self._at = at
        if at is not None and down and self.mode in (MaskMode.ADD, MaskMode.ERASE):
            self._edit.stroke(at, add=self.mode is MaskMode.ADD)
            self.touched()
        self._pane.update()

    def released(self, at: Point) -> None:
        start, self._corner = self._corner, None
        if start is None:
            return
        if abs(at.x - start.x) > 0.01 and abs(at.y - start.y) > 0.01:
            self._ask(start, at)
        self._pane.update()

    def takes_key(self, event: QKeyEvent) -> bool:
        """See ``MaskKeys.takes``."""
        return self._keys.takes(event)

    def key(self, event: QKeyEvent) -> None:
        self.key_pressed.emit(self._keys.meaning(event))

    def paint(self, painter: QPainter) -> None:
        """Tint of the mask, brush or box."""
        rect = self._pane.picture_rect()
        if self._tint is None:
            self._tint = QPixmap.fromImage(tinted(self._edit.mask))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(rect, self._tint, QRectF(self._tint.rect()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(QColor(0, 0, 0, 170), 3.0), QPen(QColor("#FFFFFF"), 1.4)):
            painter.setPen(pen)
            self._paint_pointer(painter, rect)
        painter.restore()

    def _paint_pointer(self, painter: QPainter, rect: QRectF) -> None:
        if self._at is None:
            return
        at = QPointF(rect.x() + self._at.x * rect.width(), rect.y() + self._at.y * rect.height())
        if self.mode in (MaskMode.ADD, MaskMode.ERASE):
            radius = self._edit.size / 2 * rect.width() / self._edit.mask.shape[1]
            painter.drawEllipse(at, radius, radius)
        elif self._corner is not None:
            corner = QPointF(
                rect.x() + self._corner.x * rect.width(), rect.y() + self._corner.y * rect.height()
            )
            painter.drawRect(QRectF(corner, at).normalized())

    # ---- prompts ------------------------------------------------------------------------------

    def _ask(self, start: Point | None, at: Point) -> None:
        """A box from ``start`` to ``at``, or a click."""
        pyramid = self._pane.pyramid
        if pyramid is None:
            return
        longest = max(pyramid.source.width, pyramid.source.height)
        image = pyramid.image_for(min(1.0, SIDE / longest))
        if start is None:
            self._prompter.ask_click(image, at)
        else:
            self._prompter.ask_box(image, start, at)

    def _answered(self, part: NDArray[np.bool_]) -> None:
        if part.any():
            self._edit.put(part, add=True)
        self.touched()


def tinted(mask: NDArray[np.uint8]) -> QImage:
    """The mask as a translucent green with a light rim, the rest darkened a little."""
    height, width = mask.shape
    rgba = np.zeros((height, width, 4), np.uint8)
    rgba[..., 3] = 70
    inside = mask > 0
    alpha = 110
    rgba[inside] = [*(round(c * alpha / 255) for c in (FILL.red(), FILL.green(), FILL.blue())), alpha]
    rim = inside & (cv2.erode(mask, np.ones((3, 3), np.uint8)) == 0)
    rgba[rim] = (255, 255, 255, 255)
    image = QImage(rgba.data, width, height, 4 * width, QImage.Format.Format_RGBA8888_Premultiplied)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
