"""What the clinic shows around its patients: nothing that tells an answer, and nothing that cannot be reached."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from sciatica_teach.grading.calibration import Forecast, find_calibration
from sciatica_teach.grading.gate import FailureKind
from sciatica_teach.model.events import CaseOpened, DayOpened, DecisionMade, Entry, StageEntered
from sciatica_teach.reasoning.draws import sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.session.case_door import EXAM_MINUTES
from sciatica_teach.session.case_history import list_attempts
from sciatica_teach.session.clinic_day import find_days
from sciatica_teach.session.clinic_record import ClinicRecord
from sciatica_teach.session.clinic_report import build_report
from sciatica_teach.session.progress import progress_of_cases, progress_of_day
from sciatica_teach.views.clinic import ClinicView, Shown
from sciatica_teach.views.clinic_day import day_parts
from sciatica_teach.views.clinic_door import door_parts, foot_state, gaps_parts, withheld_parts
from sciatica_teach.views.clinic_front import NO_FILTER, Front, front_parts
from sciatica_teach.views.clinic_history import SHOWN, calibration_state, history_parts
from sciatica_teach.views.parts import Card
from sciatica_teach.views.words import say

NOW = 0.0
"""When the record is read: before the clock of any exam in it is up."""

QUEUED = ("marek", "graham", "priya", "walter", "ruth", "amara")
DAY = "day/clinic/1"


def entry(subject, event, at=0.0):
    return Entry(event=event, at=at, subject=subject, content_version="1", command_id=f"{subject}-{at}")


def seen(case_id, at, *, disposition="routine", number=1, **opening):
    events = (CaseOpened(case_id=case_id, **opening), StageEntered(stage="decide"),
              DecisionMade(disposition=disposition), StageEntered(stage="debrief"))
    return [entry(f"case/{case_id}/{number}", event, at + step / 10) for step, event in enumerate(events)]


def by_name(shown):
    return {one.name: one.state for one in shown}


def links_of(state):
    return [line for block in state["blocks"] if block["type"] == "links" for line in block["items"]]


def buttons_of(state):
    return [one for block in state["blocks"] if block["type"] == "buttons" for one in block["items"]]


# ---- Front ----

def make_front(kb, entries=(), told=None):
    attempts = list_attempts(entries)
    days = find_days(entries, attempts)
    progress = (*progress_of_cases(kb, entries, NOW), *(progress_of_day(day) for day in days))
    return Front(progress=progress, days=days, told=told or {})


def show_front(kb, entries=(), wanted=None, told=None):
    return by_name(front_parts(kb, make_front(kb, entries, told), {**NO_FILTER, **(wanted or {})}))


def test_the_first_visit_shows_everybody_and_nothing_that_was_left(kb):
    shown = show_front(kb)
    assert "left-off" not in shown
    assert [line["action"]["case"] for line in links_of(shown["patients"])] == [case.id for case in kb.cases]
    assert [one["action"] for one in buttons_of(shown["new"])] == [
        {"verb": "draw", "level": level} for level in ("first", "middle", "hard")]
    assert {one["action"]["debriefs"] for one in buttons_of(shown["day"])} == {"end", "each"}
    assert buttons_of(shown["history"]) == []


def test_nothing_on_the_front_tells_what_a_patient_has(kb):
    text = json.dumps(show_front(kb), ensure_ascii=False)
    for case in kb.cases:
        cause = kb.get_cause(case.truth)
        assert cause.name not in text
        assert f'"{cause.id}"' not in text
        assert case.decision.why.text not in text


@pytest.mark.parametrize(("wanted", "names"), [
    ({"standing": "done"}, {"marek"}), ({"standing": "open"}, {"graham"}),
    ({"standing": "done", "difficulty": "hard"}, set()),
])
def test_the_filters_leave_those_who_fit_both(kb, wanted, names):
    entries = [*seen("marek", 1), entry("case/graham/1", CaseOpened(case_id="graham"), 9)]
    shown = show_front(kb, entries, wanted, told={"marek": "Finished: Lumbar disc"})
    assert {line["action"]["case"] for line in links_of(shown["patients"])} == names
    assert shown["patients"]["eyebrow"].startswith(f"{len(names)} of {len(kb.cases)}")
    if "marek" in names:
        assert links_of(shown["patients"])[0]["meta"].endswith("Finished: Lumbar disc")


def test_a_difficulty_leaves_all_of_it(kb):
    shown = show_front(kb, wanted={"difficulty": "first"})
    wanted = {case.id for case in kb.cases if case.difficulty == "first"}
    assert {line["action"]["case"] for line in links_of(shown["patients"])} == wanted


def test_what_was_left_and_the_day_that_is_on_are_offered(kb):
    entries = [entry(DAY, DayOpened(case_ids=QUEUED)), entry("case/marek/1", CaseOpened(case_id="marek", day=DAY), 2)]
    shown = show_front(kb, entries)
    assert links_of(shown["left-off"])[0]["action"] == {"verb": "open", "case": "marek"}
    assert [one["action"] for one in buttons_of(shown["day"])] == [{"verb": "day", "day": 1}]
    over = [*entries[:1], *(one for at, case in enumerate(QUEUED) for one in seen(case, at, day=DAY))]
    shown = show_front(kb, over)
    assert "left-off" not in shown
    assert links_of(shown["day"])[0]["action"] == {"verb": "day", "day": 1}
    assert len(buttons_of(shown["day"])) == 2


# ---- Door ----

def test_the_door_offers_three_ways_with_the_last_one_chosen(kb):
    shown = by_name(door_parts(kb, kb.get_case("marek"), (), "clinic"))
    assert [option["id"] for option in shown["mode"]["options"]] == ["guided", "clinic", "exam"]
    assert shown["mode"]["preset"] == ["clinic"]
    assert shown["mode"]["submit"]["action"] == {"verb": "begin", "case": "marek"}
    assert f"{EXAM_MINUTES} minutes" in shown["mode"]["options"][2]["note"]
    assert "paper" not in shown
    assert "earlier" not in shown


def test_an_exam_is_never_chosen_beforehand(kb):
    shown = by_name(door_parts(kb, kb.get_case("marek"), (), "exam"))
    assert shown["mode"]["preset"] == []


def test_with_a_paper_there_is_only_its_exam_and_the_seal_is_told_before(kb):
    shown = by_name(door_parts(kb, kb.get_case("marek"), (), "guided", "week-7"))
    assert "mode" not in shown
    assert [one["action"] for one in buttons_of(shown["paper"])] == [
        {"verb": "begin", "case": "marek", "chosen": ["exam"], "paper": "week-7"}]
    assert "sealed" in json.dumps(shown["paper"])


def test_earlier_attempts_can_be_reached_from_the_door(kb):
    attempts = list_attempts([*seen("marek", 1), *seen("marek", 2, number=2)])
    shown = by_name(door_parts(kb, kb.get_case("marek"), attempts, "guided"))
    assert [line["href"] for line in links_of(shown["earlier"])] == [
        "04_cases.ipynb?case=marek&attempt=2", "04_cases.ipynb?case=marek&attempt=1"]


def test_the_door_tells_no_more_than_the_waiting_room(kb):
    for case in kb.cases:
        text = json.dumps(by_name(door_parts(kb, case, (), "guided")), ensure_ascii=False)
        assert kb.get_cause(case.truth).name not in text
        assert case.opening not in text


# ---- Below a patient, and in place of one ----

def foot_of(entries, others=(), day=None):
    (attempt,) = list_attempts(entries)
    return foot_state(attempt.state, others, day)


def test_a_patient_may_be_left_and_an_exam_says_that_its_clock_goes_on():
    opened = CaseOpened(case_id="marek")
    left = foot_of([entry("case/marek/1", opened)])
    assert [one["action"] for one in buttons_of(left)] == [{"verb": "menu"}]
    assert "confirm" not in buttons_of(left)[0]
    exam = foot_of([entry("case/marek/1", replace(opened, mode="exam", closes_at=1e9))])
    assert buttons_of(exam)[0]["confirm"]
    assert "clock" in exam["blocks"][1]["text"]
    in_day = foot_of([entry("case/marek/1", replace(opened, day=DAY))], day=1)
    assert [one["action"] for one in buttons_of(in_day)] == [{"verb": "day", "day": 1}]


def test_after_the_last_room_the_other_attempts_are_listed():
    others = list_attempts(seen("marek", 1))
    foot = foot_of(seen("marek", 5, number=2), others)
    assert [line["action"] for line in links_of(foot)] == [{"verb": "attempt", "case": "marek", "attempt": 1}]
    assert foot_of(seen("marek", 5))["blocks"] == []


def test_an_attempt_of_earlier_content_is_kept_named_and_can_be_taken_again(kb):
    (shown,) = gaps_parts("marek", kb.get_case("marek"), ("worse-sitting",))
    assert "worse sitting" in json.dumps(shown.state)
    assert buttons_of(shown.state)[-1]["action"] == {"verb": "door", "case": "marek"}
    (gone,) = gaps_parts("nobody", None, ())
    assert [one["action"]["verb"] for one in buttons_of(gone.state)] == ["menu"]
    assert "stays in your record" in json.dumps(gone.state)


def test_a_withheld_patient_leads_back_to_the_waiting_room(kb):
    (shown,) = withheld_parts(kb.get_case("graham"), 3)
    assert [one["action"] for one in buttons_of(shown.state)] == [{"verb": "day", "day": 3}]
    assert kb.get_cause(kb.get_case("graham").truth).name not in json.dumps(shown.state)


# ---- The waiting room ----

def show_day(kb, entries, report=None):
    attempts = list_attempts(entries)
    (day,) = find_days(entries, attempts)
    return by_name(day_parts(day, kb.case_by_id.get, report))


def offered_by(chair):
    return chair["button"]["action"]["verb"] if "button" in chair else ""


def test_six_chairs_stand_in_their_order_and_only_the_next_is_called(kb):
    opened = entry(DAY, DayOpened(case_ids=QUEUED))
    entries = [opened, *seen("marek", 1, day=DAY), entry("case/graham/1", CaseOpened(case_id="graham", day=DAY), 5)]
    chairs = show_day(kb, entries)["room"]["chairs"]
    assert [chair["state"] for chair in chairs] == ["seen", "with-you", *["waits"] * 4]
    assert [offered_by(chair) for chair in chairs] == ["", "call", "call", "", "", ""]
    assert chairs[1]["button"]["primary"]
    assert not chairs[2]["button"]["primary"]
    each = show_day(kb, [replace(opened, event=DayOpened(case_ids=QUEUED, debriefs="each")), *entries[1:]])
    assert offered_by(each["room"]["chairs"][0]) == "attempt"


def test_the_waiting_room_tells_nothing_of_who_has_what(kb):
    text = json.dumps(show_day(kb, [entry(DAY, DayOpened(case_ids=QUEUED)), *seen("marek", 1, day=DAY)]))
    for case_id in QUEUED:
        case = kb.get_case(case_id)
        assert kb.get_cause(case.truth).name not in text
        assert case.decision.why.text not in text
    assert "Lumbar disc" not in text


def test_a_patient_who_left_the_content_leaves_a_chair_that_says_so(kb):
    entries = [entry(DAY, DayOpened(case_ids=("nobody", *QUEUED[1:])))]
    chair = show_day(kb, entries)["room"]["chairs"][0]
    assert chair["words"] == "This patient is no longer in the content."


# ---- With marks ----

@pytest.fixture(scope="module")
def sampled(kb):
    return sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(3))


@pytest.fixture
def clinic(kb, sampled):
    """A new one for each test: it remembers the marks of an attempt by its address."""
    return ClinicRecord(kb, lambda: sampled, kb.get_case)


def read(clinic, entries, released=()):
    attempts = list_attempts(entries)
    return clinic.read(attempts, find_days(entries, attempts), released, NOW)


def whole_day(**dispositions):
    opened = entry(DAY, DayOpened(case_ids=QUEUED))
    return [opened, *(one for at, case in enumerate(QUEUED)
                      for one in seen(case, at, day=DAY, disposition=dispositions.get(case, "routine")))]


@pytest.mark.parametrize(("sent", "word"), [("routine", "Missed."), ("emergency", "Gate shut.")])
def test_the_end_of_a_day_begins_with_who_was_missed(kb, clinic, sent, word):
    entries = whole_day(graham=sent)
    shown = show_day(kb, entries, build_report(read(clinic, entries)))
    assert list(shown)[:3] == ["title", "safety", "sent"]
    assert "room" not in shown
    (verdicts,) = [block["items"] for block in shown["safety"]["blocks"] if block["type"] == "verdicts"]
    assert verdicts[0]["word"] == word  # graham's must-asks were left out as well
    assert shown["safety"]["tone"] == "unsafe"
    assert [row["cells"][0] for row in shown["sent"]["rows"]] == [kb.get_case(one).patient.name for one in QUEUED]
    assert shown["sent"]["rows"][1]["cells"][1]["tone"] == ("right" if sent == "emergency" else "unsafe")
    assert all(row["action"]["verb"] == "attempt" for row in shown["sent"]["rows"])


def test_a_shut_gate_names_its_reason_beside_a_right_decision_and_leads_to_the_debrief(kb, clinic):
    entries = whole_day(graham="emergency")
    report = build_report(read(clinic, entries))
    graham = next(one for one in report.unsafe if one.case.id == "graham")
    left_out = len(kb.get_case("graham").must_ask)
    assert [one.kind for one in graham.grade.gate.failures] == ["must-ask"] * left_out
    card = show_day(kb, entries, report)["safety"]
    (verdicts,) = [block["items"] for block in card["blocks"] if block["type"] == "verdicts"]
    told = next(line for line in verdicts if line["text"].startswith("Graham"))
    assert told["text"].endswith(f"Your decision was right: {say('urgency.emergency')}.")
    assert told["note"] == f"What shut the gate: safety questions left out ({left_out})."
    assert "harm" not in card["blocks"][0]["text"]
    assert [link["action"]["case"] for link in links_of(card)] == [
        one.case.id for one in (*report.missed, *report.unsafe)]


def test_every_reason_that_shuts_a_gate_has_words():
    for kind in get_args(FailureKind):
        assert say(f"clinic.shut.{kind}", count=2, chosen="Treat")


@pytest.mark.parametrize(("case_id", "sent", "verdict", "tone"), [
    ("graham", "emergency", "right", "right"), ("graham", "treat", "unsafe", "unsafe"),
    ("marek", None, "none: the time ran out", "caution"), ("walter", "urgent", "another was right", "caution"),
])
def test_history_and_day_judge_a_decision_alike(kb, clinic, case_id, sent, verdict, tone):
    entries = whole_day(**{case_id: sent})
    lines = read(clinic, entries)
    rows = by_name(history_parts(lines, kb.case_by_id.get))["rows"]["rows"]
    name = kb.get_case(case_id).patient.name
    (row,) = [row for row in rows if row["cells"][0].startswith(name)]
    assert row["cells"][5] == {"text": verdict, "tone": tone}
    at_day_end = show_day(kb, entries, build_report(lines))["sent"]["rows"][QUEUED.index(case_id)]
    assert at_day_end["cells"][1]["tone"] == tone


def test_made_up_patients_of_one_name_are_told_apart(kb, clinic):
    marek = kb.get_case("marek")
    (line,) = read(clinic, seen("marek", 0))
    lines = [replace(line, case=replace(marek, id=f"patient-{seed}")) for seed in (7, 1007)]
    rows = by_name(history_parts(lines, kb.case_by_id.get))["rows"]["rows"]
    age = marek.patient.age
    assert {row["cells"][0] for row in rows} == {
        f"Marek, {age}, number 7, attempt 1", f"Marek, {age}, number 1007, attempt 1"}


def test_the_history_lists_the_newest_first_and_keeps_what_is_sealed(kb, clinic):
    entries = [*seen("marek", 0), *seen("graham", 1e6, mode="exam", paper="week-7", closes_at=1.0)]
    shown = by_name(history_parts(read(clinic, entries), kb.case_by_id.get))
    graham, marek = shown["rows"]["rows"]
    age = kb.get_case("graham").patient.age
    assert (graham["cells"][0], graham["cells"][3:]) == (f"Graham, {age}, attempt 1", ["sealed", "–", "–", "–"])
    assert shown["rows"]["head"][3:5] == ["How it stands", "Safety gate"]
    assert marek["cells"][1:3] == ["1 January 1970", "as in the clinic"]
    assert marek["cells"][5] == {"text": "right", "tone": "right"}
    assert float(marek["cells"][6]) <= 40  # nothing was asked: the gate is shut
    assert "0 of 30" in json.dumps(shown["calibration"])
    assert "0 of 15" in json.dumps(shown["reaction"])


def test_a_long_history_is_shown_in_part_until_all_is_asked_for(kb, clinic):
    entries = [one for number in range(1, SHOWN + 3) for one in seen("marek", 10 * number, number=number)]
    lines = read(clinic, entries)
    short, whole = (by_name(history_parts(lines, kb.case_by_id.get, all_rows=all_rows))["rows"]
                    for all_rows in (False, True))
    assert (len(short["rows"]), len(whole["rows"])) == (SHOWN, SHOWN + 2)
    assert short["after"][0]["items"][0]["action"] == {"verb": "history", "all": True}
    assert whole["after"] == []


def test_the_calibration_says_in_words_where_shares_are_too_high():
    forecasts = [Forecast(share=0.9, came_true=n < 10) for n in range(20)]
    forecasts += [Forecast(share=0.1, came_true=n < 1) for n in range(10)]
    state = calibration_state(find_calibration(forecasts), 5)
    assert state["text"] == [
        "When you say about 90 %, it is so in 50 % (30 to 70 %): too high.",
        "From 30 shares that you stated of 5 patients.",
    ]
    assert state["table"]["rows"] == [
        ["0 to 20 %", "10", "10", "10", "2–40"], ["80 to 100 %", "20", "90", "50", "30–70"]]
    points = state["figure"]["data"][1]
    assert list(points["x"]) == pytest.approx([10, 90])
    assert list(points["y"]) == pytest.approx([10, 50])


def test_parts_that_stay_keep_their_widgets():
    view = ClinicView("front", lambda *_: None)
    view.show([Shown("a", Card, {"title": "1"}), Shown("b", Card, {"title": "2"}, is_half=True)])
    before = view.children
    view.show([Shown("a", Card, {"title": "3"}), Shown("b", Card, {"title": "2"}, is_half=True)])
    assert view.children == before
    assert view.children[0].state["title"] == "3"
    assert repr(view) == "ClinicView(shows='front')"
