"""Wilson's interval against its worked numbers and its laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.reasoning.intervals import wilson_interval


def test_the_worked_numbers_of_the_module():
    assert wilson_interval(275, 294) == pytest.approx((0.901, 0.958), abs=5e-4)
    assert wilson_interval(1, 294) == pytest.approx((0.0006, 0.019), abs=5e-5)


@given(st.integers(1, 5_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share_and_stays_between_nothing_and_everything(count):
    found, of = count
    low, high = wilson_interval(found, of)
    assert 0.0 <= low <= found / of + 1e-12
    assert found / of - 1e-12 <= high <= 1.0


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_what_was_not_found_has_the_mirrored_interval(count):
    found, of = count
    low, high = wilson_interval(found, of)
    assert wilson_interval(of - found, of) == pytest.approx((1 - high, 1 - low))


@given(st.integers(1, 400), st.integers(2, 20))
def test_more_limbs_narrow_it(found, times):
    of = 2 * found
    low, high = wilson_interval(found, of)
    closer_low, closer_high = wilson_interval(times * found, times * of)
    assert closer_high - closer_low < high - low


@pytest.mark.parametrize(("found", "of"), [(1, 0), (-1, 5), (6, 5)])
def test_what_is_no_share_is_refused(found, of):
    with pytest.raises(ValueError, match="is no share"):
        wilson_interval(found, of)
