"""Causes side by side in the browser, with the real view behind them: by mouse, by key, on a desk and on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from ui.parts.wired import Wired

from sciatica_teach.apps.engine import get_sampled
from sciatica_teach.views.compare import CompareView

pytestmark = pytest.mark.browser
PAIR = ("lumbar-disc", "lumbar-stenosis")
HOSTILE = "<img src=x onerror=\"window.broken=1\"><script>window.broken=1</script>"
SENTENCES = {"title", "name", "text", "label", "words", "urgency", "refer", "alike", "left", "right", "conflict",
             "citation", "says", "reading", "caution", "group"}


@pytest.fixture
def wire(open_bench, kb):
    def open_one(*cause_ids, **options):
        return Wired(open_bench(**options), CompareView(kb, get_sampled(), cause_ids or PAIR, "anna"))

    return open_one


def test_another_cause_by_key_changes_columns_and_ranking(wire, kb):
    wired = wire()
    page = wired.page
    best = page.locator(".st-ranked h3").first.inner_text()
    page.get_by_label("Second cause").focus()
    page.get_by_label("Second cause").select_option("hip-osteoarthritis")
    wired.settle("picker")
    expect(page.get_by_role("heading", name="side by side")).to_contain_text(kb.get_cause("hip-osteoarthritis").short)
    expect(page.get_by_label("Second cause")).to_be_focused()
    expect(page.locator(".st-ranked h3").first).not_to_have_text(best)
    expect(page.locator("#st-live")).to_contain_text("side by side")


def test_a_third_cause_makes_a_third_column_and_names_the_pair_of_each_finding(wire):
    wired = wire()
    page = wired.page
    page.get_by_label("Third cause").select_option("cauda-equina")
    wired.settle("picker")
    expect(page.locator(".st-heads .st-cell")).to_have_count(3)
    expect(page.locator(".st-warning")).to_contain_text("Emergency department")
    expect(page.locator(".st-ends").first).to_have_text(re.compile("←.+→"))
    cells = page.locator(".st-aspect").first.locator(".st-cell")
    tops = [cells.nth(at).bounding_box()["y"] for at in range(3)]
    assert len(set(tops)) == 1


def test_the_card_of_a_finding_opens_and_closes_by_key_where_it_stands(wire):
    wired = wire()
    page = wired.page
    first = page.locator(".st-ranked > li").first
    button = first.get_by_role("button", name="How it is done, all rates, studies")
    button.press("Enter")
    wired.settle("contrast")
    close = first.get_by_role("button", name="Close the card")
    expect(close).to_be_focused()
    expect(close).to_have_attribute("aria-expanded", "true")
    expect(first.get_by_text("Counts as present:")).to_be_visible()
    expect(first.get_by_role("heading", name="How often it is present")).to_be_visible()
    close.press("Enter")
    wired.settle("contrast")
    expect(first.get_by_text("Counts as present:")).to_have_count(0)


def test_one_press_leads_from_a_ratio_to_the_address_of_its_source(wire):
    page = wire().page
    row = page.locator(".st-ranked > li").first
    row.locator(".st-sources summary").click()
    expect(row.get_by_role("link", name="Open the source").first).to_be_visible()
    assert row.get_by_role("link").first.get_attribute("href").startswith("https://")


def test_claims_name_the_numbers_of_their_sources(wire):
    page = wire().page
    cell = page.locator(".st-aspect").first.locator(".st-cell").first
    expect(cell.locator("li").first).to_contain_text("[1")
    cell.locator(".st-sources summary").press("Enter")
    expect(cell.locator(".st-sources li").first).to_contain_text("[1] ")


def test_more_findings_on_demand(wire):
    wired = wire()
    page = wired.page
    shown = page.locator(".st-ranked > li").count()
    page.get_by_role("button", name="Show more findings").press("Enter")
    wired.settle("contrast")
    expect(page.locator(".st-ranked > li")).to_have_count(2 * shown)


def test_a_dot_stands_on_the_side_that_its_words_name(wire):
    page = wire().page
    for row in page.locator(".st-ranked > li").all()[:4]:
        left = row.locator(".st-ends span").first.inner_text().removeprefix("← ")
        lines = row.locator(".st-lines").bounding_box()
        dot = row.locator(".st-present :is(.st-dot, .st-beyond)").bounding_box()
        is_left = dot["x"] + dot["width"] / 2 < lines["x"] + lines["width"] / 2
        assert is_left == (f"towards {left}" in row.locator("dd").first.inner_text())


def test_what_the_axis_cannot_show_is_an_arrow_over_its_end_and_no_dot(open_bench, kb):
    view = CompareView(kb, get_sampled(), PAIR, "anna")
    state = view.children[2].state
    first, second, *others = state["rows"]
    far = {"low": -5.0, "mid": -4.9, "high": -4.8, "words": "×140 towards somebody"}
    rows = [{**first, "present": far}, {**second, "absent": {**far, "low": 4.8, "mid": 4.9, "high": 5.0}}, *others]
    page = open_bench().put("contrast", {**state, "rows": rows})
    east, west = (page.locator(".st-ranked > li").nth(at).locator(".st-beyond") for at in (0, 1))
    expect(east).to_have_text("beyond 30")
    expect(west).to_have_text("beyond 30")
    arrows = page.locator(".st-arrow")
    expect(arrows).to_have_text(["▶", "◁"])
    lines = page.locator(".st-lines").first.bounding_box()
    box = arrows.first.bounding_box()
    assert east.bounding_box()["x"] + east.bounding_box()["width"] <= box["x"]
    assert box["x"] + box["width"] == pytest.approx(lines["x"] + lines["width"], abs=2)
    expect(page.locator(".st-ranked > li").first.locator(".st-present .st-dot")).to_have_count(0)


def test_what_borrows_one_side_stands_under_its_own_heading(wire):
    wired = wire()
    page = wired.page
    rows = wired.view.children[2].state["rows"]
    for _ in range(30):
        if any(row["borrowed"] for row in rows):
            break
        page.get_by_role("button", name="Show more findings").press("Enter")
        wired.settle("contrast")
        rows = wired.view.children[2].state["rows"]
    borrowed = [row["name"] for row in rows if row["borrowed"]]
    assert borrowed
    expect(page.get_by_role("heading", name="One side borrowed from leg pain in general")).to_be_visible()
    expect(page.locator(".st-borrowed h4")).to_have_text(borrowed)


def test_on_a_phone_the_causes_stand_under_each_other_with_their_names(wire, kb):
    page = wire("lumbar-disc", "lumbar-stenosis", "cauda-equina", width=390).page
    cells = page.locator(".st-aspect").first.locator(".st-cell")
    tops = [cells.nth(at).bounding_box()["y"] for at in range(3)]
    assert tops == sorted(set(tops))
    expect(cells.nth(2).get_by_role("heading", name=kb.get_cause("cauda-equina").name)).to_be_visible()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_it_is_accessible_and_fits(wire, kb, require_accessible, width, dark):
    wired = wire("lumbar-disc", "lumbar-stenosis", "cauda-equina", width=width, dark=dark)
    rows = wired.view.children[2].state["rows"]
    studied = next(row["id"] for row in rows if kb.get_finding(row["id"]).accuracy)
    wired.page.locator(f"[data-key='finding:{studied}']").click()
    wired.settle("contrast")
    expect(wired.page.locator(".st-contrast table")).to_be_visible()
    require_accessible(wired.page)
    assert wired.page.evaluate("document.documentElement.scrollWidth") <= width


def spoil(value, key=""):
    """The same state with every sentence replaced by markup that would run if it were ever read as HTML."""
    if isinstance(value, dict):
        return {name: spoil(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [spoil(part, key) for part in value]
    return HOSTILE if isinstance(value, str) and value and key in SENTENCES else value


def test_text_from_content_stays_text(open_bench, kb):
    bench, view = open_bench(), CompareView(kb, get_sampled(), ("lumbar-disc", "cauda-equina"), "anna")
    view.handle("c", {"verb": "finding", "finding": view.children[2].state["rows"][0]["id"]})
    first, *more = [(type(part).__name__.lower(), spoil(part.state)) for part in view.children]
    page = bench.put(*first, *more)
    expect(page.get_by_role("heading", name=HOSTILE).first).to_be_visible()
    assert page.locator("main :is(img, script)").count() == 0
    assert page.evaluate("window.broken") is None


def test_a_narrow_phone_can_be_pressed_with_a_thumb(wire):
    page = wire(width=360, has_touch=True).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate("""() => [...document.querySelectorAll('main :is(button, summary, select)')]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
        .map((one) => one.textContent)""")
    assert small == []
