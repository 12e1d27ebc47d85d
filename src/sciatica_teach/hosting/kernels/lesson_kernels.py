"""The kernels of one server, from their start to their end."""

from __future__ import annotations

import os
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Any as AnyTrait
from traitlets import Dict, Unicode

from sciatica_teach.hosting.place import name_kernel


class LessonKernels(AsyncMappingKernelManager):
    """Starts kernels with the settings of this server in their environment."""

    environment = Dict(help="Variables that every kernel receives, over those of the server.").tag(config=True)
    place = Unicode(help="This server's name among several; every kernel's id begins with it.").tag(config=True)

    def new_kernel_id(self, **kwargs: Any) -> str:
        return name_kernel(self.place, super().new_kernel_id(**kwargs))

    def count_connected(self) -> int:
        """How many pages are connected to their kernels."""
        return sum(self._kernel_connections.values())

    warm_process = AnyTrait(help="What forks the kernels; None where each is a program of its own.")

    async def _async_start_kernel(self, **kwargs: Any) -> str:
        inherited = kwargs.pop("env", None) or dict(os.environ)
        kernel_id: str = await super()._async_start_kernel(env={**inherited, **self.environment}, **kwargs)
        return kernel_id

    start_kernel = _async_start_kernel  # type: ignore[assignment]  # the base class does the same
