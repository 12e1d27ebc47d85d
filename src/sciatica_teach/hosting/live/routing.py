"""The addresses of live rooms, and what stands behind them."""

from __future__ import annotations

from typing import Any

from sciatica_teach.hosting.live.handling import Live
from sciatica_teach.hosting.live.hosts import (
    CodeHandler,
    DoHandler,
    EnterHandler,
    HostDoor,
    HostStream,
    SummaryHandler,
    WallHandler,
)
from sciatica_teach.hosting.live.knowing import Knowledge
from sciatica_teach.hosting.live.phones import JoinHandler, PhoneHandler, PhoneStream, VoteHandler
from sciatica_teach.hosting.live.rooms import LiveRooms
from sciatica_teach.hosting.live.screens import Screens
from sciatica_teach.settings import Settings
from sciatica_teach.store.live.port import LiveStore


def build_rooms(
    settings: Settings, store: LiveStore, content_version: str, *, base_url: str, listens_at: str, public_url: str
) -> Live:
    """Live rooms as this server offers them. Nothing is read before the first of them is asked for."""
    rooms, knowledge = LiveRooms(store), Knowledge(settings, content_version)
    return Live(
        rooms=rooms, screens=Screens(rooms, knowledge, base_url), knowledge=knowledge, listens_at=listens_at,
        public_url=public_url,
    )


def list_rules(base: str, live: Live) -> list[tuple[Any, ...]]:
    """Pattern, handler, and what its `initialize` receives."""
    code, given = r"([^/]{1,64})", {"live": live}
    return [
        (f"{base}join", JoinHandler, given),
        (rf"{base}join/{code}", PhoneHandler, given),
        (rf"{base}join/{code}/stream", PhoneStream, given),
        (rf"{base}join/{code}/vote", VoteHandler, given),
        (rf"{base}host/{code}", HostDoor, given),
        (rf"{base}host/{code}/enter", EnterHandler, given),
        (rf"{base}host/{code}/(wall|remote)", WallHandler, given),
        (rf"{base}host/{code}/stream", HostStream, given),
        (rf"{base}host/{code}/do", DoHandler, given),
        (rf"{base}host/{code}/qr\.svg", CodeHandler, given),
        (rf"{base}host/{code}/summary(\.csv)?", SummaryHandler, given),
    ]
