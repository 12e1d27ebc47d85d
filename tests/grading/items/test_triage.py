"""Triage: too slow earns nothing and is said first, one step too fast earns half."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_items import SPEEDS, triage

from sciatica_teach.errors import BadSubmission
from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import TriageItem


def grade(item: TriageItem, *response: str) -> Grade:
    return grade_item(item, Submission(response=response))


@pytest.mark.parametrize(("needed", "earned"), [
    ("emergency", {"emergency": 1}),
    ("same-day", {"emergency": 0.5, "same-day": 1}),
    ("urgent", {"same-day": 0.5, "urgent": 1}),
    ("routine", {"urgent": 0.5, "routine": 1}),
    ("treat", {"routine": 0.5, "treat": 1}),
])
def test_what_each_speed_earns(needed: str, earned: dict[str, float]) -> None:
    for speed in URGENCIES:
        assert grade(triage(needed), speed).earned == earned.get(speed, 0)


@given(needed=SPEEDS, also=st.lists(SPEEDS, max_size=2), chosen=SPEEDS)
def test_slower_than_everything_accepted_earns_nothing_and_says_so_first(
    needed: str, also: list[str], chosen: str
) -> None:
    graded = grade(triage(needed, *also), chosen)
    [verdict] = [one for one in graded.verdicts if one.chosen]
    is_slow = all(URGENCIES.index(chosen) < URGENCIES.index(one) for one in (needed, *also))
    assert verdict.feedback.startswith("Too slow") == is_slow
    assert graded.earned == 0 or not is_slow
    assert verdict.feedback == (f"Too slow for this patient. why {chosen}" if is_slow else f"why {chosen}")


@given(needed=SPEEDS, also=st.lists(SPEEDS, max_size=2))
def test_every_speed_accepted_earns_the_mark(needed: str, also: list[str]) -> None:
    item = triage(needed, *also)
    assert [one.criterion for one in grade(item).verdicts if one.right] == [
        speed for speed in reversed(URGENCIES) if grade(item, speed).earned == 1
    ]
    assert {one.criterion for one in grade(item).verdicts if one.right} == {needed, *also}


def test_with_another_speed_accepted_half_is_one_step_above_the_slowest() -> None:
    item = triage("urgent", "routine")
    assert [grade(item, speed).earned for speed in URGENCIES] == [0, 1, 1, 0, 0]
    assert grade(triage("routine", "treat"), "urgent").earned == 0


def test_an_author_who_says_it_is_not_echoed() -> None:
    speeds = tuple(replace(one, feedback=f"Too slow: {one.speed}") for one in triage().speeds)
    verdicts = grade(replace(triage("emergency"), speeds=speeds), "treat").verdicts
    assert verdicts[-1].feedback == "Too slow: treat"


def test_two_speeds_are_refused() -> None:
    with pytest.raises(BadSubmission, match="one"):
        grade(triage(), "treat", "urgent")


def test_a_speed_without_feedback_is_a_fault_of_the_item() -> None:
    with pytest.raises(ValueError, match="each of the five"):
        grade(replace(triage(), speeds=triage().speeds[:1] * 5))
