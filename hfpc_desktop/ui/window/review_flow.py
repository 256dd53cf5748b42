"""The behaviour of the review page: what the controller tells reaches the widgets, what a person does reaches
the controller. Auto-advance, undo that jumps, the frozen order and the empty states live here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from hfpc_desktop.domain.audit import Selection
from hfpc_desktop.domain.verdict import Decision, Thresholds, Verdict
from hfpc_desktop.review.score_columns import Counts
from hfpc_desktop.review.table import Column
from hfpc_desktop.runtime.states import Phase, Progress
from hfpc_desktop.ui.compare.picture_feed import PictureFeed
from hfpc_desktop.ui.lists.table_model import one_line
from hfpc_desktop.ui.look import words
from hfpc_desktop.ui.window.deciding import Deciding
from hfpc_desktop.ui.window.explaining import Explaining
from hfpc_desktop.ui.window.list_states import ListStates
from hfpc_desktop.ui.window.sampling import Sampling

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hfpc_desktop.domain.ranking import RowFilter
    from hfpc_desktop.review.table import ReviewTable
    from hfpc_desktop.ui.window.review_page import ReviewPage

AHEAD = 3
"""How many of the next pairs are fetched beforehand, by arrow and by auto-advance each."""
AROUND = 100
"""Rows of the list before and after those in view whose saved judgements are read beforehand."""
HISTOGRAM_MS = 400


class ReviewFlow(QObject):
    """Connects one controller and one page. GUI thread only."""

    pair_shown = Signal()
    """Scores and remarks of the current pair were shown, or that there is none."""
    state_changed = Signal()
    """Something changed that actions are enabled by."""
    notice = Signal(str, str, str)
    done = Signal(str)
    """What was done to several pairs at once; the window offers to take it back."""
    export_asked = Signal()
    list_action = Signal(str)
    """A button of the empty list was pressed: ``open``, ``report``."""

    def __init__(self, controller: Any, page: ReviewPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._page = page
        self._progress = Progress()
        self._report: Any = None
        self._feed = PictureFeed(page.compare, self)
        self._visible: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        self._beside: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        self._states = ListStates(page, self)
        self.deciding = Deciding(controller, page, self)
        self.deciding.notice.connect(self.notice)
        self.deciding.done.connect(self.done)
        self.deciding.go_on.connect(self.advance)
        self.sampling = Sampling(controller, page, self)
        self.sampling.notice.connect(self.notice)
        self._explaining = Explaining(controller, page, self)
        self._histogram = QTimer(self)
        self._histogram.setSingleShot(True)
        self._histogram.setInterval(HISTOGRAM_MS)
        self._histogram.timeout.connect(self._draw_histogram)
        self._connect_controller()
        self._connect_page()
        self._show_list_state()

    def _connect_controller(self) -> None:
        c = self._controller
        c.project_opened.connect(self._opened)
        c.project_closed.connect(self._closed)
        c.rows_appended.connect(self._rows_appended)
        c.rows_changed.connect(self._rows_changed)
        c.judgements_read.connect(self._judgements_read)
        c.decisions_changed.connect(self._decisions_changed)
        c.remarks_changed.connect(self._remarks_changed)
        c.pairs_moved.connect(self._pairs_moved)
        c.thresholds_changed.connect(self._thresholds_changed)
        c.progress_changed.connect(self._progress_changed)
        c.scan_reported.connect(self._scan_reported)
        c.picture_ready.connect(self._feed.picture_ready)
        c.thumbnail_ready.connect(self._page.shelf.put)
        c.overlay_ready.connect(self._feed.overlay_ready)
        c.picture_ready.connect(self._page.notes.refresh)
        c.overlay_ready.connect(self._page.notes.refresh)
        self._feed.wanted.connect(c.request_picture)
        self._feed.overlay_wanted.connect(c.request_overlay)
        self._page.shelf.wanted.connect(c.request_thumbnail)

    def _connect_page(self) -> None:
        page = self._page
        page.view.current_row_changed.connect(self._current_changed)
        page.view.visible_rows_changed.connect(self._visible_changed)
        page.grid.visible_rows_changed.connect(self._visible_changed)
        page.filmstrip.rows_shown.connect(self._beside_changed)
        page.filter_bar.filter_changed.connect(self._filter_changed)
        page.filter_bar.resort_asked.connect(self.resort)
        page.filter_bar.left.connect(page.view.setFocus)
        page.model.stale_changed.connect(self._stale_changed)
        page.model.reordered.connect(self._reordered)
        self._states.clear_asked.connect(self.clear_filter)
        self._states.export_asked.connect(self.export_asked)
        self._states.list_action.connect(self.list_action)
        page.thresholds.thresholds_changed.connect(self._controller.set_thresholds)
        page.inspector.defect_activated.connect(self._defect_activated)
        page.inspector.defect_hovered.connect(page.compare.highlight_defect)
        page.compare.defect_clicked.connect(page.compare.highlight_defect)
        page.compare.defect_clicked.connect(page.inspector.select_defect)

    # -- facts -----------------------------------------------------------------------------------

    @property
    def table(self) -> ReviewTable | None:
        return self._page.model.table

    @property
    def current_row(self) -> int | None:
        return self._page.view.current_row

    @property
    def progress(self) -> Progress:
        return self._progress

    @property
    def report(self) -> Any:
        """The last ``ScanReport``, or ``None``."""
        return self._report

    # -- what a person does ----------------------------------------------------------------------

    def decide(self, decision: Decision) -> None:
        """Decide the selected pairs (or the current one), then go on to the next undecided pair.

        Clearing a decision stays where it is: one wants to look again.
        """
        table, view = self.table, self._page.view
        rows = view.selected_rows()
        if not len(rows) and view.current_row is not None:
            rows = np.array([view.current_row], dtype=np.intp)
        if table is None or not len(rows):
            return
        positions = [self._page.model.position_of(int(row)) for row in (rows[0], rows[-1])]
        last = max(position for position in positions if position is not None)
        self._controller.decide(rows, decision)
        if len(rows) > 1:
            done = {
                Decision.APPROVED: self.tr("{0} pairs approved"),
                Decision.REJECTED: self.tr("{0} pairs rejected"),
                Decision.UNDECIDED: self.tr("{0} pairs undecided"),
            }
            text = done[decision].format(words.count(len(rows)))
            self.done.emit(text)
        if decision is not Decision.UNDECIDED:
            self.advance(last)

    def next_undecided(self) -> None:
        """Skip what is decided."""
        self.advance(self._page.view.current_position)

    def step(self, by: int) -> None:
        """Go up or down the list."""
        view = self._page.view
        count = self._page.model.rowCount()
        if count:
            view.go_to_position(min(count - 1, max(0, view.current_position + by)))

    def resort(self) -> None:
        """A fresh order and filter."""
        self._page.banner.hide()
        self._page.model.resort()

    def clear_filter(self) -> None:
        self._page.filter_bar.clear()

    def stop(self) -> None:
        """The window closes."""
        self._histogram.stop()

    def advance(self, after: int) -> None:
        """Go to the next undecided pair after position ``after``, or say that none is left."""
        table, model = self.table, self._page.model
        if table is None:
            return
        position = table.next_undecided(model.order, after)
        if position is None:
            if not self.sampling.active:
                self._states.show_all_decided()
        else:
            self._page.banner.hide()
            self._page.view.go_to_position(position)

    def _defect_activated(self, defect: Any) -> None:
        self._page.compare.highlight_defect(defect)
        if defect is not None and defect.region is not None:
            self._page.compare.zoom_to(defect.region, defect.frame)

    def _filter_changed(self, row_filter: RowFilter) -> None:
        self._page.banner.hide()
        self._page.model.set_filter(row_filter)
        self.state_changed.emit()

    # -- what the controller tells ---------------------------------------------------------------

    def _opened(self, _info: object) -> None:
        page, table = self._page, self._controller.table
        self._report = None
        self._feed.clear()
        page.banner.hide()
        self._beside = self._beside[:0]
        page.filter_bar.clear()
        page.shelf.set_table(table)
        page.model.set_table(table)
        page.thresholds.set_thresholds(self._controller.thresholds)
        page.inspector.set_thresholds(self._controller.thresholds)
        self._draw_histogram()
        self._refresh_counts()
        page.view.go_to_position(0)
        page.view.setFocus()

    def _closed(self) -> None:
        self._histogram.stop()
        self._page.model.set_table(None)
        self._page.shelf.set_table(None)
        self._feed.clear()
        self._page.banner.hide()
        self._show_current(None)
        self._refresh_counts()

    def _rows_appended(self, first: int, count: int) -> None:
        self._page.model.append_rows(first, count)
        self._refresh_counts()
        self._show_list_state()
        if self._page.view.current_row is None:
            self._page.view.go_to_position(0)

    def _rows_changed(self, rows: NDArray[np.intp]) -> None:
        self._page.model.rows_changed(rows)
        self._feed.judgement_changed(rows)
        self._refresh_counts()
        if not self._histogram.isActive():
            self._histogram.start()
        if self.current_row is not None and self.current_row in rows:
            self._show_judgement()

    def _judgements_read(self, rows: NDArray[np.intp]) -> None:
        self._page.model.judgements_read(rows)
        if self.current_row is not None and self.current_row in rows:
            self._show_judgement()

    def _decisions_changed(self, rows: NDArray[np.intp], _decision: object, cause: str) -> None:
        rows = np.asarray(rows, dtype=np.intp)
        self._page.model.rows_changed(rows, decisions=True)
        if cause == "decide":
            self._controller.note_selection(rows, self._how(rows))
        self._refresh_counts()
        if cause in ("undo", "redo") and len(rows):
            self._jump(int(rows[0]))
            if len(rows) > 1:
                self._page.view.select_rows(rows)
        if self.current_row is not None and self.current_row in rows:
            self._show_judgement()

    def _how(self, rows: NDArray[np.intp]) -> Selection:
        """How the pairs that were just decided had come up."""
        row_filter, table = self._page.filter_bar.row_filter, self.table
        if len(rows) > 1:
            return Selection.BULK
        by_chance = self.sampling.active and table is not None and len(rows) and table.audit[rows[0]]
        if row_filter.audit or by_chance:
            return Selection.AUDIT
        return Selection.RANKED if row_filter.is_everything else Selection.FILTERED

    def _remarks_changed(self, rows: NDArray[np.intp], cause: str) -> None:
        rows = np.asarray(rows, dtype=np.intp)
        self._page.model.rows_changed(rows)
        self._refresh_counts()
        if cause in ("undo", "redo") and len(rows):
            self._jump(int(rows[0]))
        if self.current_row is not None and self.current_row in rows:
            self._show_judgement()

    def _pairs_moved(self, rows: NDArray[np.intp]) -> None:
        """Files were found elsewhere: their rows keep everything and show the new names."""
        self._page.model.rows_changed(rows)
        self.notice.emit(
            "info",
            words.plural(
                len(rows), self.tr("{0} pair moved or renamed"), self.tr("{0} pairs moved or renamed")
            ),
            self.tr("They were found again by their content; scores and decisions stayed."),
        )
        if self.current_row is not None and self.current_row in rows:
            self._show_current(self.current_row)

    def _jump(self, row: int) -> None:
        """Show a pair, without the filter if that hides it."""
        self._page.banner.hide()
        if not self._page.view.go_to_row(row):
            self._page.filter_bar.clear()
            self._page.view.go_to_row(row)

    def _thresholds_changed(self, limits: Thresholds) -> None:
        self._page.thresholds.set_thresholds(limits)
        self._page.inspector.set_thresholds(limits)
        self._page.model.thresholds_changed()
        self._refresh_counts()
        self._show_judgement()

    def _progress_changed(self, progress: Progress) -> None:
        before, self._progress = self._progress, progress
        self._page.strip.set_progress(progress)
        if before.phase != progress.phase:
            self._show_list_state()
            self.state_changed.emit()

    def _scan_reported(self, report: Any) -> None:
        self._report = report
        self._show_list_state()
        self.state_changed.emit()

    # -- drawing ---------------------------------------------------------------------------------

    def _current_changed(self, row: int | None) -> None:
        self._show_current(row)
        self.state_changed.emit()

    def _show_current(self, row: int | None) -> None:
        table = self.table
        if row is None or table is None:
            self._feed.show(None, ("", ""))
        else:
            names = (one_line(table.original(row).name), one_line(table.generated(row).name))
            self._feed.show(row, names, self._ahead(row))
        self._show_judgement()

    def _ahead(self, row: int) -> list[int]:
        """The rows a person will most likely look at next: by arrow, and by auto-advance."""
        table, model = self.table, self._page.model
        position = model.position_of(row)
        if table is None or position is None:
            return []
        near = model.order[position + 1 : position + 1 + AHEAD].tolist()
        following = model.order[position + 1 : position + 400]
        undecided = following[table.decisions[following] == Decision.UNDECIDED][:AHEAD].tolist()
        return list(dict.fromkeys([*undecided, *near]))

    def _show_judgement(self) -> None:
        table, row, page = self.table, self.current_row, self._page
        if table is None or row is None:
            page.inspector.show_judgement(None, Decision.UNDECIDED, Verdict.NOT_JUDGED, ("", ""))
            page.notes.show_judgement(None)
            page.inspector.show_ranks(None, None)
            page.compare.set_defects(())
            self.pair_shown.emit()
            return
        judgement = table.judgement(row)
        names = (one_line(table.original(row).name), one_line(table.generated(row).name))
        former = bool(table.former[row])
        page.inspector.show_judgement(
            judgement, table.decision(row), table.verdict(row), names, former=former
        )
        page.inspector.show_remark(table.remark(row))
        self.pair_shown.emit()
        page.notes.show_judgement(judgement)
        self._show_ranks()
        page.compare.set_defects(judgement.defects if judgement is not None else ())

    def _show_ranks(self) -> None:
        table, row = self.table, self.current_row
        if table is not None and row is not None:
            columns = (Column.REWARD, Column.CONSISTENCY)
            self._page.inspector.show_ranks(*(table.percentile(row, column) for column in columns))

    def _visible_changed(self, rows: NDArray[np.intp]) -> None:
        self._visible = rows
        current = self.current_row
        ahead = [] if current is None else self._ahead(current)
        beside = self._beside.tolist() if self._page.filmstrip.isVisible() else []
        keep = {*rows.tolist(), *beside, *ahead, *([] if current is None else [current])}
        self._page.shelf.forget(keep)
        self._feed.forget(keep)
        self._controller.forget_requests(keep)
        first = [] if current is None else [current]
        self._controller.prioritise(list(dict.fromkeys([*first, *ahead, *beside, *rows.tolist()])))
        self._controller.look_ahead([*self._around(rows), *beside])

    def _around(self, rows: NDArray[np.intp]) -> list[int]:
        """The rows in view and those that the list shows before and after them."""
        model = self._page.model
        positions = model.positions_of(rows)
        if not len(positions):
            return []
        first, last = int(positions[0]), int(positions[-1])
        near: list[int] = model.order[max(0, first - AROUND) : last + 1 + AROUND].tolist()
        return near

    def _beside_changed(self, rows: NDArray[np.intp]) -> None:
        """Variants in the filmstrip: as good as in view."""
        self._beside = rows

    def _reordered(self) -> None:
        self._show_list_state()
        self._refresh_counts()
        self.state_changed.emit()

    def _stale_changed(self, stale: bool) -> None:
        self._page.filter_bar.set_stale(stale)
        self.state_changed.emit()

    def _refresh_counts(self) -> None:
        counts = self.table.counts() if self.table is not None else Counts()
        self._page.filter_bar.set_counts(counts, self._page.model.rowCount())
        self._page.thresholds.set_counts(counts)
        self._page.strip.set_counts(counts)

    def _draw_histogram(self) -> None:
        self._page.thresholds.set_table(self.table)
        if self.table is not None:
            self.table.refresh_percentiles()
            self._page.model.percentiles_changed()
            self._show_ranks()

    def _show_list_state(self) -> None:
        self._states.show_list(self._report, scanning=self._progress.phase == Phase.SCANNING)
