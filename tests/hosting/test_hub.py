"""A real JupyterHub with its real proxy: the shipped configurations, two users, a new spawn.

Only the way of logging in and the folders are the test's own.
"""

from __future__ import annotations

import http.client
import http.cookiejar
import os
import re
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from hosting.conftest import write_lesson
from support.several import DEPLOY, free_ports
from support.waiting import until
from system import find_hub_proxy

from sciatica_teach.hosting.visitors import hash_name

pytestmark = pytest.mark.slow  # starts a Hub and servers

KEY = "k" * 40
WHO = "import os; print('learner=' + os.environ.get('HTTP_X_SCIATICA_LEARNER', 'nobody'))"
HELD = "import os; print('token=' + os.environ.get('JUPYTERHUB_API_TOKEN', 'none'))"
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
c.Spawner.environment.update({{"SCIATICA_TEACH_NOTEBOOKS": {lessons!r}}})
for service in c.JupyterHub.services:
    service["environment"]["SCIATICA_TEACH_NOTEBOOKS"] = {lessons!r}
"""


@dataclass(frozen=True)
class Hub:
    url: str
    folder: Path

    def visitor(self) -> Visitor:
        return Visitor(self.url)


class Visitor:
    """A browser without a screen: keeps cookies, follows redirects, sends forms."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, address arrived at, body."""
        data = urlencode(form).encode() if form is not None else None
        try:
            with self.opener.open(self.url + path, data, timeout=120) as reply:
                return reply.status, reply.url, reply.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.url or "", error.read().decode()

    def log_in(self, name: str) -> None:
        self.get("/hub/login")
        xsrf = next(cookie.value for cookie in self.jar if cookie.name == "_xsrf" and cookie.path.startswith("/hub"))
        status, url, body = self.get("/hub/login?next=/hub/home", {"username": name, "password": "x", "_xsrf": xsrf})
        assert (status, urlsplit(url).path) == (200, "/hub/home"), body[:600]

    def learner(self, path: str) -> str:
        status, url, body = self.get(path)
        found = re.search(r"learner=([\w-]+)", body)
        assert found, (status, url, body[-800:])
        assert "token=none" in body
        return found[1]


def require_hub_proxy() -> None:
    if find_hub_proxy() is None:
        say_no = pytest.fail if os.environ.get("CI") else pytest.skip
        say_no("no configurable-http-proxy: install node-configurable-http-proxy")


@contextmanager
def run_hub(folder: Path, shipped: str) -> Iterator[Hub]:
    require_hub_proxy()
    lessons = folder / "lessons"
    lessons.mkdir()
    write_lesson(lessons, "02_symptoms", ["# Who is asking", WHO, HELD])
    write_lesson(lessons, "index", ["# Home", WHO, HELD])
    (folder / "name-key").write_text(KEY, encoding="utf-8")
    port, hub_port, proxy_port, service_port = free_ports(4)
    (folder / "hub.py").write_text(
        CONFIGURATION.format(
            shipped=str(DEPLOY / shipped), port=port, hub_port=hub_port, proxy_port=proxy_port, folder=folder,
            lessons=str(lessons),
        ),
        encoding="utf-8",
    )
    environment = os.environ | {
        "SCIATICA_TEACH_HOME": str(folder), "SCIATICA_TEACH_SERVICE_PORT": str(service_port),
        "NODE_PATH": "/usr/share/nodejs",  # where Debian's packages for node are; a node from elsewhere does not look
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


@pytest.fixture(scope="module")
def per_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with run_hub(tmp_path_factory.mktemp("hub"), "jupyterhub_config.py") as hub:
        yield hub


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with run_hub(tmp_path_factory.mktemp("shared"), "jupyterhub_service.py") as hub:
        yield hub


def spawn(visitor: Visitor, name: str) -> None:
    visitor.get("/hub/spawn")
    path = f"/user/{name}/healthz"
    until(lambda: '"status": "ok"' in visitor.get(path)[2], "nothing was spawned")


def stop(visitor: Visitor, name: str) -> None:
    xsrf = next(cookie.value for cookie in visitor.jar if cookie.name == "_xsrf" and cookie.path.startswith("/hub"))
    request = urllib.request.Request(
        f"{visitor.url}/hub/api/users/{name}/server", method="DELETE",
        headers={"X-XSRFToken": xsrf or "", "Referer": f"{visitor.url}/hub/home"},
    )
    with visitor.opener.open(request, timeout=60) as reply:
        assert reply.status in (202, 204)


def test_a_user_has_the_same_record_after_a_new_spawn_and_nobody_else_gets_in(per_user: Hub) -> None:
    ann = per_user.visitor()
    ann.log_in("ann")
    spawn(ann, "ann")
    page = "/user/ann/voila/render/02_symptoms.ipynb"
    before = ann.learner(page)
    assert before == hash_name("ann", KEY.encode())

    ben = per_user.visitor()
    ben.log_in("ben")
    for path in (page, "/user/ann/resume", "/user/ann/"):
        status, _, body = ben.get(path)
        assert (status, before in body) == (403, False), path
    stranger = per_user.visitor()
    assert urlsplit(stranger.get(page)[1]).path == "/hub/login"

    stop(ann, "ann")
    until(lambda: '"status": "ok"' not in ann.get("/user/ann/healthz")[2], "the server did not end")
    spawn(ann, "ann")
    assert ann.learner(page) == before


def test_a_shared_server_tells_its_users_apart_and_keeps_no_name(shared: Hub) -> None:
    page = "/services/sciatica/voila/render/02_symptoms.ipynb"
    until(lambda: '"status": "ok"' in shared.visitor().get("/services/sciatica/healthz")[2], "no service", 90)
    found = {}
    for name in ("zebedee", "zacharias"):
        visitor = shared.visitor()
        visitor.log_in(name)
        found[name] = visitor.learner(page)
        assert visitor.learner(page) == found[name] == hash_name(name, KEY.encode())
        assert visitor.get("/services/sciatica/resume")[0] == 200
    assert urlsplit(shared.visitor().get(page)[1]).path == "/hub/login"
    with closing(sqlite3.connect(shared.folder / "records.sqlite")) as connection:
        assert not re.search("zebedee|zacharias", "\n".join(connection.iterdump()))
