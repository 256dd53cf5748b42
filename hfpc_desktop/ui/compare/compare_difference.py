"""The difference map of the compare view: computed and coloured beside the GUI thread, kept for the pair shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from hfpc_desktop.runtime.qt_images import pixels_of
from hfpc_desktop.ui.canvas import overlay_painter as overlays
from hfpc_desktop.ui.compare import heat_map
from hfpc_desktop.ui.compare.heat_map import Reading

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QImage

    from hfpc_desktop.domain.judgement import Overlay
    from hfpc_desktop.judging.difference_maps import DifferenceMaps
    from hfpc_desktop.runtime.qt_background import Background
    from hfpc_desktop.ui.canvas.canvas_pyramid import PicturePyramid
    from hfpc_desktop.ui.canvas.compare_modes import Looks

ENOUGH = 640
"""Longest side of the pictures that are compared: the maps have no more."""


class DifferenceLayer(QObject):
    """``show_pair``/``set_overlay``/``set_pictures`` say what there is, ``draw`` what is wanted; ``drawn`` answers.

    The judged map inside the product is there at once with the overlay; both maps come from the worker a moment
    later. GUI thread.
    """

    drawn = Signal(object)
    """uint8 h x w x 4 RGBA for the generated image, or None when there is nothing to draw."""
    scaled = Signal(float)
    """dE2000 at the end of the colour scale."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._overlay: Overlay | None = None
        self._pictures: tuple[QImage, QImage] | None = None
        self._maps: DifferenceMaps | None = None
        self._looks: Looks | None = None
        self._pair = 0
        self._whole = self._asked = False

    def show_pair(self) -> None:
        """Another pair: forget what there was."""
        self._pair += 1
        self._overlay = self._pictures = self._maps = None
        self._asked = False

    def set_overlay(self, overlay: Overlay | None) -> None:
        """The evidence of the pair. Both maps are made anew."""
        self._pair += 1
        self._overlay, self._maps, self._asked = overlay, None, False

    def set_pictures(self, original: PicturePyramid | None, generated: PicturePyramid | None) -> None:
        """The pictures of the pair; either may still be on its way."""
        if original is None or generated is None:
            self._pictures = None
            return
        self._pictures = (_small(original), _small(generated))
        if self._looks is not None and self._whole and self._maps is None:
            self.draw(self._looks, whole=True)

    @property
    def maps(self) -> DifferenceMaps | None:
        return self._maps

    def draw(self, looks: Looks | None, *, whole: bool) -> None:
        """Draw by ``looks``; ``whole``: both maps, else only the judged one inside the product. None: nothing."""
        self._looks, self._whole = looks, whole
        if looks is None or self._overlay is None:
            self.drawn.emit(None)
            return
        if not whole:
            self.drawn.emit(overlays.difference_rgba(self._overlay))
        elif self._maps is not None:
            self._colour()
        else:
            self.drawn.emit(overlays.difference_rgba(self._overlay))
            self._compute()

    def reading_at(self, x: float, y: float) -> Reading | None:
        """The value at a fraction of the generated image."""
        if self._maps is not None and self._whole:
            return heat_map.reading_at(self._maps, x, y)
        if self._overlay is None:
            return None
        value = overlays.difference_at(self._overlay, x, y)
        return None if value is None else Reading(value, inside=True)

    def _compute(self) -> None:
        if self._pictures is None or self._overlay is None or self._asked:
            return
        self._asked = True
        work = partial(_compare, *self._pictures, self._overlay)
        self._background.run("difference maps", work, partial(self._computed, self._pair))

    def _computed(self, pair: int, maps: DifferenceMaps) -> None:
        if pair == self._pair:
            self._maps = maps
            if self._whole:
                self._colour()

    def _colour(self) -> None:
        looks, maps = self._looks, self._maps
        if looks is None or maps is None:
            return
        self.scaled.emit(heat_map.full_scale(maps, relative=looks.relative, tolerance=looks.tolerance))
        work = partial(heat_map.heat_rgba, maps, tolerance=looks.tolerance, relative=looks.relative)
        self._background.run("difference colours", work, partial(self._coloured, self._pair, looks))

    def _coloured(self, pair: int, looks: Looks, rgba: NDArray[np.uint8]) -> None:
        if pair == self._pair and self._whole and looks == self._looks:
            self.drawn.emit(rgba)


def _small(pyramid: PicturePyramid) -> QImage:
    longest = max(pyramid.source.width, pyramid.source.height)
    return pyramid.image_for(min(1.0, ENOUGH / longest))


def _compare(original: QImage, generated: QImage, overlay: Overlay) -> DifferenceMaps:
    from hfpc_desktop.judging.difference_maps import difference_maps

    return difference_maps(_rgb(original), _rgb(generated), overlay)


def _rgb(image: QImage) -> NDArray[np.uint8]:
    """Over white where it is clear, as pictures are judged."""
    pixels = pixels_of(image)
    rgb = np.ascontiguousarray(pixels[..., 2::-1])
    if image.hasAlphaChannel():
        rgb = rgb + (255 - pixels[..., 3:])  # premultiplied
    return rgb
