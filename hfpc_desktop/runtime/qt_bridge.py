"""Where threads and Qt signals meet: what the interface may ask for, and how it hears back.

Every method of ``ReviewController`` returns at once. Worker threads put events into a ``Mailbox``;
the GUI thread empties it, updates the one ``ReviewTable`` and emits signals. Results of judging are
gathered and told at most 30 times a second.
"""

from __future__ import annotations

import logging
from concurrent.futures import wait
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from hfpc_desktop.domain.errors import Cancelled, DamagedProjectError, HfpcError
from hfpc_desktop.domain.judgement import Frame, Overlay
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.domain.remarks import NO_REMARK
from hfpc_desktop.domain.verdict import Decision, Thresholds, Verdict
from hfpc_desktop.review.export import export_items
from hfpc_desktop.review.head_store import HeadStore
from hfpc_desktop.review.requests import ScanRequest, UnclearFolders, classify_drop
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.runtime.exporting import ExportRunner
from hfpc_desktop.runtime.failures import could_not
from hfpc_desktop.runtime.jobs import CancelToken, WorkerPool
from hfpc_desktop.runtime.matching import MatchRunner
from hfpc_desktop.runtime.progress import ProgressTracker
from hfpc_desktop.runtime.project_files import RecentProjects, describe, open_or_begin, project_name
from hfpc_desktop.runtime.project_session import OpenedProject, ProjectSession
from hfpc_desktop.runtime.qt_contact_sheet import SheetItem, sheet_caption, write_contact_sheet
from hfpc_desktop.runtime.qt_images import PictureService
from hfpc_desktop.runtime.qt_learning import LearningController
from hfpc_desktop.runtime.qt_mailbox import Mailbox, SessionMail
from hfpc_desktop.runtime.states import (
    FoldersQuestion,
    Phase,
    PictureReply,
    PictureRequest,
    Progress,
    ProjectInfo,
    RecentProject,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from concurrent.futures import Future

    from numpy.typing import NDArray
    from PySide6.QtGui import QImage

    from hfpc_desktop.domain.audit import Selection
    from hfpc_desktop.domain.export_plan import ExportOptions, ExportPlan
    from hfpc_desktop.domain.remarks import PairEdit, Remark
    from hfpc_desktop.images.thumbnails import Thumbnails
    from hfpc_desktop.review.columns import NameIndex
    from hfpc_desktop.review.export import ExportReport
    from hfpc_desktop.review.judgement_cache import JudgementCache
    from hfpc_desktop.review.scan import ScanReport
    from hfpc_desktop.review.scoring import ScoredPair, Scorer
    from hfpc_desktop.review.store import JournalEntry
    from hfpc_desktop.review.table import PairRow, ReviewTable
    from hfpc_desktop.runtime.scoring_job import ThreadPlan

_log = logging.getLogger(__name__)

TELL_EVERY_MS = 33
"""Judging results reach the table at most this often (30 updates a second)."""


class ReviewController(QObject):
    """The review as the interface sees it. GUI thread only."""

    project_opened = Signal(object)  # ProjectInfo; ``table`` is fresh
    project_closed = Signal()
    rows_appended = Signal(int, int)  # first row, count
    pairs_moved = Signal(object)  # NDArray[intp] of rows whose files were found elsewhere
    rows_changed = Signal(object)  # NDArray[intp] of rows whose judgement changed
    decisions_changed = Signal(object, object, str)  # rows NDArray[intp], Decision | None, cause
    remarks_changed = Signal(object, str)  # rows NDArray[intp] whose flags, reasons or note changed, cause
    thresholds_changed = Signal(object)
    progress_changed = Signal(object)
    scan_reported = Signal(object)
    match_found = Signal(object)  # Suggestion, for an image without an original
    match_finished = Signal()
    file_picture_ready = Signal(object, object)  # path, QImage: a thumbnail of a file that is in no row
    picture_ready = Signal(object)
    thumbnail_ready = Signal(object, object)
    overlay_ready = Signal(int, object)
    export_planned = Signal(object)
    export_finished = Signal(object)
    folders_question = Signal(object)
    notice = Signal(str, str, str)  # level, title, text
    undo_state_changed = Signal(bool, bool)
    recents_changed = Signal(object)  # list[RecentProject], newest first

    def __init__(
        self,
        *,
        scorer: Scorer,
        plan: ThreadPlan,
        fingerprint: str,
        judgements: JudgementCache,
        thumbnails: Thumbnails,
        device: Callable[[], str],
        projects: Path,
        demo: Path,
        parent: QObject | None = None,
    ) -> None:
        """``projects``: folder for project files; ``demo``: folder of the demo project;
        ``device``: what the sessions reported, empty before the models are loaded."""
        super().__init__(parent)
        self._scorer, self._plan, self._fingerprint = scorer, plan, fingerprint
        self._judgements, self._device = judgements, device
        self._projects, self._demo = projects, demo
        self._recents = RecentProjects(projects / "recent.json")
        self._recent_list: list[RecentProject] = []
        self._mail = Mailbox(self)
        self._pictures = PictureService(thumbnails)
        self._io = WorkerPool("io", 1)
        self._exports = ExportRunner(self._io)
        self._thumbnails, self._sheet_token = thumbnails, CancelToken()
        self._matching = WorkerPool("matching", 1)
        self._matches = MatchRunner(self._matching, thumbnails.get)
        self._session: ProjectSession | None = None
        self._table: ReviewTable | None = None
        self._project: ProjectInfo | None = None
        self._request: ScanRequest | None = None
        self._session_mail: SessionMail | None = None
        self._project_path, self._project_number = Path(), 0
        self._closing: Future[None] | None = None
        self._folders: tuple[Path, ...] = ()
        self._results: list[ScoredPair] = []
        self._tracker = ProgressTracker()
        self._progress = Progress()
        self._tell = QTimer(self)
        self._tell.setSingleShot(True)
        self._tell.setInterval(TELL_EVERY_MS)
        self._tell.timeout.connect(self._tell_results)
        self._io.submit(self._read_recents)

        self.learning = LearningController(self, HeadStore(projects.parent / "heads"))

    # -- for its parts -----------------------------------------------------------------------
    def in_store(self, call: Callable[[ProjectStore], object], what: str) -> None:
        """Run ``call`` on the store's thread of the open project, if there is one."""
        if self._session is not None:
            self._session.with_store(call, what)

    def post(self, call: Callable[[], None]) -> None:
        """Run ``call`` on the GUI thread; any thread may ask."""
        self._mail.post(call)

    # -- state ------------------------------------------------------------------------------
    @property
    def table(self) -> ReviewTable | None:
        return self._table

    @property
    def project(self) -> ProjectInfo | None:
        return self._project

    @property
    def thresholds(self) -> Thresholds:
        return self._table.thresholds if self._table is not None else Thresholds()

    @property
    def progress(self) -> Progress:
        return self._progress

    def recent_projects(self) -> list[RecentProject]:
        """As last read; ``recents_changed`` tells when that is not up to date any more."""
        return self._recent_list

    def _read_recents(self) -> None:
        """Not on the GUI thread: a project may lie on a drive that no longer answers."""
        found = self._recents.load()
        self._mail.post(partial(self._take_recents, found))

    def _take_recents(self, found: list[RecentProject]) -> None:
        self._recent_list = found
        self.recents_changed.emit(found)

    def _remember(self, path: Path, name: str) -> None:
        self._recents.add(path, name)
        self._read_recents()

    # -- opening ----------------------------------------------------------------------------
    def open_demo(self) -> None:
        """The demo project: a few products with good and bad creatives."""
        self.open_pair_of_folders(self._demo / "originals", self._demo / "generated")

    def open_folders(self, paths: Sequence[Path]) -> None:
        """One parent, two folders or files. Asks ``folders_question`` when it cannot tell the roles."""
        given = [Path(path) for path in paths]

        def classify() -> None:
            try:
                drop = classify_drop(given)
            except (HfpcError, OSError) as error:
                self._mail.post(partial(self._say_error, "open the folders", error))
                return
            self._mail.post(lambda: self._open_drop(drop))

        self._io.submit(classify)

    def open_pair_of_folders(self, originals: Path, generated: Path) -> None:
        """The answer to ``folders_question``; also the way in when the roles are known."""
        try:
            request = ScanRequest.folders(Path(originals), Path(generated))
        except HfpcError as error:
            self._say_error("open the folders", error)
            return
        self._open_request(request)

    def open_project(self, path: Path) -> None:
        """Open a project file; its folders are scanned again for new files."""
        path = Path(path)
        self._start_session(lambda: ProjectStore.open(path), path, None)

    def _open_drop(self, drop: object) -> None:
        if isinstance(drop, UnclearFolders):
            self.folders_question.emit(FoldersQuestion(drop.a, drop.b))
        elif isinstance(drop, Path):
            self.open_project(drop)
        elif isinstance(drop, ScanRequest):
            self._open_request(drop)

    def _open_request(self, request: ScanRequest, number: int = 1) -> None:
        path = self._projects / f"{project_name(request, number)}.hfpc"
        self._start_session(lambda: open_or_begin(path, request), path, request, number)

    def _start_session(
        self,
        open_store: Callable[[], ProjectStore],
        path: Path,
        request: ScanRequest | None,
        number: int = 0,
    ) -> None:
        """``number``: of the file among those of the same folders; 0 = the file was chosen by name."""
        self.close_project()
        closing = self._closing
        self._request = request
        self._project_path, self._project_number = path, number

        def open_when_free() -> ProjectStore:
            if closing is not None:
                wait([closing])  # it may be the same file, and a project is open only once
            return open_store()

        self._set_progress(Progress(Phase.SCANNING))
        self._session_mail = SessionMail(self, self._mail)
        self._session = ProjectSession(
            open_when_free, self._scorer, self._plan, self._fingerprint, self._session_mail
        )

    def listens_to(self, mail: SessionMail) -> bool:
        """False for events of a session that was closed meanwhile."""
        return self._session is not None and mail is self._session_mail

    def close_project(self) -> None:
        """Close the project; everything is committed already or will be within a moment."""
        if self._session is None:
            return
        session, self._session = self._session, None
        self._closing = self._io.submit(session.close)
        self._table, self._project, self._request = None, None, None
        self._results.clear()
        self._tell.stop()
        self._pictures.forget(())
        self._set_progress(Progress())
        self.project_closed.emit()

    def shutdown(self) -> None:
        """Stop all threads. Blocks a few seconds at most; nothing is lost."""
        session, self._session = self._session, None
        self._tell.stop()
        self._exports.cancel()
        self._sheet_token.cancel()
        self._matches.cancel()
        self._matching.close(finish=False)
        if session is not None:
            session.close()
        self.learning.close()
        self._io.close()
        self._pictures.close()

    # -- deciding ---------------------------------------------------------------------------
    def decide(self, rows: Sequence[int], decision: Decision) -> None:
        """Shown at once, committed within a moment; taken back with a notice if that fails."""
        if self._table is None or self._session is None or not len(rows):
            return
        index = np.asarray(rows, dtype=np.intp)
        self._table.set_decision(index, decision)
        self.decisions_changed.emit(index, decision, "decide")
        self._session.decide([self._table.pair_id(int(row)) for row in index], decision)

    def edit(self, edits: Mapping[int, PairEdit]) -> None:
        """Decisions, flags, reasons and notes, by row, as one undo step. Shown at once, like ``decide``."""
        if self._table is None or self._session is None or not edits:
            return
        table = self._table
        told = table.apply(edits)
        if len(told.decided):
            self.decisions_changed.emit(told.decided, told.decision, "decide")
        if len(told.remarked):
            self.remarks_changed.emit(told.remarked, "decide")
        self._session.edit({table.pair_id(row): edit for row, edit in edits.items()})

    def note_selection(self, rows: Sequence[int], how: Selection) -> None:
        """Keep how pairs that were just decided had come up (see ``domain.audit``)."""
        self.learning.note_selection(rows, how)

    def undo(self) -> None:
        if self._session is not None:
            self._session.undo()

    def redo(self) -> None:
        if self._session is not None:
            self._session.redo()

    def set_thresholds(self, thresholds: Thresholds) -> None:
        """Verdicts follow at once; the project remembers the limits."""
        if self._table is None or self._session is None or thresholds == self._table.thresholds:
            return
        self._table.set_thresholds(thresholds)
        self._session.set_thresholds(thresholds)
        self.thresholds_changed.emit(thresholds)

    # -- judging ----------------------------------------------------------------------------
    def start_judging(self) -> None:
        """Judge every pair that has no judgement (it starts by itself after opening)."""
        if self._table is not None and self._session is not None:
            todo = [self._table.pair_id(int(row)) for row in np.flatnonzero(self._table.pending)]
            self._session.judge(todo)

    def pause(self) -> None:
        if self._session is not None:
            self._session.pause()

    def resume(self) -> None:
        if self._session is not None:
            self._session.resume()

    def cancel(self) -> None:
        if self._session is not None:
            self._tracker.cancelling()
            self._session.cancel()

    def rescan(self) -> None:
        """Look for new files in the project's folders, and try again what could not be judged (a file may be
        back, or whole by now); decisions and scores stay."""
        if self._session is None or self._request is None:
            return
        if (table := self._table) is not None:
            failed = np.flatnonzero((table.verdicts == Verdict.NOT_JUDGED) & ~table.pending)
            self._session.judge([table.pair_id(int(row)) for row in failed])
        self._session.scan(self._request)

    def save_mask(self, row: int, mask: NDArray[np.uint8] | None) -> None:
        """Use a mask that a person drew (uint8 H x W; None: back to the found one) for this row's original,
        and judge the pairs of that original again."""
        pair, table = self.pair(row), self._table
        if pair is None or table is None:
            return

        def save() -> None:
            try:
                self._scorer.edit_mask(pair.original, mask)
            except (HfpcError, OSError, ValueError) as error:
                self._mail.post(partial(self._say_error, "save the mask", error))
                return
            self._mail.post(lambda: self._judge_again(row) if self._table is table else None)

        self._io.submit(save)

    def _judge_again(self, row: int) -> None:
        """Every pair of this row's original, at once; their scores count as waiting until then."""
        table, session = self._table, self._session
        if table is None or session is None:
            return
        groups = table.groups
        rows = np.flatnonzero(groups == groups[row])
        for one in rows.tolist():
            table.set_judgement(one, None)
        ids = [table.pair_id(one) for one in rows.tolist()]
        session.judge(ids)
        session.prioritise(ids)
        self.rows_changed.emit(rows)

    # -- pairing by hand --------------------------------------------------------------------
    def match(self, generated: Sequence[Path], originals: Sequence[Path]) -> None:
        """Look for the originals of these images by their looks; answered by ``match_found``, one each."""
        self._matches.run(
            list(generated),
            list(originals),
            lambda found: self._mail.post(lambda: self.match_found.emit(found)),
            lambda: self._mail.post(self.match_finished.emit),
        )

    def stop_matching(self) -> None:
        self._matches.cancel()

    def assign(self, pairs: Sequence[tuple[Path, Path]]) -> None:
        """Add (original, generated) pairs that a person made; a mask of that original is used as in a scan."""
        if self._session is None:
            return
        masks = {pair.original: pair.mask for pair in self._session.all_pairs() if pair.mask is not None}
        self._session.assign([Pair(a, b, masks.get(a)) for a, b in pairs])

    def request_file_pictures(self, paths: Sequence[Path], side: int) -> None:
        """Thumbnails of files, row or not; answered by ``file_picture_ready``."""

        def deliver(path: Path, image: QImage) -> None:
            self._mail.post(lambda: self.file_picture_ready.emit(path, image))

        for path in paths:
            self._pictures.file_thumbnail(path, side, deliver)

    def prioritise(self, rows: Sequence[int]) -> None:
        """Judge these rows next."""
        if self._table is not None and self._session is not None:
            self._session.prioritise([self._table.pair_id(int(row)) for row in rows])

    # -- pictures ---------------------------------------------------------------------------
    def request_picture(self, request: PictureRequest) -> None:
        if (path := self._path(request)) is not None:
            self._pictures.picture(request, path, self._deliver_picture)

    def request_thumbnail(self, request: PictureRequest) -> None:
        if (path := self._path(request)) is not None:
            self._pictures.thumbnail(request, path, self._deliver_thumbnail)

    def request_overlay(self, row: int) -> None:
        pair = self.pair(row)
        if pair is None or self._table is None or self._table.judgement(row) is None:
            self.overlay_ready.emit(row, None)
            return

        def load() -> Overlay | None:
            return self._judgements.overlay(self._scorer.overlay_key(pair))

        self._pictures.overlay(row, load, self._deliver_overlay)

    def forget_requests(self, keep_rows: Collection[int]) -> None:
        """Drop waiting picture requests of rows nobody looks at any more."""
        self._pictures.forget(set(keep_rows))

    def pair(self, row: int) -> Pair | None:
        """The pair of a table row, its mask and product name included."""
        if self._table is None or self._session is None:
            return None
        return self._session.pair(self._table.pair_id(row))

    def _path(self, request: PictureRequest) -> Path | None:
        if self._table is None or not 0 <= request.row < len(self._table):
            return None
        original = request.side is Frame.ORIGINAL
        return self._table.original(request.row) if original else self._table.generated(request.row)

    def _deliver_picture(self, reply: PictureReply) -> None:
        table = self._table
        self._mail.post(lambda: self.picture_ready.emit(reply) if self._table is table else None)

    def _deliver_thumbnail(self, request: PictureRequest, image: QImage) -> None:
        table = self._table
        self._mail.post(lambda: self.thumbnail_ready.emit(request, image) if self._table is table else None)

    def _deliver_overlay(self, row: int, overlay: Overlay | None) -> None:
        table = self._table
        self._mail.post(lambda: self.overlay_ready.emit(row, overlay) if self._table is table else None)

    # -- export -----------------------------------------------------------------------------
    def plan_export(self, options: ExportOptions) -> None:
        """What an export would do; answered by ``export_planned``."""
        if self._table is None or self._project is None:
            return
        items = export_items(self._table, options.decisions, judgements=False)
        self._exports.plan(items, options, self._roots(), self._deliver_plan)

    def export(self, plan: ExportPlan) -> None:
        """Copy what the plan says; progress by ``progress_changed``, then ``export_finished``."""
        if self._table is None:
            return
        items = export_items(self._table, plan.options.decisions)
        self._tracker.exporting(0, len(plan.copies))
        self._tell_progress()
        self._exports.run(
            plan,
            items,
            on_progress=lambda done, total: self._mail.post(lambda: self._export_progress(done, total)),
            done=self._deliver_export,
        )

    def _deliver_plan(self, plan: ExportPlan | Exception) -> None:
        self._mail.post(lambda: self._planned(plan))

    def _deliver_export(self, report: ExportReport | Exception) -> None:
        self._mail.post(lambda: self._exported(report))

    def contact_sheet(self, rows: Sequence[int], target: Path) -> None:
        """Write a contact sheet of these rows; a notice tells when it is there, or why not."""
        table, project = self._table, self._project
        if table is None or project is None:
            return
        items = [
            SheetItem(table.original(row), table.generated(row), sheet_caption(table, row))
            for row in (int(one) for one in rows)
        ]
        token = self._sheet_token = CancelToken()
        load, name = self._thumbnails.get, project.name

        def work() -> None:
            try:
                written = write_contact_sheet(items, target, name, load, token)
            except Cancelled:
                return
            except (HfpcError, OSError) as error:
                self._mail.post(partial(self._say_error, "write the contact sheet", error))
                return
            title = translate("notices", "Contact sheet written")
            self.notice_from_any_thread("info", title, "\n".join(str(path) for path in written))

        self._io.submit(work)

    def cancel_export(self) -> None:
        self._exports.cancel()

    def _roots(self) -> tuple[Path, ...]:
        """The project's folders: an export's tree is relative to them, and never overwrites in them."""
        return self._folders

    def _planned(self, plan: ExportPlan | Exception) -> None:
        if isinstance(plan, Exception):
            self._say_error("plan the export", plan)
        self.export_planned.emit(plan)

    def _export_progress(self, done: int, total: int) -> None:
        self._tracker.exporting(done, total)
        self._tell_progress()

    def _exported(self, report: object) -> None:
        self._tracker.exported()
        if isinstance(report, Exception):
            self._say_error("export", report)
        self.export_finished.emit(report)
        self._tell_progress()

    # -- what the session tells (GUI thread, by mail) ---------------------------------------
    def session_opened(self, opened: OpenedProject) -> None:
        self._table = opened.table
        self._request = self._request or opened.request
        self._folders = opened.folders
        originals, generated, name = describe(self._request, self._project_path)
        self._project = ProjectInfo(name, self._project_path, originals, generated, len(self._table))
        self._io.submit(partial(self._remember, self._project_path, name))
        self._tracker = ProgressTracker()
        self.project_opened.emit(self._project)
        self.undo_state_changed.emit(opened.can_undo, opened.can_redo)
        if self._request is not None and self._session is not None:
            self._session.scan(self._request)
        self._tell_progress()

    def session_names_ranked(self, names: NameIndex) -> None:
        if self._table is not None:
            self._table.set_names(names)

    def session_pairs_added(self, rows: Sequence[PairRow]) -> None:
        if self._table is not None:
            added = self._table.append(rows)
            self.rows_appended.emit(added.start, len(added))
            self._tell_progress()

    def session_pairs_moved(self, pairs: Mapping[int, Pair]) -> None:
        if self._table is None:
            return
        rows = [self._table.row_of(pair_id) for pair_id in pairs]
        for row, pair in zip(rows, pairs.values(), strict=True):
            self._table.move(row, pair.original, pair.generated)
        self.pairs_moved.emit(np.array(rows, dtype=np.intp))

    def session_scanned(self, report: ScanReport) -> None:
        self.scan_reported.emit(report)

    def session_judged(self, result: ScoredPair) -> None:
        self._results.append(result)
        if not self._tell.isActive():
            self._tell.start()

    def session_journalled(
        self, entry: JournalEntry | None, cause: str, can_undo: bool, can_redo: bool
    ) -> None:
        self.undo_state_changed.emit(can_undo, can_redo)
        if entry is None or self._table is None or cause == "decide":
            return
        changed: list[int] = []
        for decision, pair_ids in entry.changes:
            rows = [self._table.row_of(pair_id) for pair_id in pair_ids]
            self._table.set_decision(rows, decision)
            changed.extend(rows)
        remarked = [self._table.row_of(pair_id) for pair_id, _ in entry.remarks]
        for row, (_, remark) in zip(remarked, entry.remarks, strict=True):
            self._table.set_remark(row, remark)
        if changed:
            decision_now = entry.changes[0][0] if len(entry.changes) == 1 else None
            self.decisions_changed.emit(np.array(changed, dtype=np.intp), decision_now, cause)
        if remarked:
            self.remarks_changed.emit(np.array(remarked, dtype=np.intp), cause)

    def session_failed(self, what: str, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if self._table is None and what == "open the project":
            self._could_not_open(error)
            return
        self._say_error(what, error)
        if what == "save the decision" and self._session is not None:
            self._session.reload_decisions()

    def _could_not_open(self, error: Exception) -> None:
        request, number = self._request, self._project_number
        if isinstance(error, DamagedProjectError) and request is not None and number:
            text = translate("errors", "A new review of the same folders was begun beside it.")
            title = translate("errors", "The earlier review cannot be read")
            self.notice.emit("warning", title, f"{error}\n{text}")
            self._open_request(request, number + 1)
            return
        self._say_error("open the project", error)
        self.close_project()

    def session_work_changed(self) -> None:
        if not self._tell.isActive():
            self._tell.start()

    def session_decisions(self, decisions: dict[int, Decision], remarks: dict[int, Remark]) -> None:
        """Decisions and remarks as they are really saved, after one could not be."""
        if self._table is None:
            return
        for decision in Decision:
            rows = [self._table.row_of(pair_id) for pair_id, saved in decisions.items() if saved is decision]
            self._table.set_decision(rows, decision)
        for pair_id in decisions:
            self._table.set_remark(self._table.row_of(pair_id), remarks.get(pair_id, NO_REMARK))
        everything = np.arange(len(self._table), dtype=np.intp)
        self.decisions_changed.emit(everything, None, "load")
        self.remarks_changed.emit(everything, "load")

    def _tell_results(self) -> None:
        if self._table is not None and self._results:
            results, self._results = self._results, []
            rows = []
            for result in results:
                row = self._table.row_of(result.pair_id)
                self._table.set_judgement(row, result.judgement)
                rows.append(row)
            self.rows_changed.emit(np.array(rows, dtype=np.intp))
        self._tell_progress()

    def _tell_progress(self) -> None:
        if self._session is not None and self._table is not None:
            pending = int(np.count_nonzero(self._table.pending))
            self._set_progress(self._tracker.look(self._session, len(self._table), pending, self._device()))

    def _set_progress(self, progress: Progress) -> None:
        if progress != self._progress:
            self._progress = progress
            self.progress_changed.emit(progress)

    def notice_from_any_thread(self, level: str, title: str, text: str) -> None:
        """Show a notice; the one method of this class that any thread may call."""
        self._mail.post(lambda: self.notice.emit(level, title, text))

    def _say_error(self, what: str, error: Exception) -> None:
        if not isinstance(error, HfpcError | OSError):
            _log.error("could not %s", what, exc_info=error)
        self.notice.emit("error", could_not(what), str(error) or type(error).__name__)
