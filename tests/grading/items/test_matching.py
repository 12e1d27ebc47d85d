"""Matching: the same partner everywhere earns nothing, whatever the item."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_items import items, matching, responses, solution

from sciatica_teach.errors import BadSubmission, UnknownId
from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import MatchingItem


def grade(item: MatchingItem, *response: str) -> Grade:
    return grade_item(item, Submission(response=response))


@given(item=items("matching"), data=st.data())
def test_the_mark_is_the_share_right_beyond_the_commonest_partner(item: MatchingItem, data: st.DataObject) -> None:
    response = data.draw(responses(item))
    key = dict(pair.split(":") for pair in solution(item))
    right = len(set(response) & set(solution(item)))
    commonest = Counter(key.values()).most_common(1)[0][1]
    expected = max(Fraction(0), Fraction(right - commonest, len(key) - commonest))
    assert grade(item, *response).earned == pytest.approx(float(expected))


@given(item=items("matching"))
def test_no_partner_given_everywhere_earns_anything(item: MatchingItem) -> None:
    for partner in item.partners:
        assert grade(item, *(f"{prompt.id}:{partner.id}" for prompt in item.prompts)).earned == 0


@given(item=items("matching"), data=st.data())
def test_a_pair_more_that_is_right_never_costs(item: MatchingItem, data: st.DataObject) -> None:
    response = data.draw(responses(item))
    open_ones = [pair for pair in solution(item) if pair.split(":")[0] not in {one.split(":")[0] for one in response}]
    before = grade(item, *response).earned
    assert all(grade(item, *response, pair).earned >= before for pair in open_ones)


def test_worked_examples() -> None:
    assert grade(matching("uuvw"), "a:u", "b:u", "c:v").earned == 0.5
    assert grade(matching("uvwx"), "a:u", "b:v", "c:w").earned == pytest.approx(2 / 3)


def test_verdicts_name_the_right_partner_where_it_was_not_given() -> None:
    verdicts = grade(matching("uvw"), "a:u", "b:w").verdicts
    assert [(one.criterion, one.right, one.chosen) for one in verdicts] == [
        ("a", True, True), ("b", False, True), ("c", False, False),
    ]
    assert [one.feedback for one in verdicts] == [
        "why a", "You put it to “W”; it belongs to “V”. why b", "It belongs to “W”. why c",
    ]


def test_a_prompt_with_two_partners_is_refused() -> None:
    with pytest.raises(BadSubmission, match="two partners"):
        grade(matching(), "a:u", "a:v")


@pytest.mark.parametrize(("pair", "named"), [("z:u", "prompt called 'z'"), ("a:zz", "partner called 'zz'"),
                                             ("a", "partner called ''"), ("", "prompt called ''")])
def test_unknown_prompts_and_partners_are_named(pair: str, named: str) -> None:
    with pytest.raises(UnknownId, match=named):
        grade(matching(), pair)


def test_prompts_that_all_share_one_partner_cannot_be_marked() -> None:
    with pytest.raises(ValueError, match="different partners"):
        grade(matching("uuu"))
