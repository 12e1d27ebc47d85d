"""A copy of an SQLite file as it was before an upgrade, beside it: `records.sqlite.before-0002`.

It is made by SQLite's online backup (https://www.sqlite.org/backup.html) while the upgrade holds the write lock and has
changed nothing yet: readers see the last commit, and nobody commits. To go back, end all servers, put the copy in the
file's place, remove the files of the same name that end in -wal and -shm, and start the program that wrote it.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, select, text

from sciatica_teach.errors import StoreError, StoreUnavailable
from sciatica_teach.store.tables import LEARNERS

logger = logging.getLogger(__name__)

ROOM = 2.5
"""Times the size of the records that have to be free: the copy, the change, and some to go on with."""


def copy_before(connection: Connection, revision: str) -> None:
    """Keep a copy of records that are about to be brought to `revision`; a database without any needs none.

    Raises StoreUnavailable where there is too little space for it, and StoreError where it cannot be made. PostgreSQL
    changes its tables all or none as well, and its copies are made where the server's operator makes them.
    """
    if connection.scalar(select(LEARNERS.c.id).limit(1)) is None:
        return
    if connection.dialect.name != "sqlite":
        logger.warning("The record store is brought to schema %s. No copy is made of a PostgreSQL database.", revision)
        return
    file = Path(connection.execute(text("PRAGMA database_list")).one().file)
    copy = file.with_name(f"{file.name}.before-{revision}")
    _require_room(file)
    try:
        _copy(file, copy)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(
            f"No copy of the record store could be made at {copy} ({error}), so it was not upgraded and nothing in it "
            "was changed. Let this user write to that folder, then start again."
        ) from error
    logger.warning("The record store is brought to schema %s. As it was before, it is kept in %s", revision, copy)


def _require_room(file: Path) -> None:
    journal = file.with_name(f"{file.name}-wal")
    size = file.stat().st_size + (journal.stat().st_size if journal.exists() else 0)
    free = shutil.disk_usage(file.parent).free
    if free < ROOM * size:
        raise StoreUnavailable(
            f"The record store has to be upgraded, and a copy is kept first. That needs {_in_mb(ROOM * size)} MB in "
            f"{file.parent}; {_in_mb(free)} MB are free. Nothing was changed. Free some space, then start again."
        )


def _copy(file: Path, copy: Path) -> None:
    """An earlier copy for the same revision gives way: that upgrade was not finished, so the records went on."""
    draft = copy.with_name(f"{copy.name}.part")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(draft)) as target:
            source.backup(target)
            found = target.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(found)
        with draft.open("rb+") as written:
            os.fsync(written.fileno())
        draft.replace(copy)
    finally:
        draft.unlink(missing_ok=True)


def _in_mb(size: float) -> str:
    return f"{size / 1e6:.1f}"
