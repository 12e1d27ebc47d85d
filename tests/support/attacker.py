"""Somebody who does not use the pages: requests, raw bytes and websocket frames as they please, against this machine.

    eve = Attacker(server.url)
    kernel = eve.open_lesson("index")
    with eve.line(kernel) as line: ...
"""

from __future__ import annotations

import http.client
import json
import re
import socket
import struct
import uuid
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import urlencode, urlsplit

from websockets.sync.client import ClientConnection, connect

from sciatica_teach.hosting.identity import COOKIE

PATIENCE_S = 60


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


@dataclass(frozen=True)
class Attacker:
    """One who asks the server at `url`, with the cookie of a learner or without any."""

    url: str
    token: str = "e" * 43

    @property
    def place(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def cookie(self) -> str:
        return f"{COOKIE}={self.token}"

    def ask(
        self, path: str, method: str = "GET", headers: dict[str, str] | None = None, body: bytes | str | None = None
    ) -> Answer:
        """One request with this attacker's cookie; the path goes out as it stands."""
        connection = http.client.HTTPConnection(self.place, timeout=PATIENCE_S)
        connection.request(method, path, body=body, headers={"Cookie": self.cookie} | (headers or {}))
        reply = connection.getresponse()
        answer = Answer(reply.status, reply.headers, reply.read())
        connection.close()
        return answer

    def send_form(self, path: str, form: dict[str, str], headers: dict[str, str] | None = None) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask(path, "POST", kind | (headers or {}), urlencode(form))

    def speak(self, raw: bytes) -> bytes:
        """Bytes as they are, and all that comes back until the server closes."""
        host, port = self.place.split(":")
        with socket.create_connection((host, int(port)), timeout=PATIENCE_S) as plug:
            plug.sendall(raw)
            heard = b""
            while piece := plug.recv(65_536):
                heard += piece
        return heard

    def open_lesson(self, name: str = "index") -> str:
        """Open a lesson and wait until all of its cells ran; the id of its kernel."""
        found = re.search(r'"kernelId": ?"([\w-]+)"', self.ask(f"/voila/render/{name}.ipynb").text)
        assert found
        return found[1]

    def line(self, kernel: str, **options: Any) -> ClientConnection:
        headers = {"Cookie": self.cookie} | options.pop("headers", {})
        address = f"{self.url.replace('http', 'ws')}/api/kernels/{kernel}/channels"
        return connect(address, additional_headers=headers, max_size=None, **options)


def write_message(kind: str, content: dict[str, Any], channel: str = "shell", **header: Any) -> dict[str, Any]:
    told = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "s", "username": "", "version": "5.3"}
    return {
        "channel": channel, "header": told | header, "parent_header": {}, "metadata": {}, "content": content,
    }


def as_text(message: dict[str, Any]) -> str:
    return json.dumps(message)


def as_binary(message: dict[str, Any], *buffers: bytes) -> bytes:
    """The frame in which Jupyter sends a message with buffers."""
    pieces = [json.dumps(message).encode(), *buffers]
    begins = [4 * (len(pieces) + 1)]
    for piece in pieces[:-1]:
        begins.append(begins[-1] + len(piece))
    return struct.pack(f"!{len(pieces) + 1}I", len(pieces), *begins) + b"".join(pieces)


def as_v1(message: dict[str, Any]) -> bytes:
    """The frame of `v1.kernel.websocket.jupyter.org`."""
    parts = [message["channel"].encode()]
    parts += [json.dumps(message[name]).encode() for name in ("header", "parent_header", "metadata", "content")]
    begins = [8 * (len(parts) + 2)]
    for part in parts:
        begins.append(begins[-1] + len(part))
    return b"".join([len(begins).to_bytes(8, "little"), *(at.to_bytes(8, "little") for at in begins), *parts])


def hear_until(line: ClientConnection, kind: str) -> list[dict[str, Any]]:
    """Everything heard up to the first message of that kind."""
    heard: list[dict[str, Any]] = []
    while not heard or heard[-1]["header"]["msg_type"] != kind:
        heard.append(read_frame(line.recv(timeout=PATIENCE_S), in_parts=bool(line.subprotocol)))
    return heard


def read_frame(frame: str | bytes, *, in_parts: bool) -> dict[str, Any]:
    """Header and content of a message, in whichever frame it comes."""
    if isinstance(frame, str):
        return dict(json.loads(frame))
    if not in_parts:
        count, *_ = struct.unpack("!I", frame[:4])
        begins = [*struct.unpack(f"!{count}I", frame[4 : 4 * (count + 1)]), len(frame)]
        return dict(json.loads(frame[begins[0] : begins[1]]))
    (count,) = struct.unpack("<Q", frame[:8])
    begins = list(struct.unpack(f"<{count}Q", frame[8 : 8 * (count + 1)]))
    header, content = (json.loads(frame[begins[at] : begins[at + 1]]) for at in (1, 4))
    return {"header": header, "content": content}
