"""The debrief in the browser: gone through step by step, printed, there again after a reload, and on to the next."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def play_to_the_debrief(here, *, folded: bool = False) -> None:
    """Graham denies his bladder, the next question brings it out, and he is sent. On a phone groups are `folded`."""
    here.open("04_cases", "case=graham&mode=clinic")
    if folded:
        here.page.locator("details.st-group > summary", has_text="Bladder").click()
    for words, learnt in (("passing water", 1), ("when you wipe", 2)):
        here.page.get_by_role("button", name=words).click()
        expect(here.page.locator(".st-asked")).to_have_count(learnt)
    here.believe(Cauda=60)
    here.press("Stop and decide now")
    here.press("Yes: Stop and decide now")
    here.page.get_by_role("radio", name="Emergency department").press("Space")
    here.page.get_by_role("radio", name="Sure", exact=True).press("Space")
    here.press("Make this decision")
    here.page.get_by_role("checkbox", name="emergency department").first.press("Space")
    here.press("Carry out this plan")
    here.heading("The safety gate is passed")
    here.page.locator(".st-plot .st-stage[data-ready]").wait_for()


def test_the_visit_is_gone_through_again_and_what_was_put_right_is_told(visit, server):
    here = visit(server, width=390)
    play_to_the_debrief(here, folded=True)
    said = here.page.locator(".st-said")
    expect(said).to_contain_text("Put right: Change in passing urine is present after all")
    here.press("From the start")
    expect(said).to_contain_text("Before the visit")
    here.page.get_by_role("slider", name="Step of the visit").press("End")
    expect(said).to_contain_text("You said 60 % here")
    here.heading("What was said at first")
    assert here.page.evaluate("document.documentElement.scrollWidth") <= 390
    here.reload()
    here.heading("The safety gate is passed")
    expect(said).to_contain_text("Put right")


def test_the_sheet_has_the_debrief_and_nothing_of_the_site_around_it(visit, server):
    here = visit(server)
    play_to_the_debrief(here)
    page = here.page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.get_by_text("Sciatica Teach · Debrief: Graham")).to_be_visible()
    for hidden in (page.get_by_role("navigation").first, page.get_by_role("button", name="From the start"),
                   page.locator(".st-stages"), page.get_by_role("button", name="Print or save as PDF")):
        expect(hidden).to_be_hidden()
    expect(page.get_by_role("table", name="All causes after: Safety screen")).to_be_visible()
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.get_by_role("table", name="All causes after: Safety screen")).to_be_hidden()


def test_the_next_patient_is_one_click_away(visit, server):
    here = visit(server)
    play_to_the_debrief(here)
    card = here.page.locator("section", has=here.page.get_by_role("heading", name="Next time"))
    link = card.get_by_role("link")
    title = link.locator("strong").inner_text()
    link.click()
    expect(here.page.get_by_role("heading", name=title, level=1)).to_be_visible()
