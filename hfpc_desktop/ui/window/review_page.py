"""The review page: pictures, list, inspector, thresholds and progress, put together. Only layout; the
behaviour is ``review_flow``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from hfpc_desktop.ui.compare.compare import CompareView
from hfpc_desktop.ui.compare.compare_notes import CompareNotes
from hfpc_desktop.ui.inspector.inspector import Inspector
from hfpc_desktop.ui.lists.filmstrip import Filmstrip
from hfpc_desktop.ui.lists.filter_bar import FilterBar
from hfpc_desktop.ui.lists.filter_chips import FilterChips
from hfpc_desktop.ui.lists.grid_view import PairGridView
from hfpc_desktop.ui.lists.table_model import PairTableModel
from hfpc_desktop.ui.lists.table_view import PairTableView
from hfpc_desktop.ui.lists.thresholds_panel import ThresholdsPanel
from hfpc_desktop.ui.lists.thumbnails import ThumbnailShelf
from hfpc_desktop.ui.lists.view_switch import ListKind, ViewSwitch, ViewTools
from hfpc_desktop.ui.look import icons
from hfpc_desktop.ui.look.widgets import EmptyState, IconLabel, action_button, button, label, panel, rule
from hfpc_desktop.ui.window.progress_strip import ProgressStrip
from hfpc_desktop.ui.window.trouble_bar import TroubleBar

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from hfpc_desktop.ui.keys.window_actions import Actions
    from hfpc_desktop.ui.look.theme import Tokens

SIDE_WIDTH = 312
MAP_SHARE = 0.54
"""Of the height, for the distribution below the pictures."""


class EndBanner(QFrame):
    """Nothing is left to decide in this list: what was done, and where to go from here."""

    acted = Signal(str)
    """``export``, ``hidden`` (show the undecided pairs outside the filter) or ``close``."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("end_banner")
        self._icon = IconLabel("check-circle", tokens.approve, 20)
        self._text = label(role="strong")
        self._detail = label(role="muted")
        self._hidden = button("", "quiet", name="banner_hidden")
        self._export = button(self.tr("Export approved…"), "primary", name="banner_export")
        self._close = button("", "quiet", name="banner_close")
        self._close.setFixedWidth(30)
        self._close.setStyleSheet("padding: 4px;")
        self._close.setAccessibleName(self.tr("Close"))
        line = QHBoxLayout(self)
        line.setContentsMargins(tokens.space_4, tokens.space_2, tokens.space_3, tokens.space_2)
        line.setSpacing(tokens.space_3)
        line.addWidget(self._icon)
        line.addWidget(self._text)
        line.addWidget(self._detail, 1)
        for one, slot in (
            (self._hidden, self._ask_hidden),
            (self._export, self._ask_export),
            (self._close, self._ask_close),
        ):
            line.addWidget(one)
            one.clicked.connect(slot)
        self.set_tokens(tokens)
        self.hide()

    def show_counts(self, approved: int, rejected: int, hidden: int) -> None:
        """``hidden``: undecided pairs that the filter keeps out of the list."""
        self._text.setText(self.tr("Everything in this list is decided"))
        self._detail.setText(self.tr("{0} approved · {1} rejected").format(approved, rejected))
        self._hidden.setVisible(hidden > 0)
        self._hidden.setText(self.tr("Show {0} more undecided").format(hidden))
        self._export.setEnabled(approved > 0)
        self.setAccessibleName(self.text)
        self.show()

    @property
    def text(self) -> str:
        return f"{self._text.text()}: {self._detail.text()}"

    def set_tokens(self, tokens: Tokens) -> None:
        self._icon.set_icon("check-circle", tokens.approve)
        self._close.setIcon(icons.icon("close", tokens.text_muted))
        self.setStyleSheet(
            f"#end_banner {{ background: {tokens.approve_soft}; border-bottom: 1px solid {tokens.line}; }}"
        )

    def _ask_hidden(self) -> None:
        self.acted.emit("hidden")

    def _ask_export(self) -> None:
        self.acted.emit("export")

    def _ask_close(self) -> None:
        self.hide()
        self.acted.emit("close")


class ReviewPage(QFrame):
    """Owns the widgets of the review; ``ReviewFlow`` brings them to life."""

    def __init__(self, tokens: Tokens, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.tokens = tokens
        self.shelf = ThumbnailShelf(self)
        self.model = PairTableModel(self)
        self.view = PairTableView(self.model, self.shelf, tokens)
        self.grid = PairGridView(self.model, self.shelf, tokens)
        self.grid.setSelectionModel(self.view.selectionModel())
        self.filmstrip = Filmstrip(self.model, self.view.selectionModel(), self.shelf, tokens)
        self.switch = ViewSwitch(actions, tokens)
        self.tools = ViewTools(self.model, self.grid, tokens)
        self.chips = FilterChips(tokens)
        self.filters_button = action_button(actions["filters"], text=True)
        self.filter_bar = FilterBar(
            tokens, leading=(self.switch,), trailing=(self.filters_button, self.chips, self.tools)
        )
        self._kind = ListKind.LIST
        self._rows_sizes: list[int] | None = None
        self._views: dict[ListKind, Any] = {ListKind.LIST: self.view, ListKind.GRID: self.grid}
        self.list_empty = EmptyState(tokens)
        self.banner = EndBanner(tokens)
        self.trouble = TroubleBar(tokens)
        self.compare = CompareView(tokens)
        self.notes = CompareNotes(self.compare, tokens)
        self.inspector = Inspector(tokens)
        self.thresholds = ThresholdsPanel(tokens)
        self.strip = ProgressStrip(tokens, actions)
        self._lay_out()
        for widget in (self.view, self.grid, self.compare, self.inspector):
            actions.attach_review(widget)

    def _lay_out(self) -> None:
        self.list_pages = QStackedWidget()
        for one in (self.view, self.grid, self.list_empty):
            self.list_pages.addWidget(one)
        self._list_pane = panel()
        column = QVBoxLayout(self._list_pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.trouble, self.banner, self.filter_bar, rule(), self.list_pages):
            column.addWidget(widget)
        column.setStretchFactor(self.list_pages, 1)
        self._list_pane.setMinimumSize(430, 150)
        self.compare.setMinimumSize(360, 220)
        self._pictures = panel()
        pictures = QVBoxLayout(self._pictures)
        pictures.setContentsMargins(0, 0, 0, 0)
        pictures.setSpacing(0)
        pictures.addWidget(self.compare, 1)
        pictures.addWidget(self.filmstrip)
        self.filmstrip.hide()
        self._inner = QSplitter(Qt.Orientation.Vertical)
        self._inner.setObjectName("pictures_and_list")
        self._side = panel()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        self._side_rule = rule()
        side.addWidget(self.inspector, 1)
        side.addWidget(self._side_rule)
        side.addWidget(self.thresholds)
        self._side.setMinimumWidth(270)
        self._outer = QSplitter(Qt.Orientation.Horizontal)
        self._outer.setObjectName("work_and_side")
        self._inner.addWidget(self._pictures)
        self._inner.addWidget(self._list_pane)
        self._outer.addWidget(self._inner)
        self._outer.addWidget(self._side)
        self._outer.setStretchFactor(0, 1)
        self._outer.setStretchFactor(1, 0)
        self._outer.setSizes([968, SIDE_WIDTH])
        for splitter in (self._inner, self._outer):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        self.set_list_side(beside=False)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._outer, 1)
        page.addWidget(rule())
        page.addWidget(self.strip)

    def add_list_bar(self, bar: QWidget) -> None:
        """Put a bar above the list and its filter."""
        layout = self._list_pane.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, bar)

    def add_hints(self, bar: QWidget) -> None:
        """Put a bar between the panes and the progress."""
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, bar)

    def show_list(self) -> None:
        """Show the list instead of its empty state; it takes the focus, unless somebody types a filter."""
        if self.list_pages.currentWidget() is self.active_view:
            return
        self.list_pages.setCurrentWidget(self.active_view)
        if not self.filter_bar.typing:
            self.view.setFocus()

    def show_empty(self) -> None:
        """Show the empty state instead of the list. The distribution stays: it shows what a filter hides, too."""
        table = self.model.table
        if self._kind is ListKind.MAP and table is not None and len(table):
            self.show_list()
        else:
            self.list_pages.setCurrentWidget(self.list_empty)

    # -- list, grid and distribution ---------------------------------------------------------------

    @property
    def list_kind(self) -> ListKind:
        """Which of the views over the one list is chosen."""
        return self._kind

    @property
    def active_view(self) -> QWidget:
        """The chosen view, whether it or the empty state is shown."""
        view: QWidget = self._views[self._kind]
        return view

    def add_view(self, kind: ListKind, view: QWidget) -> None:
        """A view that is made when it is first asked for."""
        self._views[kind] = view
        self.list_pages.addWidget(view)

    def has_view(self, kind: ListKind) -> bool:
        return kind in self._views

    def set_list_kind(self, kind: ListKind) -> None:
        """Show the list in another way; selection and current pair are the same in all of them."""
        before, self._kind = self._kind, kind
        if ListKind.MAP in (before, kind) and before is not kind:
            self._make_room(kind is ListKind.MAP)
        # Whoever gives the focus to the list means the view that is shown.
        self.view.setFocusProxy(None if kind is ListKind.LIST else self.active_view)  # type: ignore[arg-type]
        self.tools.set_kind(kind)
        if self.model.rowCount():
            self.list_pages.setCurrentWidget(self.active_view)
            self.view.setFocus()
        else:
            self.show_empty()

    def _make_room(self, for_map: bool) -> None:
        """Below the pictures a distribution needs more height than rows do; they get theirs back afterwards."""
        if self._inner.orientation() is not Qt.Orientation.Vertical:
            return
        sizes = self._inner.sizes()
        if for_map and sizes[1] < MAP_SHARE * sum(sizes):
            self._rows_sizes = sizes
            pictures = round((1 - MAP_SHARE) * sum(sizes))
            self._inner.setSizes([pictures, sum(sizes) - pictures])
        elif not for_map and self._rows_sizes is not None:
            self._inner.setSizes(self._rows_sizes)
            self._rows_sizes = None

    # -- panes -----------------------------------------------------------------------------------

    def set_list_side(self, *, beside: bool) -> None:
        """Put the list beside the pictures (left) or below them."""
        self._inner.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        self._inner.insertWidget(0, self._list_pane if beside else self._pictures)
        self._inner.setStretchFactor(0, 0 if beside else 3)
        self._inner.setStretchFactor(1, 1 if beside else 2)
        self._inner.setSizes([500, 560] if beside else [370, 330])

    def show_inspector(self, shown: bool) -> None:
        self.inspector.setVisible(shown)
        self._tidy_side()

    def show_thresholds(self, shown: bool) -> None:
        self.thresholds.setVisible(shown)
        self._tidy_side()

    def _tidy_side(self) -> None:
        inspector, thresholds = not self.inspector.isHidden(), not self.thresholds.isHidden()
        self._side_rule.setVisible(inspector and thresholds)
        self._side.setVisible(inspector or thresholds)

    def set_tokens(self, tokens: Tokens) -> None:
        self.tokens = tokens
        for part in (
            *self._views.values(), self.filmstrip, self.switch, self.tools, self.chips, self.filter_bar, self.list_empty, self.banner, self.trouble, self.compare, self.notes, self.inspector, self.thresholds, self.strip,
        ):  # fmt: skip
            part.set_tokens(tokens)

    def save(self, settings: QSettings) -> None:
        """Remember the sizes of the panes."""
        settings.setValue("review/inner", self._inner.saveState())
        settings.setValue("review/outer", self._outer.saveState())

    def restore(self, settings: QSettings) -> None:
        """Bring the sizes back; orientation is a setting of its own and must be set before."""
        for key, splitter in (("review/inner", self._inner), ("review/outer", self._outer)):
            state = settings.value(key)
            if isinstance(state, QByteArray):
                orientation = splitter.orientation()
                splitter.restoreState(state)
                splitter.setOrientation(orientation)
                splitter.setHandleWidth(1)
                splitter.setChildrenCollapsible(False)
