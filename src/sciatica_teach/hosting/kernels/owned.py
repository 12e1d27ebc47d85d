"""A kernel speaks with the visitor for whom it was started, and with nobody else.

Its id is in the page, so it may be seen over a shoulder, in a screenshot or in a log. Whoever has the id but not the
cookie of that visitor is answered as if there were no such kernel.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.web import HTTPError, RequestHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from sciatica_teach.hosting.identity import find_token
from sciatica_teach.hosting.kernels.lesson_kernels import LessonKernels

LONGEST_SIGN = 2048
_SIGN_OF_LIFE = re.compile(r'\{"ping":\d+\}')
"""What the desk sends every few seconds. The quotes of a learner's own text would be escaped."""


def name_owner(token: str | None) -> str:
    """Whose a kernel is, without keeping the token itself; "" for somebody unknown, who owns nothing."""
    return hashlib.sha256(f"owner|{token}".encode()).hexdigest() if token else ""


def is_own(handler: RequestHandler, kernels: LessonKernels, kernel_id: str) -> bool:
    """Whether that kernel was started for whoever asks."""
    return kernels.seats.is_own(kernel_id, name_owner(find_token(handler)))


def is_sign_of_life(message: str | bytes) -> bool:
    """Whether a message says only that the page is open."""
    if len(message) > LONGEST_SIGN:
        return False
    text = message if isinstance(message, str) else message.decode("utf-8", "replace")
    return _SIGN_OF_LIFE.search(text.replace(" ", "")) is not None


def require_own(handler: RequestHandler, kernel_id: str) -> None:
    """Raises HTTPError 404, in the words for a kernel that never was, unless it was started for whoever asks."""
    if not is_own(handler, handler.settings["kernel_manager"], kernel_id):
        raise HTTPError(404, f"Kernel does not exist: {kernel_id}")


class OwnChannels(VoilaKernelWebsocketHandler):  # type: ignore[misc]  # Voilà is untyped
    """The websocket between a page and its kernel."""

    async def get(self, kernel_id: str) -> None:
        require_own(self, kernel_id)
        await super().get(kernel_id)

    async def open(self, kernel_id: str) -> None:
        self.set_nodelay(True)  # a feedback is several small messages, and none is to wait for the one before
        await super().open(kernel_id)

    def on_message(self, ws_message: str | bytes) -> None:
        self.kernel_manager.hear(self.kernel_id, acted=not is_sign_of_life(ws_message))
        super().on_message(ws_message)

    def write_message(self, message: str | bytes | dict[str, Any], binary: bool = False) -> Any:
        """Past Voilà's look at the message, which `LessonLine` has taken already.

        Voilà reads every binary frame as one of the newer protocol. One of the older protocol, as every message with
        buffers is, then seems to have billions of parts, and the whole server stands still while it counts them.
        """
        return super(VoilaKernelWebsocketHandler, self).write_message(message, binary)


class OwnKernel(KernelHandler):
    """`/api/kernels/KERNEL`."""

    async def get(self, kernel_id: str) -> None:
        require_own(self, kernel_id)
        await ensure_async(super().get(kernel_id))

    async def delete(self, kernel_id: str) -> None:
        require_own(self, kernel_id)
        await ensure_async(super().delete(kernel_id))


class Farewell(VoilaShutdownKernelHandler):  # type: ignore[misc]  # Voilà is untyped
    """`/voila/api/shutdown/KERNEL`: a page that is being left ends its kernel."""

    async def post(self, kernel_id: str) -> None:
        require_own(self, kernel_id)
        await super().post(kernel_id)
