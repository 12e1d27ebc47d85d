"""What all tests share: the shipped content, a browser per worker, a PostgreSQL server per worker."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings
from playwright.sync_api import Browser
from sqlalchemy import URL, NullPool, create_engine, make_url, text
from support.chromium import open_chromium

from sciatica_teach.content.compile import load_knowledge
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.settings import Settings

settings.register_profile("sciatica-teach", deadline=None)  # a law that holds slowly on a busy machine still holds
settings.load_profile("sciatica-teach")

RUNNING_SERVER = "SCIATICA_TEACH_TEST_POSTGRESQL"
"""Address of a server that is running already, with a role that may create databases."""


def find_program(name: str) -> str | None:
    """Debian keeps the server's programs off the PATH, in one folder per version; the newest wins."""
    in_versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    return str(in_versions[-1]) if in_versions else shutil.which(name)


def as_server_user() -> list[str]:
    """What to put in front of a command: PostgreSQL refuses to run as root."""
    if os.name == "nt" or os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def run_server_program(*command: str) -> None:
    # the server inherits the output, and would keep a pipe open for as long as it runs: hence a file
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run([*as_server_user(), *command], stdout=output, stderr=subprocess.STDOUT, check=False)
        output.seek(0)
        assert done.returncode == 0, output.read()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[URL]:
    """The address of a server: a given one, or one started for this worker and stopped at the end."""
    given = os.environ.get(RUNNING_SERVER)
    if given:
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    initdb, pg_ctl = find_program("initdb"), find_program("pg_ctl")
    if initdb is None or pg_ctl is None:
        missing = f"no PostgreSQL server: install postgresql, or set {RUNNING_SERVER} to the address of one"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with tempfile.TemporaryDirectory(prefix="st-pg-") as folder:  # short: a socket's path has at most 107 characters
        if as_server_user():
            shutil.chown(folder, "postgres", "postgres")
        yield from run_server(initdb, pg_ctl, folder)


def run_server(initdb: str, pg_ctl: str, folder: str) -> Iterator[URL]:
    data = f"{folder}/data"
    run_server_program(initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c shared_buffers=16MB"
    run_server_program(pg_ctl, "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")
    try:
        yield URL.create("postgresql+psycopg", username="postgres", database="postgres", query={"host": folder})
    finally:
        run_server_program(pg_ctl, "-D", data, "-w", "-m", "immediate", "stop")


@pytest.fixture
def postgresql_address(postgresql_server: URL) -> Iterator[str]:
    """The address of an empty database of this test's own."""
    name = f"st_{uuid4().hex}"
    engine = create_engine(postgresql_server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield postgresql_server.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The shipped content: what learners really play."""
    return load_knowledge(Settings.from_environment(os.environ))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for this worker: a second one in the same process would have no event loop of its own."""
    with open_chromium() as chromium:
        yield chromium
