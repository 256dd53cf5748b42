"""The rows of a review in memory: columns of numbers beside lists of names.

Free of Qt and of SQLite. A table belongs to ONE thread (in the app the GUI thread); everything here is
quick enough for it: one row is set in microseconds, 100,000 rows are sorted or filtered in milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain import ranking
from hfpc_desktop.domain.judgement import with_learned
from hfpc_desktop.domain.percentiles import Percentiles
from hfpc_desktop.domain.remarks import NO_REMARK, Remark, edited
from hfpc_desktop.domain.verdict import Decision, Thresholds, Verdict
from hfpc_desktop.review.columns import Saved
from hfpc_desktop.review.judgement_shelf import JudgementShelf
from hfpc_desktop.review.row_names import RowNames
from hfpc_desktop.review.score_columns import ScoreColumns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from hfpc_desktop.domain.judgement import DefectKind, Judgement
    from hfpc_desktop.domain.ranking import RowFilter
    from hfpc_desktop.domain.remarks import PairEdit
    from hfpc_desktop.review.columns import NameIndex, PairColumns, PairRow
    from hfpc_desktop.review.score_columns import Counts

    Rescore = Callable[[Judgement], float | None]


class Column(StrEnum):
    """What a table can show and sort by. The value is a stable id for settings and files."""

    ORIGINAL = "original"
    GENERATED = "generated"
    APPROVAL = "approval"
    PERCENTILE = "percentile"
    REWARD = "reward"
    CONSISTENCY = "consistency"
    VERDICT = "verdict"
    DEFECTS = "defects"
    DECISION = "decision"
    OUTGROWTH = "outgrowth"
    LOSS = "loss"
    IOU = "iou"
    COLOUR_DELTA = "colour_delta"


@dataclass(frozen=True, slots=True, eq=False)
class Edited:
    """What an edit changed: rows with another decision (``decision``: the one they all have now, or ``None``)
    and rows with another remark."""

    decided: NDArray[np.intp]
    remarked: NDArray[np.intp]
    decision: Decision | None


_SORT_BY = {
    Column.APPROVAL: "approval",
    Column.PERCENTILE: "approval",
    Column.REWARD: "reward",
    Column.CONSISTENCY: "trusted",
    Column.VERDICT: "verdicts",
    Column.DEFECTS: "worst",
    Column.DECISION: "decisions",
    Column.OUTGROWTH: "outgrowth",
    Column.LOSS: "loss",
    Column.IOU: "iou",
    Column.COLOUR_DELTA: "colour_delta",
}


class ReviewTable:
    """All pairs of a review. A row is an ``int`` that never changes while the table lives."""

    def __init__(self, thresholds: Thresholds | None = None) -> None:
        self._numbers = ScoreColumns(thresholds or Thresholds())
        self.judgements = JudgementShelf()
        """As they are kept, by row; ``judgement`` is what a row says."""
        self._percentiles: dict[Column, Percentiles] = {}
        self._names = RowNames()
        self._ids: list[int] = []
        self._rows: dict[int, int] = {}
        self._remarks: dict[int, Remark] = {}
        self._rescore: Rescore | None = None
        self._reward_name = ""

    # -- reading ---------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def thresholds(self) -> Thresholds:
        return self._numbers.thresholds

    @property
    def reward(self) -> NDArray[np.float32]:
        """float32 0..1, higher is better, NaN = missing; read-only view."""
        return self._numbers.view("reward32")

    @property
    def consistency(self) -> NDArray[np.float32]:
        """float32 0..1, higher is better, NaN = missing; read-only view."""
        return self._numbers.view("consistency32")

    @property
    def exact_scores(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Reward and consistency as verdicts are made from: float64 0..1, NaN = missing; read-only views."""
        return self._numbers.view("reward"), self._numbers.view("consistency")

    @property
    def pair_ids(self) -> NDArray[np.int64]:
        """The pair of every row; a copy."""
        return np.array(self._ids, dtype=np.int64)

    @property
    def approval(self) -> NDArray[np.float32]:
        """float32 0..1, the default ranking, higher is better, NaN = missing; read-only view."""
        return self._numbers.view("approval")

    @property
    def verdicts(self) -> NDArray[np.uint8]:
        """``Verdict`` numbers; read-only view."""
        return self._numbers.view("verdicts")

    @property
    def decisions(self) -> NDArray[np.uint8]:
        """``Decision`` numbers; read-only view."""
        return self._numbers.view("decisions")

    @property
    def defect_bits(self) -> NDArray[np.uint32]:
        """Sets of defect kinds, see ``ranking.DEFECT_BITS``; read-only view."""
        return self._numbers.view("defect_bits")

    @property
    def pending(self) -> NDArray[np.bool_]:
        """True where there is no judgement yet; read-only view."""
        return self._numbers.view("pending")

    @property
    def groups(self) -> NDArray[np.int32]:
        """A number for the original of every row, from 0 in the order of their first rows; read-only view."""
        return self._names.groups()

    @property
    def audit(self) -> NDArray[np.bool_]:
        """Rows of the audit sample, see ``set_audit``; read-only view."""
        return self._numbers.view("audit")

    @property
    def former(self) -> NDArray[np.bool_]:
        """Rows whose scores are of models that do not judge any more, see ``set_former``; read-only view."""
        return self._numbers.view("former")

    def set_former(self, rows: NDArray[np.intp]) -> None:
        """Mark exactly these rows; a new judgement takes the mark away."""
        self._numbers.set_former(rows)

    @property
    def search_texts(self) -> Sequence[str]:
        """What a text filter looks through, one a row, folded; do not change it."""
        return self._names.texts()

    def row_of(self, pair_id: int) -> int:
        """Raises ``KeyError`` when the table does not hold the pair."""
        return self._rows[pair_id]

    def pair_id(self, row: int) -> int:
        return self._ids[row]

    def original(self, row: int) -> Path:
        return Path(self._names.originals[row])

    def generated(self, row: int) -> Path:
        return Path(self._names.generated[row])

    def judgement(self, row: int) -> Judgement | None:
        """The full value, ``None`` until judged. While it has to be read from the project file: scores, evidence
        and kinds of defects, as far as the columns tell (see ``is_whole``). With a learned head in use its reward
        is the learned one, and its models name that head."""
        known = self.judgements[row]
        if isinstance(known, Saved):
            known = self._numbers.outline(row)
        learned = float(self._numbers.value("learned", row))
        if known is None or np.isnan(learned):
            return known
        return with_learned(known, learned, self._reward_name)

    def is_whole(self, row: int) -> bool:
        """Whether ``judgement`` gives the full value now; asking puts it in line to be read."""
        return not isinstance(self.judgements[row], Saved)

    def waiting(self, row: int) -> bool:
        """Whether nothing was said about the row yet."""
        return bool(self._numbers.value("pending", row))

    def learned(self, row: int) -> tuple[float, str] | None:
        """Reward of the learned head in use and that head's name; ``None`` where the shipped one counts."""
        learned = float(self._numbers.value("learned", row))
        return None if np.isnan(learned) else (learned, self._reward_name)

    def decision(self, row: int) -> Decision:
        return Decision(int(self._numbers.value("decisions", self._checked(row))))

    @property
    def flags(self) -> NDArray[np.uint8]:
        """``Flag`` numbers; read-only view."""
        return self._numbers.view("flags")

    def remark(self, row: int) -> Remark:
        """What a person said about the row beside the decision."""
        return self._remarks.get(self._checked(row), NO_REMARK)

    def variants(self, row: int) -> NDArray[np.intp]:
        """All rows with the same original as ``row``, itself included, ascending."""
        return np.flatnonzero(self.groups == self.groups[self._checked(row)])

    def verdict(self, row: int) -> Verdict:
        return Verdict(int(self._numbers.value("verdicts", self._checked(row))))

    def value(
        self, row: int, column: Column
    ) -> str | float | Verdict | Decision | tuple[DefectKind, ...] | None:
        """What a cell shows, undressed: a file name, a number, an enum, the defect kinds; ``None`` = missing."""
        self._checked(row)
        match column:
            case Column.ORIGINAL:
                return Path(self._names.originals[row]).name
            case Column.GENERATED:
                return Path(self._names.generated[row]).name
            case Column.VERDICT:
                return self.verdict(row)
            case Column.DECISION:
                return self.decision(row)
            case Column.PERCENTILE:
                return self.percentile(row, Column.APPROVAL)
            case Column.DEFECTS:
                return ranking.kinds_of(int(self._numbers.value("defect_bits", row)))
            case _:
                number = float(self._numbers.value(_SORT_BY[column], row))
                return None if np.isnan(number) else number

    def percentile(self, row: int, column: Column) -> float | None:
        """The share 0..1 of the other rows whose score in ``column`` is lower; ``None`` = missing. Among the scores
        as they were when it was first asked after ``refresh_percentiles``: counting them takes a millisecond."""
        values = self._numbers.view(_SORT_BY[column])
        if column not in self._percentiles:
            self._percentiles[column] = Percentiles(values)
        return self._percentiles[column].of(float(values[self._checked(row)]))

    def refresh_percentiles(self) -> None:
        """Compare with the newest scores from now on."""
        self._percentiles.clear()

    def counts(self) -> Counts:
        """Counts of all rows; microseconds."""
        return self._numbers.counts()

    # -- writing ---------------------------------------------------------------------------------

    def append(self, rows: Sequence[PairRow]) -> range:
        """Add rows at the end; returns their row numbers. Raises ``ValueError`` for a pair already there."""
        added = self._grow(
            [row.pair_id for row in rows],
            [str(row.original) for row in rows],
            [str(row.generated) for row in rows],
        )
        self.judgements.extend([None] * len(rows))
        # Here, batch by batch while a scan streams in, rather than all at once at the first sort.
        self._names.texts()
        for number, row in zip(added, rows, strict=True):
            if row.judgement is not None:
                self.set_judgement(number, row.judgement)
        self._numbers.set_decisions(slice(added.start, added.stop), [row.decision for row in rows])
        for number, row in zip(added, rows, strict=True):
            if row.remark:
                self.set_remark(number, row.remark)
        return added

    def extend(self, columns: PairColumns) -> range:
        """Add many rows at once from columns, decoding nothing."""
        added = self._grow(columns.pair_ids, columns.originals, columns.generated)
        here = slice(added.start, added.stop)
        self.judgements.extend(columns.judgements)
        self._numbers.load(here, columns)
        for pair_id, remark in columns.remarks.items():
            self._note(self._rows[pair_id], remark)
        self._numbers.settle(here)
        if columns.names is not None and added.start == 0:
            self.set_names(columns.names)
        return added

    def set_names(self, names: NameIndex) -> bool:
        """Take sort ranks and search texts made elsewhere (``name_index`` on the store's thread).

        They belong to the rows as they were then: when rows were added since, nothing is taken, the
        result is False, and the table makes its own at the first sort by name.
        """
        return self._names.take(names)

    def set_judgement(self, row: int, judgement: Judgement | None) -> None:
        """Replace what the models say about ``row``; its verdict follows."""
        self._checked(row)
        self.judgements[row] = judgement
        rescored = None if judgement is None or self._rescore is None else self._rescore(judgement)
        self._numbers.set_judgement(row, judgement, rescored)

    def set_learned(
        self, rewards: NDArray[np.float64] | None, rescore: Rescore | None = None, name: str = ""
    ) -> None:
        """Let a learned head give the rewards; ranks and verdicts follow. ``rewards``: one a row, 0..1, NaN
        where the head cannot score (the judgement's own reward stays); ``None``: back to the judgements'.
        ``rescore`` scores judgements that come later; ``name`` is shown as the reward's model."""
        self._numbers.set_learned(rewards)
        self._rescore, self._reward_name = (None, "") if rewards is None else (rescore, name)

    def set_decision(self, rows: Sequence[int] | NDArray[np.intp], decision: Decision) -> None:
        """Set what the person says about ``rows``."""
        self._numbers.set_decisions(np.asarray(rows, dtype=np.intp), decision)

    def set_audit(self, sampled: NDArray[np.bool_]) -> None:
        """Say which rows, from the first on, are in the audit sample (``domain.audit`` draws it)."""
        self._numbers.set_audit(sampled)

    def set_remark(self, row: int, remark: Remark) -> None:
        """Set what a person says beside the decision. A wrong mask takes the consistency out of the ranking and
        the verdict: both are then missing; the score itself stays readable in ``judgement``."""
        self._note(self._checked(row), remark)
        self._numbers.settle(slice(row, row + 1))

    def _note(self, row: int, remark: Remark) -> None:
        self._numbers.set_flags(row, remark.flags)
        if remark:
            self._remarks[row] = remark
        else:
            self._remarks.pop(row, None)

    def apply(self, edits: Mapping[int, PairEdit]) -> Edited:
        """Take over what a person changed, by row; tells what is different now."""
        decided: list[int] = []
        remarked: list[int] = []
        for row, edit in edits.items():
            if edit.decision is not None and edit.decision != self.decision(row):
                self.set_decision([row], edit.decision)
                decided.append(row)
            before = self.remark(row)
            after = edited(before, edit)
            if after != before:
                self.set_remark(row, after)
                remarked.append(row)
        kinds = {self.decision(row) for row in decided}
        return Edited(
            np.array(decided, dtype=np.intp),
            np.array(remarked, dtype=np.intp),
            kinds.pop() if len(kinds) == 1 else None,
        )

    def move(self, row: int, original: Path, generated: Path) -> None:
        """The files of ``row`` lie elsewhere now."""
        self._checked(row)
        self._names.move(row, str(original), str(generated))

    def set_thresholds(self, thresholds: Thresholds) -> None:
        """Recompute every verdict; about a millisecond for 100,000 rows."""
        self._numbers.set_thresholds(thresholds)

    # -- orders ----------------------------------------------------------------------------------

    def order(
        self, column: Column, descending: bool = False, rows: NDArray[np.intp] | None = None
    ) -> NDArray[np.intp]:
        """Row numbers sorted by ``column``: stable, missing last in both directions.

        ``rows``: only these (equal ones keep this order); default all. Names sort naturally
        (``sku2`` before ``sku10``), verdicts best first, defects by the worst severity.
        """
        missing: NDArray[np.bool_] | None = None
        key: NDArray[Any]
        if column is Column.ORIGINAL:
            key = self._names.original_ranks()
        elif column is Column.GENERATED:
            key = self._names.generated_ranks()
        else:
            key = self._numbers.view(_SORT_BY[column])
            if column is Column.VERDICT:
                missing = key == Verdict.NOT_JUDGED
        if rows is None:
            return ranking.order_numbers(key, descending=descending, missing=missing)
        index = np.asarray(rows, dtype=np.intp)
        picked = None if missing is None else missing[index]
        return index[ranking.order_numbers(key[index], descending=descending, missing=picked)]

    def order_by(
        self,
        keys: Sequence[tuple[Column, bool]],
        rows: NDArray[np.intp] | None = None,
        *,
        grouped: bool = False,
    ) -> NDArray[np.intp]:
        """Row numbers sorted by several (column, descending) keys, the first one decides first.

        ``grouped``: the rows of one original stay side by side, originals by their first row.
        """
        for column, descending in reversed(keys):
            rows = self.order(column, descending, rows)
        if rows is None:
            rows = np.arange(len(self), dtype=np.intp)
        return ranking.group_order(rows, self.groups) if grouped else rows

    def select(self, flt: RowFilter) -> NDArray[np.intp]:
        """Row numbers that pass the filter, ascending."""
        if flt.is_everything:
            return np.arange(len(self), dtype=np.intp)
        return ranking.filter_rows(
            flt,
            verdicts=self.verdicts,
            decisions=self.decisions,
            defect_bits=self.defect_bits,
            reward=self.reward,
            consistency=self.consistency,
            approval=self.approval,
            texts=self._names.texts() if flt.text.strip() else None,
            groups=self.groups if flt.best_of else None,
            audit=self.audit,
        )

    def next_undecided(self, order: NDArray[np.intp], after: int) -> int | None:
        """Position in ``order`` of the next undecided row after position ``after`` (may be -1).

        Wraps round once and looks at ``after`` itself last; ``None`` when all of the order is decided.
        """
        return ranking.next_position(self.decisions == Decision.UNDECIDED, order, after)

    # -- inside ----------------------------------------------------------------------------------

    def _checked(self, row: int) -> int:
        if not 0 <= row < len(self):
            raise IndexError(f"row {row} outside 0..{len(self) - 1}")
        return row

    def _grow(self, ids: list[int], originals: list[str], generated: list[str]) -> range:
        start, stop = len(self), len(self) + len(ids)
        fresh = dict(zip(ids, range(start, stop), strict=True))
        if len(fresh) != len(ids) or not self._rows.keys().isdisjoint(fresh):
            raise ValueError("a pair is in the table already")
        self._numbers.grow(len(ids))
        self._names.extend(originals, generated)
        self._rows.update(fresh)
        self._ids.extend(ids)
        return range(start, stop)
