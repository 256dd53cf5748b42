"""Rules of finding the way: groups, the best of each, disagreements, picked rows, saved filters, pace."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfpc_desktop.domain import pace, ranking
from hfpc_desktop.domain.judgement import DefectKind
from hfpc_desktop.domain.ranking import RowFilter, RowSet
from hfpc_desktop.domain.saved_filters import SavedFilters
from hfpc_desktop.domain.verdict import Decision, Verdict

NAN = float("nan")
grouped = st.lists(st.tuples(st.integers(0, 4), st.sampled_from([0.1, 0.2, 0.5, 0.9, NAN])), max_size=40)


@given(grouped, st.integers(1, 3))
def test_the_best_of_each_is_what_sorting_every_group_gives(rows, count) -> None:
    groups = np.array([group for group, _ in rows], dtype=np.int32)
    scores = np.array([score for _, score in rows], dtype=np.float32)
    expected = []
    for group in set(groups.tolist()):
        members = [i for i, (own, _) in enumerate(rows) if own == group]
        members.sort(key=lambda i: (rows[i][1] != rows[i][1], -rows[i][1]))
        expected += members[:count]
    assert ranking.best_of_each(groups, scores, count).tolist() == sorted(expected)


@given(st.permutations(range(12)), st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_a_grouped_order_keeps_first_rows_and_the_order_inside(order, of) -> None:
    groups = np.array(of, dtype=np.int32)
    out = ranking.group_order(np.array(order), groups).tolist()
    first_seen = list(dict.fromkeys(of[row] for row in order))
    assert out == [row for group in first_seen for row in order if of[row] == group]
    starts = ranking.group_starts(np.array(out), groups).tolist()
    assert [of[out[start]] for start in starts] == first_seen


def test_an_empty_order_has_no_groups() -> None:
    nothing = np.zeros(0, dtype=np.intp)
    assert ranking.group_order(nothing, np.zeros(0, np.int32)).size == 0
    assert ranking.group_starts(nothing, np.zeros(0, np.int32)).size == 0


def test_only_a_clear_verdict_can_be_contradicted() -> None:
    for verdict in Verdict:
        for decision in Decision:
            found = ranking.disagree(np.array([verdict], np.uint8), np.array([decision], np.uint8))[0]
            assert found == (
                (verdict, decision)
                in {(Verdict.APPROVE, Decision.REJECTED), (Verdict.REJECT, Decision.APPROVED)}
            )


@given(st.sets(st.integers(0, 70)), st.integers(0, 80))
def test_a_set_of_rows_is_a_value(rows, size) -> None:
    one, two = (RowSet.of(np.array(sorted(rows, reverse=way), dtype=np.intp)) for way in (True, False))
    assert one == two
    assert hash(one) == hash(two)
    assert one.count == len(rows)
    assert np.flatnonzero(one.mask(size)).tolist() == sorted(row for row in rows if row < size)


EVERYTHING = RowFilter(
    verdicts=frozenset({Verdict.APPROVE, Verdict.NOT_JUDGED}),
    decisions=frozenset({Decision.UNDECIDED}),
    defects=frozenset({DefectKind.LOSS, DefectKind.EDGE_HALO}),
    text="chair 图",
    reward=(0.25, 0.75),
    consistency=(0.0, 0.5),
    approval=(0.5, 1.0),
    disagreements=True,
    audit=True,
    best_of=3,
)


def test_saved_filters_come_back_from_their_text() -> None:
    saved = SavedFilters().with_filter(" Best of chairs ", EVERYTHING).with_filter("All", RowFilter())
    again = SavedFilters.from_text(saved.to_text())
    assert again == saved
    assert again.names == ("Best of chairs", "All")
    assert again.get("Best of chairs") == EVERYTHING
    assert again.name_of(EVERYTHING) == "Best of chairs"


def test_rows_of_one_project_are_not_saved() -> None:
    flt = RowFilter(disagreements=True, picked=RowSet.of(np.array([3])))
    assert SavedFilters().with_filter("x", flt).get("x") == RowFilter(disagreements=True)


def test_names_of_saved_filters_are_unique() -> None:
    saved = SavedFilters().with_filter("a", RowFilter(best_of=1)).with_filter("b", RowFilter(best_of=2))
    assert saved.with_filter("a", RowFilter(best_of=5)).names == ("a", "b")
    assert saved.with_filter("a", RowFilter(best_of=5)).get("a") == RowFilter(best_of=5)
    assert saved.with_filter("  ", RowFilter()) == saved
    assert saved.renamed("a", "c").names == ("c", "b")
    assert saved.renamed("a", "b") == saved.renamed("a", " ") == saved
    assert saved.without("a").names == ("b",)


@pytest.mark.parametrize(
    "text", ["", "{", "7", '{"name": 1}', '[{"nam": 1}, 3, {"name": "x", "defects": ["?"]}]']
)
def test_settings_that_cannot_be_read_are_left_out(text) -> None:
    assert len(SavedFilters.from_text(text)) == 0


def test_what_a_newer_version_saved_does_not_hide_the_rest() -> None:
    text = '[{"name": "new", "verdicts": ["sublime"]}, {"name": "old", "best_of": 2}]'
    assert SavedFilters.from_text(text).names == ("old",)


def test_the_pace_is_the_median_of_recent_gaps() -> None:
    times = [0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 50.0]  # one pair took long
    assert pace.seconds_per_pair([(time, 1) for time in times]) == 2.0
    assert pace.seconds_left(30, [(time, 1) for time in times]) == 60.0


def test_breaks_do_not_slow_the_pace_and_too_few_say_nothing() -> None:
    rested = [0.0, 2.0, 4.0, 4000.0, 4002.0, 4004.0, 4006.0]
    assert pace.seconds_per_pair([(time, 1) for time in rested]) == 2.0
    assert pace.seconds_per_pair([(time, 1) for time in rested[:5]]) is None
    assert pace.seconds_left(9, []) is None


def test_many_pairs_at_once_share_their_time() -> None:
    assert pace.seconds_per_pair([(20.0 * i, 10) for i in range(8)]) == 2.0


def test_only_the_recent_decisions_count() -> None:
    slow = [(60.0 * i, 1) for i in range(40)]
    fast = [(slow[-1][0] + 1.0 * i, 1) for i in range(1, pace.RECENT + 2)]
    assert pace.seconds_per_pair(slow + fast) == 1.0
