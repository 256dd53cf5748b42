"""How the row above the list uses its width: one row, one without words, or two. GUI thread.

Parts that come and go while a person works (the re-sort chip) always have their room, so that nothing moves.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hfpc_desktop.ui.look.theme import Tokens


class Fold(IntEnum):
    """From roomy to narrow."""

    WORDS = 0
    """One row, everything in words."""
    SHORT = 1
    """One row; the verdict is in the filter panel only."""
    ICONS = 2
    """One row; decisions as icon and number."""
    TWO_ROWS = 3
    """Decisions and verdict in a row of their own."""
    TWO_SHORT = 4
    """Two rows, decisions as icon and number."""


class BarRows:
    """Lays out ``bar``: parts before the search and the search, decisions and verdict, parts at the right end."""

    def __init__(self, bar: QWidget, tokens: Tokens) -> None:
        self._bar, self._tokens = bar, tokens
        self._fold: Fold | None = None
        self._icons: dict[QPushButton, QIcon] = {}
        self._first: tuple[QWidget, ...] = ()
        self._middle: tuple[QWidget, ...] = ()
        self._last: tuple[QWidget, ...] = ()
        column = QVBoxLayout(bar)
        column.setContentsMargins(tokens.space_3, 7, tokens.space_3, 7)
        column.setSpacing(tokens.space_1)
        self._upper, self._lower = QHBoxLayout(), QHBoxLayout()
        for line in (self._upper, self._lower):
            line.setSpacing(tokens.space_2)
            column.addLayout(line)

    def set_parts(self, first: Sequence[QWidget], middle: Sequence[QWidget], last: Sequence[QWidget]) -> None:
        """Once, after construction."""
        self._first, self._middle, self._last = tuple(first), tuple(middle), tuple(last)
        for part in self._last:
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(part.objectName() == "resort_chip")
            part.setSizePolicy(policy)
        self._arrange(Fold.WORDS)

    def set_icon(self, chip: QPushButton, icon: QIcon) -> None:
        """What stands for the words of a chip where there is no room for them."""
        self._icons[chip] = icon
        self.write(chip)

    def write(self, chip: QPushButton) -> None:
        """Words and number of a chip, or its icon and the number."""
        words, number = chip.property("words") or chip.text(), chip.property("number")
        short = self._fold in (Fold.ICONS, Fold.TWO_SHORT) and chip in self._icons and number is not None
        text = str(number) if short else str(words)
        if chip.text() != text:
            chip.setText(text)
            chip.setToolTip(str(words) if short else "")
        if chip.accessibleName() != str(words):
            chip.setAccessibleName(str(words))
        if chip.icon().isNull() == short:
            chip.setIcon(self._icons[chip] if short else QIcon())
            chip.setIconSize(QSize(14, 14))

    def fit(self) -> None:
        """Take the first of ``Fold`` that the width allows."""
        room = self._bar.width() - 2 * self._tokens.space_3
        if room <= 0:
            return
        for fold in Fold:
            self._write_all(fold)
            if self._needed(fold) <= room:
                break
        if fold is not self._fold:
            self._arrange(fold)

    # -- inside ----------------------------------------------------------------------------------

    def _write_all(self, fold: Fold) -> None:
        before, self._fold = self._fold, fold
        for part in self._middle:
            if isinstance(part, QPushButton):
                self.write(part)
        self._fold = before

    def _needed(self, fold: Fold) -> int:
        middle = [
            p for p in self._middle if (fold is not Fold.SHORT and fold is not Fold.ICONS) or not _verdict(p)
        ]
        if fold >= Fold.TWO_ROWS:
            return max(self._width((*self._first, *self._last)), self._width(middle))
        return self._width((*self._first, *middle, *self._last))

    def _width(self, parts: Sequence[QWidget]) -> int:
        shown = [
            part
            for part in parts
            if not part.isHidden() or part.sizePolicy().retainSizeWhenHidden() or _verdict(part)
        ]
        widths = (p.minimumWidth() if isinstance(p, QLineEdit) else p.sizeHint().width() for p in shown)
        return sum(widths) + self._tokens.space_2 * max(0, len(shown) - 1)

    def _arrange(self, fold: Fold) -> None:
        self._fold = fold
        two = fold >= Fold.TWO_ROWS
        for line in (self._upper, self._lower):
            while line.takeAt(0) is not None:
                pass
        for part in self._first:
            self._upper.addWidget(part, 100 if isinstance(part, QLineEdit) else 0)
        for part in self._middle:
            (self._lower if two else self._upper).addWidget(part)
            if _verdict(part):
                part.setVisible(fold not in (Fold.SHORT, Fold.ICONS))
        self._upper.addStretch(1)
        if two:
            self._lower.addStretch(1)
        for part in self._last:
            self._upper.addWidget(part)
        for part in self._middle:
            if isinstance(part, QPushButton):
                self.write(part)


def _verdict(part: QWidget) -> bool:
    return isinstance(part, QComboBox)
