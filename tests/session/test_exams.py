"""Sitting an exam: the blueprint, changing one's mind, the clock, and what is told when."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from small_items import solution

from sciatica_teach.errors import BadSubmission, NotAllowedNow
from sciatica_teach.grading.items import grade_item
from sciatica_teach.model.events import ExamAnswered, ItemAnswered
from sciatica_teach.model.grades import Submission
from sciatica_teach.model.items import ItemBank
from sciatica_teach.session.exams import ExamSession, draw_exam, replay_exam
from sciatica_teach.session.exams.drawing import apportion
from sciatica_teach.session.item_making import find_item, get_posed

NOON = 1_790_000_000.0


@pytest.fixture
def session(kb):
    return ExamSession(kb)


def begun(session, seed=1):
    return session.open(now=NOON, rng=np.random.default_rng(seed))


def test_every_field_gets_its_share_of_the_questions(kb):
    counts = apportion(kb.blueprint)
    assert sum(counts.values()) == kb.blueprint.items
    assert all(abs(counts[area.id] - area.share * kb.blueprint.items) < 1 for area in kb.blueprint.areas)
    drawn = draw_exam(kb, np.random.default_rng(3))
    asked = Counter(kb.get_objective(find_item(kb, item_id).objective).area for item_id in drawn)
    assert asked == counts


@pytest.mark.parametrize("seed", range(12))
def test_no_exam_asks_two_twins_or_tears_a_story_apart(kb, seed):
    drawn = [find_item(kb, item_id) for item_id in draw_exam(kb, np.random.default_rng(seed))]
    assert len({item.family for item in drawn}) == len(drawn)
    assert not any(kb.set_of_item[item.id].story for item in drawn)


def test_the_same_seed_draws_the_same_exam_and_another_one_not(kb):
    first = draw_exam(kb, np.random.default_rng(5))
    assert draw_exam(kb, np.random.default_rng(5)) == first
    assert draw_exam(kb, np.random.default_rng(6)) != first


def test_a_bank_that_cannot_fill_the_blueprint_says_which_field(kb):
    poor = replace(kb, items=ItemBank(single=kb.items.single[:3]))
    with pytest.raises(NotAllowedNow, match="different questions"):
        draw_exam(poor, np.random.default_rng(1))


def test_answers_can_be_changed_and_taken_back_and_nothing_is_marked_before_the_end(session):
    state, opening = begun(session)
    item_id = state.showing
    item = get_posed(session.kb, item_id)
    state, laid = session.answer(state, item_id, solution(item), 2, now=NOON + 10)
    state, again = session.answer(state, item_id, solution(item), 3, now=NOON + 20)
    assert state.laid[item_id].certainty == 3
    state, back = session.take_back(state, item_id, now=NOON + 30)
    assert item_id in state.blanks
    events = (*opening, *laid, *again, *back)
    assert not any(isinstance(event, ItemAnswered) for event in events)
    assert not any(hasattr(event, "earned") for event in events)
    assert session.find_result(state) is None
    assert replay_exam(events) == state


def test_what_cannot_be_an_answer_is_refused_at_once(session):
    state, _ = begun(session)
    with pytest.raises(NotAllowedNow, match="leave this question open"):
        session.answer(state, state.showing, (), 1, now=NOON)
    single = next(one for one in state.item_ids if get_posed(session.kb, one).kind == "single")
    options = [option.id for option in get_posed(session.kb, single).options]
    with pytest.raises(BadSubmission):
        session.answer(state, single, options[:2], 1, now=NOON)


def test_handing_in_marks_what_was_laid_down_by_the_one_grader_and_only_once(session):
    state, opening = begun(session)
    answered = state.item_ids[::2]
    for item_id in answered:
        state, _ = session.answer(state, item_id, solution(get_posed(session.kb, item_id)), 3, now=NOON + 5)
    state, closing = session.hand_in(state)
    assert session.hand_in(state) == (state, ())
    assert set(state.results) == set(answered)
    for item_id, result in state.results.items():
        grade = grade_item(get_posed(session.kb, item_id), Submission(response=result.response))
        assert (result.earned, result.possible) == (grade.earned, grade.possible) == (1.0, 1.0)
    result = session.find_result(state)
    assert result.whole.questions == len(state.item_ids)
    assert result.whole.share == pytest.approx(len(answered) / len(state.item_ids))
    assert session.certainty_sum(state) == 3 * len(answered)
    assert replay_exam((*opening, *(ExamAnswered(item_id=i, response=state.laid[i].response, certainty=3,
                                                 item_version=state.laid[i].item_version) for i in answered),
                        *closing)).results == state.results


def test_an_answer_after_the_time_is_refused_in_words_and_the_rest_counts(session):
    state, _ = begun(session)
    first, second = state.item_ids[:2]
    state, _ = session.answer(state, first, solution(get_posed(session.kb, first)), 2, now=state.closes_at - 1)
    with pytest.raises(NotAllowedNow, match="time was up"):
        session.answer(state, second, solution(get_posed(session.kb, second)), 2, now=state.closes_at)
    state, _ = session.close_if_over(state, now=state.closes_at)
    assert state.closed == "time"
    assert set(state.results) == {first}
    with pytest.raises(NotAllowedNow, match="too late"):
        session.answer(state, second, solution(get_posed(session.kb, second)), 2, now=NOON)


def test_a_clock_that_jumps_never_shows_more_time_than_there_is(session):
    state, _ = begun(session)
    whole = session.blueprint.minutes * 60
    assert session.seconds_left(state, now=NOON - 86_400) == whole
    assert session.seconds_left(state, now=NOON + 60) == whole - 60
    assert session.seconds_left(state, now=NOON + 86_400) == 0
    assert session.close_if_over(state, now=NOON - 86_400) == (state, ())


def test_flags_are_set_and_lifted(session):
    state, _ = begun(session)
    item_id = state.item_ids[4]
    state, _ = session.flag(state, item_id, True, now=NOON)
    assert session.flag(state, item_id, True, now=NOON) == (state, ())
    assert state.flagged == {item_id}
    state, _ = session.flag(state, item_id, False, now=NOON)
    assert not state.flagged


def test_a_question_of_another_exam_is_refused(session):
    state, _ = begun(session)
    with pytest.raises(NotAllowedNow, match="not part of the exam"):
        session.show(state, "nobody-asked-this", now=NOON)


def test_a_question_that_left_the_bank_during_the_exam_is_left_out_and_the_rest_is_marked(session):
    state, _ = begun(session)
    gone, kept = state.item_ids[:2]
    for item_id in (gone, kept):
        state, _ = session.answer(state, item_id, solution(get_posed(session.kb, item_id)), 2, now=NOON)
    kind = get_posed(session.kb, gone).kind
    rest = tuple(item for item in getattr(session.kb.items, kind) if item.id != gone)
    if find_item(session.kb, gone) not in getattr(session.kb.items, kind):
        pytest.fail("the item is kept under its kind")
    later = ExamSession(replace(session.kb, items=replace(session.kb.items, **{kind: rest})))
    state, _ = later.hand_in(state)
    assert set(state.results) == {kept}
    assert later.find_result(state).whole.questions == len(state.item_ids) - 1
