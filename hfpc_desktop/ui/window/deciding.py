"""Decisions beyond one key for one pair: all variants of an original at once, flags, reasons and notes.

Everything goes through ``controller.edit`` as one step of the journal, so that one undo takes it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from hfpc_desktop.domain.remarks import Flag, PairEdit
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.ui.lists.table_model import one_line
from hfpc_desktop.ui.look import words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hfpc_desktop.domain.remarks import RemarkChange
    from hfpc_desktop.review.table import ReviewTable
    from hfpc_desktop.ui.window.review_page import ReviewPage


class Deciding(QObject):
    """GUI thread only."""

    notice = Signal(str, str, str)
    """(level, title, text), as the window shows them."""
    done = Signal(str)
    """What was done to several pairs at once; the window offers to take it back."""

    go_on = Signal(int)
    """The next undecided pair after this position of the list is to be shown."""

    def __init__(self, controller: Any, page: ReviewPage, parent: QObject) -> None:
        super().__init__(parent)
        self._controller, self._page = controller, page

    # -- all variants of one original ----------------------------------------------------------------

    def reject_variants(self) -> None:
        """Reject every variant of the current pair's original, then go on."""
        table, row = self._page.model.table, self._page.view.current_row
        if table is None or row is None:
            return
        rows = table.variants(row)
        self._decide_variants(rows, dict.fromkeys(rows.tolist(), Decision.REJECTED))
        self.done.emit(
            self.tr("All {0} variants of {1} rejected").format(words.count(len(rows)), _name(table, row))
        )

    def approve_only(self) -> None:
        """Approve the current pair and reject the other variants of its original."""
        row = self._page.view.current_row
        if row is not None:
            self._approve_one(row)

    def approve_best(self) -> None:
        """Approve the variant that the models rank first and reject the other variants of that original."""
        table, row = self._page.model.table, self._page.view.current_row
        if table is None or row is None:
            return
        best = best_variant(table, table.variants(row))
        if best is None:
            self.notice.emit(
                "warning",
                self.tr("No variant has both scores yet"),
                self.tr("The best one can be told once they are judged. Nothing was decided."),
            )
            return
        self._approve_one(best)

    def _approve_one(self, row: int) -> None:
        table = self._page.model.table
        if table is None:
            return
        rows = table.variants(row)
        decisions = dict.fromkeys(rows.tolist(), Decision.REJECTED)
        decisions[row] = Decision.APPROVED
        self._decide_variants(rows, decisions)
        self.done.emit(
            self.tr("{0} approved, {1} other variants rejected").format(
                one_line(table.generated(row).name), words.count(len(rows) - 1)
            )
        )

    def _decide_variants(self, rows: NDArray[np.intp], decisions: dict[int, Decision]) -> None:
        positions = [self._page.model.position_of(int(row)) for row in rows]
        current = self._page.view.current_position
        self._controller.edit({row: PairEdit(decision) for row, decision in decisions.items()})
        self.go_on.emit(min((p for p in positions if p is not None), default=current))

    # -- flags, reasons, note ------------------------------------------------------------------------

    def toggle_flag(self, flag: Flag) -> None:
        """Set a flag on the selected pairs; clear it when all of them have it."""
        table, rows = self._page.model.table, self.chosen()
        if table is None or not len(rows):
            return
        on = not all(table.remark(row).flags & flag for row in rows.tolist())
        self._controller.edit(
            {
                row: PairEdit(
                    flags=Flag((table.remark(row).flags | flag) if on else (table.remark(row).flags & ~flag))
                )
                for row in rows.tolist()
            }
        )

    def remark(self, change: RemarkChange) -> None:
        """Change reasons and note of the selected pairs; what was not touched stays as each pair has it."""
        table = self._page.model.table
        if table is None:
            return
        edits = {row: change.edit(table.remark(row)) for row in self.chosen().tolist()}
        self._controller.edit({row: edit for row, edit in edits.items() if edit is not None})

    def chosen(self) -> NDArray[np.intp]:
        """The selected rows, or the current one."""
        rows = self._page.view.selected_rows()
        if not len(rows) and self._page.view.current_row is not None:
            rows = np.array([self._page.view.current_row], dtype=np.intp)
        return np.asarray(rows, dtype=np.intp)


def best_variant(table: ReviewTable, rows: NDArray[np.intp]) -> int | None:
    """The row with the highest approval among ``rows`` (the first of equals); ``None`` without a score."""
    values = table.approval[rows]
    return None if np.isnan(values).all() else int(rows[np.nanargmax(values)])


def _name(table: ReviewTable, row: int) -> str:
    return one_line(table.original(row).name)
