"""What the processes of a server use while a run goes on, looked at now and then from a thread.

Counting the pages of forty kernels takes a while and holds each of them up a little, so it is done seldom.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic

import psutil

from load.household import Household, Use, measure


@dataclass(frozen=True)
class Look:
    """One moment."""

    at_s: float
    """Since the watch began."""
    server: Use
    warm: Use
    kernels: Use
    kernel_mib: Mapping[int, float]
    """Memory of each kernel by its process id."""
    client_cpu_s: float
    """Of the learners themselves, who share the machine with what they measure."""

    @property
    def kernel_count(self) -> int:
        return len(self.kernel_mib)

    @property
    def memory_mib(self) -> float:
        return self.server.memory_mib + self.warm.memory_mib + self.kernels.memory_mib


@dataclass
class Watch:
    """All looks of one run. The household is asked for anew each time, because a server may be started again."""

    find_household: Callable[[], Household]
    looks: list[Look] = field(default_factory=list)
    begun_at: float = field(default_factory=monotonic)

    def look(self) -> Look:
        household = self.find_household()
        household.look()
        kernels = {one.pid: measure(one) for one in household.kernels}
        own = psutil.Process(os.getpid()).cpu_times()
        look = Look(
            at_s=monotonic() - self.begun_at, server=measure(household.server), warm=measure(household.warm),
            kernels=sum(kernels.values(), Use()), kernel_mib={pid: use.memory_mib for pid, use in kernels.items()},
            client_cpu_s=own.user + own.system,
        )
        self.looks.append(look)
        return look


@asynccontextmanager
async def watching(find_household: Callable[[], Household], every_s: float) -> AsyncIterator[Watch]:
    """Look at the beginning, every so often, and at the end."""
    watch = Watch(find_household)

    async def keep_looking() -> None:
        while True:
            await asyncio.to_thread(watch.look)
            await asyncio.sleep(every_s)

    looking = asyncio.create_task(keep_looking())
    try:
        yield watch
    finally:
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking
        await asyncio.to_thread(watch.look)
