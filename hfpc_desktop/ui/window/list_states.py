"""What stands in the place of the list when it is empty, and above it when every pair of it is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from hfpc_desktop.domain.ranking import RowFilter
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.ui.lists.filter_bar import describe
from hfpc_desktop.ui.look import words

if TYPE_CHECKING:
    from hfpc_desktop.ui.window.review_page import ReviewPage


class ListStates(QObject):
    """Fills the page's ``list_empty`` and ``banner`` and hears their buttons. GUI thread."""

    export_asked = Signal()
    clear_asked = Signal()
    """The filter hides everything and is to be cleared."""
    list_action = Signal(str)
    """A button of the empty list was pressed: ``open``, ``report``."""

    def __init__(self, page: ReviewPage, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        page.list_empty.acted.connect(self._empty_acted)
        page.banner.acted.connect(self._banner_acted)

    def show_list(self, report: Any, *, scanning: bool) -> None:
        """The list, or why it is empty. ``report``: the last ``ScanReport``, or ``None``."""
        page, table = self._page, self._page.model.table
        if page.model.rowCount():
            page.show_list()
            return
        page.show_empty()
        if table is not None and len(table):
            page.list_empty.show_state(
                "filter",
                self.tr("No pair matches this filter"),
                self.tr("The filter hides {0}: {1}.").format(
                    words.plural(len(table), self.tr("the only pair"), self.tr("all {0} pairs")),
                    describe(page.filter_bar.row_filter),
                ),
                first=("clear", self.tr("Show all pairs")),
            )
        elif scanning:
            page.list_empty.show_state(
                "search",
                self.tr("Looking for pairs…"),
                self.tr("Pairs appear here as they are found; you can start at once."),
            )
        else:
            self._show_no_pairs(report)

    def _show_no_pairs(self, report: Any) -> None:
        lines = report.summary_lines() if report is not None else []
        text = "\n".join(lines[:3]) or self.tr(
            "A generated image is paired with the original whose name it starts with: chair.png and chair_02.png."
        )
        self._page.list_empty.show_state(
            "images",
            self.tr("No pairs here"),
            text,
            first=("open", self.tr("Open other folders…")),
            second=("report", self.tr("What was found…")) if lines else None,
        )

    def show_all_decided(self) -> None:
        """The banner: how the pairs of the list were decided, and how many the filter hides."""
        table, order = self._page.model.table, self._page.model.order
        if table is None or not len(order):
            return
        shown = np.bincount(table.decisions[order], minlength=3)
        everything = table.counts().by_decision
        hidden = everything.get(Decision.UNDECIDED, 0) - int(shown[Decision.UNDECIDED])
        self._page.banner.show_counts(int(shown[Decision.APPROVED]), int(shown[Decision.REJECTED]), hidden)

    def _empty_acted(self, action: str) -> None:
        if action == "clear":
            self.clear_asked.emit()
            self._page.view.setFocus()
        else:
            self.list_action.emit(action)

    def _banner_acted(self, action: str) -> None:
        if action == "export":
            self.export_asked.emit()
        elif action == "hidden":
            self._page.filter_bar.set_filter(RowFilter(decisions=frozenset({Decision.UNDECIDED})))
            self._page.view.go_to_position(0)
        self._page.view.setFocus()
