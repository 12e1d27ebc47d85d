"""The rooms that somebody looks at through this server.

The store alone says where a room stands. This server keeps what it read last, so that a class that looks costs nothing,
and asks the store twice a second, in one short read for all rooms, whether anything has changed: by another server, or
by this one before it was started again. What is done here is told at once.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from sciatica_teach.errors import RoomGone, StaleVersion, StoreError
from sciatica_teach.hosting.live.ballots import BallotBox
from sciatica_teach.hosting.live.held import HeldRoom, Listener, hold
from sciatica_teach.hosting.live.limits import Limits
from sciatica_teach.model.live import Ballot, LiveEntry, LiveEvent
from sciatica_teach.session.live.state import LiveRoom
from sciatica_teach.store.live.port import Cast, LiveStore, RoomHead, RoomId, RoomLook
from sciatica_teach.store.live.rules import hash_host_key, hash_voter

T = TypeVar("T")
LOOK_EVERY_S = 0.5
FORGOTTEN_AFTER_S = 600.0
"""A room that nobody listens to or asks for is read anew afterwards."""
WORKERS = 4
MOST_STREAMS = 4000
MOST_STREAMS_OF_ADDRESS = 1500
"""A school stands behind one address."""

log = logging.getLogger("sciatica-teach")


class LiveRooms:
    """All rooms of this server. It belongs to one event loop."""

    def __init__(
        self, store: LiveStore, clock: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic
    ) -> None:
        """`clock` is seconds since the epoch, `steady` seconds on a clock that never goes back."""
        self._store = store
        self.clock, self.steady = clock, steady
        self.limits = Limits()
        self._box = BallotBox(self._write)
        self._turn = asyncio.Lock()
        """Who writes: SQLite lets one in at a time and is not fair, and a host must not wait until all have voted."""
        self._held: dict[RoomId, HeldRoom] = {}
        self._right_keys: set[str] = set()
        self._watching: asyncio.Task[None] | None = None
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="live-rooms")

    async def beside(self, call: Callable[..., T], *args: object) -> T:
        """Run a call that takes a while without holding up anybody."""
        return await asyncio.get_running_loop().run_in_executor(self._workers, partial(call, *args))

    async def find(self, code: str) -> HeldRoom | None:
        """The room with this join code, as it stands now. Raises StoreError."""
        for held in self._held.values():
            if held.head.code == code and not held.room.ended and held.listeners:
                return self._touch(held)
        head = await self.beside(self._store.find, code)
        return await self._hold(head) if head else None

    def knows(self, code: str, secret: str) -> bool:
        """Whether a phone is in the room with this code already."""
        return any(
            held.knows(hash_voter(held.head.id, secret)) for held in self._held.values() if held.head.code == code
        )

    def is_full(self, origin: str) -> bool:
        """Whether this address, or all together, have as many streams as there can be."""
        origins = [one.origin for held in self._held.values() for one in held.listeners]
        return len(origins) >= MOST_STREAMS or origins.count(origin) >= MOST_STREAMS_OF_ADDRESS

    async def find_hosted(self, host_key: str) -> HeldRoom | None:
        """The room that this key runs. Raises StoreError."""
        head = await self.beside(self._store.find_hosted, host_key)
        if head is None:
            return None
        self._right_keys.add(hash_host_key(host_key))
        return await self._hold(head)

    def knows_key(self, host_key: str) -> bool:
        """Whether this key was right before: no wrong tries of others shut its host out."""
        return hash_host_key(host_key) in self._right_keys

    async def refresh(self, held: HeldRoom) -> None:
        """Make sure that the room is as the store has it. Raises StoreError."""
        looks = await self.beside(self._store.look, [held.head.id])
        if held.head.id not in looks:
            raise RoomGone("This room does not exist any more.")
        await self._take(held, looks[held.head.id])

    async def record(
        self, held: HeldRoom, command_id: str, decide: Callable[[LiveRoom], Sequence[LiveEvent]]
    ) -> None:
        """Do what `decide` makes of the room as it stands; once more where somebody else was quicker.

        Raises StoreError, and whatever `decide` raises.
        """
        for is_last in (False, True):
            if command_id in held.commands:
                return
            events = await self.beside(decide, held.room)
            entries = [LiveEntry(event=event, at=self.clock(), command_id=command_id) for event in events]
            try:
                async with self._turn:
                    await self.beside(self._store.append, held.head.id, entries, held.version)
            except StaleVersion:
                await self.refresh(held)
                if is_last:
                    raise
                continue
            await self.refresh(held)
            return

    async def vote(self, held: HeldRoom, ballot: Ballot) -> Cast:
        """Have the ballot counted. Raises StoreError."""
        cast = await self._box.cast(ballot)
        if cast == "counted":
            voters = held.take_ballots({ballot.vote: (ballot,)})
            held.votes_seen += len(voters)  # where that is all, the next look has nothing to read
            _tell_votes(held, voters)
        return cast

    @contextmanager
    def listening(self, held: HeldRoom, listener: Listener) -> Iterator[None]:
        """The listener hears of the room meanwhile."""
        held.listeners.append(listener)
        held.recount_phones()
        if self._watching is None:
            self._watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            held.listeners.remove(listener)
            self._touch(held)
            held.recount_phones()

    def end_streams(self) -> None:
        """Let every stream come to its end: the server is about to leave."""
        for held in self._held.values():
            for listener in held.listeners:
                listener.end()

    async def _write(self, ballots: Sequence[Ballot]) -> tuple[Cast, ...]:
        async with self._turn:
            return await self.beside(self._store.cast, ballots, self.clock())

    async def _hold(self, head: RoomHead) -> HeldRoom | None:
        self._forget()
        held = self._held.get(head.id)
        if held is None:
            held = hold(head, await self.beside(self._store.read, head.id))
            if held is None:
                return None
            held = self._held.setdefault(head.id, held)  # somebody else may have read it meanwhile
        await self.refresh(self._touch(held))
        return held

    def _touch(self, held: HeldRoom) -> HeldRoom:
        held.touched_at = self.steady()
        return held

    def _forget(self) -> None:
        before = self.steady() - FORGOTTEN_AFTER_S
        for room, held in list(self._held.items()):
            if not held.listeners and held.touched_at < before:
                del self._held[room]

    async def _take(self, held: HeldRoom, look: RoomLook) -> None:
        """Read what the look says is new."""
        is_new = look.version > held.version
        if is_new:
            held.take_record(await self.beside(self._store.read, held.head.id))
        if is_new or look.votes != held.votes_seen:
            votes = held.all_votes if is_new or not held.ballots else held.posed_votes
            voters = held.take_ballots(await self.beside(self._store.ballots, held.head.id, votes))
            held.votes_seen = look.votes
            _tell_votes(held, voters)
        if is_new:
            held.tell()

    async def _watch(self) -> None:
        """Until nobody listens any more."""
        try:
            while rooms := {room: held for room, held in self._held.items() if held.listeners}:
                try:
                    await self._look(rooms)
                except StoreError as problem:
                    log.warning("Live rooms cannot be read just now: %s", problem)
                except Exception:
                    log.exception("Looking after the live rooms failed; it is tried again.")
                await asyncio.sleep(LOOK_EVERY_S)
        finally:
            self._watching = None

    async def _look(self, rooms: dict[RoomId, HeldRoom]) -> None:
        looks = await self.beside(self._store.look, tuple(rooms))
        for room, held in rooms.items():
            if room in looks:
                await self._take(held, looks[room])
                await self._close_in_time(held)
            else:
                self._held.pop(room, None)
                for listener in held.listeners:
                    listener.end()

    async def _close_in_time(self, held: HeldRoom) -> None:
        """Close a vote whose time is over. All servers may do it: its command is recorded once."""
        number, closes_at = held.room.open_vote, held.room.closes_at
        if number and closes_at is not None and self.clock() >= closes_at:
            from sciatica_teach.session.live.acting import close_overdue  # brings the engines

            await self.record(held, f"timer-{number}", lambda room: close_overdue(room, self.clock()))


def _tell_votes(held: HeldRoom, voters: Collection[str]) -> None:
    if voters:
        held.tell_voters(voters)
        held.tell_hosts()
