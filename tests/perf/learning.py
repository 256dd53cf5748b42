"""Learning from decisions: the refit that a person waits for, and the new rewards in the table."""

from __future__ import annotations

import time

import numpy as np

from hfpc_desktop.domain.measures import Layout, Measures
from hfpc_desktop.judging.features import LOCAL_WIDTH
from hfpc_desktop.review.table import ReviewTable
from hfpc_desktop.runtime.learning import let_score
from hfpc_desktop.training.learning import Learned, learn
from hfpc_desktop.training.taste_fit import LabelledPairs
from tests.perf.figures import Figure, best_ms
from tests.ui.samples import many

NAMES = tuple(f"measure_{number:02d}" for number in range(22))
"""As many as the starter reward measures."""


def decided(count: int, seed: int = 0) -> LabelledPairs:
    """``count`` decisions, ten an original, of a team that judges by what it sees."""
    rng = np.random.default_rng(seed)
    look = rng.normal(size=(count, 24))
    deep = look @ rng.normal(size=(24, LOCAL_WIDTH)) / 5 + 0.1 * rng.normal(size=(count, LOCAL_WIDTH))
    amounts = np.abs(rng.normal(size=(count, len(NAMES))))
    liked = look @ rng.normal(size=24) - amounts[:, 0]
    return LabelledPairs(
        originals=np.array([f"original-{number // 10}" for number in range(count)]),
        base_reward=rng.random(count),
        consistency=rng.random(count) * 0.3 + 0.7,
        approved=liked > np.quantile(liked, 0.8),
        measures=Measures(Layout(NAMES, "perf", LOCAL_WIDTH), amounts, deep.astype(np.float32)),
        random=np.ones(count, dtype=bool),
    )


def measure(decisions: int, rows: int, runs: int = 3) -> list[Figure]:
    """Fit, calibrate and compare on ``decisions``; give ``rows`` pairs their rewards."""
    pairs = decided(decisions)
    found = learn(pairs, held_out=0.5)
    assert isinstance(found, Learned)
    used = time.process_time()
    learn(pairs, held_out=0.5)
    used = time.process_time() - used
    fit = best_ms(lambda: learn(pairs, held_out=0.5), runs) / 1e3
    table = ReviewTable()
    table.append(many(rows))
    scored = (table.pair_ids.copy(), np.random.default_rng(1).random(rows))
    update = best_ms(lambda: let_score(table, found.head, scored), runs)
    return [
        Figure("learning", f"refit on {decisions:,} decisions", fit, "s", 2.0, note=f"{used:.2f} s of CPU"),
        Figure("learning", f"new rewards, ranks and verdicts of {rows:,} rows", update, "ms", 200.0),
    ]
