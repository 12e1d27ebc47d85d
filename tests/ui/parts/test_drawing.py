"""The pain drawing by mouse, by finger and by keyboard; what it says at once, what it keeps, what it sends."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from playwright.sync_api import Locator, Page, expect
from ui.parts.bench import Bench
from ui.parts.samples import SAMPLES, make
from ui.zones import inside

from sciatica_teach.model.causes import Region

pytestmark = pytest.mark.browser

FOOT_ONLY = {"sole"}
KEPT = "st-drawing:anna"


def put(bench: Bench, **changes: Any) -> Page:
    return bench.put("drawing", make("drawing", subject="", **changes))


def zone(page: Page, region: str, side: str) -> Locator:
    return page.locator(f".st-zone[data-region='{region}'][data-side='{side}']").first


def click(page: Page, region: str, side: str) -> None:
    at = inside(page, region, side)
    page.mouse.click(at["x"], at["y"])


def tick(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=name, exact=True)


def marked(page: Page) -> Locator:
    return page.locator(".st-marked")


def test_a_click_marks_a_region_everywhere_it_is_drawn_and_a_second_one_rubs_it_out(bench):
    page = put(bench)
    click(page, "big-toe", "left")
    drawn = page.locator(".st-zone[data-region='big-toe'][data-side='left']")
    assert drawn.count() == 3
    for one in drawn.all():
        expect(one).to_have_class("st-zone st-on")
    expect(page.locator(".st-on")).to_have_count(3)
    expect(tick(page, "Big toe, left")).to_be_checked()
    expect(marked(page)).to_have_text("Right: nothing. Left: big toe.")
    click(page, "big-toe", "left")
    expect(page.locator(".st-on")).to_have_count(0)
    expect(tick(page, "Big toe, left")).not_to_be_checked()


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("region", get_args(Region))
def test_every_region_can_be_hit_on_both_sides(bench, region, side):
    page = put(bench)
    click(page, region, side)
    expect(page.locator(f".st-on[data-region='{region}'][data-side='{side}']").first).to_be_attached()
    assert {(one["region"], one["side"]) for one in page.evaluate(
        "[...document.querySelectorAll('.st-on')].map(one => ({ ...one.dataset }))")} == {(region, side)}


def test_the_right_side_is_on_the_left_of_the_front_and_of_the_soles_and_on_the_right_of_the_back(bench):
    page = put(bench)
    for region, right_is_left in (("knee", True), ("sole", True), ("calf", False)):
        at = {side: inside(page, region, side)["x"] for side in ("right", "left")}
        assert (at["right"] < at["left"]) is right_is_left


def test_a_drag_draws_every_region_it_crosses_and_is_one_step_back(bench):
    page = put(bench)
    start, end = inside(page, "back-thigh", "right"), inside(page, "calf", "right")
    start = inside(page, "back-thigh", "right")
    end = {**end, **page.evaluate("""() => {
      const { left, width, top, height } = document.querySelectorAll(
        ".st-zone[data-region='calf'][data-side='right']")[0].getBoundingClientRect();
      return { y: top + height * 0.3 };
    }""")}
    page.mouse.move(start["x"], start["y"])
    page.mouse.down()
    page.mouse.move(end["x"], end["y"], steps=2)  # two reports only: the regions in between must not be leapt over
    page.mouse.up()
    expect(marked(page)).to_have_text("Right: back of the thigh, back of the knee, calf. Left: nothing.")
    page.get_by_role("button", name="Undo").press("Enter")
    expect(marked(page)).to_have_text("Right: nothing. Left: nothing.")
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()


def test_a_stroke_that_begins_on_a_marked_region_rubs_out_and_marks_nothing(bench):
    page = put(bench)
    click(page, "back-thigh", "right")
    start, end = inside(page, "back-thigh", "right"), inside(page, "back-knee", "right")
    start = inside(page, "back-thigh", "right")
    shift = page.evaluate("""() => document.querySelector(".st-zone[data-region='back-knee'][data-side='right']")
      .getBoundingClientRect().top""")
    page.mouse.move(start["x"], start["y"])
    page.mouse.down()
    page.mouse.move(end["x"], shift + 12, steps=5)
    page.mouse.up()
    expect(marked(page)).to_have_text("Right: nothing. Left: nothing.")


def test_the_list_does_the_same_by_keyboard_and_keeps_the_focus(bench):
    page = put(bench)
    calf = tick(page, "Calf, right")
    calf.press("Space")
    expect(calf).to_be_checked()
    expect(calf).to_be_focused()
    expect(zone(page, "calf", "right")).to_have_class("st-zone st-on")
    expect(page.locator("#st-live")).to_have_text("Marked: calf, right.")
    page.keyboard.press("Tab")
    expect(tick(page, "Calf, left")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(page.locator("#st-live")).to_have_text("Rubbed out: calf, right.")
    expect(zone(page, "calf", "right")).to_have_class("st-zone")


def test_clear_empties_the_sheet_and_can_be_undone(bench):
    page = put(bench)
    tick(page, "Calf, right").press("Space")
    tick(page, "Heel, left").press("Space")
    page.get_by_role("button", name="Clear").press("Enter")
    expect(marked(page)).to_have_text("Right: nothing. Left: nothing.")
    expect(page.get_by_role("button", name="Clear")).to_be_disabled()
    page.get_by_role("button", name="Undo").press("Enter")
    expect(marked(page)).to_have_text("Right: calf. Left: heel.")


def test_comparing_sends_the_task_and_both_sides_in_the_order_of_the_list(bench):
    page = put(bench)
    compare = page.get_by_role("button", name="Compare this drawing")
    expect(compare).to_be_disabled()
    expect(page.get_by_text("Mark at least one region first.")).to_be_visible()
    page.get_by_role("radio", name="What an S1 root does").press("Space")
    for name in ("Sole, right", "Buttock, right", "Calf, left"):
        tick(page, name).press("Space")
    compare.press("Enter")
    assert bench.actions("drawing") == [
        {"verb": "compare", "task": "s1", "right": ["buttock", "sole"], "left": ["calf"]}
    ]
    assert bench.outbox() == []


def test_a_drawing_that_changed_since_says_so(bench):
    page = put(bench)
    tick(page, "Calf, right").press("Space")
    expect(page.get_by_text("Nothing is shown before.")).to_be_visible()
    bench.show("drawing", make("drawing", subject="", compared={"task": "free", "right": ["calf"], "left": []}))
    expect(page.get_by_text("Compared below.")).to_be_visible()
    tick(page, "Heel, right").press("Space")
    expect(page.get_by_text("Changed since the comparison below: compare again.")).to_be_visible()


def test_each_task_has_a_sheet_of_its_own_and_all_of_them_outlive_a_reload(bench):
    page = put(bench)
    tick(page, "Calf, right").press("Space")
    page.get_by_role("radio", name="What an S1 root does").press("Space")
    expect(marked(page)).to_have_text("Right: nothing. Left: nothing.")
    tick(page, "Heel, left").press("Space")
    put(bench)
    expect(page.get_by_role("radio", name="What an S1 root does")).to_be_checked()
    expect(marked(page)).to_have_text("Right: nothing. Left: heel.")
    expect(page.locator(".st-on[data-region='heel'][data-side='left']").first).to_be_attached()
    page.get_by_role("radio", name="Free").press("Space")
    expect(marked(page)).to_have_text("Right: calf. Left: nothing.")


@pytest.mark.parametrize("kept", [
    "no JSON", '"text"', "[]",
    json.dumps({"task": "gone", "drawings": {"free": {"right": "calf", "left": [7, "ear"]}}}),
])
def test_what_cannot_be_a_drawing_is_not_taken_from_the_browser(bench, kept):
    bench.context.add_init_script(f"localStorage.setItem({json.dumps(KEPT)}, {json.dumps(kept)})")
    page = put(bench)
    expect(marked(page)).to_have_text("Right: nothing. Left: nothing.")
    expect(page.get_by_role("radio", name="Free")).to_be_checked()


def test_another_learner_on_this_browser_finds_a_blank_sheet(bench):
    page = put(bench)
    tick(page, "Calf, right").press("Space")
    put(bench, store="ben")
    expect(marked(page)).to_have_text("Right: nothing. Left: nothing.")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_marked_saddle_is_answered_at_once_in_words(open_bench, width):
    bench = open_bench(width=width)
    page = put(bench)
    expect(page.locator(".st-alarm")).to_have_count(0)
    click(page, "saddle", "right")
    expect(page.locator(".st-alarm")).to_contain_text("Saddle marked. Ask about the bladder now.")
    expect(page.locator("#st-live")).to_have_text("Saddle marked. Ask about the bladder now.")
    assert bench.sent("drawing") == []  # it does not wait for the kernel


def test_words_that_are_out_of_sight_have_a_flag_that_leads_to_them_and_goes_when_they_are_seen(phone):
    page = phone.page
    click(page, "saddle", "right")
    page.locator(".st-tasks").evaluate("tasks => tasks.scrollIntoView({ block: 'start' })")
    expect(page.locator(".st-alarm")).not_to_be_in_viewport()
    flag = page.locator(".st-tools").get_by_role("button", name="Saddle marked. Read this before you go on.")
    expect(flag).to_be_in_viewport()
    flag.press("Enter")
    expect(page.locator(".st-alarm")).to_be_in_viewport()
    expect(page.locator(".st-alarms")).to_be_focused()
    expect(flag).not_to_be_visible()


def test_the_flag_covers_no_control(phone):
    page = phone.page
    page.locator("summary").filter(has_text="The same as a list").press("Enter")
    click(page, "saddle", "right")
    page.locator(".st-tasks").evaluate("tasks => tasks.scrollIntoView({ block: 'start' })")
    expect(page.locator(".st-tools .st-flag")).to_be_in_viewport()
    covered = page.evaluate("""() => {
      const { top, bottom, left, right } = document.querySelector('.st-tools .st-flag').getBoundingClientRect();
      return [...document.querySelectorAll('main :is(button, input, summary)')].filter((one) => {
        if (one.closest('.st-flag')) return false;
        const box = one.getBoundingClientRect();
        return box.width && box.top < bottom && box.bottom > top && box.left < right && box.right > left;
      }).map((one) => one.textContent || one.ariaLabel);
    }""")
    assert covered == []
    page.locator(".st-list-of-all").evaluate("list => list.scrollIntoView({ block: 'start' })")
    expect(page.locator(".st-tools")).not_to_be_in_viewport()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1280, 720)])
def test_the_whole_plate_and_its_tools_fit_into_a_window(open_bench, width, height):
    page = put(open_bench(width=width))
    page.set_viewport_size({"width": width, "height": height})
    assert page.locator(".st-plate").bounding_box()["height"] <= 0.8 * height
    page.locator(".st-drawn").evaluate("drawn => drawn.scrollIntoView({ block: 'start' })")
    for name in ("Undo", "Clear"):
        expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    expect(page.locator(".st-plate")).to_be_in_viewport(ratio=1)


def test_on_a_phone_the_tools_stay_in_sight_while_one_draws(phone):
    page = phone.page
    click(page, "buttock", "right")
    page.locator(".st-plate").evaluate("plate => plate.scrollIntoView({ block: 'start' })")
    expect(page.get_by_role("button", name="Undo")).to_be_in_viewport(ratio=1)


def test_another_task_says_that_it_has_a_drawing_of_its_own(bench):
    page = put(bench)
    tick(page, "Calf, right").press("Space")
    expect(page.get_by_text("Each task keeps its own.")).to_be_visible()
    page.get_by_role("radio", name="What an S1 root does").press("Space")
    expect(page.locator("#st-live")).to_have_text(
        "Another task, with a drawing of its own. Right: nothing. Left: nothing.")


def test_both_legs_are_an_alarm_and_one_leg_is_none(bench):
    page = put(bench)
    tick(page, "Calf, right").press("Space")
    tick(page, "Low back, left").press("Space")
    expect(page.locator(".st-alarm")).to_have_count(0)
    tick(page, "Sole, left").press("Space")
    expect(page.locator(".st-alarm")).to_contain_text("Both legs marked.")
    page.locator(".st-alarm").get_by_text("1 source").press("Enter")
    expect(page.locator(".st-alarm")).to_contain_text("Vroomen")
    tick(page, "Sole, left").press("Space")
    expect(page.locator(".st-alarm")).to_have_count(0)
    expect(page.locator("#st-live")).to_have_text("Rubbed out: sole, left.")


def test_the_picture_says_in_words_what_is_marked(bench):
    page = put(bench)
    tick(page, "Calf, right").press("Space")
    expect(page.locator(".st-plate")).to_have_attribute("aria-label", "Body map to draw on: front, back, and both feet "
        "from above and below. The list does the same by keyboard. Right: calf. Left: nothing.")


def test_the_region_under_the_pointer_is_named(bench):
    page = put(bench)
    at = inside(page, "calf", "left")
    page.mouse.move(at["x"], at["y"])
    expect(page.locator(".st-near")).to_have_text("Calf, left")


class Finger:
    """A finger on the glass, as Chromium's own input reports it: the browser decides what scrolls and what draws."""

    def __init__(self, page: Page) -> None:
        self.client = page.context.new_cdp_session(page)

    def _send(self, kind: str, *points: tuple[float, float]) -> None:
        self.client.send("Input.dispatchTouchEvent", {
            "type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points],
        })

    def drag(self, start: dict[str, float], down: float, steps: int = 8) -> None:
        self._send("touchStart", (start["x"], start["y"]))
        for step in range(1, steps + 1):
            self._send("touchMove", (start["x"], start["y"] + down * step / steps))
        self._send("touchEnd")


def scrolled(page: Page) -> float:
    return page.evaluate("document.documentElement.scrollTop")


@pytest.fixture
def phone(open_bench):
    bench = open_bench(width=390, has_touch=True, is_mobile=True)
    put(bench)
    return bench


def test_a_finger_on_the_body_draws_and_the_page_stays(phone):
    page = phone.page
    start = inside(page, "back-thigh", "right")
    before = scrolled(page)
    Finger(page).drag(start, 150)
    expect(page.locator(".st-on[data-region='back-knee'][data-side='right']")).to_be_attached()
    expect(marked(page)).to_contain_text("Right: back of the thigh, back of the knee")
    assert scrolled(page) == before


def test_a_finger_beside_the_body_scrolls_and_draws_nothing(phone):
    page = phone.page
    inside(page, "front-leg", "right")
    box = page.locator(".st-plate svg").first.bounding_box()
    before = scrolled(page)
    Finger(page).drag({"x": box["x"] + 3, "y": 500}, -200)
    page.wait_for_function("before => document.documentElement.scrollTop > before + 50", arg=before)
    expect(page.locator(".st-on")).to_have_count(0)


def test_a_finger_scrolls_on_the_body_too_when_told_so_and_a_tap_still_marks(phone):
    page = phone.page
    toggle = page.get_by_role("button", name="A finger scrolls, a tap marks")
    toggle.tap()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    start = inside(page, "back-thigh", "right")
    before = scrolled(page)
    Finger(page).drag(start, -150)
    page.wait_for_function("before => document.documentElement.scrollTop > before + 50", arg=before)
    expect(page.locator(".st-on")).to_have_count(0)
    expect(page.locator("#st-live")).to_have_count(0)  # nothing was said to be marked either
    at = inside(page, "knee", "left")
    page.touchscreen.tap(at["x"], at["y"])
    expect(marked(page)).to_have_text("Right: nothing. Left: knee.")


def test_on_a_phone_the_list_is_folded_and_nothing_reaches_over_the_edge(phone):
    page = phone.page
    expect(tick(page, "Calf, right")).not_to_be_visible()
    page.locator("summary").filter(has_text="The same as a list").press("Enter")
    tick(page, "Saddle (between the legs), right").press("Space")
    expect(page.locator(".st-alarm")).to_contain_text("Saddle marked.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_is_accessible(open_bench, require_accessible, width, dark):
    bench = open_bench(width=width, dark=dark)
    page = put(bench)
    page.locator("summary").first.wait_for()
    page.evaluate("document.querySelector('details').open = true")
    for name in ("Saddle (between the legs), right", "Calf, right", "Calf, left"):
        tick(page, name).press("Space")
    require_accessible(page)


def test_every_region_is_in_the_list_once():
    listed = [region for group in SAMPLES["drawing"]["groups"] for region in group["regions"]]
    assert sorted(listed) == sorted(get_args(Region))
