"""The flat figure: drawn once for each state, told in a table, and told in the table alone where it cannot be drawn."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from ui.parts.bench import Bench
from ui.parts.samples import make

from sciatica_teach.views.parts.scene import read_script

pytestmark = pytest.mark.browser


def lay_out(bench: Bench, **changes: object) -> Page:
    bench.traits = {"plotly_url": "/plotly.min.js"}
    bench.files = {"plotly.min.js": read_script()}
    return bench.put("plot", make("plot", **changes))


def drawn(page: Page) -> None:
    page.locator(".st-stage[data-ready]").wait_for(timeout=60_000)


def test_the_figure_has_its_words_and_the_table_the_same_numbers(bench):
    page = lay_out(bench)
    drawn(page)
    expect(page.get_by_role("img", name="Forest plot")).to_be_visible()
    page.get_by_text("The figure as a table").press("Enter")
    expect(page.get_by_role("row", name="A Tomaszewski 2016 85.2 %")).to_contain_text("measured")


def test_a_phone_gets_the_layout_made_for_it(open_bench):
    layouts = {"layout": {"height": 200}, "narrow": {"height": 333}}
    data = make("plot")["figure"]["data"]
    for width, height in ((390, 333), (1280, 200)):
        page = lay_out(open_bench(width=width), figure={"data": data, **layouts})
        drawn(page)
        assert page.evaluate("document.querySelector('.st-stage').layout.height") == height


def test_on_a_phone_that_is_turned_the_figure_keeps_its_height_and_covers_nothing(bench):
    data = make("plot")["figure"]["data"]
    page = lay_out(bench, figure={"data": data, "layout": {"height": 420, "autosize": True}}, note="Below the figure.")
    drawn(page)
    page.set_viewport_size({"width": 600, "height": 900})
    page.wait_for_function("document.querySelector('.main-svg').getBoundingClientRect().width < 600")
    figure, note = page.locator(".main-svg").first.bounding_box(), page.get_by_text("Below the figure.").bounding_box()
    assert figure["height"] == 420
    assert note["y"] >= figure["y"] + figure["height"]


def test_another_state_is_drawn_into_the_same_figure(bench):
    page = lay_out(bench)
    drawn(page)
    page.evaluate("window.stage = document.querySelector('.st-stage')")
    bench.show("plot", make("plot", figure={"data": [{"x": [1, 2], "y": [3, 4]}], "layout": {"height": 200}}))
    page.wait_for_function("window.stage.data[0].x.length === 2")
    assert page.evaluate("document.querySelector('.st-stage') === window.stage")


def test_where_plotly_cannot_be_had_the_table_stands_open(bench):
    bench.traits = {"plotly_url": "/plotly.min.js"}
    bench.files = {"plotly.min.js": b"throw new Error('broken');"}
    bench.context.route("**/plotly.min.js", lambda route: route.abort())
    page = bench.put("plot", make("plot"))
    expect(page.get_by_text("The figure cannot be drawn here.")).to_be_visible()
    expect(page.get_by_role("row", name="A Tomaszewski 2016 85.2 %")).to_be_visible()
