"""Alpha, its error and paired differences, against numpy and by laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sciatica_teach.grading.reliability import compare, find_alpha, find_error, project_alpha

MARKS = [[50.0, 60, 70], [60, 80, 70], [70, 80, 90], [80, 100, 90]]

rows = st.integers(2, 6).flatmap(
    lambda cases: st.lists(st.lists(st.integers(0, 100), min_size=cases, max_size=cases), min_size=2, max_size=8))


def test_worked_example_of_the_docstring() -> None:
    alpha = find_alpha(MARKS)
    assert alpha == pytest.approx(0.933, abs=0.001)
    assert find_error(MARKS) == pytest.approx(3.3, abs=0.05)
    assert project_alpha(alpha, 0.5) == pytest.approx(0.875)
    assert project_alpha(alpha, 2) == pytest.approx(0.966, abs=0.001)


@given(marks=rows)
def test_alpha_is_the_mean_covariance_over_the_mean_of_all_entries(marks: list[list[int]]) -> None:
    table = np.array(marks, dtype=float)
    assume(table.sum(axis=1).std() > 1e-9)
    covariance = np.cov(table.T)
    count = table.shape[1]
    between = (covariance.sum() - np.trace(covariance)) / (count * (count - 1))
    assert find_alpha(marks) == pytest.approx(between / covariance.mean())
    assert find_alpha(marks) <= 1 + 1e-9


@given(marks=rows, factor=st.integers(1, 5), plus=st.integers(-20, 20))
def test_alpha_does_not_care_for_the_units(marks: list[list[int]], factor: int, plus: int) -> None:
    assume(len({sum(row) for row in marks}) > 1)
    moved = [[factor * one + plus for one in row] for row in marks]
    assert find_alpha(moved) == pytest.approx(find_alpha(marks), abs=1e-9)
    assert find_error(moved) == pytest.approx(factor * find_error(marks), abs=1e-6)


@pytest.mark.parametrize("marks", [[], [[1.0, 2.0]], [[1.0], [2.0]], [[1.0, 2.0], [2.0, 1.0]]])
def test_where_nothing_can_be_told_apart_nothing_is_said(marks: list[list[float]]) -> None:
    with pytest.raises(ValueError, match=r"alpha needs|all learners"):
        find_alpha(marks)


def test_a_difference_is_taken_pair_by_pair() -> None:
    """Eleven pairs three apart on average, standard deviation 1: the interval is 2.228 / sqrt(11) wide each way."""
    apart = np.array([2.0, 4] * 5 + [3])
    apart = 3 + (apart - 3) / apart.std(ddof=1)
    base = np.arange(11) * 10.0
    found = compare((base + apart).tolist(), base.tolist())
    assert found.mean == pytest.approx(3)
    assert (found.high - found.mean, found.mean - found.low) == pytest.approx([2.228 / 11**0.5] * 2, abs=1e-3)
