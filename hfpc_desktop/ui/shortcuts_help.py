"""The key help: read from the actions registry, so that it can never be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from hfpc_desktop.ui.actions import SPECS, Group, key_text
from hfpc_desktop.ui.widgets import button, label

if TYPE_CHECKING:
    from hfpc_desktop.ui.actions import ActionSpec
    from hfpc_desktop.ui.theme import Tokens

_COLUMNS: tuple[tuple[Group, ...], ...] = (
    (Group.DECIDE, Group.MOVE, Group.JUDGE, Group.HELP),
    (Group.PICTURES, Group.VIEW),
    (Group.FILE, Group.EDIT),
)


class ShortcutsHelp(QDialog):
    """Every key with what it does, by menu."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(900, 560)
        body = QWidget()
        line = QHBoxLayout(body)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.space_6)
        for groups in _COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(tokens.space_4)
            for group in groups:
                column.addLayout(self._group(group))
            column.addStretch()
            line.addLayout(column, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        close = button(self.tr("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_4)
        outer.setSpacing(tokens.space_4)
        outer.addWidget(label(self.tr("Keyboard shortcuts"), "heading"))
        outer.addWidget(scroll, 1)
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def lines(self) -> list[tuple[str, str]]:
        """(keys, words) of every line shown, for tests."""
        return [(" ".join(key_text(key) for key in spec.keys), spec.title) for spec in SPECS if spec.keys]

    def _group(self, group: Group) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._tokens.space_4)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(group.label.upper(), "section"), 0, 0, 1, 2)
        specs = [spec for spec in SPECS if spec.group is group and spec.keys]
        for row, spec in enumerate(specs, start=1):
            words = label(spec.title)
            words.setToolTip(spec.tip)
            grid.addWidget(words, row, 0)
            grid.addLayout(self._keys(spec), row, 1, Qt.AlignmentFlag.AlignRight)
        return grid

    def _keys(self, spec: ActionSpec) -> QHBoxLayout:
        t = self._tokens
        line = QHBoxLayout()
        line.setSpacing(4)
        for key in spec.keys:
            cap = QLabel(key_text(key))
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            cap.setMinimumWidth(24)
            cap.setStyleSheet(
                f"background: {t.surface_2}; border: 1px solid {t.line_strong}; border-bottom-width: 2px;"
                f" border-radius: {t.radius_small}px; padding: 1px 6px; font-size: 12px;"
            )
            line.addWidget(cap)
        return line
