"""The red-flag drill: orders, decisions, who comes back and when, and the record replayed."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_knowledge import CLAIM, REVIEW, cause, finding, knowledge

from sciatica_teach.errors import NotAllowedNow, UnknownId
from sciatica_teach.model.drill import DISPOSALS, Vignette
from sciatica_teach.model.events import DrillOpened, ItemShown, VignetteJudged
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.drill import COMES_BACK_AFTER, DrillSession, DrillState, outcome_of, replay_drill
from sciatica_teach.session.drill_rounds import SHORT_ROUND, draw_short

DECISIONS = (*DISPOSALS, None)
DECISION = st.sampled_from(DECISIONS)


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def vignette(name: str, right: str) -> Vignette:
    return Vignette(id=name, name=name, setting="clinic", text="It hurts.", present=("pain",), right=right,
                    why=CLAIM, do="Something.", review=REVIEW)


def drill_of(*rights: str) -> DrillSession:
    """Patients p0, p1, ... with these keys."""
    kb = knowledge([cause("other")], [finding("pain", 0.5)])
    patients = tuple(vignette(f"p{number}", right) for number, right in enumerate(rights))
    fields = {name: getattr(kb, name) for name in KnowledgeBase.__dataclass_fields__}
    return DrillSession(KnowledgeBase(**{**fields, "vignettes": patients}))


def key_of(session: DrillSession, state: DrillState) -> str:
    return session.vignette(state).right


DRILLS = st.lists(st.sampled_from(DISPOSALS), min_size=1, max_size=8).map(lambda rights: drill_of(*rights))


# ---- Decisions ----

def slowness(given_: str | None) -> int:
    """The oracle: seconds of an imagined watch, and no decision is the slowest of all."""
    return {"now": 1, "same-day": 60, "letter": 3600, "treat": 86_400, None: 10**6}[given_]


@pytest.mark.parametrize(("right", "decided"), list(product(DISPOSALS, DECISIONS)))
def test_every_decision_has_its_outcome(right, decided):
    if decided == right:
        expected = "right"
    elif slowness(decided) > slowness(right) and right in {"now", "same-day"}:
        expected = "miss"
    elif decided is None:
        expected = "undecided"
    else:
        expected = "too-slow" if slowness(decided) > slowness(right) else "too-fast"
    assert outcome_of(right, decided) == expected


def test_the_worked_decisions_of_the_docstring():
    assert outcome_of("now", "same-day") == "miss"
    assert outcome_of("letter", "treat") == "too-slow"
    assert outcome_of("treat", "now") == "too-fast"


def test_what_came_of_it_is_told_only_after_the_decision():
    session = drill_of("now", "treat")
    state, _ = session.open(rng())
    assert session.find_outcome(state) is None
    state, _ = session.judge(state, state.showing, "same-day")
    assert session.find_outcome(state) in {"miss", "too-fast"}


# ---- Order ----

@given(seed=st.integers(0, 2**32), drill=DRILLS)
def test_the_order_is_a_permutation_and_the_same_for_the_same_learner(seed, drill):
    state, (event,) = drill.open(rng(seed))
    assert isinstance(event, DrillOpened)
    assert sorted(event.vignette_ids) == sorted(one.id for one in drill.kb.vignettes)
    assert (state.showing, *state.waiting) == state.vignette_ids == event.vignette_ids
    assert drill.open(rng(seed)) == (state, (event,))


def test_orders_differ_from_learner_to_learner():
    session = drill_of(*["treat"] * 8)
    assert len({session.open(rng(seed))[0].vignette_ids for seed in range(10)}) > 5


def test_a_round_may_hold_some_of_the_patients():
    session = drill_of("now", "treat", "letter")
    state, _ = session.open(rng(), ("p2", "p0"))
    assert sorted(state.vignette_ids) == ["p0", "p2"]
    with pytest.raises(UnknownId):
        session.open(rng(), ("p7",))


def test_a_drill_without_patients_says_so():
    with pytest.raises(NotAllowedNow, match="nobody"):
        drill_of().open(rng())


# ---- Who comes back ----

def test_a_missed_patient_comes_back_after_three_others():
    session = drill_of(*["now"] * 10)
    state, _ = session.open(rng())
    missed = state.showing
    state, (event,) = session.judge(state, missed, "letter")
    assert (event.is_right, event.is_miss) == (False, True)
    seen = []
    while state.showing != missed or not state.is_open:
        state, _ = session.go_on(state)
        if state.showing != missed:
            seen.append(state.showing)
            state, _ = session.judge(state, state.showing, "now")
    assert len(seen) == COMES_BACK_AFTER == 3


def test_who_was_sent_too_fast_comes_back_at_the_end():
    session = drill_of(*["treat"] * 6)
    state, _ = session.open(rng())
    first = state.showing
    state, (event,) = session.judge(state, first, "now")
    assert (event.is_right, event.is_miss) == (False, False)
    assert state.waiting[-1] == first


def test_the_last_patient_comes_back_at_once():
    session = drill_of("same-day")
    state, _ = session.open(rng())
    state, (event,) = session.judge(state, "p0", None)
    assert event.disposal is None
    assert event.is_miss
    assert not state.is_finished
    state, _ = session.go_on(state)
    assert (state.showing, state.is_open) == ("p0", True)
    state, _ = session.judge(state, "p0", "same-day")
    assert state.is_finished
    assert (state.missed, state.right_at_once) == (("p0",), ())


@given(drill=DRILLS, seed=st.integers(0, 2**32), data=st.data())
def test_whatever_is_decided_the_drill_is_fair_and_replays(drill, seed, data):
    """All laws along one random way through: nobody is lost, a miss always comes back, the record is enough."""
    state, events = drill.open(rng(seed))
    recorded = list(events)
    everybody = {*state.vignette_ids}
    for _ in range(data.draw(st.integers(0, 20))):
        if state.is_finished:
            break
        if state.is_open:
            decided = data.draw(DECISION)
            state, events = drill.judge(state, state.showing, decided)
            last = state.last
            assert last is not None
            assert last.is_right == (decided == key_of(drill, state))
            if not last.is_right:
                assert state.waiting.count(last.vignette_id) == 1
            if last.is_miss:
                assert state.waiting.index(last.vignette_id) <= COMES_BACK_AFTER
        else:
            state, events = drill.go_on(state)
        recorded += events
        assert replay_drill(recorded) == state
        assert len(state.waiting) == len({*state.waiting})
        assert {*state.waiting, *state.settled, state.showing} == everybody
        assert state.is_finished == (not state.is_open and {*state.settled} == everybody)
        assert not {*state.right_at_once} & {*state.missed}
    while not state.is_finished:  # and from wherever one stands, deciding rightly ends it
        if state.is_open:
            state, _ = drill.judge(state, state.showing, key_of(drill, state))
        else:
            state, _ = drill.go_on(state)
    assert {*state.settled} == everybody


# ---- What is not allowed ----

def test_the_first_decision_counts_and_another_patient_is_not_on_screen():
    session = drill_of("now", "treat")
    state, _ = session.open(rng())
    with pytest.raises(NotAllowedNow, match="not the one on screen"):
        session.judge(state, state.waiting[0], "now")
    with pytest.raises(NotAllowedNow, match="Decide"):
        session.go_on(state)
    state, _ = session.judge(state, state.showing, "treat")
    assert session.judge(state, state.showing, "now") == (state, ())


def test_after_the_last_patient_nobody_is_called_in():
    session = drill_of("treat")
    state, _ = session.open(rng())
    state, _ = session.judge(state, "p0", "treat")
    with pytest.raises(NotAllowedNow, match="Everybody"):
        session.go_on(state)


def test_events_of_something_else_leave_the_state_alone():
    judged = VignetteJudged(vignette_id="p0", disposal="now", is_right=True, is_miss=False)
    assert replay_drill((judged, ItemShown(item_id="p0"))) is None
    session = drill_of("now")
    state, opening = session.open(rng())
    assert replay_drill((*opening, *drill_of("treat", "now").open(rng(), ("p0",))[1])) == state


# ---- Short rounds ----

SETTINGS = ("clinic", "sport", "pregnancy", "over-65")
PATIENTS = st.lists(st.tuples(st.sampled_from(DISPOSALS), st.sampled_from(SETTINGS)), min_size=1, max_size=30).map(
    lambda drawn: [replace(vignette(f"p{number}", right), setting=setting)
                   for number, (right, setting) in enumerate(drawn)])


@given(patients=PATIENTS, seed=st.integers(0, 2**32), data=st.data())
def test_a_short_round_is_ten_of_them_once_each_and_as_mixed_as_they_are(patients, seed, data):
    met = data.draw(st.lists(st.sampled_from([one.id for one in patients]), max_size=40))
    found = draw_short(patients, met, rng(seed))
    assert len(found) == len({*found}) == min(SHORT_ROUND, len(patients))
    assert found == draw_short(patients, met, rng(seed))
    by_id = {one.id: one for one in patients}
    urgent = sum(by_id[name].right in {"now", "same-day"} for name in found)
    there = sum(one.right in {"now", "same-day"} for one in patients)
    assert urgent >= min(4, there)
    assert len(found) - urgent >= min(4, len(patients) - there, len(found))


@given(patients=PATIENTS, seed=st.integers(0, 2**32), data=st.data())
def test_of_each_half_those_come_first_who_were_not_met_and_then_the_longest_ago(patients, seed, data):
    met = data.draw(st.lists(st.sampled_from([one.id for one in patients]), max_size=40))
    found = draw_short(patients, met, rng(seed))
    place = {one.id: max((at for at, name in enumerate(met) if name == one.id), default=-1) for one in patients}
    for cannot_wait in (True, False):
        half = [one.id for one in patients if (one.right in {"now", "same-day"}) == cannot_wait]
        taken, left = ([place[name] for name in half if (name in found) == is_in] for is_in in (True, False))
        assert not taken or not left or max(taken) <= min(left)


@given(seed=st.integers(0, 2**32))
def test_short_rounds_of_the_shipped_drill_go_through_everybody_before_most_come_back(kb, seed):
    session, chance = DrillSession(kb), rng(seed)
    met, before = [], set()
    for _ in range(6):
        state, (event,) = session.open_short(chance, met)
        right = [kb.get_vignette(name).right in {"now", "same-day"} for name in event.vignette_ids]
        assert len(right) == 10
        assert 4 <= sum(right) <= 6
        assert not before & {*state.vignette_ids}
        before = {*state.vignette_ids}
        met += state.vignette_ids
    assert {*met} == {one.id for one in kb.vignettes}


@given(seed=st.integers(0, 2**32))
def test_the_first_short_round_comes_from_several_settings(kb, seed):
    found = draw_short(kb.vignettes, (), rng(seed))
    assert len({kb.get_vignette(name).setting for name in found}) >= 3


# ---- The shipped drill ----

def test_about_half_of_the_shipped_patients_can_wait_as_the_drill_says(kb):
    assert 0.45 <= sum(one.right in {"letter", "treat"} for one in kb.vignettes) / len(kb.vignettes) <= 0.55


def test_the_shipped_drill_is_mixed_and_a_good_part_of_it_is_harmless(kb):
    counts = {right: sum(one.right == right for one in kb.vignettes) for right in DISPOSALS}
    assert len(kb.vignettes) >= 24
    assert all(count >= 5 for count in counts.values())
    assert 0.25 <= counts["treat"] / len(kb.vignettes) <= 0.45


def test_no_id_of_a_shipped_patient_tells_the_answer(kb):
    """The id is in the browser while the learner reads: it is the name and the age, and nothing else."""
    for one in kb.vignettes:
        assert one.id == one.name.lower().replace(", ", "-")


def test_no_word_is_found_on_one_side_only(kb):
    """A word in many texts of those who cannot wait and in none of the rest would answer for the learner."""
    urgent = [set(one.text.lower().split()) for one in kb.vignettes if one.right in {"now", "same-day"}]
    others = set().union(*(set(one.text.lower().split()) for one in kb.vignettes if one.right in {"letter", "treat"}))
    telling = {word for words in urgent for word in words - others if sum(word in one for one in urgent) >= 5}
    assert telling == set()
