"""What attempts amount to: a line each, forecasts and updates, and the report on a day."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.events import DayOpened, Entry, FindingAsked
from sciatica_teach.reasoning.draws import sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.attempts import subject_of
from sciatica_teach.session.case import CaseSession
from sciatica_teach.session.case_history import list_attempts
from sciatica_teach.session.clinic_day import find_days
from sciatica_teach.session.clinic_record import ClinicRecord, collect_forecasts, collect_updates
from sciatica_teach.session.clinic_report import build_report
from sciatica_teach.session.debrief import grade_state

NOW = 0.0
"""When the record is read: before the clock of any exam in it is up."""

DAY = "day/clinic/1"


@pytest.fixture(scope="module")
def sampled(kb):
    return sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(3))


@pytest.fixture
def clinic(kb, sampled):
    return ClinicRecord(kb, lambda: sampled, kb.get_case)


def play(kb, case_id, disposition, *, opening=None, until="debrief", number=1, at=0.0):
    """The entries of an attempt in which little is asked."""
    session = CaseSession(kb, kb.get_case(case_id))
    state, events = session.open(**(opening or {}))
    steps = [
        ("ask", "saddle-numbness"), ("state_belief", {"lumbar-disc": 0.5, "sacroiliac": 0.2}), ("go_on",),
        ("ask", "worse-sitting"), ("state_belief", {"lumbar-disc": 0.75, "sacroiliac": 0.25}), ("stop_and_decide",),
        ("decide", disposition), ("plan", []),
    ]
    for verb, *arguments in steps:
        if state.stage == until:
            break
        state, more = getattr(session, verb)(state, *arguments)
        events = (*events, *more)
    subject = subject_of("case", case_id, number)
    return [Entry(event=event, at=at + step / 100, subject=subject, content_version="1", command_id=f"{subject}-{step}")
            for step, event in enumerate(events)]


def read(clinic, entries, released=()):
    attempts = list_attempts(entries)
    return clinic.read(attempts, find_days(entries, attempts), released, NOW)


def test_only_what_may_be_told_has_marks(kb, clinic):
    day = Entry(event=DayOpened(case_ids=("priya", "walter")), at=0.0, subject=DAY, content_version="1", command_id="d")
    exam = {"mode": "exam", "paper": "week-7", "closes_at": 1e12}
    entries = [
        day, *play(kb, "marek", "routine"), *play(kb, "graham", "emergency", until="history"),
        *play(kb, "priya", "routine", opening={"day": DAY}), *play(kb, "walter", "routine", opening=exam),
    ]
    lines = read(clinic, entries)
    assert [line.state for line in lines] == ["done", "open", "withheld", "sealed"]
    assert [line.grade is not None for line in lines] == [True, False, False, False]
    assert read(clinic, entries, {"week-7"})[3].state == "done"


def test_what_the_content_cannot_show_is_told_and_not_marked(kb, clinic):
    gone = Entry(event=FindingAsked(finding_id="gone", value="absent", minutes=1), at=0.5, subject="case/marek/1",
                 content_version="1", command_id="x")
    entries = play(kb, "marek", "routine")
    unknown = [replace(one, subject="case/nobody/1") for one in entries]
    (changed,) = read(clinic, [entries[0], gone, *entries[1:]])
    (missing,) = read(clinic, unknown)
    assert (changed.state, changed.grade, changed.case.id) == ("gone", None, "marek")
    assert (missing.state, missing.grade, missing.case) == ("gone", None, None)
    assert clinic.find_case("nobody") is None
    with pytest.raises(UnknownId):
        kb.get_case("nobody")


def test_the_marks_are_those_of_the_debrief(kb, clinic, sampled):
    entries = play(kb, "marek", "routine")
    (line,) = read(clinic, entries)
    assert line.grade == grade_state(CaseSession(kb, line.case), line.attempt.state, sampled)
    assert read(clinic, entries)[0].grade is line.grade  # worked out once


def test_forecasts_are_all_shares_with_what_is_left_of_them(kb, clinic):
    lines = read(clinic, [*play(kb, "marek", "routine"), *play(kb, "graham", "emergency"),
                          *play(kb, "priya", "routine", until="history")])
    told = [(round(one.share, 9), one.came_true) for one in collect_forecasts(lines)]
    assert kb.get_case("marek").truth == "lumbar-disc"
    of_marek = [(0.5, True), (0.2, False), (0.3, False), (0.75, True), (0.25, False), (0.0, False)]
    assert kb.get_case("graham").truth not in ("lumbar-disc", "sacroiliac")
    of_graham = [(0.5, False), (0.2, False), (0.3, True), (0.75, False), (0.25, False), (0.0, True)]
    assert told == [*of_marek, *of_graham]


def test_updates_are_those_that_were_marked(kb, clinic):
    (line,) = read(clinic, play(kb, "marek", "routine"))
    (update,) = line.grade.updates
    assert collect_updates([line]) == (("marek", update.reference.mid, update.shift),)


# ---- The report on a day ----

def test_a_missed_emergency_comes_before_everything(kb, clinic):
    lines = read(clinic, [*play(kb, "graham", "routine"), *play(kb, "marek", "routine")])
    report = build_report(lines)
    assert [one.case.id for one in report.missed] == ["graham"]
    assert "graham" not in [one.case.id for one in report.unsafe]
    assert [one.case.id for one in report.seen] == ["graham", "marek"]


def test_an_emergency_that_was_sent_is_not_missed_and_lost_no_marks_for_what_was_not_asked(kb, clinic):
    lines = read(clinic, [*play(kb, "graham", "emergency"), *play(kb, "marek", "routine")])
    report = build_report(lines)
    sent, other = report.seen
    assert report.missed == ()
    assert (sent.decision, sent.credit("data_gathering"), sent.credit("efficiency")) == ("right", None, None)
    assert report.profile["data_gathering"] == other.grade.data_gathering
    assert report.profile["plan"] == pytest.approx((sent.grade.plan + other.grade.plan) / 2)


def test_a_part_that_was_graded_in_nobody_has_no_mean(clinic):
    report = build_report(read(clinic, []))
    assert set(report.profile.values()) == {None}
    assert (report.seen, report.missed, report.unsafe) == ((), (), ())
