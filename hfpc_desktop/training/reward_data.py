"""What a reward training learns from: labelled pairs by original, the split, balance and order of an epoch.

Numpy only. Everything random is a pure function of the seed and the epoch: a training that goes on after
a kill sees exactly the batches that it would have seen, without any saved sampler.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.images.hash import content_hash
from hfpc_desktop.training.metrics import group_rows
from hfpc_desktop.training.reward_config import TrainingError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from hfpc_desktop.training.labels import LabelledPair
    from hfpc_desktop.training.reward_config import RewardConfig

_SPLIT, _EPOCH, _MEANS = 1, 2, 3
"""Streams of random numbers, so that no draw depends on how many another one took."""
_NAMED = 5
"""Names in an error about missing files."""


@dataclass(frozen=True, slots=True, eq=False)
class RewardData:
    """Labelled pairs as columns. ``original``: int N, index into ``originals``; ``good``: bool N, true = pass.

    ``originals`` are different pictures: files with the same bytes count as one original, so that no
    split can put a picture on both sides.
    """

    originals: tuple[Path, ...]
    generated: tuple[Path, ...]
    original: NDArray[np.intp]
    good: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.generated)

    def rows_of(self, originals: NDArray[np.intp]) -> NDArray[np.intp]:
        """Rows of these originals, in row order."""
        return np.flatnonzero(np.isin(self.original, originals))

    def comparisons(self, rows: NDArray[np.intp]) -> int:
        """How many (pass, fail) pairs of one original ``rows`` hold."""
        good = np.bincount(self.original[rows], weights=self.good[rows], minlength=len(self.originals))
        every = np.bincount(self.original[rows], minlength=len(self.originals))
        return int((good * (every - good)).sum())


def collect(pairs: Sequence[LabelledPair]) -> RewardData:
    """Pairs with a label: the one of the whole pair (HFPC-44k), else the background's.

    Reads every original once (its hash). ``TrainingError``: no label, a single class, files that are missing.
    """
    used = [(pair, label) for pair in pairs if (label := _label(pair)) is not None]
    if not used:
        raise TrainingError("The lists hold no pair with a label for the pair or for its background.")
    good = np.array([label for _, label in used], dtype=np.bool_)
    if good.all() or not good.any():
        word = "passes" if good.all() else "fails"
        raise TrainingError(
            f"Every labelled pair {word}: with a single class there is nothing to learn. "
            "If the labels mean the opposite, say so with --passing."
        )
    refuse_missing([pair for pair, _ in used])
    index, originals = _originals([pair.original for pair, _ in used])
    return RewardData(originals, tuple(pair.generated for pair, _ in used), index, good)


def _label(pair: LabelledPair) -> bool | None:
    return pair.approved if pair.approved is not None else pair.background_good


def refuse_missing(pairs: Sequence[LabelledPair]) -> None:
    """``TrainingError`` names the first pictures of ``pairs`` that are not on this machine."""
    paths = dict.fromkeys(path for pair in pairs for path in (pair.original, pair.generated))
    missing = [path for path in paths if not path.is_file()]
    if missing:
        names = ", ".join(str(path) for path in missing[:_NAMED])
        more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        raise TrainingError(f"{len(missing)} of {len(paths)} pictures are missing: {names}{more}.")


def _originals(paths: Sequence[Path]) -> tuple[NDArray[np.intp], tuple[Path, ...]]:
    by_path: dict[Path, str] = {}
    for path in paths:
        if path not in by_path:
            by_path[path] = content_hash(path)
    numbers: dict[str, int] = {}
    first: list[Path] = []
    for path, key in by_path.items():
        if key not in numbers:
            numbers[key] = len(first)
            first.append(path)
    return np.array([numbers[by_path[path]] for path in paths], dtype=np.intp), tuple(first)


# ------------------------------------------------------------------------------------------ split
def split(data: RewardData, share: float, seed: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Train and validation rows: whole originals, drawn within those with both labels, only passes, only fails.

    ``TrainingError`` when either side would lack a class or training would have nothing to compare.
    """
    rng = np.random.default_rng([seed, _SPLIT])
    count = len(data.originals)
    every = np.bincount(data.original, minlength=count)
    passes = np.bincount(data.original, weights=data.good, minlength=count)
    kind = np.where(passes == 0, 0, np.where(passes == every, 1, 2))
    valid = [
        rng.permutation(members)[: _held_out(len(members), share, at_least=int(value == 2))]
        for value in (2, 1, 0)
        if len(members := np.flatnonzero(kind == value))
    ]
    held = np.concatenate(valid)
    valid_rows = data.rows_of(held)
    train_rows = data.rows_of(np.setdiff1d(np.arange(count), held))
    _check_split(data, train_rows, valid_rows)
    return train_rows, valid_rows


def _held_out(count: int, share: float, *, at_least: int) -> int:
    """How many of ``count`` originals validate; never all of them."""
    return min(max(at_least, round(count * share)), count - 1)


def _check_split(data: RewardData, train: NDArray[np.intp], valid: NDArray[np.intp]) -> None:
    for name, rows in (("training", train), ("validation", valid)):
        if rows.size == 0 or data.good[rows].all() or not data.good[rows].any():
            raise TrainingError(
                f"The {name} part would hold a single class: {len(data.originals)} originals in all, and too few of them with a pass or with a fail. "
                "Add originals, raise --valid-share, or validate on a list of its own with --valid."
            )
    if data.comparisons(train) == 0:
        raise TrainingError(
            "No original of the training part has both a pass and a fail: nothing to compare."
        )


def joined(train: RewardData, valid: RewardData) -> tuple[RewardData, NDArray[np.intp], NDArray[np.intp]]:
    """Two lists as one, with the rows of either. ``TrainingError`` when they share an original."""
    hashes = {content_hash(path): path for path in train.originals}
    for path in valid.originals:
        if (twin := hashes.get(content_hash(path))) is not None:
            raise TrainingError(
                f"{path} validates but is also trained on ({twin}): the lists must not overlap."
            )
    data = RewardData(
        train.originals + valid.originals,
        train.generated + valid.generated,
        np.concatenate([train.original, valid.original + len(train.originals)]),
        np.concatenate([train.good, valid.good]),
    )
    rows = np.arange(len(data), dtype=np.intp)
    first, second = rows[: len(train)], rows[len(train) :]
    _check_split(data, first, second)
    return data, first, second


# ------------------------------------------------------------------------------------------ epochs
@dataclass(frozen=True, slots=True)
class Visit:
    """One original with the generated images (rows) that are compared with each other in this batch."""

    original: int
    rows: tuple[int, ...]
    flip: bool


Batch = tuple[Visit, ...]


def epoch_plan(
    data: RewardData,
    rows: NDArray[np.intp],
    config: RewardConfig,
    epoch: int,
    clusters: NDArray[np.intp] | None,
) -> list[Batch]:
    """The batches of one epoch, a pure function of its arguments.

    As many visits as there are originals. ``clusters`` (int per original) balances them: every cluster gets
    the same number of visits, up to rounding, so that a large category does not drown a small one.
    """
    rng = np.random.default_rng([config.seed, _EPOCH, epoch])
    members = {int(data.original[part[0]]): part for part in _by_original(data, rows)}
    originals = np.array(sorted(members), dtype=np.intp)
    counts = _visits(originals, clusters, rng)
    order = rng.permutation(np.repeat(originals, counts))
    visits = []
    for original in order:
        chosen = _capped(members[int(original)], data.good, config.cap, rng)
        visits.append(
            Visit(int(original), tuple(int(row) for row in chosen), config.flip and bool(rng.integers(2)))
        )
    return packed(visits, config.batch)


def _by_original(data: RewardData, rows: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    return [rows[part] for part in group_rows(data.original[rows].tolist(), rows.size)]


def _visits(
    originals: NDArray[np.intp], clusters: NDArray[np.intp] | None, rng: np.random.Generator
) -> NDArray[np.intp]:
    """Systematic draw: each count is its expectation rounded down or up, the total is ``originals.size``."""
    if clusters is None:
        return np.ones(originals.size, dtype=np.intp)
    _, inverse, size = np.unique(clusters[originals], return_inverse=True, return_counts=True)
    expected = originals.size / (size.size * size[inverse])
    shuffled = rng.permutation(originals.size)
    steps = np.floor(np.r_[0.0, np.cumsum(expected[shuffled])] + rng.random()).astype(np.intp)
    counts = np.zeros(originals.size, dtype=np.intp)
    counts[shuffled] = np.diff(steps)
    return counts


def _capped(
    members: NDArray[np.intp], good: NDArray[np.bool_], cap: int, rng: np.random.Generator
) -> NDArray[np.intp]:
    """At most ``cap`` rows in their own proportion of labels, but both labels where there are both."""
    members = rng.permutation(members)
    if members.size <= cap:
        return members
    passes, fails = members[good[members]], members[~good[members]]
    wanted = round(cap * passes.size / members.size)
    wanted = min(max(wanted, min(1, passes.size), cap - fails.size), cap - min(1, fails.size), passes.size)
    return np.concatenate([passes[:wanted], fails[: cap - wanted]])


def packed(visits: Sequence[Visit], size: int) -> list[Batch]:
    """Visits in their order as batches of at most ``size`` generated images; a visit is never split."""
    batches: list[Batch] = []
    current: list[Visit] = []
    held = 0
    for visit in visits:
        if current and held + len(visit.rows) > size:
            batches.append(tuple(current))
            current, held = [], 0
        current.append(visit)
        held += len(visit.rows)
    if current:
        batches.append(tuple(current))
    return batches


# ---------------------------------------------------------------------------------------- clusters
def k_means(features: NDArray[Any], k: int, seed: int, *, rounds: int = 50) -> NDArray[np.intp]:
    """Cluster number of every row of ``features`` (N x D, finite): k-means++ start, Lloyd's steps.

    Deterministic. At most ``k`` clusters (fewer rows, fewer clusters).
    """
    points = np.asarray(features, dtype=np.float64)
    if not np.isfinite(points).all():
        raise TrainingError(
            "The features for balancing are not finite numbers: the starting weights are broken."
        )
    rng = np.random.default_rng([seed, _MEANS])
    centres = points[[int(rng.integers(len(points)))]]
    while len(centres) < min(k, len(points)):
        nearest = _squared(points, centres).min(axis=1)
        if nearest.sum() <= 0:
            break  # fewer different points than clusters
        centres = np.vstack([centres, points[rng.choice(len(points), p=nearest / nearest.sum())]])
    label = np.zeros(len(points), dtype=np.intp)
    for _ in range(rounds):
        found = _squared(points, centres).argmin(axis=1)
        if (found == label).all() and _ > 0:
            break
        label = found
        for number in np.unique(label):
            centres[number] = points[label == number].mean(axis=0)
    return label


def _squared(points: NDArray[np.float64], centres: NDArray[np.float64]) -> NDArray[np.float64]:
    """Squared distances, N x K, >= 0."""
    distance = (points**2).sum(axis=1)[:, None] - 2 * points @ centres.T + (centres**2).sum(axis=1)[None, :]
    return np.asarray(np.maximum(distance, 0.0), dtype=np.float64)
