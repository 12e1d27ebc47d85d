"""The database's schema: made by migrations, the same as the tables say, and never taken for what it is not."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import NullPool, create_engine, inspect, text

from sciatica_teach.errors import StoreTooNew
from sciatica_teach.store import schema
from sciatica_teach.store.connecting import parse_address
from sciatica_teach.store.identity import new_token
from sciatica_teach.store.tables import METADATA, REVISION, REVISION_TABLE

from .conftest import OpenAt


def test_the_migrations_end_where_the_tables_are() -> None:
    assert ScriptDirectory(str(schema._MIGRATIONS)).get_heads() == [REVISION]


def test_a_migrated_database_has_exactly_the_tables_that_the_program_uses(
    database_address: str, open_at: OpenAt
) -> None:
    open_at(database_address)
    engine = create_engine(parse_address(database_address), poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": REVISION_TABLE, "compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert set(inspect(connection).get_table_names()) == {*METADATA.tables, REVISION_TABLE}


def test_a_database_of_a_newer_version_is_refused_and_left_alone(database_address: str, open_at: OpenAt) -> None:
    open_at(database_address)
    engine = create_engine(parse_address(database_address), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("UPDATE st_schema SET version_num = '0999'"))
        connection.execute(text("DROP TABLE st_resume_code"))
    with pytest.raises(StoreTooNew, match=r"newer version.*Update this program"):
        open_at(database_address)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM st_schema")) == "0999"
        assert not inspect(connection).has_table("st_resume_code")


def test_a_new_file_that_another_program_is_just_setting_up_is_waited_for(
    sqlite_file: Path, open_at: OpenAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite_file.parent.mkdir()
    other = sqlite3.connect(sqlite_file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr(time, "sleep", lambda _: other.rollback())
    store = open_at(f"sqlite:///{sqlite_file}?timeout=0.01")
    other.close()
    assert store.learner_for(new_token()) is None


def test_a_migration_that_breaks_off_leaves_nothing_behind(
    database_address: str, open_at: OpenAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("alembic.runtime.migration.HeadMaintainer.update_to_step", break_off)
        with pytest.raises(KeyboardInterrupt):
            open_at(database_address)
    engine = create_engine(parse_address(database_address), poolclass=NullPool)
    with engine.connect() as connection:
        assert not set(inspect(connection).get_table_names()) & set(METADATA.tables)
    open_at(database_address)
