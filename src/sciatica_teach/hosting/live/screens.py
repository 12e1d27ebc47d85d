"""What the screens of a room show, drawn once for all that show the same.

A phone's screen depends on the room and on its own answer only: two hundred phones are a handful of drawings. The time
is put in when it is sent, since a phone measures by it how far its own clock is off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sciatica_teach.hosting.live.addresses import Way
from sciatica_teach.hosting.live.held import HeldRoom
from sciatica_teach.hosting.live.knowing import Knowledge
from sciatica_teach.hosting.live.rooms import LiveRooms
from sciatica_teach.views.words import say

if TYPE_CHECKING:
    from sciatica_teach.model.knowledge import KnowledgeBase

View = Literal["wall", "remote"]


class Screens:
    """Draws for the rooms of one server."""

    def __init__(self, rooms: LiveRooms, knowledge: Knowledge, base_url: str) -> None:
        self._rooms, self._knowledge, self._base_url = rooms, knowledge, base_url

    async def draw_phone(self, held: HeldRoom, voter: str) -> str:
        """JSON for one phone, without the time."""
        from sciatica_teach.hosting.live.playing import draw_phone  # brings the engines

        kb = await self.get_content(held)
        own = held.find_own(voter)
        key = (own.vote, own.response, own.change) if own else None
        async with held.drawing:
            if key not in held.drawn_phones:
                version, room = held.version, held.room
                drawn = await self._rooms.beside(draw_phone, kb, room, own, self._rooms.clock())
                if held.version != version:
                    return drawn  # old by now; the phone is told to look again
                held.drawn_phones[key] = drawn
            return held.drawn_phones[key]

    async def draw_host(self, held: HeldRoom, view: View, origin: str | None) -> str:
        """JSON for a host's view, without the time. `origin` is where phones reach the server."""
        from sciatica_teach.hosting.live.playing import draw_host, tally

        kb = await self.get_content(held)
        async with held.drawing:
            if (view, origin) not in held.drawn_hosts:
                revision, room, uncounted = held.revision, held.room, held.find_uncounted()
                counted = await self._rooms.beside(tally, kb, room, uncounted)
                held.take_tallies(uncounted, counted)
                drawn = await self._rooms.beside(
                    draw_host, kb, room, held.tallies | counted, view, self.find_way(held, origin), held.phones,
                    self._rooms.clock(),
                )
                if held.revision != revision:
                    return drawn
                held.drawn_hosts[view, origin] = drawn
            return held.drawn_hosts[view, origin]

    async def get_content(self, held: HeldRoom) -> KnowledgeBase:
        """The content as this room is played with it now. Raises ContentError."""
        version = self._knowledge.version
        kb = self._knowledge.at_hand
        if kb is None:
            kb = await self._rooms.beside(self._knowledge.get)
        held.take_content(version)
        return kb

    def find_way(self, held: HeldRoom, origin: str | None) -> Way:
        """How phones come to the room from where `origin` leads to."""
        code = held.head.code
        if not origin:
            return Way(code, unreachable=say("live_server.unreachable"))
        address = f"{origin.partition('://')[2]}{self._base_url}join"
        return Way(code, address, f"{self._base_url}host/{code}/qr.svg?for=join")
