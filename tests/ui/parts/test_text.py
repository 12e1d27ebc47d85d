"""A typed word: sent as it was typed, never completed or corrected by the browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from ui.parts.samples import CERTAINTY, make

pytestmark = pytest.mark.browser
RIGHT = {"locked": True, "chosen": ["comon fibular nerve"], "verdicts": {"answer": {"right": True, "feedback": "Yes."}},
         "right_text": "Accepted: common fibular nerve"}


def test_a_word_is_sent_as_it_was_typed_without_blanks_around_it(bench):
    page = bench.put("text", make("text"))
    expect(page.get_by_role("button", name="Commit name")).to_be_disabled()
    expect(page.get_by_text("Type your answer first.")).to_be_visible()
    page.get_by_label("Name of the nerve").press_sequentially("  Fibular nerve ")
    page.get_by_role("button", name="Commit name").press("Enter")
    assert bench.actions("text") == [{"verb": "answer", "item": "q13", "chosen": ["Fibular nerve"]}]


def test_enter_in_the_field_commits_and_the_keyboard_suffices(bench):
    page = bench.put("text", make("text", certainty=CERTAINTY))
    page.keyboard.press("Tab")
    page.keyboard.type("sural nerve")
    page.keyboard.press("Enter")
    expect(page.locator("#st-live")).to_have_text("Say how sure you are.")
    page.get_by_role("radio", name="fairly sure").press("Space")
    page.get_by_label("Name of the nerve").press("Enter")
    assert [(action["chosen"], action["certainty"]) for action in bench.actions("text")] == [(["sural nerve"], 2)]


@pytest.mark.parametrize("typed", ["\N{BRAIN} nerve", "<b>nerve</b>", "\u05e2\u05e6\u05d1", "L5/S1"])
def test_any_text_travels_and_comes_back_as_text(bench, typed):
    page = bench.put("text", make("text"))
    page.get_by_role("textbox").fill(typed)
    page.get_by_role("textbox").press("Enter")
    assert bench.actions("text")[0]["chosen"] == [typed]
    bench.show("text", make("text", locked=True, chosen=[typed], verdicts={"answer": {"right": False, "feedback": ""}}))
    expect(page.get_by_role("listitem")).to_contain_text(f"{typed} — your answer")
    expect(page.locator(".st-text b")).to_have_count(0)


def test_a_whole_story_is_said_to_be_too_long_and_not_sent(bench):
    page = bench.put("text", make("text"))
    field = page.get_by_role("textbox")
    field.fill("nerve " * 40)
    expect(page.locator(".st-problem")).to_contain_text("At most 200 characters")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.press("Enter")
    assert bench.sent("text") == []
    field.fill("nerve")
    expect(field).to_have_attribute("aria-invalid", "false")


def test_nothing_completes_or_corrects(bench):
    field = bench.put("text", make("text")).get_by_role("textbox")
    for name, value in (("autocomplete", "off"), ("autocorrect", "off"), ("spellcheck", "false")):
        expect(field).to_have_attribute(name, value)


def test_a_redraw_keeps_what_was_typed_and_the_focus(bench):
    page = bench.put("text", make("text"))
    page.get_by_role("textbox").press_sequentially("sural")
    bench.show("text", make("text", hint="Other words."))
    expect(page.get_by_text("Other words.")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("sural")
    expect(page.get_by_role("textbox")).to_be_focused()


def test_the_verdict_takes_the_focus_and_says_what_is_accepted(bench):
    page = bench.put("text", make("text"))
    bench.show("text", make("text", **RIGHT))
    expect(page.get_by_role("heading", name="Right")).to_be_focused()
    expect(page.get_by_role("listitem")).to_contain_text("comon fibular nerve — your answer")
    expect(page.get_by_text("Accepted: common fibular nerve")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)


def test_without_an_answer_it_says_so(bench):
    page = bench.put("text", make("text", locked=True, chosen=[], verdicts={
        "answer": {"right": False, "feedback": "No."}}))
    expect(page.get_by_role("listitem")).to_contain_text("no answer")
