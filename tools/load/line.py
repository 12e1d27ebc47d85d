"""The line to one kernel: Jupyter messages over a websocket, as the page's own script sends and receives them."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from jupyter_server.services.kernels.connection.base import deserialize_binary_message
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, WebSocketError, websocket_connect

from load.errors import LineLost

CONNECTS_WITHIN_S = 20
LARGEST_FRAME = 64 * 2**20

Message = dict[str, Any]
Listener = Callable[[str, Message], None]
"""Hears the type and content of every message that the kernel broadcasts."""


class Line:
    """An open websocket to a kernel. Make it with `open_line`."""

    def __init__(self, socket: WebSocketClientConnection, listener: Listener) -> None:
        self._socket = socket
        self._listener = listener
        self._session = uuid.uuid4().hex
        self.received = 0
        """Bytes of all frames so far, as unpacked."""
        self.lost = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def send(self, kind: str, content: Mapping[str, Any], metadata: Mapping[str, Any] | None = None) -> None:
        """One message on the shell channel. Raises LineLost."""
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": self._session, "username": "",
                  "version": "5.3", "date": "2000-01-01T00:00:00Z"}
        message = {"header": header, "parent_header": {}, "metadata": dict(metadata or {}), "content": dict(content),
                   "channel": "shell"}
        try:
            await self._socket.write_message(json.dumps(message))
        except WebSocketClosedError as error:
            raise LineLost("the websocket is closed") from error

    async def close(self) -> None:
        """Hang up. Closing twice is no error."""
        self._socket.close()
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        self.lost.set()

    async def _read(self) -> None:
        try:
            while (frame := await self._socket.read_message()) is not None:
                self.received += len(frame)
                message = json.loads(frame) if isinstance(frame, str) else deserialize_binary_message(frame)
                if message["channel"] == "iopub":
                    self._listener(message["header"]["msg_type"], message["content"])
        finally:
            self.lost.set()


async def open_line(url: str, kernel_id: str, cookie: str, listener: Listener) -> Line:
    """Connect to a kernel of the server at `url`. Raises LineLost where there is none."""
    address = f"{url.replace('http', 'ws', 1)}/api/kernels/{kernel_id}/channels?session_id={uuid.uuid4()}"
    request = HTTPRequest(address, headers={"Cookie": cookie}, connect_timeout=CONNECTS_WITHIN_S)
    try:
        socket = await websocket_connect(request, compression_options={}, max_message_size=LARGEST_FRAME)
    except (OSError, HTTPClientError, WebSocketError) as error:
        raise LineLost(f"no websocket: {error}") from error
    return Line(socket, listener)

