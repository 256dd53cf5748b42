"""Metrics against hand-worked cases, scikit-learn where it is there, and properties."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hfpc_desktop.training import metrics

LABELS = st.lists(st.tuples(st.booleans(), st.integers(-4, 4)), min_size=1, max_size=40)


def test_auc_by_hand_with_a_tie() -> None:
    # Pairs (true, false): 0.9>0.1, 0.9>0.5, 0.5>0.1, 0.5=0.5 -> (3 + 0.5) / 4
    assert metrics.auc([1, 0, 1, 0], [0.9, 0.1, 0.5, 0.5]) == 0.875


@settings(deadline=None)
@given(LABELS)
def test_auc_is_the_share_of_pairs_ranked_rightly(rows: list[tuple[bool, int]]) -> None:
    true = [score for label, score in rows if label]
    false = [score for label, score in rows if not label]
    found = metrics.auc([label for label, _ in rows], [score for _, score in rows])
    if not true or not false:
        assert math.isnan(found)
        return
    wins = sum((t > f) + 0.5 * (t == f) for t in true for f in false)
    assert found == pytest.approx(wins / (len(true) * len(false)))


@settings(deadline=None)
@given(LABELS)
def test_turning_scores_round_turns_auc_round(rows: list[tuple[bool, int]]) -> None:
    labels, scores = [label for label, _ in rows], np.array([score for _, score in rows], dtype=float)
    if 0 < sum(labels) < len(labels):
        assert metrics.auc(labels, scores) == pytest.approx(1 - metrics.auc(labels, -scores))
        assert metrics.auc(labels, scores) == pytest.approx(metrics.auc(labels, np.exp(scores)))


@pytest.mark.parametrize("seed", range(20))
def test_same_figures_as_scikit_learn(seed: int) -> None:
    reference = pytest.importorskip("sklearn.metrics", reason="scikit-learn is a development extra")
    rng = np.random.default_rng(seed)
    labels = np.r_[True, False, rng.random(60) < 0.3]
    scores = np.round(rng.normal(0, 1, 62) + labels, 1)
    assert metrics.auc(labels, scores) == pytest.approx(reference.roc_auc_score(labels, scores))
    assert metrics.average_precision(labels, scores) == pytest.approx(
        reference.average_precision_score(labels, scores)
    )


def test_average_precision_by_hand() -> None:
    # Order: true, false, true -> recall steps 1/2 at precision 1, 1/2 at precision 2/3
    assert metrics.average_precision([1, 0, 1], [3, 2, 1]) == pytest.approx(0.5 + 0.5 * 2 / 3)
    assert metrics.average_precision([1, 0, 0, 0], [1, 1, 1, 1]) == 0.25
    assert math.isnan(metrics.average_precision([0, 0], [1, 2]))


def test_threshold_by_hand() -> None:
    found = metrics.at_threshold([1, 0, 1, 0, 1], [0.9, 0.8, 0.6, 0.2, 0.1], 0.6)
    assert (found.accepted, found.wrong) == (3, 1)
    assert found.precision == pytest.approx(2 / 3)
    assert found.recall == pytest.approx(2 / 3)
    assert found.coverage == pytest.approx(0.6)
    nothing = metrics.at_threshold([1, 0], [0.1, 0.2], 0.9)
    assert math.isnan(nothing.precision)
    assert nothing.recall == 0.0


def test_precision_at_recall_takes_the_strictest_threshold_that_reaches_it() -> None:
    labels, scores = [1, 1, 0, 1, 0, 1, 1], [7, 6, 5, 4, 3, 2, 1]
    assert metrics.precision_at_recall(labels, scores, 0.4) == 1.0
    assert metrics.precision_at_recall(labels, scores, 0.6) == 0.75
    assert metrics.precision_at_recall(labels, scores, 1.0) == pytest.approx(5 / 7)


def test_calibration_error_by_hand() -> None:
    # Bin 0.2..0.3: stated 0.25, true 0.5 (2 rows); last bin: stated 1.0, true 1.0 (2 rows)
    assert metrics.calibration_error([1, 0, 1, 1], [0.25, 0.25, 1.0, 1.0]) == pytest.approx(0.125)
    with pytest.raises(ValueError, match=r"0\.\.1"):
        metrics.calibration_error([1, 0], [0.5, 1.5])


def test_pairwise_accuracy_compares_only_within_an_original() -> None:
    labels, scores, groups = [1, 0, 1, 0, 1], [0.9, 0.1, 0.2, 0.8, 0.0], ["a", "a", "b", "b", "c"]
    assert metrics.pairwise_accuracy(labels, scores, groups) == 0.5
    assert metrics.pairs_within(labels, groups) == 2
    assert math.isnan(metrics.pairwise_accuracy([1, 0], [1, 0], ["a", "b"]))


def test_recall_by_name() -> None:
    names = [frozenset({"loss"}), frozenset({"loss", "text_change"}), frozenset()]
    assert metrics.recall_by(names, [True, False, True]) == {"loss": (1, 2), "text_change": (0, 1)}


def test_bootstrap_draws_originals_and_is_seeded() -> None:
    rng = np.random.default_rng(0)
    groups = [f"o{i // 10}" for i in range(200)]
    labels = rng.random(200) < 0.5
    scores = labels + rng.normal(0, 1, 200)

    def figure(rows: np.ndarray) -> float:
        return metrics.auc(labels[rows], scores[rows])

    first = metrics.bootstrap(figure, groups, rounds=200, seed=4)
    assert first == metrics.bootstrap(figure, groups, rounds=200, seed=4)
    assert first.low < first.value < first.high
    seen: list[int] = []
    metrics.bootstrap(lambda rows: seen.append(rows.size) or 0.0, groups, rounds=20, seed=1)
    assert set(seen) == {200}


def test_copies_of_one_pair_do_not_narrow_the_interval() -> None:
    rng = np.random.default_rng(2)
    labels = rng.random(30) < 0.5
    scores = labels + rng.normal(0, 1, 30)
    groups = list(range(30))

    def width(times: int) -> float:
        truth, values = np.repeat(labels, times), np.repeat(scores, times)
        found = metrics.bootstrap(
            lambda rows: metrics.auc(truth[rows], values[rows]), np.repeat(groups, times).tolist(), rounds=300
        )
        return found.high - found.low

    assert width(20) == pytest.approx(width(1), rel=0.05)


def test_one_original_gives_no_interval() -> None:
    found = metrics.bootstrap(lambda rows: float(rows.size), ["a", "a"])
    assert found.value == 2.0
    assert math.isnan(found.low)
    assert math.isnan(found.high)


@pytest.mark.parametrize(
    ("labels", "scores", "text"),
    [
        ([0, 2], [1, 2], "0 or 1"),
        ([0, 1], [1], "2 labels but 1"),
        ([0, 1], [1, float("nan")], "finite"),
    ],
)
def test_bad_input_is_refused(labels: list[int], scores: list[float], text: str) -> None:
    for function in (metrics.auc, metrics.average_precision, metrics.calibration_error):
        with pytest.raises(ValueError, match=text):
            function(labels, scores)
    with pytest.raises(ValueError, match="originals"):
        metrics.pairwise_accuracy([0, 1], [0, 1], ["a"])


def test_thresholds_from_a_wanted_recall_or_share_of_alarms() -> None:
    labels = [1, 1, 1, 1, 0, 0]
    scores = [0.9, 0.8, 0.7, 0.2, 0.75, 0.1]
    assert metrics.threshold_at_recall(labels, scores, 0.5) == 0.8
    assert metrics.threshold_at_recall(labels, scores, 0.51) == 0.7
    assert metrics.threshold_at_false_alarms(labels, scores, 0.0) == 0.2
    assert metrics.threshold_at_false_alarms(labels, scores, 0.25) == 0.7
    assert metrics.recall_at_precision(labels, scores, 1.0) == (0.5, 0.8)
    assert metrics.recall_at_precision(labels, scores, 0.8) == (1.0, 0.2)
    assert metrics.recall_at_precision([0, 1], [0.9, 0.1], 0.9)[0] == 0.0
    assert math.isnan(metrics.threshold_at_recall([0], [0.5], 0.5))


def test_curves_begin_and_end_where_they_must() -> None:
    labels, scores = [1, 0, 1, 0], [0.9, 0.5, 0.5, 0.1]
    points = metrics.roc_points(labels, scores)
    assert points[0] == (0.0, 0.0) and points[-1] == (1.0, 1.0)
    area = sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in itertools.pairwise(points))
    assert area == pytest.approx(metrics.auc(labels, scores))
    assert metrics.precision_points(labels, scores) == ((0.5, 1.0), (1.0, pytest.approx(2 / 3)), (1.0, 0.5))
    assert metrics.roc_points([1, 1], [0.1, 0.2]) == ()


def test_reliability_bins_add_up_to_the_calibration_error() -> None:
    labels, stated = [1, 0, 1, 1, 0], [0.95, 0.9, 0.45, 0.31, 0.02]
    bins = metrics.reliability(labels, stated)
    gap = sum(abs(b.stated - b.observed) * b.count for b in bins) / len(labels)
    assert gap == pytest.approx(metrics.calibration_error(labels, stated))
    assert sum(b.count for b in bins) == len(labels)
