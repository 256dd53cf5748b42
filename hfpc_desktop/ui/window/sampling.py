"""Going through the random sample, one pair after the other, in the order that chance gave. GUI thread.

The list shows the pairs that were waiting when it began, and nothing else; it ends with the last of them, when
the person asks for other pairs, or with the project.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from hfpc_desktop.domain.ranking import RowFilter, RowSet
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.ui.lists.sample_bar import SampleBar
from hfpc_desktop.ui.models import learn_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hfpc_desktop.runtime.qt_learning import LearningState
    from hfpc_desktop.ui.window.review_page import ReviewPage


class Sampling(QObject):
    """Owned by ``ReviewFlow``; asks ``controller.learning`` which pairs wait."""

    notice = Signal(str, str, str)
    learning_asked = Signal()

    def __init__(self, controller: Any, page: ReviewPage, parent: QObject) -> None:
        super().__init__(parent)
        self._controller, self._page = controller, page
        self._rows: NDArray[np.intp] | None = None
        self._asked = self._ending = self._filtering = False
        self.bar = SampleBar(page.tokens)
        page.add_list_bar(self.bar)
        self.bar.left.connect(self._left)
        self.bar.learning_asked.connect(self.learning_asked)
        page.filter_bar.filter_changed.connect(self._filter_changed)
        controller.decisions_changed.connect(self._decided)
        controller.project_closed.connect(self._stop)
        controller.project_opened.connect(self._stop)
        if (learning := getattr(controller, "learning", None)) is not None:
            learning.state_changed.connect(self._assessed)

    @property
    def active(self) -> bool:
        """Whether the list is the random sample now."""
        return self._rows is not None

    def start(self) -> None:
        """Show the waiting pairs of the sample, as soon as they are known."""
        if self._controller.table is not None:
            self._asked = True
            self._controller.learning.refresh()

    # -- inside ----------------------------------------------------------------------------------
    def _assessed(self, state: LearningState) -> None:
        if self._asked:
            self._asked = False
            self._begin(state)
        elif self._ending:
            self._ending = False
            self._show_end(state)

    def _begin(self, state: LearningState) -> None:
        table, page = self._controller.table, self._page
        if table is None:
            return
        place = {int(pair): row for row, pair in enumerate(table.pair_ids)}
        rows = np.array([place[int(p)] for p in state.found.waiting if int(p) in place], dtype=np.intp)
        if not rows.size:
            self.notice.emit(
                "info",
                self.tr("No pair of the random sample is waiting"),
                learn_words.drift(state.found) or learn_words.promise(state.found.approve),
            )
            return
        self._stop()
        self._rows, self._filtering = rows, True
        page.model.set_queue(rows)
        page.filter_bar.set_filter(RowFilter(picked=RowSet.of(rows, by_chance=True)))
        self._filtering = False
        self._show_progress()
        page.view.go_to_position(0)
        page.view.setFocus()

    def _decided(self, rows: NDArray[np.intp], _decision: object, _cause: str) -> None:
        if self._rows is not None and np.isin(rows, self._rows).any():
            self._show_progress()

    def _show_progress(self) -> None:
        table, rows = self._controller.table, self._rows
        if table is None or rows is None:
            return
        done = int(np.count_nonzero(table.decisions[rows] != Decision.UNDECIDED))
        self._ending = done == rows.size
        self.bar.show_progress(done, rows.size)
        if self._ending:
            self._controller.learning.refresh()

    def _show_end(self, state: LearningState) -> None:
        table, rows = self._controller.table, self._rows
        if table is None or rows is None:
            return
        approved = int(np.count_nonzero(table.decisions[rows] == Decision.APPROVED))
        result = learn_words.drift(state.found) or learn_words.promise(state.found.approve)
        self.bar.show_result(approved, rows.size - approved, result)

    def _filter_changed(self, _filter: RowFilter) -> None:
        if not self._filtering:
            self._stop()

    def _left(self) -> None:
        self._page.filter_bar.clear()
        self._page.view.setFocus()

    def _stop(self, *_: object) -> None:
        self._asked = self._ending = False
        if self._rows is not None:
            self._rows = None
            self._page.model.set_queue(None)
            self.bar.hide()
