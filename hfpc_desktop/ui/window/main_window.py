"""The main window: puts its parts together, shows start page or review page, notices and drops.
What the actions do is in ``window_commands``, toolbar and menus in ``window_tools``, look and layout in
``window_look``. It asks the controller and draws; it holds no rule and touches no file. GUI thread.

The composition root calls ``controller.shutdown()`` after the window has closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from hfpc_desktop.domain.judgement import Frame
from hfpc_desktop.runtime.states import Phase, ProjectInfo
from hfpc_desktop.ui.keys.keymap import Keymap
from hfpc_desktop.ui.keys.mask_specs import EDITABLE
from hfpc_desktop.ui.keys.palette import CommandPalette
from hfpc_desktop.ui.keys.window_actions import Actions
from hfpc_desktop.ui.lists.table_model import one_line
from hfpc_desktop.ui.look import icons, words
from hfpc_desktop.ui.look.drop_overlay import DropOverlay
from hfpc_desktop.ui.look.notices import NoticeStack
from hfpc_desktop.ui.masks.mask_editor import MaskEditor
from hfpc_desktop.ui.models.profile_chip import ProfileChip
from hfpc_desktop.ui.window.compare_keys import CompareKeys
from hfpc_desktop.ui.window.drag_out import DragOut
from hfpc_desktop.ui.window.file_tools import FileTools
from hfpc_desktop.ui.window.finding import Finding
from hfpc_desktop.ui.window.hints import HintBar
from hfpc_desktop.ui.window.incoming import Incoming, dropped
from hfpc_desktop.ui.window.keyed_tips import KeyedTips
from hfpc_desktop.ui.window.naming import Naming
from hfpc_desktop.ui.window.review_flow import ReviewFlow
from hfpc_desktop.ui.window.review_page import ReviewPage
from hfpc_desktop.ui.window.start_page import StartPage
from hfpc_desktop.ui.window.window_commands import WindowCommands, WindowParts
from hfpc_desktop.ui.window.window_dialogs import APP_NAME, WindowDialogs
from hfpc_desktop.ui.window.window_look import WindowLook
from hfpc_desktop.ui.window.window_tools import WindowTools, fill_menus, pairs_menu

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
    from PySide6.QtWidgets import QDialog

    from hfpc_desktop.review.html_report import WrittenReport
    from hfpc_desktop.review.scan_report import ScanReport
    from hfpc_desktop.ui.look.app_theme import Theme
    from hfpc_desktop.ui.look.theme import Tokens


class MainWindow(QMainWindow):
    """``controller`` is a ``runtime.qt_bridge.ReviewController`` or anything with its signals and methods."""

    renewal_asked = Signal()
    """A setting was changed that widgets read when they are built: language or density."""

    def __init__(self, controller: Any, settings: QSettings, theme: Theme) -> None:
        super().__init__()
        self._controller = controller
        self._settings = settings
        self._theme = theme
        self._phase = Phase.IDLE
        tokens = theme.tokens
        self.keymap = Keymap(EDITABLE, settings, self)
        self._dialogs = WindowDialogs(self, controller, settings, theme, self.keymap)
        self.setWindowTitle(APP_NAME)
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(1100, 700)
        self.setAcceptDrops(True)
        self.actions_ = Actions(self, tokens, self.keymap)
        self.start = StartPage(tokens)
        self.review = ReviewPage(tokens, self.actions_)
        self.flow = ReviewFlow(controller, self.review, self)
        self.naming = Naming(controller, self.review, self.flow, self)
        self._files = FileTools(controller, self.flow)
        self.incoming = Incoming(self, controller, settings, theme, self._dialogs)
        self.drag_out = DragOut(self.review, self.flow, settings, tokens)
        self.finding = Finding(controller, self.review, self.flow, self.actions_, settings, self)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start)
        self._pages.addWidget(self.review)
        self.setCentralWidget(self._pages)
        self.tools = WindowTools(self.actions_, self)
        self.addToolBar(self.tools)
        fill_menus(self.menuBar(), self.actions_)
        self.look = WindowLook(self, self.review, self.actions_, settings, theme)
        self.notices = NoticeStack(tokens, self._pages)
        self._drop_overlay = DropOverlay(tokens, self._pages)
        self._mask_editor = MaskEditor(self.review.compare, controller.judging.segmenter, self.keymap.keys)
        self._mask_editor.saved.connect(self._controller.save_mask)
        self._mask_editor.troubled.connect(self._mask_troubled)
        self._mask_editor.active_changed.connect(self.actions_["edit_mask"].setChecked)
        self._profile_chip = ProfileChip(controller.judging, controller.models, self.review.strip.profile)
        self._compare_keys = CompareKeys(self.review.compare, self.actions_, self)
        self.hints = HintBar(self.actions_, settings, tokens)
        self.review.add_hints(self.hints)
        self.hints.closed.connect(self.review.view.setFocus)
        KeyedTips(self.actions_, self).add_page(self.review)
        self._dialogs.hints_asked.connect(self._hints_again)
        self.palette_ = CommandPalette(self.actions_, settings, tokens, self)
        self._commands = self._make_commands()
        self._connect()
        self.finding.restore()
        self.look.restore()
        self._show_start()

    def _make_commands(self) -> WindowCommands:
        parts = WindowParts(
            window=self,
            controller=self._controller,
            actions=self.actions_,
            review=self.review,
            flow=self.flow,
            dialogs=self._dialogs,
            finding=self.finding,
            naming=self.naming,
            files=self._files,
            drag_out=self.drag_out,
            mask_editor=self._mask_editor,
            compare_keys=self._compare_keys,
            palette=self.palette_,
            look=self.look,
        )
        return WindowCommands(parts, self._is_reviewing)

    def _mask_troubled(self, why: str) -> None:
        self.notices.show_notice("error", self.tr("The segmenter could not answer"), why)

    def _connect(self) -> None:
        c = self._controller
        for view in (self.review.view, self.review.grid):
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(self._list_menu)
        self._dialogs.language_chosen.connect(self.look.set_language)
        self._dialogs.theme_chosen.connect(self.look.choose_theme)
        self._dialogs.density_chosen.connect(self.look.set_density)
        self.look.renewal_asked.connect(self.renewal_asked)
        self._theme.changed.connect(self._set_tokens)
        self.flow.notice.connect(self.notices.show_notice)
        self.flow.done.connect(self._done)
        trouble = self.review.trouble
        c.undo_state_changed.connect(trouble.saved)
        c.scan_reported.connect(trouble.scanned)
        c.project_closed.connect(trouble.hide)
        for asks in (trouble.acted, self.review.notes.acted, self.review.inspector.help_asked):
            asks.connect(self._commands.trigger)
        for frame in Frame:
            self.review.compare.pane(frame).acted.connect(self._commands.trigger)
        self._files.notice.connect(self.notices.show_notice)
        self.flow.sampling.learning_asked.connect(self._dialogs.show_learning)
        self._dialogs.sample_asked.connect(self.flow.sampling.start)
        self.flow.list_action.connect(self._notice_acted)
        self.notices.acted.connect(self._notice_acted)
        self.start.open_asked.connect(self._dialogs.ask_folders)
        self.start.open_project_asked.connect(self._dialogs.ask_project)
        self.start.demo_asked.connect(c.open_demo)
        self.start.project_asked.connect(c.open_project)
        c.project_opened.connect(self._opened)
        c.project_closed.connect(self._show_start)
        c.notice.connect(self._noticed)
        c.folders_question.connect(self._dialogs.ask_which)
        c.project_read_only.connect(self._dialogs.ask_copy)
        c.additions_listed.connect(self._dialogs.show_added)
        c.scan_reported.connect(self._scan_reported)
        c.report_written.connect(self._report_written)
        c.folders_missing.connect(self._folders_missing)
        c.progress_changed.connect(self._progress_changed)
        c.recents_changed.connect(self.start.set_recent)
        self.start.forget_asked.connect(c.forget_recent)
        self.keymap.changed.connect(self._say_keys)
        self.keymap.changed.connect(self._mask_editor.say_keys)
        self._say_keys()

    # -- pages -----------------------------------------------------------------------------------

    @property
    def reviewing(self) -> bool:
        """Whether the review page is shown."""
        return self._is_reviewing()

    def _is_reviewing(self) -> bool:
        return self._pages.currentWidget() is self.review

    def _show_start(self) -> None:
        self.start.set_recent(self._controller.recent_projects())
        self._pages.setCurrentWidget(self.start)
        self.tools.hide()
        self.setWindowTitle(APP_NAME)
        self._commands.project_closed()

    def _opened(self, info: ProjectInfo) -> None:
        name = one_line(info.name)
        self.tools.show_project(name, f"{info.path}\n{info.originals}\n{info.generated}", self.width())
        self.setWindowTitle(f"{name} – {APP_NAME}")
        self._pages.setCurrentWidget(self.review)
        self.tools.show()
        self.review.view.setFocus()
        self._commands.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tools.fit(self.width())

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

    def _list_menu(self, at: QPoint) -> None:
        sender = self.sender()
        view = sender if sender is self.review.grid else self.review.view
        pairs_menu(self.actions_, self).popup(view.viewport().mapToGlobal(at))

    @property
    def dialog(self) -> QDialog | None:
        """The dialog that is open."""
        return self._dialogs.open

    # -- notices ---------------------------------------------------------------------------------

    def _noticed(self, level: str, title: str, text: str) -> None:
        if not (self.reviewing and self.review.trouble.take(level, title, text)):
            self.notices.show_notice(level, title, text)

    def _done(self, title: str) -> None:
        """Something that changed several pairs: one press takes it back."""
        key = self.actions_.key_text("undo")
        words = self.tr("Undo ({0})").format(key) if key else self.actions_["undo"].text()
        self.notices.show_notice("info", title, "", ("undo", words))

    def _say_keys(self) -> None:
        self.start.say_keys(*(self.actions_.key_text(name) for name in ("approve", "reject", "undo")))

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

    def _folders_missing(self, folders: tuple[Path, ...]) -> None:
        self.notices.show_notice(
            "warning",
            self.tr("A folder of this project is not there"),
            "\n".join(one_line(str(folder)) for folder in folders),
            ("relink", self.tr("Find it…")),
        )

    def _report_written(self, written: WrittenReport) -> None:
        size = words.size(written.nbytes)
        self._files.report = written.path
        self.notices.show_notice(
            "info",
            self.tr("Report written"),
            self.tr("{0} ({1})").format(one_line(written.path.name), size),
            ("open_report", self.tr("Open it")),
        )

    def _notice_acted(self, action: str) -> None:
        {
            "report": self._commands.show_report,
            "pair": self._commands.pair_up,
            "open": self._dialogs.ask_folders,
            "resort": self.flow.resort,
            "open_report": self._files.open_report,
            "relink": self._commands.relink,
            "undo": self._controller.undo,
        }[action]()

    # -- drops -----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event):
            event.acceptProposedAction()
            self._show_drop(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_drop(False)

    def _show_drop(self, over: bool) -> None:
        self.start.zone.set_lit(over and not self.reviewing)
        self._drop_overlay.set_shown(over and self.reviewing, self.incoming.choice)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_drop(False)
        paths = dropped(event)
        if paths:
            event.acceptProposedAction()
            self.incoming.take(paths)

    # -- look ------------------------------------------------------------------------------------

    def _hints_again(self) -> None:
        self.hints.start(again=True)

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
            self.flow.sampling.bar,
        ):
            part.set_tokens(tokens)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.look.save()
        self.flow.stop()
        self.finding.stop()
        self.notices.clear()
        super().closeEvent(event)
