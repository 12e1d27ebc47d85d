"""The symptoms lesson as a whole: every widget is there, and what one says the others do not contradict."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SHOWN = (
    "What do you make of it?", "What tells them apart best", "Evidence when the finding is present",
    "What should I ask next?", "And now?", "Who cannot wait?",
)
"""What each widget says when it is alive."""


@pytest.fixture
def lesson(visit, server):
    here = visit(server)
    here.open("02_symptoms")
    return here


def answer(page, finding, value):
    """Find a finding by its name in the playground and enter its value, by key alone."""
    page.locator(".st-answers").get_by_role("searchbox").fill(finding)
    found = page.locator(".st-answers").get_by_role("group", name=finding).first
    found.get_by_role("button", name=value).press("Enter")


def test_every_widget_of_the_lesson_comes_alive(lesson):
    for words in SHOWN:
        expect(lesson.page.get_by_text(words).first).to_be_visible()
    expect(lesson.page.locator(".st-part.st-drawing")).to_be_visible()
    expect(lesson.page.get_by_text("could not start")).to_have_count(0)


def test_benign_findings_do_not_push_a_red_flag_below_its_referral(lesson):
    page = lesson.page
    answer(page, "Numbness in the saddle area", "present")
    rule = page.locator(".st-part.st-shares")
    expect(rule).to_contain_text("Emergency department")
    for name, value in (("Worse on coughing, sneezing or straining", "present"), ("Worse when sitting", "present")):
        answer(page, name, value)
    expect(rule).to_contain_text("Emergency department")
    expect(rule).to_contain_text("no benign finding")


SECTION_TOP = "() => document.getElementById('Guess,-then-see').getBoundingClientRect().top"


def test_a_link_to_a_section_stays_there_while_the_widgets_above_it_grow(visit, server):
    here = visit(server)
    here.page.goto(f"{server.url}/voila/render/02_symptoms.ipynb#Guess,-then-see")
    here.page.locator(".st-evidence .st-stage[data-ready]").wait_for()
    here.page.wait_for_function(f"() => Math.abs(({SECTION_TOP})()) < 200")
    expect(here.page.locator(".st-part.st-shift")).to_be_in_viewport()
