"""Forked kernels without a web server: a warm process, a manager, and what a cell prints."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets.config import Config

from sciatica_teach.hosting.kernels.forking.supervisor import WarmProcess
from sciatica_teach.hosting.kernels.interpreter import OwnInterpreter

WARM = Path(__file__).parents[1] / "support" / "warm"
CLIENT = "sciatica_teach.hosting.kernels.first_contact.QuickClient"


class Ward:
    """Starts kernels and runs cells, from the thread of a test."""

    def __init__(self, module: str, folder: Path) -> None:
        self.loop = asyncio.new_event_loop()
        config = Config({"KernelManager": {"client_factory": CLIENT}})
        specs = OwnInterpreter(kernel_start="forked")
        self.kernels: Any = AsyncMappingKernelManager(
            config=config, kernel_spec_manager=specs, connection_dir=str(folder), root_dir=str(folder)
        )
        self.warm = WarmProcess(module, {"PYTHONPATH": str(WARM)})
        self.kernels.warm_process = self.warm
        self._clients: dict[str, Any] = {}
        self.loop.call_soon(self.warm.start, self.loop)

    def start(self, **environment: str) -> str:
        return self.loop.run_until_complete(self._start({**os.environ, **environment}))

    async def _start(self, environment: Mapping[str, str]) -> str:
        kernel_id: str = await self.kernels.start_kernel(env=environment, path="/")
        self._clients[kernel_id] = client = self.kernels.get_kernel(kernel_id).client()
        client.start_channels()
        await client.wait_for_ready(timeout=60)
        return kernel_id

    def run(self, kernel_id: str, code: str) -> str:
        """What the cell prints; its error where it raises one."""
        said: list[str] = []

        def listen(message: Any) -> None:
            content = message["content"]
            said.append(content.get("text", "") if message["msg_type"] != "error" else content["ename"])

        self.do(self._clients[kernel_id].execute_interactive(code, output_hook=listen, allow_stdin=False, timeout=60))
        return "".join(said).strip()

    def do(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    def until(self, holds: Callable[[], bool]) -> None:
        """Let the loop work until something holds."""

        async def wait() -> None:
            while not holds():
                await asyncio.sleep(0)

        self.do(asyncio.wait_for(wait(), 30))

    def process_of(self, kernel_id: str) -> Any:
        return self.kernels.get_kernel(kernel_id).provisioner.process

    def close(self) -> None:
        for client in self._clients.values():
            client.stop_channels()
        self.do(self.kernels.shutdown_all(now=True))
        self.warm.end()
        self.loop.close()


@contextmanager
def ward(folder: Path, module: str = "tiny_warming") -> Iterator[Ward]:
    opened = Ward(module, folder)
    try:
        yield opened
    finally:
        opened.close()
