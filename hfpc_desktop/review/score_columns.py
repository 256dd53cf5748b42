"""The numbers of all rows of a review, column by column, with what follows from them kept in step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain import ranking
from hfpc_desktop.domain.judgement import Defect, Evidence, Judgement
from hfpc_desktop.domain.remarks import Flag
from hfpc_desktop.domain.verdict import Decision, Thresholds, Verdict, approval, verdicts
from hfpc_desktop.review.columns import REASONS, worst_severity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hfpc_desktop.review.columns import PairColumns


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows there are of each kind. ``total = judged + not_judged + pending``."""

    total: int = 0
    judged: int = 0
    not_judged: int = 0
    pending: int = 0
    by_verdict: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(Verdict, 0))
    by_decision: dict[Decision, int] = field(default_factory=lambda: dict.fromkeys(Decision, 0))


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
    # scores of models that do not judge any more; until new ones come
    "former": np.bool_,
    "flags": np.uint8,
    "defect_bits": np.uint32,
    "reasons": np.uint8,
}
_FILL: dict[str, Any] = {
    "verdicts": Verdict.NOT_JUDGED,
    "decisions": 0,
    "pending": True,
    "audit": False,
    "former": False,
    "flags": 0,
    "defect_bits": 0,
    "reasons": 0,
}


class ScoreColumns:
    """Arrays that grow. Scores 0..1 float64 with NaN = missing; a row is pending until it is judged.

    A wrong mask (``Flag.MASK_WRONG``) takes the consistency out of approval and verdict.
    """

    def __init__(self, thresholds: Thresholds) -> None:
        self._thresholds = thresholds
        self._size = 0
        self._data = {name: _empty(name, 64) for name in _COLUMNS}

    def __len__(self) -> int:
        return self._size

    @property
    def thresholds(self) -> Thresholds:
        return self._thresholds

    def set_thresholds(self, thresholds: Thresholds) -> None:
        """Recompute every verdict; about a millisecond for 100,000 rows."""
        self._thresholds = thresholds
        self.settle(slice(0, self._size))

    def view(self, name: str) -> NDArray[Any]:
        """A column, read-only, of all rows there are now."""
        view: NDArray[Any] = self._data[name][: self._size]
        view.flags.writeable = False
        return view

    def value(self, name: str, row: int) -> Any:
        """One number of a column."""
        return self._data[name][row]

    def outline(self, row: int) -> Judgement:
        """What the columns tell of a judged row: shipped scores, evidence, kinds of defects (each as bad as the
        worst), why a score is missing. Regions, models and times are not known here."""
        data = self._data
        worst = _known(data["worst"][row]) or 0.0
        reason = int(data["reasons"][row])
        return Judgement(
            reward=_known(data["shipped"][row]),
            consistency=_known(data["consistency"][row]),
            evidence=Evidence(
                outgrowth=_known(data["outgrowth"][row]),
                loss=_known(data["loss"][row]),
                iou=_known(data["iou"][row]),
                colour_delta=_known(data["colour_delta"][row]),
            ),
            defects=tuple(Defect(kind, worst) for kind in ranking.kinds_of(int(data["defect_bits"][row]))),
            not_judged=REASONS[reason - 1] if reason else None,
        )

    def counts(self) -> Counts:
        """Of all rows; microseconds."""
        by_verdict = np.bincount(self.view("verdicts"), minlength=len(Verdict)).tolist()
        by_decision = np.bincount(self.view("decisions"), minlength=len(Decision)).tolist()
        pending = int(np.count_nonzero(self.view("pending")))
        not_judged = by_verdict[Verdict.NOT_JUDGED] - pending
        return Counts(
            total=self._size,
            judged=self._size - pending - not_judged,
            not_judged=not_judged,
            pending=pending,
            by_verdict={kind: by_verdict[kind] for kind in Verdict},
            by_decision={kind: by_decision[kind] for kind in Decision},
        )

    def grow(self, count: int) -> None:
        """``count`` pending rows at the end."""
        stop = self._size + count
        if stop > len(self._data["verdicts"]):
            room = max(stop, 2 * len(self._data["verdicts"]))
            for name, old in self._data.items():
                new = _empty(name, room)
                new[: self._size] = old[: self._size]
                self._data[name] = new
        self._size = stop

    def load(self, here: slice, columns: PairColumns) -> None:
        """Fill the rows of ``here``, which were just grown."""
        for name in (*_SCORES, "decisions", "defect_bits", "reasons"):
            self._data[name][here] = getattr(columns, name)
        self._data["shipped"][here] = columns.reward
        self._data["pending"][here] = [value is None for value in columns.judgements]

    def set_judgement(self, row: int, judgement: Judgement | None, learned: float | None) -> None:
        """What the models say about ``row``; ``learned``: the reward of a learned head, which goes before."""
        data = self._data
        values = dict.fromkeys(_SCORES, np.nan) if judgement is None else _numbers(judgement)
        data["shipped"][row], data["learned"][row] = values["reward"], np.nan
        if learned is not None:
            data["learned"][row] = values["reward"] = learned
        for name, value in values.items():
            data[name][row] = value
        data["pending"][row] = judgement is None
        data["former"][row] = False
        defects = () if judgement is None else judgement.defects
        data["defect_bits"][row] = ranking.defect_bits(defect.kind for defect in defects)
        reason = None if judgement is None else judgement.not_judged
        data["reasons"][row] = 0 if reason is None else REASONS.index(reason) + 1
        self.settle(slice(row, row + 1))

    def set_learned(self, rewards: NDArray[np.float64] | None) -> None:
        """Rewards of a learned head, one a row, NaN where it cannot score; ``None``: the judgements' again."""
        if rewards is not None and rewards.shape != (self._size,):
            raise ValueError(f"{rewards.shape} rewards for {self._size} rows")
        data, here = self._data, slice(0, self._size)
        data["learned"][here] = np.nan if rewards is None else rewards
        shipped, learned = data["shipped"][here], data["learned"][here]
        learned[np.isnan(shipped)] = np.nan  # what was not judged stays not judged
        data["reward"][here] = np.where(np.isnan(learned), shipped, learned)
        self.settle(here)

    def set_decisions(self, rows: NDArray[np.intp] | slice, decision: Decision | list[Decision]) -> None:
        """Raises ``IndexError`` for row numbers that are not there."""
        if not isinstance(rows, slice) and rows.size and not 0 <= rows.min() <= rows.max() < self._size:
            raise IndexError(f"rows outside 0..{self._size - 1}")
        self._data["decisions"][rows] = decision

    def set_audit(self, sampled: NDArray[np.bool_]) -> None:
        """Mark the audit sample among the rows, from the first on."""
        self._data["audit"][: self._size] = False
        self._data["audit"][: sampled.size] = sampled[: self._size]

    def set_former(self, rows: NDArray[np.intp]) -> None:
        """The scores of exactly these rows are of models that do not judge any more."""
        self._data["former"][: self._size] = False
        self._data["former"][rows] = True

    def set_flags(self, row: int, flags: Flag) -> None:
        """What a person flagged; ``settle`` lets approval and verdict follow."""
        self._data["flags"][row] = flags

    def settle(self, here: slice) -> None:
        """Approval and verdicts of these rows, after ``load`` and ``set_flags``."""
        data = self._data
        reward = data["reward"][here]
        mask_wrong = (data["flags"][here] & Flag.MASK_WRONG) != 0
        consistency = np.where(mask_wrong, np.nan, data["consistency"][here])
        data["trusted"][here] = consistency
        data["reward32"][here], data["consistency32"][here] = reward, consistency
        data["approval"][here] = approval(reward, consistency)
        data["verdicts"][here] = verdicts(reward, consistency, self._thresholds)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


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
