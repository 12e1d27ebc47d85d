"""How cases are marked: what the check refuses, each named at its place; and ticking, counted out by hand."""

from __future__ import annotations

from itertools import product

import pytest
from content_breaks import CASE, Break, assert_named_at_its_place
from example_content import ExampleContent

from sciatica_teach.content.checking import check_content
from sciatica_teach.model.knowledge import KnowledgeBase

MARKING = "marking.yaml"

BREAKS = {
    "a part without a weight": Break(
        MARKING, "efficiency: 0.1, plan: 0.3", "plan: 0.4", "weights", "'efficiency' has no weight", "weights:"),
    "weights that are not one": Break(MARKING, "plan: 0.3", "plan: 0.35", "weights", "sum to 1.05", "weights:"),
    "a weight below 0": Break(MARKING, "efficiency: 0.1", "efficiency: -0.1", "weights.efficiency", "", "weights:"),
    "a cap above 100": Break(MARKING, "gate_cap: 40", "gate_cap: 140", "gate_cap", "", "gate_cap:"),
    "a class without worth": Break(MARKING, "neutral: 0, ", "", "actions", "'neutral' is worth", "actions:"),
    "classes out of order": Break(
        MARKING, "recommended: 1", "recommended: 4", "actions.recommended", "critical (3) has to be worth more",
        "actions:"),
    "harm that pays": Break(
        MARKING, "unnecessary: -1, harmful: -4", "unnecessary: 0, harmful: 0", "actions.harmful",
        "unnecessary (0) has to be worth more than harmful (0)", "actions:"),
    "ticking everything pays": Break(
        MARKING, "harmful: -4", "harmful: -1.5", "plan", "ticking every action earns"),
    "a case that leaves a part out": Break(
        CASE, "plan:\n", "weights: {plan: 1}\nplan:\n", "weights", "has no weight", "weights:"),
}


@pytest.mark.parametrize("change", [pytest.param(one, id=name) for name, one in BREAKS.items()
                                    if name != "ticking everything pays"])
def test_a_problem_is_named_at_its_place(examples: ExampleContent, change: Break) -> None:
    assert_named_at_its_place(examples, change)


def test_a_plan_in_which_ticking_everything_pays_is_refused(examples: ExampleContent) -> None:
    change = BREAKS["ticking everything pays"]
    examples.edit(change.file, change.old, change.new)
    found = [problem for problem in check_content([examples.folder]).problems if change.words in problem.message]
    assert [problem.path for problem in found] == ["plan"]


def test_cases_without_a_marking_are_refused(examples: ExampleContent) -> None:
    examples.path(MARKING).unlink()
    assert any("marking.yaml" in str(problem) for problem in check_content([examples.folder]).problems)


def test_a_case_may_bring_its_own_weights(examples: ExampleContent) -> None:
    own = "weights: {reasoning: 0.4, updating: 0, data_gathering: 0.2, efficiency: 0, plan: 0.4}\nplan:\n"
    examples.edit(CASE, "plan:\n", own)
    checked = check_content([examples.folder])
    assert checked.problems == ()
    assert checked.draft.cases[0].value.weights["reasoning"] == 0.4


def test_ticking_everything_never_pays_in_the_shipped_cases(kb: KnowledgeBase) -> None:
    """Each way to tick, one by one: 2 to the power of the number of actions."""
    points = {"critical": 3, "recommended": 1, "neutral": 0, "unnecessary": -1, "harmful": -4}
    for case in kb.cases:
        worth = [points[action.action_class] for action in case.plan if action.action_class != "neutral"]
        best = sum(one for one in worth if one > 0)
        tossed = [sum(one for one, ticked in zip(worth, ways, strict=True) if ticked)
                  for ways in product((False, True), repeat=len(worth))]
        guessing = sum(min(1, max(0, one / best)) for one in tossed) / len(tossed)
        assert max(0, sum(worth) / best) <= guessing, case.id
