"""Asks why the current pair's reward is not the shipped one, and shows the answer in the inspector. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from hfpc_desktop.runtime.learning import Explanation
    from hfpc_desktop.ui.window.review_page import ReviewPage


class Explaining(QObject):
    """Owned by ``ReviewFlow``. Answers of pairs that are no longer shown are dropped."""

    def __init__(self, controller: Any, page: ReviewPage, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._learning: Any = getattr(controller, "learning", None)
        if self._learning is None:
            return
        page.view.current_row_changed.connect(self._ask)
        controller.rows_changed.connect(self._rows_changed)
        controller.project_closed.connect(self._clear)
        self._learning.explained.connect(self._explained)

    def _ask(self, row: int | None) -> None:
        if row is None:
            self._clear()
        else:
            self._learning.explain(row)

    def _rows_changed(self, rows: NDArray[np.intp]) -> None:
        row = self._page.view.current_row
        if row is not None and row in rows:
            self._learning.explain(row)

    def _explained(self, row: int, found: Explanation | None) -> None:
        if row == self._page.view.current_row:
            self._page.inspector.show_change(found)

    def _clear(self) -> None:
        self._page.inspector.show_change(None)
