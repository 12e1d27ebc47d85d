"""A room as this server holds it: what the store said last, and who listens."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sciatica_teach.model.live import Ballot
from sciatica_teach.session.live.state import LiveRoom, replay_room
from sciatica_teach.store.live.port import LiveRecord, RoomHead

if TYPE_CHECKING:
    from sciatica_teach.session.live.tally import Tally


@dataclass(eq=False)
class Listener:
    """One open stream. It is told that something changed, and looks for itself: whoever reads slowly misses what was in
    between, and nothing is kept for it."""

    voter: str = ""
    """Of a phone; empty for a host's view."""
    origin: str = ""
    """Where it comes from."""
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    ended: bool = False

    def end(self) -> None:
        """Let the stream come to its end."""
        self.ended = True
        self.wake.set()


@dataclass(eq=False)
class HeldRoom:
    """What is known of one room."""

    head: RoomHead
    room: LiveRoom
    version: int
    """Events in the store, those of a newer program included."""
    commands: frozenset[str]
    """Of the hosts, as recorded."""
    votes_seen: int = 0
    """Ballots ever counted, as the store said last, and those that were counted here since."""
    ballots: dict[int, dict[str, Ballot]] = field(default_factory=dict)
    """Vote -> voter -> the ballot that counts."""
    tallies: dict[int, Tally] = field(default_factory=dict)
    """Vote -> what its ballots come to; those whose ballots changed since are left out."""
    content: str = ""
    """Version of the content that the tallies and drawings were made with."""
    touched_at: float = 0.0
    """When somebody last asked for it, on a clock that never goes back."""
    listeners: list[Listener] = field(default_factory=list)
    drawn_phones: dict[object, str] = field(default_factory=dict)
    """What was drawn of the present state for phones, by their answer."""
    drawn_hosts: dict[object, str] = field(default_factory=dict)
    """The same for hosts, by view and address."""
    revision: int = 0
    """Grows with whatever a host's view shows."""
    drawing: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while something is drawn, so that it is drawn once for all who wait for it."""

    @property
    def posed_votes(self) -> tuple[int, ...]:
        """Numbers of the votes on the question on the wall."""
        return self.room.current.votes if self.room.current else ()

    @property
    def all_votes(self) -> tuple[int, ...]:
        return tuple(vote for posed in self.room.polls for vote in posed.votes)

    @property
    def phones(self) -> int:
        """How many phones listen here."""
        return len({one.voter for one in self.listeners if one.voter})

    def find_streams(self, voter: str) -> list[Listener]:
        """The open streams of a phone, or of the hosts; the oldest first."""
        return [one for one in self.listeners if one.voter == voter]

    def has_voted(self, voter: str) -> bool:
        """Whether this phone voted in the room before."""
        return any(voter in cast for cast in self.ballots.values())

    def knows(self, voter: str) -> bool:
        """Whether this phone listens here, or has voted before."""
        return any(one.voter == voter for one in self.listeners) or self.has_voted(voter)

    def find_own(self, voter: str) -> Ballot | None:
        """What this phone answered in the vote that is open, or that was last."""
        votes = self.posed_votes
        return self.ballots.get(votes[-1], {}).get(voter) if votes else None

    def take_record(self, record: LiveRecord) -> bool:
        """Be as recorded, unless that is old news; whether anything changed."""
        room = replay_room(record.entries)
        if room is None or record.version <= self.version:
            return False
        self.room, self.version = room, record.version
        self.commands = find_commands(record)
        self.drawn_phones.clear()
        self._redraw_hosts()
        return True

    def take_ballots(self, ballots: Mapping[int, Iterable[Ballot]]) -> set[str]:
        """Add what is newer than what is known; returns whose it is. A ballot never vanishes, so an old answer of the
        store does no harm."""
        changed = set()
        for vote, cast in ballots.items():
            known = self.ballots.setdefault(vote, {})
            for ballot in cast:
                before = known.get(ballot.voter)
                if before is None or before.change < ballot.change:
                    known[ballot.voter] = ballot
                    changed.add(ballot.voter)
                    self.tallies.pop(vote, None)
        if changed:
            self._redraw_hosts()
        return changed

    def copy_ballots(self) -> dict[int, tuple[Ballot, ...]]:
        """Vote -> its ballots as they are now."""
        return {vote: tuple(self.ballots.get(vote, {}).values()) for vote in self.all_votes}

    def find_uncounted(self) -> dict[int, tuple[Ballot, ...]]:
        """Vote -> ballots, of those that have no tally."""
        return {vote: ballots for vote, ballots in self.copy_ballots().items() if vote not in self.tallies}

    def take_tallies(self, counted: Mapping[int, tuple[Ballot, ...]], tallies: Mapping[int, Tally]) -> None:
        """Keep what was tallied of these ballots, unless there are others by now."""
        now = self.find_uncounted()
        self.tallies |= {vote: tallies[vote] for vote, ballots in counted.items() if now.get(vote) == ballots}

    def take_content(self, version: str) -> None:
        """What was made with other content is made anew."""
        if version != self.content:
            self.content = version
            self.tallies.clear()
            self.drawn_phones.clear()
            self._redraw_hosts()

    def recount_phones(self) -> None:
        """A phone came or went: the hosts see how many there are."""
        self._redraw_hosts()
        self.tell_hosts()

    def tell(self) -> None:
        """Something changed that everybody may see."""
        for listener in self.listeners:
            listener.wake.set()

    def tell_hosts(self) -> None:
        for listener in self.listeners:
            if not listener.voter:
                listener.wake.set()

    def tell_voters(self, voters: Collection[str]) -> None:
        for listener in self.listeners:
            if listener.voter in voters:
                listener.wake.set()

    def _redraw_hosts(self) -> None:
        self.revision += 1
        self.drawn_hosts.clear()


def find_commands(record: LiveRecord) -> frozenset[str]:
    """The ids of what hosts did."""
    return frozenset(entry.command_id for entry in record.entries)


def hold(head: RoomHead, record: LiveRecord) -> HeldRoom | None:
    """The room of this record; None where no opening is in it."""
    room = replay_room(record.entries)
    if room is None:
        return None
    return HeldRoom(head=head, room=room, version=record.version, commands=find_commands(record))
