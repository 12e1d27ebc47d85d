"""Votes that are written together: each gets its own answer, and nothing is told before it is certain."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from sciatica_teach.errors import StoreUnavailable
from sciatica_teach.hosting.live import ballots
from sciatica_teach.hosting.live.ballots import BallotBox
from sciatica_teach.model.live import Ballot
from sciatica_teach.store.live.port import Cast


def build_ballot(number: int) -> Ballot:
    return Ballot(room="r", vote=1, voter=str(number), response=("a",), change=1)


class Writer:
    """A store that is told when to answer."""

    def __init__(self) -> None:
        self.batches: list[int] = []
        self.open = asyncio.Event()
        self.begun = asyncio.Event()
        self.problem: Exception | None = None

    async def __call__(self, cast: Sequence[Ballot]) -> tuple[Cast, ...]:
        self.batches.append(len(cast))
        self.begun.set()
        await self.open.wait()
        if self.problem:
            raise self.problem
        return tuple("counted" if int(one.voter) % 2 else "closed" for one in cast)


async def fill(writer: Writer, box: BallotBox) -> None:
    first = [asyncio.create_task(box.cast(build_ballot(number))) for number in range(3)]
    await writer.begun.wait()
    rest = [asyncio.create_task(box.cast(build_ballot(number))) for number in range(3, 10)]
    await asyncio.sleep(0)
    assert not any(task.done() for task in (*first, *rest))
    writer.open.set()
    assert await asyncio.gather(*first, *rest) == ["counted" if n % 2 else "closed" for n in range(10)]
    assert writer.batches == [3, 7]


def test_what_comes_during_a_transaction_is_the_next_one() -> None:
    async def run() -> None:
        writer = Writer()
        await fill(writer, BallotBox(writer))

    asyncio.run(run())


def test_a_failed_transaction_is_told_to_all_of_it_and_the_next_one_is_tried() -> None:
    async def run() -> None:
        writer = Writer()
        writer.problem = StoreUnavailable("away")
        writer.open.set()
        box = BallotBox(writer)
        told = await asyncio.gather(*(box.cast(build_ballot(n)) for n in range(4)), return_exceptions=True)
        assert [type(one) for one in told] == [StoreUnavailable] * 4
        writer.problem = None
        assert await box.cast(build_ballot(1)) == "counted"

    asyncio.run(run())


def test_a_phone_that_hangs_up_holds_up_nobody() -> None:
    async def run() -> None:
        writer = Writer()
        box = BallotBox(writer)
        leaving, staying = (asyncio.create_task(box.cast(build_ballot(n))) for n in (1, 3))
        await writer.begun.wait()
        leaving.cancel()
        writer.open.set()
        assert await staying == "counted"

    asyncio.run(run())


def test_what_waits_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballots, "MOST_WAITING", 2)

    async def run() -> None:
        writer = Writer()
        box = BallotBox(writer)
        tasks = [asyncio.create_task(box.cast(build_ballot(n))) for n in (1, 3)]
        await asyncio.sleep(0)
        with pytest.raises(StoreUnavailable, match="no more are taken"):
            await box.cast(build_ballot(5))
        writer.open.set()
        assert await asyncio.gather(*tasks) == ["counted", "counted"]

    asyncio.run(run())
