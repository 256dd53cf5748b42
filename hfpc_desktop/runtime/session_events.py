"""What an open project tells whoever opened it. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from hfpc_desktop.runtime.judging_choice import PROFILE_SETTING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.domain.remarks import Remark
    from hfpc_desktop.domain.verdict import Decision
    from hfpc_desktop.review.columns import NameIndex, PairRow
    from hfpc_desktop.review.journal import JournalEntry
    from hfpc_desktop.review.requests import ScanRequest
    from hfpc_desktop.review.scan_report import ScanReport
    from hfpc_desktop.review.scoring import ScoredPair
    from hfpc_desktop.review.store import ProjectStore
    from hfpc_desktop.review.table import ReviewTable
    from hfpc_desktop.runtime.judging_choice import Judging


class SessionEvents(Protocol):
    """What a session tells. Called on its threads; must return quickly and not raise."""

    def opened(self, store: OpenedProject) -> None: ...
    def names_ranked(self, names: NameIndex) -> None: ...
    def pairs_added(self, rows: Sequence[PairRow]) -> None: ...
    def pairs_moved(self, pairs: Mapping[int, Pair]) -> None: ...
    def scanned(self, report: ScanReport) -> None: ...
    def judged(self, result: ScoredPair) -> None: ...
    def journalled(self, entry: JournalEntry | None, cause: str, can_undo: bool, can_redo: bool) -> None: ...
    def decisions_reloaded(self, decisions: dict[int, Decision], remarks: dict[int, Remark]) -> None: ...
    def work_changed(self) -> None: ...
    def judging_changed(self, judging: Judging, todo: int) -> None: ...
    def outdated(self, pair_ids: Sequence[int]) -> None: ...
    def former(self, pair_ids: Sequence[int]) -> None:
        """Scores that these pairs have are of other models than those in use; they stay until new ones come."""

    def failed(self, what: str, error: Exception) -> None: ...


class OpenedProject:
    """What a project holds at the moment it was opened. The table now belongs to whoever hears of it."""

    __slots__ = ("can_redo", "can_undo", "folders", "judging", "no_judging", "profile", "request", "table")

    def __init__(
        self, store: ProjectStore, table: ReviewTable, judging: Judging | None = None, no_judging: str = ""
    ) -> None:
        """``judging``: what judges the project; ``None`` when its profile cannot be had here, for the reason
        ``no_judging``: nothing is judged then, and what was judged before stays."""
        self.table = table
        self.judging, self.no_judging = judging, no_judging
        self.profile = store.get_setting(PROFILE_SETTING)
        self.request: ScanRequest | None = store.request
        self.folders = store.folders
        self.can_undo = store.can_undo
        self.can_redo = store.can_redo
