"""The debrief: safety first, the reference knows no more than the learner, a right stop is not marked down."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica_teach.reasoning.belief import update
from sciatica_teach.session.case import CaseSession, CaseState, room_of
from sciatica_teach.session.debrief import Debrief, build_debrief
from sciatica_teach.views.debrief_cards import all_cards

SEED = 7


def played(session: CaseSession, asked: list[str], disposition: str, plan: list[str] | None = None) -> CaseState:
    """Safety questions, then a decision at once; or all rooms when something beyond the screen is asked."""
    state, _ = session.open()
    for finding_id in asked:
        while state.stage != room_of(session.kb.get_finding(finding_id)):
            state, _ = session.state_belief(state, {session.case.truth: 0.5})
            state, _ = session.go_on(state)
        state, _ = session.ask(state, finding_id)
    state, _ = session.stop_and_decide(state)
    state, _ = session.decide(state, disposition)
    state, _ = session.plan(state, plan or [])
    return state


def debriefed(session: CaseSession, state: CaseState) -> Debrief:
    return build_debrief(session, state, np.random.default_rng(SEED))


def test_the_path_is_the_reference_belief_of_what_had_been_told_by_then(disc):
    state = played(disc, ["bladder-change", "worse-sitting", "straight-leg-raise"], "treat")
    debrief = debriefed(disc, state)
    prior = disc.kb.get_setting(disc.case.setting).prior
    assert [point.finding_id for point in debrief.path] == ["", "bladder-change", "worse-sitting", "straight-leg-raise"]
    for count, point in enumerate(debrief.path):
        alone = update(disc.kb, prior, disc.observed(state, count), np.random.default_rng(SEED))
        assert point.reference == pytest.approx(alone.posterior["lumbar-disc"], abs=1e-12)
        assert point.low <= point.reference <= point.high


def test_beliefs_stand_where_they_were_committed(disc):
    debrief = debriefed(disc, played(disc, ["bladder-change", "worse-sitting", "slump"], "treat"))
    assert [(c.stage, c.stated) for c in debrief.checkpoints] == [
        ("safety", {"lumbar-disc": 0.5}), ("history", {"lumbar-disc": 0.5}),
    ]
    assert all(sum(c.yours.values()) == pytest.approx(1) for c in debrief.checkpoints)


def test_an_emergency_that_was_found_and_sent_has_nothing_missed(cauda):
    debrief = debriefed(cauda, played(cauda, ["saddle-numbness"], "emergency"))
    assert debrief.grade.gate.passed
    assert debrief.stopped_rightly
    assert (debrief.missed, debrief.best_left) == ((), ())


def test_a_missed_emergency_fails_the_gate_and_no_other_question_is_called_worth_most(cauda):
    debrief = debriefed(cauda, played(cauda, ["anticoagulant"], "treat"))
    assert not debrief.grade.gate.passed
    assert debrief.best_left == ()
    assert "saddle-numbness" in debrief.missed
    name, first = all_cards(cauda.kb, cauda.case, debrief)[0]
    assert (name, first["tone"]) == ("gate", "unsafe")


def test_an_unsafe_decision_is_red_and_not_merely_a_caution(cauda):
    cards = dict(all_cards(cauda.kb, cauda.case, debriefed(cauda, played(cauda, ["anticoagulant"], "routine"))))
    assert cards["decision"]["tone"] == "unsafe"


def test_a_safety_question_carries_no_number(disc):
    debrief = debriefed(disc, played(disc, ["bladder-change", "worse-sitting"], "treat"))
    worth = dict(all_cards(disc.kb, disc.case, debrief))["worth"]
    rows = worth["blocks"][1]["blocks"][0]["rows"]
    assert rows[0][2] == "must be asked"
    assert rows[1][2] != "must be asked"


def test_a_debrief_before_the_decision_is_refused(disc):
    state, _ = disc.open()
    with pytest.raises(ValueError, match="over"):
        debriefed(disc, state)
