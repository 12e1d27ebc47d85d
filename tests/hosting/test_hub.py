"""A real JupyterHub with its real proxy: the shipped configurations, two users, a new spawn."""

from __future__ import annotations

import http.cookiejar
import re
import sqlite3
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from hosting.conftest import write_lesson
from support.hub import KEY, Hub, run_hub
from support.waiting import until

from sciatica_teach.hosting.visitors import hash_name

pytestmark = pytest.mark.slow  # starts a Hub and servers

WHO = "import os; print('learner=' + os.environ.get('HTTP_X_SCIATICA_LEARNER', 'nobody'))"
HELD = "import os; print('token=' + os.environ.get('JUPYTERHUB_API_TOKEN', 'none'))"

ROLE = "import os; print('role=' + os.environ['HTTP_X_SCIATICA_ROLE'])"


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


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lessons")
    write_lesson(folder, "02_symptoms", ["# Who is asking", WHO, HELD, ROLE])
    write_lesson(folder, "index", ["# Home", WHO, HELD])
    return folder


@pytest.fixture(scope="module")
def per_user(lessons: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with run_hub(tmp_path_factory.mktemp("hub"), "jupyterhub_config.py", lessons) as hub:
        yield hub


@pytest.fixture(scope="module")
def shared(lessons: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with run_hub(tmp_path_factory.mktemp("shared"), "jupyterhub_service.py", lessons) as hub:
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
    ann = Visitor(per_user.url)
    ann.log_in("ann")
    spawn(ann, "ann")
    page = "/user/ann/voila/render/02_symptoms.ipynb"
    before = ann.learner(page)
    assert before == hash_name("ann", KEY.encode())

    ben = Visitor(per_user.url)
    ben.log_in("ben")
    for path in (page, "/user/ann/resume", "/user/ann/"):
        status, _, body = ben.get(path)
        assert (status, before in body) == (403, False), path
    stranger = Visitor(per_user.url)
    assert urlsplit(stranger.get(page)[1]).path == "/hub/login"
    for path in ("/user/ann/alive/any", "/user/ann/room"):  # a script's question begins no login
        assert Visitor(per_user.url).get(path)[0] == ben.get(path)[0] == 403, path

    stop(ann, "ann")
    until(lambda: '"status": "ok"' not in ann.get("/user/ann/healthz")[2], "the server did not end")
    spawn(ann, "ann")
    assert ann.learner(page) == before


def test_a_shared_server_tells_its_users_apart_and_keeps_no_name(shared: Hub) -> None:
    page = "/services/sciatica/voila/render/02_symptoms.ipynb"
    until(lambda: '"status": "ok"' in Visitor(shared.url).get("/services/sciatica/healthz")[2], "no service", 90)
    found = {}
    for name in ("zebedee", "zacharias"):
        visitor = Visitor(shared.url)
        visitor.log_in(name)
        found[name] = visitor.learner(page)
        assert visitor.learner(page) == found[name] == hash_name(name, KEY.encode())
        assert visitor.get("/services/sciatica/resume")[0] == 200
        role = re.search(r"role=(\w+)", visitor.get(page)[2])
        assert role
        assert (name, role[1]) in {("zebedee", "instructor"), ("zacharias", "learner")}
        door = visitor.get("/services/sciatica/instructor")
        assert (door[0], "known as an instructor" in door[2]) == (200, name == "zebedee")
    for path in (page, "/services/sciatica/instructor"):
        assert urlsplit(Visitor(shared.url).get(path)[1]).path == "/hub/login"
    with closing(sqlite3.connect(shared.folder / "records.sqlite")) as connection:
        assert not re.search("zebedee|zacharias", "\n".join(connection.iterdump()))
