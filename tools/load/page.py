"""A lesson that is open: its kernel's line, its widgets, and the signs of life that a page gives."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from load.browser import Browser
from load.errors import LineLost
from load.line import Line, open_line
from load.screen import Screen

STATES_WITHIN_S = 20.0
PING_S = 3.0
CONTROL = "jupyter.widget.control"
CONTROL_VERSION = {"version": "1.0.0"}

Word = dict[str, Any]
"""What a part says of itself: {"ack": id}, {"retry": id}, {"refused": id}, {"pong": 3}."""


class Page:
    """One load of a lesson. Use `open_page` to make one."""

    def __init__(self, browser: Browser, kernel_id: str, on_word: Callable[[Word], None]) -> None:
        self.kernel_id = kernel_id
        self.screen = Screen()
        self._browser = browser
        self._on_word = on_word
        self._control = uuid.uuid4().hex
        self._states: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._line: Line
        self._pings: asyncio.Task[None]

    async def connect(self) -> None:
        """Open the line, ask for all widgets as the widget manager does, and begin to give signs of life."""
        self._line = await open_line(self._browser.url, self.kernel_id, self._browser.cookie, self._hear)
        opening = {"comm_id": self._control, "target_name": CONTROL, "data": {}}
        try:
            await self._line.send("comm_open", opening, CONTROL_VERSION)
            await self._line.send("comm_msg", {"comm_id": self._control, "data": {"method": "request_states"}})
            self.screen.replace(await asyncio.wait_for(self._states, STATES_WITHIN_S))
        except (LineLost, TimeoutError) as error:
            await self._line.close()
            raise LineLost("the kernel did not tell its widgets") from error
        self._pings = asyncio.create_task(self._ping())

    async def send(self, model_id: str, content: dict[str, Any]) -> None:
        """A custom message to a widget, as it stands. Raises LineLost."""
        await self._line.send("comm_msg", {"comm_id": model_id, "data": {"method": "custom", "content": content}})

    async def wait(self, heard: asyncio.Future[Word], patience_s: float) -> None:
        """Until the word is heard, or for so long. Raises LineLost where the line or the kernel is gone."""
        gone = asyncio.create_task(self._line.lost.wait())
        await asyncio.wait({heard, gone}, timeout=patience_s, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        if not heard.done() and (self._line.lost.is_set() or not await self._browser.is_alive(self.kernel_id)):
            raise LineLost("the kernel is gone")

    @property
    def desk_id(self) -> str:
        """Where left-over commands are sent. Raises LineLost for a page without a desk."""
        desk = self.screen.desk
        if desk is None:
            raise LineLost("the page has no desk")
        return desk.model_id

    async def close(self, *, politely: bool) -> None:
        """Close the line; politely, the server is told that it may end the kernel."""
        self._pings.cancel()
        await asyncio.gather(self._pings, return_exceptions=True)
        await self._line.close()
        if politely:
            with suppress(LineLost):
                await self._browser.leave(self.kernel_id)

    def _hear(self, kind: str, content: dict[str, Any]) -> None:
        data = content.get("data", {})
        if content.get("comm_id") == self._control and data.get("method") == "update_states":
            if not self._states.done():
                self._states.set_result(data["states"])
        elif kind == "comm_msg" and data.get("method") == "custom":
            self._on_word(data.get("content") or {})
        else:
            self.screen.hear(kind, content)

    async def _ping(self) -> None:
        count = 0
        with suppress(LineLost):
            while True:
                await asyncio.sleep(PING_S)
                count += 1
                await self.send(self.desk_id, {"ping": count})


async def open_page(browser: Browser, path: str, on_word: Callable[[Word], None]) -> Page:
    """Fetch the lesson at `path` and everything behind it. Raises Refused, LineLost."""
    page = Page(browser, await browser.fetch_lesson(path), on_word)
    await page.connect()
    return page
