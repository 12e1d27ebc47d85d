"""The clinic in the browser: doors, made-up patients, a day in the waiting room, the history, and links."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def begin(here, mode: str) -> None:
    here.page.get_by_role("radio", name=mode).press("Space")
    here.press("Begin")
    here.heading("safety screen")


def send_to_hospital(here) -> None:
    """The shortest way through a patient that is safe for everybody."""
    here.press("Stop and decide now")
    here.press("Yes: Stop and decide now")
    here.page.get_by_role("radio", name="Emergency department").press("Space")
    sure = here.page.get_by_role("radio", name="Fairly sure")
    sure.press("Space")
    here.press("Make this decision")
    expect(here.page.get_by_text("What will you do?")).to_be_visible()
    here.page.get_by_role("checkbox").first.press("Space")
    here.press("Carry out this plan")


def requires_no_sideways_scrolling(here) -> None:
    assert here.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_patient_comes_from_the_list_through_the_door_and_the_address_can_be_copied(visit, server):
    here = visit(server)
    here.open("04_cases")
    here.page.get_by_role("link", name="I eat my lunch").click()
    here.heading("I eat my lunch")
    expect(here.page.get_by_role("heading", name="I eat my lunch", level=1)).to_be_focused()
    expect(here.page).to_have_url(f"{server.url}/voila/render/04_cases.ipynb?case=marek")
    expect(here.page).to_have_title("Marek · Case · Sciatica Teach")
    expect(here.page.get_by_role("radio", name="Guided")).to_be_checked()
    begin(here, "As in the clinic")
    expect(here.page.get_by_role("heading", name="I eat my lunch", level=1)).to_be_focused()
    here.reload()
    here.heading("safety screen")
    here.page.go_back()
    here.heading("All patients")
    expect(here.page.get_by_role("heading", name="Where you left off")).to_be_visible()


def test_an_old_link_and_links_that_lead_nowhere(visit, server):
    here = visit(server)
    here.open("04_cases", "case=l5-disc")
    here.heading("I eat my lunch")
    for query, words in (("case=no-such-case", "There is no case called 'no-such-case'"),
                         ("patient=abc", "“abc” is not the number of a patient")):
        here.open("04_cases", query)
        expect(here.page.get_by_role("alert")).to_contain_text(words)
        here.heading("All patients")


def test_the_door_by_keyboard_alone_and_the_clock_of_an_exam(visit, server):
    here = visit(server)
    here.open("04_cases", "case=halima")
    here.tab_to("Guided")
    here.page.keyboard.press("ArrowDown")
    here.page.keyboard.press("ArrowDown")
    here.choose_by_key("Begin")
    here.heading("safety screen")
    expect(here.page.get_by_text(re.compile("2[45] minutes left"))).to_be_visible()
    here.press("Leave the page")
    expect(here.page.get_by_text("Leave the exam? Its clock goes on.")).to_be_visible()
    here.press("Yes: Leave the page")
    here.heading("All patients")
    here.open("04_cases", "case=halima")
    here.heading("safety screen")


def test_a_paper_says_that_its_marks_are_sealed_and_keeps_them_so(visit, server, kb):
    here = visit(server, width=390)
    here.open("04_cases", "case=graham&paper=week-7")
    here.heading("An exam: the paper “week-7”")
    expect(here.page.get_by_text("stay sealed until your instructor releases")).to_be_visible()
    here.press("Begin the exam")
    here.heading("safety screen")
    send_to_hospital(here)
    here.heading("Handed in, and sealed")
    here.open("04_cases", "case=graham")
    here.heading("Handed in, and sealed")
    secret = kb.get_case("graham").decision.why.text[:40]
    assert not any(secret in frame for frame in here.frames)
    here.open("04_cases", "history=1")
    expect(here.page.get_by_role("row", name="Graham")).to_contain_text("sealed")


def test_a_made_up_patient_is_the_same_under_the_same_address(visit, server):
    here = visit(server, width=390)
    here.open("04_cases")
    here.press("An intermediate one")
    here.page.get_by_role("radio", name="Guided").wait_for()
    name = here.page.get_by_role("heading", level=1).inner_text()
    number = re.search(r"case=patient-(\d+)", here.page.url)[1]
    begin(here, "Guided")
    here.press("Leave it here")
    expect(here.page.get_by_role("link", name=f"A made-up patient, number {number}")).to_be_visible()
    requires_no_sideways_scrolling(here)
    here.open("04_cases", f"patient={number}")
    expect(here.page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_day_goes_through_two_patients_and_keeps_its_verdicts_until_the_end(visit, server, require_accessible):
    here = visit(server, width=390)
    here.open("04_cases")
    here.press("Begin a day; the debriefs come at its end")
    here.heading("Clinic day 1")
    expect(here.page.locator("[data-chair]")).to_have_count(6)
    require_accessible(here.page)
    requires_no_sideways_scrolling(here)
    for seen in (1, 2):
        here.page.get_by_role("button", name=re.compile("^Call .* in$")).click()
        here.heading("safety screen")
        send_to_hospital(here)
        here.heading("Clinic day 1")
        expect(here.page.locator(".st-chair-seen")).to_have_count(seen)
    expect(here.page.get_by_text("Debrief ·")).to_have_count(0)
    here.page.get_by_role("button", name=re.compile("^Call .* in$")).click()
    here.heading("safety screen")
    here.press("Back to the waiting room")
    expect(here.page.get_by_role("button", name=re.compile("^Go on with"))).to_be_visible()
    here.open("index")
    expect(here.page.get_by_role("heading", name="Where you left off")).to_be_visible()
    here.open("04_cases", "day=1")
    expect(here.page.locator(".st-chair-seen")).to_have_count(2)
    expect(here.page.locator(".st-chair-with-you")).to_have_count(1)


def test_a_finished_patient_is_in_the_history_and_may_be_seen_again(visit, server, require_accessible):
    here = visit(server)
    here.open("04_cases", "case=graham&mode=clinic")
    send_to_hospital(here)
    here.heading("The safety gate")
    here.open("04_cases")
    expect(here.page.get_by_role("link", name="Just get me through the week")).to_contain_text("Finished: Cauda equina")
    here.press("Look at your history")
    row = here.page.get_by_role("row", name="Graham")
    expect(row).to_contain_text("not passed")  # nothing was asked
    expect(here.page.get_by_text("of 30 shares so far")).to_be_visible()
    require_accessible(here.page)
    row.get_by_role("link").click()
    here.heading("The safety gate")
    here.press("Play this case again")
    here.press("Yes: Play this case again")
    here.page.get_by_role("radio", name="As in the clinic").wait_for()
    begin(here, "As in the clinic")
    here.open("04_cases", "case=graham&attempt=1")
    here.heading("The safety gate")


def test_the_front_is_accessible_and_filters_its_patients(visit, server, require_accessible):
    here = visit(server, width=390)
    here.open("04_cases")
    here.heading("All patients")
    require_accessible(here.page)
    requires_no_sideways_scrolling(here)
    here.page.get_by_role("radio", name="hard").press("Space")
    expect(here.page.get_by_role("link", name="I eat my lunch")).to_have_count(0)
    expect(here.page.get_by_role("radio", name="hard")).to_be_focused()
    here.page.get_by_role("radio", name="begun").press("Space")
    expect(here.page.get_by_text("No patient is like that.")).to_be_visible()
