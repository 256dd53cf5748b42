"""Export: where to, what, and what happens to taken names; the plan is shown before anything is copied."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.domain.export_plan import summary_lines
from hfpc_desktop.domain.export_presets import Presets, from_json, to_json
from hfpc_desktop.review.export_report import report_lines
from hfpc_desktop.runtime.states import Phase, Progress
from hfpc_desktop.ui.files.export_fields import ExportFields
from hfpc_desktop.ui.files.open_dialogs import FolderField, choose_folder
from hfpc_desktop.ui.files.preset_bar import PresetBar
from hfpc_desktop.ui.look import words
from hfpc_desktop.ui.look.widgets import IconLabel, Scrolled, button, button_row, label, panel

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtGui import QCloseEvent

    from hfpc_desktop.domain.export_plan import ExportOptions, ExportPlan
    from hfpc_desktop.review.export_report import ExportReport
    from hfpc_desktop.ui.files.open_dialogs import ChooseFolder
    from hfpc_desktop.ui.look.theme import Tokens

PLAN_AFTER_MS = 250
"""How long typing must rest before a plan is asked for."""


class Step(StrEnum):
    """Where the dialog stands."""

    ASKING = "asking"
    PLANNING = "planning"
    READY = "ready"
    COPYING = "copying"
    STOPPING = "stopping"
    DONE = "done"


class ExportDialog(QDialog):
    """Asks the controller for a plan whenever a choice changes, and for the export when told to.

    ``controller`` needs ``presets``, ``plan_export``, ``export``, ``cancel_export`` and the signals ``export_planned``,
    ``export_finished``, ``progress_changed``. Closing while it copies stops the copying.
    """

    def __init__(
        self,
        controller: Any,
        settings: QSettings,
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        choose: ChooseFolder = choose_folder,
    ) -> None:
        super().__init__(parent)
        self._controller, self._settings, self._tokens, self._choose = controller, settings, tokens, choose
        self._step = Step.ASKING
        self._plan: ExportPlan | None = None
        self._options: ExportOptions | None = None
        self.setWindowTitle(self.tr("Export"))
        self.setMinimumWidth(660)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PLAN_AFTER_MS)
        self._later.timeout.connect(self._ask_plan)
        self._make_fields()
        self._make_summary()
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._recall()

    # -- construction ----------------------------------------------------------------------------

    def _make_fields(self) -> None:
        self._destination = FolderField(self.tr("Folder to copy into"))
        self._destination.setObjectName("destination")
        self._browse = button(self.tr("Browse…"), name="browse_destination")
        counts = self._controller.table.counts().by_decision if self._controller.table is not None else {}
        self._fields = ExportFields(counts, self._tokens)
        self.preset_bar = PresetBar(self._controller.presets, self._fields, self._tokens)

    def _make_summary(self) -> None:
        t = self._tokens
        self._card = panel("card")
        self._icon = IconLabel("info", t.text_faint, 20)
        self._headline = label(role="strong", wrap=True)
        self._detail = label(role="muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        texts = QVBoxLayout()
        texts.setSpacing(t.space_1)
        for widget in (self._headline, self._detail, self._bar):
            texts.addWidget(widget)
        line = QHBoxLayout(self._card)
        line.setContentsMargins(t.space_4, t.space_3, t.space_4, t.space_3)
        line.setSpacing(t.space_3)
        line.addWidget(self._icon)
        line.addLayout(texts, 1)

    def _make_buttons(self) -> None:
        self._show_folder = button(self.tr("Open folder"), name="export_show")
        self._cancel = button(self.tr("Cancel"), name="export_cancel")
        self._go = button(self.tr("Export"), "primary", name="export_go")
        self._go.setDefault(True)

    def _lay_out(self) -> None:
        t = self._tokens
        grid = QGridLayout()
        grid.setHorizontalSpacing(t.space_4)
        grid.setVerticalSpacing(t.space_3)
        where = QHBoxLayout()
        where.setSpacing(t.space_2)
        where.addWidget(self._destination, 1)
        where.addWidget(self._browse)
        rows: tuple[tuple[str, QWidget | QHBoxLayout], ...] = (
            (self.tr("Preset"), self.preset_bar),
            (self.tr("To"), where),
        )
        for row, (title, item) in enumerate(rows):
            grid.addWidget(label(title, "muted"), row, 0)
            if isinstance(item, QHBoxLayout):
                grid.addLayout(item, row, 1)
            else:
                grid.addWidget(item, row, 1)
        grid.setColumnMinimumWidth(0, 92)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(t.space_5, t.space_5, t.space_5, t.space_4)
        column.setSpacing(t.space_4)
        column.addWidget(label(self.tr("Export images"), "heading"))
        text = self.tr(
            "Files are copied, never moved. A list of their scores and decisions (CSV and JSON) lies beside them."
        )
        column.addWidget(label(text, "muted", wrap=True))
        column.addLayout(grid)
        column.addWidget(Scrolled(self._fields, t.surface_0), 1)
        column.addWidget(self._card)
        column.addLayout(button_row(self._cancel, self._go, left=[self._show_folder]))

    def _connect(self) -> None:
        self._destination.textChanged.connect(self._changed)
        self._browse.clicked.connect(self._browse_clicked)
        self._fields.changed.connect(self._changed)
        self.preset_bar.failed.connect(self._preset_failed)
        self._go.clicked.connect(self._go_clicked)
        self._cancel.clicked.connect(self.reject)
        self._show_folder.clicked.connect(self._open_folder)
        self._controller.export_planned.connect(self._planned)
        self._controller.export_finished.connect(self._finished)
        self._controller.progress_changed.connect(self._progressed)

    def _recall(self) -> None:
        self.preset_bar.apply()
        if not self.preset_bar.name:
            self._show_last()
        self._destination.setText(str(self._settings.value("export/destination", "", type=str)))
        self._destination.setFocus()
        self._changed()

    def _show_last(self) -> None:
        """Without a preset to begin with, the choices of the last export."""
        try:
            last = from_json(str(self._settings.value("export/last", "", type=str))).items
        except UsageError:
            return
        if last:
            self._fields.show_preset(last[0])

    # -- facts -----------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        return self._step

    @property
    def summary(self) -> str:
        """What the card says, for tests."""
        return f"{self._headline.text()}\n{self._detail.text()}"

    # -- intents ---------------------------------------------------------------------------------

    def _browse_clicked(self) -> None:
        picked = self._choose(self, self.tr("Folder to copy into"), self._destination.text())
        if picked:
            self._destination.setText(picked)

    def _changed(self) -> None:
        if self._step in (Step.COPYING, Step.STOPPING):
            return
        self._plan = None
        self._set_step(Step.ASKING)
        self._later.start()

    def _ask_plan(self) -> None:
        destination = self._destination.text().strip()
        if not destination or not self._fields.any_decision or self._fields.pattern_error:
            self._set_step(Step.ASKING)
            return
        self._options = self._fields.preset("").options(Path(destination).expanduser().absolute())
        self._set_step(Step.PLANNING)
        self._controller.plan_export(self._options)

    def _go_clicked(self) -> None:
        if self._step is Step.DONE:
            self.accept()
        elif self._step is Step.READY and self._plan is not None:
            self._settings.setValue("export/destination", self._destination.text().strip())
            used = Presets((self._fields.preset("last"),))
            self._settings.setValue("export/last", to_json(used))
            self._set_step(Step.COPYING)
            self._controller.export(self._plan)

    def _preset_failed(self, why: str) -> None:
        self._say("error", self.tr("The presets could not be changed"), why)

    def _open_folder(self) -> None:
        if self._options is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._options.destination)))

    def reject(self) -> None:
        """Cancel: stops a running export first (what was copied stays), closes otherwise."""
        if self._step is Step.COPYING:
            self._set_step(Step.STOPPING)
            self._controller.cancel_export()
        elif self._step is not Step.STOPPING:
            self._later.stop()
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._step in (Step.COPYING, Step.STOPPING):
            self.reject()
            event.ignore()
            return
        self._later.stop()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        self._later.stop()
        super().done(result)

    # -- what the controller tells ---------------------------------------------------------------

    def _planned(self, plan: ExportPlan | Exception) -> None:
        if self._step is not Step.PLANNING:
            return  # the choices changed meanwhile; the next plan is on its way
        if isinstance(plan, Exception):
            self._set_step(Step.ASKING)
            self._say("error", self.tr("This cannot be exported"), str(plan))
            return
        self._plan = plan
        self._set_step(Step.READY)

    def _progressed(self, progress: Progress) -> None:
        if self._step is Step.COPYING and progress.phase == Phase.EXPORTING:
            self._bar.setRange(0, max(1, progress.total))
            self._bar.setValue(progress.done)
            done, total = words.count(progress.done), words.count(progress.total)
            self._headline.setText(self.tr("Copying {0} of {1}").format(done, total))

    def _finished(self, report: ExportReport | Exception) -> None:
        if self._step not in (Step.COPYING, Step.STOPPING):
            return
        self._set_step(Step.DONE)
        if isinstance(report, Exception):
            self._say("error", self.tr("The export did not finish"), str(report))
            return
        lines = report_lines(report)
        self._say("check-circle" if report.complete else "warning", lines[0], "\n".join(lines[1:]))
        self._go.setFocus()

    # -- drawing ---------------------------------------------------------------------------------

    def _set_step(self, step: Step) -> None:
        self._step = step
        asking = step in (Step.ASKING, Step.PLANNING, Step.READY)
        for widget in (self._destination, self._browse, self._fields, self.preset_bar):
            widget.setEnabled(asking)
        ready = step is Step.READY and self._plan is not None and bool(self._plan.copies)
        self._go.setEnabled(ready or step is Step.DONE)
        self._go.setText(self.tr("Done") if step is Step.DONE else self.tr("Export"))
        self._cancel.setText(self.tr("Stop") if step in (Step.COPYING, Step.STOPPING) else self.tr("Cancel"))
        self._cancel.setEnabled(step is not Step.STOPPING)
        self._cancel.setVisible(step is not Step.DONE)
        self._show_folder.setVisible(step is Step.DONE)
        self._bar.setVisible(step in (Step.COPYING, Step.STOPPING))
        match step:
            case Step.ASKING:
                self._say_what_is_missing()
            case Step.PLANNING:
                self._say("info", self.tr("Looking at the folder…"), "")
            case Step.READY:
                self._say_plan()
            case Step.COPYING:
                self._bar.setRange(0, 0)
                self._say("export", self.tr("Copying…"), "")
            case Step.STOPPING:
                self._say("stop", self.tr("Stopping after this file…"), self.tr("What was copied stays."))

    def _say_what_is_missing(self) -> None:
        if self._fields.pattern_error:
            self._say("warning", self.tr("These names cannot be made"), self._fields.pattern_error)
        elif not self._fields.any_decision:
            self._say(
                "info", self.tr("Choose what to export"), self.tr("Tick at least one kind of decision.")
            )
        elif not self._destination.text().strip():
            self._say("info", self.tr("Choose a folder"), self.tr("Then this says what would be copied."))
        else:
            self._say("info", self.tr("Looking at the folder…"), "")

    def _say_plan(self) -> None:
        if self._plan is None:
            return
        lines = summary_lines(self._plan)
        icon = "export" if self._plan.copies else "warning"
        self._say(icon, lines[0], "\n".join(lines[1:8]))

    def _say(self, icon: str, headline: str, detail: str) -> None:
        t = self._tokens
        colour = {"error": t.reject, "warning": t.review, "check-circle": t.approve}.get(icon, t.accent_text)
        self._icon.set_icon(icon, colour)
        self._headline.setText(headline)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._card.setAccessibleName(f"{headline} {detail}")
