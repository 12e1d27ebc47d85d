"""The server's side: it starts the warm process, asks it for kernels, and starts another when it dies."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from weakref import WeakValueDictionary

from sciatica_teach.hosting.kernels.forking.process import ForkedProcess
from sciatica_teach.hosting.kernels.forking.wire import Message, build_pair, receive, send

READY_WITHIN_S = 30.0
"""How long a visitor waits for a warm process that is being started, before an ordinary kernel is started instead."""
TRIES = 3
"""How many warm processes may die before they are ready, one after the other, until no more is started."""
TUNING = {
    "MALLOC_ARENA_MAX": "1",  # one heap for all threads of a kernel: its memory is counted in pages, not in speed
    "MALLOC_MMAP_THRESHOLD_": "262144",  # what is larger lies outside of the heap and leaves no hole when freed
    "MALLOC_TRIM_THRESHOLD_": "262144",
    "OPENBLAS_NUM_THREADS": "1",  # threads of numerical libraries would be there before the fork
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}

PROGRAM = "sciatica_teach.hosting.kernels.forking"

log = logging.getLogger("sciatica-teach")


class WarmProcess:
    """One warm process at a time, from `start` to `end`. All calls come from the thread of the server's event loop."""

    def __init__(self, module: str, environment: Mapping[str, str]) -> None:
        """`module` has the `warm_up()`; `environment` is what the kernels' variables have in common."""
        self._module = module
        self._environment = {**os.environ, **environment, **TUNING}
        self._kernels: WeakValueDictionary[int, ForkedProcess] = WeakValueDictionary()
        self._failures = 0
        self._reply: asyncio.Future[int] | None = None
        self._settled = asyncio.Event()
        self._turn = asyncio.Lock()
        self.pid = 0
        """Of the process that runs now."""

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start the first one; it gets ready while the server does other things."""
        self._loop = loop
        self._spawn()

    async def fork(self, connection_file: str, environment: Mapping[str, str], folder: str) -> ForkedProcess | None:
        """A kernel with exactly this environment; None where an ordinary one has to be started instead."""
        request = {
            "connection_file": str(Path(connection_file).absolute()), "environment": dict(environment),
            "folder": folder, "server": os.getpid(),
        }
        for _ in range(TRIES):
            if not await self.is_ready():
                return None
            async with self._turn:
                born = await self._ask(request) if self._failures < TRIES else None
            if born is not None:
                return born
        return None

    def end(self) -> None:
        """Let the warm process go; its kernels have been shut down before."""
        self._let_go()

    async def retire(self) -> None:
        """Let it go once nobody waits for its answer; its kernels live on. Whoever asks now gets an ordinary kernel."""
        async with self._turn:
            self._failures = TRIES
            self._settled.set()
            self._let_go()

    async def is_ready(self) -> bool:
        """Whether there is one to ask, as soon as that is known."""
        try:
            await asyncio.wait_for(self._settled.wait(), READY_WITHIN_S)
        except TimeoutError:
            log.warning("The warm process is not ready after %g s: an ordinary kernel is started.", READY_WITHIN_S)
            return False
        return self._failures < TRIES

    async def _ask(self, request: Message) -> ForkedProcess | None:
        """One request, one reply; None when the warm process died over it. A child it may have had dies of it too:
        its tether ends here."""
        ours, theirs = build_pair()
        self._reply = self._loop.create_future()
        with theirs:
            send(self._channel, request, theirs.fileno())
        pid = await self._reply
        if not pid:
            ours.close()
            return None
        self._kernels[pid] = born = ForkedProcess(pid, ours)
        return born

    def _spawn(self) -> None:
        self._channel, theirs = build_pair()
        with theirs:
            command = [sys.executable, "-P", "-m", PROGRAM, str(theirs.fileno()), self._module]
            self._process = subprocess.Popen(
                command, env=self._environment, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.pid = self._process.pid
        self._loop.add_reader(self._channel, self._on_message)

    def _on_message(self) -> None:
        message, _ = receive(self._channel)
        match message:
            case {"ready": _}:
                self._failures = 0
                self._settled.set()
            case {"pid": pid}:
                self._answer(pid)
            case {"ended": pid, "code": code}:
                if kernel := self._kernels.pop(pid, None):
                    kernel.tell(code)
            case None:
                self._on_death()

    def _on_death(self) -> None:
        """Whoever waits for a kernel is told, and asks the next one."""
        self._let_go()
        self._failures += not self._settled.is_set()
        self._settled.clear()
        if self._failures < TRIES:
            log.warning("The warm process ended by itself; another one is being started.")
            self._spawn()
        else:
            log.error("The warm process cannot be started: from now on each kernel is started as a program of its own.")
            self._settled.set()
        self._answer(0)

    def _answer(self, pid: int) -> None:
        if self._reply is not None and not self._reply.done():
            self._reply.set_result(pid)

    def _let_go(self) -> None:
        """There is nothing in a warm process that could be lost."""
        if self._channel.fileno() < 0:  # it ended before, and no other one was started
            return
        self._loop.remove_reader(self._channel)
        self._channel.close()
        self._process.kill()
        self._process.wait()
