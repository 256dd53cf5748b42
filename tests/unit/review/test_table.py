"""The columnar table of a review."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfpc_desktop.domain import codec
from hfpc_desktop.domain.judgement import Defect, DefectKind, Evidence, Judgement, NotJudged
from hfpc_desktop.domain.ranking import RowFilter, defect_bits
from hfpc_desktop.domain.remarks import Flag, Remark
from hfpc_desktop.domain.verdict import Decision, Thresholds, Verdict, verdict
from hfpc_desktop.review.columns import REASONS, PairColumns, PairRow, name_index
from hfpc_desktop.review.table import Column, ReviewTable

GOOD = Judgement(reward=0.9, consistency=0.95, evidence=Evidence(outgrowth=0.0, iou=0.98))
MIDDLING = Judgement(reward=0.5, consistency=0.8, defects=(Defect(DefectKind.FLOATING, 0.3),))
BAD = Judgement(
    reward=0.7,
    consistency=0.1,
    evidence=Evidence(outgrowth=0.4, loss=0.1, iou=0.5, colour_delta=3.0),
    defects=(Defect(DefectKind.OUTGROWTH, 0.9), Defect(DefectKind.LOSS, 0.2)),
)
REFUSED = Judgement(not_judged=NotJudged.TOO_LARGE)


def make(*judgements: Judgement | None) -> ReviewTable:
    table = ReviewTable()
    table.append(
        [
            PairRow(100 + i, Path(f"/o/sku{i}.png"), Path(f"/g/sku{i}_{10 - i}.png"), judgement)
            for i, judgement in enumerate(judgements)
        ]
    )
    return table


def test_rows_keep_their_numbers_while_it_grows() -> None:
    table = ReviewTable()
    for start in range(0, 1000, 100):
        added = table.append(
            [PairRow(start + i, Path("/o/a.png"), Path(f"/g/a_{start + i}.png")) for i in range(100)]
        )
        assert added == range(start, start + 100)
    assert len(table) == 1000
    assert table.row_of(437) == 437
    assert table.generated(437) == Path("/g/a_437.png")
    assert table.judgement(437) is None
    assert table.counts().pending == 1000


def test_a_pair_is_taken_once() -> None:
    table = make(GOOD)
    for rows in ([PairRow(100, Path("a"), Path("b"))], [PairRow(7, Path("a"), Path("b"))] * 2):
        with pytest.raises(ValueError, match="already"):
            table.append(rows)
    assert len(table) == 1


def test_verdicts_and_counts() -> None:
    table = make(GOOD, MIDDLING, BAD, REFUSED, None)
    assert [table.verdict(row) for row in range(5)] == [
        Verdict.APPROVE, Verdict.REVIEW, Verdict.REJECT, Verdict.NOT_JUDGED, Verdict.NOT_JUDGED,
    ]  # fmt: skip
    counts = table.counts()
    assert (counts.total, counts.judged, counts.not_judged, counts.pending) == (5, 3, 1, 1)
    assert counts.by_verdict[Verdict.NOT_JUDGED] == 2
    table.set_decision([0, 2], Decision.APPROVED)
    assert table.counts().by_decision == {
        Decision.UNDECIDED: 3, Decision.APPROVED: 2, Decision.REJECTED: 0,
    }  # fmt: skip


def test_missing_scores_are_last_in_both_directions_for_every_number() -> None:
    table = make(None, BAD, REFUSED, GOOD, MIDDLING)
    for column in (Column.APPROVAL, Column.REWARD, Column.CONSISTENCY, Column.VERDICT, Column.DEFECTS):
        for descending in (False, True):
            order = table.order(column, descending).tolist()
            assert order[3:] == [0, 2], (column, descending)
    assert table.order(Column.REWARD, True).tolist()[:3] == [3, 1, 4]
    assert table.order(Column.VERDICT).tolist()[:3] == [3, 4, 1]
    assert table.order(Column.DEFECTS, True).tolist()[:3] == [1, 4, 3]
    assert table.order(Column.COLOUR_DELTA).tolist() == [1, 0, 2, 3, 4]


def test_names_sort_naturally() -> None:
    table = make(None, None, None)  # generated sku0_10, sku1_9, sku2_8
    table.append([PairRow(1, Path("/o/sku10.png"), Path("/g/sku2_7.png"))])
    assert table.order(Column.ORIGINAL).tolist() == [0, 1, 2, 3]
    assert table.order(Column.GENERATED).tolist() == [0, 1, 3, 2]
    assert table.order(Column.GENERATED, True).tolist() == [2, 3, 1, 0]


def test_order_of_some_rows() -> None:
    table = make(GOOD, MIDDLING, BAD, None)
    assert table.order(Column.REWARD, True, np.array([3, 1, 2])).tolist() == [2, 1, 3]
    assert table.order(Column.VERDICT, False, np.array([3, 2, 0])).tolist() == [0, 2, 3]
    assert table.order(Column.REWARD, True, np.array([], dtype=np.intp)).tolist() == []


def test_thresholds_move_every_verdict() -> None:
    table = make(GOOD, MIDDLING, BAD, None)
    table.set_thresholds(Thresholds(0.1, 0.0, 0.1, 0.0))
    assert table.verdicts.tolist() == [Verdict.APPROVE] * 3 + [Verdict.NOT_JUDGED]
    assert table.thresholds.approve_reward == 0.1


@given(st.floats(0, 1), st.floats(0, 1))
def test_verdicts_agree_with_the_rule_for_one_pair(reward: float, consistency: float) -> None:
    limits = Thresholds(0.6, 0.3, 0.7, 0.35)
    table = make(Judgement(reward=reward, consistency=consistency))
    one_by_one = table.verdict(0)
    table.set_thresholds(limits)
    assert one_by_one == table.verdict(0) == verdict(reward, consistency, limits)


def test_a_score_a_hair_below_the_threshold() -> None:
    below = float(np.nextafter(0.6, 0))  # equal to 0.6 as float32
    assert make(Judgement(reward=below, consistency=0.9)).verdict(0) is Verdict.REVIEW


def test_filters() -> None:
    table = make(GOOD, MIDDLING, BAD, REFUSED, None)
    table.set_decision([2], Decision.REJECTED)
    assert table.select(RowFilter()).tolist() == [0, 1, 2, 3, 4]
    assert table.select(RowFilter(verdicts=frozenset({Verdict.APPROVE, Verdict.REJECT}))).tolist() == [0, 2]
    assert table.select(RowFilter(decisions=frozenset({Decision.UNDECIDED}))).tolist() == [0, 1, 3, 4]
    assert table.select(RowFilter(defects=frozenset({DefectKind.LOSS, DefectKind.FLOATING}))).tolist() == [
        1,
        2,
    ]
    assert table.select(RowFilter(reward=(0.0, 0.7))).tolist() == [1, 2]
    assert table.select(RowFilter(text="SKU2")).tolist() == [2]
    assert table.select(RowFilter(text="sku1 _9")).tolist() == [1]
    assert table.select(RowFilter(verdicts=frozenset())).tolist() == []


def test_search_ignores_the_unicode_form() -> None:
    table = ReviewTable()
    name = "Café 椅子.png"
    table.append([PairRow(1, Path("/o") / unicodedata.normalize("NFD", name), Path("/g/x.png"))])
    for form in ("NFC", "NFD"):
        assert table.select(RowFilter(text=unicodedata.normalize(form, "café"))).tolist() == [0]
    assert table.select(RowFilter(text="椅")).tolist() == [0]


def test_next_undecided_follows_the_order() -> None:
    table = make(GOOD, MIDDLING, BAD)
    order = table.order(Column.REWARD, True)  # rows 0, 2, 1
    table.set_decision([2], Decision.APPROVED)
    assert table.next_undecided(order, 0) == 2
    assert table.next_undecided(order, 2) == 0
    table.set_decision([0, 1], Decision.REJECTED)
    assert table.next_undecided(order, 0) is None


def test_arrays_cannot_be_written() -> None:
    table = make(GOOD)
    for array in (table.reward, table.consistency, table.approval, table.verdicts, table.decisions):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    table.set_judgement(0, BAD)
    assert table.reward[0] == np.float32(0.7)
    table.set_judgement(0, None)
    assert table.counts().pending == 1


def test_rows_outside() -> None:
    table = make(GOOD)
    for call in (table.verdict, table.decision, lambda row: table.set_judgement(row, GOOD)):
        for row in (-1, 1):
            with pytest.raises(IndexError):
                call(row)
    with pytest.raises(IndexError):
        table.set_decision([1], Decision.APPROVED)
    with pytest.raises(KeyError):
        table.row_of(1)


def test_values_of_cells() -> None:
    table = make(BAD, None)
    assert table.value(0, Column.ORIGINAL) == "sku0.png"
    assert table.value(0, Column.LOSS) == 0.1
    assert table.value(0, Column.DEFECTS) == (DefectKind.OUTGROWTH, DefectKind.LOSS)
    assert table.value(1, Column.REWARD) is None
    assert table.value(1, Column.VERDICT) is Verdict.NOT_JUDGED
    for column in Column:
        table.value(0, column)


def columns(judgements: list[Judgement | None], *, named: bool) -> PairColumns:
    def numbers(pick: str) -> np.ndarray:
        return np.array([np.nan if j is None or (v := getattr(j, pick)) is None else v for j in judgements])

    count = len(judgements)
    originals = [f"/o/sku{i}.png" for i in range(count)]
    generated = [f"/g/sku{i}_1.png" for i in range(count)]
    missing = np.full(count, np.nan)
    return PairColumns(
        pair_ids=list(range(count)),
        originals=originals,
        generated=generated,
        judgements=[None if j is None else codec.encode(j) for j in judgements],
        decisions=np.zeros(count, dtype=np.uint8),
        reward=numbers("reward"),
        consistency=numbers("consistency"),
        outgrowth=missing,
        loss=missing,
        iou=missing,
        colour_delta=missing,
        worst=missing,
        defect_bits=np.array(
            [0 if j is None else defect_bits(d.kind for d in j.defects) for j in judgements], dtype=np.uint32
        ),
        reasons=np.array(
            [0 if j is None or j.not_judged is None else REASONS.index(j.not_judged) + 1 for j in judgements],
            dtype=np.uint8,
        ),
        names=name_index(originals, generated) if named else None,
    )


@pytest.mark.parametrize("named", [True, False])
def test_columns_give_the_same_table(named: bool) -> None:
    judgements = [GOOD, None, BAD, REFUSED, MIDDLING]
    table = ReviewTable()
    table.extend(columns(judgements, named=named))
    one_by_one = make(*judgements)
    assert [table.judgement(row) for row in range(5)] == judgements
    assert table.counts() == one_by_one.counts()
    for column in (Column.REWARD, Column.VERDICT, Column.APPROVAL, Column.ORIGINAL, Column.GENERATED):
        assert table.order(column, True).tolist() == one_by_one.order(column, True).tolist()
    table.append([PairRow(77, Path("/o/a.png"), Path("/g/a_1.png"))])
    assert table.order(Column.GENERATED).tolist() == [5, 0, 1, 2, 3, 4]
    assert table.select(RowFilter(text="sku3")).tolist() == [3]


def test_names_that_come_later() -> None:
    table, plain = make(GOOD, None, BAD), make(GOOD, None, BAD)
    names = name_index(
        [str(table.original(i)) for i in range(3)], [str(table.generated(i)) for i in range(3)]
    )
    assert table.set_names(names)
    assert table.order(Column.GENERATED, True).tolist() == plain.order(Column.GENERATED, True).tolist()
    assert table.select(RowFilter(text="sku2")).tolist() == [2]
    table.append([PairRow(1, Path("/o/a.png"), Path("/g/a_1.png"))])
    assert not table.set_names(names)
    assert table.order(Column.GENERATED).tolist() == [3, 0, 1, 2]
    assert table.select(RowFilter(text="a_1")).tolist() == [3]


def test_judgements_become_text_and_stay_equal(monkeypatch) -> None:
    from hfpc_desktop.review import judgement_shelf as module

    monkeypatch.setattr(module, "VALUES_KEPT", 3)
    monkeypatch.setattr(module, "DECODED_KEPT", 2)
    table = ReviewTable()
    rows = table.append([PairRow(n, Path(f"/o/{n}.png"), Path(f"/g/{n}.png")) for n in range(8)])
    judgements = [Judgement(reward=n / 7, reward_raw=n / 3, consistency=0.5) for n in rows]
    for row, judgement in zip(rows, judgements, strict=True):
        table.set_judgement(row, judgement)
    assert sum(isinstance(value, str) for value in table.judgements._kept) == 5
    for _ in range(2):
        assert [table.judgement(row) for row in rows] == judgements
    assert len(table.judgements._decoded) == 2
    changed = Judgement(reward=0.25, reward_raw=0.1, consistency=0.5)
    table.set_judgement(0, changed)
    assert table.judgement(0) == changed
    table.set_judgement(7, None)
    assert table.judgement(7) is None


def test_a_wrong_mask_takes_the_consistency_out_of_the_ranking_and_back() -> None:
    table = make(GOOD, MIDDLING, BAD)
    table.set_remark(0, Remark(Flag.MASK_WRONG, note="took the shadow"))
    assert table.value(0, Column.CONSISTENCY) is None
    assert np.isnan(table.approval[0])
    assert table.verdict(0) is Verdict.NOT_JUDGED
    assert table.order(Column.APPROVAL, descending=True).tolist() == [1, 2, 0]
    assert table.judgement(0) == GOOD
    table.set_judgement(0, GOOD)
    assert table.value(0, Column.CONSISTENCY) is None
    table.set_remark(0, Remark(Flag.SCORE_WRONG))
    assert table.value(0, Column.CONSISTENCY) == 0.95
    assert table.order(Column.APPROVAL, descending=True).tolist() == [0, 1, 2]
    assert table.remark(0) == Remark(Flag.SCORE_WRONG)
    assert table.remark(1) == Remark()


def test_scores_of_former_models_are_marked_until_new_ones_come() -> None:
    table = make(GOOD, MIDDLING, None)
    assert not table.former.any()
    table.set_former(np.array([0, 1]))
    assert table.former.tolist() == [True, True, False]
    table.set_judgement(1, BAD)
    assert table.former.tolist() == [True, False, False]
    table.set_former(np.array([], dtype=np.intp))
    assert not table.former.any()
