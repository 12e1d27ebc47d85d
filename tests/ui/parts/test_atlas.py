"""The point atlas in a browser: found by any name, seen on its plate and on the model, by keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from ui.parts.bench import Bench
from ui.parts.small_scene import small_scene_file

from sciatica_teach.views.atlas import PointAtlas
from sciatica_teach.views.parts.scene import read_script

pytestmark = pytest.mark.browser
SCREENS = [(1280, False), (1280, True), (390, False), (390, True)]
FIRST_CAMERA = "() => JSON.stringify(document.querySelector('.st-stage')._fullLayout.scene.camera.eye)"
LEAN = """() => [...document.querySelectorAll('.st-atlas-angle')].map((one) => {
  const middle = (element) => { const box = element.getBoundingClientRect(); return box.x + box.width / 2; };
  const [west, east] = [...one.querySelectorAll('text')].map((text) => text.textContent);
  const lean = middle(one.querySelector('.st-atlas-handle')) - middle(one.querySelector('.st-atlas-surface'));
  const tip = Math.abs(lean) < 1 ? '' : lean > 0 ? west : east;
  return { tip, said: one.querySelector('figcaption').textContent };
})"""
"""Where the tip of each drawn needle goes: it lies opposite to the handle."""


class Shown:
    """The real view behind the bench: what is chosen is answered, and its card shown."""

    def __init__(self, bench: Bench, kb) -> None:
        self.bench, self.view, self._heard = bench, PointAtlas(kb, lambda: b""), 0
        addresses = {"plotly_url": "/plotly.min.js", "scene_url": "/scene.json"}
        bench.traits = {"catalogue": self.view.part.catalogue, **addresses}
        bench.files = {"plotly.min.js": read_script(), "scene.json": small_scene_file()}
        self.page: Page = bench.put("atlas", self.view.part.state)
        self.search = self.page.get_by_role("combobox", name="Find a point")
        self.options = self.page.get_by_role("listbox").get_by_role("option")

    def settle(self) -> None:
        """The kernel answers the next thing that the learner chose."""
        self.page.wait_for_function("(heard) => window.models.atlas.sent.length > heard", arg=self._heard)
        message = self.bench.sent("atlas")[self._heard]
        self._heard += 1
        self.view.handle(message["id"], message["action"])
        self.bench.show("atlas", self.view.part.state)
        self.bench.answer("atlas", {"ack": message["id"]})

    def spot(self, name: str):
        return self.page.get_by_role("button", name=name, exact=True)

    def card(self, title: str):
        return self.page.get_by_role("heading", name=title, exact=True)


@pytest.fixture
def shown(bench, kb):
    return Shown(bench, kb)


@pytest.mark.parametrize("words", [
    "gb30", "GB 30", "huantiao", "Huántiào", "huan tiao", "huan2tiao4", "环跳", "環跳", "jumping circle",
])
def test_a_point_is_found_by_every_one_of_its_names(shown, words):
    shown.search.fill(words)
    expect(shown.options.first).to_contain_text("GB30")
    expect(shown.options.first.locator("[lang=zh-Hans]")).to_have_text("环跳")
    expect(shown.options.first.locator("[lang=zh-Hant]")).to_have_text("環跳")


@pytest.mark.parametrize(("words", "codes"), [
    ("calf", {"BL57", "BL58"}), ("22.05", {"22.05"}), ("behind the knee", {"BL40"}),
    ("low back", {"BL23", "BL52", "BL25", "BL26", "EX-B2", "GV3", "GV4", "EX-UE7"}),  # the last by its English name
])
def test_a_region_or_a_code_finds_what_belongs_to_it(shown, words, codes):
    shown.search.fill(words)
    expect(shown.options).to_have_count(len(codes))
    assert {text.split()[0] for text in shown.options.locator("strong").all_text_contents()} == codes


def test_the_list_of_regions_narrows_the_search_and_what_is_not_there_is_said(shown):
    shown.page.get_by_label("Region", exact=True).select_option("hand")
    expect(shown.page.get_by_text("12 of 39 points")).to_be_visible()
    shown.search.fill("shenshu")
    expect(shown.page.get_by_text("No point of that name.")).to_be_visible()
    expect(shown.options).to_have_count(0)


def test_by_keyboard_alone_a_point_is_found_by_pinyin_without_tones_read_and_seen_in_space(shown):
    page = shown.page
    shown.search.press_sequentially("huantiao")
    shown.search.press("ArrowDown")
    expect(page.locator("[data-active] strong")).to_have_text("GB30")
    shown.search.press("Enter")
    shown.settle()
    expect(shown.card("GB30 Huántiào")).to_be_visible()
    expect(shown.search).to_be_focused()
    expect(shown.spot("GB30 Huántiào")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".st-stage")).to_have_count(0)
    page.get_by_role("button", name="Show it on the model, in 3D").press("Enter")
    page.locator(".st-stage[data-shown='gb30 middle']").wait_for(timeout=60_000)
    expect(page.get_by_role("img", name="GB30 Huántiào on the model")).to_be_visible()
    expect(page.get_by_text("nearest is the Sciatic nerve (schematic)")).to_be_visible()
    page.locator("[data-key='build:large']").press("Space")
    expect(page.locator(".st-stage[data-shown='gb30 large']")).to_be_visible()
    page.get_by_role("button", name="Close the 3D view").press("Enter")
    expect(page.locator(".st-stage")).to_have_count(0)


def test_nothing_is_fetched_for_the_model_until_it_is_asked_for(shown):
    asked: list[str] = []
    shown.page.on("request", lambda request: asked.append(request.url))
    shown.spot("BL54 Zhìbiān").click()
    shown.settle()
    expect(shown.card("BL54 Zhìbiān")).to_be_visible()
    assert not [url for url in asked if "scene" in url or "plotly" in url]
    shown.page.get_by_role("button", name="Show it on the model, in 3D").click()
    shown.page.locator(".st-stage[data-shown]").wait_for(timeout=60_000)
    assert len([url for url in asked if "scene" in url]) == 1


def test_another_point_is_looked_at_from_elsewhere(shown):
    page = shown.page
    shown.spot("BL23 Shènshū").click()
    shown.settle()
    page.get_by_role("button", name="Show it on the model, in 3D").click()
    page.locator(".st-stage[data-shown='bl23 middle']").wait_for(timeout=60_000)
    before = page.evaluate(FIRST_CAMERA)
    shown.spot("GB30 Huántiào").click()
    shown.settle()
    page.locator(".st-stage[data-shown='gb30 middle']").wait_for()
    page.wait_for_function(f"(before) => ({FIRST_CAMERA})() !== before", arg=before)


def test_the_arrows_walk_through_the_list_and_the_list_follows(shown):
    shown.search.focus()
    for _ in range(12):
        shown.search.press("ArrowDown")
    active = shown.page.locator("[data-active]")
    expect(active).to_be_in_viewport()
    assert shown.search.get_attribute("aria-activedescendant") == active.get_attribute("id")
    shown.search.press("Escape")
    expect(shown.page.locator("[data-active]")).to_have_count(0)


def test_danger_stands_before_everything_else_that_is_said_of_a_point(shown):
    shown.page.get_by_label("Plate", exact=True).select_option("side-leg")
    shown.spot("GB34 Yánglíngquán").click()
    shown.settle()
    headings = shown.page.locator(".st-atlas-card h4")
    expect(headings.first).to_contain_text("Stop")
    expect(shown.page.locator(".st-atlas-stop-sign")).to_contain_text("stop sign")


def test_a_point_of_the_hand_is_shown_on_its_plate_and_the_unnamed_five_stay_unnamed(shown):
    shown.search.fill("lingu")
    expect(shown.page.get_by_text("No point of that name.")).to_be_visible()
    shown.search.fill("linggu")
    shown.options.first.click()
    shown.settle()
    expect(shown.page.get_by_label("Plate", exact=True)).to_have_value("hand-back")
    expect(shown.page.get_by_text("this point is shown on the plate alone")).to_be_visible()
    expect(shown.page.get_by_text("The article's 5 hand points are not named")).to_be_visible()


@pytest.mark.parametrize(("plate", "point"), [
    ("trunk", "bl23"), ("trunk", "gb30"), ("side-leg", "gb34"), ("hand-back", "tung-22-05"),
])
def test_a_drawn_needle_leans_the_way_that_is_said(shown, plate, point):
    shown.page.get_by_label("Plate", exact=True).select_option(plate)
    shown.page.locator(f"[data-key='spot:{point}']").click()
    shown.settle()
    shown.page.locator(".st-atlas-angle").first.wait_for()
    for one in shown.page.evaluate(LEAN):
        if not one["tip"]:
            assert "Straight in" in one["said"]
        elif "away from the midline" in one["said"]:
            assert one["tip"] == "outer side"
        else:
            assert re.search(rf"{one['tip']}$", one["said"]), one


@pytest.mark.parametrize(("width", "dark"), SCREENS, ids=["desk", "desk-dark", "phone", "phone-dark"])
@pytest.mark.parametrize("point", ["bl23", "gb34"])
def test_the_atlas_is_accessible_and_fits(open_bench, require_accessible, kb, point, width, dark):
    shown = Shown(open_bench(width=width, dark=dark), kb)
    require_accessible(shown.page)
    shown.search.fill(point)
    shown.search.press("Enter")
    shown.settle()
    expect(shown.page.locator(".st-atlas-card")).to_be_visible()
    require_accessible(shown.page)
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
    small = shown.page.evaluate(
        "[...document.querySelectorAll('.st-atlas-option, .st-atlas input, .st-atlas select, .st-atlas .st-button')]"
        ".filter((one) => one.getBoundingClientRect().height < 44).length")
    assert small == 0


def test_on_a_phone_what_was_chosen_in_the_list_is_brought_into_sight(open_bench, kb):
    shown = Shown(open_bench(width=390), kb)
    shown.search.fill("bl40")
    shown.search.press("Enter")
    shown.settle()
    expect(shown.card("BL40 Wěizhōng")).to_be_in_viewport()
