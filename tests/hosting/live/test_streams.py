"""A stream whose other end reads slowly, or not at all; and one whose state cannot be drawn for a moment."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from types import SimpleNamespace
from typing import Any

import pytest

from sciatica_teach.errors import StoreUnavailable
from sciatica_teach.hosting.live import streams
from sciatica_teach.hosting.live.held import Listener
from sciatica_teach.hosting.live.streams import StreamHandler


class Pipe(StreamHandler):
    """A stream without a server: what it writes is kept, and what left is up to the test."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.closed = False
        self.leaves = asyncio.Event()
        self.leaves.set()
        self._live: Any = SimpleNamespace(rooms=SimpleNamespace(clock=lambda: 1000.0))
        self.application: Any = SimpleNamespace(settings={"sciatica_log": logging.getLogger("test")})

    def write(self, chunk: Any) -> None:
        self.written.append(chunk)

    def flush(self, include_footers: bool = False) -> Any:
        del include_footers
        return self._leave()

    async def _leave(self) -> None:
        await self.leaves.wait()

    def detach(self) -> Any:
        return SimpleNamespace(close=self._close)

    def _close(self) -> None:
        self.closed = True


async def run_beside(pipe: Pipe, listener: Listener, draw: Any) -> asyncio.Task[None]:
    return asyncio.create_task(pipe._send_states(listener, draw, 0.0))


async def settle(condition: Any) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0)


def test_who_reads_nothing_is_cut_off_and_nothing_piles_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "SLOW_S", 0.01)

    async def run() -> None:
        pipe, listener = Pipe(), Listener()
        pipe.leaves.clear()
        states = iter(range(1000))

        async def draw() -> str:
            return f'{{"n":{next(states)}}}'

        task = await run_beside(pipe, listener, draw)
        for _ in range(50):
            listener.wake.set()
            await asyncio.sleep(0)
        await task
        assert pipe.closed
        assert len(pipe.written) == 1

    asyncio.run(run())


def test_the_same_state_is_sent_once_and_silence_has_a_sign_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "BEAT_S", 0.01)

    async def run() -> None:
        pipe, listener = Pipe(), Listener()

        async def draw() -> str:
            return '{"n":1}'

        task = await run_beside(pipe, listener, draw)
        await settle(lambda: len(pipe.written) >= 3)
        listener.end()
        await task
        assert pipe.written[0] == 'event: state\ndata: {"now":1000.000,"n":1}\n\n'
        assert set(pipe.written[1:]) == {"event: beat\ndata: 1\n\n"}

    asyncio.run(run())


def test_a_state_that_cannot_be_drawn_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "AWAY_S", 0.0)

    async def run() -> None:
        pipe, listener, tries = Pipe(), Listener(), []

        def draw() -> Awaitable[str]:
            tries.append(1)
            return fail() if len(tries) < 3 else succeed()

        async def fail() -> str:
            raise StoreUnavailable("away")

        async def succeed() -> str:
            return '{"n":1}'

        task = await run_beside(pipe, listener, draw)
        await settle(lambda: pipe.written)
        listener.end()
        await task
        assert len(tries) == 3

    asyncio.run(run())
