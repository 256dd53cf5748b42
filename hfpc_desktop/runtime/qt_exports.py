"""What leaves the open project as files: exports and contact sheets. Asked on the GUI thread, written on a worker."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import Cancelled, HfpcError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.review.export import export_items, export_rows, with_judgements
from hfpc_desktop.review.html_report import write_html_report
from hfpc_desktop.review.report_rows import ReportHead, item_row, read_rows, report_rows
from hfpc_desktop.review.saved_judgements import kept_judgements
from hfpc_desktop.runtime.exporting import ExportRunner
from hfpc_desktop.runtime.jobs import CancelToken, WorkerPool

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hfpc_desktop.domain.export_item import ExportItem
    from hfpc_desktop.domain.export_plan import ExportOptions, ExportPlan
    from hfpc_desktop.domain.pictures import Picture
    from hfpc_desktop.review.export import Reporter
    from hfpc_desktop.review.export_report import ExportReport
    from hfpc_desktop.review.html_report import WrittenReport
    from hfpc_desktop.review.report_rows import ReportRow
    from hfpc_desktop.runtime.qt_mailbox import Mailbox
    from hfpc_desktop.runtime.qt_open_review import OpenReview
    from hfpc_desktop.runtime.qt_signals import ReviewSignals


_REPORT_STEP = 8
"""The progress of a report is told every so many pairs."""
_REPORT_ROWS = 100
"""Rows of the table that are read for a report in one go."""


class Exports:
    """Of whatever project is open when it is asked."""

    def __init__(
        self,
        signals: ReviewSignals,
        opened: OpenReview,
        mail: Mailbox,
        pool: WorkerPool,
        load: Callable[[Path, int], Picture],
    ) -> None:
        """``load(path, side)`` gives the small pictures of a contact sheet, on the pool's thread."""
        self._signals, self._open, self._mail, self._load = signals, opened, mail, load
        self._pool = pool
        self._runner = ExportRunner(pool)
        self._sheet_token = self._report_token = CancelToken()
        self._reports = WorkerPool("report", 1)

    def plan(self, options: ExportOptions) -> None:
        """What an export would do; answered by ``export_planned``."""
        if self._open.table is None or self._open.project is None:
            return
        items = export_items(self._open.table, options.decisions, judgements=False)
        self._runner.plan(items, options, self._open.folders, self._deliver_plan)

    def run(self, plan: ExportPlan) -> None:
        """Copy what the plan says; progress by ``progress_changed``, then ``export_finished``."""
        if self._open.table is None or self._open.session is None:
            return
        table, session = self._open.table, self._open.session
        bare = export_items(table, plan.options.decisions, judgements=False)
        kept = kept_judgements(table, export_rows(table, plan.options.decisions))
        self._open.tracker.exporting(0, len(plan.copies))
        self._open.tell_progress()
        self._runner.run(
            plan,
            lambda: with_judgements(bare, kept, session.bodies),
            on_progress=lambda done, total: self._mail.post(lambda: self._export_progress(done, total)),
            done=self._deliver_export,
            reporter=self._reporter,
        )

    def _reporter(self, token: CancelToken) -> Reporter:
        """What writes the HTML report of an export."""
        head = self._report_head(0)

        def write(path: Path, items: Sequence[ExportItem]) -> object:
            rows = [item_row(item) for item in items]
            return write_html_report(path, replace(head, of=len(rows)), rows, self._load, token)

        return write

    def _report_head(self, count: int) -> ReportHead:
        project, table = self._open.project, self._open.table
        assert project is not None
        assert table is not None
        return ReportHead(
            project.name,
            tuple(Path(folder).name for folder in (project.originals, project.generated) if folder),
            table.thresholds,
            count,
            datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
        )

    def _deliver_plan(self, plan: ExportPlan | Exception) -> None:
        self._mail.post(lambda: self._planned(plan))

    def _deliver_export(self, report: ExportReport | Exception) -> None:
        self._mail.post(lambda: self._exported(report))

    def contact_sheet(self, rows: Sequence[int], target: Path) -> None:
        """Write a contact sheet of these rows; a notice tells when it is there, or why not."""
        table, project = self._open.table, self._open.project
        if table is None or project is None:
            return
        # what paints it takes 40 ms to import, which the start of the program does not need
        from hfpc_desktop.runtime.qt_contact_sheet import SheetItem, sheet_caption, write_contact_sheet

        items = [
            SheetItem(table.original(row), table.generated(row), sheet_caption(table, row))
            for row in (int(one) for one in rows)
        ]
        token = self._sheet_token = CancelToken()
        load, name = self._load, project.name

        def work() -> None:
            try:
                written = write_contact_sheet(items, target, name, load, token)
            except Cancelled:
                return
            except (HfpcError, OSError) as error:
                self._mail.post(partial(self._signals.say_error, "write the contact sheet", error))
                return
            title = translate("notices", "Contact sheet written")
            text = "\n".join(str(path) for path in written)
            self._mail.post(lambda: self._signals.notice.emit("info", title, text))

        self._pool.submit(work)

    def html_report(self, rows: Sequence[int], target: Path) -> None:
        """Write a report of these rows; progress by ``progress_changed``, then ``report_written``."""
        table, session = self._open.table, self._open.session
        if table is None or session is None or self._open.project is None:
            return
        head = self._report_head(len(table))
        token, wanted = CancelToken(), [int(row) for row in rows]
        self._report_token = token
        lines: list[ReportRow] = []

        def gather(start: int) -> None:
            """A few rows at a time: the table belongs to this thread, and so does every key."""
            lines.extend(report_rows(table, wanted[start : start + _REPORT_ROWS]))
            if len(lines) < len(wanted):
                self._mail.post(lambda: gather(start + _REPORT_ROWS))
            else:
                self._reports.submit(work)

        def work() -> None:
            try:
                written = write_html_report(
                    target, head, read_rows(lines, session.bodies), self._load, token, self._report_progress
                )
            except Cancelled:
                self._mail.post(lambda: self._report_done(None))
            except (HfpcError, OSError) as error:
                self._mail.post(partial(self._signals.say_error, "write the report", error))
                self._mail.post(lambda: self._report_done(None))
            else:
                self._mail.post(lambda: self._report_done(written))

        self._export_progress(0, len(wanted))
        gather(0)

    def _report_progress(self, done: int, total: int) -> None:
        if done % _REPORT_STEP == 0:
            self._mail.post(lambda: self._export_progress(done, total))

    def _report_done(self, written: WrittenReport | None) -> None:
        self._open.tracker.exported()
        self._open.tell_progress()
        if written is not None:
            self._signals.report_written.emit(written)

    def cancel(self) -> None:
        """Stop after the file in hand; the report of an export still comes, an HTML report leaves no file. A
        contact sheet goes on."""
        self._runner.cancel()
        self._report_token.cancel()

    def stop(self) -> None:
        """The program is closing: stop the contact sheet too."""
        self._runner.cancel()
        self._sheet_token.cancel()
        self._report_token.cancel()
        self._reports.close(finish=False)

    def _planned(self, plan: ExportPlan | Exception) -> None:
        if isinstance(plan, Exception):
            self._signals.say_error("plan the export", plan)
        self._signals.export_planned.emit(plan)

    def _export_progress(self, done: int, total: int) -> None:
        self._open.tracker.exporting(done, total)
        self._open.tell_progress()

    def _exported(self, report: object) -> None:
        self._open.tracker.exported()
        if isinstance(report, Exception):
            self._signals.say_error("export", report)
        self._signals.export_finished.emit(report)
        self._open.tell_progress()
