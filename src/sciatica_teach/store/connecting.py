"""Engines that are safe to leave lying about: no connection outlives the call that needed it.

Two hundred kernels that each kept a PostgreSQL connection would exceed the server's usual limit of 100, and an SQLite
connection must never be carried through a fork, which is how kernels may be started. So nothing is pooled: opening the
file takes a fraction of a millisecond, reaching a local server a few.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from sciatica_teach.errors import StoreError, StoreReadOnly

BUSY_S = 2
"""How long to wait for another writer before the learner is told."""

_BEGIN = "sciatica_teach_begin"

_ON_CONNECT = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",  # in WAL mode NORMAL may forget the last commits when the power fails
    "PRAGMA secure_delete = ON",  # a deleted record leaves no readable bytes behind
)


def parse_address(address: str) -> URL:
    """The address as SQLAlchemy's URL, with the driver that this package brings. Raises StoreError when unusable."""
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise _unusable() from error
    in_memory = not url.database or ":memory:" in url.database or url.query.get("mode") == "memory"
    if url.get_backend_name() == "sqlite" and not in_memory:
        return url.set(drivername="sqlite+pysqlite")
    if url.get_backend_name() in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise _unusable()


def build_engine(url: URL) -> Engine:
    """An engine without a pool. Raises StoreError when the database's driver is not installed."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(_with_defaults(url, timeout=str(BUSY_S)), poolclass=NullPool)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    limits = f"-c lock_timeout={BUSY_S}s -c statement_timeout=10s -c idle_in_transaction_session_timeout=30s"
    try:
        return create_engine(_with_defaults(url, connect_timeout="3", options=limits), poolclass=NullPool)
    except ModuleNotFoundError as error:
        raise StoreError(
            "PostgreSQL needs a driver that is not installed: pip install 'sciatica-teach[postgresql]'."
        ) from error


def prepare_place(url: URL) -> None:
    """Make the SQLite file and its folder, both for their owner alone; those that exist are left as they are.

    Raises StoreReadOnly when they cannot be made.
    """
    path = sqlite_file(url)
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            path.touch(mode=0o600)
    except OSError as error:
        raise StoreReadOnly(
            f"The record store cannot be made at {path}: {error.strerror}. Give this user the right to write there, or "
            "choose another place with --database."
        ) from error


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite database; None for another kind, and for one that SQLite finds by an address of its own."""
    name = url.database or ""
    return None if url.get_backend_name() != "sqlite" or name.startswith("file:") else Path(name)


def for_writing(engine: Engine) -> Engine:
    """The same engine, for transactions that are going to write."""
    return engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})


def for_pragmas(engine: Engine) -> Engine:
    """The same SQLite engine, for statements that are refused inside a transaction."""
    return engine.execution_options(**{_BEGIN: ""})


def take_turn(connection: Connection, key: int) -> None:
    """Wait until no other transaction has taken this key, and keep it until this one ends.

    In SQLite there is nothing to wait for: a writing transaction is alone from its first statement.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def _unusable() -> StoreError:
    return StoreError(
        "The address of the record store cannot be used. Give --database one of sqlite:///FILE, "
        "postgresql://USER@HOST/NAME, or memory: to keep nothing."
    )


def _with_defaults(url: URL, **defaults: str) -> URL:
    return url.set(query={**defaults, **url.query})


def _set_up_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin_sqlite`, not by the driver's guess
    for pragma in _ON_CONNECT:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once when going to write: two readers that both turned writer would block each other."""
    statement = connection.get_execution_options().get(_BEGIN, "BEGIN")
    if statement:
        connection.exec_driver_sql(statement)
