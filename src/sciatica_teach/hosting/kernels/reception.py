"""The door: who gets a kernel now, who waits for a turn, who is asked to come again.

A page goes through `admit` before anything of it is sent, because only then can the answer still be "later". What it
gets is an `Opening`: a seat, and a place in the line of those whose kernels are to start.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sciatica_teach.hosting.kernels.ready import Ready
from sciatica_teach.hosting.kernels.seats import NoSeat, Refusal, Seat
from sciatica_teach.hosting.kernels.spares import SPARE_FOLDER, Spares
from sciatica_teach.hosting.kernels.turns import Turn, Turns, count_cores

if TYPE_CHECKING:
    from sciatica_teach.hosting.kernels.lesson_kernels import LessonKernels

BESIDE_THE_CORES = 1
"""Pages made at once, beyond one for each core: a page that is being made waits for messages part of the time."""


class Reception:
    """Gives out seats and turns."""

    def __init__(self, kernels: LessonKernels, spare_kernels: int = 0) -> None:
        self._kernels = kernels
        self._turns = Turns(count_cores() + BESIDE_THE_CORES)
        self.spares = Spares(spare_kernels, kernels.start_spare, self._is_quiet, self._end_spare)

    def _end_spare(self, spare: Ready) -> None:
        spare.let_go()
        self._kernels.end_soon(spare.kernel_id)

    def _is_quiet(self) -> bool:
        room = self._kernels.most - len(self._kernels.seats) - len(self.spares)
        return room > 0 and self._turns.is_idle()

    def count(self) -> dict[str, int]:
        """Kernels that live (those that nobody has yet among them), how many may, and how many nobody has yet."""
        return {"alive": len(self._kernels), "most": self._kernels.most, "spare": len(self.spares)}

    def find_refusal(self, owner: str, address: str) -> Refusal | None:
        """Why a page opened now would get no seat; None where it would."""
        try:
            self._look(owner, address)
        except NoSeat as none:
            return none.why
        return None

    def admit(self, owner: str, address: str) -> Opening:
        """A seat for one more page of that visitor. Raises NoSeat."""
        leaver = self._look(owner, address)
        kernels, now = self._kernels, time.monotonic()
        ending = kernels.end_soon(leaver.kernel_id) if leaver else None
        seat = kernels.seats.take(kernels.new_kernel_id(), owner, now)
        kernels.arrivals.note(address, seat.kernel_id, now)
        return Opening(kernels, seat, self._turns.stand(), self.spares, ending)

    def _look(self, owner: str, address: str) -> Seat | None:
        now = time.monotonic()
        if self._kernels.arrivals.is_flood(address, now):
            raise NoSeat("flood")
        return self._kernels.seats.find_leaver(owner, now)


class Opening:
    """One page on its way to a kernel."""

    def __init__(
        self, kernels: LessonKernels, seat: Seat, turn: Turn, spares: Spares, ending: asyncio.Task[None] | None
    ) -> None:
        self._kernels = kernels
        self._spares = spares
        self._seat = seat
        self._turn = turn
        self._ending = ending
        self._starting: asyncio.Task[Ready] | None = None

    @property
    def kernel_id(self) -> str:
        return self._seat.kernel_id

    @property
    def before(self) -> int:
        """How many pages have to be made before this one begins."""
        return self._turn.before

    async def start(self, folder: str, visit: Mapping[str, str]) -> Ready:
        """The kernel, once its turn has come and it answers. `visit` are the variables that it is told."""
        await self._turn.come()
        if self._ending:
            await self._ending
        self._starting = asyncio.ensure_future(self._take_or_start(folder, visit))
        return await asyncio.shield(self._starting)

    async def _take_or_start(self, folder: str, visit: Mapping[str, str]) -> Ready:
        spare = await self._spares.take() if folder == SPARE_FOLDER else None
        if spare is None:
            return await self._kernels.start_ready(self.kernel_id, folder, visit)
        self._kernels.seats.move(self._seat, spare.kernel_id)
        await spare.tell(visit)
        return spare

    async def close(self, *, made: bool) -> None:
        """The page is sent; or (`made` is false) it never will be, and then nobody needs its kernel."""
        self._turn.end()
        self._kernels.seats.hear(self.kernel_id, time.monotonic(), acted=True)
        self._seat.opening = False
        self._spares.fill_soon()
        if made:
            return
        if self._starting:
            await asyncio.wait({self._starting})
            await self._kernels.end(self.kernel_id)
        self._kernels.seats.leave(self.kernel_id)
