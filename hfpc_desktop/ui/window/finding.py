"""Finding the way: the views over the one list, grouping, steps between originals and variants, jumps.

What a person asks for in these matters arrives here; ``review_flow`` keeps deciding and drawing. GUI thread only.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QAbstractSlider, QApplication, QWidget

from hfpc_desktop.domain.pace import RECENT, seconds_left
from hfpc_desktop.domain.ranking import RowFilter, RowSet
from hfpc_desktop.domain.saved_filters import SavedFilters
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.finding import Jump, find_row, step_original, step_variant
from hfpc_desktop.ui.lists.filter_panel import FilterPanel
from hfpc_desktop.ui.lists.grid_view import DEFAULT
from hfpc_desktop.ui.lists.jump_dialog import JumpDialog
from hfpc_desktop.ui.lists.table_model import one_line
from hfpc_desktop.ui.lists.view_switch import ListKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSettings

    from hfpc_desktop.ui.keys.window_actions import Actions
    from hfpc_desktop.ui.lists.distribution import DistributionView
    from hfpc_desktop.ui.window.review_flow import ReviewFlow
    from hfpc_desktop.ui.window.review_page import ReviewPage

_STEPS = {"next": (0, 1), "previous": (0, -1), "next_variant": (1, 0), "previous_variant": (-1, 0)}
_KINDS = {f"view_{kind.value}": kind for kind in ListKind}


class Finding(QObject):
    """Owns no widget of the page; the jump dialog is its own."""

    def __init__(
        self,
        controller: Any,
        page: ReviewPage,
        flow: ReviewFlow,
        actions: Actions,
        settings: QSettings,
        window: QWidget,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._controller, self._page, self._flow = controller, page, flow
        self._actions, self._settings, self._window = actions, settings, window
        self._jump: JumpDialog | None = None
        self._map: DistributionView | None = None
        self._clock = clock
        self._decided: list[tuple[float, int]] = []
        page.filmstrip.position_chosen.connect(page.view.go_to_position)
        page.grid.tile_width_changed.connect(self._tile_width_changed)
        page.chips.filter_changed.connect(page.filter_bar.set_filter)
        page.filter_bar.filter_changed.connect(self._filter_changed)
        self.panel = FilterPanel(page.tokens, window)
        self.panel.filter_changed.connect(page.filter_bar.set_filter)
        self.panel.saved_changed.connect(self._saved_changed)
        controller.project_closed.connect(self._closed)
        controller.project_opened.connect(self._forget_pace)
        controller.decisions_changed.connect(self._note_pace)

    @property
    def dialog(self) -> JumpDialog | None:
        """The jump dialog while it is open."""
        return self._jump

    # -- commands --------------------------------------------------------------------------------

    def act(self, name: str, checked: bool) -> bool:
        """Carry out an action of the registry; False when it is not one of these."""
        if name in _STEPS:
            self._step(*_STEPS[name])
        elif name in _KINDS:
            # A view's key pressed again leads back to the list.
            self.set_kind(_KINDS[name] if checked or name == "view_list" else ListKind.LIST)
        elif name == "group":
            self.set_grouped(checked)
        elif name == "filters":
            self.open_filters()
        elif name == "jump":
            self.ask_jump()
        else:
            return False
        return True

    def restore(self) -> None:
        """Bring back the view, the grouping and the size of the tiles."""
        settings = self._settings
        width = settings.value("finding/tile", DEFAULT, type=int)
        self._page.grid.set_tile_width(int(width) if isinstance(width, int) else DEFAULT)
        self.set_grouped(bool(settings.value("finding/grouped", False, type=bool)))
        known = [kind.value for kind in ListKind]
        kind = str(settings.value("finding/view", ListKind.LIST.value))
        self.set_kind(ListKind(kind) if kind in known else ListKind.LIST)

    def stop(self) -> None:
        """The window closes."""
        self._closed()

    def set_kind(self, kind: ListKind) -> None:
        """Show the list as a list, as a grid or as a distribution."""
        if kind is ListKind.MAP and not self._page.has_view(kind):
            self._make_map()
        self._page.set_list_kind(kind)
        for name, one in _KINDS.items():
            self._actions[name].setChecked(one is kind)
        self._settings.setValue("finding/view", kind.value)

    def set_grouped(self, grouped: bool) -> None:
        """Keep the variants of an original together, and show them in the filmstrip."""
        self._actions["group"].setChecked(grouped)
        self._page.filmstrip.setVisible(grouped)
        self._page.model.set_grouped(grouped)
        self._page.filmstrip.refresh()
        self._settings.setValue("finding/grouped", grouped)

    def _tile_width_changed(self, width: int) -> None:
        self._settings.setValue("finding/tile", width)

    def _forget_pace(self) -> None:
        self._decided.clear()
        self._page.strip.set_time_left(None)

    def _note_pace(self, rows: Any, _decision: object, cause: str) -> None:
        table = self._page.model.table
        if cause == "decide" and table is not None and len(rows):
            self._decided = [*self._decided[-RECENT:], (self._clock(), len(rows))]
            undecided = int(np.count_nonzero(table.decisions == Decision.UNDECIDED))
            self._page.strip.set_time_left(seconds_left(undecided, self._decided))

    def open_filters(self) -> None:
        """The filter panel, under its button."""
        table, anchor = self._page.model.table, self._page.filters_button
        if table is not None:
            saved = SavedFilters.from_text(str(self._settings.value("finding/filters", "")))
            at = anchor.mapToGlobal(QPoint(0, anchor.height() + 4))
            self.panel.set_tokens(self._page.tokens)
            self.panel.open_at(at, self._page.filter_bar.row_filter, table, saved)

    def _saved_changed(self, saved: SavedFilters) -> None:
        self._settings.setValue("finding/filters", saved.to_text())

    def _filter_changed(self, row_filter: RowFilter) -> None:
        self._page.chips.set_filter(row_filter)
        if self._map is not None and row_filter.picked is None:
            self._map.clear_shape()

    # -- distribution ----------------------------------------------------------------------------

    def _make_map(self) -> None:
        from hfpc_desktop.ui.lists.distribution import DistributionView

        page, c = self._page, self._controller
        view = DistributionView(page.tokens)
        page.add_view(ListKind.MAP, view)
        self._actions.attach_review(view)
        view.thresholds_changed.connect(c.set_thresholds)
        view.rows_picked.connect(self._picked)
        view.row_chosen.connect(self._chosen)
        view.acted.connect(self._act_for_map)
        page.view.current_row_changed.connect(view.set_current)
        c.project_opened.connect(self._fill_map)
        c.project_closed.connect(self._empty_map)
        c.thresholds_changed.connect(view.set_thresholds)
        for signal in (c.rows_changed, c.rows_appended, c.decisions_changed, c.thresholds_changed):
            signal.connect(self._map_changed)
        self._map = view
        self._fill_map()

    def _act_for_map(self, name: str) -> None:
        self.act(name, False)
        self._page.view.setFocus()

    def _fill_map(self) -> None:
        if self._map is not None:
            table = self._page.model.table
            self._map.set_table(table)
            self._map.set_thresholds(self._controller.thresholds)
            self._map.set_current(self._page.view.current_row)
            self._map_changed()

    def _empty_map(self) -> None:
        if self._map is not None:
            self._map.set_table(None)

    def _map_changed(self) -> None:
        table = self._page.model.table
        if self._map is not None and table is not None:
            self._map.set_counts(table.counts())
            self._map.scores_changed()

    def _picked(self, rows: np.ndarray) -> None:
        """The pairs that were drawn around: the list shows them, all selected."""
        page = self._page
        picked = RowSet.of(rows) if len(rows) else None
        page.filter_bar.set_filter(replace(page.filter_bar.row_filter, picked=picked))
        if picked is not None and page.model.rowCount():
            page.view.go_to_position(0)
            page.view.select_rows(rows)

    def _chosen(self, row: int) -> None:
        if not self._page.view.go_to_row(row):
            self._page.filter_bar.clear()
            self._page.view.go_to_row(row)

    # -- steps -----------------------------------------------------------------------------------

    def _step(self, across: int, down: int) -> None:
        page, model = self._page, self._page.model
        focus = QApplication.focusWidget()
        if across and isinstance(focus, QAbstractSlider):  # its own arrow keys
            add, sub = (
                QAbstractSlider.SliderAction.SliderSingleStepAdd,
                QAbstractSlider.SliderAction.SliderSingleStepSub,
            )
            focus.triggerAction(add if across > 0 else sub)
            return
        if page.list_kind is ListKind.GRID:
            page.grid.step(across, down)
            return
        table, at = model.table, page.view.current_position
        if table is None or at < 0:
            return
        if across:
            page.view.go_to_position(step_variant(table, model.order, at, across))
        elif model.grouped:
            page.view.go_to_position(step_original(table, model.order, at, down))
        else:
            self._flow.step(down)

    # -- jump ------------------------------------------------------------------------------------

    def ask_jump(self) -> None:
        """Ask for a number or a name."""
        self._closed()
        dialog = JumpDialog(self._window)
        dialog.text_changed.connect(self._preview_jump)
        dialog.accepted.connect(self._jump_now)
        dialog.finished.connect(self._jump_closed)
        self._jump = dialog
        self._preview_jump("")
        dialog.open()

    def _find(self, text: str) -> tuple[Jump | None, np.ndarray]:
        """Where a text leads in the list, or else in everything that the filter hides."""
        model = self._page.model
        table = model.table
        if table is None:
            return None, model.order
        found = find_row(table, model.order, text, self._page.view.current_position)
        if found is None and len(model.order) < len(table):
            everything = np.arange(len(table), dtype=np.intp)
            return find_row(table, everything, text, -1), everything
        return found, model.order

    def _preview_jump(self, text: str) -> None:
        dialog, table = self._jump, self._page.model.table
        if dialog is None or table is None:
            return
        if not text.strip():
            dialog.say(
                self.tr("A number from 1 to {0}, or a part of a name").format(self._page.model.rowCount())
            )
            return
        found, order = self._find(text)
        if found is None:
            dialog.say(self.tr("No pair has this name"), found=False)
            return
        name = one_line(table.generated(int(order[found.position])).name)
        if order is not self._page.model.order:
            dialog.say(self.tr("{0}: hidden by the filter, which will be removed").format(name))
        elif found.matches > 1:
            dialog.say(self.tr("{0}. {1}, the next of {2}").format(found.position + 1, name, found.matches))
        else:
            dialog.say(self.tr("{0}. {1}").format(found.position + 1, name))

    def _jump_now(self) -> None:
        dialog = self._jump
        found, order = (None, np.zeros(0)) if dialog is None else self._find(dialog.text)
        if found is None:
            return
        row = int(order[found.position])
        if not self._page.view.go_to_row(row):
            self._page.filter_bar.set_filter(RowFilter())
            self._page.view.go_to_row(row)
        self._page.view.setFocus()

    def _jump_closed(self, _code: int) -> None:
        dialog, self._jump = self._jump, None
        if dialog is not None:
            dialog.deleteLater()

    def _closed(self) -> None:
        if self._jump is not None:
            self._jump.close()
