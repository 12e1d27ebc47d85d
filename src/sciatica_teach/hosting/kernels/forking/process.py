"""A kernel that is no child of the server, handled as if it were: the part of `subprocess.Popen` that Jupyter uses."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Mapping

from sciatica_teach.hosting.kernels.forking.wire import send

UNTOLD = 255
"""The exit code of a kernel that nobody could wait for, because its warm process had gone before."""
ADOPTED_WITHIN_S = 10.0


class ForkedProcess:
    """The kernel at the other end of `tether`, which is closed by the system when the kernel ends."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, tether: socket.socket) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._tether = tether
        self._told: int | None = None

    def tell(self, code: int) -> None:
        """What the warm process found when it waited for this child: minus a signal's number, or the exit code."""
        self._told = code

    def poll(self) -> int | None:
        """None while it lives, then its exit code."""
        if self.returncode is None and (self._told is not None or self._has_ended()):
            self.returncode = UNTOLD if self._told is None else self._told
            self._tether.close()
        return self.returncode

    def _has_ended(self) -> bool:
        try:
            return not self._tether.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except ConnectionResetError:
            return True

    def wait(self) -> int:
        """Its exit code; to be asked once `poll` has one, as Jupyter does."""
        code = self.poll()
        return UNTOLD if code is None else code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    async def adopt(self, environment: Mapping[str, str]) -> None:
        """Add these variables to the kernel's environment, and wait until they are there."""
        send(self._tether, {"adopt": dict(environment)})
        self._tether.setblocking(False)
        await asyncio.wait_for(asyncio.get_running_loop().sock_recv(self._tether, 1), ADOPTED_WITHIN_S)
