"""Which kernel there is: the interpreter that runs this server."""

from __future__ import annotations

import logging
import sys

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel

KERNEL_NAME = "python3"


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
