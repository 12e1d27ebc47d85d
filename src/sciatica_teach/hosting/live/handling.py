"""What the handlers of phones and hosts share: the room that is meant, who may send, and answers to what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import msgspec
from tornado.web import HTTPError

from sciatica_teach.hosting.live.knowing import Knowledge
from sciatica_teach.hosting.live.pages import build_live
from sciatica_teach.hosting.live.rooms import LiveRooms
from sciatica_teach.hosting.live.screens import Screens
from sciatica_teach.hosting.plain import PlainHandler
from sciatica_teach.views.words import say

LARGEST_MESSAGE = 16 * 1024
"""Bytes of a vote or a command: a plan of many questions is the longest."""
LONGEST_ID = 64
TOO_MANY = 429
UNAVAILABLE = 503


@dataclass(frozen=True, eq=False)
class Live:
    """What all handlers of live rooms work with."""

    rooms: LiveRooms
    screens: Screens
    knowledge: Knowledge
    listens_at: str
    """The address that the server listens on."""
    public_url: str
    """Scheme, host and port for phones where the operator named them; else empty."""


class Refused(Exception):
    """What was sent is not done, and will not be if it is sent again."""

    def __init__(self, key: str, status: int = 400) -> None:
        """`key` of the words under `live_server`."""
        super().__init__(say(f"live_server.{key}"))
        self.status = status


class RoomPage(PlainHandler):
    """A page or a question of a live room."""

    def initialize(self, live: Live) -> None:
        self._live = live

    @property
    def origin(self) -> str:
        """Where the request comes from, for what is counted by address."""
        return self.request.remote_ip or "unknown"

    def render_room(self, name: str, **values: Any) -> None:
        self.render_page(name, live=build_live(self.places), **values)

    def is_searching(self) -> bool:
        """Whether so many wrong codes and keys came from this address that no more are looked at."""
        limits = self._live.rooms.limits
        return limits.wrong_tries.left(self.origin, self._live.rooms.steady()) < 1

    def count_wrong_try(self) -> None:
        self._live.rooms.limits.wrong_tries.take(self.origin, self._live.rooms.steady())

    def read_message(self) -> dict[str, Any]:
        """What a page of ours sent. Raises Refused for another site's request, and for what no page of ours sends."""
        if not is_own_site(self.request.headers, self.request.host):
            raise Refused("foreign", 403)
        if len(self.request.body) > LARGEST_MESSAGE:
            raise Refused("no_message", 413)
        try:
            told = msgspec.json.decode(self.request.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise Refused("no_message") from None
        if not isinstance(told, dict) or not _is_id(told.get("id")):
            raise Refused("no_message")
        return told

    def answer(self, told: dict[str, Any], status: int = 200) -> None:
        """JSON for a script of ours."""
        self.set_status(status)
        self.set_header("Cache-Control", "no-store")
        self.finish(told)

    def keep_cookie(self, name: str, value: str, path: str, lasts_s: int) -> None:
        """A cookie that no script reads and no other site sends."""
        self.set_cookie(
            name, value, path=path, max_age=lasts_s, httponly=True, samesite="Lax",
            secure=self.request.protocol == "https",
        )


def is_own_site(headers: Any, host: str) -> bool:
    """Whether a page of this server sends this, as far as a browser tells.

    No form can set a header of its own, and no script of another site may without being asked first, which is never
    answered. What a browser tells about the sender is believed as well, where it tells.
    """
    if not headers.get("X-Sciatica"):
        return False
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return bool(site == "same-origin")
    sender = headers.get("Origin")
    return sender is None or urlsplit(sender).netloc.lower() == host.lower()


def require_found(found: Any) -> None:
    """Raise HTTPError 404 where there is nothing, or nothing for whoever asks: nobody can tell which."""
    if not found:
        raise HTTPError(404)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_ID
