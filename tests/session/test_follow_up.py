"""Later visits: who comes again, what can be asked, what is right that day, and what is missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica_teach.errors import NotAllowedNow, UnknownId
from sciatica_teach.model.cases import Case, Reveal, Turn
from sciatica_teach.model.evidence import Claim
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case import CaseSession, CaseState, replay_case
from sciatica_teach.session.clinic_cases import find_case
from sciatica_teach.session.visit_choices import CHOICES, read_urgency
from sciatica_teach.session.visit_review import later_failures, review_follow_up

SEED = 11
WHY = Claim(text="Made up for a test.", mark="opinion")


def rng(seed: int = SEED) -> np.random.Generator:
    return np.random.default_rng(seed)


def planned(session: CaseSession, disposition: str = "treat", seed: int = SEED) -> tuple[CaseState, list]:
    """From the greeting over a decision to what follows the plan, without a chain."""
    state, events = session.open()
    events = list(events)
    for act in (session.stop_and_decide, lambda one: session.decide(one, disposition),
                lambda one: session.plan(one, [], rng(seed))):
        state, more = act(state)
        events += more
    return state, events


def decided(
    session: CaseSession, *choices: str, disposition: str = "treat", screens: Sequence[int] = (), seed: int = SEED,
) -> CaseState:
    """The choices at the visits in turn; the screen is asked again at those named."""
    state, _ = planned(session, disposition, seed)
    for number, choice in enumerate(choices, start=1):
        if number in screens:
            state, _ = session.ask_screen_again(state)
        state, _ = session.decide_visit(state, choice, rng(seed))
    return state


def with_turn(session: CaseSession, **parts: object) -> CaseSession:
    """The case with one turn, at visit 2 unless said otherwise."""
    turn = Turn(**{"visit": 2, "words": "Hm.", "right": ("go-on",), "why": WHY, **parts})
    course = session.case.course
    assert course is not None
    return CaseSession(session.kb, replace(session.case, course=replace(course, turns=(turn,))))


def with_course(session: CaseSession, **changes: object) -> CaseSession:
    case: Case = session.case
    assert case.course is not None
    return CaseSession(session.kb, replace(case, course=replace(case.course, **changes)))


@pytest.fixture(scope="module")
def leonie(kb: KnowledgeBase) -> CaseSession:
    return CaseSession(kb, kb.get_case("leonie"))


def test_whoever_is_treated_comes_again_after_a_week(disc):
    state, events = planned(disc)
    assert (state.stage, [visit.opened.week for visit in state.visits]) == ("follow-up", [1])
    assert replay_case(events) == state


@pytest.mark.parametrize("disposition", ["urgent", "same-day", "emergency"])
def test_whoever_is_sent_at_once_does_not_come_again(disc, disposition):
    assert planned(disc, disposition)[0].stage == "debrief"


def test_without_chance_no_visits_are_played(disc):
    state, _ = disc.stop_and_decide(disc.open()[0])
    state, _ = disc.plan(disc.decide(state, "treat")[0], [])
    assert state.stage == "debrief"


def test_a_case_without_a_course_ends_with_its_plan(disc):
    ends = CaseSession(disc.kb, replace(disc.case, course=None))
    assert planned(ends)[0].stage == "debrief"


def test_a_missed_emergency_shows_itself_before_any_visit(cauda):
    state, _ = planned(cauda, "treat")
    assert (state.stage, state.visits) == ("debrief", ())
    missed = review_follow_up(cauda, state).missed
    assert missed is not None
    assert missed.words == cauda.case.course.missed


def test_whoever_was_sent_in_time_has_missed_nothing(cauda):
    assert review_follow_up(cauda, planned(cauda, "emergency")[0]).missed is None


def test_a_patient_without_a_story_has_that_of_the_rules(cauda):
    untold = with_course(cauda, missed="", missed_why=None)
    missed = review_follow_up(untold, planned(untold, "urgent")[0]).missed
    told = next(one for one in cauda.kb.follow_up.missed if one.urgency == "emergency")
    assert missed is not None
    assert (missed.words, missed.why) == (told.words, told.why)


def test_going_on_leads_through_all_visits_to_the_debrief(disc):
    state = decided(disc, *["go-on"] * 4)
    assert state.stage == "debrief"
    assert [visit.opened.week for visit in state.visits] == [1, 2, 4, 6]
    assert later_failures(disc, state) == ()


@pytest.mark.parametrize("choice", ["stop", "routine", "urgent", "same-day", "emergency"])
def test_stopping_and_sending_end_the_course(disc, choice):
    assert decided(disc, choice).stage == "debrief"


def test_the_screen_is_asked_again_by_one_action_and_only_once(disc):
    state, _ = planned(disc)
    state, events = disc.ask_screen_again(state)
    assert {event.finding_id for event in events} == {f.id for f in disc.findings("safety")}
    assert disc.ask_screen_again(state)[1] == ()
    assert disc.ask_again(state, "saddle-numbness")[1] == ()


def test_what_has_not_changed_is_as_on_the_first_day(disc):
    state, _ = disc.ask_again(planned(disc)[0], "toe-extension-weak")
    assert state.visits[-1].asked == {"toe-extension-weak": "present"}
    told = disc.follow_up.find_told(state, "toe-extension-weak")
    assert told == disc.case.reveals["toe-extension-weak"]
    assert disc.follow_up.find_told(state, "ankle-jerk-absent") is None


def test_a_change_holds_from_its_visit_on(leonie):
    later = leonie.follow_up.later
    values = [later.find_reveal("saddle-numbness", visit).value for visit in range(4)]
    assert values == ["absent", "absent", "present", "present"]


def test_words_of_a_turn_settle_what_they_tell(leonie):
    state = decided(leonie, "go-on", disposition="routine")
    assert state.visits[-1].asked == {"both-legs-sciatica": "present"}
    assert leonie.follow_up.later.find_arrival(state) == leonie.case.course.turns[1].words


@pytest.mark.parametrize("act", [
    lambda session, state: session.ask_again(state, "saddle-numbness"),
    lambda session, state: session.ask_screen_again(state),
    lambda session, state: session.decide_visit(state, "stop", rng()),
    lambda session, state: session.name_technique(state, "cupping", rng()),
], ids=["ask", "screen", "decide", "technique"])
def test_before_the_first_visit_nothing_of_it_can_be_done(disc, act):
    with pytest.raises(NotAllowedNow):
        act(disc, disc.open()[0])


def test_bad_wishes_are_refused_in_words(disc):
    state, _ = planned(disc)
    with pytest.raises(NotAllowedNow, match="wait"):
        disc.decide_visit(state, "wait", rng())
    with pytest.raises(UnknownId):
        disc.ask_again(state, "no-such-question")
    with pytest.raises(NotAllowedNow, match="changes"):
        disc.name_technique(state, "cupping", rng())


def test_a_change_waits_for_its_technique(disc):
    state, _ = disc.decide_visit(planned(disc)[0], "change", rng())
    assert len(state.visits) == 1
    with pytest.raises(NotAllowedNow, match="Name the technique"):
        disc.decide_visit(state, "go-on", rng())
    for refused in ("referral", "magnets", ""):
        with pytest.raises(NotAllowedNow):
            disc.name_technique(state, refused, rng())
    state, _ = disc.name_technique(state, "education-exercise", rng())
    assert len(state.visits) == 2
    assert state.visits[0].technique == "education-exercise"


def test_at_the_last_visit_a_change_needs_no_technique(disc):
    assert decided(disc, "go-on", "go-on", "go-on", "change").stage == "debrief"


def test_a_technique_that_must_not_be_used_fails_the_gate(disc):
    reveals = {**disc.case.reveals, "implanted-device": Reveal(value="present")}
    paced = CaseSession(disc.kb, replace(disc.case, flags=("pacemaker",), reveals=reveals))
    state, _ = paced.decide_visit(planned(paced)[0], "change", rng())
    current, _ = paced.name_technique(state, "electro-low-back", rng())
    hands, _ = paced.name_technique(state, "education-exercise", rng())
    assert [failure.subject for failure in later_failures(paced, current)] == ["1"]
    assert later_failures(paced, hands) == ()


def test_going_on_with_a_needle_while_the_bladder_fails_fails_the_gate_and_ends_the_course(leonie):
    state = decided(leonie, "go-on", "go-on", disposition="routine")
    assert (state.stage, len(state.visits)) == ("debrief", 2)
    review = review_follow_up(leonie, state)
    assert [one.faults for one in review.visits] == [
        ("unsafe-choice", "change-unasked"), ("too-slow", "change-unasked")]
    assert [(one.kind, one.subject) for one in later_failures(leonie, state)] == [
        ("later-visit", "1"), ("later-visit", "2")]
    assert review.missed is not None


def test_sending_in_time_passes_whatever_was_left_unasked(leonie):
    for state in (decided(leonie, "same-day", disposition="routine"),
                  decided(leonie, "go-on", "emergency", disposition="routine")):
        last = review_follow_up(leonie, state).visits[-1]
        assert (last.is_right, last.is_screened) == (True, False)
        assert review_follow_up(leonie, state).missed is None


def test_a_referral_slower_than_the_day_demands_fails(leonie):
    state = decided(leonie, "go-on", "same-day", disposition="routine")
    assert [one.subject for one in later_failures(leonie, state)] == ["1", "2"]
    assert review_follow_up(leonie, state).missed is not None


def test_a_change_that_nobody_asked_for_fails_and_one_that_was_heard_does_not(disc):
    turned = with_turn(disc, changes={"anticoagulant": Reveal(value="present")}, right=("go-on", "change"))
    silent = decided(turned, *["go-on"] * 4)
    heard = decided(turned, *["go-on"] * 4, screens=[2])
    assert [one.subject for one in later_failures(turned, silent)] == ["2", "4", "6"]
    assert later_failures(turned, heard) == ()
    assert [one.is_screened for one in review_follow_up(turned, heard).visits] == [False, True, False, False]


def test_a_screen_left_out_while_nothing_changed_is_told_and_fails_nothing(disc):
    state = decided(disc, "go-on", "stop")
    assert [one.is_screened for one in review_follow_up(disc, state).visits] == [False, False]
    assert later_failures(disc, state) == ()


@pytest.mark.parametrize(("pain", "right"), [(4, False), (9, True)])
def test_by_the_review_going_on_wants_a_gain(disc, pain, right):
    """The shipped line is 2 of 10: what counts is the fall from the first day."""
    later = with_course(disc, pain=pain).follow_up.later
    assert ("go-on" in later.find_right(3, 4, "treat")) is right
    assert "stop" in later.find_right(3, 4, "treat")
    assert "go-on" in later.find_right(1, 4, "treat")


def test_the_pain_of_an_attempt_is_decided_once(disc):
    pains = {tuple(visit.opened.pain for visit in decided(disc, *["go-on"] * 4).visits) for _ in range(3)}
    assert len(pains) == 1


def drawn_pain(session: CaseSession, technique: str, seed: int) -> list[float]:
    state, _ = session.decide_visit(planned(session, seed=seed)[0], "change", rng(seed))
    state, _ = session.name_technique(state, technique, rng(seed))
    for _ in range(3):
        state, _ = session.decide_visit(state, "go-on", rng(seed))
    return [visit.opened.pain for visit in state.visits]


def test_needles_add_something_only_where_a_trial_says_so(disc):
    """The trial's patients had had it for three months at least, so in a fresh disc needles add nothing here.

    After five weeks of needles the gain is that of the trial's four, and no more.
    """
    fresh, old = with_course(disc, pain=8, weeks=5), with_course(disc, pain=8, weeks=30)
    seeds = range(400)
    gains = [np.mean([np.subtract(drawn_pain(one, "none", seed), drawn_pain(one, "manual-local", seed))[-1]
                      for seed in seeds]) for one in (fresh, old)]
    assert gains[0] == 0
    assert gains[1] == pytest.approx(1.6, abs=4 * 1.4 / len(seeds) ** 0.5)
    assert drawn_pain(old, "none", 3) == drawn_pain(old, "cupping", 3)


def test_an_exam_may_run_out_in_the_middle_of_a_visit(disc):
    state, _ = disc.run_out(decided(disc, "go-on"))
    assert (state.stage, state.visits[-1].choice) == ("debrief", None)
    review = review_follow_up(disc, state)
    assert ([one.visit for one in review.visits], review.missed) == ([1], None)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 999_999_999))
def test_a_made_up_patient_comes_again_as_any_other(kb, seed):
    """And whoever was sent as fast as was right has missed nothing."""
    session = CaseSession(kb, find_case(kb, f"patient-{seed}"))
    state, events = planned(session, session.case.decision.right[0])
    assert replay_case(events) == state
    for disposition in session.case.decision.right:
        assert review_follow_up(session, planned(session, disposition)[0]).missed is None


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 999), choices=st.lists(st.sampled_from(CHOICES), min_size=4, max_size=4),
       disposition=st.sampled_from(["treat", "routine"]))
def test_a_replay_is_the_state_whatever_is_chosen(kb, seed, choices, disposition):
    """For every case: the visits end in the debrief, and only those who send fast enough have sent."""
    for case in kb.cases:
        session = CaseSession(kb, case)
        state, events = planned(session, disposition, seed)
        for choice in choices:
            if state.stage == "debrief":
                break
            state, more = session.decide_visit(state, choice, rng(seed))
            events += more
            if state.stage == "follow-up" and choice == "change":
                state, more = session.name_technique(state, "none", rng(seed))
                events += more
        assert state.stage == "debrief"
        assert replay_case(events) == state
        assert all(0 <= visit.opened.pain <= 10 for visit in state.visits)
        review = review_follow_up(session, state)
        if review.visits and read_urgency(review.visits[-1].choice) == "emergency":
            assert (review.missed, review.visits[-1].faults) == (None, ())
