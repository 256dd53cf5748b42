"""The key help: read from the actions registry and the keys in force, so that it can never be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from hfpc_desktop.ui.keys.actions import Group, key_text
from hfpc_desktop.ui.keys.keycaps import key_caps
from hfpc_desktop.ui.keys.keymap import Keymap
from hfpc_desktop.ui.keys.mask_specs import EDITABLE
from hfpc_desktop.ui.look import fuzzy
from hfpc_desktop.ui.look.scroll_fade import ScrollFade
from hfpc_desktop.ui.look.widgets import button, button_row, label

if TYPE_CHECKING:
    from hfpc_desktop.ui.keys.actions import ActionSpec
    from hfpc_desktop.ui.look.theme import Tokens

COLUMNS = 3


def columns(groups: list[tuple[Group, int]], count: int) -> list[list[Group]]:
    """Groups with their numbers of lines, in menu order, spread over columns of about equal height."""
    heights = [lines + 2 for _, lines in groups]
    goal = sum(heights) / count
    out: list[list[Group]] = [[] for _ in range(count)]
    filled, column = 0.0, 0
    for (group, _), height in zip(groups, heights, strict=True):
        if out[column] and filled + height / 2 > goal * (column + 1) and column < count - 1:
            column += 1
        out[column].append(group)
        filled += height
    return out


class ShortcutsHelp(QDialog):
    """Every key with what it does, by menu; a search field narrows it."""

    edit_asked = Signal()

    def __init__(
        self, tokens: Tokens, parent: QWidget | None = None, *, keymap: Keymap | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts_help")
        self._tokens = tokens
        self._keymap = keymap or Keymap(EDITABLE, parent=self)
        self._lines: list[tuple[ActionSpec, QWidget, QWidget]] = []
        self._heads: dict[Group, QWidget] = {}
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(1180, 660)
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Find a command or a key"))
        self._search.setAccessibleName(self.tr("Find a command or a key"))
        self._search.setClearButtonEnabled(True)
        self._search.setMinimumWidth(260)
        self._search.textChanged.connect(self._narrow)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Keyboard shortcuts"), "heading"))
        head.addStretch()
        head.addWidget(self._search)
        self._nothing = label(self.tr("No command has these letters"), "muted")
        self._nothing.hide()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._body())
        ScrollFade(scroll, tokens.surface_0)
        scroll.setAccessibleName(self.tr("Keyboard shortcuts"))
        edit = button(self.tr("Change shortcuts…"), name="help_edit")
        edit.clicked.connect(self.edit_asked)
        close = button(self.tr("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(tokens.space_5, tokens.space_5, tokens.space_5, tokens.space_4)
        outer.setSpacing(tokens.space_4)
        outer.addLayout(head)
        outer.addWidget(self._nothing)
        outer.addWidget(scroll, 1)
        outer.addLayout(
            button_row(
                edit, close, left=[label(self.tr("Keys: {0}").format(self._keymap.layout.label), "caption")]
            )
        )
        self._search.setFocus()

    def lines(self) -> list[tuple[str, str]]:
        """(keys, words) of every line shown, for tests."""
        return [
            (" ".join(key_text(key) for key in self._keys(spec)), spec.title)
            for spec, words, _ in self._lines
            if not words.isHidden()
        ]

    def _body(self) -> QWidget:
        body = QWidget()
        line = QHBoxLayout(body)
        line.setContentsMargins(0, 0, self._tokens.space_2, 0)
        line.setSpacing(self._tokens.space_6)
        shown = [(group, len(self._specs(group))) for group in Group if self._specs(group)]
        for groups in columns(shown, COLUMNS):
            column = QVBoxLayout()
            column.setSpacing(self._tokens.space_4)
            for group in groups:
                column.addLayout(self._group(group))
            column.addStretch()
            line.addLayout(column, 1)
        return body

    def _specs(self, group: Group) -> list[ActionSpec]:
        return [spec for spec in EDITABLE if spec.group is group and self._keymap.keys(spec.id)]

    def _keys(self, spec: ActionSpec) -> tuple[str, ...]:
        return self._keymap.keys(spec.id)

    def _group(self, group: Group) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._tokens.space_4)
        grid.setVerticalSpacing(self._tokens.space_2 - 1)
        grid.setColumnStretch(0, 1)
        self._heads[group] = label(group.label.upper(), "section")
        grid.addWidget(self._heads[group], 0, 0, 1, 2)
        for row, spec in enumerate(self._specs(group), start=1):
            words = label(spec.title, wrap=True)
            words.setToolTip(spec.tip)
            caps = key_caps(self._keys(spec), self._tokens)
            grid.addWidget(words, row, 0)
            grid.addWidget(caps, row, 1, Qt.AlignmentFlag.AlignRight)
            self._lines.append((spec, words, caps))
        return grid

    def _narrow(self, text: str) -> None:
        for spec, words, caps in self._lines:
            keys = [key_text(key).casefold() for key in self._keys(spec)]
            hit = text.strip().casefold() in keys or any(
                fuzzy.match(text, found) is not None for found in (spec.title, spec.text)
            )
            words.setVisible(hit)
            caps.setVisible(hit)
        alive = {spec.group for spec, words, _ in self._lines if not words.isHidden()}
        for group, head in self._heads.items():
            head.setVisible(group in alive)
        self._nothing.setVisible(not alive)
