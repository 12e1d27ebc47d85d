"""The rooms of one server and of two, over a store in memory, with a clock that the test moves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence

import pytest

from sciatica_teach.errors import NotAllowedNow, StaleVersion
from sciatica_teach.hosting.live import rooms as rooms_module
from sciatica_teach.hosting.live.held import HeldRoom, Listener
from sciatica_teach.hosting.live.rooms import FORGOTTEN_AFTER_S, LiveRooms
from sciatica_teach.model.live import Ballot, LiveEntry, LiveEvent, Poll, PollPosed, RoomOpened, VoteOpened
from sciatica_teach.session.live.state import LiveRoom
from sciatica_teach.store.live.memory import MemoryLiveStore
from sciatica_teach.store.live.port import RoomId

KEY = "k" * 43
POSED = PollPosed(poll=Poll(kind="item", subject_id="x"))


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Reading(MemoryLiveStore):
    """Counts how often ballots are read."""

    reads = 0

    def ballots(self, room: RoomId, votes: Collection[int]) -> Mapping[int, tuple[Ballot, ...]]:
        self.reads += 1
        return super().ballots(room, votes)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms_module, "LOOK_EVERY_S", 0.01)


@pytest.fixture
def store() -> Reading:
    return Reading()


@pytest.fixture
def code(store: Reading) -> str:
    entry = LiveEntry(event=RoomOpened(title="Leg pain"), at=1.0, command_id="open")
    return store.open_room(entry, KEY, 1.0).code


def always(*events: LiveEvent) -> Callable[[LiveRoom], Sequence[LiveEvent]]:
    return lambda _room: events


async def get(rooms: LiveRooms, code: str) -> HeldRoom:
    held = await rooms.find(code)
    assert held
    return held


async def open_vote(rooms: LiveRooms, held: HeldRoom, closes_at: float | None = None) -> None:
    await rooms.record(held, "pose", always(POSED))
    await rooms.record(held, "vote", always(VoteOpened(number=1, closes_at=closes_at)))


def build_ballot(held: HeldRoom, voter: str, change: int = 1) -> Ballot:
    return Ballot(room=held.head.id, vote=1, voter=voter, response=("a",), change=change)


async def until(condition: Callable[[], object], listener: Listener) -> None:
    """Wait for it, looking whenever the listener is woken."""
    while not condition():
        await asyncio.wait_for(listener.wake.wait(), 10)
        listener.wake.clear()


def test_what_is_done_through_one_server_is_heard_through_the_other(store: Reading, code: str) -> None:
    async def run() -> None:
        first, second = LiveRooms(store), LiveRooms(store)
        here, there, ear = await get(first, code), await get(second, code), Listener()
        with second.listening(there, ear):
            await open_vote(first, here)
            await until(lambda: there.room.phase == "voting", ear)
            assert await first.vote(here, build_ballot(here, "ann")) == "counted"
            await until(lambda: there.find_own("ann"), ear)
        assert here.find_own("ann") == there.find_own("ann")

    asyncio.run(run())


def test_own_votes_are_not_read_again_and_others_are(store: Reading, code: str) -> None:
    async def run() -> None:
        rooms, other = LiveRooms(store), LiveRooms(store)
        held = await get(rooms, code)
        await open_vote(rooms, held)
        reads = store.reads
        for voter in ("ann", "bob"):
            await rooms.vote(held, build_ballot(held, voter))
        await rooms.vote(held, build_ballot(held, "bob"))  # sent again
        await rooms.refresh(held)
        assert store.reads == reads
        await other.vote(await get(other, code), build_ballot(held, "eve"))
        reads = store.reads
        await rooms.refresh(held)
        assert store.reads == reads + 1
        assert set(held.ballots[1]) == {"ann", "bob", "eve"}

    asyncio.run(run())


def test_a_vote_is_closed_when_its_time_is_over_by_whoever_looks_and_once(store: Reading, code: str) -> None:
    async def run() -> None:
        clock = Clock()
        first, second = LiveRooms(store, clock), LiveRooms(store, clock)
        here, there, ear, other = await get(first, code), await get(second, code), Listener(), Listener()
        await open_vote(first, here, closes_at=1005.0)
        with first.listening(here, ear), second.listening(there, other):
            await until(lambda: there.room.phase == "voting", other)
            clock.now = 1005.0
            await until(lambda: here.room.phase == "closed", ear)
            await until(lambda: there.room.phase == "closed", other)
        assert store.read(here.head.id).version == 4

    asyncio.run(run())


def test_a_command_meets_the_room_as_it_stands_and_is_tried_again_once(store: Reading, code: str) -> None:
    async def run() -> None:
        rooms = LiveRooms(store)
        held = await get(rooms, code)
        room, seen = held.head.id, []

        def decide(present: LiveRoom) -> Sequence[LiveEvent]:
            seen.append(present.version)
            if len(seen) == 1:  # another host is quicker
                append(store, room, "quicker", POSED, 1)
            return (POSED,)

        await rooms.record(held, "mine", decide)
        assert seen == [1, 2]
        assert [entry.command_id for entry in store.read(room).entries] == ["open", "quicker", "mine"]
        await rooms.record(held, "mine", decide)
        assert len(seen) == 2

    asyncio.run(run())


def append(store: Reading, room: RoomId, command_id: str, event: LiveEvent, expected: int) -> None:
    store.append(room, [LiveEntry(event=event, at=2.0, command_id=command_id)], expected)


def test_a_host_who_is_always_too_late_is_told(store: Reading, code: str) -> None:
    async def run() -> None:
        rooms = LiveRooms(store)
        held = await get(rooms, code)

        def decide(present: LiveRoom) -> Sequence[LiveEvent]:
            append(store, held.head.id, f"quicker-{present.version}", POSED, present.version)
            return (POSED,)

        with pytest.raises(StaleVersion):
            await rooms.record(held, "mine", decide)

    asyncio.run(run())


def test_what_is_not_allowed_changes_nothing(store: Reading, code: str) -> None:
    async def run() -> None:
        rooms = LiveRooms(store)
        held = await get(rooms, code)

        def decide(_room: LiveRoom) -> Sequence[LiveEvent]:
            raise NotAllowedNow("not now")

        with pytest.raises(NotAllowedNow):
            await rooms.record(held, "mine", decide)
        assert held.version == store.read(held.head.id).version == 1

    asyncio.run(run())


def test_a_room_that_nobody_asks_for_is_forgotten_and_read_anew(store: Reading, code: str) -> None:
    async def run() -> None:
        steady = Clock()
        rooms = LiveRooms(store, steady=steady)
        held = await get(rooms, code)
        await open_vote(rooms, held)
        await rooms.vote(held, build_ballot(held, "ann"))
        steady.now += FORGOTTEN_AFTER_S + 1
        again = await get(rooms, code)
        assert again is not held
        assert again.find_own("ann")
        assert again.room == held.room

    asyncio.run(run())


def test_an_old_answer_of_the_store_undoes_no_newer_ballot(store: Reading, code: str) -> None:
    async def run() -> None:
        rooms = LiveRooms(store)
        held = await get(rooms, code)
        await open_vote(rooms, held)
        older = store.ballots(held.head.id, [1])
        await rooms.vote(held, build_ballot(held, "ann", change=2))
        assert held.take_ballots({1: (build_ballot(held, "ann", change=1),)}) == set()
        held.take_ballots(older)
        own = held.find_own("ann")
        assert own
        assert own.change == 2

    asyncio.run(run())
