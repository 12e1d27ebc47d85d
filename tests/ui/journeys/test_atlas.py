"""The point atlas in its lesson: a point found by pinyin or by character, read, and seen on the model."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def open_atlas(visit, server, width=1280):
    here = visit(server, width=width)
    here.open("03_reasoning")
    search = here.page.get_by_role("combobox", name="Find a point")
    search.scroll_into_view_if_needed()
    return here, search


def test_a_point_is_found_by_pinyin_without_tones_and_seen_in_space(visit, server):
    here, search = open_atlas(visit, server)
    page = here.page
    search.fill("huantiao")
    search.press("Enter")
    expect(page.get_by_role("heading", name="GB30 Huántiào")).to_be_visible()
    card = page.locator(".st-atlas-card")
    expect(card.locator("h4").first).to_contain_text("Stop")
    card.get_by_role("button", name="Show it on the model, in 3D").press("Enter")
    page.locator(".st-atlas-card .st-stage[data-shown='gb30 middle']").wait_for(timeout=60_000)
    expect(card.get_by_text("nearest is the Sciatic nerve (schematic)")).to_be_visible()
    card.locator("[data-key='build:slim']").press("Space")
    page.locator(".st-atlas-card .st-stage[data-shown='gb30 slim']").wait_for()


@pytest.mark.parametrize("width", [1280, 390], ids=["desk", "phone"])
def test_a_point_is_found_by_its_characters_and_its_card_is_accessible(visit, server, require_accessible, width):
    here, search = open_atlas(visit, server, width)
    search.fill("陽陵泉")
    search.press("Enter")
    expect(here.page.get_by_role("heading", name="GB34 Yánglíngquán")).to_be_visible()
    require_accessible(here.page)
