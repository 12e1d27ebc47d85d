"""The kernels of one server, from their start to their end."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Mapping
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Any as AnyTrait
from traitlets import Dict, Float, Instance, Integer, Unicode, default

from sciatica_teach.hosting.kernels.arrivals import Arrivals
from sciatica_teach.hosting.kernels.interpreter import KERNEL_NAME
from sciatica_teach.hosting.kernels.ready import Ready, connect
from sciatica_teach.hosting.kernels.seats import Seats
from sciatica_teach.hosting.kernels.spares import SPARE_FOLDER
from sciatica_teach.hosting.open_files import allow_sockets
from sciatica_teach.hosting.place import name_kernel


class LessonKernels(AsyncMappingKernelManager):
    """Starts kernels with the settings of this server in their environment, and ends those that nobody needs."""

    environment = Dict(help="Variables that every kernel receives, over those of the server.").tag(config=True)
    place = Unicode(help="This server's name among several; every kernel's id begins with it.").tag(config=True)
    most = Integer(250, help="How many kernels may live at once.").tag(config=True)
    idle_s = Float(3600.0, help="A kernel whose page is not heard for so long is ended.").tag(config=True)
    seats = Instance(Seats, help="Whose the kernels are.")
    warm_process = AnyTrait(help="What forks the kernels; None where each is a program of its own.")
    arrivals = Instance(Arrivals, args=(), help="Page opens that nobody follows up.")

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]
        allow_sockets(self.context, self.most)

    @default("seats")
    def _make_seats(self) -> Seats:
        return Seats(self.most)

    def new_kernel_id(self, **kwargs: Any) -> str:
        return name_kernel(self.place, super().new_kernel_id(**kwargs))

    def count_connected(self) -> int:
        """How many pages are connected to their kernels."""
        return sum(self._kernel_connections.values())

    async def _async_start_kernel(self, **kwargs: Any) -> str:
        inherited = kwargs.pop("env", None) or dict(os.environ)
        kernel_id: str = await super()._async_start_kernel(env={**inherited, **self.environment}, **kwargs)
        return kernel_id

    start_kernel = _async_start_kernel  # type: ignore[assignment]  # the base class does the same

    async def start_ready(self, kernel_id: str, folder: str, visit: Mapping[str, str]) -> Ready:
        """Start a kernel in a folder of the lessons, with these variables, and wait until it answers."""
        env = {**os.environ, **visit, "VOILA_KERNEL_ID": kernel_id}
        await self._async_start_kernel(kernel_id=kernel_id, kernel_name=KERNEL_NAME, path=folder, env=env)
        return await connect(kernel_id, self.get_kernel(kernel_id))

    async def start_spare(self) -> Ready:
        """A kernel that is nobody's yet."""
        return await self.start_ready(self.new_kernel_id(), SPARE_FOLDER, {})

    def hear(self, kernel_id: str, *, acted: bool) -> None:
        """Something came from the kernel's page: the learner `acted`, or it was a sign of life."""
        self.seats.hear(kernel_id, time.monotonic(), acted=acted)

    def notify_connect(self, kernel_id: str) -> None:
        super().notify_connect(kernel_id)  # type: ignore[no-untyped-call]
        if seat := self.seats.find(kernel_id):
            self.arrivals.follow(seat.ticket)
        self.seats.meet(kernel_id, time.monotonic(), +1)

    def notify_disconnect(self, kernel_id: str) -> None:
        super().notify_disconnect(kernel_id)  # type: ignore[no-untyped-call]
        self.seats.meet(kernel_id, time.monotonic(), -1)

    def remove_kernel(self, kernel_id: str) -> Any:
        self.seats.leave(kernel_id)
        return super().remove_kernel(kernel_id)

    async def cull_kernels(self) -> None:
        """End what nobody needs. Called every `cull_interval` seconds."""
        over = {seat.kernel_id for seat in self.seats.find_over(time.monotonic(), self.idle_s)}
        over.update(await self._find_dead())
        await asyncio.gather(*(self.end_soon(kernel_id) for kernel_id in over))

    async def _find_dead(self) -> list[str]:
        """Kernels that were killed and whose pages no longer ask; the server still listens to where they spoke."""
        known = list(self._kernels.items())
        alive = await asyncio.gather(*(ensure_async(kernel.is_alive()) for _, kernel in known))
        return [kernel_id for (kernel_id, _), lives in zip(known, alive, strict=True) if not lives]

    def end_soon(self, kernel_id: str) -> asyncio.Task[None]:
        """Free the seat now, and end the kernel as soon as it can be."""
        self.seats.leave(kernel_id)
        return asyncio.ensure_future(self.end(kernel_id))

    async def end(self, kernel_id: str) -> None:
        """End a kernel whose page nobody misses; one that is gone already is no error."""
        if kernel_id in self:
            self.log.info("Ending kernel %s: nobody needs it.", kernel_id)
            await ensure_async(self.shutdown_kernel(kernel_id))  # type: ignore[no-untyped-call]
