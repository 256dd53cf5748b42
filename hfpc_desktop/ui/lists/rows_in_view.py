"""Which table rows an item view shows: told to the model at once, and outwards when scrolling has settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from hfpc_desktop.ui.lists.table_model import PairTableModel

SETTLE_MS = 40
"""How long scrolling must rest before the rows in view are reported (and their pictures asked for)."""


class RowsInView(QObject):
    """Of one view, which is its parent. GUI thread."""

    settled = Signal(object)
    """Table rows in view, in the order shown, as an array."""

    def __init__(
        self, view: QWidget, model: PairTableModel, positions: Callable[[], tuple[int, int]]
    ) -> None:
        """``positions``: first and last position in view now; (0, -1) when there are none."""
        super().__init__(view)
        self._view, self._model, self._positions = view, model, positions
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SETTLE_MS)
        self._rest.timeout.connect(self._report)

    def moved(self) -> None:
        """The view scrolled, or what it shows has changed."""
        if self._view.isVisible():
            self._model.set_visible(*self._positions())
            self._rest.start()

    def stop(self) -> None:
        """The view is not seen any more."""
        self._rest.stop()

    def _report(self) -> None:
        first, last = self._positions()
        self._model.set_visible(first, last)
        self.settled.emit(self._model.order[first : last + 1])
