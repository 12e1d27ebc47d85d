"""Calibration: the worked number, an independent computation, and what no forecasts can do to it."""

from __future__ import annotations

from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.grading.calibration import LEAST_FORECASTS, Forecast, find_calibration


def said(share, came_true, count=1):
    return [Forecast(share=share, came_true=came_true)] * count


WORKED = [*said(0.9, True, 10), *said(0.9, False, 10), *said(0.1, True, 1), *said(0.1, False, 9)]


def test_the_worked_number_of_the_docstring():
    low, high = find_calibration(WORKED)
    assert (high.said, high.count, high.true_share, high.leaning) == (pytest.approx(0.9), 20, 0.5, "too-high")
    assert (round(high.low, 2), round(high.high, 2)) == (0.30, 0.70)
    assert (low.said, low.count, low.true_share, low.leaning) == (pytest.approx(0.1), 10, 0.1, "neither")
    assert (round(low.low, 2), round(low.high, 2)) == (0.02, 0.40)


def test_one_forecast_fewer_says_nothing():
    assert find_calibration(WORKED[1:]) == ()
    assert len(WORKED) == LEAST_FORECASTS


def test_somebody_who_says_too_little_is_told_so():
    (only,) = find_calibration(said(0.45, True, 30))
    assert only.leaning == "too-low"


@pytest.mark.parametrize("share", [-0.01, 1.01])
def test_what_is_no_share_is_refused(share):
    with pytest.raises(ValueError, match="between 0 and 1"):
        find_calibration([*WORKED, Forecast(share=share, came_true=True)])


@pytest.mark.parametrize(("share", "start"), [(0.0, 0.0), (0.2, 0.2), (0.4, 0.4), (0.6, 0.6), (0.8, 0.8), (1.0, 0.8)])
def test_a_share_on_an_edge_belongs_to_the_higher_bin(share, start):
    (only,) = find_calibration(said(share, True, 30))
    assert only.start == pytest.approx(start)


def roots(came, count, z=1.959964):
    """Wilson's interval as what it is by definition: the shares p with (came/count - p)^2 = z^2 p (1 - p) / count."""
    a, b, c = 1 + z * z / count, -(2 * came / count + z * z / count), (came / count) ** 2
    half = sqrt(max(0.0, b * b - 4 * a * c))
    return (-b - half) / (2 * a), (-b + half) / (2 * a)


percents = st.integers(0, 100)


@given(st.lists(st.tuples(percents, st.booleans()), min_size=LEAST_FORECASTS, max_size=200))
def test_the_bins_are_those_of_a_plain_count(pairs):
    bins = find_calibration([Forecast(share=share / 100, came_true=true) for share, true in pairs])
    counted = {}
    for share, true in pairs:
        place = 4 if share >= 80 else 3 if share >= 60 else 2 if share >= 40 else 1 if share >= 20 else 0
        counted.setdefault(place, []).append((share, true))
    assert [round(5 * one.start) for one in bins] == sorted(counted)
    for one in bins:
        held = counted[round(5 * one.start)]
        came = sum(true for _, true in held)
        assert (one.count, one.came_true) == (len(held), came)
        assert isclose(one.said, sum(share for share, _ in held) / len(held) / 100)
        low, high = roots(came, len(held))
        assert isclose(one.low, low, abs_tol=1e-6)
        assert isclose(one.high, high, abs_tol=1e-6)
        assert one.start - 1e-9 <= one.said <= one.end + 1e-9


@given(st.lists(st.tuples(percents, st.booleans()), min_size=LEAST_FORECASTS, max_size=80), st.randoms())
def test_the_order_of_forecasts_does_not_matter(pairs, random):
    forecasts = [Forecast(share=share / 100, came_true=true) for share, true in pairs]
    shuffled = list(forecasts)
    random.shuffle(shuffled)
    for one, other in zip(find_calibration(forecasts), find_calibration(shuffled), strict=True):
        assert (one.count, one.came_true, one.low, one.high) == (other.count, other.came_true, other.low, other.high)
        assert isclose(one.said, other.said)
