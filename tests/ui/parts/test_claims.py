"""The map of claims in the browser, with the real view behind it: pressed, walked by arrow keys, and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from ui.parts.wired import Wired

from sciatica_teach.views.claims_table import ClaimsTableView

pytestmark = pytest.mark.browser


@pytest.fixture
def wire(open_bench, kb):
    def open_one(**options):
        return Wired(open_bench(**options), ClaimsTableView(kb), "card")

    return open_one


def title_of(kb, technique_id, cause_id):
    return f"{kb.treatment.get_technique(technique_id).name} for: {kb.get_cause(cause_id).short}"


def cell(page, cause_id, technique_id):
    return page.locator(f"[data-key='cell:{cause_id}:{technique_id}']")


def test_a_press_on_a_cell_opens_its_reasons_and_marks_the_cell(wire, kb):
    wired = wire()
    page = wired.page
    cell(page, "lumbar-disc", "electro-low-back").click()
    wired.settle("claims")
    assert wired.bench.actions("claims") == [
        {"verb": "cell", "cause": "lumbar-disc", "technique": "electro-low-back"}]
    expect(page.get_by_role("heading", name=title_of(kb, "electro-low-back", "lumbar-disc"))).to_be_focused()
    expect(cell(page, "lumbar-disc", "electro-low-back")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".st-claims [aria-pressed=true]")).to_have_count(1)
    page.get_by_role("button", name="Back to the map").press("Enter")
    wired.settle("card")
    expect(cell(page, "lumbar-disc", "electro-low-back")).to_be_focused()
    card = page.locator(".st-card-part")
    card.locator(".st-sources summary").first.click()
    expect(card.locator(".st-sources cite").first).to_be_visible()


def test_one_tab_enters_the_cells_arrows_walk_them_and_one_tab_leaves(wire, kb):
    wired = wire()
    page = wired.page
    page.get_by_role("region", name="Techniques by causes").focus()
    page.keyboard.press("Tab")
    first = wired.view.children[0].state["groups"][0]["rows"][0]["id"]
    columns = [column["id"] for column in wired.view.children[0].state["columns"]]
    expect(cell(page, first, columns[0])).to_be_focused()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    expect(cell(page, first, columns[1])).to_be_focused()
    page.keyboard.press("Enter")
    wired.settle("claims")
    expect(page.get_by_role("heading", name=title_of(kb, columns[1], first))).to_be_focused()
    page.get_by_role("region", name="Techniques by causes").focus()
    page.keyboard.press("Tab")
    expect(cell(page, first, columns[1])).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".st-claims .st-cell:focus")).to_have_count(0)


def test_a_screen_reader_hears_cause_technique_standing_and_grade(wire):
    page = wire().page
    expect(page.get_by_role("columnheader", name="Hand points")).to_be_attached()
    row = page.get_by_role("row", name="Cauda equina")
    expect(row.get_by_role("button", name="Contraindicated, for safety").first).to_be_attached()
    expect(row.get_by_role("button", name="Preferred").first).to_be_attached()
    expect(page.get_by_role("rowheader", name="Refer first")).to_be_visible()


def test_a_phone_shows_one_cause_at_a_time_and_opens_the_same_card(wire, kb):
    wired = wire(width=390)
    page = wired.page
    expect(page.get_by_role("table")).to_have_count(0)
    page.get_by_label("Which cause", exact=True).select_option("cauda-equina")
    expect(page.locator("#st-live")).to_contain_text("Cauda equina")
    line = page.get_by_role("button", name=kb.treatment.get_technique("cupping").short)
    expect(line).to_contain_text("Contraindicated")
    line.press("Enter")
    wired.settle("claims")
    expect(page.get_by_role("heading", name=title_of(kb, "cupping", "cauda-equina"))).to_be_focused()
    expect(page.locator(".st-card-part")).to_contain_text("This is an emergency")


def test_turning_the_phone_changes_between_list_and_table(wire):
    page = wire(width=390).page
    page.set_viewport_size({"width": 1000, "height": 700})
    expect(page.get_by_role("table")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 700})
    expect(page.get_by_label("Which cause", exact=True)).to_be_visible()


def test_a_narrow_phone_can_be_pressed_with_a_thumb(wire):
    page = wire(width=360, has_touch=True).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate("""() => [...document.querySelectorAll('main :is(button, summary, select)')]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
        .map((one) => one.textContent)""")
    assert small == []


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_it_is_accessible_and_fits(wire, require_accessible, width, dark):
    wired = wire(width=width, dark=dark)
    page = wired.page
    page.locator(".st-claims button").first.click()
    wired.settle("claims")
    expect(page.get_by_text("Nothing is known of this patient.")).to_be_visible()
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
