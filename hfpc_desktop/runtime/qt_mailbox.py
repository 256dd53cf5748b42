"""Letters between threads: calls from any thread, run on the GUI thread in order."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.domain.remarks import Remark
    from hfpc_desktop.domain.verdict import Decision
    from hfpc_desktop.review.columns import NameIndex, PairRow
    from hfpc_desktop.review.journal import JournalEntry
    from hfpc_desktop.review.scan_report import ScanReport
    from hfpc_desktop.review.scoring import ScoredPair
    from hfpc_desktop.runtime.judging_choice import Judging
    from hfpc_desktop.runtime.project_session import OpenedProject
    from hfpc_desktop.runtime.qt_open_review import OpenReview


class Mailbox(QObject):
    """Calls from any thread, run on the thread that owns the mailbox, in the order they came."""

    _wake = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls: collections.deque[Callable[[], None]] = collections.deque()
        self._wake.connect(self._empty, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Any thread. Waking is cheap and an extra wake finds an empty box."""
        self._calls.append(call)
        if len(self._calls) == 1:
            self._wake.emit()

    @Slot()
    def _empty(self) -> None:
        for _ in range(len(self._calls)):
            self._calls.popleft()()
        if self._calls:
            self._wake.emit()


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

    def judging_changed(self, judging: Judging, todo: int) -> None:
        self._post(lambda: self._review.session_judging_changed(judging, todo))

    def failed(self, what: str, error: Exception) -> None:
        self._post(lambda: self._review.session_failed(what, error))
