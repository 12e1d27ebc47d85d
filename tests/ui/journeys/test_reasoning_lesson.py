"""The reasoning lesson as a whole: every widget is there, and home leads back to a chain that was left open."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SHOWN = (
    "Twelve patients: from the cause to the dose", "A patient at the gate", "Which technique", "Find a point",
    "Patterns of the tradition", "Which technique for which cause", "Plan a course of visits",
)
"""What each widget says when it is alive."""


@pytest.fixture
def lesson(visit, server):
    here = visit(server)
    here.open("03_reasoning")
    return here


def test_every_widget_of_the_lesson_comes_alive(lesson):
    for words in SHOWN:
        expect(lesson.page.get_by_text(words).first).to_be_visible()
    expect(lesson.page.get_by_text("could not start")).to_have_count(0)


def test_the_guard_of_a_pattern_stands_first_and_another_is_one_key_away(lesson):
    page = lesson.page
    guard = page.get_by_role("heading", name="what must be excluded")
    expect(guard).to_contain_text("Taiyang")
    page.get_by_role("radio", name="Damp and heat").press("Space")
    expect(guard).to_contain_text("Damp and heat")
    expect(page.get_by_text("is an infection until excluded")).to_be_visible()


def test_home_leads_back_to_a_chain_that_was_left_open(lesson):
    page = lesson.page
    page.get_by_role("link", name="big toe").or_(page.get_by_role("button", name="big toe")).first.click()
    expect(page.locator(".st-part.st-chain .st-joint").first).to_be_visible()
    lesson.open("index")
    line = page.get_by_role("link", name="Chains of reasoning")
    expect(line).to_have_attribute("href", "03_reasoning.ipynb#Build-a-chain")
    line.click()
    lesson.wait_until_alive()
    expect(page.locator(".st-part.st-chain .st-joint").first).to_be_in_viewport()
