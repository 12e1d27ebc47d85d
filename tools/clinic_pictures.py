"""The pictures of the clinic: its front, a patient, the treatment, a later visit, and the debrief."""

from __future__ import annotations

import re
from pathlib import Path

from anatomy_pictures import shoot_part
from playwright.sync_api import Page

DRAWN_WITHIN_MS = 120_000
BELIEFS = {"Lumbar disc herniation with root pain": 55, "Deep gluteal pain, piriformis syndrome": 20}
HISTORY = ("What does sitting do to the pain?", "When you cough, sneeze or strain, does the leg feel it?")
TESTS = ("Straight leg raise", "Crossed straight leg raise", "Great toe extension")
CHAIN = {"cause": "Lumbar disc", "mechanism": "An inflamed root", "target": "", "technique": "Education and exercise"}
DOSE = {"Visits in all": "6", "Visits a week": "1", "Look back at visit": "4"}
PLAN = ("warning card", "Test toe and foot power", "Agree today to review", "Explain how such a pain")


def open_case(page: Page, url: str, query: str) -> None:
    page.goto(f"{url}/voila/render/04_cases.ipynb{query}")
    page.wait_for_selector(".st-view .st-part :is(h1, h2, legend)", timeout=DRAWN_WITHIN_MS)
    page.wait_for_function("() => stPage.state === 'ready'")


def ask(page: Page, question: str) -> None:
    button = page.locator(".st-ask-button", has_text=re.compile(f"^{re.escape(question)}")).first
    group = page.locator("details.st-group", has=button)
    if not group.evaluate("group => group.open"):
        group.locator("summary").first.click()
    button.click()
    page.locator(".st-asked", has_text=question).first.wait_for()


def believe(page: Page) -> None:
    page.get_by_label("Add a cause").wait_for()
    for name, percent in BELIEFS.items():
        if page.locator("option", has_text=name).count():
            page.get_by_label("Add a cause").select_option(label=name)
            page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_role("slider", name=re.compile(f"^{name.split()[0]}")).fill(str(percent))


def commit(page: Page, onward: str) -> None:
    page.get_by_role("button", name=re.compile("^Commit")).click()
    page.locator(".st-hint", has_text="Committed for this room").wait_for()
    page.get_by_role("button", name=onward).click()


def play_to_history(page: Page, url: str) -> None:
    """All that can be asked in the first room, then two questions of the second."""
    open_case(page, url, "?case=marek&mode=clinic")
    while (folded := page.locator("details.st-group:not([open]) > summary")).count():
        folded.first.click()
    while page.locator(".st-ask-button").count():
        before = page.locator(".st-asked").count()
        page.locator(".st-ask-button").first.click()
        page.wait_for_function(f"() => document.querySelectorAll('.st-asked').length > {before}")
    believe(page)
    commit(page, "Go to the history")
    page.get_by_role("heading", name="Ask about").wait_for()
    for question in HISTORY:
        if page.locator(".st-ask-button", has_text=question).count():  # else it came out on an open question
            ask(page, question)
    believe(page)


def examine_and_decide(page: Page) -> None:
    commit(page, "Go to the examination")
    page.get_by_role("heading", name="Examine").wait_for()
    for test in TESTS:
        ask(page, test)
    page.get_by_role("slider", name=re.compile("^Lumbar")).fill("85")
    commit(page, "Go to the decision")
    page.get_by_role("radio", name=re.compile("^Treat here")).check(force=True)
    page.get_by_role("radio", name="Fairly sure").check(force=True)
    page.get_by_role("button", name="Make this decision").click()


def reason_and_plan(page: Page) -> None:
    for link, name in CHAIN.items():
        option = page.get_by_role("radio", name=name).first
        option.wait_for()  # a forced check does not wait until the link has opened
        option.check(force=True)
        page.locator(f"[data-key='keep:{link}']").click()
    page.locator("[data-key^='danger:']").first.check(force=True)
    page.locator("[data-key^='about:']").first.check(force=True)
    page.locator("[data-key='keep:dangers']").click()
    for label, number in DOSE.items():
        page.get_by_label(label).fill(number)
    page.get_by_role("radio", name=re.compile("^Stop")).first.check(force=True)
    page.locator("[data-key='keep:dose']").click()
    page.get_by_role("button", name="Commit this treatment").click()
    for words in PLAN:
        page.get_by_role("checkbox", name=words).check(force=True)
    page.get_by_role("button", name="Carry out this plan").click()


def decide_visit(page: Page, week: int, choice: str) -> None:
    page.get_by_role("heading", name=f"Week {week}:").wait_for()
    page.get_by_role("button", name="Ask the whole").first.click()
    page.locator(".st-choice input:not(:checked)").first.wait_for(state="attached")
    page.get_by_role("radio", name=choice).check(force=True)
    page.get_by_role("button", name="Decide this visit").click()


def take_clinic(page: Page, images: Path, width: int) -> None:
    """A later visit and the figure of the debrief, from a case that stands in its history room."""
    examine_and_decide(page)
    reason_and_plan(page)
    decide_visit(page, 1, "Go on as before")
    page.get_by_role("heading", name="Week 2:").wait_for()
    page.locator(".st-plot .st-stage[data-ready]").first.wait_for()
    shoot_part(page, ".st-part.st-plot", images / f"visit-{width}.png", 700)
    decide_visit(page, 2, "Stop treating")
    page.locator(".st-debrief .st-stage[data-ready]").nth(1).wait_for()
    shoot_part(page, ".st-debrief .st-part.st-plot >> nth=1", images / f"path-{width}.png", 1000)
