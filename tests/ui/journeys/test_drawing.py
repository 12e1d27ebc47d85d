"""A pain drawing in the symptoms lesson: by mouse and by key, compared in the kernel, there again after a reload."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from ui.zones import inside

pytestmark = pytest.mark.browser


@pytest.fixture
def lesson(visit, server):
    here = visit(server)
    here.open("02_symptoms")
    return here


def test_a_drawing_by_mouse_is_compared_and_what_is_urgent_stands_first(lesson):
    page = lesson.page
    for region, side in (("calf", "right"), ("sole", "left")):
        at = inside(page, region, side)
        page.mouse.click(at["x"], at["y"])
    expect(page.locator(".st-drawing .st-marked")).to_have_text("Right: calf. Left: sole.")
    expect(page.locator(".st-alarm")).to_contain_text("Both legs marked.")
    assert not any("closest tenth" in frame for frame in lesson.frames)
    page.get_by_role("button", name="Compare this drawing").click()
    expect(page.get_by_role("heading", name="First: what this drawing makes you ask")).to_be_focused()
    card = page.locator(".st-likeness")
    expect(card).to_contain_text("400 patients were generated")
    expect(card.locator(".st-lead")).to_contain_text("What this drawing does not tell: which cause it is.")
    expect(card).to_contain_text("no drawing rules one out")


def test_a_task_by_key_and_the_drawing_after_a_reload(lesson):
    page = lesson.page
    page.get_by_role("radio", name="A hip joint").press("Space")
    for region in ("Groin, left", "Buttock, left", "Front of the thigh, left"):
        page.get_by_role("checkbox", name=region, exact=True).press("Space")
    page.get_by_role("button", name="Compare this drawing").press("Enter")
    expect(page.get_by_role("heading", name="First: what no drawing shows")).to_be_focused()
    expect(page.locator(".st-likeness .st-about")).to_contain_text("your task")
    page.locator(".st-likeness").get_by_text("How this was made").press("Enter")
    expect(page.locator(".st-how")).to_contain_text("rest on counts of patients")
    expect(page.get_by_text("64.1 % of painful lumbar roots").last).to_be_visible()
    lesson.open("02_symptoms")
    marked = page.locator(".st-drawing .st-marked")
    expect(marked).to_have_text("Right: nothing. Left: buttock, groin, front of the thigh.")
    expect(page.get_by_role("radio", name="A hip joint")).to_be_checked()
    expect(page.locator(".st-likeness")).to_have_count(0)
