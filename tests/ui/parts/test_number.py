"""A number, typed or set on the slider."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from ui.parts.samples import make

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("typed", "sent"), [("35", "35"), ("3,5", "3.5"), (" 0 ", "0"), (".5", "0.5")])
def test_a_typed_number_is_sent_as_text(bench, typed, sent):
    page = bench.put("number", make("number"))
    page.get_by_role("textbox").press_sequentially(typed)
    page.get_by_role("button", name="Commit number").click()
    assert bench.actions("number") == [{"verb": "answer", "item": "q9", "chosen": [sent]}]


@pytest.mark.parametrize(("typed", "problem"), [
    ("140", "Enter a number from 0 to 100%."), ("-1", "Enter a number from 0 to 100%."),
    ("many", "This is not a number."),
    ("1e1", "This is not a number."), ("1,2,3", "This is not a number."),
])
def test_what_cannot_be_meant_is_said_and_not_sent(bench, typed, problem):
    page = bench.put("number", make("number"))
    field = page.get_by_role("textbox")
    field.fill(typed)
    expect(page.locator(".st-problem")).to_contain_text(problem)
    expect(field).to_have_attribute("aria-invalid", "true")
    field.press("Enter")
    expect(page.get_by_role("button", name="Commit number")).to_be_disabled()
    expect(page.locator(".st-submit")).to_contain_text("Mend the number first: it goes from 0 to 100%.")
    expect(page.locator("#st-live")).to_have_text("Mend the number first: it goes from 0 to 100%.")
    assert bench.sent("number") == []


def test_field_and_slider_say_the_same(bench):
    page = bench.put("number", make("number"))
    slider = page.get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuetext", "not set")
    page.get_by_role("textbox").fill("40")
    expect(slider).to_have_value("40")
    slider.press("ArrowRight")
    expect(page.get_by_role("textbox")).to_have_value("41")
    expect(slider).to_be_focused()
    page.get_by_role("textbox").press("Enter")
    assert bench.actions("number")[0]["chosen"] == ["41"]


def test_an_untouched_slider_is_no_answer(bench):
    page = bench.put("number", make("number"))
    expect(page.get_by_role("button", name="Commit number")).to_be_disabled()
    expect(page.get_by_role("textbox")).to_have_value("")


def test_the_verdict_shows_both_numbers(bench):
    page = bench.put("number", make("number"))
    verdict = {"answer": {"right": False, "feedback": "These are odds, not percent."}}
    bench.show("number", make("number", locked=True, chosen=["35"], verdicts=verdict, right_text="The answer is 62 %."))
    expect(page.get_by_role("heading", name="Not right")).to_be_focused()
    expect(page.get_by_role("listitem")).to_contain_text("35% — your answer")
    expect(page.get_by_text("The answer is 62 %.")).to_be_visible()
