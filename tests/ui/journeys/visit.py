"""A visit to the site: a page with its console, its requests and its frames, and the few things a learner does."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page, WebSocket, expect

STARTS_WITHIN_MS = 60_000
ANSWERS_WITHIN_MS = 30_000
"""Patience on a machine whose two cores also run the other worker; nothing waits longer than it has to."""
LOST_ON_PURPOSE = re.compile(r"ERR_CONNECTION_REFUSED|status of (400|403|404|503)|WebSocket|Kernel")
"""What a browser says of a server or kernel that the test itself took away."""


class Visit:
    """Drives one page as a learner would."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.origin = url
        self.problems: list[str] = []
        self.elsewhere: list[str] = []
        self.frames: list[str] = []
        self.losing = False
        page.set_default_timeout(STARTS_WITHIN_MS)  # a kernel shares two cores with the other worker's browser
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", lambda request: self._note(request.url))
        page.on("websocket", self._on_websocket)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not (self.losing and LOST_ON_PURPOSE.search(message.text)):
            self.problems.append(message.text)

    def _note(self, url: str) -> None:
        if not url.startswith((self.origin, f"blob:{self.origin}", "data:")):
            self.elsewhere.append(url)

    def _on_websocket(self, socket: WebSocket) -> None:
        def received(payload: str | bytes) -> None:
            self.frames.append(payload if isinstance(payload, str) else payload.decode("utf-8", "replace"))

        socket.on("framereceived", received)

    def keep(self, stem: Path) -> None:
        """A picture and the console, for whoever reads the red build."""
        stem.parent.mkdir(exist_ok=True)
        self.page.screenshot(path=stem.with_suffix(".png"), full_page=True)
        stem.with_suffix(".txt").write_text("\n".join([self.page.url, *self.problems]), encoding="utf-8")

    def open(self, notebook: str, query: str = "") -> None:
        """Open a lesson and wait until its widgets are alive."""
        self.page.goto(f"{self.url}/voila/render/{notebook}.ipynb{'?' + query if query else ''}")
        self.wait_until_alive()

    def reload(self) -> None:
        self.page.reload()
        self.wait_until_alive()

    def wait_until_alive(self) -> None:
        drawn = self.page.locator(".st-view .st-part :is(h1, h2, h3, legend)").first
        expect(drawn).to_be_visible(timeout=STARTS_WITHIN_MS)

    def heading(self, words: str) -> None:
        """Wait until a heading with these words is there."""
        expect(self.page.get_by_role("heading", name=words).first).to_be_visible()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def believe(self, **percents: int) -> None:
        """List the causes (by the start of their names, "_" for a space) with these shares, and commit."""
        pick = self.page.get_by_label("Add a cause")
        expect(pick).to_be_visible()
        for name, percent in percents.items():
            start = name.replace("_", " ")
            option = self.page.locator("option", has_text=re.compile(f"^{start}")).first
            if option.count():
                pick.select_option(label=option.inner_text())
                self.page.get_by_role("button", name="Add", exact=True).click()
            self.page.get_by_role("slider", name=re.compile(f"^{start.split()[0]}")).first.fill(str(percent))
        self.press("Commit")
        expect(self.page.locator(".st-hint", has_text="Committed for this room")).to_be_visible()

    def choose_by_key(self, words: str, key: str = "Enter") -> None:
        """Go to an element with the Tab key, and press a key on it."""
        self.tab_to(words)
        self.page.keyboard.press(key)

    def tab_to(self, words: str, most: int = 400) -> None:
        """Move the focus with the Tab key until it stands on an element with these words."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if words.lower() in self.page.evaluate(FOCUSED).lower():
                return
        raise AssertionError(f"The Tab key never reached “{words}”")


expect.set_options(timeout=ANSWERS_WITHIN_MS)

FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at?.matches("a, button, input, select, summary, [role=button]")) return "";
  const labels = [...(at?.labels ?? [])].map((label) => label.innerText).join(" ");
  return [at.getAttribute("aria-label"), labels, at.matches("select") ? "" : at.innerText].filter(Boolean).join(" ");
}"""
