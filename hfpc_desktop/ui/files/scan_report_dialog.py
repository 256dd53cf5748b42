"""What a scan could not use: listed completely, with what to do about each kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListView,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from hfpc_desktop.domain.language import either, translate
from hfpc_desktop.ui.lists.table_model import one_line
from hfpc_desktop.ui.look import words
from hfpc_desktop.ui.look.widgets import button, button_row, label

if TYPE_CHECKING:
    from pathlib import Path

    from hfpc_desktop.ui.look.theme import Tokens


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of left-over: its title, what to do, and a line for each file."""

    title: str
    advice: str
    lines: tuple[str, ...]


def sections(report: Any) -> list[Section]:
    """The kinds of left-overs that a ``ScanReport`` has, the ones that need a person first."""
    unclear = tuple(
        f"{_short(item.generated, report.generated)}  →  {either(_short(c, report.originals) for c in item.candidates)}"
        for item in report.ambiguities
    )
    found = [
        Section(translate("scan", "Unclear originals"), translate("scan", "Each could belong to several originals. Rename them, or name the pairs in a manifest (CSV or JSON lines)."), unclear),
        Section(translate("scan", "Generated images alone"), translate("scan", "No original carries the start of their name. A generated image is named like its original: chair.png and chair_02.png."), tuple(_short(p, report.generated) for p in report.generated_alone)),
        Section(translate("scan", "Originals alone"), translate("scan", "No generated image belongs to them; they are left out."), tuple(_short(p, report.originals) for p in report.originals_alone)),
        Section(translate("scan", "Not usable"), translate("scan", "These could not be listed or read."), tuple(f"{one_line(str(item.what))}: {item.text}" for item in report.unusable)),
        Section(translate("scan", "Masks not used"), translate("scan", "No original has their name."), tuple(_short(p, report.originals) for p in report.spare_masks)),
    ]  # fmt: skip
    return [section for section in found if section.lines]


def _short(path: Path, root: Path) -> str:
    return one_line(str(path.relative_to(root)) if path.is_relative_to(root) else str(path))


class ScanReportDialog(QDialog):
    """Kinds on the left, files on the right; copies to the clipboard."""

    def __init__(self, report: Any, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Scan report"))
        self.resize(760, 480)
        self.sections = sections(report)
        self._kinds = QListWidget()
        self._kinds.setAccessibleName(self.tr("Kinds"))
        self._kinds.setFixedWidth(220)
        for section in self.sections:
            self._kinds.addItem(f"{section.title}  ({words.count(len(section.lines))})")
        self._advice = label(role="muted", wrap=True)
        self._lines = QStringListModel(self)
        files = QListView()
        files.setAccessibleName(self.tr("Files"))
        files.setModel(self._lines)
        files.setUniformItemSizes(True)
        files.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        files.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        right = QVBoxLayout()
        right.setSpacing(tokens.space_2)
        right.addWidget(self._advice)
        right.addWidget(files, 1)
        body = QHBoxLayout()
        body.setSpacing(tokens.space_4)
        body.addWidget(self._kinds)
        body.addLayout(right, 1)
        copy = button(self.tr("Copy list"))
        copy.clicked.connect(self._copy)
        close = button(self.tr("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_4)
        column.setSpacing(tokens.space_4)
        heading = words.plural(
            report.pairs,
            self.tr("{0} pair found; these files were left out"),
            self.tr("{0} pairs found; these files were left out"),
        )
        column.addWidget(label(heading, "heading"))
        column.addLayout(body, 1)
        column.addLayout(button_row(copy, close))
        self._kinds.currentRowChanged.connect(self._show)
        self._kinds.setCurrentRow(0)

    def shown_lines(self) -> list[str]:
        """Files listed now."""
        return self._lines.stringList()

    def _show(self, index: int) -> None:
        if 0 <= index < len(self.sections):
            self._advice.setText(self.sections[index].advice)
            self._lines.setStringList(list(self.sections[index].lines))

    def _copy(self) -> None:
        text = "\n\n".join("\n".join((section.title, *section.lines)) for section in self.sections)
        QGuiApplication.clipboard().setText(text)
