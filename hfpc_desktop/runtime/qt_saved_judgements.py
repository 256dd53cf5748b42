"""Judgements of the open project's file, read when their rows are looked at: in line on the GUI thread, on the
store's thread in blocks, back by mail. GUI thread only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.domain import codec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hfpc_desktop.domain.judgement import Judgement
    from hfpc_desktop.review.table import ReviewTable
    from hfpc_desktop.runtime.qt_mailbox import Mailbox
    from hfpc_desktop.runtime.qt_open_review import OpenReview
    from hfpc_desktop.runtime.qt_signals import ReviewSignals


class SavedJudgements:
    """Of whatever project is open. One block is under way at a time; what is asked meanwhile is the next one.

    A judgement that is damaged is made anew: the scores of its row stay until then.
    """

    def __init__(self, signals: ReviewSignals, opened: OpenReview, mail: Mailbox) -> None:
        self._signals, self._open, self._mail = signals, opened, mail
        self._reading: ReviewTable | None = None
        signals.project_opened.connect(self._watch)

    def look(self, rows: Iterable[int]) -> None:
        """These rows will be looked at."""
        if self._open.table is not None:
            self._open.table.judgements.want(int(row) for row in rows)

    def _watch(self, _info: object) -> None:
        if self._open.table is not None:
            self._open.table.judgements.on_wanted = self._ask_soon

    def _ask_soon(self) -> None:
        """All rows of a paint at once: the mail comes after it."""
        table = self._open.table
        if table is not None and self._reading is not table:
            self._reading = table
            self._mail.post(lambda: self._ask(table))

    def _ask(self, table: ReviewTable) -> None:
        session = self._open.session
        if self._open.table is not table or session is None:
            return
        rows = table.judgements.take_wanted()
        ids = [table.pair_id(row) for row in rows]

        def done(found: dict[int, Judgement]) -> None:
            self._mail.post(lambda: self._deliver(table, rows, found))

        session.read_judgements(ids, done)

    def _deliver(self, table: ReviewTable, asked: list[int], found: dict[int, Judgement]) -> None:
        """``found``: by pair id."""
        if self._open.table is not table or self._open.session is None:
            return
        self._reading = None
        damaged = [pair_id for pair_id, one in found.items() if codec.is_unreadable(one)]
        whole = {pair_id: one for pair_id, one in found.items() if pair_id not in damaged}
        rows = table.judgements.put({row: whole.get(table.pair_id(row)) for row in asked})
        if damaged:
            self._open.session.judge(damaged)
        if rows:
            self._signals.judgements_read.emit(np.array(rows, dtype=np.intp))
        if table.judgements.waiting:
            self._ask_soon()
