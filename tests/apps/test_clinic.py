"""The page of the clinic without a browser: where links lead, what is recorded, and what stays shut until when."""

from __future__ import annotations

import json
from itertools import count
from types import SimpleNamespace

import pytest

from sciatica_teach.apps.cases import ClinicPage
from sciatica_teach.apps.context import Context
from sciatica_teach.apps.recorder import Recorder
from sciatica_teach.errors import NotAllowedNow, StoreUnavailable
from sciatica_teach.model.events import CaseOpened, DayOpened, FindingAsked
from sciatica_teach.session.clinic_draw import is_emergency
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.memory import MemoryStore
from sciatica_teach.views.words import say

START = 1_000.0


@pytest.fixture
def learner(kb):
    """Opens pages of one learner, each as in a kernel of its own, and sends commands to them."""
    store, token, numbers, clock = MemoryStore(), new_token(), count(1), SimpleNamespace(now=START)

    def open_page(**query):
        recorder = Recorder(store, token, lambda: clock.now, kb.version, kb.former_case_ids)
        context = Context(kb=kb, recorder=recorder, query=query, hosted=True, secret=token, clock=lambda: clock.now)
        return ClinicPage(context, query)

    def press(page, verb, **action):
        page.handle(f"c{next(numbers)}", {"verb": verb, **action})

    def finish(page, disposition="routine"):
        press(page, "stop")
        press(page, "decide", chosen=[disposition], certainty=2)
        if page._play.state.stage == "chain":
            press(page, "commit", seen=0)
        press(page, "plan", chosen=[])
        while page._play is not None and page._play.state.stage == "follow-up":
            press(page, "visit", chosen=["routine"])

    return SimpleNamespace(open=open_page, press=press, finish=finish, store=store, clock=clock)


def on_screen(page):
    return repr(page.page)


def url(page):
    return page.page.desk.state["url"]


def notice(page):
    return (page.page.desk.state["notice"] or {}).get("text", "")


def text_of(page):
    """Everything that the page has sent to the browser."""
    def walk(widget):
        if hasattr(widget, "state"):
            yield json.dumps(widget.state, ensure_ascii=False)
        for child in getattr(widget, "children", ()):
            yield from walk(child)

    return "\n".join(walk(page.page.children[-1]))


def kinds(page):
    return [type(entry.event).__name__ for entry in page.context.recorder.entries]


def opened(page):
    return [entry.event for entry in page.context.recorder.entries if isinstance(entry.event, CaseOpened)]


# ---- Links ----

@pytest.mark.parametrize(("query", "shown", "address"), [
    ({}, "ClinicView(shows='front')", ""),
    ({"case": "marek"}, "ClinicView(shows='door')", "case=marek"),
    ({"case": "l5-disc"}, "ClinicView(shows='door')", "case=marek"),
    ({"case": "marek", "mode": "clinic"}, "CaseView(case='marek', stage='safety')", "case=marek&mode=clinic"),
    ({"case": "marek", "mode": "exam"}, "ClinicView(shows='door')", "case=marek"),
    ({"case": "marek", "paper": "Week-7"}, "ClinicView(shows='door')", "case=marek&paper=week-7"),
    ({"patient": "48213"}, "ClinicView(shows='door')", "case=patient-48213"),
    ({"patient": "0048213"}, "ClinicView(shows='door')", "case=patient-48213"),
    ({"history": "1"}, "ClinicView(shows='history')", "history=1"),
])
def test_where_a_link_leads_and_looking_writes_nothing(learner, query, shown, address):
    page = learner.open(**query)
    assert (on_screen(page), url(page), notice(page), kinds(page)) == (shown, address, "", [])


@pytest.mark.parametrize(("query", "words"), [
    ({"case": "nobody"}, "There is no case called 'nobody'"), ({"patient": "abc"}, "“abc” is not the number"),
    ({"patient": "-1"}, "“-1” is not the number"), ({"patient": "9" * 12}, "is not the number"),
    ({"case": "marek", "mode": "cheating"}, "no way to play called “cheating”"),
    ({"case": "marek", "paper": "week 7!"}, "cannot be the name of a paper"),
    ({"case": "marek", "attempt": "3"}, "no attempt 3"), ({"case": "marek", "attempt": "x"}, "no attempt 0"),
    ({"day": "4"}, "no clinic day 4"), ({"day": "²"}, "no clinic day 0"),
])
def test_a_link_that_leads_nowhere_says_so_above_the_front(learner, query, words):
    page = learner.open(**query)
    assert words in notice(page)
    assert (on_screen(page), kinds(page)) == ("ClinicView(shows='front')", [])


def test_a_store_that_fails_is_told_by_the_guard_and_not_hidden_behind_the_front(learner, monkeypatch):
    def fail(_self):
        raise StoreUnavailable("Locked.")

    learner.finish(learner.open(case="marek", mode="clinic"))
    monkeypatch.setattr(MemoryStore, "released", fail)
    with pytest.raises(StoreUnavailable):
        learner.open()


# ---- Doors and attempts ----

@pytest.mark.parametrize("mode", ["guided", "clinic", "exam"])
def test_the_door_opens_in_the_mode_that_was_chosen_and_a_reload_comes_back(learner, mode):
    page = learner.open(case="marek")
    learner.press(page, "begin", case="marek", chosen=[mode])
    assert on_screen(page) == "CaseView(case='marek', stage='safety')"
    (event,) = opened(page)
    assert (event.mode, event.paper, event.closes_at) == (mode, "", START + 25 * 60 if mode == "exam" else None)
    again = learner.open(case="marek")
    assert (on_screen(again), url(again)) == ("CaseView(case='marek', stage='safety')", "case=marek")


def test_beginning_twice_is_beginning_once(learner):
    page, other = learner.open(case="marek"), learner.open(case="marek")
    action = {"verb": "begin", "case": "marek", "chosen": ["clinic"]}
    page.handle("same", action)
    page.handle("same", action)
    learner.press(other, "begin", case="marek", chosen=["guided"])  # another tab: the attempt is gone on with
    assert [event.mode for event in opened(other)] == ["clinic"]
    assert on_screen(other) == "CaseView(case='marek', stage='safety')"


def test_a_patient_may_be_left_and_is_offered_again(learner):
    page = learner.open(case="marek", mode="guided")
    learner.press(page, "ask", finding="saddle-numbness")
    learner.press(page, "menu")
    assert (on_screen(page), url(page)) == ("ClinicView(shows='front')", "")
    assert '"Where you left off"' in text_of(page)
    learner.press(page, "open", case="marek")
    assert on_screen(page) == "CaseView(case='marek', stage='safety')"
    assert kinds(page) == ["CaseOpened", "FindingAsked"]


def test_a_patient_who_was_finished_shows_the_debrief_and_the_door_is_behind_again(learner):
    page = learner.open(case="marek", mode="clinic")
    learner.finish(page)
    assert on_screen(learner.open(case="marek")) == "CaseView(case='marek', stage='debrief')"
    learner.press(page, "again")
    assert (on_screen(page), url(page)) == ("ClinicView(shows='door')", "case=marek&door=1")
    learner.press(page, "begin", case="marek", chosen=["guided"])
    assert [event.mode for event in opened(page)] == ["clinic", "guided"]
    assert page.page.desk.state["subject"] == "case/marek/2"
    first = learner.open(case="marek", attempt="1")
    assert (on_screen(first), url(first)) == ("CaseView(case='marek', stage='debrief')", "case=marek&attempt=1")
    assert on_screen(learner.open(case="marek", door="1")) == "CaseView(case='marek', stage='safety')"


def test_what_a_finished_patient_has_is_told_on_the_front(learner, kb):
    cause = kb.get_cause(kb.get_case("marek").truth).name
    page = learner.open(case="marek", mode="clinic")
    assert cause not in text_of(learner.open())
    learner.finish(page)
    assert f"Finished: {cause}" in text_of(learner.open())


def test_only_the_same_attempt_is_said_to_have_gone_on_and_the_next_action_takes_it_back(learner):
    first, second = (learner.open(case="marek", mode="clinic") for _ in range(2))
    learner.press(first, "ask", finding="saddle-numbness")
    learner.press(second, "ask", finding="bladder-change")
    assert "another tab" in notice(second)
    learner.press(second, "ask", finding="past-cancer")
    assert notice(second) == ""
    learner.press(learner.open(case="leonie", mode="clinic"), "ask", finding="bladder-change")
    learner.press(second, "ask", finding="anticoagulant")
    assert notice(second) == ""


def test_a_notice_above_the_front_goes_with_the_next_action(learner):
    page = learner.open(case="nobody")
    assert notice(page)
    learner.press(page, "pick", values={})
    assert notice(page) == ""


# ---- Papers ----

def test_a_paper_is_sealed_until_it_is_released_and_can_be_taken_once(learner, kb):
    cause = kb.get_cause(kb.get_case("marek").truth).name
    page = learner.open(case="marek", paper="week-7")
    learner.press(page, "begin", case="marek", chosen=["exam"], paper="week-7")
    learner.finish(page)
    for query in ({"case": "marek"}, {"case": "marek", "paper": "week-7"}, {"case": "marek", "attempt": "1"}):
        again = learner.open(**query)
        assert on_screen(again) == "CaseView(case='marek', stage='debrief')"
        assert "Handed in, and sealed" in text_of(again)
    assert cause not in text_of(learner.open())
    assert '"sealed"' in text_of(learner.open(history="1"))
    learner.press(page, "begin", case="marek", chosen=["exam"], paper="week-7")
    assert len(opened(page)) == 1
    learner.store.release("week-7", 5.0)
    assert "Handed in, and sealed" not in text_of(learner.open(case="marek"))
    assert cause in text_of(learner.open())


@pytest.mark.parametrize("query", [{"mode": "clinic"}, {"mode": "guided"}, {"mode": "exam"}, {"door": "1"}])
@pytest.mark.parametrize("is_finished", [True, False])
def test_who_is_sealed_cannot_be_practised_and_it_says_why(learner, query, is_finished):
    page, door = learner.open(case="marek", paper="week-7"), learner.open(case="marek")
    learner.press(page, "begin", case="marek", chosen=["exam"], paper="week-7")
    if is_finished:
        learner.finish(page)
    stage = "debrief" if is_finished else "safety"
    tried = learner.open(case="marek", **query)
    assert on_screen(tried) == f"CaseView(case='marek', stage='{stage}')"
    assert "Marek cannot be practised now" in notice(tried)
    assert "“week-7”" in notice(tried)
    with pytest.raises(NotAllowedNow, match="cannot be practised now"):
        learner.press(door, "begin", case="marek", chosen=["guided"])
    assert len(opened(learner.open())) == 1
    if is_finished:
        learner.store.release("week-7", 5.0)
        assert notice(learner.open(case="marek", **query)) == ""
        learner.press(door, "begin", case="marek", chosen=["guided"])
        assert [event.mode for event in opened(door)] == ["exam", "guided"]


def test_practice_before_does_not_stand_in_for_the_paper(learner):
    page = learner.open(case="marek", mode="clinic")
    learner.finish(page)
    page = learner.open(case="marek", paper="week-7")
    assert on_screen(page) == "ClinicView(shows='door')"
    learner.press(page, "begin", case="marek", chosen=["exam"], paper="week-7")
    assert [event.paper for event in opened(page)] == ["", "week-7"]


def test_an_exam_whose_time_is_up_takes_nothing_more(learner):
    page = learner.open(case="marek")
    learner.press(page, "begin", case="marek", chosen=["exam"])
    learner.clock.now += 25 * 60
    learner.press(page, "ask", finding="saddle-numbness")
    assert FindingAsked.__name__ not in kinds(page)
    assert on_screen(page) == "CaseView(case='marek', stage='debrief')"


def test_an_exam_that_ran_out_while_nobody_was_there_is_over_everywhere(learner):
    page = learner.open(case="marek")
    learner.press(page, "begin", case="marek", chosen=["exam"])
    assert "still with you" in text_of(learner.open(history="1"))
    assert say("clinic.left_off") in text_of(learner.open())
    learner.clock.now += 25 * 60
    before = kinds(page)
    front, history = (text_of(learner.open(**query)) for query in ({}, {"history": "1"}))
    assert say("clinic.done_over") in front
    assert "1 finished, 0 still with you" in front
    assert say("clinic.left_off") not in front
    assert say("clinic.row_over") in history
    assert "still with you" not in history
    assert kinds(learner.open()) == before
    back = learner.open(case="marek")
    learner.press(back, "time-is-up")
    assert on_screen(back) == "CaseView(case='marek', stage='debrief')"


# ---- Made-up patients ----

def test_a_made_up_patient_is_drawn_by_difficulty_and_played_like_any_other(learner):
    page = learner.open()
    for level in ("first", "middle", "hard"):
        learner.press(page, "menu")
        learner.press(page, "draw", level=level)
        case_id = url(page).removeprefix("case=")
        assert page.files.get_case(case_id).difficulty == level
        assert on_screen(page) == "ClinicView(shows='door')"
    learner.press(page, "begin", case=case_id, chosen=["clinic"])
    learner.finish(page)
    assert on_screen(learner.open(case=case_id)) == f"CaseView(case='{case_id}', stage='debrief')"
    assert page.files.get_case(case_id).patient.name in text_of(learner.open(history="1"))
    with pytest.raises(NotAllowedNow, match="difficulty"):
        learner.press(page, "draw", level="impossible")


# ---- Days ----

def test_a_day_is_stored_whole_and_begun_once(learner):
    page = learner.open()
    learner.press(page, "day-begin", debriefs="end")
    (stored,) = [entry.event for entry in page.context.recorder.entries if isinstance(entry.event, DayOpened)]
    assert (len(stored.case_ids), stored.debriefs, url(page)) == (6, "end", "day=1")
    assert sum(is_emergency(page.files.get_case(one)) for one in stored.case_ids) == 1
    learner.press(learner.open(), "day-begin", debriefs="each")  # one is on already
    assert kinds(learner.open()).count("DayOpened") == 1


def test_the_day_goes_by_the_queue_and_tells_what_was_right_at_its_end(learner, kb):
    page = learner.open()
    learner.press(page, "day-begin", debriefs="end")
    queue = page.files.days[0].opened.case_ids
    with pytest.raises(NotAllowedNow, match="waited longer"):
        learner.press(page, "call", day=1, case=queue[2])
    for place, case_id in enumerate(queue):
        learner.press(page, "call", day=1, case=case_id)
        if place == 1:  # left, and taken up again
            learner.press(page, "day", day=1)
            learner.press(page, "call", day=1, case=case_id)
        learner.finish(page)
        assert (on_screen(page), url(page)) == ("ClinicView(shows='day')", "day=1")
        if place < 5:
            assert on_screen(learner.open(case=case_id)) == "ClinicView(shows='withheld')"
            cause = kb.get_cause(page.files.get_case(case_id).truth).name
            assert cause not in text_of(learner.open(case=case_id))
    assert [(event.mode, event.day) for event in opened(page)] == [("clinic", "day/clinic/1")] * 6
    assert '"The day is over"' in text_of(page)
    learner.press(page, "attempt", case=queue[0], attempt=1)
    assert on_screen(page) == f"CaseView(case='{queue[0]}', stage='debrief')"
    learner.press(page, "day-begin", debriefs="each")
    assert url(page) == "day=2"


def test_a_day_may_tell_after_each_patient(learner):
    page = learner.open()
    learner.press(page, "day-begin", debriefs="each")
    first = page.files.days[0].next_id
    learner.press(page, "call", day=1, case=first)
    learner.finish(page)
    assert on_screen(page) == f"CaseView(case='{first}', stage='debrief')"
    assert '"Back to the waiting room"' in text_of(page)


# ---- Earlier content ----

def test_an_attempt_of_earlier_content_is_kept_in_words_and_taken_again(learner):
    page = learner.open(case="marek", mode="clinic")
    learner.press(page, "ask", finding="saddle-numbness")
    gone = FindingAsked(finding_id="no-longer", value="absent", minutes=1)
    page.context.recorder.append("case/marek/1", "earlier", (gone,))
    again = learner.open(case="marek")
    assert on_screen(again) == "ClinicView(shows='gone')"
    assert "no longer" in text_of(again)
    learner.press(again, "door", case="marek")
    learner.press(again, "begin", case="marek", chosen=["clinic"])
    assert again.page.desk.state["subject"] == "case/marek/2"
    assert kinds(again)[:3] == ["CaseOpened", "FindingAsked", "FindingAsked"]
    assert "made with earlier content" in text_of(learner.open(history="1"))


def test_a_patient_who_left_the_content_does_not_break_the_clinic(learner):
    page = learner.open(case="marek", mode="clinic")
    page.context.recorder.append("case/nobody/1", "earlier", (CaseOpened(case_id="nobody"),))
    assert on_screen(learner.open()) == "ClinicView(shows='front')"
    assert on_screen(learner.open(case="nobody")) == "ClinicView(shows='gone')"
    assert on_screen(learner.open(history="1")) == "ClinicView(shows='history')"


# ---- What is refused ----

def test_an_action_without_a_patient_is_refused(learner):
    with pytest.raises(NotAllowedNow, match="Choose a patient first"):
        learner.press(learner.open(), "ask", finding="saddle-numbness")
    with pytest.raises(NotAllowedNow, match="does not know"):
        learner.press(learner.open(case="marek", mode="clinic"), "dance")


def test_a_filter_changes_the_list_and_nothing_else(learner, kb):
    page = learner.open()
    before = page.page.children[-1].children
    learner.press(page, "pick", values={"difficulty": "hard", "standing": "all"})
    assert page.page.children[-1].children == before
    hard = sum(case.difficulty == "hard" for case in kb.cases)
    assert f'"{hard} of {len(kb.cases)} patients"' in text_of(page)
