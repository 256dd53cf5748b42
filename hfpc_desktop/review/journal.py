"""Everything a person ever said in a project, in an append-only journal: undo without limit, across restarts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from hfpc_desktop.domain.errors import ProjectError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.domain.remarks import Flag, Remark, tags_of, tags_text, tidy_name, tidy_note
from hfpc_desktop.domain.verdict import Decision

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from hfpc_desktop.domain.remarks import PairEdit

_EDIT, _UNDO, _REDO = 0, 1, 2


_FIELDS = ("decision", "flags", "tags", "note", "named")
_IN_IDS = "(SELECT value FROM json_each(?))"
_READ = f"SELECT id, decision, flags, tags, note, named FROM pair WHERE id IN {_IN_IDS} ORDER BY id"  # noqa: S608 - constants
_WRITE = {field: f"UPDATE pair SET {field} = ? WHERE id IN {_IN_IDS}" for field in _FIELDS}  # noqa: S608


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """What an edit, an undo or a redo did: the pairs by the decision that they have now, and the remarks of
    the pairs whose flags, tags or note it changed, as they are now.

    ``at``: when, ISO 8601, UTC.
    """

    entry_id: int
    at: str
    changes: tuple[tuple[Decision, tuple[int, ...]], ...]
    remarks: tuple[tuple[int, Remark], ...] = ()


class Journal:
    """The journal of an open project. ``edit``, ``undo`` and ``redo`` run inside the store's transaction;
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

    def edit(self, edits: Mapping[int, PairEdit]) -> JournalEntry | None:
        """One entry for everything in ``edits`` that changes something; ``None`` when nothing does."""
        known = self._db.execute(_READ, (json.dumps(sorted(edits)),)).fetchall()
        if len(known) != len(edits):
            raise ProjectError(
                translate("errors", "A pair of this decision is not in the project. Open the project again.")
            )
        changed: list[tuple[int, str, object, object]] = []
        for pair_id, *before in known:
            after = _wanted(edits[pair_id])
            changed.extend(
                (pair_id, field, old, new)
                for field, old, new in zip(_FIELDS, before, after, strict=True)
                if new is not None and new != old
            )
        if not changed:
            return None
        decisions = {after for _, field, _, after in changed if field == "decision"}
        common = decisions.pop() if len(decisions) == 1 else None
        entry, at = self._append(_EDIT, None, common if isinstance(common, int) else None)
        self._db.executemany(
            "INSERT INTO journal_edit VALUES (?, ?, ?, ?, ?)", [(entry, *change) for change in changed]
        )
        return self._apply(entry, at, [(pair_id, field, after) for pair_id, field, _, after in changed])

    def undo(self) -> JournalEntry | None:
        """Give the pairs of the newest entry what they had before it."""
        if not self._undo:
            return None
        return self._again(_UNDO, self._undo[-1], "before")

    def redo(self) -> JournalEntry | None:
        """Apply the entry again that was undone last."""
        if not self._redo:
            return None
        return self._again(_REDO, self._redo[-1], "after")

    def _again(self, kind: int, target: int, side: Literal["before", "after"]) -> JournalEntry:
        changes = self._db.execute(
            f"SELECT pair, field, {side} FROM journal_edit WHERE entry = ? ORDER BY pair",  # noqa: S608
            (target,),
        ).fetchall()
        entry, at = self._append(kind, target, None)
        return self._apply(entry, at, changes)

    def _apply(self, entry: int, at: str, changes: Sequence[tuple[int, str, object]]) -> JournalEntry:
        groups: dict[tuple[str, object], list[int]] = {}
        for pair_id, field, value in changes:
            groups.setdefault((field, value), []).append(pair_id)
        for (field, value), ids in groups.items():
            self._db.execute(_WRITE[field], (value, json.dumps(ids)))
        decisions = tuple(
            (Decision(int(str(value))), tuple(ids))
            for (field, value), ids in groups.items()
            if field == "decision"
        )
        remarked = sorted({pair_id for pair_id, field, _ in changes if field != "decision"})
        rows = self._db.execute(_READ, (json.dumps(remarked),)).fetchall()
        return JournalEntry(entry, at, decisions, tuple((row[0], remark_of(*row[2:])) for row in rows))

    def settle(self, entry: JournalEntry | None) -> JournalEntry | None:
        """The transaction that made ``entry`` is committed."""
        if entry is not None and self._step is not None:
            self._move(*self._step)
        self._step = None
        return entry

    def _move(self, kind: int, entry: int) -> None:
        if kind == _EDIT:
            self._undo.append(entry)
            self._redo.clear()
        elif kind == _UNDO:
            self._redo.append(self._undo.pop())
        else:
            self._undo.append(self._redo.pop())

    def _append(self, kind: int, ref: int | None, decision: int | None) -> tuple[int, str]:
        at = now()
        done = self._db.execute(
            "INSERT INTO journal (at, kind, ref, decision) VALUES (?, ?, ?, ?)", (at, kind, ref, decision)
        )
        entry = int(done.lastrowid or 0)
        self._step = kind, entry
        return entry, at


def remark_of(flags: int, tags: str, note: str, named: str) -> Remark:
    """A remark from the columns of a pair."""
    return Remark(Flag(flags), tags_of(tags), note, named)


def _wanted(edit: PairEdit) -> tuple[object, ...]:
    """The columns that ``edit`` asks for, in the order of ``_FIELDS``; ``None`` = as it is."""
    return (
        None if edit.decision is None else int(edit.decision),
        None if edit.flags is None else int(edit.flags),
        None if edit.tags is None else tags_text(edit.tags),
        None if edit.note is None else tidy_note(edit.note),
        None if edit.product is None else tidy_name(edit.product),
    )


def now() -> str:
    """The time for a record: ISO 8601, UTC, milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
