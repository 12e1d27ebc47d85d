"""The two databases a run may use, in a folder of its own: an SQLite file, or a PostgreSQL server started for it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

from system import find_postgresql

from load.errors import LoadError

Kind = Literal["sqlite", "postgresql"]


class SqliteFile:
    """Records in a file."""

    kind: Kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._file = folder / "records.sqlite"
        self.address = f"sqlite:///{self._file}"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else can write meanwhile, as while a backup or another program holds the file."""
        with closing(sqlite3.connect(self._file, isolation_level=None, timeout=10)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                connection.execute("ROLLBACK")


class PostgresServer:
    """A PostgreSQL server that listens on a socket in a folder only. Use `postgresql` to make one."""

    kind: Kind = "postgresql"

    def __init__(self, folder: Path) -> None:
        programs = find_postgresql()
        if programs is None or sys.platform == "win32":
            raise LoadError("There is no PostgreSQL server to start: install postgresql, or leave --database out.")
        self._folder, self._programs = folder, programs
        self._data = folder / "data"
        self.address = f"postgresql://postgres@/postgres?host={folder}"

    def create(self) -> None:
        if _as_server_user():
            shutil.chown(self._folder, "postgres", "postgres")
        self._run("initdb", "-D", str(self._data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")

    def start(self) -> None:
        options = f"-k {self._folder} -c listen_addresses='' -c shared_buffers=32MB"
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", str(self._folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-w", "-m", "immediate", "stop")

    def kill(self) -> None:
        """As a crash would: the first process and, once they notice, the rest."""
        os.kill(int((self._data / "postmaster.pid").read_text(encoding="ascii").splitlines()[0]), 9)

    def _run(self, program: str, *arguments: str) -> None:
        # the server inherits the output, and would keep a pipe open for as long as it runs: hence a file
        with tempfile.TemporaryFile("w+") as output:
            command = [*_as_server_user(), str(self._programs / program), *arguments]
            done = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, check=False)
            output.seek(0)
            if done.returncode:
                raise LoadError(f"{program} failed:\n{output.read()}")


Database = SqliteFile | PostgresServer


@contextmanager
def made(kind: Kind, folder: Path) -> Iterator[Database]:
    """A database of this kind, gone afterwards."""
    if kind == "sqlite":
        yield SqliteFile(folder)
        return
    with tempfile.TemporaryDirectory(prefix="st-load-") as place:  # a socket's path has at most 107 characters
        server = PostgresServer(Path(place))
        server.create()
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _as_server_user() -> list[str]:
    """PostgreSQL refuses to run as root."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
