"""A picture at several sizes, ready to be painted. GUI thread only, because it holds QPixmaps; everything that
costs time is a job for another thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPixmap

from hfpc_desktop.runtime.qt_images import SMALLEST_SIDE, averaged, mip_levels

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hfpc_desktop.ui.canvas.canvas_geometry import Size

MAX_FITTED = 3000
"""Longest side of the copy that is kept at exactly the zoom in use."""


class PicturePyramid:
    """Levels of one picture, largest first.

    ``scale`` arguments are device pixels per source pixel. Levels usually come with the picture (they were made
    where it was decoded); ``levels_job`` makes them where not. A picture that arrives in a format other than
    RGB32 or premultiplied ARGB32 is converted here, which takes 60 ms for 16 megapixels: send those two.
    """

    def __init__(self, image: QImage, source: Size, levels: Sequence[QImage] = ()) -> None:
        self.source = source
        self.has_alpha = image.hasAlphaChannel()
        wanted = QImage.Format.Format_ARGB32_Premultiplied if self.has_alpha else QImage.Format.Format_RGB32
        self._images = [image if image.format() == wanted else image.convertToFormat(wanted)]
        # A pixmap made of an image in the screen's format shares its pixels.
        self._levels = [QPixmap.fromImage(self._images[0])]
        self._fitted: QPixmap | None = None
        self.add_levels(levels)

    @property
    def resolution(self) -> float:
        """Pixels of the largest level per source pixel; 1.0 = the whole file is here."""
        return self._levels[0].width() / self.source.width

    @property
    def image(self) -> QImage:
        """The largest level; not to be written to."""
        return self._images[0]

    @property
    def complete(self) -> bool:
        """Whether every level exists."""
        last = self._images[-1]
        return max(last.width(), last.height()) <= SMALLEST_SIDE

    def levels_job(self) -> Callable[[], tuple[QImage, ...]]:
        """Makes the smaller levels, on any thread; its result goes to ``add_levels``."""
        return partial(mip_levels, self._images[-1])

    def add_levels(self, images: Sequence[QImage]) -> None:
        """Take smaller levels, largest first."""
        for image in images:
            if image.width() < self._images[-1].width() or image.height() < self._images[-1].height():
                self._images.append(image)
                self._levels.append(QPixmap.fromImage(image))

    def level(self, scale: float) -> tuple[QPixmap, float, float]:
        """The smallest level that is not coarser than ``scale``, with its pixels per source pixel in x and y."""
        best = self._levels[self._best(scale)]
        return best, best.width() / self.source.width, best.height() / self.source.height

    def image_for(self, scale: float) -> QImage:
        """The same level as an image that may go to another thread."""
        return self._images[self._best(scale)]

    def fitted(self, scale: float) -> QPixmap | None:
        """The copy made for exactly ``scale``, if there is one."""
        if self._fitted is not None and self._fitted.size() == self._fitted_size(scale):
            return self._fitted
        return None

    def wants_fitted(self, scale: float) -> bool:
        """Whether a copy at exactly ``scale`` would look better or paint faster than a level."""
        size = self._fitted_size(scale)
        return (
            scale < self.resolution
            and max(size.width(), size.height()) <= MAX_FITTED
            and self.fitted(scale) is None
        )

    def fitted_job(self, scale: float) -> Callable[[], QImage]:
        """Makes the copy for ``scale``, on any thread; its result goes to ``take_fitted``."""
        size = self._fitted_size(scale)
        return partial(averaged, self.image_for(scale), size.width(), size.height())

    def take_fitted(self, image: QImage) -> None:
        """Keep a copy; the one before it goes."""
        self._fitted = QPixmap.fromImage(image)

    def _best(self, scale: float) -> int:
        best = 0
        for index in range(1, len(self._levels)):
            if self._levels[index].width() < scale * self.source.width:
                break
            best = index
        return best

    def _fitted_size(self, scale: float) -> QSize:
        return QSize(max(1, round(self.source.width * scale)), max(1, round(self.source.height * scale)))
