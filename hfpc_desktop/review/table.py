"""The rows of a review in memory: columns of numbers beside lists of names.

Free of Qt and of SQLite. A table belongs to ONE thread (in the app the GUI thread); everything here is
quick enough for it: one row is set in microseconds, 100,000 rows are sorted or filtered in milliseconds.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain import codec, ranking
from hfpc_desktop.domain.judgement import with_learned
from hfpc_desktop.domain.ranking import RowFilter
from hfpc_desktop.domain.remarks import NO_REMARK, Flag, Remark, edited
from hfpc_desktop.domain.verdict import Decision, Thresholds, Verdict, approval, verdicts
from hfpc_desktop.review.columns import NameIndex, PairColumns, PathNames, name_index, worst_severity
from hfpc_desktop.review.groups import OriginalGroups

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from hfpc_desktop.domain.judgement import DefectKind, Judgement
    from hfpc_desktop.domain.remarks import PairEdit

    Rescore = Callable[[Judgement], float | None]

__all__ = [
    "Column",
    "Counts",
    "NameIndex",
    "PairColumns",
    "PairRow",
    "ReviewTable",
    "RowFilter",
    "name_index",
]


@dataclass(frozen=True, slots=True)
class PairRow:
    """One row as the store yields it. Paths are absolute; ``judgement`` is ``None`` until judged."""

    pair_id: int
    original: Path
    generated: Path
    judgement: Judgement | None = None
    decision: Decision = Decision.UNDECIDED
    remark: Remark = NO_REMARK


class Column(StrEnum):
    """What a table can show and sort by. The value is a stable id for settings and files."""

    ORIGINAL = "original"
    GENERATED = "generated"
    APPROVAL = "approval"
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


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows there are of each kind. ``total = judged + not_judged + pending``."""

    total: int = 0
    judged: int = 0
    not_judged: int = 0
    pending: int = 0
    by_verdict: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(Verdict, 0))
    by_decision: dict[Decision, int] = field(default_factory=lambda: dict.fromkeys(Decision, 0))


_DECODED_KEPT = 512
"""Judgements of saved rows that are kept decoded: those on screen and around."""
_VALUES_KEPT = 2_048
"""Newly judged rows that are kept as values before they become text."""
_SCORES = ("reward", "consistency", "outgrowth", "loss", "iou", "colour_delta", "worst")
_COLUMNS: dict[str, Any] = {
    **dict.fromkeys(_SCORES, np.float64),
    # the consistency without the rows whose mask a person called wrong
    "trusted": np.float64,
    # what the judgement says, and what a learned head says instead (NaN = nothing); "reward" is what counts
    "shipped": np.float64,
    "learned": np.float64,
    # float32 twins: what the UI reads. Verdicts come from the float64 values, so that the app and the
    # command line never disagree about a score that lies on a threshold.
    "reward32": np.float32,
    "consistency32": np.float32,
    "approval": np.float32,
    "verdicts": np.uint8,
    "decisions": np.uint8,
    "pending": np.bool_,
    "audit": np.bool_,
    "flags": np.uint8,
    "defect_bits": np.uint32,
}
_FILL: dict[str, Any] = {
    "verdicts": Verdict.NOT_JUDGED,
    "decisions": 0,
    "pending": True,
    "audit": False,
    "flags": 0,
    "defect_bits": 0,
}
_SORT_BY = {
    Column.APPROVAL: "approval",
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
        self._thresholds = thresholds or Thresholds()
        self._size = 0
        self._data = {name: _empty(name, 64) for name in _COLUMNS}
        self._ids: list[int] = []
        self._rows: dict[int, int] = {}
        self._originals: list[str] = []
        self._generated: list[str] = []
        self._judgements: list[Judgement | str | None] = []
        self._decoded: dict[int, Judgement] = {}
        self._remarks: dict[int, Remark] = {}
        self._values: deque[int] = deque()
        self._texts: list[str] = []
        self._names = PathNames()
        self._groups = OriginalGroups()
        self._name_ranks: dict[Column, NDArray[np.int32]] = {}
        self._rescore: Rescore | None = None
        self._reward_name = ""

    # -- reading ---------------------------------------------------------------------------------

    def __len__(self) -> int:
        return self._size

    @property
    def thresholds(self) -> Thresholds:
        return self._thresholds

    @property
    def reward(self) -> NDArray[np.float32]:
        """float32 0..1, higher is better, NaN = missing; read-only view."""
        return self._view("reward32")

    @property
    def consistency(self) -> NDArray[np.float32]:
        """float32 0..1, higher is better, NaN = missing; read-only view."""
        return self._view("consistency32")

    @property
    def exact_scores(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Reward and consistency as verdicts are made from: float64 0..1, NaN = missing; read-only views."""
        return self._view("reward"), self._view("consistency")

    @property
    def pair_ids(self) -> NDArray[np.int64]:
        """The pair of every row; a copy."""
        return np.array(self._ids, dtype=np.int64)

    @property
    def approval(self) -> NDArray[np.float32]:
        """float32 0..1, the default ranking, higher is better, NaN = missing; read-only view."""
        return self._view("approval")

    @property
    def verdicts(self) -> NDArray[np.uint8]:
        """``Verdict`` numbers; read-only view."""
        return self._view("verdicts")

    @property
    def decisions(self) -> NDArray[np.uint8]:
        """``Decision`` numbers; read-only view."""
        return self._view("decisions")

    @property
    def defect_bits(self) -> NDArray[np.uint32]:
        """Sets of defect kinds, see ``ranking.DEFECT_BITS``; read-only view."""
        return self._view("defect_bits")

    @property
    def pending(self) -> NDArray[np.bool_]:
        """True where there is no judgement yet; read-only view."""
        return self._view("pending")

    @property
    def groups(self) -> NDArray[np.int32]:
        """A number for the original of every row, from 0 in the order of their first rows; read-only view."""
        return self._groups.of(self._originals)

    @property
    def audit(self) -> NDArray[np.bool_]:
        """Rows of the audit sample, see ``set_audit``; read-only view."""
        return self._view("audit")

    @property
    def search_texts(self) -> Sequence[str]:
        """What a text filter looks through, one a row, folded; do not change it."""
        return self._folded_texts()

    def row_of(self, pair_id: int) -> int:
        """Raises ``KeyError`` when the table does not hold the pair."""
        return self._rows[pair_id]

    def pair_id(self, row: int) -> int:
        return self._ids[row]

    def original(self, row: int) -> Path:
        return Path(self._originals[row])

    def generated(self, row: int) -> Path:
        return Path(self._generated[row])

    def judgement(self, row: int) -> Judgement | None:
        """The full value; decoded from the project's text when it is first asked for. With a learned head in
        use its reward is the learned one, and its models name that head."""
        value = self._judgements[row]
        known = self._decoded_text(row, value) if isinstance(value, str) else value
        learned = float(self._data["learned"][row])
        if known is None or np.isnan(learned):
            return known
        return with_learned(known, learned, self._reward_name)

    def _decoded_text(self, row: int, text: str) -> Judgement:
        known = self._decoded.get(row)
        if known is None:
            known = self._decoded[row] = codec.decode(text)
            if len(self._decoded) > _DECODED_KEPT:
                del self._decoded[next(iter(self._decoded))]
        return known

    def decision(self, row: int) -> Decision:
        return Decision(int(self._data["decisions"][self._checked(row)]))

    @property
    def flags(self) -> NDArray[np.uint8]:
        """``Flag`` numbers; read-only view."""
        return self._view("flags")

    def remark(self, row: int) -> Remark:
        """What a person said about the row beside the decision."""
        return self._remarks.get(self._checked(row), NO_REMARK)

    def variants(self, row: int) -> NDArray[np.intp]:
        """All rows with the same original as ``row``, itself included, ascending."""
        return np.flatnonzero(self.groups == self.groups[self._checked(row)])

    def verdict(self, row: int) -> Verdict:
        return Verdict(int(self._data["verdicts"][self._checked(row)]))

    def value(
        self, row: int, column: Column
    ) -> str | float | Verdict | Decision | tuple[DefectKind, ...] | None:
        """What a cell shows, undressed: a file name, a number, an enum, the defect kinds; ``None`` = missing."""
        self._checked(row)
        match column:
            case Column.ORIGINAL:
                return Path(self._originals[row]).name
            case Column.GENERATED:
                return Path(self._generated[row]).name
            case Column.VERDICT:
                return self.verdict(row)
            case Column.DECISION:
                return self.decision(row)
            case Column.DEFECTS:
                return ranking.kinds_of(int(self._data["defect_bits"][row]))
            case _:
                number = float(self._data[_SORT_BY[column]][row])
                return None if np.isnan(number) else number

    def counts(self) -> Counts:
        """Counts of all rows; microseconds."""
        by_verdict = np.bincount(self.verdicts, minlength=len(Verdict)).tolist()
        by_decision = np.bincount(self.decisions, minlength=len(Decision)).tolist()
        pending = int(np.count_nonzero(self.pending))
        not_judged = by_verdict[Verdict.NOT_JUDGED] - pending
        return Counts(
            total=self._size,
            judged=self._size - pending - not_judged,
            not_judged=not_judged,
            pending=pending,
            by_verdict={kind: by_verdict[kind] for kind in Verdict},
            by_decision={kind: by_decision[kind] for kind in Decision},
        )

    # -- writing ---------------------------------------------------------------------------------

    def append(self, rows: Sequence[PairRow]) -> range:
        """Add rows at the end; returns their row numbers. Raises ``ValueError`` for a pair already there."""
        added = self._grow(
            [row.pair_id for row in rows],
            [str(row.original) for row in rows],
            [str(row.generated) for row in rows],
        )
        self._judgements.extend([None] * len(rows))
        # Here, batch by batch while a scan streams in, rather than all at once at the first sort.
        self._folded_texts()
        for number, row in zip(added, rows, strict=True):
            if row.judgement is not None:
                self.set_judgement(number, row.judgement)
        self._data["decisions"][added.start : added.stop] = [row.decision for row in rows]
        for number, row in zip(added, rows, strict=True):
            if row.remark:
                self.set_remark(number, row.remark)
        return added

    def extend(self, columns: PairColumns) -> range:
        """Add many rows at once from columns, decoding nothing."""
        added = self._grow(columns.pair_ids, columns.originals, columns.generated)
        here = slice(added.start, added.stop)
        self._judgements.extend(columns.judgements)
        for name in (*_SCORES, "decisions", "defect_bits"):
            self._data[name][here] = getattr(columns, name)
        self._data["shipped"][here] = columns.reward
        self._data["pending"][here] = [value is None for value in columns.judgements]
        for pair_id, remark in columns.remarks.items():
            self._note(self._rows[pair_id], remark)
        self._derive(here)
        if columns.names is not None and added.start == 0:
            self.set_names(columns.names)
        return added

    def set_names(self, names: NameIndex) -> bool:
        """Take sort ranks and search texts made elsewhere (``name_index`` on the store's thread).

        They belong to the rows as they were then: when rows were added since, nothing is taken, the
        result is False, and the table makes its own at the first sort by name.
        """
        if not len(names.texts) == len(names.original) == len(names.generated) == self._size:
            return False
        self._texts = list(names.texts)
        self._name_ranks = {Column.ORIGINAL: names.original, Column.GENERATED: names.generated}
        return True

    def set_judgement(self, row: int, judgement: Judgement | None) -> None:
        """Replace what the models say about ``row``; its verdict follows."""
        self._checked(row)
        self._keep(row, judgement)
        data = self._data
        values = dict.fromkeys(_SCORES, np.nan) if judgement is None else _numbers(judgement)
        data["shipped"][row], data["learned"][row] = values["reward"], np.nan
        if judgement is not None and self._rescore is not None:
            learned = self._rescore(judgement)
            if learned is not None:
                data["learned"][row] = values["reward"] = learned
        for name, value in values.items():
            data[name][row] = value
        data["pending"][row] = judgement is None
        data["defect_bits"][row] = (
            0 if judgement is None else ranking.defect_bits(defect.kind for defect in judgement.defects)
        )
        self._derive(slice(row, row + 1))

    def _keep(self, row: int, judgement: Judgement | None) -> None:
        """As a value while it is new, then as text, which takes a fifth of the memory."""
        self._decoded.pop(row, None)
        self._judgements[row] = judgement
        if judgement is None:
            return
        self._values.append(row)
        if len(self._values) > _VALUES_KEPT:
            oldest = self._values.popleft()
            value = self._judgements[oldest]
            if value is not None and not isinstance(value, str) and oldest != row:
                self._judgements[oldest] = codec.encode(value)

    def set_learned(
        self, rewards: NDArray[np.float64] | None, rescore: Rescore | None = None, name: str = ""
    ) -> None:
        """Let a learned head give the rewards; ranks and verdicts follow. ``rewards``: one a row, 0..1, NaN
        where the head cannot score (the judgement's own reward stays); ``None``: back to the judgements'.
        ``rescore`` scores judgements that come later; ``name`` is shown as the reward's model."""
        if rewards is not None and rewards.shape != (self._size,):
            raise ValueError(f"{rewards.shape} rewards for {self._size} rows")
        data, here = self._data, slice(0, self._size)
        data["learned"][here] = np.nan if rewards is None else rewards
        shipped, learned = data["shipped"][here], data["learned"][here]
        learned[np.isnan(shipped)] = np.nan  # what was not judged stays not judged
        data["reward"][here] = np.where(np.isnan(learned), shipped, learned)
        self._rescore, self._reward_name = (None, "") if rewards is None else (rescore, name)
        self._derive(here)

    def set_decision(self, rows: Sequence[int] | NDArray[np.intp], decision: Decision) -> None:
        """Set what the person says about ``rows``."""
        index = np.asarray(rows, dtype=np.intp)
        if index.size and not 0 <= index.min() <= index.max() < self._size:
            raise IndexError(f"rows outside 0..{self._size - 1}")
        self._data["decisions"][index] = decision

    def set_audit(self, sampled: NDArray[np.bool_]) -> None:
        """Say which rows, from the first on, are in the audit sample (``domain.audit`` draws it)."""
        self._data["audit"][: self._size] = False
        self._data["audit"][: sampled.size] = sampled[: self._size]

    def set_remark(self, row: int, remark: Remark) -> None:
        """Set what a person says beside the decision. A wrong mask takes the consistency out of the ranking and
        the verdict: both are then missing; the score itself stays readable in ``judgement``."""
        self._note(self._checked(row), remark)
        self._derive(slice(row, row + 1))

    def _note(self, row: int, remark: Remark) -> None:
        self._data["flags"][row] = remark.flags
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
                self._data["decisions"][row] = edit.decision
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
        self._originals[row], self._generated[row] = str(original), str(generated)
        if row < len(self._texts):
            self._texts[row] = self._names.texts([str(original)], [str(generated)])[0]
        self._groups.forget()
        self._name_ranks.clear()

    def set_thresholds(self, thresholds: Thresholds) -> None:
        """Recompute every verdict; about a millisecond for 100,000 rows."""
        self._thresholds = thresholds
        self._derive(slice(0, self._size))

    # -- orders ----------------------------------------------------------------------------------

    def order(
        self, column: Column, descending: bool = False, rows: NDArray[np.intp] | None = None
    ) -> NDArray[np.intp]:
        """Row numbers sorted by ``column``: stable, missing last in both directions.

        ``rows``: only these (equal ones keep this order); default all. Names sort naturally
        (``sku2`` before ``sku10``), verdicts best first, defects by the worst severity.
        """
        missing: NDArray[np.bool_] | None = None
        if column in (Column.ORIGINAL, Column.GENERATED):
            key: NDArray[Any] = self._ranks(column)
        else:
            key = self._view(_SORT_BY[column])
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
            rows = np.arange(self._size, dtype=np.intp)
        return ranking.group_order(rows, self.groups) if grouped else rows

    def select(self, flt: RowFilter) -> NDArray[np.intp]:
        """Row numbers that pass the filter, ascending."""
        if flt.is_everything:
            return np.arange(self._size, dtype=np.intp)
        return ranking.filter_rows(
            flt,
            verdicts=self.verdicts,
            decisions=self.decisions,
            defect_bits=self.defect_bits,
            reward=self.reward,
            consistency=self.consistency,
            approval=self.approval,
            texts=self._folded_texts() if flt.text.strip() else None,
            groups=self.groups if flt.best_of else None,
            audit=self.audit,
        )

    def next_undecided(self, order: NDArray[np.intp], after: int) -> int | None:
        """Position in ``order`` of the next undecided row after position ``after`` (may be -1).

        Wraps round once and looks at ``after`` itself last; ``None`` when all of the order is decided.
        """
        return ranking.next_position(self.decisions == Decision.UNDECIDED, order, after)

    # -- inside ----------------------------------------------------------------------------------

    def _view(self, name: str) -> NDArray[Any]:
        view: NDArray[Any] = self._data[name][: self._size]
        view.flags.writeable = False
        return view

    def _checked(self, row: int) -> int:
        if not 0 <= row < self._size:
            raise IndexError(f"row {row} outside 0..{self._size - 1}")
        return row

    def _grow(self, ids: list[int], originals: list[str], generated: list[str]) -> range:
        start, stop = self._size, self._size + len(ids)
        fresh = dict(zip(ids, range(start, stop), strict=True))
        if len(fresh) != len(ids) or not self._rows.keys().isdisjoint(fresh):
            raise ValueError("a pair is in the table already")
        capacity = len(self._data["verdicts"])
        if stop > capacity:
            room = max(stop, 2 * capacity)
            for name, old in self._data.items():
                new = _empty(name, room)
                new[:start] = old[:start]
                self._data[name] = new
        self._rows.update(fresh)
        self._ids.extend(ids)
        self._originals.extend(originals)
        self._generated.extend(generated)
        self._size = stop
        self._name_ranks.clear()
        return range(start, stop)

    def _derive(self, here: slice) -> None:
        data = self._data
        reward = data["reward"][here]
        mask_wrong = (data["flags"][here] & Flag.MASK_WRONG) != 0
        consistency = np.where(mask_wrong, np.nan, data["consistency"][here])
        data["trusted"][here] = consistency
        data["reward32"][here], data["consistency32"][here] = reward, consistency
        data["approval"][here] = approval(reward, consistency)
        data["verdicts"][here] = verdicts(reward, consistency, self._thresholds)

    def _ranks(self, column: Column) -> NDArray[np.int32]:
        """Text ranks of a name column, kept until rows are added: names never change."""
        if column not in self._name_ranks:
            paths = self._originals if column is Column.ORIGINAL else self._generated
            self._name_ranks[column] = self._names.ranks(paths)
        return self._name_ranks[column]

    def _folded_texts(self) -> list[str]:
        start = len(self._texts)
        if start < self._size:
            self._texts.extend(self._names.texts(self._originals[start:], self._generated[start:]))
        return self._texts


def _empty(name: str, size: int) -> NDArray[Any]:
    return np.full(size, _FILL.get(name, np.nan), dtype=_COLUMNS[name])


def _numbers(judgement: Judgement) -> dict[str, float]:
    evidence = judgement.evidence
    values = {
        "reward": judgement.reward,
        "consistency": judgement.consistency,
        "outgrowth": evidence.outgrowth,
        "loss": evidence.loss,
        "iou": evidence.iou,
        "colour_delta": evidence.colour_delta,
        "worst": worst_severity(judgement),
    }
    return {name: np.nan if value is None else value for name, value in values.items()}
