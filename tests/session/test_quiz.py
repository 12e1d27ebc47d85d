"""Taking a quiz: stored order, first answer counts, grades as the grader gives them, replay."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.items import NumericItem, OrderingItem
from sciatica_teach.session.quiz import QuizSession, replay_quiz
from sciatica_teach.session.shuffling import shuffle_parts


def opened(session: QuizSession, seed: int = 1):
    return session.open(np.random.default_rng(seed))


def an_answer(session: QuizSession, state, item_id: str) -> tuple[str, ...]:
    item = session.kb.get_item(item_id)
    return ("1",) if isinstance(item, NumericItem) else state.shown_order[item_id][:1 if item.kind != "ordering" else 9]


def test_the_same_learner_sees_the_same_order_and_another_one_may_not(first_steps):
    again = opened(first_steps)[0].shown_order
    assert opened(first_steps)[0].shown_order == again
    assert any(opened(first_steps, seed)[0].shown_order != again for seed in range(2, 6))


def test_the_order_holds_every_option_once(first_steps):
    state, _ = opened(first_steps)
    for item_id, shown in state.shown_order.items():
        item = first_steps.kb.get_item(item_id)
        parts = getattr(item, "options", getattr(item, "steps", ()))
        assert sorted(shown) == sorted(part.id for part in parts)


def test_an_ordering_is_never_shown_already_solved(kb):
    for item in kb.items.ordering:
        assert isinstance(item, OrderingItem)
        for seed in range(40):
            assert shuffle_parts(item, np.random.default_rng(seed)) != tuple(step.id for step in item.steps)


def test_the_first_answer_counts(first_steps):
    state, _ = opened(first_steps)
    item_id = state.showing
    shown = state.shown_order[item_id]
    state, first = first_steps.answer(state, item_id, shown[:1], 2)
    again, second = first_steps.answer(state, item_id, shown[-1:], 3)
    assert (again, second) == (state, ())
    assert len(first) == 1


def test_a_blank_is_not_an_answer(first_steps):
    state, _ = opened(first_steps)
    with pytest.raises(NotAllowedNow):
        first_steps.answer(state, state.showing, (), 1)


def test_only_the_question_on_screen_can_be_answered(first_steps):
    state, _ = opened(first_steps)
    later = state.item_ids[3]
    with pytest.raises(NotAllowedNow):
        first_steps.answer(state, later, state.shown_order[later][:1], 1)


def test_one_goes_on_only_after_answering(first_steps):
    state, _ = opened(first_steps)
    with pytest.raises(NotAllowedNow):
        first_steps.go_on(state)


def test_a_whole_attempt_replays_and_its_grades_are_the_graders(first_steps):
    state, opening = opened(first_steps)
    events = list(opening)
    while not state.finished:
        response = an_answer(first_steps, state, state.showing)
        state, answered = first_steps.answer(state, state.showing, response, 1)
        state, onward = first_steps.go_on(state)
        events += (*answered, *onward)
    assert replay_quiz(events) == state
    for item_id, answer in state.answers.items():
        grade = first_steps.find_grade(state, item_id)
        assert (grade.earned, grade.possible) == (answer.earned, answer.possible)


def test_nothing_is_known_of_an_item_before_its_answer(first_steps):
    state, _ = opened(first_steps)
    assert first_steps.find_grade(state, state.showing) is None
