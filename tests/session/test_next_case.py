"""Which patient next: the weakest part, the one who trains it, and no hint of what the patient has."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_visits import asking, debriefed, finished

from sciatica_teach.grading.gate import Gate, GateFailure
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case import CaseSession
from sciatica_teach.session.next_case import (
    LAST_ATTEMPTS,
    LEVELS,
    STRONG,
    TRAINS,
    History,
    find_gate_work,
    find_weakest,
    profile_credits,
    read_history,
    suggest_case,
)

GOOD = {"gate": 1.0, "reasoning": 0.9, "updating": 0.9, "data_gathering": 0.9, "efficiency": 0.9, "plan": 0.9}
PARTS = [part for part in TRAINS if part != "gate"]

profiles = st.lists(
    st.fixed_dictionaries({"gate": st.sampled_from([0.0, 1.0])}, optional={part: st.floats(0, 1) for part in PARTS}),
    min_size=1, max_size=LAST_ATTEMPTS,
)


def test_the_worked_example_of_the_docstring():
    recent = [{"gate": 1.0, "reasoning": 0.9, "efficiency": 0.5}, {"gate": 1.0, "reasoning": 0.7}]
    assert find_weakest(recent) == ("efficiency", 0.5)


@given(recent=profiles)
def test_the_weakest_part_is_the_least_mean_and_the_gate_before_all(recent):
    part, mean = find_weakest(recent)
    if any(one["gate"] == 0 for one in recent):
        assert part == "gate"
        return
    graded = {name: [one[name] for one in recent if name in one] for name in PARTS}
    means = {name: sum(values) / len(values) for name, values in graded.items() if values}
    least = min(means.values(), default=1.0)
    assert mean == pytest.approx(least)
    assert part is None if least >= STRONG else means[part] == pytest.approx(least)


@given(recent=profiles, data=st.data())
def test_never_the_patient_just_seen_and_the_new_ones_first(kb, recent, data):
    ids = [case.id for case in kb.cases]
    now = kb.get_case(data.draw(st.sampled_from(ids)))
    played = data.draw(st.dictionaries(st.sampled_from(ids), st.floats(1, 9e8)))
    found = suggest_case(kb, now, History(last_played=played, recent=tuple(recent)))
    assert found.case_id != now.id
    others = [one for one in ids if one != now.id]
    assert found.is_new == any(one not in played for one in others)
    assert found.is_new == (found.case_id not in played)
    assert found.attempts == len(recent)


@given(recent=profiles)
def test_the_answer_of_a_case_never_makes_it_the_next(kb: KnowledgeBase, recent):
    """What is true and what is right may be anything: the suggestion stays."""
    swapped = [
        replace(case, truth=other.truth, also=other.also, decision=other.decision, title=case.title)
        for case, other in zip(kb.cases, reversed(kb.cases), strict=True)
    ]
    history = History(last_played={}, recent=tuple(recent))
    told = suggest_case(kb, kb.cases[0], history)
    assert suggest_case(replace(kb, cases=tuple(swapped)), swapped[0], history) == told


@pytest.mark.parametrize("part", PARTS)
def test_the_new_patient_within_reach_who_asks_most_of_the_weakest_part_comes(kb, part):
    now = kb.get_case("marek")
    found = suggest_case(kb, now, History(recent=({**GOOD, part: 0.1},)))
    level = LEVELS.index(now.difficulty) + 1
    reach = [case for case in kb.cases if case.id != "marek" and LEVELS.index(case.difficulty) <= level]
    assert found.weakest == part
    assert TRAINS[part](kb.get_case(found.case_id)) == max(TRAINS[part](case) for case in reach)


def test_once_all_were_played_the_longest_ago_of_the_half_that_asks_most(kb):
    now, others = kb.get_case("marek"), [case for case in kb.cases if case.id != "marek"]
    last = {case.id: 1000.0 - 7 * place for place, case in enumerate(others)}
    found = suggest_case(kb, now, History(last_played={**last, "marek": 2000.0}, recent=({**GOOD, "plan": 0.2},)))
    ranked = sorted(others, key=lambda case: (-len(case.plan), case.order))[:(len(others) + 1) // 2]
    assert not found.is_new
    assert last[found.case_id] == min(last[case.id] for case in ranked)


def test_a_single_case_has_no_next(kb):
    only = replace(kb, cases=(kb.get_case("marek"),))
    assert suggest_case(only, only.cases[0], History()) is None


def test_a_strong_profile_is_told_so(kb):
    found = suggest_case(kb, kb.get_case("marek"), History(recent=(GOOD,)))
    assert found.weakest is None


def test_a_history_holds_the_last_attempts_and_only_marks_that_may_be_told(disc: CaseSession):
    grade = debriefed(disc, finished(disc, asking(disc, ["bladder-change"]), "treat")).grade
    attempts = [("marek", 10.0 * number, grade if number % 2 else None) for number in range(14)]
    history = read_history([*reversed(attempts), ("patient-7", 5.0, None)])
    assert history.last_played == {"marek": 130.0, "patient-7": 5.0}
    assert history.recent == (profile_credits(grade),) * LAST_ATTEMPTS


def test_credits_lie_between_0_and_1_and_certainty_too(disc: CaseSession):
    def credit(disposition: str, sure: int) -> float:
        state = finished(disc, asking(disc, ["bladder-change"]), disposition, certainty=sure)
        return profile_credits(debriefed(disc, state).grade)["certainty"]

    assert credit("treat", 3) == 1
    assert credit("emergency", 3) == 0
    assert credit("emergency", 1) == pytest.approx(6 / 9)


def test_a_debrief_without_a_record_looks_at_this_attempt_alone(disc: CaseSession):
    debrief = debriefed(disc, finished(disc, asking(disc, ["bladder-change"]), "treat"))
    assert debrief.following.weakest == "gate"
    assert debrief.following.fell_on == "screen"
    assert debrief.following.attempts == 1


@pytest.mark.parametrize(("kinds", "work"), [
    ([], None), (["later-visit"], "visit"), (["harmful-action"], "plan"), (["harmful-chain"], "chain"),
    (["no-decision"], "decision"), (["later-visit", "unsafe-decision"], "decision"),
    (["harmful-action", "must-refer", "must-ask"], "screen"),
])
def test_a_gate_is_worked_on_where_it_fell_first(kinds, work):
    assert find_gate_work(Gate(failures=tuple(GateFailure(kind=kind, subject="") for kind in kinds))) == work


def test_the_latest_attempt_that_failed_tells_what_the_gate_fell_on(disc: CaseSession):
    grade = debriefed(disc, finished(disc, asking(disc, ["bladder-change"]), "treat")).grade

    def of(*kinds: str):
        return replace(grade, gate=Gate(failures=tuple(GateFailure(kind=kind, subject="") for kind in kinds)))

    history = read_history([("marek", 1.0, of("must-ask")), ("marek", 3.0, of()), ("ruth", 2.0, of("later-visit"))])
    assert history.fell_on == "visit"
    assert suggest_case(disc.kb, disc.case, history).fell_on == "visit"
    assert read_history([("marek", 1.0, of())]).fell_on is None


def test_who_treated_badly_later_gets_somebody_who_comes_again(kb):
    recent = ({**GOOD, "gate": 0.0},)
    now = kb.get_case("marek")
    reach = [case.id for case in kb.cases if LEVELS.index(case.difficulty) <= LEVELS.index(now.difficulty) + 1]
    once = tuple(case if case.id == reach[-1] else replace(case, course=None) for case in kb.cases)
    found = suggest_case(replace(kb, cases=once), now, History(recent=recent, fell_on="visit"))
    assert found.case_id == reach[-1]
    strong = suggest_case(kb, kb.get_case("marek"), History(recent=(GOOD,), fell_on="visit"))
    assert strong.fell_on is None
