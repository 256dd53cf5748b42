"""Where threads and Qt signals meet: what the interface may ask for, and how it hears back.

Every method of ``ReviewController`` returns at once. Worker threads put events into a ``Mailbox``; the GUI thread
empties it, and the part that is concerned (``OpenReview``, ``RowPictures``, ``Exports``, ``LearningController``)
updates the one ``ReviewTable`` and emits the signals.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.domain.errors import HfpcError
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.domain.verdict import Thresholds, Verdict
from hfpc_desktop.review.head_store import HeadStore
from hfpc_desktop.review.preset_store import FILE_NAME, PresetStore
from hfpc_desktop.review.requests import ScanRequest, UnclearFolders, classify_drop
from hfpc_desktop.review.store import ProjectStore
from hfpc_desktop.runtime.jobs import WorkerPool
from hfpc_desktop.runtime.matching import MatchRunner
from hfpc_desktop.runtime.project_files import RecentProjects, copy_of
from hfpc_desktop.runtime.qt_exports import Exports
from hfpc_desktop.runtime.qt_incoming import Additions
from hfpc_desktop.runtime.qt_judging import JudgingController
from hfpc_desktop.runtime.qt_learning import LearningController
from hfpc_desktop.runtime.qt_mailbox import Mailbox
from hfpc_desktop.runtime.qt_open_review import OpenReview
from hfpc_desktop.runtime.qt_pictures import RowPictures
from hfpc_desktop.runtime.qt_relinking import Relinking
from hfpc_desktop.runtime.qt_saved_judgements import SavedJudgements
from hfpc_desktop.runtime.qt_signals import ReviewHost
from hfpc_desktop.runtime.states import FoldersQuestion

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray
    from PySide6.QtCore import QObject

    from hfpc_desktop.domain.audit import Selection
    from hfpc_desktop.domain.export_plan import ExportOptions, ExportPlan
    from hfpc_desktop.domain.judgement import Overlay
    from hfpc_desktop.domain.remarks import PairEdit
    from hfpc_desktop.domain.verdict import Decision
    from hfpc_desktop.images.thumbnails import Thumbnails
    from hfpc_desktop.review.additions import Addition, Role, UnclearAddition
    from hfpc_desktop.review.judgement_cache import JudgementCache
    from hfpc_desktop.review.table import ReviewTable
    from hfpc_desktop.runtime.judging_choice import JudgingSource
    from hfpc_desktop.runtime.qt_models import ModelsController
    from hfpc_desktop.runtime.states import PictureRequest, Progress, ProjectInfo, RecentProject


class ReviewController(ReviewHost):
    """The review as the interface sees it. GUI thread only."""

    def __init__(
        self,
        *,
        source: JudgingSource,
        judgements: JudgementCache,
        thumbnails: Thumbnails,
        projects: Path,
        demo: Path,
        models: ModelsController | None = None,
        parent: QObject | None = None,
    ) -> None:
        """``projects``: folder for project files; ``demo``: folder of the demo project;
        ``source``: makes what judges a project; ``models``: for the models window, closed with this."""
        super().__init__(parent)
        self._demo = demo
        self._recents = RecentProjects(projects / "recent.json")
        self._recent_list: list[RecentProject] = []
        self._mail = Mailbox(self)
        self._io = WorkerPool("io", 1)
        self._open = OpenReview(
            self,
            self._mail,
            self._io,
            choose=source.judging,
            projects=projects,
            remember=self._remember,
        )

        def overlay_of(pair: Pair) -> Overlay | None:
            judging = self._open.judging
            return judgements.overlay(judging.scorer.overlay_key(pair)) if judging is not None else None

        self._saved = SavedJudgements(self, self._open, self._mail)
        self._pictures = RowPictures(self, self._open, self._mail, thumbnails, overlay_of)
        self._exports = Exports(self, self._open, self._mail, self._io, thumbnails.get)
        self._relinking = Relinking(self, self._open, self._mail, self.open_project)
        self._additions = Additions(self, self._open, self._mail, self._io, self.open_project)
        self._matching = WorkerPool("matching", 1)
        self._matches = MatchRunner(self._matching, thumbnails.get)
        self._io.submit(self._read_recents)

        self.presets = PresetStore(projects.parent / FILE_NAME)
        """Named choices of an export; the command line reads the same file."""
        self.learning = LearningController(self, HeadStore(projects.parent / "heads"))
        self.models = models
        self.judging = JudgingController(self, self._open, self._mail, self._io, source)
        if models is not None:
            models.shelf_changed.connect(self._models_changed)

    def _models_changed(self, _shelf: object) -> None:
        self.judging.retry()

    # -- for its parts -----------------------------------------------------------------------
    def in_store(self, call: Callable[[ProjectStore], object], what: str) -> None:
        """Run ``call`` on the store's thread of the open project, if there is one."""
        if self._open.session is not None:
            self._open.session.with_store(call, what)

    def post(self, call: Callable[[], None]) -> None:
        """Run ``call`` on the GUI thread; any thread may ask."""
        self._mail.post(call)

    # -- state ------------------------------------------------------------------------------
    @property
    def table(self) -> ReviewTable | None:
        return self._open.table

    @property
    def project(self) -> ProjectInfo | None:
        return self._open.project

    @property
    def thresholds(self) -> Thresholds:
        return self._open.table.thresholds if self._open.table is not None else Thresholds()

    @property
    def progress(self) -> Progress:
        return self._open.progress

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

    def forget_recent(self, path: Path) -> None:
        """Take a project off the list of recent ones; ``recents_changed`` answers."""

        def forget() -> None:
            self._recents.remove(path)
            self._read_recents()

        self._io.submit(forget)

    def _remember(self, path: Path, name: str) -> None:
        def add() -> None:
            self._recents.add(path, name)
            self._read_recents()

        self._io.submit(add)

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
                self._mail.post(partial(self.say_error, "open the folders", error))
                return
            self._mail.post(lambda: self._open_drop(drop))

        self._io.submit(classify)

    def open_pair_of_folders(self, originals: Path, generated: Path) -> None:
        """The answer to ``folders_question``; also the way in when the roles are known."""
        try:
            request = ScanRequest.folders(Path(originals), Path(generated))
        except HfpcError as error:
            self.say_error("open the folders", error)
            return
        self._open.begin(request)

    def open_project(self, path: Path) -> None:
        """Open a project file; its folders are scanned again for new files."""
        path = Path(path)
        self._open.start(lambda: ProjectStore.open(path), path)

    def open_copy(self, path: Path) -> None:
        """The answer to ``project_read_only``: copy the project among one's own and open that."""

        def copy() -> None:
            try:
                target = copy_of(path, self._open.projects)
            except HfpcError as error:
                self._mail.post(partial(self.say_error, "open the project", error))
                return
            self._mail.post(lambda: self.open_project(target))

        self._io.submit(copy)

    def _open_drop(self, drop: object) -> None:
        if isinstance(drop, UnclearFolders):
            self.folders_question.emit(FoldersQuestion(drop.a, drop.b))
        elif isinstance(drop, Path):
            self.open_project(drop)
        elif isinstance(drop, ScanRequest):
            self._open.begin(drop)

    def add_to_project(self, paths: Sequence[Path]) -> None:
        """Files and folders join the open project; asks ``addition_question`` when their role is not clear."""
        self._additions.add([Path(path) for path in paths])

    def list_additions(self) -> None:
        """What was added to the open project; answered by ``additions_listed``."""
        self._additions.look_up()

    def take_out(self, addition: Addition) -> None:
        """An addition leaves the project; its pairs go, except those that a person said something about."""
        self._additions.take_out(addition)

    def add_folder_as(self, question: UnclearAddition, role: Role) -> None:
        """The answer to ``addition_question``."""
        self._additions.add_as(question, role)

    def add_pair_of_folders(self, originals: Path, generated: Path) -> None:
        """The answer to a ``folders_question`` that was asked while adding."""
        self._additions.add_folders(Path(originals), Path(generated))

    @property
    def project_folders(self) -> tuple[Path, ...]:
        """Originals and generated images of the open project; one folder when both are one; empty without one."""
        return self._relinking.folders

    def check_relink(self, originals: Path, generated: Path) -> None:
        """How many of the project's files would be found there; answered by ``relink_checked``."""
        self._relinking.check(Path(originals), Path(generated))

    def relink(self, originals: Path, generated: Path) -> None:
        """The project's folders lie there now; it is opened again, with everything it knows."""
        self._relinking.apply(Path(originals), Path(generated))

    def close_project(self) -> None:
        """Close the project; everything is committed already or will be within a moment."""
        self._open.close()

    def shutdown(self) -> None:
        """Stop all threads. Blocks a few seconds at most; nothing is lost."""
        session = self._open.shutdown()
        self._exports.stop()
        self._relinking.close()
        self._matches.cancel()
        self._matching.close(finish=False)
        if session is not None:
            session.close()
        self.learning.close()
        if self.models is not None:
            self.models.close()
        self._io.close()
        self._pictures.close()

    # -- deciding ---------------------------------------------------------------------------
    def decide(self, rows: Sequence[int], decision: Decision) -> None:
        """Shown at once, committed within a moment; taken back with a notice if that fails."""
        if self._open.table is None or self._open.session is None or not len(rows):
            return
        index = np.asarray(rows, dtype=np.intp)
        self._open.table.set_decision(index, decision)
        self.decisions_changed.emit(index, decision, "decide")
        self._open.session.decide([self._open.table.pair_id(int(row)) for row in index], decision)

    def edit(self, edits: Mapping[int, PairEdit]) -> None:
        """Decisions, flags, reasons and notes, by row, as one undo step. Shown at once, like ``decide``."""
        if self._open.table is None or self._open.session is None or not edits:
            return
        table = self._open.table
        told = table.apply(edits)
        if len(told.decided):
            self.decisions_changed.emit(told.decided, told.decision, "decide")
        if len(told.remarked):
            self.remarks_changed.emit(told.remarked, "decide")
        self._open.session.edit({table.pair_id(row): edit for row, edit in edits.items()})

    def note_selection(self, rows: Sequence[int], how: Selection) -> None:
        """Keep how pairs that were just decided had come up (see ``domain.audit``)."""
        self.learning.note_selection(rows, how)

    def undo(self) -> None:
        if self._open.session is not None:
            self._open.session.undo()

    def redo(self) -> None:
        if self._open.session is not None:
            self._open.session.redo()

    def set_thresholds(self, thresholds: Thresholds) -> None:
        """Verdicts follow at once; the project remembers the limits."""
        if (
            self._open.table is None
            or self._open.session is None
            or thresholds == self._open.table.thresholds
        ):
            return
        self._open.table.set_thresholds(thresholds)
        self._open.session.set_thresholds(thresholds)
        self.thresholds_changed.emit(thresholds)

    # -- judging ----------------------------------------------------------------------------
    def start_judging(self) -> None:
        """Judge every pair that has no judgement (it starts by itself after opening)."""
        if self._open.table is not None and self._open.session is not None:
            todo = {self._open.table.pair_id(int(row)) for row in np.flatnonzero(self._open.table.pending)}
            self._open.session.judge(sorted(todo.union(self._open.session.unfinished)))

    def pause(self) -> None:
        if self._open.session is not None:
            self._open.session.pause()

    def resume(self) -> None:
        if self._open.session is not None:
            self._open.session.resume()

    def cancel(self) -> None:
        self._open.cancel()

    def rescan(self) -> None:
        """Look for new files in the project's folders, and try again what could not be judged (a file may be
        back, or whole by now); decisions and scores stay."""
        if self._open.session is None or self._open.request is None:
            return
        if (table := self._open.table) is not None:
            failed = np.flatnonzero((table.verdicts == Verdict.NOT_JUDGED) & ~table.pending)
            self._open.session.judge([table.pair_id(int(row)) for row in failed])
        self._open.session.scan(self._open.request)

    def save_mask(self, row: int, mask: NDArray[np.uint8] | None) -> None:
        """Use a mask that a person drew (uint8 H x W; None: back to the found one) for this row's original,
        and judge the pairs of that original again."""
        pair, table = self.pair(row), self._open.table
        judging = self._open.judging
        if pair is None or table is None or judging is None:
            return

        def save() -> None:
            try:
                judging.scorer.edit_mask(pair.original, mask)
            except (HfpcError, OSError, ValueError) as error:
                self._mail.post(partial(self.say_error, "save the mask", error))
                return
            self._mail.post(lambda: self._judge_again(row) if self._open.table is table else None)

        self._io.submit(save)

    def _judge_again(self, row: int) -> None:
        """Every pair of this row's original, at once; their scores count as waiting until then."""
        table, session = self._open.table, self._open.session
        if table is None or session is None:
            return
        groups = table.groups
        rows = np.flatnonzero(groups == groups[row])
        for one in rows.tolist():
            table.set_judgement(one, None)
        ids = [table.pair_id(one) for one in rows.tolist()]
        session.judge(ids, again=True)
        session.prioritise(ids)
        self.rows_changed.emit(rows)

    def prioritise(self, rows: Sequence[int]) -> None:
        """Judge these rows next."""
        if self._open.table is not None and self._open.session is not None:
            self._open.session.prioritise([self._open.table.pair_id(int(row)) for row in rows])

    def look_ahead(self, rows: Sequence[int]) -> None:
        """These rows will be looked at soon: read what is saved of them; ``judgements_read`` tells."""
        self._saved.look(rows)

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
        if self._open.session is None:
            return
        masks = self._open.session.masks()
        self._open.session.assign([Pair(a, b, masks.get(a)) for a, b in pairs])

    # -- pictures ---------------------------------------------------------------------------
    def request_picture(self, request: PictureRequest) -> None:
        """Answered by ``picture_ready``."""
        self._pictures.picture(request)

    def request_thumbnail(self, request: PictureRequest) -> None:
        """Answered by ``thumbnail_ready``."""
        self._pictures.thumbnail(request)

    def request_overlay(self, row: int) -> None:
        """Answered by ``overlay_ready``, with ``None`` for a row that is not judged."""
        self._pictures.overlay(row)

    def request_file_pictures(self, paths: Sequence[Path], side: int) -> None:
        """Thumbnails of files, row or not; answered by ``file_picture_ready``."""
        self._pictures.of_files(paths, side)

    def forget_requests(self, keep_rows: Collection[int]) -> None:
        """Drop waiting picture requests of rows nobody looks at any more."""
        self._pictures.forget(keep_rows)

    def pair(self, row: int) -> Pair | None:
        """The pair of a table row, its mask and product name included."""
        return self._open.pair(row)

    # -- export -----------------------------------------------------------------------------
    def plan_export(self, options: ExportOptions) -> None:
        """What an export would do; answered by ``export_planned``."""
        self._exports.plan(options)

    def export(self, plan: ExportPlan) -> None:
        """Copy what the plan says; progress by ``progress_changed``, then ``export_finished``."""
        self._exports.run(plan)

    def cancel_export(self) -> None:
        self._exports.cancel()

    def contact_sheet(self, rows: Sequence[int], target: Path) -> None:
        """Write a contact sheet of these rows; a notice tells when it is there, or why not."""
        self._exports.contact_sheet(rows, target)

    def html_report(self, rows: Sequence[int], target: Path) -> None:
        """Write a self-contained HTML report of these rows; ``report_written`` tells when it is there."""
        self._exports.html_report(rows, target)

    def notice_from_any_thread(self, level: str, title: str, text: str) -> None:
        """Show a notice; the one method of this class that any thread may call."""
        self._mail.post(lambda: self.notice.emit(level, title, text))
