"""A round of practice: what is asked next and why, hints and their price, the worked answer, replay."""

from __future__ import annotations

import numpy as np
import pytest
from small_items import solution

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.events import Entry, ItemAnswered
from sciatica_teach.session.item_making import find_item, get_posed
from sciatica_teach.session.learning import build_model
from sciatica_teach.session.practice import PracticeSession, replay_practice

NOON = 1_790_000_000.0


def rng(seed=1):
    return np.random.default_rng(seed)


@pytest.fixture
def session(kb):
    return PracticeSession(kb)


def begun(session, area="", mode="practice", entries=()):
    return session.open(mode, area, build_model(session.kb, entries), now=NOON, rng=rng())


def entries_of(events, at=NOON):
    return tuple(Entry(event=event, at=at, subject="practice/practice/1", content_version="x", command_id=f"c{number}")
                 for number, event in enumerate(events))


def test_a_round_begins_with_a_question_and_its_reason(session):
    state, events = begun(session)
    assert state.current.posed.reason in {"new", "weak", "blueprint"}
    assert get_posed(session.kb, state.current.posed.item_id).stem
    assert replay_practice(events) == state


def test_a_field_keeps_to_itself(session):
    state, _ = begun(session, "points")
    for number in range(1, 9):
        item = find_item(session.kb, state.current.posed.item_id)
        assert session.kb.get_objective(item.objective).area == "points"
        state, _ = session.give_up(state, number)
        state, _ = session.go_on(state, number, build_model(session.kb, ()), now=NOON, rng=rng(number))


def test_hints_are_shown_in_turn_and_lower_the_mark(session):
    state, _ = begun(session)
    while not (item := get_posed(session.kb, state.current.posed.item_id)).scaffold:
        pytest.fail(f"{item.id} has no second hint")
    state, first = session.hint(state, 1, 1)
    assert first[0].hint == 1
    assert session.hint(state, 1, 1) == (state, ())
    state, second = session.hint(state, 1, 2)
    assert second[0].hint == 2
    assert session.hint(state, 1, 2) == (state, ())
    state, (answered,) = session.answer(state, 1, solution(item), 3)
    assert (answered.earned, answered.hints) == (0.5, 2)
    assert session.hint(state, 1, 2) == (state, ())


def test_the_worked_answer_earns_nothing_and_shows_everything(session):
    state, _ = begun(session)
    state, (event,) = session.give_up(state, 1)
    assert (event.earned, event.response, event.hints) == (0.0, (), 3)
    assert session.give_up(state, 1) == (state, ())


def test_an_answer_counts_once_and_one_goes_on_only_after_it(session):
    state, opening = begun(session)
    model = build_model(session.kb, ())
    with pytest.raises(NotAllowedNow):
        session.go_on(state, 1, model, now=NOON, rng=rng())
    item = get_posed(session.kb, state.current.posed.item_id)
    state, first = session.answer(state, 1, solution(item), 2)
    assert session.answer(state, 1, solution(item), 1) == (state, ())
    model = build_model(session.kb, entries_of((*opening, *first)))
    state, onward = session.go_on(state, 1, model, now=NOON + 60, rng=rng())
    assert session.go_on(state, 1, model, now=NOON + 60, rng=rng()) == (state, ())
    assert replay_practice((*opening, *first, *onward)) == state
    with pytest.raises(NotAllowedNow):
        session.answer(state, 1, solution(item), 1)


def test_review_and_mistakes_of_a_new_learner_are_through_at_once(session):
    for mode in ("review", "mistakes"):
        state, events = begun(session, mode=mode)
        assert state.ended
        assert state.current is None
        assert replay_practice(events) == state


def test_a_mistake_comes_back_in_its_own_round_and_then_the_round_is_through(session):
    item_id = session.kb.items.single[0].id
    wrong = ItemAnswered(item_id=item_id, response=(), certainty=3, earned=0.0, possible=1.0)
    model = build_model(session.kb, entries_of((wrong,)))
    state, _ = session.open("mistakes", "", model, now=NOON + 60, rng=rng())
    assert find_item(session.kb, state.current.posed.item_id).family == find_item(session.kb, item_id).family
    assert state.current.posed.reason == "mistake"
    state, _ = session.give_up(state, 1)
    state, _ = session.go_on(state, 1, model, now=NOON + 90, rng=rng())
    assert state.ended


def test_a_round_ends_when_the_learner_ends_it(session):
    state, _ = begun(session)
    state, _ = session.end(state)
    assert state.ended
    assert session.end(state) == (state, ())
    with pytest.raises(NotAllowedNow):
        session.give_up(state, 1)
