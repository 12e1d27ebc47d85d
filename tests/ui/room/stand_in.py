"""A live room without a room: the real templates, scripts and policy, with states and answers that the test decides."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader

from sciatica_teach.hosting.frame import Places, build_frame
from sciatica_teach.hosting.headers import page_policy
from sciatica_teach.hosting.live.pages import build_live
from sciatica_teach.settings import find_resources
from sciatica_teach.views import parts

CODE = "KRAN47"
TYPES = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
PAGES = {
    "/join": "join.html", f"/join/{CODE}": "phone.html", f"/host/{CODE}": "host.html",
    f"/host/{CODE}/wall": "wall.html", f"/host/{CODE}/remote": "remote.html", f"/host/{CODE}/summary": "summary.html",
}
STREAMS = {f"/join/{CODE}/stream": "phone", f"/host/{CODE}/stream": ""}
QR = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h3v3H0zM5 0h3v3H5zM0 5h3v3H0z"/></svg>'


class StandIn:
    """What pages see. `show` changes a view's state; `replies` are for one POST each, the last one for all others."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.states: dict[str, tuple[int, dict[str, Any]]] = {}
        self.posted: list[tuple[str, dict[str, Any], dict[str, str]]] = []
        self.replies: list[str] = ["ack"]
        self.why = "Because."
        self.values: dict[str, Any] = {"problem": "", "code": CODE, "room_title": "Monday, second year"}
        self.refusing = False
        self.cuts = 0
        self.streams = 0
        self.url = ""

    def show(self, view: str, state: dict[str, Any]) -> None:
        with self.changed:
            self.states[view] = (self.states.get(view, (0, {}))[0] + 1, state)
            self.changed.notify_all()

    def cut(self, *, refusing: bool) -> None:
        """End every stream; while `refusing`, the server is as good as not there."""
        with self.changed:
            self.refusing = refusing
            self.cuts += 1
            self.changed.notify_all()

    def answer(self) -> str:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def votes(self) -> list[dict[str, Any]]:
        return [body for path, body, _ in self.posted if path.endswith("/vote")]

    def orders(self) -> list[dict[str, Any]]:
        return [body["action"] for path, body, _ in self.posted if path.endswith("/do")]


@contextmanager
def serve_stand_in() -> Iterator[StandIn]:
    room = StandIn()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (RoomHandler,), {"room": room}))
    server.daemon_threads = True
    room.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield room
    finally:
        room.cut(refusing=True)
        server.shutdown()
        server.server_close()


def _render(name: str, room: StandIn) -> bytes:
    assets = find_resources("assets")
    places = Places(base_url="/", notebooks=Path("/nowhere"), assets=assets, scripts=(), extensions=())
    environment = Environment(loader=FileSystemLoader(assets / "template"), autoescape=True)
    return environment.get_template(name).render(
        page=build_frame(places), live=build_live(places), **room.values
    ).encode()


def _part_file(name: str) -> bytes:
    kind, _, ending = name.partition(".")
    part = next(getattr(parts, one) for one in parts.__all__ if one.lower() == kind)
    file = part._esm if ending == "js" else part._css
    return file.read().encode()


def _find_file(path: str) -> bytes:
    kind, _, rest = path.removeprefix("/static/").partition("/")
    assets = find_resources("assets")
    if kind == "parts":
        return _part_file(rest.rpartition("/")[2])
    return (assets / "scripts" / "room" / rest.partition("/")[2] if kind == "room" else assets / rest).read_bytes()


class RoomHandler(BaseHTTPRequestHandler):
    room: StandIn

    def log_message(self, *_told: object) -> None:
        """Nothing is said on the test's console."""

    def give(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", page_policy())
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if self.room.refusing:
            self.give(b"", "text/plain", 503)
        elif address.path in PAGES:
            self.give(_render(PAGES[address.path], self.room), "text/html; charset=utf-8")
        elif address.path in STREAMS:
            self.stream(STREAMS[address.path] or address.query.partition("view=")[2])
        elif address.path.endswith("/qr.svg"):
            self.give(QR, TYPES["svg"])
        elif address.path.startswith("/static/"):
            self.give(_find_file(address.path), TYPES[address.path.rpartition(".")[2]])
        else:
            self.give(b"", "text/plain", 404)

    def stream(self, view: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        begun, sent = self.room.cuts, 0
        with self.room.changed:
            self.room.streams += 1
        try:
            while (news := self.wait_for(view, begun, sent)) is not None:
                sent, state = news
                self.wfile.write(f"retry: 500\nevent: state\ndata: {json.dumps(state)}\n\n".encode())
                self.wfile.flush()
        except OSError:
            return
        finally:
            with self.room.changed:
                self.room.streams -= 1
                self.room.changed.notify_all()

    def wait_for(self, view: str, begun: int, sent: int) -> tuple[int, dict[str, Any]] | None:
        with self.room.changed:
            self.room.changed.wait_for(lambda: self.room.cuts != begun or self.room.states.get(view, (0, {}))[0] > sent)
            return None if self.room.cuts != begun else self.room.states[view]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.room.refusing:
            self.give(b"", "text/plain", 503)
            return
        self.room.posted.append((self.path, body, dict(self.headers)))
        told = {self.room.answer(): body["id"], "why": self.room.why}
        self.give(json.dumps(told).encode(), "application/json")
