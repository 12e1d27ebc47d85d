"""The explorer: what the mouse does in the scene, the keyboard does by name; and it is as it was after a reload."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import Page, expect
from ui.parts.bench import Bench
from ui.parts.samples import make
from ui.parts.small_scene import small_scene_file

from sciatica_teach.views.parts.scene import read_script

pytestmark = pytest.mark.browser
CHOSEN = ".st-chosen > h3"
NO_WEBGL = """
const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return /webgl/.test(kind) ? null : get.call(this, kind, ...rest);
};
"""


CAMERA = "document.querySelector('.st-stage')._fullLayout.scene._scene.getCamera()"


def camera(page: Page) -> dict[str, dict[str, float]]:
    """Where plotly's own camera stands."""
    return page.evaluate(CAMERA)


def lay_out(bench: Bench, missing: str = "") -> Page:
    """The explorer in its gluteal view, with the scene drawn."""
    bench.traits = {"plotly_url": "/plotly.min.js", "scene_url": "/scene.json"}
    bench.files = {"plotly.min.js": read_script(), "scene.json": small_scene_file(missing)}
    page = bench.put("explorer", make("explorer"))
    wait_until_drawn(page)
    return page


def wait_until_drawn(page: Page) -> None:
    page.locator(".st-stage[data-ready]").wait_for(timeout=60_000)


@pytest.fixture
def calm(open_bench) -> Bench:
    """A bench for somebody who asked for no motion: the camera jumps."""
    return open_bench(reduced_motion="reduce")


def point(page: Page, dx: float = 0, dy: float = 0) -> None:
    """Put the mouse at the middle of the scene, or so many pixels from it, and wait until something is under it."""
    frame = page.locator(".st-stage").bounding_box()
    x, y = frame["x"] + frame["width"] / 2 + dx, frame["y"] + frame["height"] / 2 + dy
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    expect(page.locator(".st-tip")).to_be_visible()


def test_a_click_names_what_is_under_it(calm):
    page = lay_out(calm)
    page.get_by_role("button", name="Gluteal region").press("Space")
    point(page)
    expect(page.locator(".st-tip")).to_have_text("Sciatic nerve")
    page.mouse.down()
    page.mouse.up()
    expect(page.locator(CHOSEN)).to_have_text("Sciatic nerve")
    expect(page.locator(".st-stage")).to_have_accessible_name("The nerve in its surroundings, Left leg, Sciatic nerve")
    expect(page.locator(".st-stage .annotation-text")).to_have_text("Sciatic nerve")


def test_a_quick_click_names_what_is_under_it_and_not_what_the_mouse_came_from(calm):
    page = lay_out(calm)
    page.get_by_role("button", name="Gluteal region").press("Space")
    point(page)
    frame = page.locator(".st-stage").bounding_box()
    page.mouse.click(frame["x"] + 4, frame["y"] + 4)
    expect(page.locator(".st-empty")).to_be_visible()
    page.mouse.click(frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
    expect(page.locator(CHOSEN)).to_have_text("Sciatic nerve")


def test_a_view_is_pressed_as_long_as_the_camera_stands_there(calm):
    page = lay_out(calm)
    view = page.get_by_role("button", name="Gluteal region")
    view.press("Space")
    expect(view).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Turn to the left").press("Space")
    expect(view).to_have_attribute("aria-pressed", "false")


def test_the_wheel_scrolls_the_page_over_the_scene(calm):
    page = lay_out(calm)
    before = camera(page)
    page.set_viewport_size({"width": 1280, "height": 400})
    frame = page.locator(".st-stage").bounding_box()
    page.mouse.move(frame["x"] + 200, frame["y"] + 100)
    page.mouse.wheel(0, 120)
    page.wait_for_function("scrollY > 0")
    assert camera(page)["eye"] == before["eye"]


def test_a_tap_names_what_is_under_the_finger(open_bench):
    page = lay_out(open_bench(width=390, has_touch=True, reduced_motion="reduce"))
    page.get_by_role("button", name="Gluteal region").press("Space")
    page.wait_for_function(f"{CAMERA}.center.z > 0.2")
    frame = page.locator(".st-stage").bounding_box()
    page.touchscreen.tap(frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
    expect(page.locator(CHOSEN)).to_have_text("Sciatic nerve")


def test_a_drag_turns_and_chooses_nothing(calm):
    page = lay_out(calm)
    page.get_by_role("button", name="Gluteal region").press("Space")
    point(page)
    before = camera(page)["eye"]["x"]
    frame = page.locator(".st-stage").bounding_box()
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] / 2 + 30, frame["y"] + frame["height"] / 2, steps=6)
    page.mouse.up()
    page.wait_for_function(f"{CAMERA}.eye.x !== {before}")
    expect(page.locator(".st-empty")).to_be_visible()


def test_a_structure_is_found_by_an_older_name_and_by_keyboard_alone(calm):
    page = lay_out(calm)
    field = page.get_by_role("combobox", name="Find a structure")
    field.press_sequentially("nerve")
    expect(page.get_by_role("option")).to_have_count(4)
    field.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Tibial nerve")
    field.fill("peron")
    expect(page.get_by_role("option")).to_have_count(1)
    field.press("Enter")
    expect(page.locator(CHOSEN)).to_have_text("Common fibular nerve")
    expect(field).to_be_focused()
    field.fill("spleen")
    expect(page.get_by_text("Nothing of that name")).to_be_visible()


def test_the_list_chooses_and_says_so(calm):
    page = lay_out(calm)
    page.get_by_text("Bones (1)").press("Enter")
    bone = page.get_by_role("button", name="Femur")
    bone.press("Space")
    expect(bone).to_have_attribute("aria-pressed", "true")
    expect(bone).to_be_focused()
    expect(page.locator("#st-live")).to_have_text("Chosen: Femur")
    page.locator(CHOSEN).wait_for()
    page.get_by_text("1 source").press("Enter")
    expect(page.get_by_role("link", name="Open the source")).to_be_visible()
    page.get_by_role("button", name="Needle points", exact=True).press("Space")
    expect(page.get_by_role("link", name="Open the source")).to_be_visible()  # what was opened stays open
    page.get_by_role("button", name="Choose nothing").press("Space")
    expect(page.locator(".st-empty")).to_be_visible()


def test_what_is_described_and_not_drawn_says_so(calm):
    page = lay_out(calm)
    page.get_by_text("Nerves (4)").press("Enter")
    page.get_by_role("button", name="Obturator nerve").press("Space")
    expect(page.get_by_text("described, and not drawn")).to_be_visible()


OPACITY = """() => {
  const { _scene: scene } = document.querySelector(".st-stage")._fullLayout.scene;
  return Object.values(scene.traces).map(({ data }) => [data.x.length, data.opacity]);
}"""


def test_a_chosen_branch_shines_through_the_trunk_it_lies_in(calm):
    page = lay_out(calm)
    page.get_by_text("Nerves (4)").press("Enter")
    page.get_by_role("button", name="Tibial nerve").press("Space")
    page.wait_for_function(f"({OPACITY})().some(([, opacity]) => opacity === 0.35)")
    page.get_by_role("button", name="Sciatic nerve").press("Space")
    page.wait_for_function(f"!({OPACITY})().some(([, opacity]) => opacity === 0.35)")


def test_what_has_no_shape_of_its_own_is_shown_by_what_meets_there(calm):
    calm.traits = {"plotly_url": "/plotly.min.js", "scene_url": "/scene.json"}
    calm.files = {"plotly.min.js": read_script(), "scene.json": small_scene_file()}
    page = calm.put("explorer", make("explorer", made_of={"obturator": ["sciatic", "tibial"]}))
    wait_until_drawn(page)
    page.get_by_text("Nerves (4)").press("Enter")
    page.get_by_role("button", name="Obturator nerve").press("Space")
    expect(page.locator(".st-stage .annotation-text")).to_have_text("Obturator nerve")
    expect(page.get_by_text("described, and not drawn")).to_have_count(0)


def test_the_walk_goes_from_proximal_to_distal(calm):
    page = lay_out(calm)
    back = page.get_by_role("button", name="Back")
    expect(back).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="Start", exact=True).press("Space")
    expect(page.locator(CHOSEN)).to_have_text("Sciatic nerve")
    onward = page.get_by_role("button", name="Next segment")
    onward.press("Space")
    expect(page.locator(".st-follow")).to_contain_text("Step 2 of 2: Tibial nerve")
    expect(page.locator("#st-live")).to_have_text("Step 2 of 2: Tibial nerve")
    expect(page.locator(".st-stage .annotation-text")).to_have_text("Tibial nerve")
    expect(onward).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_text("That was the last segment")).to_be_visible()
    back.press("Space")
    expect(page.locator(CHOSEN)).to_have_text("Sciatic nerve")


def test_side_layers_camera_and_choice_survive_a_reload(calm):
    page = lay_out(calm)
    for name in ("Skin", "Gluteal region", "Right leg", "Turn to the left", "Large"):
        page.get_by_role("button", name=name).press("Space")
    page.get_by_text("Nerves (4)").press("Enter")
    page.get_by_role("button", name="Tibial nerve").press("Space")
    page.wait_for_function("JSON.parse(localStorage['st-scene:anna']).chosen === 'tibial'")
    before = page.evaluate("JSON.parse(localStorage['st-scene:anna']).camera")
    calm.reload()
    wait_until_drawn(page)
    for name in ("Skin", "Right leg", "Large"):
        expect(page.get_by_role("button", name=name, exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(CHOSEN)).to_have_text("Tibial nerve")
    for place, values in camera(page).items():
        if place in ("eye", "center"):
            assert values == pytest.approx(before[place], abs=1e-3)


def test_the_right_leg_is_the_mirror_image_of_the_left(calm):
    page = lay_out(calm)
    middle = "() => { const t = document.querySelector('.st-stage').data.find((one) => one.x.length); return t.x[0]; }"
    left = page.evaluate(middle)
    page.get_by_role("button", name="Right leg").press("Space")
    page.wait_for_function(f"({middle})() === {-left}")


def test_the_start_comes_back(calm):
    page = lay_out(calm)
    page.get_by_role("button", name="Bones").first.press("Space")
    page.get_by_role("button", name="Right leg").press("Space")
    page.get_by_role("button", name="Start again").press("Space")
    expect(page.get_by_role("button", name="Left leg")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Bones").first).to_have_attribute("aria-pressed", "true")


def test_a_needle_point_has_its_distances_in_every_build(calm):
    page = lay_out(calm)
    page.get_by_text("Needle points (1)").press("Enter")
    page.get_by_role("button", name="GB30 Huantiao").press("Space")
    rows = page.get_by_role("table").get_by_role("row")
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_have_text("Sciatic nerve40 mm60 mm80 mm3 mm")


def test_a_needle_point_found_by_name_shows_its_needle_and_what_it_comes_near(calm):
    page = lay_out(calm)
    page.get_by_role("combobox", name="Find a structure").fill("GB30")
    expect(page.get_by_role("option").locator("[lang=zh]")).to_have_text("環跳")
    page.get_by_role("combobox", name="Find a structure").press("Enter")
    expect(page.locator(".st-chosen > h3 [lang=zh]")).to_have_text("環跳")
    expect(page.get_by_role("button", name="Needle points", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".st-stage .annotation-text")).to_have_text("GB30: nearest is the Sciatic nerve (schematic)")


def test_without_webgl_everything_but_the_picture_works(calm):
    asked: list[str] = []
    calm.page.on("request", lambda request: asked.append(request.url))
    calm.context.add_init_script(NO_WEBGL)
    calm.traits = {"plotly_url": "/plotly.min.js", "scene_url": "/scene.json"}
    page = calm.put("explorer", make("explorer"))
    expect(page.get_by_text("cannot draw in three dimensions")).to_be_visible()
    expect(page.get_by_role("button", name="Gluteal region")).to_have_count(0)
    page.get_by_role("button", name="Start", exact=True).press("Space")
    expect(page.locator(CHOSEN)).to_have_text("Sciatic nerve")
    assert [url for url in asked if "plotly" in url or "scene" in url] == []


def test_a_scene_that_cannot_be_had_is_asked_for_again_on_request(calm):
    calm.traits = {"plotly_url": "/plotly.min.js", "scene_url": "/missing.json"}
    calm.files = {"plotly.min.js": read_script(), "missing.json": b"no scene"}
    page = calm.put("explorer", make("explorer"))
    expect(page.get_by_text("could not be loaded")).to_be_visible()
    calm.files["missing.json"] = small_scene_file()
    page.get_by_role("button", name="Try again").press("Space")
    wait_until_drawn(page)
    expect(page.get_by_text("could not be loaded")).to_have_count(0)


def test_a_scene_without_bones_says_what_is_missing(calm):
    page = lay_out(calm, missing="The bones are not here: pip install them.")
    expect(page.get_by_text("pip install them")).to_be_visible()


ANSWER = """([need, text]) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  window.models.explorer.fire("msg:custom", { have: need }, [new DataView(bytes.buffer)]);
}"""


def test_where_no_server_has_them_the_kernel_is_asked_once(calm):
    page = calm.put("explorer", make("explorer"))
    page.wait_for_function("window.models.explorer.sent.length === 2")
    assert calm.sent("explorer") == [{"need": "plotly"}, {"need": "scene"}]
    for need, data in (("scene", small_scene_file()), ("plotly", read_script())):
        page.evaluate(ANSWER, [need, base64.b64encode(data).decode("ascii")])
    wait_until_drawn(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_drawn_explorer_is_accessible_and_fits(open_bench, require_accessible, width):
    bench = open_bench(width=width, reduced_motion="reduce")
    page = lay_out(bench)
    page.get_by_text("Needle points (1)").press("Enter")
    page.get_by_role("button", name="GB30 Huantiao").press("Space")
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
