"""The pictures of the anatomy lesson: the scene from behind and in the buttock, a disc, a variant, a graded lesion."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page

DRAWN_WITHIN_MS = 120_000
SETTLED = """async (host) => {
  const plot = host._fullLayout.scene._scene.glplot;
  const fine = () => plot.pixelRatio > 1;
  for (let rest = 0; rest < 30; rest = fine() ? rest + 1 : 0) await new Promise(requestAnimationFrame);
}"""
"""Until plotly has drawn finely for thirty frames."""

PLACE = """(part) => {
  const { x, y, width, height } = part.getBoundingClientRect();
  return [x + scrollX, y + scrollY, width, height];
}"""


def take_anatomy(page: Page, url: str, images: Path, width: int) -> None:
    page.goto(f"{url}/voila/render/01_anatomy.ipynb")
    wait_until_drawn(page, ".st-explorer")
    if width < 800:
        shoot_part(page, ".st-explorer", images / f"anatomy-{width}.png", 1100)
        return
    for view, name in (("Whole leg", "posterior"), ("Gluteal region", "gluteal")):
        page.locator(".st-explorer").get_by_role("button", name=view, exact=True).press("Space")
        if name == "gluteal":
            find_structure(page, "piriformis")
        shoot_part(page, ".st-explorer .st-explorer-grid", images / f"anatomy-{name}-{width}.png", 780)
    take_close_ups(page, images, width)
    take_lab(page, url, images, width)


def wait_until_drawn(page: Page, part: str) -> None:
    page.locator(f"{part} h2, {part} h3").first.wait_for(timeout=DRAWN_WITHIN_MS)
    page.locator(part).scroll_into_view_if_needed()
    ready = page.locator(f"{part} .st-stage:is([data-ready], [data-shown])")
    ready.wait_for(timeout=DRAWN_WITHIN_MS)
    ready.evaluate(SETTLED)


def find_structure(page: Page, name: str) -> None:
    field = page.get_by_role("combobox", name="Find a structure")
    field.fill(name)
    field.press("Enter")
    page.locator(".st-explorer .annotation-text").wait_for()


def take_close_ups(page: Page, images: Path, width: int) -> None:
    wait_until_drawn(page, ".st-variants")
    page.locator(".st-variants input[value=b]").press("Space")
    page.locator(".st-variants .st-stage[data-shown=b]").wait_for()
    shoot_part(page, ".st-variants", images / f"anatomy-variant-{width}.png", 900)
    wait_until_drawn(page, ".st-spine")
    page.locator(".st-spine [data-key='size:4']").press("Space")
    page.locator(".st-spine .st-stage[data-shown='l4-l5 herniation left 4']").wait_for()
    shoot_part(page, ".st-spine", images / f"anatomy-disc-{width}.png", 1000)


def take_lab(page: Page, url: str, images: Path, width: int) -> None:
    page.goto(f"{url}/voila/render/01_anatomy.ipynb?lab=predict")
    page.locator(".st-tree input[value=fibular-neck]").press("Space")
    page.get_by_role("radio", name=re.compile("^Complete")).press("Space")
    page.get_by_role("button", name="Place the lesion here").press("Enter")
    page.get_by_role("heading", name="what fails?", level=1).wait_for()
    for target in ("tibialis-anterior", "extensor-hallucis-longus", "first-web-space", "ankle-jerk"):
        page.locator(f".st-losses input[value={target}]").first.press("Space")
    page.get_by_role("button", name="Commit the prediction").press("Enter")
    page.get_by_role("heading", name="First of all, in a patient").wait_for()
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    page.screenshot(path=images / f"anatomy-lab-{width}.png", full_page=True,
                    clip={"x": 0, "y": 0, "width": width, "height": 1100})


def shoot_part(page: Page, part: str, path: Path, tallest: int) -> None:
    """The top of a part, as much as is worth a picture, with nothing under the mouse or in focus."""
    page.evaluate("document.activeElement?.blur()")
    page.mouse.move(0, 0)
    for stage in page.locator(f"{part} .st-stage:has(.gl-container canvas)").all():
        stage.evaluate(SETTLED)
    x, y, across, down = page.locator(part).evaluate(PLACE)
    clip = {"x": max(0, x - 16), "y": y - 12, "width": across + 32, "height": min(down, tallest) + 24}
    page.screenshot(path=path, full_page=True, clip=clip)
