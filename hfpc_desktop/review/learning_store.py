"""The part of a project that learning reads: measures beside scores, how decisions came about, certificates.

Belongs to the store's one thread, like ``ProjectStore``, whose ``learning`` it is. Nothing here runs a model.
"""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain import audit, measures
from hfpc_desktop.domain.audit import Selection
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.journal import now
from hfpc_desktop.review.project_errors import speaking

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from numpy.typing import NDArray

    from hfpc_desktop.domain.judgement import Judgement
    from hfpc_desktop.domain.measures import Layout, Measures

_CHUNK = 4_096

# Decided in one go with others: the newest entry that gave the pair its decision holds more than one pair.
_BULK = """
WITH made AS (
    SELECT e.entry AS entry, e.pair AS pair, e.after AS after FROM journal_edit e
    JOIN journal j ON j.id = e.entry WHERE e.field = 'decision' AND j.kind = 0
),
size AS (SELECT entry, count(*) AS n FROM made GROUP BY entry),
newest AS (
    SELECT m.pair AS pair, max(m.entry) AS entry FROM made m JOIN pair p ON p.id = m.pair
    WHERE p.decision <> 0 AND m.after = p.decision GROUP BY m.pair
)
SELECT newest.pair FROM newest JOIN size ON size.entry = newest.entry WHERE size.n > 1
"""
_NEWEST_SELECTION = (
    "SELECT s.pair, s.at, s.how FROM selection s JOIN (SELECT pair, max(id) AS id FROM selection GROUP BY pair) n "
    "ON n.id = s.id"
)


@dataclass(frozen=True, slots=True, eq=False)
class Reviewed:
    """What is known about all pairs, one entry each, in the order of their ids. ``ids`` int64; ``positions``
    float64 0..1 in the random order, NaN = unknown (``domain.audit``); ``bulk`` decided together with others;
    ``chosen`` how a pair came up, "" = not recorded; ``at`` when it was decided (ISO 8601), "" = not recorded."""

    ids: NDArray[np.int64]
    positions: NDArray[np.float64]
    bulk: NDArray[np.bool_]
    chosen: NDArray[np.str_]
    at: NDArray[np.str_]


@dataclass(frozen=True, slots=True, eq=False)
class DecidedRows:
    """Decided pairs that can be learned from, one entry each, all of one layout.

    ``originals`` content hash of the original; ``reward`` the shipped one, ``consistency``: 0..1;
    ``positions`` 0..1 in the random order, NaN = unknown; ``bulk`` decided together with others;
    ``random``: everything before the pair in the random order was looked at too, so it was not picked.
    ``without_measures``/``without_score``: decided pairs that are not here, and why.
    """

    ids: NDArray[np.int64]
    originals: NDArray[np.str_]
    reward: NDArray[np.float64]
    consistency: NDArray[np.float64]
    approved: NDArray[np.bool_]
    positions: NDArray[np.float64]
    bulk: NDArray[np.bool_]
    random: NDArray[np.bool_]
    measures: Measures | None
    without_measures: int
    without_score: int


class LearningStore:
    """Made by ``ProjectStore``; ``transaction`` is the store's."""

    def __init__(
        self,
        db: sqlite3.Connection,
        path: Path,
        transaction: Callable[[], AbstractContextManager[sqlite3.Connection]],
    ) -> None:
        self._db, self._path, self._transaction = db, path, transaction

    # -- the random order --------------------------------------------------------------------------
    def seed(self) -> str:
        """The project's random seed, made at the first call and kept."""
        with speaking(self._path):
            row = self._db.execute("SELECT value FROM setting WHERE key = 'audit.seed'").fetchone()
        if row is not None:
            return str(row[0])
        with self._transaction() as db:
            db.execute("INSERT INTO setting VALUES ('audit.seed', ?)", (secrets.token_hex(8),))
        return self.seed()

    def reviewed(self) -> Reviewed:
        """Positions and history of every pair; a fraction of a second for 100,000."""
        seed = self.seed()
        with speaking(self._path):
            rows = self._db.execute(
                "SELECT p.id, o.hash, p.hash FROM pair p JOIN original o ON o.id = p.original ORDER BY p.id"
            ).fetchall()
            bulk = {row[0] for row in self._db.execute(_BULK)}
            history = {pair: (at, how) for pair, at, how in self._db.execute(_NEWEST_SELECTION)}
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        bulk -= {pair for pair, (_, how) in history.items() if how == Selection.IMPORTED}
        told = [history.get(int(pair), ("", "")) for pair in ids]
        return Reviewed(
            ids,
            audit.sample_positions([(row[1], row[2]) for row in rows], seed),
            np.array([int(pair) in bulk for pair in ids], dtype=bool),
            np.array([how for _, how in told], dtype=np.str_),
            np.array([at for at, _ in told], dtype=np.str_),
        )

    def log_selection(self, pair_ids: Sequence[int], decision: Decision, how: Selection) -> None:
        """Note how pairs that were just decided had come up, with the chance they had of coming up."""
        chance, at = audit.propensity(how), now()
        with self._transaction() as db:
            db.executemany(
                "INSERT INTO selection (pair, at, decision, how, propensity) VALUES (?, ?, ?, ?, ?)",
                [(int(pair), at, int(decision), how.value, chance) for pair in pair_ids],
            )

    # -- learning ----------------------------------------------------------------------------------
    def decided(self) -> DecidedRows:
        """Every decided pair with its measures. Measures of the commonest layout only: those of an older
        judging version cannot be compared with it, and count as missing like damaged ones."""
        with speaking(self._path):
            rows = self._db.execute(
                "SELECT p.id, coalesce(o.hash, 'path:' || o.id), p.decision, j.reward, j.consistency, f.layout, "
                "f.body FROM pair p JOIN original o ON o.id = p.original LEFT JOIN judgement j ON j.pair = p.id "
                "LEFT JOIN feature f ON f.pair = p.id WHERE p.decision <> 0 ORDER BY p.id"
            ).fetchall()
            layouts = dict(self._db.execute("SELECT id, text FROM feature_layout"))
        scored = [row for row in rows if row[3] is not None and row[4] is not None]
        by_layout: dict[int, list[Any]] = defaultdict(list)
        for row in scored:
            if row[5] is not None:
                by_layout[row[5]].append(row)
        key = max(by_layout, key=lambda layout: (len(by_layout[layout]), layout), default=None)
        used = []
        if key is not None:
            layout = measures.parse_layout(layouts[key])
            used = [row for row in by_layout[key] if measures.whole(layout, row[6])]
        known = self.reviewed()
        place = np.searchsorted(known.ids, np.array([row[0] for row in used], dtype=np.int64))
        return DecidedRows(
            ids=known.ids[place],
            originals=np.array([row[1] for row in used], dtype=np.str_),
            reward=np.array([row[3] for row in used], dtype=np.float64),
            consistency=np.array([row[4] for row in used], dtype=np.float64),
            approved=np.array([row[2] == Decision.APPROVED for row in used], dtype=bool),
            positions=known.positions[place],
            bulk=known.bulk[place],
            random=known.positions[place] < self._reach(known),
            measures=None if key is None else measures.join(layout, [row[6] for row in used]),
            without_measures=len(scored) - len(used),
            without_score=len(rows) - len(scored),
        )

    def _reach(self, known: Reviewed) -> float:
        """The random order is looked at without a gap up to this position."""
        with speaking(self._path):
            decided = {row[0] for row in self._db.execute("SELECT id FROM pair WHERE decision <> 0")}
        looked = np.array([int(pair) in decided for pair in known.ids], dtype=bool) & ~known.bulk
        waiting = known.positions[~looked & ~np.isnan(known.positions)]
        return float(waiting.min()) if waiting.size else float("inf")

    def scored(self, layout: Layout) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float64], Measures]]:
        """All pairs with sound measures of ``layout``: ids, shipped rewards (NaN = none) and measures, in chunks."""
        last = -1
        while True:
            with speaking(self._path):
                rows = self._db.execute(
                    "SELECT f.pair, j.reward, f.body FROM feature f JOIN feature_layout l ON l.id = f.layout "
                    "LEFT JOIN judgement j ON j.pair = f.pair WHERE l.text = ? AND f.pair > ? "
                    "ORDER BY f.pair LIMIT ?",
                    (layout.to_text(), last, _CHUNK),
                ).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            rows = [row for row in rows if measures.whole(layout, row[2])]
            yield (
                np.array([row[0] for row in rows], dtype=np.int64),
                np.array([row[1] for row in rows], dtype=np.float64),
                measures.join(layout, [row[2] for row in rows]),
            )

    def decided_since(self, at: str) -> int:
        """How many pairs were decided after ``at`` (ISO 8601, UTC), as far as that was recorded."""
        with speaking(self._path):
            count: int = self._db.execute(
                "SELECT count(DISTINCT pair) FROM selection WHERE at > ? AND decision <> 0", (at,)
            ).fetchone()[0]
        return count

    def measures_of(self, pair_id: int) -> tuple[float, Measures] | None:
        """Shipped reward and measures of one pair; ``None`` when it has none."""
        with speaking(self._path):
            row = self._db.execute(
                "SELECT j.reward, l.text, f.body FROM feature f JOIN feature_layout l ON l.id = f.layout "
                "JOIN judgement j ON j.pair = f.pair WHERE f.pair = ?",
                (pair_id,),
            ).fetchone()
        if (
            row is None
            or row[0] is None
            or not measures.whole(layout := measures.parse_layout(row[1]), row[2])
        ):
            return None
        return float(row[0]), measures.join(layout, [row[2]])

    # -- certificates ------------------------------------------------------------------------------
    def save_certificate(self, values: dict[str, Any]) -> str:
        """Keep a certificate; the newest one counts. Returns when it was made (ISO 8601, UTC)."""
        at = now()
        with self._transaction() as db:
            db.execute("INSERT INTO certificate (at, body) VALUES (?, ?)", (at, json.dumps(values)))
        return at

    def certificate(self) -> tuple[str, dict[str, Any]] | None:
        """The newest certificate with its time, and ``None`` when there is none or it cannot be read."""
        with speaking(self._path):
            row = self._db.execute("SELECT at, body FROM certificate ORDER BY id DESC LIMIT 1").fetchone()
        try:
            return None if row is None else (str(row[0]), dict(json.loads(row[1])))
        except (ValueError, TypeError):
            return None

    def certificates_issued(self) -> int:
        """How often one was asked for and given in this project."""
        with speaking(self._path):
            count: int = self._db.execute("SELECT count(*) FROM certificate").fetchone()[0]
        return count


def keep_features(db: sqlite3.Connection, results: Sequence[tuple[int, Judgement]]) -> None:
    """Store the measures of new judgements, inside the transaction that stores the judgements. A pair whose new
    judgement has none loses the old ones: they would not belong to its score."""
    keys: dict[str, int] = {}
    kept, gone = [], []
    for pair_id, judgement in results:
        if not judgement.features:
            gone.append((pair_id,))
            continue
        text, row = measures.split(judgement.features)
        if text not in keys:
            db.execute("INSERT OR IGNORE INTO feature_layout (text) VALUES (?)", (text,))
            keys[text] = db.execute("SELECT id FROM feature_layout WHERE text = ?", (text,)).fetchone()[0]
        kept.append((pair_id, keys[text], row))
    db.executemany("INSERT OR REPLACE INTO feature VALUES (?, ?, ?)", kept)
    db.executemany("DELETE FROM feature WHERE pair = ?", gone)
