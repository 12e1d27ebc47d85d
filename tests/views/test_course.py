"""The planner of a course: what its parts show, that the trial keeps quiet until there is a guess, and bad input."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from small_knowledge import cause, knowledge

from sciatica_teach.errors import BadSubmission, NotAllowedNow, UnknownId
from sciatica_teach.views.course import CoursePlannerView
from sciatica_teach.views.course_calendar import rate_words
from sciatica_teach.views.parts.base import Part

MONDAY = date(2026, 11, 23)
PLAN = {"verb": "plan", "technique": "manual-local", "visits": "10", "per_week": "2", "review": "5",
        "start": "2026-11-23"}


@pytest.fixture
def view(kb):
    return CoursePlannerView(kb, "manual-local", MONDAY)


def states(view) -> dict[str, dict[str, Any]]:
    return {part.state["id"].replace("guess-tu-2024", "question"): part.state for part in view.children}


def calendar(view, **changes: str) -> dict[str, Any]:
    view.handle("c1", {**PLAN, **changes})
    return states(view)["calendar"]


def visits_in(state: dict[str, Any]) -> list[tuple[str, int, int, str]]:
    cells = [(month["caption"], cell) for month in state["plan"]["months"] for week in month["weeks"] for cell in week]
    return [(month, cell["day"], cell["number"], cell["kind"]) for month, cell in cells if cell and "number" in cell]


def test_a_course_is_laid_out_from_the_start_and_says_what_it_is_for(view):
    shown = states(view)["calendar"]
    assert repr(view) == "CoursePlannerView(technique='manual-local')"
    assert shown["problems"] == {}
    assert shown["form"]["values"]["start"] == "2026-11-23"
    assert visits_in(shown)[0] == ("November 2026", 23, 1, "visit")


def test_visits_stand_on_their_days_with_one_look_back_and_what_depends_on_it(view):
    shown = calendar(view)
    drawn = visits_in(shown)
    assert [(day, kind) for _, day, _, kind in drawn] == [
        (23, "visit"), (26, "visit"), (30, "visit"), (3, "visit"), (7, "review"), (10, "later"), (14, "later"),
        (17, "later"), (21, "later"), (24, "later")]
    assert [number for _, _, number, _ in drawn] == list(range(1, 11))
    assert shown["plan"]["title"] == "10 visits, twice a week, until Thursday 24 December 2026"
    assert "visit 5, on Monday 7 December 2026" in shown["plan"]["text"]
    assert shown["plan"]["list"]["items"][4] == "Monday 7 December 2026: look back"
    assert {one["kind"] for one in shown["plan"]["key"]} == {"visit", "review", "later"}


def test_a_month_is_whole_begins_its_weeks_on_monday_and_shows_no_other_month(view):
    november, december = calendar(view)["plan"]["months"]
    assert november["weeks"][0] == [None] * 6 + [{"day": 1}]
    assert [len(week) for week in november["weeks"]] == [7] * 6
    days = [cell["day"] for week in december["weeks"] for cell in week if cell]
    assert days == list(range(1, 32))


def test_months_run_over_the_turn_of_the_year(view):
    plan = calendar(view, per_week="0.5")["plan"]
    assert [month["caption"] for month in plan["months"]][:3] == ["November 2026", "December 2026", "January 2027"]


def test_what_is_wrong_is_told_field_by_field_and_the_plan_before_stays(view):
    before = calendar(view)["plan"]
    shown = calendar(view, visits="ten", review="9", start="")
    assert shown["problems"] == {
        "visits": "This is not a number. Write the number of visits in digits.",
        "review": "Choose the visit at which you look back from 4 to 6.",
        "start": "Enter the day of the first visit.",
    }
    assert shown["form"]["values"]["visits"] == "ten"
    assert shown["plan"] == before
    assert calendar(view)["problems"] == {}


def test_a_short_course_says_which_visit_is_left_for_looking_back(view):
    assert calendar(view, visits="3")["problems"] == {"review": "In so short a course, look back at visit 3."}
    assert calendar(view, visits="3", review="3")["plan"]["text"].endswith("It is the last of this course.")


@pytest.mark.parametrize(("changes", "words"), [
    ({"visits": "20"}, "More visits than usual"), ({"visits": "6"}, "Fewer visits than usual"),
    ({"per_week": "5"}, "Closer together than usual"), ({"per_week": "1"}, "Further apart than usual"),
    ({"start": "2026-11-28"}, "on a weekend"),
])
def test_a_plan_that_differs_from_what_is_usual_says_so(view, changes, words):
    notes = calendar(view, **changes)["plan"]["notes"]
    assert any(words in note["text"] for note in notes)


def test_when_to_send_comes_first_and_every_rule_has_its_mark(view):
    shown = states(view)["calendar"]
    [alarm] = shown["first_rules"]
    assert "emergency department now" in alarm["claim"]["text"]
    assert [one["id"] for one in alarm["claim"]["sources"]] == ["taught-safety", "greenhalgh-2016"]
    assert all(rule["claim"]["mark"] for rule in shown["rules"])
    assert any("stop, or refer" in rule["claim"]["text"] for rule in shown["rules"])
    assert any("Stop, withdraw the needle" in rule["claim"]["text"] for rule in shown["rules"])


def test_the_rule_about_needles_is_said_of_needles_only(view):
    rules = calendar(view, technique="education-exercise", visits="4", review="3")["rules"]
    assert not any("withdraw the needle" in rule["claim"]["text"] for rule in rules)


def test_the_rules_are_those_of_the_plan_that_is_shown(view):
    titles = [rule["title"] for rule in calendar(view, visits="12", review="6")["rules"]]
    assert "Visit 6: look back" in titles
    assert [rule["title"] for rule in calendar(view, review="soon")["rules"]] == titles


def test_every_technique_with_a_dose_can_be_chosen_and_referral_cannot(view, kb):
    offered = states(view)["calendar"]["form"]["techniques"]
    assert [one["value"] for one in offered] == [one.id for one in kb.treatment.techniques if one.dose]
    assert "referral" not in [one["value"] for one in offered]
    assert {one["value"]: one for one in offered}["manual-local"]["usual"]["review"] == "From visit 4 to visit 6."


def test_numbers_of_others_stand_beside_the_plan(view, kb):
    calendar(view)
    [table] = [block for block in states(view)["others"]["blocks"] if block["type"] == "table"]
    assert [row[1] for row in table["rows"]] == ["8–10", "8", "10", "12", "16", "10"]
    assert table["rows"][-1] == ["Your plan", "10", "4.6", "–"]
    assert len(table["rows"]) == len(kb.treatment.schedules) + 1


DOSED = ["manual-local", "electro-low-back", "manual-distal", "hand-points", "dry-gluteal", "education-exercise"]


@pytest.mark.parametrize("technique_id", DOSED)
def test_no_figure_of_the_trial_reaches_the_browser_before_the_guess(kb, technique_id):
    view = CoursePlannerView(kb, technique_id, MONDAY)
    trial = kb.treatment.get_trial("tu-2024")
    told = json.dumps(list(states(view).values()))
    assert set(states(view)) == {"calendar", "others", "question"}
    assert kb.get_source("tu-2024").says not in told
    for figure in ("30.8", "14.9", "10.6", "21.3", "16 mm", "13.0", "8.1"):
        assert not re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d])", told)
    assert all(one.basis.text not in told for one in trial.outcomes)


def test_after_the_guess_the_figures_are_there_and_the_guess_is_set_beside_them(view):
    view.handle("c1", {"verb": "guess", "chosen": ["25"]})
    shown = states(view)
    assert list(shown) == ["calendar", "others", "question", "changes", "differences", "reading", "natural", "shares"]
    question = shown["question"]
    assert question["locked"]
    assert question["chosen"] == ["25"]
    assert "16 mm of 100 further, with an interval from 10.6 to 21.3" in question["right_text"]
    assert "more than the whole interval" in question["right_text"]
    assert "verdicts" not in question


@pytest.mark.parametrize(("guess", "words"), [
    ("10.6", "inside"), ("21.3", "inside"), ("10.5", "less than"), ("21.4", "more than"), ("0", "less than"),
])
def test_a_guess_is_placed_and_not_marked(view, guess, words):
    view.handle("c1", {"verb": "guess", "chosen": [guess]})
    assert words in states(view)["question"]["right_text"]


def test_tables_say_what_is_drawn_and_where_there_is_no_figure(view):
    view.handle("c1", {"verb": "guess", "chosen": ["20"]})
    shown = states(view)
    assert shown["differences"]["table"]["rows"][0][:4] == ["Leg pain · week 4", "16.0", "10.6–21.3", "20"]
    assert [row[2] for row in shown["differences"]["table"]["rows"] if "week 52" in row[0]] == ["–", "–"]
    assert [row[2] for row in shown["changes"]["table"]["rows"]] == ["30.8", "14.9", "13.0", "4.9"]
    for name in ("changes", "differences", "shares"):
        assert all(row[-1]["mark"] for row in shown[name]["table"]["rows"])


def test_our_estimate_of_how_many_gained_enough_is_marked_as_ours(view):
    view.handle("c1", {"verb": "guess", "chosen": ["20"]})
    claims = [block for block in states(view)["reading"]["blocks"] if block["type"] == "claim"]
    [estimate] = [claim for claim in claims if claim["text"].startswith("Our estimate")]
    assert estimate["mark"] == "estimate"
    assert "71 of 100" in estimate["text"]
    assert "40 of 100" in estimate["text"]


@pytest.mark.parametrize("action", [
    {"verb": "plan"}, {**PLAN, "per_week": "often"}, {"verb": "guess"}, {"verb": "guess", "chosen": []},
    {"verb": "guess", "chosen": ["x"]}, {"verb": "guess", "chosen": ["61"]}, {"verb": "guess", "chosen": ["-1"]},
    {"verb": "guess", "chosen": ["nan"]},
])
def test_what_cannot_be_read_is_refused_and_changes_nothing(view, action):
    before = states(view)
    with pytest.raises(BadSubmission):
        view.handle("c1", action)
    assert states(view) == before


@pytest.mark.parametrize(("action", "error"), [
    ({"verb": "dance"}, NotAllowedNow), ({**PLAN, "per_week": "7"}, NotAllowedNow),
    ({**PLAN, "technique": "referral"}, NotAllowedNow), ({**PLAN, "technique": "magic"}, UnknownId),
])
def test_what_is_not_offered_is_refused(view, action, error):
    with pytest.raises(error):
        view.handle("c1", action)


def test_the_parts_stay_the_same_when_the_plan_changes(view):
    parts: list[Part] = list(view.children)
    calendar(view, visits="12")
    assert list(view.children) == parts


def test_the_first_needle_is_taken_where_no_technique_is_named(kb):
    view = CoursePlannerView(kb, "", MONDAY)
    chosen = states(view)["calendar"]["form"]["values"]["technique"]
    assert kb.treatment.get_technique(chosen).kind == "needle"


def test_content_without_techniques_has_no_planner():
    with pytest.raises(NotAllowedNow, match="No technique of this content"):
        CoursePlannerView(knowledge([cause("disc")], []), "", MONDAY)


@pytest.mark.parametrize(("rate", "words"), [
    (1.0, "once a week"), (0.5, "every second week"), (0.25, "every fourth week"), (1.5, "1.5 times a week"),
])
def test_rates_have_words(rate, words):
    assert rate_words(rate) == words
