"""The caution gate in the browser, with the real view behind it: answered by mouse and by key, then opened."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import expect
from ui.parts.wired import Wired

from sciatica_teach.views.caution_gate import CautionGateView

pytestmark = pytest.mark.browser
LATER = ("choice", "card#refer", "card#answer", "card#changes", "card#points")


@pytest.fixture
def wire(open_bench, kb):
    def open_one(cause_id="lumbar-disc", flags=("pacemaker",), **options):
        view = CautionGateView(kb, np.random.default_rng(3), cause_id, flags)
        return Wired(open_bench(**options), view, *LATER)

    return open_one


def test_answered_by_key_the_danger_that_was_missed_has_the_focus(wire, kb):
    wired = wire()
    page = wired.page
    name = kb.treatment.get_technique("electro-low-back").name
    expect(page.get_by_text("Contraindicated, and you would have done it")).to_have_count(0)
    page.get_by_role("checkbox", name="Cupping").press("Space")
    page.get_by_role("button", name="Commit").press("Enter")
    wired.settle("choice")
    expect(page.get_by_role("heading", name="Contraindicated, and you would have done it: 1")).to_be_focused()
    expect(page.get_by_role("listitem").filter(has_text="Contraindicated, and not ticked:").first).to_contain_text(name)
    row = page.get_by_role("row", name=kb.treatment.get_technique("electro-low-back").short)
    expect(row).to_contain_text("Acceptable")
    expect(row).to_contain_text("Contraindicated")


def test_answered_by_mouse_and_rightly(wire):
    wired = wire()
    page = wired.page
    page.get_by_text("Electro-acupuncture of the low back", exact=True).click()
    page.get_by_role("button", name="Commit").click()
    wired.settle("choice")
    expect(page.get_by_role("heading", name="Right: you saw all of it")).to_be_focused()
    page.get_by_text("All reasons, technique by technique").click()
    expect(page.locator("details details").first).to_be_visible()


def test_an_emergency_is_said_first(wire):
    wired = wire("cauda-equina", ("first-visit",))
    page = wired.page
    page.get_by_role("checkbox", name="None of them").press("Space")
    page.get_by_role("button", name="Commit").press("Enter")
    wired.settle("choice")
    expect(page.get_by_role("heading", name="Emergency department or ambulance, now")).to_be_focused()


def test_another_caution_is_asked_anew_with_nothing_ticked(wire):
    wired = wire()
    page = wired.page
    page.get_by_role("checkbox", name="Cupping").press("Space")
    page.get_by_text("Cautions (1 chosen)").press("Enter")
    page.get_by_role("checkbox", name="Fever").press("Space")
    wired.settle("picker")
    expect(page.locator(".st-facts")).to_contain_text("Fever")
    expect(page.get_by_role("checkbox", name="Cupping")).not_to_be_checked()
    expect(page.get_by_role("button", name="Commit")).to_be_disabled()


def test_another_patient_is_dealt_and_has_the_focus(wire):
    wired = wire()
    page = wired.page
    before = page.locator(".st-facts").first.inner_text()
    page.get_by_role("button", name="Another patient").first.press("Enter")
    wired.settle("card#patient")
    expect(page.get_by_role("heading", name="A patient at the gate")).to_be_focused()
    expect(page.locator(".st-facts").first).not_to_have_text(before)


def test_a_narrow_phone_can_be_pressed_with_a_thumb(wire):
    wired = wire(width=360, has_touch=True)
    page = wired.page
    page.get_by_text("Cautions (1 chosen)").tap()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate("""() => [...document.querySelectorAll('main :is(button, summary, select, .st-option)')]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
        .map((one) => one.textContent)""")
    assert small == []


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_it_is_accessible_and_fits_before_and_after(wire, require_accessible, width, dark):
    wired = wire(flags=("pregnancy",), width=width, dark=dark)
    page = wired.page
    page.get_by_text("Cautions (1 chosen)").click()
    require_accessible(page)
    page.get_by_role("checkbox", name="Cupping").press("Space")
    page.get_by_role("checkbox", name="Referral").press("Space")
    page.get_by_role("button", name="Commit").press("Enter")
    wired.settle("choice")
    expect(page.get_by_role("heading", name="Refer, routine")).to_be_focused()
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
