"""One or several options: chosen, committed once, and explained."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from ui.parts.samples import CHOICE_VERDICTS, make

pytestmark = pytest.mark.browser
LOCKED = {"locked": True, "chosen": ["toe"], "certainty_given": 3, "verdicts": CHOICE_VERDICTS}


def test_an_answer_needs_an_option_and_how_sure(bench):
    page = bench.put("choice", make("choice"))
    commit = page.get_by_role("button", name="Commit answer")
    expect(commit).to_be_disabled()
    page.get_by_text("Normal knee jerk").click()
    expect(page.get_by_text("Say how sure you are.")).to_be_visible()
    expect(commit).to_be_disabled()
    page.get_by_label("fairly sure").check()
    commit.click()
    assert bench.actions("choice") == [{"verb": "answer", "item": "q7", "chosen": ["knee"], "certainty": 2}]


def test_a_choice_is_made_by_keyboard_alone(bench):
    page = bench.put("choice", make("choice"))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Normal foot inversion")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert [(action["chosen"], action["certainty"]) for action in bench.actions("choice")] == [(["inversion"], 2)]


def test_several_options_are_sent_in_the_order_shown(bench):
    page = bench.put("choice", make("choice", many=True, certainty={"ask": False}))
    page.get_by_role("checkbox", name="Pain on straight leg raise").check()
    page.get_by_role("checkbox", name="Normal knee jerk").check()
    page.get_by_role("checkbox", name="Weak great-toe extension").check()
    page.get_by_role("checkbox", name="Normal knee jerk").uncheck()
    page.get_by_role("button", name="Commit answer").click()
    assert bench.actions("choice") == [{"verb": "answer", "item": "q7", "chosen": ["toe", "slr"]}]


def test_a_double_click_sends_once(bench):
    page = bench.put("choice", make("choice", certainty={"ask": False}))
    page.get_by_text("Normal knee jerk").click()
    page.get_by_role("button", name="Commit answer").dblclick()
    expect(page.get_by_text("Saving…")).to_be_visible()
    assert len(bench.sent("choice")) == 1


def test_verdicts_say_in_words_what_was_right_and_take_the_focus(bench):
    page = bench.put("choice", make("choice"))
    bench.show("choice", make("choice", **LOCKED))
    heading = page.get_by_role("heading", name="Not right")
    expect(heading).to_be_focused()
    expect(page.locator("#st-live")).to_have_text("Not right")
    answers = page.get_by_role("listitem")
    expect(answers.nth(0)).to_contain_text("Weak great-toe extension — Not right, your answer")
    expect(answers.nth(0)).to_contain_text("Both lesions weaken it")
    expect(answers.nth(1)).to_contain_text("Normal foot inversion and hip abduction — Right")
    expect(answers.nth(2)).to_contain_text("Tests L3 to L4")
    expect(page.get_by_text("How sure you were: sure")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)


def test_a_page_that_opens_on_an_answered_item_leaves_the_focus_alone(bench):
    page = bench.put("choice", make("choice", **LOCKED))
    expect(page.get_by_role("heading", name="Not right")).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "BODY"


@pytest.mark.parametrize(("chosen", "word"), [
    ({"toe", "knee"}, "Right"), ({"toe"}, "Partly right"), ({"slr"}, "Not right"),
])
def test_several_answers_are_judged_together(bench, chosen, word):
    verdicts = {
        option: {"right": option in {"toe", "knee"}, "chosen": option in chosen, "feedback": "Why."}
        for option in ("toe", "inversion", "knee", "slr")
    }
    page = bench.put("choice", make("choice", many=True, locked=True, chosen=sorted(chosen), verdicts=verdicts))
    expect(page.get_by_role("heading", name=word, exact=True)).to_be_visible()


def test_the_next_item_starts_without_the_last_choice(bench):
    page = bench.put("choice", make("choice", certainty={"ask": False}))
    page.get_by_text("Normal knee jerk").click()
    bench.show("choice", make("choice", id="q8", certainty={"ask": False}, legend="Another question?"))
    expect(page.get_by_role("group", name="Another question?")).to_be_visible()
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)


def test_a_redraw_keeps_the_choice_and_the_focus(bench):
    page = bench.put("choice", make("choice"))
    page.get_by_role("radio", name="Normal knee jerk").check()
    bench.show("choice", make("choice", hint="One answer only."))
    expect(page.get_by_text("One answer only.")).to_be_visible()
    expect(page.get_by_role("radio", name="Normal knee jerk")).to_be_focused()
    expect(page.get_by_role("radio", name="Normal knee jerk")).to_be_checked()


def test_what_is_given_stands_above_the_question_before_and_after(bench):
    given = [["You think of", "a disc"], ["Now you learn", "A sneeze hurts."]]
    page = bench.put("choice", make("choice", given=given))
    expect(page.get_by_role("definition").nth(1)).to_have_text("A sneeze hurts.")
    bench.show("choice", make("choice", given=given, **LOCKED))
    expect(page.get_by_role("term").nth(0)).to_have_text("You think of")


def test_the_kernel_may_head_the_verdicts_itself(bench):
    page = bench.put("choice", make("choice"))
    heading = ["caution", "Partly right: one step off"]
    bench.show("choice", make("choice", **LOCKED, heading=heading, right_text="Until then: call ahead."))
    expect(page.get_by_role("heading", name="Partly right: one step off")).to_be_focused()
    expect(page.get_by_text("Until then: call ahead.")).to_be_visible()
    expect(page.get_by_role("listitem").nth(0)).to_contain_text("Partly right, your answer")
