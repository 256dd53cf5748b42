"""Toolbar, menus and context menu of the main window, filled from the actions registry. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from hfpc_desktop.ui.keys.actions import SPECS, Group
from hfpc_desktop.ui.look.widgets import action_button, as_action, label, plain_tip
from hfpc_desktop.ui.window.window_look import THEME_ACTIONS

if TYPE_CHECKING:
    from PySide6.QtGui import QActionEvent
    from PySide6.QtWidgets import QMenuBar

    from hfpc_desktop.ui.keys.window_actions import Actions

TOOLS_WIDTH = 920
"""What the tools beside the project's name need, in pixels."""
_PLAIN, _WORDS = False, True
_TOOLS: tuple[tuple[str, bool] | None, ...] = (
    ("close_project", _PLAIN), None, ("undo", _PLAIN), ("redo", _PLAIN), None,
    ("approve", _WORDS), ("reject", _WORDS), ("clear_decision", _WORDS), None,
    ("previous", _PLAIN), ("next", _PLAIN), ("next_undecided", _PLAIN),
)  # fmt: skip
_KINDS = {"approve": "approve", "reject": "reject", "export": "primary"}
_VIEW_TOOLS = ("toggle_list_side", "toggle_thresholds", "toggle_inspector", "shortcuts")
_OF_PAIRS = (
    ("approve", "reject", "clear_decision"),
    ("approve_only", "approve_best", "reject_variants", "flag_mask", "flag_score", "remark"),
    ("select_all", "resort", "clear_filter"),
)


class WindowTools(QToolBar):
    """The project's name between what one does with it; shown while a project is open."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tools"))
        self.setObjectName("tools")
        self.setMovable(False)
        self.setFloatable(False)
        self.setIconSize(QSize(18, 18))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._name = ""
        self._shown_name = label(role="title")
        self.buttons: dict[str, QToolButton] = {}
        for entry in _TOOLS:
            if entry is None:
                self.addSeparator()
                continue
            name, text = entry
            self.buttons[name] = action_button(actions[name], text=text, kind=_KINDS.get(name, ""))
            self.addWidget(self.buttons[name])
            if name == "close_project":
                self.addWidget(self._shown_name)
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(gap)
        for name in _VIEW_TOOLS:
            self.addWidget(action_button(actions[name]))
        self.addSeparator()
        self.export_button = _OnAccent(actions, "export")
        self.addWidget(self.export_button)

    def show_project(self, name: str, tip: str, window_width: int) -> None:
        """``name`` on one line; ``tip`` says where the project lies."""
        self._name = name
        self._shown_name.setToolTip(plain_tip(tip))
        self.fit(window_width)

    def fit(self, window_width: int) -> None:
        """As much of the project's name as leaves room for every tool; widths in pixels."""
        room = max(80, min(320, window_width - TOOLS_WIDTH))
        metrics = self._shown_name.fontMetrics()
        self._shown_name.setText(metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, room))


class _OnAccent(QToolButton):
    """The main action, with its word and an icon in the colour of that word."""

    def __init__(self, actions: Actions, name: str) -> None:
        super().__init__()
        self._actions, self._name = actions, name
        as_action(self, actions[name], text=True, kind=_KINDS[name])

    def actionEvent(self, event: QActionEvent) -> None:
        super().actionEvent(event)  # takes the menu's icon each time the action changes
        if event.type() is not QEvent.Type.ActionRemoved:  # the registry may be half gone by then
            self.setIcon(self._actions.icon_on_accent(self._name))


def fill_menus(bar: QMenuBar, actions: Actions) -> None:
    """One menu a ``Group``, its actions in the order of the registry; of the themes one is checked."""
    themes = QActionGroup(bar)
    for group in Group:
        specs = [spec for spec in SPECS if spec.group is group]
        if not specs:
            continue
        menu = bar.addMenu(group.label)
        for spec in specs:
            if spec.separator_before:
                menu.addSeparator()
            menu.addAction(actions[spec.id])
            if spec.id in THEME_ACTIONS:
                themes.addAction(actions[spec.id])


def pairs_menu(actions: Actions, parent: QWidget) -> QMenu:
    """What can be done with the pairs that are selected in a list."""
    menu = QMenu(parent)
    for place, names in enumerate(_OF_PAIRS):
        if place:
            menu.addSeparator()
        for name in names:
            menu.addAction(actions[name])
    return menu
