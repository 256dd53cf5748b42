"""Naming products: of one original in the inspector, of many in a dialog. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from hfpc_desktop.domain.remarks import NAME_LIMIT, PairEdit, tidy_name
from hfpc_desktop.ui.look import words
from hfpc_desktop.ui.look.widgets import button, button_row, fit_height, label

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QShowEvent

    from hfpc_desktop.ui.look.theme import Tokens
    from hfpc_desktop.ui.window.review_flow import ReviewFlow
    from hfpc_desktop.ui.window.review_page import ReviewPage


class NameDialog(QDialog):
    """One name for the originals of the selected pairs."""

    named = Signal(str)

    def __init__(
        self,
        originals: int,
        pairs: int,
        name: str,
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        used: bool,
    ) -> None:
        """``name``: what all of them have now, empty when they differ or have none."""
        super().__init__(parent)
        self.setObjectName("name_dialog")
        self.setWindowTitle(self.tr("Product name"))
        self.setMinimumWidth(460)
        self.field = QLineEdit(name)
        self.field.setObjectName("name_of_products")
        self.field.setAccessibleName(self.tr("Product name"))
        self.field.setPlaceholderText(self.tr("Empty: from the product list or the name of the file"))
        self.field.setMaxLength(NAME_LIMIT)
        self.field.selectAll()
        many = words.plural(originals, self.tr("{0} original"), self.tr("{0} originals"))
        count = words.plural(pairs, self.tr("{0} pair"), self.tr("{0} pairs"))
        note = (
            self.tr("For {0} with {1}. The models in use read the name: these pairs are judged again.")
            if used
            else self.tr("For {0} with {1}. The models in use do not read the name; nothing is judged again.")
        )
        cancel = button(self.tr("Cancel"), name="name_cancel")
        cancel.clicked.connect(self.reject)
        self.save_button = button(self.tr("Name"), "primary", name="name_save")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_4)
        column.setSpacing(tokens.space_3)
        column.addWidget(label(self.tr("Product name"), "heading"))
        column.addWidget(self.field)
        column.addWidget(label(note.format(many, count), "muted", wrap=True))
        column.addLayout(button_row(cancel, self.save_button))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_height(self)
        self.field.setFocus()

    def _save(self) -> None:
        self.named.emit(tidy_name(self.field.text()))
        self.accept()


class Naming(QObject):
    """Keeps the inspector's field on the current pair, and carries names to the project as one undo step each."""

    def __init__(self, controller: Any, page: ReviewPage, flow: ReviewFlow, parent: QObject) -> None:
        super().__init__(parent)
        self._controller, self._page, self._flow = controller, page, flow
        page.inspector.product.named.connect(self.name_original)
        flow.pair_shown.connect(self.refresh)
        controller.judging.state_changed.connect(self.refresh)

    @property
    def used(self) -> bool:
        """Whether the models that judge the project read names."""
        return bool(self._controller.judging.state.by.by_name)

    def refresh(self, _: object = None) -> None:
        """Show the current pair's name."""
        row, table = self._flow.current_row, self._flow.table
        pair = self._controller.pair(row) if row is not None and table is not None else None
        if pair is not None and table is not None and row is not None:
            pair = replace(pair, named=table.remark(row).product)  # shown before it is saved
        self._page.inspector.product.show_pair(-1 if row is None else row, pair, used=self.used)

    def name_original(self, row: int, name: str) -> None:
        """The product of this row's original."""
        table = self._flow.table
        if table is not None and 0 <= row < len(table):
            self._name(table.variants(row), name)

    def name_chosen(self, name: str) -> None:
        """The products of all originals of the selected pairs."""
        self._name(self.chosen(), name)

    def chosen(self) -> NDArray[np.intp]:
        """Every pair of the originals of the selected pairs."""
        table, rows = self._flow.table, self._flow.deciding.chosen()
        if table is None or not len(rows):
            return np.empty(0, np.intp)
        groups = table.groups
        return np.flatnonzero(np.isin(groups, groups[rows]))

    def dialog(self, tokens: Tokens, parent: QWidget) -> NameDialog | None:
        """Asks for the name of the selected pairs' products."""
        table, rows = self._flow.table, self.chosen()
        if table is None or not len(rows):
            return None
        names = {table.remark(int(row)).product for row in rows}
        originals = len(set(table.groups[rows].tolist()))
        name = names.pop() if len(names) == 1 else ""
        out = NameDialog(originals, len(rows), name, tokens, parent, used=self.used)
        out.named.connect(self.name_chosen)
        return out

    def _name(self, rows: NDArray[np.intp], name: str) -> None:
        table = self._flow.table
        if table is None:
            return
        edits = {int(row): PairEdit(product=name) for row in rows if table.remark(int(row)).product != name}
        if edits:
            self._controller.edit(edits)
