"""What the rooms of a case say: counts of what was done, lists in an order of their own, what a question was worth."""

from __future__ import annotations

import re

import pytest

from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case import CaseSession, CaseState
from sciatica_teach.views.case_guide import BASELINE, worth_note
from sciatica_teach.views.case_rooms import belief_state, patient_state, questions_state
from sciatica_teach.views.words import say

NO_CHANGE = say("case.guide_worth_none")


@pytest.fixture(scope="module")
def marek(kb: KnowledgeBase) -> CaseSession:
    return CaseSession(kb, kb.get_case("marek"))


def examining(session: CaseSession) -> CaseState:
    state, _ = session.open()
    for _ in range(2):
        state, _ = session.state_belief(state, {"lumbar-disc": 0.5})
        state, _ = session.go_on(state)
    return state


def clock(session: CaseSession, state: CaseState) -> str:
    return patient_state(session, state)["blocks"][-1]["text"]


def test_the_clock_counts_what_was_asked_and_not_what_came_of_itself(marek):
    state, _ = marek.open()
    assert say("case.asked_none") in clock(marek, state)
    state, _ = marek.ask_open(state, next(iter(marek.case.open_answers)))
    assert len(state.asked) > 1
    assert say("case.asked_one") in clock(marek, state)
    state, _ = marek.ask(state, "pregnant")
    assert say("case.asked_many", count=2) in clock(marek, state)


def test_every_topic_of_a_room_has_a_name_of_its_own(marek):
    groups = questions_state(marek, examining(marek))["groups"]
    topics = [group["topic"] for group in groups]
    assert len(set(topics)) == len(topics)
    assert {"Circulation", "History: Circulation", "Safety screen: Circulation"} <= set(topics)


def test_the_causes_to_choose_from_stand_in_the_order_of_their_names(kb, marek):
    names = [cause["name"] for cause in belief_state(marek, marek.open()[0])["causes"]]
    assert names == sorted(names, key=str.casefold)
    assert len(names) == len(kb.causes) - 1
    assert kb.get_cause(OTHER).name not in names


def test_no_question_is_ever_said_to_be_of_no_use(kb):
    for finding in kb.findings:
        for value in (0.0, 0.05, 0.5, 5.0):
            assert not re.search(r"no use|little use|useless|same\b", worth_note(kb, finding.id, value))


def test_a_sign_that_sends_alone_is_not_said_to_change_nothing(kb):
    """The value knows no must-refer rule, so the sentence about it must not stand there."""
    for finding in kb.findings:
        if finding.refer:
            assert NO_CHANGE not in worth_note(kb, finding.id, 0.0)
    assert say("case.guide_worth_sends") in worth_note(kb, "babinski", 0.0)


def test_power_reflexes_and_feeling_are_said_to_be_a_baseline(kb):
    """Whatever they are worth on their own, and in every case alike, so that no key finding is given away."""
    tests = [finding for finding in kb.findings if finding.topic in BASELINE]
    assert {finding.topic for finding in tests} == set(BASELINE)
    for finding in tests:
        assert say("case.guide_worth_baseline") in worth_note(kb, finding.id, 0.0)
    assert worth_note(kb, "worse-sitting", 0.0) == NO_CHANGE


def test_a_finding_that_sends_only_with_others_says_so(kb):
    together = say("case.guide_worth_together")
    assert worth_note(kb, "known-thin-bones", 0.0) == f"{NO_CHANGE} {together}"
    assert together not in worth_note(kb, "worse-sitting", 0.0)
