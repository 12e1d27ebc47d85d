"""Through the symptoms lesson: causes side by side and the map of the evidence, by mouse and by key."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
DRAWN_WITHIN_MS = 90_000
"""Plotly on a machine whose cores also run the other worker."""


@pytest.fixture
def lesson(visit, server):
    here = visit(server)
    here.open("02_symptoms")
    return here


def test_two_causes_by_mouse_and_the_card_of_what_tells_them_apart_by_key(lesson):
    page = lesson.page
    ranked = page.locator(".st-contrast .st-ranked > li")
    expect(page.locator(".st-compare .st-heads h3")).to_have_text([
        "Lumbar disc herniation with root pain", "Lumbar spinal stenosis"])
    page.get_by_label("Second cause").select_option("vascular-claudication")
    expect(page.locator(".st-compare .st-heads h3").nth(1)).to_contain_text("claudication")
    page.get_by_label("Third cause").select_option("cauda-equina")
    expect(page.locator(".st-compare .st-warning")).to_contain_text("Emergency department")
    lesson.choose_by_key("How it is done, all rates, studies")
    expect(ranked.first.get_by_text("Counts as present:")).to_be_visible()
    ranked.first.locator(".st-sources summary").first.press("Enter")
    expect(ranked.first.locator("cite").first).to_be_visible()


def test_a_cell_of_the_map_leads_to_its_source_by_mouse_and_by_key(lesson):
    page = lesson.page
    part = page.locator(".st-evidence")
    expect(part.locator(".st-stage[data-ready]")).to_be_visible(timeout=DRAWN_WITHIN_MS)
    part.locator(".st-stage").scroll_into_view_if_needed()
    place = page.evaluate("""() => {
      const stage = document.querySelector('.st-evidence .st-stage');
      const sourced = (text) => /[◆■]/.test(text); // an estimate may have no source
      const row = stage.data[0].text.findIndex((line) => line.some(sourced));
      const column = stage.data[0].text[row].findIndex(sourced);
      const box = stage.getBoundingClientRect();
      const { xaxis, yaxis } = stage._fullLayout;
      return [box.left + xaxis._offset + xaxis.c2p(column), box.top + yaxis._offset + yaxis.c2p(row)];
    }""")
    page.mouse.click(*place)
    card = page.locator(".st-card-part", has_text="Where this cell comes from")
    expect(card.get_by_role("link", name="Open the source").first).to_be_visible()
    by_mouse = card.get_by_role("heading").first.inner_text()
    part.get_by_text("The map as a table").press("Enter")
    part.locator("td button").last.press("Enter")
    expect(card.get_by_role("heading").first).not_to_have_text(by_mouse)
    expect(card.get_by_role("heading").first).to_be_focused()


def test_absent_instead_of_present_turns_the_map_over(lesson):
    page = lesson.page
    expect(page.get_by_role("heading", name="Evidence when the finding is present")).to_be_visible()
    page.locator(".st-picker").get_by_role("radio", name="present").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Evidence when the finding is absent")).to_be_visible()
