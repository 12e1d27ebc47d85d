"""The explorer in its lesson: five structures by mouse, five by keyboard, and the scene as it was after a reload."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from sciatica_teach.model.courses import Point3
from sciatica_teach.views.explorer import FOLLOWED

pytestmark = pytest.mark.browser
DRAWS_WITHIN_MS = 90_000
"""Two cores draw without a graphics card here, and run another worker besides."""
CHOSEN = ".st-explorer .st-chosen > h3"
ON_SCREEN = """(point) => {
  const host = document.querySelector(".st-explorer .st-stage");
  const scene = host._fullLayout.scene._scene;
  const { model, view, projection } = scene.glplot.cameraParams;
  const times = (m, v) => [0, 1, 2, 3].map((row) => v.reduce((sum, value, at) => sum + m[4 * at + row] * value, 0));
  const scaled = point.map((value, axis) => value * scene.dataScale[axis]);
  const [x, y, , w] = times(projection, times(view, times(model, [...scaled, 1])));
  const frame = host.getBoundingClientRect();
  return [frame.left + (1 + x / w) / 2 * frame.width, frame.top + (1 - y / w) / 2 * frame.height];
}"""
"""Where a place in the body, in millimetres, is on the screen."""


@pytest.fixture
def lesson(visit, server, open_context):
    """The anatomy lesson with its scene drawn, for somebody who asked for no motion."""

    def open_one(width: int = 1280):
        here = visit(server, context=open_context(width=width, reduced_motion="reduce"))
        here.open("01_anatomy")
        wait_until_drawn(here.page)
        return here

    return open_one


def wait_until_drawn(page: Page) -> None:
    page.locator(".st-explorer .st-stage[data-ready]").wait_for(timeout=DRAWS_WITHIN_MS)
    page.locator(".st-explorer .st-stage").scroll_into_view_if_needed()


def press(page: Page, name: str) -> None:
    page.locator(".st-explorer").get_by_role("button", name=name, exact=True).press("Space")


def find_by_mouse(page: Page, name: str, places: list[Point3]) -> None:
    """Move over the places until the structure of that name is under the mouse, and click it there."""
    tip = page.locator(".st-explorer .st-tip")
    for place in places:
        x, y = page.evaluate(ON_SCREEN, list(place))
        page.mouse.move(x - 2, y)
        page.mouse.move(x, y)
        try:
            expect(tip).to_have_text(name, timeout=3_000)
        except AssertionError:
            continue
        page.mouse.down()
        page.mouse.up()
        expect(page.locator(CHOSEN)).to_have_text(name)
        return
    raise AssertionError(f"{name} was not under the mouse at any of {len(places)} places")


def places_of(kb, structure: str) -> list[Point3]:
    """Points along the nerve's courses or the muscle's lines, the middle ones first."""
    courses = [course.points for course in kb.anatomy.courses
               if course.structure == structure and course.variant in ("", "a")]
    bellies = [line for belly in kb.anatomy.bellies if belly.structure == structure for line in belly.lines]
    points = [tuple(np.mean(pair, axis=0)) for line in (*courses, *bellies) for pair in pairwise(line)]
    return sorted(points, key=lambda point: np.linalg.norm(np.subtract(point, np.mean(points, axis=0))))


def test_five_structures_by_a_click(lesson, kb):
    page = lesson().page
    press(page, "Gluteal region")
    name = kb.anatomy.get_muscle("piriformis").name
    find_by_mouse(page, name, places_of(kb, "piriformis"))
    find_by_mouse(page, kb.anatomy.get_nerve("sciatic").name, places_of(kb, "sciatic"))
    find_by_mouse(page, kb.anatomy.get_structure("sacrum").name, [(0.0, 90.0, 60.0), (0.0, 85.0, 75.0)])
    find_by_mouse(page, kb.anatomy.get_structure("hip-bone").name, [(80.0, 60.0, 85.0), (75.0, 60.0, 100.0)])
    press(page, "Fibular neck")
    find_by_mouse(page, kb.anatomy.get_nerve("fibular-neck").name, places_of(kb, "fibular-neck"))


SEARCHES = {
    "peroneal neck": "fibular-neck", "sural comm": "sural-communicating", "gluteus max": "gluteus-maximus",
    "piriformis": "piriformis", "sacrum": "sacrum",
}


def test_five_structures_by_keyboard_alone(lesson, kb):
    here = lesson()
    anatomy = kb.anatomy
    known = {**anatomy.nerve_by_id, **anatomy.muscle_by_id, **anatomy.structure_by_id}
    here.tab_to("Find a structure")
    for words, structure in SEARCHES.items():
        here.page.keyboard.press("Control+A")
        here.page.keyboard.type(words)
        here.page.keyboard.press("Enter")
        expect(here.page.locator(CHOSEN)).to_have_text(known[structure].name)


KEPT_EYE = "JSON.parse(localStorage[Object.keys(localStorage).find((key) => key.startsWith('st-scene:'))]).camera.eye"
EYE = "document.querySelector('.st-explorer .st-stage')._fullLayout.scene._scene.getCamera().eye"


def wait_until_kept(page: Page) -> dict[str, float]:
    """Until the browser has written down where the camera stands."""
    page.wait_for_function(f"() => {{ const [a, b] = [{KEPT_EYE}, {EYE}]; return Math.abs(a.x - b.x) < 1e-6; }}")
    return page.evaluate(KEPT_EYE)


def test_side_layer_and_camera_survive_a_reload(lesson):
    here = lesson()
    page = here.page
    for name in ("Right leg", "Covering muscles", "Popliteal fossa"):
        press(page, name)
    expect(page.locator(".st-explorer .st-stage")).to_have_accessible_name(re.compile("Right leg"))
    page.wait_for_function(f"() => {EYE}.x < 0")
    first = wait_until_kept(page)
    press(page, "Turn to the left")
    page.wait_for_function(f"() => Math.abs({EYE}.x - {first['x']}) > 0.01")
    before = wait_until_kept(page)
    here.reload()
    wait_until_drawn(page)
    for name in ("Right leg", "Covering muscles"):
        expect(page.locator(".st-explorer").get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(EYE) == pytest.approx(before, abs=1e-3)


def test_the_walk_reaches_the_sole(lesson, kb):
    page = lesson(width=390).page
    press(page, "Start")
    onward = page.locator(".st-explorer").get_by_role("button", name="Next segment")
    for nerve in FOLLOWED:
        name = kb.anatomy.get_nerve(nerve).name
        expect(page.locator(CHOSEN)).to_have_text(name)
        expect(page.locator(".st-explorer .annotation-text")).to_have_text(name)  # drawn, or it had no label
        expect(page.locator("#st-live")).to_contain_text(name)
        onward.press("Space")
    expect(onward).to_have_attribute("aria-disabled", "true")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


MOVED = """(part) => performance.getEntriesByType("resource").filter(({ name }) => name.includes(part))
  .reduce((sum, { transferSize }) => sum + transferSize, 0)"""
"""Bytes that came over the wire for addresses with these words in them; nothing for what the browser had kept."""


def test_script_and_scene_are_fetched_once_and_never_through_the_kernel(lesson):
    here = lesson()
    assert 400_000 < here.page.evaluate(MOVED, "plotly-gl3d.min.js") < 600_000
    assert 100_000 < here.page.evaluate(MOVED, "/static/scene/") < 400_000
    here.reload()
    wait_until_drawn(here.page)
    assert here.page.evaluate(MOVED, "plotly-gl3d.min.js") < 1_000
    assert here.page.evaluate(MOVED, "/static/scene/") < 1_000
    assert max(len(frame) for frame in here.frames) < 1_000_000
