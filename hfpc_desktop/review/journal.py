"""Every decision ever made in a project, in an append-only journal: undo without limit, across restarts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hfpc_desktop.domain.errors import ProjectError
from hfpc_desktop.domain.verdict import Decision

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_DECIDE, _UNDO, _REDO = 0, 1, 2


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """What a decision, an undo or a redo did: the pairs by the decision that they have now.

    ``at``: when, ISO 8601, UTC.
    """

    entry_id: int
    at: str
    changes: tuple[tuple[Decision, tuple[int, ...]], ...]


class Journal:
    """The journal of an open project. ``decide``, ``undo`` and ``redo`` run inside the store's transaction;
    ``settle`` follows once it is committed, so that a failed write leaves the stacks as they were."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._undo: list[int] = []
        self._redo: list[int] = []
        self._step: tuple[int, int] | None = None
        for entry, kind in db.execute("SELECT id, kind FROM journal ORDER BY id"):
            self._move(kind, entry)

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    def decide(self, pair_ids: Sequence[int], decision: Decision) -> JournalEntry | None:
        """One entry for all pairs that do not have ``decision`` yet; ``None`` when all have it."""
        wanted = json.dumps(sorted(set(map(int, pair_ids))))
        known = self._db.execute(
            "SELECT id, decision FROM pair WHERE id IN (SELECT value FROM json_each(?))", (wanted,)
        ).fetchall()
        if len(known) != len(set(pair_ids)):
            raise ProjectError("A pair of this decision is not in the project. Open the project again.")
        changed = [(pair_id, before) for pair_id, before in known if before != decision]
        if not changed:
            return None
        entry, at = self._append(_DECIDE, None, decision)
        self._db.executemany(
            "INSERT INTO journal_change VALUES (?, ?, ?)", [(entry, *change) for change in changed]
        )
        ids = tuple(pair_id for pair_id, _ in changed)
        self._set(ids, decision)
        return JournalEntry(entry, at, ((decision, ids),))

    def undo(self) -> JournalEntry | None:
        """Give the pairs of the newest entry the decisions they had before it."""
        if not self._undo:
            return None
        target = self._undo[-1]
        groups: dict[Decision, list[int]] = {}
        for pair_id, before in self._db.execute(
            "SELECT pair, before FROM journal_change WHERE entry = ?", (target,)
        ):
            groups.setdefault(Decision(before), []).append(pair_id)
        entry, at = self._append(_UNDO, target, None)
        for decision, ids in groups.items():
            self._set(ids, decision)
        return JournalEntry(entry, at, tuple((decision, tuple(ids)) for decision, ids in groups.items()))

    def redo(self) -> JournalEntry | None:
        """Apply the entry again that was undone last."""
        if not self._redo:
            return None
        target = self._redo[-1]
        row = self._db.execute("SELECT decision FROM journal WHERE id = ?", (target,)).fetchone()
        decision = Decision(row[0])
        rows = self._db.execute("SELECT pair FROM journal_change WHERE entry = ?", (target,))
        ids = tuple(row[0] for row in rows)
        entry, at = self._append(_REDO, target, None)
        self._set(ids, decision)
        return JournalEntry(entry, at, ((decision, ids),))

    def settle(self, entry: JournalEntry | None) -> JournalEntry | None:
        """The transaction that made ``entry`` is committed."""
        if entry is not None and self._step is not None:
            self._move(*self._step)
        self._step = None
        return entry

    def _move(self, kind: int, entry: int) -> None:
        if kind == _DECIDE:
            self._undo.append(entry)
            self._redo.clear()
        elif kind == _UNDO:
            self._redo.append(self._undo.pop())
        else:
            self._undo.append(self._redo.pop())

    def _append(self, kind: int, ref: int | None, decision: Decision | None) -> tuple[int, str]:
        at = now()
        number = None if decision is None else int(decision)
        done = self._db.execute(
            "INSERT INTO journal (at, kind, ref, decision) VALUES (?, ?, ?, ?)", (at, kind, ref, number)
        )
        entry = int(done.lastrowid or 0)
        self._step = kind, entry
        return entry, at

    def _set(self, pair_ids: Sequence[int], decision: Decision) -> None:
        self._db.execute(
            "UPDATE pair SET decision = ? WHERE id IN (SELECT value FROM json_each(?))",
            (int(decision), json.dumps(pair_ids)),
        )


def now() -> str:
    """The time for a record: ISO 8601, UTC, milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
