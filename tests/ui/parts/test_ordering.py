"""Steps put in order by buttons, keyboard or dragging."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from ui.parts.samples import STEPS, make

pytestmark = pytest.mark.browser


def shown(page: Page) -> list[str]:
    return page.locator(".st-step-text").all_inner_texts()


def test_buttons_move_a_step_and_say_where_it_is_now(bench):
    page = bench.put("ordering", make("ordering"))
    page.get_by_role("button", name="Move Raise the straight leg up").click()
    assert shown(page)[1] == "Raise the straight leg"
    expect(page.locator("#st-live")).to_have_text("Raise the straight leg: now 2 of 4")
    page.get_by_role("button", name="Commit order").click()
    assert bench.actions("ordering") == [
        {"verb": "answer", "item": "q8", "chosen": ["screen", "raise", "neuro", "plan"]}
    ]


def test_the_keyboard_keeps_hold_of_the_step_it_moves(bench):
    page = bench.put("ordering", make("ordering"))
    up = page.get_by_role("button", name="Move Agree on a plan and a safety net up")
    up.focus()
    for _ in range(3):
        page.keyboard.press("Enter")
        expect(up).to_be_focused()
    assert shown(page)[0] == "Agree on a plan and a safety net"
    expect(up).to_be_disabled()
    page.keyboard.press("Enter")
    assert shown(page)[0] == "Agree on a plan and a safety net"


def test_dragging_is_an_extra(bench):
    page = bench.put("ordering", make("ordering"))
    page.get_by_text("Ask the safety questions").drag_to(page.get_by_text("Raise the straight leg"))
    assert shown(page) == [STEPS[index]["text"] for index in (1, 2, 0, 3)]


def test_the_order_shown_is_an_answer_only_when_it_is_meant(bench):
    page = bench.put("ordering", make("ordering"))
    commit = page.get_by_role("button", name="Commit order")
    expect(commit).to_be_disabled()
    page.get_by_label("Keep the order shown").check()
    commit.click()
    assert bench.actions("ordering")[0]["chosen"] == ["screen", "neuro", "raise", "plan"]


def test_verdicts_stand_beside_each_step(bench):
    page = bench.put("ordering", make("ordering"))
    verdicts = {step["id"]: {"right": step["id"] != "plan", "feedback": f"Because of {step['id']}."} for step in STEPS}
    order = ["plan", "screen", "neuro", "raise"]
    heading = ["caution", "Partly right: 3 of 6 pairs in order"]
    bench.show("ordering", make("ordering", locked=True, chosen=order, verdicts=verdicts, heading=heading))
    expect(page.get_by_role("heading", name="Partly right: 3 of 6 pairs in order")).to_be_focused()
    expect(page.get_by_role("listitem").first).to_contain_text("Not the right place")
    expect(page.get_by_role("listitem").first).to_contain_text("Because of plan.")
