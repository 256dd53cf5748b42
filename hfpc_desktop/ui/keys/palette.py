"""The command palette: every action of the registry, found by a few letters.

It lies over the window. Letters are looked for in the name, the menu, the help and the keys; what was
used last stands first. An action that cannot be done now is grey and says why. GUI thread.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from hfpc_desktop.ui.keys.actions import SPECS
from hfpc_desktop.ui.keys.palette_commands import Command, ranked
from hfpc_desktop.ui.keys.palette_paint import CommandDelegate
from hfpc_desktop.ui.look.widgets import label, rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSettings
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from hfpc_desktop.ui.keys.window_actions import Actions
    from hfpc_desktop.ui.look.theme import Tokens

RECENT = "palette/recent"
RECENTS = 8
WIDTH, ROWS = 620, 9
HIDDEN = frozenset({"palette"})
COMMAND = Qt.ItemDataRole.UserRole


class CommandList(QAbstractListModel):
    """The commands that match, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands: tuple[Command, ...] = ()

    def show_commands(self, commands: Sequence[Command]) -> None:
        self.beginResetModel()
        self._commands = tuple(commands)
        self.endResetModel()

    @property
    def commands(self) -> tuple[Command, ...]:
        return self._commands

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._commands)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        command = self._commands[index.row()]
        if role == COMMAND:
            return command
        if role == Qt.ItemDataRole.DisplayRole:
            return command.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join((command.title, command.group, *command.keys, command.why_not)).strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return command.why_not or command.spec.tip
        return None


class CommandPalette(QWidget):
    """Covers its parent; ``chosen`` carries the id of the action, ``closed`` comes in any case."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, actions: Actions, settings: QSettings, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("All commands"))
        self._actions, self._settings, self._tokens = actions, settings, tokens
        self._host = parent
        self._before: QWidget | None = None
        self._panel = QFrame(self)
        self._panel.setObjectName("palette_panel")
        self.field = QLineEdit()
        self.field.setObjectName("palette_field")
        self.field.setPlaceholderText(self.tr("Type a command: approve, zoom, theme …"))
        self.field.setAccessibleName(self.tr("Command"))
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.model = CommandList(self)
        self.view = QListView()
        self.view.setObjectName("palette_list")
        self.view.setAccessibleName(self.tr("Commands found"))
        self.view.setModel(self.model)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.delegate = CommandDelegate(tokens, self.view)
        self.view.setItemDelegate(self.delegate)
        self.view.clicked.connect(self._clicked)
        self._nothing = label(self.tr("No command has these letters"), "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setMinimumHeight(64)
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(0, 0, 0, tokens.space_1)
        column.setSpacing(0)
        for widget in (self.field, rule(), self.view, self._nothing):
            column.addWidget(widget)
        self.set_tokens(tokens)
        self.hide()
        parent.installEventFilter(self)

    # -- opening and closing ---------------------------------------------------------------------

    def open_(self) -> None:
        """Show it over the window with an empty field."""
        parent = self._host
        self._before = parent.window().focusWidget()
        self._all = self._commands()
        self.field.clear()
        self._search("")
        self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self._place()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_(self) -> None:
        """Hide it and give the focus back."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None
        self.closed.emit()

    def run(self, command: Command) -> None:
        """Do a command and remember it; nothing when it cannot be done."""
        if command.why_not:
            return
        name = command.spec.id
        recent = [name, *(one for one in self.recent if one != name)][:RECENTS]
        self._settings.setValue(RECENT, json.dumps(recent))
        self.close_()
        self.chosen.emit(name)

    @property
    def recent(self) -> list[str]:
        """Ids of the actions used last, newest first."""
        try:
            saved = json.loads(str(self._settings.value(RECENT, "[]")))
        except ValueError:
            return []
        return [name for name in saved if isinstance(name, str)] if isinstance(saved, list) else []

    def _commands(self) -> list[Command]:
        keymap = self._actions.keymap
        return [
            Command(
                spec, self._actions[spec.id].text().rstrip("…"), spec.group.label, keymap.keys(spec.id),
                self._actions.why_not(spec.id),
            )
            for spec in SPECS
            if spec.id not in HIDDEN
        ]  # fmt: skip

    def _search(self, query: str) -> None:
        self.model.show_commands(ranked(self._all, query, self.recent))
        found = self.model.rowCount()
        self._nothing.setVisible(not found)
        self.view.setVisible(bool(found))
        if found:
            self.view.setCurrentIndex(self.model.index(0))
        self._place()

    def _place(self) -> None:
        rows = min(ROWS, max(1, self.model.rowCount()))
        self.view.setFixedHeight(rows * self.delegate.row_height + 2)
        width = min(WIDTH, self.width() - 2 * self._tokens.space_5)
        self._panel.setFixedWidth(max(240, width))
        self._panel.adjustSize()
        self._panel.move((self.width() - self._panel.width()) // 2, max(24, self.height() // 9))

    def _clicked(self, index: QModelIndex) -> None:
        self.run(self.model.commands[index.row()])

    def _step(self, by: int) -> None:
        count = self.model.rowCount()
        if count:
            self.view.setCurrentIndex(self.model.index((self.view.currentIndex().row() + by) % count))

    # -- Qt --------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # while the window is taken down the attributes may be gone before the filter is
        host, field = getattr(self, "_host", None), getattr(self, "field", None)
        if (
            isinstance(host, QWidget)
            and watched is host
            and event.type() == QEvent.Type.Resize
            and self.isVisible()
        ):
            self.setGeometry(host.rect())
            self._place()
        if watched is not field:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # while it is open, no key does anything else
            return True
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and self.window().isActiveWindow():
            self.close_()
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}
        if key in steps:
            self._step(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.view.currentIndex()
            if index.isValid() and self.model.rowCount():
                self.run(self.model.commands[index.row()])
        elif key == Qt.Key.Key_Escape:
            self.close_()
        else:
            return key == Qt.Key.Key_Tab
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        from PySide6.QtGui import QPainter

        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 110 if self._tokens.dark else 60))
        painter.end()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.delegate.tokens = tokens
        self._panel.setStyleSheet(
            f"#palette_panel {{ background: {tokens.surface_1}; border: 1px solid {tokens.line_strong};"
            f" border-radius: {tokens.radius_large}px; }}"
            f"#palette_field {{ background: transparent; border: none; padding: 12px 16px;"
            f" font-size: {tokens.font_title}px; }}"
            "#palette_list { background: transparent; padding: 0 4px; }"
        )
