"""All records into a file, and back, between any two databases; see `lines` for the file.

A backup is one reading transaction, so it shows one moment, however busy the server is meanwhile. A restore is one
writing transaction: the tables are made as they were on the day of the backup, filled, and brought up to date by the
same migrations as everybody's. Whatever goes wrong on the way, the database is as it was before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, insert, inspect, select, text

from sciatica_teach import __version__
from sciatica_teach.errors import StoreError, StoreNotEmpty
from sciatica_teach.store import schema
from sciatica_teach.store.connecting import (
    build_engine,
    for_writing,
    parse_address,
    prepare_place,
    sqlite_file,
    take_turn,
)
from sciatica_teach.store.faults import told_plainly
from sciatica_teach.store.keeping.lines import (
    EDITION,
    FORMAT,
    Header,
    Part,
    Section,
    check_backup,
    damaged,
    in_batches,
    read_backup,
    too_new,
    write_backup,
)
from sciatica_teach.store.tables import LEARNERS, LIVE_ROOMS, METADATA, RELEASES, REVISION, REVISION_TABLE

BATCH = 500
"""Rows read or inserted at a time."""

NO_RECORDS = "There is no record store at this address yet, so there is nothing to back up."


def back_up(address: str, path: Path, now: float) -> dict[str, int]:
    """Write everything at `address` to a new file; returns how many rows of each table.

    The database is left at the schema it has. Raises UnwritableBackup and StoreError.
    """
    url = parse_address(address)
    if (file := sqlite_file(url)) and not file.exists():
        raise StoreError(NO_RECORDS)  # to look into it would make it
    with told_plainly(), build_engine(url).connect() as connection:
        _hold_still(connection)
        return write_backup(path, _tell_everything(connection, now))


def restore(address: str, path: Path, now: float, *, keep: Path | None = None) -> dict[str, int]:
    """Fill the store at `address` from a backup, and return how many rows of each table there are in it.

    Raises BadBackup, and StoreNotEmpty where there are records already and `keep` is None. Otherwise they are replaced,
    after they were backed up to `keep`; in every case of an error nothing is changed.
    """
    header = check_backup(path)
    if header.schema not in schema.known_revisions():
        raise too_new()
    url = parse_address(address)
    prepare_place(url)
    engine = build_engine(url)
    with told_plainly():
        schema.prepare_file(engine)
        with for_writing(engine).begin() as connection:
            _shut_others_out(connection)
            if is_filled(connection):
                _keep_copy(connection, keep, now)
            return _replace_everything(connection, header.schema, path)


def is_filled(connection: Connection) -> bool:
    """Whether there is anything in the store that somebody might miss."""
    present = inspect(connection).get_table_names()
    return any(
        connection.scalar(select(table).limit(1)) is not None
        for table in (LEARNERS, RELEASES, LIVE_ROOMS) if table.name in present
    )


def read_tables(connection: Connection) -> list[Table]:
    """Our tables as they are in this database, which may be older than this program; owners before what they own."""
    present = set(inspect(connection).get_table_names())
    found = MetaData()
    return [Table(one.name, found, autoload_with=connection) for one in METADATA.sorted_tables if one.name in present]


def _hold_still(connection: Connection) -> None:
    """Let the whole transaction see one moment, for as long as it takes."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        _lift_limits(connection)
    elif (found := connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()) != "ok":
        raise StoreError(f"The record store's file is damaged ({found}). No backup was made: use the one before it.")


def _lift_limits(connection: Connection) -> None:
    for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
        connection.execute(text(f"SET LOCAL {limit} = 0"))


def _shut_others_out(connection: Connection) -> None:
    """Nobody's answer may be taken between the copy and the restore: it would be acknowledged, and gone."""
    if connection.dialect.name == "postgresql":
        _lift_limits(connection)
        take_turn(connection, schema.SCHEMA_LOCK)
        for table in read_tables(connection):
            connection.execute(text(f"LOCK TABLE {table.name} IN ACCESS EXCLUSIVE MODE"))


def _tell_everything(connection: Connection, now: float) -> Iterator[Part]:
    revision = schema.find_revision(connection)
    if revision is None:
        raise StoreError(NO_RECORDS)
    yield Header(format=FORMAT, edition=EDITION, schema=revision, made_at=now, program=__version__)
    for table in read_tables(connection):
        yield from _tell_table(connection, table)


def _tell_table(connection: Connection, table: Table) -> Iterator[Part]:
    """Numbers that the database gives out by itself are left out: it would give them out again after a restore."""
    columns = [column for column in table.columns if column is not table.autoincrement_column]
    yield Section(table=str(table.name), columns=tuple(str(column.name) for column in columns))
    in_order = select(*columns).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
    for row in connection.execute(in_order):
        yield list(row)


def _keep_copy(connection: Connection, keep: Path | None, now: float) -> None:
    if keep is None:
        raise StoreNotEmpty(
            "There are records here already, and nothing was changed. To replace them, say --replace: what is here now "
            "is then backed up first."
        )
    write_backup(keep, _tell_everything(connection, now))


def _replace_everything(connection: Connection, revision: str, path: Path) -> dict[str, int]:
    for table in reversed(read_tables(connection)):
        table.drop(connection)
    if inspect(connection).has_table(REVISION_TABLE):
        connection.execute(text(f"DROP TABLE {REVISION_TABLE}"))
    schema.migrate(connection, revision)
    counts = _fill(connection, read_backup(path))
    schema.migrate(connection, REVISION)
    return counts


def _fill(connection: Connection, parts: Iterable[Part]) -> dict[str, int]:
    counts: dict[str, int] = {}
    tables = {table.name: table for table in read_tables(connection)}
    for section, rows in in_batches(parts, BATCH):
        table = tables.get(section.table)
        if table is None or not {*section.columns} <= {*table.columns.keys()}:
            raise damaged()
        counts[table.name] = counts.get(table.name, 0) + len(rows)
        if rows:
            connection.execute(insert(table), [dict(zip(section.columns, row, strict=True)) for row in rows])
    return counts
