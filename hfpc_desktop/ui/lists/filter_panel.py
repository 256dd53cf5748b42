"""Everything the list can be filtered by, in one panel, and filters saved under a name. GUI thread only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.judgement import DefectKind
from hfpc_desktop.domain.ranking import DEFECT_BITS, RowFilter
from hfpc_desktop.domain.saved_filters import RANGES, SavedFilters
from hfpc_desktop.domain.verdict import Verdict
from hfpc_desktop.ui.look import icons, words
from hfpc_desktop.ui.look.flow_layout import FlowLayout
from hfpc_desktop.ui.look.range_slider import RangeSlider
from hfpc_desktop.ui.look.scroll_fade import ScrollFade
from hfpc_desktop.ui.look.widgets import button, label, rule

if TYPE_CHECKING:
    from hfpc_desktop.review.table import ReviewTable
    from hfpc_desktop.ui.look.theme import Tokens

WIDTH = 440
MOST = 660
"""Highest the panel gets, pixels; the rest scrolls."""
COUNTS = (1, 2, 3, 5, 10)
"""How many of each original can be asked for."""


class FilterPanel(QFrame):
    """Shows one filter and emits another whenever a person changes it; closes by a click elsewhere."""

    filter_changed = Signal(object)
    saved_changed = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("filter_panel")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("Filter"))
        self._tokens = tokens
        self._filter = RowFilter()
        self._saved = SavedFilters()
        self._renaming = ""
        self.verdicts = {
            verdict: self._chip(messages.verdict_title(verdict), f"verdict_{verdict.label}")
            for verdict in Verdict
        }
        self.defects = {kind: self._chip(messages.title(kind), f"defect_{kind.value}") for kind in DefectKind}
        self.ranges = {name: RangeSlider(tokens) for name in RANGES}
        self._numbers = {name: label(role="caption") for name in RANGES}
        self.disagreements = QCheckBox(self.tr("You and the models disagree"))
        self.audit = QCheckBox(self.tr("Random sample"))
        self.best = QCheckBox(self.tr("Best of each original:"))
        self.best_count = QComboBox()
        self.name = QLineEdit()
        self.save = button(self.tr("Save"), name="filter_save")
        self._saved_rows = QVBoxLayout()
        self._flows: list[tuple[QWidget, QWidget, FlowLayout]] = []
        self._lay_out(tokens)
        self._connect()
        self.set_tokens(tokens)

    def _chip(self, text: str, name: str) -> QPushButton:
        chip = button(text, "chip", name=name)
        chip.setCheckable(True)
        chip.clicked.connect(self._chips_changed)
        return chip

    def _lay_out(self, tokens: Tokens) -> None:
        self.setFixedWidth(WIDTH)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        self._body = QWidget()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setProperty("plain", True)
        self._fade = ScrollFade(self._scroll, tokens.surface_1)
        self._scroll.setWidget(self._body)
        whole.addWidget(self._scroll)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        column.setSpacing(tokens.space_1)
        for title, chips in ((self.tr("VERDICT"), self.verdicts), (self.tr("DEFECTS"), self.defects)):
            head = label(title, "section")
            column.addWidget(head)
            host = QWidget()
            flow = FlowLayout(host, spacing=tokens.space_1)
            for chip in chips.values():
                flow.addWidget(chip)
            self._flows.append((head, host, flow))
            column.addWidget(host)
            column.addSpacing(tokens.space_2)
        titles = {
            "reward": self.tr("Reward"),
            "consistency": self.tr("Consistency"),
            "approval": self.tr("Approval"),
        }
        column.addWidget(label(self.tr("SCORES"), "section"))
        for name, slider in self.ranges.items():
            top = QHBoxLayout()
            top.addWidget(label(titles[name], "strong"))
            top.addStretch()
            top.addWidget(self._numbers[name])
            column.addLayout(top)
            column.addWidget(slider)
            slider.setObjectName(f"range_{name}")
            slider.setAccessibleName(titles[name])
        line = QHBoxLayout()
        line.addWidget(self.best)
        line.addWidget(self.best_count)
        line.addStretch()
        for widget in (self.disagreements, self.audit):
            column.addWidget(widget)
        column.addLayout(line)
        column.addSpacing(tokens.space_1)
        column.addWidget(rule())
        column.addSpacing(tokens.space_1)
        column.addWidget(label(self.tr("SAVED FILTERS"), "section"))
        self._none_saved = label(self.tr("None yet: set a filter, name it and save it."), "muted", wrap=True)
        column.addWidget(self._none_saved)
        self._saved_rows.setSpacing(0)
        column.addLayout(self._saved_rows)
        column.addStretch()
        self._foot = QFrame()  # stays in sight while the rest scrolls
        line = QHBoxLayout(self._foot)
        line.setContentsMargins(tokens.space_4, tokens.space_2, tokens.space_4, tokens.space_3)
        whole.addWidget(rule())
        whole.addWidget(self._foot)
        line.addWidget(self.name, 1)
        line.addWidget(self.save)

    def _connect(self) -> None:
        for count in COUNTS:
            self.best_count.addItem(words.count(count), count)
        self.best_count.setAccessibleName(self.tr("How many of each original"))
        self.name.setObjectName("filter_name")
        self.name.setPlaceholderText(self.tr("Name for this filter"))
        self.name.setAccessibleName(self.tr("Name for this filter"))
        for box in (self.disagreements, self.audit, self.best):
            box.clicked.connect(self._boxes_changed)
        self.best_count.activated.connect(self._boxes_changed)
        for slider in self.ranges.values():
            slider.changed.connect(self._range_changed)
        self.save.clicked.connect(self._save)
        self.name.returnPressed.connect(self._save)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setStyleSheet(
            f"#filter_panel {{ background: {tokens.surface_1}; border: 1px solid {tokens.line_strong}; }}"
        )
        self._fade.set_ground(tokens.surface_1)
        for slider in self.ranges.values():
            slider.set_tokens(tokens)
        for verdict, chip in self.verdicts.items():
            chip.setIcon(icons.icon(icons.VERDICT_ICONS[verdict], tokens.verdict_colour(verdict)))

    # -- showing ---------------------------------------------------------------------------------

    def open_at(self, at: QPoint, row_filter: RowFilter, table: ReviewTable, saved: SavedFilters) -> None:
        """Show the panel with its top left corner at ``at`` (global), kept on the screen."""
        present = int(np.bitwise_or.reduce(table.defect_bits)) if len(table) else 0
        for kind, chip in self.defects.items():
            count = int(np.count_nonzero(table.defect_bits & np.uint32(DEFECT_BITS[kind])))
            chip.setText(f"{messages.title(kind)}  {words.count(count)}")
            chip.setVisible(bool(present & DEFECT_BITS[kind]) or kind in row_filter.defects)
        for name, slider in self.ranges.items():
            slider.set_scores(getattr(table, name))
        self.audit.setVisible(bool(table.audit.any()) or row_filter.audit)
        self._saved = saved
        self.set_filter(row_filter)
        self._show_saved()
        inner = WIDTH - 2 * self._tokens.space_4 - self._scroll.verticalScrollBar().sizeHint().width()
        for (
            head,
            host,
            flow,
        ) in self._flows:  # as high as its chips need: how many there are differs by project
            some = any(
                not item.isEmpty() for i in range(flow.count()) if (item := flow.itemAt(i)) is not None
            )
            for part in (head, host):
                part.setVisible(some)
            host.setFixedSize(inner, flow.heightForWidth(inner))
        self._fit()
        room = self.screen().availableGeometry()
        x = max(room.left(), min(at.x(), room.right() - self.width()))
        y = max(room.top(), min(at.y(), room.bottom() - self.height()))
        self.move(x, y)
        self.setFocus(Qt.FocusReason.PopupFocusReason)  # so that Tab comes to its first control
        self.show()

    def set_filter(self, row_filter: RowFilter) -> None:
        """Show a filter without emitting."""
        self._filter = row_filter
        for verdict, chip in self.verdicts.items():
            chip.setChecked(row_filter.verdicts is not None and verdict in row_filter.verdicts)
        for kind, chip in self.defects.items():
            chip.setChecked(kind in row_filter.defects)
        for name, slider in self.ranges.items():
            low, high = getattr(row_filter, name) or (0.0, 1.0)
            slider.set_values(low, high)
            self._numbers[name].setText(self.tr("{0:.2f} to {1:.2f}").format(low, high))
        self.disagreements.setChecked(row_filter.disagreements)
        self.audit.setChecked(row_filter.audit)
        self.best.setChecked(row_filter.best_of > 0)
        wanted = max(1, row_filter.best_of)
        if self.best_count.findData(wanted) < 0:  # saved by another version
            self.best_count.addItem(words.count(wanted), wanted)
        self.best_count.setCurrentIndex(self.best_count.findData(wanted))
        self.best_count.setEnabled(row_filter.best_of > 0)

    def _show_saved(self) -> None:
        while (item := self._saved_rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for name, _ in self._saved:
            self._saved_rows.addWidget(self._saved_row(name))
        self._none_saved.setVisible(not list(self._saved))
        self._fit()

    def _fit(self) -> None:
        """As high as what it holds, and never higher than a small laptop shows."""
        self._body.layout().activate()  # type: ignore[union-attr]
        most = min(MOST, self.screen().availableGeometry().height() - 2 * self._tokens.space_2)
        wanted = self._body.sizeHint().height() + 2
        self._scroll.setFixedHeight(min(wanted, most - self._foot.sizeHint().height() - 8))
        self.adjustSize()

    def _saved_row(self, name: str) -> QWidget:
        host = QWidget()
        line = QHBoxLayout(host)
        line.setContentsMargins(0, 0, 0, 0)
        apply = button(name, "link", name="saved_apply")
        rename = button("", "quiet", name="saved_rename")
        remove = button("", "quiet", name="saved_remove")
        for one, icon, tip in (
            (rename, "pencil", self.tr("Rename {0}").format(name)),
            (remove, "trash", self.tr("Delete {0}").format(name)),
        ):
            one.setIcon(icons.icon(icon, self._tokens.text_muted))
            one.setToolTip(tip)
            one.setAccessibleName(tip)
            one.setFixedWidth(30)
            one.setStyleSheet("padding: 3px;")
        for one, slot in ((apply, self._apply), (rename, self._rename), (remove, self._remove)):
            one.setProperty("saved", name)
            one.clicked.connect(slot)
        line.addWidget(apply)
        line.addStretch()
        line.addWidget(rename)
        line.addWidget(remove)
        return host

    # -- what a person does ----------------------------------------------------------------------

    def _emit(self, row_filter: RowFilter) -> None:
        self.set_filter(row_filter)
        self.filter_changed.emit(row_filter)

    def _chips_changed(self) -> None:
        verdicts = frozenset(verdict for verdict, chip in self.verdicts.items() if chip.isChecked())
        defects = frozenset(kind for kind, chip in self.defects.items() if chip.isChecked())
        self._emit(replace(self._filter, verdicts=verdicts or None, defects=defects))

    def _boxes_changed(self) -> None:
        self._emit(
            replace(
                self._filter,
                disagreements=self.disagreements.isChecked(),
                audit=self.audit.isChecked(),
                best_of=int(self.best_count.currentData()) if self.best.isChecked() else 0,
            )
        )

    def _range_changed(self, _low: float, _high: float) -> None:
        now = {
            name: None if slider.values == (0.0, 1.0) else slider.values
            for name, slider in self.ranges.items()
        }
        self._emit(
            replace(
                self._filter, reward=now["reward"], consistency=now["consistency"], approval=now["approval"]
            )
        )

    def _save(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.name.setFocus()
            return
        renaming, self._renaming = self._renaming, ""
        self._store(
            self._saved.renamed(renaming, name) if renaming else self._saved.with_filter(name, self._filter)
        )
        self.name.clear()
        self.save.setText(self.tr("Save"))

    def _store(self, saved: SavedFilters) -> None:
        if saved != self._saved:
            self._saved = saved
            self._show_saved()
            self.saved_changed.emit(saved)

    def _apply(self) -> None:
        row_filter = self._saved.get(str(self.sender().property("saved")))
        if row_filter is not None:
            self._emit(row_filter)

    def _rename(self) -> None:
        self._renaming = str(self.sender().property("saved"))
        self.name.setText(self._renaming)
        self.save.setText(self.tr("Rename"))
        self.name.setFocus()
        self.name.selectAll()

    def _remove(self) -> None:
        self._store(self._saved.without(str(self.sender().property("saved"))))
