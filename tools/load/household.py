"""The processes of one server: itself, the warm process where there is one, and the kernels, with what they use.

Memory is counted as the proportional share (PSS): a page that ten kernels share counts a tenth for each, so the sum is
what the machine really gave. Where the system does not tell it, the resident size stands in and the report says so.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

WARM_PROGRAM = "sciatica_teach.hosting.kernels.forking"
ORDINARY_KERNEL = "ipykernel_launcher"
MIB = 2**20
MEASURES_SHARES = Path("/proc/self/smaps_rollup").exists()
"""Whether this system tells the proportional share."""


@dataclass(frozen=True)
class Use:
    """What a process, or several together, use now."""

    memory_mib: float = 0.0
    cpu_s: float = 0.0
    """Since the start of each."""
    descriptors: int = 0
    threads: int = 0

    def __add__(self, other: Use) -> Use:
        return Use(self.memory_mib + other.memory_mib, self.cpu_s + other.cpu_s,
                   self.descriptors + other.descriptors, self.threads + other.threads)


class Household:
    """The processes under a server. Look often: a kernel that outlives its warm process has to be seen before."""

    def __init__(self, server_pid: int) -> None:
        self.server = psutil.Process(server_pid)
        self.warm: psutil.Process | None = None
        self._kernels: set[psutil.Process] = set()

    def look(self) -> None:
        """Take note of who is there now."""
        with suppress(psutil.NoSuchProcess):
            for child in self.server.children():
                self._note(child)

    @property
    def kernels(self) -> list[psutil.Process]:
        """All that live, the oldest first."""
        self._kernels = {one for one in self._kernels if is_alive(one)}
        return sorted(self._kernels, key=lambda one: (one.create_time(), one.pid))

    def end_rest(self) -> int:
        """End every process that outlived the server, and return how many there were."""
        known = [*self.kernels, *([self.warm] if self.warm else [])]
        _, left = psutil.wait_procs(known, timeout=10)
        for process in left:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        return len(left)

    def _note(self, child: psutil.Process) -> None:
        with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            words = child.cmdline()
            if WARM_PROGRAM in words:
                self.warm = child
                self._kernels.update(child.children())
            elif any(ORDINARY_KERNEL in word for word in words):
                self._kernels.add(child)


def is_alive(process: psutil.Process) -> bool:
    """Whether it runs; one that only waits to be reaped does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def measure(process: psutil.Process | None) -> Use:
    """What the process uses; nothing where there is none any more."""
    if process is None:
        return Use()
    with suppress(psutil.NoSuchProcess, psutil.AccessDenied, FileNotFoundError, ProcessLookupError):
        times = process.cpu_times()
        descriptors = process.num_fds() if hasattr(process, "num_fds") else 0
        return Use(read_memory(process), times.user + times.system, descriptors, process.num_threads())
    return Use()


def read_memory(process: psutil.Process) -> float:
    """Proportional share in MiB, or the resident size where there is no such count."""
    if not MEASURES_SHARES:
        return float(process.memory_info().rss) / MIB
    lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
