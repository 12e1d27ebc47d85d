"""The kernel's end of the tether: it ends the kernel when the server is gone, and takes what the server hands down."""

from __future__ import annotations

import os
import signal
import socket
import threading

from sciatica_teach.hosting.kernels.forking.wire import Message, receive, send


class Tether(threading.Thread):
    """Waits on the socket; costs nothing while nothing comes, unlike asking once a second whether the parent lives."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(name="Tether", daemon=True)
        self._socket = socket.socket(fileno=descriptor)

    def run(self) -> None:
        while (message := receive(self._socket)[0]) is not None:
            self._take(message)
        os.killpg(0, signal.SIGKILL)  # with whatever the lesson has started

    def _take(self, message: Message) -> None:
        os.environ.update(message["adopt"])
        send(self._socket, {"adopted": True})
