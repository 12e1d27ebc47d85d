"""An answer that can hurt the patient fails the whole question, and is told first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_items import items, matching, multiple, ordering, responses, single, solution

from sciatica_teach.grading.items import grade_item
from sciatica_teach.grading.items.harm import HARM
from sciatica_teach.model.grades import Submission


def grade(item, *response):
    return grade_item(item, Submission(response=response))


def test_three_right_ticks_do_not_pay_for_the_one_that_hurts():
    item = multiple("abc", "de")
    assert grade(item, "a", "b", "c", "d").earned == pytest.approx(0.5)
    harmful = replace(item, harmful=("d",))
    graded = grade(harmful, "a", "b", "c", "d")
    assert graded.earned == 0
    assert graded.verdicts[0].criterion == "d"
    assert graded.verdicts[0].feedback == f"{HARM} why d"
    assert grade(harmful, "a", "b", "c", "e").earned == pytest.approx(0.5)


def test_a_single_choice_that_hurts_is_told_first():
    graded = grade(replace(single("a", "bcd"), harmful=("c",)), "c")
    assert (graded.earned, graded.verdicts[0].criterion) == (0, "c")


def test_a_pair_that_hurts_fails_the_whole_matching():
    item = matching("uvwx")
    right = dict(pair.split(":") for pair in solution(item))
    other, prompt = list(right)[:2]
    pair = f"{prompt}:{right[other]}"
    response = [f"{one}:{partner}" for one, partner in right.items() if one != prompt] + [pair]
    assert grade(item, *response).earned > 0
    graded = grade(replace(item, harmful=(pair,)), *response)
    assert graded.earned == 0
    assert graded.verdicts[0].criterion == prompt
    assert graded.verdicts[0].feedback.startswith(HARM)


def test_an_order_that_hurts_earns_nothing_however_few_steps_are_wrong():
    item = replace(ordering("abcd"), harmful=("b:a",))
    assert grade(item, *"abdc").earned == pytest.approx(2 / 3)
    graded = grade(item, *"bacd")
    assert graded.earned == 0
    assert graded.verdicts[0].criterion == "b"
    assert not any(HARM in verdict.feedback for verdict in grade(item).verdicts)


@given(data=st.data(), item=items("single", "multiple"))
def test_what_nobody_answered_hurts_nobody(data, item):
    wrong = [option.id for option in item.options if not option.right]
    harmful = replace(item, harmful=tuple(wrong[:1]))
    response = data.draw(responses(item))
    before, after = grade(item, *response), grade(harmful, *response)
    if wrong[0] in response:
        assert after.earned == 0
    else:
        assert (after.earned, after.verdicts) == (before.earned, before.verdicts)
    assert "hurt the patient" in after.rule
