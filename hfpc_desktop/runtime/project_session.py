"""One open project at work: the store's thread, the scan and the scoring job, tied together. No Qt.

Every method returns at once; answers come through ``SessionEvents``, on the session's threads. The
store is touched by its one thread only, and a decision is committed before anything else waits there.
"""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hfpc_desktop.domain.errors import Cancelled, HfpcError
from hfpc_desktop.domain.remarks import Remark
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.images.hash import content_hash
from hfpc_desktop.review.additions import Known, additions_from_json, additions_to_json, brought_by, under
from hfpc_desktop.review.columns import PairRow, name_index
from hfpc_desktop.review.project_pairs import ProjectPairs
from hfpc_desktop.review.scan_additions import scan_additions, scan_with
from hfpc_desktop.review.scan_report import ScanReport
from hfpc_desktop.review.scoring import ScoredPair, ScoreTask
from hfpc_desktop.review.table import ReviewTable
from hfpc_desktop.runtime.jobs import CancelToken, WorkerPool
from hfpc_desktop.runtime.judging_choice import PROFILE_SETTING
from hfpc_desktop.runtime.scoring_job import ScoringJob
from hfpc_desktop.runtime.session_events import OpenedProject, SessionEvents
from hfpc_desktop.runtime.session_scan import SessionScan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from hfpc_desktop.domain.judgement import Judgement
    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.domain.remarks import PairEdit
    from hfpc_desktop.domain.verdict import Thresholds
    from hfpc_desktop.review.additions import Addition
    from hfpc_desktop.review.journal import JournalEntry
    from hfpc_desktop.review.requests import ScanRequest
    from hfpc_desktop.review.scan import ScanBatch
    from hfpc_desktop.review.store import ProjectStore
    from hfpc_desktop.runtime.judging_choice import Judging

_URGENT, _NORMAL, _LATER = 0, 1, 2
ADDITIONS = "additions"
"""The project's setting that keeps what was added to it."""


class ProjectSession:
    """Opens (or creates) a project, scans its folders, judges what is not judged yet."""

    def __init__(
        self,
        open_store: Callable[[], ProjectStore],
        choose: Callable[[str], Judging],
        events: SessionEvents,
        hash_of: Callable[[Path], str] = content_hash,
    ) -> None:
        """``choose``: what judges, by the name of the project's profile (empty = the default), on the store's
        thread; ``hash_of``: content hash of a file, for pairs that moved between two scans."""
        self._events = events
        self._choose = choose
        self._judging: Judging | None = None
        self._unfinished: set[int] = set()
        self._ending: list[ScoringJob] = []
        self._store_worker = WorkerPool("store", 1)
        self._store: ProjectStore | None = None
        self._results: list[ScoredPair] = []
        self._results_lock = threading.Lock()
        self._pairs = ProjectPairs()
        self._additions: tuple[Addition, ...] = ()
        self._folders: tuple[Path, Path] = (Path(), Path())
        self._scanner = SessionScan(
            events,
            lambda: self._pairs,
            self._in_store,
            lambda: self._opened_store().hashes(),
            self._add_pairs,
            hash_of,
        )
        self._job: ScoringJob | None = None
        self._job_lock = threading.Lock()
        self._closed = False
        self._in_store(lambda: self._open(open_store), "open the project", priority=_URGENT)

    # -- asked from any thread --------------------------------------------------------------
    def decide(self, pair_ids: Sequence[int], decision: Decision) -> None:
        """Commit one decision over these pairs as one undo step."""
        ids = list(pair_ids)
        self._journal(lambda store: store.decide(ids, decision), "decide")

    def edit(self, edits: Mapping[int, PairEdit]) -> None:
        """Commit decisions, flags, tags and notes, by pair id, as one undo step."""
        given = dict(edits)
        self._journal(lambda store: store.edit(given), "decide")

    def undo(self) -> None:
        self._journal(lambda store: store.undo(), "undo")

    def redo(self) -> None:
        self._journal(lambda store: store.redo(), "redo")

    def reload_decisions(self) -> None:
        """Tell every decision as it is saved (after one could not be)."""
        self._in_store(self._tell_decisions, "read the decisions")

    def rank_names(self) -> None:
        """Make what sorting and searching by name need, told by ``names_ranked``: 0.3 s for 100,000 pairs, which are
        better spent when the list is on the screen. For a project that was just opened."""

        def rank() -> None:
            originals, generated = self._pairs.loaded_names
            if originals:
                self._events.names_ranked(name_index(originals, generated))

        self._in_store(rank, "open the project")

    def set_thresholds(self, thresholds: Thresholds) -> None:
        self._in_store(lambda: self._opened_store().set_thresholds(thresholds), "save the thresholds")

    def scan(self, request: ScanRequest) -> None:
        """Scan in the background; new pairs are added and judged, known ones keep everything."""
        additions = self._additions  # what joins while this runs has a scan of its own
        self._scanner.begin(lambda token: scan_with(request, additions, token))

    def add(self, additions: Sequence[Addition], done: Callable[[int], None]) -> None:
        """Files and folders join the project, now and at every scan. ``done``: how many pairs are new, on the
        scan's thread. A scan that runs goes on; this follows it."""
        given = list(additions)
        self._additions = (*self._additions, *(one for one in given if one not in self._additions))
        kept = additions_to_json(self._additions)
        self._in_store(lambda: self._opened_store().set_setting(ADDITIONS, kept), "add the files")

        def batches(token: CancelToken) -> Iterator[ScanBatch]:
            report = self._scanner.report or ScanReport(Path(), Path())
            return scan_additions(given, self.known(), report, token)

        self._scanner.follow(batches, done)

    @property
    def additions(self) -> tuple[Addition, ...]:
        """What was added to the project, oldest first."""
        return self._additions

    def brought(self, addition: Addition) -> list[int]:
        """Pairs that are here by this addition alone. Any thread."""
        others = [one for one in self._additions if one != addition]
        return [
            pair_id
            for pair_id, pair in self._pairs.items()
            if brought_by(addition, pair)
            and not self._is_own(pair)
            and not any(brought_by(other, pair) for other in others)
        ]

    def take_out(self, addition: Addition, done: Callable[[int, int], None]) -> None:
        """An addition leaves the project, and with it its pairs that nobody said anything about. ``done``: how many
        went and how many stay, on the store's thread. Files are not touched."""

        def take() -> None:
            ids = self.brought(addition)
            self._scanner.stop()
            self._additions = tuple(one for one in self._additions if one != addition)
            store = self._opened_store()
            store.set_setting(ADDITIONS, additions_to_json(self._additions))
            gone = store.remove_untouched(ids)
            if self._job is not None:
                self._job.skip(gone)
            self._pairs.take_out(gone)
            done(len(gone), len(ids) - len(gone))

        self._in_store(take, "remove the files")

    def _is_own(self, pair: Pair) -> bool:
        """Whether both files lie in the project's own folders."""
        originals, generated = self._folders
        return under(pair.original, originals) and under(pair.generated, generated)

    def known(self) -> Known:
        """What the project has: originals, and images without one. Any thread."""
        return Known.of((pair for _, pair in self._pairs.items()), self._report())

    def _report(self) -> ScanReport | None:
        """Of the last scan, as things are now."""
        report = self._scanner.report
        return None if report is None else report.without(self._pairs.with_files(report.left_over))

    def assign(self, pairs: Sequence[Pair]) -> None:
        """Add pairs that a person made by hand; they stay, whatever a scan finds."""
        given = list(pairs)

        def add() -> None:
            self._add_pairs(given, {}, threading.Event())
            if (report := self._report()) is not None:
                self._events.scanned(report)

        self._in_store(add, "add the pairs", priority=_URGENT)

    def judge(self, pair_ids: Sequence[int], *, again: bool = False) -> None:
        """Put these pairs in line for judging. ``again``: also those in hand, whose mask or name has changed."""
        tasks = [ScoreTask(i, pair) for i in pair_ids if (pair := self._pairs.get(i)) is not None]
        if tasks and not self._closed:
            self._add_tasks(tasks, again=again)
        self._events.work_changed()

    def use(self, judging: Judging) -> None:
        """Judge with other models from now on: everything that they have not judged is put in line. Scores made
        before stay until theirs arrive."""

        def switch() -> None:
            store = self._opened_store()
            self._record()  # what came so far belongs to the old models
            with self._job_lock, self._results_lock:
                job, self._job = self._job, None
                self._results.clear()
                self._judging = judging
                if job is not None:
                    self._ending.append(job)
            store.set_setting(PROFILE_SETTING, judging.profile)
            if job is not None:
                job.cancel()
                threading.Thread(target=job.close, name="end-judging", daemon=True).start()
            todo = store.pairs_to_judge(judging.fingerprint)
            self._unfinished = set(todo)
            self._events.judging_changed(judging, len(todo))
            self._events.former(todo)
            self.judge(todo)

        self._in_store(switch, "change what judges")

    @property
    def unfinished(self) -> list[int]:
        """Pairs whose scores are of other models, or that have none, as far as known when the project was opened."""
        with self._results_lock:
            return list(self._unfinished)

    def prioritise(self, pair_ids: Sequence[int]) -> None:
        if self._job is not None:
            self._job.prioritise(pair_ids)

    def pause(self) -> None:
        if self._job is not None:
            self._job.pause()
        self._events.work_changed()

    def resume(self) -> None:
        if self._job is not None:
            self._job.resume()
        self._events.work_changed()

    def cancel(self) -> None:
        """Stop scanning and judging; results stay."""
        self._scanner.cancel()
        if self._job is not None:
            self._job.cancel()
        self._events.work_changed()

    def pair(self, pair_id: int) -> Pair | None:
        return self._pairs.get(pair_id)

    def masks(self) -> dict[Path, Path]:
        """The supplied masks, by original."""
        return self._pairs.masks()

    def read_judgements(self, pair_ids: Sequence[int], done: Callable[[dict[int, Judgement]], None]) -> None:
        """Read what is saved of these pairs, before anything that waits. ``done``, on the store's thread, hears of
        those that are there, a damaged one as ``codec.read`` gives it; of none where the file cannot be read, which
        ``failed`` tells."""
        ids = list(pair_ids)

        def read() -> None:
            found: dict[int, Judgement] = {}
            try:
                found = self._opened_store().judgements(ids)
            finally:
                done(found)

        self._in_store(read, "read the scores", priority=_URGENT)

    def bodies(self, pair_ids: Sequence[int]) -> dict[int, str]:
        """The saved text of these pairs' judgements, by id. Blocks; for any thread but the store's and the
        interface's. Raises ``Cancelled`` when the session was closed before."""
        ids = list(pair_ids)
        future = self._store_worker.submit(lambda: self._opened_store().bodies(ids), priority=_NORMAL)
        try:
            return future.result()
        except CancelledError as error:
            raise Cancelled("The project was closed.") from error

    def with_store(self, call: Callable[[ProjectStore], Any], what: str) -> None:
        """Run ``call`` on the store's thread (an export reads the project there)."""
        self._in_store(lambda: call(self._opened_store()), what)

    @property
    def scanning(self) -> bool:
        return self._scanner.running

    @property
    def job(self) -> ScoringJob | None:
        return self._job

    def close(self) -> None:
        """Stop everything, commit everything. Blocks for the pairs in hand, a few seconds at most."""
        with self._job_lock:  # no job begins after this
            self._closed = True
            jobs = (*self._ending, self._job)
        self._scanner.stop()
        for job in jobs:
            if job is not None:
                job.close()
        self._in_store(self._record, "save the scores", priority=_LATER)
        self._in_store(self._close_store, "close the project", priority=_LATER)
        self._store_worker.close()

    # -- store thread -----------------------------------------------------------------------
    def _in_store(
        self, call: Callable[[], Any], what: str, *, key: str | None = None, priority: int = _NORMAL
    ) -> None:
        def guarded() -> None:
            try:
                call()
            except Exception as error:  # noqa: BLE001 - told to the person; the session goes on
                self._events.failed(what, error)

        self._store_worker.submit(guarded, key=key, priority=priority)

    def _opened_store(self) -> ProjectStore:
        if self._store is None:
            raise Cancelled("The project is not open.")
        return self._store

    def _open(self, open_store: Callable[[], ProjectStore]) -> None:
        store = self._store = open_store()
        self._additions = tuple(additions_from_json(store.get_setting(ADDITIONS)))
        self._folders = store.folders
        columns = store.load_columns(names=False, bodies=False)
        table = ReviewTable(store.thresholds)
        table.extend(columns)
        self._pairs = store.project_pairs(columns)
        no_judging = self._choose_judging(store)
        self._events.opened(OpenedProject(store, table, self._judging, no_judging))
        if self._judging is None:
            return
        todo = store.pairs_to_judge(self._judging.fingerprint)
        self._unfinished = set(todo)
        if todo:
            self._events.former(todo)
            self.judge(todo)

    def _choose_judging(self, store: ProjectStore) -> str:
        """What judges this project; the reason when nothing can."""
        try:
            self._judging = self._choose(store.get_setting(PROFILE_SETTING))
        except HfpcError as error:
            return str(error)
        return ""

    def _tell_decisions(self) -> None:
        columns = self._opened_store().load_columns(names=False, bodies=False)
        decisions = map(Decision, columns.decisions.tolist())
        self._events.decisions_reloaded(
            dict(zip(columns.pair_ids, decisions, strict=True)), dict(columns.remarks)
        )

    def _journal(self, act: Callable[[ProjectStore], JournalEntry | None], cause: str) -> None:
        def work() -> None:
            store = self._opened_store()
            entry = act(store)
            if entry is not None:
                self._take_names(store, entry)
            self._events.journalled(entry, cause, store.can_undo, store.can_redo)

        self._in_store(work, "save the decision", priority=_URGENT)

    def _take_names(self, store: ProjectStore, entry: JournalEntry) -> None:
        """Products that have another name now; what depends on it is judged again."""
        named = {
            pair_id: replace(pair, named=remark.product)
            for pair_id, remark in entry.remarks
            if (pair := self._pairs.get(pair_id)) is not None and pair.named != remark.product
        }
        self._pairs.put(named)
        judging = self._judging
        if not named or judging is None:
            return
        store.forget_judgements(list(named), "" if judging.by.by_name else judging.fingerprint)
        if judging.by.by_name:
            self._events.outdated(list(named))
            self.judge(list(named), again=True)

    def _add_pairs(self, pairs: Sequence[Pair], moved: Mapping[int, Pair], done: threading.Event) -> None:
        try:
            store = self._opened_store()
            for pair_id, pair in moved.items():
                store.move_pair(pair_id, pair)
            if moved:
                before = {i: self._pairs.get(i) for i in moved}
                moved = {i: replace(p, named=b.named if (b := before[i]) else "") for i, p in moved.items()}
                self._pairs.put(moved)
                self._events.pairs_moved(moved)
                self.judge(list(moved))
            fresh, changed = store.add_scanned(pairs)
            self._pairs.put(fresh)
            if changed:  # judged by another mask or name than there is now
                self._pairs.put(changed)
                self._events.outdated(list(changed))
                self.judge(list(changed), again=True)
            if fresh:
                self._events.pairs_added(
                    [
                        PairRow(i, p.original, p.generated, remark=Remark(product=p.named))
                        for i, p in fresh.items()
                    ]
                )
                self.judge(list(fresh))
        finally:
            done.set()

    def _record(self) -> None:
        with self._results_lock:
            results = [one for one in self._results if one.pair_id in self._pairs]  # others were taken out
            self._results = []
            judging = self._judging
        if results and judging is not None:
            store = self._opened_store()
            store.record([(r.pair_id, r.judgement) for r in results], judging.fingerprint)
            store.set_hashes([(r.pair_id, *r.hashes) for r in results if all(r.hashes)])

    def _close_store(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

    # -- judging threads --------------------------------------------------------------------
    def _add_tasks(self, tasks: Sequence[ScoreTask], *, again: bool) -> None:
        """Into the job, which is begun when there is none; nothing without models or once the session closes."""
        with self._job_lock:
            judging = self._judging
            if judging is None or self._closed:
                return
            if self._job is None:
                self._job = ScoringJob(
                    judging.scorer,
                    judging.plan,
                    on_result=partial(self._on_result, judging),
                    on_error=lambda error: self._events.failed("judge the pairs", error),
                    on_idle=self._events.work_changed,
                )
            self._job.add(tasks, again=again)

    def _on_result(self, judging: Judging, result: ScoredPair) -> None:
        with self._results_lock:
            if judging is not self._judging:
                return  # a pair that was in hand when the models changed
            self._results.append(result)
            self._unfinished.discard(result.pair_id)
        # equal keys merge: one commit takes all results that came meanwhile
        self._in_store(self._record, "save the scores", key="record", priority=_LATER)
        self._events.judged(result)
