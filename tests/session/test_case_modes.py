"""Guided, as in the clinic, and as an exam; and the room in which the treatment is reasoned out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_chains import best_chain

from sciatica_teach.apps.case_actions import act_on_case
from sciatica_teach.errors import BadSubmission, NotAllowedNow
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.events import ChainCaught, ChainGraded, StageEntered, TimeRanOut
from sciatica_teach.reasoning.belief import infer
from sciatica_teach.reasoning.draws import BAND_SEED, sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.case import CaseSession, replay_case
from sciatica_teach.session.case_guide import CaseGuide
from sciatica_teach.session.debrief import grade_state
from sciatica_teach.views.case_rooms import plan_state

BELIEF = {"lumbar-disc": 0.6, "deep-gluteal": 0.2}


def rng():
    return np.random.default_rng(5)


@pytest.fixture
def treated(kb, disc):
    """A patient for whom the decision to treat leads into the chain room."""
    offered = ("lumbar-disc", "deep-gluteal", "lumbar-stenosis")
    return CaseSession(kb, replace(disc.case, offered=offered))


def decided(session, mode, disposition="treat"):
    state, opening = session.open(mode)
    state, stopped = session.stop_and_decide(state)
    state, made = session.decide(state, disposition, 2, rng=rng())
    return state, [*opening, *stopped, *made]


def built(session, state, technique="education-exercise"):
    """The whole chain put in, link by link."""
    chain = best_chain(session.kb, session.chains.task(state.chain), technique)
    steps = [
        *(lambda chains, at, link=link: chains.choose(at, link, getattr(chain, link))
          for link in ("cause", "mechanism", "target", "technique")),
        lambda chains, at: chains.plan_points(at, chain.points),
        lambda chains, at: chains.plan_dangers(at, chain.mitigations),
        lambda chains, at: chains.plan_dose(at, chain.dose),
    ]
    events = []
    for step in steps:
        state, more = session.build_chain(state, step)
        events += more
    return state, events


@pytest.mark.parametrize("disposition", URGENCIES)
def test_only_who_treats_here_has_to_reason_the_treatment_out(treated, disposition):
    state, _ = decided(treated, "clinic", disposition)
    assert state.stage == ("chain" if disposition in ("treat", "routine") else "plan")
    assert (state.disposition, state.certainty) == (disposition, 2)


def test_a_case_that_offers_no_causes_asks_for_no_chain(treated):
    state, _ = decided(CaseSession(treated.kb, replace(treated.case, offered=())), "clinic")
    assert state.stage == "plan"


def test_as_in_the_clinic_a_committed_chain_leads_on_and_tells_nothing(treated):
    state, events = decided(treated, "clinic")
    state, more = built(treated, state)
    state, last = treated.commit_chain(state, 0)
    assert [type(event) for event in last] == [ChainGraded, StageEntered]
    assert state.stage == "plan"
    assert treated.chains.find_grade(state.chain).earned > 0
    assert replay_case([*events, *more, *last]) == state


def test_guided_a_dangerous_chain_is_caught_and_a_marked_one_stays_on_screen_until_one_goes_on(treated):
    state, _ = decided(treated, "guided")
    state, _ = built(treated, state)
    with_pacemaker = CaseSession(treated.kb, replace(treated.case, flags=("pacemaker",)))
    state, _ = with_pacemaker.build_chain(state, lambda chains, at: chains.choose(at, "technique", "electro-low-back"))
    state, caught = with_pacemaker.commit_chain(state, 0)
    assert [type(event) for event in caught] == [ChainCaught]
    with pytest.raises(NotAllowedNow):
        with_pacemaker.go_on(state)
    state, graded = with_pacemaker.commit_chain(state, 1)
    assert [type(event) for event in graded] == [ChainGraded]
    assert state.stage == "chain"
    state, _ = with_pacemaker.go_on(state)
    assert state.stage == "plan"


def test_who_refers_may_leave_it_at_the_letter_and_owes_no_chain(treated):
    state, events = decided(treated, "clinic", "routine")
    state, left = treated.leave_chain(state)
    assert left == (StageEntered(stage="plan"),)
    assert state.left_chain
    assert replay_case([*events, *left]) == state
    with pytest.raises(NotAllowedNow):
        treated.leave_chain(state)


def test_who_decided_to_treat_gives_the_reasons(treated):
    state, _ = decided(treated, "clinic", "treat")
    with pytest.raises(NotAllowedNow, match="give the reasons"):
        treated.leave_chain(state)
    state, _ = treated.commit_chain(state, 0)
    assert not state.left_chain


@pytest.mark.parametrize(("disposition", "owed"), [("routine", False), ("treat", True)])
def test_a_letter_alone_is_marked_by_its_actions_and_a_treatment_without_reasons_is_not(
    treated, sampled, disposition, owed
):
    state, _ = decided(treated, "clinic", disposition)
    state, _ = treated.leave_chain(state) if disposition == "routine" else treated.commit_chain(state, 0)
    state, _ = treated.plan(state, [one.id for one in treated.case.plan if one.action_class == "critical"], rng())
    while state.stage == "follow-up":
        state, _ = treated.decide_visit(state, "stop", rng())
    grade = grade_state(treated, state, sampled)
    assert grade.actions > 0
    assert grade.plan == (pytest.approx(grade.actions / 2) if owed else grade.actions)


def test_a_chain_is_built_only_in_its_room(treated):
    state, _ = treated.open()
    with pytest.raises(NotAllowedNow, match="after the decision"):
        treated.commit_chain(state, 0)


def test_a_commit_without_its_number_is_refused(treated):
    state, _ = decided(treated, "clinic")
    with pytest.raises(BadSubmission):
        act_on_case(treated, state, "commit", {}, now=0, rng=rng())


# ---- Guided ----

@pytest.fixture(scope="module")
def sampled(kb):
    return sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(BAND_SEED))


def test_guided_the_reference_is_told_after_the_belief_and_the_belief_then_stands(kb, disc, sampled):
    guide = CaseGuide(disc, sampled)
    state, _ = disc.open("guided")
    state, _ = disc.ask(state, "saddle-numbness")
    assert guide.compare(state) is None
    state, _ = disc.state_belief(state, BELIEF)
    compared = guide.compare(state)
    assert compared.stated == BELIEF
    setting = kb.get_setting(disc.case.setting)
    known = {**disc.given_answers(), "saddle-numbness": "absent"}
    assert compared.reference == infer(sampled, setting.prior, setting.leave_out_counted(known))
    with pytest.raises(NotAllowedNow, match="stands"):
        disc.state_belief(state, {"lumbar-disc": 0.2})
    state, _ = disc.go_on(state)
    assert guide.compare(state) is None


def test_guided_a_question_is_worth_what_it_promised_before_its_answer(disc, sampled):
    guide = CaseGuide(disc, sampled)
    state, _ = disc.open("guided")
    for finding_id in ("saddle-numbness", "pregnant"):
        state, _ = disc.ask(state, finding_id)
    worth = guide.worth(state)
    assert worth["saddle-numbness"] > 0.1 > worth["pregnant"]
    assert guide.open_must_asks(state) == len(disc.case.must_ask) - 1


# ---- Exam ----

def test_in_an_exam_there_is_no_way_back(disc):
    state, _ = disc.open("exam", paper="week-7", closes_at=100.0)
    state, _ = disc.state_belief(state, BELIEF)
    with pytest.raises(NotAllowedNow, match="stands"):
        disc.state_belief(state, {"lumbar-disc": 0.2})
    state, _ = disc.go_on(state)
    with pytest.raises(NotAllowedNow, match="no way back"):
        disc.ask(state, "saddle-numbness")


def test_when_the_time_of_an_exam_is_up_nothing_more_is_taken_and_what_was_committed_counts(disc):
    state, opening = disc.open("exam", closes_at=100.0)
    state, asked = act_on_case(disc, state, "ask", {"finding": "saddle-numbness"}, now=99.9, rng=rng())
    state, ended = act_on_case(disc, state, "ask", {"finding": "bladder-change"}, now=100.0, rng=rng())
    assert ended == (TimeRanOut(), StageEntered(stage="debrief"))
    assert (state.stage, state.ran_out, state.asked_ids) == ("debrief", True, {"saddle-numbness"})
    assert replay_case((*opening, *asked, *ended)) == state
    assert not disc.is_over(state, 200.0)


def test_a_page_whose_clock_runs_ahead_ends_nothing(disc):
    state, _ = disc.open("exam", closes_at=100.0)
    assert act_on_case(disc, state, "time-is-up", {}, now=99.0, rng=rng()) == (state, ())
    assert act_on_case(disc, state, "time-is-up", {}, now=101.0, rng=rng())[0].ran_out


def test_a_plan_comes_by_the_numbers_that_the_page_shows_or_by_the_ids_of_an_older_page(disc):
    state, _ = disc.open()
    state, _ = disc.stop_and_decide(state)
    state, _ = disc.decide(state, "urgent")
    shown = plan_state(disc)["options"]
    first, second = disc.case.plan[:2]
    number = next(one["id"] for one in shown if one["text"] == first.text)
    state, _ = act_on_case(disc, state, "plan", {"chosen": [number, second.id]}, now=0, rng=rng())
    assert state.action_ids == (first.id, second.id)


def test_nothing_that_the_plan_room_shows_carries_an_id_of_the_content(disc):
    ids = {one.id for one in disc.case.plan}
    assert ids.isdisjoint(one["id"] for one in plan_state(disc)["options"])


def test_an_unknown_step_is_refused_in_words(disc):
    state, _ = disc.open()
    with pytest.raises(NotAllowedNow, match="dance"):
        act_on_case(disc, state, "dance", {}, now=0, rng=rng())
