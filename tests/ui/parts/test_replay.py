"""A visit gone through step by step in the figure, by mouse, key and slider; and the belief in another cause."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from small_visits import asking, debriefed, finished
from ui.parts.bench import Bench

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.case import CaseSession
from sciatica_teach.views.debrief_path import path_parts
from sciatica_teach.views.parts.scene import read_script

pytestmark = pytest.mark.browser

ASKED = ["bladder-change", "worse-sitting", "slump"]
BELIEFS = {"safety": {"lumbar-disc": 0.2, "deep-gluteal": 0.3}, "history": {"lumbar-disc": 0.4}}
IN_FRONT = 4
"""Over each half of the figure a curtain and the line at the step."""
SAID, SLIDER = ".st-said", "Step of the visit"


@pytest.fixture(scope="module")
def shown(kb: KnowledgeBase) -> dict[str, Any]:
    session = CaseSession(kb, kb.get_case("marek"))
    debrief = debriefed(session, finished(session, asking(session, ASKED, BELIEFS), "treat"))
    return {"id": "path", **dict(path_parts(kb, session.case, debrief))["path"]}


@pytest.fixture
def lay_out(open_bench):
    def lay(state: dict[str, Any], **options: Any) -> Page:
        bench: Bench = open_bench(**options)
        bench.traits, bench.files = {"plotly_url": "/plotly.min.js"}, {"plotly.min.js": read_script()}
        page = bench.put("plot", state)
        page.locator(".st-stage[data-ready]").wait_for(timeout=60_000)
        return page
    return lay


def curtain(page: Page) -> int:
    """How many shapes lie over the figure: none, or those of a step."""
    return page.locator(".layer-above path").count()


def test_at_first_the_whole_visit_is_open(lay_out, shown):
    page = lay_out(shown)
    expect(page.locator(SAID)).to_have_text(shown["views"][0]["steps"][-1]["said"])
    assert curtain(page) == 0
    expect(page.get_by_role("button", name="Next step")).to_have_attribute("aria-disabled", "true")


def test_by_mouse_from_the_start_forward_back_and_to_the_whole(lay_out, shown):
    page, steps = lay_out(shown), shown["views"][0]["steps"]
    for button, place in (("From the start", 0), ("Next step", 1), ("Next step", 2), ("Step back", 1)):
        page.get_by_role("button", name=button).click()
        expect(page.locator(SAID)).to_have_text(steps[place]["said"])
        expect(page.locator(".layer-above path")).to_have_count(IN_FRONT)
        expect(page.get_by_role("slider", name=SLIDER)).to_have_value(str(place))
    expect(page.locator("#st-live")).to_have_text(steps[1]["said"])
    page.get_by_role("button", name="Whole visit").click()
    expect(page.locator(".layer-above path")).to_have_count(0)


def test_the_curtain_begins_behind_the_step(lay_out, shown):
    page = lay_out(shown)
    page.get_by_role("button", name="From the start").click()
    page.get_by_role("button", name="Next step").click()
    expect(page.locator(".layer-above path")).to_have_count(IN_FRONT)
    own = len(shown["figure"]["layout"]["shapes"])
    rect, line, *lower = page.evaluate("document.querySelector('.st-stage').layout.shapes")[own:]
    assert (rect["x0"], rect["x1"]) == (1.5, shown["figure"]["layout"]["xaxis"]["range"][1])
    assert (line["x0"], line["x1"]) == (1, 1)
    assert [one["x0"] for one in lower] == [1.5, 1]
    assert [one["yref"] for one in (rect, lower[0])] == ["y domain", "y2 domain"]


def test_by_key_on_the_slider_and_on_a_button(lay_out, shown):
    page, steps = lay_out(shown), shown["views"][0]["steps"]
    slider = page.get_by_role("slider", name=SLIDER)
    slider.press("Home")
    expect(page.locator(SAID)).to_have_text(steps[0]["said"])
    slider.press("ArrowRight")
    expect(page.locator(SAID)).to_have_text(steps[1]["said"])
    assert slider.get_attribute("aria-valuetext") == steps[1]["said"]
    expect(slider).to_be_focused()
    forward = page.get_by_role("button", name="Next step")
    forward.press("Enter")
    expect(page.locator(SAID)).to_have_text(steps[2]["said"])
    expect(forward).to_be_focused()


def test_at_either_end_a_button_does_nothing_and_keeps_the_focus(lay_out, shown):
    page = lay_out(shown)
    first = page.get_by_role("button", name="From the start")
    for _ in range(2):
        first.press("Enter")
        expect(page.locator(SAID)).to_have_text(shown["views"][0]["steps"][0]["said"])
    expect(first).to_be_focused()
    expect(page.get_by_role("button", name="Step back")).to_have_attribute("aria-disabled", "true")


def test_another_cause_keeps_the_step_and_the_open_table(lay_out, shown):
    page = lay_out(shown)
    page.get_by_text("The figure as a table").press("Enter")
    page.get_by_role("button", name="From the start").click()
    page.get_by_role("button", name="Next step").click()
    radio = page.get_by_role("radio", name=shown["views"][1]["name"])
    radio.press("Space")
    expect(page.locator(SAID)).to_have_text(shown["views"][1]["steps"][1]["said"])
    expect(page.get_by_role("heading", name=shown["views"][1]["title"])).to_be_visible()
    expect(page.get_by_role("table")).to_be_visible()
    expect(radio).to_be_focused()
    want = shown["views"][1]["data"][2]["y"]
    page.wait_for_function("want => document.querySelector('.st-stage').data[2].y[0] === want", arg=want[0])
    expect(page.locator(".layer-above path")).to_have_count(IN_FRONT)


def test_a_view_made_anew_is_at_the_same_step(bench, shown):
    bench.traits, bench.files = {"plotly_url": "/plotly.min.js"}, {"plotly.min.js": read_script()}
    page = bench.put("plot", shown)
    page.get_by_role("button", name="From the start").click()
    bench.draw_anew("plot")
    expect(page.locator(SAID)).to_have_text(shown["views"][0]["steps"][0]["said"])
    expect(page.locator(".layer-above path")).to_have_count(IN_FRONT)


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True), (360, False)])
def test_the_figure_with_its_steps_is_accessible_and_fits(lay_out, require_accessible, shown, width, dark):
    page = lay_out(shown, width=width, dark=dark)
    page.get_by_role("button", name="From the start").click()
    expect(page.locator(".layer-above path")).to_have_count(IN_FRONT)
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    panel = page.evaluate("getComputedStyle(document.querySelector('.st-card')).backgroundColor")
    assert page.locator(".layer-above path").first.evaluate("e => getComputedStyle(e).fill") == panel


def test_without_plotly_the_table_stands_open_and_there_are_no_steps(bench, shown):
    bench.traits = {"plotly_url": "/plotly.min.js"}
    bench.context.route("**/plotly.min.js", lambda route: route.abort())
    page = bench.put("plot", shown)
    expect(page.get_by_text("The figure cannot be drawn here.")).to_be_visible()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("slider")).to_have_count(0)
