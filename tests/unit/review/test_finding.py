"""Orders by several keys, groups of an original, and jumps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hfpc_desktop.domain.judgement import Judgement
from hfpc_desktop.domain.ranking import RowFilter, RowSet
from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.columns import PairRow
from hfpc_desktop.review.finding import find_row, step_original, step_variant, variant_places
from hfpc_desktop.review.table import Column, ReviewTable

ROWS = (("chair", 1, 0.9, 0.9), ("lamp", 1, 0.8, 0.9), ("chair", 2, 0.9, 0.2), ("lamp", 2, 0.3, 0.4), ("chair", 10, None, None), ("vase", 1, 0.8, 0.5))  # fmt: skip


@pytest.fixture
def table() -> ReviewTable:
    out = ReviewTable()
    out.append(
        [
            PairRow(
                i,
                Path(f"/o/{name}.png"),
                Path(f"/g/{name}_{number:02d}.png"),
                Judgement(reward=reward, consistency=consistency),
            )
            for i, (name, number, reward, consistency) in enumerate(ROWS)
        ]
    )
    return out


def test_several_keys_decide_one_after_the_other_and_missing_stays_last(table) -> None:
    keys = [(Column.REWARD, True), (Column.CONSISTENCY, False)]
    assert table.order_by(keys).tolist() == [2, 0, 5, 1, 3, 4]
    assert table.order_by([(Column.REWARD, True), (Column.CONSISTENCY, True)]).tolist() == [0, 2, 1, 5, 3, 4]
    assert table.order_by([]).tolist() == [0, 1, 2, 3, 4, 5]


def test_grouped_rows_of_one_original_stay_side_by_side(table) -> None:
    assert table.order_by([(Column.APPROVAL, True)], grouped=True).tolist() == [0, 2, 4, 1, 3, 5]


def test_groups_follow_rows_that_are_appended(table) -> None:
    assert table.groups.tolist() == [0, 1, 0, 1, 0, 2]
    table.append(
        [
            PairRow(9, Path("/o/vase.png"), Path("/g/vase_2.png")),
            PairRow(10, Path("/o/new.png"), Path("/g/n.png")),
        ]
    )
    assert table.groups.tolist() == [0, 1, 0, 1, 0, 2, 2, 3]


def test_best_of_each_is_taken_after_the_other_conditions(table) -> None:
    assert table.select(RowFilter(best_of=1)).tolist() == [0, 1, 5]
    table.set_decision([0], Decision.APPROVED)
    undecided = RowFilter(decisions=frozenset({Decision.UNDECIDED}), best_of=1)
    assert table.select(undecided).tolist() == [1, 2, 5]


def test_an_original_without_scores_stays_in_sight(table) -> None:
    assert table.select(RowFilter(text="chair_10", best_of=1)).tolist() == [4]


def test_picked_rows_disagreements_and_the_audit_sample(table) -> None:
    assert table.select(RowFilter(picked=RowSet.of(np.array([5, 1])))).tolist() == [1, 5]
    table.set_decision([0, 3], Decision.REJECTED)
    table.set_decision([2], Decision.APPROVED)
    assert table.select(RowFilter(disagreements=True)).tolist() == [0, 2]
    assert table.select(RowFilter(audit=True)).tolist() == []
    table.set_audit(np.array([False, True, True]))
    assert table.select(RowFilter(audit=True)).tolist() == [1, 2]


def test_a_jump_by_number_counts_from_one_and_stays_inside(table) -> None:
    order = np.array([3, 1, 0])
    assert [find_row(table, order, text, 0).position for text in ("1", "3", "0", "99", " 2 ")] == [
        0,
        2,
        0,
        2,
        1,
    ]
    assert find_row(table, order, "", 0) is None
    assert find_row(table, np.zeros(0, np.intp), "1", 0) is None


def test_a_jump_by_name_goes_on_to_the_next_match_and_wraps(table) -> None:
    order = np.arange(6)
    found = [find_row(table, order, "CHAIR", after) for after in (-1, 0, 2, 4)]
    assert [jump.position for jump in found] == [0, 2, 4, 0]
    assert {jump.matches for jump in found} == {3}
    assert find_row(table, order, "sofa", 0) is None


def test_names_that_begin_with_the_text_go_first(table) -> None:
    table.append([PairRow(20, Path("/o/armchair.png"), Path("/g/armchair_1.png"))])
    assert find_row(table, np.array([6, 0]), "chair", -1).position == 1
    assert find_row(table, np.array([6, 1]), "chair", -1).position == 0


def test_variants_are_stepped_within_their_original(table) -> None:
    order = np.array([0, 1, 2, 3, 4, 5])
    assert variant_places(table, order, 2).tolist() == [0, 2, 4]
    assert [step_variant(table, order, at, 1) for at in (0, 2, 4)] == [2, 4, 4]
    assert [step_variant(table, order, at, -1) for at in (4, 2, 0)] == [2, 0, 0]
    assert step_variant(table, order, -1, 1) == -1


def test_originals_are_stepped_to_their_first_undecided_variant(table) -> None:
    order = table.order_by([(Column.APPROVAL, True)], grouped=True)  # chair 0 2 4, lamp 1 3, vase 5
    assert [step_original(table, order, at, 1) for at in (0, 2, 3, 5)] == [3, 3, 5, 5]
    assert [step_original(table, order, at, -1) for at in (5, 4, 1)] == [3, 0, 1]
    table.set_decision([1], Decision.REJECTED)
    assert step_original(table, order, 0, 1) == 4
