"""The name of an original's product in the inspector: what models that read names are told. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from hfpc_desktop.domain.remarks import NAME_LIMIT, tidy_name
from hfpc_desktop.domain.segmentation import product_name
from hfpc_desktop.ui.look.widgets import label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.ui.look.theme import Tokens


class ProductField(QWidget):
    """Shows the name of the pair's product; emits what a person types when it is finished (Enter, or leaving)."""

    named = Signal(int, str)
    """(row, name; empty = back to the manifest's or the file's)"""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row, self._typed = -1, ""
        self.field = QLineEdit()
        self.field.setObjectName("product_name")
        self.field.setAccessibleName(self.tr("Product name"))
        self.field.setMaxLength(NAME_LIMIT)
        self.field.setClearButtonEnabled(True)
        self.field.editingFinished.connect(self._finished)
        self.field.installEventFilter(self)
        self.origin = label(role="caption", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_1)
        column.addWidget(self.field)
        column.addWidget(self.origin)

    def show_pair(self, row: int, pair: Pair | None, *, used: bool) -> None:
        """``pair``: of the row shown; ``None`` when no pair is chosen. ``used``: models that judge read the name."""
        if row != self._row:
            self._finished()  # what was typed for the pair that is left
        self.setVisible(pair is not None)
        if pair is None:
            self._row = -1
            return
        fresh = row != self._row or pair.named != self._typed
        self._row, self._typed = row, pair.named
        if fresh and not (self.field.hasFocus() and self.field.isModified()):
            self.field.setText(pair.named)
            self.field.setCursorPosition(0)
        self.field.setPlaceholderText(
            product_name(pair.original, pair.product) or self.tr("For example: red mug")
        )
        self.origin.setText(self._origin(pair, used=used))
        self.field.setAccessibleDescription(self.origin.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            key: QKeyEvent = event  # type: ignore[assignment]
            if key.key() == Qt.Key.Key_Escape and self.field.isModified():
                self.field.setText(self._typed)
                self.field.setModified(False)
                return True
        return False

    def _origin(self, pair: Pair, *, used: bool) -> str:
        if pair.named:
            origin = self.tr("Typed by you, for all pairs of this original.")
        elif pair.product.strip():
            origin = self.tr("From the manifest.")
        elif product_name(pair.original):
            origin = self.tr("From the name of the file.")
        else:
            origin = self.tr("The file's name says nothing about the product.")
        told = (
            self.tr("{0} The models in use read it: another name judges these pairs again.")
            if used
            else self.tr("{0} The models in use do not read it.")
        )
        return told.format(origin)

    def _finished(self) -> None:
        """Only once for a change: leaving the field after Enter says it again."""
        if not self.field.isModified():
            return
        self.field.setModified(False)
        name = tidy_name(self.field.text())
        if self._row >= 0 and name != self._typed:
            self._typed = name
            self.named.emit(self._row, name)
