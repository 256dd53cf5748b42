"""What each action of the registry does in the main window, and when it can be done. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from hfpc_desktop.domain.remarks import Flag
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.runtime.states import Phase
from hfpc_desktop.ui.keys.actions import UiState
from hfpc_desktop.ui.lists.table_model import one_line
from hfpc_desktop.ui.look import words
from hfpc_desktop.ui.window.compare_keys import MODE_ACTIONS
from hfpc_desktop.ui.window.window_look import THEME_ACTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from hfpc_desktop.ui.keys.palette import CommandPalette
    from hfpc_desktop.ui.keys.window_actions import Actions
    from hfpc_desktop.ui.masks.mask_editor import MaskEditor
    from hfpc_desktop.ui.window.compare_keys import CompareKeys
    from hfpc_desktop.ui.window.drag_out import DragOut
    from hfpc_desktop.ui.window.file_tools import FileTools
    from hfpc_desktop.ui.window.finding import Finding
    from hfpc_desktop.ui.window.naming import Naming
    from hfpc_desktop.ui.window.review_flow import ReviewFlow
    from hfpc_desktop.ui.window.review_page import ReviewPage
    from hfpc_desktop.ui.window.window_dialogs import WindowDialogs
    from hfpc_desktop.ui.window.window_look import WindowLook

_DECISIONS = {
    "approve": Decision.APPROVED,
    "reject": Decision.REJECTED,
    "clear_decision": Decision.UNDECIDED,
}


@dataclass(frozen=True, slots=True, eq=False)
class WindowParts:
    """What the commands act on."""

    window: QWidget
    controller: Any
    actions: Actions
    review: ReviewPage
    flow: ReviewFlow
    dialogs: WindowDialogs
    finding: Finding
    naming: Naming
    files: FileTools
    drag_out: DragOut
    mask_editor: MaskEditor
    compare_keys: CompareKeys
    palette: CommandPalette
    look: WindowLook


class WindowCommands(QObject):
    """Listens to the registry's ``triggered`` and to whatever changes what can be done."""

    def __init__(self, parts: WindowParts, reviewing: Callable[[], bool]) -> None:
        """``reviewing`` (a bound method): whether the review page is shown."""
        super().__init__(parts.window)
        self._parts, self._reviewing = parts, reviewing
        self._undoable = (False, False)
        self._calls = self._by_name()
        parts.actions.triggered.connect(self.run)
        parts.palette.chosen.connect(self.trigger)
        parts.flow.state_changed.connect(self.refresh)
        parts.flow.export_asked.connect(self.ask_export)
        parts.review.inspector.remarks.flag_asked.connect(self._flag_asked)
        parts.review.inspector.remarks.edit_asked.connect(self._ask_remark)
        parts.review.compare.layers_changed.connect(self._layers_changed)
        parts.controller.undo_state_changed.connect(self._undo_state_changed)
        parts.controller.decisions_changed.connect(self._decisions_changed)

    # -- what they do ----------------------------------------------------------------------------

    def _by_name(self) -> dict[str, Callable[[], Any]]:
        p = self._parts
        c, flow, review, compare, dialogs = p.controller, p.flow, p.review, p.review.compare, p.dialogs
        return {
            "open": dialogs.ask_folders, "open_project": dialogs.ask_project, "demo": c.open_demo, "export": self.ask_export,
            "contact_sheet": self._contact_sheet, "html_report": self._html_report, "relink": self.relink, "added": c.list_additions, "pair_up": self.pair_up, "copy_image": p.files.copy_image, "copy_files": p.drag_out.copy_files, "reveal": p.files.reveal, "open_outside": p.files.open_outside,
            "scan_report": self.show_report, "close_project": c.close_project, "quit": p.window.close, "undo": c.undo, "redo": c.redo,
            "select_all": review.view.selectAll, "find": review.filter_bar.focus_search, "clear_filter": flow.clear_filter,
            "next_undecided": flow.next_undecided, "resort": flow.resort, "mask": compare.toggle_mask,
            "difference": compare.toggle_difference, "zoom_in": compare.zoom_in, "zoom_out": compare.zoom_out, "fit": compare.fit,
            "fit_product": compare.fit_product, "actual_size": compare.actual_size, "sync": compare.cycle_sync,
            "reset_offset": compare.reset_offset, "magnifier": compare.cycle_magnifier, "hold_other": p.compare_keys.hold,
            "edit_mask": p.mask_editor.toggle, "background": compare.cycle_background, "pause": self._pause_or_resume,
            "approve_only": flow.deciding.approve_only, "approve_best": flow.deciding.approve_best,
            "reject_variants": flow.deciding.reject_variants, "flag_mask": self._flag_mask, "flag_score": self._flag_score, "remark": self._ask_remark,
            "learn": dialogs.show_learning, "review_sample": flow.sampling.start, "cancel": self._stop, "rescan": c.rescan, "shortcuts": dialogs.show_help, "palette": p.palette.open_,
            "settings": dialogs.show_settings, "models": dialogs.show_models, "profile": dialogs.show_profile, "name_product": self._name_product, "edit_shortcuts": dialogs.edit_shortcuts, "about": dialogs.show_about,
        }  # fmt: skip

    def run(self, name: str, checked: bool) -> None:
        """Do what the action ``name`` says; ``checked`` is its new state where it has one."""
        parts = self._parts
        if parts.finding.act(name, checked):
            return
        if name in THEME_ACTIONS:
            parts.look.choose_theme(THEME_ACTIONS[name].value)
        elif name in MODE_ACTIONS:
            parts.review.compare.set_mode(MODE_ACTIONS[name])
            parts.compare_keys.show_mode()
        elif name in _DECISIONS:
            parts.flow.decide(_DECISIONS[name])
        elif name in parts.look.panes:
            parts.look.panes[name](checked)
        else:
            self._calls[name]()

    def trigger(self, name: str) -> None:
        """As if the person had chosen this action in a menu."""
        self._parts.actions[name].trigger()

    def _flag_mask(self) -> None:
        self._parts.flow.deciding.toggle_flag(Flag.MASK_WRONG)

    def _flag_score(self) -> None:
        self._parts.flow.deciding.toggle_flag(Flag.SCORE_WRONG)

    def _flag_asked(self, flag: int) -> None:
        self._parts.flow.deciding.toggle_flag(Flag(flag))

    def _name_product(self) -> None:
        self._parts.dialogs.ask_name(self._parts.naming)

    def _ask_remark(self) -> None:
        flow = self._parts.flow
        table, rows = flow.table, flow.deciding.chosen()
        if table is None or not len(rows):
            return
        first = int(rows[0])
        name = one_line(table.generated(first).name)
        if len(rows) > 1:
            name = self.tr("{0} and {1} more").format(name, words.count(len(rows) - 1))
        remarks = [table.remark(row) for row in rows.tolist()]
        self._parts.dialogs.ask_remark(remarks, name, flow.deciding.remark)

    def _pause_or_resume(self) -> None:
        phase = self._parts.flow.progress.phase
        if phase == Phase.PAUSED:
            self._parts.controller.resume()
        elif phase in (Phase.IDLE, Phase.DONE):
            self._parts.controller.start_judging()
        else:
            self._parts.controller.pause()

    def ask_export(self) -> None:
        if self._parts.actions["export"].isEnabled():
            self._parts.dialogs.ask_export()

    def show_report(self) -> None:
        """What the last scan could not use."""
        if self._parts.flow.report is not None:
            self._parts.dialogs.show_report(self._parts.flow.report)

    def _contact_sheet(self) -> None:
        """Of the selected pairs, or of everything that the filter shows, in the order of the list."""
        review = self._parts.review
        rows = review.view.selected_rows()
        self._parts.dialogs.ask_contact_sheet(rows if len(rows) > 1 else review.model.order)

    def relink(self) -> None:
        """Ask where the project's folders lie now."""
        folders = self._parts.controller.project_folders
        if folders:
            self._parts.dialogs.ask_relink(folders)

    def _html_report(self) -> None:
        """Of everything that the filter shows, in the order of the list."""
        self._parts.dialogs.ask_html_report(self._parts.review.model.order)

    def _stop(self) -> None:
        if self._parts.flow.progress.phase == Phase.EXPORTING:
            self._parts.controller.cancel_export()
        else:
            self._parts.controller.cancel()

    def pair_up(self) -> None:
        """Ask for the originals of images that the scan could not pair."""
        table, report = self._parts.flow.table, self._parts.flow.report
        if table is not None and report is not None:
            originals = {table.original(row) for row in range(len(table))} | set(report.originals_alone)
            candidates = (path for item in report.ambiguities for path in item.candidates)
            self._parts.dialogs.ask_pairs(report, sorted(originals | set(candidates)))

    # -- when they can be done -------------------------------------------------------------------

    def refresh(self) -> None:
        """Enable what can be done now, and give the rest its reason."""
        parts, flow = self._parts, self._parts.flow
        phase, progress = flow.progress.phase, flow.progress
        table, report, reviewing = flow.table, flow.report, self._reviewing()
        parts.actions.update_state(
            UiState(
                project=reviewing,
                rows=reviewing and table is not None and len(table) > 0,
                row=reviewing and flow.current_row is not None,
                can_undo=self._undoable[0],
                can_redo=self._undoable[1],
                running=phase in (Phase.JUDGING, Phase.SCANNING),
                paused=phase == Phase.PAUSED,
                cancelling=phase == Phase.CANCELLING,
                exporting=phase == Phase.EXPORTING,
                resumable=phase in (Phase.IDLE, Phase.DONE) and 0 <= progress.done < progress.total,
                stale=reviewing and parts.review.model.stale,
                filtered=reviewing and not parts.review.filter_bar.row_filter.is_everything,
                orphans=reviewing and report is not None and not report.is_clean,
                unpaired=reviewing
                and report is not None
                and bool(report.generated_alone or report.ambiguities),
            )
        )

    def project_closed(self) -> None:
        """There is nothing to undo any more."""
        self._undo_state_changed(False, False)

    def _undo_state_changed(self, can_undo: bool, can_redo: bool) -> None:
        self._undoable = (can_undo, can_redo)
        self.refresh()

    def _decisions_changed(self, _rows: object, _decision: object, cause: str) -> None:
        # Undo can be asked for at once: the store takes it back after it has committed the decision.
        if cause == "decide" and self._undoable != (True, False):
            self._undo_state_changed(True, False)

    def _layers_changed(self, layers: Any) -> None:
        self._parts.actions["mask"].setChecked(layers.mask)
        self._parts.actions["difference"].setChecked(layers.difference)
