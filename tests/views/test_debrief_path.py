"""The path of belief in the debrief: the figure, its steps and its table say the same, for each cause in focus."""

from __future__ import annotations

import json
import re

import pytest
from small_visits import asking, debriefed, finished

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case import CaseSession
from sciatica_teach.session.debrief import Debrief
from sciatica_teach.views.case import CaseView
from sciatica_teach.views.case_guide import worth_note
from sciatica_teach.views.debrief_path import path_parts, step_labels
from sciatica_teach.views.words import say

ASKED = ["bladder-change", "worse-sitting", "slump"]
BELIEFS = {
    "safety": {"lumbar-disc": 0.2, "deep-gluteal": 0.3}, "history": {"lumbar-disc": 0.4, "deep-gluteal": 0.1},
    "examination": {"lumbar-disc": 0.7, "lumbar-stenosis": 0.1},
}


@pytest.fixture(scope="module")
def session(kb: KnowledgeBase) -> CaseSession:
    return CaseSession(kb, kb.get_case("marek"))


@pytest.fixture(scope="module")
def debrief(session: CaseSession) -> Debrief:
    return debriefed(session, finished(session, asking(session, ASKED, BELIEFS), "treat"))


@pytest.fixture(scope="module")
def plot(session: CaseSession, debrief: Debrief):
    return dict(path_parts(session.kb, session.case, debrief))["path"]


def lines(view) -> dict[str, dict]:
    return {line["name"]: line for line in view["data"] if line.get("name")}


def test_each_cause_in_focus_has_a_view_the_true_one_first_and_named_as_such(session, debrief, plot):
    shorts = [session.kb.get_cause(cause).short for cause in debrief.focus]
    assert [view["name"] for view in plot["views"]] == [f"{shorts[0]} (it was this)", *shorts[1:]]
    assert debrief.focus == ("lumbar-disc", "deep-gluteal", "lumbar-stenosis")


def test_the_figure_and_its_table_say_the_same_in_every_view(debrief, plot):
    for cause, view in zip(debrief.focus, plot["views"], strict=True):
        told = view["table"]["rows"][:len(debrief.steps)]
        reference, yours = lines(view)["Reference"], lines(view)["You"]
        assert [float(row[2]) for row in told] == pytest.approx(list(reference["y"]), abs=0.5)
        assert {place: round(value) for place, value in zip(yours["x"], yours["y"], strict=True)} == {
            place: round(float(row[1])) for place, row in enumerate(told) if row[1]}
        assert [one.yours[cause] * 100 for one in debrief.checkpoints] == pytest.approx(list(yours["y"]))


def test_the_table_goes_on_with_what_was_never_asked(session, debrief, plot):
    rows = plot["views"][0]["table"]["rows"]
    assert [row[0] for row in rows[:len(debrief.steps)]] == list(step_labels(session.kb, debrief))
    left = [f"Never asked: {session.kb.get_finding(one.finding_id).name}" for one in debrief.unasked]
    assert [row[0] for row in rows[len(debrief.steps):]] == left


def test_a_safety_question_carries_no_number(session, debrief, plot):
    """Neither in the table nor in the words of its step."""
    rows, steps = plot["views"][0]["table"]["rows"], plot["views"][0]["steps"]
    assert rows[1][4] == "must be asked"
    assert "Worth" not in steps[1]["said"]
    assert "asked of everyone" in steps[1]["said"]
    safety = {session.kb.get_finding(one.finding_id).name for one in debrief.unasked if one.is_safety}
    assert {row[4] for row in rows if row[0].removeprefix("Never asked: ") in safety} == {"must be asked"}


def test_every_step_says_what_came_back_how_belief_moves_and_what_was_said(session, debrief, plot):
    steps = plot["views"][0]["steps"]
    assert [one["x"] for one in steps[:-1]] == [0, 1, 2, 3]
    assert steps[0]["said"].startswith("Before the visit the setting alone gives Lumbar disc")
    for place, step in enumerate(debrief.steps[1:], start=1):
        said = steps[place]["said"]
        assert f"Step {place} of 3" in said
        assert session.kb.get_finding(step.finding_id).name in said
        assert f"Came back: {step.answer}" in said
        assert f"{step.reference['lumbar-disc'] * 100:.0f} %" in said
    assert [re.search(r"You said (\d+) %", one["said"])[1] for one in steps[1:4]] == ["20", "40", "70"]


def test_the_last_step_tells_what_was_never_asked(session, debrief, plot):
    last = plot["views"][0]["steps"][-1]
    assert last["said"].startswith("Never asked: ")
    assert all(session.kb.get_finding(one.finding_id).name in last["said"] for one in debrief.unasked)
    assert last["x"] == plot["figure"]["layout"]["xaxis"]["range"][1] - 0.6


def test_what_came_out_on_an_open_question_is_one_step_that_names_it_all(session):
    state, _ = session.open()
    state, _ = session.ask(state, "bladder-change")
    state, _ = session.state_belief(state, BELIEFS["safety"])
    state, _ = session.go_on(state)
    state, _ = session.ask_open(state, "story")
    came = [one.finding_id for one in state.asked if one.on]
    state, _ = session.state_belief(state, BELIEFS["history"])
    debrief = debriefed(session, finished(session, state, "treat"))
    assert len(came) > 1
    assert [len(step.came) for step in debrief.steps] == [0, 1, len(came)]
    assert [one.after for one in debrief.checkpoints] == [1, 2]
    view = dict(path_parts(session.kb, session.case, debrief))["path"]["views"][0]
    said, hover = view["steps"][2]["said"], lines(view)["Reference"]["customdata"][2]
    names = [session.kb.get_finding(one).name for one in came]
    assert all(name in said and name in view["table"]["rows"][2][0] for name in names)
    assert f"{len(came)} things came out" in said
    assert f"{len(came)} things came out" in hover
    assert names[0] not in hover
    assert "You said 40 %" in said


def test_an_answer_put_right_is_told_as_that(cauda_steps):
    assert cauda_steps[3].startswith("Step 3 of 3, Safety screen. Put right: Change in passing urine is present")


@pytest.fixture
def cauda_steps(kb: KnowledgeBase) -> list[str]:
    session = CaseSession(kb, kb.get_case("graham"))
    state = finished(session, asking(session, ["bladder-change", "saddle-numbness"]), "emergency")
    plot = dict(path_parts(kb, session.case, debriefed(session, state)))["path"]
    return [one["said"] for one in plot["views"][0]["steps"]]


def test_each_room_with_a_belief_has_its_table_over_all_causes(session, debrief):
    card = dict(path_parts(session.kb, session.case, debrief))["beliefs"]
    assert [block["summary"] for block in card["blocks"]] == [
        "All causes after: Safety screen", "All causes after: History", "All causes after: Examination"]
    first = card["blocks"][0]["blocks"][0]["rows"]
    assert ["Lumbar disc", "20"] in [row[:2] for row in first]
    [rest] = [row for row in first if row[0] == say("belief_table.rest")]
    assert rest[1] == "50"


def test_without_a_belief_the_reference_stands_alone_and_says_so(session):
    parts = path_parts(session.kb, session.case, debriefed(session, finished(session, asking(session, []), "treat")))
    assert [name for name, _ in parts] == ["path"]
    plot = parts[0][1]
    assert "committed no belief" in plot["text"][0]
    assert list(lines(plot["views"][0])["You"]["x"]) == []
    assert len(plot["views"][0]["steps"]) == 2


def test_the_view_draws_the_figure_with_the_part_for_figures_and_a_sheet_to_print(session, debrief):
    state = finished(session, asking(session, ASKED, BELIEFS), "treat")
    view = CaseView(session, "case/marek/1", lambda *_: None)
    view.show(state, debrief)
    drawn = [repr(part) for part in view.children[-1].children]
    assert "Plot(id='debrief-path')" in drawn
    assert drawn[0] == "Sheet(id='debrief-sheet')"
    assert drawn[1] == "Card(id='debrief-gate')"


def test_a_step_that_could_change_nothing_alone_is_told_as_in_the_guided_case(session):
    debrief = debriefed(session, finished(session, asking(session, ["bladder-change", "ankle-jerk-absent"]), "treat"))
    plot = dict(path_parts(session.kb, session.case, debrief))["path"]
    said = json.dumps(plot, ensure_ascii=False)
    worth = {step.finding_id: step.worth for step in debrief.steps}
    for finding_id in ("bladder-change", "ankle-jerk-absent"):
        assert worth_note(session.kb, finding_id, worth[finding_id]) in said
    assert say("case.guide_worth_baseline") in said
