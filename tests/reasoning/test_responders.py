"""Shares beyond a mark, against the standard library's normal distribution."""

from __future__ import annotations

from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.reasoning.responders import share_reaching

MEANS = st.floats(-60, 60)
SPREADS = st.floats(1, 60)
MARKS = st.floats(1, 60)


def test_the_worked_example_of_the_module():
    assert round(100 * share_reaching(-30.8, 20, -20)) == 71
    assert round(100 * share_reaching(-14.9, 20, -20)) == 40


@given(mean=MEANS, spread=SPREADS, enough=MARKS)
def test_it_is_the_tail_of_the_bell_whichever_way_a_change_is_wanted(mean, spread, enough):
    rising = 1 - NormalDist(mean, spread).cdf(enough)
    falling = NormalDist(mean, spread).cdf(-enough)
    assert share_reaching(mean, spread, enough) == pytest.approx(rising, abs=1e-9)
    assert share_reaching(mean, spread, -enough) == pytest.approx(falling, abs=1e-9)


@given(mean=MEANS, spread=SPREADS, enough=MARKS)
def test_a_fall_counts_as_a_rise_does_in_the_mirror(mean, spread, enough):
    assert share_reaching(mean, spread, enough) == pytest.approx(share_reaching(-mean, spread, -enough))


@given(mean=MEANS, spread=SPREADS)
def test_half_of_the_patients_reach_the_mean(mean, spread):
    if abs(mean) > 0.1:
        assert share_reaching(mean, spread, mean) == pytest.approx(0.5)


@pytest.mark.parametrize(("spread", "enough"), [(0, -20), (-1, -20), (20, 0)])
def test_what_gives_no_share_is_refused(spread, enough):
    with pytest.raises(ValueError, match="no share follows"):
        share_reaching(-30, spread, enough)
