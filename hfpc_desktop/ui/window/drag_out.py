"""Generated images dragged out of the window, or copied as files, for a file manager, a mail or a layout program.

Only copies leave: the drag offers no other action, so that a file manager cannot move an image away. What is
dragged is what is selected (or, in the compare view, the picture under the pointer); with the setting "only
approved" the pairs that are not approved stay here. GUI thread only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QMimeData, QObject, QPoint, QRect, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QDrag, QFont, QGuiApplication, QPainter, QPen, QPixmap

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.ui.lists.table_model import one_line
from hfpc_desktop.ui.lists.thumbnails import fitted
from hfpc_desktop.ui.look import icons, words
from hfpc_desktop.ui.look.settings import saved_exchange

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from PySide6.QtCore import QSettings
    from PySide6.QtGui import QImage

    from hfpc_desktop.review.table import ReviewTable
    from hfpc_desktop.ui.look.theme import Tokens
    from hfpc_desktop.ui.window.review_flow import ReviewFlow
    from hfpc_desktop.ui.window.review_page import ReviewPage

CARD, STEP, MOST = 88, 7, 3
"""Side of the picture under the pointer, how far the cards behind it stand out, and how many there are."""


def leaving(table: ReviewTable, rows: NDArray[np.intp], *, approved_only: bool) -> NDArray[np.intp]:
    """Which of ``rows`` leave the window, in their order."""
    rows = np.asarray(rows, dtype=np.intp)
    return rows[table.decisions[rows] == int(Decision.APPROVED)] if approved_only else rows


class DragOut(QObject):
    """Makes the drag for the list, the grid, the filmstrip and the compare view."""

    said = Signal(str)
    """A sentence for the status line."""

    def __init__(self, page: ReviewPage, flow: ReviewFlow, settings: QSettings, tokens: Tokens) -> None:
        super().__init__(flow)
        self._page, self._flow, self._settings, self._tokens = page, flow, settings, tokens
        self.run_drag = QDrag.exec
        """What runs a drag; another one where no window system carries it."""
        for view in (page.view, page.grid, page.filmstrip):
            view.drag_wanted.connect(self._rows_dragged)
        page.compare.drag_wanted.connect(self._picture_dragged)
        self.said.connect(page.strip.say)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens

    # -- intents -----------------------------------------------------------------------------------

    def copy_files(self) -> None:
        """The files of the selected pairs to the clipboard: the same as dragging them, by keys."""
        rows = self._page.view.selected_rows()
        if not len(rows) and self._flow.current_row is not None:
            rows = np.array([self._flow.current_row], dtype=np.intp)
        table = self._flow.table
        if table is None or not len(rows):
            return
        going = self._going(table, rows)
        if len(going):
            QGuiApplication.clipboard().setMimeData(self._mime(table, going))
            self.said.emit(
                words.plural(len(going), self.tr("{0} file copied"), self.tr("{0} files copied"))
                + self._not_approved(table, going)
            )

    def _rows_dragged(self, rows: NDArray[np.intp]) -> None:
        table, source = self._flow.table, self.sender()
        if table is None or not len(rows):
            return
        going = self._going(table, rows)
        if len(going):
            self._drag(source, self._mime(table, going), self._card(going), self._what(table, going))

    def _picture_dragged(self, frame: Frame) -> None:
        """One of the pictures of the compare view. The original is no variant: no decision holds it back."""
        table, row = self._flow.table, self._page.compare.row
        if table is None or row is None:
            return
        rows = np.array([row], dtype=np.intp)
        if frame is Frame.ORIGINAL:
            mime = _mime([table.original(row)], self._image(row, frame))
            text = self.tr("{0} (the original)").format(one_line(table.original(row).name))
            self._drag(self.sender(), mime, self._card(rows, frame), text)
        elif len(self._going(table, rows)):
            self._drag(self.sender(), self._mime(table, rows), self._card(rows), self._what(table, rows))

    # -- what goes ---------------------------------------------------------------------------------

    def _going(self, table: ReviewTable, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        going = leaving(table, rows, approved_only=saved_exchange(self._settings).approved_only)
        if not len(going):
            self.said.emit(self.tr("Not approved: the settings let only approved images out"))
        return going

    def _what(self, table: ReviewTable, rows: NDArray[np.intp]) -> str:
        if len(rows) == 1:
            text = one_line(table.generated(int(rows[0])).name)
        else:
            text = self.tr("{0} images").format(words.count(len(rows)))
        return text + self._not_approved(table, rows)

    def _not_approved(self, table: ReviewTable, rows: NDArray[np.intp]) -> str:
        other = int(np.count_nonzero(table.decisions[rows] != int(Decision.APPROVED)))
        if not other:
            return ""
        if len(rows) == 1:
            return self.tr(" (not approved)")
        return self.tr(" ({0} of them not approved)").format(words.count(other))

    def _mime(self, table: ReviewTable, rows: NDArray[np.intp]) -> QMimeData:
        paths = [table.generated(row) for row in rows.tolist()]
        return _mime(paths, self._image(int(rows[0]), Frame.GENERATED) if len(rows) == 1 else None)

    def _image(self, row: int, frame: Frame) -> QImage | None:
        """The pixels of the picture that is shown, for programs that take no files."""
        pyramid = self._page.compare.pane(frame).pyramid
        return pyramid.image if self._page.compare.row == row and pyramid is not None else None

    # -- the drag ----------------------------------------------------------------------------------

    def _drag(self, source: Any, mime: QMimeData, card: QPixmap, what: str) -> None:
        drag = QDrag(source)
        drag.setMimeData(mime)
        drag.setPixmap(card)
        drag.setHotSpot(QPoint(12, 12))
        self.said.emit(self.tr("Dragging {0}").format(what))
        taken = self.run_drag(drag, Qt.DropAction.CopyAction)
        done = taken != Qt.DropAction.IgnoreAction
        self.said.emit(self.tr("Dragged out: {0}").format(what) if done else "")

    def _card(self, rows: NDArray[np.intp], frame: Frame = Frame.GENERATED) -> QPixmap:
        """The first pictures as a small stack, with their number."""
        ratio = self._page.devicePixelRatioF()
        shown = rows[:MOST].tolist()
        depth = STEP * (len(shown) - 1)
        size = CARD + depth + 12
        out = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        out.setDevicePixelRatio(ratio)
        out.fill(Qt.GlobalColor.transparent)
        painter = QPainter(out)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        for place in reversed(range(len(shown))):
            box = QRect(2 + STEP * place, 10 + STEP * place, CARD, CARD)
            pixmap = self._page.shelf.get(shown[place], frame, round(CARD * ratio))
            self._draw_card(painter, box, pixmap)
        if len(rows) > 1:
            self._draw_count(painter, 2 + CARD, words.count(len(rows)))
        painter.end()
        return out

    def _draw_card(self, painter: QPainter, box: QRect, pixmap: QPixmap | None) -> None:
        t = self._tokens
        painter.setPen(QPen(QColor(t.line_strong), 1))
        painter.setBrush(QColor(t.surface_2))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), t.radius, t.radius)
        if pixmap is None:
            icons.stamp_icon(painter, "image", QRectF(box).adjusted(30, 30, -30, -30), t.text_faint)
            return
        inner = box.adjusted(4, 4, -4, -4)
        size = fitted(pixmap.size().scaled(inner.size(), Qt.AspectRatioMode.KeepAspectRatio), inner.size())
        place = QRect(QPoint(0, 0), size)
        place.moveCenter(inner.center())
        painter.drawPixmap(place, pixmap)

    def _draw_count(self, painter: QPainter, right: int, text: str) -> None:
        t = self._tokens
        font = QFont(self._page.font())
        font.setPixelSize(t.font_body)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        width = max(22, painter.fontMetrics().horizontalAdvance(text) + 14)
        box = QRectF(right - width + 4, 1, width, 22)
        painter.setPen(QPen(QColor(t.surface_1), 2))
        painter.setBrush(QColor(t.accent))
        painter.drawRoundedRect(box, 11, 11)
        painter.setPen(QColor(t.text_on_accent))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _mime(paths: Sequence[Path], image: QImage | None = None) -> QMimeData:
    """Files as addresses and as text, one a line; of a single one also its pixels."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    mime.setText("\n".join(str(path) for path in paths))
    if image is not None and not image.isNull():
        mime.setImageData(image)
    return mime
