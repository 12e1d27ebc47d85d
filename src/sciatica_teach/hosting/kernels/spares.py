"""Kernels that wait for a visitor, so that no visitor waits for a kernel.

A spare is started, answers, and knows nothing of anybody: it has no owner, so no browser can reach it, and it gets the
variables of its visitor when it is given away. Spares are started one by one, while no page is being made: in a rush
they would take the processor from the pages they are meant to help.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from sciatica_teach.hosting.kernels.ready import Ready

SPARE_FOLDER = "."
"""Where spares run, below the folder of the lessons; a lesson elsewhere gets a kernel of its own."""
QUIET_S = 0.5
"""From the last page made to the start of the next spare."""

log = logging.getLogger("sciatica-teach")


class Spares:
    """Keeps up to `wanted` kernels ready."""

    def __init__(
        self, wanted: int, start: Callable[[], Awaitable[Ready]], is_quiet: Callable[[], bool],
        end: Callable[[Ready], None] = Ready.let_go,
    ) -> None:
        """`start` makes one, `end` is done to one that is given up; `is_quiet`: there is room and time for it."""
        self._wanted = wanted
        self._start = start
        self._end = end
        self._is_quiet = is_quiet
        self._ready: deque[Ready] = deque()
        self._filling: asyncio.Task[None] | None = None
        self._stopped = False
        self._generation = 0

    def __len__(self) -> int:
        return len(self._ready)

    async def take(self) -> Ready | None:
        """A spare that is alive, or None."""
        while self._ready:
            spare = self._ready.popleft()
            if await spare.client.is_alive():
                return spare
            spare.let_go()
        return None

    def fill_soon(self) -> None:
        """Start what is missing once the server is quiet."""
        if self._wanted and not self._stopped and (self._filling is None or self._filling.done()):
            self._filling = asyncio.ensure_future(self._fill())

    def renew(self) -> None:
        """Give up those there are and the one that is being started, for what they know is out of date."""
        self._generation += 1
        while self._ready:
            self._end(self._ready.popleft())
        self.fill_soon()

    def stop(self) -> None:
        """Start none any more, and let go of those there are. Their kernels end with all others."""
        self._stopped = True
        if self._filling:
            self._filling.cancel()
        while self._ready:
            self._ready.popleft().let_go()

    async def _fill(self) -> None:
        while len(self) < self._wanted:
            await asyncio.sleep(QUIET_S)
            if not self._is_quiet():
                return  # whoever is served now asks again at the end
            generation = self._generation
            try:
                started = await self._start()
            except Exception:  # whatever it is, visitors' own kernels are started without it
                log.exception("No spare kernel could be started.")
                return
            if generation == self._generation:
                self._ready.append(started)
            else:
                self._end(started)
