"""What a database's error means for the person in front of the page.

Both databases name the reason precisely, SQLite by a result code (https://www.sqlite.org/rescode.html), PostgreSQL by a
five-character SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html). The driver's own words go to
the log alone: they may hold addresses that are no visitor's business.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError, SQLAlchemyError

from sciatica_teach.errors import StoreError, StoreReadOnly, StoreUnavailable

_KEPT = "What you do from now on is not saved until this is put right."

_BUSY = StoreUnavailable, "The record store is busy: another program holds it. Please try again in a moment."
_GONE = StoreUnavailable, (
    "The record store cannot be reached at the moment. Please try again; if it goes on, check that the database is "
    "running and that its address (--database) is right."
)
_CLASH = StoreUnavailable, "Two changes of this record met. Nothing was lost; please try again."
_FULL = StoreUnavailable, f"The disk that holds the record store is full. {_KEPT} Free some space, then try again."
_READ_ONLY = StoreReadOnly, (
    f"The record store can be read but not written to. {_KEPT} Give this user the right to write to the database and "
    "to its folder, or choose another place with --database."
)
_DAMAGED = StoreError, (
    "The record store's file is damaged or is not a database. Put back a copy of it, or move it away so that a new one "
    "is made, or choose another place with --database."
)
_REPLACED = StoreError, (
    "The record store's tables are missing: its file or database was replaced while it was in use. Start this program "
    "again."
)
_UNEXPECTED = StoreError, "The record store gave an answer that this program does not understand. The log says more."

logger = logging.getLogger(__name__)

Fault = tuple[type[StoreError], str]

_SQLITE: dict[str, Fault] = {
    "BUSY": _BUSY, "LOCKED": _BUSY, "CANTOPEN": _GONE, "IOERR": _GONE, "FULL": _FULL, "READONLY": _READ_ONLY,
    "PERM": _READ_ONLY, "AUTH": _READ_ONLY, "CORRUPT": _DAMAGED, "NOTADB": _DAMAGED,
    "ERROR": _REPLACED,  # a wrong statement; these are tested, so it is their tables that are wrong
}
"""By the primary code: SQLITE_BUSY_SNAPSHOT counts as BUSY."""

_POSTGRESQL: dict[str, Fault] = {
    "25006": _READ_ONLY,  # read_only_sql_transaction: a standby, or default_transaction_read_only
    "42501": _READ_ONLY,  # insufficient_privilege
    "40001": _BUSY,  # serialization_failure
    "40P01": _BUSY,  # deadlock_detected
    "55P03": _BUSY,  # lock_not_available: lock_timeout
    "57014": _BUSY,  # query_canceled: statement_timeout
    "53100": _FULL,  # disk_full
    "42P01": _REPLACED,  # undefined_table
}


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn whatever the database library raises in the block into a `StoreError` with words for people."""
    try:
        yield
    except SQLAlchemyError as error:
        kind, words = _find_fault(error)
        logger.warning("the record store failed: %s", getattr(error, "orig", error))
        raise kind(words) from error


def _find_fault(error: SQLAlchemyError) -> Fault:
    if not isinstance(error, DBAPIError):
        return _UNEXPECTED
    if isinstance(error, IntegrityError):
        return _CLASH
    code = getattr(error.orig, "sqlite_errorname", None)
    if code is not None:
        return _SQLITE.get(code.split("_")[1], _UNEXPECTED)
    known = _POSTGRESQL.get(getattr(error.orig, "sqlstate", None) or "")
    if known is not None:
        return known
    return _GONE if isinstance(error, OperationalError | InterfaceError) else _UNEXPECTED
