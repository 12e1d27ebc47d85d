"""How pain goes on: the worked number, laws, and the means and shares that follow without any draw."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.model.follow_up import FeltBetter, FollowUp
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.pain_course import (
    PainDraw,
    draw_pain,
    felt_better_by,
    find_pain,
    share_given,
    share_left,
    simulate_pain,
    untreated_range,
    untreated_share,
)

PATIENTS = 20_000


@pytest.fixture(scope="module")
def rules(kb: KnowledgeBase) -> FollowUp:
    assert kb.follow_up is not None
    return kb.follow_up


def many(rules: FollowUp, baseline: float, week: float, *, treated: bool = False, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    effect = rules.effects[0] if treated else None
    return np.array([simulate_pain(rules, baseline, [week], rng, effect)[0] for _ in range(PATIENTS)])


def mean_left(rules: FollowUp, week: float) -> float:
    """The mean of what the courses leave, written down a second way."""
    total = 0.0
    for course in rules.courses:
        for before, after in zip(course.points, course.points[1:], strict=False):
            if before.week <= week <= after.week:
                way = (week - before.week) / (after.week - before.week)
                total += course.share * (before.left * (1 - way) + after.left * way)
                break
    return total


def test_the_worked_number(rules: FollowUp) -> None:
    fading, staying = (next(c for c in rules.courses if c.id == name) for name in
                       ("improving-mild", "persistent-severe"))
    effect = rules.effects[0]
    mean_gain = PainDraw(course=fading, gain=0.0, days=(0.0, 1.0))
    assert find_pain(rules, mean_gain, 6, 0, 4) == pytest.approx(3.78)
    assert find_pain(rules, mean_gain, 6, 0, 4, [(effect, 4)]) == pytest.approx(2.18)
    assert effect.points * share_given(effect, 2) == pytest.approx(0.8)
    assert find_pain(rules, mean_gain, 6, 1, 4, [(effect, 4)]) == pytest.approx(3.18)
    assert find_pain(rules, replace(mean_gain, course=staying), 6, 1, 4, [(effect, 4)]) == pytest.approx(5.22)


def test_the_mean_of_many_is_what_the_shares_say(rules: FollowUp) -> None:
    drawn = many(rules, 6, 4)
    assert drawn.mean() == pytest.approx(6 * mean_left(rules, 4), abs=4 * drawn.std() / sqrt(PATIENTS))


def test_untreated_pain_of_60_mm_falls_about_as_far_as_with_sham(rules: FollowUp) -> None:
    assert 60 * (1 - mean_left(rules, 4)) == pytest.approx(14.9, abs=0.5)


def test_the_effect_shifts_the_mean_by_what_the_trial_says(rules: FollowUp) -> None:
    """At a pain that neither arm takes to 0 or 10."""
    free, needled = many(rules, 8, 4, seed=2), many(rules, 8, 4, treated=True, seed=2)
    assert (needled - free).mean() == pytest.approx(-1.6, abs=4 * (needled - free).std() / sqrt(PATIENTS))


def test_changes_of_the_treated_vary_about_as_much_as_in_the_trial(rules: FollowUp) -> None:
    assert many(rules, 8, 4, treated=True).std() == pytest.approx(2.0, abs=0.2)


def test_the_shares_without_draws_are_those_of_many_draws(rules: FollowUp) -> None:
    drawn = many(rules, 6, 6)
    for pain in (2.0, 3.0, 4.5, 6.0):
        assert (drawn <= pain).mean() == pytest.approx(untreated_share(rules, 6, 6, pain), abs=4 * 0.5 / sqrt(PATIENTS))


def test_the_range_holds_as_many_of_the_drawn_as_it_says(rules: FollowUp) -> None:
    drawn, (low, high) = many(rules, 7, 6), untreated_range(rules, 7, 6)
    assert ((low <= drawn) & (drawn <= high)).mean() == pytest.approx(0.8, abs=4 * 0.4 / sqrt(PATIENTS))


def test_on_the_first_day_everybody_has_the_first_days_pain(rules: FollowUp) -> None:
    assert untreated_range(rules, 7, 0) == (7, 7)


def test_shares_between_two_that_were_measured_lie_on_a_line(rules: FollowUp) -> None:
    assert felt_better_by(rules.felt_better, 6) == pytest.approx(0.738)
    assert felt_better_by((FeltBetter(week=0, share=0.2), FeltBetter(week=4, share=0.4)), 1) == pytest.approx(0.25)


@given(seed=st.integers(0, 10_000), baseline=st.floats(0, 10), treated=st.booleans())
def test_pain_stays_on_its_scale(rules: FollowUp, seed: int, baseline: float, treated: bool) -> None:
    effect = rules.effects[0] if treated else None
    pains = simulate_pain(rules, baseline, rules.visits, np.random.default_rng(seed), effect)
    assert len(pains) == len(rules.visits)
    assert all(0 <= pain <= 10 for pain in pains)


@given(seed=st.integers(0, 10_000), week=st.floats(0, 60), visit=st.integers(0, 3))
def test_a_technique_that_was_not_given_changes_nothing(
    rules: FollowUp, seed: int, week: float, visit: int,
) -> None:
    draw = draw_pain(rules, 4, np.random.default_rng(seed))
    given = find_pain(rules, draw, 6, visit, week, [(rules.effects[0], 0)])
    assert given == find_pain(rules, draw, 6, visit, week)


@given(seed=st.integers(0, 10_000))
def test_the_same_numbers_make_the_same_patient(rules: FollowUp, seed: int) -> None:
    one, other = (draw_pain(rules, 4, np.random.default_rng(seed)) for _ in range(2))
    assert one == other


@given(weeks=st.lists(st.floats(0, 60), min_size=2, max_size=2))
def test_no_course_gets_worse_by_itself(rules: FollowUp, weeks: list[float]) -> None:
    early, late = sorted(weeks)
    for course in rules.courses:
        assert 0 <= share_left(course, late) <= share_left(course, early) <= 1


@given(baseline=st.floats(0, 10), week=st.floats(0.5, 52))
def test_a_wider_share_lies_in_a_wider_range(rules: FollowUp, baseline: float, week: float) -> None:
    low, high = untreated_range(rules, baseline, week, 0.5)
    lower, higher = untreated_range(rules, baseline, week, 0.9)
    assert 0 <= lower <= low <= high <= higher <= 10
