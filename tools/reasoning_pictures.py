"""The pictures of the reasoning lesson: a point and what lies under it, a chain, the map of techniques, a calendar."""

from __future__ import annotations

from pathlib import Path

from anatomy_pictures import shoot_part
from playwright.sync_api import Page

DRAWN_WITHIN_MS = 120_000
PICTURES = {
    "desk": [("atlas", "atlas", 1000), ("chain", "chain", 860), ("claims", "claims", 1000),
             ("calendar", "course", 1240)],
    "phone": [("atlas", "atlas", 1300), ("chain", "chain", 1100)],
}
"""Part, name of the picture, and how much of it is worth one."""


def take_reasoning(page: Page, url: str, images: Path, width: int) -> None:
    page.goto(f"{url}/voila/render/03_reasoning.ipynb")
    page.locator(".st-part.st-claims").wait_for(timeout=DRAWN_WITHIN_MS)
    search = page.get_by_role("combobox", name="Find a point")
    search.fill("huantiao")
    search.press("Enter")
    page.get_by_role("heading", name="GB30").wait_for()
    page.get_by_role("link", name="big toe").or_(page.get_by_role("button", name="big toe")).first.click()
    page.locator(".st-part.st-chain .st-joint").first.wait_for()
    for part, name, tallest in PICTURES["phone" if width < 800 else "desk"]:
        shoot_part(page, f".st-part.st-{part}", images / f"{name}-{width}.png", tallest)
