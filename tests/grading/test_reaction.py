"""Whether a learner moves too little or too far: the slope through the origin, its interval, and what may be said."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from sciatica_teach.grading.reaction import LEAST_UPDATES, Reaction, find_reaction, t_quantile

MOVES = st.floats(-6, 6).map(lambda value: round(value, 3))


@st.composite
def updates(draw: st.DrawFn) -> tuple[list[float], list[float]]:
    count = draw(st.integers(LEAST_UPDATES, 60))
    due = draw(st.lists(MOVES, min_size=count, max_size=count))
    assume(sum(x * x for x in due) > 0.01)
    return due, draw(st.lists(MOVES, min_size=count, max_size=count))


def oracle(due: list[float], moved: list[float]) -> tuple[float, float, float]:
    """Slope and 95 % interval by numpy's least squares and scipy's t, on a design of one column."""
    design = np.array(due)[:, None]
    (slope,), _, _, _ = np.linalg.lstsq(design, np.array(moved), rcond=None)
    misses = np.array(moved) - slope * design[:, 0]
    freedom = len(due) - 1
    error = np.sqrt(misses @ misses / freedom * np.linalg.inv(design.T @ design)[0, 0])
    low, high = stats.t.interval(0.95, freedom, loc=slope, scale=error) if error > 0 else (slope, slope)
    return float(slope), float(low), float(high)


def test_the_worked_number_of_the_module():
    found = find_reaction([1, -1, 2] * 5, [0.5, -1, 1] * 5)
    assert (round(found.slope, 2), round(found.low, 2), round(found.high, 2)) == (0.58, 0.48, 0.69)
    assert (found.tendency, found.count) == ("conservative", 15)


@given(updates())
def test_slope_and_interval_are_those_of_numpy_and_scipy(pairs):
    found = find_reaction(*pairs)
    assert (found.slope, found.low, found.high) == pytest.approx(oracle(*pairs), abs=2e-3)


@pytest.mark.parametrize("freedom", [10, 12, 14, 15, 20, 30, 100, 10_000])
def test_the_quantile_is_scipys_to_three_decimals(freedom):
    assert t_quantile(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), abs=5e-4)


def test_for_few_degrees_of_freedom_the_expansion_is_refused():
    with pytest.raises(ValueError, match="too few"):
        t_quantile(9)


@given(updates())
def test_turning_round_which_way_an_update_points_changes_nothing(pairs):
    due, moved = pairs
    signs = [-1 if index % 3 else 1 for index in range(len(due))]
    turned = find_reaction([x * s for x, s in zip(due, signs, strict=True)],
                           [y * s for y, s in zip(moved, signs, strict=True)])
    first = find_reaction(due, moved)
    assert (turned.slope, turned.low, turned.high) == pytest.approx((first.slope, first.low, first.high))


@given(updates(), st.floats(0.1, 4))
def test_the_unit_of_the_moves_does_not_matter(pairs, unit):
    first = find_reaction(*pairs)
    second = find_reaction(*([value * unit for value in values] for values in pairs))
    assert (second.slope, second.low, second.high) == pytest.approx((first.slope, first.low, first.high), abs=1e-6)


@given(updates(), st.sampled_from([(0.5, "conservative"), (1.0, "neither"), (1.7, "over-reacting")]))
def test_who_always_moves_by_the_same_share_is_told_so(pairs, habit):
    share, tendency = habit
    assert find_reaction(pairs[0], [share * x for x in pairs[0]]).tendency == tendency


def test_an_interval_that_holds_one_says_neither_and_words_follow_the_numbers_shown():
    assert Reaction(slope=0.8, low=0.5, high=1.1, count=15).tendency == "neither"
    assert Reaction(slope=0.8, low=0.5, high=0.999, count=15).tendency == "neither"  # 1.00 on screen
    assert Reaction(slope=0.8, low=0.5, high=0.99, count=15).tendency == "conservative"
    assert Reaction(slope=1.2, low=1.001, high=1.5, count=15).tendency == "neither"
    assert Reaction(slope=1.2, low=1.01, high=1.5, count=15).tendency == "over-reacting"


def test_too_few_updates_or_none_that_should_have_moved_give_no_slope():
    assert find_reaction([log(2)] * 14, [log(2)] * 14) is None
    assert find_reaction([0.0] * 20, [0.3] * 20) is None
    with pytest.raises(ValueError, match="argument"):
        find_reaction([1.0] * 15, [1.0] * 14)
