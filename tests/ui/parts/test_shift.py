"""The share of one cause after one more finding: said with slider, keys or digits, never by accident, then seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from ui.parts.samples import CERTAINTY, SHIFT_SEEN, make

pytestmark = pytest.mark.browser

COMMIT = "Say it, then see"
AT = "element => parseFloat(element.style.getPropertyValue('--st-at'))"
"""Where a mark stands on the scale, in per cent of its width."""


def field(page: Page):
    return page.get_by_label("Lumbar disc: before this finding 24 %. And now?")


def slider(page: Page):
    return page.get_by_role("slider", name="Lumbar disc: share now")


def commit(page: Page):
    return page.get_by_role("button", name=COMMIT)


def test_untouched_is_no_answer(bench):
    page = bench.put("shift", make("shift"))
    expect(slider(page)).to_have_value("24")
    expect(slider(page)).to_have_attribute("aria-valuetext", "not set; it was 24%")
    expect(field(page)).to_have_value("")
    expect(commit(page)).to_have_attribute("aria-disabled", "true")
    commit(page).click(force=True)
    field(page).press("Enter")
    assert bench.actions("shift") == []
    expect(page.get_by_role("main").get_by_text("Say the share first.")).to_be_visible()
    expect(page.locator("#st-live")).to_contain_text("Say the share first.")


def test_by_keyboard_alone(bench):
    page = bench.put("shift", make("shift"))
    slider(page).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(field(page)).to_have_value("26")
    expect(slider(page)).to_have_attribute("aria-valuetext", "26%")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(commit(page)).to_be_focused()
    page.keyboard.press("Enter")
    assert bench.actions("shift") == [{"verb": "state", "number": 7, "percent": 26}]


def test_digits_move_the_slider_and_enter_sends(bench):
    page = bench.put("shift", make("shift"))
    field(page).fill("44")
    expect(slider(page)).to_have_value("44")
    field(page).press("Enter")
    assert bench.actions("shift") == [{"verb": "state", "number": 7, "percent": 44}]
    expect(page.get_by_text("Saving…")).to_be_visible()


def test_that_nothing_changes_can_be_said(bench):
    page = bench.put("shift", make("shift"))
    page.get_by_role("button", name="It stays at 24 %").press("Space")
    expect(field(page)).to_have_value("24")
    commit(page).click()
    assert bench.actions("shift") == [{"verb": "state", "number": 7, "percent": 24}]


def test_with_the_mouse_on_the_slider(bench):
    page = bench.put("shift", make("shift"))
    box = slider(page).bounding_box()
    page.mouse.click(box["x"] + 0.75 * box["width"], box["y"] + box["height"] / 2)
    value = int(field(page).input_value())
    assert 70 <= value <= 80
    commit(page).click()
    assert bench.actions("shift") == [{"verb": "state", "number": 7, "percent": value}]


@pytest.mark.parametrize("text", ["0", "100", "44.5", "forty", "-3", "4 4"])
def test_what_is_no_share_is_said_and_not_sent(bench, text):
    page = bench.put("shift", make("shift"))
    field(page).fill(text)
    expect(page.get_by_text("Enter a whole number from 1 to 99.")).to_be_visible()
    expect(field(page)).to_have_attribute("aria-invalid", "true")
    field(page).press("Enter")
    assert bench.actions("shift") == []


def test_the_next_patient_starts_from_nothing(bench):
    page = bench.put("shift", make("shift", id="guess-7"))
    field(page).fill("44")
    bench.show("shift", make("shift", id="guess-8", legend="Stenosis: before this finding 9 %. And now?", before=9,
                             cause="Stenosis"))
    expect(page.get_by_label("Stenosis: before this finding 9 %. And now?")).to_have_value("")
    expect(page.get_by_role("slider", name="Stenosis")).to_have_value("9")


def test_what_is_not_sent_outlives_the_view(bench):
    page = bench.put("shift", make("shift"))
    field(page).fill("44")
    bench.draw_anew("shift")
    expect(field(page)).to_have_value("44")
    commit(page).click()
    assert bench.actions("shift") == [{"verb": "state", "number": 7, "percent": 44}]


def test_what_was_answered_is_no_draft_for_another_attempt(bench):
    page = bench.put("shift", make("shift"))
    field(page).fill("44")
    bench.show("shift", make("shift", **SHIFT_SEEN))
    bench.draw_anew("shift")
    bench.show("shift", make("shift"))
    expect(field(page)).to_have_value("")


def test_afterwards_a_scale_of_odds_and_the_same_in_words(bench):
    page = bench.put("shift", make("shift", **SHIFT_SEEN))
    scale = page.get_by_role("img", name="The share on a scale of odds.")
    expect(scale).to_have_accessible_name(
        "The share on a scale of odds. Before: 24 %; You said: 60 %; Due: 44 %; Counts as right: 36 % to 53 %.")
    expect(page.get_by_role("button")).to_have_count(0)
    places = {name: page.locator(f".st-scale-mark.st-is-{name}").evaluate(AT)
              for name in ("before", "reference", "yours")}
    assert places["before"] < places["reference"] < 50 < places["yours"]
    # Equal factors of the odds are equal ways: 24 to 44 % is a factor of 2.49, and so is 44 to 66 %.
    bench.show("shift", make("shift", **{**SHIFT_SEEN, "yours": 66.24}))
    page.wait_for_function(f"({AT})(document.querySelector('.st-scale-mark.st-is-yours')) !== {places['yours']}")
    moved = page.locator(".st-scale-mark.st-is-yours").evaluate(AT)
    assert moved - places["reference"] == pytest.approx(places["reference"] - places["before"], abs=0.3)


def test_a_share_beyond_the_scale_stands_at_its_end(bench):
    page = bench.put("shift", make("shift", **{**SHIFT_SEEN, "reference": 0.2, "band": [0.1, 0.6]}))
    place = page.locator(".st-scale-mark.st-is-reference").evaluate(AT)
    assert place == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


STORY = ["Clinic. Known so far: pain on sitting: present.", "New: a sign."]
QUIZ = {"certainty": CERTAINTY, "chosen": [], "story": STORY,
        "submit": {"label": COMMIT, "action": {"verb": "answer", "item": "q12"}}}


def test_in_a_quiz_it_is_answered_with_certainty_and_as_text(bench):
    page = bench.put("shift", make("shift", **QUIZ))
    expect(page.get_by_text("New: a sign.")).to_be_visible()
    field(page).fill("44")
    expect(commit(page)).to_be_disabled()
    page.get_by_label("fairly sure").press("Space")
    expect(field(page)).to_have_value("44")
    commit(page).press("Enter")
    assert bench.actions("shift") == [{"verb": "answer", "item": "q12", "chosen": ["44"], "certainty": 2}]


def test_in_a_quiz_it_is_judged_in_words_beside_the_scale(bench):
    page = bench.put("shift", make("shift", **QUIZ))
    verdicts = {"answer": {"right": False, "chosen": True, "feedback": "Too far. It takes 24 % to 44 %."}}
    judged = {**SHIFT_SEEN, "verdicts": verdicts, "heading": ["caution", "Partly right"], "certainty_given": 2}
    bench.show("shift", make("shift", **{**QUIZ, **judged}))
    expect(page.get_by_role("heading", name="Partly right")).to_be_focused()
    expect(page.get_by_text("Too far. It takes 24 % to 44 %.")).to_be_visible()
    expect(page.get_by_role("img")).to_be_visible()


def test_left_blank_it_shows_what_was_due_on_the_scale_and_nothing_said(bench):
    verdicts = {"answer": {"right": False, "chosen": False, "feedback": "It is usual, so the share rises."}}
    seen = {**SHIFT_SEEN, "words": {one: text for one, text in SHIFT_SEEN["words"].items() if one != "yours"}}
    blank = {**QUIZ, **seen, "verdicts": verdicts, "right_text": "Due: 44 %."}
    del blank["yours"]
    page = bench.put("shift", make("shift", **blank))
    expect(page.get_by_text("so the share rises.")).to_be_visible()
    expect(page.get_by_text("You said")).to_have_count(0)
    expect(page.get_by_text("Due", exact=True)).to_have_count(1)
    expect(page.get_by_text("Due: 44 %.")).to_have_count(0)
    expect(page.get_by_role("img", name="Due")).to_be_visible()
    assert "You said" not in page.get_by_role("img").get_attribute("aria-label")
    expect(page.locator(".st-scale-mark")).to_have_count(2)


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)], ids=["desk", "night"])
def test_the_must_refer_rule_stands_above_the_verdict(open_bench, require_accessible, width, dark):
    bench = open_bench(width=width, dark=dark)
    page = bench.put("shift", make("shift", **QUIZ))
    require_accessible(page)
    feedback = "Safety first: the emergency department, now.\nToo far. It takes 24 % to 44 %."
    verdicts = {"answer": {"right": False, "chosen": True, "feedback": feedback}}
    judged = {**SHIFT_SEEN, "verdicts": verdicts, "heading": ["caution", "Partly right"], "certainty_given": 2}
    bench.show("shift", make("shift", **{**QUIZ, **judged}))
    rule = page.get_by_role("listitem").filter(has_text="Safety first: the emergency department, now.")
    verdict = page.get_by_role("heading", name="Partly right")
    expect(verdict).to_be_focused()
    assert rule.bounding_box()["y"] < verdict.bounding_box()["y"]
    require_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
