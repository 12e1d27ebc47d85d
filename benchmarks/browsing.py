"""What benchmarks share about the browser: a visitor with an empty cache, the bytes that move, and a slow line.

All numbers of a page come from its own clock (`performance.now()`, which starts when the address is asked for), so that
neither the benchmark nor the protocol between it and the browser is measured. The browser may reach this machine only:
a page that wants something from elsewhere is told at once that there is no such address.
"""

from __future__ import annotations

import base64
import shutil
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Playwright

BINARY_FRAME = 2
"""Its payload comes from the browser in base 64."""
SLOW_BITS, SLOW_LATENCY_MS = 10_000_000, 100
ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
TIMEOUT_MS = 180_000


@dataclass
class Traffic:
    """What moved between a page and its server."""

    http_bytes: float = 0
    """As transferred: compressed, with headers; what came from the browser's cache is not in it."""
    requests: int = 0
    _frames: list[tuple[dict[str, Any], bool]] = field(default_factory=list)
    _deflating: set[str] = field(default_factory=set)

    def clear(self) -> None:
        self.http_bytes, self.requests = 0, 0
        self._frames.clear()

    @property
    def socket_bytes(self) -> float:
        """Payload of the websocket frames of both directions; compressed where both ends agreed on it."""
        return sum(frame_bytes(*frame) for frame in self._frames)

    @property
    def all_bytes(self) -> float:
        return self.http_bytes + self.socket_bytes

    def on_file(self, event: Any) -> None:
        self.http_bytes += event["encodedDataLength"]
        self.requests += event["encodedDataLength"] > 0

    def on_handshake(self, event: Any) -> None:
        headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
        if "permessage-deflate" in headers.get("sec-websocket-extensions", ""):
            self._deflating.add(event["requestId"])

    def on_frame(self, event: Any) -> None:
        self._frames.append((event["response"], event["requestId"] in self._deflating))


def frame_bytes(frame: dict[str, Any], is_deflated: bool) -> int:
    payload = frame["payloadData"].encode()
    if frame["opcode"] == BINARY_FRAME:
        payload = base64.b64decode(payload)
    return min(len(payload), len(zlib.compress(payload))) if is_deflated else len(payload)


def watch_network(page: Page) -> tuple[CDPSession, Traffic]:
    """The page's line to the browser's own tools, and what they count from now on."""
    traffic, devtools = Traffic(), page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", traffic.on_file)
    devtools.on("Network.webSocketHandshakeResponseReceived", traffic.on_handshake)
    devtools.on("Network.webSocketFrameReceived", traffic.on_frame)
    devtools.on("Network.webSocketFrameSent", traffic.on_frame)
    return devtools, traffic


def slow_down(devtools: CDPSession, bits: int = SLOW_BITS, latency_ms: int = SLOW_LATENCY_MS) -> None:
    """So many bits a second both ways, and so long until a request is answered. Chromium 156 slows websockets too."""
    devtools.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": latency_ms, "downloadThroughput": bits / 8, "uploadThroughput": bits / 8,
    })


def find_chromium() -> str:
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        sys.exit("Neither chromium nor google-chrome is on PATH.")
    return found


@contextmanager
def fresh_browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser of its own, with an empty cache."""
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", ONLY_HERE])
    try:
        yield browser
    finally:
        browser.close()


def new_visitor(browser: Browser) -> BrowserContext:
    """A visitor that nobody has seen, with a window of a laptop's size."""
    visitor = browser.new_context(viewport={"width": 1280, "height": 900})
    visitor.set_default_timeout(TIMEOUT_MS)
    return visitor
