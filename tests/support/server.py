"""A running server for tests: started in its own process and folder, stopped whatever happens.

    with serve(["sciatica-teach", "serve", ...], home=tmp_path) as server:
        server.url      "http://127.0.0.1:41873"
        server.log()    everything it wrote so far
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

READY = re.compile(r"Sciatica Teach is ready: (http://\S+?)/?\s")
BARE = Path(__file__).with_name("bare_server.py")
STOPS_WITHIN_S = 20


@dataclass(frozen=True)
class Server:
    """A server that answers at `url`."""

    url: str
    process: subprocess.Popen[str]
    home: Path
    """Its data folder: the records are in it."""
    log_file: Path
    spoken: str
    """What it said on standard output until it was ready."""

    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8")

    def stop(self, sig: signal.Signals = signal.SIGINT) -> int:
        """Ask it to stop, as Ctrl-C does; returns its exit code."""
        self.process.send_signal(sig)
        return self.process.wait(STOPS_WITHIN_S)


def bare(notebooks: Path, **options: object) -> list[str]:
    """The command for a server of that folder that does not look at the content; `options` are of `ServeOptions`."""
    return [sys.executable, str(BARE), str(notebooks), json.dumps(options)]


def full(notebooks: Path | None = None, *options: str) -> list[str]:
    """The command a person would type, on any free port; the shipped notebooks unless others are named."""
    start = [sys.executable, "-c", "from sciatica_teach.cli import main; main()", "serve", "--no-open", "--port", "0"]
    return [*start, *(["--notebooks", str(notebooks)] if notebooks else []), *options]


@contextmanager
def serve(command: Sequence[str], home: Path, env: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Start, wait for the line that says it is ready, and stop at the end."""
    log_file = home / "server.log"
    environment = {**os.environ, "SCIATICA_TEACH_HOME": str(home), **(env or {})}
    with log_file.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, cwd=home, env=environment, stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True
        )
    try:
        url, spoken = _wait_until_ready(process, log_file)
        yield Server(url=url, process=process, home=home, log_file=log_file, spoken=spoken)
    finally:
        _end(process)


def _wait_until_ready(process: subprocess.Popen[str], log_file: Path) -> tuple[str, str]:
    assert process.stdout is not None
    spoken = ""
    for line in process.stdout:
        spoken += line
        if found := READY.search(line):
            return found[1], spoken
    raise AssertionError(f"The server ended before it was ready:\n{spoken}{log_file.read_text(encoding='utf-8')}")


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOPS_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if process.stdout:
        process.stdout.close()
