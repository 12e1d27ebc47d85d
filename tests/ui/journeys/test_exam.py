"""An exam in the browser: begun, left, changed, flagged, handed in; nothing of it is told before that."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from small_items import solution
from ui.journeys.answering import give, keyed
from ui.journeys.database import answers_in, events_in

from sciatica_teach.model.events import ExamAnswered, ExamOpened
from sciatica_teach.session.item_making import get_posed

pytestmark = pytest.mark.browser


@pytest.fixture
def sitting(visit, own_server):
    """An exam that has just begun."""
    here = visit(own_server)
    here.open("05_quiz")
    here.page.get_by_role("link", name="Exam").click()
    expect(here.page.get_by_role("table", name="What it asks")).to_contain_text("Safety")
    here.press("Begin: the clock starts")
    expect(here.page.locator(".st-eyebrow", has_text="question 1 of 30")).to_be_visible()
    expect(here.page.locator(".st-eyebrow", has_text="question 1 of 30")).to_be_focused()
    expect(here.page.get_by_text(re.compile(r"Exam: (40|39) minutes left"))).to_be_visible()
    keyed(here.page, "sheet").press("Enter")
    return here


def lay(here, home, kb, number):
    """Turn to a question of the sheet and lay down its right answer."""
    (opened,) = events_in(home, ExamOpened)
    item = get_posed(kb, opened.item_ids[number - 1])
    here.page.get_by_role("button", name=re.compile(rf"^Question {number},")).press("Enter")
    expect(here.page.locator(".st-eyebrow", has_text=f"question {number} of 30")).to_be_visible()
    give(here.page, item, solution(item), 3)
    expect(here.page.get_by_role("button", name=re.compile(rf"^Question {number}, answered"))).to_be_visible()
    expect(here.page.locator(".st-eyebrow", has_text="Answer laid down")).to_be_focused()
    return item


def test_answers_flags_and_place_survive_a_reload_and_nothing_is_told_before_the_end(sitting, own_server, kb):
    first = lay(sitting, own_server.home, kb, 1)
    third = lay(sitting, own_server.home, kb, 3)
    sitting.press("Flag: come back to this")
    expect(sitting.page.get_by_text("2 of 30 answered, 1 flagged")).to_be_visible()
    sitting.reload()
    expect(sitting.page.locator(".st-eyebrow", has_text="question 3 of 30")).to_be_visible()
    keyed(sitting.page, "sheet").press("Enter")
    expect(sitting.page.get_by_role("button", name="Question 3, answered, flagged")).to_be_visible()
    for item in (first, third):
        assert not any(item.explanation[:60] in frame for frame in sitting.frames)
    assert answers_in(own_server.home) == []
    sitting.press("Hand in")
    expect(sitting.page.get_by_text("Still open: 28")).to_be_visible()
    sitting.press("Yes: Hand in")
    sitting.heading("Your result: 7 %")
    expect(sitting.page.get_by_text("2 of 30 questions answered; +6 by certainty")).to_be_visible()
    expect(sitting.page.get_by_text("nineteen times in twenty")).to_be_visible()
    assert {one.item_id: one.earned for one in answers_in(own_server.home)} == {first.id: 1.0, third.id: 1.0}
    expect(sitting.page.get_by_text("Many questions were left open")).to_be_visible()
    expect(sitting.page.locator(".st-eyebrow", has_text="Question 2 · left open")).to_be_visible()
    expect(sitting.page.locator(".st-eyebrow", has_text="Question 3 · Right")).to_be_visible()
    sitting.reload()
    sitting.heading("Your result: 7 %")


def test_an_answer_can_be_taken_back_and_given_anew(sitting, own_server, kb):
    item = lay(sitting, own_server.home, kb, 2)
    sitting.press("Take it back and answer again")
    expect(sitting.page.get_by_text("0 of 30 answered")).to_be_visible()
    expect(sitting.page.locator(".st-eyebrow", has_text="question 2 of 30")).to_be_focused()
    give(sitting.page, item, solution(item), 1)
    expect(sitting.page.get_by_text("1 of 30 answered")).to_be_visible()
    assert [one.certainty for one in events_in(own_server.home, ExamAnswered) if one.response] == [3, 1]


def test_the_page_is_accessible_and_fits_a_phone(sitting):
    for width in (1280, 390):
        sitting.page.set_viewport_size({"width": width, "height": 844})
        found = Axe().run(sitting.page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
        assert sitting.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_second_begin_finds_the_exam_that_runs(sitting, own_server):
    sitting.open("05_quiz")
    expect(sitting.page.get_by_text("Running: go back to it")).to_be_visible()
    sitting.page.get_by_role("link", name="Exam").click()
    expect(keyed(sitting.page, "sure:1")).to_be_visible()
    assert len(events_in(own_server.home, ExamOpened)) == 1


def test_no_question_is_told_elsewhere_while_the_exam_runs(sitting, own_server, visit):
    (opened,) = events_in(own_server.home, ExamOpened)
    assert not sitting.page.locator(", ".join(f'[data-key*="{one}"]' for one in opened.item_ids[1:])).count()
    beside = visit(own_server, context=sitting.page.context)
    for query in (f"item={opened.item_ids[4]}", "set=first-steps", "mode=practice"):
        beside.open("05_quiz", query)
        expect(beside.page.get_by_text("An exam of yours is running")).to_be_visible()
        expect(beside.page.get_by_text("Running: go back to it")).to_be_visible()
    beside.page.get_by_role("link", name="Practise").click()
    expect(beside.page.get_by_text("An exam of yours is running").first).to_be_visible()
    assert answers_in(own_server.home) == []
