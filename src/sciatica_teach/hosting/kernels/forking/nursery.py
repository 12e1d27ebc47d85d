"""The loop of the warm process: it waits for requests and for the end of its children, and does nothing else."""

from __future__ import annotations

import os
import select
import signal
import socket
from contextlib import suppress
from dataclasses import dataclass

from sciatica_teach.hosting.kernels.forking.wire import Message, receive, send

WOKEN_BY = 4096


@dataclass(frozen=True, kw_only=True)
class Birth:
    """What a child was forked for, as it finds it after the fork."""

    request: Message
    """`environment`, `folder`, `connection_file`, and `server`, the server's process id."""
    tether: int
    """Descriptor of the kernel's end of its tether."""


class Nursery:
    """Forks children for the server at the other end of `channel`."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._woken, self._waker = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # a handler has to exist for the wake-up to be written
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def run(self) -> Birth | None:
        """Returns the birth in each child, and None in the warm process once the server is gone."""
        channel = self._channel.fileno()
        while True:
            readable, _, _ = select.select([channel, self._woken], [], [])
            if self._woken in readable:
                self._tell_ends()
            if channel in readable:
                request, carried = receive(self._channel)
                if request is None:
                    return None
                birth = self._fork(request, carried[0])
                if birth is not None:
                    return birth

    def _fork(self, request: Message, tether: int) -> Birth | None:
        """A birth in the child, None in the parent. Signals wait, so that none meets a child that is not settled."""
        every = signal.valid_signals()
        signal.pthread_sigmask(signal.SIG_BLOCK, every)
        child = os.fork()
        if child == 0:
            self._let_go()
            return Birth(request=request, tether=tether)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, every)
        os.close(tether)
        self._tell({"pid": child})
        return None

    def _tell_ends(self) -> None:
        """Reap the children that ended, and tell the server how."""
        os.read(self._woken, WOKEN_BY)
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                self._tell({"ended": ended[0], "code": os.waitstatus_to_exitcode(ended[1])})

    def _tell(self, message: Message) -> None:
        with suppress(OSError):  # the server is gone; the next look at the channel ends the loop
            send(self._channel, message)

    def _let_go(self) -> None:
        """In the child: these are the warm process's, and no object may close their numbers when they are reused."""
        signal.set_wakeup_fd(-1)
        self._channel.detach()
