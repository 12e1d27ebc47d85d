"""Looking into the SQLite file of a server from outside, and holding it so that the server cannot write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

from sciatica_teach.model.events import ItemAnswered

FILE = "records.sqlite"
E = TypeVar("E")


def answers_in(home: Path) -> list[ItemAnswered]:
    """Every recorded answer to a quiz item, in the order of the record."""
    return events_in(home, ItemAnswered)


def events_in(home: Path, kind: type[E]) -> list[E]:
    """Every recorded event of a kind, in the order of the record."""
    query = "SELECT body FROM st_entry WHERE kind = ? ORDER BY position"
    with closing(sqlite3.connect(f"file:{home / FILE}?mode=ro", uri=True)) as connection:
        rows = connection.execute(query, (kind.__name__,)).fetchall()
    return [msgspec.json.decode(body, type=kind) for (body,) in rows]


def rows_in(home: Path) -> list[tuple[str, bytes]]:
    """Every recorded event, whatever its kind: its kind and its body."""
    with closing(sqlite3.connect(f"file:{home / FILE}?mode=ro", uri=True)) as connection:
        return connection.execute("SELECT kind, body FROM st_entry ORDER BY position").fetchall()


@contextmanager
def held(home: Path) -> Iterator[None]:
    """Hold the write lock, as a backup or another program might."""
    with closing(sqlite3.connect(home / FILE, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")
