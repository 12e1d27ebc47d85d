"""Ballots counted inside one transaction, as many as came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import Connection, bindparam, insert, select, update

from sciatica_teach.model.live import Ballot
from sciatica_teach.store.live import rules
from sciatica_teach.store.live.codec import decode_response, encode_response
from sciatica_teach.store.live.port import Cast
from sciatica_teach.store.tables import LIVE_BALLOTS, LIVE_ROOMS

Place = tuple[str, int, str]
"""Room, vote and voter: one ballot counts in each."""

BATCH = 500
"""Phones asked for in one statement; SQLite takes 32,766 values at the most."""


def cast_ballots(connection: Connection, ballots: Sequence[Ballot], now: float) -> tuple[Cast, ...]:
    """What becomes of each, in order; written are those that count at the end."""
    open_votes = _take_rooms(connection, {ballot.room for ballot in ballots})
    counted = _find_counted(connection, [ballot for ballot in ballots if ballot.room in open_votes])
    known = set(counted)
    outcomes: list[Cast] = []
    written: Counter[Place] = Counter()
    for ballot in ballots:
        place = _place(ballot)
        outcome, to_be_written = rules.judge_ballot(counted.get(place), ballot, open_votes.get(ballot.room, 0))
        outcomes.append(outcome)
        if to_be_written:
            counted[place] = ballot
            written[place] += 1
    _write(connection, {place: counted[place] for place in written}, known, now)
    _count_up(connection, written)
    return tuple(outcomes)


def _place(ballot: Ballot) -> Place:
    return ballot.room, ballot.vote, ballot.voter


def _take_rooms(connection: Connection, rooms: set[str]) -> dict[str, int]:
    """Room -> its open vote; nobody opens or closes one of them until the transaction ends."""
    wanted = select(LIVE_ROOMS.c.id, LIVE_ROOMS.c.open_vote).where(LIVE_ROOMS.c.id.in_(rooms))
    found = connection.execute(wanted.order_by(LIVE_ROOMS.c.id).with_for_update())
    return {row.id: row.open_vote for row in found}


def _find_counted(connection: Connection, ballots: Sequence[Ballot]) -> dict[Place, Ballot]:
    voters: dict[tuple[str, int], list[str]] = {}
    for ballot in ballots:
        voters.setdefault((ballot.room, ballot.vote), []).append(ballot.voter)
    return {
        _place(found): found
        for (room, vote), names in voters.items()
        for some in _in_batches(names)
        for found in _read_counted(connection, room, vote, some)
    }


def _in_batches(names: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(names)
    while some := list(islice(rest, BATCH)):
        yield some


def _read_counted(connection: Connection, room: str, vote: int, voters: Sequence[str]) -> list[Ballot]:
    columns = (LIVE_BALLOTS.c.voter, LIVE_BALLOTS.c.response, LIVE_BALLOTS.c.change)
    wanted = select(*columns).where(
        LIVE_BALLOTS.c.room == room, LIVE_BALLOTS.c.vote == vote, LIVE_BALLOTS.c.voter.in_(voters)
    )
    return [
        Ballot(room=room, vote=vote, voter=voter, response=decode_response(response), change=change)
        for voter, response, change in connection.execute(wanted)
    ]


def _write(connection: Connection, ballots: Mapping[Place, Ballot], known: set[Place], now: float) -> None:
    new = [_as_values(ballot, now) for place, ballot in ballots.items() if place not in known]
    changed = [_as_values(ballot, now) for place, ballot in ballots.items() if place in known]
    if new:
        connection.execute(insert(LIVE_BALLOTS), new)
    if changed:
        connection.execute(_REPLACE, [{f"_{name}": value for name, value in values.items()} for values in changed])


_REPLACE = (
    update(LIVE_BALLOTS)
    .where(*(LIVE_BALLOTS.c[name] == bindparam(f"_{name}") for name in ("room", "vote", "voter")))
    .values({name: bindparam(f"_{name}") for name in ("response", "change", "at")})
)


def _as_values(ballot: Ballot, now: float) -> dict[str, object]:
    return {
        "room": ballot.room, "vote": ballot.vote, "voter": ballot.voter, "response": encode_response(ballot.response),
        "change": ballot.change, "at": now,
    }


def _count_up(connection: Connection, written: Mapping[Place, int]) -> None:
    for room in sorted({room for room, _, _ in written}):
        added = sum(times for place, times in written.items() if place[0] == room)
        connection.execute(update(LIVE_ROOMS).where(LIVE_ROOMS.c.id == room).values(votes=LIVE_ROOMS.c.votes + added))
