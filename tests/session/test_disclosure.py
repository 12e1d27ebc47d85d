"""People who talk when asked openly, and people who do not say everything at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_knowledge import CLAIM, case, cause, finding, knowledge

from sciatica_teach.errors import NotAllowedNow, UnknownId
from sciatica_teach.model.cases import FirstAnswer, OpenAnswer, OpenQuestion, Reveal
from sciatica_teach.model.events import AnswerCorrected, FindingAsked, OpenAsked
from sciatica_teach.session.case import CaseSession, replay_case

ASHAMED = Reveal(
    value="present", words="Well. I have to push.",
    first=FirstAnswer(value="absent", words="All fine down there.", until=("wiping", "warned")),
)
QUESTIONS = (
    OpenQuestion(id="story", ask="Tell me.", minutes=2, why=CLAIM),
    OpenQuestion(id="worry", ask="?", minutes=1, why=CLAIM),
)
STORY = OpenAnswer(words="It shoots when I sneeze.", tells=("cough", "warned"))


@pytest.fixture
def session() -> CaseSession:
    kb = knowledge(
        [cause("disc"), cause("other")],
        [finding(one, 0.2, {"disc": 0.6}, safety=one != "cough", minutes=0 if one != "cough" else 1)
         for one in ("bladder", "wiping", "warned", "cough")],
        prior={"disc": 0.5, "other": 0.5},
    )
    played = case(truth="disc", present=["cough"], must_ask=["bladder"], key_findings=["cough"], right=["treat"],
                  plan={"explain": "critical", "rest": "neutral", "push": "harmful"})
    played = replace(played, reveals={**played.reveals, "bladder": ASHAMED}, open_answers={"story": STORY}, minutes=3)
    return CaseSession(replace(kb, open_questions=QUESTIONS), played)


def test_the_first_answer_holds_until_something_else_is_asked_and_is_then_put_right_unasked(session):
    state, opening = session.open()
    state, first = session.ask(state, "bladder")
    assert session.known(state)["bladder"] == "absent"
    assert session.told(state, "bladder").words == "All fine down there."
    state, then = session.ask(state, "wiping")
    assert [type(event) for event in then] == [FindingAsked, AnswerCorrected]
    assert session.known(state)["bladder"] == "present"
    assert session.told(state, "bladder").words == "Well. I have to push."
    assert replay_case((*opening, *first, *then)) == state


def test_whoever_asks_the_other_question_first_hears_the_truth_at_once(session):
    state, _ = session.open()
    state, _ = session.ask(state, "wiping")
    state, events = session.ask(state, "bladder")
    assert [event.value for event in events] == ["present"]


def test_what_was_known_at_a_checkpoint_is_what_had_been_said_by_then(session):
    state, _ = session.open()
    for finding_id in ("bladder", "wiping"):
        state, _ = session.ask(state, finding_id)
    assert session.known(state, 1)["bladder"] == "absent"
    assert session.known(state)["bladder"] == "present"


def test_an_open_question_settles_what_the_answer_says_and_costs_its_own_minutes_only(session):
    state, _ = session.open()
    state, events = session.ask_open(state, "story")
    assert events == (OpenAsked(question_id="story", minutes=2, told={"cough": "present", "warned": "absent"}),)
    assert session.known(state)["cough"] == "present"
    assert state.minutes_used == 2
    assert all(one.unasked for one in state.asked)


def test_an_open_answer_can_put_right_what_was_said_before(session):
    state, _ = session.open()
    state, _ = session.ask(state, "bladder")
    state, events = session.ask_open(state, "story")
    assert AnswerCorrected(finding_id="bladder", value="present") in events


def test_an_open_question_asked_twice_is_asked_once_and_one_without_an_answer_is_refused(session):
    state, _ = session.open()
    state, _ = session.ask_open(state, "story")
    assert session.ask_open(state, "story") == (state, ())
    with pytest.raises(NotAllowedNow, match="nothing to say"):
        session.ask_open(state, "worry")
    with pytest.raises(UnknownId):
        session.ask_open(state, "weather")


def test_an_open_question_needs_its_minutes(session):
    tight = CaseSession(session.kb, replace(session.case, minutes=1))
    state, _ = tight.open()
    with pytest.raises(NotAllowedNow, match="visit is over"):
        tight.ask_open(state, "story")


@given(st.permutations(["bladder", "wiping", "warned", "cough"]))
def test_in_whatever_order_all_is_asked_the_truth_is_known_in_the_end(order):
    kb = knowledge(
        [cause("disc"), cause("other")],
        [finding(one, 0.2, safety=True, minutes=0) for one in ("bladder", "wiping", "warned", "cough")])
    played = case(truth="disc", present=["cough"], must_ask=["bladder"], key_findings=["cough"], right=["treat"],
                  plan={"explain": "critical", "rest": "neutral", "push": "harmful"})
    honest = CaseSession(kb, replace(played, reveals={**played.reveals, "bladder": ASHAMED}))
    state, _ = honest.open()
    for finding_id in order:
        state, _ = honest.ask(state, finding_id)
    assert honest.known(state) == {"bladder": "present", "wiping": "absent", "warned": "absent", "cough": "present"}
