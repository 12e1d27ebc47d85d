"""How the server finds out that a kernel listens, without waiting for what will not come.

Jupyter's client waits after the kernel's answer until nothing has come for 0.2 s, at each page. What it throws away in
that time carries the number of a request that nobody asks about any more, and would be passed over all the same.
"""

from __future__ import annotations

import time
from queue import Empty

from jupyter_client.asynchronous.client import AsyncKernelClient

ANSWERS_WITHIN_S = 1.0
"""Then it is asked again."""
HEARD_WITHIN_S = 0.1
"""Of the answer, on the line where a kernel speaks to all; else it did not know yet that somebody listens there."""


class QuickClient(AsyncKernelClient):
    """Is ready as soon as the kernel has answered on both of its lines."""

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        """Raises RuntimeError when the kernel dies, or has not answered after `timeout` seconds."""
        until = time.monotonic() + (float("inf") if timeout is None else timeout)
        while not await self._has_answered():
            if not await self._async_is_alive():
                raise RuntimeError("The kernel died before it answered.")
            if time.monotonic() > until:
                raise RuntimeError(f"The kernel did not answer in {timeout} seconds.")

    wait_for_ready = _async_wait_for_ready

    async def _has_answered(self) -> bool:
        """Ask once. The second line hears of the same request, once the kernel knows that somebody listens there."""
        self.kernel_info()
        try:
            reply = await self.shell_channel.get_msg(timeout=ANSWERS_WITHIN_S)
            await self.iopub_channel.get_msg(timeout=HEARD_WITHIN_S)
        except Empty:
            return False
        if reply["msg_type"] != "kernel_info_reply":
            return False
        self._handle_kernel_info_reply(reply)
        return True
