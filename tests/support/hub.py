"""A real JupyterHub with its real proxy, with the configurations that `deploy/` ships.

Only the way of logging in, the folders and the ports are the test's own.

    with run_hub(folder, "jupyterhub_config.py") as hub:
        hub.url, hub.folder
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.ports import held_ports
from support.several import DEPLOY
from support.waiting import until
from system import find_hub_proxy

from sciatica_teach.settings import Settings

KEY = "k" * 40
CONFIGURATION = """
c = get_config()
c.JupyterHub.services = []
c.JupyterHub.load_roles = []
load_subconfig({shipped!r})
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.db_url = "sqlite:///{folder}/hub.sqlite"
c.Spawner.notebook_dir = "{folder}"
c.JupyterHub.load_groups = {{"teachers": {{"users": ["zebedee"]}}}}
own = {own!r}
c.Spawner.environment.update(own)
for service in c.JupyterHub.services:
    service["environment"].update(own)
"""


@dataclass(frozen=True)
class Hub:
    url: str
    folder: Path
    """Where its servers keep their records."""


def require_hub_proxy() -> None:
    """Missing it is a skip on a desk, and an error in CI."""
    if find_hub_proxy() is None:
        say_no = pytest.fail if os.environ.get("CI") else pytest.skip
        say_no("no configurable-http-proxy: install node-configurable-http-proxy")


@contextmanager
def run_hub(folder: Path, shipped: str, lessons: Path | None = None) -> Iterator[Hub]:
    """Until the end of the block; with the shipped lessons, unless others are named."""
    require_hub_proxy()
    (folder / "name-key").write_text(KEY, encoding="utf-8")
    with held_ports(4) as (port, hub_port, proxy_port, service_port):
        (folder / "hub.py").write_text(
            CONFIGURATION.format(
                shipped=str(DEPLOY / shipped), port=port, hub_port=hub_port, proxy_port=proxy_port, folder=folder,
                own={"SCIATICA_TEACH_INSTRUCTOR_GROUP": "teachers"}
                | ({"SCIATICA_TEACH_NOTEBOOKS": str(lessons)} if lessons else {}),
            ),
            encoding="utf-8",
        )
        environment = os.environ | {
            "SCIATICA_TEACH_HOME": str(folder), "SCIATICA_TEACH_SERVICE_PORT": str(service_port),
            "SCIATICA_TEACH_CACHE": str(Settings.from_environment(os.environ).cache_dir),
            "NODE_PATH": "/usr/share/nodejs",  # where Debian's packages for node are; a node from elsewhere looks not
            "CONFIGPROXY_AUTH_TOKEN": "t" * 32,
        }
        with (folder / "hub.log").open("w") as log:
            command = [sys.executable, "-m", "jupyterhub", "--config", str(folder / "hub.py")]
            hub = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            until(lambda: _answers(port) or hub.poll() is not None, "the Hub did not start", 90)
            assert hub.poll() is None, (folder / "hub.log").read_text(encoding="utf-8")
            yield Hub(f"http://127.0.0.1:{port}", folder)
        finally:
            hub.terminate()
            hub.wait(60)


def _answers(port: int) -> bool:
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
            connection.request("GET", "/hub/health")
            return connection.getresponse().status == 200
    except OSError:
        return False
