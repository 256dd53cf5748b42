"""The thumbnail grid: the same model, selection and current row as the list, drawn as tiles.

An own item view, because ``QListView`` lays out every item: 100,000 of them through Python take seconds. Here
places are computed (``grid_geometry``) and only what is in view is drawn. GUI thread only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QRegion
from PySide6.QtWidgets import QAbstractItemView, QToolTip, QWidget

from hfpc_desktop.ui.lists.grid_geometry import GridGeometry
from hfpc_desktop.ui.lists.grid_headings import GAP, HEADING, MARGIN, GridHeadings
from hfpc_desktop.ui.lists.pair_cell import PAD, Look, PairCell, tile_size
from hfpc_desktop.ui.lists.rows_in_view import RowsInView
from hfpc_desktop.ui.lists.table_model import COLUMNS, PairTableModel
from hfpc_desktop.ui.look.drag_grab import Grab

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QHelpEvent, QHideEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from hfpc_desktop.ui.lists.thumbnails import ThumbnailShelf
    from hfpc_desktop.ui.look.theme import Tokens

Index = QModelIndex | QPersistentModelIndex
SMALLEST, LARGEST, DEFAULT, STEP = 104, 328, 168, 16
"""Widths of a tile in pixels."""
_SELECT = QItemSelectionModel.SelectionFlag


class PairGridView(QAbstractItemView):
    """Tiles of a ``PairTableModel``. Give it the list's selection model with ``setSelectionModel``."""

    visible_rows_changed = Signal(object)
    """Table rows in view, in their order, as an array; after scrolling has settled."""
    tile_width_changed = Signal(int)
    drag_wanted = Signal(object)
    """Table rows that are dragged away, in the order shown, as an array."""

    def __init__(
        self, model: PairTableModel, shelf: ThumbnailShelf, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pairs = model
        self._cell = PairCell(shelf, tokens)
        self._tokens = tokens
        self._width = DEFAULT
        self._hovered = -1
        self._anchor = -1
        self._turned = 0
        self._grab = Grab()
        self._headings = GridHeadings(model, self)
        self._geometry = self._measure()
        self.setObjectName("pair_grid")
        self.setAccessibleName(self.tr("Grid of pairs"))
        self._in_view = RowsInView(self, model, self.visible_positions)
        self._in_view.settled.connect(self.visible_rows_changed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setModel(model)
        model.reordered.connect(self._relayout)
        model.rowsInserted.connect(self._relayout)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        shelf.arrived.connect(self._thumbnail_arrived)

    # -- size and look ---------------------------------------------------------------------------

    @property
    def tile_width(self) -> int:
        return self._width

    def set_tile_width(self, width: int) -> None:
        """Other tiles; the current pair stays in view."""
        width = min(LARGEST, max(SMALLEST, width))
        if width != self._width:
            self._width = width
            self._relayout()
            self.scrollTo(self.currentIndex())
            self.tile_width_changed.emit(width)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = self._cell.tokens = tokens
        self.viewport().update()

    @property
    def columns(self) -> int:
        """How many tiles stand side by side."""
        return self._geometry.columns

    def _measure(self) -> GridGeometry:
        size = tile_size(self._width)
        return GridGeometry(
            self._pairs.rowCount(),
            width=self.viewport().width(),
            cell=(size.width(), size.height()),
            gap=GAP,
            margin=MARGIN,
            heading=HEADING,
            starts=self._pairs.group_starts,
        )

    def _relayout(self) -> None:
        self._geometry = self._measure()
        self._hovered = -1
        self.updateGeometries()
        self.viewport().update()
        self._moved()

    def updateGeometries(self) -> None:
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(max(20, self._geometry.line // 3))
        bar.setRange(0, max(0, self._geometry.height - self.viewport().height()))
        super().updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        top = self.visible_positions()[0]
        self._relayout()
        if self.currentIndex().isValid() and self.isVisible():
            self.scrollTo(self.currentIndex())
        elif top:
            self.verticalScrollBar().setValue(self._geometry.box(top).y)

    # -- what Qt asks of an item view ------------------------------------------------------------

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        return False

    def indexAt(self, point: QPoint) -> QModelIndex:
        position = self._geometry.at(point.x(), point.y() + self.verticalOffset())
        return self._pairs.index(position, 1) if position >= 0 else QModelIndex()

    def visualRect(self, index: Index) -> QRect:
        return self.tile_rect(index.row()) if index.isValid() else QRect()

    def tile_rect(self, position: int) -> QRect:
        """Where the tile of a position lies, in viewport pixels."""
        if not 0 <= position < self._geometry.count:
            return QRect()
        box = self._geometry.box(position)
        return QRect(box.x, box.y - self.verticalOffset(), box.width, box.height)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid() or index.row() >= self._geometry.count:
            return
        box, bar, page = self._geometry.box(index.row()), self.verticalScrollBar(), self.viewport().height()
        spare = min(self._geometry.heading + GAP, max(0, page - box.height) // 2)
        if box.y - spare < bar.value():
            bar.setValue(box.y - spare)
        elif box.y + box.height + GAP > bar.value() + page:
            bar.setValue(box.y + box.height + GAP - page)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        kinds = QAbstractItemView.CursorAction
        lines = max(1, self.viewport().height() // self._geometry.line)
        at = max(0, self.currentIndex().row())
        count = self._geometry.count
        if not count:
            return QModelIndex()
        steps = {
            kinds.MoveLeft: (-1, 0), kinds.MovePrevious: (-1, 0), kinds.MoveRight: (1, 0),
            kinds.MoveNext: (1, 0), kinds.MoveUp: (0, -1), kinds.MoveDown: (0, 1),
        }  # fmt: skip
        if action in steps:
            to = self._geometry.neighbour(at, *steps[action])
        elif action in (kinds.MovePageUp, kinds.MovePageDown):
            to = at
            for _ in range(lines):
                to = self._geometry.neighbour(to, 0, 1 if action == kinds.MovePageDown else -1)
        else:
            to = 0 if action == kinds.MoveHome else count - 1
        return self._pairs.index(to, 1)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center())
        if index.isValid():
            self.selectionModel().select(index, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())

    # -- moving and selecting --------------------------------------------------------------------

    def step(self, across: int, down: int) -> None:
        """To the neighbouring tile."""
        if self._geometry.count:
            at = max(0, self.currentIndex().row())
            self._go(self._geometry.neighbour(at, across, down), extend=False)

    def _go(self, position: int, *, extend: bool) -> None:
        if not 0 <= position < self._geometry.count:
            return
        index = self._pairs.index(position, 1)
        if extend and self._anchor >= 0:
            top, bottom = sorted((self._anchor, position))
            span = QItemSelection()
            span.append(
                QItemSelectionRange(self._pairs.index(top, 0), self._pairs.index(bottom, len(COLUMNS) - 1))
            )
            self.selectionModel().setCurrentIndex(index, _SELECT.NoUpdate)
            self.selectionModel().select(span, _SELECT.ClearAndSelect)
        else:
            self._anchor = position
            self.selectionModel().setCurrentIndex(index, _SELECT.ClearAndSelect | _SELECT.Rows)
        self.scrollTo(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        # Not the base's: it scrolls and edits by rules of its own.
        if self.isVisible():
            self.scrollTo(current)
        self.viewport().update()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        kinds, keys = QAbstractItemView.CursorAction, Qt.Key
        moves = {
            keys.Key_Left: kinds.MoveLeft, keys.Key_Right: kinds.MoveRight, keys.Key_Up: kinds.MoveUp,
            keys.Key_Down: kinds.MoveDown, keys.Key_Home: kinds.MoveHome, keys.Key_End: kinds.MoveEnd,
            keys.Key_PageUp: kinds.MovePageUp, keys.Key_PageDown: kinds.MovePageDown,
        }  # fmt: skip
        action = moves.get(Qt.Key(event.key()))
        if action is None:
            event.ignore()  # letters are keys of the window, never a search by typing
            return
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if extend and self._anchor < 0:
            self._anchor = self.currentIndex().row()
        target = self.moveCursor(action, event.modifiers())
        if target.isValid():
            self._go(target.row(), extend=extend)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        right = event.button() == Qt.MouseButton.RightButton
        if not index.isValid() or (right and self.selectionModel().isSelected(index)):
            return
        modifiers = event.modifiers()
        selected = self.selectionModel().isSelected(index)
        if self._grab.press(event, grabs=selected or self._on_picture(event, index.row())):
            if not selected:
                self._go(index.row(), extend=False)
            return
        if modifiers & Qt.KeyboardModifier.ControlModifier and not right:
            self._anchor = index.row()
            self.selectionModel().setCurrentIndex(index, _SELECT.Toggle | _SELECT.Rows)
        else:
            if self._anchor < 0:
                self._anchor = self.currentIndex().row()
            self._go(index.row(), extend=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self._grab.armed:
            if self._grab.far(event):
                self.drag_wanted.emit(self._selected_rows())
            return
        self._hover(index.row() if index.isValid() else -1)
        if event.buttons() & Qt.MouseButton.LeftButton and index.isValid() and self._anchor >= 0:
            self._go(index.row(), extend=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self._grab.release() and index.isValid():
            self._go(index.row(), extend=False)
        event.accept()

    def _on_picture(self, event: QMouseEvent, position: int) -> bool:
        """Whether the pointer is on the picture of a tile: it can be dragged away without being chosen before."""
        box = self.tile_rect(position)
        return box.adjusted(PAD, PAD, -PAD, box.width() - box.height() - PAD).contains(
            event.position().toPoint()
        )

    def _selected_rows(self) -> NDArray[np.intp]:
        chosen = self.selectionModel().selection().toList()
        positions = np.unique(np.concatenate([np.arange(s.top(), s.bottom() + 1) for s in chosen]))
        return self._pairs.order[positions]

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._turned += event.angleDelta().y()
        steps, self._turned = int(self._turned / 120), self._turned % 120 if self._turned > 0 else 0
        if not steps and event.angleDelta().y():
            steps = 1 if event.angleDelta().y() > 0 else -1
        self.set_tile_width(self._width + steps * STEP)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self._show_tip(event)  # type: ignore[arg-type]
            return True
        return super().viewportEvent(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        index = self.indexAt(event.pos())
        row = self._pairs.row_at(index.row()) if index.isValid() else None
        QToolTip.showText(event.globalPos(), "" if row is None else self._pairs.tile_tip(row), self)

    def _hover(self, position: int) -> None:
        if position != self._hovered:
            old, self._hovered = self._hovered, position
            for one in (old, position):
                self.viewport().update(self.tile_rect(one))

    # -- what is in view -------------------------------------------------------------------------

    def visible_positions(self) -> tuple[int, int]:
        """First and last position in view; (0, -1) when the grid is empty."""
        top = self.verticalOffset()
        return self._geometry.between(top, top + self.viewport().height())

    def showEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().showEvent(event)
        self._relayout()
        self.scrollTo(self.currentIndex())

    def hideEvent(self, event: QHideEvent) -> None:
        self._in_view.stop()
        super().hideEvent(event)

    def _moved(self) -> None:
        self.viewport().update()
        self._in_view.moved()

    def _thumbnail_arrived(self, row: int) -> None:
        position = self._pairs.position_of(row)
        if self.isVisible() and position is not None:
            self.viewport().update(self.tile_rect(position))

    def dataChanged(self, top: Index, bottom: Index, roles: list[int] = ()) -> None:  # type: ignore[assignment, override]
        self.viewport().update()

    # -- drawing ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        table = self._pairs.table
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        dirty = event.rect()
        top = self.verticalOffset()
        painter.fillRect(dirty, QColor(self._tokens.surface_1))
        if table is not None and self._geometry.count == self._pairs.rowCount():
            self._headings.draw(painter, dirty, top, self._geometry, self._tokens)
            first, last = self._geometry.between(top + dirty.top(), top + dirty.bottom() + 1)
            current, focused = self.currentIndex().row(), self.hasFocus()
            chosen = self.selectionModel()
            for position in range(first, last + 1):
                box = self.tile_rect(position)
                row = self._pairs.row_at(position)
                if row is None or not box.intersects(dirty):
                    continue
                selected = chosen.isSelected(self._pairs.index(position, 1))
                look = Look(selected, position == current, position == self._hovered, focused)
                self._cell.draw(painter, box, table, row, look)
        painter.end()
