"""Rooms that last as long as the process, and the plainest statement of the rules."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

from sciatica_teach.model.live import Ballot, LiveEntry
from sciatica_teach.store import appending
from sciatica_teach.store.codes import new_letters
from sciatica_teach.store.live import rules
from sciatica_teach.store.live.codec import LiveRow, decode_rows, encode_entry
from sciatica_teach.store.live.port import Cast, LiveRecord, RoomHead, RoomId, RoomLook
from sciatica_teach.store.live.rules import Gate


@dataclass
class _Room:
    id: RoomId
    code: str
    host_key_hash: str
    opened_at: float
    rows: list[LiveRow]
    gate: Gate = field(default_factory=Gate)
    ballots: dict[tuple[int, str], Ballot] = field(default_factory=dict)
    """Vote and voter -> the ballot that counts."""
    votes: int = 0

    @property
    def head(self) -> RoomHead:
        closed = self.gate.closed_at is not None
        return RoomHead(id=self.id, code=self.code, opened_at=self.opened_at, closed=closed)

    def take(self, ballot: Ballot) -> Cast:
        place = (ballot.vote, ballot.voter)
        outcome, to_be_written = rules.judge_ballot(self.ballots.get(place), ballot, self.gate.open_vote)
        if to_be_written:
            self.ballots[place] = ballot
            self.votes += 1
        return outcome


@dataclass
class MemoryLiveStore:
    """A `LiveStore` in dictionaries, keeping the same rows and hashes that a database would."""

    _rooms: dict[RoomId, _Room] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def open_room(self, entry: LiveEntry, host_key: str, now: float) -> RoomHead:
        rules.require_opening(entry)
        key_hash, row = rules.hash_host_key(host_key), encode_entry(entry)
        with self._lock:
            for room in self._rooms.values():
                if room.host_key_hash == key_hash:
                    rules.require_same_command(room.rows[0].command_id, entry.command_id)
                    return room.head
            room = _Room(RoomId(secrets.token_hex(16)), self._new_code(), key_hash, now, [row])
            self._rooms[room.id] = room
            return room.head

    def find(self, code: str) -> RoomHead | None:
        wanted = rules.parse_join_code(code)
        with self._lock:
            found = [room.head for room in self._rooms.values() if room.code == wanted]
        return max(found, key=lambda head: (not head.closed, head.opened_at), default=None)

    def find_hosted(self, host_key: str) -> RoomHead | None:
        wanted = rules.hash_host_key(host_key)
        with self._lock:
            return next((room.head for room in self._rooms.values() if room.host_key_hash == wanted), None)

    def read(self, room: RoomId) -> LiveRecord:
        with self._lock:
            rows = tuple(self._require(room).rows)
        return LiveRecord(entries=decode_rows(rows), version=len(rows))

    def append(self, room: RoomId, entries: Sequence[LiveEntry], expected_version: int) -> int:
        rows = [encode_entry(entry) for entry in entries]
        command_id = appending.require_one_command(entries) if entries else None
        with self._lock:
            found = self._require(room)
            if rows and all(row.command_id != command_id for row in found.rows):
                rules.require_version(len(found.rows), expected_version)
                found.rows.extend(rows)
                found.gate = rules.move_gate(found.gate, entries)
            return len(found.rows)

    def cast(self, ballots: Sequence[Ballot], now: float) -> tuple[Cast, ...]:  # noqa: ARG002  # a database notes when
        with self._lock:
            return tuple(
                self._rooms[RoomId(ballot.room)].take(ballot) if ballot.room in self._rooms else "closed"
                for ballot in ballots
            )

    def ballots(self, room: RoomId, votes: Collection[int]) -> Mapping[int, tuple[Ballot, ...]]:
        with self._lock:
            kept = self._rooms[room].ballots if room in self._rooms else {}
            in_order = [kept[place] for place in sorted(kept)]
        return {vote: tuple(ballot for ballot in in_order if ballot.vote == vote) for vote in votes}

    def look(self, rooms: Collection[RoomId]) -> Mapping[RoomId, RoomLook]:
        with self._lock:
            return {
                name: RoomLook(version=len(room.rows), open_vote=room.gate.open_vote, votes=room.votes)
                for name in rooms if (room := self._rooms.get(name))
            }

    def purge(self, before: float) -> int:
        with self._lock:
            gone = [name for name, room in self._rooms.items() if room.opened_at < before]
            for name in gone:
                del self._rooms[name]
        return len(gone)

    def _require(self, room: RoomId) -> _Room:
        if room not in self._rooms:
            raise rules.room_gone()
        return self._rooms[room]

    def _new_code(self) -> str:
        taken = {room.code for room in self._rooms.values() if room.gate.closed_at is None}
        while (code := new_letters(rules.CODE_LENGTH)) in taken:
            pass
        return code
