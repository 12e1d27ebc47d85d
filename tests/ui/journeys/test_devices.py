"""Moving a record to another device, and nobody else's record in sight."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_resume_code_brings_the_record_to_another_device(visit, server):
    desk = visit(server)
    desk.open("04_cases", "case=marek&mode=clinic")
    desk.page.get_by_role("button", name="when you wipe").click()
    expect(desk.page.locator(".st-asked")).to_have_count(1)
    desk.open("index")
    desk.press("Make a resume code")
    code = desk.page.locator("dd").filter(has_text="-").first
    expect(code).to_be_visible()

    phone = visit(server, width=390)
    phone.page.goto(f"{server.url}/resume")
    phone.page.get_by_role("textbox").fill(f"  {code.inner_text().lower()} ")
    phone.page.get_by_role("button", name="Go on").click()
    phone.wait_until_alive()
    expect(phone.page.get_by_text("Where you left off")).to_be_visible()
    phone.open("04_cases", "case=marek&mode=clinic")
    expect(phone.page.locator(".st-asked")).to_have_count(1)


def test_a_wrong_code_is_told_in_words_and_changes_nothing(visit, server):
    here = visit(server)
    here.losing = True  # the browser reports the status of the refusal on its console
    here.page.goto(f"{server.url}/resume")
    here.page.get_by_role("textbox").fill("AAAA-BBBB-CCCC")
    here.page.get_by_role("button", name="Go on").click()
    expect(here.page.get_by_role("alert")).to_contain_text("code")
    here.open("index")
    expect(here.page.get_by_text("Start here")).to_be_visible()


def test_another_browser_sees_nothing_of_a_record(visit, server):
    first = visit(server)
    first.open("04_cases", "case=priya&mode=clinic")
    first.page.get_by_role("button", name="when you wipe").click()
    expect(first.page.locator(".st-asked")).to_have_count(1)
    other = visit(server)
    other.open("04_cases", "case=priya&mode=clinic")
    expect(other.page.locator(".st-asked")).to_have_count(0)
