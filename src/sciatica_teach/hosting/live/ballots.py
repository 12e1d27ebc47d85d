"""Votes that come together are written together.

A class votes within seconds, and a database needs about as long for one transaction with a hundred ballots as for one
with a single ballot. So a ballot waits for a few milliseconds, and as long as the transaction before it takes; then all
that have come meanwhile are written at once. No phone is told that its vote counts before that transaction is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from sciatica_teach.errors import StoreUnavailable
from sciatica_teach.model.live import Ballot
from sciatica_teach.store.live.port import Cast

GATHERS_S = 0.01
LARGEST_BATCH = 500
MOST_WAITING = 5000

Write = Callable[[Sequence[Ballot]], Awaitable[tuple[Cast, ...]]]


class BallotBox:
    """Where ballots wait for their transaction. It belongs to one event loop."""

    def __init__(self, write: Write) -> None:
        """`write` counts ballots in one transaction, and says what became of each, in order."""
        self._write = write
        self._waiting: list[tuple[Ballot, asyncio.Future[Cast]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def cast(self, ballot: Ballot) -> Cast:
        """What became of the ballot, once that is certain. Raises StoreError; trying again may help."""
        if len(self._waiting) >= MOST_WAITING:
            raise StoreUnavailable("So many votes wait to be counted that no more are taken for a moment.")
        fate: asyncio.Future[Cast] = asyncio.get_running_loop().create_future()
        self._waiting.append((ballot, fate))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        return await fate

    async def _write_all(self) -> None:
        try:
            await asyncio.sleep(GATHERS_S)
            while self._waiting:
                batch, self._waiting = self._waiting[:LARGEST_BATCH], self._waiting[LARGEST_BATCH:]
                await self._write_batch(batch)
        finally:
            self._writing = None

    async def _write_batch(self, batch: Sequence[tuple[Ballot, asyncio.Future[Cast]]]) -> None:
        try:
            outcome = await self._write([ballot for ballot, _ in batch])
        except Exception as problem:
            for _, fate in batch:
                if not fate.done():  # a phone that hung up waits for nothing
                    fate.set_exception(problem)
        else:
            for (_, fate), cast in zip(batch, outcome, strict=True):
                if not fate.done():
                    fate.set_result(cast)
