"""Rooms in SQLite or PostgreSQL: the same statements for both.

Casting and every change of a room take the room's row for themselves until they are committed (SQLite: the file), so a
ballot either was counted before its vote was closed or finds it closed. Several rooms are taken in the order of their
ids, or two servers could each wait for the other. Ballots are written many at a time: 200 phones are one transaction.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, delete, insert, select, update

from sciatica_teach.model.live import Ballot, LiveEntry
from sciatica_teach.store import appending
from sciatica_teach.store.codes import new_letters
from sciatica_teach.store.connecting import take_turn
from sciatica_teach.store.database import Database, open_engine
from sciatica_teach.store.live import rules
from sciatica_teach.store.live.casting import cast_ballots
from sciatica_teach.store.live.codec import LiveRow, decode_response, decode_rows, encode_entry
from sciatica_teach.store.live.port import Cast, LiveRecord, RoomHead, RoomId, RoomLook
from sciatica_teach.store.live.rules import Gate
from sciatica_teach.store.tables import LIVE_BALLOTS, LIVE_ENTRIES, LIVE_ROOMS

OPENING_LOCK = 7_283_471_004
"""As `schema.SCHEMA_LOCK`, for opening rooms: no two may take the same code."""

_HEAD = (LIVE_ROOMS.c.id, LIVE_ROOMS.c.code, LIVE_ROOMS.c.opened_at, LIVE_ROOMS.c.closed_at)


def open_sql_live_store(address: str) -> SqlLiveStore:
    """The rooms at a `sqlite:///` or `postgresql://` address, made or upgraded if needed."""
    return SqlLiveStore(open_engine(address))


class SqlLiveStore:
    """A `LiveStore` in a database whose schema is up to date."""

    def __init__(self, engine: Engine) -> None:
        self._database = Database(engine)
        self._reading, self._writing = self._database.reading, self._database.writing

    def open_room(self, entry: LiveEntry, host_key: str, now: float) -> RoomHead:
        rules.require_opening(entry)
        key_hash, row = rules.hash_host_key(host_key), encode_entry(entry)
        with self._writing() as connection:
            take_turn(connection, OPENING_LOCK)
            head = _find_hosted(connection, key_hash)
            if head is not None:
                rules.require_same_command(_first_command(connection, head.id), entry.command_id)
                return head
            head = _add_room(connection, key_hash, now)
            connection.execute(insert(LIVE_ENTRIES), _numbered(head.id, [row], 0))
            return head

    def find(self, code: str) -> RoomHead | None:
        wanted = select(*_HEAD).where(LIVE_ROOMS.c.code == rules.parse_join_code(code))
        in_order = wanted.order_by(LIVE_ROOMS.c.closed_at.is_not(None), LIVE_ROOMS.c.opened_at.desc())
        with self._reading() as connection:
            return _as_head(connection.execute(in_order.limit(1)).one_or_none())

    def find_hosted(self, host_key: str) -> RoomHead | None:
        with self._reading() as connection:
            return _find_hosted(connection, rules.hash_host_key(host_key))

    def read(self, room: RoomId) -> LiveRecord:
        with self._reading() as connection:
            version = _get_room(connection, room).version
            rows = [_as_row(row) for row in connection.execute(_entries_of(room, version))]
        return LiveRecord(entries=decode_rows(rows), version=version)

    def append(self, room: RoomId, entries: Sequence[LiveEntry], expected_version: int) -> int:
        rows = [encode_entry(entry) for entry in entries]
        command_id = appending.require_one_command(entries) if entries else None
        with self._writing() as connection:
            found = _get_room(connection, room, lock=True)
            if not rows or _is_recorded(connection, room, command_id):
                return int(found.version)
            rules.require_version(found.version, expected_version)
            connection.execute(insert(LIVE_ENTRIES), _numbered(room, rows, found.version))
            gate = rules.move_gate(Gate(open_vote=found.open_vote, closed_at=found.closed_at), entries)
            _change_room(connection, room, found.version + len(rows), gate)
            return int(found.version) + len(rows)

    def cast(self, ballots: Sequence[Ballot], now: float) -> tuple[Cast, ...]:
        if not ballots:
            return ()
        with self._writing() as connection:
            return cast_ballots(connection, ballots, now)

    def ballots(self, room: RoomId, votes: Collection[int]) -> Mapping[int, tuple[Ballot, ...]]:
        wanted = select(LIVE_BALLOTS).where(LIVE_BALLOTS.c.room == room, LIVE_BALLOTS.c.vote.in_(votes))
        with self._reading() as connection:
            rows = connection.execute(wanted.order_by(LIVE_BALLOTS.c.vote, LIVE_BALLOTS.c.voter)).all()
        found = [_as_ballot(row) for row in rows]
        return {vote: tuple(ballot for ballot in found if ballot.vote == vote) for vote in votes}

    def look(self, rooms: Collection[RoomId]) -> Mapping[RoomId, RoomLook]:
        columns = (LIVE_ROOMS.c.id, LIVE_ROOMS.c.version, LIVE_ROOMS.c.open_vote, LIVE_ROOMS.c.votes)
        with self._reading() as connection:
            found = connection.execute(select(*columns).where(LIVE_ROOMS.c.id.in_(rooms)))
            return {
                RoomId(name): RoomLook(version=version, open_vote=open_vote, votes=votes)
                for name, version, open_vote, votes in found
            }

    def purge(self, before: float) -> int:
        with self._writing() as connection:
            return connection.execute(delete(LIVE_ROOMS).where(LIVE_ROOMS.c.opened_at < before)).rowcount


def _find_hosted(connection: Connection, key_hash: str) -> RoomHead | None:
    return _as_head(connection.execute(select(*_HEAD).where(LIVE_ROOMS.c.host_key_hash == key_hash)).one_or_none())


def _add_room(connection: Connection, key_hash: str, now: float) -> RoomHead:
    head = RoomHead(id=RoomId(secrets.token_hex(16)), code=_new_code(connection), opened_at=now, closed=False)
    connection.execute(
        insert(LIVE_ROOMS).values(
            id=head.id, code=head.code, host_key_hash=key_hash, opened_at=now, version=1, open_vote=0, votes=0
        )
    )
    return head


def _new_code(connection: Connection) -> str:
    taken = set(connection.scalars(select(LIVE_ROOMS.c.code).where(LIVE_ROOMS.c.closed_at.is_(None))))
    while (code := new_letters(rules.CODE_LENGTH)) in taken:
        pass
    return code


def _get_room(connection: Connection, room: RoomId, *, lock: bool = False) -> Row[Any]:
    """The room's row; with `lock`, nobody else appends or casts until the transaction ends."""
    wanted = select(LIVE_ROOMS).where(LIVE_ROOMS.c.id == room)
    found = connection.execute(wanted.with_for_update() if lock else wanted).one_or_none()
    if found is None:
        raise rules.room_gone()
    return found


def _change_room(connection: Connection, room: RoomId, version: int, gate: Gate) -> None:
    changed = {"version": version, "open_vote": gate.open_vote, "closed_at": gate.closed_at}
    connection.execute(update(LIVE_ROOMS).where(LIVE_ROOMS.c.id == room).values(changed))


def _entries_of(room: RoomId, version: int) -> Select[Any]:
    """Entries below `version`, so that one appended since it was read does not slip in."""
    columns = (LIVE_ENTRIES.c.at, LIVE_ENTRIES.c.command_id, LIVE_ENTRIES.c.kind, LIVE_ENTRIES.c.body)
    wanted = select(*columns).where(LIVE_ENTRIES.c.room == room, LIVE_ENTRIES.c.position < version)
    return wanted.order_by(LIVE_ENTRIES.c.position)


def _first_command(connection: Connection, room: RoomId) -> str:
    first = select(LIVE_ENTRIES.c.command_id).where(LIVE_ENTRIES.c.room == room, LIVE_ENTRIES.c.position == 0)
    return str(connection.scalar(first))


def _is_recorded(connection: Connection, room: RoomId, command_id: str | None) -> bool:
    same = select(LIVE_ENTRIES.c.position).where(LIVE_ENTRIES.c.room == room, LIVE_ENTRIES.c.command_id == command_id)
    return connection.scalar(same.limit(1)) is not None


def _numbered(room: RoomId, rows: Sequence[LiveRow], start: int) -> list[dict[str, object]]:
    return [
        {
            "room": room, "position": position, "at": row.at, "command_id": row.command_id, "kind": row.kind,
            "body": row.body,
        }
        for position, row in enumerate(rows, start)
    ]


def _as_head(row: Row[*tuple[Any, ...]] | None) -> RoomHead | None:
    if row is None:
        return None
    return RoomHead(id=RoomId(row.id), code=row.code, opened_at=row.opened_at, closed=row.closed_at is not None)


def _as_row(row: Row[Any]) -> LiveRow:
    return LiveRow(at=row.at, command_id=row.command_id, kind=row.kind, body=row.body)


def _as_ballot(row: Row[Any]) -> Ballot:
    response = decode_response(row.response)
    return Ballot(room=row.room, vote=row.vote, voter=row.voter, response=response, change=row.change)
