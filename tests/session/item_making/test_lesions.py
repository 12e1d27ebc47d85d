"""Hidden lesions as questions: one true site among fair others, the marks of the lab, hints that are true."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
import small_anatomy
import small_knowledge

from sciatica_teach.anatomy.nerves.graph import build_graph
from sciatica_teach.anatomy.nerves.puzzles import Puzzle, make_puzzle
from sciatica_teach.grading.items import grade_item
from sciatica_teach.grading.lab import grade_localisation
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.items import LesionItem, LesionRecipe
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.item_making.lesions import is_unremarkable, make_lesion

LEVELS = ("first", "second", "third")
SEEDS = range(25)
SMALL = replace(small_knowledge.knowledge([small_knowledge.cause("other")], []), anatomy=small_anatomy.leg(),
                version="leg")


def recipe(level: str, seed: int) -> LesionRecipe:
    return LesionRecipe(id=f"made-lesion-{level}-{seed}", objective="obj", level=level, seed=seed)


@pytest.fixture(scope="module")
def graph(kb: KnowledgeBase):
    return build_graph(kb.anatomy)


@pytest.fixture(scope="module")
def made(kb: KnowledgeBase, graph) -> list[tuple[LesionItem, Puzzle]]:
    """Questions, and the puzzles that the same seeds hide."""
    return [
        (make_lesion(kb, recipe(level, seed)), make_puzzle(graph, np.random.default_rng(seed), level))
        for level in LEVELS for seed in SEEDS
    ]


def true_site(item: LesionItem) -> str:
    (found,) = (site.id for site in item.sites if site.credit == 1)
    return found


def test_the_hidden_site_alone_earns_the_mark(made):
    assert all(true_site(item) == puzzle.site for item, puzzle in made)


def test_ten_different_places_from_the_spine_to_the_foot(graph, made):
    order = list(graph.sites)
    for item, _ in made:
        places = [order.index(site.id) for site in item.sites]
        assert places == sorted(places)
        assert len(item.sites) == 10
        assert len({graph.site_nerves(site.id) for site in item.sites}) == 10


def test_the_marks_and_the_words_are_those_of_the_lab(graph, made):
    for item, puzzle in made[::5]:
        for site in item.sites:
            due = grade_localisation(graph, puzzle, site.id)
            own = grade_item(item, Submission(response=(site.id,)))
            assert (own.earned, own.rule) == (due.earned, due.rule)
            assert site.feedback == next(one.feedback for one in due.verdicts if one.criterion == site.id)


def test_what_is_offered_beside_it_is_near(graph, made):
    """No site that is left out shares more with the true one than the nearest of those offered."""
    for item, puzzle in made[::5]:
        offered = {site.id for site in item.sites}
        nearest = max(site.credit for site in item.sites if site.credit < 1)
        left = [site for site in graph.sites if site not in offered
                and graph.site_nerves(site) != graph.site_nerves(puzzle.site)]
        assert all(grade_localisation(graph, puzzle, site).earned <= nearest for site in left)


def test_its_place_in_the_list_does_not_tell_it(made):
    places = Counter([site.id for site in item.sites].index(true_site(item)) for item, _ in made)
    assert len(places) >= 6
    assert max(places.values()) / len(made) < 0.35


def test_hints_do_not_name_it(made):
    for item, _ in made:
        name = next(site.text for site in item.sites if site.credit == 1)
        assert name not in item.nudge + item.scaffold + item.stem
        assert item.id not in item.nudge + item.scaffold


def test_the_first_hint_names_something_that_fails_and_whose_fibres_pass_the_lesion(graph, made):
    for item, puzzle in made:
        (name,) = re.findall("“(.+)”", item.nudge)
        number = [what for what, _ in item.observed].index(name)
        assert not is_unremarkable(item.observed[number][1])
        target_id = list(puzzle.observed)[number]
        passed = {
            nerve for supply in graph.supplies[target_id] for root in supply.shares
            for route in graph.routes(root, supply.nerve) for nerve in route
        }
        assert passed & {*graph.site_nerves(puzzle.site)}


def test_what_is_urgent_is_said_before_the_question_and_before_its_answer(made):
    saddle = ("saddle", "anal reflex", "external anal sphincter")
    seen = set()
    for item, _ in made:
        failing = [what for what, found in item.observed if not is_unremarkable(found)]
        due = {
            "emergency": any(name in what for what in failing for name in saddle),
            "the same day": any("tibialis anterior" in what for what in failing),
        }
        for word, is_due in due.items():
            for text in (item.stem, item.explanation):
                assert (word in text) == is_due
                assert text.startswith("Safety first:") == any(due.values())
        seen |= {word for word, is_due in due.items() if is_due}
    assert seen == {"emergency", "the same day"}


def test_every_question_has_its_sources_and_says_that_shares_are_estimates(kb, made):
    for item, _ in made:
        assert item.mark == "estimate"
        assert item.sources
        assert {*item.sources} <= {*kb.source_by_id}
        assert "estimates" in item.explanation


def test_the_explanation_says_nothing_that_the_feedback_says(made):
    for item, _ in made:
        told = [sentence for site in item.sites for sentence in re.split(r"(?<=[.!?]) ", site.feedback)]
        assert not any(sentence in item.explanation for sentence in told)
        assert item.nudge in item.explanation


def test_a_recipe_gives_the_item_its_id_objective_and_flags(kb):
    own = replace(recipe("first", 3), safety=True, misconception="mis-07", hardness="hard")
    item = make_lesion(kb, own)
    assert (item.id, item.objective, item.safety, item.misconception, item.hardness) == (
        own.id, "obj", True, "mis-07", "hard")


def test_every_seed_can_be_asked_for_by_its_id(kb):
    assert get_posed(kb, "made-lesion-second-17") == make_lesion(
        kb, replace(recipe("second", 17), objective="obj-root-or-nerve"))


@pytest.mark.parametrize(("seed", "observed", "sites"), [
    (1, ["5 of 5", "0 of 5", "0 of 5", "0 of 5", "lost", "lost", "absent"],
     {"l4-root": 0.167, "l5-root": 0.357, "s1-root": 0.333, "plexus": 0.429, "trunk": 1.0, "shin-nerve": 0.167,
      "calf-nerve": 0.333, "outer-branch": 0.0, "inner-branch": 0.083, "edge-nerve": 0.083}),
    (2, ["5 of 5", "0 of 5", "0 of 5", "0 of 5", "lost", "lost", "absent"],
     {"l4-root": 0.167, "l5-root": 0.357, "s1-root": 0.333, "plexus": 0.429, "hip-nerve": 0.0, "trunk": 1.0,
      "shin-nerve": 0.167, "calf-nerve": 0.333, "inner-branch": 0.083, "edge-nerve": 0.083}),
    (3, ["0 of 5", "3 of 5", "3 of 5", "4 of 5", "reduced", "reduced", "normal"],
     {"l4-root": 0.167, "l5-root": 1.0, "s1-root": 0.214, "plexus": 0.429, "hip-nerve": 0.083, "trunk": 0.357,
      "shin-nerve": 0.167, "calf-nerve": 0.214, "outer-branch": 0.0, "inner-branch": 0.083}),
])
def test_the_same_seed_is_the_same_question_everywhere(seed, observed, sites):
    item = make_lesion(SMALL, recipe("first", seed))
    assert [found for _, found in item.observed] == observed
    assert {site.id: round(site.credit, 3) for site in item.sites} == sites
