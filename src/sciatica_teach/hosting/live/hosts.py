"""What the host of a room asks for: the door, wall and remote with their stream, what is done, QR codes, the summary.

Whoever has the host key is a host. The key comes in the fragment of an address, which browsers send to nobody; the
door's script exchanges it for a cookie that is sent to this room's pages only and that no script can read. A wrong key,
another room's key and a room that does not exist are answered alike: there is no such page.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from tornado.web import HTTPError

from sciatica_teach.errors import SciaticaTeachError, StoreError
from sciatica_teach.hosting.framed import open_cookies
from sciatica_teach.hosting.live.addresses import draw_code, find_join_origin
from sciatica_teach.hosting.live.handling import TOO_MANY, UNAVAILABLE, Refused, RoomPage, require_found
from sciatica_teach.hosting.live.held import HeldRoom, Listener
from sciatica_teach.hosting.live.screens import View
from sciatica_teach.hosting.live.streams import HOST_PACE_S, StreamHandler
from sciatica_teach.model.live import LiveEvent
from sciatica_teach.session.live.state import LiveRoom
from sciatica_teach.store.live.rules import parse_join_code
from sciatica_teach.views.words import say

COOKIE = "st-host"
LASTS_S = 30 * 24 * 3600
MOST_STREAMS_OF_HOSTS = 12
"""Walls and remotes of one room; the oldest is ended for a new one."""

_KEY = re.compile(r"[A-Za-z0-9_-]{22,128}")


class HostPage(RoomPage):
    """What one room offers to its hosts."""

    async def find_room(self, code: str, key: object) -> HeldRoom | None:
        """The room of this code, for whoever has its key."""
        usable = isinstance(key, str) and _KEY.fullmatch(key) and parse_join_code(code) == code
        if self.is_searching() and not (usable and self._live.rooms.knows_key(str(key))):
            raise HTTPError(TOO_MANY)
        try:
            held = await self._live.rooms.find_hosted(str(key)) if usable else None
        except StoreError as problem:
            self.settings["sciatica_log"].error("A live room cannot be read: %s", problem)
            raise HTTPError(UNAVAILABLE) from problem
        if held is None or held.head.code != code:
            self.count_wrong_try()
            return None
        return held

    async def get_room(self, code: str) -> HeldRoom:
        """The room, for a host who came through its door; else HTTPError 404."""
        held = await self.find_room(code, self.get_cookie(COOKIE)) if self.get_cookie(COOKIE) else None
        require_found(held)
        assert held is not None
        return held

    def find_origin(self) -> str | None:
        """Where phones reach this server."""
        return find_join_origin(
            self.request.protocol, self.request.host, self._live.listens_at, self._live.public_url
        )


class HostDoor(HostPage):
    """`/host/CODE`: the same for every code, since the key is not here yet."""

    async def get(self, typed: str) -> None:
        code = parse_join_code(typed)
        require_found(code)
        if code != typed:
            self.redirect(f"{self.places.base_url}host/{code}")  # browsers keep the fragment
            return
        self.render_room("host.html", code=code)


class EnterHandler(HostPage):
    """`/host/CODE/enter`: `{"id", "key"}`; sets the host's cookie."""

    async def post(self, code: str) -> None:
        try:
            message = self.read_message()
        except Refused as problem:
            self.answer({"refused": "", "why": str(problem)}, problem.status)
            return
        held = await self.find_room(code, message.get("key"))
        require_found(held)
        self.keep_cookie(COOKIE, message["key"], f"{self.places.base_url}host/{code}", LASTS_S)
        open_cookies(self, self.settings["sciatica_frame_ancestors"])
        self.answer({"ack": message["id"]})


class WallHandler(HostPage):
    """`/host/CODE/wall` and `/host/CODE/remote`."""

    async def get(self, code: str, view: View) -> None:
        held = await self.get_room(code)
        self.render_room(f"{view}.html", code=code, room_title=held.room.title)


class HostStream(HostPage, StreamHandler):
    """`/host/CODE/stream?view=wall|remote`."""

    async def get(self, code: str) -> None:
        key = self.get_cookie(COOKIE)
        held = await self.find_room(code, key) if key else None
        if held is None:
            self.send_gone()
            return
        view: Literal["wall", "remote"] = "remote" if self.get_query_argument("view", "") == "remote" else "wall"
        for older in held.find_streams("")[: 1 - MOST_STREAMS_OF_HOSTS]:
            older.end()
        origin = self.find_origin()
        await self.stream(
            held, Listener(origin=self.origin), lambda: self._live.screens.draw_host(held, view, origin), HOST_PACE_S
        )


class DoHandler(HostPage):
    """`/host/CODE/do`: `{"id", "action"}`, answered when it is recorded; sent twice, it is done once."""

    async def post(self, code: str) -> None:
        command_id = ""
        try:
            message = self.read_message()
            command_id = message["id"]
            await self._do(await self.get_room(code), command_id, message.get("action"))
        except Refused as problem:
            self.answer({"refused": command_id, "why": str(problem)}, problem.status)
        except StoreError as problem:
            self.settings["sciatica_log"].error("A command of a live room was not recorded: %s", problem)
            self.answer({"retry": command_id, "why": say("live_server.away")}, UNAVAILABLE)
        except SciaticaTeachError as problem:
            self.answer({"refused": command_id, "why": str(problem)})
        else:
            self.answer({"ack": command_id})

    async def _do(self, held: HeldRoom, command_id: str, action: object) -> None:
        from sciatica_teach.hosting.live.playing import act_in  # brings the engines

        rooms = self._live.rooms
        if not isinstance(action, dict):
            raise Refused("no_message")
        if not rooms.limits.commands.take(held.head.id, rooms.steady()):
            raise Refused("too_many_commands", TOO_MANY)
        kb = await self._live.screens.get_content(held)

        def decide(room: LiveRoom) -> tuple[LiveEvent, ...]:
            return act_in(kb, room, action, rooms.clock())

        await rooms.record(held, command_id, decide)


class CodeHandler(HostPage):
    """`/host/CODE/qr.svg?for=join|remote`: the way into the room, or with the key in it to the remote."""

    async def get(self, code: str) -> None:
        await self.get_room(code)
        origin = self.find_origin()
        require_found(origin)
        base = f"{origin}{self.places.base_url}"
        for_remote = self.get_query_argument("for", "join") == "remote"
        way = f"{base}host/{code}#{self.get_cookie(COOKIE)}/remote" if for_remote else f"{base}join/{code}"
        self.set_header("Content-Type", "image/svg+xml")
        self.set_header("Cache-Control", "no-store")
        self.finish(draw_code(way))


class SummaryHandler(HostPage):
    """`/host/CODE/summary` and `/host/CODE/summary.csv`."""

    async def get(self, code: str, ending: str | None) -> None:
        from sciatica_teach.hosting.live.playing import write_summary, write_table  # bring the engines

        held = await self.get_room(code)
        kb = await self._live.screens.get_content(held)
        ballots = held.copy_ballots()
        if ending:
            self._send_table(code, await self._live.rooms.beside(write_table, kb, held.room, ballots))
            return
        values: dict[str, Any] = await self._live.rooms.beside(write_summary, kb, held.room, ballots)
        self.render_room("summary.html", code=code, summary=values)

    def _send_table(self, code: str, table: str) -> None:
        self.set_header("Content-Type", "text/csv; charset=UTF-8")
        self.set_header("Content-Disposition", f'attachment; filename="live-room-{code}.csv"')
        self.set_header("Cache-Control", "no-store")
        self.finish(table)
