"""In what order pages are made when many come at once.

Forty kernels that start together on two cores are all ready after the same twenty seconds. Started a few at a time, in
the order in which they were asked for, the last is ready no later and the first after half a second. Whoever waits has
the lesson's prose to read: it is sent before the turn comes.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque

LONGEST_S = 15.0
"""After so long the next in line begins although this one is not done: a cell that hangs holds up only its own page."""


def count_cores() -> int:
    """The cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


class Turns:
    """A line in which `at_once` are served together."""

    def __init__(self, at_once: int, longest_s: float = LONGEST_S) -> None:
        self._at_once = self._free = at_once
        self._line: deque[Turn] = deque()
        self.longest_s = longest_s

    def stand(self) -> Turn:
        """Join the end of the line."""
        turn = Turn(self)
        self._line.append(turn)
        self._call()
        return turn

    def count_before(self, turn: Turn) -> int:
        """How many wait before that one; 0 for the first, and for one that waits no more."""
        return self._line.index(turn) if turn in self._line else 0

    def is_idle(self) -> bool:
        """Whether nobody waits and nobody is served."""
        return not self._line and self._free == self._at_once

    def step_aside(self, turn: Turn) -> None:
        """That one is done, or waits no more."""
        if turn in self._line:
            self._line.remove(turn)
        else:
            self._free += 1
        self._call()

    def _call(self) -> None:
        while self._free > 0 and self._line:
            self._free -= 1
            self._line.popleft().begin()


class Turn:
    """One page's place in the line."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._loop = asyncio.get_running_loop()
        self._called = self._loop.create_future()
        self._over = False

    def begin(self) -> None:
        """It is served now, and for `longest_s` at most."""
        if not self._called.done():
            self._called.set_result(None)
        self._loop.call_later(self._turns.longest_s, self.end)

    async def come(self) -> None:
        """Wait until it is served."""
        await asyncio.shield(self._called)

    @property
    def before(self) -> int:
        """How many others come first; 0 once it is served."""
        return 0 if self._called.done() else self._turns.count_before(self) + 1

    def end(self) -> None:
        """Let the next one begin. May be called more than once."""
        if not self._over:
            self._over = True
            self._turns.step_aside(self)
