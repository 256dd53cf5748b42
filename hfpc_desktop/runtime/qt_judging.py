"""What judges the open project, as the interface sees it: ask, hear back by signals. GUI thread only."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from hfpc_desktop.domain.errors import HfpcError
from hfpc_desktop.runtime.judging_choice import Choices, JudgedBy

if TYPE_CHECKING:
    from collections.abc import Callable

    from hfpc_desktop.domain.segmentation import Segmenter
    from hfpc_desktop.runtime.jobs import WorkerPool
    from hfpc_desktop.runtime.judging_choice import Judging, JudgingSource
    from hfpc_desktop.runtime.qt_mailbox import Mailbox
    from hfpc_desktop.runtime.qt_open_review import OpenReview
    from hfpc_desktop.runtime.qt_signals import ReviewSignals

SHIPPED = JudgedBy()
_SAMPLED = 64
"""Judged rows that are looked at for the time a pair takes."""


@dataclass(frozen=True, slots=True)
class JudgingState:
    """``profile``: the name that the project keeps. ``trouble``: why nothing judges it here, empty when all is well."""

    profile: str = ""
    by: JudgedBy = SHIPPED
    trouble: str = ""


class JudgingController(QObject):
    """Owned by the ``ReviewController``."""

    choices_ready = Signal(object)  # Choices
    state_changed = Signal(object)  # JudgingState

    def __init__(
        self, review: ReviewSignals, opened: OpenReview, mail: Mailbox, io: WorkerPool, source: JudgingSource
    ) -> None:
        super().__init__(review)
        self._review, self._open, self._mail, self._io, self._source = review, opened, mail, io, source
        review.project_opened.connect(self._told)
        review.project_closed.connect(self._told)
        review.judging_changed.connect(self._told)

    @property
    def state(self) -> JudgingState:
        """Of the open project."""
        judging = self._open.judging
        if judging is None:
            return JudgingState(self._open.profile, trouble=self._open.no_judging)
        return JudgingState(judging.profile, judging.by)

    def ask_choices(self) -> None:
        """What could judge; answered by ``choices_ready``."""

        def read() -> None:
            try:
                found = self._source.choices()
            except HfpcError as error:
                self._mail.post(partial(self._review.say_error, "read the models", error))
                found = Choices()
            self._mail.post(lambda: self.choices_ready.emit(found))

        self._io.submit(read)

    def use(self, profile: str, *, quiet: bool = False) -> None:
        """Judge the open project with other models; ``state_changed`` when they have taken over. ``quiet``: nothing
        is said when they cannot be had."""
        session = self._open.session

        def make() -> None:
            try:
                judging = self._source.judging(profile)
            except HfpcError as error:
                if not quiet:
                    self._mail.post(partial(self._review.say_error, "change what judges", error))
                return
            self._mail.post(lambda: self._hand_over(session, judging))

        if session is not None:
            self._io.submit(make)

    def retry(self) -> None:
        """Models came: perhaps those that this project misses."""
        state = self.state
        if state.trouble:
            self.use(state.profile, quiet=True)

    def pair_seconds(self) -> float | None:
        """Seconds that a pair took with the models in use, on all judging threads together: from the stages of
        judged rows that are at hand, so that pairs out of the cache count with what they once took. ``None`` when there
        are none."""
        table, judging = self._open.table, self._open.judging
        if table is None or judging is None:
            return None
        judged = np.array(table.judgements.at_hand(np.flatnonzero(~table.pending).tolist()), dtype=np.intp)
        step = max(1, math.ceil(len(judged) / _SAMPLED))
        found = [table.judgement(int(row)) for row in judged[::step]]
        spent = [sum(ms for _, ms in one.stages) for one in found if one is not None and one.stages]
        return float(np.mean(spent)) / 1e3 / judging.plan.judges if spent else None

    def segmenter(self) -> Callable[[], Segmenter] | None:
        """Loads and gives what answers boxes and clicks: for a worker thread. ``None`` without a project; what ships
        when the project's models are not here."""
        judging = self._open.judging
        if judging is not None:
            return judging.segmenter
        return None if self._open.table is None else self._shipped_segmenter

    def _shipped_segmenter(self) -> Segmenter:
        """Worker thread."""
        return self._source.judging("").segmenter()

    # -- inside -----------------------------------------------------------------------------

    def _hand_over(self, session: object, judging: Judging) -> None:
        if session is self._open.session and self._open.session is not None:
            self._open.session.use(judging)

    def _told(self, _: object = None) -> None:
        self.state_changed.emit(self.state)
