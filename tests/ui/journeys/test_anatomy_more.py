"""Through the rest of the anatomy lesson: the ways past piriformis and the discs, by mouse and by key."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
DRAWN_WITHIN_MS = 90_000
"""Software WebGL on a machine whose cores also run the other worker."""


@pytest.fixture
def lesson(visit, server):
    here = visit(server)
    here.open("01_anatomy")
    return here


def test_a_way_past_piriformis_by_mouse_and_by_key(lesson):
    page = lesson.page
    part = page.locator(".st-variants")
    part.scroll_into_view_if_needed()
    expect(part.locator(".st-stage[data-shown=a]")).to_be_visible(timeout=DRAWN_WITHIN_MS)
    part.get_by_text("undivided, through").click()
    expect(part.get_by_role("heading", name="Type D")).to_be_visible()
    expect(part.locator(".st-stage[data-shown=d]")).to_be_visible(timeout=DRAWN_WITHIN_MS)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(part.get_by_role("heading", name="Type B")).to_be_visible()
    expect(part.get_by_text("A variant proves no syndrome")).to_be_visible()
    lesson.reload()
    expect(part.get_by_role("heading", name="Type B")).to_be_visible()


def test_the_counts_stand_in_a_figure_and_in_a_table(lesson):
    part = lesson.page.locator(".st-plot")
    part.scroll_into_view_if_needed()
    expect(part.locator(".st-stage[data-ready]")).to_be_visible(timeout=DRAWN_WITHIN_MS)
    part.get_by_text("The figure as a table").press("Enter")
    expect(part.get_by_role("row", name="B Tomaszewski 2016, pooled 9.8 % 6.5–13.2")).to_be_visible()


def test_a_disc_at_l4_l5_meets_l5_and_in_the_foramen_l4(lesson):
    page = lesson.page
    part = page.locator(".st-spine")
    part.scroll_into_view_if_needed()
    expect(part.locator(".st-stage[data-shown]")).to_be_visible(timeout=DRAWN_WITHIN_MS)
    lesson.tab_to("None")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(part.locator("[data-root=l5-root]")).to_contain_text("touched")
    expect(part.locator("[data-root=l4-root]")).not_to_contain_text("touched")
    part.locator("[data-key='kind:foraminal-herniation']").press("Space")
    expect(part.locator("[data-root=l4-root]")).to_contain_text("touched")
    expect(part.locator("[data-root=l5-root]")).not_to_contain_text("touched")
    picture = re.compile("Herniation in the foramen.*L4 nerve root: touched")
    expect(part.get_by_role("img", name=picture)).to_be_visible()


def test_without_a_pointer_the_other_side_is_the_mirror_image(lesson):
    part = lesson.page.locator(".st-spine")
    part.scroll_into_view_if_needed()
    expect(part.locator(".st-stage[data-shown]")).to_be_visible(timeout=DRAWN_WITHIN_MS)
    said = []
    for side in ("left", "right"):
        part.locator(f"[data-key='side:{side}']").press("Space")
        part.locator("[data-key='size:2']").press("Space")
        expect(part.locator(f".st-stage[data-shown='l4-l5 herniation {side} 2']")).to_be_visible(
            timeout=DRAWN_WITHIN_MS)
        said.append(part.locator(".st-told").inner_text())
    assert said[0] == said[1]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_lesson_has_no_serious_violation_and_nothing_sticks_out(visit, server, require_accessible, width):
    here = visit(server, width=width)
    here.open("01_anatomy")
    expect(here.page.get_by_role("heading", name="To take home")).to_be_visible()
    require_accessible(here.page)
    assert here.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
