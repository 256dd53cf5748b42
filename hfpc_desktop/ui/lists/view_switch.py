"""Which view of the list is shown, and the tools that belong to it: a segmented control, sorting, tile size."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QSlider, QToolButton, QWidget

from hfpc_desktop.ui.lists.grid_view import LARGEST, SMALLEST, STEP, PairGridView
from hfpc_desktop.ui.lists.table_model import COLUMNS, PairTableModel
from hfpc_desktop.ui.look import icons
from hfpc_desktop.ui.look.widgets import action_button, set_sheet

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from hfpc_desktop.ui.keys.window_actions import Actions
    from hfpc_desktop.ui.look.theme import Tokens


class ListKind(StrEnum):
    """The views over the one list. The values are ids of settings."""

    LIST = "list"
    GRID = "grid"
    MAP = "map"


class ViewSwitch(QFrame):
    """List, grid or distribution, and whether variants are grouped: buttons of the actions registry."""

    def __init__(self, actions: Actions, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("view_switch")
        self.buttons = {kind: action_button(actions[f"view_{kind.value}"]) for kind in ListKind}
        self.group = action_button(actions["group"])
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(1)
        for widget in (*self.buttons.values(), self.group):
            row.addWidget(widget)
        row.insertSpacing(3, 8)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        set_sheet(
            self,
            f"#view_switch QToolButton {{ padding: 3px; border-radius: {tokens.radius_small}px; }}",
        )


class ViewTools(QFrame):
    """What a grid has instead of column headers: a sort menu and the size of its tiles."""

    def __init__(
        self, model: PairTableModel, grid: PairGridView, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("view_tools")
        self._model, self._grid = model, grid
        self.sort = QToolButton()
        self.sort.setObjectName("sort_menu")
        self.sort.setAccessibleName(self.tr("Sort by"))
        self.sort.setToolTip(self.tr("Sort by; with Shift by one more column"))
        self.sort.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.sort.clicked.connect(self._open_menu)
        self.size_slider = QSlider(Qt.Orientation.Horizontal)
        self.size_slider.setObjectName("tile_size")
        self.size_slider.setAccessibleName(self.tr("Size of the thumbnails"))
        self.size_slider.setToolTip(self.tr("Size of the thumbnails (Ctrl and the wheel)"))
        self.size_slider.setRange(SMALLEST, LARGEST)
        self.size_slider.setSingleStep(STEP)
        self.size_slider.setPageStep(2 * STEP)
        self.size_slider.setValue(grid.tile_width)
        self.size_slider.setFixedWidth(96)
        self.size_slider.valueChanged.connect(grid.set_tile_width)
        grid.tile_width_changed.connect(self.size_slider.setValue)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.space_2)
        row.addWidget(self.sort)
        row.addWidget(self.size_slider)
        model.reordered.connect(self._say_order)
        self.set_tokens(tokens)
        self._say_order()
        self.set_kind(ListKind.LIST)

    def set_kind(self, kind: ListKind) -> None:
        """The list has headers, the distribution has axes: only the grid needs these."""
        self.setVisible(kind is ListKind.GRID)

    def set_tokens(self, tokens: Tokens) -> None:
        self.sort.setIcon(icons.icon("sort", tokens.text_muted))

    def _say_order(self) -> None:
        titles = {spec.key: spec.label for spec in COLUMNS}
        key, descending = self._model.sort_key
        arrow = "↓" if descending else "↑"
        more = len(self._model.sort_keys) - 1
        text = f"{titles[key]} {arrow}" + (f" +{more}" if more else "")
        if self.sort.text() != text:
            self.sort.setText(text)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        group.setExclusive(False)
        known = dict(self._model.sort_keys)
        for spec in COLUMNS:
            mark = "" if spec.key not in known else "   ↓" if known[spec.key] else "   ↑"
            action = menu.addAction(spec.label + mark)
            action.setData(spec.key)
            action.setCheckable(True)
            action.setChecked(spec.key in known)
            action.setToolTip(spec.tip)
            group.addAction(action)
        group.triggered.connect(self._picked)
        menu.popup(self.sort.mapToGlobal(QPoint(0, self.sort.height())))

    def _picked(self, action: QAction) -> None:
        shift = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = next(spec.key for spec in COLUMNS if spec.key == action.data())
        self._model.header_pressed(key, add=shift)
