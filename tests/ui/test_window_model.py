"""The list model: orders, missing last, the frozen order, filters and 100,000 rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from hfpc_desktop.domain.ranking import RowFilter
from hfpc_desktop.domain.verdict import Decision, Thresholds, Verdict
from hfpc_desktop.review.columns import PairRow
from hfpc_desktop.review.table import Column, ReviewTable
from hfpc_desktop.ui.lists.table_model import COLUMNS, PairTableModel, one_line
from tests.ui import samples

SCORES = [(0.9, 0.1), None, (0.5, 0.95), (None, None), (0.1, 0.8), (0.70, 0.75)]


@pytest.fixture
def model(qapp) -> PairTableModel:
    table = ReviewTable()
    table.append(samples.rows(SCORES))
    out = PairTableModel()
    out.set_table(table)
    return out


def column(key: Column) -> int:
    return next(i for i, spec in enumerate(COLUMNS) if spec.key is key)


def test_best_first_by_default(model: PairTableModel) -> None:
    assert model.order.tolist() == [5, 2, 0, 4, 1, 3]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("key", [Column.APPROVAL, Column.REWARD, Column.CONSISTENCY])
def test_numbers_sort_as_numbers_and_missing_is_last_both_ways(
    model: PairTableModel, key: Column, descending: bool
) -> None:
    model.sort(column(key), Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)
    table = model.table
    assert table is not None
    values = [table.value(row, key) for row in model.order.tolist()]
    assert values[4:] == [None, None]
    assert values[:4] == sorted(values[:4], reverse=descending)


@pytest.mark.parametrize("spec", COLUMNS, ids=lambda spec: spec.key.value)
def test_every_column_sorts_both_ways_and_keeps_all_rows(model: PairTableModel, spec) -> None:
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        model.sort(column(spec.key), order)
        assert sorted(model.order.tolist()) == list(range(len(SCORES)))
        for row in range(len(SCORES)):
            assert model.row_at(model.position_of(row)) == row


def test_new_scores_change_cells_but_not_the_order(model: PairTableModel, qtbot) -> None:
    before = model.order.tolist()
    model.set_visible(0, 5)
    assert model.table is not None
    model.table.set_judgement(1, samples.judged(0.99, 0.99))
    with qtbot.waitSignals([model.stale_changed, model.dataChanged]):
        model.rows_changed(np.array([1]))
    assert model.order.tolist() == before
    assert model.stale
    model.resort()
    assert model.order[0] == 1
    assert not model.stale


def test_changes_out_of_view_are_not_told(model: PairTableModel, qtbot) -> None:
    model.set_visible(0, 1)
    hidden = model.row_at(4)
    assert hidden is not None
    with qtbot.assertNotEmitted(model.dataChanged):
        model.rows_changed(np.array([hidden]))


def test_sorted_by_name_scores_do_not_make_it_stale(model: PairTableModel) -> None:
    model.sort(column(Column.GENERATED))
    model.rows_changed(np.array([0]))
    assert not model.stale


def test_filter_and_rows_that_arrive_while_filtered(model: PairTableModel) -> None:
    model.set_filter(RowFilter(verdicts=frozenset({Verdict.NOT_JUDGED})))
    assert sorted(model.order.tolist()) == [1, 3]
    assert model.position_of(0) is None
    table = model.table
    assert table is not None
    more = samples.rows([(0.9, 0.9), None, None])
    rows = [type(r)(r.pair_id + 100, r.original, r.generated, r.judgement) for r in more]
    added = table.append(rows)
    model.append_rows(added.start, len(added))
    assert model.order.tolist()[-2:] == [7, 8]
    assert model.position_of(6) is None
    model.set_filter(RowFilter())
    assert model.rowCount() == 9


def test_words_of_cells(model: PairTableModel) -> None:
    def words(row: int, key: Column) -> str:
        return model.data(model.index(model.position_of(row), column(key)))

    assert words(0, Column.REWARD) == "0.90"
    assert words(1, Column.REWARD) == "–"
    assert words(1, Column.VERDICT) == "Waiting"
    assert words(3, Column.VERDICT) == "Not judged"
    assert "product" in words(3, Column.DEFECTS).lower()
    assert words(5, Column.VERDICT) == "Approve"
    assert words(5, Column.DECISION) == "Undecided"


def test_a_line_break_in_a_name_stays_on_its_line() -> None:
    assert one_line("a\nb\tc") == "a␊b␉c"


def test_a_name_with_markup_is_shown_not_obeyed(qapp) -> None:
    table = ReviewTable()
    table.append([PairRow(1, Path("/o/<b>a</b>.png"), Path("/g/<img src=x>.png"))])
    model = PairTableModel()
    model.set_table(table)
    tip = model.data(model.index(0, 1), Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip
    assert "&lt;img src=x&gt;" in tip


def test_thresholds_repaint_only_what_is_seen(model: PairTableModel, qtbot) -> None:
    model.set_visible(0, 2)
    assert model.table is not None
    model.table.set_thresholds(Thresholds(0.2, 0.1, 0.2, 0.1))
    with qtbot.waitSignal(model.dataChanged) as told:
        model.thresholds_changed()
    assert (told.args[0].row(), told.args[1].row()) == (0, 2)


def test_hundred_thousand_rows(qapp) -> None:
    table = ReviewTable()
    table.append(samples.many(100_000))
    model = PairTableModel()
    model.set_table(table)
    assert model.rowCount() == 100_000
    for spec in COLUMNS:
        model.sort(column(spec.key), Qt.SortOrder.DescendingOrder)
    model.sort(column(Column.REWARD), Qt.SortOrder.DescendingOrder)
    rewards = table.reward[model.order]
    known = rewards[~np.isnan(rewards)]
    assert np.all(np.diff(known) <= 0)
    assert np.isnan(rewards[len(known) :]).all()
    table.set_decision(np.arange(50_000), Decision.APPROVED)
    model.set_filter(RowFilter(decisions=frozenset({Decision.UNDECIDED})))
    assert model.rowCount() == 50_000
