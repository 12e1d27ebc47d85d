"""When a visitor sees what: scripts that look through a page, shadow trees and all, and read the page's own clock."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import BrowserContext, Page

LOOK_EVERY_MS = 20

_WALK = """
const elements = function* (root) {
  for (const element of root.querySelectorAll("*")) {
    yield element;
    if (element.shadowRoot) yield* elements(element.shadowRoot);
  }
};
const isSeen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  && element.getBoundingClientRect().height > 0;
const says = (element, words) => [...element.childNodes]
  .some((node) => node.nodeType === Node.TEXT_NODE && node.data.replace(/\\s+/g, " ").includes(words));
const isDrawn = (element) => Object.values(element._fullLayout?.scene?._scene?.traces ?? {})
  .some(({ data }) => data?.type === "mesh3d" && data.visible === true && data.x?.length > 1000);
const isButton = (element, words) => element.localName === "button" && !element.disabled
  && element.textContent.trim() === words;
"""

_MILESTONES = """
if (window === window.top) {
  const { prose, button } = WANTED;
  const tests = {
    prose: (element) => says(element, prose) && isSeen(element),
    button: (element) => isButton(element, button) && isSeen(element),
    figure: (element) => element.classList.contains("js-plotly-plot") && isDrawn(element),
  };
  const seen = (window.benchSeen = {});
  const open = new Set(Object.keys(tests).filter((name) => name === "figure" || WANTED[name]));
  // What is in the document is on screen when the frame after the next begins.
  const note = (name) => requestAnimationFrame(() => requestAnimationFrame(() => { seen[name] = performance.now(); }));
  const look = () => {
    for (const element of elements(document)) {
      for (const name of open) {
        if (!tests[name](element)) continue;
        open.delete(name);
        note(name);
      }
    }
    if (!open.size) clearInterval(timer);
  };
  const timer = setInterval(look, EVERY);
}
"""

_PRESS = """([button, words]) => new Promise((done) => {
  WALK
  const pressed = [...elements(document)].find((element) => isButton(element, button));
  const start = performance.now();
  const look = () => {
    const hit = [...elements(document)].some((element) => says(element, words));
    if (hit) requestAnimationFrame(() => done(performance.now() - start));
    else requestAnimationFrame(look);
  };
  pressed.click();
  look();
})"""


def watch_pages(visitor: BrowserContext, prose: str = "", button: str = "") -> None:
    """From now on each page of the visitor notes when it shows the figure, and the prose and the button if named."""
    wanted = json.dumps({"prose": prose, "button": button})
    script = _MILESTONES.replace("WANTED", wanted).replace("EVERY", str(LOOK_EVERY_MS))
    visitor.add_init_script(f"(() => {{{_WALK}{script}}})();")


def wait_for_all(page: Page, *names: str) -> dict[str, float]:
    """Seconds from asking for the address until each of the named was on screen."""
    page.wait_for_function("(names) => names.every((name) => window.benchSeen?.[name])", arg=list(names))
    seen: dict[str, Any] = page.evaluate("() => window.benchSeen")
    return {name: seen[name] / 1000 for name in names}


def time_press(page: Page, button: str, words: str) -> float:
    """Milliseconds from the press of a button to the frame in which the page says `words`."""
    taken: float = page.evaluate(_PRESS.replace("WALK", _WALK), [button, words])
    return taken
