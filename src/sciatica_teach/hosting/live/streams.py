"""Server-sent events: a page asks once, and hears whenever what it shows has changed.

    retry: 2000

    event: state
    data: {"now":1790000000.0,"phase":"voting",...}

    event: beat
    data: 1

Only the present state is ever sent. A client that reads slowly is not waited for: what it missed is not kept, and where
nothing at all gets through to it any more, its stream is cut and it may come again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from tornado.iostream import StreamClosedError

from sciatica_teach.errors import SciaticaTeachError
from sciatica_teach.hosting.live.handling import RoomPage
from sciatica_teach.hosting.live.held import HeldRoom, Listener

BEAT_S = 15.0
"""A sign of life, for the page and for proxies, which cut what is silent for a minute."""
SLOW_S = 20.0
"""How long one message may take to leave."""
HOST_PACE_S = 0.3
"""Between two states of a host's view: two hundred votes are not two hundred drawings."""
RETRY_MS = 2000
AWAY_S = 1.0
"""Until the next try, where a state could not be drawn."""

Draw = Callable[[], Awaitable[str]]


class StreamHandler(RoomPage):
    """An answer that goes on for as long as the page is open."""

    _listener: Listener | None = None

    def on_connection_close(self) -> None:
        if self._listener:
            self._listener.end()

    async def stream(self, held: HeldRoom, listener: Listener, draw: Draw, pace_s: float = 0.0) -> None:
        """Send what `draw` says now, and again whenever the listener is woken and it says something else."""
        self._listener = listener
        self._begin()
        with self._live.rooms.listening(held, listener):
            try:
                await self._send_states(listener, draw, pace_s)
            except StreamClosedError:
                return

    def send_gone(self) -> None:
        """Tell the page that there is nothing to hear for it, now or later."""
        self._begin()
        self.finish("event: gone\ndata: 1\n\n")

    def _begin(self) -> None:
        self.set_header("Content-Type", "text/event-stream; charset=UTF-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Accel-Buffering", "no")
        self.write(f"retry: {RETRY_MS}\n\n")

    async def _send_states(self, listener: Listener, draw: Draw, pace_s: float) -> None:
        shown = ""
        while not listener.ended:
            listener.wake.clear()
            state = await self._try_to_draw(draw, listener)
            if state and state != shown:
                self._write_state(state)
                shown = state
            if not await self._deliver():
                return
            await asyncio.sleep(pace_s)
            if not await _is_woken(listener):
                self.write("event: beat\ndata: 1\n\n")

    async def _try_to_draw(self, draw: Draw, listener: Listener) -> str:
        """Empty where it cannot be drawn just now; then it is tried again soon."""
        try:
            return await draw()
        except SciaticaTeachError as problem:
            self.settings["sciatica_log"].error("A live room cannot be shown: %s", problem)
            asyncio.get_running_loop().call_later(AWAY_S, listener.wake.set)
            return ""

    def _write_state(self, state: str) -> None:
        now = f'{{"now":{self._live.rooms.clock():.3f},'
        self.write(f"event: state\ndata: {now}{state[1:]}\n\n")

    async def _deliver(self) -> bool:
        """Whether what was written has left in time; a client that takes nothing is cut off."""
        leaving = asyncio.ensure_future(self.flush())
        await asyncio.wait({leaving}, timeout=SLOW_S)
        if leaving.done():
            leaving.result()
            return True
        leaving.add_done_callback(lambda done: done.exception())  # it ends with the connection
        self.detach().close()
        return False


async def _is_woken(listener: Listener) -> bool:
    """Whether something changed before it was time for a sign of life."""
    try:
        await asyncio.wait_for(listener.wake.wait(), BEAT_S)
    except TimeoutError:
        return False
    return True
