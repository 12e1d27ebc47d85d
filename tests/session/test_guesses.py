"""Guess, then see: what is posed is possible, what is marked is what was shown, and nothing is told early."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import ceil, exp, floor, log

import numpy as np
import pytest
import reasoning_oracle as oracle
import small_knowledge as small
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica_teach.errors import BadSubmission, NotAllowedNow
from sciatica_teach.grading.beliefs import updating_credit
from sciatica_teach.model.causes import OTHER
from sciatica_teach.model.events import BeliefStated, Event, UpdatePosed
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.belief import infer
from sciatica_teach.reasoning.consistency import require_possible
from sciatica_teach.reasoning.draws import BAND_SEED, sample_rates
from sciatica_teach.reasoning.referral import referral_floor
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.reasoning.updates import LogRatio
from sciatica_teach.session.guess_choice import STRONG, draw_wish, size_of
from sciatica_teach.session.guess_patients import MOST_KNOWN, draw_known, draw_patient
from sciatica_teach.session.guess_reference import log_odds, reference_from, reference_of, share_of, with_news
from sciatica_teach.session.guesses import NOT_AGAIN_WITHIN, GuessesState, GuessSession, replay_guesses

SEEDS = st.integers(0, 2**32)
PERCENTS = st.integers(1, 99)


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def session_of(kb: KnowledgeBase) -> GuessSession:
    return GuessSession(kb, sample_rates(LikelihoodTable.from_knowledge(kb), rng(BAND_SEED)))


@pytest.fixture(scope="module")
def session(kb: KnowledgeBase) -> GuessSession:
    return session_of(kb)


def played(session: GuessSession, count: int, seed: int = 1) -> tuple[GuessesState, list[Event]]:
    """So many updates, all answered as the reference would."""
    chance = rng(seed)
    state, events = session.open(chance)
    recorded = [*events]
    for number in range(1, count + 1):
        posed = state.current.posed
        due = reference_of(session.kb, session.sampled, posed).stateable.mid
        state, events = session.state_share(state, number, round(100 * share_of(log_odds(posed.before) + due)))
        recorded += events
        if number < count:
            state, events = session.go_on(state, number, chance)
            recorded += events
    return state, recorded


# A clinic that can be worked by hand: the numbers of the docstring of `reasoning.belief`.
CLINIC = small.knowledge(
    [small.cause("stenosis"), small.cause("disc"), small.cause(OTHER)],
    [small.finding("no-pain-seated", small.rate(0.07, 0.05, 0.10), {"stenosis": small.rate(0.46, 0.30, 0.62)}),
     small.finding("saddle-numbness", 0.02, refer="emergency")],
    prior={"stenosis": 0.30, "disc": 0.60, OTHER: 0.10},
)
POSED = UpdatePosed(setting="clinic", cause_id="stenosis", known={}, finding_id="no-pain-seated", value="present",
                    before=0.30)


# ---- What is posed ----

@given(SEEDS)
@settings(max_examples=60)
def test_what_is_posed_is_possible_and_shown_as_the_engine_believes_it(session, seed):
    posed = session.open(rng(seed))[0].current.posed
    setting, finding = session.kb.get_setting(posed.setting), session.kb.get_finding(posed.finding_id)
    require_possible(session.kb, setting, with_news(posed))
    asked = {posed.finding_id, *posed.known}
    assert not asked & {*setting.outside, *setting.counted}
    assert all(session.kb.get_finding(one).kind != "caution" for one in asked)
    assert posed.finding_id not in posed.known
    assert not finding.given
    assert posed.value in {"present", "absent"}
    assert len(posed.known) <= MOST_KNOWN
    assert posed.cause_id != OTHER
    assert 0.05 <= posed.before <= 0.90
    assert 0.01 <= reference_of(session.kb, session.sampled, posed).share <= 0.99
    assert posed.before == round(100 * posed.before) / 100
    believed = infer(session.sampled, setting.prior, posed.known).posterior[posed.cause_id]
    assert abs(log_odds(believed) - log_odds(posed.before)) <= 0.05


@given(SEEDS)
@settings(max_examples=40)
def test_the_new_finding_measures_something_else_than_what_is_known(session, seed):
    posed = session.open(rng(seed))[0].current.posed
    words = {session.kb.get_finding(one).dependence for one in posed.known} - {""}
    assert session.kb.get_finding(posed.finding_id).dependence not in words


@given(SEEDS, st.data())
@settings(max_examples=40)
def test_a_patient_has_nothing_that_excludes_itself_or_lies_outside_the_setting(session, seed, data):
    kb, chance = session.kb, rng(seed)
    setting = data.draw(st.sampled_from(kb.settings))
    is_urgent = data.draw(st.booleans())
    patient = draw_patient(kb, session.sampled.table, setting, chance, is_urgent=is_urgent)
    require_possible(kb, setting, patient)
    known = draw_known(kb, patient, chance, is_urgent=is_urgent)
    assert known.items() <= patient.items()
    assert len(known) <= MOST_KNOWN


def test_sizes_directions_and_answers_are_mixed_and_urgent_signs_come_now_and_then(session):
    state, _ = played(session, 240)
    dues = [stated.due for _, stated in state.answered]
    sizes = Counter(size_of(due) for due in dues)
    assert 0.1 < sizes["slight"] / len(dues) < 0.28
    assert all(0.25 < sizes[size] / len(dues) < 0.6 for size in ("moderate", "strong"))
    present = [posed.value == "present" for posed, _ in state.answered]
    assert 0.4 < sum(present) / len(present) < 0.85
    assert 0.3 < sum(due > 0 for due in dues) / len(dues) < 0.7
    assert any(due > STRONG for due in dues)
    assert any(due < -STRONG for due in dues)
    signs = [posed for posed, _ in state.answered
             if posed.value == "present" and session.kb.get_finding(posed.finding_id).refer]
    assert 0.04 < len(signs) / len(dues) < 0.35
    assert {len(posed.known) for posed, _ in state.answered} == {0, 1, 2, 3}
    assert {posed.setting for posed, _ in state.answered} == {setting.id for setting in session.kb.settings}


def test_a_finding_does_not_come_back_within_ten(session):
    state, _ = played(session, 80, seed=3)
    asked = [one.posed.finding_id for one in state.guesses]
    windows = [asked[start:start + NOT_AGAIN_WITHIN + 1] for start in range(len(asked) - NOT_AGAIN_WITHIN)]
    assert all(len({*window}) == len(window) for window in windows)


@given(SEEDS)
def test_the_same_chance_poses_the_same_and_an_urgent_wish_is_for_something_present(session, seed):
    assert session.open(rng(seed)) == session.open(rng(seed))
    wish = draw_wish(rng(seed))
    assert wish.value == "present" or not wish.is_urgent


def test_content_without_anything_to_ask_says_so():
    bare = session_of(small.knowledge([small.cause("disc"), small.cause(OTHER)], []))
    with pytest.raises(NotAllowedNow, match="too few findings"):
        bare.open(rng())


def test_where_nothing_is_urgent_other_updates_are_posed():
    calm = session_of(small.knowledge(
        [small.cause("disc"), small.cause("hip"), small.cause(OTHER)],
        [small.finding("slump", 0.2, {"disc": 0.8}), small.finding("groin-pain", 0.1, {"hip": 0.8})],
    ))
    assert {calm.open(rng(seed))[0].current.posed.finding_id for seed in range(40)} == {"slump", "groin-pain"}


# ---- What is due ----

def test_the_reference_is_the_worked_number():
    found = reference_of(CLINIC, session_of(CLINIC).sampled, POSED)
    assert found.share == pytest.approx(0.738, abs=0.0005)
    assert exp(found.ratio.mid) == pytest.approx(0.46 / 0.07)
    assert found.stateable.mid == pytest.approx(log(0.74 / 0.26) - log(0.3 / 0.7))
    assert found.low < found.share < found.high


@given(SEEDS)
@settings(max_examples=40)
def test_the_reference_is_what_enumeration_gives_and_depends_on_what_is_shown_alone(session, seed):
    posed = session.open(rng(seed))[0].current.posed
    found = reference_of(session.kb, session.sampled, posed)
    here = replace(session.kb, settings=(session.kb.get_setting(posed.setting),))
    before, after = (oracle.posterior(here, known)[posed.cause_id] for known in (posed.known, with_news(posed)))
    assert found.ratio.mid == pytest.approx(log_odds(after) - log_odds(before), abs=1e-9)
    assert found.share == pytest.approx(share_of(log_odds(posed.before) + found.ratio.mid))
    assert reference_of(session.kb, session.sampled, replace(posed, known=dict(reversed(posed.known.items())))) == found


@given(SEEDS, PERCENTS)
@settings(max_examples=60)
def test_inside_the_band_the_credit_is_full_and_outside_it_is_less(session, seed, percent):
    state, _ = session.open(rng(seed))
    posed = state.current.posed
    found = reference_of(session.kb, session.sampled, posed)
    state, (event,) = session.state_share(state, 1, percent)
    low, mid, high = (share_of(log_odds(posed.before) + step)
                      for step in (found.ratio.low, found.ratio.mid, found.ratio.high))
    lowest = max(1, min(floor(100 * low + 1e-6), round(100 * mid) - 1))
    highest = min(99, max(ceil(100 * high - 1e-6), round(100 * mid) + 1))
    assert (found.lowest, found.highest) == (lowest / 100, highest / 100)
    assert (event.earned == 1.0) == (lowest <= percent <= highest)
    assert 0 <= event.earned <= event.possible == 1.0
    assert event.shift == pytest.approx(log_odds(percent / 100) - log_odds(posed.before))


@given(st.integers(5, 90), st.floats(-2, 2), st.floats(0, 1), st.floats(0, 1))
def test_rounding_to_whole_per_cent_never_costs_anything(before, mid, below, above):
    """Down, up or to the nearest, of the middle and both ends of any band."""
    found = reference_from(before / 100, LogRatio(low=mid - below, mid=mid, high=mid + above))
    for step in (mid - below, mid, mid + above):
        share = round(100 * share_of(log_odds(before / 100) + step), 6)
        for percent in (floor(share), round(share), ceil(share)):
            stated = min(max(percent, 1), 99) / 100
            assert updating_credit(log_odds(stated) - log_odds(before / 100), found.stateable) == 1.0


def test_the_whole_per_cents_of_the_docstring():
    found = reference_from(0.24, LogRatio(low=log(1.8), mid=log(2.5), high=log(3.6)))
    assert (round(100 * found.low, 1), round(100 * found.share), round(100 * found.high, 1)) == (36.2, 44, 53.2)
    assert (found.lowest, found.highest) == (0.36, 0.54)
    still = reference_from(0.24, LogRatio(low=0.0, mid=0.0, high=0.0))
    assert (still.lowest, still.highest) == (0.23, 0.25)


def test_who_works_it_out_and_rounds_earns_everything_and_reacts_exactly_as_due(session):
    state, _ = played(session, 40)
    assert state.mean_credit == 1.0
    assert (state.reaction.slope, state.reaction.tendency) == (pytest.approx(1.0), "neither")


@given(SEEDS)
@settings(max_examples=30)
def test_half_of_each_move_is_conservative(session, seed):
    state, _ = session.open(rng(seed))
    chance = rng(seed)
    for number in range(1, 21):
        posed = state.current.posed
        due = reference_of(session.kb, session.sampled, posed).stateable.mid
        near = round(100 * share_of(log_odds(posed.before) + due / 2))
        state, _ = session.state_share(state, number, min(max(near, 1), 99))
        state, _ = session.go_on(state, number, chance)
    assert state.reaction.tendency == "conservative"


# ---- Safety beside the share ----

def test_a_sign_that_must_be_referred_is_said_whatever_the_share():
    found = session_of(CLINIC)
    posed = replace(POSED, finding_id="saddle-numbness")
    state, _ = found.state_share(GuessesState(guesses=(replace(found.open(rng())[0].current, posed=posed),)), 1, 30)
    safety = found.find_safety(state)
    assert (safety.floor.urgency, safety.floor.finding_ids) == ("emergency", ("saddle-numbness",))
    assert safety.cause_id == ""  # this content has no cause that needs an emergency department


@given(SEEDS)
@settings(max_examples=40)
def test_safety_is_the_rule_of_all_that_is_known(session, seed):
    state, _ = session.open(rng(seed))
    posed = state.current.posed
    state, _ = session.state_share(state, 1, 50)
    floor, safety = referral_floor(session.kb, with_news(posed)), session.find_safety(state)
    assert (safety is None) == (not floor.finding_ids)
    if safety is not None:
        assert safety.floor == floor
        assert safety.low <= safety.share <= safety.high


# ---- The stream ----

def test_nothing_is_told_before_the_answer(session):
    state, _ = session.open(rng())
    assert session.find_reference(state) is None
    assert session.find_safety(state) is None
    assert (state.mean_credit, state.reaction, state.answered, state.missing) == (None, None, (), 15)


@given(SEEDS, st.lists(PERCENTS, min_size=1, max_size=5))
@settings(max_examples=25)
def test_the_stream_replays_to_the_same_state(session, seed, percents):
    chance = rng(seed)
    state, events = session.open(chance)
    recorded = [*events]
    for number, percent in enumerate(percents, start=1):
        for act in (lambda at, n=number, p=percent: session.state_share(at, n, p),
                    lambda at, n=number: session.go_on(at, n, chance)):
            state, events = act(state)
            recorded += events
            assert replay_guesses([BeliefStated(checkpoint="safety", belief={}), *recorded]) == state
    assert state.number == len(percents) + 1
    assert replay_guesses(()) is None


def test_the_first_answer_counts_and_an_answer_to_another_update_is_refused(session):
    state, _ = session.state_share(session.open(rng())[0], 1, 40)
    assert session.state_share(state, 1, 60) == (state, ())
    with pytest.raises(NotAllowedNow, match="answered before"):
        session.state_share(session.go_on(state, 1, rng(2))[0], 1, 40)


@pytest.mark.parametrize("percent", [0, 100, 3.5, -4, float("nan"), float("inf")])
def test_what_is_no_whole_per_cent_is_refused_and_earns_nothing(session, percent):
    state, _ = session.open(rng())
    with pytest.raises(BadSubmission):
        session.state_share(state, 1, percent)


def test_the_next_one_comes_after_the_answer_and_once(session):
    state, _ = session.open(rng())
    with pytest.raises(NotAllowedNow, match="share first"):
        session.go_on(state, 1, rng(2))
    state, _ = session.state_share(state, 1, 40)
    state, _ = session.go_on(state, 1, rng(2))
    assert session.go_on(state, 1, rng(3)) == (state, ())
    assert state.number == 2


def test_an_update_that_the_content_no_longer_has_is_passed_over(session):
    gone = GuessesState(guesses=(replace(session.open(rng())[0].current, posed=POSED),))
    assert not session.can_show(POSED)
    assert session.find_reference(gone) is None
    assert session.go_on(gone, 1, rng(2))[0].number == 2


def test_a_mean_is_over_the_answered_and_fifteen_are_needed_for_more(session):
    state, _ = played(session, 14)
    assert (state.missing, state.reaction) == (1, None)
    state, _ = played(session, 15)
    assert state.missing == 0
    assert state.reaction.count == 15
