"""Prompts and their partners: chosen from native lists, committed once, and explained."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from ui.parts.samples import CERTAINTY, PAIR_VERDICTS, PARTNERS, make

pytestmark = pytest.mark.browser
LOCKED = {"locked": True, "chosen": ["ankle:q", "knee:p"], "verdicts": PAIR_VERDICTS}


def test_pairs_are_sent_in_the_order_of_the_prompts_and_one_may_stay_open(bench):
    page = bench.put("matching", make("matching"))
    commit = page.get_by_role("button", name="Commit pairs")
    expect(commit).to_be_disabled()
    expect(page.get_by_text("Give at least one its partner first.")).to_be_visible()
    page.get_by_label("Knee jerk").select_option("s")
    page.get_by_label("Ankle jerk").select_option("q")
    expect(page.get_by_text("2 of 3 have a partner.")).to_be_visible()
    commit.press("Enter")
    assert bench.actions("matching") == [{"verb": "answer", "item": "q12", "chosen": ["ankle:q", "knee:s"]}]


def test_every_list_offers_the_partners_in_the_order_shown_and_no_more(bench):
    page = bench.put("matching", make("matching"))
    for prompt in ("Ankle jerk", "Knee jerk", "Lifting the big toe"):
        options = page.get_by_label(prompt).get_by_role("option")
        expect(options).to_have_count(5)
        assert options.evaluate_all("all => all.map((one) => one.value)") == ["", "p", "q", "r", "s"]


def test_a_partner_may_be_given_twice_and_taken_back(bench):
    page = bench.put("matching", make("matching"))
    page.get_by_label("Ankle jerk").select_option("p")
    page.get_by_label("Knee jerk").select_option("p")
    page.get_by_label("Ankle jerk").select_option("")
    expect(page.get_by_text("1 of 3 have a partner.")).to_be_visible()
    page.get_by_role("button", name="Commit pairs").press("Enter")
    assert [action["chosen"] for action in bench.actions("matching")] == [["knee:p"]]


def test_the_keyboard_alone_answers(bench):
    page = bench.put("matching", make("matching", certainty=CERTAINTY))
    page.keyboard.press("Tab")
    expect(page.get_by_label("Ankle jerk")).to_be_focused()
    page.keyboard.press("S")
    expect(page.get_by_label("Ankle jerk")).to_have_value("q")
    expect(page.get_by_label("Ankle jerk")).to_be_focused()
    page.get_by_role("radio", name="guessing").press("Space")
    page.get_by_role("button", name="Commit pairs").press("Enter")
    assert [(action["chosen"], action["certainty"]) for action in bench.actions("matching")] == [(["ankle:q"], 1)]


def test_what_is_not_sent_yet_outlives_a_redraw_and_is_gone_with_the_next_item(bench):
    page = bench.put("matching", make("matching"))
    page.get_by_label("Knee jerk").select_option("r")
    bench.show("matching", make("matching", hint="Other words."))
    expect(page.get_by_text("Other words.")).to_be_visible()
    expect(page.get_by_label("Knee jerk")).to_have_value("r")
    bench.show("matching", make("matching", id="other", legend="Another one"))
    expect(page.get_by_role("group", name="Another one")).to_be_visible()
    expect(page.get_by_label("Knee jerk")).to_have_value("")


def test_verdicts_name_both_partners_and_what_was_left_open(bench):
    page = bench.put("matching", make("matching"))
    bench.show("matching", make("matching", **LOCKED))
    expect(page.get_by_role("heading", name="1 of 3 right")).to_be_focused()
    expect(page.locator("#st-live")).to_have_text("1 of 3 right")
    answers = page.get_by_role("listitem")
    expect(answers.nth(0)).to_contain_text("Ankle jerk → S1 — Right")
    expect(answers.nth(1)).to_contain_text("Knee jerk → L5 — Not right")
    expect(answers.nth(1)).to_contain_text("it belongs to “L4”")
    expect(answers.nth(2)).to_contain_text("— left open")
    expect(page.get_by_role("combobox")).to_have_count(0)


@pytest.mark.parametrize(("right", "word"), [(True, "Right"), (False, "Not right")])
def test_all_or_none_has_its_own_word(bench, right, word):
    verdicts = {prompt: {**verdict, "right": right} for prompt, verdict in PAIR_VERDICTS.items()}
    page = bench.put("matching", make("matching", **{**LOCKED, "verdicts": verdicts}))
    expect(page.get_by_role("heading", name=word, exact=True)).to_be_visible()


def test_lists_are_large_enough_for_a_finger(open_bench):
    page = open_bench(width=360).put("matching", make("matching"))
    heights = page.get_by_role("combobox").evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
    assert len(heights) == 3
    assert min(heights) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_long_partner_is_shown_whole_under_its_list(open_bench):
    page = open_bench(width=360).put("matching", make("matching"))
    page.get_by_label("Knee jerk").select_option("s")
    expect(page.locator(".st-whole")).to_have_text(PARTNERS[3]["text"])
    page.get_by_label("Knee jerk").select_option("p")
    expect(page.locator(".st-whole")).to_have_count(0)
