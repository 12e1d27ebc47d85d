"""What hints cost."""

from __future__ import annotations

import pytest

from sciatica_teach.grading.hints import after_hints
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
