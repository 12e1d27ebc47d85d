"""The grading contract, for every kind of item."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_items import (
    LETTERS,
    chain,
    hotspot,
    items,
    lesion,
    matching,
    multiple,
    numeric,
    ordering,
    part_ids,
    point,
    responses,
    script,
    single,
    solution,
    text,
    triage,
    update,
)

from sciatica_teach.errors import BadSubmission, UnknownId
from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import (
    HotspotItem,
    Item,
    MatchingItem,
    MultipleItem,
    NumericItem,
    OrderingItem,
    ScriptItem,
    TextItem,
    TriageItem,
    UpdateItem,
)

TYPED = [numeric(), text(), update()]
TYPED_KINDS = (NumericItem, TextItem, UpdateItem)
PLACED = [hotspot(), point()]
KINDS = [single(), multiple(), ordering(), matching(), triage(), script(), chain(), lesion(), *PLACED, *TYPED]


def grade(item: Item, *response: str) -> Grade:
    return grade_item(item, Submission(response=response))


@given(item=items())
def test_blank_earns_nothing_and_counts_as_not_chosen(item: Item) -> None:
    blank = grade(item)
    assert (blank.earned, blank.possible) == (0, 1)
    assert not any(verdict.chosen for verdict in blank.verdicts)


def test_an_emptied_number_field_is_blank() -> None:
    assert grade(numeric(answer=0.0), "  ") == grade(numeric(answer=0.0))
    assert grade(numeric(answer=0.0), "0").earned == 1


@given(item=items())
def test_the_solution_earns_everything(item: Item) -> None:
    assert grade(item, *solution(item)).earned == 1


@given(data=st.data(), item=items())
def test_only_the_solution_earns_everything_and_nothing_falls_below_zero(data: st.DataObject, item: Item) -> None:
    response = data.draw(responses(item))
    earned = grade(item, *response).earned
    assert (-1.23 if isinstance(item, ScriptItem) else 0) <= earned <= 1
    if isinstance(item, OrderingItem):
        assert (earned == 1) == (response == solution(item))
    elif isinstance(item, TriageItem):
        assert (earned == 1) == bool({*response} & {item.needed, *item.also})
    elif not isinstance(item, TYPED_KINDS):
        assert (earned == 1) == (set(response) == set(solution(item)))


@given(item=items("single", "multiple", "triage", "script", "lesion", "chain", "point"))
def test_ticking_everything_earns_no_more_than_nothing(item: Item) -> None:
    everything = part_ids(item)
    if isinstance(item, MultipleItem):
        assert grade(item, *everything).earned == 0
    else:
        with pytest.raises(BadSubmission):
            grade(item, *everything)


@given(data=st.data(), item=items("single", "multiple"))
def test_the_order_shown_and_the_order_clicked_do_not_matter(data: st.DataObject, item: Item) -> None:
    response = data.draw(responses(item))
    clicked = data.draw(st.permutations(response))
    shown = replace(item, options=tuple(data.draw(st.permutations(item.options))))
    first, second = grade(item, *response), grade(shown, *clicked)
    assert first.earned == second.earned
    assert {v.criterion: v for v in first.verdicts} == {v.criterion: v for v in second.verdicts}


@given(data=st.data(), item=items())
def test_submitting_twice_is_the_same_as_once(data: st.DataObject, item: Item) -> None:
    response = data.draw(responses(item))
    assert grade(item, *response) == grade(item, *response)


@given(data=st.data(), item=items())
def test_every_part_has_a_verdict_with_feedback_and_the_rule_is_in_words(data: st.DataObject, item: Item) -> None:
    response = data.draw(responses(item))
    graded = grade(item, *response)
    pointed = [one for one in response if isinstance(item, HotspotItem) and one not in item.places]
    assert [verdict.criterion for verdict in graded.verdicts] == [*part_ids(item), *pointed]
    assert all(verdict.feedback for verdict in graded.verdicts)
    assert graded.rule.endswith(".")
    assert " " in graded.rule


@given(data=st.data(), item=items("single", "multiple"))
def test_choices_say_what_was_chosen_and_what_was_right(data: st.DataObject, item: Item) -> None:
    response = data.draw(responses(item))
    verdicts = grade(item, *response).verdicts
    assert {v.criterion for v in verdicts if v.chosen} == set(response)
    assert {v.criterion for v in verdicts if v.right} == set(solution(item))


@given(data=st.data(), item=items("matching"))
def test_the_order_of_prompts_and_partners_does_not_matter(data: st.DataObject, item: MatchingItem) -> None:
    response = data.draw(responses(item))
    shown = replace(
        item, prompts=tuple(data.draw(st.permutations(item.prompts))),
        partners=tuple(data.draw(st.permutations(item.partners))),
    )
    first, second = grade(item, *response), grade(shown, *data.draw(st.permutations(response)))
    assert first.earned == second.earned
    assert {v.criterion: v for v in first.verdicts} == {v.criterion: v for v in second.verdicts}


@pytest.mark.parametrize("item", [one for one in KINDS if one not in TYPED], ids=lambda item: item.kind)
def test_an_unknown_part_is_named(item: Item) -> None:
    with pytest.raises(UnknownId, match="'zz'"):
        grade(item, "zz")


@pytest.mark.parametrize("item", KINDS, ids=lambda item: item.kind)
def test_the_same_part_twice_is_refused(item: Item) -> None:
    part = solution(item)[0]
    with pytest.raises(BadSubmission):
        grade(item, part, part)


@given(data=st.data(), item=items("multiple"))
def test_multiple_choice_is_right_minus_wrong(data: st.DataObject, item: Item) -> None:
    response = data.draw(responses(item))
    right = [option.id for option in item.options if option.right]
    wrong = [option.id for option in item.options if not option.right]
    share_right = sum(1 for letter in response if letter in right) / len(right)
    share_wrong = sum(1 for letter in response if letter in wrong) / len(wrong)
    assert grade(item, *response).earned == pytest.approx(max(0, share_right - share_wrong))


def test_multiple_choice_worked_example() -> None:
    assert grade(multiple("ace", "bd"), "a", "c", "b").earned == pytest.approx(1 / 6)


@pytest.mark.parametrize(("right", "wrong"), [("abc", ""), ("", "abc")])
def test_a_multiple_choice_that_cannot_be_marked_is_refused(right: str, wrong: str) -> None:
    with pytest.raises(ValueError, match="right and one wrong"):
        grade(multiple(right, wrong))


@given(data=st.data(), size=st.integers(3, len(LETTERS)))
def test_ordering_counts_pairs(data: st.DataObject, size: int) -> None:
    item = ordering(LETTERS[:size])
    given_order = "".join(data.draw(st.permutations(part_ids(item))))
    swaps = [given_order.index(a) < given_order.index(b) for a, b in combinations(part_ids(item), 2)]
    tau = (swaps.count(True) - swaps.count(False)) / len(swaps)
    graded = grade(item, *given_order)
    assert graded.earned == pytest.approx(max(0, tau))
    in_place = {own for own, put in zip(part_ids(item), given_order, strict=True) if own == put}
    assert {v.criterion for v in graded.verdicts if v.right} == in_place


def test_ordering_worked_example_and_its_extremes() -> None:
    assert grade(ordering("abcd"), *"bacd").earned == pytest.approx(2 / 3)
    assert grade(ordering("abcd"), *"dcba").earned == 0


def test_an_incomplete_order_is_refused() -> None:
    with pytest.raises(BadSubmission, match="2 of 4 steps"):
        grade(ordering("abcd"), "a", "b")


@pytest.mark.parametrize(
    ("text", "earned"),
    [("30", 1), ("40", 1), ("35,0", 1), (" 37.5 ", 1), ("29.9", 0), ("40,1", 0), ("3.5e1", 1)],
)
def test_numbers_are_right_within_the_tolerance_on_either_side(text: str, earned: float) -> None:
    assert grade(numeric(35, 5), text).earned == earned


def test_the_edge_of_the_tolerance_survives_binary_fractions() -> None:
    assert grade(numeric(0.2, 0.1), "0.3").earned == 1
    assert grade(numeric(0.3, 0.0), str(0.1 + 0.2)).earned == 1


@pytest.mark.parametrize("text", ["abc", "nan", "inf", "-1", "\N{MINUS SIGN}1", "101", "1.000,5", "30 %"])
def test_text_that_the_field_does_not_accept_is_refused_with_its_range(text: str) -> None:
    with pytest.raises(BadSubmission, match="from 0 to 100"):
        grade(numeric(), text)


def test_a_typographic_minus_is_a_minus() -> None:
    below = replace(numeric(answer=-2.0, tolerance=0.0), low=-10.0)
    assert grade(below, "\N{MINUS SIGN}2").earned == 1


@pytest.mark.parametrize(
    ("text", "feedback"), [("33", "Yes."), ("60", "That is the other one."), ("70", "No."), ("", "No.")]
)
def test_a_foreseen_wrong_number_has_feedback_of_its_own(text: str, feedback: str) -> None:
    assert grade(numeric(), text).verdicts[0].feedback == feedback


def test_the_rule_of_a_number_names_the_tolerance() -> None:
    assert "within 5 % of the answer" in grade(numeric()).rule
    assert "exact" in grade(numeric(tolerance=0)).rule
