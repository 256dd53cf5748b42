"""The list: a table view tuned for 100,000 rows that keeps selection and place by *row*, not position."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from hfpc_desktop.review.table import Column
from hfpc_desktop.ui.lists.delegates import (
    CellDelegate,
    ChipDelegate,
    DecisionDelegate,
    DefectsDelegate,
    NameDelegate,
    PercentileDelegate,
    PicturesDelegate,
    ScoreDelegate,
)
from hfpc_desktop.ui.lists.rows_in_view import RowsInView
from hfpc_desktop.ui.lists.sort_header import SortHeader
from hfpc_desktop.ui.lists.table_model import COLUMNS, SCORE_COLUMNS, PairTableModel
from hfpc_desktop.ui.look.drag_grab import Grab

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QCloseEvent, QHideEvent, QMouseEvent, QResizeEvent

    from hfpc_desktop.ui.lists.thumbnails import ThumbnailShelf
    from hfpc_desktop.ui.look.theme import Tokens

NARROW = 620
WIDE = 910
ROOMY = 1010
"""Below these widths the list leaves out the columns that repeat others."""
TIGHT = 470
"""Below this width one score must do, or names could not be told apart; the inspector has the others."""


class PairTableView(QTableView):
    """Shows a ``PairTableModel``. Speaks table rows outwards; positions stay inside."""

    current_row_changed = Signal(object)
    """Table row that is current now, or ``None``."""
    visible_rows_changed = Signal(object)
    """Table rows in view, top to bottom, as an array; after scrolling has settled."""
    drag_wanted = Signal(object)
    """Table rows that are dragged away, in the order shown, as an array."""

    def __init__(
        self, model: PairTableModel, shelf: ThumbnailShelf, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pairs = model
        self._kept: tuple[NDArray[np.intp], int | None, int] = (np.zeros(0, np.intp), None, 0)
        self._told: int | None = None
        self._grab = Grab()
        self._narrow = False
        self.setObjectName("pair_list")
        self.setAccessibleName(self.tr("List of pairs"))
        self._in_view = RowsInView(self, model, self.visible_positions)
        self._in_view.settled.connect(self.visible_rows_changed)
        self._delegates = self._make_delegates(shelf, tokens)
        self._configure(tokens)
        self._header = SortHeader(model, tokens, self)
        self.setHorizontalHeader(self._header)
        self.setModel(model)
        self._configure_header()
        model.about_to_reorder.connect(self._remember)
        model.reordered.connect(self._restore)
        model.rowsInserted.connect(self._rows_inserted)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        self.entered.connect(self._hover)
        shelf.arrived.connect(self._thumbnail_arrived)

    # -- construction ----------------------------------------------------------------------------

    def _make_delegates(self, shelf: ThumbnailShelf, tokens: Tokens) -> list[CellDelegate]:
        out: list[CellDelegate] = []
        for column, spec in enumerate(COLUMNS):
            delegate: CellDelegate
            if spec.key is Column.ORIGINAL:
                delegate = PicturesDelegate(self, self._pairs, tokens, shelf)
            else:
                kind = {
                    Column.GENERATED: NameDelegate,
                    Column.VERDICT: ChipDelegate,
                    Column.DEFECTS: DefectsDelegate,
                    Column.DECISION: DecisionDelegate,
                    Column.PERCENTILE: PercentileDelegate,
                }.get(spec.key, ScoreDelegate if spec.key in SCORE_COLUMNS else CellDelegate)
                delegate = kind(self, self._pairs, tokens)
            self.setItemDelegateForColumn(column, delegate)
            out.append(delegate)
        return out

    def _configure(self, tokens: Tokens) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(tokens.row_height)
        self.verticalScrollBar().setSingleStep(tokens.row_height // 2)

    def _configure_header(self) -> None:
        header = self._header
        header.setHighlightSections(False)
        header.setFixedHeight(30)
        header.setMinimumSectionSize(60)
        for column, spec in enumerate(COLUMNS):
            header.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if spec.stretch else QHeaderView.ResizeMode.Interactive
            )
            self.setColumnWidth(column, spec.width)

    def set_tokens(self, tokens: Tokens) -> None:
        for delegate in self._delegates:
            delegate.set_tokens(tokens)
        self._header.set_tokens(tokens)
        self.viewport().update()

    # -- rows ------------------------------------------------------------------------------------

    @property
    def current_row(self) -> int | None:
        """Table row that is current."""
        return self._pairs.row_at(self.currentIndex().row()) if self.currentIndex().isValid() else None

    @property
    def current_position(self) -> int:
        """Position of the current row, -1 when there is none."""
        return self.currentIndex().row() if self.currentIndex().isValid() else -1

    def selected_rows(self) -> NDArray[np.intp]:
        """Selected table rows in the order shown. Reads ranges, so 100,000 selected rows cost nothing."""
        spans = [
            np.arange(span.top(), span.bottom() + 1) for span in self.selectionModel().selection().toList()
        ]
        if not spans:
            return np.zeros(0, dtype=np.intp)
        positions = np.unique(np.concatenate(spans))
        return self._pairs.order[positions[positions < len(self._pairs.order)]]

    def go_to_position(self, position: int) -> None:
        """Make one position current and selected, and scroll it into view with a row to spare."""
        count = self._pairs.rowCount()
        if not 0 <= position < count:
            return
        self._select_one(position)
        margin = 1 if self.viewport().height() > 3 * self.rowHeight(0) else 0
        for near in (min(count - 1, position + margin), max(0, position - margin), position):
            self.scrollTo(self._pairs.index(near, 0))

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last pair, as in the grid: cells of a row are no places of their own."""
        kinds, count = QAbstractItemView.CursorAction, self._pairs.rowCount()
        if action in (kinds.MoveHome, kinds.MoveEnd) and count:
            return self._pairs.index(0 if action == kinds.MoveHome else count - 1, 1)
        return super().moveCursor(action, modifiers)

    def go_to_row(self, row: int) -> bool:
        """Like ``go_to_position`` for a table row; False when the list does not show it."""
        position = self._pairs.position_of(row)
        if position is None:
            return False
        self.go_to_position(position)
        return True

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """As Qt's; when it went down the first row is whole, not a sliver under the header."""
        bar, before = self.verticalScrollBar(), self.verticalScrollBar().value()
        super().scrollTo(index, hint)
        if bar.value() > before and (height := self.rowHeight(index.row())):
            bar.setValue(-(-bar.value() // height) * height)

    def select_rows(self, rows: NDArray[np.intp]) -> None:
        """Select these table rows (those that are shown); the current row stays."""
        self._select_positions(self._pairs.positions_of(rows))

    def visible_positions(self) -> tuple[int, int]:
        """First and last position in view; (0, -1) when the list is empty."""
        count = self._pairs.rowCount()
        if not count:
            return (0, -1)
        height = self.viewport().height()
        first = max(0, self.rowAt(0))
        last = self.rowAt(max(0, height - 1))
        return first, count - 1 if last < 0 else last

    # -- events ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        position = self.current_position
        seen = position >= 0 and 0 <= self.rowViewportPosition(position) < event.oldSize().height()
        super().resizeEvent(event)
        self._fit_columns()
        if seen:  # what was in sight stays in sight
            self.scrollTo(self.currentIndex())
        self._moved()

    def hideEvent(self, event: QHideEvent) -> None:
        self._in_view.stop()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._in_view.stop()
        super().closeEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_hovered(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a selected row or on a picture begins a drag; elsewhere it selects, as in any list."""
        at = event.position().toPoint()
        position, chosen = self.rowAt(at.y()), self.selectionModel()
        selected = position >= 0 and chosen.isSelected(self._pairs.index(position, 1))
        pictured = position >= 0 and COLUMNS[self.columnAt(at.x())].key is Column.ORIGINAL
        if not self._grab.press(event, grabs=selected or pictured):
            super().mousePressEvent(event)
        elif not selected:
            self._select_one(position)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._grab.release():
            super().mouseReleaseEvent(event)
        elif (position := self.rowAt(event.position().toPoint().y())) >= 0:
            self._select_one(position)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grab.armed:
            if self._grab.far(event):
                self.drag_wanted.emit(self.selected_rows())
            return
        super().mouseMoveEvent(event)
        self._set_hovered(self.rowAt(event.position().toPoint().y()))

    def _fit_columns(self) -> None:
        """A narrow list shows what triage needs; a wide one shows everything."""
        width = self.viewport().width()
        narrow = width < NARROW
        hidden = {Column.APPROVAL, Column.VERDICT, Column.DEFECTS} if narrow else set()
        if width < TIGHT:
            hidden = {Column.REWARD, Column.CONSISTENCY, Column.VERDICT, Column.DEFECTS}
        if width < WIDE:
            hidden.add(Column.DEFECTS)
        if TIGHT <= width < WIDE - 150:
            hidden.add(Column.APPROVAL)
        if width < ROOMY:
            hidden.add(Column.PERCENTILE)
        for column, spec in enumerate(COLUMNS):
            self.setColumnHidden(column, spec.key in hidden)
        if narrow != self._narrow:
            self._narrow = narrow
            for column, spec in enumerate(COLUMNS):
                if not spec.stretch:
                    self.setColumnWidth(column, spec.narrow if narrow else spec.width)

    def _hover(self, index: QModelIndex) -> None:
        self._set_hovered(index.row())

    def _set_hovered(self, position: int) -> None:
        old = self._delegates[0].hovered
        if old == position:
            return
        for delegate in self._delegates:
            delegate.hovered = position
        self._update_positions(old, position)

    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        for delegate in self._delegates:
            delegate.current = current.row()
        self._update_positions(previous.row(), current.row())
        self._tell_current()

    def _tell_current(self) -> None:
        row = self.current_row
        if row != self._told:
            self._told = row
            self.current_row_changed.emit(row)

    def _update_positions(self, *positions: int) -> None:
        for position in positions:
            if position >= 0:
                top = self.rowViewportPosition(position)
                self.viewport().update(0, top, self.viewport().width(), self.rowHeight(position))

    def _moved(self) -> None:
        self._in_view.moved()

    def showEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().showEvent(event)
        self._moved()

    def _rows_inserted(self, _parent: QModelIndex, first: int, _last: int) -> None:
        if first == 0 and self.current_position < 0:
            self.go_to_position(0)
        self._moved()

    def _thumbnail_arrived(self, row: int) -> None:
        position = self._pairs.position_of(row)
        first, last = self.visible_positions()
        if self.isVisible() and position is not None and first <= position <= last:
            self._update_positions(position)

    # -- keeping the place -----------------------------------------------------------------------

    def _remember(self) -> None:
        offset = self.rowViewportPosition(self.current_position) if self.current_position >= 0 else 0
        self._kept = (self.selected_rows(), self.current_row, offset)

    def _restore(self) -> None:
        rows, current, offset = self._kept
        self._kept = (np.zeros(0, np.intp), None, 0)
        position = None if current is None else self._pairs.position_of(current)
        if position is None:
            self.go_to_position(0)
        else:
            if len(rows) > 1:
                self._select_positions(self._pairs.positions_of(rows))
                self.selectionModel().setCurrentIndex(
                    self._pairs.index(position, 1), QItemSelectionModel.SelectionFlag.NoUpdate
                )
            else:
                self._select_one(position)
            self.verticalScrollBar().setValue(position * self.rowHeight(position) - max(0, offset))
            self.scrollTo(self._pairs.index(position, 0))
        self._tell_current()
        self._moved()

    def _select_one(self, position: int) -> None:
        """``QAbstractItemView.setCurrentIndex`` looks at the keyboard: with Ctrl held, as in Ctrl+Z, it would
        add the row to the selection, and the next key would decide both pairs."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            self._pairs.index(position, 1), flags.ClearAndSelect | flags.Rows
        )

    def _select_positions(self, positions: NDArray[np.intp]) -> None:
        selection = QItemSelection()
        last_column = len(COLUMNS) - 1
        if len(positions):
            breaks = np.flatnonzero(np.diff(positions) != 1) + 1
            for run in np.split(positions, breaks):
                selection.append(_span(self._pairs, int(run[0]), int(run[-1]), last_column))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def context_point(self) -> QPoint:
        """Where a context menu asked for by key belongs: on the current row."""
        top = self.rowViewportPosition(max(0, self.current_position))
        return self.viewport().mapToGlobal(QPoint(40, top + self.rowHeight(0) // 2))


def _span(model: PairTableModel, top: int, bottom: int, last_column: int):  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QItemSelectionRange

    return QItemSelectionRange(model.index(top, 0), model.index(bottom, last_column))
