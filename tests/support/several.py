"""Two servers behind a real nginx, with the configuration that `deploy/` ships.

    with several(folder, database, "--notebooks", ...) as site:
        site.url                   the proxy's address
        site.servers["a"].kill()
        site.start("a")            again, at its old port
"""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.ports import held_ports
from support.server import Server, full, serve
from support.waiting import until
from system import find_nginx

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
AROUND = """daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def require_nginx() -> Path:
    """Missing it is a skip on a desk, and an error in CI."""
    found = find_nginx()
    if found is None:
        say_no = pytest.fail if os.environ.get("CI") else pytest.skip
        say_no("no nginx: install nginx-light")
    return found


def write_configuration(folder: Path, port: int, ports: dict[str, int]) -> Path:
    """The shipped configuration with ports of this test, and the little that Debian's nginx.conf has around it.

    A server that failed is tried again sooner than in a real place, where one may be away for longer.
    """
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8").replace("fail_timeout=10s", "fail_timeout=1s")
    for place, shipped in (("a", "127.0.0.1:8871"), ("b", "127.0.0.1:8872")):
        site = site.replace(shipped, f"127.0.0.1:{ports[place]}")
    (folder / "site.conf").write_text(site.replace("listen 80;", f"listen 127.0.0.1:{port};"), encoding="utf-8")
    user = "user root;" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    whole = folder / "nginx.conf"
    whole.write_text(AROUND.format(folder=folder, user=user), encoding="utf-8")
    return whole


@dataclass
class Site:
    """A proxy at `url`, and its servers by place."""

    url: str
    folder: Path
    ports: dict[str, int]
    options: tuple[str, ...]
    env: dict[str, str]
    stack: ExitStack
    servers: dict[str, Server] = field(default_factory=dict)

    def start(self, place: str) -> None:
        home = self.folder / place
        home.mkdir(exist_ok=True)
        command = [*full(), "--port", str(self.ports[place]), "--place", place, "--behind-proxy", *self.options]
        self.servers[place] = self.stack.enter_context(serve(command, home, self.env))

    def is_running(self, place: str) -> bool:
        return self.servers[place].process.poll() is None

    def kill(self, place: str) -> None:
        """As a power cut would: no signal can be caught, nothing is written any more."""
        self.servers[place].process.kill()
        self.servers[place].process.wait()


@contextmanager
def several(folder: Path, *options: str, env: dict[str, str] | None = None) -> Iterator[Site]:
    """Two servers, places a and b, behind one nginx."""
    program = require_nginx()
    with held_ports(3) as (port, at_a, at_b), ExitStack() as stack:
        ports = {"a": at_a, "b": at_b}
        configuration = write_configuration(folder, port, ports)
        site = Site(f"http://127.0.0.1:{port}", folder, ports, options, env or {}, stack)
        for place in ports:
            site.start(place)
        proxy = subprocess.Popen([program, "-c", configuration, "-e", folder / "start.log"], cwd=folder)
        stack.callback(proxy.wait, 20)
        stack.callback(proxy.terminate)
        until(lambda: _answers(port), "nginx did not start")
        yield site


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
