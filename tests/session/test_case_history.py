"""Attempts in a record, how they begin, and what of them the content has no counterpart for any more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sciatica_teach.model.cases import MODES, FirstAnswer, Reveal
from sciatica_teach.model.events import (
    AnswerCorrected,
    BeliefStated,
    CaseOpened,
    DecisionMade,
    Entry,
    FindingAsked,
    OpenAsked,
    PlanMade,
    StageEntered,
    VisitAsked,
)
from sciatica_teach.session.case import CaseSession
from sciatica_teach.session.case_door import EXAM_MINUTES, find_mode, is_sealed, last_mode, open_attempt
from sciatica_teach.session.case_history import find_gaps, latest_of, list_attempts


def entries_of(subject, *events, start=0.0):
    return [
        Entry(event=event, at=start + at, subject=subject, content_version="1", command_id=f"{subject}-{at}")
        for at, event in enumerate(events)
    ]


OPENED = CaseOpened(case_id="marek")
ASKED = FindingAsked(finding_id="worse-sitting", value="present", minutes=1)
OVER = (StageEntered(stage="decide"), DecisionMade(disposition="treat"), StageEntered(stage="debrief"))


# ---- Reading attempts ----

def test_attempts_are_read_in_the_order_in_which_they_began():
    entries = [
        *entries_of("case/marek/1", OPENED, *OVER),
        *entries_of("case/patient-7/1", CaseOpened(case_id="patient-7"), start=10),
        *entries_of("case/marek/2", OPENED, ASKED, start=20),
        *entries_of("quiz/first-steps/1", ASKED, start=30),
        *entries_of("case/graham/1", ASKED, start=40),  # never opened: no attempt
    ]
    attempts = list_attempts(entries)
    assert [one.subject for one in attempts] == ["case/marek/1", "case/patient-7/1", "case/marek/2"]
    assert [one.is_done for one in attempts] == [True, False, False]
    assert (attempts[2].began_at, attempts[2].last_at, attempts[2].events) == (20, 21, (OPENED, ASKED))
    assert {case_id: one.number for case_id, one in latest_of(attempts).items()} == {"marek": 2, "patient-7": 1}


# ---- Beginning ----

@pytest.mark.parametrize("mode", MODES)
def test_only_an_exam_has_a_clock_and_a_paper(disc, mode):
    state, (opened,) = open_attempt(disc, mode, now=1000.0, paper="week-7", day="")
    is_exam = mode == "exam"
    assert opened.closes_at == (1000.0 + 60 * EXAM_MINUTES if is_exam else None)
    assert opened.paper == ("week-7" if is_exam else "")
    assert is_sealed(state, ()) is is_exam
    assert not is_sealed(state, {"week-7"})
    assert is_sealed(state, {"week-8"}) is is_exam


def test_the_mode_of_last_time_is_offered_first_and_days_and_exams_do_not_count():
    assert last_mode(()) == "guided"
    exam = entries_of("case/walter/1", CaseOpened(case_id="walter", mode="exam"), start=9)
    assert last_mode(list_attempts(exam)) == "guided"
    entries = [
        *entries_of("case/marek/1", replace(OPENED, mode="clinic")),
        *entries_of("case/graham/1", CaseOpened(case_id="graham", mode="guided", day="day/clinic/1"), start=5),
        *exam,
    ]
    assert last_mode(list_attempts(entries)) == "clinic"
    assert (find_mode("clinic"), find_mode("cheating")) == ("clinic", None)


# ---- Gaps ----

@pytest.fixture(scope="module")
def marek(kb):
    return kb.get_case("marek")


def played(session, *steps):
    """The events of a whole attempt."""
    state, events = session.open()
    for verb, *arguments in steps:
        state, more = getattr(session, verb)(state, *arguments)
        events = (*events, *more)
    return events


WHOLE = (
    ("ask", "saddle-numbness"), ("state_belief", {"lumbar-disc": 0.6}), ("go_on",), ("ask", "worse-sitting"),
    ("stop_and_decide",), ("decide", "routine"),
)


def test_what_was_played_with_this_content_has_no_gap(kb):
    for case in kb.cases:
        session = CaseSession(kb, case)
        state, events = session.open()
        for finding in session.findings("safety"):
            state, more = session.ask(state, finding.id)
            events = (*events, *more)
        for question in case.open_answers:
            state, more = session.ask_open(state, question)
            events = (*events, *more)
        state, more = session.stop_and_decide(state)
        events = (*events, *more)
        state, more = session.decide(state, case.decision.right[0], 2, rng=np.random.default_rng(1))
        assert find_gaps(kb, case, (*events, *more)) == ()


@pytest.mark.parametrize(("event", "gap"), [
    (FindingAsked(finding_id="gone", value="absent", minutes=1), "gone"),
    (AnswerCorrected(finding_id="gone", value="absent"), "gone"),
    (OpenAsked(question_id="gone-too", minutes=1, told={}), "gone-too"),
    (VisitAsked(finding_id="gone", value="absent"), "gone"),
    (BeliefStated(checkpoint="safety", belief={"lumbar-disc": 0.5, "wind-bi": 0.5}), "wind-bi"),
    (PlanMade(action_ids=("pray",)), "pray"),
    (FindingAsked(finding_id="saddle-numbness", value="present", minutes=0), "saddle-numbness"),  # now absent
])
def test_what_is_gone_or_says_something_else_is_named(kb, marek, event, gap):
    assert find_gaps(kb, marek, (OPENED, event, event)) == (gap,)


def test_a_finding_that_left_the_content_is_a_gap_in_a_whole_attempt(kb, marek):
    events = played(CaseSession(kb, marek), *WHOLE)
    without = replace(kb, findings=tuple(one for one in kb.findings if one.id != "worse-sitting"))
    assert find_gaps(kb, marek, events) == ()
    assert find_gaps(without, marek, events) == ("worse-sitting",)


def test_an_action_of_the_plan_that_left_the_case_is_a_gap(kb, marek):
    first = marek.plan[0].id
    events = played(CaseSession(kb, marek), *WHOLE, ("plan", [first]))
    assert find_gaps(kb, marek, events) == ()
    assert find_gaps(kb, replace(marek, plan=marek.plan[1:]), events) == (first,)


def test_a_made_up_patient_who_is_drawn_otherwise_now_is_noticed(kb, marek):
    """Another patient under the same seed: what was asked comes back otherwise."""
    events = played(CaseSession(kb, marek), *WHOLE)
    other = replace(marek, reveals={**marek.reveals, "worse-sitting": Reveal(value="absent")})
    assert find_gaps(kb, other, events) == ("worse-sitting",)


def test_a_first_answer_that_was_not_true_is_no_gap(kb, marek):
    shy = Reveal(value="present", first=FirstAnswer(value="absent", words="No.", until=("bladder-change",)))
    case = replace(marek, reveals={**marek.reveals, "saddle-numbness": shy})
    for value in ("absent", "present"):
        asked = FindingAsked(finding_id="saddle-numbness", value=value, minutes=0)
        assert find_gaps(kb, case, (OPENED, asked)) == ()


def test_a_chain_over_what_is_not_offered_any_more_is_a_gap(kb):
    case = next(one for one in kb.cases if one.offered and one.decision.right[0] in ("treat", "routine"))
    session = CaseSession(kb, case)
    state, _ = session.open()
    state, stopped = session.stop_and_decide(state)
    state, decided = session.decide(state, case.decision.right[0], 2, rng=np.random.default_rng(1))
    chosen = case.offered[0]
    state, linked = session.build_chain(state, lambda chains, chain: chains.choose(chain, "cause", chosen))
    events = (CaseOpened(case_id=case.id), *stopped, *decided, *linked)
    assert find_gaps(kb, case, events) == ()
    assert find_gaps(kb, replace(case, offered=case.offered[1:]), events) == ("chain",)
