"""From each earlier schema to today's: records are all there, and in SQLite a copy of what was there before."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from sciatica_teach.errors import StoreError, StoreUnavailable
from sciatica_teach.model.live import VoteOpened
from sciatica_teach.settings import Settings
from sciatica_teach.store import schema
from sciatica_teach.store.classes.opening import open_class_store
from sciatica_teach.store.connecting import build_engine, for_writing, parse_address, prepare_place
from sciatica_teach.store.identity import hash_secret
from sciatica_teach.store.port import LearnerId, RecordStore
from sciatica_teach.store.tables import REVISION

from .conftest import NOW, OpenAt
from .live_rooms import Host, build_ballot, open_live

EARLIER = sorted(
    script.revision for script in ScriptDirectory(str(schema._MIGRATIONS)).walk_revisions()
    if script.revision != REVISION
)
TOKEN = "the-long-token-of-one-browser"
ROWS = (
    "INSERT INTO st_learner (id, enrolled_at) VALUES ('one', 1.5)",
    f"INSERT INTO st_token (token_hash, learner, bound_at) VALUES ('{hash_secret('token', TOKEN)}', 'one', 2.5)",
    "INSERT INTO st_entry (learner, position, at, subject, content_version, command_id, kind, body) "
    "VALUES ('one', 0, 3.5, 'case/a/1', 'abc', 'first', 'CaseOpened', '{\"case_id\"\\:\"a\"}')",
    f"INSERT INTO st_wrong_try (id, origin, at) VALUES (7, 'home', {NOW})",
)


def build_old(address: str, revision: str, *, rows: tuple[str, ...] = ROWS) -> None:
    """A database as a program of that day left it."""
    engine = build_engine(parse_address(address))
    prepare_place(engine.url)
    schema.prepare_file(engine)
    with for_writing(engine).begin() as connection:
        schema.migrate(connection, revision)
        for row in rows:
            connection.execute(text(row))


def find_copy(sqlite_file: Path) -> Path:
    return sqlite_file.with_name(f"{sqlite_file.name}.before-{REVISION}")


def read_old(file: Path) -> tuple[str, int]:
    with closing(sqlite3.connect(file)) as connection:
        revision = connection.execute("SELECT version_num FROM st_schema").fetchone()[0]
        return revision, connection.execute("SELECT count(*) FROM st_entry").fetchone()[0]


@pytest.mark.parametrize("revision", EARLIER)
def test_every_earlier_schema_is_brought_up_to_date_with_its_records(
    revision: str, database_address: str, open_at: OpenAt
) -> None:
    build_old(database_address, revision)
    store = open_at(database_address)
    learner = store.learner_for(TOKEN)
    assert learner == "one"
    assert [entry.command_id for entry in store.read(learner).entries] == ["first"]
    store.release("week-7", NOW)
    use_classroom(database_address, store, learner)
    with build_engine(parse_address(database_address)).connect() as connection:
        assert schema.find_revision(connection) == REVISION


def use_classroom(address: str, store: RecordStore, learner: LearnerId) -> None:
    """What came with schema 0003 works on records that are older."""
    settings = Settings(data_dir=Path(), cache_dir=Path(), database=address, content_dir=None)
    classes = open_class_store(settings, store)
    opened = classes.open_class(learner, "Tuesday", "open", NOW)
    classes.join(opened.code, learner, "", NOW)
    (member,) = classes.read_members(learner, opened.id)
    assert [entry.command_id for entry in member.entries] == ["first"]
    host = Host(open_live(address))
    host.do(VoteOpened(number=1))
    assert host.store.cast([build_ballot(host.room)], NOW) == ("counted",)


@pytest.mark.parametrize("revision", EARLIER)
def test_a_private_copy_of_the_file_is_kept_before(
    revision: str, sqlite_file: Path, open_at: OpenAt, caplog: pytest.LogCaptureFixture
) -> None:
    build_old(f"sqlite:///{sqlite_file}", revision)
    with caplog.at_level(logging.WARNING):
        open_at(f"sqlite:///{sqlite_file}")
    copy = find_copy(sqlite_file)
    assert read_old(copy) == (revision, 1)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert str(copy) in caplog.text
    open_at(f"sqlite:///{sqlite_file}")
    assert [path.name for path in sqlite_file.parent.glob("*before*")] == [copy.name]


def test_the_copy_is_a_store_that_can_be_put_back(sqlite_file: Path, open_at: OpenAt) -> None:
    build_old(f"sqlite:///{sqlite_file}", EARLIER[0])
    open_at(f"sqlite:///{sqlite_file}").release("week-7", NOW)
    find_copy(sqlite_file).replace(sqlite_file)
    store = open_at(f"sqlite:///{sqlite_file}")
    assert store.learner_for(TOKEN) == "one"
    assert store.released() == {}


def test_a_new_or_empty_store_is_not_copied(sqlite_file: Path, open_at: OpenAt) -> None:
    build_old(f"sqlite:///{sqlite_file}", EARLIER[0], rows=())
    open_at(f"sqlite:///{sqlite_file}")
    assert not list(sqlite_file.parent.glob("*before*"))


@pytest.mark.parametrize("revision", EARLIER)
def test_an_upgrade_that_fails_changes_nothing(
    revision: str, database_address: str, open_at: OpenAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_old(database_address, revision)
    with build_engine(parse_address(database_address)).connect() as connection:
        before = set(inspect(connection).get_table_names())

    def migrate_and_fail(connection: Connection, wanted: str) -> None:
        done(connection, wanted)
        connection.execute(text("DELETE FROM st_entry"))
        raise KeyboardInterrupt

    done = schema.migrate
    with monkeypatch.context() as patch:
        patch.setattr(schema, "migrate", migrate_and_fail)
        with pytest.raises(KeyboardInterrupt):
            open_at(database_address)
    with build_engine(parse_address(database_address)).connect() as connection:
        assert schema.find_revision(connection) == revision
        assert connection.scalar(text("SELECT count(*) FROM st_entry")) == 1
        assert set(inspect(connection).get_table_names()) == before
    assert open_at(database_address).learner_for(TOKEN) == "one"


def test_an_upgrade_waits_for_space_for_its_copy(
    sqlite_file: Path, open_at: OpenAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_old(f"sqlite:///{sqlite_file}", EARLIER[0])
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 1000))
        with pytest.raises(StoreUnavailable, match=r"MB are free.*Free some space"):
            open_at(f"sqlite:///{sqlite_file}")
    assert read_old(sqlite_file) == (EARLIER[0], 1)
    open_at(f"sqlite:///{sqlite_file}")
    assert read_old(find_copy(sqlite_file)) == (EARLIER[0], 1)


def test_without_a_copy_there_is_no_upgrade(
    sqlite_file: Path, open_at: OpenAt
) -> None:
    build_old(f"sqlite:///{sqlite_file}", EARLIER[0])
    find_copy(sqlite_file).with_name(f"{find_copy(sqlite_file).name}.part").mkdir()
    with pytest.raises(StoreError, match=r"No copy .* was not upgraded"):
        open_at(f"sqlite:///{sqlite_file}")
    assert read_old(sqlite_file) == (EARLIER[0], 1)


@pytest.mark.postgresql
def test_postgresql_is_told_to_have_been_upgraded_without_a_copy(
    postgresql_address: str, open_at: OpenAt, caplog: pytest.LogCaptureFixture
) -> None:
    build_old(postgresql_address, EARLIER[0])
    with caplog.at_level(logging.WARNING):
        open_at(postgresql_address)
    assert "No copy is made" in caplog.text
