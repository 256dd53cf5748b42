"""The list of pairs as a Qt model: a thin skin over ``ReviewTable`` and one integer order.

No sorting proxy: ``order`` holds table rows in the sequence the list shows them, made by numpy in
``ReviewTable``. The order is frozen: new scores and decisions change what cells show, never which row
lies under the cursor; ``stale`` tells that a fresh order would differ. GUI thread only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.language import listed, translate
from hfpc_desktop.domain.ranking import RowFilter, group_starts
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.table import Column, ReviewTable
from hfpc_desktop.ui.look import words
from hfpc_desktop.ui.look.widgets import plain_tip

if TYPE_CHECKING:
    from numpy.typing import NDArray

Index = QModelIndex | QPersistentModelIndex
SortKey = tuple[Column, bool]
"""A column and whether it is sorted descending."""
NO_FILTER = RowFilter()


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column of the list; ``title`` and ``help`` are English, show ``label`` and ``tip``. ``narrow``: its width in a narrow list. ``best_first``: a first click on the header sorts descending."""

    key: Column
    title: str
    help: str
    width: int
    narrow: int = 0
    best_first: bool = False
    stretch: bool = False

    @property
    def label(self) -> str:
        """The header in the language of the window."""
        return translate("columns", self.title)

    @property
    def tip(self) -> str:
        """``help`` in the language of the window."""
        return translate("columns", self.help)


COLUMNS: tuple[ColumnSpec, ...] = (
    ColumnSpec(Column.ORIGINAL, "Pair", "Original and generated image; sorts by the name of the original", 112, 112),
    ColumnSpec(Column.GENERATED, "Name", "Name of the generated image, and of its original", 150, 120, stretch=True),
    ColumnSpec(Column.APPROVAL, "Approval", "Estimated chance that a person would approve, 0 to 1", 88, 88, best_first=True),
    ColumnSpec(Column.PERCENTILE, "Percentile", "How many of the other judged pairs the models rank lower", 96, 84, best_first=True),
    ColumnSpec(Column.REWARD, "Reward", "How suitable and attractive the background is, 0 to 1", 88, 78, best_first=True),
    ColumnSpec(Column.CONSISTENCY, "Consistency", "How surely the product is still the same, 0 to 1", 106, 96, best_first=True),
    ColumnSpec(Column.VERDICT, "Verdict", "What the models say, by the thresholds", 122, 122),
    ColumnSpec(Column.DEFECTS, "Defects", "Reasons found; sorts by the worst", 176, 176, best_first=True),
    ColumnSpec(Column.DECISION, "Decision", "What you say", 122, 80),
)  # fmt: skip
_NO_STARTS = np.zeros(0, dtype=np.intp)
SCORE_COLUMNS = frozenset({Column.APPROVAL, Column.REWARD, Column.CONSISTENCY})
_NAMES = frozenset({Column.ORIGINAL, Column.GENERATED})
_JUDGED = frozenset({*SCORE_COLUMNS, Column.PERCENTILE, Column.VERDICT, Column.DEFECTS})


class PairTableModel(QAbstractTableModel):
    """Rows are *positions* in the order; ``row_at`` and ``position_of`` translate to table rows and back."""

    about_to_reorder = Signal()
    """Positions are about to mean other rows: remember rows, not positions."""
    reordered = Signal()
    stale_changed = Signal(bool)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._table: ReviewTable | None = None
        self._order = np.zeros(0, dtype=np.intp)
        self._positions = np.zeros(0, dtype=np.intp)
        self._sorts: tuple[SortKey, ...] = ((Column.APPROVAL, True),)
        self._grouped = False
        self._starts = np.zeros(0, dtype=np.intp)
        self._filter = NO_FILTER
        self._stale = False
        self._queue: NDArray[np.intp] | None = None
        self._visible = (0, -1)

    # -- what it holds ---------------------------------------------------------------------------

    @property
    def table(self) -> ReviewTable | None:
        return self._table

    @property
    def order(self) -> NDArray[np.intp]:
        """Table rows in the sequence shown; do not write to it."""
        return self._order

    @property
    def row_filter(self) -> RowFilter:
        return self._filter

    @property
    def sort_key(self) -> SortKey:
        """(column, descending) that decides first."""
        return self._sorts[0]

    @property
    def sort_keys(self) -> tuple[SortKey, ...]:
        """All (column, descending) of the order, the deciding one first."""
        return self._sorts

    @property
    def grouped(self) -> bool:
        """Whether the variants of an original stand side by side."""
        return self._grouped

    @property
    def group_starts(self) -> NDArray[np.intp]:
        """Positions where another original begins, ascending; empty when the list is not grouped."""
        return self._starts

    @property
    def stale(self) -> bool:
        """Whether sorting and filtering again may give another order."""
        return self._stale

    def row_at(self, position: int) -> int | None:
        """Table row shown at a position, ``None`` outside the list."""
        return int(self._order[position]) if 0 <= position < len(self._order) else None

    def position_of(self, row: int) -> int | None:
        """Where a table row is shown, ``None`` when the filter hides it."""
        if not 0 <= row < len(self._positions):
            return None
        position = int(self._positions[row])
        return position if position >= 0 else None

    def begins_group(self, position: int) -> bool:
        """Whether the first variant of another original is shown here."""
        at = int(np.searchsorted(self._starts, position))
        return at < len(self._starts) and int(self._starts[at]) == position

    def positions_of(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Where these table rows are shown, ascending; hidden ones are left out."""
        positions = self._positions[rows]
        return np.sort(positions[positions >= 0])

    # -- changes ---------------------------------------------------------------------------------

    def set_table(self, table: ReviewTable | None) -> None:
        """Show another table (a project was opened or closed); the filter is cleared."""
        self._table = table
        self._filter = NO_FILTER
        self._queue = None
        self.resort()

    @property
    def queued(self) -> bool:
        """Whether the sequence of ``set_queue`` goes before any sorting."""
        return self._queue is not None

    def set_queue(self, rows: NDArray[np.intp] | None) -> None:
        """Table rows whose sequence goes before any sorting, until somebody sorts; ``None`` ends that. Takes
        effect with the next filter or ``resort``."""
        self._queue = rows

    def set_filter(self, row_filter: RowFilter) -> None:
        """Show only the rows that pass, in a fresh order."""
        if row_filter != self._filter:
            self._filter = row_filter
            self.resort()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Called by the view when a header is clicked."""
        if 0 <= column < len(COLUMNS):
            self.sort_by((COLUMNS[column].key, order == Qt.SortOrder.DescendingOrder))

    def sort_by(self, *keys: SortKey) -> None:
        """Sort by these keys, the deciding one first."""
        self._queue = None
        self._sorts = keys or self._sorts
        self.resort()

    def header_pressed(self, column: Column, *, add: bool) -> None:
        """A click on a header sorts by it, a second one turns the order round. With ``add`` the column joins
        the others: first its own order, then turned round, then left out again."""
        natural = next(spec.best_first for spec in COLUMNS if spec.key is column)
        known = dict(self._sorts)
        if not add:
            first = self._sorts[0]
            self.sort_by((column, not first[1] if first[0] is column else natural))
        elif column not in known:
            self.sort_by(*self._sorts, (column, natural))
        elif known[column] == natural:
            self.sort_by(*((key, not down if key is column else down) for key, down in self._sorts))
        else:
            self.sort_by(*((key, down) for key, down in self._sorts if key is not column))

    def set_grouped(self, grouped: bool) -> None:
        """Whether the variants of an original stand side by side; a fresh order either way."""
        if grouped != self._grouped:
            self._grouped = grouped
            self.resort()

    def resort(self) -> None:
        """Make the order anew from the present scores, decisions and filter."""
        self.about_to_reorder.emit()
        self.beginResetModel()
        if self._table is None:
            self._order = np.zeros(0, dtype=np.intp)
        else:
            rows = None if self._filter == NO_FILTER else self._table.select(self._filter)
            if self._queue is None:
                self._order = self._table.order_by(self._sorts, rows, grouped=self._grouped)
            else:
                self._order = self._queue if rows is None else self._queue[np.isin(self._queue, rows)]
        self._index_positions()
        self.endResetModel()
        self.reordered.emit()
        self._set_stale(False)

    def append_rows(self, first: int, count: int) -> None:
        """Table rows ``first .. first+count-1`` were appended: show those that pass at the end of the list."""
        if self._table is None or count <= 0:
            return
        new = np.arange(first, first + count, dtype=np.intp)
        if self._filter != NO_FILTER:
            passing = self._table.select(self._filter)
            new = passing[np.searchsorted(passing, first) :]
        start = len(self._order)
        if len(new):
            self.beginInsertRows(QModelIndex(), start, start + len(new) - 1)
            self._order = np.concatenate([self._order, new])
            self._index_positions()
            self.endInsertRows()
        else:
            self._index_positions()
        if start and len(new):
            self._set_stale(True)

    def rows_changed(self, rows: NDArray[np.intp], *, decisions: bool = False) -> None:
        """Scores (or decisions) of table rows changed: repaint the visible ones, keep the order."""
        if self._table is None or not len(rows):
            return
        keys = {key for key, _ in self._sorts}
        by_this = Column.DECISION in keys if decisions else bool(keys - _NAMES - {Column.DECISION})
        if by_this or self._filter != NO_FILTER:
            self._set_stale(True)
        self._repaint(rows)

    def judgements_read(self, rows: NDArray[np.intp]) -> None:
        """More is known of table rows, nothing is different: repaint the visible ones."""
        if self._table is not None and len(rows):
            self._repaint(rows)

    def percentiles_changed(self) -> None:
        """Where every row stands in the batch may have changed."""
        first, last = self._visible
        if 0 <= first <= last < len(self._order):
            column = next(i for i, spec in enumerate(COLUMNS) if spec.key is Column.PERCENTILE)
            self.dataChanged.emit(self.index(first, column), self.index(last, column))

    def thresholds_changed(self) -> None:
        """Verdicts of any row may have changed."""
        by_verdict = any(key is Column.VERDICT for key, _ in self._sorts)
        if by_verdict or self._filter.verdicts is not None or self._filter.disagreements:
            self._set_stale(True)
        first, last = self._visible
        if 0 <= first <= last < len(self._order):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def set_visible(self, first: int, last: int) -> None:
        """Positions the view shows now; changes elsewhere need no signal."""
        self._visible = (first, last)

    def picture_arrived(self, position: int) -> None:
        """A thumbnail of the pair at a position can be drawn now."""
        index = self.index(position, 0)
        self.dataChanged.emit(index, index)

    def _repaint(self, rows: NDArray[np.intp]) -> None:
        positions = self._positions[rows[rows < len(self._positions)]]
        first, last = self._visible
        seen = positions[(positions >= first) & (positions <= last)]
        if len(seen):
            top, bottom = int(seen.min()), int(seen.max())
            self.dataChanged.emit(self.index(top, 0), self.index(bottom, len(COLUMNS) - 1))

    def _index_positions(self) -> None:
        self._positions = np.full(0 if self._table is None else len(self._table), -1, dtype=np.intp)
        self._positions[self._order] = np.arange(len(self._order), dtype=np.intp)
        self._starts = _NO_STARTS
        if self._grouped and self._table is not None:
            self._starts = group_starts(self._order, self._table.groups)

    def _set_stale(self, stale: bool) -> None:
        if stale != self._stale:
            self._stale = stale
            self.stale_changed.emit(stale)

    # -- Qt --------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        spec = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return spec.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return spec.tip
        if role == Qt.ItemDataRole.InitialSortOrderRole:
            return Qt.SortOrder.DescendingOrder if spec.best_first else Qt.SortOrder.AscendingOrder
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        row = self.row_at(index.row())
        if row is None or self._table is None:
            return None
        text = self.cell_text(row, COLUMNS[index.column()].key)
        if (
            role == Qt.ItemDataRole.ToolTipRole
            and self._table.former[row]
            and COLUMNS[index.column()].key in _JUDGED
        ):
            return former_tip()
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 1:
            return plain_tip(f"{self._table.generated(row)}\n{self._table.original(row)}")
        return plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole and text else text

    def tile_tip(self, row: int) -> str:
        """What a tile of this row says under the pointer: its files, and whose scores it shows when they are old."""
        assert self._table is not None
        lines = [str(self._table.generated(row)), str(self._table.original(row))]
        if self._table.former[row]:
            lines.append(former_tip())
        return plain_tip("\n".join(lines))

    def cell_text(self, row: int, column: Column) -> str:
        """The words of one cell: for tool tips, screen readers and tests; delegates draw the rest."""
        table = self._table
        assert table is not None
        if column is Column.ORIGINAL:
            return one_line(table.original(row).name)
        if column is Column.GENERATED:
            return one_line(table.generated(row).name)
        if column is Column.VERDICT:
            if table.waiting(row):
                return translate("columns", "Waiting")
            title = messages.verdict_title(table.verdict(row))
            return (
                translate("columns", "{0}, by the former models").format(title)
                if table.former[row]
                else title
            )
        if column is Column.DECISION:
            return messages.decision_title(Decision(int(table.decisions[row])))
        if column is Column.DEFECTS:
            return self.defects_text(row)
        value = table.value(row, column)
        return words.score(value if isinstance(value, float) else None)

    def defects_text(self, row: int) -> str:
        """Short titles, worst first; why a pair was not judged; empty when there is nothing to say."""
        judgement = None if self._table is None else self._table.judgement(row)
        if judgement is None:
            return ""
        if judgement.not_judged is not None and (judgement.reward is None or judgement.consistency is None):
            return messages.reason(judgement.not_judged)
        worst_first = sorted(judgement.defects, key=lambda defect: -defect.severity)
        return listed(dict.fromkeys(messages.title(defect.kind) for defect in worst_first))


def former_tip() -> str:
    """Why scores are grey: other models made them."""
    return translate(
        "columns", "Scores by the models used before. This pair is judged again by those in use."
    )


def one_line(name: str) -> str:
    """A file name on one line: line breaks and tabs in names are shown as symbols, not obeyed."""
    return name.replace("\n", "␊").replace("\r", "␍").replace("\t", "␉")
