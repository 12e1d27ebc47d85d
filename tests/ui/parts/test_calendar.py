"""The calendar of a course: a form by keyboard, what is wrong beside its field, and visits that need no colour."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from ui.parts.calendar_samples import CALENDAR
from ui.parts.wired import Wired

from sciatica_teach.views.course import CoursePlannerView

pytestmark = pytest.mark.browser
SCREENS = [(1280, False), (1280, True), (390, False), (390, True)]
WRONG = {**CALENDAR, "problems": {"visits": "This is not a number."},
         "form": {**CALENDAR["form"], "values": {**CALENDAR["form"]["values"], "visits": "ten"}}}


def open_calendar(bench) -> Page:
    return bench.put("calendar", CALENDAR)


@pytest.fixture
def view(kb) -> CoursePlannerView:
    return CoursePlannerView(kb, "manual-local", date(2026, 11, 23))


def test_the_form_is_sent_by_keyboard_as_it_was_typed(bench):
    page = open_calendar(bench)
    page.get_by_label("Visits", exact=True).fill("ten")
    page.get_by_label("How often").select_option("once a week")
    page.get_by_label("First visit").fill("2026-12-01")
    page.get_by_label("Look back at visit").fill("6")
    page.get_by_label("Look back at visit").press("Enter")
    assert bench.actions("calendar") == [{
        "verb": "plan", "technique": "needle", "visits": "ten", "per_week": "1", "review": "6", "start": "2026-12-01"}]


def test_another_technique_brings_its_usual_numbers_and_leaves_the_day(bench):
    page = open_calendar(bench)
    page.get_by_label("First visit").fill("2026-12-01")
    page.get_by_label("Technique").select_option("Talk")
    expect(page.get_by_label("Visits", exact=True)).to_have_value("4")
    expect(page.get_by_label("How often")).to_have_value("1")
    expect(page.get_by_label("Look back at visit")).to_have_value("3")
    expect(page.get_by_label("First visit")).to_have_value("2026-12-01")
    expect(page.get_by_text("Visit 2 to 4.")).to_be_visible()
    expect(page.get_by_text("the calendar still shows the plan before")).to_be_visible()
    expect(page.get_by_text("The plan before your change")).to_be_visible()


def test_visits_and_the_look_back_can_be_read_in_the_table(bench):
    page = open_calendar(bench)
    november = page.get_by_role("table", name="November 2026")
    expect(november.get_by_role("columnheader")).to_have_count(7)
    expect(november.get_by_role("cell", name="23 visit 1")).to_be_visible()
    december = page.get_by_role("table", name="December 2026")
    expect(december.get_by_role("cell", name="7 visit 5 look back")).to_be_visible()
    expect(december.get_by_role("cell", name="10 visit 6 only if it has helped")).to_be_visible()


def test_three_kinds_of_visits_have_three_shapes(bench):
    page = open_calendar(bench)
    shapes = page.locator("td .st-number").evaluate_all("""(marks) => marks.map((mark) => {
        const { borderRadius, borderStyle, transform } = getComputedStyle(mark);
        return [borderRadius, borderStyle, transform !== 'none'].join();
    })""")
    assert len(set(shapes)) == 3


def test_what_is_wrong_stands_at_its_field_which_takes_the_focus_until_it_is_mended(bench):
    page = open_calendar(bench)
    bench.show("calendar", WRONG)
    page.get_by_label("Visits", exact=True).fill("ten")
    bench.show("calendar", {**WRONG, "text": ["Again."]})
    field = page.get_by_label("Visits", exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("This is not a number.").first).to_be_visible()
    expect(page.get_by_text("The plan before your change")).to_be_visible()
    expect(page.locator("#st-live")).to_have_text("This is not a number.")


def test_the_visits_as_a_list_stay_open_when_the_plan_changes(bench):
    page = open_calendar(bench)
    page.get_by_text("The visits as a list").press("Enter")
    expect(page.get_by_text("Visit 8", exact=True)).to_be_visible()
    bench.show("calendar", {**CALENDAR, "plan": {**CALENDAR["plan"], "title": "Another plan"}})
    expect(page.get_by_role("heading", name="Another plan")).to_be_visible()
    expect(page.get_by_text("Visit 8", exact=True)).to_be_visible()
    expect(page.locator("#st-live")).to_have_text("Another plan")


@pytest.mark.parametrize(("width", "dark"), SCREENS, ids=["desk", "desk-dark", "phone", "phone-dark"])
@pytest.mark.parametrize("state", [CALENDAR, WRONG], ids=["laid-out", "wrong"])
def test_it_is_accessible_and_fits(open_bench, require_accessible, width, dark, state):
    page = open_bench(width=width, dark=dark).put("calendar", state)
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_fits_a_narrow_phone_and_can_be_pressed_with_a_thumb(open_bench):
    page = open_bench(width=360, has_touch=True).put("calendar", CALENDAR)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    low = page.locator("button, summary, select, input").evaluate_all(
        "(all) => all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)")
    assert low == []


def test_a_printed_calendar_leaves_the_form_out(bench):
    page = open_calendar(bench)
    page.emulate_media(media="print")
    expect(page.get_by_label("Visits", exact=True)).to_be_hidden()
    expect(page.get_by_role("table", name="December 2026")).to_be_visible()


def test_a_plan_is_mended_and_laid_out_and_the_guess_is_sent(bench, view):
    planner = Wired(bench, view)
    page = planner.page
    page.get_by_label("Visits", exact=True).fill("many")
    page.get_by_label("Visits", exact=True).press("Enter")
    planner.settle("calendar")
    expect(page.get_by_text("This is not a number. Write the number of visits in digits.").first).to_be_visible()
    page.get_by_label("Visits", exact=True).fill("12")
    page.get_by_role("button", name="Lay out the visits").press("Enter")
    planner.settle("calendar")
    expect(page.get_by_role("heading", name="12 visits, twice a week")).to_be_visible()
    expect(page.get_by_role("row", name="Your plan 12")).to_be_visible()
    expect(page.get_by_text("How far it fell in each arm")).to_have_count(0)
    page.get_by_role("textbox", name="How much further did leg pain fall").fill("20")
    page.get_by_role("button", name="Commit").press("Enter")
    assert bench.actions("number") == [{"verb": "guess", "chosen": ["20"]}]


@pytest.mark.parametrize(("width", "dark"), SCREENS, ids=["desk", "desk-dark", "phone", "phone-dark"])
def test_after_the_guess_all_figures_are_drawn_and_accessible(open_bench, require_accessible, view, width, dark):
    view.handle("c1", {"verb": "guess", "chosen": ["20"]})
    page = Wired(open_bench(width=width, dark=dark), view).page
    expect(page.locator(".st-stage[data-ready]")).to_have_count(3, timeout=60_000)
    expect(page.get_by_text("with an interval from 10.6 to 21.3")).to_be_visible()
    expect(page.get_by_text("Our estimate: if patients differ")).to_be_visible()
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
