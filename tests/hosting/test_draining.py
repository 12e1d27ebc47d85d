"""When a server that was asked to end does so."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from support.server import bare, serve

from sciatica_teach.hosting import draining
from sciatica_teach.hosting.draining import Drain

PATIENCE_S = 30


def drain(most_s: float, connected: Callable[[], int], asked: int = 1) -> None:
    """Ask so often, and wait until it leaves."""

    async def run() -> None:
        left = asyncio.Event()
        ending = Drain(most_s, connected, left.set)
        for _ in range(asked):
            ending.begin()
        await asyncio.wait_for(left.wait(), PATIENCE_S)

    asyncio.run(run())


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draining, "LOOK_EVERY_MS", 1)


def test_it_leaves_when_the_last_page_has_gone_and_not_before() -> None:
    connected = [2, 1, 0]
    drain(3600, lambda: connected.pop(0))
    assert connected == []


def test_it_leaves_when_the_time_is_up_although_pages_are_open() -> None:
    drain(0.001, lambda: 1)


@pytest.mark.parametrize(("most_s", "asked"), [(0, 1), (3600, 2)])
def test_without_time_or_asked_twice_it_leaves_at_once(most_s: float, asked: int) -> None:
    drain(most_s, lambda: 1, asked)


@pytest.mark.slow
def test_it_leaves_although_nobody_reads_what_it_says(lessons: Path, tmp_path: Path) -> None:
    with serve(bare(lessons), tmp_path) as server:
        assert server.process.stdout
        server.process.stdout.close()
        server.stop(signal.SIGTERM)
