"""What a chain gives its parts: names for every choice, each once, in the order of the attempt."""

from __future__ import annotations

import json

import numpy as np
import pytest
from small_chains import best_chain, grade, task_of

from sciatica_teach.model.causes import URGENCIES
from sciatica_teach.session.chains import ChainSession
from sciatica_teach.views.chain_book import find_name, make_book
from sciatica_teach.views.chain_grades import TONES, credit_words, grades_state
from sciatica_teach.views.chain_pages import patient_state


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
        assert shown["also"] == [find_name(kb, link.link, one) for one in link.also]
        assert len(shown["lines"]) == len(link.parts)


@pytest.mark.parametrize(("earned", "words"), [(1, "1"), (0.5, "0.5"), (2 / 3, "0.67"), (0, "0"), (5.25, "5.25")])
def test_credit_has_two_digits_at_most(earned, words):
    assert credit_words(earned) == words
