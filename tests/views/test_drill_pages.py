"""What the drill shows: a text and four decisions before, what came of it after, the misses by name at the end."""

from __future__ import annotations

import json
from itertools import combinations

import numpy as np
import pytest

from sciatica_teach.model.drill import DISPOSALS
from sciatica_teach.session.drill import DrillSession
from sciatica_teach.views import drill_pages as pages
from sciatica_teach.views.drill import DrillView


def nobody(_command_id, _action):
    raise AssertionError("nothing is pressed here")


@pytest.fixture(scope="module")
def session(kb):
    return DrillSession(kb)


def opened(session, *names):
    return session.open(np.random.default_rng(1), names)[0]


def first_with(kb, right):
    return next(one for one in kb.vignettes if one.right == right)


def view_of(session) -> DrillView:
    return DrillView(session, "drill/red-flags/1", 1, nobody)


def drawn(view) -> str:
    return json.dumps([part.state for part in view.children], ensure_ascii=False)


def names(view) -> list[str]:
    return [part.state["id"] for part in view.children]


def test_before_the_decision_the_browser_has_the_text_and_nothing_of_the_key(session, kb):
    for one in kb.vignettes:
        view = view_of(session)
        view.show(opened(session, one.id))
        shown = drawn(view)
        assert one.text in shown
        assert one.why.text not in shown
        assert one.do not in shown
        assert "must-refer" not in shown
        assert len(view.children) == 2


def test_the_parts_of_two_patients_differ_in_nothing_but_the_patient(session, kb):
    states = [pages.patient_state(session, opened(session, one.id)) for one in kb.vignettes]
    for state in states:
        del state["id"], state["patient"]
    assert all(state == states[0] for state in states)


@pytest.mark.parametrize("right", ["now", "same-day"])
@pytest.mark.parametrize("decided", ["treat", None])
def test_a_miss_is_told_first_and_with_what_to_do(session, kb, right, decided):
    one = first_with(kb, right)
    view = view_of(session)
    state = opened(session, one.id)
    view.show(state)
    state, _ = session.judge(state, one.id, decided)
    view.show(state)
    verdict = view.children[2].state
    assert (verdict["tone"], verdict["eyebrow"]) == ("unsafe", "Missed")
    assert verdict["title"].startswith("This patient could not wait.")
    assert one.do in verdict["blocks"][0]["text"]
    assert verdict["arrive"]


def test_the_must_refer_rule_names_its_findings(session, kb):
    one = kb.get_vignette("lena-56")
    state, _ = session.judge(opened(session, one.id), one.id, "now")
    shown = json.dumps(pages.verdict_state(session, state, "right"))
    assert kb.get_finding("infection-risk").name in shown
    assert kb.get_finding("night-pain").name in shown
    assert "cannot be argued down" in shown


def test_nobody_is_said_to_be_under_the_rule_who_is_not(session, kb):
    one = kb.get_vignette("ben-39")
    state, _ = session.judge(opened(session, one.id), one.id, "treat")
    assert "must-refer" not in json.dumps(pages.verdict_state(session, state, "right"))


def test_too_fast_reads_kindly_what_just_this_costs(session, kb):
    costs = set()
    for right, decided in combinations(reversed(DISPOSALS), 2):
        one = first_with(kb, right)
        state, _ = session.judge(opened(session, one.id), one.id, decided)
        shown = pages.verdict_state(session, state, session.find_outcome(state))
        assert shown["tone"] == "info"
        costs.add(shown["blocks"][0]["text"])
    assert len(costs) == 6
    assert all(cost.startswith("What it costs:") and "better side to be wrong" in cost for cost in costs)


def test_the_warning_card_is_told_with_the_first_who_is_treated_and_folded_after_that(session, kb):
    first, second = [one for one in kb.vignettes if one.right == "treat"][:2]
    urgent = first_with(kb, "now")
    state = opened(session, first.id, second.id, urgent.id)
    open_, folded = [], []
    while not state.is_finished:
        if not state.is_open:
            state, _ = session.go_on(state)
        state, _ = session.judge(state, state.showing, key := session.vignette(state).right)
        blocks_ = pages.verdict_state(session, state, "right")["blocks"]
        assert key == "treat" or "warning card lists" not in json.dumps(blocks_)
        open_ += [one for one in blocks_ if one["type"] == "claim" and "warning card lists" in one["text"]]
        folded += [one for one in blocks_ if one["type"] == "details" and "warning card" in one["summary"]]
    assert (len(open_), len(folded)) == (1, 1)


def buttons(state) -> list[dict]:
    return [item for block in state["blocks"] if block["type"] == "buttons" for item in block["items"]]


def test_a_short_round_can_be_left_for_all_before_it_begins_and_a_long_one_for_ten_at_any_time(session, kb):
    short, _ = session.open_short(np.random.default_rng(1))
    (other,) = buttons(pages.head_state(session, short, 1))
    assert other["action"] == {"verb": "again", "only": ""}
    assert str(len(kb.vignettes)) in other["label"]
    judged, _ = session.judge(short, short.showing, session.vignette(short).right)
    assert buttons(pages.head_state(session, session.go_on(judged)[0], 1)) == []
    everybody = opened(session)
    judged, _ = session.judge(everybody, everybody.showing, session.vignette(everybody).right)
    for state in (everybody, session.go_on(judged)[0]):
        (other,) = buttons(pages.head_state(session, state, 1))
        assert other["action"] == {"verb": "again", "only": "short"}


def test_nothing_above_the_story_moves_when_the_first_verdict_comes(session):
    """The words of the head leave with the first patient, not while their story is being read."""
    before, _ = session.open_short(np.random.default_rng(1))
    after, _ = session.judge(before, before.showing, "now")
    kinds = [[block["type"] for block in pages.head_state(session, state, 1)["blocks"]]
             for state in (before, after, session.go_on(after)[0])]
    assert kinds == [["text", "progress", "buttons"], ["text", "progress", "buttons"], ["progress"]]
    assert pages.verdict_state(session, after, session.find_outcome(after))["nearest"]


def test_every_outcome_of_every_key_has_its_words(session, kb):
    for right in DISPOSALS:
        one = first_with(kb, right)
        for decided in (*DISPOSALS, None):
            state, _ = session.judge(opened(session, one.id), one.id, decided)
            shown = pages.verdict_state(session, state, session.find_outcome(state))
            assert shown["title"]
            assert (shown["eyebrow"] == "Right") == (decided == right)


def test_who_comes_back_is_asked_afresh(session, kb):
    one = first_with(kb, "now")
    state = opened(session, one.id)
    before = pages.patient_state(session, state)
    state, _ = session.judge(state, one.id, "treat")
    locked = pages.patient_state(session, state)
    state, _ = session.go_on(state)
    after = pages.patient_state(session, state)
    assert before["id"] == locked["id"] != after["id"]
    assert (locked["locked"], locked["chosen"]) == (True, "treat")
    assert (after["locked"], after["chosen"]) == (False, None)


def finished(session, kb):
    """A round of two, one of them missed once."""
    missed, easy = first_with(kb, "now"), first_with(kb, "treat")
    state = opened(session, missed.id, easy.id)
    once = False
    while not state.is_finished:
        if state.is_open:
            decided = "letter" if state.showing == missed.id and not once else session.vignette(state).right
            once = once or decided == "letter"
            state, _ = session.judge(state, state.showing, decided)
        else:
            state, _ = session.go_on(state)
    return state, missed, easy


def test_the_result_lists_who_was_missed_by_name_with_what_to_do(session, kb):
    state, missed, easy = finished(session, kb)
    result = pages.result_state(session, state, 7)
    shown = json.dumps(result, ensure_ascii=False)
    assert missed.name in shown
    assert missed.do in shown
    assert easy.name not in shown
    assert dict(result["blocks"][0]["items"])["Right at once"] == "1 of 2"
    only, others, everybody = result["blocks"][-1]["items"]
    assert only["action"] == {"verb": "again", "only": "missed"}
    assert others["action"] == {"verb": "again", "only": "short"}
    assert others["label"] == "Go on with the others (7 not met yet)"
    assert everybody["action"] == {"verb": "again", "only": ""}


def test_without_a_miss_there_is_nothing_to_repeat(session, kb):
    one = first_with(kb, "treat")
    state, _ = session.judge(opened(session, one.id), one.id, "treat")
    result = pages.result_state(session, state, 0)
    assert [item["label"] for item in result["blocks"][-1]["items"]] == [
        "Another 10, mixed", f"Everybody in one round ({len(kb.vignettes)})"]
    assert "Nobody who could not wait was made to wait." in json.dumps(result)


def test_the_last_decision_is_still_told_beside_the_result_but_not_when_one_comes_back(session, kb):
    one = first_with(kb, "treat")
    view = view_of(session)
    state = opened(session, one.id)
    view.show(state)
    state, _ = session.judge(state, one.id, "treat")
    view.show(state)
    assert names(view)[1:] == [f"{one.id}/0", "drill-verdict", "drill-result"]
    again = view_of(session)
    again.show(state)
    assert names(again) == ["drill-head", "drill-result"]
    assert repr(again) == "DrillView(at='result')"


def test_the_focus_is_left_alone_when_the_page_opens(session, kb):
    one = first_with(kb, "now")
    state, _ = session.judge(opened(session, one.id), one.id, "treat")
    view = view_of(session)
    view.show(state)
    assert view.children[2].state["arrive"] == ""
