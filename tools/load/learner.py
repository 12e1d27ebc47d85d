"""One learner, from opening a lesson to taking leave.

    learner = Learner("http://127.0.0.1:8866", lesson="05_quiz", query="mode=practice", rng=Random(1))
    await learner.open()              the page, its kernel, its widgets
    command = await learner.step()    press what is on screen, and wait until it is acknowledged
    await learner.close()

A command is kept until the kernel settles it. While no word comes it is sent again every three seconds, with the same
id; where the kernel is gone the page is opened again first. That is what `kit.js` does in a browser, and a person who
presses “Resume” at once.
"""

from __future__ import annotations

import asyncio
import uuid
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Any

from load.browser import Browser
from load.errors import LineLost, NothingToDo, Refused
from load.ledger import Command
from load.line import Line, open_line
from load.moves import Move, find_move
from load.screen import Screen

RESEND_S = 3.0
OPENS_AGAIN_S = 0.5
"""Between two tries to open a page that was lost."""
STATES_WITHIN_S = 20.0
PING_S = 3.0
GIVES_UP_S = 90.0
"""How long one command may wait, lost kernels and lost servers included."""
CONTROL = "jupyter.widget.control"
CONTROL_VERSION = {"version": "1.0.0"}


@dataclass
class Troubles:
    """What a learner met besides being slow."""

    reopened: int = 0
    refused_pages: int = 0
    refused_commands: int = 0
    retries: int = 0
    """How often the server said that a command could not be saved yet."""


class Learner:
    """Plays one lesson. `commands` is the ledger of all that was sent."""

    def __init__(self, url: str, *, lesson: str, query: str = "", rng: Random, browser: Browser | None = None) -> None:
        self.browser = browser or Browser(url)
        self.page = f"/voila/render/{lesson}.ipynb{'?' + query if query else ''}"
        self.rng = rng
        self.screen = Screen()
        self.commands: list[Command] = []
        self.troubles = Troubles()
        self.kernel_id = ""
        self._line: Line | None = None
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._states: asyncio.Future[dict[str, Any]] | None = None
        self._control = ""
        self._pings: asyncio.Task[None] | None = None

    # ---- The page ----

    async def open(self) -> None:
        """Open the page and everything behind it. Raises Refused, LineLost."""
        await self._hang_up()
        try:
            self.kernel_id = await self.browser.open_page(self.page)
        except Refused:
            self.troubles.refused_pages += 1
            raise
        self._line = await open_line(self.browser.url, self.kernel_id, self.browser.cookie, self._hear)
        await self._fetch_states(self._line)
        self._pings = asyncio.create_task(self._ping())

    async def close(self, *, politely: bool = True) -> None:
        """Take leave, so that the server ends the kernel; or just be gone."""
        await self._hang_up()
        if politely and self.kernel_id:
            with suppress(LineLost):
                await self.browser.leave(self.kernel_id)
        self.browser.close()

    # ---- What the learner does ----

    async def step(self) -> Command:
        """The next thing on screen; returns its command, settled. Raises NothingToDo, and LineLost after too long."""
        move = find_move(self.screen, self.rng)
        if move is None:
            raise NothingToDo(self.page)
        return await self.perform(move)

    async def perform(self, move: Move) -> Command:
        """Send this move until it is settled, over as many kernels as that takes."""
        now = asyncio.get_running_loop().time()
        command = Command(id=str(uuid.uuid4()), subject=move.subject, action=move.action, sent_at=now)
        self.commands.append(command)
        try:
            async with asyncio.timeout(GIVES_UP_S):
                await self._deliver(command, move.part.model_id)
        except TimeoutError as error:
            raise LineLost(f"a command waited {GIVES_UP_S:g} s for its word") from error
        return command

    async def send(self, model_id: str, content: dict[str, Any]) -> None:
        """A custom message to a widget, as it stands. Raises LineLost."""
        if self._line is None:
            raise LineLost("no page is open")
        await self._line.send("comm_msg", {"comm_id": model_id, "data": {"method": "custom", "content": content}})

    async def _deliver(self, command: Command, model_id: str) -> None:
        heard = self._waiting[command.id] = asyncio.get_running_loop().create_future()
        try:
            while not heard.done():
                command.tries += 1
                try:
                    await self.send(model_id, {"id": command.id, "action": command.action})
                    await self._wait_for(heard)
                except LineLost:
                    await self._open_again()
                    model_id = self._desk_id()
            self._settle(command, heard.result())
        finally:
            del self._waiting[command.id]

    async def _wait_for(self, heard: asyncio.Future[dict[str, Any]]) -> None:
        """For a while. Raises LineLost where the line or the kernel turns out to be gone."""
        if self._line is None:
            raise LineLost("no page is open")
        gone = asyncio.create_task(self._line.lost.wait())
        await asyncio.wait({heard, gone}, timeout=RESEND_S, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        if not heard.done() and (self._line.lost.is_set() or not await self.browser.is_alive(self.kernel_id)):
            raise LineLost("the kernel is gone")

    async def _open_again(self) -> None:
        """Until it works; whoever waits for that sets the limit."""
        while True:
            self.troubles.reopened += 1
            try:
                await self.open()
                return
            except (LineLost, Refused):
                await asyncio.sleep(OPENS_AGAIN_S)

    def _settle(self, command: Command, word: dict[str, Any]) -> None:
        command.settled_at = asyncio.get_running_loop().time()
        command.fate = "saved" if "ack" in word else "refused"
        command.why = str(word.get("why", ""))
        self.troubles.refused_commands += command.fate == "refused"

    # ---- What the kernel says ----

    def _hear(self, kind: str, content: dict[str, Any]) -> None:
        data = content.get("data", {})
        if content.get("comm_id") == self._control and data.get("method") == "update_states":
            if self._states and not self._states.done():
                self._states.set_result(data["states"])
        elif kind == "comm_msg" and data.get("method") == "custom":
            self._hear_word(data.get("content") or {})
        else:
            self.screen.hear(kind, content)

    def _hear_word(self, word: dict[str, Any]) -> None:
        self.troubles.retries += "retry" in word
        heard = self._waiting.get(str(word.get("ack") or word.get("refused")))
        if heard and not heard.done():
            heard.set_result(word)

    async def _fetch_states(self, line: Line) -> None:
        """Ask for all widgets of the page, as the widget manager does. Raises LineLost where none come."""
        self._control = uuid.uuid4().hex
        self._states = asyncio.get_running_loop().create_future()
        opening = {"comm_id": self._control, "target_name": CONTROL, "data": {}}
        await line.send("comm_open", opening, CONTROL_VERSION)
        await line.send("comm_msg", {"comm_id": self._control, "data": {"method": "request_states"}})
        try:
            self.screen.replace(await asyncio.wait_for(self._states, STATES_WITHIN_S))
        except TimeoutError as error:
            raise LineLost("the kernel did not tell its widgets") from error

    async def _ping(self) -> None:
        """A sign of life every few seconds, as the desk asks for it."""
        count = 0
        while True:
            await asyncio.sleep(PING_S)
            count += 1
            try:
                await self.send(self._desk_id(), {"ping": count})
            except LineLost:
                return

    def _desk_id(self) -> str:
        desk = self.screen.desk
        if desk is None:
            raise LineLost("the page has no desk")
        return desk.model_id

    async def _hang_up(self) -> None:
        if self._pings:
            self._pings.cancel()
        if self._line:
            await self._line.close()
        self._line = self._pings = None
