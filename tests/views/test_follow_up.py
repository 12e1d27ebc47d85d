"""Later visits on screen: nothing travels before it is asked, figure and table agree, the gravest comes first."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.reasoning.pain_course import untreated_range
from sciatica_teach.session.case import CaseSession, CaseState
from sciatica_teach.views.follow_up import visit_parts
from sciatica_teach.views.follow_up_review import follow_up_cards
from sciatica_teach.views.words import say

SEED = 11


def played(session: CaseSession, disposition: str, *choices: str) -> CaseState:
    state, _ = session.stop_and_decide(session.open()[0])
    state, _ = session.decide(state, disposition)
    state, _ = session.plan(state, [], np.random.default_rng(SEED))
    for choice in choices:
        state, _ = session.decide_visit(state, choice, np.random.default_rng(SEED))
    return state


@pytest.fixture(scope="module")
def disc(kb: KnowledgeBase) -> CaseSession:
    return CaseSession(kb, kb.get_case("marek"))


@pytest.fixture(scope="module")
def leonie(kb: KnowledgeBase) -> CaseSession:
    return CaseSession(kb, kb.get_case("leonie"))


def texts(card: dict) -> str:
    return json.dumps(card, ensure_ascii=False)


def test_what_a_question_brings_back_is_not_sent_before_it_is_asked(leonie):
    state = played(leonie, "routine", "go-on")
    hidden = leonie.case.course.turns[1].changes["saddle-numbness"].words
    assert hidden not in texts(visit_parts(leonie, state))
    state, _ = leonie.ask_screen_again(state)
    assert hidden in texts(visit_parts(leonie, state)["ask"])


def test_what_is_right_that_day_is_not_sent_before_the_choice(leonie):
    shown = texts(visit_parts(leonie, played(leonie, "routine")))
    assert leonie.case.course.turns[0].why.text not in shown
    assert leonie.case.course.missed not in shown


def test_every_question_says_what_was_known_on_the_first_day(disc):
    state, _ = disc.ask(disc.open()[0], "saddle-numbness")
    state, _ = disc.stop_and_decide(state)
    state, _ = disc.plan(disc.decide(state, "treat")[0], [], np.random.default_rng(SEED))
    groups = visit_parts(disc, state)["ask"]["groups"]
    costs = {one["id"]: one["cost"] for group in groups for one in group["questions"]}
    assert costs["saddle-numbness"] == "first day: absent"
    assert costs["bladder-change"] == "not asked then"


def test_what_is_other_than_on_the_first_day_is_marked_as_such_once_it_is_asked(leonie):
    state = played(leonie, "routine", "go-on")

    def fresh() -> set[str]:
        screen = visit_parts(leonie, state)["ask"]["groups"][0]["questions"]
        return {one["id"] for one in screen if one["fresh"]}

    assert fresh() <= state.visits[-1].asked.keys()
    state, _ = leonie.ask_screen_again(state)
    first, now = leonie.known(state), state.visits[-1].asked
    assert fresh() == {one for one in leonie.follow_up.later.screen() if now[one] != first.get(one, "absent")}
    assert "saddle-numbness" in fresh()


def test_the_screen_stands_first_and_is_said_to_be_asked_once_it_is(disc):
    state = played(disc, "treat")
    shown = visit_parts(disc, state)
    assert [one["id"] for one in shown["ask"]["groups"][0]["questions"]] == list(disc.follow_up.later.screen())
    assert "ask-screen" in texts(shown["visit"])
    assert say("follow_up.screened") not in texts(shown["visit"])
    state, _ = disc.ask_screen_again(state)
    assert say("follow_up.screened") in texts(visit_parts(disc, state)["visit"])


def test_the_figure_and_its_table_say_the_same(disc):
    state = played(disc, "treat", "go-on", "go-on")
    plot = visit_parts(disc, state)["pain"]
    line = plot["figure"]["data"][-1]
    rows = plot["table"]["rows"]
    assert [f"{pain:g}" for pain in line["y"]] == [row[1] for row in rows if row[1] != say("follow_up.not_yet")]
    assert [row[0] for row in rows] == ["0", "1", "2", "4", "6"]
    low, high = untreated_range(disc.kb.follow_up, disc.case.course.pain, 6)
    assert rows[-1][2] == f"{low:.1f}–{high:.1f}"
    assert [trace["y"][-1] for trace in plot["figure"]["data"][:2]] == pytest.approx([low, high])


def test_the_safe_end_of_the_choice_is_read_first(disc):
    choice = visit_parts(disc, played(disc, "treat"))["choice"]
    assert choice["options"][0]["id"] == "emergency"
    assert choice["options"][-1]["id"] == "go-on"


def test_a_change_asks_for_its_technique_and_for_nothing_else(disc):
    shown = visit_parts(disc, played(disc, "treat", "change"))
    assert shown["ask"] == {}
    assert shown["choice"]["submit"]["action"] == {"verb": "technique"}
    assert "referral" not in {one["id"] for one in shown["choice"]["options"]}


def test_parts_of_two_visits_never_share_a_draft(disc):
    ids = [visit_parts(disc, played(disc, "treat", *["go-on"] * count))[name]["id"]
           for count in range(4) for name in ("ask", "choice")]
    assert len(set(ids)) == len(ids)


def test_without_a_figure_the_screen_says_so(disc):
    assert disc.kb.follow_up.no_figure.text in texts(visit_parts(disc, played(disc, "treat"))["visit"])


def test_with_a_figure_the_screen_says_where_it_is_from(disc):
    course = replace(disc.case.course, weeks=30)
    old = CaseSession(disc.kb, replace(disc.case, course=course))
    state = played(old, "treat", "change")
    state, _ = old.name_technique(state, "manual-local", np.random.default_rng(SEED))
    shown = texts(visit_parts(old, state)["visit"])
    assert old.kb.follow_up.effects[0].basis.text in shown
    assert old.kb.follow_up.no_figure.text not in shown


def test_a_case_that_ended_on_its_first_day_has_no_card(disc):
    assert follow_up_cards(disc, played(disc, "emergency")) == []


def test_a_missed_emergency_is_told_first(leonie):
    cards = dict(follow_up_cards(leonie, played(leonie, "routine", "go-on", "go-on")))
    first, story, *_ = cards["later"]["blocks"]
    assert (first["text"], story["text"]) == (say("follow_up.missed"), leonie.case.course.missed)
    assert cards["later"]["tone"] == "unsafe"
    verdicts = next(block for block in cards["later"]["blocks"] if block["type"] == "verdicts")["items"]
    assert [one["tone"] for one in verdicts] == ["unsafe", "unsafe"]
    assert "Emergency department" in verdicts[1]["text"]


def test_going_on_without_a_gain_is_told_and_no_failure(disc):
    hurting = CaseSession(disc.kb, replace(disc.case, course=replace(disc.case.course, pain=2)))
    cards = dict(follow_up_cards(hurting, played(hurting, "treat", *["go-on"] * 4)))
    verdicts = next(block for block in cards["later"]["blocks"] if block["type"] == "verdicts")["items"]
    assert [one["tone"] for one in verdicts] == ["right", "right", "caution", "caution"]
    assert verdicts[2]["note"] == hurting.kb.follow_up.without_gain.text
    assert cards["later"]["tone"] == "plain"


def test_what_lies_between_two_measured_shares_says_that_it_is_ours(disc):
    cards = dict(follow_up_cards(disc, played(disc, "treat", *["go-on"] * 4)))
    between = next(block for block in cards["later-chance"]["blocks"] if "74 of 100" in block.get("text", ""))
    assert between["mark"] == "estimate"


def test_shares_of_sciatica_are_not_told_of_a_tendon(kb):
    session = CaseSession(kb, kb.get_case("halima"))
    cards = dict(follow_up_cards(session, played(session, "treat", "stop")))
    assert kb.follow_up.felt_better_basis.text not in texts(cards["later-chance"])
