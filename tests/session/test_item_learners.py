"""The made-up class: parts of every item are marked as they should be, and abler learners do better."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
import pytest

from sciatica_teach.grading.item_answers import ItemAnswer
from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.items import Item, OrderingItem
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.learners.answering import HOLDS, answer_all
from sciatica_teach.session.learners.item_parts import list_options, split_item

LEARNERS = 120


@pytest.fixture(scope="module")
def items(kb: KnowledgeBase) -> list[Item]:
    return [get_posed(kb, item.id) for item in kb.items]


@pytest.fixture(scope="module")
def answers(items: list[Item]) -> tuple[ItemAnswer, ...]:
    return answer_all(items, LEARNERS, seed=3)


def put_together(parts: list[tuple[str, ...]]) -> Submission:
    return Submission(response=tuple(chosen for part in parts for chosen in part))


def test_all_parts_right_earn_the_mark_and_each_wrong_one_costs(items: list[Item]) -> None:
    for item in items:
        parts = split_item(item)
        right = [part.right for part in parts]
        assert grade_item(item, put_together(right)).earned == pytest.approx(1), item.id
        for number, part in enumerate(parts):
            assert part.wrong, item.id
            for wrong in part.wrong:
                spoilt = [*right[:number], wrong, *right[number + 1:]]
                assert grade_item(item, put_together(spoilt)).earned < 1, (item.id, wrong)


def test_what_can_be_chosen_is_right_where_the_grader_says_so(items: list[Item]) -> None:
    for item in items:
        options = list_options(item)
        assert len({option.id for option in options}) == len(options)
        verdicts = {one.criterion: one.right for one in grade_item(item, Submission(response=())).verdicts}
        told = {option.id: option.is_right for option in options if option.id in verdicts}
        if item.kind in ("single", "multiple", "triage", "script", "lesion", "point"):
            assert told == verdicts, item.id


def test_everybody_answers_everything_with_the_mark_of_the_grader(
    items: list[Item], answers: tuple[ItemAnswer, ...]
) -> None:
    assert Counter(one.item_id for one in answers) == {item.id: LEARNERS for item in items}
    by_id = {item.id: item for item in items}
    for one in answers[::97]:
        assert one.mark == grade_item(by_id[one.item_id], Submission(response=one.response)).earned


def test_the_abler_do_better_at_every_kind(items: list[Item], answers: tuple[ItemAnswer, ...]) -> None:
    ability = np.random.default_rng([3]).normal(size=LEARNERS)
    kinds = {item.id: item.kind for item in items}
    marks: dict[str, list[list[float]]] = defaultdict(lambda: [[], []])
    for one in answers:
        marks[kinds[one.item_id]][int(ability[one.learner] > 0)].append(one.mark)
    for kind, (below, above) in marks.items():
        assert np.mean(above) > np.mean(below) + 0.1, kind


def test_hard_items_are_harder(items: list[Item], answers: tuple[ItemAnswer, ...]) -> None:
    singles = {item.id: item.hardness for item in items if item.kind == "single"}
    marks: dict[str, list[float]] = defaultdict(list)
    for one in answers:
        if one.item_id in singles:
            marks[singles[one.item_id]].append(one.mark)
    assert np.mean(marks["easy"]) > np.mean(marks["middle"]) + 0.08 > np.mean(marks["hard"]) + 0.16


def test_a_misconception_pulls_its_holders_to_one_option(items: list[Item]) -> None:
    item = next(one for one in items if one.kind == "single" and one.misconception)
    ability = np.random.default_rng([5]).normal(size=3000)
    weak = set(np.flatnonzero(ability < HOLDS).tolist())
    taken = Counter(one.response for one in answer_all([item], 3000, seed=5) if one.learner in weak)
    wrong = sorted((taken[part] for part in split_item(item)[0].wrong), reverse=True)
    assert wrong[0] > 1.5 * wrong[1]


def test_the_same_seed_is_the_same_class_whatever_else_is_in_the_bank(
    items: list[Item], answers: tuple[ItemAnswer, ...]
) -> None:
    alone = answer_all(items[5:6], LEARNERS, seed=3)
    assert alone == tuple(one for one in answers if one.item_id == items[5].id)
    assert alone != answer_all(items[5:6], LEARNERS, seed=4)


def test_where_something_is_typed_or_ordered_no_options_are_counted(items: list[Item]) -> None:
    ordering = next(item for item in items if isinstance(item, OrderingItem))
    assert list_options(ordering) == ()
