"""Who has a seat on this server: one for each page with a kernel, from the moment it is promised until it ends.

Pure bookkeeping, with the clock as an argument, so that every rule stands here and can be tried without a server.

*When all seats are taken*, the newcomer gets the seat of a page that nobody looks at any more, the longest unheard
first; then that of a page that is open but asleep. A page that is loading, or that did something in the last quarter
of an hour, keeps its seat: then the newcomer waits. Whoever loses a seat loses no answer, for answers are in the store.

*When nobody needs the seat*, it ends after `idle_s` in which nothing was heard of the page. An open page is heard every
few seconds, whether or not somebody sits before it (it asks whether its kernel lives, and browsers slow that down to
once a minute in the background). So that a tab left open overnight does not keep its kernel, a page that is heard but
in which nothing is done ends after four times as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

LOADS_WITHIN_S = 30.0
"""From the end of a page's reply to its websocket: scripts on a slow line. Nobody takes its seat in that time."""
ASLEEP_AFTER_S = 900.0
"""An open page in which nothing was done for so long gives way to a newcomer: reading a case takes less."""
ASLEEP_IDLE_TIMES = 4
"""How many times `idle_s` an open page may be heard without anything being done in it."""
OPENS_WITHIN_S = 180.0
"""A page that is not made by then hangs; a rush on a small machine takes a minute."""
MOST_OF_ONE = 12
"""Seats of one visitor: more tabs than anybody works in, and few enough that one visitor cannot fill a small server."""

Refusal = Literal["full", "tabs", "flood", "stopping"]
"""Why a page gets no seat: all are taken; this visitor has too many; this address opens too many; the server stops."""


class NoSeat(Exception):
    """There is no seat now; `why` says what the visitor can do about it."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why = why


@dataclass(kw_only=True)
class Seat:
    """One page's claim to a kernel. Times are seconds of one steady clock."""

    kernel_id: str
    ticket: str
    """The kernel it was promised first: what the page's arrival was noted under."""
    owner: str
    """Whose it is, as `identity.owner_of` tells them apart."""
    heard: float
    """When anything last came from the page."""
    acted: float
    """When the page last sent anything but a sign of life."""
    opening: bool = True
    """Whether the page is still being made."""
    pages: int = 0
    """How many websockets are open."""
    was_met: bool = False
    """Whether a websocket has been open."""

    def may_leave(self, now: float) -> bool:
        """Whether a newcomer may have it."""
        if self.opening:
            return False
        if self.pages:
            return now - self.acted > ASLEEP_AFTER_S
        return self.was_met or now - self.heard > LOADS_WITHIN_S

    def is_over(self, now: float, idle_s: float) -> bool:
        """Whether it ends although nobody else needs it."""
        if self.opening:
            return now - self.heard > max(idle_s, OPENS_WITHIN_S)
        return now - self.heard > idle_s or now - self.acted > ASLEEP_IDLE_TIMES * idle_s


class Seats:
    """All seats of a server."""

    def __init__(self, most: int, most_of_one: int = MOST_OF_ONE) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._seats: dict[str, Seat] = {}

    def __len__(self) -> int:
        return len(self._seats)

    def find(self, kernel_id: str) -> Seat | None:
        return self._seats.get(kernel_id)

    def is_own(self, kernel_id: str, owner: str) -> bool:
        """Whether that kernel was started for that visitor. False for a kernel that does not exist."""
        seat = self._seats.get(kernel_id)
        return seat is not None and bool(owner) and seat.owner == owner

    def find_leaver(self, owner: str, now: float) -> Seat | None:
        """Whose seat the newcomer takes; None while there are free ones. Raises NoSeat."""
        own = [seat for seat in self._seats.values() if seat.owner == owner]
        if len(own) >= self._most_of_one:
            return _require(_choose(own, now), "tabs")
        if len(self) >= self._most:
            left_behind = [seat for seat in own if not seat.pages]
            return _choose(left_behind, now) or _require(_choose(self._seats.values(), now), "full")
        return None

    def take(self, kernel_id: str, owner: str, now: float) -> Seat:
        """Seat a page. `find_leaver` comes first."""
        self._seats[kernel_id] = Seat(kernel_id=kernel_id, ticket=kernel_id, owner=owner, heard=now, acted=now)
        return self._seats[kernel_id]

    def move(self, seat: Seat, kernel_id: str) -> None:
        """The page gets another kernel than it was promised."""
        if self._seats.pop(seat.kernel_id, None):
            self._seats[kernel_id] = seat
        seat.kernel_id = kernel_id

    def leave(self, kernel_id: str) -> None:
        """The seat is free again; nothing happens if it was before."""
        self._seats.pop(kernel_id, None)

    def hear(self, kernel_id: str, now: float, *, acted: bool) -> None:
        """Something came from the page."""
        if seat := self._seats.get(kernel_id):
            seat.heard = now
            seat.acted = now if acted else seat.acted

    def meet(self, kernel_id: str, now: float, change: int) -> None:
        """A websocket opened (+1) or closed (-1)."""
        if seat := self._seats.get(kernel_id):
            seat.pages = max(0, seat.pages + change)
            seat.was_met = True
            seat.heard = now

    def find_over(self, now: float, idle_s: float) -> list[Seat]:
        """The seats that end by themselves."""
        return [seat for seat in self._seats.values() if seat.is_over(now, idle_s)]

    def count_opening(self) -> int:
        return sum(seat.opening for seat in self._seats.values())


def _choose(seats: Iterable[Seat], now: float) -> Seat | None:
    """The first to go: those without a page before those with one, then by how long nothing came."""
    leaving = [seat for seat in seats if seat.may_leave(now)]
    return min(leaving, key=lambda seat: (seat.pages > 0, seat.acted if seat.pages else seat.heard), default=None)


def _require(seat: Seat | None, why: Refusal) -> Seat:
    if seat is None:
        raise NoSeat(why)
    return seat
