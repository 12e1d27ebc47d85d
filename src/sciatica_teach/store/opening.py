"""One door to every kind of store."""

from __future__ import annotations

from sciatica_teach.settings import Settings
from sciatica_teach.store.memory import MemoryStore
from sciatica_teach.store.port import RecordStore

IN_MEMORY = "memory:"
"""The address of a store that forgets everything when the process ends."""


def open_store(settings: Settings) -> RecordStore:
    """The store at `settings.database`, made or upgraded if needed.

    Raises StoreReadOnly, StoreTooNew, StoreUnavailable, or StoreError for an address or a file that cannot be used.
    """
    if settings.database == IN_MEMORY:
        return MemoryStore()
    from sciatica_teach.store.sql import open_sql_store  # SQLAlchemy, only where a database is wanted

    return open_sql_store(settings.database)


def describe_store(database: str) -> str:
    """The address as it may be shown: the password starred out, options left out. Raises StoreError when unusable."""
    if database == IN_MEMORY:
        return database
    from sciatica_teach.store.connecting import parse_address

    url = parse_address(database)
    return url.set(drivername=url.get_backend_name(), query={}).render_as_string()
