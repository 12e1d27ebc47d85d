"""From the home page to what is taught: a search, typed and linked; a term that opens and a report, in a quiz."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from ui.journeys.answering import give_something

pytestmark = pytest.mark.browser


def test_a_point_is_searched_found_and_opened_by_keyboard_and_the_address_can_be_shared(visit, server):
    here = visit(server)
    here.open("index")
    field = here.page.get_by_role("searchbox", name="Search")
    field.press_sequentially("huantiao")
    expect(here.page.get_by_text("One result for “huantiao”.").first).to_be_visible()
    here.page.wait_for_url("**search=huantiao**")
    here.reload()
    expect(here.page.get_by_role("searchbox", name="Search")).to_have_value("huantiao")
    link = here.page.get_by_role("link", name="GB30 Huántiào")
    link.press("Enter")
    here.page.wait_for_url("**03_reasoning.ipynb#The-points")


def test_a_word_of_the_feedback_opens_and_the_question_can_be_reported_once_it_is_answered(visit, server, kb):
    here = visit(server)
    item = kb.get_item_set("first-steps").items[0]
    here.open("05_quiz", "set=first-steps")
    expect(here.page.locator(".st-submit")).to_be_visible()
    expect(here.page.get_by_text("Report a mistake")).to_have_count(0)
    expect(here.page.locator(".st-term")).to_have_count(0)
    give_something(here.page)
    here.page.get_by_text("Report a mistake").last.press("Enter")
    report = here.page.locator("pre").last
    expect(report).to_contain_text(f"Question: {item}, version {kb.item_versions[item]}")
    expect(report).to_contain_text("Page: 05_quiz.ipynb")
    term = here.page.locator(".st-term").first
    term.press("Enter")
    expect(here.page.locator(".st-meaning").first).to_be_visible()
    expect(term).to_have_attribute("aria-expanded", "true")
