"""Shares that always make 100."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from ui.parts.samples import make

pytestmark = pytest.mark.browser


def shares(page: Page) -> dict[str, int]:
    rows = page.locator("[data-cause]")
    shown = {row.get_attribute("data-cause"): row.locator("output").inner_text() for row in rows.all()}
    return {cause: int(text.removesuffix("%")) for cause, text in shown.items()}


def add(page: Page, name: str) -> None:
    page.get_by_label("Add a cause to the list").select_option(name)
    page.get_by_role("button", name="Add").click()


def test_a_new_cause_starts_at_nothing(bench):
    page = bench.put("belief", make("belief"))
    add(page, "Deep gluteal syndrome")
    assert shares(page) == {"gluteal": 0, "other": 100}
    expect(page.get_by_role("button", name="Commit this belief")).to_be_disabled()
    expect(page.get_by_text("List at least one cause and give it a share.")).to_be_visible()


def test_after_add_the_focus_is_on_the_new_slider(bench):
    page = bench.put("belief", make("belief"))
    page.get_by_label("Add a cause to the list").select_option("Deep gluteal syndrome")
    page.get_by_role("button", name="Add").press("Enter")
    expect(page.get_by_role("slider", name="Deep gluteal")).to_be_focused()
    page.keyboard.press("ArrowRight")
    assert shares(page) == {"gluteal": 1, "other": 99}


def test_committing_nothing_sends_nothing_and_says_why(bench):
    page = bench.put("belief", make("belief"))
    add(page, "Deep gluteal syndrome")
    page.get_by_role("button", name="Commit this belief").press("Enter")
    expect(page.locator("#st-live")).to_have_text("List at least one cause and give it a share.")
    assert bench.actions("belief") == []


def test_the_belief_says_above_its_question_whose_it_is(bench):
    page = bench.put("belief", make("belief"))
    box = page.get_by_text("Your belief, before you go on").bounding_box()
    assert box["y"] + box["height"] <= page.get_by_text("What is most likely?").bounding_box()["y"]


def test_a_share_takes_from_something_else_first_and_gives_back_to_it(bench):
    page = bench.put("belief", make("belief"))
    for name in ("Disc herniation with root pain", "Deep gluteal syndrome", "Facet joint pain, referred"):
        add(page, name)
    page.get_by_role("slider", name="Disc, root pain").fill("60")
    assert shares(page) == {"disc": 60, "gluteal": 0, "facet": 0, "other": 40}
    page.get_by_role("slider", name="Deep gluteal").fill("15")
    page.get_by_role("slider", name="Facet").fill("10")
    assert shares(page) == {"disc": 60, "gluteal": 15, "facet": 10, "other": 15}
    page.get_by_role("slider", name="Disc, root pain").fill("20")
    assert shares(page) == {"disc": 20, "gluteal": 15, "facet": 10, "other": 55}


def test_once_something_else_is_used_up_the_other_causes_make_room_in_proportion(bench):
    start = {"disc": 60, "gluteal": 30}
    page = bench.put("belief", make("belief", shortlist=[*start, "facet"], belief=start))
    page.get_by_role("slider", name="Facet").fill("40")
    assert shares(page) == {"disc": 40, "gluteal": 20, "facet": 40, "other": 0}
    page.get_by_role("slider", name="Something else").fill("70")
    assert shares(page) == {"disc": 12, "gluteal": 6, "facet": 12, "other": 70}


def test_the_sum_stays_100_whatever_is_moved(bench):
    page = bench.put("belief", make("belief", shortlist=["disc", "gluteal", "facet"]))
    moves = (("Something else", 10), ("Disc, root pain", 77), ("Deep gluteal", 41), ("Something else", 5))
    for name, value in moves:
        page.get_by_role("slider", name=name).fill(str(value))
        now = shares(page)
        assert value in now.values()
        assert sum(now.values()) == 100
        assert min(now.values()) >= 0


def test_a_slider_pulled_to_the_end_and_back_keeps_the_proportions_of_the_others(bench):
    start = {"disc": 40, "gluteal": 30, "facet": 20}
    page = bench.put("belief", make("belief", shortlist=list(start), belief=start))
    slider = page.get_by_role("slider", name="Disc, root pain")
    slider.fill("100")
    assert shares(page) == {"disc": 100, "gluteal": 0, "facet": 0, "other": 0}
    slider.fill("40")
    assert shares(page) == {"disc": 40, "gluteal": 30, "facet": 20, "other": 10}


def test_the_keyboard_moves_a_share_by_one_and_keeps_the_focus(bench):
    page = bench.put("belief", make("belief", shortlist=["disc"], belief={"disc": 50}))
    slider = page.get_by_role("slider", name="Disc, root pain")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(slider).to_be_focused()
    expect(slider).to_have_attribute("aria-valuetext", "53%")
    assert shares(page) == {"disc": 53, "other": 47}


def test_a_removed_cause_gives_its_share_to_something_else(bench):
    start = {"disc": 60, "gluteal": 30}
    page = bench.put("belief", make("belief", shortlist=list(start), belief=start))
    page.get_by_role("button", name="Remove Disc herniation with root pain").click()
    assert shares(page) == {"gluteal": 30, "other": 70}
    expect(page.get_by_label("Add a cause to the list")).to_be_focused()


def test_the_list_holds_seven(bench):
    page = bench.put("belief", make("belief", shortlist=["disc", "gluteal", "facet", "stenosis", "hip", "sij"]))
    add(page, "Peripheral arterial disease")
    expect(page.get_by_text("The list holds 7. Remove one to add another.")).to_be_visible()
    expect(page.get_by_label("Add a cause to the list")).to_have_count(0)


def test_what_is_sent_are_fractions_of_the_listed_causes(bench):
    start = {"disc": 62, "gluteal": 18}
    page = bench.put("belief", make("belief", shortlist=list(start), belief=start))
    page.get_by_role("button", name="Commit this belief").click()
    assert bench.actions("belief") == [{"verb": "believe", "belief": {"disc": 0.62, "gluteal": 0.18}}]


def test_a_reload_keeps_the_draft_until_it_is_committed(bench):
    page = bench.put("belief", make("belief"))
    add(page, "Deep gluteal syndrome")
    page.get_by_role("slider", name="Deep gluteal").fill("35")
    bench.reload()
    assert shares(page) == {"gluteal": 35, "other": 65}
    bench.show("belief", make("belief", locked=True, shortlist=["gluteal"], belief={"gluteal": 35}))
    expect(page.get_by_role("slider")).to_have_count(0)
    bench.reload()
    assert shares(page) == {"other": 100}


def test_a_draft_of_another_case_is_left_alone(bench):
    page = bench.put("belief", make("belief"))
    add(page, "Deep gluteal syndrome")
    bench.put("belief", make("belief", subject="case/foot-drop"))
    assert shares(page) == {"other": 100}


def test_a_committed_belief_is_shown_without_controls(bench):
    page = bench.put("belief", make("belief", locked=True, shortlist=["disc"], belief={"disc": 62}))
    expect(page.get_by_role("listitem").first).to_contain_text("62%")
    expect(page.get_by_role("listitem").last).to_contain_text("Something else")
    expect(page.get_by_role("listitem").last).to_contain_text("38%")
    expect(page.get_by_role("button")).to_have_count(0)
