"""The dialogs of the main window: each asks one thing and hands the answer to the controller."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from hfpc_desktop import __version__
from hfpc_desktop.ui.files.added_dialog import AddedDialog
from hfpc_desktop.ui.files.export_dialog import ExportDialog
from hfpc_desktop.ui.files.open_dialogs import FoldersQuestionDialog, OpenFoldersDialog
from hfpc_desktop.ui.files.pairs_dialog import THUMB as PAIR_THUMB
from hfpc_desktop.ui.files.pairs_dialog import PairsDialog
from hfpc_desktop.ui.files.relink_dialog import RelinkDialog
from hfpc_desktop.ui.files.scan_report_dialog import ScanReportDialog
from hfpc_desktop.ui.inspector.remark_dialog import RemarkDialog
from hfpc_desktop.ui.keys.shortcut_editor import ShortcutEditor
from hfpc_desktop.ui.keys.shortcuts_help import ShortcutsHelp
from hfpc_desktop.ui.lists.table_model import one_line
from hfpc_desktop.ui.look import icons
from hfpc_desktop.ui.look.languages import saved_language
from hfpc_desktop.ui.look.settings import (
    Exchange,
    Limits,
    save_exchange,
    save_limits,
    saved_exchange,
    saved_limits,
)
from hfpc_desktop.ui.models.learn_dialog import LearnDialog
from hfpc_desktop.ui.models.models_dialog import ModelsDialog
from hfpc_desktop.ui.models.profile_dialog import ProfileDialog
from hfpc_desktop.ui.window.settings_dialog import SettingsDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hfpc_desktop.domain.remarks import Remark, RemarkChange
    from hfpc_desktop.review.additions import Addition
    from hfpc_desktop.runtime.states import FoldersQuestion
    from hfpc_desktop.ui.keys.keymap import Keymap
    from hfpc_desktop.ui.look.app_theme import Theme
    from hfpc_desktop.ui.window.naming import Naming

ROUND = 60
"""What a dialog leaves free of the screen: its frame and a panel, pixels."""
APP_NAME = "HFPC Desktop"


class WindowDialogs(QObject):
    """Opens one dialog at a time over the window. ``open`` is the one that is shown, or ``None``."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    density_chosen = Signal(str)
    hints_asked = Signal()
    sample_asked = Signal()

    def __init__(
        self, window: QWidget, controller: Any, settings: QSettings, theme: Theme, keymap: Keymap
    ) -> None:
        super().__init__(window)
        self._window, self._controller, self._settings, self._theme = window, controller, settings, theme
        self._keymap = keymap
        self.open: QDialog | None = None
        self._sheet_rows: list[int] = []
        self._locked = Path()
        self._report_rows: list[int] = []

    def _show(self, dialog: QDialog) -> None:
        """Window-modal and not blocking, so that judging goes on and tests can press its buttons."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.open = dialog
        dialog.finished.connect(self._finished)
        if not dialog.testAttribute(Qt.WidgetAttribute.WA_Resized):
            # Qt alone would open it at most two thirds of the screen high.
            room = self._window.screen().availableGeometry().size() - QSize(ROUND, ROUND)
            dialog.resize(dialog.sizeHint().expandedTo(dialog.minimumSize()).boundedTo(room))
        dialog.open()

    def show(self, dialog: QDialog) -> None:
        """Show a dialog that another part of the window made."""
        self._show(dialog)

    def _finished(self) -> None:
        if self.sender() is self.open:
            self.open = None
            self._window.activateWindow()  # the keys belong to the list again

    def ask_folders(self) -> None:
        start = str(self._settings.value("open/last", "", type=str))
        dialog = OpenFoldersDialog(self._theme.tokens, self._window, start=start)
        dialog.accepted.connect(self._folders_given)
        self._show(dialog)

    def _folders_given(self) -> None:
        dialog = self.open
        if not isinstance(dialog, OpenFoldersDialog):
            return
        self._settings.setValue("open/last", str(dialog.folders[0].parent))
        if dialog.both_given:
            self._controller.open_pair_of_folders(*dialog.folders)
        else:
            self._controller.open_folders(dialog.folders)

    def ask_project(self) -> None:
        start = str(self._settings.value("open/last_project", "", type=str))
        dialog = QFileDialog(self._window, self.tr("Open project"), start, self.tr("HFPC projects (*.hfpc)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._project_given)
        self._show(dialog)

    def _project_given(self, path: str) -> None:
        self._settings.setValue("open/last_project", str(Path(path).parent))
        self._controller.open_project(Path(path))

    def ask_which(self, question: FoldersQuestion) -> None:
        dialog = FoldersQuestionDialog(question, self._theme.tokens, self._window)
        adding = self._controller.add_pair_of_folders
        dialog.answered.connect(adding if question.adding else self._controller.open_pair_of_folders)
        self._show(dialog)

    def ask_copy(self, path: Path, why: str) -> None:
        """A project that may not be written is not opened, because no decision could be kept: a copy can be."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("This project cannot be written"))
        box.setText(self.tr("No decision could be kept in {0}").format(one_line(path.name)))
        text = self.tr("A copy among your own projects can: it has the same scores and decisions.")
        box.setInformativeText(f"{text}\n\n{why}")
        copy = box.addButton(self.tr("Open a copy"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(copy)
        self._locked = path
        copy.clicked.connect(self._copy_wanted)
        self._show(box)

    def _copy_wanted(self) -> None:
        self._controller.open_copy(self._locked)

    def ask_export(self) -> None:
        """Where to, what, and the plan before anything is copied."""
        self._show(ExportDialog(self._controller, self._settings, self._theme.tokens, self._window))

    def ask_remark(
        self, remarks: Sequence[Remark], names: str, given: Callable[[RemarkChange], None]
    ) -> None:
        """Reasons and a note for these pairs; ``given`` (a bound method) hears what was changed."""
        dialog = RemarkDialog(remarks, names, self._theme.tokens, self._window)
        dialog.given.connect(given)
        self._show(dialog)

    def ask_contact_sheet(self, rows: Iterable[int]) -> None:
        """Where to write a contact sheet of ``rows``."""
        start = str(self._settings.value("export/contact_sheet", "", type=str))
        dialog = QFileDialog(
            self._window, self.tr("Contact sheet"), start, self.tr("PDF (*.pdf);;PNG pages (*.png)")
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        self._sheet_rows = [int(row) for row in rows]
        dialog.fileSelected.connect(self._sheet_given)
        self._show(dialog)

    def ask_relink(self, folders: Sequence[Path]) -> None:
        """Where the folders of the project lie now."""
        self._show(RelinkDialog(self._controller, folders, self._theme.tokens, self._window))

    def show_added(self, added: Sequence[tuple[Addition, int]]) -> None:
        """What was added to the project, to be taken out again."""
        dialog = AddedDialog(added, self._theme.tokens, self._window)
        dialog.taken_out.connect(self._controller.take_out)
        self._show(dialog)

    def ask_html_report(self, rows: Iterable[int]) -> None:
        """Where to write a report of ``rows``."""
        start = Path(str(self._settings.value("export/html_report", "", type=str)))
        project = self._controller.project
        name = f"{project.name if project is not None else 'report'}.html".replace("/", "_")
        dialog = QFileDialog(
            self._window, self.tr("HTML report"), str(start / name), self.tr("Web page (*.html)")
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("html")
        self._report_rows = [int(row) for row in rows]
        dialog.fileSelected.connect(self._report_given)
        self._show(dialog)

    def _report_given(self, path: str) -> None:
        target = Path(path)
        if target.suffix.lower() not in (".html", ".htm"):
            target = target.with_name(target.name + ".html")
        self._settings.setValue("export/html_report", str(target.parent))
        self._controller.html_report(self._report_rows, target)

    def _sheet_given(self, path: str) -> None:
        target = Path(path)
        if target.suffix.lower() not in (".pdf", ".png"):
            target = target.with_name(target.name + ".pdf")
        self._settings.setValue("export/contact_sheet", str(target.parent))
        self._controller.contact_sheet(self._sheet_rows, target)

    def ask_pairs(self, report: Any, originals: Sequence[Path]) -> None:
        """Which original left-over images belong to."""
        c = self._controller
        dialog = PairsDialog(report, originals, self._theme.tokens, self._window)
        dialog.match_asked.connect(c.match)
        dialog.assigned.connect(c.assign)
        dialog.pictures_wanted.connect(self._pair_pictures)
        dialog.finished.connect(c.stop_matching)
        c.match_found.connect(dialog.show_suggestion)
        c.match_finished.connect(dialog.matching_done)
        c.file_picture_ready.connect(dialog.show_picture)
        self._show(dialog)

    def _pair_pictures(self, paths: Sequence[Path]) -> None:
        self._controller.request_file_pictures(paths, PAIR_THUMB)

    def show_report(self, report: Any) -> None:
        """What a scan could not use."""
        self._show(ScanReportDialog(report, self._theme.tokens, self._window))

    def show_learning(self) -> None:
        """What was and can be learned from the decisions, and the certified threshold."""
        dialog = LearnDialog(self._controller.learning, self._theme.tokens, self._window)
        dialog.sample_asked.connect(self.sample_asked)
        self._show(dialog)

    def show_models(self) -> None:
        """Every model; closes what stands in front of it (the settings)."""
        if self.open is not None:
            self.open.accept()
        models = self._controller.models
        self._show(ModelsDialog(models, self._settings, self._theme.tokens, self._window))

    def ask_name(self, naming: Naming) -> None:
        """The name of the selected pairs' products."""
        dialog = naming.dialog(self._theme.tokens, self._window)
        if dialog is not None:
            self._show(dialog)

    def show_profile(self) -> None:
        """What judges the open project, and what else could."""
        table = self._controller.table
        if table is None:
            return
        judging, tokens = self._controller.judging, self._theme.tokens
        dialog = ProfileDialog(judging, len(table), self._settings, tokens, self._window)
        dialog.models_asked.connect(self.show_models)
        self._show(dialog)

    def show_help(self) -> None:
        dialog = ShortcutsHelp(self._theme.tokens, self._window, keymap=self._keymap)
        dialog.edit_asked.connect(self.edit_shortcuts)
        self._show(dialog)

    def edit_shortcuts(self) -> None:
        """Other keys for commands; closes what stands in front of it."""
        if self.open is not None:
            self.open.accept()
        self._show(ShortcutEditor(self._keymap, self._theme.tokens, self._window))

    def show_settings(self) -> None:
        limits, language = saved_limits(self._settings), saved_language(self._settings)
        exchange = saved_exchange(self._settings)
        dialog = SettingsDialog(self._theme, self._keymap, limits, language, self._window, exchange=exchange)
        dialog.exchange_chosen.connect(self._exchange_chosen)
        dialog.language_chosen.connect(self.language_chosen)
        dialog.theme_chosen.connect(self.theme_chosen)
        dialog.density_chosen.connect(self.density_chosen)
        dialog.hints_asked.connect(self.hints_asked)
        dialog.shortcuts_asked.connect(self.edit_shortcuts)
        dialog.models_asked.connect(self.show_models)
        dialog.limits_chosen.connect(self._limits_chosen)
        self._show(dialog)

    def _limits_chosen(self, limits: Limits) -> None:
        save_limits(self._settings, limits)

    def _exchange_chosen(self, exchange: Exchange) -> None:
        save_exchange(self._settings, exchange)

    def show_about(self) -> None:
        text = self.tr(
            "Version {0}\n\nJudges AI-generated product images against the original photo, on this machine: "
            "nothing is uploaded.\n\nApache License 2.0. The models and their licences are listed in NOTICE."
        ).format(__version__)
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("About {0}").format(APP_NAME))
        box.setIconPixmap(icons.app_icon().pixmap(64, 64))
        box.setText(APP_NAME)
        box.setInformativeText(text)
        self._show(box)
