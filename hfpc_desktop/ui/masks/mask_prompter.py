"""Boxes and clicks of the mask editor, answered by the segmenter of the project in the background. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.segmentation import Prompt
from hfpc_desktop.runtime.qt_images import pixels_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from PySide6.QtGui import QImage

    from hfpc_desktop.domain.segmentation import Segmenter
    from hfpc_desktop.runtime.qt_background import Background
    from hfpc_desktop.ui.canvas.canvas_geometry import Point

    Load = Callable[[], Segmenter]

SIDE = 1024
"""Longest side, pixels, at which is asked: what the promptable models see."""


class MaskPrompter(QObject):
    """One question at a time; a newer one, or ``cancel``, makes the answer of an older one unwanted. The model cannot
    be interrupted: it finishes its picture unseen."""

    answered = Signal(object)
    """bool H x W over the whole picture: what is to be added; may be empty"""
    failed = Signal(str)
    """why the model could not answer"""
    busy_changed = Signal(bool)

    def __init__(self, background: Background, provide: Callable[[], Load | None], parent: QObject) -> None:
        """``provide`` gives what loads the segmenter (called on the worker), or ``None``."""
        super().__init__(parent)
        self._background, self._provide = background, provide
        self._number = 0
        self._busy = False

    @property
    def busy(self) -> bool:
        return self._busy

    def ask_box(self, image: QImage, start: Point, end: Point) -> None:
        """The product in a box; corners in fractions of the picture."""
        left, right = sorted((start.x, end.x))
        top, bottom = sorted((start.y, end.y))
        self._ask(image, (left, top, right, bottom), None)

    def ask_click(self, image: QImage, at: Point) -> None:
        """The part under a click, in fractions of the picture."""
        self._ask(image, None, (min(max(at.x, 0.0), 1.0), min(max(at.y, 0.0), 1.0)))

    def cancel(self) -> None:
        """The answer is not wanted any more."""
        self._number += 1
        self._set_busy(False)

    # -- inside -----------------------------------------------------------------------------

    def _ask(
        self, image: QImage, box: tuple[float, float, float, float] | None, point: tuple[float, float] | None
    ) -> None:
        load = self._provide()
        if load is None:
            return
        self._number += 1
        self._set_busy(True)
        work = partial(_segment, load, image, box, point)
        self._background.run("mask prompt", work, partial(self._take, self._number))

    def _take(self, number: int, answer: NDArray[np.bool_] | ModelError | None) -> None:
        if number != self._number:
            return
        self._set_busy(False)
        if isinstance(answer, np.ndarray):
            self.answered.emit(answer)
        else:
            self.failed.emit(str(answer) if answer is not None else "")

    def _set_busy(self, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)


def _segment(
    load: Load,
    image: QImage,
    box: tuple[float, float, float, float] | None,
    point: tuple[float, float] | None,
) -> NDArray[np.bool_] | ModelError:
    """On the worker."""
    try:
        segmenter = load()
        rgb = np.ascontiguousarray(pixels_of(image)[..., 2::-1])
        height, width = rgb.shape[:2]
        k = min(1.0, SIDE / max(height, width))
        if k < 1.0:
            size = (max(1, round(width * k)), max(1, round(height * k)))
            rgb = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
            height, width = rgb.shape[:2]
        scaled = None if box is None else (box[0] * width, box[1] * height, box[2] * width, box[3] * height)
        points = None if point is None else np.array([[point[0] * width, point[1] * height]], np.float32)
        labels = None if point is None else np.ones(1, np.int64)
        found: NDArray[np.bool_] = segmenter.segment(rgb, Prompt(scaled, points, labels)).mask >= 128
        return found
    except ModelError as error:
        return error
