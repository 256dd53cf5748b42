"""Thumbnails of the list: asked for when visible, kept as pixmaps within a byte budget. GUI thread only."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.runtime.states import PictureRequest

if TYPE_CHECKING:
    from collections.abc import Collection

    from hfpc_desktop.review.table import ReviewTable

BUDGET_BYTES = 48 * 1024 * 1024
SIDES = (96, 192, 288, 448)
"""Longest sides that are asked for, in device pixels: few sizes, so that caches are shared."""


class ThumbnailShelf(QObject):
    """Pixmaps by file. Many rows share one original, so a picture is asked for and kept once."""

    wanted = Signal(object)
    """A ``PictureRequest`` to pass to the controller."""
    arrived = Signal(int)
    """Table row whose thumbnail can be drawn now."""

    def __init__(self, parent: QObject | None = None, *, budget: int = BUDGET_BYTES) -> None:
        super().__init__(parent)
        self._budget = budget
        self._table: ReviewTable | None = None
        self._pixmaps: OrderedDict[tuple[str, int], QPixmap] = OrderedDict()
        self._bytes = 0
        self._failed: set[str] = set()
        self._asked: dict[tuple[str, int], PictureRequest] = {}
        self._waiting: dict[tuple[str, int], set[int]] = {}

    @property
    def used_bytes(self) -> int:
        """Bytes of all pixmaps kept; never above the budget."""
        return self._bytes

    def set_table(self, table: ReviewTable | None) -> None:
        """Another project: forget everything."""
        self._table = table
        self._pixmaps.clear()
        self._bytes = 0
        self._failed.clear()
        self._asked.clear()
        self._waiting.clear()

    def get(self, row: int, side: Frame, pixels: int) -> QPixmap | None:
        """The thumbnail for a place of ``pixels``, or ``None`` and it is on its way (``failed`` tells whether it
        never comes). While a larger one is on its way a smaller one stands in."""
        path = self._path(row, side)
        longest = next((s for s in SIDES if s >= pixels), SIDES[-1])
        key = (path, longest)
        found = self._pixmaps.get(key)
        if found is not None:
            self._pixmaps.move_to_end(key)
            return found
        if path in self._failed:
            return None
        self._waiting.setdefault(key, set()).add(row)
        if key not in self._asked:
            request = PictureRequest(row, side, longest)
            self._asked[key] = request
            self.wanted.emit(request)
        others = (self._pixmaps.get((path, other)) for other in reversed(SIDES))
        return next((pixmap for pixmap in others if pixmap is not None), None)

    def failed(self, row: int, side: Frame) -> bool:
        """Whether the file could not be read."""
        return self._path(row, side) in self._failed

    def put(self, request: PictureRequest, image: QImage | None) -> None:
        """A thumbnail came; a null image means that the file cannot be read."""
        if self._table is None or not 0 <= request.row < len(self._table):
            return
        path = self._path(request.row, request.side)
        key = (path, request.max_side)
        self._asked.pop(key, None)
        if image is None or image.isNull():
            self._failed.add(path)
        else:
            self._keep(key, QPixmap.fromImage(image))
        for row in self._waiting.pop(key, set()):
            self.arrived.emit(row)

    def forget(self, keep_rows: Collection[int]) -> None:
        """Requests of other rows may have been dropped by the controller: ask again when they come back."""
        for key in [key for key, request in self._asked.items() if request.row not in keep_rows]:
            del self._asked[key]
            self._waiting.pop(key, None)

    def _path(self, row: int, side: Frame) -> str:
        assert self._table is not None
        return str(self._table.original(row) if side is Frame.ORIGINAL else self._table.generated(row))

    def _keep(self, key: tuple[str, int], pixmap: QPixmap) -> None:
        old = self._pixmaps.pop(key, None)
        self._bytes += _nbytes(pixmap) - (0 if old is None else _nbytes(old))
        self._pixmaps[key] = pixmap
        while self._bytes > self._budget and len(self._pixmaps) > 1:
            self._bytes -= _nbytes(self._pixmaps.popitem(last=False)[1])


def _nbytes(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * max(1, pixmap.depth() // 8)


def fitted(size: QSize, box: QSize) -> QSize:
    """``size`` scaled down to fit ``box``; never enlarged."""
    if size.width() <= box.width() and size.height() <= box.height():
        return size
    return size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio)
