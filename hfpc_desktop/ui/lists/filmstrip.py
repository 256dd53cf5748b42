"""The filmstrip: the original of the current pair and all its variants in the list, in one line under the pictures.

Selection and current row are those of the list. GUI thread only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QToolTip, QWidget

from hfpc_desktop.review.finding import variant_places
from hfpc_desktop.ui.lists.pair_cell import Look, PairCell, tile_size
from hfpc_desktop.ui.lists.table_model import one_line
from hfpc_desktop.ui.look.drag_grab import Grab

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QHelpEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from hfpc_desktop.ui.lists.table_model import PairTableModel
    from hfpc_desktop.ui.lists.thumbnails import ThumbnailShelf
    from hfpc_desktop.ui.look.theme import Tokens

TILE = 92
GAP, MARGIN, ORIGINAL = 2, 8, 14
"""``ORIGINAL``: room between the original and its variants, with a rule in it."""


class Filmstrip(QAbstractScrollArea):
    """Emits ``position_chosen`` when a variant is clicked; draws what the list's selection model says."""

    position_chosen = Signal(int)
    rows_shown = Signal(object)
    """Table rows in view, as an array."""
    drag_wanted = Signal(object)
    """Table rows that are dragged away, as an array."""

    def __init__(
        self,
        model: PairTableModel,
        selection: QItemSelectionModel,
        shelf: ThumbnailShelf,
        tokens: Tokens,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pairs, self._chosen = model, selection
        self._cell = PairCell(shelf, tokens, names=False)
        self._tokens = tokens
        self._places: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        self._hovered = -1
        self._grab = Grab()
        self._pressed = -1
        self.setObjectName("filmstrip")
        self.setAccessibleName(self.tr("Variants of this original"))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(tile_size(TILE, names=False).height() + 18)
        self.viewport().setMouseTracking(True)
        selection.currentRowChanged.connect(self._current_changed)
        selection.selectionChanged.connect(self._repaint)
        model.reordered.connect(self.refresh)
        model.rowsInserted.connect(self.refresh)
        model.dataChanged.connect(self._repaint)
        shelf.arrived.connect(self._repaint)
        self.horizontalScrollBar().valueChanged.connect(self._moved)

    @property
    def places(self) -> list[int]:
        """Positions of the variants shown, left to right."""
        return self._places.tolist()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = self._cell.tokens = tokens
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def refresh(self) -> None:
        """Look up the variants of the current pair again."""
        if self.isHidden():
            return
        table, at = self._pairs.table, self._chosen.currentIndex()
        known = table is not None and at.isValid()
        assert not known or table is not None
        self._places = (
            variant_places(table, self._pairs.order, at.row())
            if known and table is not None
            else self._places[:0]
        )
        self._hovered = -1
        self._fit()
        if known:
            self._scroll_to(int(np.searchsorted(self._places, at.row())))
        self._moved()

    def tile_rect(self, number: int) -> QRect:
        """Where the ``number``-th variant lies, in viewport pixels; -1 is the original."""
        size = tile_size(TILE, names=False)
        left = MARGIN + (number + 1) * (TILE + GAP) + (ORIGINAL if number >= 0 else 0)
        return QRect(QPoint(left - self.horizontalScrollBar().value(), 2), size)

    def _number_at(self, point: QPoint) -> int | None:
        numbers = range(len(self._places))
        return next((number for number in numbers if self.tile_rect(number).contains(point)), None)

    def _fit(self) -> None:
        width = 2 * MARGIN + ORIGINAL + (len(self._places) + 1) * (TILE + GAP)
        bar = self.horizontalScrollBar()
        bar.setPageStep(self.viewport().width())
        bar.setSingleStep(TILE + GAP)
        bar.setRange(0, max(0, width - self.viewport().width()))

    def _scroll_to(self, number: int) -> None:
        bar, box = self.horizontalScrollBar(), self.tile_rect(number)
        if box.left() < TILE // 2:
            bar.setValue(bar.value() + box.left() - TILE)
        elif box.right() > self.viewport().width() - TILE // 2:
            bar.setValue(bar.value() + box.right() - self.viewport().width() + TILE)

    # -- events ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._moved()

    def showEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().showEvent(event)
        self.refresh()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or number is None:
            return
        self._pressed = int(self._places[number])
        self._grab.press(event, grabs=True)
        if not self._chosen.isSelected(self._pairs.index(self._pressed, 1)):
            self.position_chosen.emit(self._pressed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on one of several chosen variants chooses it alone, but a drag takes them all."""
        if self._grab.release():
            self.position_chosen.emit(self._pressed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grab.armed:
            if self._grab.far(event):
                self.drag_wanted.emit(self._dragged_rows())
            return
        number = self._number_at(event.position().toPoint())
        self._hover(-1 if number is None else number)

    def _dragged_rows(self) -> NDArray[np.intp]:
        spans = [np.arange(s.top(), s.bottom() + 1) for s in self._chosen.selection().toList()]
        positions = np.unique(np.concatenate(spans)) if spans else np.array([self._pressed], dtype=np.intp)
        return self._pairs.order[positions]

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (delta.y() or delta.x()))
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self._show_tip(event)  # type: ignore[arg-type]
            return True
        return super().viewportEvent(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        number = self._number_at(event.pos())
        row = None if number is None else self._pairs.row_at(int(self._places[number]))
        QToolTip.showText(event.globalPos(), "" if row is None else self._pairs.tile_tip(row), self)

    def _hover(self, number: int) -> None:
        if number != self._hovered:
            self._hovered = number
            self.viewport().update()

    def _current_changed(self) -> None:
        self.refresh()

    def _repaint(self) -> None:
        self.viewport().update()

    def _moved(self) -> None:
        self.viewport().update()
        if self.isVisible() and len(self._places):
            step = TILE + GAP
            first = max(0, self.horizontalScrollBar().value() // step - 1)
            last = first + self.viewport().width() // step + 2
            self.rows_shown.emit(self._pairs.order[self._places[first:last]])

    # -- drawing ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        table, t = self._pairs.table, self._tokens
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        painter.fillRect(event.rect(), QColor(t.surface_1))
        painter.fillRect(QRect(0, 0, self.viewport().width(), 1), QColor(t.line))
        if not len(self._places):
            painter.setPen(QColor(t.text_faint))
            words = self.tr("The variants of the chosen pair's original are shown here")
            painter.drawText(self.viewport().rect(), int(Qt.AlignmentFlag.AlignCenter), words)
        if table is not None and len(self._places) and self._places[-1] < len(self._pairs.order):
            first = self._pairs.row_at(int(self._places[0]))
            assert first is not None
            original = self.tile_rect(-1)
            self._cell.draw_original(painter, original, first, one_line(table.original(first).name))
            rule = QRect(original.right() + GAP + ORIGINAL // 2, 12, 1, original.height() - 20)
            painter.fillRect(rule, QColor(t.line))
            for number, position in enumerate(self._places.tolist()):
                box = self.tile_rect(number)
                row = self._pairs.row_at(position)
                if row is not None and box.intersects(event.rect()):
                    index = self._pairs.index(position, 1)
                    selected = self._chosen.isSelected(index)
                    now = position == self._chosen.currentIndex().row()
                    self._cell.draw(
                        painter, box, table, row, Look(selected, now, number == self._hovered, now)
                    )
        painter.end()
