"""Learning from decisions, joined: project -> decided pairs -> head -> new rewards. No Qt.

The store's methods run on its thread; everything else here is pure and runs wherever it is called.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from hfpc_desktop.domain import audit, measures
from hfpc_desktop.training.learning import Learned, Refusal, Refused, learn, refusal
from hfpc_desktop.training.taste_fit import LabelledPairs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from hfpc_desktop.domain.judgement import Judgement
    from hfpc_desktop.judging.learned_head import LearnedHead
    from hfpc_desktop.review.learning_store import DecidedRows, LearningStore
    from hfpc_desktop.review.table import ReviewTable


@dataclass(frozen=True, slots=True)
class Ready:
    """What could be learned from now. ``usable`` decisions of which ``approved``, over ``originals``; not usable:
    ``bulk`` decided together, ``without_measures`` judged by an older version or measured in numbers that are none, ``without_score`` not judged;
    ``held_out`` kept away from learning for the certificate."""

    approved: int = 0
    rejected: int = 0
    originals: int = 0
    held_out: int = 0
    bulk: int = 0
    without_measures: int = 0
    without_score: int = 0
    refused: Refused | None = None

    @property
    def usable(self) -> int:
        return self.approved + self.rejected


def ready(rows: Sequence[DecidedRows]) -> Ready:
    """Count what ``learn_from`` would use of these projects."""
    pairs, _ = labelled(rows)
    bulk = sum(int(part.bulk.sum()) for part in rows)
    everything = sum(len(part.ids) for part in rows)
    refused = Refused(Refusal.TOO_FEW, 0, 40) if pairs is None else refusal(pairs.approved, pairs.originals)
    return Ready(
        approved=0 if pairs is None else int(pairs.approved.sum()),
        rejected=0 if pairs is None else int((~pairs.approved).sum()),
        originals=0 if pairs is None else np.unique(pairs.originals).size,
        held_out=everything - bulk - (0 if pairs is None else len(pairs)),
        bulk=bulk,
        without_measures=sum(part.without_measures for part in rows),
        without_score=sum(part.without_score for part in rows),
        refused=refused,
    )


def labelled(rows: Sequence[DecidedRows]) -> tuple[LabelledPairs | None, float]:
    """What may be learned from, and the share of positions that is held out. Projects whose measures have
    another layout than the largest project's are left out (``ready`` counts them as nothing)."""
    known = [part for part in rows if part.measures is not None and len(part.ids)]
    if not known:
        return None, audit.AUDIT_SHARE
    main = max(known, key=lambda part: len(part.ids)).measures
    assert main is not None
    same = [part for part in known if part.measures is not None and part.measures.layout == main.layout]
    share = audit.held_out_share(sum(int((~part.bulk).sum()) for part in same))
    parts = [_labelled(part, share) for part in same]
    joined = LabelledPairs(
        originals=np.concatenate([part.originals for part in parts]),
        base_reward=np.concatenate([part.base_reward for part in parts]),
        consistency=np.concatenate([part.consistency for part in parts]),
        approved=np.concatenate([part.approved for part in parts]),
        measures=measures.join_many([part.measures for part in parts]),
        random=np.concatenate([part.random for part in parts]),
    )
    return (joined if len(joined) else None), share


def _labelled(rows: DecidedRows, share: float) -> LabelledPairs:
    assert rows.measures is not None
    keep = ~rows.bulk & ~(rows.positions < share)
    return LabelledPairs(
        rows.originals[keep],
        rows.reward[keep],
        rows.consistency[keep],
        rows.approved[keep],
        rows.measures.take(keep),
        rows.random[keep],
    )


def learn_from(
    rows: Sequence[DecidedRows], incumbent: LearnedHead | None, *, seed: int = 0
) -> Learned | Refused:
    """Fit and compare. Seconds at most; any thread."""
    pairs, share = labelled(rows)
    if pairs is None:
        return Refused(Refusal.TOO_FEW, 0, 40)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return learn(pairs, held_out=share, incumbent=incumbent, seed=seed, made=made)


def rescorer(head: LearnedHead) -> Callable[[Judgement], float | None]:
    """The learned reward of a fresh judgement; ``None`` where the head cannot score it."""

    def rescore(judgement: Judgement) -> float | None:
        if judgement.reward is None or not judgement.features:
            return None
        text, row = measures.split(judgement.features)
        layout = measures.parse_layout(text)
        if not head.fits(layout) or not measures.whole(layout, row):
            return None
        return float(head.reward(np.array([judgement.reward]), measures.join(layout, [row]))[0])

    return rescore


def learned_rewards(store: LearningStore, head: LearnedHead) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Rewards of all pairs that the head can score: ids and values. On the store's thread."""
    ids, rewards = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for some, base, rows in store.scored(head.layout):
        ids.append(some)
        rewards.append(head.reward(base, rows))
    return np.concatenate(ids), np.concatenate(rewards)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a pair's reward is not the shipped one. ``shipped``, ``learned`` 0..1; ``parts`` (name, points of the
    reward), largest first, see ``LearnedHead.changes``: they sum to ``learned - shipped``. ``decisions``: how many
    the head was learned from, ``since``: pairs of this project decided after that. ``name``: the image's."""

    row: int
    name: str
    shipped: float
    learned: float
    parts: tuple[tuple[str, float], ...]
    version: int
    made: str
    decisions: int
    since: int


def explain(store: LearningStore, head: LearnedHead, pair: int, row: int, name: str) -> Explanation | None:
    """``None`` when the pair has no measures that the head can score. On the store's thread."""
    found = store.measures_of(pair)
    if found is None or not head.fits(found[1].layout):
        return None
    base, rows = found
    facts = head.facts
    return Explanation(
        row,
        name,
        base,
        float(head.reward(np.array([base]), rows)[0]),
        head.changes(base, rows),
        head.version,
        facts.made,
        facts.approved + facts.rejected,
        store.decided_since(facts.made),
    )


def let_score(
    table: ReviewTable, head: LearnedHead, scored: tuple[NDArray[np.int64], NDArray[np.float64]]
) -> None:
    """Give the table the head's rewards (``learned_rewards``) and let it score what is judged later. On the
    table's thread."""
    ids, values = scored
    order = np.argsort(table.pair_ids, kind="stable")
    place = np.searchsorted(table.pair_ids, ids, sorter=order)
    rewards = np.full(len(table), np.nan)
    known = place < len(table)
    rows = order[place[known]]
    same = table.pair_ids[rows] == ids[known]
    rewards[rows[same]] = values[known][same]
    table.set_learned(rewards, rescorer(head), head.head_id)
