"""A chain, link by link: chosen in any order, committed once, what would hurt told first."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from ui.parts.samples import LINKS, make

pytestmark = pytest.mark.browser
RIGHT = {"target:segment", "technique:needle", "look:four"}


def judged(*chosen: str):
    return {
        option["id"]: {"right": option["id"] in RIGHT, "chosen": option["id"] in chosen,
                       "feedback": f"Why {option['id']}."}
        for link in LINKS for option in link["options"]
    }


def locked(*chosen: str, **more):
    return make("links", locked=True, chosen=list(chosen), verdicts=judged(*chosen), certainty_given=2, **more)


def test_every_link_is_a_group_with_its_question(bench):
    page = bench.put("links", make("links"))
    for link in LINKS:
        group = page.get_by_role("group", name=link["asks"])
        expect(group.get_by_role("radio")).to_have_count(3)
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)


def test_by_keyboard_alone_and_sent_in_the_order_of_the_links(bench):
    page = bench.put("links", make("links", certainty={"ask": False}))
    page.get_by_role("radio", name="After four visits").press("Space")
    page.get_by_role("radio", name="The pressed root itself").press("ArrowDown")
    expect(page.get_by_role("radio", name="The segment and the muscles that hold it")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="Cups on the calf")).to_be_focused()
    page.get_by_role("button", name="Commit chain").press("Enter")
    assert bench.actions("links") == [
        {"verb": "answer", "item": "q10", "chosen": ["target:segment", "look:four"]}]


def test_nothing_chosen_is_no_answer(bench):
    page = bench.put("links", make("links"))
    commit = page.get_by_role("button", name="Commit chain")
    expect(commit).to_be_disabled()
    expect(page.get_by_role("main").get_by_text("Choose in at least one link.")).to_be_visible()
    page.get_by_role("radio", name="The disc").press("Space")
    expect(page.get_by_role("main").get_by_text("Say how sure you are.")).to_be_visible()
    assert bench.actions("links") == []


def test_a_choice_can_be_changed_and_outlives_the_view(bench):
    page = bench.put("links", make("links", certainty={"ask": False}))
    page.get_by_role("radio", name="The disc").press("Space")
    page.get_by_role("radio", name="The pressed root itself").press("Space")
    bench.draw_anew("links")
    expect(page.get_by_role("radio", name="The pressed root itself")).to_be_checked()
    page.get_by_role("button", name="Commit chain").click()
    assert bench.actions("links")[0]["chosen"] == ["target:root"]


def test_what_would_hurt_stands_first_and_takes_the_focus(bench):
    page = bench.put("links", make("links"))
    bench.show("links", locked("technique:needle", "target:root", harms=["target:root"],
                               heading=["unsafe", "Stop: this can hurt the patient"]))
    expect(page.get_by_role("heading", name="Stop: this can hurt the patient")).to_be_focused()
    expect(page.locator("#st-live")).to_have_text("Stop: this can hurt the patient")
    expect(page.get_by_role("listitem").first).to_contain_text("The pressed root itself — Not right, your answer")
    expect(page.get_by_role("listitem").first).to_contain_text("Why target:root.")
    expect(page.get_by_text("Left open.")).to_have_count(1)
    expect(page.get_by_text("Why target:root.")).to_have_count(1)
    expect(page.get_by_text("It can hurt the patient: why is told at the top.")).to_have_count(1)


def test_right_and_chosen_stand_open_and_the_rest_is_folded(bench):
    page = bench.put("links", locked("target:disc", "technique:needle", heading=["caution", "Partly right"]))
    expect(page.get_by_text("Why target:disc.")).to_be_visible()
    expect(page.get_by_text("Why target:segment.")).to_be_visible()
    expect(page.get_by_text("Why target:root.")).to_be_hidden()
    page.get_by_text("The other choices of this link").first.press("Enter")
    expect(page.get_by_text("Why target:root.")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)


def test_beside_cards_with_links_of_their_own_it_keeps_its_looks(bench):
    harmed = locked("technique:needle", "target:root", harms=["target:root"], heading=["unsafe", "Stop"])
    page = bench.put("links", harmed, ("card", make("card")))
    for answer in page.locator(".st-links .st-answer:visible").all():
        sign, words = (answer.locator(f"> {tag}").bounding_box() for tag in ("span", "div"))
        assert sign["x"] + sign["width"] <= words["x"]
        assert sign["y"] < words["y"] + words["height"]
    last = page.locator(".st-rungs").bounding_box()
    assert page.get_by_text("How sure you were:").bounding_box()["y"] >= last["y"] + last["height"] + 8


LOOKS = {
    "open": make("links"),
    "harmed": locked("target:root", "technique:needle", harms=["target:root"],
                     heading=["unsafe", "Stop: this can hurt the patient"]),
    "partly": locked("target:disc", "technique:needle", heading=["caution", "Partly right: 1 of 3 links"]),
}


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, False), (390, True)], ids=["desk", "phone", "night"])
@pytest.mark.parametrize("look", LOOKS)
def test_it_is_accessible_and_fits(open_bench, require_accessible, width, dark, look):
    bench = open_bench(width=width, dark=dark)
    page = bench.put("links", LOOKS[look])
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
