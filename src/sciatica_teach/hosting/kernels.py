"""The kernels behind the pages: always this interpreter, never restarted in silence, ended when nobody uses them.

A visitor's page is a conversation with one kernel. If that kernel dies, Jupyter would start an empty one under the same
id; the page would look alive and answer nothing. So a dead kernel stays dead, and the page learns it from
`LifelineHandler`.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import RequestHandler
from traitlets import Dict

KERNEL_NAME = "python3"
IDLE_S = 3600
CULL_EVERY_S = 300


class OwnInterpreter(KernelSpecManager):
    """Knows one kernel: the interpreter that runs this server.

    The usual search would prefer a `python3` kernel that the user once installed for another environment, where this
    package does not exist; and it finds none in an environment whose `share` folder was not copied.
    """

    def find_kernel_specs(self) -> dict[str, str]:
        return {KERNEL_NAME: ""}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        if kernel_name != KERNEL_NAME:
            raise NoSuchKernel(kernel_name)
        launch = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(
            argv=[*launch, "--HistoryManager.enabled=False", f"--log-level={logging.ERROR}"],
            name=KERNEL_NAME,
            display_name="Python 3",
            language="python",
        )


class LessonKernels(AsyncMappingKernelManager):
    """Starts kernels with the settings of this server in their environment."""

    environment = Dict(help="Variables that every kernel receives, over those of the server.").tag(config=True)

    async def _async_start_kernel(self, **kwargs: Any) -> str:
        inherited = kwargs.pop("env", None) or dict(os.environ)
        kernel_id: str = await super()._async_start_kernel(env={**inherited, **self.environment}, **kwargs)
        return kernel_id

    start_kernel = _async_start_kernel  # type: ignore[assignment]  # the base class does the same


class LifelineHandler(RequestHandler):
    """`/alive/KERNEL`: whether the page's kernel lives, as {"alive": true}. The page asks every few seconds.

    A kernel that is gone is an answer and no error: the last question of a page that is being left may find its kernel
    shut down, and its browser would complain of what is as it should be.
    """

    def initialize(self, kernels: LessonKernels) -> None:
        self._kernels = kernels

    async def get(self, kernel_id: str) -> None:
        self.set_header("Cache-Control", "no-store")
        self.write({"alive": await self._is_alive(kernel_id)})

    async def _is_alive(self, kernel_id: str) -> bool:
        if kernel_id not in self._kernels:
            return False
        lives: bool = await ensure_async(self._kernels.get_kernel(kernel_id).is_alive())
        if not lives:
            await ensure_async(self._kernels.shutdown_kernel(kernel_id, now=True))  # type: ignore[no-untyped-call]
        return lives
