"""What hints cost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_bank import answer

from sciatica_teach.grading.hints import after_hints, was_right
from sciatica_teach.model.grades import Grade


def graded(earned: float) -> Grade:
    return Grade(earned=earned, possible=1.0, verdicts=(), rule="As told.")


@pytest.mark.parametrize(("hints", "left"), [(0, 1.0), (1, 0.75), (2, 0.5), (3, 0.0)])
def test_each_hint_costs_a_quarter_and_the_worked_answer_everything(hints, left):
    assert after_hints(graded(1.0), hints).earned == left
    assert after_hints(graded(0.4), hints).earned == pytest.approx(0.4 * left)


def test_a_hint_never_mends_a_mark_below_nought():
    assert after_hints(graded(-0.5), 2).earned == -0.5


@pytest.mark.parametrize("hints", [-1, 4])
def test_another_number_of_hints_is_refused(hints):
    with pytest.raises(ValueError, match="3 hints"):
        after_hints(graded(1.0), hints)


@given(st.floats(0.1, 10), st.floats(-1, 1), st.integers(0, 3))
def test_right_is_all_that_was_left_to_earn_and_never_after_the_worked_answer(possible, share, hints):
    grade = after_hints(replace(graded(share * possible), possible=possible), hints)
    event = answer("a", earned=grade.earned, possible=possible, hints=hints).event
    assert was_right(event) == (share > 1 - 1e-9 and hints < 3)


def test_half_the_mark_is_right_after_the_scaffold_and_half_right_without_it():
    assert [was_right(answer("a", earned=0.5, hints=hints).event) for hints in (0, 1, 2)] == [False, False, True]


def test_thirds_that_were_added_up_are_right():
    assert was_right(answer("a", earned=0.1 + 0.7 + 0.2 - 1e-16).event)
