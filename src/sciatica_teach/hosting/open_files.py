"""Room for a class: every page with its kernel takes a dozen open files and some sockets of zmq.

A system gives a program 1,024 open files unless it asks for more, which is enough for seventy pages; zmq allows 1,023
sockets in one context, enough for 170. Beyond either, a page would come without its widgets. So both are raised before
the first visitor, and where the system does not give enough, whoever starts the server is told.
"""

from __future__ import annotations

import logging
import sys

import zmq

FILES_PER_PAGE = 16
"""About fourteen were counted: sockets of the kernel, of its page, and the connection file."""
SOCKETS_PER_PAGE = 16
"""About six are open at once."""
OTHERS = 500
"""What the server itself has open, and kernels that live beside those with a seat."""

log = logging.getLogger("sciatica-teach")


def allow_sockets(context: zmq.Context[zmq.Socket[bytes]], most_kernels: int) -> None:
    """Let the context have as many sockets as so many kernels take. To be called before its first one."""
    wanted = SOCKETS_PER_PAGE * most_kernels + OTHERS
    context.set(zmq.MAX_SOCKETS, min(wanted, int(context.get(zmq.SOCKET_LIMIT))))


def allow_files(most_kernels: int) -> None:
    """Ask the system for as many open files as so many kernels take, and say so where it gives fewer."""
    if sys.platform == "win32":
        return  # no such limit there
    import resource

    wanted = FILES_PER_PAGE * most_kernels + OTHERS
    given, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if given != resource.RLIM_INFINITY and given < wanted:
        given = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (given, most))
        if given < wanted:
            log.warning(
                "The system allows %d open files, and %d pages at once need about %d. Raise the limit (ulimit -n, or "
                "LimitNOFILE in systemd), or start with --most-kernels %d.",
                given, most_kernels, wanted, max(1, (given - OTHERS) // FILES_PER_PAGE),
            )
