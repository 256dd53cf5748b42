"""The starter reward on kinds of product that it did not see: seven fits, each judging only what it was kept from.

    python packaging/measure_unseen_kinds.py --data RENDERS --masks FOUND --test TEST_RENDERS --test-masks FOUND \\
        --features efficientnet-lite2-features.onnx [--places DIR]

RENDERS are fitted on (as by ``fit_reward.py``), TEST_RENDERS only measured: other seeds. ``FOUND`` folders are written by
``find_masks.py``. Needs the development extras.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fit_reward
import numpy as np
from reward_samples import Sample, measure, measure_places

from hfpc_desktop.judging.reward_head import RewardHead, load_head, parse_head, softplus
from hfpc_desktop.training import metrics

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDS = 7
APPROVE = 0.60


def reward(head: RewardHead, sample: Sample) -> tuple[float, frozenset[str]]:
    """Reward 0..1 and the kinds that are named, as the judge would say."""
    amounts = dict(sample.checks)
    for probe in head.probes:
        value = fit_reward.logit(probe, sample)
        if value is not None:
            amounts[probe.name] = softplus(value)
    named = {str(k.kind) for k in head.kinds if k.severity(k.risk(amounts)) is not None}
    return head.calibrated(head.raw(amounts)), frozenset(named)


def unseen(
    samples: list[Sample], test: list[Sample], inner: int
) -> tuple[NDArray[np.float64], list[frozenset[str]]]:
    """Rewards of ``test``, each by a head that saw no product of its kind; also what it named."""
    kinds = sorted({sample.group for sample in test})
    place = {
        kind: int(fold) % FOLDS
        for kind, fold in zip(kinds, np.random.default_rng(5).permutation(len(kinds)), strict=True)
    }
    rewards, named = np.zeros(len(test)), [frozenset[str]()] * len(test)
    for fold in range(FOLDS):
        rest = [sample for sample in samples if place.get(sample.group) != fold]
        with contextlib.redirect_stdout(io.StringIO()):
            head = parse_head(fit_reward.fit(rest, inner))
        for i, sample in enumerate(test):
            if place[sample.group] == fold:
                rewards[i], named[i] = reward(head, sample)
        print(f"fold {fold}: fitted on {len(rest)} samples", flush=True)
    return rewards, named


def report(test: list[Sample], rewards: NDArray[np.float64], named: list[frozenset[str]]) -> None:
    good = np.array([not sample.bad for sample in test])
    originals = [sample.name.rsplit("_", 1)[0] for sample in test]
    low, high = _interval(good, rewards, originals)
    print(
        f"{len(test)} pairs, {good.sum()} good. AUC {metrics.auc(good, rewards):.3f} ({low:.3f} .. {high:.3f})"
    )
    limit = np.sort(rewards[good])[::-1][int(np.ceil(0.6 * good.sum())) - 1]
    print(f"precision at recall 0.6: {good[rewards >= limit].mean():.3f}")
    over = rewards >= APPROVE
    print(
        f"from {APPROVE}: precision {good[over].mean():.3f}, recall {over[good].mean():.3f}, coverage {over.mean():.3f}"
    )
    print(f"pairwise within an original {metrics.pairwise_accuracy(good, rewards, originals):.3f}")
    print(f"calibration error {metrics.calibration_error(good, rewards):.3f}")
    for kind in sorted({kind for sample in test for kind in sample.kinds}):
        hit = np.array([kind in sample.kinds for sample in test])
        rows = hit | good
        told = sum(kind in named[i] for i in np.flatnonzero(hit))
        stopped = int((rewards[hit] < APPROVE).sum())
        print(
            f"{kind:18} {hit.sum():3} AUC {metrics.auc(~hit[rows], rewards[rows]):.2f} stopped {stopped} named {told}"
        )


def _interval(
    good: NDArray[np.bool_], rewards: NDArray[np.float64], originals: list[str]
) -> tuple[float, float]:
    """95 % percentile bootstrap over originals."""
    _, group = np.unique(originals, return_inverse=True)
    rng, count, found = np.random.default_rng(0), int(group.max()) + 1, []
    for _ in range(1_000):
        rows = np.concatenate([np.flatnonzero(group == one) for one in rng.integers(0, count, count)])
        found.append(metrics.auc(good[rows], rewards[rows]))
    low, high = np.nanquantile(found, [0.025, 0.975])
    return float(low), float(high)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name in ("data", "masks", "test", "test-masks", "features"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--places", type=Path)
    parser.add_argument("--head", type=Path, help="also measure this head.json as it is")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--inner", type=int, default=7, help="inner folds of every fit")
    args: Any = parser.parse_args()
    samples = measure(args.data, args.features, args.rounds, args.workers, args.masks)
    if args.places is not None:
        samples += measure_places(args.places, args.features, args.workers)
    test = measure(args.test, args.features, -1, args.workers, args.test_masks)
    if args.head is not None:
        found = [reward(load_head(args.head), sample) for sample in test]
        print("that head:")
        report(test, np.array([value for value, _ in found]), [kinds for _, kinds in found])
    report(test, *unseen(samples, test, args.inner))


if __name__ == "__main__":
    main()
