"""A case in the browser: by keyboard from greeting to debrief, and across a reload."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def commit_belief_by_key(here) -> None:
    here.choose_by_key("Commit")
    expect(here.page.locator(".st-hint", has_text="Committed for this room")).to_be_visible()


def screen_by_key(here) -> None:
    here.choose_by_key("when you wipe")
    expect(here.page.locator(".st-asked")).to_have_count(1)
    here.choose_by_key("passing water")
    expect(here.page.locator(".st-asked")).to_have_count(2)
    here.tab_to("Add a cause")
    here.page.keyboard.type("Lumbar disc")
    here.choose_by_key("Add")
    expect(here.page.get_by_role("slider", name="Lumbar disc")).to_be_focused()
    for _ in range(5):
        here.page.keyboard.press("PageUp")
    commit_belief_by_key(here)


def decide_by_key(here) -> None:
    here.choose_by_key("Emergency department", "Space")
    for _ in range(2):  # down to "Refer, urgent"
        here.page.keyboard.press("ArrowDown")
    here.choose_by_key("Guessing", "Space")
    here.choose_by_key("Make this decision")
    expect(here.page.get_by_text("What will you do?")).to_be_visible()
    here.choose_by_key("warning card", "Space")
    here.choose_by_key("Carry out this plan")


def test_a_whole_case_by_keyboard_alone(visit, server):
    here = visit(server)
    here.open("04_cases", "case=marek&mode=clinic")
    screen_by_key(here)
    here.choose_by_key("Go to the history")
    here.heading("Ask about")
    here.choose_by_key("sitting do to the pain")
    commit_belief_by_key(here)
    here.choose_by_key("Go to the examination")
    here.heading("Examine")
    here.choose_by_key("Straight leg raise")
    commit_belief_by_key(here)
    here.choose_by_key("Go to the decision")
    decide_by_key(here)

    here.heading("The safety gate is not passed")
    expect(here.page.get_by_text("Not asked before the decision")).to_be_visible()
    here.heading("The visit, step by step")
    here.page.locator(".st-plot .st-stage[data-ready]").wait_for()


def test_asking_keeps_the_focus_and_the_groups_that_were_opened(visit, server):
    here = visit(server, width=390)
    here.open("04_cases", "case=marek&mode=clinic")
    here.page.locator("details.st-group > summary", has_text="Needle safety").click()
    here.choose_by_key("Could you be pregnant")
    expect(here.page.locator(".st-asked")).to_be_visible()
    assert here.page.evaluate("document.activeElement.dataset.key") == "ask:pregnant"


def test_a_new_room_takes_the_focus_and_is_announced(visit, server):
    here = visit(server)
    here.open("04_cases", "case=marek&mode=clinic")
    here.believe(Lumbar_disc=50)
    here.press("Go to the history")
    expect(here.page.locator("#st-live")).to_have_text("History")
    expect(here.page.locator("[aria-current=step]")).to_be_focused()


def test_an_emergency_is_stopped_and_sent_and_passes_the_gate(visit, server):
    here = visit(server)
    here.open("04_cases", "case=graham&mode=clinic")
    here.page.get_by_role("button", name="when you wipe").click()
    expect(here.page.locator(".st-asked")).to_have_count(1)
    here.press("Stop and decide now")
    here.press("Yes: Stop and decide now")
    here.page.get_by_role("radio", name="Emergency department").press("Space")
    here.page.get_by_role("radio", name="Sure", exact=True).press("Space")
    here.press("Make this decision")
    expect(here.page.get_by_text("What will you do?")).to_be_visible()
    critical = here.page.get_by_role("checkbox", name="emergency department").first
    critical.press("Space")
    here.press("Carry out this plan")
    here.heading("The safety gate is passed")
    here.heading("You stopped at the right moment")
    expect(here.page.get_by_role("heading", name="Worth adding next time")).to_have_count(0)


def test_a_reload_in_the_middle_comes_back_to_the_same_place(visit, server):
    here = visit(server)
    here.open("04_cases", "case=priya&mode=clinic")
    here.page.get_by_role("button", name="passing water").click()
    expect(here.page.locator(".st-asked")).to_have_count(1)
    here.believe(Lumbar_disc=40, Deep_gluteal=30)
    here.press("Go to the history")
    here.heading("Ask about")
    here.page.get_by_role("button", name="sitting do to the pain").click()
    answer = here.page.locator(".st-asked", has_text="sitting do to the pain").locator(".st-words")
    expect(answer).to_be_visible()
    words = answer.inner_text()
    believed = here.page.get_by_role("slider", name="Lumbar disc").input_value()
    assert believed != "0"

    here.reload()
    here.heading("Ask about")
    expect(answer).to_have_text(words)
    expect(here.page.get_by_role("slider", name="Lumbar disc")).to_have_value(believed)


def test_what_a_question_brings_back_stays_in_the_kernel_until_it_is_asked(visit, server):
    here = visit(server)
    here.open("04_cases", "case=marek&mode=clinic")
    secret = "I feel the paper when I wipe"
    assert not any(secret in frame for frame in here.frames)
    here.page.get_by_role("button", name="when you wipe").click()
    expect(here.page.get_by_text(secret).first).to_be_visible()
    assert any(secret in frame for frame in here.frames)
