"""Jupyter's way to a forked kernel."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

if TYPE_CHECKING:
    from jupyter_client.connect import KernelConnectionInfo

    from sciatica_teach.hosting.kernels.forking.supervisor import WarmProcess

NAME = "sciatica-forked"
"""As it is registered in pyproject.toml."""


class ForkingProvisioner(LocalProvisioner):
    """Asks the manager's warm process for a kernel; where it cannot give one, starts an ordinary one.

    Which of the two it is, is settled before anything is forked. From then on the base class handles both alike.
    """

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        manager: Any = self.parent
        warm: WarmProcess | None = getattr(manager.parent, "warm_process", None)
        folder = str(kwargs.get("cwd") or Path.cwd())
        born = await warm.fork(manager.connection_file, kwargs["env"], folder) if warm else None
        if born is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.process = born  # type: ignore[assignment]  # all of Popen that the base class uses
        self.pid = self.pgid = born.pid  # the child leads a group of its own
        self.cwd = folder
        return self.connection_info

    async def adopt(self, environment: Mapping[str, str]) -> bool:
        """Give a started kernel these variables over its own, before its first cell. False for an ordinary kernel."""
        adopt = getattr(self.process, "adopt", None)
        if adopt is None:
            return False
        await adopt(environment)
        return True
