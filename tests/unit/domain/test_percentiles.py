"""Where a score stands in its batch."""

from __future__ import annotations

import numpy as np
import pytest

from hfpc_desktop.domain.percentiles import Percentiles

NAN = float("nan")


def test_the_share_of_the_others_that_are_lower() -> None:
    batch = Percentiles(np.array([0.1, 0.2, 0.3, 0.4, 0.5]))
    assert [batch.of(value) for value in (0.1, 0.3, 0.5)] == [0.0, 0.5, 1.0]


def test_missing_scores_are_no_zeros_and_take_no_part() -> None:
    batch = Percentiles(np.array([NAN, 0.4, NAN, 0.9]))
    assert len(batch) == 2
    assert batch.of(0.4) == 0.0
    assert batch.of(NAN) is None
    assert batch.of(None) is None


def test_equal_scores_stand_in_the_middle_of_their_places() -> None:
    batch = Percentiles(np.array([0.5, 0.5, 0.5]))
    assert batch.of(0.5) == 0.5
    assert Percentiles(np.array([0.2, 0.5, 0.5, 0.9])).of(0.5) == pytest.approx(0.5)


def test_one_score_alone_stands_nowhere() -> None:
    assert Percentiles(np.array([0.5])).of(0.5) is None
    assert Percentiles(np.array([])).of(0.5) is None


def test_a_score_made_since_is_compared_with_the_batch_as_it_was() -> None:
    assert Percentiles(np.array([0.1, 0.2, 0.3])).of(0.25) == 1.0
    assert Percentiles(np.array([0.1, 0.2, 0.3])).of(0.01) == 0.0
