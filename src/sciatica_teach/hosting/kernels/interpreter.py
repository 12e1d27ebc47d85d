"""Which kernel there is: the interpreter that runs this server."""

from __future__ import annotations

import logging
import sys

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from traitlets import Unicode

from sciatica_teach.hosting.kernels.transport import REMEMBERED_MESSAGES

KERNEL_NAME = "python3"
ARGUMENTS = (
    "--HistoryManager.enabled=False",
    f"--Session.digest_history_size={REMEMBERED_MESSAGES}",
    f"--log-level={logging.ERROR}",
)
"""What every kernel is told, however it comes into being."""
FORKED = {"kernel_provisioner": {"provisioner_name": "sciatica-forked"}}
"""Names the way to start it, as pyproject.toml registers it; without, Jupyter starts a program."""


class OwnInterpreter(KernelSpecManager):
    """Knows one kernel: the interpreter that runs this server.

    The usual search would prefer a `python3` kernel that the user once installed for another environment, where this
    package does not exist; and it finds none in an environment whose `share` folder was not copied.
    """

    kernel_start = Unicode("ordinary", help="How kernels come into being: ordinary or forked.").tag(config=True)

    def find_kernel_specs(self) -> dict[str, str]:
        return {KERNEL_NAME: ""}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        if kernel_name != KERNEL_NAME:
            raise NoSuchKernel(kernel_name)
        launch = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(
            argv=[*launch, *ARGUMENTS],
            name=KERNEL_NAME,
            display_name="Python 3",
            language="python",
            metadata=FORKED if self.kernel_start == "forked" else {},
        )
