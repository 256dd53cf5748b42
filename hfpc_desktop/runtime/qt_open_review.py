"""The project that is open, as the GUI thread knows it: its session, its table, and how far the work is.

What the session tells arrives here by mail, changes the one ``ReviewTable`` and goes on as signals. Results of
judging are gathered and told at most 30 times a second. GUI thread only.
"""

from __future__ import annotations

from concurrent.futures import wait
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QTimer

from hfpc_desktop.domain.errors import Cancelled, DamagedProjectError, ReadOnlyProjectError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.remarks import NO_REMARK
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.runtime.progress import ProgressTracker
from hfpc_desktop.runtime.project_files import describe, open_or_begin, project_name
from hfpc_desktop.runtime.project_session import ProjectSession
from hfpc_desktop.runtime.states import Phase, Progress, ProjectInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Future

    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.domain.remarks import Remark
    from hfpc_desktop.review.columns import NameIndex, PairRow
    from hfpc_desktop.review.journal import JournalEntry
    from hfpc_desktop.review.requests import ScanRequest
    from hfpc_desktop.review.scan_report import ScanReport
    from hfpc_desktop.review.scoring import ScoredPair
    from hfpc_desktop.review.store import ProjectStore
    from hfpc_desktop.review.table import ReviewTable
    from hfpc_desktop.runtime.jobs import WorkerPool
    from hfpc_desktop.runtime.judging_choice import Judging
    from hfpc_desktop.runtime.qt_mailbox import Mailbox
    from hfpc_desktop.runtime.qt_signals import ReviewSignals
    from hfpc_desktop.runtime.session_events import OpenedProject

TELL_EVERY_MS = 33
"""Judging results reach the table at most this often (30 updates a second)."""
LIST_FIRST_MS = 100
"""So long the list of a saved project has Python's lock for itself, to come on the screen before its names are ranked
and its folders are scanned."""


class OpenReview:
    """One project at a time, or none. ``table`` and ``project`` are there once the session has opened the file."""

    def __init__(
        self,
        signals: ReviewSignals,
        mail: Mailbox,
        io: WorkerPool,
        *,
        choose: Callable[[str], Judging],
        projects: Path,
        remember: Callable[[Path, str], None],
    ) -> None:
        """``io``: the pool that closes a session. ``remember``: told path and name of a project that was opened."""
        self._signals, self._mail, self._io = signals, mail, io
        self._choose, self._remember = choose, remember
        self.judging: Judging | None = None
        """What judges the open project; ``None`` when its models are not here, then ``no_judging`` says why."""
        self.no_judging = ""
        self.profile = ""
        self.projects = projects
        self.session: ProjectSession | None = None
        self.table: ReviewTable | None = None
        self.project: ProjectInfo | None = None
        self.request: ScanRequest | None = None
        self.folders: tuple[Path, ...] = ()
        """The project's folders: an export's tree is relative to them, and never overwrites in them."""
        self.tracker = ProgressTracker()
        self.progress = Progress()
        self._session_mail: SessionMail | None = None
        self._path, self._number = Path(), 0
        self._closing: Future[None] | None = None
        self._results: list[ScoredPair] = []
        self._tell = QTimer(signals)
        self._tell.setSingleShot(True)
        self._tell.setInterval(TELL_EVERY_MS)
        self._tell.timeout.connect(self._tell_results)
        self._rest = QTimer(signals)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._do_the_rest)

    # -- opening and closing ----------------------------------------------------------------
    def begin(self, request: ScanRequest, number: int = 1) -> None:
        """Open the project of these folders, or begin it."""
        path = self.projects / f"{project_name(request, number)}.hfpc"
        self.start(lambda: open_or_begin(path, request), path, request, number)

    def start(
        self,
        open_store: Callable[[], ProjectStore],
        path: Path,
        request: ScanRequest | None = None,
        number: int = 0,
    ) -> None:
        """``number``: of the file among those of the same folders; 0 = the file was chosen by name."""
        self.close()
        closing = self._closing
        self.request = request
        self._path, self._number = path, number

        def open_when_free() -> ProjectStore:
            if closing is not None:
                wait([closing])  # it may be the same file, and a project is open only once
            return open_store()

        self._set_progress(Progress(Phase.SCANNING))
        self._session_mail = SessionMail(self, self._mail)
        self.session = ProjectSession(open_when_free, self._choose, self._session_mail)

    def listens_to(self, mail: SessionMail) -> bool:
        """False for events of a session that was closed meanwhile."""
        return self.session is not None and mail is self._session_mail

    def close(self) -> None:
        """Close the project; everything is committed already or will be within a moment."""
        if self.session is None:
            return
        session, self.session = self.session, None
        self._closing = self._io.submit(session.close)
        self.table, self.project, self.request, self.judging = None, None, None, None
        self._results.clear()
        self._tell.stop()
        self._rest.stop()
        self._set_progress(Progress())
        self._signals.project_closed.emit()

    def shutdown(self) -> ProjectSession | None:
        """Hear nothing any more; the session that is still to be closed."""
        session, self.session = self.session, None
        self._tell.stop()
        self._rest.stop()
        return session

    def cancel(self) -> None:
        """Stop scanning and judging; results stay."""
        if self.session is not None:
            self._rest.stop()
            self.tracker.cancelling()
            self.session.cancel()

    def pair(self, row: int) -> Pair | None:
        """The pair of a table row, its mask and product name included."""
        if self.table is None or self.session is None:
            return None
        return self.session.pair(self.table.pair_id(row))

    # -- what the session tells (GUI thread, by mail) ---------------------------------------
    def session_opened(self, opened: OpenedProject) -> None:
        self.table = opened.table
        self.request = self.request or opened.request
        self.folders = opened.folders
        self.judging, self.no_judging = opened.judging, opened.no_judging
        self.profile = opened.judging.profile if opened.judging is not None else opened.profile
        originals, generated, name = describe(self.request, self._path)
        self.project = ProjectInfo(name, self._path, originals, generated, len(self.table))
        self._remember(self._path, name)
        self.tracker = ProgressTracker()
        self._signals.project_opened.emit(self.project)
        self._signals.undo_state_changed.emit(opened.can_undo, opened.can_redo)
        if opened.no_judging:
            title = translate("errors", "The models of this project are not here")
            text = translate(
                "errors", "Scores made before stay; nothing new is judged until other models are chosen."
            )
            self._signals.notice.emit("warning", title, f"{opened.no_judging}\n{text}")
        self._rest.start(LIST_FIRST_MS if len(self.table) else 0)
        self.tell_progress()

    def _do_the_rest(self) -> None:
        if self.session is not None:
            self.session.rank_names()
            if self.request is not None:
                self.session.scan(self.request)
        self.tell_progress()

    def session_judging_changed(self, judging: Judging, todo: int) -> None:
        self.judging, self.no_judging, self.profile = judging, "", judging.profile
        self._results.clear()
        self._signals.judging_changed.emit(judging.profile)
        self.tell_progress()

    def session_outdated(self, pair_ids: Sequence[int]) -> None:
        """These pairs wait for new scores: the name of their product is another one."""
        if self.table is None:
            return
        rows = [self.table.row_of(pair_id) for pair_id in pair_ids]
        gone = set(pair_ids)
        self._results = [result for result in self._results if result.pair_id not in gone]
        for row in rows:
            self.table.set_judgement(row, None)
        self._signals.rows_changed.emit(np.array(rows, dtype=np.intp))
        if self.session is not None:
            self.session.prioritise(list(pair_ids))

    def session_former(self, pair_ids: Sequence[int]) -> None:
        """Scores of these pairs, where they have any, are of models that do not judge any more."""
        if self.table is None:
            return
        known = np.isin(np.asarray(self.table.pair_ids), np.asarray(pair_ids))
        rows = np.flatnonzero(known & ~self.table.pending)
        changed = np.union1d(rows, np.flatnonzero(self.table.former))  # a mark that goes is news, too
        self.table.set_former(rows)
        if changed.size:
            self._signals.rows_changed.emit(changed)

    def session_names_ranked(self, names: NameIndex) -> None:
        if self.table is not None:
            self.table.set_names(names)

    def session_pairs_added(self, rows: Sequence[PairRow]) -> None:
        if self.table is not None:
            added = self.table.append(rows)
            self._signals.rows_appended.emit(added.start, len(added))
            self.tell_progress()

    def session_pairs_moved(self, pairs: Mapping[int, Pair]) -> None:
        if self.table is None:
            return
        rows = [self.table.row_of(pair_id) for pair_id in pairs]
        for row, pair in zip(rows, pairs.values(), strict=True):
            self.table.move(row, pair.original, pair.generated)
        self._signals.pairs_moved.emit(np.array(rows, dtype=np.intp))

    def session_scanned(self, report: ScanReport) -> None:
        self._signals.scan_reported.emit(report)

    def session_judged(self, result: ScoredPair) -> None:
        self._results.append(result)
        if not self._tell.isActive():
            self._tell.start()

    def session_journalled(
        self, entry: JournalEntry | None, cause: str, can_undo: bool, can_redo: bool
    ) -> None:
        self._signals.undo_state_changed.emit(can_undo, can_redo)
        if entry is None or self.table is None or cause == "decide":
            return
        changed: list[int] = []
        for decision, pair_ids in entry.changes:
            rows = [self.table.row_of(pair_id) for pair_id in pair_ids]
            self.table.set_decision(rows, decision)
            changed.extend(rows)
        remarked = [self.table.row_of(pair_id) for pair_id, _ in entry.remarks]
        for row, (_, remark) in zip(remarked, entry.remarks, strict=True):
            self.table.set_remark(row, remark)
        if changed:
            decision_now = entry.changes[0][0] if len(entry.changes) == 1 else None
            self._signals.decisions_changed.emit(np.array(changed, dtype=np.intp), decision_now, cause)
        if remarked:
            self._signals.remarks_changed.emit(np.array(remarked, dtype=np.intp), cause)

    def session_failed(self, what: str, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if self.table is None and what == "open the project":
            self._could_not_open(error)
            return
        self._signals.say_error(what, error)
        if what == "save the decision" and self.session is not None:
            self.session.reload_decisions()

    def _could_not_open(self, error: Exception) -> None:
        request, number = self.request, self._number
        if isinstance(error, DamagedProjectError) and request is not None and number:
            text = translate("errors", "A new review of the same folders was begun beside it.")
            title = translate("errors", "The earlier review cannot be read")
            self._signals.notice.emit("warning", title, f"{error}\n{text}")
            self.begin(request, number + 1)
            return
        if isinstance(error, ReadOnlyProjectError) and self._path.is_file():
            path = self._path
            self.close()
            self._signals.project_read_only.emit(path, str(error))
            return
        self._signals.say_error("open the project", error)
        self.close()

    def session_work_changed(self) -> None:
        if not self._tell.isActive():
            self._tell.start()

    def session_decisions(self, decisions: dict[int, Decision], remarks: dict[int, Remark]) -> None:
        """Decisions and remarks as they are really saved, after one could not be."""
        if self.table is None:
            return
        for decision in Decision:
            rows = [self.table.row_of(pair_id) for pair_id, saved in decisions.items() if saved is decision]
            self.table.set_decision(rows, decision)
        for pair_id in decisions:
            self.table.set_remark(self.table.row_of(pair_id), remarks.get(pair_id, NO_REMARK))
        everything = np.arange(len(self.table), dtype=np.intp)
        self._signals.decisions_changed.emit(everything, None, "load")
        self._signals.remarks_changed.emit(everything, "load")

    def _tell_results(self) -> None:
        if self.table is not None and self._results:
            results, self._results = self._results, []
            rows = []
            for result in results:
                row = self.table.row_of(result.pair_id)
                self.table.set_judgement(row, result.judgement)
                rows.append(row)
            self._signals.rows_changed.emit(np.array(rows, dtype=np.intp))
        self.tell_progress()

    def tell_progress(self) -> None:
        """Look how far the work is, and say so when that changed."""
        if self.session is not None and self.table is not None:
            pending = int(np.count_nonzero(self.table.pending))
            pending = max(pending, len(self.session.unfinished))
            device = self.judging.device() if self.judging is not None else ""
            starts = self._rest.isActive()
            self._set_progress(
                self.tracker.look(self.session, len(self.table), pending, device, starts=starts)
            )

    def _set_progress(self, progress: Progress) -> None:
        if progress != self.progress:
            self.progress = progress
            self._signals.progress_changed.emit(progress)


class SessionMail:
    """Forwards a session's events to the GUI thread; letters of a closed session are thrown away."""

    def __init__(self, review: OpenReview, mail: Mailbox) -> None:
        self._review, self._mail = review, mail

    def _post(self, call: Callable[[], None]) -> None:
        def deliver() -> None:
            if self._review.listens_to(self):
                call()

        self._mail.post(deliver)

    def opened(self, project: OpenedProject) -> None:
        self._post(lambda: self._review.session_opened(project))

    def names_ranked(self, names: NameIndex) -> None:
        self._post(lambda: self._review.session_names_ranked(names))

    def pairs_added(self, rows: Sequence[PairRow]) -> None:
        self._post(lambda: self._review.session_pairs_added(rows))

    def pairs_moved(self, pairs: Mapping[int, Pair]) -> None:
        self._post(lambda: self._review.session_pairs_moved(pairs))

    def scanned(self, report: ScanReport) -> None:
        self._post(lambda: self._review.session_scanned(report))

    def judged(self, result: ScoredPair) -> None:
        self._post(lambda: self._review.session_judged(result))

    def journalled(self, entry: JournalEntry | None, cause: str, can_undo: bool, can_redo: bool) -> None:
        self._post(lambda: self._review.session_journalled(entry, cause, can_undo, can_redo))

    def decisions_reloaded(self, decisions: dict[int, Decision], remarks: dict[int, Remark]) -> None:
        self._post(lambda: self._review.session_decisions(decisions, remarks))

    def work_changed(self) -> None:
        self._post(self._review.session_work_changed)

    def outdated(self, pair_ids: Sequence[int]) -> None:
        self._post(lambda: self._review.session_outdated(pair_ids))

    def former(self, pair_ids: Sequence[int]) -> None:
        self._post(lambda: self._review.session_former(pair_ids))

    def judging_changed(self, judging: Judging, todo: int) -> None:
        self._post(lambda: self._review.session_judging_changed(judging, todo))

    def failed(self, what: str, error: Exception) -> None:
        self._post(lambda: self._review.session_failed(what, error))
