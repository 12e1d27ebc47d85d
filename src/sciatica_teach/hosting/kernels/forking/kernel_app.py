"""IPython's kernel in two halves: what can be done before the fork, and what each child does for itself.

Sockets, threads and event loops do not survive a fork, so they come after it. The interactive shell with its magics and
formatters is a hundred thousand small objects and holds none of these, so it comes before.

What no lesson needs is left out: debugging, a second channel for threads of the front end, and the heartbeat, which
nobody listens to here (`hosting.kernels.lifeline` asks whether the process lives).
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import zmq
from ipykernel.compiler import XCachingCompiler
from ipykernel.kernelapp import IPKernelApp
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.application import BaseIPythonApplication

from sciatica_teach.hosting.kernels.forking.bystanders import hidden_modules
from sciatica_teach.hosting.kernels.forking.nursery import Birth
from sciatica_teach.hosting.kernels.forking.tether import Tether
from sciatica_teach.hosting.kernels.interpreter import ARGUMENTS

SECOND_HALF = (
    "init_pdb", "init_connection_file", "init_sockets", "write_connection_file", "log_connection_info", "init_io",
    "init_signal", "init_kernel", "init_path", "init_shell", "init_gui_pylab", "init_extensions", "init_code",
)
"""The steps of `IPKernelApp.initialize` after its options are read, in its order."""
IMPORTED_LATE = (
    "faulthandler", "ipykernel.debugger", "IPython.core.logger", "IPython.extensions.storemagic",
    "IPython.terminal.debugger", "psutil", "tornado.platform.asyncio", "zmq.utils.garbage",
)
"""What a kernel would import in its first second."""


class ForkedKernelApp(IPKernelApp):
    """Runs one kernel in a forked child. Build it with `build_app`."""

    def live(self, birth: Birth) -> None:
        """Be the kernel until it is told to end. Does not return."""
        self.connection_file = birth.request["connection_file"]
        self.parent_handle = birth.request["server"]
        self.poller = Tether(birth.tether)
        code = 0
        try:
            for step in SECOND_HALF:
                getattr(self, step)()
            self.start()  # type: ignore[no-untyped-call]  # ipykernel is untyped
        except BaseException:
            logging.getLogger("sciatica-teach").exception("A kernel came to an end")
            code = 1
        finally:
            leave(code)

    def init_control(self, context: Any) -> None:
        super().init_control(context)  # type: ignore[no-untyped-call]
        if (thread := getattr(self, "shell_channel_thread", None)) is not None:  # ipykernel 7
            thread.io_loop.close()
            self.shell_channel_thread = None

    def init_kernel(self) -> None:
        with hidden_modules():
            super().init_kernel()  # type: ignore[no-untyped-call]

    def init_shell(self) -> None:
        """The kernel has found the shell that was made before the fork; they are made known to one another."""
        shell: Any = self.kernel.shell
        shell.parent = shell.kernel = self.kernel
        shell.init_environment()
        super().init_shell()  # type: ignore[no-untyped-call]

    def init_code(self) -> None:
        """IPython lists all modules once more, which would count a reference in each name."""
        shell: Any = self.shell
        known = shell._sys_modules_keys
        with hidden_modules():
            super().init_code()  # type: ignore[no-untyped-call]
        shell._sys_modules_keys = known


def build_app() -> ForkedKernelApp:
    """The first half: options and configuration files are read, and the shell is there."""
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # as if not installed: it weighs as much as a lesson
    for name in IMPORTED_LATE:
        import_module(name)
    app: Any = ForkedKernelApp.instance()
    BaseIPythonApplication.initialize(app, list(ARGUMENTS))  # type: ignore[no-untyped-call]
    ZMQInteractiveShell.instance(parent=app, profile_dir=app.profile_dir, user_ns={}, compiler_class=XCachingCompiler)
    look_up_early()
    found: ForkedKernelApp = app
    return found


def remember_modules(app: ForkedKernelApp) -> None:
    """For `%reset -f --aggressive`, which drops every module that the lesson itself has imported."""
    app_shell: Any = ZMQInteractiveShell.instance(parent=app)
    app_shell._sys_modules_keys = set(sys.modules)


def look_up_early() -> None:
    """Questions that Python answers once and for all, and writes the answer into hundreds of classes.

    Asked for its annotations, a class that has none gets some, and every class below it is told: zmq asks when a socket
    is given its first option, and `Generic` is among those asked. `Mapping` asks all its subclasses about a type it
    has not seen, which is what a line of the log does with its values.
    """
    for kind in zmq.Socket.__mro__:
        getattr(kind, "__annotations__", None)
    for value in (0, ""):
        isinstance(value, Mapping)


def leave(code: int) -> None:
    """End at once. Nothing is kept in a kernel that would have to be put away first.

    Taking the interpreter apart would touch, and so copy, all the memory that is shared; and what ipykernel registers
    for the end has threads wait for one another, now and then until somebody kills them.
    """
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None:
            stream.flush()
    os._exit(code)
