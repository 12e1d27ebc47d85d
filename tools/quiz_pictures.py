"""The pictures of the quiz: a point, a hint in a round of practice, an exam with its sheet, the page on progress."""

from __future__ import annotations

from pathlib import Path

from anatomy_pictures import shoot_part
from playwright.sync_api import Page


def take_quiz(page: Page, url: str, images: Path, width: int) -> None:
    open_quiz(page, url, "item=made-point-buttock-5")
    page.locator("[data-key='place:b']").press("Space")
    shoot_part(page, ".st-part.st-place", images / f"quiz-point-{width}.png", 1000)
    open_quiz(page, url, "mode=practice&area=safety")
    page.get_by_role("button", name="Give me a nudge").press("Enter")
    page.get_by_role("heading", name="Nudge:").wait_for()
    shoot_part(page, ".st-quiz", images / f"practice-{width}.png", 1000)
    page.get_by_role("button", name="End this round").press("Enter")
    page.get_by_role("heading", name="Nothing to ask").wait_for()
    open_quiz(page, url, "mode=exam")
    page.get_by_role("button", name="Begin: the clock starts").press("Enter")
    page.locator("[data-key='sheet']").press("Enter")
    shoot_part(page, ".st-quiz", images / f"exam-{width}.png", 1000)
    page.get_by_role("button", name="Hand in").press("Enter")
    page.get_by_role("button", name="Yes: Hand in").press("Enter")
    page.get_by_role("heading", name="Your result").wait_for()
    page.goto(f"{url}/voila/render/06_progress.ipynb")
    page.locator(".st-part.st-plot").first.wait_for()
    page.wait_for_function("() => stPage.state === 'ready'")
    shoot_part(page, ".st-main", images / f"progress-{width}.png", 1100)


def open_quiz(page: Page, url: str, query: str) -> None:
    page.goto(f"{url}/voila/render/05_quiz.ipynb?{query}")
    page.wait_for_selector(".st-view .st-part :is(h1, h2, legend)", timeout=60_000)
    page.wait_for_function("() => stPage.state === 'ready'")
