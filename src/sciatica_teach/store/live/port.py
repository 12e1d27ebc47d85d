"""What a store of live rooms promises, whichever database stands behind it.

A room is reached by two words. The *join code* is short, read from the wall, and lets a phone vote. The *host key* is a
secret of at least 128 bits that runs the room: it is kept as a hash here, and in the instructor's own record, so that
the instructor comes back to the room after any restart. Whoever has neither learns nothing, not even that there is one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NewType, Protocol

from sciatica_teach.model.live import Ballot, LiveEntry
from sciatica_teach.model.record import record

RoomId = NewType("RoomId", str)
"""Opaque and random; it never leaves the server."""

Cast = Literal["counted", "closed", "stale"]
"""What became of a ballot: it counts (now or already); its vote is not open; a newer one of the same phone counts."""


@record
class RoomHead:
    """A room without its events."""

    id: RoomId
    code: str
    opened_at: float
    closed: bool


@record
class RoomLook:
    """What tells whether anything has changed."""

    version: int
    """How many events the room has."""
    open_vote: int
    """Number of the vote that is open; 0 when none is."""
    votes: int
    """Ballots that were ever counted, changes of mind included: it grows with each."""


@record
class LiveRecord:
    entries: tuple[LiveEntry, ...]
    version: int


class LiveStore(Protocol):
    """Where rooms are kept. `now` is seconds since the epoch, UTC. Errors as of `RecordStore`."""

    def open_room(self, entry: LiveEntry, host_key: str, now: float) -> RoomHead:
        """A new room with `RoomOpened` as its first entry, under a join code that no open room has.

        The same command with the same key, sent twice, opens one room. Raises ValueError for a key that is too short to
        be a secret, and for one that runs another room already.
        """

    def find(self, code: str) -> RoomHead | None:
        """The room with this join code, an open one before the latest closed one; None where nobody had it for long.
        Reading is forgiving: small letters, spaces and dashes do not matter."""

    def find_hosted(self, host_key: str) -> RoomHead | None:
        """The room that this key runs; None for any other key."""

    def read(self, room: RoomId) -> LiveRecord:
        """Its entries, those of a newer version left out. Raises RoomGone, as `append` does."""

    def append(self, room: RoomId, entries: Sequence[LiveEntry], expected_version: int) -> int:
        """Add the entries of one command, all or none; returns the new version. A command that is recorded changes
        nothing. Raises StaleVersion. `VoteOpened` opens that vote for ballots, and closes any other, in the same
        transaction; `VoteClosed`, `PollPosed` and `RoomClosed` close it."""

    def cast(self, ballots: Sequence[Ballot], now: float) -> tuple[Cast, ...]:
        """Count ballots, of any rooms and phones, in one transaction; returns what became of each, in order.

        A ballot that counts already is "counted" again, also after its vote was closed, so that a phone that never
        heard the answer may repeat itself. Another answer under the same `change` is "stale". `rules.hash_voter` names
        the voters.
        """

    def ballots(self, room: RoomId, votes: Collection[int]) -> Mapping[int, tuple[Ballot, ...]]:
        """Each of these votes -> its ballots, none where nobody voted. Their order tells nothing of who voted when."""

    def look(self, rooms: Collection[RoomId]) -> Mapping[RoomId, RoomLook]:
        """All of them in one short read; rooms that are gone are left out."""

    def purge(self, before: float) -> int:
        """Remove rooms opened before then with their votes; returns how many."""
