"""One door to every kind of store of rooms."""

from __future__ import annotations

from sciatica_teach.settings import Settings
from sciatica_teach.store.live.memory import MemoryLiveStore
from sciatica_teach.store.live.port import LiveStore
from sciatica_teach.store.opening import IN_MEMORY


def open_live_store(settings: Settings) -> LiveStore:
    """The rooms at `settings.database`, made or upgraded if needed. Raises what `open_store` raises.

    With `memory:` they belong to one process: a room opened by a kernel is unknown to the server.
    """
    if settings.database == IN_MEMORY:
        return MemoryLiveStore()
    from sciatica_teach.store.live.sql import open_sql_live_store  # SQLAlchemy, only where a database is wanted

    return open_sql_live_store(settings.database)
