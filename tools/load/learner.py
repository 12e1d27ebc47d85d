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
from dataclasses import dataclass
from random import Random

from load.browser import Browser
from load.errors import LineLost, NothingToDo, Refused
from load.ledger import Command
from load.moves import Move, find_move
from load.page import Page, Word, open_page
from load.screen import Screen

RESEND_S = 3.0
OPENS_AGAIN_S = 0.5
"""Between two tries to open a page that was lost."""
GIVES_UP_S = 90.0
"""How long one command may wait, lost kernels and lost servers included."""


@dataclass
class Troubles:
    """What a learner met besides being slow."""

    reopened: int = 0
    """How often the kernel was gone in the middle of a command."""
    refused_pages: int = 0
    refused_commands: int = 0
    retries: int = 0
    """How often the server said that a command could not be saved yet."""


class Learner:
    """Plays one lesson. `commands` is the ledger of all that was sent."""

    def __init__(self, url: str, *, lesson: str, query: str = "", rng: Random, browser: Browser | None = None) -> None:
        self.browser = browser or Browser(url)
        self.path = find_path(lesson, query)
        self.rng = rng
        self.commands: list[Command] = []
        self.troubles = Troubles()
        self._page: Page | None = None
        self._waiting: dict[str, asyncio.Future[Word]] = {}

    async def open(self) -> None:
        """Open the page and everything behind it; one that was open is dropped. Raises Refused, LineLost."""
        await self._drop(politely=False)
        try:
            self._page = await open_page(self.browser, self.path, self._hear)
        except Refused:
            self.troubles.refused_pages += 1
            raise

    async def turn_to(self, lesson: str, query: str = "") -> None:
        """Follow a link to another lesson: the kernel of this page is taken leave of."""
        self.path = find_path(lesson, query)
        await self.reload()

    async def reload(self) -> None:
        """Load the page anew; the kernel of the present one is taken leave of."""
        await self._drop(politely=True)
        await self._open_again()

    async def close(self, *, politely: bool = True) -> None:
        """Take leave, so that the server ends the kernel; or just be gone."""
        await self._drop(politely=politely)
        self.browser.close()

    @property
    def page(self) -> Page:
        """The page that is open. Raises LineLost where there is none."""
        if self._page is None:
            raise LineLost("no page is open")
        return self._page

    @property
    def screen(self) -> Screen:
        return self.page.screen

    async def step(self) -> Command:
        """The next thing on screen; returns its command, settled. Raises NothingToDo, and LineLost after too long."""
        move = find_move(self.screen, self.rng)
        if move is None:
            raise NothingToDo(self.path)
        return await self.perform(move)

    async def perform(self, move: Move) -> Command:
        """Send this move until it is settled, over as many kernels as that takes."""
        now = asyncio.get_running_loop().time()
        command = Command(id=str(uuid.uuid4()), subject=move.subject, action=move.action, sent_at=now)
        self.commands.append(command)
        heard = self._waiting[command.id] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(GIVES_UP_S):
                await self._deliver(command, move.part.model_id, heard)
        except TimeoutError as error:
            raise LineLost(f"a command waited {GIVES_UP_S:g} s for its word") from error
        finally:
            del self._waiting[command.id]
        return command

    async def _deliver(self, command: Command, model_id: str, heard: asyncio.Future[Word]) -> None:
        while not heard.done():
            command.tries += 1
            try:
                await self.page.send(model_id, {"id": command.id, "action": command.action})
                await self.page.wait(heard, RESEND_S)
            except LineLost:
                self.troubles.reopened += 1
                await self._open_again()
                model_id = self.page.desk_id
        self._settle(command, heard.result())

    async def _open_again(self) -> None:
        """Until it works; whoever waits for that sets the limit."""
        while True:
            try:
                await self.open()
                return
            except (LineLost, Refused):
                await asyncio.sleep(OPENS_AGAIN_S)

    async def _drop(self, *, politely: bool) -> None:
        page, self._page = self._page, None
        if page is not None:
            await page.close(politely=politely)

    def _settle(self, command: Command, word: Word) -> None:
        command.settled_at = asyncio.get_running_loop().time()
        command.fate = "saved" if "ack" in word else "refused"
        command.why = str(word.get("why", ""))
        self.troubles.refused_commands += command.fate == "refused"

    def _hear(self, word: Word) -> None:
        self.troubles.retries += "retry" in word
        heard = self._waiting.get(str(word.get("ack") or word.get("refused")))
        if heard and not heard.done():
            heard.set_result(word)


def find_path(lesson: str, query: str = "") -> str:
    """Where a lesson is shown, from the server's address on."""
    return f"/voila/render/{lesson}.ipynb{'?' + query if query else ''}"
