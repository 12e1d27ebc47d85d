"""Looking into the SQLite file of a server from outside, and holding it so that the server cannot write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from sciatica_teach.model.events import ItemAnswered

FILE = "records.sqlite"


def answers_in(home: Path) -> list[ItemAnswered]:
    """Every recorded answer to a quiz item, in the order of the record."""
    with closing(sqlite3.connect(f"file:{home / FILE}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT body FROM st_entry WHERE kind = 'ItemAnswered' ORDER BY position").fetchall()
    return [msgspec.json.decode(body, type=ItemAnswered) for (body,) in rows]


@contextmanager
def held(home: Path) -> Iterator[None]:
    """Hold the write lock, as a backup or another program might."""
    with closing(sqlite3.connect(home / FILE, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")
