"""A clinic day: who is drawn, the order of the queue, what may be told when, and the report."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.errors import NotAllowedNow
from sciatica_teach.model.events import (
    CaseOpened,
    DayOpened,
    DecisionMade,
    Entry,
    StageEntered,
)
from sciatica_teach.session.attempts import rename_cases
from sciatica_teach.session.case_history import list_attempts
from sciatica_teach.session.clinic_cases import draw_patient_id, find_case
from sciatica_teach.session.clinic_day import find_days, is_withheld, next_day
from sciatica_teach.session.clinic_draw import QUEUE, draw_day, is_emergency

DAY = "day/clinic/1"
QUEUED = ("marek", "graham", "priya", "walter", "ruth", "amara")


def entry(subject, event, at=0.0):
    return Entry(event=event, at=at, subject=subject, content_version="1", command_id=f"{subject}-{at}")


def drawer(kb):
    return lambda level, rng: find_case(kb, draw_patient_id(kb, level, rng))


def seen(case_id, at, *, day=DAY, disposition="treat", number=1):
    subject = f"case/{case_id}/{number}"
    events = (CaseOpened(case_id=case_id, day=day), StageEntered(stage="decide"),
              DecisionMade(disposition=disposition), StageEntered(stage="debrief"))
    return [entry(subject, event, at + step / 10) for step, event in enumerate(events)]


def begun(case_id, at, *, day=DAY, number=1):
    return seen(case_id, at, day=day, number=number)[:1]


def days_of(entries):
    return find_days(entries, list_attempts(entries))


# ---- Who comes ----

@pytest.mark.parametrize("seed", range(8))
def test_exactly_one_of_six_must_go_to_hospital_and_no_two_are_alike(kb, seed):
    opened = draw_day(kb, np.random.default_rng(seed), (), drawer(kb))
    queue = [find_case(kb, case_id) for case_id in opened.case_ids]
    assert len(queue) == QUEUE
    assert [case.decision.right for case in queue].count(("emergency",)) == 1
    for told in ("id", "truth", "title"):
        assert len({getattr(case, told) for case in queue}) == QUEUE
    assert len({case.patient.name for case in queue}) == QUEUE


@given(st.integers(0, 10**6))
def test_the_same_numbers_draw_the_same_day(kb, seed):
    one, other = (
        draw_day(kb, np.random.default_rng(seed), (), small_drawer(kb)) for _ in range(2))
    assert one == other


def small_drawer(kb):
    """Made-up patients without the generator: authored ones under other names."""
    plain = [case for case in kb.cases if not is_emergency(case)]

    def draw(level, rng):
        case = plain[int(rng.integers(len(plain)))]
        number = int(rng.integers(10**6))
        person = replace(case.patient, name=f"Person {number}")
        return replace(case, id=f"patient-{number}", difficulty=level, patient=person)

    return draw


def test_the_emergency_sits_anywhere_and_may_be_authored_or_made_up(kb):
    places, sources, levels = Counter(), Counter(), Counter()
    for seed in range(24):
        queue = [find_case(kb, one) for one in draw_day(kb, np.random.default_rng(seed), (), drawer(kb)).case_ids]
        (place,) = [place for place, case in enumerate(queue) if is_emergency(case)]
        places[place] += 1
        sources[queue[place].id in kb.case_by_id] += 1
        levels.update(case.difficulty for case in queue)
    assert len(places) >= 4
    assert set(levels) == {"first", "middle", "hard"}
    assert sources[True] > 0


def test_who_was_here_lately_comes_last(kb):
    """All authored patients but three were played: of the authored, those three come."""
    fresh = {"marek", "priya", "graham"}
    entries = [one for at, case in enumerate(kb.cases) if case.id not in fresh
               for one in seen(case.id, 10.0 * at, day="")]
    attempts = list_attempts(entries)
    for seed in range(10):
        queue = draw_day(kb, np.random.default_rng(seed), attempts, small_drawer(kb)).case_ids
        emergencies = [one for one in queue if one in kb.case_by_id and is_emergency(kb.get_case(one))]
        assert emergencies in ([], ["graham"])


def test_content_without_an_emergency_says_so(kb):
    calm = replace(kb, cases=tuple(case for case in kb.cases if not is_emergency(case)))
    with pytest.raises(NotAllowedNow, match="no emergency"):
        draw_day(calm, np.random.default_rng(1), (), small_drawer(calm))


def test_too_few_patients_say_so(kb):
    few = replace(kb, cases=tuple(case for case in kb.cases if case.id in ("graham", "marek")))
    marek = few.get_case("marek")
    with pytest.raises(NotAllowedNow, match="too few"):
        draw_day(few, np.random.default_rng(1), (), lambda _level, _rng: marek)


# ---- The queue ----

def test_the_queue_is_rebuilt_from_the_record():
    entries = [
        entry(DAY, DayOpened(case_ids=QUEUED)), *seen("marek", 5), *begun("graham", 9),
        *begun("priya", 20, day="", number=1),  # the same patient outside of the day
    ]
    (day,) = days_of(entries)
    assert [chair.state for chair in day.chairs] == ["seen", "with-you", "waits", "waits", "waits", "waits"]
    assert (day.number, day.seen, day.is_over, day.next_id, day.began_at, day.last_at) == (1, 1, False, "priya", 0, 9)
    assert day.opened.debriefs == "end"
    assert next_day(entries) == "day/clinic/2"
    assert next_day(()) == DAY


def test_the_queue_has_an_order_and_whoever_was_left_may_be_taken_up_again():
    (day,) = days_of([entry(DAY, DayOpened(case_ids=QUEUED)), *begun("marek", 1), *begun("graham", 2)])
    assert day.find_chair("marek").attempt.subject == "case/marek/1"
    assert day.find_chair("priya").state == "waits"
    with pytest.raises(NotAllowedNow, match="waited longer"):
        day.find_chair("walter")
    with pytest.raises(NotAllowedNow, match="not in today's queue"):
        day.find_chair("halima")


def test_a_patient_whose_id_changed_keeps_the_chair():
    entries = rename_cases([entry(DAY, DayOpened(case_ids=("l5-disc", *QUEUED[1:]))), *seen("l5-disc", 1)],
                           {"l5-disc": "marek"})
    (day,) = days_of(entries)
    assert day.opened.case_ids == QUEUED
    assert day.chairs[0].state == "seen"


# ---- What may be told when ----

@pytest.mark.parametrize(("debriefs", "withheld"), [("end", True), ("each", False)])
def test_what_was_right_waits_for_the_end_of_the_day_unless_each_is_told_at_once(debriefs, withheld):
    entries = [entry(DAY, DayOpened(case_ids=QUEUED, debriefs=debriefs)), *seen("marek", 1)]
    attempts = list_attempts(entries)
    assert is_withheld(attempts[0], find_days(entries, attempts)) is withheld


def test_when_the_last_was_seen_everything_is_told():
    played = [one for at, case in enumerate(QUEUED) for one in seen(case, at)]
    entries = [entry(DAY, DayOpened(case_ids=QUEUED)), *played]
    attempts = list_attempts(entries)
    (day,) = find_days(entries, attempts)
    assert (day.is_over, day.next_id) == (True, "")
    assert not any(is_withheld(one, [day]) for one in attempts)


def test_an_attempt_outside_of_a_day_is_never_withheld():
    entries = [entry(DAY, DayOpened(case_ids=QUEUED)), *seen("marek", 1, day="")]
    attempts = list_attempts(entries)
    assert not is_withheld(attempts[0], find_days(entries, attempts))
