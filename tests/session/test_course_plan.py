"""Visits on days: rising, on weekdays, as many as were asked for, and looked back at where the dose says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_knowledge import CLAIM, REVIEW

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.techniques import Dose, Indication, Technique
from sciatica_teach.session.course_plan import (
    AHEAD,
    MOST_VISITS,
    RATES,
    CourseAsk,
    CoursePlan,
    Trouble,
    lay_out,
    plan_course,
    review_window,
    suggest_course,
)

MONDAY = date(2026, 11, 23)
DOSE = Dose(visits_low=8, visits_high=16, per_week_low=2, per_week_high=3, review_from=4, review_by=6, basis=CLAIM)
NEEDLE = Technique(
    id="needle", order=1, name="Needle", short="Needle", kind="needle", what=CLAIM, dose=DOSE, grade="none",
    indications=(Indication(causes=("disc",), standing="not-indicated", grade="none", basis=CLAIM),),
    evidence=CLAIM, review=REVIEW,
)
ASK = CourseAsk(technique_id="needle", visits="10", per_week=2, review="5", start="2026-11-23")
days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
rates = st.sampled_from(RATES)


def planned(**changes: object) -> CoursePlan:
    course = plan_course(NEEDLE, replace(ASK, **changes), MONDAY)
    assert isinstance(course, CoursePlan)
    return course


def troubles(**changes: object) -> list[tuple[str, str, int, int]]:
    found = plan_course(NEEDLE, replace(ASK, **changes), MONDAY)
    assert isinstance(found, tuple)
    return [(trouble.field, trouble.code, trouble.low, trouble.high) for trouble in found]


@given(start=days, visits=st.integers(1, MOST_VISITS), per_week=rates)
def test_visits_rise_keep_to_weekdays_and_are_all_there(start, visits, per_week):
    laid = lay_out(start, visits, per_week)
    assert len(laid) == visits
    assert list(laid) == sorted(set(laid))
    assert all(day.weekday() < 5 for day in laid)
    assert timedelta(0) <= laid[0] - start <= timedelta(days=2)


@given(start=days, per_week=st.sampled_from([rate for rate in RATES if rate >= 1]), weeks=st.integers(1, 5))
def test_no_seven_days_have_more_visits_than_a_week_and_the_same_days_come_again(start, per_week, weeks):
    laid = lay_out(start, int(per_week) * (weeks + 1), per_week)
    for day in laid:
        assert sum(timedelta(0) <= other - day < timedelta(days=7) for other in laid) <= per_week
    assert [day + timedelta(days=7) for day in laid[:-int(per_week)]] == list(laid[int(per_week):])


@pytest.mark.parametrize(("per_week", "wanted"), [
    (3, [23, 25, 27, 30]), (2, [23, 26, 30]), (5, [23, 24, 25, 26, 27, 30]), (1, [23, 30]),
])
def test_a_course_from_a_monday(per_week, wanted):
    assert [day.day for day in lay_out(MONDAY, len(wanted), per_week)] == wanted


def test_the_worked_example_of_the_module():
    thursday = MONDAY + timedelta(days=3)
    assert [f"{day:%a}" for day in lay_out(thursday, 4, 3)] == ["Thu", "Mon", "Tue", "Thu"]


@pytest.mark.parametrize(("per_week", "gap"), [(0.5, 14), (0.25, 28)])
def test_less_than_once_a_week(per_week, gap):
    first, second = lay_out(MONDAY, 2, per_week)
    assert (second - first).days == gap


@given(visits=st.integers(1, MOST_VISITS), review=st.integers(1, MOST_VISITS), per_week=rates)
def test_one_visit_is_for_looking_back_and_lies_in_the_window(visits, review, per_week):
    low, high = review_window(DOSE, visits)
    ask = replace(ASK, visits=str(visits), review=str(review), per_week=per_week)
    course = plan_course(NEEDLE, ask, MONDAY)
    if low <= review <= high:
        assert isinstance(course, CoursePlan)
        assert course.review.number == review
        assert [visit.kind for visit in course.visits] == (
            ["visit"] * (review - 1) + ["review"] + ["later"] * (visits - review))
    else:
        assert course == (Trouble(field="review", code="outside", low=low, high=high),)


def test_a_short_course_is_looked_back_at_on_its_last_visit():
    assert review_window(DOSE, 3) == (3, 3)
    assert planned(visits="3", review="3").review.number == 3


@pytest.mark.parametrize(("typed", "code"), [
    ("", "missing"), ("  ", "missing"), ("ten", "no-number"), ("1 0", "no-number"), ("9.5", "no-whole"),
    ("9,5", "no-whole"), ("nan", "no-whole"), ("1e999", "no-whole"),
])
def test_a_number_of_visits_that_is_none(typed, code):
    assert troubles(visits=typed) == [("visits", code, 0, 0)]


@pytest.mark.parametrize("typed", ["0", "-3", "31", "1000000"])
def test_a_number_of_visits_that_nobody_plans(typed):
    assert ("visits", "outside", 1, MOST_VISITS) in troubles(visits=typed)


@pytest.mark.parametrize(("typed", "code"), [
    ("", "missing"), ("tomorrow", "no-date"), ("2026-02-30", "no-date"), ("2026-11-21", "past"),
    ((MONDAY + AHEAD + timedelta(days=1)).isoformat(), "far"),
])
def test_a_first_day_that_is_none(typed, code):
    assert troubles(start=typed) == [("start", code, 0, 0)]


def test_today_and_a_year_from_now_are_days_like_any_other_and_so_is_a_day_that_is_not_over_everywhere():
    assert planned(start="2026-11-22").visits[0].day == MONDAY
    assert planned(start=MONDAY.isoformat()).visits[0].day == MONDAY
    assert planned(start=(MONDAY + AHEAD).isoformat()).visits


def test_everything_wrong_is_told_at_once_in_the_order_of_the_fields():
    assert [each[0] for each in troubles(visits="ten", review="x", start="soon")] == ["visits", "review", "start"]


@pytest.mark.parametrize(("changes", "notes"), [
    ({}, ()), ({"visits": "7"}, ("fewer",)), ({"visits": "17"}, ("more",)), ({"per_week": 1}, ("rarer",)),
    ({"per_week": 5}, ("closer",)), ({"start": "2026-11-28"}, ("moved",)),
])
def test_what_differs_from_what_was_usual_is_said_and_not_refused(changes, notes):
    assert planned(**changes).notes == notes


def test_a_rate_that_is_not_offered_is_refused():
    with pytest.raises(NotAllowedNow, match="no course with 7 visits a week"):
        plan_course(NEEDLE, replace(ASK, per_week=7), MONDAY)


def test_a_technique_without_a_dose_has_no_course():
    referral = replace(NEEDLE, dose=None)
    with pytest.raises(NotAllowedNow, match="has no course of visits"):
        suggest_course(referral, MONDAY)
    with pytest.raises(NotAllowedNow, match="has no course of visits"):
        plan_course(referral, ASK, MONDAY)


@pytest.mark.parametrize(("low", "high", "wanted"), [(2, 3, 2), (1, 2, 1), (0.25, 2, 0.5), (2, 5, 3), (1.2, 1.4, 2)])
def test_a_suggested_course_is_about_as_dense_as_usual(low, high, wanted):
    technique = replace(NEEDLE, dose=replace(DOSE, per_week_low=low, per_week_high=high))
    assert suggest_course(technique, MONDAY).per_week == wanted


def test_what_is_suggested_for_every_shipped_technique_is_a_course_within_its_dose(kb: KnowledgeBase):
    dosed = [technique for technique in kb.treatment.techniques if technique.dose]
    assert len(dosed) >= 8
    for technique in dosed:
        for today in (MONDAY, MONDAY + timedelta(days=5)):
            course = plan_course(technique, suggest_course(technique, today), today)
            assert isinstance(course, CoursePlan)
            assert course.notes == ()
            low, high = review_window(technique.dose, len(course.visits))
            assert low <= course.review.number <= high
