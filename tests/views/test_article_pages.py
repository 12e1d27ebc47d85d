"""What the article check shows: nothing of the key before the judgement, and after it what is unsafe first."""

from __future__ import annotations

import json

import pytest

from sciatica_teach.session.article import NOTHING_READ, ArticleSession
from sciatica_teach.views import article_pages as pages
from sciatica_teach.views.article import ArticleView


def nobody(_command_id, _action):
    raise AssertionError("nothing is pressed here")


@pytest.fixture(scope="module")
def session(kb):
    return ArticleSession(kb)


@pytest.fixture
def view(session):
    return ArticleView(session, "article/check/1", nobody)


def names(view) -> list[str]:
    return [part.state["id"] for part in view.children]


def drawn(view) -> str:
    """All that the browser would get."""
    return json.dumps([part.state for part in view.children], ensure_ascii=False)


def judged_wrongly(session, claim):
    wrong = next(one for one in pages.JUDGEMENTS if one not in claim.right)
    return session.judge(NOTHING_READ, claim.id, wrong)[0]


def test_before_the_judgement_the_browser_has_the_claim_and_nothing_of_the_key(session, view, kb):
    for claim in kb.article_claims:
        view.show(session.go_to(NOTHING_READ, claim.id)[0])
        shown = drawn(view)
        assert json.dumps(claim.claim, ensure_ascii=False)[1:-1] in shown
        for one in kb.article_claims:
            assert one.verdict not in shown
            assert one.teach.text not in shown
            assert all(said.text not in shown for said in one.evidence)
        assert "Unsafe" not in shown


def test_a_question_looks_the_same_for_every_claim(kb):
    states = [pages.question_state(claim) for claim in kb.article_claims]
    for state, claim in zip(states, kb.article_claims, strict=True):
        assert state["submit"]["action"].pop("claim") == claim.id
    assert all(state == states[0] for state in states)


def test_after_it_the_verdict_has_marks_and_sources(session, view, kb):
    for claim in kb.article_claims:
        view.show(judged_wrongly(session, claim))
        shown = drawn(view)
        assert claim.verdict in shown
        assert claim.teach.text in shown
        claims = [block for part in view.children for block in part.state["blocks"] if block["type"] == "claim"]
        assert len(claims) == len(claim.evidence) + 1


def test_what_is_unsafe_stands_first_with_what_to_do_instead(session, view, kb):
    for claim in kb.article_claims:
        view.show(judged_wrongly(session, claim))
        first = view.children[1].state
        assert (first["tone"] == "unsafe") == claim.unsafe
        if claim.unsafe:
            assert claim.teach.text in json.dumps(first, ensure_ascii=False)
            assert shown_once(view, claim.teach.text)


def shown_once(view, words: str) -> bool:
    return drawn(view).count(words) == 1


def test_a_wrong_judgement_reads_which_ones_hold(session, kb):
    claim = next(one for one in kb.article_claims if len(one.right) == 2)
    (said,) = pages.verdict_state(session, judged_wrongly(session, claim), claim)["blocks"][0]["items"]
    assert said["tone"] == "caution"
    assert all(f"“{one}”" in said["text"] for one in claim.right)


def test_a_right_one_reads_that_it_holds(session, kb):
    claim = kb.article_claims[0]
    state, _ = session.judge(NOTHING_READ, claim.id, claim.right[0])
    assert pages.verdict_state(session, state, claim)["blocks"][0]["items"][0]["tone"] == "right"


def test_the_index_leads_to_every_claim_and_says_how_it_stands(session, kb):
    first, second = kb.article_claims[:2]
    state, _ = session.judge(NOTHING_READ, first.id, first.right[0])
    state, _ = session.judge(state, second.id, next(one for one in pages.JUDGEMENTS if one not in second.right))
    (details,) = pages.index_state(session, state)["blocks"]
    entries = details["blocks"][0]["items"]
    assert [entry["action"]["claim"] for entry in entries] == [claim.id for claim in kb.article_claims]
    assert {entry["tone"] for entry in entries} == {"plain"}  # a tick would seem to bear the sentence out
    assert f"evidence: {first.verdict}" in entries[0]["meta"]
    assert "as the evidence has it" in entries[0]["meta"]
    assert f"the evidence has “{second.right[0]}" in entries[1]["meta"]
    assert f"evidence: {second.verdict}" in entries[1]["meta"]
    assert not any(claim.verdict in entry["meta"]
                   for claim, entry in zip(kb.article_claims[2:], entries[2:], strict=True))
    assert entries[1]["meta"].endswith("on screen")


def test_progress_counts_what_is_judged_and_what_agrees(session, kb):
    claim = kb.article_claims[0]
    state = judged_wrongly(session, claim)
    progress = pages.head_state(session, state, claim)["blocks"][-1]
    assert (progress["value"], progress["of"]) == (1, len(kb.article_claims))
    assert progress["label"].endswith("judged, 0 of them as the evidence has it")


def test_when_all_are_judged_the_whole_is_told_and_there_is_no_next(session, view, kb):
    state = NOTHING_READ
    for claim in kb.article_claims:
        state, _ = session.judge(state, claim.id, claim.right[0])
    view.show(state)
    assert names(view)[-2:] == ["article-done", "article-index"]
    total = len(kb.article_claims)
    assert f"In {total} of {total} claims" in drawn(view)
    assert "Next claim" not in drawn(view)


def test_the_focus_follows_the_learner_and_is_left_alone_at_the_start(session, view, kb):
    first, second = kb.article_claims[:2]
    view.show(NOTHING_READ)
    assert view.children[0].state["arrive"] == ""
    state = judged_wrongly(session, first)
    view.show(state)
    assert [part.state.get("arrive") for part in view.children[:2]] == ["", f"{first.id}/verdict"]
    state, _ = session.go_to(state, second.id)
    view.show(state)
    assert view.children[0].state["arrive"] == f"{second.id}/question"
    assert repr(view) == f"ArticleView(at='{second.id}/question')"
