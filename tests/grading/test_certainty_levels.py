"""Bands, shares and intervals of the three levels; what may be said of them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.grading.certainty import certainty_marks
from sciatica_teach.grading.certainty_levels import LEVELS, find_levels, pays_between

ANSWERS = st.lists(st.tuples(st.sampled_from(LEVELS), st.booleans()), max_size=80)


def of_level(level, right, wrong):
    return find_levels([(level, True)] * right + [(level, False)] * wrong)[level - 1]


def test_the_worked_numbers():
    twelve, fifteen = of_level(3, 12, 8), of_level(3, 15, 5)
    assert (round(twelve.low, 2), round(twelve.high, 2), twelve.lean) == (0.39, 0.78, "too-sure")
    assert (round(fifteen.low, 2), round(fifteen.high, 2), fifteen.lean) == (0.53, 0.89, "neither")


@pytest.mark.parametrize("level", LEVELS)
def test_within_its_band_no_other_level_pays_more(level):
    start, end = pays_between(level)

    def pays(one, share):
        return share * certainty_marks(True, one) + (1 - share) * certainty_marks(False, one)

    for step in range(1001):
        share = Fraction(step, 1000)
        best = max(pays(one, share) for one in LEVELS)
        if start + 1e-9 < share < end - 1e-9:
            assert pays(level, share) == best
        elif not start - 1e-9 <= share <= end + 1e-9:
            assert pays(level, share) < best


def test_the_bands_are_those_of_the_scheme():
    assert [pays_between(level) for level in LEVELS] == [
        (0.0, pytest.approx(2 / 3)), (pytest.approx(2 / 3), pytest.approx(4 / 5)), (pytest.approx(4 / 5), 1.0)]


def test_who_is_right_far_oftener_than_said_is_too_modest_and_a_level_never_used_is_nothing():
    assert of_level(1, 40, 0).lean == "too-modest"
    assert of_level(2, 40, 0).lean == "too-modest"
    assert of_level(3, 40, 0).lean == "neither"
    empty = of_level(2, 0, 0)
    assert (empty.count, empty.share, empty.low, empty.high, empty.marks) == (0, 0.0, 0.0, 1.0, 0)
    assert empty.lean == "neither"


@given(answers=ANSWERS)
def test_every_answer_counts_once_and_the_marks_are_those_of_the_answers(answers):
    levels = find_levels(answers)
    assert sum(one.count for one in levels) == len(answers)
    assert sum(one.marks for one in levels) == sum(certainty_marks(right, level) for level, right in answers)
    for one in levels:
        assert 0 <= one.low <= one.share + 1e-9
        assert one.count == 0 or one.share <= one.high + 1e-9 <= 1 + 1e-8
