"""The cards of the techniques in the browser, with the real view behind them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from ui.parts.wired import Wired

from sciatica_teach.views.techniques import TechniquesView

pytestmark = pytest.mark.browser


@pytest.fixture
def wire(open_bench, kb):
    def open_one(technique_id="electro-low-back", **options):
        return Wired(open_bench(**options), TechniquesView(kb, technique_id, "anna"), "plot")

    return open_one


def drawn(page):
    page.locator(".st-plot .st-stage[data-ready]").wait_for(timeout=60_000)


def test_another_technique_by_key_changes_the_cards_and_says_so(wire, kb):
    wired = wire()
    page = wired.page
    page.get_by_role("radio", name="Electro").focus()
    page.keyboard.press("ArrowRight")
    wired.settle("picker")
    after = kb.treatment.techniques[[one.id for one in kb.treatment.techniques].index("electro-low-back") + 1]
    expect(page.get_by_role("heading", name=after.name, exact=True)).to_be_visible()
    expect(page.locator("#st-live")).to_contain_text(after.short)
    expect(page.get_by_role("radio", name=after.short)).to_be_focused()


def test_what_forbids_stands_above_and_its_reasons_open_by_key(wire, kb):
    page = wire().page
    when_not = page.get_by_role("heading", name="When not").bounding_box()
    what_for = page.get_by_role("heading", name="What it is for").bounding_box()
    assert when_not["y"] < what_for["y"]
    card = page.locator(".st-card").filter(has=page.get_by_role("heading", name="When not"))
    pacemaker = kb.treatment.get_caution("pacemaker")
    expect(card.get_by_role("listitem").filter(has_text="Never with:").first).to_contain_text(pacemaker.name)
    why = next(rule.why.text for rule in pacemaker.rules if rule.level == "absolute")
    expect(card.get_by_text(why)).to_be_hidden()
    card.get_by_text("Why, one by one").press("Enter")
    expect(card.get_by_text(why)).to_be_visible()


def test_the_rates_are_drawn_and_told_in_the_table(wire):
    page = wire().page
    drawn(page)
    expect(page.get_by_role("img", name="Dots with intervals")).to_be_visible()
    page.get_by_text("The rates as a table").press("Enter")
    expect(page.get_by_role("columnheader", name="Counted")).to_be_visible()
    drawn_points = page.evaluate("""() => document.querySelector('.st-plot .st-stage').data
        .reduce((count, trace) => count + trace.x.length, 0)""")
    figures = page.locator(".st-plot tbody tr").filter(has_not_text="no figure")
    expect(figures).to_have_count(drawn_points)


def test_claimed_and_shown_stand_side_by_side_and_under_each_other_on_a_phone(wire):
    for width, beside in ((1280, True), (390, False)):
        page = wire(width=width).page
        left, right = page.locator(".st-compare .st-heads .st-cell").all()
        assert (left.bounding_box()["y"] == right.bounding_box()["y"]) == beside


def test_a_narrow_phone_can_be_pressed_with_a_thumb(wire):
    page = wire(width=360, has_touch=True).page
    drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate("""() => [...document.querySelectorAll('main :is(button, summary, select, .st-chips label)')]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
        .map((one) => one.textContent)""")
    assert small == []


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_it_is_accessible_and_fits(wire, require_accessible, width, dark):
    page = wire(width=width, dark=dark).page
    drawn(page)
    page.get_by_text("Why, one by one").click()
    page.get_by_text("Allowed only with care").click()
    page.get_by_text("The rates as a table").click()
    page.get_by_text("Where each line comes from").click()
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
