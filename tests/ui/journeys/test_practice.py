"""Practice, review and mistakes in the browser: reasons, hints and their price, reloads, double presses."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from ui.journeys.answering import give_something, keyed
from ui.journeys.database import answers_in, events_in

from sciatica_teach.model.events import HintShown, ItemPosed
from sciatica_teach.session.item_making import get_posed

pytestmark = pytest.mark.browser


def test_a_round_says_why_it_asks_and_a_reload_shows_the_same_question(visit, own_server):
    here = visit(own_server)
    here.open("05_quiz")
    here.page.get_by_role("link", name="Practise").click()
    expect(here.page.locator(".st-eyebrow", has_text="Practice · question 1")).to_be_visible()
    expect(here.page.get_by_text("you have not seen it yet")).to_be_visible()
    stem = here.page.locator(".st-legend").first.inner_text()
    here.reload()
    expect(here.page.locator(".st-legend").first).to_have_text(stem)
    give_something(here.page)
    here.press("Next question")
    expect(here.page.locator(".st-eyebrow", has_text="Practice · question 2")).to_be_focused()
    first, second = events_in(own_server.home, ItemPosed)
    assert first.item_id != second.item_id


def test_hints_come_one_by_one_and_the_worked_answer_ends_the_question(visit, own_server, kb):
    here = visit(own_server)
    here.open("05_quiz", "mode=practice&area=anatomy")
    here.press("Give me a nudge")
    posed = events_in(own_server.home, ItemPosed)[0]
    item = get_posed(kb, posed.item_id)
    expect(here.page.get_by_role("heading", name=f"Nudge: {item.nudge}")).to_be_focused()
    expect(here.page.locator("#st-live")).to_contain_text(item.nudge)
    assert not any(item.scaffold in frame for frame in here.frames)
    here.press("How do I think about this?")
    expect(here.page.get_by_role("heading", name=f"How to think: {item.scaffold}")).to_be_focused()
    assert not any(item.explanation[:60] in frame for frame in here.frames)
    here.reload()
    expect(here.page.get_by_role("heading", name=item.scaffold)).to_be_visible()
    here.press("Show me the worked answer")
    here.press("Yes: Show me the worked answer")
    expect(here.page.locator(".st-eyebrow", has_text="Worked answer · 0 marks")).to_be_visible()
    (answer,) = answers_in(own_server.home)
    assert (answer.hints, answer.earned, answer.response) == (3, 0.0, ())
    assert [one.hint for one in events_in(own_server.home, HintShown)] == [1, 2]


def test_a_mistake_waits_on_its_own_list(visit, own_server):
    here = visit(own_server)
    here.open("05_quiz", "mode=mistakes")
    here.heading("Nothing to ask")
    here.press("All quizzes")
    here.page.get_by_role("link", name="Practise").click()
    here.press("Give me a nudge")
    here.press("How do I think about this?")
    here.press("Show me the worked answer")
    here.press("Yes: Show me the worked answer")
    here.press("End this round")
    here.heading("What this round came to")
    here.press("All quizzes")
    expect(here.page.get_by_text("To put right: 1")).to_be_visible()
    here.page.get_by_role("link", name="My mistakes").click()
    expect(here.page.get_by_text("or one like it, went wrong the last time")).to_be_visible()
    give_something(here.page)
    here.press("Next question")
    here.heading("What this round came to")


def test_a_double_press_on_next_asks_one_question(visit, own_server):
    here = visit(own_server)
    here.open("05_quiz", "mode=practice")
    give_something(here.page)
    here.page.get_by_role("button", name="Next question").dblclick()
    expect(here.page.locator(".st-eyebrow", has_text="question 2")).to_be_visible()
    keyed(here.page, "sure:1").press("Space")
    assert len(events_in(own_server.home, ItemPosed)) == 2


def test_an_address_that_leads_nowhere_shows_the_menu_and_says_why(visit, server):
    here = visit(server)
    for query, words in (
        ("mode=nonsense", "way to practise"), ("mode=practice&area=feet", "field"), ("set=nothing", "item set"),
        ("item=nothing", "quiz item"),
    ):
        here.open("05_quiz", query)
        here.heading("Practise, review, sit an exam")
        expect(here.page.locator(".st-banner", has_text=words)).to_be_visible()
