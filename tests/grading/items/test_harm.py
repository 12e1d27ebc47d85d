"""An answer that can hurt the patient fails the whole question, and is told first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_items import chain, items, matching, multiple, ordering, responses, single, solution

from sciatica_teach.grading.items import grade_item
from sciatica_teach.grading.items.chain import DANGER
from sciatica_teach.grading.items.harm import HARM
from sciatica_teach.grading.items.ordering import harmed_by
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


def test_a_harmful_order_is_told_with_what_came_too_early_and_before_what():
    item = replace(ordering("abcd"), harmful=("c:a", "c:b", "d:a"))
    told = {one.criterion: one.feedback for one in grade(item, *"cabd").verdicts}
    assert told["c"] == f"You put “c” before “a” and “b”. {HARM} why c"
    assert [told[step] for step in "abd"] == ["why a", "why b", "why d"]


def test_an_order_of_steps_that_were_replaced_since_hurts_nobody():
    assert harmed_by(("gone:a", "b:a"), tuple("bac")) == ("b:a",)


def test_what_would_hurt_in_a_chain_is_called_so_whether_chosen_or_not():
    item = chain(3, 3, 3, harmful=("l1:b",))
    told = {one.criterion: one.feedback for one in grade(item, "l0:a").verdicts}
    assert told["l1:b"].startswith(f"{DANGER} ")
    assert sum(DANGER in feedback for feedback in told.values()) == 1


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
