"""The shipped bank: that there is enough of everything, and that it pays to know and not to guess."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import ceil

import pytest

from sciatica_teach.content.chance import FAR, Lengths, find_lean
from sciatica_teach.content.check_item_cues import compare, is_absolute, is_longest
from sciatica_teach.content.item_choices import find_choices
from sciatica_teach.grading.items import GRADERS, grade_item
from sciatica_teach.grading.items.script import habit_means
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.items import ITEM_TYPES, HotspotItem, LesionRecipe, PointRecipe, UpdateRecipe
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.item_making import get_posed

WRITTEN, WITH_TWIN, OF_AN_OBJECTIVE, OF_A_KIND = 200, 40, 6, 3
RECIPES = LesionRecipe | UpdateRecipe | PointRecipe


def test_there_are_enough_items_of_every_kind_and_hardness(kb: KnowledgeBase) -> None:
    written = [item for item in kb.items if not isinstance(item, RECIPES)]
    assert len(written) >= WRITTEN
    kinds = Counter(item.kind for item in kb.items)
    assert set(kinds) == set(ITEM_TYPES) == set(GRADERS)
    assert min(kinds.values()) >= OF_A_KIND
    hardness = Counter(item.hardness for item in written)
    assert all(count >= len(written) / 6 for count in hardness.values())
    assert len(hardness) == 3


def test_twins(kb: KnowledgeBase) -> None:
    families = Counter(item.family for item in kb.items)
    assert sum(count > 1 for count in families.values()) >= WITH_TWIN


def test_every_misconception_is_met_in_two_kinds(kb: KnowledgeBase) -> None:
    kinds: dict[str, set[str]] = defaultdict(set)
    for item in kb.items:
        kinds[item.misconception].add(item.kind)
    assert len(kb.misconceptions) == 30
    assert [one.id for one in kb.misconceptions if len(kinds[one.id]) < 2] == []


def test_every_objective_has_questions(kb: KnowledgeBase) -> None:
    asked = Counter(item.objective for item in kb.items)
    assert {one.id: asked[one.id] for one in kb.objectives if asked[one.id] < OF_AN_OBJECTIVE} == {}


def test_two_exams_can_be_drawn_without_a_question_or_its_twin_again(kb: KnowledgeBase) -> None:
    area_of = {one.id: one.area for one in kb.objectives}
    families: dict[str, set[str]] = defaultdict(set)
    for item in kb.items:
        families[area_of[item.objective]].add(item.family)
    assert sum(area.share for area in kb.blueprint.areas) == pytest.approx(1)
    for area in kb.blueprint.areas:
        assert len(families[area.id]) >= 2 * ceil(area.share * kb.blueprint.items), area.id


def test_every_key_rests_on_a_source(kb: KnowledgeBase) -> None:
    """What textbooks teach may stand on its own; what was measured, or thought by somebody, was read somewhere."""
    reading = {source.id: source.reading for source in kb.sources}
    for item in kb.items:
        if not isinstance(item, RECIPES):
            assert item.mark in ("measured", "taught", "tradition", "opinion"), item.id
            read = [reading[source] != "not-read" for source in item.sources]
            assert any(read) or item.mark in ("taught", "tradition"), item.id


def test_every_written_item_has_two_hints(kb: KnowledgeBase) -> None:
    assert [item.id for item in kb.items if not isinstance(item, RECIPES) and not (item.nudge and item.scaffold)] == []


def test_every_recipe_makes_a_question(kb: KnowledgeBase) -> None:
    recipes = [item for item in kb.items if isinstance(item, RECIPES)]
    assert recipes
    for recipe in recipes:
        made = get_posed(kb, recipe.id)
        assert made.id == recipe.id
        assert grade_item(made, Submission(response=())).earned == 0


def test_near_misses_are_no_right_places(kb: KnowledgeBase) -> None:
    spots = [item for item in kb.items if isinstance(item, HotspotItem)]
    assert spots
    for item in spots:
        assert {near.place for near in item.near}.isdisjoint(item.places), item.id


def test_what_is_said_of_a_right_place_is_true_of_one_that_was_not_chosen(kb: KnowledgeBase) -> None:
    assert [item.id for item in kb.items.hotspot if item.feedback_right.startswith(("Yes", "Right", "Correct"))] == []


def test_a_danger_in_a_chain_is_not_called_so_twice(kb: KnowledgeBase) -> None:
    harmful = [option for item in kb.items.chain for link in item.links for option in link.options
               if option.id in link.harmful]
    assert len(harmful) > 20
    assert [option.feedback for option in harmful if option.feedback.startswith("Danger")] == []


def test_no_habit_pays_in_script_concordance(kb: KnowledgeBase) -> None:
    assert max(habit_means(kb.items.script).values()) <= 0


def test_the_longest_option_and_absolute_words_are_right_as_often_as_by_chance(kb: KnowledgeBase) -> None:
    choices = [choice for item in kb.items for choice in find_choices(item)]
    singles = [choice for choice in choices if choice.is_single]
    assert len(singles) > 100
    assert not compare(singles, is_longest).is_odd
    assert not compare(choices, is_absolute).is_odd


def test_right_options_of_multiple_choices_are_as_long_as_wrong_ones(kb: KnowledgeBase) -> None:
    lengths = [
        Lengths(right=tuple(len(option.text) for option in item.options if option.right),
                wrong=tuple(len(option.text) for option in item.options if not option.right))
        for item in kb.items.multiple
    ]
    assert abs(find_lean(lengths)) < FAR
