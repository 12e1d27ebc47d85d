"""Rules of later visits: what can be wrong with them, and that the shipped ones say what their trials say."""

from __future__ import annotations

import math

import pytest
from content_breaks import CASE, Break, assert_named_at_its_place
from example_content import ExampleContent

from sciatica_teach.content.checking import check_content
from sciatica_teach.model.knowledge import KnowledgeBase

RULES = "follow-up.yaml"

BROKEN = {
    "shares": Break(RULES, "share: 0.3", "share: 0.4", "courses", "the shares sum to 1.1", on="courses:"),
    "visits back in time": Break(RULES, "visits: [1, 2, 6]", "visits: [1, 6, 2]", "visits[2]", "week 2 stands after"),
    "points back in time": Break(
        RULES, "{week: 6, left: 0.4}", "{week: 0, left: 0.4}", "courses[0].points[1]", "week 0 stands after week 0"),
    "a course that begins half-way": Break(
        RULES, "{week: 0, left: 1}, {week: 6, left: 0.4}", "{week: 0, left: 0.5}, {week: 6, left: 0.4}",
        "courses[0].points[0]", "begins in week 0 with all of the pain"),
    "shares measured out of order": Break(
        RULES, "{week: 12, share: 0.8}", "{week: 1, share: 0.8}", "felt_better[1]", "week 1 stands after week 2"),
    "technique": Break(
        RULES, "techniques: [needle-calf]", "techniques: [needle-calfs]", "effects[0].techniques[0]",
        "Did you mean 'needle-calf'?"),
    "cause": Break(
        RULES, "causes: [lumbar-disc]", "causes: [lumbar-disk]", "effects[0].causes[0]", "no cause called"),
    "turn after the last visit": Break(
        CASE, "    - visit: 2", "    - visit: 4", "course.turns[0].visit", "there is no visit 4"),
    "a story without a why": Break(
        CASE, "  missed_why: {text: It can go so., mark: opinion}\n", "",
        "course.missed", "add 'missed_why'", on="  missed: Ann wakes"),
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN.keys())
def test_a_problem_is_named_at_its_place(examples: ExampleContent, change: Break) -> None:
    assert_named_at_its_place(examples, change)


def test_a_case_with_later_visits_needs_their_rules(examples: ExampleContent) -> None:
    examples.path(RULES).unlink()

    (problem,) = check_content([examples.folder]).problems

    assert (problem.file, problem.path) == (str(examples.path(CASE)), "course")


def test_rules_that_cannot_be_read_raise_no_second_problem(examples: ExampleContent) -> None:
    examples.write(RULES, "id: x\n[\n")

    (problem,) = check_content([examples.folder]).problems

    assert problem.file == str(examples.path(RULES))


def test_the_shipped_effect_is_that_of_the_trial_on_a_scale_of_ten(kb: KnowledgeBase) -> None:
    assert kb.follow_up is not None
    (effect,) = kb.follow_up.effects
    trial = next(one for one in kb.treatment.trials if one.id == "tu-2024")
    outcome = next(one for one in trial.outcomes if (one.name, one.week) == ("Leg pain", 4))
    assert outcome.difference is not None
    assert math.isclose(effect.points, -outcome.difference / 10)
    assert effect.by_week == outcome.week
    assert effect.basis.mark == "measured"


def test_the_shipped_shares_of_those_who_felt_better_are_those_of_the_trial(kb: KnowledgeBase) -> None:
    assert kb.follow_up is not None
    trial = next(one for one in kb.treatment.trials if one.id == "natural-course")
    waiting = {one.week: one.share for one in trial.shares if one.group == "New severe sciatica, waiting"}
    assert {one.week: one.share for one in kb.follow_up.felt_better} == waiting


def test_nothing_that_is_ours_is_called_measured(kb: KnowledgeBase) -> None:
    rules = kb.follow_up
    assert rules is not None
    ours = (rules.points_basis, rules.between_basis, rules.noise_basis, *(one.spread_basis for one in rules.effects))
    assert {claim.mark for claim in ours} == {"estimate"}
