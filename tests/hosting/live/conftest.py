"""A server with live rooms, the store that it shares with whoever opens them, and a room in which a vote is open."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.live_room import Host, Phone, Room, open_room
from support.server import Server, bare, serve

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.settings import Settings
from sciatica_teach.store.live.opening import open_live_store
from sciatica_teach.store.live.port import LiveStore


@pytest.fixture(scope="session")
def items(kb: KnowledgeBase) -> list[str]:
    """Two questions with one right option each."""
    return [item.id for item in kb.items.single[:2]]


@pytest.fixture(scope="session")
def options(kb: KnowledgeBase) -> list[str]:
    """Of the first of them."""
    return [option.id for option in kb.items.single[0].options]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rooms")
    (folder / "lessons").mkdir()
    return folder


@pytest.fixture(scope="module")
def rooms(home: Path) -> LiveStore:
    return open_live_store(Settings.from_environment({**os.environ, "SCIATICA_TEACH_HOME": str(home)}))


@pytest.fixture(scope="module")
def live_server(home: Path, rooms: LiveStore) -> Iterator[Server]:
    del rooms  # opened first: two that make a new database at once wait for each other
    with serve(bare(home / "lessons"), home) as running:
        yield running


@pytest.fixture
def room(rooms: LiveStore, items: list[str]) -> Room:
    return open_room(rooms, items)


@pytest.fixture
def host(live_server: Server, room: Room) -> Host:
    return Host(live_server.url, room)


@pytest.fixture
def voting(host: Host) -> Host:
    """The host of a room in which vote 1 is open."""
    host.do("pose", index=0)
    host.do("open-vote")
    return host


@pytest.fixture
def phone(live_server: Server, room: Room) -> Phone:
    return Phone(live_server.url, room.code)
