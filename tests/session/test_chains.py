"""One chain of reasoning: put together, committed, caught or marked, and rebuilt from its record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_chains import TWELVE, advice_of, best_chain, chains, good_techniques, task_of

from sciatica_teach.errors import BadSubmission, NotAllowedNow, UnknownId
from sciatica_teach.model.chains import Chain, PlannedDose, PlannedPoint
from sciatica_teach.model.events import (
    ChainCaught,
    ChainGraded,
    Entry,
    Event,
    ItemShown,
    LinkChosen,
    PointsPlanned,
    VignetteJudged,
)
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.treatment import Treatment
from sciatica_teach.session.chain_progress import find_chain_progress
from sciatica_teach.session.chains import SINGLE_LINKS, ChainSession, ChainState, replay_chain
from sciatica_teach.store.codec import decode_rows, encode_entry


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.fixture(scope="module")
def session(kb: KnowledgeBase) -> ChainSession:
    return ChainSession(kb)


def fill(session: ChainSession, state: ChainState, chain: Chain) -> tuple[ChainState, list[Event]]:
    """Put this chain together, link by link."""
    recorded: list[Event] = []
    for link in SINGLE_LINKS:
        state, events = session.choose(state, link, getattr(chain, link))
        recorded += events
    for plan, planned in (
        (session.plan_points, chain.points), (session.plan_dangers, chain.mitigations),
        (session.plan_dose, chain.dose), (session.plan_referral, chain.refer),
    ):
        state, events = plan(state, planned)
        recorded += events
    return state, recorded


def built(session: ChainSession, task_id: str, chain: Chain) -> ChainState:
    state, _ = session.open(task_id, rng())
    return fill(session, state, chain)[0]


def best(session: ChainSession, task_id: str, technique_id: str) -> Chain:
    return best_chain(session.kb, task_of(session.kb, task_id), technique_id)


DANGEROUS = Chain(cause="cauda-equina", technique="manual-local", points=(PlannedPoint(point="gb30"),))


# ---- What is on offer ----

@given(seed=st.integers(0, 2**32), task_id=st.sampled_from(TWELVE))
def test_every_list_is_a_permutation_and_the_same_for_the_same_learner(session, seed, task_id):
    state, (event,) = session.open(task_id, rng(seed))
    task = task_of(session.kb, task_id)
    order = state.opened.shown_order
    assert sorted(order["cause"]) == sorted(task.offered)
    assert sorted(order["technique"]) == sorted(one.id for one in session.kb.treatment.techniques)
    assert sorted(order["target"]) == sorted(one.id for one in session.kb.treatment.targets)
    assert all({*session.kb.treatment.get_mechanism(one).causes} & {*task.offered} for one in order["mechanism"])
    assert {*state.opened.mitigation_order} == {*order["dangers"]} == {*session.kb.treatment.danger_by_id}
    for danger_id, ids in state.opened.mitigation_order.items():
        assert sorted(ids) == sorted(one.id for one in session.kb.treatment.get_danger(danger_id).mitigations)
    assert session.open(task_id, rng(seed)) == (state, (event,))
    assert session.can_show(state)


def test_orders_differ_from_learner_to_learner_and_no_place_tells_the_answer(session):
    states = [session.open("ilir", rng(seed))[0] for seed in range(40)]
    assert len({state.opened.shown_order["cause"] for state in states}) > 10
    first = [session.kb.treatment.get_danger("nerve-hit").mitigations[0].id,
             *(state.opened.mitigation_order["nerve-hit"][0] for state in states)]
    assert len({*first}) == len(session.kb.treatment.get_danger("nerve-hit").mitigations)


def test_an_unknown_patient_is_refused(session):
    with pytest.raises(UnknownId):
        session.open("nobody", rng())


# ---- Putting it together ----

@given(data=st.data(), task_id=st.sampled_from(TWELVE))
def test_whatever_is_put_together_in_any_order_is_what_the_record_gives_back(session, data, task_id):
    state, opening = session.open(task_id, rng())
    recorded = list(opening)
    for _ in range(data.draw(st.integers(1, 3))):
        state, events = fill(session, state, data.draw(chains(session.kb, task_of(session.kb, task_id))))
        recorded += events
    for _ in range(data.draw(st.integers(0, 2))):
        if state.chain != Chain():
            state, events = session.commit(state, state.commits)
            recorded += events
    assert replay_chain(recorded) == replay_chain(through_the_store(recorded)) == state
    assert session.find_missing(state) == session.find_missing(replay_chain(recorded))


def through_the_store(events: Iterable[Event]) -> list[Event]:
    rows = [encode_entry(Entry(event=event, at=0.0, subject="chain/x/1", content_version="1", command_id="c"))
            for event in events]
    return [entry.event for entry in decode_rows(rows)]


def test_setting_what_stands_there_already_records_nothing(session):
    chain = best(session, "ilir", "manual-local")
    state = built(session, "ilir", chain)
    assert fill(session, state, chain) == (state, [])
    assert session.plan_dose(built(session, "ilir", Chain()), PlannedDose())[1] == ()


def test_a_choice_can_be_taken_back(session):
    state = built(session, "ilir", Chain(cause="lumbar-disc"))
    state, (event,) = session.choose(state, "cause", "")
    assert event == LinkChosen(link="cause", chosen="")
    assert state.chain == Chain()


def test_what_the_technique_does_not_ask_for_is_kept_while_the_learner_thinks(session):
    chain = best(session, "ilir", "manual-local")
    state = built(session, "ilir", chain)
    state, _ = session.choose(state, "technique", "referral")
    assert "points" not in session.find_missing(state)
    state, _ = session.choose(state, "technique", "manual-local")
    assert state.chain == chain
    assert session.find_missing(state) == ()


@pytest.mark.parametrize(("act", "error"), [
    (lambda session, state: session.choose(state, "points", "gb30"), BadSubmission),
    (lambda session, state: session.choose(state, "cause", "magic"), UnknownId),
    (lambda session, state: session.plan_points(state, [PlannedPoint(point="gb30")] * 2), BadSubmission),
    (lambda session, state: session.plan_points(state, [PlannedPoint(point="gb30", depth_cun=99)]), BadSubmission),
    (lambda session, state: session.plan_points(state, [PlannedPoint(point="gb30", depth_cun=-1)]), BadSubmission),
    (lambda session, state: session.plan_points(state, [PlannedPoint(point="gb30", depth_cun=0.37)]), BadSubmission),
    (lambda session, state: session.plan_dangers(state, {"nerve-hit": "magic"}), UnknownId),
    (lambda session, state: session.plan_dose(state, PlannedDose(visits=0)), BadSubmission),
    (lambda session, state: session.plan_dose(state, PlannedDose(visits=999)), BadSubmission),
    (lambda session, state: session.plan_dose(state, PlannedDose(visits=8, review_at=20)), BadSubmission),
    (lambda session, state: session.plan_dose(state, PlannedDose(per_week=6)), BadSubmission),
    (lambda session, state: session.plan_referral(state, "treat"), BadSubmission),
])
def test_what_cannot_be_is_refused_and_changes_nothing(session, act, error):
    state, _ = session.open("ilir", rng())
    with pytest.raises(error, match=r"\w{3}"):
        act(session, state)
    assert state.chain == Chain()


# ---- Nothing before the commit ----

@given(data=st.data(), task_id=st.sampled_from(TWELVE))
def test_nothing_is_told_before_the_commit(session, data, task_id):
    state = built(session, task_id, data.draw(chains(session.kb, task_of(session.kb, task_id))))
    assert session.find_harms(state) == ()
    assert session.find_grade(state) is None
    assert (state.step, state.commits, state.is_failed) == ("open", 0, False)


def test_no_field_of_a_state_holds_the_key(session):
    state = built(session, "ilir", Chain(cause="facet-referred"))
    held = repr(state)
    task = task_of(session.kb, "ilir")
    assert task.truth in state.opened.shown_order["cause"]
    assert held.count(task.truth) == 1  # as one of the options, and nowhere else


# ---- Committing ----

def advice_for_task(session, task_id):
    task = task_of(session.kb, task_id)
    return advice_of(session.kb, task)(task.truth)


@pytest.mark.parametrize("task_id", TWELVE)
def test_a_chain_without_danger_is_marked_at_once(session, task_id):
    for technique_id in good_techniques(session.kb, task_of(session.kb, task_id)):
        state = built(session, task_id, best(session, task_id, technique_id))
        state, (event,) = session.commit(state, 0)
        found = session.find_grade(state)
        assert found is not None
        assert event == ChainGraded(earned=found.earned, possible=found.possible, failed=False)
        needless = advice_for_task(session, task_id).refer == "treat" and technique_id == "referral"
        assert event.earned == event.possible - needless
        assert (state.step, session.find_harms(state), state.is_failed) == ("graded", (), False)


def test_a_dangerous_chain_is_caught_before_anything_is_marked(session):
    state = built(session, "farid", DANGEROUS)
    state, (event,) = session.commit(state, 0)
    assert isinstance(event, ChainCaught)
    assert event.harms[0] == "not-referred/manual-local"
    assert (state.step, state.is_failed, session.find_grade(state)) == ("caught", True, None)
    assert session.find_harms(state)[0].kind == "not-referred"


def test_a_mended_chain_is_marked_and_the_attempt_stays_failed(session):
    state = built(session, "farid", DANGEROUS)
    state, _ = session.commit(state, 0)
    assert not state.is_mended
    state, _ = fill(session, state, best(session, "farid", "referral"))
    assert state.is_mended
    told = session.find_harms(state)
    state, (event,) = session.commit(state, 1)
    found = session.find_grade(state)
    assert found is not None
    assert (found.failed, found.harms, event.failed) == (True, (), True)
    assert found.earned == found.possible
    assert session.find_harms(state) == told != ()
    assert (found.caught, found.mended, found.left, found.added) == (told, told, (), ())


def test_whoever_stands_by_a_dangerous_chain_has_it_marked(session):
    state = built(session, "farid", DANGEROUS)
    state, _ = session.commit(state, 0)
    state, (event,) = session.commit(state, 1)
    found = session.find_grade(state)
    assert found is not None
    assert isinstance(event, ChainGraded)
    assert (event.failed, found.failed) == (True, True)
    assert found.harms == session.find_harms(state)


def test_another_danger_on_the_second_commit_is_told_with_the_marks(session):
    state = built(session, "farid", DANGEROUS)
    state, _ = session.commit(state, 0)
    state, _ = session.choose(state, "technique", "cupping")
    state, _ = session.commit(state, 1)
    found = session.find_grade(state)
    assert found is not None
    assert {harm.subject for harm in found.harms} == {"cupping"}
    assert (found.left, found.mended) == (found.harms, ())  # nobody is sent: the same mistake


def test_of_two_dangers_the_mended_and_the_left_one_are_told_apart_and_so_is_a_new_one(session):
    deep = PlannedPoint(point="gb30", depth_cun=3.0, angle="perpendicular")
    harmful = {"nerve-hit": "shock-then-back"}
    chain = replace(best(session, "ilir", "manual-local"), points=(deep,), mitigations=harmful)
    state, _ = session.commit(built(session, "ilir", chain), 0)
    state, _ = session.plan_points(state, [replace(deep, depth_cun=1.5)])
    state, _ = session.plan_dangers(state, {**harmful, "bleeding": "leave-out-tablets"})
    found = session.find_grade(session.commit(state, 1)[0])
    assert found is not None
    assert [harm.kind for harm in found.mended] == ["too-deep"]
    assert [harm.subject for harm in found.left] == ["nerve-hit"]
    assert [harm.subject for harm in found.added] == ["bleeding"]
    assert {*found.left, *found.added} == {*found.harms}


def test_pressing_twice_is_pressing_once(session):
    state = built(session, "farid", DANGEROUS)
    caught, _ = session.commit(state, 0)
    assert session.commit(caught, 0) == (caught, ())
    graded, _ = session.commit(caught, 1)
    assert session.commit(graded, 1) == session.commit(graded, 2) == (graded, ())


def test_an_empty_chain_is_not_committed_and_a_marked_one_not_changed(session):
    state, _ = session.open("ilir", rng())
    with pytest.raises(NotAllowedNow, match="Begin with the cause"):
        session.commit(state, 0)
    state, _ = session.commit(built(session, "ilir", best(session, "ilir", "referral")), 0)
    with pytest.raises(NotAllowedNow, match="again"):
        session.choose(state, "cause", "")


def test_a_chain_with_holes_is_marked_link_by_link(session):
    state, _ = session.commit(built(session, "ilir", Chain(cause="lumbar-disc")), 0)
    found = session.find_grade(state)
    assert found is not None
    assert [link.verdict for link in found.links] == ["fits", *["blank"] * 6]
    assert (found.earned, found.possible) == (1.0, 7.0)


# ---- The record ----

def test_events_of_something_else_leave_the_state_alone(session):
    judged = VignetteJudged(vignette_id="x", disposal="now", is_right=True, is_miss=False)
    assert replay_chain((judged, PointsPlanned(points=()), ChainGraded(earned=1, possible=7, failed=False))) is None
    state, opening = session.open("ilir", rng())
    assert replay_chain((*opening, judged, ItemShown(item_id="x"))) == state


@pytest.mark.parametrize("change", ["mechanisms", "targets", "dangers", "chain_tasks"])
def test_an_attempt_whose_options_are_gone_is_not_shown_any_more(session, change):
    chain = best(session, "ilir", "manual-local")
    state = built(session, "ilir", chain)
    treatment: Treatment = session.kb.treatment
    fewer = {
        "mechanisms": treatment.mechanisms[1:] if treatment.mechanisms[0].id in state.opened.shown_order["mechanism"]
        else [one for one in treatment.mechanisms if one.id != chain.mechanism],
        "targets": treatment.targets[:-1], "dangers": treatment.dangers[1:],
        "chain_tasks": [one for one in treatment.chain_tasks if one.id != "ilir"],
    }[change]
    other = ChainSession(replace(session.kb, treatment=replace(treatment, **{change: tuple(fewer)})))
    assert session.can_show(state)
    assert not other.can_show(state)


def test_an_attempt_with_a_point_that_is_gone_is_not_shown_any_more(session):
    state = built(session, "ilir", best(session, "ilir", "manual-local"))
    gone = state.chain.points[0].point
    points = tuple(one for one in session.kb.treatment.points if one.id != gone)
    other = ChainSession(replace(session.kb, treatment=replace(session.kb.treatment, points=points)))
    assert not other.can_show(state)


# ---- How the twelve stand ----

def entries_of(subject: str, events: Iterable[Event]) -> list[Entry]:
    return [Entry(event=event, at=0.0, subject=subject, content_version="1", command_id="c") for event in events]


def test_each_patient_is_new_open_or_done_and_keeps_the_last_mark(session):
    tasks = [task.id for task in session.kb.treatment.chain_tasks]
    assert {one.standing for one in find_chain_progress(session.kb, ())} == {"new"}
    assert [one.task_id for one in find_chain_progress(session.kb, ())] == tasks
    state, opening = session.open("ilir", rng())
    state, events = fill(session, state, best(session, "ilir", "referral"))
    _, marked = session.commit(state, 0)
    record = entries_of("chain/ilir/1", (*opening, *events, *marked))
    record += entries_of("chain/carmel/1", session.open("carmel", rng())[1])
    found = {one.task_id: one for one in find_chain_progress(session.kb, record)}
    assert (found["ilir"].standing, found["ilir"].marked, found["ilir"].attempt) == ("done", marked[0], 1)
    assert (found["carmel"].standing, found["carmel"].marked) == ("open", None)
    record += entries_of("chain/ilir/2", opening)
    again = {one.task_id: one for one in find_chain_progress(session.kb, record)}["ilir"]
    assert (again.standing, again.marked, again.attempt) == ("open", marked[0], 2)
    better = ChainGraded(earned=6.0, possible=6.0, failed=True)
    latest = find_chain_progress(session.kb, record + entries_of("chain/ilir/2", (better,)))
    assert next(one for one in latest if one.task_id == "ilir").marked == better
