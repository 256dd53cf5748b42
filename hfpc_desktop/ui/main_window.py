"""The main window: start page and review page, menus and toolbar from the actions registry, dialogs, drops
and settings. It asks the controller and draws; it holds no rule and touches no file. GUI thread.

The composition root calls ``controller.shutdown()`` after the window has closed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QWidget,
)

from hfpc_desktop.domain.remarks import Flag
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.runtime.states import Phase, ProjectInfo
from hfpc_desktop.ui import icons, words
from hfpc_desktop.ui.actions import SPECS, Actions, Group, UiState
from hfpc_desktop.ui.compare_keys import MODE_ACTIONS, CompareKeys
from hfpc_desktop.ui.drag_out import DragOut
from hfpc_desktop.ui.file_tools import FileTools
from hfpc_desktop.ui.finding import Finding
from hfpc_desktop.ui.hints import HintBar
from hfpc_desktop.ui.keymap import Keymap
from hfpc_desktop.ui.languages import SETTING as LANGUAGE
from hfpc_desktop.ui.mask_editor import MaskEditor
from hfpc_desktop.ui.notices import NoticeStack
from hfpc_desktop.ui.palette import CommandPalette
from hfpc_desktop.ui.review_flow import ReviewFlow
from hfpc_desktop.ui.review_page import ReviewPage
from hfpc_desktop.ui.start_page import StartPage
from hfpc_desktop.ui.table_model import one_line
from hfpc_desktop.ui.theme import DENSITY, Density, ThemeChoice
from hfpc_desktop.ui.widgets import DropOverlay, action_button, label, plain_tip
from hfpc_desktop.ui.window_dialogs import APP_NAME, WindowDialogs

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QCloseEvent, QResizeEvent
    from PySide6.QtWidgets import QDialog

    from hfpc_desktop.review.scan import ScanReport
    from hfpc_desktop.ui.theme import Theme, Tokens

TOOLS_WIDTH = 920
"""What the tools beside the project's name need, in pixels."""
_THEMES = {f"theme_{choice.value}": choice for choice in ThemeChoice}


class MainWindow(QMainWindow):
    """``controller`` is a ``runtime.qt_bridge.ReviewController`` or anything with its signals and methods."""

    renewal_asked = Signal()
    """A setting was changed that widgets read when they are built: language or density."""

    def __init__(self, controller: Any, settings: QSettings, theme: Theme) -> None:
        super().__init__()
        self._controller = controller
        self._settings = settings
        self._theme = theme
        self._undoable = (False, False)
        self._phase = Phase.IDLE
        tokens = theme.tokens
        self.keymap = Keymap(SPECS, settings, self)
        self._dialogs = WindowDialogs(self, controller, settings, theme, self.keymap)
        self.setWindowTitle(APP_NAME)
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(1100, 700)
        self.setAcceptDrops(True)
        self.actions_ = Actions(self, tokens, self.keymap)
        self.start = StartPage(tokens)
        self.review = ReviewPage(tokens, self.actions_)
        self.flow = ReviewFlow(controller, self.review, self)
        self._files = FileTools(controller, self.flow)
        self.drag_out = DragOut(self.review, self.flow, settings, tokens)
        self.finding = Finding(controller, self.review, self.flow, self.actions_, settings, self)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start)
        self._pages.addWidget(self.review)
        self.setCentralWidget(self._pages)
        self._toolbar = self._make_toolbar()
        self._make_menus()
        self.notices = NoticeStack(tokens, self._pages)
        self._drop_overlay = DropOverlay(tokens, self._pages)
        self._mask_editor = MaskEditor(self.review.compare)
        self._mask_editor.saved.connect(self._controller.save_mask)
        self._mask_editor.active_changed.connect(self.actions_["edit_mask"].setChecked)
        self._compare_keys = CompareKeys(self.review.compare, self.actions_, self)
        self.hints = HintBar(self.actions_, settings, tokens)
        self.review.add_hints(self.hints)
        self.hints.closed.connect(self.review.view.setFocus)
        self._dialogs.hints_asked.connect(self._hints_again)
        self.palette_ = CommandPalette(self.actions_, settings, tokens, self)
        self._connect()
        self._restore()
        self._show_start()

    # -- construction ----------------------------------------------------------------------------

    def _make_toolbar(self) -> QToolBar:
        bar = QToolBar(self.tr("Tools"))
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.setIconSize(QSize(18, 18))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._project_name = label(role="title")
        plain, words, kinds = False, True, {"approve": "approve", "reject": "reject", "export": "primary"}
        self._tool_buttons = {}
        layout: tuple[tuple[str, bool] | None, ...] = (
            ("close_project", plain), None, ("undo", plain), ("redo", plain), None,
            ("approve", words), ("reject", words), ("clear_decision", words), None,
            ("previous", plain), ("next", plain), ("next_undecided", plain),
        )  # fmt: skip
        for entry in layout:
            if entry is None:
                bar.addSeparator()
                continue
            name, text = entry
            tool = action_button(self.actions_[name], text=text, kind=kinds.get(name, ""))
            self._tool_buttons[name] = tool
            bar.addWidget(tool)
            if name == "close_project":
                bar.addWidget(self._project_name)
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(gap)
        for name in ("toggle_list_side", "toggle_thresholds", "toggle_inspector", "shortcuts"):
            bar.addWidget(action_button(self.actions_[name]))
        bar.addSeparator()
        self._export_button = action_button(self.actions_["export"], text=True, kind="primary")
        bar.addWidget(self._export_button)
        self.addToolBar(bar)
        return bar

    def _make_menus(self) -> None:
        themes = QActionGroup(self)
        for group in Group:
            menu = self.menuBar().addMenu(group.label)
            for spec in SPECS:
                if spec.group is not group:
                    continue
                if spec.separator_before:
                    menu.addSeparator()
                menu.addAction(self.actions_[spec.id])
                if spec.id in _THEMES:
                    themes.addAction(self.actions_[spec.id])
        for view in (self.review.view, self.review.grid):
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(self._list_menu)

    def _connect(self) -> None:
        c = self._controller
        self.actions_.triggered.connect(self._act)
        self.palette_.chosen.connect(self._command_chosen)
        self._dialogs.language_chosen.connect(self._set_language)
        self._dialogs.theme_chosen.connect(self._choose_theme)
        self._dialogs.density_chosen.connect(self._set_density)
        self._theme.changed.connect(self._set_tokens)
        self.flow.state_changed.connect(self._refresh_actions)
        self.flow.notice.connect(self.notices.show_notice)
        self._files.notice.connect(self.notices.show_notice)
        self.flow.export_asked.connect(self._ask_export)
        self.flow.list_action.connect(self._notice_acted)
        self.notices.acted.connect(self._notice_acted)
        self.start.open_asked.connect(self._dialogs.ask_folders)
        self.start.open_project_asked.connect(self._dialogs.ask_project)
        self.start.demo_asked.connect(c.open_demo)
        self.start.project_asked.connect(c.open_project)
        self.review.inspector.remarks.flag_asked.connect(self._flag_asked)
        self.review.inspector.remarks.edit_asked.connect(self._ask_remark)
        self.review.compare.layers_changed.connect(self._layers_changed)
        c.project_opened.connect(self._opened)
        c.project_closed.connect(self._show_start)
        c.notice.connect(self._noticed)
        c.undo_state_changed.connect(self._undo_state_changed)
        c.decisions_changed.connect(self._decisions_changed)
        c.folders_question.connect(self._dialogs.ask_which)
        c.scan_reported.connect(self._scan_reported)
        c.progress_changed.connect(self._progress_changed)
        c.recents_changed.connect(self.start.set_recent)

    # -- pages -----------------------------------------------------------------------------------

    @property
    def reviewing(self) -> bool:
        """Whether the review page is shown."""
        return self._pages.currentWidget() is self.review

    def _show_start(self) -> None:
        self.start.set_recent(self._controller.recent_projects())
        self._pages.setCurrentWidget(self.start)
        self._toolbar.hide()
        self.setWindowTitle(APP_NAME)
        self._undoable = (False, False)
        self._refresh_actions()

    def _opened(self, info: ProjectInfo) -> None:
        name = one_line(info.name)
        self._show_name(name)
        self._project_name.setToolTip(plain_tip(f"{info.path}\n{info.originals}\n{info.generated}"))
        self.setWindowTitle(f"{name} – {APP_NAME}")
        self._pages.setCurrentWidget(self.review)
        self._toolbar.show()
        self.review.view.setFocus()
        self._refresh_actions()

    def _show_name(self, name: str) -> None:
        """As much of the project's name as leaves room for every tool."""
        room = max(80, min(320, self.width() - TOOLS_WIDTH))
        metrics = self._project_name.fontMetrics()
        self._project_name.setText(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._controller.project is not None:
            self._show_name(one_line(self._controller.project.name))

    def _progress_changed(self, progress: Any) -> None:
        before, self._phase = self._phase, progress.phase
        self.start.zone.set_busy(progress.phase == Phase.SCANNING)
        finished = (
            before == Phase.JUDGING
            and progress.phase in (Phase.DONE, Phase.IDLE)
            and progress.done >= progress.total
        )
        if finished and self.review.model.stale and self.reviewing:
            self.notices.show_notice(
                "info",
                self.tr("Judging is finished"),
                self.tr("The list kept its order meanwhile."),
                ("resort", self.tr("Sort again")),
            )

    # -- actions ---------------------------------------------------------------------------------

    def _refresh_actions(self) -> None:
        phase = self.flow.progress.phase
        progress = self.flow.progress
        table = self.flow.table
        reviewing = self.reviewing
        report = self.flow.report
        self.actions_.update_state(
            UiState(
                project=reviewing,
                rows=reviewing and table is not None and len(table) > 0,
                row=reviewing and self.flow.current_row is not None,
                can_undo=self._undoable[0],
                can_redo=self._undoable[1],
                running=phase in (Phase.JUDGING, Phase.SCANNING),
                paused=phase == Phase.PAUSED,
                cancelling=phase == Phase.CANCELLING,
                resumable=phase in (Phase.IDLE, Phase.DONE) and 0 <= progress.done < progress.total,
                stale=reviewing and self.review.model.stale,
                filtered=reviewing and not self.review.filter_bar.row_filter.is_everything,
                orphans=reviewing and report is not None and not report.is_clean,
                unpaired=reviewing
                and report is not None
                and bool(report.generated_alone or report.ambiguities),
            )
        )

    def _act(self, name: str, checked: bool) -> None:
        if self.finding.act(name, checked):
            return
        if name in _THEMES:
            self._choose_theme(_THEMES[name].value)
            return
        c, flow, compare = self._controller, self.flow, self.review.compare
        simple = {
            "open": self._dialogs.ask_folders, "open_project": self._dialogs.ask_project, "demo": c.open_demo, "export": self._ask_export,
            "contact_sheet": self._contact_sheet, "pair_up": self._pair_up, "copy_image": self._files.copy_image, "copy_files": self.drag_out.copy_files, "reveal": self._files.reveal, "open_outside": self._files.open_outside,
            "scan_report": self._show_report, "close_project": c.close_project, "quit": self.close, "undo": c.undo, "redo": c.redo,
            "select_all": self.review.view.selectAll, "find": self.review.filter_bar.focus_search, "clear_filter": flow.clear_filter,
            "next_undecided": flow.next_undecided, "resort": flow.resort, "mask": compare.toggle_mask,
            "difference": compare.toggle_difference, "zoom_in": compare.zoom_in, "zoom_out": compare.zoom_out, "fit": compare.fit,
            "fit_product": compare.fit_product, "actual_size": compare.actual_size, "sync": compare.cycle_sync,
            "reset_offset": compare.reset_offset, "magnifier": compare.cycle_magnifier, "hold_other": self._compare_keys.hold,
            "edit_mask": self._mask_editor.toggle, "background": compare.cycle_background, "pause": self._pause_or_resume,
            "approve_only": flow.deciding.approve_only, "approve_best": flow.deciding.approve_best,
            "reject_variants": flow.deciding.reject_variants, "flag_mask": self._flag_mask, "flag_score": self._flag_score, "remark": self._ask_remark,
            "learn": self._dialogs.show_learning, "cancel": c.cancel, "rescan": c.rescan, "shortcuts": self._dialogs.show_help, "palette": self.palette_.open_,
            "settings": self._dialogs.show_settings, "edit_shortcuts": self._dialogs.edit_shortcuts, "about": self._dialogs.show_about,
        }  # fmt: skip
        decisions = {
            "approve": Decision.APPROVED,
            "reject": Decision.REJECTED,
            "clear_decision": Decision.UNDECIDED,
        }
        panes = {
            "toggle_list_side": self._set_list_beside,
            "toggle_inspector": self._show_inspector,
            "toggle_thresholds": self._show_thresholds,
        }
        if name in MODE_ACTIONS:
            compare.set_mode(MODE_ACTIONS[name])
            self._compare_keys.show_mode()
        elif name in decisions:
            flow.decide(decisions[name])
        elif name in panes:
            panes[name](checked)
        else:
            simple[name]()

    def _flag_mask(self) -> None:
        self.flow.deciding.toggle_flag(Flag.MASK_WRONG)

    def _flag_score(self) -> None:
        self.flow.deciding.toggle_flag(Flag.SCORE_WRONG)

    def _flag_asked(self, flag: int) -> None:
        self.flow.deciding.toggle_flag(Flag(flag))

    def _ask_remark(self) -> None:
        table, rows = self.flow.table, self.flow.deciding.chosen()
        if table is None or not len(rows):
            return
        first = int(rows[0])
        name = one_line(table.generated(first).name)
        if len(rows) > 1:
            name = self.tr("{0} and {1} more").format(name, words.count(len(rows) - 1))
        remarks = [table.remark(row) for row in rows.tolist()]
        self._dialogs.ask_remark(remarks, name, self.flow.deciding.remark)

    def _pause_or_resume(self) -> None:
        phase = self.flow.progress.phase
        if phase == Phase.PAUSED:
            self._controller.resume()
        elif phase in (Phase.IDLE, Phase.DONE):
            self._controller.start_judging()
        else:
            self._controller.pause()

    def _undo_state_changed(self, can_undo: bool, can_redo: bool) -> None:
        self._undoable = (can_undo, can_redo)
        self._refresh_actions()

    def _decisions_changed(self, _rows: object, _decision: object, cause: str) -> None:
        # Undo can be asked for at once: the store takes it back after it has committed the decision.
        if cause == "decide" and self._undoable != (True, False):
            self._undo_state_changed(True, False)

    def _layers_changed(self, layers: Any) -> None:
        self.actions_["mask"].setChecked(layers.mask)
        self.actions_["difference"].setChecked(layers.difference)

    def _list_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for name in ("approve", "reject", "clear_decision"):
            menu.addAction(self.actions_[name])
        menu.addSeparator()
        for name in ("approve_only", "approve_best", "reject_variants", "flag_mask", "flag_score", "remark"):
            menu.addAction(self.actions_[name])
        menu.addSeparator()
        for name in ("select_all", "resort", "clear_filter"):
            menu.addAction(self.actions_[name])
        sender = self.sender()
        view = sender if sender is self.review.grid else self.review.view
        menu.popup(view.viewport().mapToGlobal(at))

    @property
    def dialog(self) -> QDialog | None:
        """The dialog that is open."""
        return self._dialogs.open

    def _ask_export(self) -> None:
        if self.actions_["export"].isEnabled():
            self._dialogs.ask_export()

    def _show_report(self) -> None:
        if self.flow.report is not None:
            self._dialogs.show_report(self.flow.report)

    def _contact_sheet(self) -> None:
        """Of the selected pairs, or of everything that the filter shows, in the order of the list."""
        rows = self.review.view.selected_rows()
        self._dialogs.ask_contact_sheet(rows if len(rows) > 1 else self.review.model.order)

    def _pair_up(self) -> None:
        table, report = self.flow.table, self.flow.report
        if table is not None and report is not None:
            originals = {table.original(row) for row in range(len(table))} | set(report.originals_alone)
            candidates = (path for item in report.ambiguities for path in item.candidates)
            self._dialogs.ask_pairs(report, sorted(originals | set(candidates)))

    # -- notices ---------------------------------------------------------------------------------

    def _noticed(self, level: str, title: str, text: str) -> None:
        self.notices.show_notice(level, title, text)

    def _scan_reported(self, report: ScanReport) -> None:
        if report.is_clean or not report.pairs:
            return  # no pairs at all: the list itself says why
        lines = report.summary_lines()
        self.notices.show_notice(
            "warning",
            self.tr("Some files were left out"),
            lines[0] if lines else "",
            ("pair", self.tr("Pair them…"))
            if report.generated_alone or report.ambiguities
            else ("report", self.tr("Show them…")),
        )

    def _notice_acted(self, action: str) -> None:
        {
            "report": self._show_report,
            "pair": self._pair_up,
            "open": self._dialogs.ask_folders,
            "resort": self.flow.resort,
        }[action]()

    # -- drops -----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()
            self._show_drop(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_drop(False)

    def _show_drop(self, over: bool) -> None:
        self.start.zone.set_lit(over and not self.reviewing)
        self._drop_overlay.set_shown(over and self.reviewing)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_drop(False)
        paths = _dropped(event)
        if paths:
            event.acceptProposedAction()
            self._controller.open_folders(paths)

    # -- look and settings -----------------------------------------------------------------------

    def _hints_again(self) -> None:
        self.hints.start(again=True)

    def _command_chosen(self, name: str) -> None:
        self.actions_[name].trigger()

    def _choose_theme(self, value: str) -> None:
        choice = ThemeChoice(value)
        self._settings.setValue("window/theme", choice.value)
        self._theme.set_choice(choice)
        self.actions_[f"theme_{choice.value}"].setChecked(True)

    def _set_density(self, value: str) -> None:
        self._settings.setValue(DENSITY, Density(value).value)
        self._theme.set_density(Density(value))
        self.renewal_asked.emit()

    def _set_language(self, value: str) -> None:
        self._settings.setValue(LANGUAGE, value)
        self.renewal_asked.emit()

    def _set_tokens(self, tokens: Tokens) -> None:
        for part in (
            self.actions_,
            self.start,
            self.review,
            self.notices,
            self._drop_overlay,
            self.palette_,
            self.hints,
            self.drag_out,
        ):
            part.set_tokens(tokens)

    def _set_list_beside(self, beside: bool) -> None:
        self.review.set_list_side(beside=beside)
        self._settings.setValue("window/list_beside", beside)

    def _show_inspector(self, shown: bool) -> None:
        self.review.show_inspector(shown)
        self._settings.setValue("window/inspector", shown)

    def _show_thresholds(self, shown: bool) -> None:
        self.review.show_thresholds(shown)
        self._settings.setValue("window/thresholds", shown)

    def _restore(self) -> None:
        settings = self._settings
        geometry = settings.value("window/geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self.resize(1280, 800)
        for key, name, default, apply in (
            ("window/list_beside", "toggle_list_side", False, self._set_list_beside),
            ("window/inspector", "toggle_inspector", True, self._show_inspector),
            ("window/thresholds", "toggle_thresholds", True, self._show_thresholds),
        ):
            on = bool(settings.value(key, default, type=bool))
            self.actions_[name].setChecked(on)
            apply(on)
        self.finding.restore()
        self.review.restore(settings)
        self.actions_[f"theme_{self._theme.choice.value}"].setChecked(True)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.setValue("window/geometry", self.saveGeometry())
        self.review.save(self._settings)
        self._settings.sync()
        self.flow.stop()
        self.finding.stop()
        self.notices.clear()
        super().closeEvent(event)


def _dropped(event: QDropEvent) -> list[Path]:
    """Local files and folders of a drag, in the order given; none of one that began in this window."""
    if event.source() is not None:
        return []
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
