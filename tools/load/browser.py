"""What a learner's browser does besides drawing: cookies, pages, and taking leave."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse

from load.errors import LineLost, Refused
from load.guard import require_loopback

PAGE_WITHIN_S = 60.0
TOKEN_COOKIE = "st-learner"
_CONFIG = re.compile(r'id="jupyter-config-data"[^>]*>(.*?)</script>', re.DOTALL)


@dataclass
class Browser:
    """A cookie jar and what asks with it."""

    url: str
    """Of the server, without a slash at its end; of this machine only."""
    cookies: dict[str, str] = field(default_factory=dict)
    http: AsyncHTTPClient = field(default_factory=lambda: AsyncHTTPClient(force_instance=True, max_clients=6))
    """Six connections, as a browser has."""

    def __post_init__(self) -> None:
        self.url = require_loopback(self.url)

    @property
    def origin(self) -> str:
        """What a browser says of the page that asks."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def cookie(self) -> str:
        """The header that carries the jar."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    @property
    def token(self) -> str:
        """The learner's secret; empty before the first page."""
        return self.cookies.get(TOKEN_COOKIE, "")

    async def ask(self, path: str, *, method: str = "GET", form: dict[str, str] | None = None) -> HTTPResponse:
        """One request, whatever its status. Raises LineLost where no server answers."""
        request = HTTPRequest(
            self.url + path, method=method, headers={"Cookie": self.cookie, "Origin": self.origin},
            body=None if form is None else urlencode(form), follow_redirects=False,
            request_timeout=PAGE_WITHIN_S, connect_timeout=PAGE_WITHIN_S)
        try:
            reply = await self.http.fetch(request, raise_error=False)
            if reply.code == 599:  # tornado's number for no reply at all
                raise LineLost(f"no reply: {reply.error}")
        except (OSError, HTTPClientError) as error:
            raise LineLost(f"no reply: {error}") from error
        for line in reply.headers.get_list("Set-Cookie"):
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return reply

    async def fetch_lesson(self, path: str) -> str:
        """Fetch a lesson to its end and return its kernel's id. Raises Refused for any other page, LineLost."""
        reply = await self.ask(path)
        found = _CONFIG.search(reply.body.decode("utf-8")) if reply.code == 200 else None
        kernel_id = json.loads(found[1]).get("kernelId") if found else None
        if not kernel_id:
            raise Refused(f"{path} was answered with status {reply.code} and no lesson")
        return str(kernel_id)

    async def is_alive(self, kernel_id: str) -> bool:
        """Whether the server knows the page's kernel and it lives. Raises LineLost where no server answers."""
        reply = await self.ask(f"/alive/{kernel_id}")
        told: dict[str, Any] = json.loads(reply.body) if reply.code == 200 else {}
        return told.get("alive") is True

    async def leave(self, kernel_id: str) -> None:
        """Say farewell as a page does that is left, which ends its kernel."""
        await self.ask(f"/voila/api/shutdown/{kernel_id}", method="POST", form={"_xsrf": self.cookies.get("_xsrf", "")})

    def close(self) -> None:
        self.http.close()
