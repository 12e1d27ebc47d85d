"""What a chain gives its parts: names for every choice, each once, in the order of the attempt."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from small_chains import best_chain, grade, task_of

from sciatica_teach.grading.chain_checks import MOST_VISITS
from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.model.events import ChainGraded
from sciatica_teach.session.chain_progress import ChainProgress
from sciatica_teach.session.chains import ChainSession
from sciatica_teach.views.chain_book import find_name, make_book
from sciatica_teach.views.chain_grades import TONES, credit_words, grades_state
from sciatica_teach.views.chain_pages import patient_state, summary
from sciatica_teach.views.chain_results import menu_state


@pytest.fixture(scope="module")
def opened(kb):
    state, _ = ChainSession(kb).open("ilir", np.random.default_rng(3))
    return state.opened


def test_every_choice_is_in_the_book_in_the_order_of_the_attempt(kb, opened):
    book = make_book(kb, opened)
    for link in ("cause", "mechanism", "target", "technique"):
        assert tuple(one["id"] for one in book["links"][link]["options"]) == opened.shown_order[link]
    assert tuple(one["id"] for one in book["dangers"]) == opened.shown_order["dangers"]
    for danger in book["dangers"]:
        assert tuple(one["id"] for one in danger["options"]) == opened.mitigation_order[danger["id"]]
    assert [one["id"] for one in book["links"]["referral"]["options"]] == [*URGENCIES[1:]]


def test_a_point_is_named_once_and_can_be_found_by_everything_it_is_called(kb, opened):
    points = make_book(kb, opened)["points"]
    assert [one["id"] for one in points] == [point.id for point in kb.treatment.points]
    for shown, point in zip(points, kb.treatment.points, strict=True):
        names = {shown["code"], shown["pinyin"], shown["han"], shown["english"], *shown["also"]}
        assert {point.code, point.name.pinyin, point.name.han, point.name.english, *point.name.also} <= names
        assert "depth" not in json.dumps(shown)  # what is printed is looked up elsewhere, not offered as a preset


def test_the_book_is_small_enough_to_travel_when_a_patient_is_chosen(kb, opened):
    assert len(json.dumps(make_book(kb, opened), ensure_ascii=False).encode()) < 32_000


def test_flags_are_said_in_words_and_their_absence_too(kb):
    session = ChainSession(kb)
    for task in kb.treatment.chain_tasks:
        state, _ = session.open(task.id, np.random.default_rng(1))
        shown = json.dumps(patient_state(session, state, 1), ensure_ascii=False)
        for flag in task.flags:
            assert json.dumps(kb.treatment.get_caution(flag).name, ensure_ascii=False)[1:-1] in shown
        assert ("nothing that would need a caution" in shown) == (not task.flags)
        assert not any(f'"{flag}"' in shown for flag in task.flags)


@pytest.mark.parametrize("task_id", ["ilir", "farid", "osvaldo"])
def test_a_graded_chain_has_a_word_a_tone_and_a_score_for_every_link(kb, task_id):
    task = task_of(kb, task_id)
    marked = grade(kb, task, best_chain(kb, task, "referral"))
    state = grades_state(kb, marked)
    assert [*state["grades"]] == [link.link for link in marked.links]
    for link in marked.links:
        shown = state["grades"][link.link]
        assert (shown["tone"], shown["told"]) == (TONES[link.verdict], link.told)
        assert shown["word"]
        assert {*shown["preferred"], *shown["also"]} == {find_name(kb, link.link, one) for one in link.also}
        assert shown["preferred"] == [find_name(kb, link.link, one) for one in link.preferred]
        assert len(shown["lines"]) == len(link.parts)


@pytest.mark.parametrize(("earned", "words"), [(1, "1"), (0.5, "0.5"), (2 / 3, "0.67"), (0, "0"), (5.25, "5.25")])
def test_credit_has_two_digits_at_most(earned, words):
    assert credit_words(earned) == words


def test_the_limits_of_a_number_are_those_of_the_marking(kb, opened):
    limits = make_book(kb, opened)["limits"]
    assert limits["visits"]["high"] == limits["review_at"]["high"] == MOST_VISITS
    assert limits["depth"] == {"low": 0.1, "high": 10, "step": 0.1}


def test_verdict_and_total_are_one_line_and_a_danger_comes_before_them(kb):
    task = task_of(kb, "ilir")
    good = best_chain(kb, task, "manual-local")
    assert summary(grade(kb, task, good)) == {
        "tone": "right", "text": "Marked: 7 of 7. Every link fits this patient and the links before it."}
    deep = replace(good, points=(replace(good.points[0], depth_cun=9.5), *good.points[1:]))
    told = summary(grade(kb, task, deep))
    assert told["tone"] == "unsafe"
    assert told["text"].startswith("Failed on safety. Marked: 6 of 7. 6 of 7 links fit")


def test_what_a_caution_says_begins_with_its_name(kb):
    whys = {rule.why.text: caution.name for caution in kb.treatment.cautions for rule in caution.rules}
    found = 0
    for task in kb.treatment.chain_tasks:
        shown = grades_state(kb, grade(kb, task, best_chain(kb, task, "manual-local")))
        for claim in (one for link in shown["grades"].values() for one in link["claims"]):
            assert bool(claim["about"]) == (claim["text"] in whys)
            if claim["about"]:
                found += 1
                assert claim["about"] == f"Caution, {whys[claim['text']]}:"
    assert found


@pytest.mark.parametrize(("earned", "failed", "tone", "words"), [
    (7, False, "right", "7 of 7: the chain holds"), (6.5, False, "right", "6.5 of 7: the chain holds"),
    (3.8, False, "info", "3.8 of 7: marked, with links that do not fit"),
    (7, True, "caution", "7 of 7, failed on safety"),
])
def test_only_a_chain_that_holds_has_a_check_in_the_list(kb, earned, failed, tone, words):
    marked = ChainGraded(earned=earned, possible=7, failed=failed)
    state = menu_state(kb, [ChainProgress(task_id="ilir", attempt=1, standing="done", marked=marked)])
    (line,) = next(block for block in state["blocks"] if block["type"] == "links")["items"]
    assert (line["tone"], line["meta"]) == (tone, words)
