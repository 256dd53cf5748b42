"""Pictures of the open table's rows for the interface: asked by row, answered by signal if that table is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hfpc_desktop.domain.judgement import Frame, Overlay
from hfpc_desktop.runtime.qt_images import PictureService

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from PySide6.QtGui import QImage

    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.images.thumbnails import Thumbnails
    from hfpc_desktop.runtime.qt_mailbox import Mailbox
    from hfpc_desktop.runtime.qt_open_review import OpenReview
    from hfpc_desktop.runtime.qt_signals import ReviewSignals
    from hfpc_desktop.runtime.states import PictureReply, PictureRequest


class RowPictures:
    """GUI thread; decoding happens on the pool of its ``PictureService``."""

    def __init__(
        self,
        signals: ReviewSignals,
        opened: OpenReview,
        mail: Mailbox,
        thumbnails: Thumbnails,
        overlay_of: Callable[[Pair], Overlay | None],
    ) -> None:
        """``overlay_of``: the kept overlay of a judged pair, called on a pool thread."""
        self._signals, self._open, self._mail = signals, opened, mail
        self._overlay_of = overlay_of
        self._service = PictureService(thumbnails)
        signals.project_closed.connect(self._forget_all)

    def close(self) -> None:
        self._service.close()

    def picture(self, request: PictureRequest) -> None:
        if (path := self._path(request)) is not None:
            self._service.picture(request, path, self._deliver_picture)

    def thumbnail(self, request: PictureRequest) -> None:
        if (path := self._path(request)) is not None:
            self._service.thumbnail(request, path, self._deliver_thumbnail)

    def overlay(self, row: int) -> None:
        pair = self._open.pair(row)
        if pair is None or self._open.table is None or self._open.table.waiting(row):
            self._signals.overlay_ready.emit(row, None)
            return

        def load() -> Overlay | None:
            return self._overlay_of(pair)

        self._service.overlay(row, load, self._deliver_overlay)

    def of_files(self, paths: Sequence[Path], side: int) -> None:
        """Thumbnails of files, row or not; answered by ``file_picture_ready``."""

        def deliver(path: Path, image: QImage) -> None:
            self._mail.post(lambda: self._signals.file_picture_ready.emit(path, image))

        for path in paths:
            self._service.file_thumbnail(path, side, deliver)

    def forget(self, keep_rows: Collection[int]) -> None:
        """Drop waiting picture requests of rows nobody looks at any more."""
        self._service.forget(set(keep_rows))

    def _forget_all(self) -> None:
        self._service.forget(())

    def _path(self, request: PictureRequest) -> Path | None:
        if self._open.table is None or not 0 <= request.row < len(self._open.table):
            return None
        original = request.side is Frame.ORIGINAL
        return self._open.table.original(request.row) if original else self._open.table.generated(request.row)

    def _deliver_picture(self, reply: PictureReply) -> None:
        table = self._open.table
        self._mail.post(
            lambda: self._signals.picture_ready.emit(reply) if self._open.table is table else None
        )

    def _deliver_thumbnail(self, request: PictureRequest, image: QImage) -> None:
        table = self._open.table
        self._mail.post(
            lambda: self._signals.thumbnail_ready.emit(request, image) if self._open.table is table else None
        )

    def _deliver_overlay(self, row: int, overlay: Overlay | None) -> None:
        table = self._open.table
        self._mail.post(
            lambda: self._signals.overlay_ready.emit(row, overlay) if self._open.table is table else None
        )
