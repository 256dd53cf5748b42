"""The project file: one SQLite database that holds a review with its pairs, scores and decisions.

A store belongs to the ONE thread that opened it. Every method commits before it returns, so that a kill
loses nothing that was done; every failure is a ``ProjectError`` whose text says what to do. While a
store is open no other program can open the file.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hfpc_desktop.domain import codec
from hfpc_desktop.domain.judgement import NotJudged
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.domain.remarks import NO_REMARK, PairEdit
from hfpc_desktop.domain.verdict import Decision, Thresholds
from hfpc_desktop.review.columns import PairColumns, PairRow
from hfpc_desktop.review.journal import Journal, JournalEntry, now, remark_of
from hfpc_desktop.review.learning_store import LearningStore, keep_features
from hfpc_desktop.review.project_database import create_database, open_database, transaction
from hfpc_desktop.review.project_errors import speaking
from hfpc_desktop.review.project_pairs import Given, ProjectPairs
from hfpc_desktop.review.project_paths import ProjectPaths
from hfpc_desktop.review.requests import ScanRequest
from hfpc_desktop.review.stored_columns import judgement_columns, read_columns

if TYPE_CHECKING:
    import contextlib
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hfpc_desktop.domain.judgement import Judgement
    from hfpc_desktop.domain.remarks import Remark

# What a new look may change although models and settings are the same: files come back, get repaired.
_WORTH_ANOTHER_LOOK = json.dumps(
    [reason for reason in NotJudged if reason not in (NotJudged.NO_PRODUCT, NotJudged.NOT_REGISTERED)]
)


class Added(NamedTuple):
    """What pairs of a scan were to the project, by id. ``changed``: pairs that were there with another mask or product
    name; what they were judged by is not so any more, and their judgement is gone."""

    fresh: dict[int, Pair]
    changed: dict[int, Pair]


class ProjectStore:
    """Make one with ``create`` or ``open``."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        """For ``create`` and ``open``; ``db`` is checked and migrated."""
        self._db = db
        self._path = path
        self._paths = ProjectPaths.from_json(self._setting("roots") or "{}")
        self._journal = Journal(db)
        self.learning = LearningStore(db, path, self._transaction)

    # -- opening and closing -----------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, request: ScanRequest) -> ProjectStore:
        """A new project that reviews ``request``; whole or not at all, never over an existing file."""
        create_database(
            path,
            {"created": now(), "request": request.to_json(), "roots": ProjectPaths.of(request).to_json()},
        )
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> ProjectStore:
        """Open a project, bringing an older one up to date. The file is not touched when this fails."""
        with speaking(path):
            db = open_database(path)
            try:
                return cls(db, path)
            except BaseException:
                db.close()
                raise

    def close(self) -> None:
        """Everything is committed already; this folds the write-ahead log back into the file."""
        with speaking(self._path):
            self._db.close()

    def __enter__(self) -> ProjectStore:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @property
    def path(self) -> Path:
        return self._path

    # -- pairs -------------------------------------------------------------------------------------

    def add_pairs(self, pairs: Sequence[Pair]) -> list[int]:
        """Add the pairs that are not there yet; the ids of all of them, in the given order."""
        return [pair_id for pair_id, _, _ in self._add(pairs)]

    def add_new_pairs(self, pairs: Sequence[Pair]) -> dict[int, Pair]:
        """Add the pairs that are not there yet and return those, by id; the rest as ``add_scanned``."""
        return self.add_scanned(pairs).fresh

    def add_scanned(self, pairs: Sequence[Pair]) -> Added:
        """Add the pairs that are not there yet.

        A pair that is there keeps its scores and its decision; where its mask came or went since, its decision stays
        and its scores are asked for again (``pairs_to_judge``).
        """
        added = list(zip(self._add(pairs), pairs, strict=True))
        fresh = {pair_id: pair for (pair_id, new, _), pair in added if new}
        changed = {pair_id: pair for (pair_id, _, other), pair in added if other}
        return Added(self._with_names(fresh), self._with_names(changed))

    def _with_names(self, found: dict[int, Pair]) -> dict[int, Pair]:
        """The same pairs with the product names that a person gave."""
        with speaking(self._path):
            names = self._db.execute(
                "SELECT id, named FROM pair WHERE named <> '' AND id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(found)),),
            ).fetchall()
        return {**found, **{pair_id: replace(found[pair_id], named=named) for pair_id, named in names}}

    def remove_untouched(self, pair_ids: Sequence[int]) -> list[int]:
        """Take pairs out of the project, except those that a person ever said something about; the ids that went."""
        with self._transaction() as db:
            ids = [
                row[0]
                for row in db.execute(
                    "SELECT value FROM json_each(?) WHERE value NOT IN ("
                    "SELECT pair FROM journal_edit UNION SELECT pair FROM selection)",
                    (json.dumps(list(pair_ids)),),
                )
            ]
            for table, column in (("judgement", "pair"), ("feature", "pair"), ("pair", "id")):
                db.execute(
                    f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",  # noqa: S608 - fixed names
                    (json.dumps(ids),),
                )
        return ids

    def pairs(self) -> dict[int, Pair]:
        """All pairs by id, paths absolute."""
        with speaking(self._path):
            originals = {key: Path(path) for key, path in self._originals().items()}
            rows = self._db.execute("SELECT id, original, path, mask, product, named FROM pair ORDER BY id")
            return {
                pair_id: Pair(
                    originals[original],
                    Path(self._paths.generated_path(path)),
                    None if mask is None else Path(self._paths.mask_path(mask)),
                    product,
                    named,
                )
                for pair_id, original, path, mask, product, named in rows
            }

    def project_pairs(self, columns: PairColumns) -> ProjectPairs:
        """The same as ``pairs``, each made when it is asked for. ``columns``: of ``load_columns``, just now."""
        with speaking(self._path):
            rows = self._db.execute(
                "SELECT id, mask, product, named FROM pair WHERE mask IS NOT NULL OR product <> '' OR named <> ''"
            )
            given = {
                pair_id: Given(None if mask is None else Path(self._paths.mask_path(mask)), product, named)
                for pair_id, mask, product, named in rows
            }
        return ProjectPairs(columns.pair_ids, columns.originals, columns.generated, given)

    def rows(self) -> Iterator[PairRow]:
        """All pairs with judgement and decision, decoded one by one; ``load_columns`` is the quick way."""
        with speaking(self._path):
            originals = self._originals()
            rows = self._db.execute(
                "SELECT p.id, p.original, p.path, p.decision, j.body FROM pair p "
                "LEFT JOIN judgement j ON j.pair = p.id ORDER BY p.id"
            ).fetchall()
            remarks = self.remarks()
        for pair_id, original, path, decision, body in rows:
            yield PairRow(
                pair_id,
                Path(originals[original]),
                Path(self._paths.generated_path(path)),
                None if body is None else codec.read(body),
                Decision(decision),
                remarks.get(pair_id, NO_REMARK),
            )

    def load_columns(self, *, names: bool = True, bodies: bool = True) -> PairColumns:
        """Everything a ``ReviewTable`` needs, ready for its ``extend``; judgements stay text until looked at.

        Without ``names`` it is half as long; make them afterwards with ``name_index`` and give them to
        ``ReviewTable.set_names``. Without ``bodies`` it takes a third less again, and judgements stay in the
        file: ``judgements`` and ``bodies`` read those that somebody looks at.
        """
        with speaking(self._path):
            return read_columns(
                self._db, self._paths, self._originals(), self.remarks(), names=names, bodies=bodies
            )

    def __len__(self) -> int:
        with speaking(self._path):
            count: int = self._db.execute("SELECT count(*) FROM pair").fetchone()[0]
            return count

    # -- judgements --------------------------------------------------------------------------------

    def record(self, results: Sequence[tuple[int, Judgement]], settings: str) -> None:
        """Keep judgements made with the models and settings whose fingerprint is ``settings``."""
        with self._transaction() as db:
            db.execute("INSERT OR IGNORE INTO fingerprint (text) VALUES (?)", (settings,))
            key = db.execute("SELECT id FROM fingerprint WHERE text = ?", (settings,)).fetchone()[0]
            db.executemany(
                "INSERT OR REPLACE INTO judgement (pair, fingerprint, reward, consistency, outgrowth, loss, iou, "
                "colour_delta, worst, defects, not_judged, body) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                [(pair_id, key, *judgement_columns(judgement)) for pair_id, judgement in results],
            )
            keep_features(db, results)

    def judgement(self, pair_id: int) -> Judgement | None:
        """``None`` until judged. A text that cannot be read becomes a judgement that says so."""
        return self.judgements([pair_id]).get(pair_id)

    def judgements(self, pair_ids: Sequence[int]) -> dict[int, Judgement]:
        """By id; pairs that are not judged are left out."""
        return {pair_id: codec.read(body) for pair_id, body in self.bodies(pair_ids).items()}

    def bodies(self, pair_ids: Sequence[int]) -> dict[int, str]:
        """The same as the text that is saved (``domain.codec``)."""
        with speaking(self._path):
            rows = self._db.execute(
                "SELECT pair, body FROM judgement WHERE pair IN (SELECT value FROM json_each(?))",
                (json.dumps(list(pair_ids)),),
            )
            return dict(rows.fetchall())

    def pairs_to_judge(self, settings: str) -> list[int]:
        """Pairs without a judgement of these models and settings, or with one that a new look may better
        (a missing file may be back)."""
        with speaking(self._path):
            rows = self._db.execute(
                "SELECT p.id FROM pair p LEFT JOIN judgement j INDEXED BY judgement_summary ON j.pair = p.id "
                "LEFT JOIN fingerprint f ON f.id = j.fingerprint "
                "WHERE f.text IS NOT ? OR j.not_judged IN (SELECT value FROM json_each(?)) ORDER BY p.id",
                (settings, _WORTH_ANOTHER_LOOK),
            )
            return [row[0] for row in rows]

    def forget_judgements(self, pair_ids: Sequence[int], keep: str = "") -> None:
        """These pairs have to be judged again, except where their judgement is of the settings ``keep``."""
        with self._transaction() as db:
            db.execute(
                "DELETE FROM judgement WHERE pair IN (SELECT value FROM json_each(?)) AND fingerprint NOT IN "
                "(SELECT id FROM fingerprint WHERE text = ?)",
                (json.dumps(list(pair_ids)), keep),
            )

    def set_hashes(self, hashes: Iterable[tuple[int, str, str]]) -> None:
        """Keep content hashes: (pair id, original's hash, generated image's hash)."""
        items = list(hashes)
        with self._transaction() as db:
            db.executemany("UPDATE pair SET hash = ? WHERE id = ?", [(new, key) for key, _, new in items])
            db.executemany(
                "UPDATE original SET hash = ? WHERE id = (SELECT original FROM pair WHERE id = ?)",
                [(old, key) for key, old, _ in items],
            )

    def hashes(self) -> dict[int, tuple[str | None, str | None]]:
        """Content hashes by pair: (original's, generated image's), ``None`` where not known yet."""
        with speaking(self._path):
            rows = self._db.execute(
                "SELECT p.id, o.hash, p.hash FROM pair p JOIN original o ON o.id = p.original"
            )
            return {pair_id: (old, new) for pair_id, old, new in rows}

    def move_pair(self, pair_id: int, pair: Pair) -> None:
        """The files of a pair lie elsewhere now (same content); scores, decision and history stay."""
        with self._transaction() as db:
            key = self._original_key(self._paths.store_original(pair.original))
            mask = None if pair.mask is None else self._paths.store_mask(pair.mask)
            old = db.execute("SELECT original FROM pair WHERE id = ?", (pair_id,)).fetchone()[0]
            db.execute(
                "UPDATE original SET hash = (SELECT hash FROM original WHERE id = ?) WHERE id = ? AND hash IS NULL",
                (old, key),
            )
            db.execute(
                "UPDATE pair SET original = ?, path = ?, mask = ?, product = ? WHERE id = ?",
                (key, self._paths.store_generated(pair.generated), mask, pair.product, pair_id),
            )

    # -- decisions ---------------------------------------------------------------------------------

    def decide(self, pair_ids: Sequence[int], decision: Decision) -> JournalEntry | None:
        """Commit one decision over ``pair_ids`` as one undo step. ``None`` when nothing changes by it."""
        return self.edit(dict.fromkeys(map(int, pair_ids), PairEdit(decision)))

    def edit(self, edits: Mapping[int, PairEdit]) -> JournalEntry | None:
        """Commit decisions, flags, tags and notes, by pair id, as one undo step. ``None`` when nothing changes."""
        with self._transaction():
            entry = self._journal.edit(edits)
        return self._journal.settle(entry)

    def remarks(self) -> dict[int, Remark]:
        """What was said beside the decisions, by pair id; pairs without a remark are left out."""
        with speaking(self._path):
            rows = self._db.execute(
                "SELECT id, flags, tags, note, named FROM pair "
                "WHERE flags <> 0 OR tags <> '' OR note <> '' OR named <> ''"
            )
            return {row[0]: remark_of(*row[1:]) for row in rows}

    def undo(self) -> JournalEntry | None:
        """Take the newest step back, also one of an earlier session. ``None`` when there is none."""
        with self._transaction():
            entry = self._journal.undo()
        return self._journal.settle(entry)

    def redo(self) -> JournalEntry | None:
        """Do again what was undone last. ``None`` when nothing was, or a new step came since."""
        with self._transaction():
            entry = self._journal.redo()
        return self._journal.settle(entry)

    @property
    def can_undo(self) -> bool:
        return self._journal.can_undo

    @property
    def can_redo(self) -> bool:
        return self._journal.can_redo

    # -- settings ----------------------------------------------------------------------------------

    @property
    def request(self) -> ScanRequest:
        """What the project reviews, to be scanned again."""
        return ScanRequest.from_json(self._setting("request") or "")

    @property
    def thresholds(self) -> Thresholds:
        """The project's limits; the defaults until they are set."""
        text = self._setting("thresholds")
        try:
            return Thresholds() if text is None else Thresholds(**json.loads(text))
        except (ValueError, TypeError):
            return Thresholds()

    def set_thresholds(self, thresholds: Thresholds) -> None:
        self._set_settings({"thresholds": json.dumps(asdict(thresholds))})

    def get_setting(self, key: str, default: str = "") -> str:
        """A setting of the project's own (a column width, the last row); any text."""
        value = self._setting(f"user.{key}")
        return default if value is None else value

    def set_setting(self, key: str, value: str) -> None:
        self._set_settings({f"user.{key}": value})

    def relink(self, *, originals: Path | None = None, generated: Path | None = None) -> None:
        """The project's folders have moved: scores and decisions stay with their relative paths."""
        paths = self._paths.moved(originals=originals, generated=generated)
        request = paths.request(self.request, self._paths)
        self._set_settings({"roots": paths.to_json(), "request": request.to_json()})
        self._paths = paths

    @property
    def folders(self) -> tuple[Path, Path]:
        """The folders that the originals' and the generated images' relative paths start from."""
        return Path(self._paths.originals), Path(self._paths.generated)

    # -- inside ------------------------------------------------------------------------------------

    def _transaction(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        return transaction(self._db, self._path)

    def _add(self, pairs: Sequence[Pair]) -> list[tuple[int, bool, bool]]:
        """(pair id, whether it is new, whether it was there with another mask or name) of every pair."""
        keys: dict[Path, int] = {}
        out: list[tuple[int, bool, bool]] = []
        with self._transaction() as db:
            for pair in pairs:
                if pair.original not in keys:
                    keys[pair.original] = self._original_key(self._paths.store_original(pair.original))
                mask = None if pair.mask is None else self._paths.store_mask(pair.mask)
                values = (
                    keys[pair.original],
                    self._paths.store_generated(pair.generated),
                    mask,
                    pair.product,
                )
                new = db.execute(
                    "INSERT INTO pair (original, path, mask, product, named) VALUES (?1, ?2, ?3, ?4, "
                    "COALESCE((SELECT named FROM pair WHERE original = ?1 LIMIT 1), '')) "
                    "ON CONFLICT DO NOTHING RETURNING id",
                    values,
                ).fetchone()
                out.append((new[0], True, False) if new else self._known(*values))
        return out

    def _known(
        self, original: int, path: str | bytes, mask: str | bytes | None, product: str
    ) -> tuple[int, bool, bool]:
        """As in ``_add``, of a pair that is there; its mask and product name follow the newest scan."""
        row = self._db.execute(
            "SELECT id, mask, product FROM pair WHERE original = ? AND path = ?", (original, path)
        ).fetchone()
        pair_id: int = row[0]
        changed = (row[1], row[2]) != (mask, product)
        if changed:
            self._db.execute("UPDATE pair SET mask = ?, product = ? WHERE id = ?", (mask, product, pair_id))
            self._db.execute("DELETE FROM judgement WHERE pair = ?", (pair_id,))
        return pair_id, False, changed

    def _original_key(self, path: str | bytes) -> int:
        self._db.execute("INSERT OR IGNORE INTO original (path) VALUES (?)", (path,))
        key: int = self._db.execute("SELECT id FROM original WHERE path = ?", (path,)).fetchone()[0]
        return key

    def _originals(self) -> dict[int, str]:
        rows = self._db.execute("SELECT id, path FROM original")
        return {key: self._paths.original_path(path) for key, path in rows}

    def _setting(self, key: str) -> str | None:
        with speaking(self._path):
            row = self._db.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
        return None if row is None else row[0]

    def _set_settings(self, values: dict[str, str]) -> None:
        with self._transaction() as db:
            db.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", list(values.items()))
