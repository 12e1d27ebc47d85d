"""A browser without a screen: keeps its cookies, opens lessons, speaks with their kernels.

    visitor = Visitor(server.url)
    kernel = visitor.open("index")
    with visitor.connect(kernel) as line: ...
"""

from __future__ import annotations

import http.client
import json
import re
import uuid
from email.message import Message
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from websockets.sync.client import ClientConnection, connect

ANSWERS_WITHIN_S = 60
CONFIG = re.compile(r'id="jupyter-config-data"[^>]*>(.*?)</script>', re.DOTALL)


class Visitor:
    """One browser."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.cookies: dict[str, str] = {}

    @property
    def cookie(self) -> str:
        """As the header has it."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, str, Message]:
        """Status, text and headers; no redirect is followed. Dashes in names of headers are written as underscores."""
        connection = http.client.HTTPConnection(urlsplit(self._url).netloc, timeout=ANSWERS_WITHIN_S)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Cookie": self.cookie, **sent})
        reply = connection.getresponse()
        text = reply.read().decode("utf-8")
        for header in reply.headers.get_all("Set-Cookie", []):
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(header).items()})
        connection.close()
        return reply.status, text, reply.headers

    def open(self, lesson: str, query: str = "") -> str:
        """Open a lesson and wait until its page is whole; returns its kernel."""
        status, text, _ = self.ask(f"/voila/render/{lesson}.ipynb{query}")
        assert status == 200, (status, text)
        return find_kernel(text)

    def try_to_open(self, lesson: str) -> int:
        """The status of a page that may be refused."""
        return self.ask(f"/voila/render/{lesson}.ipynb")[0]

    def connect(self, kernel: str) -> ClientConnection:
        """The websocket to a kernel. Raises InvalidStatus where it is refused."""
        address = f"{self._url.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels?session_id={uuid.uuid4()}"
        return connect(address, additional_headers={"Cookie": self.cookie}, open_timeout=ANSWERS_WITHIN_S)

    def is_alive(self, kernel: str) -> bool:
        """What `/alive` tells this visitor of a kernel."""
        return bool(json.loads(self.ask(f"/alive/{kernel}")[1])["alive"])

    def leave(self, kernel: str) -> int:
        """The farewell of a page: ends its kernel."""
        return self.ask(f"/voila/api/shutdown/{kernel}", "POST", X_XSRFToken=self.cookies.get("_xsrf", ""))[0]


def find_kernel(html: str) -> str:
    """The id of the kernel that a page belongs to."""
    config = CONFIG.search(html)
    assert config, html
    return str(json.loads(config[1])["kernelId"])


def build_message(kind: str, content: dict[str, Any]) -> str:
    """A message of a page, as its script sends it."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "s", "username": "", "version": "5.3"}
    return json.dumps({"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content})


def wait_for(line: ClientConnection, kind: str) -> list[str]:
    """The kinds of what the kernel said until and with one of that kind."""
    kinds: list[str] = []
    while kind not in kinds:
        kinds.append(str(json.loads(line.recv(timeout=ANSWERS_WITHIN_S))["header"]["msg_type"]))
    return kinds
