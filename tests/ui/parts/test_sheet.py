"""The debrief on paper: everything that is folded stands open, controls are gone, and the page is as it was after."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from small_visits import asking, debriefed, finished
from ui.parts.bench import Bench

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case import CaseSession
from sciatica_teach.settings import find_resources
from sciatica_teach.views.debrief_cards import all_cards, sheet_state
from sciatica_teach.views.parts.scene import read_script

pytestmark = pytest.mark.browser

A4_PX = 718
"""The width of an A4 sheet between its margins, at 96 dots per inch."""


@pytest.fixture
def debrief_page(kb: KnowledgeBase, bench: Bench) -> Page:
    """The whole debrief of a visit with some beliefs, as the page has it."""
    session = CaseSession(kb, kb.get_case("marek"))
    asked = asking(session, ["bladder-change", "worse-sitting", "slump"])
    cards = all_cards(kb, session.case, debriefed(session, finished(session, asked, "treat")))
    bench.traits, bench.files = {"plotly_url": "/plotly.min.js"}, {"plotly.min.js": read_script()}
    more = [(f"{'plot' if 'figure' in state else 'card'}#{name}", {"id": name, **state}) for name, state in cards]
    page = bench.put("sheet", {"id": "sheet", **sheet_state(session.case)}, *more)
    page.locator(".st-stage[data-ready]").wait_for(timeout=60_000)
    styles = find_resources("assets") / "styles"
    for name in ("page.css", "views.css"):
        page.add_style_tag(content=(styles / name).read_text(encoding="utf-8"))
    page.evaluate("document.querySelector('main').className = 'st-debrief';"
                  "document.querySelector('main').parentElement.className = 'st-view';"
                  "document.body.classList.add('st-page')")
    return page


def count_open(page: Page) -> int:
    return page.locator("details[open]").count()


def test_the_button_opens_everything_prints_and_folds_it_again(debrief_page):
    page = debrief_page
    page.locator("summary", has_text="All causes after: Safety screen").press("Enter")
    all_of_them = page.locator("details").count()
    assert count_open(page) == 1
    page.evaluate("""() => { window.print = () => {
        dispatchEvent(new Event('beforeprint'));
        window.openThen = document.querySelectorAll('details[open]').length;
        dispatchEvent(new Event('afterprint'));
    }; }""")
    page.get_by_role("button", name="Print or save as PDF").press("Enter")
    assert page.evaluate("window.openThen") == all_of_them > 20
    assert count_open(page) == 1


def test_on_paper_there_are_no_controls_and_no_screen_only_words(debrief_page):
    page = debrief_page
    expect(page.get_by_text("Sciatica Teach · Debrief: Marek")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_text("Sciatica Teach · Debrief: Marek")).to_be_visible()
    expect(page.get_by_text("For education only, not medical advice").first).to_be_visible()
    expect(page.locator(".st-sheet time")).not_to_be_empty()
    assert [one.inner_text() for one in page.locator("button, input").all() if one.is_visible()] == []
    expect(page.locator(".st-said")).to_be_hidden()


def test_the_sheet_is_white_even_for_who_reads_in_the_dark(debrief_page):
    page = debrief_page
    page.emulate_media(media="print", color_scheme="dark")
    card = page.locator(".st-card").first
    assert card.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    assert card.evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"


def test_the_figure_shrinks_to_the_sheet_as_a_whole(debrief_page):
    page = debrief_page
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_PX, "height": 1000})
    drawing = page.locator(".st-stage .main-svg").first
    width, height = (float(drawing.get_attribute(name)) for name in ("width", "height"))
    box, card = drawing.bounding_box(), page.locator(".st-plot .st-card").bounding_box()
    assert box["width"] <= card["width"]
    assert box["height"] == pytest.approx(box["width"] * height / width, rel=0.02)
    assert page.evaluate("document.documentElement.scrollWidth") <= A4_PX


def test_a_replay_in_the_middle_is_whole_on_paper(debrief_page):
    page = debrief_page
    page.get_by_role("button", name="From the start").click()
    expect(page.locator(".layer-above path").first).to_be_attached()
    page.emulate_media(media="print")
    expect(page.locator(".layer-above").first).to_be_hidden()


def test_sources_stand_in_full_once_at_the_end(debrief_page):
    page = debrief_page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    beside = page.locator(".st-card .st-sources li").first
    expect(beside.locator("cite")).to_be_visible()
    expect(beside.locator("p").first).to_be_hidden()
    listed = page.locator("section", has=page.get_by_role("heading", name="All sources of this page"))
    expect(listed.get_by_text("https://").first).to_be_visible()


def test_the_browser_makes_a_pdf_of_it(debrief_page):
    assert debrief_page.pdf(format="A4").startswith(b"%PDF")
    assert count_open(debrief_page) == 0
