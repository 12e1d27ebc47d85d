"""A phone in a live room, and its host, without a browser: the same requests that their pages send, over sockets."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from load.errors import LineLost, LoadError, Refused
from load.guard import require_loopback

LONGEST_LINE = 2**20
AGAIN_S = 0.5
TRIES = 20
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"set-cookie: (st-\w+)=([^;\r\n]+)", re.IGNORECASE)

Plug = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class RoomClient:
    """One browser: its cookies, a connection for requests that is kept, and one for each stream."""

    def __init__(self, url: str) -> None:
        place = urlsplit(require_loopback(url))
        self._host, self._port = place.hostname or "", place.port or 80
        self._cookies: dict[str, str] = {}
        self._plug: Plug | None = None

    @property
    def secret(self) -> str:
        """What the server knows this phone by."""
        return self._cookies["st-phone"]

    async def ask(self, path: str, message: object = None) -> tuple[int, bytes]:
        """Status and body; with a message it is posted, as a script of ours does. Raises LineLost."""
        try:
            if self._plug is None:
                self._plug = await asyncio.open_connection(self._host, self._port, limit=LONGEST_LINE)
            reader, writer = self._plug
            writer.write(self._write(path, message))
            await writer.drain()
            head = await reader.readuntil(b"\r\n\r\n")
            length = _LENGTH.search(head)
            body = await reader.readexactly(int(length[1])) if length else b""
        except (OSError, asyncio.IncompleteReadError) as error:
            await self.close()
            raise LineLost(f"the connection was lost: {error}") from error
        self._cookies |= {name.decode(): value.decode() for name, value in _COOKIE.findall(head)}
        return int(head.split(b" ", 2)[1]), body

    async def states(self, path: str) -> AsyncIterator[dict[str, Any]]:
        """What a stream says, for as long as it lasts."""
        reader, writer = await asyncio.open_connection(self._host, self._port, limit=LONGEST_LINE)
        try:
            writer.write(self._write(path, None))
            await writer.drain()
            if b" 200 " not in await reader.readline():
                raise Refused(f"no stream at {path}")
            while line := await reader.readline():
                if line.startswith(b"data: {"):
                    yield json.loads(line[6:])
        finally:
            writer.close()

    async def close(self) -> None:
        if self._plug:
            self._plug[1].close()
            self._plug = None

    def _write(self, path: str, message: object) -> bytes:
        body = b"" if message is None else json.dumps(message).encode()
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        lines = [f"{'GET' if message is None else 'POST'} {path} HTTP/1.1", f"Host: {self._host}:{self._port}",
                 *([f"Cookie: {cookie}"] if cookie else []),
                 *(["X-Sciatica: room", "Content-Type: application/json", f"Content-Length: {len(body)}"]
                   if message is not None else [])]
        return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class Vote:
    """What a phone was told of one answer."""

    vote: int
    change: int
    response: tuple[str, ...]
    acknowledged: bool = False
    waited_s: float = 0.0
    """From the first sending to the word that settled it."""
    settled_at: float = 0.0
    tries: int = 0


@dataclass
class RoomPhone:
    """A student's phone."""

    url: str
    code: str
    votes: list[Vote] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client = RoomClient(self.url)
        self.state: dict[str, Any] = {}
        self.heard = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None

    async def join(self) -> None:
        """Load the page and listen. Raises Refused."""
        status, _ = await self.client.ask(f"/join/{self.code}")
        if status != 200:
            raise Refused(f"the phone's page answered {status}")
        self._listening = asyncio.create_task(self._listen())

    async def answer(self, response: tuple[str, ...], vote: int, change: int) -> Vote:
        """Send an answer until the server settles it, as the page does."""
        loop = asyncio.get_running_loop()
        cast, begun_at = Vote(vote, change, response), loop.time()
        self.votes.append(cast)
        message = {"id": f"{vote}-{change}", "vote": vote, "response": list(response), "change": change}
        for cast.tries in range(1, TRIES + 1):
            try:
                _, body = await self.client.ask(f"/join/{self.code}/vote", message)
                told = json.loads(body)
            except (LineLost, ValueError):
                told = {"retry": ""}
            if "retry" not in told:
                cast.acknowledged = "ack" in told
                break
            await asyncio.sleep(AGAIN_S)
        cast.settled_at = loop.time()
        cast.waited_s = cast.settled_at - begun_at
        return cast

    async def leave(self) -> None:
        if self._listening:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        await self.client.close()

    async def _listen(self) -> None:
        async for state in self.client.states(f"/join/{self.code}/stream"):
            self.state = state
            self.heard.set()


@dataclass
class RoomHost:
    """The instructor's remote."""

    url: str
    code: str
    key: str
    seen: list[tuple[float, int, int]] = field(default_factory=list)
    """When the remote showed how many voted, and in which vote."""

    async def enter(self) -> None:
        """Raises Refused."""
        self.client = RoomClient(self.url)
        status, _ = await self.client.ask(f"/host/{self.code}/enter", {"id": "enter", "key": self.key})
        if status != 200:
            raise Refused(f"the host's door answered {status}")
        self._listening = asyncio.create_task(self._listen())

    async def do(self, command_id: str, **action: object) -> None:
        """Send a command until the server settles it, as the page does. Raises LoadError where it is not done."""
        for _ in range(TRIES):
            status, body = await self.client.ask(f"/host/{self.code}/do", {"id": command_id, "action": action})
            if b'"ack"' in body:
                return
            if b'"retry"' not in body:
                break
            await asyncio.sleep(AGAIN_S)
        raise LoadError(f"{action} was answered {status}: {body[:200]!r}")

    async def leave(self) -> None:
        self._listening.cancel()
        await asyncio.gather(self._listening, return_exceptions=True)
        await self.client.close()

    async def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        async for state in self.client.states(f"/host/{self.code}/stream?view=remote"):
            votes = (state.get("result") or {}).get("votes") or []
            self.seen.append((loop.time(), len(votes), state["voted"]))
