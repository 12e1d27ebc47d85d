"""The database brought to the schema that this program speaks, whoever opens it first.

Two processes that open a new database in the same instant both find it empty. Each takes the one lock under which
schemas change, and looks again once it has it: the second finds the work done.
"""

from __future__ import annotations

import time
from pathlib import Path

from sqlalchemy import Connection, Engine, column, delete, false, inspect, select, table, text
from sqlalchemy.exc import OperationalError

from sciatica_teach.errors import StoreTooNew
from sciatica_teach.store.connecting import BUSY_S, for_pragmas, for_writing, take_turn
from sciatica_teach.store.keeping.copying import copy_before
from sciatica_teach.store.tables import LEARNERS, REVISION, REVISION_TABLE

SCHEMA_LOCK = 7_283_471_001
"""Any number that no other program uses for an advisory lock in the same PostgreSQL database."""

_MIGRATIONS = Path(__file__).parent / "migrations"
_PAUSE_S = 0.02


def bring_up_to_date(engine: Engine) -> None:
    """Make or upgrade the tables, and see that they can be written to.

    Raises StoreTooNew, and otherwise whatever the database library raises.
    """
    prepare_file(engine)
    with engine.connect() as connection:
        current = find_revision(connection)
    if current != REVISION:
        _upgrade(engine)
    _try_writing(engine)


def prepare_file(engine: Engine) -> None:
    """Set up what an SQLite file remembers by itself; nothing for other databases."""
    if engine.dialect.name == "sqlite":
        _turn_on_wal(engine)


def find_revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(REVISION_TABLE):
        return None
    return connection.scalar(select(column("version_num")).select_from(table(REVISION_TABLE)))


def _upgrade(engine: Engine) -> None:
    with for_writing(engine).begin() as connection:
        _be_patient(connection)
        take_turn(connection, SCHEMA_LOCK)
        current = find_revision(connection)
        if current is not None and current not in known_revisions():
            raise _too_new()
        if current not in (None, REVISION):
            copy_before(connection, REVISION)
        migrate(connection, REVISION)


def known_revisions() -> set[str]:
    """Every schema that this program can bring up to date."""
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory(str(_MIGRATIONS)).walk_revisions()}


def migrate(connection: Connection, revision: str) -> None:
    """Bring the tables to a later revision inside the connection's transaction."""
    from alembic import command  # takes a fifth of a second, and only a new or an old database needs it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _be_patient(connection: Connection) -> None:
    """Lift the limits meant for single answers: another process may be upgrading a long table."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = '60s'"))
        connection.execute(text("SET LOCAL statement_timeout = 0"))


def _try_writing(engine: Engine) -> None:
    """Fail now, rather than at the first answer, when nothing can be written; a delete of no row changes nothing."""
    with for_writing(engine).begin() as connection:
        connection.execute(delete(LEARNERS).where(false()))


def _turn_on_wal(engine: Engine) -> None:
    """Let readers and one writer work side by side. The file remembers it, so this happens once in its life.

    SQLite does not wait for other openers while the mode changes (its busy timeout is not used there), so this does.
    """
    deadline = time.monotonic() + BUSY_S
    while True:
        try:
            with for_pragmas(engine).connect() as connection:
                if connection.exec_driver_sql("PRAGMA journal_mode").scalar() != "wal":
                    connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            return
        except OperationalError as error:
            busy = getattr(error.orig, "sqlite_errorname", "").startswith("SQLITE_BUSY")
            if not busy or time.monotonic() >= deadline:
                raise
            time.sleep(_PAUSE_S)


def _too_new() -> StoreTooNew:
    return StoreTooNew(
        "The record store was written by a newer version of Sciatica Teach. Nothing in it was changed. Update this "
        "program, or choose another place with --database."
    )
