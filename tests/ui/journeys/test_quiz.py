"""A quiz in the browser: answered, marked, found in the database; the same order after a reload; no key in the wire."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from ui.journeys.answering import give_something
from ui.journeys.database import answers_in

pytestmark = pytest.mark.browser


def test_a_quiz_is_answered_and_the_marks_are_in_the_database(visit, own_server):
    here = visit(own_server)
    here.open("05_quiz", "set=first-steps")
    for number in range(1, 9):
        expect(here.page.locator(".st-eyebrow", has_text=f"Question {number} of 8")).to_be_visible()
        give_something(here.page)
        onward = here.page.get_by_role("button", name="See the result" if number == 8 else "Next question")
        onward.click()
    here.heading("Your result")
    saved = answers_in(own_server.home)
    assert len(saved) == 8
    earned = sum(answer.earned for answer in saved)
    expect(here.page.get_by_text(f"{round(earned, 2):g} of 8 marks")).to_be_visible()
    here.press("All quizzes")
    here.page.get_by_role("link", name="First steps").click()
    here.heading("Your result")
    here.press("Take it again")
    expect(here.page.get_by_role("button", name="Yes: Take it again")).to_be_visible()


def test_a_reload_shows_the_same_question_with_the_same_order(visit, server):
    here = visit(server)
    here.open("05_quiz", "set=safety-first")
    options = here.page.locator(".st-choice label")
    expect(options.first).to_be_visible()
    before = options.all_inner_texts()
    here.reload()
    expect(options.first).to_be_visible()
    assert options.all_inner_texts() == before


def test_the_key_and_the_feedback_reach_the_browser_only_after_the_answer(visit, server, kb):
    item = kb.get_item(kb.get_item_set("first-steps").items[0])
    secrets = [option.feedback[:60] for option in item.options] + [item.explanation[:60]]
    here = visit(server)
    here.open("05_quiz", "set=first-steps")
    expect(here.page.get_by_text(item.stem[:40])).to_be_visible()
    assert not any(secret in frame for frame in here.frames for secret in secrets)
    give_something(here.page)
    expect(here.page.get_by_text(item.options[0].feedback[:60])).to_be_visible()


def test_a_double_click_on_answer_counts_once(visit, own_server):
    here = visit(own_server)
    here.open("05_quiz", "set=first-steps")
    here.page.locator(".st-choice input[type=radio]").first.press("Space")
    here.page.locator(".st-sure input").nth(1).press("Space")
    here.page.get_by_role("button", name="Answer", exact=True).dblclick()
    expect(here.page.get_by_role("button", name="Next question")).to_be_visible()
    assert len(answers_in(own_server.home)) == 1


def test_the_next_question_takes_the_focus_and_is_announced(visit, server):
    here = visit(server)
    here.open("05_quiz", "set=tests-and-odds")
    give_something(here.page)
    here.press("Next question")
    expect(here.page.locator("#st-live")).to_contain_text("Question 2 of 8")
    expect(here.page.locator(".st-eyebrow", has_text="Question 2 of 8")).to_be_focused()
