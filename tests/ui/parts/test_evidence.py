"""The evidence map in the browser, with the real view behind it: drawn, told as a table, pressed by mouse and key."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from ui.parts.wired import Wired

from sciatica_teach.apps.engine import get_sampled
from sciatica_teach.reasoning.evidence import EvidenceTable
from sciatica_teach.views.evidence import EvidenceView

pytestmark = pytest.mark.browser
CELLS = "document.querySelector('.st-evidence .st-stage')"


@pytest.fixture(scope="module")
def evidence():
    return EvidenceTable.from_draws(get_sampled())


@pytest.fixture
def wire(open_bench, kb, evidence):
    def open_one(**options):
        wired = Wired(open_bench(**options), EvidenceView(kb, evidence, "anna"), "card")
        drawn(wired.page)
        return wired

    return open_one


def drawn(page: Page) -> None:
    page.locator(".st-evidence .st-stage[data-ready]").wait_for(timeout=60_000)


def place_of_first_cell(page: Page) -> dict[str, float]:
    """Where the first drawn cell of the figure lies on the screen, and what it is."""
    return page.evaluate("""() => {
      const stage = document.querySelector('.st-evidence .st-stage');
      stage.scrollIntoView({ block: 'center' });
      const { z } = stage.data[0];
      const row = z.findIndex((line) => line.some((value) => value !== null));
      const column = z[row].findIndex((value) => value !== null);
      const { xaxis, yaxis } = stage._fullLayout;
      const box = stage.getBoundingClientRect();
      const state = window.models.evidence.state;
      return { x: box.left + xaxis._offset + xaxis.c2p(column), y: box.top + yaxis._offset + yaxis.c2p(row),
               finding: state.rows[row].id, cause: state.columns[column].id };
    }""")


def test_a_press_on_the_drawing_opens_the_card_of_that_cell(wire, kb):
    wired = wire()
    page = wired.page
    cell = place_of_first_cell(page)
    page.mouse.click(cell["x"], cell["y"])
    wired.settle("evidence")
    assert wired.bench.actions("evidence") == [{"verb": "cell", "finding": cell["finding"], "cause": cell["cause"]}]
    name = f"{kb.get_finding(cell['finding']).name}: {kb.get_cause(cell['cause']).short}"
    expect(page.get_by_role("heading", name=name)).to_be_focused()
    page.wait_for_function(f"{CELLS}.layout.shapes.length === 1")


def test_the_table_opens_the_same_cell_by_key_and_its_sources_stand_open(wire, kb):
    wired = wire()
    page = wired.page
    page.get_by_text("The map as a table").press("Enter")
    state = wired.view.children[1].state
    button = page.locator(".st-evidence td button").filter(has_text="■").first  # an estimate may have no source
    said = button.text_content()
    button.press("Enter")
    wired.settle("evidence")
    [action] = wired.bench.actions("evidence")
    expect(page.get_by_role("heading", name=kb.get_finding(action["finding"]).name)).to_be_focused()
    expect(page.locator(".st-evidence td button[aria-pressed=true]")).to_have_text(said)
    assert action["finding"] in [row["id"] for row in state["rows"]]
    card = page.locator(".st-card-part")
    sources = card.locator(".st-sources").first
    expect(sources.locator("cite").first).to_be_visible()
    sources.locator("summary").press("Enter")
    expect(sources.locator("cite").first).to_be_hidden()


def test_the_table_holds_what_the_drawing_holds(wire):
    page = wire().page
    figure = page.evaluate(f"""() => {CELLS}.data[0].text.map((line, row) => line.map((text, column) =>
        text || {CELLS}.data[1].text[row][column]))""")
    page.get_by_text("The map as a table").press("Enter")
    rows = page.locator(".st-evidence tbody tr").all()
    table = [[cell.evaluate("td => [...td.querySelectorAll('button')].map((one) => [...one.childNodes]"
                            ".filter((node) => !node.classList?.contains('st-hidden'))"
                            ".map((node) => node.textContent).join('')).join('')")
              for cell in row.locator("td").all()] for row in rows]
    assert table == figure
    assert sum(bool(text) for line in table for text in line) > 5


def test_absent_instead_of_present_and_another_page_are_drawn_into_the_same_figure(wire):
    wired = wire()
    page = wired.page
    page.evaluate(f"window.stage = {CELLS}; window.before = JSON.stringify({CELLS}.data[0].z)")
    page.get_by_role("radio", name="present").focus()
    page.keyboard.press("ArrowRight")
    wired.settle("picker")
    expect(page.get_by_role("heading", name="Evidence when the finding is absent")).to_be_visible()
    page.wait_for_function("JSON.stringify(window.stage.data[0].z) !== window.before")
    assert page.evaluate(f"{CELLS} === window.stage")
    note = page.get_by_text("Findings 1 to")
    expect(note).to_be_visible()
    page.get_by_role("group", name="Findings 1 to").get_by_role("button", name="Further").press("Enter")
    wired.settle("evidence")
    expect(page.locator("#st-live")).to_contain_text("Findings 13 to")


def test_all_causes_come_in_columns_that_fit_and_can_be_turned_over(wire):
    for width, most in ((1280, 12), (390, 6)):
        wired = wire(width=width)
        page = wired.page
        page.get_by_label("Causes", exact=True).select_option("all")
        wired.settle("picker")
        page.wait_for_function(f"{CELLS}.data[0].x.length === {most}")
        first = page.evaluate(f"{CELLS}.data[0].x[0]")
        group = page.get_by_role("group", name="Causes 1 to")
        group.get_by_role("button", name="Further").click()
        page.wait_for_function("([first]) => document.querySelector('.st-evidence .st-stage').data[0].x[0] !== first",
                               arg=[first])
        page.get_by_text("The map as a table").press("Enter")
        expect(page.locator(".st-evidence thead th")).to_have_count(most + 1)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_press_on_a_later_page_of_causes_names_the_cause_that_is_drawn_there(wire):
    wired = wire(width=390)
    page = wired.page
    page.get_by_label("Causes", exact=True).select_option("all")
    wired.settle("picker")
    page.wait_for_function(f"{CELLS}.data[0].x.length === 6")
    page.get_by_role("group", name="Causes 1 to").get_by_role("button", name="Further").click()
    second = page.evaluate("window.models.evidence.state.columns[6].name")
    page.wait_for_function(f"{CELLS}.data[0].x[0] === '{second}'")
    cell = place_of_first_cell(page)
    page.mouse.click(cell["x"], cell["y"])
    wired.settle("evidence")
    [action] = wired.bench.actions("evidence")
    columns = page.evaluate("window.models.evidence.state.columns.map(({ id }) => id)")
    assert columns.index(action["cause"]) == columns.index(cell["cause"]) + 6


def test_where_plotly_cannot_be_had_the_table_stands_open(open_bench, kb, evidence):
    bench = open_bench()
    bench.context.route("**/plotly.min.js", lambda route: route.abort())
    wired = Wired(bench, EvidenceView(kb, evidence, "anna"), "card")
    expect(wired.page.get_by_text("The figure cannot be drawn here.")).to_be_visible()
    wired.page.locator(".st-evidence td button").first.click()
    wired.settle("evidence")
    expect(wired.page.get_by_text("Where this cell comes from")).to_be_visible()


def test_nothing_that_fits_is_said_in_words(wire):
    wired = wire()
    page = wired.page
    page.get_by_label("Findings", exact=True).select_option("flags")
    wired.settle("picker")
    page.get_by_label("Topic", exact=True).select_option("Nerve tension")
    wired.settle("picker")
    expect(page.locator(".st-evidence").get_by_text("No finding fits this choice.")).to_be_visible()
    page.get_by_label("Topic", exact=True).select_option("")
    wired.settle("picker")
    drawn(page)


def test_a_narrow_phone_can_be_pressed_with_a_thumb(wire):
    page = wire(width=360, has_touch=True).page
    page.get_by_text("The map as a table").tap()
    page.get_by_text("Single causes (6 chosen)").tap()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate("""() => [...document.querySelectorAll('main :is(button, summary, select, .st-chips label)')]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
        .map((one) => one.textContent)""")
    assert small == []


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_it_is_accessible_and_fits(wire, require_accessible, width, dark):
    wired = wire(width=width, dark=dark)
    page = wired.page
    page.get_by_text("The map as a table").click()
    page.get_by_text("Single causes (6 chosen)").click()
    page.locator(".st-evidence td button").first.click()
    wired.settle("evidence")
    expect(page.get_by_text("Where this cell comes from")).to_be_visible()
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
