from __future__ import annotations

import math

import numpy as np
import pytest

from hfpc_desktop.domain import binomial


def exact(k: int, n: int, q: float) -> float:
    return sum(math.comb(n, j) * q**j * (1 - q) ** (n - j) for j in range(k + 1))


@pytest.mark.parametrize(
    ("k", "n", "q"), [(0, 10, 0.1), (3, 100, 0.036), (7, 60, 0.3), (40, 50, 0.9), (5, 5, 0.2)]
)
def test_tail_is_exact(k: int, n: int, q: float) -> None:
    assert float(binomial.at_most(k, n, q)) == pytest.approx(exact(k, n, q), rel=1e-10, abs=1e-14)
    assert binomial.at_least(k, n, q) == pytest.approx(1 - exact(k - 1, n, q), abs=1e-12)


def test_many_at_once_and_edges() -> None:
    found = binomial.at_most([-1, 0, 2, 9], [5, 5, 2, 9], [0.5, 0.0, 1.0, 1.0])
    assert found.tolist() == [0.0, 1.0, 1.0, 1.0]
    assert float(binomial.at_most(1, 3, 1.0)) == 0.0
    assert float(binomial.at_most(0, 0, 0.3)) == 1.0
    assert float(binomial.at_most(1, 1_000, 1e-18)) == 1.0  # once a division by zero on the way
    assert float(binomial.at_most(3_700, 100_000, 0.036)) == pytest.approx(0.9548, abs=0.002)
    with pytest.raises(ValueError, match="rate"):
        binomial.at_most(1, 2, 1.5)


def test_labels_needed_for_the_default_target() -> None:
    needed = [binomial.trials_needed(errors, target=0.964) for errors in range(4)]
    assert needed == [82, 130, 173, 213]
    assert [binomial.errors_allowed(n, target=0.964) for n in (0, 81, 82, 129, 130, 172, 173, 213)] == [
        -1, -1, 0, 0, 1, 1, 2, 3,
    ]  # fmt: skip
    assert binomial.proves(0, 82, target=0.964) and not binomial.proves(0, 81, target=0.964)
    with pytest.raises(ValueError, match="target"):
        binomial.trials_needed(0, target=1.0)


def test_clopper_pearson_bounds() -> None:
    # one error in 130: the upper bound is where the tail is 5 %
    upper = binomial.upper_bound(1, 130)
    assert exact(1, 130, upper) == pytest.approx(0.05, abs=1e-9)
    lower = binomial.lower_bound(5, 50)
    assert 1 - exact(4, 50, lower) == pytest.approx(0.05, abs=1e-9)
    assert binomial.upper_bound(0, 0) == 1.0 and binomial.upper_bound(4, 4) == 1.0
    assert binomial.lower_bound(0, 10) == pytest.approx(0.0, abs=1e-12) and binomial.lower_bound(0, 0) == 0.0
    assert np.isclose(binomial.upper_bound(0, 59), 1 - 0.05 ** (1 / 59))
