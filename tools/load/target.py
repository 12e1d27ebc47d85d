"""The server under load, started in a process of its own and started again on the same port when it was killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from load.errors import LoadError
from load.household import Household

READY = re.compile(r"Sciatica Teach is ready: (http://\S+?)/?\s")
STARTS_WITHIN_S = 120.0
STOPS_WITHIN_S = 30.0
COMMAND = (sys.executable, "-c", "from sciatica_teach.cli import main; main()", "serve", "--no-open")


class Target:
    """A server with its folder and its database. Use `running` to make one."""

    def __init__(self, home: Path, database: str, options: Sequence[str], environment: Mapping[str, str]) -> None:
        self.home = home
        self.database = database
        self.log_file = home / "server.log"
        self._options = list(options)
        self._environment = {
            **os.environ, **environment, "SCIATICA_TEACH_HOME": str(home), "SCIATICA_TEACH_DATABASE": database,
        }
        self.url = ""
        self.household: Household
        self._process: subprocess.Popen[bytes]
        self._former: list[Household] = []
        self.left_behind = 0
        """Processes that outlived a server and had to be ended here."""

    def start(self) -> None:
        """Start and wait until it says that it is ready. Raises LoadError where it does not get there."""
        said = self.home / "server.out"
        port = self.url.rpartition(":")[2] or "0"
        with said.open("wb") as out, self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                [*COMMAND, "--port", port, *self._options], cwd=self.home, env=self._environment, stdout=out,
                stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
        self.url = self._wait_for_address(said)
        self.household = Household(self._process.pid)

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        """As a crash would: no farewell."""
        self.household.look()
        self._process.kill()
        self._process.wait()
        self._former.append(self.household)

    def clear_up(self) -> None:
        """Give the processes of servers that are gone a while to end by themselves, and end and count the rest."""
        while self._former:
            self.left_behind += self._former.pop().end_rest()

    def stop(self) -> None:
        """As Ctrl-C does. A server that does not stop is killed."""
        self.household.look()
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(STOPS_WITHIN_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._former.append(self.household)
        self.clear_up()

    def _wait_for_address(self, said: Path) -> str:
        until = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < until:
            if found := READY.search(said.read_text(encoding="utf-8")):
                return found[1]
            if self._process.poll() is not None:
                raise LoadError(f"The server ended before it was ready:\n{self.log_file.read_text(encoding='utf-8')}")
            time.sleep(0.05)
        self._process.kill()
        raise LoadError(f"The server was not ready within {STARTS_WITHIN_S:g} s.")


@contextmanager
def running(
    home: Path, database: str, options: Sequence[str] = (), environment: Mapping[str, str] | None = None
) -> Iterator[Target]:
    """A server that answers, and is gone afterwards whatever happens."""
    target = Target(home, database, options, environment or {})
    target.start()
    try:
        yield target
    finally:
        target.stop()
