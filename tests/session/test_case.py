"""A case as it is played: what may be done when, what it costs, and that replaying the events gives the same state."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.errors import NotAllowedNow, UnknownId
from sciatica_teach.session.case import CaseSession, CaseState, replay_case
from sciatica_teach.session.disclosure import true_reveal

BELIEF = {"lumbar-disc": 0.6, "deep-gluteal": 0.2}


def through(session: CaseSession, *steps: tuple[str, ...]) -> tuple[CaseState, list]:
    """Play the steps from the greeting on; returns the state and all events."""
    state, opening = session.open()
    events = list(opening)
    for verb, *arguments in steps:
        state, more = getattr(session, verb)(state, *arguments)
        events += more
    return state, events


def test_the_rooms_follow_one_another_to_the_debrief(disc):
    state, events = through(
        disc, ("ask", "bladder-change"), ("state_belief", BELIEF), ("go_on",), ("ask", "worse-sitting"),
        ("state_belief", BELIEF), ("go_on",), ("ask", "straight-leg-raise"), ("state_belief", BELIEF), ("go_on",),
        ("decide", "treat"), ("plan", [disc.case.plan[0].id]),
    )
    assert state.stage == "debrief"
    assert [stated.checkpoint for stated in state.final_beliefs] == ["safety", "history", "examination"]
    assert replay_case(events) == state


def test_nobody_goes_on_without_having_committed_a_belief(disc):
    state, _ = disc.open()
    with pytest.raises(NotAllowedNow, match="belief first"):
        disc.go_on(state)


def test_a_test_of_a_later_room_cannot_be_done_during_the_safety_screen(disc):
    state, _ = disc.open()
    with pytest.raises(NotAllowedNow):
        disc.ask(state, "straight-leg-raise")


def test_a_safety_question_can_still_be_asked_during_the_examination(disc):
    state, _ = through(disc, ("state_belief", BELIEF), ("go_on",), ("state_belief", BELIEF), ("go_on",))
    state, _ = disc.ask(state, "implanted-device")
    assert "implanted-device" in state.asked_ids


def test_nothing_can_be_asked_after_the_decision_was_entered(disc):
    state, _ = through(disc, ("stop_and_decide",))
    with pytest.raises(NotAllowedNow):
        disc.ask(state, "bladder-change")


def test_an_emergency_can_be_decided_straight_from_the_safety_screen(cauda):
    state, _ = through(cauda, ("ask", "saddle-numbness"), ("stop_and_decide",), ("decide", "emergency"))
    assert (state.stage, state.disposition) == ("plan", "emergency")


def test_asking_again_changes_nothing_and_costs_nothing(disc):
    state, _ = through(disc, ("state_belief", BELIEF), ("go_on",), ("ask", "worse-sitting"))
    again, events = disc.ask(state, "worse-sitting")
    assert (again, events) == (state, ())


def test_when_the_clock_has_run_out_only_free_questions_are_left(disc):
    state, _ = through(disc, ("state_belief", BELIEF), ("go_on",), ("state_belief", BELIEF), ("go_on",))
    costly = [f for room in ("history", "examination") for f in disc.findings(room) if f.minutes]
    for finding in costly:
        if finding.minutes > disc.minutes_left(state):
            with pytest.raises(NotAllowedNow, match="visit is over"):
                disc.ask(state, finding.id)
            break
        state, _ = disc.ask(state, finding.id)
    else:
        pytest.fail("the clock never ran out")
    assert state.minutes_used <= disc.case.minutes
    state, _ = disc.ask(state, "saddle-numbness")
    assert "saddle-numbness" in state.asked_ids


def test_what_a_case_does_not_name_comes_back_absent_in_the_words_of_the_finding(disc):
    finding = next(f for f in disc.findings("examination") if f.id not in disc.case.reveals)
    state, _ = through(disc, ("stop_and_decide",))
    assert disc.told(state, finding.id) is None
    told = true_reveal(disc.case, finding)
    assert (told.value, told.words) == ("absent", finding.says_absent)


@pytest.mark.parametrize(
    "belief",
    [{}, {"other": 0.5}, {"lumbar-disc": 0.8, "deep-gluteal": 0.4}, {"lumbar-disc": -0.1}],
    ids=["empty", "other is the rest", "over 100 %", "negative"],
)
def test_a_belief_that_is_none_is_refused_in_words(disc, belief):
    state, _ = disc.open()
    with pytest.raises(NotAllowedNow):
        disc.state_belief(state, belief)


def test_more_than_seven_causes_are_no_shortlist(disc, kb):
    state, _ = disc.open()
    eight = [cause.id for cause in kb.causes if cause.id != "other"][:8]
    with pytest.raises(NotAllowedNow):
        disc.state_belief(state, dict.fromkeys(eight, 0.1))


def test_ids_from_nowhere_are_named(disc):
    state, _ = disc.open()
    with pytest.raises(UnknownId, match="lumbar-disk"):
        disc.state_belief(state, {"lumbar-disk": 0.5})
    with pytest.raises(UnknownId):
        disc.ask(state, "no-such-question")


def test_a_decision_or_action_that_is_not_on_offer_is_refused(disc):
    state, _ = through(disc, ("stop_and_decide",))
    with pytest.raises(NotAllowedNow):
        disc.decide(state, "operate")
    state, _ = disc.decide(state, "treat")
    with pytest.raises(NotAllowedNow):
        disc.plan(state, ["pray"])


def test_only_the_last_belief_of_a_room_counts(disc):
    state, _ = through(disc, ("state_belief", {"lumbar-disc": 0.9}), ("state_belief", {"lumbar-disc": 0.3}))
    assert [stated.belief for stated in state.final_beliefs] == [{"lumbar-disc": 0.3}]


VERBS = st.sampled_from([
    ("ask", "bladder-change"), ("ask", "worse-sitting"), ("ask", "slump"), ("state_belief", BELIEF), ("go_on",),
    ("stop_and_decide",), ("decide", "routine"), ("plan", []),
])


@given(st.lists(VERBS, max_size=25))
def test_whatever_is_tried_the_events_replay_to_the_same_state(disc, verbs):
    state, events = disc.open()
    for verb, *arguments in verbs:
        try:
            state, more = getattr(disc, verb)(state, *arguments)
        except NotAllowedNow:
            continue
        events += more
    assert replay_case(events) == state
