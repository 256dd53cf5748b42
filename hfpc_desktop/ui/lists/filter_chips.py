"""The conditions of the filter as chips that a click takes away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.ranking import RowFilter
from hfpc_desktop.domain.saved_filters import RANGES
from hfpc_desktop.ui.look import icons, words
from hfpc_desktop.ui.look.widgets import button

if TYPE_CHECKING:
    from hfpc_desktop.ui.look.theme import Tokens

_EVERYTHING = RowFilter()


class FilterChips(QWidget):
    """Shows what the filter asks for besides search, decision and one verdict, which have places of their own."""

    filter_changed = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._filter = _EVERYTHING
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(tokens.space_1)
        self._chips: dict[str, QPushButton] = {}
        for name in ("picked", "best_of", "disagreements", "audit", "defects", *RANGES):
            chip = button("", "chip", name=f"chip_{name}")
            chip.setToolTip(self.tr("Remove this condition"))
            chip.setChecked(True)
            chip.clicked.connect(self._clicked)
            chip.hide()
            self._chips[name] = chip
            self._row.addWidget(chip)
        self.set_tokens(tokens)
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What the chips read, left to right."""
        return [chip.text() for chip in self._chips.values() if not chip.isHidden()]

    def set_filter(self, row_filter: RowFilter) -> None:
        self._filter = row_filter
        for name, chip in self._chips.items():
            value = getattr(row_filter, name)
            active = value != getattr(_EVERYTHING, name)
            chip.setVisible(active)
            if active:
                chip.setText(self._text(name, value))
                chip.setAccessibleName(self.tr("Remove: {0}").format(chip.text()))
        self.setVisible(bool(self.texts))
        self.updateGeometry()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for chip in self._chips.values():
            chip.setIcon(icons.icon("close", tokens.accent_text))
            chip.setStyleSheet(
                f"color: {tokens.accent_text}; background: {tokens.accent_soft}; border-color: {tokens.accent_soft};"
            )

    def _text(self, name: str, value: Any) -> str:
        if name == "picked":
            text = self.tr("Random sample: {0}") if value.by_chance else self.tr("Selection: {0}")
            return text.format(words.count(value.count))
        if name == "best_of":
            return (
                self.tr("Best {0} of each original").format(value)
                if value > 1
                else self.tr("Best of each original")
            )
        if name == "disagreements":
            return self.tr("Disagreements")
        if name == "audit":
            return self.tr("Random sample")
        if name == "defects":
            kinds = sorted(value)
            return messages.title(kinds[0]) if len(kinds) == 1 else self.tr("{0} defects").format(len(kinds))
        titles = {
            "reward": self.tr("Reward"),
            "consistency": self.tr("Consistency"),
            "approval": self.tr("Approval"),
        }
        return self.tr("{0} {1:.2f}–{2:.2f}").format(titles[name], *value)

    def _clicked(self) -> None:
        name = next(name for name, chip in self._chips.items() if chip is self.sender())
        self.filter_changed.emit(replace(self._filter, **{name: getattr(_EVERYTHING, name)}))
