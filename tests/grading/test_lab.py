"""Marks in the lesion lab: the grading contract, and feedback that names what tells two sites apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from small_anatomy import graphs, leg

from sciatica_teach.anatomy.nerves.graph import NerveGraph, build_graph
from sciatica_teach.anatomy.nerves.lesions import lesion
from sciatica_teach.anatomy.nerves.puzzles import Puzzle, make_puzzle
from sciatica_teach.errors import BadSubmission, UnknownId
from sciatica_teach.grading.lab import NOTHING, grade_localisation, grade_prediction
from sciatica_teach.model.grades import Grade, Verdict


@pytest.fixture
def small_leg() -> NerveGraph:
    return build_graph(leg())


@pytest.fixture
def calf_puzzle(small_leg: NerveGraph) -> Puzzle:
    """The calf nerve is cut; everything was examined."""
    observed = {loss.target: loss.value for loss in lesion(small_leg, {"calf-nerve": 1.0}).losses}
    return Puzzle(site="calf-nerve", severity=1.0, variant="a", observed=observed)


def predict(
    graph: NerveGraph, site: str, asked: Sequence[str], chosen: Collection[str], severity: float = 1.0
) -> Grade:
    return grade_prediction(graph, lesion(graph, {site: severity}), asked, chosen)


def verdict_on(grade: Grade, criterion: str) -> Verdict:
    return next(verdict for verdict in grade.verdicts if verdict.criterion == criterion)


def test_naming_what_fails_and_nothing_else_earns_the_mark(small_leg: NerveGraph) -> None:
    grade = predict(small_leg, "shin-nerve", list(small_leg.targets), ["shin-skin", "shin-muscle"])
    assert (grade.earned, grade.possible) == (1.0, 1.0)
    assert "Right minus wrong" in grade.rule


def test_the_worked_marks(small_leg: NerveGraph) -> None:
    """Two fail and five are intact: one failing and one intact named make 1/2 - 1/5."""
    grade = predict(small_leg, "shin-nerve", list(small_leg.targets), ["shin-muscle", "heel-jerk"])
    assert grade.earned == pytest.approx(1 / 2 - 1 / 5)


def test_verdicts_cover_what_was_missed_and_what_was_wrongly_named(small_leg: NerveGraph) -> None:
    grade = predict(small_leg, "shin-nerve", list(small_leg.targets), ["shin-muscle", "heel-jerk"])
    seen = {verdict.criterion: (verdict.right, verdict.chosen) for verdict in grade.verdicts}
    assert list(seen) == list(small_leg.targets)
    assert seen["shin-muscle"] == (True, True)
    assert seen["shin-skin"] == (True, False)
    assert seen["heel-jerk"] == (False, True)
    assert seen["inverter"] == (False, False)


def test_feedback_says_how_much_is_interrupted_and_where(small_leg: NerveGraph) -> None:
    grade = predict(small_leg, "l5-root", ["shin-muscle", "inverter", "heel-jerk"], ["shin-muscle"])
    assert verdict_on(grade, "shin-muscle").feedback == (
        "Fails; it is at grade 3 of 5. 60 % of its fibres are interrupted (L5 at “L5 root”)."
    )
    assert verdict_on(grade, "heel-jerk").feedback == "Intact: none of its fibres are interrupted on their way."
    mild = predict(small_leg, "l5-root", ["calf-muscle"], [NOTHING], severity=0.4)
    assert verdict_on(mild, "calf-muscle").feedback == (
        "Intact as far as an examination can tell. 12 % of its fibres are interrupted (L5 at “L5 root”), "
        "too few to show."
    )


def test_where_nothing_fails_saying_so_earns_the_mark_and_blank_does_not(small_leg: NerveGraph) -> None:
    asked = ["hip-muscle", "heel-jerk"]
    assert predict(small_leg, "shin-nerve", asked, [NOTHING]).earned == 1
    assert predict(small_leg, "shin-nerve", asked, []).earned == 0
    assert predict(small_leg, "shin-nerve", asked, ["hip-muscle"]).earned == 0
    assert predict(small_leg, "shin-nerve", ["shin-muscle", "heel-jerk"], [NOTHING]).earned == 0


def test_nothing_beside_something_and_what_was_not_asked_are_refused(small_leg: NerveGraph) -> None:
    with pytest.raises(BadSubmission, match="Either nothing fails or something does"):
        predict(small_leg, "trunk", ["shin-muscle"], [NOTHING, "shin-muscle"])
    with pytest.raises(UnknownId, match="shin-muscle"):
        predict(small_leg, "trunk", ["shin-muscle"], ["shin-muscles"])
    with pytest.raises(UnknownId, match="shin-muscle"):
        predict(small_leg, "trunk", ["shin-muscles"], [])


@given(graphs(), st.data())
def test_the_contract_holds_for_predictions(graph: NerveGraph, data: st.DataObject) -> None:
    asked = data.draw(st.lists(st.sampled_from(list(graph.targets)), min_size=1, unique=True))
    chosen = data.draw(st.lists(st.sampled_from(asked), unique=True))
    deficits = lesion(graph, {data.draw(st.sampled_from(graph.sites)): data.draw(st.sampled_from([0.5, 1.0]))})
    grade = grade_prediction(graph, deficits, asked, chosen)
    assert 0 <= grade.earned <= grade.possible == 1
    assert grade_prediction(graph, deficits, asked, []).earned == 0
    assert grade_prediction(graph, deficits, asked, data.draw(st.permutations(chosen))).earned == grade.earned
    shuffled = grade_prediction(graph, deficits, data.draw(st.permutations(asked)), chosen)
    assert shuffled.earned == grade.earned
    assert {verdict.criterion for verdict in grade.verdicts} == set(asked)
    fails = {verdict.criterion for verdict in grade.verdicts if verdict.right}
    if fails and fails != set(asked):
        assert grade_prediction(graph, deficits, asked, asked).earned == 0
        assert grade_prediction(graph, deficits, asked, fails).earned == 1


def test_the_right_site_earns_the_mark_and_hears_of_its_rival(small_leg: NerveGraph, calf_puzzle: Puzzle) -> None:
    grade = grade_localisation(small_leg, calf_puzzle, "calf-nerve")
    verdict, = grade.verdicts
    assert (grade.earned, verdict.right, verdict.chosen) == (1.0, True, True)
    assert "“Calf nerve” explains every finding." in verdict.feedback
    assert "The nearest rival is" in verdict.feedback


def test_a_near_miss_earns_a_part_and_names_the_neighbour_and_what_tells(
    small_leg: NerveGraph, calf_puzzle: Puzzle
) -> None:
    """The calf nerve takes inverter, calf, edge and jerk; the trunk these and the shin's muscle and skin: 4 of 6."""
    grade = grade_localisation(small_leg, calf_puzzle, "trunk")
    assert grade.earned == pytest.approx(0.5 * 4 / 6)
    wrong, truth = grade.verdicts
    assert (wrong.criterion, wrong.right, wrong.chosen) == ("trunk", False, True)
    assert (truth.criterion, truth.right, truth.chosen) == ("calf-nerve", True, False)
    assert wrong.feedback.startswith("“Trunk” is one step proximal to “Calf nerve”. What tells")
    assert "with a lesion there, and is at grade 5 of 5" in wrong.feedback


def test_one_step_distal_is_named_too(small_leg: NerveGraph, calf_puzzle: Puzzle) -> None:
    feedback = grade_localisation(small_leg, calf_puzzle, "inner-branch").verdicts[0].feedback
    assert feedback.startswith("“Inner branch” is one step distal to “Calf nerve”.")


def test_a_site_that_shares_nothing_earns_nothing(small_leg: NerveGraph, calf_puzzle: Puzzle) -> None:
    grade = grade_localisation(small_leg, calf_puzzle, "hip-nerve")
    assert grade.earned == 0
    assert grade.verdicts[0].feedback.startswith("The lesion is not at the site “Hip nerve” but at “Calf nerve”.")


def test_blank_earns_nothing_and_an_unknown_site_is_refused(small_leg: NerveGraph, calf_puzzle: Puzzle) -> None:
    blank = grade_localisation(small_leg, calf_puzzle, "")
    assert (blank.earned, [verdict.chosen for verdict in blank.verdicts]) == (0, [False])
    with pytest.raises(UnknownId, match="trunk"):
        grade_localisation(small_leg, calf_puzzle, "trunks")


@given(graphs(), st.integers(0, 20))
def test_only_the_site_itself_earns_more_than_half(graph: NerveGraph, seed: int) -> None:
    puzzle = None
    try:
        puzzle = make_puzzle(graph, np.random.default_rng(seed), "second")
    except ValueError:
        assume(False)
    for site in graph.sites:
        grade = grade_localisation(graph, puzzle, site)
        assert grade.earned == 1 if site == puzzle.site else 0 <= grade.earned <= 0.5
        assert all(verdict.feedback for verdict in grade.verdicts)
        assert site == puzzle.site or "What tells the two apart" in grade.verdicts[0].feedback
