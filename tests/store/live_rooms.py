"""What the tests of live rooms share: entries, ballots and a store under each address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sciatica_teach.model.live import Ballot, LiveEntry, LiveEvent, RoomOpened
from sciatica_teach.settings import Settings
from sciatica_teach.store.live.opening import open_live_store
from sciatica_teach.store.live.port import LiveStore, RoomId

NOW = 1_790_000_000.25
KEY = "a-host-key-of-enough-random-bits"

OpenLive = Callable[[], LiveStore]


def open_live(address: str) -> LiveStore:
    return open_live_store(Settings(data_dir=Path(), cache_dir=Path(), database=address, content_dir=None))


def build_live_entry(command_id: str, event: LiveEvent | None = None, *, at: float = NOW) -> LiveEntry:
    return LiveEntry(event=event or RoomOpened(title="Friday"), at=at, command_id=command_id)


def build_ballot(room: RoomId, voter: str = "phone", *, vote: int = 1, answer: str = "a", change: int = 1) -> Ballot:
    return Ballot(room=room, vote=vote, voter=voter, response=(answer,), change=change)


class Host:
    """Runs one room: each step is a command of its own, at the version the room has."""

    def __init__(self, store: LiveStore, key: str = KEY) -> None:
        self.store, self._count = store, 0
        self.head = store.open_room(build_live_entry("open"), key, NOW)
        self.room = self.head.id

    def do(self, *events: LiveEvent) -> int:
        self._count += 1
        entries = [build_live_entry(f"step-{self._count}", event) for event in events]
        return self.store.append(self.room, entries, self.store.read(self.room).version)
