"""Other processes, any of which may be ending while it is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

import psutil


def find_below(pid: int) -> list[psutil.Process]:
    """Every process that this one has started, and theirs."""
    return psutil.Process(pid).children(recursive=True)


def read_words(process: psutil.Process) -> list[str]:
    """What it was started with; nothing for one that has ended, whether or not anybody has taken note of it."""
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:  # what psutil raises of a zombie is one as well
        return []


def kill_all(processes: Iterable[psutil.Process]) -> None:
    """End them without asking; those that are gone already stay gone."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
