"""Pictures for the interface: ``Picture`` -> ``QImage`` on pool threads, served by request.

QImage may be made on any thread; QPixmap only on the GUI thread (the widgets do that).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PySide6.QtGui import QImage

from hfpc_desktop.domain.details import localised
from hfpc_desktop.domain.errors import PictureError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.images.cache import ByteBudgetCache
from hfpc_desktop.images.decode import load_picture
from hfpc_desktop.runtime.jobs import WorkerPool
from hfpc_desktop.runtime.states import PictureReply, PictureRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from numpy.typing import NDArray

    from hfpc_desktop.domain.judgement import Overlay
    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.images.thumbnails import Thumbnails

PICTURE_BUDGET = 64 * 1024**2
"""Bytes of decoded pictures kept here: an original is decoded once for its generated images. The pairs
around the current one are held by ``ui.picture_feed``."""
SMALLEST_SIDE = 256
"""Levels of a picture are halved until the longer side is no larger than this."""
_PICTURE, _OVERLAY, _THUMBNAIL = 0, 1, 2  # priorities: what the person looks at comes first


def to_qimage(picture: Picture) -> QImage:
    """A QImage that owns its pixels, in the format that is painted fastest. Any thread.

    Converting here keeps 60 ms for 16 megapixels off the GUI thread.

    ``Picture.rgb`` is composited over white, so the premultiplied colour is
    ``rgb - (255 - alpha)``: transparency can be shown over any ground without decoding again.
    """
    height, width = picture.rgb.shape[:2]
    if picture.alpha is None:
        rgb = np.ascontiguousarray(picture.rgb)
        packed = QImage(rgb.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        return packed.convertToFormat(QImage.Format.Format_RGB32)
    rgba = np.empty((height, width, 4), np.uint8)
    clear = 255 - picture.alpha[..., None]
    rgba[..., :3] = np.where(picture.rgb > clear, picture.rgb - clear, 0)
    rgba[..., 3] = picture.alpha
    packed = QImage(rgba.data, width, height, 4 * width, QImage.Format.Format_RGBA8888_Premultiplied)
    return packed.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def mip_levels(image: QImage) -> tuple[QImage, ...]:
    """``image`` halved again and again until its longer side is at most ``SMALLEST_SIDE``. Any thread.

    RGB32 or premultiplied ARGB32 only. 16 megapixels take about 10 ms.
    """
    out: list[QImage] = []
    last = image
    while max(last.width(), last.height()) > SMALLEST_SIDE:
        last = averaged(last, max(1, last.width() // 2), max(1, last.height() // 2))
        out.append(last)
    return tuple(out)


def averaged(image: QImage, width: int, height: int) -> QImage:
    """A smaller copy that averages areas: sharp and free of moiré. Four bytes a pixel; any thread."""
    # OpenCV averages a 4000 x 4000 picture in 5 ms where QImage.scaled takes 19.
    small = cv2.resize(pixels_of(image), (width, height), interpolation=cv2.INTER_AREA)
    return QImage(small.data, width, height, width * 4, image.format()).copy()


def pixels_of(image: QImage) -> NDArray[np.uint8]:
    """The bytes of a four-byte image, H x W x 4 (B, G, R, A on little-endian machines); a view that keeps no hold of it."""
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 4].reshape(image.height(), image.width(), 4)


class PictureService:
    """Decodes on its own pool; newest requests first, equal ones merged, unwanted ones dropped.

    Callbacks run on pool threads. ``row`` is only a label here: the caller gives the path.
    """

    def __init__(self, thumbnails: Thumbnails, *, threads: int = 2) -> None:
        self._thumbnails = thumbnails
        self._pool = WorkerPool("pictures", threads, newest_first=True)
        self._cache: ByteBudgetCache[tuple[object, ...], PictureReply] = ByteBudgetCache(PICTURE_BUDGET)

    def picture(self, request: PictureRequest, path: Path, done: Callable[[PictureReply], None]) -> None:
        def work() -> None:
            done(self._load(request, path))

        self._pool.submit(work, key=("picture", request, path), priority=_PICTURE)

    def thumbnail(
        self, request: PictureRequest, path: Path, done: Callable[[PictureRequest, QImage], None]
    ) -> None:
        """``done`` is called with a null image when the file cannot be shown."""

        def work() -> None:
            try:
                image = to_qimage(self._thumbnails.get(path, request.max_side))
            except (PictureError, OSError):
                image = QImage()
            done(request, image)

        self._pool.submit(work, key=("thumbnail", request, path), priority=_THUMBNAIL)

    def file_thumbnail(self, path: Path, side: int, done: Callable[[Path, QImage], None]) -> None:
        """A thumbnail of a file that is in no row; nothing comes for a file that cannot be shown."""

        def work() -> None:
            try:
                image = to_qimage(self._thumbnails.get(path, side))
            except (PictureError, OSError):
                return
            done(path, image)

        self._pool.submit(work, key=("file", path), priority=_THUMBNAIL)

    def overlay(
        self, row: int, load: Callable[[], Overlay | None], done: Callable[[int, Overlay | None], None]
    ) -> None:
        def work() -> None:
            try:
                overlay = load()
            except (PictureError, OSError):
                overlay = None
            done(row, overlay)

        self._pool.submit(work, key=("overlay", row), priority=_OVERLAY)

    def forget(self, keep_rows: Collection[int]) -> None:
        """Drop waiting requests of other rows."""

        def unwanted(key: object) -> bool:
            if not isinstance(key, tuple) or key[0] == "file":
                return False
            row = key[1].row if isinstance(key[1], PictureRequest) else key[1]
            return row not in keep_rows

        self._pool.forget(unwanted)

    def close(self) -> None:
        self._pool.close(finish=False)

    def _load(self, request: PictureRequest, path: Path) -> PictureReply:
        try:
            stat = path.stat()
            key = (path, stat.st_size, stat.st_mtime_ns, request.max_side)
            if (known := self._cache.get(key)) is None:
                picture = load_picture(
                    path, max_side=request.max_side or None, limits=self._thumbnails.limits
                )
                image = to_qimage(picture)
                levels = mip_levels(image)
                known = PictureReply(request, image, picture.source_size, notes=picture.notes, levels=levels)
                self._cache.put(key, known, sum(one.sizeInBytes() for one in (image, *levels)))
        except PictureError as error:
            return PictureReply(request, None, error=localised(str(error)))
        except FileNotFoundError:
            return PictureReply(
                request,
                None,
                error=translate("errors", "{0} is gone. Put it back where it was, then scan again.").format(
                    path.name
                ),
            )
        except (OSError, MemoryError) as error:
            return PictureReply(request, None, error=f"{path.name}: {error}")
        return replace(known, request=request)
