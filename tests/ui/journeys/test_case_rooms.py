"""The rooms of a guided case: the patient talks, puts something right, and the reference comes after the belief."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from sciatica_teach.views.words import say

pytestmark = pytest.mark.browser

REFERENCE = "The reference belief"


def asked(page, words: str):
    return page.locator(".st-asked", has_text=words)


def test_a_guided_case_tells_at_each_step_and_nothing_before_its_time(visit, server, require_accessible):
    here = visit(server)
    here.open("04_cases", "case=graham&mode=guided")
    page = here.page
    here.press("Tell me about it from the beginning")
    expect(asked(page, "Tell me about it from the beginning")).to_be_visible()
    here.press("Has anything changed with passing water")
    expect(asked(page, "I'm a plumber, I'd know about it")).to_contain_text("free")

    here.press("Does anything feel numb or different where you would sit")
    put_right = asked(page, say("parts.came.corrected"))
    expect(put_right).to_be_visible()
    expect(put_right).to_contain_text("passing water")
    expect(page.get_by_role("heading", name=REFERENCE)).to_be_hidden()
    assert not any('"Reference"' in frame for frame in here.frames)

    here.believe(Cauda=60)
    here.heading(REFERENCE)
    expect(page.get_by_role("button", name="Commit")).to_have_count(0)
    require_accessible(page)
    here.reload()
    here.heading(REFERENCE)
    expect(put_right).to_be_visible()

    here.press("Go to the history")
    here.heading("Ask about")
    expect(page.get_by_role("heading", name=REFERENCE)).to_be_hidden()
    expect(page.get_by_role("button", name="Commit")).to_be_visible()


def test_on_a_phone_whoever_refers_may_leave_it_at_the_letter(visit, server):
    here = visit(server, width=390)
    here.open("04_cases", "case=walter&mode=guided")
    page = here.page
    here.press("Stop and decide now")
    here.press("Yes: Stop and decide now")
    page.get_by_role("radio", name="Refer, routine").check()
    page.get_by_role("radio", name="Fairly sure").check()
    here.press("Make this decision")
    here.heading(say("case.letter_title"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    here.press(say("case.letter_only"))
    here.press(f"Yes: {say('case.letter_only')}")
    expect(page.get_by_text("What will you do?")).to_be_visible()
