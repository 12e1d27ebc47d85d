"""A drawing among generated ones: the maps, the strip with its numbers, and what cannot wait."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from ui.parts.samples import make

pytestmark = pytest.mark.browser


def test_each_row_says_share_interval_and_how_fast(bench):
    page = bench.put("likeness", make("likeness"))
    first, second = page.get_by_role("region", name="Of 400 patients").get_by_role("row").all()[1:]
    expect(first).to_have_accessible_name("Disc herniation with root pain your task 31 % (27–36 %) may be treated")
    expect(second).to_have_accessible_name("Sacroiliac joint pain 28 % (24–33 %) may be treated")


def test_what_the_drawing_does_not_tell_is_said_before_any_share_and_emergencies_have_none(bench):
    page = bench.put("likeness", make("likeness"))
    said = page.locator(".st-likeness .st-card").inner_text()
    assert said.index("does not tell") < said.index("Not to be missed") < said.index("31 %")
    lines = page.locator(".st-missed li")
    expect(lines).to_have_count(2)
    expect(lines.first).to_have_text("emergency Cauda equina syndrome; Acute limb ischaemia")
    expect(page.get_by_role("row", name="Deep vein thrombosis")).to_have_count(0)


def test_a_group_with_the_task_in_it_stands_open(bench):
    state = make("likeness")
    alike, rest = state["groups"]
    page = bench.put("likeness", {**state, "groups": [alike, {**rest, "open": True}]})
    expect(page.get_by_role("row", name="Osteoarthritis of the hip")).to_be_visible()


def test_the_dot_and_its_line_stand_where_the_numbers_say(bench):
    page = bench.put("likeness", make("likeness"))
    strip = page.locator(".st-strip").first
    box, dot, reach = (one.bounding_box() for one in (strip, strip.locator(".st-dot"), strip.locator(".st-reach")))
    assert (dot["x"] + dot["width"] / 2 - box["x"]) / box["width"] == pytest.approx(0.31 / 0.4, abs=0.01)
    assert (reach["x"] - box["x"]) / box["width"] == pytest.approx(0.27 / 0.4, abs=0.01)
    assert reach["width"] / box["width"] == pytest.approx(0.09 / 0.4, abs=0.01)


def test_what_comes_later_is_folded_away_and_there(bench):
    page = bench.put("likeness", make("likeness"))
    expect(page.get_by_role("row", name="Osteoarthritis of the hip")).not_to_be_visible()
    page.get_by_text("The other cause").press("Enter")
    expect(page.get_by_role("row", name="Osteoarthritis of the hip")).to_contain_text("(1–4 %)")


def test_the_maps_stand_side_by_side_and_say_in_words_what_they_shade(bench):
    page = bench.put("likeness", make("likeness"))
    expect(page.get_by_role("img")).to_have_count(3)
    expect(page.get_by_role("img", name="Disc herniation with root pain. Body map, left side. Marked: buttock 70 %, "
                            "calf 45 %.")).to_be_visible()
    expect(page.get_by_role("img", name="Your drawing. Body map, left side. Marked: buttock, calf, sole."
                            )).to_be_visible()
    expect(page.locator(".st-byhand[data-region='sole']")).to_have_count(1)
    expect(page.locator(".st-shade-3[data-region='calf']")).to_have_count(1)
    expect(page.locator(".st-shades")).to_have_count(1)


def test_how_it_was_made_is_marked_as_an_estimate(bench):
    page = bench.put("likeness", make("likeness"))
    page.get_by_text("How this was made").press("Enter")
    expect(page.locator(".st-how li").first).to_contain_text("Neighbours go together. ≈estimate")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_is_accessible_and_fits(open_bench, require_accessible, width, dark):
    bench = open_bench(width=width, dark=dark)
    page = bench.put("likeness", make("likeness"))
    for summary in page.locator("summary").all():
        summary.press("Enter")
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    table = page.get_by_role("region", name="Of 400 patients")
    assert table.evaluate("table => table.scrollWidth - table.clientWidth") <= 0
