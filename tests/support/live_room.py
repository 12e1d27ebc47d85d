"""A live room as a test plays it: a host and phones without a browser, against a server that runs.

    room = open_room(store, [SINGLE])
    host, phone = Host(server.url, room), Phone(server.url, room.code)
    host.enter(); host.do("pose", index=0); host.do("open-vote")
    with phone.listen() as stream:
        stream.state()["phase"]        "voting"
        phone.vote(1, ["bed"])         {"ack": ...}
"""

from __future__ import annotations

import http.client
import json
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from sciatica_teach.model.live import LiveEntry, Poll, RoomOpened
from sciatica_teach.store.live.port import LiveStore, RoomId

PATIENCE_S = 30
OWN = {"X-Sciatica": "room", "Content-Type": "application/json"}


@dataclass(frozen=True)
class Room:
    """What its host knows of it."""

    id: RoomId
    code: str
    key: str


@dataclass(frozen=True)
class Reply:
    status: int
    text: str
    headers: Any

    @property
    def told(self) -> dict[str, Any]:
        return dict(json.loads(self.text))


def open_room(store: LiveStore, items: Sequence[str | Poll], title: str = "Leg pain") -> Room:
    """A room that plans to ask these items, or polls."""
    key, now = secrets.token_urlsafe(32), time.time()
    plan = tuple(one if isinstance(one, Poll) else Poll(kind="item", subject_id=one) for one in items)
    entry = LiveEntry(event=RoomOpened(title=title, plan=plan), at=now, command_id=secrets.token_hex(8))
    head = store.open_room(entry, key, now)
    return Room(head.id, head.code, key)


@dataclass
class Client:
    """A browser without a screen, with its cookies."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    """Sent when a stream is opened."""

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(
        self, path: str, method: str = "GET", body: object = None, headers: dict[str, str] | None = None
    ) -> Reply:
        """One request; a body that is no bytes goes out as JSON, with our page's header."""
        raw = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        sent = {"Cookie": self.cookie, **(OWN if body is not None else {}), **(headers or {})}
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=PATIENCE_S)
        connection.request(method, path, raw, {name: value for name, value in sent.items() if value})
        reply = connection.getresponse()
        answer = Reply(reply.status, reply.read().decode(), reply.headers)
        connection.close()
        for header in reply.headers.get_all("Set-Cookie", []):
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(header).items()})
        return answer

    @contextmanager
    def hear(self, path: str) -> Iterator[Stream]:
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=PATIENCE_S)
        connection.request("GET", path, headers={"Cookie": self.cookie, **self.headers})
        try:
            yield Stream(connection.getresponse())
        finally:
            connection.close()


@dataclass
class Stream:
    """Server-sent events as they come."""

    reply: http.client.HTTPResponse

    def event(self) -> tuple[str, str]:
        """The next event: its name and its data; ("", "") at the end."""
        name = ""
        while line := self.reply.readline().decode().rstrip("\n"):
            name = line.removeprefix("event: ") if line.startswith("event: ") else name
            if line.startswith("data: "):
                self.reply.readline()
                return name, line.removeprefix("data: ")
            if line.startswith("retry: "):
                self.reply.readline()
        return "", ""

    def state(self, until: Callable[[dict[str, Any]], object] = bool) -> dict[str, Any]:
        """The next state for which `until` holds."""
        while True:
            name, data = self.event()
            assert name, "the stream ended"
            if name == "state" and until(state := json.loads(data)):
                return dict(state)


class Phone(Client):
    """A student's phone in a room."""

    def __init__(self, url: str, code: str) -> None:
        super().__init__(url)
        self.code = code
        assert self.ask(f"/join/{code}").status == 200

    def listen(self) -> Any:
        return self.hear(f"/join/{self.code}/stream")

    def vote(self, vote: int, response: Sequence[str], change: int = 1) -> dict[str, Any]:
        return self.send_vote({"id": f"{vote}-{change}", "vote": vote, "response": response, "change": change}).told

    def send_vote(self, message: object, **headers: str) -> Reply:
        return self.ask(f"/join/{self.code}/vote", "POST", message, headers)


class Host(Client):
    """An instructor's browser."""

    def __init__(self, url: str, room: Room) -> None:
        super().__init__(url)
        self.room = room
        entered = self.ask(f"/host/{room.code}/enter", "POST", {"id": "enter", "key": room.key})
        assert entered.told == {"ack": "enter"}

    def look(self, page: str) -> Reply:
        return self.ask(f"/host/{self.room.code}/{page}")

    def listen(self, view: str = "remote") -> Any:
        return self.hear(f"/host/{self.room.code}/stream?view={view}")

    def order(self, command_id: str, **action: object) -> dict[str, Any]:
        return self.ask(f"/host/{self.room.code}/do", "POST", {"id": command_id, "action": action}).told

    def do(self, verb: str, **action: object) -> None:
        told = self.order(secrets.token_hex(8), verb=verb, **action)
        assert "ack" in told, told
