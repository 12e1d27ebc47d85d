"""Where a region of the body to draw on can be hit."""

from __future__ import annotations

from playwright.sync_api import Page


def inside(page: Page, region: str, side: str) -> dict[str, float]:
    """A place on the screen where this region is on top: found by asking, for regions overlap in the drawing."""
    page.locator(".st-plate").scroll_into_view_if_needed()
    found = page.evaluate("""([region, side]) => {
      const isIt = (x, y) => {
        const zone = document.elementFromPoint(x, y)?.closest(".st-zone");
        return zone?.dataset.region === region && zone.dataset.side === side;
      };
      for (const one of document.querySelectorAll(`.st-zone[data-region='${region}'][data-side='${side}']`)) {
        one.scrollIntoView({ block: "center" });
        const { left, top, width, height } = one.getBoundingClientRect();
        for (let down = 1; down < 20; down += 1) for (let across = 1; across < 20; across += 1) {
          const [x, y] = [left + (width * across) / 20, top + (height * down) / 20];
          const near = [[0, 0], [-3, 0], [3, 0], [0, -3], [0, 3]];
          if (near.every(([dx, dy]) => isIt(x + dx, y + dy))) return { x, y };
        }
      }
      return null;
    }""", [region, side])
    assert found, f"{region}, {side} cannot be hit"
    return found
