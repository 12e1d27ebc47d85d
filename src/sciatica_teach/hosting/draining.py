"""Leaving without slamming the door: no new pages, while those that are open may finish.

A proxy that sees 503 for a page tries the next server; a page that is open keeps its kernel until its learner leaves
or the time is up, and then offers to resume, which leads elsewhere. What was answered is in the store all the while.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from tornado.ioloop import PeriodicCallback

LOOK_EVERY_MS = 500


class Drain:
    """Begins once, and calls `leave` when nobody is connected any more or after `most_s` seconds."""

    def __init__(self, most_s: float, connected: Callable[[], int], leave: Callable[[], None]) -> None:
        self.begun = False
        self._most_s = most_s
        self._connected = connected
        self._leave = leave

    def begin(self) -> None:
        """Refuse new pages from now on. Whoever asks twice, or gave no time, leaves at once."""
        if self.begun or self._most_s <= 0:
            self._leave()
            return
        self.begun = True
        self._until = time.monotonic() + self._most_s
        self._look = PeriodicCallback(self._leave_if_empty, LOOK_EVERY_MS)
        self._look.start()

    def _leave_if_empty(self) -> None:
        if self._connected() == 0 or time.monotonic() > self._until:
            self._look.stop()
            self._leave()
