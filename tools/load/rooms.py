"""Live rooms full of phones: how soon a vote is acknowledged and seen, and whether each is counted once."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from random import Random

from load.errors import LoadError
from load.figures import spread
from load.phone import RoomHost, RoomPhone, Vote
from load.reports import Line, Section
from load.target import Target
from load.watch import Watch
from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.model.live import LiveEntry, Poll, RoomOpened
from sciatica_teach.settings import Settings
from sciatica_teach.store.live.opening import open_live_store
from sciatica_teach.store.live.port import LiveStore, RoomId
from sciatica_teach.store.live.rules import hash_voter

MOST_PHONES = 1000
PLANNED = 200
"""Questions in a room's plan; they come again when it is through."""
VOTES_WITHIN_S = 10.0
CHANGING = 3
"""Of so many phones one changes its mind."""
JOINING_AT_ONCE = 20
SETTLES_WITHIN_S = 30.0
LIMIT_MS = 300
SEEN_MS = 1000
GROWTH_MIB = 10.0
"""Most that the server may grow between the second question and the last."""


@dataclass
class PlayedRoom:
    """One room with everybody in it."""

    id: RoomId
    host: RoomHost
    phones: list[RoomPhone]
    asked: int = 0
    votes: int = 0
    seen_late_s: list[float] = field(default_factory=list)
    """For each phone's first answer in a vote: from its acknowledgement until the remote counted so many."""

    async def join(self, doors: asyncio.Semaphore) -> None:
        await self.host.enter()
        await asyncio.gather(*(_join(phone, doors) for phone in self.phones))

    async def play_question(self, rng: Random) -> None:
        """Pose, vote, discuss, vote again, reveal."""
        await self._do("pose", index=self.asked % PLANNED)
        self.asked += 1
        for verb in ("open-vote", "vote-again"):
            await self._do(verb)
            self.votes += 1
            await self._vote(rng)
            await self._do("close-vote")
        await self._do("reveal")

    async def leave(self) -> None:
        await asyncio.gather(self.host.leave(), *(phone.leave() for phone in self.phones))

    async def _do(self, verb: str, **action: object) -> None:
        await self.host.do(secrets.token_hex(8), verb=verb, **action)

    async def _vote(self, rng: Random) -> None:
        begun_at = asyncio.get_running_loop().time()
        await asyncio.gather(*(self._answer(phone, rng, rng.random() * VOTES_WITHIN_S) for phone in self.phones))
        first = sorted(vote.settled_at for phone in self.phones for vote in phone.votes
                       if vote.vote == self.votes and vote.change == 1 and vote.acknowledged)
        await self._until_seen(len(first))
        shown = [(at, voted) for at, votes, voted in self.host.seen if votes == 2 - self.votes % 2]
        shown = [(at, voted) for at, voted in shown if at >= begun_at]
        self.seen_late_s += [max(0.0, next((at for at, voted in shown if voted > place), inf) - acked)
                             for place, acked in enumerate(first)]

    async def _until_seen(self, voted: int) -> None:
        until = asyncio.get_running_loop().time() + SETTLES_WITHIN_S
        while asyncio.get_running_loop().time() < until and (not self.host.seen or self.host.seen[-1][2] < voted):
            await asyncio.sleep(0.02)

    async def _answer(self, phone: RoomPhone, rng: Random, after_s: float) -> None:
        await asyncio.sleep(after_s)
        options = await _find_options(phone, self.votes)
        await phone.answer((rng.choice(options),), self.votes, 1)
        if rng.randrange(CHANGING) == 0:
            await phone.answer((rng.choice(options),), self.votes, 2)


async def run_rooms(target: Target, rooms: int, phones: int, minutes: float = 0.0) -> Section:
    """So many rooms of so many phones: one question each, or questions for so many minutes."""
    if not 0 < rooms * phones <= MOST_PHONES:
        raise LoadError(f"There can be 1 to {MOST_PHONES} phones in all.")
    store = open_live_store(_read_settings(target))
    played = [_open_room(target, store, phones) for _ in range(rooms)]
    doors, watch = asyncio.Semaphore(JOINING_AT_ONCE), Watch(lambda: target.household)
    await asyncio.gather(*(room.join(doors) for room in played))
    until, first = time.monotonic() + 60 * minutes, None
    while True:
        await asyncio.gather(*(room.play_question(Random(number)) for number, room in enumerate(played)))
        look = await asyncio.to_thread(watch.look)
        first = first or look
        if time.monotonic() >= until:
            break
    await asyncio.gather(*(room.leave() for room in played))
    grown = look.server.memory_mib - first.server.memory_mib
    lines = [*_tell_waits(played), *await asyncio.to_thread(_count, store, played)]
    lines.append(Line("memory of the server", look.server.memory_mib, "MiB"))
    lines.append(Line("processor of the server", look.server.cpu_s, "s"))
    if minutes:
        lines.append(Line("memory it grew by", grown, "MiB", GROWTH_MIB))
    title = f"{rooms} room{'s' if rooms > 1 else ''} of {phones} phones"
    return Section(f"{title}, {minutes:g} minutes" if minutes else title, lines)


def _tell_waits(played: Sequence[PlayedRoom]) -> list[Line]:
    votes = _list_votes(played)
    waits = spread(1000 * vote.waited_s for vote in votes if vote.acknowledged)
    seen = spread(1000 * late for room in played for late in room.seen_late_s)
    return [
        Line("votes sent", len(votes)),
        Line("votes that were not acknowledged", sum(not vote.acknowledged for vote in votes), limit=0),
        Line("votes that had to be sent again", sum(vote.tries > 1 for vote in votes)),
        Line("acknowledged after, in the middle", waits.median, "ms"),
        Line("acknowledged after, 95 of 100", waits.p95, "ms", LIMIT_MS),
        Line("acknowledged after, at the most", waits.most, "ms"),
        Line("seen by the host after, 95 of 100", seen.p95, "ms"),
        Line("seen by the host after, at the most", seen.most, "ms", SEEN_MS),
    ]


def _list_votes(played: Sequence[PlayedRoom]) -> list[Vote]:
    return [vote for room in played for phone in room.phones for vote in phone.votes]


def _count(store: LiveStore, played: Sequence[PlayedRoom]) -> list[Line]:
    """Every acknowledged vote against the store."""
    lost = doubled = strange = 0
    for room in played:
        kept = store.ballots(room.id, range(1, room.votes + 1))
        for phone in room.phones:
            voter = hash_voter(room.id, phone.client.secret)
            for number, ballots in kept.items():
                own = [ballot for ballot in ballots if ballot.voter == voter]
                last = max((vote for vote in phone.votes if vote.vote == number and vote.acknowledged),
                           key=lambda vote: vote.change, default=None)
                doubled += len(own) > 1
                lost += last is not None and [one.response for one in own] != [last.response]
        known = {hash_voter(room.id, phone.client.secret) for phone in room.phones}
        strange += sum(ballot.voter not in known for ballots in kept.values() for ballot in ballots)
    return [
        Line("votes lost or changed", lost, limit=0), Line("votes counted twice", doubled, limit=0),
        Line("votes of nobody", strange, limit=0),
    ]


def _open_room(target: Target, store: LiveStore, phones: int) -> PlayedRoom:
    items = load_knowledge(_read_settings(target)).items.single
    plan = tuple(Poll(kind="item", subject_id=items[at % len(items)].id) for at in range(PLANNED))
    key, now = secrets.token_urlsafe(32), time.time()
    entry = LiveEntry(event=RoomOpened(title="Load", plan=plan), at=now, command_id=secrets.token_hex(8))
    head = store.open_room(entry, key, now)
    crowd = [RoomPhone(target.url, head.code) for _ in range(phones)]
    return PlayedRoom(head.id, RoomHost(target.url, head.code, key), crowd)


def _read_settings(target: Target) -> Settings:
    """Those of the server under load; the compiled content it keeps is used again."""
    cache = Settings.from_environment({}).cache_dir
    return Settings(data_dir=Path(target.home), cache_dir=cache, database=target.database, content_dir=None)


async def _join(phone: RoomPhone, doors: asyncio.Semaphore) -> None:
    async with doors:
        await phone.join()
    await asyncio.wait_for(phone.heard.wait(), SETTLES_WITHIN_S)


async def _find_options(phone: RoomPhone, vote: int) -> list[str]:
    """The options on the phone's screen, once it shows this vote."""
    until = asyncio.get_running_loop().time() + SETTLES_WITHIN_S
    while phone.state.get("vote") != vote or not phone.state.get("question"):
        if asyncio.get_running_loop().time() > until:
            raise LoadError("A phone was not told that a vote is open.")
        phone.heard.clear()
        await asyncio.wait_for(phone.heard.wait(), SETTLES_WITHIN_S)
    return [option["id"] for option in phone.state["question"]["state"]["options"]]
