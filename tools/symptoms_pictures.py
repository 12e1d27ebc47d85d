"""The pictures of the symptoms lesson: the playground with a few findings, the evidence map, two causes, a drawing."""

from __future__ import annotations

from pathlib import Path

from anatomy_pictures import shoot_part
from playwright.sync_api import Page

DRAWN_WITHIN_MS = 120_000
ENTERED = ("Worse when sitting", "Crossed straight leg raise", "Great toe extension is weak")


def take_symptoms(page: Page, url: str, images: Path, width: int) -> None:
    page.goto(f"{url}/voila/render/02_symptoms.ipynb")
    page.locator(".st-evidence .st-stage[data-ready]").wait_for(timeout=DRAWN_WITHIN_MS)
    for name in ENTERED:
        enter(page, name)
    if width < 800:
        shoot_part(page, ".st-part.st-shares", images / f"playground-{width}.png", 1100)
        shoot_part(page, ".st-part.st-drill", images / f"drill-{width}.png", 1100)
        return
    shoot_part(page, ".st-playground", images / f"playground-{width}.png", 860)
    shoot_part(page, ".st-part.st-evidence", images / f"evidence-{width}.png", 860)
    shoot_part(page, ".st-part.st-contrast", images / f"compare-{width}.png", 860)
    shoot_part(page, ".st-part.st-drawing", images / f"drawing-{width}.png", 860)


def enter(page: Page, name: str) -> None:
    """A finding into the playground, as present."""
    page.locator(".st-answers").get_by_role("searchbox").fill(name)
    found = page.locator(".st-answers").get_by_role("group", name=name).first
    found.get_by_role("button", name="present").press("Enter")
    page.locator(".st-answers .st-chips", has_text=name).wait_for()
    page.locator(".st-answers").get_by_role("searchbox").fill("")
