"""The row above the list: search, filters by decision and verdict, and the re-sort chip."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QSizePolicy, QWidget

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.language import either, listed, translate
from hfpc_desktop.domain.ranking import RowFilter
from hfpc_desktop.domain.verdict import Decision, Verdict
from hfpc_desktop.ui.lists.filter_bar_rows import BarRows
from hfpc_desktop.ui.look import icons, words
from hfpc_desktop.ui.look.widgets import button, label, tabular

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent

    from hfpc_desktop.review.score_columns import Counts
    from hfpc_desktop.ui.look.theme import Tokens

SEARCH = (104, 190)
"""Narrowest and widest search field, pixels."""
TYPING_MS = 120
"""How long typing must rest before the list is filtered."""


class SearchField(QLineEdit):
    """Escape clears the text; a second one, and Return, give the focus back."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """Holds one ``RowFilter`` and emits it whenever a person changes it."""

    filter_changed = Signal(object)
    resort_asked = Signal()
    left = Signal()
    """The search field gives the focus back to the list."""

    def __init__(
        self,
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        leading: Sequence[QWidget] = (),
        trailing: Sequence[QWidget] = (),
    ) -> None:
        """``leading``, ``trailing``: more widgets of this row, before the search and before the counts."""
        super().__init__(parent)
        self._filter = RowFilter()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._text_settled)
        self._search = SearchField()
        self._search.setObjectName("search")
        self._search.setPlaceholderText(self.tr("Find…"))
        self._search.setAccessibleName(self.tr("Find by name"))
        self._search.setToolTip(self.tr("Find by name"))
        self._search.setClearButtonEnabled(False)
        self._search.setMinimumWidth(SEARCH[0])
        self._search.setMaximumWidth(SEARCH[1])
        self._search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._search.setAcceptDrops(False)  # files dropped here are meant for the window
        self._chips = {
            None: self._chip("filter_all", self.tr("All")),
            Decision.UNDECIDED: self._chip("filter_undecided", messages.decision_title(Decision.UNDECIDED)),
            Decision.APPROVED: self._chip("filter_approved", messages.decision_title(Decision.APPROVED)),
            Decision.REJECTED: self._chip("filter_rejected", messages.decision_title(Decision.REJECTED)),
        }
        self._verdict = QComboBox()
        self._verdict.setObjectName("filter_verdict")
        self._verdict.setAccessibleName(self.tr("Verdict of the models"))
        self._verdict.setToolTip(self.tr("Show only pairs with this verdict of the models"))
        self._verdict.setIconSize(QSize(14, 14))
        self._verdict.addItem(self.tr("Any verdict"), None)
        for verdict in Verdict:
            self._verdict.addItem(messages.verdict_title(verdict), int(verdict))
        self._verdict.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._resort = button(self.tr("Re-sort"), "chip", name="resort_chip")
        self._resort.setToolTip(self.tr("New scores or decisions would change this order. Sort again"))
        self._shown = tabular(label(role="caption"))
        self._rows = BarRows(self, tokens)
        self._rows.set_parts(
            (*leading, self._search),
            (*self._chips.values(), self._verdict),
            (self._shown, self._resort, *trailing),
        )
        self._resort.hide()
        self._search.textChanged.connect(self._text_changed)
        self._search.left.connect(self._leave)
        self._verdict.activated.connect(self._verdict_picked)
        self._resort.clicked.connect(self.resort_asked)
        self.set_tokens(tokens)
        self._show_filter()

    def _chip(self, name: str, text: str) -> QPushButton:
        chip = button(text, "chip", name=name)
        chip.setCheckable(True)
        chip.clicked.connect(self._chip_clicked)
        return chip

    @property
    def row_filter(self) -> RowFilter:
        return self._filter

    def set_filter(self, row_filter: RowFilter) -> None:
        """Show and emit another filter."""
        changed = row_filter != self._filter
        self._filter = row_filter
        self._show_filter()
        if changed:
            self.filter_changed.emit(row_filter)

    def clear(self) -> None:
        """Show everything."""
        self.set_filter(RowFilter())

    @property
    def search(self) -> SearchField:
        return self._search

    @property
    def resort_chip(self) -> QPushButton:
        """Offered when a fresh order would differ."""
        return self._resort

    @property
    def typing(self) -> bool:
        """Whether the search field has the focus."""
        return self._search.hasFocus()

    def focus_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def set_counts(self, counts: Counts, shown: int) -> None:
        """Live numbers on the chips; ``shown`` is how many rows the list holds."""
        self._say(self._chips[None], self.tr("All"), counts.total)
        for decision in Decision:
            self._say(
                self._chips[decision], messages.decision_title(decision), counts.by_decision.get(decision, 0)
            )
        for i in range(1, self._verdict.count()):
            verdict = Verdict(self._verdict.itemData(i))
            number = counts.by_verdict.get(verdict, 0)
            text = f"{messages.verdict_title(verdict)}  {words.count(number)}"
            if self._verdict.itemText(i) != text:
                self._verdict.setItemText(i, text)
        text = (
            ""
            if shown == counts.total
            else self.tr("{0} of {1}").format(words.count(shown), words.count(counts.total))
        )
        if self._shown.text() != text:
            self._shown.setText(text)
        self._shown.setVisible(bool(text))
        self._rows.fit()

    def set_stale(self, stale: bool) -> None:
        """Whether the re-sort chip is offered. Its room was kept: nothing else moves."""
        self._resort.setVisible(stale)

    def set_tokens(self, tokens: Tokens) -> None:
        self._resort.setIcon(icons.icon("sort", tokens.accent_text))
        self._resort.setStyleSheet(
            f"color: {tokens.accent_text}; background: {tokens.accent_soft}; border-color: {tokens.accent_soft};"
        )
        for decision, chip in self._chips.items():
            if decision is not None:
                name, colour = icons.DECISION_ICONS[decision], tokens.decision_colour(decision)
                self._rows.set_icon(chip, icons.icon(name, colour))
        for action in self._search.actions():
            self._search.removeAction(action)
        self._search.addAction(
            icons.icon("search", tokens.text_faint), QLineEdit.ActionPosition.LeadingPosition
        )
        for i in range(1, self._verdict.count()):
            verdict = Verdict(self._verdict.itemData(i))
            self._verdict.setItemIcon(
                i, icons.icon(icons.VERDICT_ICONS[verdict], tokens.verdict_colour(verdict))
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rows.fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # a part came, went or has other words
            self._rows.fit()
        return done

    def minimumSizeHint(self) -> QSize:
        """Rows are chosen for the width there is; no content widens the pane."""
        return QSize(320, super().minimumSizeHint().height())

    def hideEvent(self, event: QHideEvent) -> None:
        self._typing.stop()
        super().hideEvent(event)

    def _say(self, chip: QPushButton, word: str, number: int) -> None:
        chip.setProperty("words", f"{word}  {words.count(number)}")
        chip.setProperty("number", words.count(number))
        self._rows.write(chip)

    def _show_filter(self) -> None:
        decisions = self._filter.decisions
        chosen = next(iter(decisions)) if decisions is not None and len(decisions) == 1 else None
        everything = self._filter.is_everything
        for decision, chip in self._chips.items():
            chip.setChecked(everything if decision is None else decision is chosen)
        verdicts = self._filter.verdicts
        self._verdict.setCurrentIndex(
            0 if verdicts is None or len(verdicts) != 1 else 1 + int(next(iter(verdicts)))
        )
        if self._search.text() != self._filter.text:
            self._search.blockSignals(True)
            self._search.setText(self._filter.text)
            self._search.blockSignals(False)

    def _chip_clicked(self, checked: bool) -> None:
        clicked = self.sender()
        decision = next(d for d, chip in self._chips.items() if chip is clicked)
        if decision is None:
            self.clear()
        else:
            self.set_filter(replace(self._filter, decisions=frozenset({decision}) if checked else None))

    def _verdict_picked(self, index: int) -> None:
        value = self._verdict.itemData(index)
        self.set_filter(
            replace(self._filter, verdicts=None if value is None else frozenset({Verdict(value)}))
        )

    def _text_changed(self, _text: str) -> None:
        self._typing.start()

    def _text_settled(self) -> None:
        self.set_filter(replace(self._filter, text=self._search.text()))

    def _leave(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self._text_settled()
        self.left.emit()


def describe(row_filter: RowFilter) -> str:
    """What a filter asks for, in words: ``Undecided, verdict Reject, name contains "x"``."""
    parts: list[str] = []
    if row_filter.decisions is not None:
        parts.append(either(messages.decision_title(d) for d in sorted(row_filter.decisions)))
    if row_filter.verdicts is not None:
        names = either(messages.verdict_title(v) for v in sorted(row_filter.verdicts))
        parts.append(translate("filter", "verdict {0}").format(names))
    if row_filter.defects:
        names = either(messages.title(kind) for kind in sorted(row_filter.defects))
        parts.append(translate("filter", "defect {0}").format(names))
    for pattern, bounds in (
        (translate("filter", "reward {0} to {1}"), row_filter.reward),
        (translate("filter", "consistency {0} to {1}"), row_filter.consistency),
        (translate("filter", "approval {0} to {1}"), row_filter.approval),
    ):
        if bounds is not None:
            parts.append(pattern.format(f"{bounds[0]:.2f}", f"{bounds[1]:.2f}"))
    if row_filter.text.strip():
        parts.append(translate("filter", 'name contains "{0}"').format(row_filter.text.strip()))
    return listed(parts)
