"""The project file's tables, version by version (``PRAGMA user_version``).

A migration is never edited once released: the next one is added at the end.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

APPLICATION_ID = 0x48465043
"""``PRAGMA application_id`` of a project file: the letters HFPC."""

# Paths: relative to the project's folder of that role, with "/", or absolute when they lie elsewhere;
# a BLOB of the file system's bytes where a name is not valid Unicode.
# journal: append-only. kind 0 = a decision, 1 = entry ``ref`` was undone, 2 = it was redone.
_V1 = """
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE fingerprint (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE original (id INTEGER PRIMARY KEY, path NOT NULL UNIQUE, hash TEXT);
CREATE TABLE pair (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    original INTEGER NOT NULL REFERENCES original (id),
    path NOT NULL,
    mask,
    product TEXT NOT NULL DEFAULT '',
    hash TEXT,
    decision INTEGER NOT NULL DEFAULT 0 CHECK (decision BETWEEN 0 AND 2),
    UNIQUE (original, path)
);
CREATE INDEX pair_hash ON pair (hash) WHERE hash IS NOT NULL;
CREATE TABLE judgement (
    pair INTEGER PRIMARY KEY REFERENCES pair (id),
    fingerprint INTEGER NOT NULL REFERENCES fingerprint (id),
    reward REAL, consistency REAL, outgrowth REAL, loss REAL, iou REAL, colour_delta REAL,
    worst REAL,
    defects TEXT NOT NULL DEFAULT '',
    not_judged TEXT,
    body TEXT NOT NULL
);
CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),
    ref INTEGER REFERENCES journal (id),
    decision INTEGER CHECK (decision BETWEEN 0 AND 2)
);
CREATE TABLE journal_change (
    entry INTEGER NOT NULL REFERENCES journal (id),
    pair INTEGER NOT NULL REFERENCES pair (id),
    before INTEGER NOT NULL,
    PRIMARY KEY (entry, pair)
) WITHOUT ROWID;
"""

# What a person says beside the decision, undoable like it: every step notes each changed field of each pair.
# field: decision (a number), flags (a number), tags (ids joined by commas), note (text).
_V2 = """
ALTER TABLE pair ADD COLUMN flags INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pair ADD COLUMN tags TEXT NOT NULL DEFAULT '';
ALTER TABLE pair ADD COLUMN note TEXT NOT NULL DEFAULT '';
CREATE TABLE journal_edit (
    entry INTEGER NOT NULL REFERENCES journal (id),
    pair INTEGER NOT NULL REFERENCES pair (id),
    field TEXT NOT NULL CHECK (field IN ('decision', 'flags', 'tags', 'note')),
    before NOT NULL,
    after NOT NULL,
    PRIMARY KEY (entry, pair, field)
) WITHOUT ROWID;
INSERT INTO journal_edit SELECT c.entry, c.pair, 'decision', c.before, j.decision
    FROM journal_change c JOIN journal j ON j.id = c.entry WHERE j.decision IS NOT NULL;
DROP TABLE journal_change;
"""

# feature: packed measures of a judged pair (domain.measures), the layout's text stored once.
# selection: how a pair came before the person who decided it; propensity = chance of being picked, NULL = unknown.
# certificate: append-only; the newest one counts.
_LEARNING = """
CREATE TABLE feature_layout (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE feature (
    pair INTEGER PRIMARY KEY REFERENCES pair (id),
    layout INTEGER NOT NULL REFERENCES feature_layout (id),
    body BLOB NOT NULL
);
CREATE TABLE selection (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    pair INTEGER NOT NULL REFERENCES pair (id),
    at TEXT NOT NULL,
    decision INTEGER NOT NULL,
    how TEXT NOT NULL,
    propensity REAL
);
CREATE INDEX selection_pair ON selection (pair);
CREATE TABLE certificate (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, body TEXT NOT NULL);
"""

# named: the product's name as a person typed it, undoable like a remark; the same for all pairs of an original.
_NAMES = """
ALTER TABLE pair ADD COLUMN named TEXT NOT NULL DEFAULT '';
CREATE TABLE journal_edit_with_names (
    entry INTEGER NOT NULL REFERENCES journal (id),
    pair INTEGER NOT NULL REFERENCES pair (id),
    field TEXT NOT NULL CHECK (field IN ('decision', 'flags', 'tags', 'note', 'named')),
    before NOT NULL,
    after NOT NULL,
    PRIMARY KEY (entry, pair, field)
) WITHOUT ROWID;
INSERT INTO journal_edit_with_names SELECT entry, pair, field, before, after FROM journal_edit;
DROP TABLE journal_edit;
ALTER TABLE journal_edit_with_names RENAME TO journal_edit;
"""

# What a list shows of all judgements, without their bodies: 8 MB of 100,000 pairs are read instead of 200.
_SUMMARY = """
CREATE INDEX judgement_summary ON judgement (
    pair, fingerprint, reward, consistency, outgrowth, loss, iou, colour_delta, worst, defects, not_judged
);
"""

MIGRATIONS: tuple[str, ...] = (_V1, _V2, _LEARNING, _NAMES, _SUMMARY)
"""``MIGRATIONS[n]`` turns version n into version n + 1."""

VERSION = len(MIGRATIONS)


def migrate(db: sqlite3.Connection, migrations: Sequence[str] = MIGRATIONS) -> int:
    """Bring ``db`` to the newest version, one transaction for all steps; returns the version it had.

    ``db`` is in autocommit mode (``isolation_level=None``). Raises ``sqlite3.Error``; the file is then
    as it was before.
    """
    found: int = db.execute("PRAGMA user_version").fetchone()[0]
    if found >= len(migrations):
        return found
    db.execute("BEGIN IMMEDIATE")
    try:
        for script in migrations[found:]:
            for statement in _statements(script):
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {len(migrations)}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return found


def _statements(script: str) -> list[str]:
    """The statements of a script; ``executescript`` would commit before it begins."""
    statements: list[str] = []
    text = ""
    for line in script.splitlines():
        text += line + "\n"
        if sqlite3.complete_statement(text):
            statements.append(text)
            text = ""
    return statements
