"""Later visits in the browser: treated over weeks, worse and sent or not, and an emergency that was missed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect
from ui.journeys.visit import Visit

from sciatica_teach.views.words import say

pytestmark = pytest.mark.browser

WEEKS = (1, 2, 4, 6)

DISC = {"cause": "Lumbar disc", "mechanism": "An inflamed root", "target": "", "technique": "Education and exercise"}


def decide(here: Visit, case_id: str, decision: str) -> None:
    """Straight to the decision: what was left out is not what these journeys are about."""
    here.open("04_cases", f"case={case_id}&mode=clinic")
    here.press("Stop and decide now")
    here.press("Yes: Stop and decide now")
    here.page.get_by_role("radio", name=decision).press("Space")
    here.page.get_by_role("radio", name="Fairly sure").press("Space")
    here.press("Make this decision")


def reason(here: Visit) -> None:
    """A chain that is whole, and nothing more."""
    page = here.page
    for link, name in DISC.items():
        page.get_by_role("radio", name=name).first.check()
        page.locator(f"[data-key='keep:{link}']").click()
    page.locator("[data-key^='danger:']").first.check()
    page.locator("[data-key^='about:']").first.check()
    page.locator("[data-key='keep:dangers']").click()
    page.get_by_label("Visits in all").fill("6")
    page.get_by_label("Visits a week").fill("1")
    page.get_by_label("Look back at visit").fill("4")
    page.get_by_role("radio", name=say("chain.unchanged.stop-or-refer")).check()
    page.locator("[data-key='keep:dose']").click()
    here.press(say("case.chain_commit"))


def plan(here: Visit) -> None:
    expect(here.page.get_by_text("What will you do?")).to_be_visible()
    here.page.get_by_role("checkbox").first.press("Space")
    here.press("Carry out this plan")


def treat(here: Visit, case_id: str, decision: str = "Treat here") -> None:
    decide(here, case_id, decision)
    reason(here)
    plan(here)


def title(here: Visit, number: int) -> Locator:
    """Of the visit of this number; it goes by its week, because the chain counts visits of its own."""
    return here.page.get_by_role("heading", name=re.compile(f"^Week {WEEKS[number - 1]}:"))


def choose(here: Visit, choice: str) -> None:
    """Wait until this visit's choice is drawn, which is still empty, and make it."""
    expect(here.page.locator(".st-choice input:checked")).to_have_count(0)
    here.page.get_by_role("radio", name=choice, exact=True).check()
    here.press("Decide this visit")


def test_a_patient_is_treated_over_visits_and_a_reload_shows_the_same_pain(visit, server, require_accessible):
    here = visit(server)
    treat(here, "marek")
    page = here.page
    expect(title(here, 1)).to_be_visible()
    expect(page.get_by_text(say("follow_up.technique", name="Education and exercise"))).to_be_visible()
    here.press(say("follow_up.ask_screen"))
    expect(page.get_by_text(say("follow_up.screened"))).to_be_visible()
    expect(page.locator(".st-words", has_text="I feel the paper when I wipe")).to_be_visible()
    require_accessible(page)
    choose(here, "Go on as before")
    expect(title(here, 2)).to_be_focused()
    pain = page.get_by_text("Pain today").inner_text()

    here.reload()
    expect(title(here, 2)).to_be_visible()
    expect(page.get_by_text("Pain today")).to_have_text(pain)
    page.locator(".st-plot .st-stage[data-ready]").wait_for()

    choose(here, "Treat otherwise")
    expect(page.get_by_text(say("follow_up.technique_legend"))).to_be_visible()
    expect(page.get_by_role("heading", name=say("follow_up.ask_title"))).to_be_hidden()
    page.get_by_role("radio", name="Cupping").check()
    here.press(say("follow_up.technique_submit"))
    expect(title(here, 3)).to_be_focused()
    expect(page.get_by_text(say("follow_up.technique", name="Cupping"))).to_be_visible()
    choose(here, "Stop treating, with a safety net")
    here.heading(say("follow_up.went_on"))
    expect(page.get_by_text(say("follow_up.omitted", weeks="2, 4"))).to_be_visible()
    here.heading(say("follow_up.chance"))
    require_accessible(page)


def by_key(here: Visit, downward: int) -> None:
    """Decide a visit by keys: the first option of the choice is the safe end, `downward` goes on from there."""
    expect(here.page.locator(".st-choice input:checked")).to_have_count(0)
    here.choose_by_key("Emergency department", "Space")
    for _ in range(downward):
        here.page.keyboard.press("ArrowDown")
    here.choose_by_key("Decide this visit")


def test_on_a_phone_and_by_keys_somebody_who_got_worse_is_sent_at_the_second_visit(visit, server):
    here = visit(server, width=390)
    treat(here, "leonie", "Refer, routine")
    page = here.page
    expect(title(here, 1)).to_be_visible()
    hidden = "like wiping through a glove"
    here.choose_by_key(say("follow_up.ask_screen"))
    expect(page.get_by_text(say("follow_up.screened"))).to_be_visible()
    by_key(here, 6)
    expect(title(here, 2)).to_be_focused()
    assert not any(hidden in frame for frame in here.frames)
    here.choose_by_key(say("follow_up.ask_screen"))
    expect(page.locator(".st-words", has_text=hidden)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    by_key(here, 0)
    here.heading(say("follow_up.went_on"))
    expect(page.get_by_text(say("debrief.later_visit", week=1))).to_be_visible()
    expect(page.get_by_text(say("debrief.later_visit", week=2))).to_have_count(0)
    expect(page.get_by_role("heading", name=say("follow_up.missed"))).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_somebody_who_got_worse_and_was_not_sent_comes_to_harm_first_of_all(visit, server):
    here = visit(server)
    treat(here, "leonie", "Refer, routine")
    choose(here, "Go on as before")
    expect(title(here, 2)).to_be_visible()
    choose(here, "Go on as before")
    here.heading(say("follow_up.missed"))
    expect(here.page.get_by_text("her bladder had stopped")).to_be_visible()
    expect(here.page.get_by_text(say("debrief.later_visit", week=2))).to_be_visible()


def test_a_missed_emergency_does_not_come_again(visit, server):
    here = visit(server)
    decide(here, "graham", "Refer, urgent")
    plan(here)
    here.heading("The safety gate is not passed")
    here.heading(say("follow_up.missed"))
    expect(here.page.get_by_text(say("follow_up.missed_story"))).to_be_visible()
    expect(title(here, 1)).to_have_count(0)
