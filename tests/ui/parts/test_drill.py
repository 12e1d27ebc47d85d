"""One patient of the drill: four decisions by mouse and by key, and a clock that nobody is caught by unawares."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from ui.parts.samples import PATIENT, make

pytestmark = pytest.mark.browser

NEXT = {**PATIENT, "id": "ben-39", "name": "Ben, 39"}


def judged(disposal: str | None, patient: str = "ruth-44") -> dict[str, object]:
    return {"verb": "judge", "vignette": patient, "disposal": disposal}


def at_pace(page: Page, words: str) -> None:
    page.get_by_role("radio", name=words).press("Space")


def with_clock(bench, state) -> Page:
    """The bench with a clock of the test's own: nothing moves until `run_for`."""
    bench.page.clock.install()
    return bench.put("drill", state)


def test_a_decision_is_sent_once_with_the_patient_it_is_about(bench):
    page = bench.put("drill", make("drill"))
    choice = page.get_by_role("button", name="Same day")
    choice.click()
    expect(choice).to_be_disabled()
    choice.click(force=True)
    assert bench.actions("drill") == [judged("same-day")]


@pytest.mark.parametrize(("key", "disposal"), [("1", "now"), ("2", "same-day"), ("3", "letter"), ("4", "treat")])
def test_the_number_keys_decide_while_the_focus_is_on_the_patient(bench, key, disposal):
    page = bench.put("drill", make("drill"))
    page.locator("body").press(key)
    assert bench.actions("drill") == []
    page.get_by_role("group", name="Ruth, 44").press(key)
    assert bench.actions("drill") == [judged(disposal)]


def test_other_keys_and_keys_with_a_modifier_decide_nothing(bench):
    page = bench.put("drill", make("drill"))
    for key in ("5", "0", "a", "Control+1", "Alt+1"):
        page.get_by_role("group", name="Ruth, 44").press(key)
    page.get_by_role("radio", name="Calm").press("1")
    assert bench.actions("drill") == []


def test_the_buttons_show_their_keys(bench):
    page = bench.put("drill", make("drill"))
    expect(page.locator("kbd")).to_have_text(["1", "2", "3", "4"])
    expect(page.get_by_role("button", name="Letter")).to_have_attribute("aria-keyshortcuts", "3")


def test_after_the_decision_the_text_stays_and_the_buttons_go(bench):
    page = bench.put("drill", make("drill"))
    bench.show("drill", make("drill", locked=True, chosen="letter"))
    expect(page.get_by_text("The water is slow to come.")).to_be_visible()
    expect(page.get_by_text("You decided: Letter")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    page.get_by_role("group", name="Ruth, 44").press("1")
    assert bench.actions("drill") == []


def test_who_did_not_decide_reads_that_time_was_up(bench):
    page = bench.put("drill", make("drill", locked=True, chosen=None))
    expect(page.get_by_text("Time was up.")).to_be_visible()


def test_the_next_patient_takes_the_focus_and_the_first_one_does_not(bench):
    page = bench.put("drill", make("drill"))
    expect(page.locator("body")).to_be_focused()
    bench.show("drill", make("drill", locked=True, chosen="now"))
    bench.show("drill", make("drill", id="second", patient=NEXT))
    expect(page.get_by_role("group", name="Ben, 39")).to_be_focused()
    page.keyboard.press("4")
    assert bench.actions("drill") == [judged("treat", "ben-39")]


# ---- The clock ----

def test_the_default_is_calm_and_shows_no_clock(bench):
    page = with_clock(bench, make("drill"))
    expect(page.get_by_role("radio", name="Calm")).to_be_checked()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    page.clock.run_for(120_000)
    assert bench.actions("drill") == []


def test_a_pace_waits_until_the_clock_is_started_and_its_end_is_a_decision(bench):
    page = with_clock(bench, make("drill"))
    at_pace(page, "15 seconds")
    page.clock.run_for(60_000)
    expect(page.get_by_role("timer")).to_have_text("15 s left")
    page.get_by_role("button", name="Start the clock").click()
    page.clock.run_for(14_000)
    assert bench.actions("drill") == []
    page.clock.run_for(1_500)
    assert bench.actions("drill") == [judged(None)]


def test_a_clock_that_is_held_stands_still_and_goes_on_from_there(bench):
    page = with_clock(bench, make("drill"))
    at_pace(page, "30 seconds")
    page.get_by_role("button", name="Start the clock").press("Enter")
    page.clock.run_for(10_000)
    hold = page.get_by_role("button", name="Hold the clock")
    hold.press("Enter")
    expect(page.get_by_role("button", name="Go on")).to_be_focused()
    page.clock.run_for(60_000)
    expect(page.get_by_role("timer")).to_have_text(re.compile("^(20|21) s left$"))
    page.get_by_role("button", name="Go on").press("Enter")
    page.clock.run_for(21_500)
    assert bench.actions("drill") == [judged(None)]


def test_a_decision_in_time_stops_the_clock(bench):
    page = with_clock(bench, make("drill"))
    at_pace(page, "15 seconds")
    page.get_by_role("button", name="Start the clock").click()
    page.clock.run_for(5_000)
    page.get_by_role("button", name="Now").click()
    bench.show("drill", make("drill", locked=True, chosen="now"))
    page.clock.run_for(60_000)
    assert {message["action"]["disposal"] for message in bench.sent("drill")} == {"now"}


def test_the_clock_runs_on_with_the_next_patient_unless_it_was_held(bench):
    page = with_clock(bench, make("drill"))
    bench.reply_always("ack")
    at_pace(page, "15 seconds")
    page.get_by_role("button", name="Start the clock").click()
    page.get_by_role("button", name="Now").click()
    bench.show("drill", make("drill", locked=True, chosen="now"))
    bench.show("drill", make("drill", id="second", patient=NEXT))
    expect(page.get_by_role("button", name="Hold the clock")).to_be_visible()
    page.get_by_role("button", name="Hold the clock").click()
    page.get_by_role("button", name="Now").click()
    bench.show("drill", make("drill", id="second", patient=NEXT, locked=True, chosen="now"))
    bench.show("drill", make("drill", id="third"))
    expect(page.get_by_role("button", name="Start the clock")).to_be_visible()


def test_the_time_is_announced_at_half_and_near_the_end_and_not_every_second(bench):
    page = with_clock(bench, make("drill"))
    page.evaluate("""() => { window.said = []; new MutationObserver((changes) => changes.forEach((change) => {
        const region = document.getElementById('st-live');
        if (region?.contains(change.target) || change.target === region) window.said.push(region.textContent.trim());
    })).observe(document.body, { subtree: true, childList: true, characterData: true }); }""")
    at_pace(page, "30 seconds")
    page.get_by_role("button", name="Start the clock").click()
    page.clock.run_for(29_000)
    assert page.evaluate("window.said") == ["The clock runs: 30 seconds.", "15 s left", "5 s left"]


def test_the_bar_moves_in_steps_for_those_who_want_less_motion(open_bench):
    bench = open_bench(reduced_motion="reduce")
    page = with_clock(bench, make("drill"))
    at_pace(page, "30 seconds")
    page.get_by_role("button", name="Start the clock").click()
    values = set()
    for _ in range(10):
        page.clock.run_for(1_000)
        values.add(page.get_by_role("progressbar").evaluate("bar => bar.value"))
    assert values <= {30_000, 25_000, 20_000}


def test_nobody_is_hurried_while_another_tab_works_on_it(bench):
    page = with_clock(bench, make("drill"))
    at_pace(page, "15 seconds")
    page.get_by_role("button", name="Start the clock").click()
    page.evaluate("document.querySelector('.st-view').toggleAttribute('inert', true)")
    page.clock.run_for(60_000)
    assert bench.actions("drill") == []


def test_the_pace_is_kept_for_the_next_visit_but_the_clock_is_not_running_then(bench):
    page = bench.put("drill", make("drill"))
    at_pace(page, "15 seconds")
    bench.reload()
    expect(page.get_by_role("radio", name="15 seconds")).to_be_checked()
    expect(page.get_by_role("button", name="Start the clock")).to_be_visible()


def test_what_was_not_taken_is_told_and_can_be_decided_again(bench):
    page = bench.put("drill", make("drill"))
    page.get_by_role("button", name="Now").click()
    bench.answer("drill", {"refused": bench.sent("drill")[0]["id"], "why": "This patient has left."})
    expect(page.locator(".st-fate")).to_have_text("✕Not taken. This patient has left.")
    page.get_by_role("button", name="Letter").click()
    assert bench.actions("drill")[-1] == judged("letter")
