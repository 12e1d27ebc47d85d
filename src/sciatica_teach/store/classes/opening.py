"""One door to every kind of store of classes."""

from __future__ import annotations

from sciatica_teach.settings import Settings
from sciatica_teach.store.classes.memory import MemoryClassStore
from sciatica_teach.store.classes.port import ClassStore
from sciatica_teach.store.opening import IN_MEMORY
from sciatica_teach.store.port import RecordStore


def open_class_store(settings: Settings, records: RecordStore) -> ClassStore:
    """The classes at `settings.database`, whose members' records are in `records`, the store at the same address.

    Made or upgraded if needed; raises what `open_store` raises. With `memory:` the classes belong to one process, so
    nobody else's browser can join them.
    """
    if settings.database == IN_MEMORY:
        return MemoryClassStore(records)
    from sciatica_teach.store.classes.sql import open_sql_class_store  # SQLAlchemy, only where a database is wanted

    return open_sql_class_store(settings.database, records)
