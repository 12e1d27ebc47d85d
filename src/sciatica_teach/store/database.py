"""A database whose schema is up to date, and how its connections are taken: one for each call, gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from sciatica_teach.store.connecting import build_engine, for_writing, parse_address, prepare_place
from sciatica_teach.store.faults import told_plainly
from sciatica_teach.store.schema import bring_up_to_date


class Database:
    """Transactions whose errors are told in words for people."""

    def __init__(self, engine: Engine) -> None:
        self.readers = engine
        self._writers = for_writing(engine)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with told_plainly(), self.readers.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with told_plainly(), self._writers.begin() as connection:
            yield connection


def open_engine(address: str) -> Engine:
    """The engine of the database at a `sqlite:///` or `postgresql://` address, made or upgraded if needed."""
    url = parse_address(address)
    engine = build_engine(url)
    prepare_place(url)
    with told_plainly():
        bring_up_to_date(engine)
    return engine
