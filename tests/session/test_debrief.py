"""What a debrief compares a learner with: evidence once, and the must-refer rules on everything known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_knowledge import rule

from sciatica_teach.model.cases import Reveal
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case import CaseSession, CaseState
from sciatica_teach.session.debrief import build_debrief

SHORTLIST = {"lumbar-stenosis": 0.3, "vascular-claudication": 0.3}


@pytest.fixture(scope="session")
def older(kb: KnowledgeBase) -> CaseSession:
    """A patient older than 65 in a clinic for people older than 65."""
    case = kb.get_case("stenosis-or-arteries")
    return CaseSession(kb, replace(case, reveals={**case.reveals, "age-over-65": Reveal(value="present")}))


def finished(session: CaseSession) -> CaseState:
    state, _ = session.open()
    for verb, *arguments in (
        ("ask", "night-pain"), ("state_belief", SHORTLIST), ("go_on",), ("ask", "no-pain-seated"),
        ("state_belief", SHORTLIST), ("stop_and_decide",), ("decide", "treat"), ("plan", []),
    ):
        state, _ = getattr(session, verb)(state, *arguments)
    return state


def test_an_age_that_the_prior_holds_is_shown_and_known_but_is_no_evidence(older: CaseSession) -> None:
    state = finished(older)
    assert older.given_answers()["age-over-65"] == "present"
    assert older.known(state)["age-over-65"] == "present"
    assert older.observed(state).keys() == older.known(state).keys() - {"age-over-65"}


def test_an_age_that_the_prior_does_not_hold_is_evidence(disc: CaseSession) -> None:
    state, _ = disc.open()
    assert disc.observed(state) == disc.known(state) == {"age-over-65": "absent"}


def test_the_path_begins_at_the_prior_where_everything_given_is_in_it(older: CaseSession) -> None:
    debrief = build_debrief(older, finished(older), np.random.default_rng(7))
    setting = older.kb.get_setting(older.case.setting)
    start = debrief.path[0]
    assert (start.low, start.reference, start.high) == pytest.approx([setting.prior[older.case.truth]] * 3)


def test_the_must_refer_rule_knows_what_the_prior_holds(older: CaseSession) -> None:
    strict = replace(older.kb, referral_rules=(rule("old", "age-over-65", "no-pain-seated", refer="same-day"),))
    debrief = build_debrief(CaseSession(strict, older.case), finished(older), np.random.default_rng(7))
    assert (debrief.floor.urgency, debrief.floor.finding_ids) == ("same-day", ("age-over-65", "no-pain-seated"))
    assert {failure.subject for failure in debrief.grade.gate.failures if failure.kind == "must-refer"} == {
        "age-over-65", "no-pain-seated"}
