"""The warm process, from its start to the moment when it forks a kernel."""

from __future__ import annotations

import gc
import os
import socket
import sys
from importlib import import_module
from pathlib import Path

from sciatica_teach.hosting.kernels.forking.kernel_app import ForkedKernelApp, build_app, remember_modules
from sciatica_teach.hosting.kernels.forking.merging import allow_merging
from sciatica_teach.hosting.kernels.forking.newborn import settle
from sciatica_teach.hosting.kernels.forking.nursery import Nursery
from sciatica_teach.hosting.kernels.forking.wire import send

COLLECT_AFTER = (20_000, 20, 50)
"""How many new objects a kernel makes before it looks for garbage. Looking is writing: it unshares memory."""


def main() -> None:
    """Warm up, then fork a kernel whenever the server asks for one, until the server is gone."""
    channel_fd, module = int(sys.argv[1]), sys.argv[2]
    channel = socket.socket(fileno=channel_fd)
    app = warm_up(module)
    send(channel, {"ready": os.getpid()})
    birth = Nursery(channel).run()
    if birth is None:
        os._exit(0)
    settle(birth)
    app.live(birth)


def warm_up(module: str) -> ForkedKernelApp:
    """Everything that all kernels share, and then no object that exists is ever looked at by the collector again."""
    gc.disable()  # until everything is there: what is collected half way leaves holes in pages that are to be shared
    app = build_app()
    import_module(module).warm_up()
    remember_modules(app)
    allow_merging()
    require_single_thread()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    return app


def require_single_thread() -> None:
    """Only the thread that forks lives on in the child; what the others held locked would be locked there for ever."""
    threads = len(list(Path("/proc/self/task").iterdir()))
    if threads > 1:
        raise RuntimeError(f"The warm process has {threads} threads; kernels can be forked from one only.")
