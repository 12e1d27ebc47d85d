"""A kernel that answers: started, connected to, and ready for the first cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

STARTS_WITHIN_S = 60.0
"""A kernel that has not answered by then never will."""


@dataclass(frozen=True)
class Ready:
    """A kernel and a line to it."""

    kernel_id: str
    manager: Any
    client: Any

    async def tell(self, environment: Mapping[str, str]) -> None:
        """Give the kernel the variables of its visitor, before its first cell. What was said is published nowhere."""
        told = dict(environment)
        adopt = getattr(self.manager.provisioner, "adopt", None)
        if adopt is None or not await adopt(told):
            self.client.execute(f"import os; os.environ.update({told!r})", silent=True, store_history=False)

    def let_go(self) -> None:
        """Close the line; the kernel lives on."""
        self.client.stop_channels()


async def connect(kernel_id: str, manager: Any) -> Ready:
    """Wait until a started kernel answers. Raises RuntimeError where it ends or does not answer in time."""
    client = manager.client()
    client.start_channels()
    client.allow_stdin = False
    ready = Ready(kernel_id, manager, client)
    try:
        await client.wait_for_ready(timeout=STARTS_WITHIN_S)
    except BaseException:
        ready.let_go()
        raise
    return ready
