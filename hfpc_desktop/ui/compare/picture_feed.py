"""Brings the pictures of the current pair to the compare view, and those of the next pairs beforehand."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.runtime.states import PictureReply, PictureRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hfpc_desktop.domain.judgement import Overlay
    from hfpc_desktop.ui.compare.compare import CompareView

VIEW_SIDE = 2048
"""Longest side of a picture that is fetched without being asked for more detail."""
BUDGET_BYTES = 128 * 1024 * 1024
"""Of decoded pictures; those that the controller keeps too are shared with it, not copied."""
OVERLAYS = 8


class PictureFeed(QObject):
    """Keeps replies within a byte budget, so that "next" paints in the same event when it was prefetched."""

    wanted = Signal(object)
    """A ``PictureRequest`` to pass to the controller."""
    overlay_wanted = Signal(int)

    def __init__(
        self, compare: CompareView, parent: QObject | None = None, *, budget: int = BUDGET_BYTES
    ) -> None:
        super().__init__(parent)
        self._compare = compare
        self._budget = budget
        self._row: int | None = None
        self._replies: OrderedDict[tuple[int, Frame], PictureReply] = OrderedDict()
        self._overlays: OrderedDict[int, Overlay | None] = OrderedDict()
        self._asked: set[PictureRequest] = set()
        self._asked_overlays: set[int] = set()
        self._bytes = 0
        compare.detail_wanted.connect(self._detail_wanted)

    @property
    def row(self) -> int | None:
        """Row in the compare view."""
        return self._row

    def clear(self) -> None:
        """Another project: forget everything."""
        self._row = None
        self._replies.clear()
        self._overlays.clear()
        self._asked.clear()
        self._asked_overlays.clear()
        self._bytes = 0

    def show(self, row: int | None, names: tuple[str, str], ahead: Sequence[int] = ()) -> bool:
        """Show a row (``None`` = nothing) and prefetch ``ahead``; True when both pictures were at hand."""
        self._row = row
        self._compare.show_pair(row, *names)
        if row is None:
            return False
        held = [self._give(row, frame) for frame in Frame]
        if row in self._overlays:
            self._compare.set_overlay(self._overlays[row])
        else:
            self._ask_overlay(row)
        for other in ahead:
            for frame in Frame:
                self._ask(PictureRequest(other, frame, VIEW_SIDE))
            self._ask_overlay(other)
        return all(held)

    def forget(self, keep: set[int]) -> None:
        """Requests of other rows may have been dropped: they may be made again."""
        self._asked = {request for request in self._asked if request.row in keep}
        self._asked_overlays &= keep

    def picture_ready(self, reply: PictureReply) -> None:
        """From the controller."""
        request = reply.request
        self._asked.discard(request)
        if request.max_side == VIEW_SIDE:
            self._keep(reply)
        if request.row == self._row:
            self._put(reply)

    def overlay_ready(self, row: int, overlay: Overlay | None) -> None:
        """From the controller."""
        self._asked_overlays.discard(row)
        self._overlays[row] = overlay
        while len(self._overlays) > OVERLAYS:
            self._overlays.popitem(last=False)
        if row == self._row:
            self._compare.set_overlay(overlay)

    def judgement_changed(self, rows: Any) -> None:
        """Overlays of these rows are out of date."""
        for row in [row for row in self._overlays if row in rows]:
            del self._overlays[row]
        if self._row is not None and self._row in rows:
            self._ask_overlay(self._row)

    def _give(self, row: int, frame: Frame) -> bool:
        reply = self._replies.get((row, frame))
        if reply is None:
            self._ask(PictureRequest(row, frame, VIEW_SIDE))
            return False
        self._replies.move_to_end((row, frame))
        self._put(reply)
        return True

    def _put(self, reply: PictureReply) -> None:
        self._compare.set_picture(
            reply.request.side, reply.image, reply.source_size, reply.error, reply.notes, reply.levels
        )

    def _keep(self, reply: PictureReply) -> None:
        key = (reply.request.row, reply.request.side)
        old = self._replies.pop(key, None)
        self._bytes += _nbytes(reply) - (_nbytes(old) if old else 0)
        self._replies[key] = reply
        while self._bytes > self._budget and len(self._replies) > 2:
            self._bytes -= _nbytes(self._replies.popitem(last=False)[1])

    def _ask(self, request: PictureRequest) -> None:
        if request not in self._asked and (request.row, request.side) not in self._replies:
            self._asked.add(request)
            self.wanted.emit(request)

    def _ask_overlay(self, row: int) -> None:
        if row not in self._asked_overlays and row not in self._overlays:
            self._asked_overlays.add(row)
            self.overlay_wanted.emit(row)

    def _detail_wanted(self, frame: Frame, side: int) -> None:
        if self._row is not None:
            request = PictureRequest(self._row, frame, side)
            if request not in self._asked:
                self._asked.add(request)
                self.wanted.emit(request)


def _nbytes(reply: PictureReply) -> int:
    images = () if reply.image is None else (reply.image, *reply.levels)
    return sum(int(image.sizeInBytes()) for image in images)
