"""Learning from decisions as the interface sees it: ask, hear back by signals. GUI thread only.

Reading happens on the project's store thread, fitting on a thread of its own, and what comes back of a project
that was closed meanwhile is thrown away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from hfpc_desktop.domain import audit
from hfpc_desktop.domain.language import translate
from hfpc_desktop.runtime import certifying, learning
from hfpc_desktop.runtime.jobs import WorkerPool
from hfpc_desktop.runtime.states import Phase
from hfpc_desktop.training.learning import Learned

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from hfpc_desktop.domain.audit import Selection
    from hfpc_desktop.domain.verdict import Decision
    from hfpc_desktop.judging.learned_head import LearnedHead
    from hfpc_desktop.review.head_store import HeadStore
    from hfpc_desktop.review.store import ProjectStore
    from hfpc_desktop.runtime.certifying import Assessment, Snapshot
    from hfpc_desktop.runtime.learning import Explanation, Ready
    from hfpc_desktop.runtime.qt_signals import ReviewHost
    from hfpc_desktop.runtime.states import Progress


LOOK_AFTER_MS = 800
"""After a decision of the audit sample the certificate is looked at again; quick decisions share one look."""


@dataclass(frozen=True, slots=True, eq=False)
class LearningState:
    """What the panel shows. ``active``: version in use, 0 = the shipped reward."""

    ready: Ready
    found: Assessment
    heads: tuple[LearnedHead, ...]
    active: int
    now: Snapshot


class LearningController(QObject):
    """Owned by the ``ReviewController``; ``close`` with it."""

    state_changed = Signal(object)  # LearningState
    learned = Signal(object)  # Learned | Refused
    explained = Signal(int, object)  # row, Explanation | None
    failed = Signal(str)

    def __init__(self, review: ReviewHost, heads: HeadStore) -> None:
        super().__init__(review)
        self._review, self._heads = review, heads
        self._pool = WorkerPool("learn", 1)
        self._active: LearnedHead | None = None
        self._state: LearningState | None = None
        self._phase = Phase.IDLE
        self._explanation: Explanation | None = None
        self._warned = ""
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(LOOK_AFTER_MS)
        self._look.timeout.connect(self.refresh)
        review.project_closed.connect(self._look.stop)
        review.decisions_changed.connect(self._decided)
        review.project_opened.connect(self._opened)
        review.progress_changed.connect(self._progressed)

    def close(self) -> None:
        """Blocks until a fit that runs has ended, seconds at most."""
        self._look.stop()
        self._pool.close()

    @property
    def state(self) -> LearningState | None:
        return self._state

    @property
    def explanation(self) -> Explanation | None:
        """The newest answer to ``explain``."""
        return self._explanation

    # -- asked ------------------------------------------------------------------------------
    def refresh(self) -> None:
        """Count and assess anew; answered by ``state_changed``."""
        now, tell = self._snapshot(), self._teller()
        if now is None:
            return

        def read(store: ProjectStore) -> None:
            rows, known = store.learning.decided(), store.learning.reviewed()
            certificate = store.learning.certificate()

            def work() -> None:
                state = LearningState(
                    learning.ready([rows]),
                    certifying.assess(now, known, certificate),
                    self._heads.heads(),
                    self._heads.active_version,
                    now,
                )
                tell(lambda: self._take(state))

            self._run(work)

        self._review.in_store(read, "read the decisions")

    def learn(self) -> None:
        """Fit a head on this project's decisions; used at once when it is surely better."""

        def read(store: ProjectStore) -> None:
            rows = store.learning.decided()

            def work() -> None:
                found = learning.learn_from([rows], self._heads.active())
                if isinstance(found, Learned):
                    kept = self._heads.save(found.head)
                    if found.promoted:
                        self._heads.use(kept.version)
                self._review.post(lambda: self._fitted(found))  # a head is for every project

            self._run(work)

        self._review.in_store(read, "read the decisions")

    def use(self, version: int) -> None:
        """Roll back to a kept head; 0 = the shipped reward."""

        def work() -> None:
            self._heads.use(version)
            self._review.post(self._apply)  # a head is for every project

        self._run(work)

    def apply_certificate(self) -> None:
        """Set the certified limits and keep the certificate. Nothing happens when none is certified."""
        state = self._state
        if state is None or not state.found.approve.certified:
            return
        values = certifying.certificate_values(state.now, state.found)
        self._review.set_thresholds(certifying.bands(state.now, state.found))
        self._review.in_store(lambda store: store.learning.save_certificate(values), "keep the certificate")
        self.refresh()

    def explain(self, row: int) -> None:
        """Why the reward of a row is not the shipped one; answered by ``explained``, with ``None`` when no
        learned head is in use or it cannot score the row."""
        head, table = self._active, self._review.table
        if table is None or head is None:
            self._explained(row, None)
            return
        pair, name, tell = table.pair_id(row), table.generated(row).name, self._teller()

        def read(store: ProjectStore) -> None:
            found = learning.explain(store.learning, head, pair, row, name)
            tell(lambda: self._explained(row, found))

        self._review.in_store(read, "explain the score")

    def note_selection(self, rows: Sequence[int], how: Selection) -> None:
        """Keep how pairs that were just decided had come up: figures are honest only where chance chose."""
        table = self._review.table
        if table is None:
            return
        groups: dict[Decision, list[int]] = {}
        for row in rows:
            groups.setdefault(table.decision(int(row)), []).append(table.pair_id(int(row)))

        def note(store: ProjectStore) -> None:
            for decision, pairs in groups.items():
                store.learning.log_selection(pairs, decision, how)

        self._review.in_store(note, "note how the pairs came up")

    def draw_sample(self) -> None:
        """Mark the audit sample in the table: pairs whose random position is below ``AUDIT_SHARE``."""
        tell = self._teller()

        def read(store: ProjectStore) -> None:
            known = store.learning.reviewed()
            sampled = known.ids[known.positions < audit.AUDIT_SHARE]  # NaN compares false
            tell(lambda: self._mark(sampled))

        self._review.in_store(read, "draw the audit sample")

    # -- inside -----------------------------------------------------------------------------
    def _mark(self, sampled: NDArray[np.int64]) -> None:
        table = self._review.table
        if table is not None:
            table.set_audit(np.isin(table.pair_ids, sampled))

    def _progressed(self, progress: Progress) -> None:
        before, self._phase = self._phase, progress.phase
        if before != progress.phase == Phase.DONE:
            self.draw_sample()  # contents are known when a pair was judged

    def _decided(self, rows: Sequence[int], _decision: object, cause: str) -> None:
        table = self._review.table
        if table is not None and cause != "load" and any(table.audit[int(row)] for row in rows):
            self._look.start()  # the audit may contradict the certificate now

    def _opened(self, _info: object) -> None:
        self._state, self._warned, self._explanation = None, "", None
        self._apply(quiet=True)
        self.draw_sample()

    def _apply(self, *, quiet: bool = False) -> None:
        """Let the head in use score all rows."""
        tell = self._teller()

        def read(store: ProjectStore) -> None:
            head = self._heads.active()
            scores = None if head is None else learning.learned_rewards(store.learning, head)
            # what was promised is looked at whenever a project is opened
            silent = quiet and store.learning.certificate() is None
            tell(lambda: self._scored(head, scores, quiet=silent))

        self._review.in_store(read, "apply the learned head")

    def _scored(self, head: LearnedHead | None, scores: Any, *, quiet: bool) -> None:
        table = self._review.table
        changed = head is not None or self._active is not None
        self._active = head
        if table is None:
            return
        if head is None or scores is None:
            table.set_learned(None)
        else:
            learning.let_score(table, head, scores)
        if changed and len(table):
            self._review.rows_changed.emit(np.arange(len(table), dtype=np.intp))
        if not quiet:
            self.refresh()

    def _fitted(self, found: object) -> None:
        self.learned.emit(found)
        self._apply()

    def _explained(self, row: int, found: Explanation | None) -> None:
        self._explanation = found
        self.explained.emit(row, found)

    def _take(self, state: LearningState) -> None:
        self._state = state
        self.state_changed.emit(state)
        self._warn(state.found)

    def _warn(self, found: Assessment) -> None:
        """Once for each certificate that the audit contradicts, and again after it recovered meanwhile."""
        finding, certificate = found.finding, found.certificate
        if finding is None or certificate is None or not finding.contradicted:
            self._warned = ""
        elif self._warned != certificate[0]:
            self._warned = certificate[0]
            title = translate("learning", "The certified limit does not hold any more")
            text = translate(
                "learning",
                "Of {0} pairs of the audit sample that it approved since, {1} were rejected by you. "
                "Do not rely on it: learn again, or ask for a new certificate.",
            )
            self._review.notice.emit("warning", title, text.format(finding.reviewed, finding.wrong))

    def _snapshot(self) -> Snapshot | None:
        table = self._review.table
        return None if table is None else certifying.snapshot(table, self._active)

    def _run(self, work: Callable[[], None]) -> None:
        def guarded() -> None:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - told to the person; what is in use stays
                text = str(error)
                self._review.post(lambda: self.failed.emit(text))

        self._pool.submit(guarded)

    def _teller(self) -> Callable[[Callable[[], None]], None]:
        """What runs an answer on the GUI thread, unless the project that is open now was closed by then. Made
        on the GUI thread, when something is asked."""
        table, review = self._review.table, self._review
        return lambda call: review.post(lambda: call() if review.table is table else None)
