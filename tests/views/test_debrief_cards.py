"""The cards of the debrief: safety first and apart, every part of the profile with its reason, all sources once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from small_visits import asking, debriefed, finished, sound_chain

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case import CaseSession, CaseState
from sciatica_teach.session.debrief import Debrief
from sciatica_teach.session.debrief_path import LEAST_WORTH
from sciatica_teach.session.next_case import History
from sciatica_teach.views.debrief_cards import all_cards, sheet_state
from sciatica_teach.views.debrief_next import advise
from sciatica_teach.views.debrief_profile import PARTS
from sciatica_teach.views.words import say

Cards = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def marek(kb: KnowledgeBase) -> CaseSession:
    return CaseSession(kb, kb.get_case("marek"))


@pytest.fixture(scope="module")
def graham(kb: KnowledgeBase) -> CaseSession:
    return CaseSession(kb, kb.get_case("graham"))


@pytest.fixture(scope="module")
def dorota(kb: KnowledgeBase) -> CaseSession:
    return CaseSession(kb, kb.get_case("dorota"))


def cards_of(session: CaseSession, state: CaseState, history: History | None = None) -> tuple[Cards, Debrief]:
    debrief = debriefed(session, state, history)
    return dict(all_cards(session.kb, session.case, debrief)), debrief


def screened(session: CaseSession, *more: str) -> CaseState:
    return asking(session, [*session.case.must_ask, *more])


def words_in(card: Any) -> str:
    """Everything that a card says."""
    return " ".join(_texts(card))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


# ---- Safety and decision ----

def test_safety_comes_first_and_the_order_is_the_same_whatever_happened(marek, graham):
    order = ["gate", "decision", "next", "marks", "path", "beliefs", "chain", "plan", "missed", "first-answers",
             "profile", "lessons", "sources", "onward"]
    ran_out, _ = graham.open("exam", closes_at=1.0)
    ran_out, _ = graham.run_out(ran_out)
    played = [
        (marek, finished(marek, screened(marek, "worse-sitting"), "treat")),
        (marek, finished(marek, asking(marek, []), "treat")),
        (graham, finished(graham, asking(graham, ["bladder-change", "saddle-numbness"]), "emergency")),
        (graham, ran_out),
    ]
    for session, state in played:
        names = list(cards_of(session, state)[0])
        assert names[0] == "gate"
        assert names == [name for name in order if name in names]
        assert {"decision", "path", "plan", "profile", "sources"} <= set(names)


def test_later_visits_stand_beside_the_decision(marek):
    debrief = debriefed(marek, finished(marek, asking(marek, []), "treat"))
    later = [("later", {"tone": "plain", "blocks": []})]
    names = [name for name, _ in all_cards(marek.kb, marek.case, debrief, later)]
    assert names[:3] == ["gate", "decision", "later"]


def test_a_missed_emergency_is_red_in_gate_and_decision(graham):
    cards, _ = cards_of(graham, finished(graham, asking(graham, ["anticoagulant"]), "routine"))
    assert (cards["gate"]["tone"], cards["decision"]["tone"]) == ("unsafe", "unsafe")


def test_the_decision_names_certainty_marks_and_the_must_refer_rule(graham):
    cards, _ = cards_of(graham, finished(graham, asking(graham, ["saddle-numbness"]), "treat", certainty=3))
    said = words_in(cards["decision"])
    assert "“Sure”: −6 by certainty marking" in said
    assert "must-refer rule stands beside every probability" in said
    assert "Numbness in the saddle area" in said


def test_who_could_not_go_home_unsent_is_told_of_also_where_nothing_was_asked(graham):
    state, _ = graham.open("exam", closes_at=1.0)
    cards, _ = cards_of(graham, graham.run_out(state)[0])
    assert "could not go home without being sent on" in words_in(cards["gate"])


def test_time_that_ran_out_is_told_and_nothing_is_called_rightly_left_out(graham):
    state, _ = graham.open("exam", closes_at=1.0)
    state, _ = graham.ask(state, "saddle-numbness")
    cards, _ = cards_of(graham, graham.run_out(state)[0])
    assert "Time ran out without a decision" in words_in(cards["gate"])
    assert "Time ran out before you decided" in words_in(cards["decision"])
    assert "Rightly left out" not in words_in(cards["plan"])
    assert "None" not in words_in(cards["decision"])


def test_a_dangerous_chain_is_told_in_the_gate_with_what_to_do_instead(dorota):
    chain = replace(sound_chain(dorota), technique="electro-low-back", points=())
    device = replace(dorota.case, flags=("pacemaker",))
    session = CaseSession(dorota.kb, device)
    state = finished(session, screened(session, "worse-sitting"), "treat", chain=chain)
    cards, debrief = cards_of(session, state)
    assert any(failure.kind == "harmful-chain" for failure in debrief.grade.gate.failures)
    assert "Dangerous in the treatment you put together" in words_in(cards["gate"])
    assert "Instead:" in words_in(cards["gate"])
    assert cards["gate"]["tone"] == "unsafe"


# ---- The chain ----

def test_every_link_stands_with_its_verdict_and_its_mark(dorota):
    state = finished(dorota, screened(dorota), "treat", chain=replace(sound_chain(dorota), cause="lumbar-disc"))
    cards, debrief = cards_of(dorota, state)
    heads = [block["items"][0] for block in cards["chain"]["blocks"] if block["type"] == "verdicts"]
    assert len(heads) == len(debrief.grade.chain.links)
    assert heads[0]["word"] == "Cause:"
    assert heads[0]["text"].startswith("Lumbar disc herniation")
    assert "0 of 1" in heads[0]["note"]
    assert "Right here: Facet joint pain" in words_in(cards["chain"])


@pytest.mark.parametrize(("disposition", "told"), [
    ("emergency", "this half of the plan earns nothing"), ("routine", "takes nothing from the plan"),
])
def test_a_referral_without_a_chain_says_what_that_costs(dorota, disposition, told):
    case = replace(dorota.case, decision=replace(dorota.case.decision, right=("treat", "routine")))
    session = CaseSession(dorota.kb, case)
    cards, _ = cards_of(session, finished(session, screened(session), disposition))
    assert told in words_in(cards["chain"])


def test_who_left_it_at_a_letter_is_not_told_of_reasons_that_were_begun(dorota):
    case = replace(dorota.case, decision=replace(dorota.case.decision, right=("treat", "routine")))
    session = CaseSession(dorota.kb, case)
    state, _ = session.stop_and_decide(screened(session))
    state, _ = session.decide(state, "routine", None, rng=np.random.default_rng(1))
    assert state.stage == "chain"
    state, _ = session.leave_chain(state)
    state, _ = session.plan(state, [])
    cards, _ = cards_of(session, state)
    assert words_in(cards["chain"]).endswith(say("debrief.chain_referred"))


# ---- The profile ----

def test_the_profile_has_seven_parts_each_with_meaning_and_how_it_came_about(dorota):
    asked = screened(dorota, "worse-sitting", "slump")
    state = finished(dorota, asked, "treat", certainty=2, chain=sound_chain(dorota))
    cards, debrief = cards_of(dorota, state)
    blocks = cards["profile"]["blocks"]
    headings = [block["text"] for block in blocks if block["type"] == "heading"]
    assert [one.split(":")[0] for one in headings] == [
        "Safety gate", "Reasoning", "Updating", "Asking and examining", "Use of time", "Plan", "Certainty",
        "One number for a gradebook"]
    assert len(PARTS) == 7
    assert sum(block["type"] == "details" for block in blocks) == 8
    bars = {headings[1:6][place]: block["value"] for place, block in enumerate(
        block for block in blocks if block["type"] == "progress")}
    grade = debrief.grade
    assert bars == {"Reasoning": round(100 * grade.reasoning), "Updating": round(100 * grade.updating),
                    "Asking and examining": round(100 * grade.data_gathering),
                    "Use of time": round(100 * grade.efficiency), "Plan": round(100 * grade.plan)}


def test_the_table_of_the_one_number_adds_up_to_it(marek):
    cards, debrief = cards_of(marek, finished(marek, screened(marek, "worse-sitting"), "treat"))
    [table] = [inner for block in cards["profile"]["blocks"] if block["type"] == "details"
               for inner in block["blocks"] if inner["type"] == "table" and inner["head"][-1] == "Adds"]
    weights = [float(row[2]) for row in table["rows"] if row[2] != "–"]
    assert sum(weights) == pytest.approx(100, abs=2)
    assert debrief.grade.gate.passed
    assert sum(float(row[3]) for row in table["rows"] if row[3] != "–") == pytest.approx(
        debrief.grade.composite, abs=0.3)


def test_the_one_number_is_told_as_what_it_is_and_a_shut_gate_caps_it(marek):
    said = words_in(cards_of(marek, finished(marek, asking(marek, []), "treat"))[0]["profile"])
    assert "no one passes or fails by one case" in said
    assert "at least eight cases" in said
    assert "not higher than 40" in said


def test_the_outcome_score_is_told_with_its_luck(marek):
    cards, debrief = cards_of(marek, finished(marek, screened(marek, "worse-sitting"), "treat"))
    said = words_in(cards["profile"])
    assert f"scores {debrief.outcome:.2f}" in said
    assert "There is luck in that, so it is in no mark" in said


def test_a_good_belief_on_little_heard_is_told_as_that(marek):
    def said(state: CaseState) -> str:
        return words_in(cards_of(marek, state)[0]["profile"])

    little = finished(marek, asking(marek, ["worse-sitting", "slump"]), "treat")
    of = len(marek.case.must_ask)
    told = say("debrief.reasoning_heard", open=of, of=of)
    assert told in said(little)
    assert "Nearness to what you had heard" not in said(finished(marek, screened(marek, "slump"), "treat"))


# ---- What was left out, and what to take home ----

def test_what_was_left_out_is_counted_against_what_this_patient_needs_and_the_whole_screen(marek):
    must, screen = marek.case.must_ask, len(marek.findings("safety"))
    all_of, _ = cards_of(marek, finished(marek, asking(marek, []), "treat"))
    wanted = f"{len(must)} of the {screen} safety questions; these {len(must)} were left out"
    assert wanted in words_in(all_of["gate"])
    one, _ = cards_of(marek, finished(marek, asking(marek, must[1:]), "treat"))
    assert f"{len(must)} of the {screen} safety questions; this one was left out" in words_in(one["gate"])


def test_the_lessons_say_that_they_are_true_also_where_nothing_was_asked(marek):
    cards, _ = cards_of(marek, finished(marek, asking(marek, []), "treat"))
    first = cards["lessons"]["blocks"][0]
    assert first["text"] == "What was true of Marek, also where you did not ask or test for it."


# ---- Advice ----

def advice_for(session: CaseSession, state: CaseState) -> list[str]:
    return advise(session.kb, session.case, debriefed(session, state))


def test_at_most_two_sentences_the_screen_first_and_then_the_sign_that_had_been_told(graham):
    first, second = advice_for(graham, finished(graham, asking(graham, ["saddle-numbness"]), "treat"))
    assert first == say("debrief.advice_gate")
    assert second == say("debrief.advice_refer")


def test_no_sign_is_spoken_of_where_none_had_been_told_before_the_decision(graham):
    first, second = advice_for(graham, finished(graham, asking(graham, ["anticoagulant"]), "treat"))
    assert first == say("debrief.advice_gate")
    assert second == say("debrief.advice_unsafe")


def test_where_only_something_harmful_was_planned_that_is_what_is_said(marek):
    harmful = next(action.id for action in marek.case.plan if action.action_class == "harmful")
    state = finished(marek, screened(marek, "worse-sitting"), "treat", plan=[harmful])
    cards, debrief = cards_of(marek, state)
    assert advise(marek.kb, marek.case, debrief)[0] == say("debrief.advice_harmful")
    said = words_in(cards["next"])
    assert "because the plan held something harmful" in said
    assert say("debrief.advice_gate") not in said
    assert "whole screen" not in said


def test_the_question_named_is_the_one_with_the_highest_bar_of_those_left_out(marek):
    debrief = debriefed(marek, finished(marek, screened(marek), "treat"))
    best = max((one for one in debrief.unasked if not one.is_safety), key=lambda one: one.worth)
    assert best.worth >= LEAST_WORTH
    ask = marek.kb.get_finding(best.finding_id).ask
    [named] = [line for line in advise(marek.kb, marek.case, debrief) if ask in line]
    assert f"{best.worth:.2f}" in named


def test_a_key_finding_without_worth_is_told_as_part_of_a_careful_examination(marek):
    debrief = debriefed(marek, finished(marek, screened(marek), "treat"))
    idle = replace(debrief, unasked=tuple(replace(one, worth=0.0) for one in debrief.unasked))
    advice = advise(marek.kb, marek.case, idle)
    ask = marek.kb.get_finding(debrief.missed[0]).ask
    assert say("debrief.advice_careful", ask=ask) in advice
    assert not any("change the decision." in line for line in advice)


def test_a_safety_question_is_no_matter_of_carefulness_and_stands_on_the_page_once(graham):
    state = finished(graham, asking(graham, graham.case.must_ask[-1:]), "emergency")
    cards, debrief = cards_of(graham, state)
    asks = [graham.kb.get_finding(one).ask for one in debrief.missed if one in graham.case.must_ask]
    assert asks
    assert not any(ask in words_in(cards["next"]) for ask in asks)
    assert not any(ask in words_in(cards["missed"]) for ask in asks)
    assert all(ask in words_in(cards["gate"]) for ask in asks)


def test_no_sentence_stands_twice_on_the_page(marek, graham, dorota):
    ran_out, _ = graham.open("exam", closes_at=1.0)
    played = [
        (marek, finished(marek, asking(marek, []), "treat")),
        (marek, finished(marek, screened(marek, "worse-sitting"), "treat")),
        (dorota, finished(dorota, screened(dorota), "emergency")),
        (graham, finished(graham, asking(graham, ["anticoagulant"]), "routine")),
        (graham, graham.run_out(ran_out)[0]),
    ]
    for session, state in played:
        cards, _ = cards_of(session, state)
        said = [one for card in cards.values() for text in paragraphs(card) for one in text.split(". ")]
        assert sorted(one for one in set(said) if said.count(one) > 1) == []


def paragraphs(value: Any) -> Iterator[str]:
    """The running text of a card, without what is folded away."""
    for block in value.get("blocks", []):
        if block["type"] == "text":
            yield block["text"]


def test_the_next_patient_is_a_link_with_the_reason(marek):
    everybody = {case.id: 5.0 for case in marek.kb.cases if case.id != "walter"}
    history = History(last_played=everybody, recent=({"gate": 1.0, "plan": 0.3, "reasoning": 0.9},) * 3)
    cards, _ = cards_of(marek, finished(marek, asking(marek, []), "treat"), history)
    [link] = [item for block in cards["next"]["blocks"] if block["type"] == "links" for item in block["items"]]
    assert link["href"] == "?case=walter"
    assert link["action"] == {"verb": "open", "case": "walter"}
    assert "Over your last 3 cases this was weakest: Plan (30 of 100)" in words_in(cards["next"])


# ---- Sources and sheet ----

def test_every_source_of_the_page_is_listed_once_with_its_address(dorota):
    cards, _ = cards_of(dorota, finished(dorota, screened(dorota), "treat", chain=sound_chain(dorota)))
    named = {source["id"] for name, card in cards.items() if name != "sources" for source in sources_in(card)}
    [lines] = [block["blocks"][0]["items"] for block in cards["sources"]["blocks"] if block["type"] == "details"]
    assert len(lines) == len(named) > 5
    for source_id in named:
        source = dorota.kb.get_source(source_id)
        [line] = [one for one in lines if one.startswith(source.citation)]
        assert not source.doi or f"https://doi.org/{source.doi}" in line


def sources_in(value: Any) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        yield from value.get("sources", [])
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from sources_in(inner)


def test_the_sheet_says_whose_it_is_and_that_it_is_no_advice(marek):
    assert sheet_state(marek.case) == {
        "title": "Sciatica Teach · Debrief: Marek",
        "note": "For education only, not medical advice. Awaiting a clinician's review.",
    }


def test_first_answers_are_told_with_both_sets_of_words(graham):
    cards, _ = cards_of(graham, finished(graham, asking(graham, ["bladder-change", "saddle-numbness"]), "emergency"))
    told = graham.case.reveals["bladder-change"]
    said = words_in(cards["first-answers"])
    assert told.first.words in said
    assert told.words in said
    only, _ = cards_of(graham, finished(graham, asking(graham, ["bladder-change"]), "treat"))
    assert "This would have brought it out" in words_in(only["first-answers"])
