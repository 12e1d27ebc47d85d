"""What holds in every store of rooms: codes, keys, which vote is open, and which ballot of a phone counts.

A join code has 6 characters of Crockford's base 32, 30 bits. With 20 rooms open, one guess in 54 million hits one, and
gives the guesser what anybody in the lecture hall has: the question on the wall, and one more vote in that room. It
opens no record, no result before it is shown to all, and no other room. The server limits wrong tries per address.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from sciatica_teach.errors import RoomGone, StaleVersion
from sciatica_teach.model.live import (
    Ballot,
    LiveEntry,
    LiveEvent,
    PollPosed,
    RoomClosed,
    RoomOpened,
    VoteClosed,
    VoteOpened,
)
from sciatica_teach.model.record import record
from sciatica_teach.store.codes import read_letters
from sciatica_teach.store.identity import hash_secret, require_token
from sciatica_teach.store.live.port import Cast, RoomId

CODE_LENGTH = 6


@record
class Gate:
    """Whether ballots are let in."""

    open_vote: int = 0
    """0 when none is."""
    closed_at: float | None = None
    """When the room was closed; from then on no vote opens any more."""


class Counted(Protocol):
    """What counts of a phone in a vote so far."""

    @property
    def change(self) -> int: ...
    @property
    def response(self) -> tuple[str, ...]: ...


def parse_join_code(typed: str) -> str | None:
    """The six characters that were meant; None for what cannot be a join code."""
    return read_letters(typed, CODE_LENGTH)


def hash_host_key(host_key: str) -> str:
    """What is kept of a host key. Raises ValueError for one too short to be a secret."""
    return hash_secret("host-key", require_token(host_key))


def hash_voter(room: RoomId, secret: str) -> str:
    """Who votes, from what a phone keeps: the same phone is somebody else in another room."""
    return hash_secret(f"voter/{room}", require_token(secret))


def require_opening(entry: LiveEntry) -> None:
    if not isinstance(entry.event, RoomOpened):
        raise ValueError(f"a room begins with RoomOpened, not with {type(entry.event).__name__}")


def require_same_command(first: str, again: str) -> None:
    """Raise ValueError where a key that runs a room already is to open another."""
    if first != again:
        raise ValueError("this host key runs another room already; every room has a key of its own")


def require_version(present: int, expected: int) -> None:
    """Raise StaleVersion unless the room has as many events as its host's device believes."""
    if present != expected:
        raise StaleVersion(
            "The room went on from another of your devices, so this step was not taken here. Look where it is now, "
            f"then press again if it is still wanted. (This page knew {expected} steps; there are {present}.)"
        )


def room_gone() -> RoomGone:
    return RoomGone("This room does not exist any more. Open a new one in the lesson “Classroom”.")


def move_gate(gate: Gate, entries: Iterable[LiveEntry]) -> Gate:
    """Whether ballots are let in after these entries."""
    for entry in entries:
        gate = _move(gate, entry.event, entry.at)
    return gate


def _move(gate: Gate, event: LiveEvent, at: float) -> Gate:
    if gate.closed_at is not None:
        return gate
    match event:
        case VoteOpened():
            return Gate(open_vote=event.number)
        case VoteClosed() | PollPosed():
            return Gate()
        case RoomClosed():
            return Gate(closed_at=at)
        case _:
            return gate


def judge_ballot(counted: Counted | None, ballot: Ballot, open_vote: int) -> tuple[Cast, bool]:
    """What becomes of a ballot, and whether it has to be written.

    A phone that never heard the answer sends its ballot again: it is found, also after the vote was closed. Two tabs of
    one phone may count up to the same number; then the first one counts, and the other is told that it is late.
    """
    if counted is not None and ballot.change <= counted.change:
        same = (ballot.change, ballot.response) == (counted.change, counted.response)
        return ("counted" if same else "stale"), False
    return ("counted", True) if open_vote and ballot.vote == open_vote else ("closed", False)
