"""Orders and filters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfpc_desktop.domain import ranking
from hfpc_desktop.domain.judgement import DefectKind
from hfpc_desktop.domain.ranking import RowFilter
from hfpc_desktop.domain.verdict import Verdict

scores = st.lists(st.sampled_from([0.1, 0.2, 0.5, 0.9, float("nan")]), max_size=30)


@given(scores, st.booleans())
def test_order_is_stable_and_missing_is_last(values: list[float], descending: bool) -> None:
    order = ranking.order_numbers(np.array(values, dtype=np.float32), descending=descending).tolist()
    present = [i for i, value in enumerate(values) if value == value]
    sign = -1 if descending else 1
    expected = sorted(present, key=lambda i: sign * values[i])  # Python's sort is stable
    assert order == expected + [i for i in range(len(values)) if values[i] != values[i]]


@given(st.lists(st.integers(0, 255), max_size=30), st.booleans())
def test_unsigned_numbers_do_not_wrap(values: list[int], descending: bool) -> None:
    order = ranking.order_numbers(np.array(values, dtype=np.uint8), descending=descending)
    assert [values[i] for i in order] == sorted(values, reverse=descending)


def test_missing_rows_are_last_in_both_directions() -> None:
    values = np.array([3, 0, 1], dtype=np.uint8)
    missing = values == 3
    assert ranking.order_numbers(values, missing=missing).tolist() == [1, 2, 0]
    assert ranking.order_numbers(values, descending=True, missing=missing).tolist() == [2, 1, 0]


def test_natural_order_of_names() -> None:
    names = ["Sku10.png", "sku2.png", "sku1.png", "B.png", "a.png", "sku02b.png"]
    assert sorted(names, key=ranking.natural_key) == [
        "a.png", "B.png", "sku1.png", "sku2.png", "sku02b.png", "Sku10.png",
    ]  # fmt: skip


def test_fold_joins_unicode_forms_and_case() -> None:
    assert ranking.fold("CAFE\u0301.PNG") == ranking.fold("caf\u00e9.png")
    assert ranking.fold("STRASSE") == ranking.fold("straße")


def test_equal_keys_share_a_rank() -> None:
    assert ranking.text_ranks(["b", "a", "b"]).tolist() == [1, 0, 1]


@given(st.sets(st.sampled_from(DefectKind)))
def test_defect_bits_round_trip(kinds: set[DefectKind]) -> None:
    assert set(ranking.kinds_of(ranking.defect_bits(kinds))) == kinds


def test_next_position_wraps_once_and_sees_itself_last() -> None:
    pending = np.array([True, False, True, False])
    order = np.array([3, 2, 1, 0])
    assert ranking.next_position(pending, order, -1) == 1
    assert ranking.next_position(pending, order, 1) == 3
    assert ranking.next_position(pending, order, 3) == 1
    assert ranking.next_position(np.array([False] * 4), order, 0) is None
    assert ranking.next_position(np.array([False, False, True, False]), order, 1) == 1
    assert ranking.next_position(pending, np.array([], dtype=np.intp), -1) is None


def test_which_filters_hide_nothing() -> None:
    assert RowFilter().is_everything
    assert RowFilter(text="  ").is_everything
    assert not RowFilter(verdicts=frozenset({Verdict.REVIEW})).is_everything
    assert not RowFilter(text="a").is_everything


@pytest.mark.parametrize("count", [0, 1, 3, 4, 5, 8, 9, 31])
def test_sorting_in_steps_is_sorting(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "_RUN", 4)
    rng = np.random.default_rng(count)
    names = [f"{'aAbB'[rng.integers(4)]}{rng.integers(12)}.png" for _ in range(count)]
    assert ranking.sorted_in_steps(names) == sorted(names)
    assert ranking.naturally_sorted(names) == sorted(names, key=ranking.natural_key)
