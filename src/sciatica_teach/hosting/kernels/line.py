"""The line between a page and its kernel: what a page may say, how much of it, and what it gets to hear.

A kernel runs whatever it is told to, and it can open every record of this server. Voilà lets a page send messages of
widgets only, no code; here each message is also taken apart and put together again from the pieces that are known, so
that nothing else reaches the kernel: no other channel, no other kind of comm, no header that means something to a newer
kernel. What does not fit is dropped. The log gets one line for each connection, which holds nothing of what was said.
"""

from __future__ import annotations

import time
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from traitlets import Bool, Instance, default

from sciatica_teach.hosting.kernels.messages import RefusedMessage, parse_message

POLICY_VIOLATION = 1008
"""The code that tells a browser why its socket was closed."""

BURST = 1_500.0
REFILL_PER_S = 200.0
"""Units, see `Allowance`: a page that starts sends a hundred messages, a hand on a slider sixty in a second."""
UNIT_BYTES = 16_384
"""A message costs one unit, and one more for so many bytes: a saved record of 6 MB costs about 400."""
_SHOWN_PARTS = (0, 3)
"""Header and content among the parts of a message."""


class Allowance:
    """How much may be said: a store of units that fills again with time, so that a burst is free and a flood is not."""

    def __init__(self, burst: float = BURST, refill_per_s: float = REFILL_PER_S) -> None:
        self._burst = self._left = burst
        self._refill = refill_per_s
        self._seen_at: float | None = None

    def take(self, size: int, now: float) -> bool:
        """Whether a message of `size` bytes may pass at `now`, in seconds of a clock that never goes back."""
        passed = 0.0 if self._seen_at is None else now - self._seen_at
        self._seen_at = now
        self._left = min(self._burst, self._left + passed * self._refill) - (1 + size // UNIT_BYTES)
        return self._left >= 0


class LessonLine(ZMQChannelsWebsocketConnection):
    """One page's socket, seen from the kernel's side."""

    allowance = Instance(Allowance)
    has_refused = Bool(False)

    @default("allowance")
    def _full_allowance(self) -> Allowance:
        return Allowance()

    @property
    def in_parts(self) -> bool:
        """Whether page and server agreed on frames that hold the parts of a message one by one."""
        return bool(self.subprotocol)

    def handle_incoming_message(self, incoming_msg: str | bytes) -> None:
        """Pass on what a page may say."""
        if not self.channels:
            return
        if not self.allowance.take(len(incoming_msg), time.monotonic()):
            self.log.warning("A page said too much at once; its connection was closed.")
            self.websocket_handler.close(POLICY_VIOLATION, "too many messages")
            return
        try:
            self.session.send(self.channels["shell"], parse_message(incoming_msg, in_parts=self.in_parts))
        except RefusedMessage as refusal:
            self._note(str(refusal))
        except UnicodeEncodeError:
            self._note("a text that is no Unicode")

    def _note(self, refusal: str) -> None:
        if not self.has_refused:
            self.log.warning("A page's message was dropped: %s", refusal)
        self.has_refused = True

    def _on_zmq_reply(self, stream: Any, msg_list: Any) -> None:
        """Pass on what a page has to know; the source of cells and the errors of the server are none of it."""
        if self._tells_too_much(msg_list):
            return
        super()._on_zmq_reply(stream, msg_list)  # type: ignore[no-untyped-call]  # Jupyter is half typed

    def _tells_too_much(self, message: Any) -> bool:
        if self.in_parts:
            header, content = (self.session.unpack(message[at]) for at in _SHOWN_PARTS)
        else:
            header, content = message["header"], message["content"]
        kind, name = header["msg_type"], content.get("name")
        return bool(kind == "execute_input" or (kind == "stream" and name == "stderr"))
