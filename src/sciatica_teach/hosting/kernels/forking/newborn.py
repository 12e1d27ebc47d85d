"""What a forked child does first: it stops being a copy of the warm process and becomes a process of its own."""

from __future__ import annotations

import ctypes
import gc
import os
import random
import signal
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from sciatica_teach.hosting.kernels.forking.nursery import Birth

PROCESS_NAME = b"sciatica-kernel"
"""As `ps` and `top` show it; 15 bytes at most."""
STANDARD = 3
"""Input, output and errors: the descriptors below."""
PR_SET_NAME = 15
KEPT_SIGNALS = (signal.SIGKILL, signal.SIGSTOP)


def settle(birth: Birth) -> None:
    """Own session, signals, descriptors, surroundings and random numbers."""
    os.setsid()
    _reset_signals()
    _close_all_but(birth.tether)
    put_on(birth.request["environment"])
    os.chdir(birth.request["folder"])
    time.tzset()
    random.seed()
    np.random.seed()  # the global generator is what a lesson's own code may use
    ctypes.CDLL(None).prctl(PR_SET_NAME, PROCESS_NAME, 0, 0, 0)
    gc.enable()


def put_on(environment: Mapping[str, str]) -> None:
    """Exactly these variables: nothing of the warm process's own stays."""
    os.environ.clear()
    os.environ.update(environment)


def _reset_signals() -> None:
    """As in a program that was just started; what arrived meanwhile takes effect now."""
    for number in signal.valid_signals() - {*KEPT_SIGNALS}:
        if signal.getsignal(number) is not None:
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # Python's own default
    signal.pthread_sigmask(signal.SIG_UNBLOCK, signal.valid_signals())


def _close_all_but(kept: int) -> None:
    for name in [int(path.name) for path in Path("/proc/self/fd").iterdir()]:
        if name >= STANDARD and name != kept:
            _close(name)


def _close(descriptor: int) -> None:
    try:
        os.close(descriptor)
    except OSError:
        return  # the one that listed the folder is closed already
